#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Linting against a base, and the index: --since, --all, --staged, --staged --fix; in scratch
# repositories and, if it is there (GOVLINT_SHARED), over the last commits of the real one. With
# "real" as the second argument only the latter, skipped (77) if it is not there.
# since.sh PROGRAM [real]
set -u

part=${2:-scratch}
unpack=${GOVLINT_SHARED:-/nonexistent}/corpus/unpack
if [ "$part" = real ] && [ ! -x "$unpack" ]; then
    echo "no reference data: set GOVLINT_SHARED"
    exit 77
fi

. "$(dirname "$0")/prelude.sh"
cd "$work" || exit 1

# finds LINE…: the last run, in the concise format, must have found exactly these rules at these
# places.
finds() {
    sed -n 's/^\(.*\): [a-z]*\( (known)\)\{0,1\}: .* \[\(.*\)\]$/\1 \3\2/p' "$work/out" >"$work/got"
    for line in "$@"; do echo "$line"; done >"$work/wanted"
    diff "$work/wanted" "$work/got" >"$work/delta" || fail "$what: $(cat "$work/delta")"
}

real() {
    "$unpack" "$work/real" >/dev/null || exit 1
    mkdir "$work/alone" && cd "$work/alone" && git clone -q "$work/real/governance" || exit 1

    # For each of the last commits, at both ends of which everything is linted: --since its parent
    # reports exactly the difference.
    PROGRAM=$program "${PYTHON:-python3}" - <<'END' || fail 'not what is new'
import json, os, subprocess, sys

def git(*words):
    return subprocess.run(['git', '-C', 'governance', *words], check=True, text=True,
                          stdout=subprocess.PIPE).stdout.split()

def lint(*words):
    run = subprocess.run([os.environ['PROGRAM'], '--format', 'json', '--fail-on', 'never', *words,
                          'governance'], text=True, stdout=subprocess.PIPE)
    assert run.returncode == 0, (words, run.returncode)
    return json.loads(run.stdout)

def prints(report):
    found = [finding['fingerprint'] for finding in report['findings']]
    assert len(found) == len(set(found)), 'a fingerprint is there twice'
    return set(found)

wrong, changed = 0, 0
commits = git('rev-list', '--first-parent', '--max-count=40', '--min-parents=1', 'HEAD')
full = {}
for commit in commits:
    parent, = git('rev-parse', commit + '^1')
    for revision in commit, parent:
        if revision not in full:
            full[revision] = lint('--rev', revision)
    now, before = prints(full[commit]), prints(full[parent])
    report = lint('--rev', commit, '--since', parent)
    marked = lint('--rev', commit, '--since', parent, '--all')
    new = {f['fingerprint'] for f in marked['findings'] if f['introduced'] is True}
    known = {f['fingerprint'] for f in marked['findings'] if f['introduced'] is False}
    summary = report['summary']
    gone = {f['fingerprint'] for f in full[parent]['findings']} - now
    good = (prints(report) == now - before == new and known == now & before and
            all(f['introduced'] is True for f in report['findings']) and
            summary['new'] == len(new) and summary['known'] == len(known) and
            summary['fixed'] <= len(gone) and
            summary['error'] + summary['warning'] + summary['note'] == len(new))
    if report['skipped'] == full[parent]['skipped']:
        good = good and summary['fixed'] == len(gone)
    changed += now != before
    if not good:
        print('FAILED:', commit)
        wrong += 1
print(len(commits), 'commits,', changed, 'of which change what is found')
sys.exit(wrong > 0 or changed < 5)
END

    cd "$work/real" || exit 1

    # The work tree and the index against their commit, which is what they are.
    for moment in '' --staged; do
        # shellcheck disable=SC2086
        run 0 $moment --since HEAD governance
        says out "0 new, 0 gone, "
    done

    # A folder that goes breaks a list that nobody touched, and nothing else where it is.
    cd "$work/alone" || exit 1
    rm -rf governance/SIGs/SIG-debugging
    place=$(grep -n '^\* .*SIG Debugging' governance/SIGs/README.md | cut -d: -f1)
    run 1 --since HEAD --format concise governance
    finds "governance/SIGs/README.md:$place:3 sig-without-folder"
    run 0 --staged --since HEAD --format concise governance
    finds
    git -C governance commit -qam gone
    run 1 --since HEAD~ --format concise governance
    finds "governance/SIGs/README.md:$place:3 sig-without-folder"
    run 0 --since HEAD~ --rev HEAD~ governance
    says out "no new problems"
    cd "$work/real" || exit 1

    # An entry that moves is the same.
    sed -i '1i\
<!-- something above -->\
' governance/recognized-contributors.md
    run 0 --since HEAD governance website
    says out "0 new, "
    finish
}

[ "$part" = real ] && real

# A repository of two commits, and a branch from the first; its rules are those for any repository.
repository() {
    rm -rf "$1"
    git init -q -b main "$1"
    (
        cd "$1" || exit 1
        mkdir sub
        echo 'a: 1' >a.yml
        printf 'b: 1 \n' >b.yml
        echo 'c: 1' >sub/c.yml
        git add . && git commit -qm one && git branch side
        printf 'main: 1 \n' >main.yml
        git add . && git commit -qm two
    )
}

trail=yaml-trailing-space

# Only what is new.

repository r
cd r || exit 1
run 0 --since HEAD --fail-on note
says out "0 new, 0 gone, 2 known: no new problems"
run 1 --since HEAD~ --fail-on note --format concise
finds "main.yml:1:8 $trail"
says err "1 new, 0 gone, 1 known: 1 warning"
run 1 --since HEAD~ --fail-on note --format concise --all
finds "b.yml:1:5 $trail (known)" "main.yml:1:8 $trail"
says err "1 new, 0 gone, 1 known: 1 warning"
for format in rdjson gitlab junit; do
    run 1 --since HEAD~ --fail-on note --all --format "$format"
    [ "$(grep -c '(known) whitespace' "$work/out")" -eq 1 ] || fail "$what: not one is known"
done
says out 'tests="2" failures="1" errors="0" skipped="1"'
run 0 --since HEAD --fail-on note --all --format json
says out '"introduced": false'
says out '"new": 0'
run 0 --fail-on never --format json
says out '"introduced": null'
printf 'b: 1\n' >b.yml
printf 'a: 1 \n' >a.yml
run 1 --since HEAD --fail-on note --format concise
finds "a.yml:1:5 $trail"
says err "1 new, 1 gone, 1 known"
printf '# moved\n\nb: 1 \n' >b.yml
run 1 --since HEAD --fail-on note --format concise
finds "a.yml:1:5 $trail"
says err "1 new, 0 gone, 2 known"
git checkout -q .

# Of several findings that are alike, the one on a new line is new, wherever it is, and it is fixed.

printf -- '- a: 1\n  b: \n- a: 2\n  b: \n' >list.yml
git add . && git commit -qm list
printf -- '- a: 0\n  b: \n- a: 1\n  b: \n- a: 3\n  b: \n- a: 2\n  b: \n' >list.yml
run 1 --since HEAD --fail-on note --format concise
finds "list.yml:2:5 $trail" "list.yml:6:5 $trail"
says err "2 new, 0 gone, 4 known"
run 0 --since HEAD --fix
[ "$(grep -c ' $' list.yml)" = 2 ] && [ "$(sed -n 2p list.yml)" = '  b:' ] ||
    fail "$what: others are mended than the new ones"
git reset -q --hard HEAD~

# An entry of several lines is the same, whatever they end in.

mkdir SIGs TSC && touch SIGs/README.md TSC/charter.md
printf '# Recognized Contributors\n\n* Example,\n  Ann (@ann-example)\n* Example, Bo (@bo)\n' \
    >recognized-contributors.md
git add . && git commit -qm contributors
sed 's/$/\r/' recognized-contributors.md >ends && mv ends recognized-contributors.md
run 0 --since HEAD --select contributor-malformed
says out "0 new, 0 gone, 2 known"
git reset -q --hard HEAD~

# A file that was moved counts as the same if it has the same bytes, or if it is the only one of its
# name or its folder and has most of its lines. A file that only has the name or the folder does
# not.

git checkout -q -b moves
printf 'c: 1\nd: 2 \n' >sub/d.yml && printf 'd\r\ne\r\n' >sub/e.txt
printf 'f: 1 \ng: 2\nh: 3\n' >sub/f.yml && printf 'name: a \nof: b\n' >sub/g.yml
mkdir own other && printf 'j: 1 \nk: 2\nl: 3\n' >own/h.yml && printf 'm: 1 \nn: 2\n' >other/m.yml
git add . && git commit -qm 'before moves'
mkdir new && git mv sub/d.yml new/c.yml && git mv sub/e.txt sub/f.yml new && git rm -q sub/g.yml
printf 'f: 1 \ng: 2\nh: 3\ni: 4 \n' >new/f.yml && printf 'name: a \nfor: c\n' >new/g.yml
git mv own/h.yml own/i.yml && printf 'j: 1 \nk: 2\nl: 4\n' >own/i.yml
git mv other/m.yml other/n.yml && printf 'm: 1 \no: 2\np: 3\n' >other/n.yml
moved() {
    run 1 "$@" --fail-on note --format json --all --select "$trail,line-endings-crlf"
    "${PYTHON:-python3}" - "$work/out" <<'END' >"$work/got" || fail "$what: no report"
import json, sys
for finding in json.load(open(sys.argv[1]))['findings']:
    print(finding['path'], finding['start']['line'], 'new' if finding['introduced'] else 'known')
END
    printf '%s\n' 'b.yml 1 known' 'main.yml 1 known' 'new/c.yml 2 known' 'new/e.txt 1 known' \
        'new/f.yml 1 known' 'new/f.yml 4 new' 'new/g.yml 1 new' \
        'other/n.yml 1 new' 'own/i.yml 1 known' >"$work/wanted"
    diff "$work/wanted" "$work/got" >"$work/delta" || fail "$what: $(cat "$work/delta")"
    says out '"fixed": 2'
}
moved --since HEAD
git add . && moved --since HEAD --staged
git commit -qm moves && moved --since HEAD~
git checkout -q main

# Of many files with the same bytes, each goes with another one.

git checkout -q -b many
mkdir many && for i in $(seq 100); do printf 'p: 1 \n' >"many/a$i.yml"; done
git add . && git commit -qm many
for i in $(seq 100); do git mv "many/a$i.yml" "many/b$i.yml"; done
run 0 --since HEAD --select "$trail"
says out "0 new, 0 gone, 102 known"
git checkout -q -f main && git clean -qfd

# So does a folder, by what is in it.

git checkout -q -b folders
mkdir -p SIGs/SIG-a SIGs/SIG-b && printf '## Current SIGs\n* SIG X (Ann Example, Chair)\n' >SIGs/README.md
printf '# A\n' >SIGs/SIG-a/charter.md && printf '# B\n' >SIGs/SIG-b/charter.md
git add . && git commit -qm folders
git mv SIGs/SIG-a SIGs/SIG-c
git mv SIGs/SIG-b SIGs/SIG-d && printf '# D\n' >SIGs/SIG-d/charter.md
folders() {
    run 0 "$@" --select sig-folder-not-listed --format concise --all
    finds "SIGs/SIG-c sig-folder-not-listed (known)" "SIGs/SIG-d sig-folder-not-listed"
    says err "1 new, 1 gone, 1 known"
}
folders --since HEAD
git commit -qam 'folders move' && folders --since HEAD~
git checkout -q -f main && git clean -qfd

# The base is where the lines meet: what main introduced meanwhile is neither new nor fixed here.

git checkout -q side
printf 'a: 1 \n' >a.yml
git commit -qam side
run 1 --since main --fail-on note --format concise
finds "a.yml:1:5 $trail"
says err "1 new, 0 gone, 1 known"
run 1 --since side --rev main --fail-on note --format concise
finds "@main:main.yml:1:8 $trail"
git checkout -q main

# A subfolder, a bare clone, a plain folder, several PATHs.

printf 'c: 1 \n' >sub/c.yml
run 1 --since HEAD --fail-on note --format concise sub
finds "sub/c.yml:1:5 $trail"
git checkout -q .
cd .. || exit 1
git clone -q --bare r r.git
run 1 --since HEAD~ --fail-on note --format concise r.git
finds "r.git@HEAD:main.yml:1:8 $trail"
mkdir plain
run 3 --since HEAD plain
says err "not in a Git repository"
repository other
git -C other branch -qD side
run 1 --since side --fail-on note --select "$trail" --format concise r other
finds "r/main.yml:1:8 $trail"
says err "'other' has no revision side: taken as unchanged"
run 3 --since side other r
says err "other: no such revision: side"

# Each state has its own configuration; where the base's is wrong, that of the present state.

cd r || exit 1
git checkout -q -b configured
printf 'rules:\n  %s: off\n' "$trail" >.govlint.yml && git add . && git commit -qm off
git rm -q .govlint.yml && git commit -qm on
run 1 --since HEAD~ --fail-on note --format concise
finds "b.yml:1:5 $trail" "main.yml:1:8 $trail"
run 0 --since HEAD~2 --rev HEAD~ --fail-on note
says out "0 new, 2 gone, 0 known"
echo 'rules: wrong' >.govlint.yml && git add . && git commit -qm wrong
git rm -q .govlint.yml
run 0 --since HEAD --fail-on note
says out "0 new, 0 gone, 2 known"
says err "the base is linted with the present configuration"
git commit -qm right && git checkout -q main
cd .. || exit 1

# What cannot be compared.

cd r || exit 1
run 3 --since nope
says err ".: no such revision: nope"
run 3 --since HEAD:sub
says err ".: HEAD:sub is not a commit"
run 3 --rev HEAD:a.yml
says err ".: HEAD:a.yml is not a commit or a folder"
run 2 --all
says err "--all goes with --since"
run 2 --staged --rev HEAD
says err "only one of them"
git checkout -q --orphan alone && git commit -qm alone && git checkout -q main
run 3 --since alone
says err "alone and HEAD have no commit in common"
cd .. || exit 1

# Before the first commit nothing can be known, so everything is reported.

git init -q unborn
printf 'a: 1 \n' >unborn/a.yml
git -C unborn add a.yml
for moment in '' --staged; do
    # shellcheck disable=SC2086
    run 1 $moment --since HEAD --fail-on note --format concise unborn
    finds "unborn/a.yml:1:5 $trail"
    says err "'unborn' has no commit yet: everything is reported"
done
run 3 --since main unborn
says err "unborn: no such revision: main; the repository has no commit yet"
run 3 --rev HEAD unborn
says err "unborn: no such revision: HEAD; the repository has no commit yet"

# A shallow clone says how to get more, and needs no more than where the lines meet.

git clone -q --depth 1 "file://$work/r" shallow 2>err
run 3 --since HEAD~ shallow
says err "the clone is shallow"
says err "git fetch --deepen"
says err "fetch-depth: 0"
run 3 --rev HEAD~ shallow
says err "fetch-depth: 0"
git -C shallow fetch -q --depth 1 origin side:side
run 3 --since side shallow
says err "beyond the depth of this shallow clone"
says err "git fetch --deepen"
git clone -q --depth 2 "file://$work/r" shallow2
run 1 --since HEAD~ --fail-on note --format concise shallow2
finds "shallow2/main.yml:1:8 $trail"
git clone -q --single-branch --branch side "file://$work/r" single
run 3 --since main single
says_not err "did you mean"
git -C r checkout -q -b feature side
git clone -q "file://$work/r" feature
git -C feature branch -qD main 2>err
run 3 --since main feature
says err "did you mean 'origin/main'?"
git -C r checkout -q main

# A partial clone as well.

git -C r config uploadpack.allowFilter true
git clone -q --filter=blob:none "file://$work/r" partial
echo 'a: 2' >partial/a.yml && git -C partial commit -qam changed
git -C r checkout -q side && printf 'a: 3\n' >r/a.yml && git -C r commit -qam more
git -C partial fetch -q && git -C r reset -q --hard HEAD~ && git -C r checkout -q main
# libgit2 1.5 leaks when it opens one: that is not what is tested.
ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0" run 3 --rev origin/side partial
says err "cannot read partial@origin/side:a.yml: this partial clone left it out"
says err "git fetch --refetch --no-filter"

# Only new findings are fixed.

cd r || exit 1
run 0 --since HEAD~ --fix
says out "fixed 1 in main.yml"
[ "$(git status --porcelain)" = " M main.yml" ] || fail "$what: something else changed"
git checkout -q .
run 0 --since HEAD~ --fix --all
[ "$(git status --porcelain)" = " M main.yml" ] || fail "$what: something else changed"
git checkout -q .
run 1 --since HEAD~ --diff
says out "+++ b/main.yml"
says_not out "+++ b/b.yml"
cd .. || exit 1

# A known finding in a companion is not reported as still to be fixed.

mkdir -p pair/governance/SIGs/SIG-a pair/website/_data
echo '# SIG A' >pair/governance/SIGs/SIG-a/charter.md
printf '# SIGs\n\n## Current SIGs\n\n* [SIG A](SIG-a/charter.md) (Ann Example, Chair)\n' \
    >pair/governance/SIGs/README.md
printf -- '- name: Ann \n' >pair/website/_data/board.yml
git init -q pair/governance && git -C pair/governance add . && git -C pair/governance commit -qm one
run 0 --fix --select "$trail" pair/governance --fail-on never
says out "1 fix in website was not applied: give its path to fix it too"
run 0 --since HEAD --fix --all --select "$trail" pair/governance
says out "(known): whitespace"
says_not out "not applied"
cd r || exit 1

# The index, not what is on disk.

printf 'a: 1 \n' >a.yml
run 0 --staged --fail-on note --select yaml-* --since HEAD
git add a.yml && echo 'a: 1' >a.yml
run 1 --staged --fail-on note --since HEAD --format concise
finds "a.yml:1:5 $trail"
rm a.yml
run 1 --staged --fail-on note --since HEAD --format concise
finds "a.yml:1:5 $trail"
git reset -q --hard
printf 'new: 1 \n' >new.yml && git add -N new.yml
run 0 --staged --fail-on note --since HEAD
git add new.yml && rm new.yml
run 1 --staged --fail-on note --since HEAD --format concise
finds "new.yml:1:7 $trail"
git rm -q --cached new.yml
git rm -q --cached b.yml
run 1 --staged --fail-on note --format concise
finds "main.yml:1:8 $trail"
git reset -q --hard
printf 'c: 1 \n' >sub/c.yml && git add sub
run 1 --staged --fail-on note --format concise sub
finds "sub/c.yml:1:5 $trail"
git reset -q --hard
run 3 --staged ../r.git
says err "has no index"
run 3 --staged ../plain
says err "has no index"

# A conflict has no content.

git checkout -q -b theirs side && echo 'a: 2' >a.yml && git commit -qam theirs
git checkout -q -b ours side && echo 'a: 3' >a.yml && git commit -qam ours
git merge -q theirs >"$work/out" 2>&1 && fail "the merge should fail"
run 3 --staged
says err "a.yml: it has an unresolved merge conflict"
git merge --abort && git checkout -q main

# A merge does not bring what either side has, in the index, on disk, and where it is mended.
(
    git init -q -b main "$work/merging" && cd "$work/merging" || exit 1
    echo 'a: 1' >a.yml && echo 'b: 1' >b.yml && git add . && git commit -qm first
    git checkout -qb topic
    printf 'a: 2\n' >a.yml && printf 'ours: 1 \n' >ours.yml && git add . && git commit -qm ours
    git checkout -q main
    printf 'a: 3\n' >a.yml && printf 'theirs: 1 \n' >theirs.yml && git add . && git commit -qm theirs
    git checkout -q topic
    git merge -q main >/dev/null 2>&1 && exit 1
    printf 'a: 4\n' >a.yml && git add a.yml
) || fail "a merge with a conflict cannot be made"
cd "$work/merging" || exit 1
what="a merge that is being concluded"
run 0 --staged --since HEAD --fail-on note --format concise
says err "0 new, 0 gone, 2 known"
run 0 --since HEAD --fail-on note --format concise
run 0 --staged --since HEAD --all --fail-on note --format concise
finds "ours.yml:1:8 $trail (known)" "theirs.yml:1:10 $trail (known)"
printf 'a: 4 \n' >a.yml && git add a.yml
run 1 --staged --since HEAD --fail-on note --format concise
finds "a.yml:1:5 $trail"
run 0 --staged --since HEAD --fix --fail-on note
[ "$(cat a.yml theirs.yml)" = "$(printf 'a: 4\ntheirs: 1 \n')" ] || fail "$what is mended otherwise"
run 1 --staged --since main --fail-on note --format concise
finds "ours.yml:1:8 $trail" "theirs.yml:1:10 $trail"
git commit -qm merged
run 1 --since HEAD~1 --fail-on note --format concise
finds "theirs.yml:1:10 $trail"
cd "$work/r" || exit 1

# What could not be checked at the base is new only if the change added it.
(
    git init -q -b main "$work/mended" && cd "$work/mended" && mkdir SIGs || exit 1
    printf '## Current SIGs\n\n* SIG Tooling\n* SIG Seas\n' >SIGs/README.md
    printf '# Recognized Contributors\n\n* Example, Ada ([@ada](https://github.com/ada))\n' >recognized-contributors.md
    mkdir SIGs/SIG-tooling && echo '# Charter' >SIGs/SIG-tooling/charter.md
    git add . && git commit -qm first
    printf '## Groups\n\n* SIG Tooling\n* SIG Seas\n' >SIGs/README.md && git commit -qam broken
    printf '## Current SIGs\n\n* SIG Tooling\n* SIG Seas\n* SIG Woods\n' >SIGs/README.md
    git commit -qam mended
) || fail "a list cannot be broken and mended"
cd "$work/mended" || exit 1
what="a list whose heading is right again"
run 1 --since HEAD~1 --select 'sig-without-*' --format concise
finds 'SIGs/README.md:5:3 sig-without-chair' 'SIGs/README.md:5:3 sig-without-folder'
says err '2 new, 0 gone, 4 known'
run 1 --since HEAD~2 --select 'sig-without-*' --format concise
finds 'SIGs/README.md:5:3 sig-without-chair' 'SIGs/README.md:5:3 sig-without-folder'
cd "$work/r" || exit 1

# The index that a hook is given is the one that will be committed.

cat >.git/hooks/pre-commit <<END
#!/bin/sh
"$program" --staged --since HEAD --fail-on note --format concise >"$work/out" 2>"$work/err"
END
chmod +x .git/hooks/pre-commit
what="a commit"
printf 'a: 1 \n' >a.yml
printf '# fine\nb: 1\n' >b.yml
git commit -qm hooked b.yml || fail "a commit of one fine file"
git commit -qam hooked && fail "commit -a of a mistake"
finds "a.yml:1:5 $trail"
git commit -qm hooked a.yml && fail "a commit of one file with a mistake"
finds "a.yml:1:5 $trail"
git add a.yml && echo 'a: 1' >a.yml
git commit -qm hooked && fail "a commit of a mistake that is mended on disk only"
echo "a: 7" >a.yml
git commit -qam hooked || fail "a commit of what is mended"

# This holds for an index that a script made elsewhere, too, but not for another repository's.
what="a commit of an index elsewhere"
cp .git/index "$work/index"
printf 'a: 8 \n' >a.yml
GIT_INDEX_FILE="$work/index" git commit -qam hooked && fail "$what"
finds "a.yml:1:5 $trail"
git checkout -q a.yml
rm .git/hooks/pre-commit
git init -q "$work/another" && printf 'c: 1 \n' >"$work/another/c.yml"
git -C "$work/another" add c.yml
export GIT_INDEX_FILE="$work/index"
run 1 "$work/another" --staged --fail-on note --format concise
finds "$work/another/c.yml:1:5 $trail"
unset GIT_INDEX_FILE

# Either both the index and the work tree are fixed, or neither.

git reset -q --hard HEAD
printf 'both: 1 \n' >both.yml
printf 'more: 1 \n' >more.yml
chmod +x both.yml
git add both.yml more.yml
echo 'more: 2' >>more.yml
printf 'disk: 1 \n' >disk.yml
run 1 --staged --since HEAD --fix --fail-on note
says out "fixed 1 in both.yml"
says out "not fixed in more.yml: remove the whitespace at the end of the line: it has unstaged changes"
[ "$(git show :both.yml)$(cat both.yml)" = "both: 1both: 1" ] || fail "$what: not both are mended"
git diff --quiet both.yml || fail "$what: the index and the work tree differ"
git ls-files --stage both.yml | grep -q '^100755' || fail "$what: the mode is gone"
[ "$(git show :more.yml)" = 'more: 1 ' ] || fail "$what: more.yml is changed in the index"
[ "$(wc -l <more.yml)" -eq 2 ] || fail "$what: more.yml is changed on disk"
[ "$(cat disk.yml)" = 'disk: 1 ' ] || fail "$what: disk.yml is not staged"
git fsck --strict >"$work/out" 2>&1 || fail "git fsck after $what"

git reset -q --hard HEAD
printf 'both: 1 \n' >both.yml && git add both.yml && touch .git/index.lock
run 1 --staged --since HEAD --fix --fail-on note
says out "the index is locked"
[ "$(cat both.yml)" = 'both: 1 ' ] || fail "$what: changed although the index is locked"
rm .git/index.lock both.yml
run 1 --staged --since HEAD --fix --fail-on note
says out "it is not in the work tree"
git reset -q --hard HEAD
printf 'both: 1 \r\n' >both.yml && git -c core.autocrlf=false add both.yml
git config core.autocrlf true && rm both.yml && printf '*.yml text\n' >.git/info/attributes
git rm -q --cached both.yml && printf 'both: 1 \r\n' >both.yml && git add both.yml 2>"$work/err"
run 1 --staged --since HEAD --fix --fail-on note
says out "Git converts it between the index and the work tree"
git reset -q --hard HEAD && git config --unset core.autocrlf && rm .git/info/attributes

# What "git update-index" noted of a file stays, and of two files that differ only in letter case each
# is its own, also where Git takes the file system for one that does not tell them apart.
git config core.ignoreCase true
names='same.yml SAME.yml assumed.yml skipped.yml'
touch same.yml
[ ! -e SAME.yml ] || names='assumed.yml skipped.yml' # the file system really is one
for name in $names; do printf '%s: 1 \n' "$name" >"$name"; done
git -c core.ignoreCase=false add $names
git update-index --assume-unchanged assumed.yml
git update-index --skip-worktree skipped.yml
run 0 --staged --since HEAD --fix --select yaml-trailing-space
for name in $names; do
    [ "$(git show ":$name")$(cat "$name")" = "$name: 1$name: 1" ] || fail "$what: $name is not mended"
done
[ "$(git ls-files -v | grep -v '^H')" = 'h assumed.yml
S skipped.yml' ] || fail "$what: a flag in the index is lost"
git update-index --no-assume-unchanged assumed.yml
git update-index --no-skip-worktree skipped.yml
git config core.ignoreCase false
git reset -q --hard HEAD

# In a hook, what was fixed is committed.
cat >.git/hooks/pre-commit <<END
#!/bin/sh
"$program" --staged --fix --since HEAD --fail-on note >"$work/out" 2>"$work/err"
END
chmod +x .git/hooks/pre-commit
what="a commit with --fix"
printf 'a: 5 \n' >a.yml
git commit -qam mended || fail "$what"
[ "$(git show HEAD:a.yml)" = 'a: 5' ] || fail "$what: not mended"
[ -z "$(git status --porcelain --untracked-files=no)" ] || fail "$what: something differs"
printf 'a: 6 \n' >a.yml
git commit -qm mended a.yml && fail "$what: of one named file"
says out "the commit is of named files only"
finish
