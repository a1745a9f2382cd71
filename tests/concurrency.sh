#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Other processes at work in the same repository: another --fix, commits, an editor. No file is lost
# or half written, and the repository stays intact. concurrency.sh PROGRAM
set -u

. "$(dirname "$0")/prelude.sh"
export LC_ALL=C
cd "$work" || exit 1

rounds=${GOVLINT_TEST_ROUNDS:-4}
files=40
met=0

# fresh: makes the repository `r` with files that have something to fix in two places, each long
# enough that half a file would be noticed.
fresh() {
    rm -rf r
    git init -q r
    file=0
    while [ "$file" -lt "$files" ]; do
        {
            echo "first: $file  "
            yes "# file $file" | head -n 2000
            printf 'last: %s\t\n' "$file"
        } >"r/$file.yml"
        file=$((file + 1))
    done
    git -C r add -A
    git -C r commit -qm old
    rm -rf old new
    cp -R r old
    cp -R r new
    sed -i.bak 's/[[:blank:]]*$//' new/*.yml
    rm new/*.bak
}

# whole [OTHER]: each file is as in one of the folders old, new and OTHER, and there are no others.
whole() {
    [ "$(find r -name '*.yml' | wc -l)" -eq "$files" ] || fail "$what: a file is lost"
    [ -z "$(find r -name '.govlint-*')" ] || fail "$what: a temporary file is left"
    [ ! -e r/.git/index.lock ] || fail "$what: the index is locked"
    for path in r/*.yml; do
        name=${path#r/}
        cmp -s "$path" "old/$name" || cmp -s "$path" "new/$name" ||
            { [ -n "${1-}" ] && cmp -s "$path" "$1/$name"; } || fail "$what: $name is neither old nor new"
    done
    git -C r fsck --no-dangling >out 2>err || fail "$what: git fsck"
}

# fix_with COMMAND…: runs --fix while the command runs; its exit status must be an allowed one.
fix_with() {
    "$program" --fix -q r >out 2>err &
    fixing=$!
    "$@"
    wait "$fixing"
    status=$?
    met=$((met + (status == 3)))
    [ "$status" -ne 3 ] || [ -s err ] || fail "$what: it does not say why it ends with 3"
    [ "$status" -eq 0 ] || [ "$status" -eq 3 ] || fail "$what: exit status $status"
}

# Two at once: one of them may find that files have changed, and says so.
i=0
while [ "$i" -lt "$rounds" ]; do
    fresh
    what="two --fix ($i)"
    "$program" --fix -q r >out.2 2>err.2 &
    other=$!
    fix_with sleep "0.0$i"
    wait "$other"
    other=$?
    met=$((met + (other == 3)))
    [ "$other" -eq 0 ] || [ "$other" -eq 3 ] || fail "$what: exit status $other of the other"
    whole
    run 0 --fix -q r
    diff -r -x .git r new >out || fail "$what: not all is fixed after the next"
    i=$((i + 1))
done

# Two with --staged: the later one finds the index locked, or files staged anew.
i=0
while [ "$i" -lt "$rounds" ]; do
    fresh
    what="two --staged --fix ($i)"
    "$program" --staged --fix -q r >out.2 2>err.2 &
    other=$!
    "$program" --staged --fix -q r >out 2>err
    wait "$other"
    whole
    # The index has of each file what was there before or what is right.
    for name in 0.yml 20.yml 39.yml; do
        git -C r show ":$name" >staged || fail "$what: $name is not staged"
        cmp -s staged "old/$name" || cmp -s staged "new/$name" || fail "$what: $name in the index"
    done
    i=$((i + 1))
done

# An editor that saves files meanwhile, by renaming and in place, never has its text mixed.
# shellcheck disable=SC2317 # called by fix_with
save_files() {
    sleep "0.0$i"
    for name in 3 17 31; do
        cp "edited/$name.yml" "r/$name.yml.new"
        mv "r/$name.yml.new" "r/$name.yml"
    done
}
i=0
while [ "$i" -lt "$rounds" ]; do
    fresh
    rm -rf edited
    cp -R old edited
    for name in 3 17 31; do
        echo "edited: true" >>"edited/$name.yml"
    done
    what="an editor ($i)"
    fix_with save_files
    # What was saved before the lint is fixed as well.
    for name in 3 17 31; do
        sed 's/[[:blank:]]*$//' "edited/$name.yml" | cmp -s - "r/$name.yml" &&
            cp "r/$name.yml" "edited/$name.yml"
    done
    whole edited
    i=$((i + 1))
done

# Commits, checkouts and the packing of objects during a fix and during lints.
commit_often() {
    for text in a b c; do
        echo "$text" >r/other.txt
        git -C r add other.txt
        git -C r commit -qm "$text" || fail "$what: git commit"
    done
    git -C r gc -q 2>>gc.log
}
i=0
while [ "$i" -lt "$rounds" ]; do
    fresh
    what="commits and gc ($i)"
    fix_with commit_often
    whole
    for how in '--rev HEAD' '--staged' '--since HEAD~1' ''; do
        commit_often >commits 2>&1 &
        committing=$!
        # shellcheck disable=SC2086
        "$program" $how -q r >out 2>err
        status=$?
        wait "$committing"
        [ "$status" -eq 0 ] || [ "$status" -eq 3 ] || fail "$what: exit status $status of $how"
    done
    i=$((i + 1))
done

echo "$met runs met somebody else at work"
finish
