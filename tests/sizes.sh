#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# No function has more than 40 lines and no C file more than 400; the limits for tests are 60 and
# 500, as they have long tables: sizes.sh SOURCE_ROOT
#
# Reads code as clang-format leaves it: a function's declaration begins in the first column, ends
# in "{", and its body ends with "}" in the first column. What is larger is named in sizes.allow,
# one "PATH" or "PATH:FUNCTION" a line; the list may only shrink, so an entry that is no longer
# needed is a failure too.
set -eu

cd "$1"
allow=tests/sizes.allow
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

find src tests -name '*.[ch]' -not -path 'tests/fixtures/*' | LC_ALL=C sort >"$work/files"
[ -s "$work/files" ] || exit 1

# shellcheck disable=SC2046 # paths of the project have no blanks
awk '
    function file_ends() {
        if (lines > most_file)
            print path "\t" lines " lines, " most_file " at most"
    }
    FNR == 1 {
        file_ends()
        path = FILENAME
        most_lines = path ~ /^src\// ? 40 : 60
        most_file = path ~ /^src\// ? 400 : 500
        inside = starts = 0
    }
    { lines = FNR }
    # A declaration in the first column; its last line may be a later one.
    !inside && /^[A-Za-z_]/ { starts = FNR; head = "" }
    !inside && starts { head = head $0 }
    !inside && starts && /[;,}]$/ && !/,$/ { starts = 0 }
    !inside && starts && /\{$/ {
        inside = head ~ /\)[^=(){]*\{$/ && head !~ /^typedef/
        if (!inside)
            starts = 0
    }
    inside && /^}/ {
        length_of = FNR - starts + 1
        name = head
        sub(/\(.*/, "", name)
        sub(/.*[^A-Za-z0-9_]/, "", name)
        if (length_of > most_lines)
            print path ":" name "\t" length_of " lines, " most_lines " at most"
        functions++
        inside = starts = 0
    }
    END {
        file_ends()
        print functions + 0 > "/dev/stderr"
    }
' $(cat "$work/files") >"$work/large" 2>"$work/functions"

[ "$(cat "$work/functions")" -gt 0 ] || { echo "sizes: no functions were found"; exit 1; }
grep -vE '^(#|$)' "$allow" 2>/dev/null | LC_ALL=C sort >"$work/allowed" || true
cut -f 1 "$work/large" | LC_ALL=C sort >"$work/names"
status=0

if grep -vxFf "$work/allowed" "$work/names" >"$work/new"; then
    while read -r name; do
        awk -F '\t' -v name="$name" '$1 == name { print "too large: " $1 ": " $2 }' "$work/large"
    done <"$work/new"
    status=1
fi
if grep -vxFf "$work/names" "$work/allowed" >"$work/stale"; then
    sed "s|^|no longer too large, take it out of $allow: |" "$work/stale"
    status=1
fi

echo "sizes: $(cat "$work/functions") functions in $(wc -l <"$work/files" | tr -d ' ') files"
exit $status
