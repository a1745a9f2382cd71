#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# --fix and --diff where there is more to find than a rule finds. fix-limits.sh PROGRAM
set -u

. "$(dirname "$0")/prelude.sh"
cd "$work" || exit 1

fresh() {
    rm -rf plain
    mkdir plain
    printf 'a: 1  \nb: 2 \n' >plain/one.yml
    printf 'c: 3\t' >plain/two.yml
}

# A rule that finds too much fixes nothing in the file where it stops, and is reported once; files
# that it checked to the end are fixed.
fresh
seq 50001 | sed 's/.*/k&: 1 /' >plain/s.yml
cp plain/s.yml s.before
run 3 --fix plain
says err "cannot read plain/s.yml: the rule yaml-trailing-space has more than 50000 findings"
says out "(50000 times)"
[ "$(grep -c 'not fixed in plain/s.yml' out)" -eq 1 ] || fail "$what: s.yml is told more than once"
says out "fixed 2 in plain/one.yml"
cmp -s plain/s.yml s.before || fail "$what: s.yml changed"
fresh
mv s.before plain/s.yml
run 3 --diff plain
says err "not all of its file was looked at (50000 times)"
says out "+++ b/one.yml"
says_not out "+++ b/s.yml"

finish
