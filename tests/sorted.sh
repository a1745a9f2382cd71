#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# The check sorted: numbers, days, the latest first. Usage: sorted.sh GOVLINT
set -eu

# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/prelude.sh"
cd "$work"
mkdir pack

cat >pack/pack.yml <<'PACK'
name: p
repositories: {org: {github: example/org, known-by: [index.md]}}
tables:
  items:
    read: {repository: org, file: index.md, list-under: Proposals}
    entry: '^(?<id>\S+) (?<title>\w+), (?<created>.*)$'
    key: title
    columns:
      day: {of: created, as: date}
      number: {of: id, as: number}
PACK

# rule ID SORTED AT: its examples follow on standard input.
rule() {
    {
        printf 'summary: s\nwhy: w\nseverity: warning\nfor: items\n'
        printf 'check: {sorted: %s}\nat: %s\nmessage: "{title} is not in order"\n' "$2" "$3"
        printf 'fix: {title: sort, safe: true, reorder: true}\nexamples:\n'
        cat
    } >"pack/$1.yml"
}

# Whole numbers, with or without zeros, in the order of their values; a slip of the pen has no place.
rule by-id id title <<'EXAMPLES'
  - bad:
      org:
        index.md: |
          ## Proposals

          * 9 Seeds, 2024
          * 0008 Paths, 2024
          * 1O Water, 2024
          * 10 Tools, 2024
          * 100 Beds, 2024
          * 100 Roses, 2024
    finds: "org/index.md:3:5: Seeds is not in order"
    fixed:
      org:
        index.md: |
          ## Proposals

          * 0008 Paths, 2024
          * 9 Seeds, 2024
          * 1O Water, 2024
          * 10 Tools, 2024
          * 100 Beds, 2024
          * 100 Roses, 2024
  # Names that a few numbers are among are names.
  - good:
      org:
        index.md: |
          ## Proposals

          * 100fold Beds, 2024
          * 20 Tools, 2024
          * 3fold Paths, 2024
EXAMPLES
# The one number of a text; without one, or with two, a row has no place.
rule by-number number title <<'EXAMPLES'
  - bad:
      org:
        index.md: |
          ## Proposals

          * pep-0010 Tools, 2024
          * pep-0009 Paths, 2024
          * pep-9.5 Water, 2024
          * pep Water, 2024
          * pep-0100 Beds, 2024
    finds: "org/index.md:3:12: Tools is not in order"
    fixed:
      org:
        index.md: |
          ## Proposals

          * pep-0009 Paths, 2024
          * pep-0010 Tools, 2024
          * pep-9.5 Water, 2024
          * pep Water, 2024
          * pep-0100 Beds, 2024
  - good:
      org:
        index.md: |
          ## Proposals

          * pep-0002 Paths, 2024
          * v10 Tools, 2024
EXAMPLES
rule latest-first '{by: day, descending: true}' title <<'EXAMPLES'
  - bad:
      org:
        index.md: |
          ## Proposals

          * c Tools, 5 Jan 2024
          * b Paths, 2025-03-01
          * a Beds, 2023-05-01
    finds: "org/index.md:3:5: Tools is not in order"
    fixed:
      org:
        index.md: |
          ## Proposals

          * b Paths, 2025-03-01
          * c Tools, 5 Jan 2024
          * a Beds, 2023-05-01
  - good:
      org:
        index.md: |
          ## Proposals

          * a Tools, 2024-02-01
          * b Paths, 2024-02-01
          * c Beds, 2023-05-01
EXAMPLES
for rule in by-id by-number latest-first; do
    run 0 test pack --select "$rule"
    says out '2 passed, 0 failed'
done

finish
