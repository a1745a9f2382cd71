#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Formats of reports: valid by their schemas and parsers, the same findings in each, and harmless
# whatever a repository says. Skipped (77) where the SARIF schema (GOVLINT_SHARED) or Python's
# jsonschema is missing; all else is tested before.
# formats.sh PROGRAM [PYTHON]
set -u

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
. "$here/prelude.sh"
python=${2:-python3}
cd "$work" || exit 1

# Only the schemas take modules, and looking where these are takes time.
ask() { "$python" -I -S "$here/formats.py" "$@"; }

# Repositories of a hostile branch, a large one, and one with two pages that disagree.
ask make "$work" || exit 1

formats='text concise json sarif github markdown rdjson gitlab junit'

# write FOLDER ARGUMENT…: the report of the folder in each format, as FOLDER.FORMAT, all by one run.
write() {
    folder=$1
    shift
    for format in $formats; do
        set -- "$@" --format "$format" -o "../$folder.$format"
    done
    (cd "$folder" && "$program" "$@") 2>"$work/err"
    status=$?
    [ "$status" -eq 1 ] || fail "$folder: exit status $status"
}

write hostile --severity note
write bytes
write large
write pair governance website
for folder in hostile bytes large pair; do
    for format in $formats; do
        ask "$format" "$folder.$format" "$folder.json" ||
            fail "$folder: --format $format"
    done
    ask edits "$folder.json" "$folder.sarif" "$folder.rdjson" "$folder" ||
        fail "$folder: edits"
done

# One format alone is the same.
for format in $formats; do
    (cd pair && "$program" --format "$format" -o ../alone governance website) 2>"$work/err"
    what="pair: --format $format alone"
    cmp -s alone "pair.$format" || fail "$what: another report"
done

# However a path is typed, the same file is named.
for path in hostile ./hostile hostile/. .//hostile/../hostile; do
    run 1 --format gitlab "$path"
    grep -F '"path": ' out | sort -u >paths
    [ -s first ] || cp paths first
    cmp -s paths first || fail "$path: other paths than by hostile"
done
grep -q '"path": "hostile/' first || fail "paths do not begin with the folder"
(cd pair && "$program" --format gitlab ../hostile) >out 2>err
says out '"path": "../hostile/SIGs/README.md"'
git init -q hostile && git -C hostile add -A >/dev/null 2>&1
git -C hostile commit -qm x
run 1 --format gitlab --rev 'HEAD@{0}' hostile
says out '"path": "hostile/SIGs/README.md"'
(cd hostile && "$program" --format gitlab --rev HEAD) >out 2>err
says out '"path": "SIGs/README.md"'
run 1 --format sarif "$work/hostile"
says out '"uri": "file:///'

# Several at once: each -o is of the --format before it.
run 1 --format sarif -o a.sarif --format text hostile
says out ": error: "
grep -q '"2.1.0"' a.sarif || fail "no SARIF in the file"
silent err
run 1 -o a.txt --format json --format github -o a.github hostile
says out '"version": 1'
says err "errors"
grep -q ': error: ' a.txt || fail "-o without a format: not the default one"
grep -q '^::error ' a.github || fail "no annotations in the file"
run 2 --format sarif --format text hostile
says err "two reports would go to the standard output"
run 2 --format sarif -o - --format text hostile
run 2 --format sarif -o same --format text -o same hostile
says err "two reports would go to 'same'"
[ ! -e same ] || fail "something was written"
run 2 --format sarif -o a.sarif --format text -o ./a.sarif hostile
run 2 --format sarif -o a.sarif --format yaml hostile
run 3 --format sarif -o /nonexistent/x --format text hostile
run 0 demo --format sarif -o demo.sarif
grep -q '"exitCode": 0' demo.sarif || fail "the demo's exit status"

# Nothing found.
mkdir clean
echo 'a: 1' >clean/a.yml
run 0 --format json clean
cp out clean.json
for format in $formats; do
    run 0 --format "$format" clean
    cp out "clean.$format"
    ask "$format" "clean.$format" clean.json || fail "clean: $format"
done

# What could not be read is an error of the run.
mkdir unread
dd if=/dev/zero of=unread/a.yml bs=1 count=0 seek=40000000 2>/dev/null
for format in json sarif junit markdown; do
    run 3 --format "$format" unread
    cp out "unread.$format"
    ask "$format" "unread.$format" unread.json || fail "unread: $format"
    case $format in
    json) says out '"path": "unread/a.yml"' ;;
    junit) says out '<testcase name="unread/a.yml"' ;;
    *) says out 'cannot read unread/a.yml: file is larger than 32 MiB' ;;
    esac
    [ "$format" != sarif ] || says out '"executionSuccessful": false'
    [ "$format" != markdown ] || says out 'rules; 2 skipped; 2 ran only in part)'
done

# The shape of JSON is that of its schema, which names all keys.
cp -r pair fixing
"$program" --format json -o fixing.json --fix fixing/governance fixing/website 2>err
(cd fixing/governance && git init -q && git add -A && git commit -qm x && rm -r SIGs/SIG-b)
"$program" --format json -o since.json --since HEAD --all fixing/governance 2>err
mkdir nothing
"$program" --format json -o nothing.json nothing 2>err
grep -q '"kind": "no-repository-recognised"' nothing.json || fail "nothing.json has no notice"
grep -q '"introduced": true' since.json || fail "since.json has nothing new"
grep -q '"fixed": \[$' fixing.json || fail "fixing.json has nothing that was fixed"
skipped=false
for report in hostile bytes pair clean fixing since nothing unread; do
    "$python" "$here/formats.py" known-keys "$here/../schema/report.schema.json" "$report.json"
    case $? in
    0) ;;
    77) skipped=true ;;
    *) fail "$report.json is not as its schema says" ;;
    esac
done

schema=${GOVLINT_SHARED:-/nonexistent}/data/sarif-schema-2.1.0.json
for log in hostile.sarif bytes.sarif pair.sarif demo.sarif clean.sarif unread.sarif; do
    "$python" "$here/formats.py" schema "$schema" "$log"
    case $? in
    0) ;;
    77) skipped=true ;;
    *) fail "$log is not valid" ;;
    esac
done

if $skipped && passes; then
    echo "skipped: SARIF against its schema; needs GOVLINT_SHARED and Python's jsonschema"
    exit 77
fi
finish
