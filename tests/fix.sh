#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# --fix, --unsafe-fixes and --diff of the built program, and what can go wrong while it writes.
# fix.sh PROGRAM
set -u

. "$(dirname "$0")/prelude.sh"
# Where flushing costs nothing, more kills fit into the time.
kill_work=$(mktemp -d -p /dev/shm 2>/dev/null || mktemp -d)
at_exit() { rm -rf "$kill_work"; }
export LC_ALL=C

# same ONE OTHER: the folders or files have the same bytes.
same() {
    diff -r -x .git "$1" "$2" >"$work/out" 2>&1 || fail "$what: $1 and $2 differ"
}

no_temporary() {
    [ -z "$(find "$1" -name '.govlint-*')" ] || fail "$what: a temporary file is left in $1"
}

# fresh NAME: a governance repository beside a website, in the folder NAME.
fresh() {
    rm -rf "$1"
    mkdir -p "$1/governance/SIGs/SIG-a" "$1/governance/SIGs/SIG b" "$1/website/_data"
    cat >"$1/governance/SIGs/README.md" <<'END'
# Special Interest Groups

## Current SIGs

* SIG A (Ann Example, Chair)
* SIG B (Bea Example, Chair)
END
    echo '# SIG A' >"$1/governance/SIGs/SIG-a/charter.md"
    echo '# SIG B' >"$1/governance/SIGs/SIG b/charter.md"
    printf '%s\n%s\n%s\n%s\n%s' '# Recognized Contributors' '' \
        '* Example, Bea ([@bea](https://github.com/bea))' \
        '* Example, Ann (@ann)' \
        '* Example, Carl ([@carl](https://github.com/carl))' \
        >"$1/governance/recognized-contributors.md"
    printf -- '- name: Ann Example\n  github: "@ann"  \n' >"$1/website/_data/board.yml"
    printf -- '- name: Ann Example\n  github: ann\n' >"$1/website/_data/tsc.yml"
    echo '[]' >"$1/website/_data/members.yml"
    for repository in governance website; do
        git -C "$1/$repository" init -q
        git -C "$1/$repository" add -A
        git -C "$1/$repository" commit -qm one
    done
}

cd "$work" || exit 1
: >out
: >err

# Bad usage.
fresh a
run 2 --fix --rev HEAD a/governance
says err "use --diff"
git clone -q --bare a/governance bare.git
run 2 --fix bare.git
run 2 --fix --repo governance=a/governance@HEAD
run 2 --diff --format json a/governance
run 2 demo --fix
run 2 rules --fix

# What is fixed, and only in what was given.
run 1 a/governance
cp -R a/website site
run 0 --fix --fail-on never a/governance
says out "fixed 2 in a/governance/SIGs/README.md:"
says out "in a/governance/recognized-contributors.md:"
says out "website were not applied: give its path to fix them too"
same site a/website
no_temporary a
grep -qF '[SIG A](SIG-a/charter.md)' a/governance/SIGs/README.md || fail "no link to SIG A"
grep -qF 'SIG%20b' a/governance/SIGs/README.md || fail "no link to SIG B"
cp -R a/governance once
run 0 --fix --fail-on never a/governance
says_not out "fixed "
same once a/governance
[ "$(tail -c 1 a/governance/recognized-contributors.md)" = ")" ] || fail "a line end was added"
run 0 --fix --fail-on never a/governance a/website
says out "fixed"
printf -- '- name: Ann Example\n  github: "ann"\n' | cmp -s - a/website/_data/board.yml ||
    fail "the website was not fixed"
run 0 --fix --format json --fail-on never a/governance a/website
says out '"fixed": []'
says out '"refused": []'
run 0 --fix --format markdown --fail-on never a/governance a/website
says out "; 0 fixed"
says_not out "0 not"

# The patch is the same change, and nothing is written for it.
for ends in lf crlf; do
    fresh b
    if [ "$ends" = crlf ]; then
        sed -i 's/$/\r/' b/governance/*.md b/governance/SIGs/README.md
        git -C b/governance commit -qam crlf
    fi
    cp -R b/governance before
    run 1 --diff b/governance
    cp out patch
    same before b/governance
    cp -R b/governance patched
    git -C patched apply --whitespace=nowarn <patch 2>err || fail "$ends: git apply refuses the patch"
    run 0 --fix --fail-on never b/governance
    same patched b/governance
    if [ "$ends" = crlf ]; then
        sed -i 's/\r$//' b/governance/recognized-contributors.md b/governance/SIGs/README.md
    fi
    same once/recognized-contributors.md b/governance/recognized-contributors.md
    same once/SIGs/README.md b/governance/SIGs/README.md
    run 0 --diff b/governance
    [ ! -s out ] || fail "a patch of nothing"
    run 1 --diff --rev HEAD b/governance
    cmp -s out patch || fail "$ends: another patch of the revision"
    rm -rf before patched
done
run 1 --diff bare.git
run 1 --diff -o patch.txt bare.git
[ ! -s out ] && grep -q '^+++ b/SIGs/README.md' patch.txt || fail "--diff -o"
run 1 --diff -q b/governance b/website
says out "+++ b/_data/board.yml"
fresh b
run 1 --diff b/governance b/website
says out "# govlint: governance (b/governance/)"
says out "# govlint: website (b/website/)"
run 0 demo --diff
says out "+++ b/"
says out "That was a demo"

# Modes and links.
fresh c
chmod 755 c/governance/SIGs/README.md
mv c/governance/recognized-contributors.md outside.md
ln -s ../../outside.md c/governance/recognized-contributors.md
cp outside.md outside.before
run 0 --fix --fail-on never c/governance
[ "$(stat -c %a c/governance/SIGs/README.md)" = 755 ] || fail "the mode is not kept"
[ -L c/governance/recognized-contributors.md ] || fail "the symbolic link is gone"
cmp -s outside.md outside.before || fail "written through a symbolic link"

# Plain folders, with the rules for any repository.
plain() {
    rm -rf plain
    mkdir plain
    printf 'a: 1  \nb: 2 \n' >plain/one.yml
    printf 'c: 3\t' >plain/two.yml
}
plain
run 0 --fix plain
printf 'a: 1\nb: 2\n' | cmp -s - plain/one.yml || fail "one.yml is not fixed"
printf 'c: 3' | cmp -s - plain/two.yml || fail "two.yml is not fixed"
mkdir plain/sub
printf 'x: 1 \n' >plain/.govlint-0123456789abcdef.tmp
printf 'x: 1 \n' >plain/sub/.govlint-0123456789abcdef.tmp.yml
run 0 plain
says out "1 warning"
rm -rf plain/sub plain/.govlint*
plain
chmod 444 plain/one.yml
run 3 --fix plain
says err "cannot write plain/one.yml: it is write-protected"
says out "not fixed in plain/one.yml"
says out "fixed 1 in plain/two.yml"
says out "2 warnings in"
grep -q 'c: 3$' plain/two.yml || fail "one failure stopped the others"
no_temporary plain

# Hard links: the other name keeps the old bytes.
plain
ln plain/one.yml linked.yml
run 0 --fix plain
grep -q 'b: 2 $' linked.yml || fail "written through a hard link"

# What a sparse checkout leaves out has no file to fix; all other files are fixed.
plain
mkdir plain/sub && printf 'd: 4 \n' >plain/sub/four.yml
printf 'a: 1\r\nb: 2\r\n' >plain/crlf.yml
git -C plain init -q && git -C plain add -A && git -C plain commit -qm one
git -C plain sparse-checkout set --no-sparse-index nowhere >out 2>&1
run 1 --diff plain
git -C plain apply --check "$work/out" || fail "$what: it does not apply"
says err "plain/sub/four.yml: remove the whitespace at the end of the line: a sparse checkout leaves it out"
run 0 --fix plain
says out "not fixed in plain/sub/four.yml: remove the whitespace at the end of the line: a sparse"
says out "; 1 fixable with --unsafe-fixes)"
grep -q 'b: 2$' plain/one.yml || fail "$what: what is there was not mended"
[ ! -e plain/sub ] || fail "$what: written where nothing was"

# A folder in which nothing can be created. Root may do everything, so this needs another user.
as_other=
if [ "$(id -u)" -eq 0 ]; then
    as_other=none
    if command -v setpriv >/dev/null 2>&1; then
        as_other='setpriv --reuid=65534 --regid=65534 --clear-groups'
    fi
fi
if [ "$as_other" != none ]; then
    plain
    chmod 755 "$work"
    chmod 666 plain/*.yml
    chmod 555 plain
    what="--fix in a read-only folder"
    if $as_other "$program" --version >/dev/null 2>&1; then
        $as_other "$program" --fix plain >out 2>err
        [ $? -eq 3 ] || fail "$what: exit status"
        says err "ermission denied"
        says out "3 warnings in"
        grep -q 'b: 2 $' plain/one.yml || fail "$what: changed"
        no_temporary plain
    fi
    chmod 755 plain
fi

# A file that only somebody else may write to, in a folder of one's own; and one of a group.
as_member='setpriv --reuid=65534 --regid=65534 --groups=12345'
if [ -n "$as_other" ] && $as_member "$program" --version >/dev/null 2>&1; then
    plain
    chown 65534 plain
    chgrp 12345 plain/two.yml
    chmod 644 plain/one.yml
    chmod 664 plain/two.yml
    what="--fix of what belongs to another user"
    $as_member "$program" --fix plain >out 2>err
    [ $? -eq 3 ] || fail "$what: exit status"
    says err "cannot write plain/one.yml: it is write-protected"
    grep -q 'b: 2 $' plain/one.yml || fail "$what: changed"
    [ "$(stat -c '%u %g %a' plain/one.yml plain/two.yml)" = '0 0 644
65534 12345 664' ] || fail "$what: $(stat -c '%u %g %a' plain/*.yml)"
fi

# No room: by a limit on the size of files, and in a small file system where one can be mounted.
plain
yes 'key: a long value' | head -c 100000 | sed 's/^/#/' >>plain/one.yml
cp plain/one.yml one.before
what="--fix with a limit"
(ulimit -f 64; "$program" --fix plain 2>&1; echo "status $?") | cat >out
says out "status 3"
says out "cannot write plain/one.yml: file too large"
cmp -s plain/one.yml one.before || fail "$what: one.yml changed"
says out "fixed 1 in plain/two.yml"
no_temporary plain
mkdir small
if mount -t tmpfs -o size=192k tmpfs small 2>/dev/null; then
    cp plain/one.yml small/one.yml
    what="--fix on a full disk"
    "$program" --fix small >out 2>err
    [ $? -eq 3 ] || fail "$what: exit status"
    says err "no space left on device"
    cmp -s small/one.yml one.before || fail "$what: one.yml changed"
    no_temporary small
    umount small
else
    echo "skipped: no small file system"
fi

# Fixes that do not help, or make it worse, are taken back.
mkdir -p pack
cat >pack/pack.yml <<'END'
name: trial
summary: Rules whose fixes are bad
extends: common
END
rule() {
    cat >"pack/$1.yml" <<END
summary: $1
why: to be tested
severity: warning
for: yaml-lines
check: {absent: trailing}
message: '$1'
fix: {title: '$2', safe: true, replace: trailing, with: $3}
examples:
  - bad:
      site:
        a.yml: "a: 1 \n"
    finds: "site/a.yml:1:5: $1"
  - good:
      site:
        a.yml: "a: 1\n"
END
}
rule no-help 'more of it' "\"\t  \""
plain
cp -R plain before
run 0 --fix --rules pack --select no-help plain
says out "the finding was still there"
says_not out "fixed 1"
same before plain
rm pack/no-help.yml
# A row that was wrong in two ways, of which its rule reported one.
cat >pack/two-ways.yml <<'END'
summary: two-ways
why: to be tested
severity: warning
for: yaml-lines
checks:
  - check: {matches: {column: trailing, pattern: '^ $'}}
    message: more than a blank
    fix: {title: 'one blank', safe: true, replace: trailing, with: ' '}
  - check: {absent: trailing}
    message: one blank is too much
examples:
  - good:
      site:
        a.yml: "a: 1\\n"
END
sed 's/ $/  /' before/one.yml >plain/one.yml
run 0 --fix --rules pack --select two-ways plain
says out "one blank: then the same rule said: one blank is too much [two-ways]"
cp before/one.yml plain/one.yml
rm pack/two-ways.yml
rule breaks-yaml 'break it' "': {{'"
run 0 --fix --rules pack --select breaks-yaml,yaml-syntax plain
says out "not fixed in plain/one.yml: break it: "
same before plain
rm pack/breaks-yaml.yml
# A good fix beside one that is bad in one file only.
printf 'a: "x  \n  y"  \n' >plain/three.yml
cp plain/three.yml before/three.yml
rule close-it 'end it' "'#'"
run 0 --fix --rules pack --select close-it,yaml-syntax plain
grep -q 'a: 1#' plain/one.yml || fail "$what: the good ones are not applied"
rm -rf before
# A fix that is bad only together with another one, as its rule then finds one more problem, is
# applied in the next round: a fixed entry can be out of order. Lines are those of the file as it was.
fresh b
cat >b/governance/recognized-contributors.md <<'END'
# Recognized Contributors

* Example, Bea ([@bea](https://github.com/bea))
* Example, Zoe ([@zoe](https://github.com/zoe))
* Example, Carl ([@carl](https://github.com/carl))
* Example, Ann ([@ann](github.com/ann))
END
run 1 --fix b/governance
says out 'fixed 3 in b/governance/recognized-contributors.md:'
says out '  line 4: put the list in order (2 findings) [contributor-out-of-order]'
says out "  line 6: write 'https://github.com/ann' [link-without-scheme]"
says_not out 'not fixed in b/governance/recognized-contributors.md'
cat >"$work/sorted" <<'END'
# Recognized Contributors

* Example, Ann ([@ann](https://github.com/ann))
* Example, Bea ([@bea](https://github.com/bea))
* Example, Carl ([@carl](https://github.com/carl))
* Example, Zoe ([@zoe](https://github.com/zoe))
END
same b/governance/recognized-contributors.md "$work/sorted"

# Killed at any moment, each file is wholly old or wholly new.
cd "$kill_work" || exit 1
many() {
    rm -rf many
    cp -R all-old many
}
i=0
while [ "$i" -lt 10 ]; do
    echo "# text that makes the file longer: $i"
    i=$((i + 1))
done >long.yml
printf 'a: 1  \nb: 2\t\n' >>long.yml
sed 's/[[:blank:]]*$//' long.yml >short.yml
cksum <long.yml >old.sum
cksum <short.yml >new.sum
# whole: every file is one of the two.
whole() {
    find many -name '*.yml' -exec cksum {} + | sed 's/ many.*//' | sort -u >sums
    ! grep -qvxF -f old.sum -f new.sum sums || fail "$what: a file is neither old nor new"
}
mkdir -p all-old/a/b
i=0
while [ "$i" -lt 300 ]; do
    cp long.yml "all-old/a/b/$i.yml"
    i=$((i + 1))
done
many
# The time of the lint only and of the whole run, in microseconds: writing happens in between.
start=$(date +%s%N)
"$program" -q many >"$work/out" 2>"$work/err"
first=$((($(date +%s%N) - start) / 1000))
start=$(date +%s%N)
"$program" --fix -q many >"$work/out" 2>"$work/err"
length=$((($(date +%s%N) - start) / 1000 - first))
many
mixed=0
left=0
kills=${GOVLINT_TEST_KILLS:-60}
end=$(($(date +%s) + ${GOVLINT_TEST_SECONDS:-10}))
i=0
while [ "$i" -lt "$kills" ] && [ "$(date +%s)" -lt "$end" ]; do
    signal=KILL
    [ $((i % 5)) -ne 0 ] || signal=TERM
    what="--fix, killed ($i, $signal)"
    before=$(find many -name '.govlint-*.tmp' | wc -l)
    "$program" --fix -q many >"$work/out" 2>"$work/err" &
    pid=$!
    if [ $((i % 2)) -eq 0 ]; then
        delay=$((first + (i * 37 % 100) * length / 100))
        sleep "$(printf '%d.%06d' $((delay / 1000000)) $((delay % 1000000)))"
    else # times are those of another run: the first file that is written tells when it is at work
        tries=0
        while [ "$tries" -lt 3000 ] && ! cmp -s short.yml many/a/b/0.yml; do
            tries=$((tries + 1))
        done
    fi
    kill -s "$signal" "$pid" 2>/dev/null
    wait "$pid" 2>/dev/null
    whole
    [ "$(wc -l <sums)" -ne 2 ] || mixed=$((mixed + 1))
    after=$(find many -name '.govlint-*.tmp' | wc -l)
    [ "$signal" = KILL ] || [ "$after" -eq "$before" ] || fail "$what: a temporary file is left"
    [ "$after" -eq "$before" ] || left=$((left + 1))
    [ "$(cat sums)" != "$(cat new.sum)" ] || many
    i=$((i + 1))
done
echo "$i kills: $mixed met it at work, $left left a temporary file"
[ "$mixed" -gt 0 ] || [ "$i" -lt 40 ] || fail "no kill met it at work"
what="--fix after kills"
run 0 --fix many
whole
[ "$(wc -l <sums)" -eq 1 ] || fail "not all is fixed after a kill"

# With an index, either all files and the index are written, or nothing is.
many
git -C many init -q && git -C many add -A
what="--staged --fix, ended by SIGTERM"
"$program" --staged --fix -q many >"$work/out" 2>"$work/err" &
pid=$!
tries=0
while [ "$tries" -lt 3000 ] && ! cmp -s short.yml many/a/b/0.yml; do
    tries=$((tries + 1))
done
kill "$pid" 2>/dev/null
wait "$pid" 2>/dev/null
git -C many diff --quiet || fail "$what: the index and the work tree differ"

finish
