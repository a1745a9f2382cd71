#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# govlint init: what it writes, where, and that it overwrites nothing: init.sh PROGRAM
set -u

. "$(dirname "$0")/prelude.sh"

there() {
    [ -e "$1" ] || fail "$what: no $1"
}

absent() {
    [ ! -e "$1" ] || fail "$what: there is $1"
}

cd "$work" || exit 1

# A configuration alone; it is valid, and names the pack.
git init -q governance
cd governance || exit 1
mkdir -p SIGs TSC
printf '# Special Interest Groups\n\n## Current SIGs\n' >SIGs/README.md
echo '# Charter' >TSC/charter.md
printf '# %s\n\n## %s\n\n* %s\n\n## %s\n\n* None\n' 'Committee' 'Recognized Contributor Delegates' \
    'Ann Example ([@ann](https://github.com/ann))' 'Core Project Delegates' >TSC/members.md
printf '# Recognized Contributors\n\n* %s\n' 'Example, Ann ([@ann](https://github.com/ann))' \
    >recognized-contributors.md
git add . && git commit -qm first
run 0 init
says out "wrote .govlint.yml"
grep -qx 'pack: bytecode-alliance' .govlint.yml || fail "the pack is not named"
absent .github
absent .git/hooks/pre-commit
"$program" --fail-on never >"$work/out" 2>"$work/err" || fail "the configuration is not valid"

# The same again changes nothing; another one is left alone.
run 0 init
says err "already exists"
echo '# mine' >>.govlint.yml
run 3 init
says err "not overwritten"
grep -q '# mine' .govlint.yml || fail "a configuration was overwritten"

# From a folder below; the rest.
cd SIGs || exit 1
run 0 init --hook --workflow
says out "wrote ../.github/workflows/govlint.yml"
says out "/.git/hooks/pre-commit"
cd ..
there .github/workflows/govlint.yml
[ -x .git/hooks/pre-commit ] || fail "the hook cannot be executed"
grep -q '# mine' .govlint.yml || fail "a configuration was overwritten"
run 0 init --hook --workflow
echo '# mine' >>.git/hooks/pre-commit
run 3 init --hook
says err "not overwritten"
tail -n 1 .git/hooks/pre-commit | grep -q '# mine' || fail "a hook was overwritten"
[ -z "$(find . -name '*.tmp')" ] || fail "something was left behind"

# The hook refuses commits that break something, also with `git commit -a`, and accepts all others.
run 3 init --hook
rm .git/hooks/pre-commit
run 0 init --hook
git add .
git commit -qm configuration >"$work/out" 2>&1 || fail "a clean commit is refused"
git commit -q --allow-empty -m clean >"$work/out" 2>&1 || fail "a clean commit is refused"
printf 'a: [1\n' >broken.yml
git add broken.yml
git commit -qm broken >"$work/out" 2>"$work/err" && fail "a broken commit passes"
grep -q yaml-syntax "$work/out" "$work/err" || fail "the hook does not say why"
git rm -qf --cached broken.yml
git commit -q --allow-empty -m clean >"$work/out" 2>&1 || fail "what is not staged is looked at"
rm broken.yml
echo 'a: 1' >fine.yml
git add fine.yml
git commit -qm fine >"$work/out" 2>&1 || fail "a clean commit is refused"
printf 'a: [1\n' >fine.yml
git commit -qam broken >"$work/out" 2>"$work/err" && fail "git commit -a with a mistake passes"
git commit -qam 'known now' --no-verify
echo 'More.' >>TSC/charter.md
git commit -qam more >"$work/out" 2>&1 || fail "a problem that was there before stops a commit"
GOVLINT=no-such-program git commit -q --allow-empty -m x >"$work/out" 2>"$work/err" &&
    fail "a hook without its program passes"
says err "install govlint"

# It runs the program that wrote it, under the name by which that was called.
mkdir "$work/it's here"
cp "$program" "$work/it's here/govlint"
rm .git/hooks/pre-commit
(cd "$work" && "./it's here/govlint" init --hook governance) >"$work/out" 2>"$work/err"
says out "wrote governance/.git/hooks/pre-commit"
git commit -q --allow-empty -m here >"$work/out" 2>"$work/err" || fail "the hook does not run"
rm -r "$work/it's here"
git commit -q --allow-empty -m gone 2>"$work/err" && fail "a hook without its program passes"
says err "there is no '$work/./it's here/govlint'"
rm .git/hooks/pre-commit
(PATH=$(dirname "$program"):$PATH && govlint init --hook) >"$work/out" 2>"$work/err"
grep -qx 'program=govlint' .git/hooks/pre-commit || fail "a program on the PATH is not left there"

# The workflow is for the default branch and uses the action of this version; actions that others
# wrote are pinned to a commit.
written=.github/workflows/govlint.yml
# branch NAME COMMAND…: the default branch of a repository on which the command was run.
branch() {
    name=$1
    shift
    rm -rf "$work/branch"
    git init -q "$work/branch" && cd "$work/branch" || exit 1
    git commit -q --allow-empty -m first
    "$@" || fail "$*"
    run 0 init --workflow
    grep -qxF "    branches: ['$name']" $written || fail "$*: the default branch is not $name"
}
branch main git checkout -q -b topic
branch master git branch -m master
branch gh-pages git branch -m gh-pages
branch release/1.x git symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/release/1.x
branch main git branch -m "it's"
grep -q '^permissions:$' $written && grep -qx '  contents: read' $written || fail "no permissions"
version=$("$program" --version | cut -d ' ' -f 2)
grep -q "uses: bytecodealliance/govlint@v$version\$" $written || fail "another version of the action"
grep -v '^ *#' $written | grep uses: | grep -v govlint@ | grep -vE '@[0-9a-f]{40} # v[0-9.]+$' &&
    fail "an action that is not pinned"
cd "$work" || exit 1

# Where Git looks for hooks.
git init -q "$work/hooks" && cd "$work/hooks" || exit 1
git config core.hooksPath .githooks
run 0 init --hook
there .githooks/pre-commit
git config core.hooksPath "$work/hooks/tools/hooks"
run 0 init --hook
there tools/hooks/pre-commit
git config core.hooksPath "$work/elsewhere"
run 3 init --hook
says err "outside the repository"
absent "$work/elsewhere"
git config core.hooksPath ../elsewhere
run 3 init --hook
absent "$work/elsewhere"
git config --unset core.hooksPath
git commit -q --allow-empty -m first --no-verify
git worktree add -q "$work/linked" 2>/dev/null
cd "$work/linked" || exit 1
run 0 init --hook
there "$work/hooks/.git/hooks/pre-commit"

# Nothing through symbolic links, nothing outside.
git init -q "$work/links" && cd "$work/links" || exit 1
mkdir "$work/target"
ln -s "$work/target" .github
run 3 init --workflow
[ -z "$(ls "$work/target")" ] || fail "written through a symbolic link"
rm .govlint.yml
ln -s "$work/target/file" .govlint.yml
run 3 init
absent "$work/target/file"

# A hook contains the path of the program, which is unknown if the current folder is gone.
git init -q "$work/kept" && mkdir "$work/gone" && cd "$work/gone" && rmdir "$work/gone"
run 3 init --hook "$work/kept"
says err "cannot tell which folder is the current one"
absent "$work/kept/.git/hooks/pre-commit"

# Elsewhere.
mkdir "$work/plain" && cd "$work/plain" || exit 1
run 0 init
grep -qx 'pack: common' .govlint.yml || fail "the pack of a plain folder"
run 3 init --hook
says err "not a work tree"
git init -q --bare "$work/bare.git"
run 3 init "$work/bare.git"
run 3 init "$work/nowhere"
run 2 init a b
run 2 init --fix
mkdir "$work/other"
run 0 init --quiet "$work/other"
silent out
there "$work/other/.govlint.yml"

finish
