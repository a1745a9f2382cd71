#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# What a release ships, made of this build: package.sh PROGRAM SOURCE_ROOT BUILD_FOLDER VERSION
set -u

source_root=$2
build=$3
version=$4
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/prelude.sh"
command -v cpack >/dev/null || { echo "SKIPPED: there is no cpack"; exit 77; }

# linked_in STATIC: libraries are part of the program. linked_in STATIC_PIE: so is the C library.
linked_in() {
    grep -qE "^GOVLINT_$1:[A-Z]+=(ON|1)$" "$build/CMakeCache.txt"
}

# pack GENERATOR
pack() {
    what="cpack -G $1"
    (cd "$work" && cpack --config "$build/CPackConfig.cmake" -G "$1") >"$work/out" 2>&1 || fail "$what"
}

# holds FOLDER: all that is installed is there, and the program runs.
holds() {
    for file in docs/man/govlint.1=share/man/man1/govlint.1 LICENSE=share/doc/govlint/LICENSE \
        completions/govlint.bash=share/bash-completion/completions/govlint \
        completions/_govlint=share/zsh/site-functions/_govlint \
        completions/govlint.fish=share/fish/vendor_completions.d/govlint.fish; do
        cmp -s "$source_root/${file%=*}" "$1/${file#*=}" || fail "$what: ${file#*=} is not ${file%=*}"
    done
    program=$1/bin/govlint
    run 0 --version
    says out "govlint $version"
    run 0 demo
    says out '[sig-chair-role-mismatch]'
    # If libraries are linked in, their licences are there too.
    if linked_in STATIC; then
        for library in libgit2 libyaml libpcre2 libcmark-gfm libjansson libutf8proc libc6; do
            [ -s "$1/share/doc/govlint/libraries/$library" ] || fail "$what: no licence of $library"
        done
    fi
}

pack TGZ
mkdir "$work/tar"
tar -xzf "$work/govlint-$version"-*.tar.gz -C "$work/tar" --strip-components 1 || fail "$what: no tarball"
holds "$work/tar"
(cd "$work" && sha256sum -c ./govlint-*.tar.gz.sha256) >"$work/out" 2>&1 || fail "$what: another checksum"

if command -v dpkg-deb >/dev/null && command -v dpkg-shlibdeps >/dev/null; then
    pack DEB
    dpkg-deb -x "$work/govlint_$version"_*.deb "$work/deb" || fail "$what: no package"
    holds "$work/deb/usr"
    dpkg-deb -f "$work/govlint_$version"_*.deb Depends >"$work/out"
    if linked_in STATIC_PIE; then
        says_not out lib
    else
        says out libc6
    fi
fi
finish
