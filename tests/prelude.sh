# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# shellcheck shell=sh
#
# What the shell tests have in common; sourced first, with the program as the first argument:
#
#     . "$(dirname "$0")/prelude.sh"
#
# Sets `program`, and `work`, the test's own folder, which is removed at the end. Nothing that the
# developer has set has an effect in the environment, and Git commits as Ann Example. The last
# command that was run is in `what`, and its output in $work/out and $work/err. A test ends with
# `finish`.

program=$1
[ -x "$program" ] || { echo "no program: $program"; exit 1; }
work=$(mktemp -d)
failures=$work/failures
what=
: >"$failures"
: >"$work/out"
: >"$work/err"

# A test that has more to stop or to remove redefines this.
at_exit() { :; }
trap 'at_exit; chmod -R u+rwX "$work"; rm -rf "$work"' EXIT

unset NO_COLOR CLICOLOR_FORCE COLUMNS
unset GITHUB_ACTIONS XDG_CONFIG_HOME XDG_CACHE_HOME GOVLINT
unset EMAIL GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_AUTHOR_DATE
unset GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL GIT_COMMITTER_DATE
# Where a repository is, as where a hook of Git runs the tests.
# shellcheck disable=SC2046 # names of variables
unset $(git rev-parse --local-env-vars)
export TERM=dumb PYTHONUTF8=1 HOME="$work/home"
export GIT_CONFIG_GLOBAL="$HOME/.gitconfig" GIT_CONFIG_NOSYSTEM=1
mkdir "$HOME"
cat >"$GIT_CONFIG_GLOBAL" <<'CONFIG'
[user]
    name = Ann Example
    email = ann@example.org
[init]
    defaultBranch = main
[advice]
    detachedHead = false
CONFIG

# In a file, as whoever fails may be the end of a pipe, and thus in a shell of its own.
fail() {
    echo "FAILED: $1"
    sed 's/^/    /' "$work/out" "$work/err"
    echo >>"$failures"
}

passes() { [ ! -s "$failures" ]; }

# run STATUS ARGUMENT…: runs the program, which must end with the status.
run() {
    expected=$1
    shift
    what="govlint $*"
    status=0
    "$program" "$@" >"$work/out" 2>"$work/err" || status=$?
    [ "$status" -eq "$expected" ] || fail "$what: exit status $status, not $expected"
}

# says out|err TEXT: the last run must have printed the text.
says() {
    grep -qF -- "$2" "$work/$1" || fail "$what: no \"$2\" in std$1"
}

says_not() {
    if grep -qF -- "$2" "$work/$1"; then fail "$what: \"$2\" in std$1"; fi
}

silent() {
    [ ! -s "$work/$1" ] || fail "$what: something in std$1"
}

finish() {
    passes || echo "$(wc -l <"$failures") failed"
    passes
    exit
}
