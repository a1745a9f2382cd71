#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# The log of a history: ranges, findings that commits bring and end, merges, configurations, what
# cannot be read, the three formats, the summary; in scratch repositories.
# log.sh PROGRAM PYTHON
set -u

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
. "$here/prelude.sh"
python=$2
cd "$work" || exit 1
trail=yaml-trailing-space

# commit DAY SUBJECT: all that there is, as of noon of that day.
commit() {
    git add -A
    GIT_AUTHOR_DATE="$1T12:00:00Z" GIT_COMMITTER_DATE="$1T12:00:00Z" \
        git commit -q --allow-empty -m "$2"
}

# tells LINE…: the last run must have reported exactly these commits ("> SUBJECT") and changes ("+
# PLACE RULE"), in this order.
tells() {
    sed -n -e 's/^[0-9a-f]\{10\} [0-9-]* [^:]*: /> /p' \
        -e 's/^  \([-+]\) \(.*\): [a-z]*: .* \[\(.*\)\]\(.*\)$/\1 \2 \3\4/p' -e 's/^  ? /? /p' \
        "$work/out" >"$work/got"
    for line in "$@"; do echo "$line"; done >"$work/wanted"
    diff "$work/wanted" "$work/got" >"$work/delta" || fail "$what: $(cat "$work/delta")"
}

git init -q r
cd r || exit 1
printf 'a: 1 \n' >a.yml && commit 2024-01-01 one
echo text >readme.txt && commit 2024-01-05 nothing
printf '# moved\n\na: 1 \n' >a.yml && commit 2024-01-11 moved
printf 'b: 1 \n' >b.yml && commit 2024-02-01 two && git tag v1
printf '# moved\n\na: 1\n' >a.yml && commit 2024-02-10 three
printf 'b: 1 \nc: 1 \n' >b.yml && printf 'x: 1 \n' >x.yml && commit 2024-03-01 four
git rm -q b.yml && commit 2024-04-01 five

# What each commit brought and ended, the newest first; an entry that moves is the same.
run 0 log
tells '> five' "- b.yml:1:5 $trail" "- b.yml:2:5 $trail" \
    '> four' "+ b.yml:2:5 $trail" "+ x.yml:1:5 $trail" '> three' "- a.yml:3:5 $trail" \
    '> two' "+ b.yml:1:5 $trail" '> one' "+ a.yml:1:5 $trail"
says out "2024-01-01 Ann Example: one"
says out "7 commits, 5 of which changed what is found: 4 brought, 3 ended, 1 warning open"
cp "$work/out" newest
run 0 log --reverse
[ "$(grep -n ' one$' "$work/out" | cut -d: -f1)" -lt "$(grep -n ' five$' "$work/out" | cut -d: -f1)" ] ||
    fail "$what: not oldest first"
[ "$(sort newest)" = "$(sort "$work/out")" ] || fail "$what: something else is told"
rm newest
run 0 log -q
says_not out "commits,"

# Ranges.
run 0 log v1..HEAD
tells '> five' "- b.yml:1:5 $trail" "- b.yml:2:5 $trail" \
    '> four' "+ b.yml:2:5 $trail" "+ x.yml:1:5 $trail" '> three' "- a.yml:3:5 $trail"
says out "(2 stood before the range)"
run 0 log v1.. .
says out "3 commits"
run 0 log ..HEAD
says out "0 commits, 0 of which"
says err "there are no commits in ..HEAD"
run 0 log HEAD..v1
tells
says err "there are no commits in HEAD..v1"
run 0 log HEAD..v1 --format json
says out '"kind": "range-empty"'
says out '"commits": []'
run 0 log v1
tells '> two' "+ b.yml:1:5 $trail" '> one' "+ a.yml:1:5 $trail"
run 0 log HEAD~2 --summary --format json
says out '"lifetimes": 1,'
says out '"median-days": 40'
run 0 log HEAD~3
tells '> two' "+ b.yml:1:5 $trail" '> one' "+ a.yml:1:5 $trail"
run 0 log -n 2
tells '> five' "- b.yml:1:5 $trail" "- b.yml:2:5 $trail" \
    '> four' "+ b.yml:2:5 $trail" "+ x.yml:1:5 $trail"
says out "2 commits, 2 of which"
run 0 log v1.. --max-count=100
says out "3 commits, 3 of which"
for wrong in 0 x 1x -1 '' 99999999999999999999; do
    run 2 log --max-count="$wrong"
done
run 2 log v1...HEAD
says err "is written A..B"
run 3 log nope..
says err ".: no such revision: nope"
run 3 log HEAD:a.yml
says err "is not a commit"
run 3 log v1 . nowhere/else
cd .. && run 0 log r && says out "7 commits"
run 0 log v1.. r && says out "3 commits"
mkdir plain && run 3 log plain
says err "'plain' is not in a Git repository"
git -C r branch plain && mkdir r/plain && cd r || exit 1
run 2 log plain
says err "'plain' is both a folder and a revision"
run 0 log ./plain
says out "7 commits"
run 0 log refs/heads/plain
says out "7 commits"
rmdir plain && cd .. || exit 1
git init -q unborn
run 3 log unborn
says err "no such revision: HEAD; the repository has no commit yet"
git clone -q --bare r bare.git
run 0 log bare.git -n 1
tells '> five' "- b.yml:1:5 $trail" "- b.yml:2:5 $trail"
cd r || exit 1

# Which rules: --rule reports only some, and --select runs only some.
run 0 log --rule 'yaml-*'
says out "4 brought"
run 0 log --rule not-utf8
says out "0 brought"
git init -q ../two && cd ../two || exit 1
echo '[gone](gone.md)' >a.md && printf 'b: 1 \n' >b.yml && commit 2024-01-01 one
commit 2024-01-02 nothing && commit 2024-01-03 'and nothing'
printf 'b: 1\n' >b.yml && commit 2024-01-04 two
run 0 log --rule "$trail"
tells '> two' "- b.yml:1:5 $trail" '> one' "+ b.yml:1:5 $trail"
cd ../r || exit 1
run 0 log --select not-utf8
says out "0 brought"
run 2 log --rule yaml-trailing-spac
says err "did you mean '$trail'"
run 0 log --severity error
says out "0 brought"

# The summary.
run 0 log --summary
says out "2024-01         1         0         0         1         0"
says out "2024-02         1         1         0         1         0"
says out "2024-03         2         0         0         3         0"
says out "2024-04         0         2         0         1         0"
says out "$trail         4         3         1  40 days"
says out "until $(git rev-parse --short=10 HEAD) 2024-04-01 Ann Example, 60 days"
says out "x.yml:1:5: warning: whitespace at the end of the line [$trail]"
says out "since $(git rev-parse --short=10 HEAD~) 2024-03-01 Ann Example"
# Authors may claim any time. at TIME TREE [PARENT]: prints the id of a commit.
at() {
    printf 'tree %s\n%sauthor A <a@example.org> %s +0000\ncommitter A <a@example.org> 1 +0000\n\na\n' \
        "$(git rev-parse "$2^{tree}")" "${3:+parent $3
}" "$1" | git hash-object -t commit -w --stdin --literally
}
cd ../two || exit 1
git update-ref refs/heads/far "$(at 9223372036854775807 HEAD "$(at -9223372036854775807 HEAD~3)")"
run 0 log --summary far
says out "$trail         1         1         0  213503982334601 days"
cd ../r || exit 1
run 0 log --summary v1..v1~0
says_not out "since"
run 0 log --summary HEAD~2..HEAD~1
says out "since before the range"
run 0 log --summary --format csv
[ "$(cut -d, -f1 "$work/out" | sort | uniq -c | tr -s ' \n' ' ')" = " 3 gone 1 open 1 state " ] ||
    fail "$what: not the lives of four findings"

# Merges: what another line introduced is reported for the merge or, with --all-parents, for the
# commits of that line.
git checkout -q -b side v1
printf 'side: 1 \n' >side.yml && commit 2024-02-15 side
printf '# moved\n\na: 1\n' >a.yml && commit 2024-02-16 'mends it too'
git checkout -q main
GIT_AUTHOR_DATE=2024-05-01T12:00:00Z git merge -q --no-ff -m merge side
run 0 log HEAD~2..
tells '> merge' "+ side.yml:1:8 $trail" '> five' "- b.yml:1:5 $trail" "- b.yml:2:5 $trail"
run 0 log HEAD~2.. --all-parents
tells '> mends it too' "- a.yml:3:5 $trail" '> side' "+ side.yml:1:8 $trail" \
    '> five' "- b.yml:1:5 $trail" "- b.yml:2:5 $trail"
run 0 log --all-parents
says out "10 commits, 7 of which changed what is found: 5 brought, 3 ended, 2 warnings open"
git checkout -q -b later HEAD~
printf 'late: 1 \n' >late.yml && commit 2024-06-01 late
git checkout -q main
GIT_AUTHOR_DATE=2024-06-02T12:00:00Z git merge -q --no-commit --no-ff later >"$work/merge"
rm late.yml && commit 2024-06-02 'merge without it'
run 0 log -n 1
tells
run 0 log --all-parents -n 2
tells '> merge without it' "- late.yml:1:8 $trail" '> late' "+ late.yml:1:8 $trail"

# Each commit has its own configuration; one that cannot be used is reported, and the last one
# counts.
git checkout -q -b configured v1
printf 'rules:\n  %s: off\n' "$trail" >.govlint.yml && commit 2024-07-01 off
echo 'rules: wrong' >.govlint.yml && commit 2024-07-02 wrong
printf 'ignore:\n- {rule: %s, path: a.yml, reason: why, until: 2024-07-20}\n' "$trail" >.govlint.yml
commit 2024-07-03 ignore
echo >other.txt && commit 2024-08-01 due
run 0 log v1.. 
tells '> due' "+ .govlint.yml:2:10 ignore-expired" "+ a.yml:3:5 $trail" \
    '> ignore' "+ b.yml:1:5 $trail" \
    '> off' "- a.yml:3:5 $trail (switched off)" "- b.yml:1:5 $trail (switched off)"
says err "the commit before counts instead of its configuration: .govlint.yml:1:8"
run 0 log v1.. --as-of 2024-07-15 --format json
says out '"kind": "commit-configuration"'
says_not out '"ignore-expired"'
printf 'ignore:\n- {rule: %s, path: "*.yml", reason: why}\n' "$trail" >.govlint.yml
commit 2024-08-02 'ignore more'
run 0 log -n 1
tells '> ignore more' "- .govlint.yml:2:10 ignore-expired" "- a.yml:3:5 $trail (ignored)" \
    "- b.yml:1:5 $trail (ignored)"

# A finding whose place a rule could not check for a while has neither ended nor come back.
git checkout -q -b broken v1 && git rm -qr . && mkdir -p SIGs/SIG-a TSC
printf '# SIGs\n\n## Current SIGs\n\n* [SIG B](SIG-b/charter.md) (Ann Example, Chair)\n' >SIGs/README.md
echo '# SIG A' >SIGs/SIG-a/charter.md && commit 2025-01-01 sigs
cp SIGs/README.md kept && printf '<<<<<<< a\n=======\n>>>>>>> b\n' >>SIGs/README.md
commit 2025-01-02 conflict
mv kept SIGs/README.md && commit 2025-01-03 resolved
run 0 log v1.. --rule sig-without-folder,merge-conflict-marker
tells '> resolved' '- SIGs/README.md:6:1 merge-conflict-marker' \
    '> conflict' '+ SIGs/README.md:6:1 merge-conflict-marker' \
    '> sigs' '+ SIGs/README.md:5:4 sig-without-folder'

# It is linted alone, unless others are given: those are as they are now.
mkdir -p ../website/_data && echo '- name: Ann Example' >../website/_data/board.yml
run 0 log -n 1
says out "skipped"
says out "the repository 'website' was not given"
run 0 log -n 1 . ../website
says_not out "'website' was not given"
run 0 log v1.. . --repo website=../website --rule sig-without-folder
tells '> sigs' '+ governance/SIGs/README.md:5:4 sig-without-folder'
cd .. || exit 1

# A file that was moved is the same, with its bytes or as the only one of its name and with most of
# its lines: what was found in it goes on, on each line of history.
git init -q -b main moves && cd moves || exit 1
printf 'a: 1 \nb: 2\n' >a.yml && printf 'c: 1 \nd: 2\ne: 3\n' >c.yml && printf 'f: 1 \n' >f.yml
commit 2024-01-01 one
echo text >other.txt && commit 2024-01-02 nothing && git branch side
mkdir new && mv a.yml new/z.yml && mv c.yml new && printf 'h: 2 \n' >>new/c.yml
rm f.yml && printf 'g: 1 \n' >new/f.yml && commit 2024-01-11 moved
mv new/z.yml a.yml && commit 2024-01-12 'and back'
printf 'a: 1\nb: 2\n' >a.yml && rm new/c.yml && commit 2024-01-21 mended
moves="+ new/c.yml:4:5 $trail"
for how in '' --no-sharing; do
    # shellcheck disable=SC2086
    run 0 log $how
    tells '> mended' "- a.yml:1:5 $trail" "- new/c.yml:1:5 $trail" "- new/c.yml:4:5 $trail" \
        '> moved' "$moves" "+ new/f.yml:1:5 $trail" "- f.yml:1:5 $trail" \
        '> one' "+ a.yml:1:5 $trail" "+ c.yml:1:5 $trail" "+ f.yml:1:5 $trail"
done
says out "5 brought, 4 ended, 1 warning open"
run 0 log --summary --format csv
grep -q "^gone,.*,2024-01-01,.*,new/c.yml,1,5," "$work/out" || fail "$what: it did not go on"
git checkout -q side && mkdir sub && mv c.yml sub && commit 2024-01-13 'to sub'
printf 'c: 1 \nd: 2\ne: 3 \n' >sub/c.yml && commit 2024-01-14 more
git checkout -q main~1
GIT_AUTHOR_DATE=2024-02-01T12:00:00Z git merge -q --no-commit -s ours side >"$work/merge"
git checkout -q side sub && rm new/c.yml && commit 2024-02-01 merge
run 0 log --all-parents
tells '> merge' "- new/c.yml:4:5 $trail" '> more' "+ sub/c.yml:3:5 $trail" \
    '> moved' "$moves" "+ new/f.yml:1:5 $trail" "- f.yml:1:5 $trail" \
    '> one' "+ a.yml:1:5 $trail" "+ c.yml:1:5 $trail" "+ f.yml:1:5 $trail"
says out "4 warnings open"
run 0 log --all-parents --summary --format csv
[ "$(grep -c '^open,' "$work/out")" = 4 ] || fail "$what: other lives are open"

cd .. || exit 1

# So is a folder, by what is in it.
git init -q -b main folders && cd folders || exit 1
mkdir -p SIGs/SIG-a SIGs/SIG-b && printf '## Current SIGs\n* SIG X (Ann Example, Chair)\n' >SIGs/README.md
printf '# A\n' >SIGs/SIG-a/charter.md && printf '# B\n' >SIGs/SIG-b/charter.md
commit 2024-01-01 one
mv SIGs/SIG-a SIGs/SIG-c
rm -r SIGs/SIG-b && mkdir SIGs/SIG-d && printf '# D\n' >SIGs/SIG-d/charter.md && commit 2024-01-11 moved
for how in '' --no-sharing; do
    # shellcheck disable=SC2086
    run 0 log $how --rule sig-folder-not-listed
    tells '> moved' '+ SIGs/SIG-d sig-folder-not-listed' '- SIGs/SIG-b sig-folder-not-listed' \
        '> one' '+ SIGs/SIG-a sig-folder-not-listed' '+ SIGs/SIG-b sig-folder-not-listed'
done
cd .. || exit 1

# What a workflow says may decide who makes a site, and so where its links lead.
git init -q -b main pages && cd pages || exit 1
mkdir -p docs .github/workflows && printf '[a](/about)\n' >docs/index.md && echo text >docs/about.md
echo example.org >docs/CNAME && echo 'name: pages' >.github/workflows/a.yml && commit 2024-01-01 one
echo 'on: push' >.github/workflows/a.yml && commit 2024-01-02 two
for how in '' --no-sharing; do
    # shellcheck disable=SC2086
    run 0 log $how
    tells '> two' '- docs/index.md:1:5 link-broken' '> one' '+ docs/index.md:1:5 link-broken'
done
cd .. || exit 1

# Shallow clones: what came before the depth is not known.
git -C r checkout -q main
git clone -q --depth 3 "file://$work/r" shallow
run 0 log shallow
tells '> merge' "+ side.yml:1:8 $trail"
says err "the clone is shallow"
says out "2 commits, 1 of which"
git clone -q --depth 1 "file://$work/r" one
run 0 log one
says err "the clone is shallow"
says err "git fetch --deepen"
says out "0 commits"
run 3 log v1.. one
says err "the clone is shallow and may lack it"

# Missing objects are reported, and count as no change.
git clone -q r damaged
cd damaged || exit 1
object() { echo ".git/objects/$(git rev-parse "$1" | sed 's,^..,&/,')"; }
tree=$(object 'HEAD~3^{tree}')
chmod u+w "$tree" && rm "$tree"
run 3 log
says err "cannot read $(git rev-parse --short=10 HEAD~3): "
tells '> merge' "+ side.yml:1:8 $trail" '> five' "+ x.yml:1:5 $trail" "- b.yml:1:5 $trail" \
    '> four' '? it could not be linted' '> three' "- a.yml:3:5 $trail" \
    '> two' "+ b.yml:1:5 $trail" '> one' "+ a.yml:1:5 $trail"
cd .. || exit 1
git clone -q r lacking && cd lacking || exit 1
blob=$(object v1:b.yml)
chmod u+w "$blob" && rm "$blob"
run 3 log
says err "cannot read $(git rev-parse --short=10 v1):b.yml: "
says err "(so in 2 commits)"
cd .. || exit 1

# So are entries that no checkout could turn into files. What such a commit removed ends with the
# next.
git clone -q r odd && cd odd || exit 1
tree=$({
    git ls-tree HEAD
    printf '100644 blob %s\t.git\n' "$(git rev-parse HEAD:x.yml)"
} | git mktree)
for subject in 'odd one' 'odd two'; do
    git reset -q --soft "$(git commit-tree -p HEAD -m "$subject" "$tree")"
    printf -- '- 1 \n' >>y.yml && commit 2024-05-01 "behind $subject"
done
run 3 log HEAD~4..
says err "a file with a forbidden name, '.git' (so in 2 commits)"
tells '> behind odd two' "+ y.yml:2:4 $trail" '> odd two' '? it could not be linted' \
    '> behind odd one' "+ y.yml:1:4 $trail" '> odd one' '? it could not be linted'
cd .. || exit 1

# A file that becomes a link with the same bytes is no longer a file.
git init -q linked && cd linked || exit 1
printf 'a: 1 ' >a.yml && commit 2024-05-01 file
rm a.yml && ln -s 'a: 1 ' a.yml && commit 2024-05-02 link
run 0 log
tells '> link' "- a.yml:1:5 $trail" '> file' "+ a.yml:1:5 $trail"
cd .. || exit 1

# Formats, and texts of strangers in them.
git init -q strange
cd strange || exit 1
printf '"=1+1": 1 \n' >'=1+1,"x".yml'
git add -A
GIT_AUTHOR_NAME=$(printf '=cmd()\033[31m') GIT_AUTHOR_DATE='2024-02-03T23:30:00-0800' \
    git commit -qm "$(printf '::error::x \033[31m\342\200\256y')"
rm -- '=1+1,"x".yml' && printf 'b: 1 \n' >b.yml && commit 2024-03-01 '##[error]moved'
run 0 log
says out "2024-02-03 =cmd()\\x1b[31m: "
"$python" "$here/formats.py" harmless "$work/out" || fail "$what"
cp "$work/out" ../strange.text
run 0 log --format csv
"$python" "$here/formats.py" harmless "$work/out" || fail "$what"
"$python" - "$work/out" <<'END' || fail "$what"
import csv, sys
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    rows = list(csv.DictReader(file))
assert [row["change"] for row in rows] == ["brought", "ended", "brought"], rows
assert rows[2]["author"].startswith("'=cmd()"), rows[2]
assert rows[2]["path"] == "'=1+1,\"x\".yml" and rows[1]["path"] == rows[2]["path"], rows[2]
assert rows[2]["date"] == "2024-02-03" and rows[1]["how"] == "gone", rows
assert not any(cell[:1] in tuple("=+-@") for row in rows for cell in row.values()), rows
END
run 0 log --format json
says out '"date": "2024-02-03T23:30:00-08:00"'
says out '"how": "gone"'
"$python" "$here/formats.py" harmless "$work/out" || fail "$what"
run 0 log --summary --format csv
"$python" "$here/formats.py" harmless "$work/out" || fail "$what"
run 0 log --format csv -o log.csv
silent out
grep -q '^brought,' log.csv || fail "$what: nothing in the file"
run 2 log --format sarif
says err "is not a format of 'log', which has text, csv, json"
run 2 log --fix
skipped=false
number=0
for arguments in '' --summary 'HEAD..HEAD~' 'HEAD~..HEAD'; do
    for repository in ../r ../strange ../lacking ../damaged ../shallow; do
        number=$((number + 1))
        # shellcheck disable=SC2086
        "$program" log $arguments --format json -o "$work/json$number" "$repository" 2>"$work/err"
        "$python" "$here/formats.py" known-keys "$here/../schema/log.schema.json" "$work/json$number"
        case $? in
        0) ;;
        77) skipped=true ;;
        *) fail "log $arguments $repository: not as its schema says" ;;
        esac
    done
done
if $skipped && passes; then
    echo "skipped: JSON against its schema; needs Python's jsonschema"
    exit 77
fi
finish
