#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# The JSON Schemas in schema/ are what the program generates from its own tables, and match what it
# accepts. With UPDATE=1 in the environment, they are written anew.
# schemas.sh PROGRAM SOURCE_ROOT [diff|validate]
set -u

program=$1
root=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ "$3" = validate ]; then
    "${PYTHON:-python3}" -c 'import jsonschema, yaml' 2>/dev/null || {
        echo "SKIPPED: python3-jsonschema and python3-yaml are not installed"
        exit 77
    }
    exec "${PYTHON:-python3}" "$root/tests/schemas.py" "$program" "$root"
fi

status=0
for name in govlint pack rule tables; do
    "$program" schema "$name" >"$work/$name.schema.json" || exit 1
    if [ "${UPDATE-}" = 1 ]; then
        cp "$work/$name.schema.json" "$root/schema/" || exit 1
    fi
    diff -u "$root/schema/$name.schema.json" "$work/$name.schema.json" || status=1
done
"$program" schema pakc >/dev/null 2>"$work/err"
[ $? -eq 2 ] && grep -q "did you mean 'pack'" "$work/err" || {
    echo "an unknown schema is not refused"
    status=1
}
[ "$status" -eq 0 ] || echo "if that is as it should be: UPDATE=1 ctest -R schemas/diff"
exit $status
