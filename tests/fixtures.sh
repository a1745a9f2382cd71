#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# A miniature set of repositories and what govlint says of it. FIXTURE holds a folder for each
# repository, and expected.txt: the report and the exit status.
# With UPDATE=1 in the environment, the current output becomes the expected one.
# fixtures.sh PROGRAM FIXTURE
set -u

. "$(dirname "$0")/prelude.sh"
fixture=$2
expected=$fixture/expected.txt

# Run elsewhere, so that neither the project's own repository nor its neighbours play a part.
mkdir "$work/set"
for folder in "$fixture"/*/; do
    cp -R "${folder%/}" "$work/set/" || exit 1
done
cd "$work/set" || exit 1
"$program" -- * >"$work/said" 2>&1
echo "exit status $?" >>"$work/said"
# The number of rules, and which of them read a file, is not a fixture's concern: a new rule must
# not change all fixtures.
names=' [0-9][0-9]* rules\{0,1\}\( ([a-z0-9, -]*)\)\{0,1\}:'
sed -e "s/^skipped$names/skipped N rules:/" -e "s/^ran only in part:$names/ran only in part: N rules:/" \
    -e 's/[0-9][0-9]* rules/N rules/g' "$work/said" >"$work/got"

if [ "${UPDATE-}" = 1 ]; then
    cp "$work/got" "$expected"
    exit
fi
diff -u "$expected" "$work/got" && exit
echo "if that is as it should be: UPDATE=1 ctest -R fixture/"
exit 1
