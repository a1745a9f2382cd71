#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# The check in-order: what is before what, the day of a run, and histories in which only that goes
# on. Usage: in-order.sh GOVLINT
set -eu

# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/prelude.sh"
cd "$work"
mkdir pack

cat >pack/pack.yml <<'PACK'
name: p
repositories: {org: {github: example/org, known-by: [council.yml]}}
tables:
  seats:
    read: {repository: org, file: council.yml, yaml: '$[*]', fields: [name, from, until, seats, of]}
    key: name
PACK

# rule ID CHECK MESSAGE: its examples follow on standard input.
rule() {
    {
        printf 'summary: s\nwhy: w\nseverity: warning\nfor: seats\n'
        printf 'check: {in-order: %s}\nmessage: "%s"\nexamples:\n' "$2" "$3"
        cat
    } >"pack/$1.yml"
}

rule term '[from, until]' '{name}: {value} is before {detail}' <<'EXAMPLES'
  - bad:
      org:
        council.yml: |
          - {name: Ada, from: 2025-03-01, until: 2024-03-01}
          - {name: Bob, from: 2025-04, until: 2025-03-31}
          - {name: Cyn, from: 2025, until: 2024}
    finds:
      - "org/council.yml:1:40: Ada: 2024-03-01 is before 2025-03-01"
      - "org/council.yml:2:37: Bob: 2025-03-31 is before 2025-04"
      - "org/council.yml:3:34: Cyn: 2024 is before 2025"
  # The same day, one that is in the month, one that is none, and none.
  - good:
      org:
        council.yml: |
          - {name: Ada, from: 2025-03-01, until: 2025-03-01}
          - {name: Bob, from: 2025-03, until: 2025-03-01}
          - {name: Cyn, from: soon, until: 2024}
          - {name: Dan, from: 2025-1-1, until: 2024-01-01}
          - {name: Fay, from: 2025-02-30, until: 2024-01-01}
          - {name: Eve, until: 2024}
EXAMPLES
rule share '{columns: [seats, of], strict: true}' '{seats} of {of}' <<'EXAMPLES'
  - bad:
      org:
        council.yml: |
          - {name: Ada, seats: 9, of: 10}
          - {name: Bob, seats: 10, of: 010}
          - {name: Cyn, seats: 11, of: 2}
    finds:
      - "org/council.yml:2:30: 10 of 010"
      - "org/council.yml:3:30: 11 of 2"
  - good:
      org:
        council.yml: |
          - {name: Ada, seats: 9, of: 10}
EXAMPLES
# Examples are linted on the first of January 2026.
rule over '[today, until]' 'the term of {name} ended on {until}, before {detail}' <<'EXAMPLES'
  - bad:
      org:
        council.yml: |
          - {name: Ada, until: 2025-12-31}
          - {name: Bob, until: 2026-01-01}
          - {name: Cyn, until: 2026}
    finds: "org/council.yml:1:22: the term of Ada ended on 2025-12-31, before 2026-01-01"
  - good:
      org:
        council.yml: |
          - {name: Bob, until: 2026-01}
EXAMPLES
rule future '[from, today]' '{name} has not begun: {value} is behind {detail}' <<'EXAMPLES'
  - bad:
      org:
        council.yml: |
          - {name: Ada, from: 2026-01-02}
    finds: "org/council.yml:1:21: Ada has not begun: 2026-01-02 is behind 2026-01-01"
  - good:
      org:
        council.yml: |
          - {name: Ada, from: 2026-01-01}
EXAMPLES
run 0 test pack
says out '8 passed, 0 failed'

git init -q -b main org
# commit DAY: what the council is on standard input
commit() {
    cat >org/council.yml
    git -C org add -A
    GIT_AUTHOR_DATE="$1T12:00:00Z" GIT_COMMITTER_DATE="$1T12:00:00Z" git -C org commit -qm "$1" --allow-empty
}
echo '- {name: Ada, until: 2026-02-01}' >ada
echo '- {name: Bob, until: 2026-03-01}' >bob
commit 2026-01-01 <ada
commit 2026-02-01 <ada
commit 2026-02-02 <ada
cat ada bob | commit 2026-02-03
cat ada bob | commit 2026-03-05
commit 2026-03-06 <bob

run 0 --fail-on warning --as-of 2026-02-01 --rules pack org
run 1 --fail-on warning --as-of 2026-03-02 --rules pack org
says out 'the term of Bob ended on 2026-03-01, before 2026-03-02'

# In a history each commit has its own day, also where it changes no file.
for sharing in '' --no-sharing; do
    # shellcheck disable=SC2086
    run 0 log $sharing --reverse --format csv --rules pack org
    cut -d, -f2,3,5- out >"log$sharing"
done
cmp -s log log--no-sharing || fail "the log is another one without sharing"
run 0 log --reverse --rules pack org
grep -oE '^[0-9a-f]{10} [^ ]*|^  [+-].*' out | sed -E 's/^[0-9a-f]{10} //' >told
diff -u - told <<'LOG' || fail "the log"
2026-02-02
  + council.yml:1:22: warning: the term of Ada ended on 2026-02-01, before 2026-02-02 [over]
2026-03-05
  + council.yml:2:22: warning: the term of Bob ended on 2026-03-01, before 2026-03-05 [over]
2026-03-06
  - council.yml:1:22: warning: the term of Ada ended on 2026-02-01, before 2026-03-05 [over]
LOG

sed -i 's/until\]/untl]/' pack/over.yml
run 2 --rules pack org
says err "unknown column 'untl' of table 'seats'; did you mean 'until'?"
sed -i 's/\[today, untl\]/[until]/' pack/over.yml
run 2 --rules pack org
says err "'in-order' compares two columns or more"
finish
