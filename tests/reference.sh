#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# docs/rules.md is what the program writes about its rules, and each rule has a subject. With
# UPDATE=1 in the environment, the file is written anew.
# reference.sh PROGRAM SOURCE_ROOT
set -u

program=$1
root=$2
written=$(mktemp)
trap 'rm -f "$written"' EXIT

"$program" rules --format markdown >"$written" || exit 1
if grep -q '^### Other rules' "$written"; then
    echo "these rules have no subject: name them under 'subjects' of their pack.yml"
    sed -n '/^### Other rules/,/^#### /s/^| \[\([a-z0-9-]*\)\].*/    \1/p' "$written"
    exit 1
fi
if awk '/^````*text$/ { getline; if (/^````*$/) none = 1 } END { exit !none }' "$written"; then
    echo "an example says nothing"
    exit 1
fi
[ "${UPDATE-}" != 1 ] || cp "$written" "$root/docs/rules.md" || exit 1
diff -u "$root/docs/rules.md" "$written" && exit
echo "if that is as it should be: UPDATE=1 ctest -R formats/reference"
exit 1
