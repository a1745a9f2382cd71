#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Strangers' text outside reports: patches, messages about rules and tables, and errors. Neither a
# terminal nor the log of GitHub Actions obeys any of it.
# hostile.sh PROGRAM [PYTHON]
set -u

. "$(dirname "$0")/prelude.sh"
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
python=${2:-python3}
command -v "$python" >/dev/null || { echo "SKIPPED: there is no $python"; exit 77; }
cd "$work" || exit 1

# harmless: what was run last printed nothing that anybody obeys.
harmless() {
    "$python" -I -S "$here/formats.py" harmless-both "$work/out" "$work/err" || fail "$what"
}

# A patch has the same bytes as the fix, whatever these are.
"$python" -I -S "$here/formats.py" make-patched "$work" || exit 1
for name in plain spaces hidden; do
    cp -r "$name" "$name.fixed"
    run 0 --fix --select yaml-trailing-space "$name.fixed"
    harmless
    (cd "$name" && "$program" --diff --select yaml-trailing-space .) >out 2>err
    what="--diff of $name"
    harmless
    cp out "$name.patch"
    (cd "$name" && git apply --whitespace=nowarn "../$name.patch") 2>err || fail "$what: git apply"
    diff -r "$name" "$name.fixed" >out || fail "$what: not what --fix writes"
done
grep -q '^GIT binary patch' hidden.patch || fail "hidden characters are in a patch of text"
! grep -q '^GIT binary patch' plain.patch || fail "a patch is needlessly binary"
grep -qF '# +a: "x\u{202e}"' hidden.patch || fail "a binary patch does not show what it changes"

# A pack in the repository.
"$python" -I -S "$here/formats.py" make-pack "$work/pack" || exit 1
cd pack || exit 1
for format in text json; do
    run 0 rules --rules lint --format "$format"
    harmless
done
for format in text csv json; do
    run 0 show lines --format "$format"
    harmless
done
run 0 explain evil-rule .
harmless
says out 'x3a:warning::inside'
run 1 test lint
harmless
for format in text concise json sarif github markdown rdjson gitlab junit; do
    rm -f report
    run 1 --format "$format" -o report
    what="the pack's findings as $format"
    "$python" -I -S "$here/formats.py" harmless report "$format" || fail "$what"
    [ -s report ] || fail "$what: an empty report"
done
run 0 --fix
harmless
cd .. || exit 1

# A name that is not UTF-8, where the file system takes one.
mkdir bytes
bad=$(printf 'bad\377')
if printf 'a: [1\n' >"bytes/$bad.yml" 2>/dev/null; then
    run 1 --format concise bytes
    harmless
    says out 'bytes/bad\xff.yml: error: not UTF-8 text: the path of the file'
    says out 'bytes/bad\xff.yml:1:4: error: not valid YAML'
    cat >bytes/.govlint.yml <<'END'
ignore:
  - {rule: [not-utf8, yaml-syntax], path: 'bad?.yml', reason: an old archive}
END
    run 0 bytes
    says out '2 suppressed'
fi

# Complaints.
# complains ARGUMENT…: it says on standard error what is wrong with these.
complains() {
    run 2 "$@"
    [ -s err ] || fail "$what: it does not complain"
    harmless
}
evil=$(printf '::error::x\033[31m##[error]')
complains "$evil"
complains --select "$evil" pack
complains explain "$evil"
complains show "$evil"
complains --repo "$evil=pack"
complains "--$evil"
complains --format "$evil"
mkdir "$evil"
printf 'a: 1 \na: 2 \n' >"$evil/$evil.yml"
run 1 "$evil"
harmless
printf 'rules: {"%s": off}\n' '::error::\e[31m' >"$evil/.govlint.yml"
complains "$evil"

finish
