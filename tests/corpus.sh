#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# The real repositories: what is read out of them, and what each of many mistakes brings: exactly
# the findings that it should, at the exact place, and no other. Skipped (77) where GOVLINT_SHARED
# does not name the folder with the reference data.
# corpus.sh PROGRAM
set -u

. "$(dirname "$0")/corpus-prelude.sh"

# Rules that the cases are about, so that a new rule does not change what they expect.
rules="yaml-syntax,yaml-duplicate-key,front-matter-syntax,not-utf8,table-missing"
rules="$rules,sig-entry-malformed,sig-without-folder,sig-without-chair,sig-without-charter-link"
rules="$rules,sig-charter-missing,sig-folder-not-listed,sig-listed-twice,subgroup-without-chair"
rules="$rules,sig-archived-but-current,sig-name-differs-from-folder,proposal-*,project-not-listed"
rules="$rules,supporter-malformed,sig-chair-role-mismatch,person-*,contributor-malformed,contributor-listed-twice"
rules="$rules,handle-malformed,handle-link-mismatch,tsc-member-malformed,tsc-lists-disagree"
rules="$rules,tsc-member-not-contributor,tsc-delegate-count,chair-spelled-like"
rules="$rules,name-differs-for-handle,handle-differs-for-name,name-order-swapped"

beside=website

# What is read.

rows() {
    "$program" show "$1" --format json real/governance real/website >"$1.json" ||
        fail "show $1"
    got=$(findings column "$1.json" text | grep -c .)
    [ "$got" -eq "$2" ] || fail "show $1: $got rows, not $2"
    findings spans "$1.json" "real/$3" || fail "show $1: a cell is not at its place"
}

rows sigs 7 governance
rows subgroups 5 governance
rows tsc-members 3 governance
rows tsc-on-site 3 website
rows board 9 website
rows contributors "$(grep -c '^\* ' real/governance/recognized-contributors.md)" governance
findings column subgroups.json chairs | grep -q '^Saúl Cabrera and ' || fail "no Saúl"

# Chairs as the eye reads them: what stands between the parenthesis and the last comma.
current() { sed -n '/^## Current SIGs/,/^## Past/p' real/governance/SIGs/README.md; }
current | sed -n 's/^\* [^(]*(\(.*\),.*/\1/p' >expected
findings column sigs.json chairs >got
same "chairs of SIGs" expected got
current | sed -n 's/^  \* [^(]*(\(.*\),.*/\1/p' >expected
findings column subgroups.json chairs >got
same "chairs of subgroups" expected got

# What is found: the links to charters that are all missing; no folder, chair or TSC member is.

lint base.json real/governance real/website
findings list base.json >base
[ "$(grep -c ' sig-without-charter-link ' base)" -eq 7 ] || fail "not seven charters without a link"
grep -E ' (sig-without-folder|sig-without-chair|subgroup-without-chair|sig-charter-missing|tsc-|person-|yaml-|front-matter-syntax|not-utf8|table-missing|sig-folder-not-listed|sig-entry-malformed)' base &&
    fail "a false finding"
grep -q '"skipped": \[\]' base.json || fail "rules are skipped"

# The same, wherever the files come from.

lint rev.json --rev HEAD real/governance real/website
findings list rev.json >got
same "--rev HEAD" base got
mkdir bare
for name in governance website meetings; do
    git clone --quiet --bare "real/$name" "bare/$name.git"
done
lint bare.json bare/governance.git bare/website.git
findings list bare.json >got
same "bare clones" base got
mkdir plain
for name in governance website meetings; do
    mkdir "plain/$name" && git -C "real/$name" archive HEAD | tar -xf - -C "plain/$name"
done
lint plain.json plain/governance plain/website
findings list plain.json >got
same "plain folders" base got
lint got.json --rev HEAD bare/governance.git real/website
findings list got.json >got
same "one bare, one not" base got

# What each mistake brings.

sigs=governance/SIGs/README.md
members=governance/TSC/members.md
contributors=governance/recognized-contributors.md
tsc=website/_data/tsc.yml
board=website/_data/board.yml
charter=governance/TSC/charter.md
debugging=governance/SIGs/SIG-debugging/proposal.md
embedded=governance/SIGs/SIG-embedded/proposal.md
languages=governance/SIGs/SIG-guest-languages/proposal.md
typescript=governance/SIGs/SIG-TypeScript-Compilation/proposal.md

. "$here/corpus-cases.sh"

echo "$cases mistakes made"
finish
