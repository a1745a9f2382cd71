#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# The histories of the real repositories: linting only what changes from commit to commit gives the
# same as linting each commit alone. Skipped (77) if they are not there (GOVLINT_SHARED).
# log-corpus.sh PROGRAM PYTHON
set -u

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
unpack=${GOVLINT_SHARED:-/nonexistent}/corpus/unpack
[ -x "$unpack" ] || { echo "no reference data: set GOVLINT_SHARED"; exit 77; }
. "$here/prelude.sh"
"$unpack" "$work/real" >/dev/null || exit 1
# Of the others the last commits are enough: there are many, and each alone takes its time.
for name in website meetings; do
    git clone -q --bare --depth 40 "file://$work/real/$name" "$work/$name.git"
done
"$2" "$here/histories.py" "$program" "$work/real/governance" "$work/website.git" "$work/meetings.git" ||
    fail "the histories"
finish
