#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Static analysers must find nothing in our C: analysis.sh clang-tidy|cppcheck SOURCE_ROOT BUILD
# The build has the compile commands. The checks are named in .clang-tidy and below.
set -u

tool=$1
source=$2
build=$3
command -v "$tool" >/dev/null || { echo "SKIPPED: there is no $tool"; exit 77; }
[ -e "$build/compile_commands.json" ] || { echo "no compile_commands.json in $build"; exit 1; }
cd "$source" || exit 1
jobs=$(nproc 2>/dev/null || echo 2)
# Its version only matters for what it finds.
"$tool" --version | grep -i version

case $tool in
clang-tidy)
    find src cmake -name '*.c' -print0 |
        xargs -0 -n 8 -P "$jobs" clang-tidy -p "$build" --quiet 2>"$build/clang-tidy.log" ||
        { grep -v 'warnings\{0,1\} generated' "$build/clang-tidy.log"; exit 1; }
    ;;
# cppcheck 2.10 cannot read every compound literal (internalAstError).
cppcheck)
    mkdir -p "$build/cppcheck"
    cppcheck --quiet -j "$jobs" --project="$build/compile_commands.json" --file-filter='*/src/*' \
        --cppcheck-build-dir="$build/cppcheck" --enable=warning,portability --std=c11 \
        --library=tests/cppcheck.cfg --suppress=missingIncludeSystem --suppress=internalAstError \
        --error-exitcode=1
    ;;
esac
