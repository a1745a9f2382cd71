#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# The parts of the benchmarks, without measuring anything, and what they report:
# bench.sh PROGRAM PYTHON SOURCE_ROOT
set -eu
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/prelude.sh"
python=$2
bench=$3/bench

# is WHAT EXPECTED ACTUAL
is() {
    [ "$2" = "$3" ] || fail "$1: $3, not $2"
}

# counts FOLDER: commits, files at the end, different blobs.
counts() {
    blobs=$(git -C "$1" rev-list --objects HEAD | cut -d ' ' -f 1 |
        git -C "$1" cat-file --batch-check | grep -c ' blob ')
    echo "$(git -C "$1" rev-list --count HEAD) $(git -C "$1" ls-files | wc -l) $blobs" | tr -s ' '
}

for file in "$bench"/*.py "$bench/generate" "$bench/run"; do
    "$python" -c 'import sys; compile(open(sys.argv[1], encoding="utf-8").read(), sys.argv[1], "exec")' \
        "$file" 2>"$work/err" || fail "$file is no Python"
done

# With so few people, no entry is wrong.
"$python" "$bench/generate" set 100 "$work/set"
run 0 "$work/set/governance" "$work/set/website"
says out 'no problems found in 100 files'
"$python" "$bench/generate" set 100 "$work/again"
for name in governance website; do
    is "$name made again" "$(git -C "$work/set/$name" rev-parse HEAD)" "$(git -C "$work/again/$name" rev-parse HEAD)"
done

# One entry in 1,000 is wrong, each in another way than the one before.
"$python" - "$bench" >"$work/out" <<'PYTHON'
import sys
sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
import content
print([n for n in range(3000) if content.wrong_way(n, 3) is not None], content.wrong_way(1100, 3))
PYTHON
says out '[100, 1100, 2100] 1'

# Histories with more content than commits, and with less.
"$python" "$bench/generate" history 30 40 90 "$work/more"
is 'a history with much content' '30 40 90' "$(counts "$work/more")"
"$python" "$bench/generate" history 80 40 60 "$work/less"
is 'a history with little content' '80 40 60' "$(counts "$work/less")"
# Their documents are longer than those of random histories.
"$python" "$3/tests/histories.py" "$program" "$work/more" "$work/less" >"$work/out" || fail "$(cat "$work/out")"
finish
