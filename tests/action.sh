#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# The action, run by a stand-in for GitHub's runner over real repositories with a real merge commit:
# action.sh PROGRAM PYTHON SOURCE_ROOT
set -u

python=$2
source_root=$3
"$python" -c 'import yaml' 2>/dev/null || { echo "SKIPPED: $python has no module yaml"; exit 77; }
. "$(dirname "$0")/prelude.sh"
export TMPDIR=$work/tmp
mkdir "$TMPDIR" "$work/bin"
# The python3 that the action uses, as on a runner.
printf '#!/bin/sh\nexec "%s" "$@"\n' "$(command -v "$python")" >"$work/bin/python3"
chmod +x "$work/bin/python3"
PATH=$work/bin:$PATH

# act_by ACTION WORKSPACE EVENT ARGUMENT…: runs an action.
act_by() {
    local action=$1 workspace=$2 event=$3
    shift 3
    what="$event $*"
    rm -f "$work/result"
    "$python" "$source_root/tests/run-action.py" "$action" "$workspace" --event "$event" \
        --result "$work/result" "$@" >"$work/out" 2>"$work/err" || {
        fail "$what: the stand-in"
        exit 1
    }
}

# act WORKSPACE EVENT ARGUMENT…: runs this action, with the program under test.
act() {
    act_by "$source_root" "$@" --input "program=$program"
}

# holds EXPRESSION: of the result r.
holds() {
    "$python" -I -S - "$work/result" "$1" <<'END' || fail "$what: not so: $1"
import json, sys
r = json.load(open(sys.argv[1]))
o = r["outputs"]
a = r["annotations"]
errors = [one for one in a if one["level"] == "error"]
sys.exit(0 if eval(sys.argv[2]) else 1)
END
}

# A repository with two groups and a known problem: a third group without a folder. The broken link
# to a deleted charter is not counted in addition.
cd "$work" || exit 1
git init -q origin
cd origin || exit 1
mkdir -p SIGs/SIG-alpha SIGs/SIG-beta TSC
cat >SIGs/README.md <<'END'
# Special Interest Groups

## Current SIGs

* [SIG Alpha](SIG-alpha/charter.md) (Ann Example, Chair)
* [SIG Beta](SIG-beta/charter.md) (Bea Example, Chair)
* SIG Gamma (Carl Example, Chair)
END
echo '# SIG Alpha' >SIGs/SIG-alpha/charter.md
echo '# SIG Beta' >SIGs/SIG-beta/charter.md
echo '# TSC charter' >TSC/charter.md
printf '# %s\n\n## %s\n\n* %s\n\n## %s\n\n* None\n' 'Committee' 'Recognized Contributor Delegates' \
    'Ann Example ([@ann](https://github.com/ann))' 'Core Project Delegates' >TSC/members.md
printf '# Recognized Contributors\n\n* %s\n' 'Example, Ann ([@ann](https://github.com/ann))' \
    >recognized-contributors.md
echo 'rules: {link-broken: off}' >.govlint.yml
git add . && git commit -qm 'the groups'
before=$(git rev-parse HEAD)
echo 'More to come.' >>TSC/charter.md
git commit -qam 'main goes on'
base=$(git rev-parse HEAD)

# A pull request that deletes a folder, from an older state of main, under a hostile name.
# shellcheck disable=SC2016 # not to be expanded
hostile='x";touch${IFS}pwned;$(touch${IFS}pwned)`touch${IFS}pwned`'
git checkout -qb "$hostile" "$before"
git rm -qr SIGs/SIG-beta
git commit -qm '::error::hostile %0A ##[error]hostile'
head=$(git rev-parse HEAD)
git checkout -q --detach "$base"
git merge -q --no-ff -m "Merge $head into $base" "$head"
merge=$(git rev-parse HEAD)
git update-ref refs/pull/1/merge "$merge"
git checkout -q main

# payload FILE BASE BEFORE [DEFAULT]: the event's file, with hostile texts.
payload() {
    "$python" - "$1" "$2" "$3" "$hostile" "$head" "${4-main}" <<'END'
import json, sys
path, base, before, hostile, head, default = sys.argv[1:]
title = '"; touch pwned; $(touch pwned) `touch pwned`\n::error::pwned\n##[error]pwned'
json.dump({"before": before, "head_commit": {"message": title},
           "repository": {"default_branch": default},
           "merge_group": {"base_sha": base, "base_ref": hostile, "head_sha": head,
                           "head_ref": hostile, "head_commit": {"message": title}},
           "pull_request": {"title": title, "body": title, "base": {"sha": base, "ref": hostile},
                            "head": {"sha": head, "ref": hostile, "label": hostile}}},
          open(path, "w"))
END
}
zero=0000000000000000000000000000000000000000
payload "$work/pull" "$base" ''

# checkout FOLDER REF OPTION…: as actions/checkout does it.
checkout() {
    local folder=$work/$1 ref=$2
    shift 2
    git init -q "$folder"
    git -C "$folder" fetch -q "$@" "file://$work/origin" "$ref"
    git -C "$folder" checkout -q --detach FETCH_HEAD
}

pull_request=(pull_request --payload "$work/pull" --sha "$merge" --env "GITHUB_HEAD_REF=$hostile"
    --env "GITHUB_REF=refs/pull/1/merge" --env "GITHUB_BASE_REF=$hostile")
only=(--input "severity=error")

# There is exactly one annotation, at the line of the list, which the pull request does not touch.
checkout merged refs/pull/1/merge
for depth in 0 2; do
    if [ "$depth" -gt 0 ]; then
        checkout shallow refs/pull/1/merge --depth "$depth"
        workspace=$work/shallow
    else
        workspace=$work/merged
    fi
    act "$workspace" "${pull_request[@]}" "${only[@]}"
    holds 'r["outcome"] == "failure" and o["exit-status"] == "1"'
    holds 'len(errors) == 1'
    holds 'len(errors) == 1 and errors[0]["file"] == "SIGs/README.md" and errors[0]["line"] == "6"'
    holds 'o["error"] == "1" and o["new"] == "1"'
    holds "o['base'] == '$base'"
    holds '"SIG Beta" in r["summary"] and "SIG Gamma" not in r["summary"]'
    holds 'r["stopped"] is None'
    holds '"pwned" not in r["log"] and "hostile" not in r["log"]'
    [ -z "$(find "$work" -name pwned)" ] || fail "$what: a hostile text was run"
done
holds 'json.load(open(o["sarif"]))["version"] == "2.1.0"'
holds 'json.load(open(o["json"]))["version"] == 1'

# Whatever else is wrong in the row, such as its broken link, it has one annotation.
cp -R "$work/merged" "$work/strict"
git -C "$work/strict" rm -q .govlint.yml
act "$work/strict" "${pull_request[@]}" "${only[@]}"
holds 'len(errors) == 1 and errors[0]["line"] == "6" and "SIG Beta" in errors[0]["message"]'
holds 'o["error"] == "1" and not any(one["level"] == "notice" for one in a)'

# If the clone is too shallow, the message says what to do.
checkout shallowest refs/pull/1/merge --depth 1
act "$work/shallowest" "${pull_request[@]}"
holds 'r["outcome"] == "failure" and o["exit-status"] == "3"'
holds 'len(errors) == 1 and "fetch-depth" in errors[0]["message"]'

# The branch itself is checked out instead of the merge.
checkout branch "$hostile"
git -C "$work/branch" fetch -q "file://$work/origin" main
act "$work/branch" "${pull_request[@]}" "${only[@]}"
holds "o['new'] == '1' and o['base'] == '$base'"

# A base given by hand, and no base.
act "$work/merged" "${pull_request[@]}" "${only[@]}" --input base=none
holds 'o["error"] == "2" and o["new"] == "" and o["base"] == ""'
act "$work/merged" "${pull_request[@]}" "${only[@]}" --input "base=$merge"
holds 'r["outcome"] == "success" and o["error"] == "0" and o["new"] == "0" and not errors'
act "$work/merged" "${pull_request[@]}" "${only[@]}" --input fail-on=never
holds 'r["outcome"] == "success" and o["error"] == "1"'

# A merge group is compared with the branch that it is to be merged into.
merge_group=(merge_group --payload "$work/pull" --sha "$merge"
    --env "GITHUB_REF=refs/heads/gh-readonly-queue/main/pr-1-$head")
act "$work/shallow" "${merge_group[@]}" "${only[@]}"
holds "o['new'] == '1' and o['base'] == '$base'"
act "$work/shallowest" "${merge_group[@]}" "${only[@]}"
holds 'o["exit-status"] == "3" and "fetch-depth" in errors[0]["message"]'

# push BRANCH BEFORE [DEFAULT]: to the branch, in the clone $clone.
push() {
    payload "$work/push" '' "$2" "${3-main}"
    act "$work/$clone" push --payload "$work/push" --sha "$merge" --env "GITHUB_REF=refs/heads/$1" \
        "${only[@]}"
}

# The commit before the push is known.
clone=merged
push main "$base"
holds "o['new'] == '1' and o['base'] == '$base' and not any(one['level'] == 'notice' for one in a)"
# It is not in the clone.
clone=shallowest
push main "$base"
holds 'o["base"] == "" and o["error"] == "2" and any("fetch-depth" in one["message"] for one in a)'
# There was none: a new branch is compared with the default branch, if that is there.
clone=branches
git clone -q "$work/origin" "$work/branches"
git -C "$work/branches" fetch -q origin "+refs/pull/1/merge:refs/remotes/origin/pull"
git -C "$work/branches" checkout -q --detach origin/pull
push topic "$zero"
holds "o['new'] == '1' and o['base'] == '$base' and not any(one['level'] == 'notice' for one in a)"
push topic "$zero" unheard-of
holds 'o["base"] == "" and o["error"] == "2" and any("everything" in one["message"] for one in a)'
push topic "$zero" '--upload-pack=touch pwned'
holds 'o["base"] == "" and o["error"] == "2"'
push main "$zero"
holds 'o["base"] == "" and o["error"] == "2" and not any(one["level"] == "notice" for one in a)'
# A forced push has replaced the old commit, which may or may not be in the clone.
push topic 1234567890123456789012345678901234567890
holds "o['new'] == '1' and o['base'] == '$base'"
push main 1234567890123456789012345678901234567890
holds 'o["base"] == "" and o["error"] == "2" and any("forced" in one["message"] for one in a)'
other=$(git -C "$work/branches" commit-tree -p "$before" -m other "$before^{tree}")
push topic "$other"
holds "o['new'] == '1' and o['base'] == '$before'"
# Text that is not a hash is ignored.
push main '--upload-pack=touch pwned'
holds 'o["base"] == "" and o["error"] == "2"'

# Scheduled runs and runs started by hand lint everything.
for event in schedule workflow_dispatch; do
    act "$work/merged" "$event" --sha "$merge" "${only[@]}"
    holds 'o["base"] == "" and o["new"] == "" and o["error"] == "2" and len(errors) == 2'
done

# pull_request_target is refused with the reason, unless it is asked for.
target=(pull_request_target --payload "$work/pull" --sha "$base")
act "$work/merged" "${target[@]}"
holds 'r["outcome"] == "failure" and len(errors) == 1 and "secrets" in errors[0]["message"]'
holds 'r["steps"][1][1] == "skipped"'
act "$work/merged" "${target[@]}" "${only[@]}" --input allow-pull-request-target=true
holds "o['new'] == '1' and o['base'] == '$base'"

# Companions: by URL and ref, fetched without history; an error in one is reported.
git init -q "$work/site"
(cd "$work/site" && mkdir _data && echo '- name: Ann Example' >_data/tsc.yml &&
    echo '[]' >_data/board.yml && echo '[]' >_data/members.yml && git add . &&
    git commit -qm site && git branch release/1)
companion() {
    act "$work/merged" schedule --sha "$merge" "${only[@]}" --input "companions=$1"
}
companion "
  website=file://$work/site@release/1
"
holds '"website" in r["log"] and o["exit-status"] == "1"'
holds 'any(one["message"].startswith("website@release/1:") and "file" not in one for one in a)'
holds '"runner." not in r["log"] and "runner." not in r["summary"]'
companion "website=file://$work/site"
holds 'o["exit-status"] == "1"'
companion "website=file://$work/site@none-such"
holds 'r["outcome"] == "failure" and "could not be fetched" in errors[0]["message"]'
companion "website=file://$work/nothing"
holds 'r["outcome"] == "failure" and "could not be fetched" in errors[0]["message"]'
companion "website=ext::touch $work/pwned"
holds 'r["outcome"] == "failure"'
companion "website=ext://touch $work/pwned"
holds 'r["outcome"] == "failure" and "neither" in errors[0]["message"]'
companion "website=file://$work/site@--upload-pack=touch $work/pwned"
holds 'r["outcome"] == "failure" and "no such ref" in errors[0]["message"]'
companion '../../website=file:///x'
holds 'r["outcome"] == "failure" and "is not NAME=URL" in errors[0]["message"]'

# Several repositories in the workspace.
mkdir "$work/both"
git clone -q "$work/site" "$work/both/site of ours"
git clone -q "$work/origin" "$work/both/governance"
act "$work/both" schedule "${only[@]}" --input "paths=governance
site of ours"
holds 'errors[0]["file"] == "governance/SIGs/README.md"'
holds 'any(one["file"] == "site of ours/_data/tsc.yml" for one in errors)'

# The base is a commit of the repository that the event is about, wherever that is among the paths.
rm -rf "$work/both/governance"
cp -R "$work/merged" "$work/both/governance"
act "$work/both" "${pull_request[@]}" "${only[@]}" --input "paths=site of ours
governance"
holds "o['new'] == '1' and o['base'] == '$base'"

# GitHub shows ten annotations of each kind; the summary says how many more there are.
git clone -q "$work/origin" "$work/alone/many"
for group in $(seq 12); do
    echo "* SIG Nr $group (Ann Example, Chair)"
done >>"$work/alone/many/SIGs/README.md"
act "$work/alone/many" schedule "${only[@]}"
holds 'len(errors) == 10 and int(o["error"]) == 13'
holds '"3 more findings without an annotation: 3 errors" in r["summary"].split("|")[0]'
holds 'r["summary"].count("| sig-without-folder |") == 13'

# Nothing obeys what a hostile file says: commands in it are stopped or escaped.
cp -R "$work/merged" "$work/hostile"
cd "$work/hostile" || exit 1
git checkout -qB hostile
# shellcheck disable=SC2016
printf '%s\n' '# Special Interest Groups' '' '## Current SIGs' '' \
    '* SIG ::error file=x::pwned (Ann, Chair)' '* SIG ##[error]pwned (Ann, Chair)' \
    '* SIG %0A::warning::pwned (Ann, Chair)' '* SIG `$(touch pwned)` <script>|</script> (Ann, Chair)' \
    "* SIG $(printf '\033[31m')red (Ann, Chair)" >SIGs/README.md
printf 'a: 1\na: 2\n' >'::error::pwned.yml'
cat >json.py <<'END'
open("pwned", "w")
END
git add . && git commit -qm hostile
cd "$work" || exit 1
act "$work/hostile" schedule
holds 'o["exit-status"] == "1" and len(errors) > 0'
holds 'not any(one["message"].strip() == "pwned" or one.get("file") == "x" for one in a)'
holds 'all(set(one) <= {"level", "message", "title", "file", "line", "endLine", "col", "endColumn"} for one in a)'
holds 'not r["commands"] and r["stopped"] is None and "\033" not in r["log"]'
holds '"<script>" not in r["summary"] and "\033" not in r["summary"]'
[ -z "$(find "$work" -name pwned)" ] || fail "$what: a hostile text was run"

# Wrong inputs are reported, and nothing in them is run.
# shellcheck disable=SC2016
act "$work/merged" schedule --input 'severity=fatal$(touch pwned)'
holds 'r["outcome"] == "failure" and o["exit-status"] == "2" and "severity" in errors[0]["message"]'
act "$work/merged" schedule --input $'base=nope\nsarif=pwned'
holds 'r["outcome"] == "failure" and o["exit-status"] == "3" and o["sarif"] == ""'
act "$work/merged" schedule --input "paths=nowhere"
holds 'r["outcome"] == "failure" and o["exit-status"] == "3"'

# Without a program the action builds one, keeps it, and takes it from the cache the next time; one
# that does not run is built again. The build itself is a stand-in here.
mkdir "$work/action"
cp -R "$source_root/action.yml" "$source_root/script" "$source_root/CMakeLists.txt" \
    "$source_root/CMakePresets.json" "$work/action/"
for folder in cmake demo init rules schema src; do
    mkdir "$work/action/$folder"
    echo "$folder" >"$work/action/$folder/file"
done
# builds KIND: sets what script/release makes from now on, static or release.
builds() {
    cat >"$work/action/script/release" <<END
#!/bin/sh
echo built >>"$work/builds"
mkdir -p "$work/action/build/$1"
cp "$program" "$work/action/build/$1/govlint"
echo "$work/action/build/$1"
END
}
# build_and_act TIMES ARGUMENT…: runs the action, which must build that many times.
build_and_act() {
    local times=$1
    shift
    : >"$work/builds"
    act_by "$work/action" "$work/merged" "$@" "${only[@]}" --cache "$work/cache"
    holds 'o["exit-status"] in ("0", "1") and o["error"] != ""'
    [ "$(wc -l <"$work/builds")" -eq "$times" ] || fail "$what: built $(wc -l <"$work/builds") times, not $times"
}
builds release
build_and_act 1 schedule
[ ! -e "$work/cache" ] || fail "$what: a build was kept that needs libraries of the machine"
builds static
build_and_act 1 schedule --input cache=false
[ ! -e "$work/cache" ] || fail "$what: a build was kept"
build_and_act 1 schedule
build_and_act 0 schedule
build_and_act 1 pull_request_target --input allow-pull-request-target=true --input base=none
echo 'exit 1' >"$(find "$work/cache" -name govlint)"
build_and_act 1 schedule
rm -rf "$work/cache"
build_and_act 1 schedule
echo more >>"$work/action/src/file"
build_and_act 1 schedule
printf '#!/bin/sh\nexit 3\n' >"$work/action/script/release"
echo more >>"$work/action/src/file"
act_by "$work/action" "$work/merged" schedule --cache "$work/cache"
holds 'r["outcome"] == "failure" and "could not be built" in errors[0]["message"]'

# No line that a shell reads has an expression in it.
what=action.yml
"$python" - "$source_root/action.yml" <<'END' || fail "an expression in run"
import sys, yaml
steps = yaml.safe_load(open(sys.argv[1]))["runs"]["steps"]
sys.exit(any("${{" in step.get("run", "") for step in steps))
END

finish
