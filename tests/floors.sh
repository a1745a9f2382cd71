#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# The floors of src/ hold: floors.sh SOURCE_ROOT BUILD_ROOT COMPILER
#
# For each floor, a file that includes a header of its own or of a lower floor compiles with that
# floor's include path, and one that includes a higher floor, or one on the same level, does not.
# No include climbs by "../", no target sees the source root, and each library has one floor.
set -eu

root=$1
build=$2
compiler=$3
src=$root/src
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0
tried=0

fail() {
    echo "floors: $*"
    failures=$((failures + 1))
}

# Written out here rather than taken from the build, which is what is tested.
level() {
    case $1 in
    base) echo 1 ;;
    git) echo 2 ;;
    document) echo 3 ;;
    table) echo 4 ;;
    finding) echo 5 ;;
    rule) echo 6 ;;
    history) echo 7 ;;
    report | fix) echo 8 ;;
    cli) echo 9 ;;
    *) echo 0 ;;
    esac
}

may_include() {
    [ "$1" = "$2" ] || [ "$(level "$2")" -lt "$(level "$1")" ]
}

# Some header of a floor; nothing where it has none.
a_header() {
    for header in "$src/$1"/*.h; do
        [ -e "$header" ] || return 0
        echo "$1/${header##*/}"
        return 0
    done
}

try_include() {
    header=$(a_header "$2")
    [ -n "$header" ] || return 0
    tried=$((tried + 1))
    printf '#include "%s"\ntypedef int not_empty;\n' "$header" >"$work/try.c"
    if LC_ALL=C "$compiler" -std=c11 -D_POSIX_C_SOURCE=200809L -fsyntax-only \
        -I "$build/floors/$1" "$work/try.c" 2>"$work/errors"; then
        may_include "$1" "$2" || fail "$1 can include $header"
    elif may_include "$1" "$2"; then
        fail "$1 cannot include $header"
        cat "$work/errors"
    elif ! grep -Eq "$header.*(No such file|file not found)|(file not found).*$header" "$work/errors"; then
        fail "$1 cannot include $header, but for another reason than that it is not there"
        cat "$work/errors"
    fi
}

floors=
for folder in "$src"/*/; do
    floor=$(basename "$folder")
    [ -e "$folder/CMakeLists.txt" ] || continue
    [ "$(level "$floor")" -ne 0 ] || fail "src/$floor is no floor that this test knows"
    floors="$floors $floor"
done
for floor in $floors; do
    for other in $floors; do
        try_include "$floor" "$other"
    done
done

if grep -rnE '#[[:space:]]*include[[:space:]]*"(\.\.?/|/|[^"]*/\.\./)' "$src" --include='*.[ch]'; then
    fail "includes by a relative or absolute path, above"
fi

# An include path that the floors did not give would let everything through.
commands=$build/compile_commands.json
if [ -e "$commands" ] && grep -nE -e "(-I|-isystem) ?($root|$src)(/[a-z]+)?[ \"]" "$commands"; then
    fail "the source tree is on an include path, above"
fi

# own LIBRARY HEADERS FLOOR...: only these floors include headers that match.
own() {
    library=$1
    headers=$2
    owner=$3
    found=$(grep -rlE "#[[:space:]]*include[[:space:]]*[<\"]($headers)[>\"]" "$src" --include='*.[ch]' |
        grep -v "^$src/$owner/" || true)
    [ -z "$found" ] || fail "$library belongs to $owner alone, but is included by: $found"
}
own libgit2 'git2(/[^>"]*)?\.h' git
own zlib 'zlib\.h' git
own libyaml 'yaml\.h' document
own cmark-gfm 'cmark[^>"/]*\.h|node\.h|strikethrough\.h|table\.h' document
own PCRE2 'pcre2[^>"/]*\.h' base
own utf8proc 'utf8proc\.h' base
own uthash 'ut(hash|list|array|string|ringbuffer|stack)\.h' base
own jansson 'jansson[^>"/]*\.h' report

echo "floors: $tried includes tried, $failures wrong"
[ "$tried" -gt 0 ] && [ "$failures" -eq 0 ]
