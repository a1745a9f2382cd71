#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# The check has-each: the sections of documents, the keys of entries. Usage: has-each.sh GOVLINT
set -eu

# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/prelude.sh"
cd "$work"
mkdir pack

cat >pack/pack.yml <<'PACK'
name: p
repositories: {org: {github: example/org, known-by: [minutes]}}
tables:
  minutes: {read: {repository: org, files: 'minutes/*.md'}, key: path}
  sections:
    read: {repository: org, files: 'minutes/*.md', headings: all}
    key: [path, plain]
  persons: {read: {repository: org, files: 'people/*.toml'}, key: path}
  keys:
    read: {repository: org, files: 'people/*.toml', lines: '^\w.*'}
    entry: '^(?<name>[\w-]+) = .+'
    key: [path, name]
PACK
cat >pack/section-missing.yml <<'RULE'
summary: s
why: w
severity: warning
for: minutes
check:
  has-each:
    rows-of: sections
    by: path
    in: plain
    fold: case
    values: [Present, Agenda, Decisions]
message: "there is no section {detail} ({count}, the first is {value})"
examples:
  # What is another section, or of another file, is not what is missing.
  - bad:
      org:
        minutes/1.md: |
          # Minutes
          ## present
          ## Agneda
        minutes/2.md: |
          ## Present
          ## Agenda
          ## Decisions
        minutes/3.md: |
          Nothing.
    finds:
      - "org/minutes/1.md: there is no section 'Agenda', 'Decisions' (2, the first is Agenda)"
      - "org/minutes/3.md: there is no section 'Present', 'Agenda', 'Decisions' (3, the first is Present)"
  - good:
      org:
        minutes/1.md: |
          # Decisions
          ## PRESENT
          ### Agenda
RULE
cat >pack/key-missing.yml <<'RULE'
summary: s
why: w
severity: warning
for: persons
check: {has-each: {rows-of: keys, by: path, in: name, values: [name, github]}}
message: "{stem} has no {detail}"
examples:
  - bad:
      org:
        minutes/1.md: ""
        people/ada.toml: |
          name = "Ada"
          gihub = "ada"
    finds: "org/people/ada.toml: ada has no 'github'"
  # A line that is none of the entries may be any of the keys.
  - good:
      org:
        minutes/1.md: ""
        people/ada.toml: |
          name = "Ada"
          github: "ada"
        people/bob.toml: |
          github = "bob"
          name = "Bob"
RULE
# A row that fits no entry is told by a rule of its own.
cat >pack/key-malformed.yml <<'RULE'
summary: s
why: w
severity: warning
for: keys
check: {well-formed: true}
message: "this is no key"
examples: []
RULE
run 0 test pack --select '*-missing'
says out '4 passed, 0 failed'

mkdir -p org/minutes
printf '## Present\n## Agneda\n## Decisions\n' >org/minutes/1.md
run 0 --rules pack org --repo org=org
says out "org/minutes/1.md: warning: there is no section 'Agenda' (1, the first is Agenda)"
says out "note: org/minutes/1.md:2:4: the nearest is here"
says out "help: should 'Agneda' be 'Agenda'?"

finish
