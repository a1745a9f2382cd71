#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# SARIF logs through sarif-multitool, which knows more than the schema says:
# sarif-multitool.sh PROGRAM PYTHON FOLDER
#
# It is installed into FOLDER once, from npm, which has a program for each system.
set -u

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
. "$here/prelude.sh"
python=$2
folder=$3

skip() {
    echo "SKIPPED: $1"
    exit 77
}

case $(uname -s) in
Linux) package=@microsoft/sarif-multitool-linux ;;
Darwin) package=@microsoft/sarif-multitool-darwin ;;
*) skip "there is no program for this system" ;;
esac
command -v npm >/dev/null || skip "there is no npm"
tool=$folder/node_modules/$package/Sarif.Multitool
if [ ! -f "$tool" ]; then
    mkdir -p "$folder"
    timeout 60 npm install --prefix "$folder" --ignore-scripts --no-audit --no-fund \
        --fetch-retries 0 "$package@5.7.0" >"$work/npm" 2>&1 || skip "npm cannot install it here"
fi
chmod u+x "$tool"
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
"$tool" --version >"$work/version" 2>&1
grep -q Multitool "$work/version" || skip "it does not run here"

# complaints LOG: its errors and warnings.
complaints() {
    timeout 120 "$tool" validate "$1" >"$work/out" 2>&1
    grep -q '^Done\. 1 files scanned' "$work/out" || fail "$1 was not validated"
    grep -E ': (error|warning) ' "$work/out"
}

cd "$work" || exit 1
"$python" "$here/formats.py" make "$work" || exit 1
(cd hostile && "$program" -q --format sarif -o ../hostile.sarif --severity note) 2>err
(cd bytes && "$program" -q --format sarif -o ../bytes.sarif) 2>err
(cd pair && "$program" -q --format sarif -o ../pair.sarif governance website) 2>err
printf 'rules: {}\nignore: [{rule: handle-malformed, path: "**", reason: for show}]\n' \
    >pair/website/.govlint.yml
(cd pair && "$program" -q --format sarif -o ../ignored.sarif governance website) 2>err
grep -q '"justification": "for show"' ignored.sarif || fail "nothing is suppressed"
mkdir nothing
"$program" -q --format sarif -o nothing.sarif nothing 2>err
for log in hostile bytes pair ignored nothing; do
    if complaints "$log.sarif"; then fail "$log.sarif"; fi
done

# It must complain if something is wrong.
sed 's/"startLine": [0-9]*/"startLine": 0/' pair.sarif >wrong.sarif
complaints wrong.sarif >said || fail "it says nothing of a wrong log"

finish
