#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# The check count, with shares of a table as bounds. Usage: count.sh GOVLINT
set -eu

# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/prelude.sh"
cd "$work"
mkdir pack

cat >pack/pack.yml <<'PACK'
name: p
repositories: {org: {github: example/org, known-by: [members.yml]}}
tables:
  members: {read: {repository: org, file: members.yml, yaml: '$[*]', fields: [name, of]}, key: name}
PACK
# rule ID BOUND: its examples follow on standard input.
rule() {
    {
        printf 'summary: s\nwhy: w\nseverity: warning\nfor: members\n'
        printf 'check: {count: {rows-of: members, by: of, %s}}\n' "$2"
        printf 'message: "{count} of all {detail} members are of {of}"\nexamples:\n'
        cat
    } >"pack/$1.yml"
}

rule too-many 'most: 1/3' <<'EXAMPLES'
  - bad:
      org:
        members.yml: |
          - {name: Ada, of: Acme}
          - {name: Bob, of: Acme}
          - {name: Cyn, of: Bolts}
          - {name: Dan}
          - {name: Eve, of: Cogs}
    finds:
      - "org/members.yml:1:4: 2 of all 5 members are of Acme"
      - "org/members.yml:2:4: 2 of all 5 members are of Acme"
  - good:
      org:
        members.yml: |
          - {name: Ada, of: Acme}
          - {name: Bob, of: Acme}
          - {name: Cyn, of: Bolts}
          - {name: Dan, of: Cogs}
          - {name: Eve}
          - {name: Fay}
EXAMPLES
rule too-few 'least: 40%' <<'EXAMPLES'
  - bad:
      org:
        members.yml: |
          - {name: Ada, of: Acme}
          - {name: Bob, of: Acme}
          - {name: Cyn, of: Bolts}
          - {name: Dan}
          - {name: Eve}
    finds: "org/members.yml:3:4: 1 of all 5 members are of Bolts"
  - good:
      org:
        members.yml: |
          - {name: Ada, of: Acme}
          - {name: Bob, of: Acme}
EXAMPLES
run 0 test pack
says out '4 passed, 0 failed'
for share in 4/3 1/0 101% 1/ /3 1/x 1000001/2; do
    sed "s|most: 1/3|most: '$share'|" pack/too-many.yml >wrong
    mkdir -p wrong-pack && cp pack/pack.yml wrong-pack && cp wrong wrong-pack/too-many.yml
    run 2 test wrong-pack
    says err "wrong-pack/too-many.yml:5:49: a share is at most all, and written 1/3 or 40%"
done

finish
