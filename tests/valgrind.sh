#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# The program under valgrind: neither memory errors nor leaks.
# valgrind.sh PROGRAM SANITIZED demo|fixtures
# A program with sanitizers, where SANITIZED is 1, does not run under valgrind.
set -u

program=$1
sanitized=$2
set=$3
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
suppressions=$here/valgrind.supp
[ -x "$program" ] || { echo "no program: $program"; exit 1; }
[ "$sanitized" != 1 ] || { echo "SKIPPED: the program is built with sanitizers"; exit 77; }
command -v valgrind >/dev/null || { echo "SKIPPED: there is no valgrind"; exit 77; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

# An older valgrind gives up at the debug information of a newer compiler: then it goes without.
if ! valgrind --quiet "$program" --version >"$work/out" 2>&1 &&
    grep -q 'debuginfo reader' "$work/out"; then
    strip -g -o "$work/govlint" "$program"
    program=$work/govlint
fi

# run STATUS ARGUMENT...
run() {
    expected=$1
    shift
    valgrind --quiet --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite \
        --suppressions="$suppressions" --log-file="$work/log" "$program" "$@" >"$work/out" 2>&1
    status=$?
    [ "$status" -eq "$expected" ] && return
    failures=$((failures + 1))
    echo "FAILED: ${name-}: govlint $*: exit status $status, not $expected"
    cat "$work/out" "$work/log"
}

case $set in
demo)
    run 0 demo
    run 0 demo --format json
    run 0 test
    # Also ways to end other than with a report.
    run 2 --no-such-option
    run 0 rules --format json
    ;;
fixtures)
    # Each separately, as each is a set of repositories with the same names; run elsewhere, as in
    # fixtures.sh.
    for fixture in "$here"/fixtures/*/; do
        name=$(basename "$fixture")
        cp -R "$fixture" "$work/$name"
        expected=$(sed -n 's/^exit status //p' "$work/$name/expected.txt")
        rm "$work/$name/expected.txt"
        cd "$work/$name" || exit 1
        run "$expected" -- *
    done
    ;;
*) echo "no such set: $set"; exit 1 ;;
esac

[ "$failures" -eq 0 ] && echo "valgrind has nothing to say"
[ "$failures" -eq 0 ]
