#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# The command line: exit statuses, messages, options and how repositories are found.
# cli.sh PROGRAM
set -u

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
. "$here/prelude.sh"
cd "$work" || exit 1

# Two repositories side by side, and a folder that is neither.
mkdir -p all/governance/SIGs/SIG-a all/governance/TSC all/website/_data all/other
cat >all/governance/SIGs/README.md <<'END'
# Special Interest Groups

## Current SIGs

* [SIG A](SIG-a/charter.md) (Ann Example, Chair)
END
echo '# SIG A' >all/governance/SIGs/SIG-a/charter.md
echo '# TSC charter' >all/governance/TSC/charter.md
echo 'a: 1' >all/other/fine.yml

# Help and version.
run 0 --help
says out "Usage: govlint"
says out "explain RULE"
says out "--format text|concise|json|sarif"
silent err
run 0 check --help
says out "--fail-on"
run 0 rules -h
says out "govlint rules"
says_not out "--fail-on"
run 0 --version
says out "govlint "
run 0 -V
for command in check explain log rules schema show test init demo help; do
    run 0 "$command" --help
    says out "Usage: govlint $command"
    cp "$work/out" "$work/with-option"
    run 0 help "$command"
    cmp -s "$work/out" "$work/with-option" || fail "$what: not what --help prints"
done
says_not out "  1  "
run 0 test --help
says out "  1  examples that do not hold"
run 0 help
says out "Usage: govlint [check]"
says out "  1  findings"
run 2 help explian
says err "there is no command 'explian' (did you mean 'explain'?)"

# If no pack recognises a place, the message says so, and names what is inside it.
mkdir nothing
run 0 nothing
says err "'nothing' is not recognised as a repository of any pack"
says_not err "did you mean"
says err "'pack: common' in .govlint.yml"
says out "0 files of nothing"
says out "rules for any repository"
run 0 all
says err "did you mean: govlint all/governance"
run 3 log HEAD all
says err "did you mean: govlint log HEAD all/governance"
run 0 explain link-broken nothing
says_not err recognised
run 0 -q all/other
silent err
mkdir -p "odd/it's a SIG"
cp -r all/governance/. "odd/it's a SIG"
cp -r all/governance odd/two
mkdir -p odd/-w/_data
echo '[]' >odd/-w/_data/tsc.yml
(cd odd && "$program" -q . >../out 2>../err)
silent err
run 0 odd
says err "did you mean: govlint 'odd/it'\\''s a SIG' odd/-w"
(cd odd && "$program" >../out 2>../err)
says err "the current folder is not recognised"
says err "govlint 'it'\\''s a SIG' ./-w"
mkdir -p clones/a clones/b clones/c
git init -q clones/a
git init -q clones/b
run 0 clones
says err "did you mean: govlint clones/a clones/b"
git init -q clones
run 0 clones
says_not err "did you mean"
echo 'pack: common' >nothing/.govlint.yml
run 0 nothing
silent err
says_not out "for any repository"
run 0 --rules "$here/../rules/common" odd
silent err
run 1 all/governance
says_not err "not recognised"

# Arguments that are not understood.
run 2 --formt json
says err "did you mean '--format'"
silent out
run 2 -x
run 2 chekc
says err "did you mean 'check'"
run 2 --format xml
says err "concise"
run 2 --format=jsom
says err "did you mean 'json'"
run 2 --color=sometimes
run 2 --severity fatal
run 2 --quiet=yes
run 2 --rev
says err "needs a value"
run 2 rules --rev HEAD
says err "takes no option '--rev'"
run 2 rules something
run 2 explain
run 2 explain sig-without-foldr
says err "did you mean 'sig-without-folder'"
run 2 --select no-such-rule all/other
run 2 --select 'zzz-*' all/other
run 2 --select ', ' all/other
says err "'--select' needs a value: RULE,…"
run 2 --ignore yaml-sintax all/other
says err "did you mean 'yaml-syntax'"
run 2 --repo governance
run 2 --repo governance=git://example.org/x all/other
says err "allowed are https://"
run 2 --repo group=all/governance
says err "has no repository 'group': name governance, website or meetings"
run 2 governance=all/governance
says err "a named repository is --repo governance=all/governance"
run 2 --repo governence=all/governance
says err "did you mean 'governance'"
run 2 --repo governance=all/governance --repo governance=all/other
run 2 https://example.org/x
run 2 all/governance all/governance/.
says err "are both the repository 'governance'"
run 2 --rules all/other
run 2 test no-such-pack
run 2 show sigs all
says err "only the tables for any repository can be shown"
says err "did you mean: govlint show sigs all/governance"
run 2 show sgis all/governance
says err "did you mean 'sigs'"
run 2 show all/governance all/governance
says err "has no table 'all/governance': the TABLE comes before the PATHs"
run 2 --rev HEAD rules
says err "a command goes first"

# What cannot be run.
run 3 /nonexistent/folder
silent out
run 3 --rev HEAD all/other
run 3 -o /nonexistent/report all/other
says err "cannot write '/nonexistent/report': no such file or directory"
if [ -w /dev/full ]; then
    "$program" rules >/dev/full 2>err
    [ $? -eq 3 ] || fail "a full disk goes unnoticed"
    run 3 -o /dev/full all/other
fi

# A folder that is not a repository of the pack gets the rules for any repository.
run 0 all/other
says out "no problems found"
says out "of other"
run 0 --quiet all/other
silent out
run 0 -- all/other
run 0 --format json all/other
says out '"version": 1'
run 0 --format concise all/other
silent out
says err "no problems found"
run 0 --stats all/other
says out " ms"
printf 'a: [1\n' >all/other/broken.yml
run 1 all/other
says out "all/other/broken.yml:"
says out "[yaml-syntax]"
says out "1 error in"
run 0 --fail-on never all/other
run 0 --ignore yaml-syntax all/other
run 0 --select 'yaml-dup*' all/other
run 1 --select yaml-syntax,yaml-duplicate-key all/other
run 1 all/other --quiet
says_not out "1 error in"
run 1 -qo report all/other
silent out
grep -q yaml-syntax report || fail "-o wrote no report"
rm -f report all/other/broken.yml

# Repositories are recognised by their files, but not by only some of these.
run 0 --select sig-without-folder all/governance
says out "of governance "
(cd all/governance && "$program" --select sig-without-folder) >out 2>err || fail "the current folder"
says out "of governance "
run 0 show sigs all/governance
says out "SIGs/SIG-a/charter.md  SIG A  Ann Example  Chair   A "
says out "1 row, none with lead, runs-on, plain-name, second"
run 0 show sigs --format csv all/governance
says out "repository,path,line,column,text,heading"
says out "governance,SIGs/README.md,5,1,"
says out "SIGs/SIG-a/charter.md,,SIG A,Ann Example,Chair,, A,"
run 0 show sigs --format json all/governance
says out '"present": true'
mkdir meetings-alone
run 0 show minutes all/governance --repo meetings=meetings-alone
says err "the table 'minutes' is empty: its globs match nothing"
: >meetings-alone/2024-01-01.md
run 0 show minutes-headings all/governance --repo meetings=meetings-alone
says err "the table 'minutes-headings' is empty: its globs match 1 file without such a row"
run 0 show -o tables.txt
silent out
grep -q '^  sigs ' tables.txt || fail "$what: no table in the file"
run 2 show --format csv
says err "'--format csv' is for the rows of a table: name a TABLE"
run 2 show sigs --format csv -o rows.csv --format json -o rows.json all/governance
says err "'show' writes one report: give '--format' once"

# A missing repository is looked for beside the others.
run 0 --select tsc-lists-disagree all/governance
says out "--repo website=PATH"
echo '- name: Ann Example' >all/website/_data/tsc.yml
echo '[]' >all/website/_data/board.yml
echo '[]' >all/website/_data/members.yml
echo 'title: x' >all/website/_config.yml
run 0 --select sig-without-folder all/governance
says out "of governance and website"
(cd all/governance && "$program" show tsc-on-site .) >out 2>err
says out "../website/_data/tsc.yml:1"
cp -R all/website all/website-too
run 0 --select sig-without-folder all/governance
says out "of governance and website"
mv all/website all/website-one
run 0 --select sig-without-folder all/governance
says err "several folders could be the repository 'website'"
says_not out "website ("
run 0 --select sig-without-folder --quiet all/governance
silent err
run 0 --select sig-without-folder --repo website=all/website-one all/governance
says out "of governance and website"

# A rule whose tables fail for two reasons, as both are read from the broken file, is reported once.
mkdir -p all/broken/_data
printf 'a: [\n' >all/broken/_data/tsc.yml
run 1 --format json all/broken
what="rules that are skipped for one broken file"
sed -n '/"skipped": \[/,/^ *\]/s/.*"rule": "\(.*\)",/\1/p' "$work/out" | sort >skipped
grep -qx page-uses-missing-field skipped || fail "$what: not page-uses-missing-field"
uniq -d skipped >"$work/out"
silent out
rm -r all/broken skipped

# Colour, when it is wanted.
escape=$(printf '\033')
run 0 rules --color always
says out "${escape}["
run 0 rules
says_not out "${escape}["
CLICOLOR_FORCE=1 run 0 rules
says out "${escape}["
NO_COLOR=1 CLICOLOR_FORCE=1 run 0 rules
says_not out "${escape}["
NO_COLOR=1 run 0 rules --color=always
says out "${escape}["

# The demo finds mistakes, but does not fail.
run 0 demo
says out "governance/"
says out "That was a demo"
run 0 demo --format json
says out '"fingerprint"'

# The reference of a user's own pack: each pack with its summary, rules with their examples, and no
# broken link in the repository that it is written to.
cp -R "$here/fixtures/own-pack/garden" garden
run 0 rules --rules garden/lint --format markdown
grep -A2 '^## common$' "$work/out" | grep -qx 'Rules for any repository' ||
    fail "$what: another summary below common"
grep -A2 '^## lint$' "$work/out" | grep -q 'Garden Foundation' || fail "$what: no summary of lint"
says_not out "](configuration.md)"
cp "$work/out" garden/RULES.md
sed -n '/^#### yaml-syntax$/,/^#### /p' garden/RULES.md | grep -q '^Not fine:$' ||
    fail "$what: no example of yaml-syntax"
if awk '/^````*text$/ { getline; if (/^````*$/) none = 1 } END { exit !none }' garden/RULES.md; then
    fail "$what: an example says nothing"
fi
run 1 --format concise garden
says_not out "RULES.md"

# Explaining.
run 0 explain yaml-syntax
says out "Not fine:"
run 0 rules --format json
says out '"id": "yaml-syntax"'

finish
