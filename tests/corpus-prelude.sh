# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# shellcheck shell=sh disable=SC2034,SC2154 # variables of the tests that source this
#
# What the tests over the real repositories share; sourced first, like prelude.sh, which it sources
# itself. Skipped (77) unless GOVLINT_SHARED names the folder with the reference data. The
# repositories are unpacked in `real`, in the folder of the test. A test sets `rules` to the rules
# that it is about, so that a new rule does not change what it expects, and `beside` to the
# repository that is linted together with governance.

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
unpack=${GOVLINT_SHARED:-/nonexistent}/corpus/unpack
[ -x "$unpack" ] || { echo "no reference data: set GOVLINT_SHARED"; exit 77; }
. "$here/prelude.sh"

cd "$work" || exit 1
"$unpack" "$work/real" >/dev/null || exit 1
cases=0

findings() { "${PYTHON:-python3}" -I -S "$here/findings.py" "$@"; }

# lint OUT ARGUMENT…: writes the JSON report; findings are not a failure.
lint() {
    report=$1
    shift
    "$program" --format json --fail-on never --select "$rules" "$@" \
        >"$report" 2>err || fail "govlint $*: $(cat err)"
}

# same WHAT EXPECTED GOT: compares two files.
same() {
    diff "$2" "$3" >out || fail "$1"
}

# mutate NAME EDIT EXPECTED: the edit is shell, run in a fresh copy; EXPECTED has one line for each
# finding that comes ("+ RULE PLACE"), goes ("- RULE PLACE"), or rule that is skipped ("~ RULE").
mutate() {
    cases=$((cases + 1))
    for name in governance $beside; do
        git -C "real/$name" checkout --quiet --force
        git -C "real/$name" clean --quiet -dfx
    done
    (cd real && eval "$2") || fail "$1: the edit failed"
    # An edit for which the line is no longer there would show that it brings nothing.
    [ "$2" = : ] || [ -n "$(for name in governance $beside; do
        git -C "real/$name" status --porcelain --ignored
    done)" ] || fail "$1: nothing was edited"
    lint new.json real/governance "real/$beside"
    findings diff base.json new.json | sed '/^$/d' >got
    printf '%s\n' "$3" | sed 's/^ *//; /^$/d' | LC_ALL=C sort >expected
    LC_ALL=C sort -o got got
    same "$1" expected got
}
