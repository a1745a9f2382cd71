#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# The hooks of .pre-commit-hooks.yaml, by the real pre-commit: pre-commit.sh PROGRAM SOURCE_ROOT [FOLDER]
#
# With a folder also the hook that builds govlint in pre-commit's own clone, which takes a while; the
# program and the commands that it was built by are left in the folder.
set -u

source_root=$2
command -v pre-commit >/dev/null || { echo "SKIPPED: there is no pre-commit"; exit 77; }
. "$(dirname "$0")/prelude.sh"
export PRE_COMMIT_HOME="$work/cache" PRE_COMMIT_COLOR=never
git config --global protocol.file.allow always

commit() {
    what="$hook: git commit $*"
    git commit "$@" >"$work/out" 2>&1
}

# The program on the PATH is the one that is tested.
mkdir "$work/bin"
ln -s "$program" "$work/bin/govlint"
PATH=$work/bin:$PATH

# What pre-commit clones: the sources as they are now, committed.
mkdir "$work/govlint"
(cd "$source_root" && tar -cf - --exclude=./build --exclude=./.git --exclude=./.cache .) |
    tar -xf - -C "$work/govlint"
cd "$work/govlint" || exit 1
{ git init -q && git add . && git commit -qm sources; } || exit 1
revision=$(git rev-parse HEAD)
if ! pre-commit validate-manifest .pre-commit-hooks.yaml >"$work/out" 2>&1; then
    fail "the list of hooks is not valid"
fi

# use HOOK [ARGS]: a repository whose commits pass through the hook.
use() {
    hook=$1
    rm -rf "$work/repository"
    git init -q "$work/repository"
    cd "$work/repository" || exit 1
    mkdir -p SIGs/SIG-alpha TSC
    cat >SIGs/README.md <<'END'
# Special Interest Groups

## Current SIGs

* [SIG Alpha](SIG-alpha/charter.md) (Ann Example, Chair)
END
    echo '# SIG Alpha' >SIGs/SIG-alpha/charter.md
    echo '# TSC charter' >TSC/charter.md
    printf '# %s\n\n## %s\n\n* %s\n\n## %s\n\n* None\n' 'Committee' 'Recognized Contributor Delegates' \
    'Ann Example ([@ann](https://github.com/ann))' 'Core Project Delegates' >TSC/members.md
    printf '# Recognized Contributors\n\n* %s\n' 'Example, Ann ([@ann](https://github.com/ann))' \
    >recognized-contributors.md
    echo 'a: 1' >fine.yml
    cat >.pre-commit-config.yaml <<END
repos:
  - repo: file://$work/govlint
    rev: $revision
    hooks:
      - id: $1
END
    [ -z "${2-}" ] || echo "        args: $2" >>.pre-commit-config.yaml
    git add .
    pre-commit install >"$work/out" 2>&1 || fail "$1: pre-commit install"
}

# What must hold for both hooks.
check_hook() {
    commit -m first || fail "$1: a clean commit is refused"
    says out "Passed"

    printf 'a: [1\n' >broken.yml
    git add broken.yml
    commit -m broken && fail "$1: a broken commit passes"
    says out "broken.yml:"
    says out "yaml-syntax"
    git rev-parse --quiet --verify HEAD^ >/dev/null && fail "$1: it was committed"
    git rm -qf broken.yml

    # Only the index counts.
    printf 'a: [1\n' >fine.yml
    echo More. >>TSC/charter.md
    git add TSC/charter.md
    commit -m more || fail "$1: what is not staged is looked at"
    git checkout -q fine.yml

    # pre-commit counts no deleted file; the list that names the folder is not touched.
    git rm -qr SIGs/SIG-alpha
    commit -m delete && fail "$1: deleting a folder passes"
    says out "SIGs/README.md:5"
    git reset -q --hard
    git status --porcelain >"$work/out"
    [ ! -s "$work/out" ] || fail "$1: something was left behind"
}

use govlint-system
check_hook govlint-system

# Known problems do not stop a commit if only new ones are requested.
use govlint-system '[--staged, --since, HEAD]'
printf 'a: [1\n' >known.yml
git add .
commit --no-verify -m known
echo More. >>TSC/charter.md
commit -am more || fail "a known problem stops a commit"
printf 'b: [1\n' >new.yml
git add new.yml
commit -m new && fail "a new problem passes"
says out "new.yml:"

# --fix fixes the file and stops the commit; the fixed file can be committed.
use govlint-system '[--fix]'
commit -m first || fail "--fix: a clean commit is refused"
printf 'a: 1  \n' >spaces.yml
git add spaces.yml
commit -m spaces && fail "--fix: what had to be mended passes"
says out "files were modified by this hook"
printf 'a: 1\n' | cmp -s - spaces.yml || fail "--fix: it was not mended"
git add spaces.yml
commit -m spaces || fail "--fix: what was mended is refused"

# The hook that builds, from pre-commit's own clone, with this repository as the current folder.
folder=${3-}
if [ -n "$folder" ]; then
    rm -rf "$folder"
    rm "$work/bin/govlint"
    use govlint
    check_hook govlint
    find "$work/cache" -name govlint -type f -perm -u+x -path '*/build/release/*' >"$work/builds"
    [ "$(wc -l <"$work/builds")" -eq 1 ] || fail "govlint was built $(wc -l <"$work/builds") times"
    mkdir -p "$folder"
    built=$(head -n 1 "$work/builds")
    cp "$built" "${built%/*}/compile_commands.json" "$folder" || fail "nothing was built"
    says_nothing=$(pre-commit run 2>&1 | grep -c 'building govlint')
    [ "$says_nothing" -eq 0 ] || fail "it is built again"
fi

finish
