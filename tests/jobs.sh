#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# jobs.sh PROGRAM DEMO: reports are the same, byte for byte, on however many threads files are read,
# from disk, from the index and from a revision, and so are fixes.
. "$(dirname "$0")/prelude.sh"
demo=$2

# Enough documents for several threads, and files for several parts, with mistakes in many of them
# and some that cannot be read.
governance=$work/governance
cp -R "$demo/governance" "$demo/website" "$demo/meetings" "$work"
i=0
while [ $((i += 1)) -le 150 ]; do
    folder=$governance/SIGs/SIG-Number-$i
    mkdir "$folder"
    # shellcheck disable=SC2016 # code, in Markdown
    printf '# SIG Number %s\n\n**When**: now\n**Where**: here\n\n&hearts; ~~[a](b-%s.md)~~ www.example.org\n\n| a | b |\n|---|---|\n| [x] (https://example.org) | `c` |\n' \
        "$i" "$i" >"$folder/charter.md"
    printf 'See the [charter](charter.md#sig-number-%s), [notes][] and [no](#heading-%s).\n\n[notes]: notes.md\n' \
        "$i" "$i" >"$folder/notes.md"
    printf 'a: 1  \nb: [%s, {a: 1, a: 2}]\n' "$i" >"$folder/data.yml"
done
printf 'caf\351\n' >"$governance/SIGs/SIG-Number-7/notes.md"
# In every part: text that needs lines while it is parsed, as findings do at the same time.
for i in 8 28 48 68 88 108 128 148; do
    printf 'a: [\n' >"$governance/SIGs/SIG-Number-$i/data.yml"
    printf '<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n' >"$governance/SIGs/SIG-Number-$i/notes.md"
done
for repository in governance website meetings; do
    git init -q "$work/$repository"
    git -C "$work/$repository" add -A
    git -C "$work/$repository" commit -qm all
done

# The same, except for the options about threads.
same() {
    run "$1" --jobs 1 --format json "$governance" "$work/website" "$work/meetings" "$2"
    mv "$work/out" "$work/one"
    for jobs in 2 3 8; do
        run "$1" "--jobs=$jobs" --format json "$governance" "$work/website" "$work/meetings" "$2"
        cmp "$work/one" "$work/out" || fail "--jobs $jobs $2 finds something else"
    done
}

same 1 --stats
grep -q '"rule": *"anchor-broken"' "$work/one" || fail "no document of many was linted"
same 1 --rev=HEAD
same 1 --staged
run 1 --jobs 1 --diff "$governance"
mv "$work/out" "$work/one"
run 1 --jobs 8 --diff "$governance"
cmp "$work/one" "$work/out" || fail "fixes differ"

for wrong in 0 x 3x -1 1000; do
    run 2 "--jobs=$wrong" "$governance"
    says err "'--jobs' takes a number from 1 to 999"
done

# The real repositories, if they are available.
if [ -x "${GOVLINT_SHARED:-/nonexistent}/corpus/unpack" ]; then
    "$GOVLINT_SHARED/corpus/unpack" "$work/real" >/dev/null || exit 1
    cd "$work/real" || exit 1
    run 1 --jobs 1 --format json governance website meetings
    mv "$work/out" "$work/one"
    for jobs in 2 5; do
        run 1 --jobs $jobs --format json governance website meetings
        cmp "$work/one" "$work/out" || fail "--jobs $jobs finds something else in the real repositories"
    done
fi
finish
