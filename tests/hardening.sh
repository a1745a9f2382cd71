#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# A release build has what cmake/Hardening.cmake adds. hardening.sh SOURCE_ROOT FOLDER COMPILER
# The build is the one that pre-commit.sh left in the folder; without pre-commit, it is built there.
set -u

source=$1
folder=$2
compiler=$3
if [ "$(uname -s)" != Linux ] || ! command -v readelf >/dev/null; then
    echo "SKIPPED: this is no Linux, or there is no readelf"
    exit 77
fi
build() {
    cmake -S "$source" -B "$folder" -G Ninja -DCMAKE_BUILD_TYPE=Release \
        -DCMAKE_C_COMPILER="$compiler" -DGOVLINT_TESTS=OFF && cmake --build "$folder"
}
{ [ -x "$folder/govlint" ] && [ ! -e "$folder/build.ninja" ]; } || build >"$folder.log" 2>&1 || { cat "$folder.log"; exit 1; }
program=$folder/govlint
failures=0

# has WHAT PATTERN COMMAND…: its output has a line that fits; has_not: it has none.
has() {
    what=$1
    pattern=$2
    shift 2
    "$@" 2>/dev/null | grep -qE -- "$pattern" && return
    echo "FAILED: no $what"
    failures=$((failures + 1))
}
has_not() {
    what=$1
    pattern=$2
    shift 2
    "$@" 2>/dev/null | grep -qE -- "$pattern" || return
    echo "FAILED: $what"
    failures=$((failures + 1))
}

has 'position-independent program' 'Type: +DYN' readelf -hW "$program"
has 'read-only relocations' 'GNU_RELRO' readelf -lW "$program"
has 'binding at the start' 'BIND_NOW|FLAGS.* NOW' readelf -dW "$program"
has 'stack without code' 'GNU_STACK.* RW ' readelf -lW "$program"
has_not 'relocations in code' 'TEXTREL' readelf -dW "$program"
has 'stack protector' '__stack_chk_fail' readelf -sW --dyn-syms "$program"
has 'checked functions of the C library' '__(memcpy|snprintf|vsnprintf|fprintf|read)_chk' \
    readelf -sW --dyn-syms "$program"
has 'protection of the stack from clashes' 'fstack-clash-protection' \
    cat "$folder/compile_commands.json"
[ "$(uname -m)" != x86_64 ] ||
    has 'marked targets of jumps' 'endbr64' objdump -d --no-show-raw-insn "$program"
"$program" --version || failures=$((failures + 1))

[ "$failures" -eq 0 ]
