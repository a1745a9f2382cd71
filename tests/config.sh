#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Configuration: .govlint.yml, ignores and their days, comments, and what explain says of them.
# config.sh PROGRAM
set -u

. "$(dirname "$0")/prelude.sh"

# config: makes standard input the configuration of the folder site.
config() {
    cat >site/.govlint.yml
}

# mistake MESSAGE: the configuration on standard input must be refused with the message.
mistake() {
    config
    run 2 site
    says err "govlint: site/.govlint.yml$1"
}

cd "$work" || exit 1
mkdir site
printf 'a: 1\na: 2\nb: 1\nb: 2\n' >site/x.yml
run 1 site
says out "2 errors"

# Rules are switched off and graded; the command line wins.
echo 'rules: {yaml-duplicate-key: off}' | config
run 0 site
says out "no problems found"
run 1 --select yaml-duplicate-key site
says out "2 errors"
run 1 --select 'yaml-dup*' site
echo 'rules: {yaml-duplicate-key: note}' | config
run 0 site
says out "2 notes"
run 1 --fail-on note site
run 0 --severity warning site
says_not out "note["
run 0 --select yaml-duplicate-key site
says out "2 notes"
run 0 --ignore yaml-duplicate-key site
says out "no problems found"
: >site/.govlint.yml
run 1 site
printf '# nothing yet\n' | config
run 1 site

# Ignores, by row and by path.
config <<'END'
ignore:
  - rule: yaml-duplicate-key
    row: a
    reason: the old reader needs it
    until: 2026-06-30
  - rule: [yaml-duplicate-key]
    path: '*.yml'
    row: b
    reason: so does the new one
END
run 0 --as-of 2026-06-30 site
says out "2 suppressed"
says out "no problems found"
run 0 --as-of 2026-06-30 --format json site
says out '"suppressed": 2'
run 1 --as-of 2026-07-01 site
says out "x.yml:2:1"
says out "ended on 2026-06-30"
says out "1 error, 1 warning"
says out "1 suppressed"
run 2 --as-of 2026-02-29 site
says err "'--as-of' takes a day such as 2026-12-31, not '2026-02-29'"
run 2 --as-of tomorrow site

# An ignore that holds nothing back is reported, unless its rule did not run.
config <<'END'
ignore:
  - {rule: yaml-duplicate-key, row: c, reason: gone}
  - {rule: yaml-syntax, path: y.yml, reason: gone}
  - {rule: sig-without-folder, path: y.yml, reason: of another pack}
END
run 1 site
says out "2 errors, 2 warnings"
says out "site/.govlint.yml:2:12"
says out "it is found in the row 'a', 'b'"
says out "this ignore of 'yaml-syntax' suppresses nothing"
run 1 --select 'yaml-dup*' site
says_not out "suppresses nothing"
run 1 --ignore ignore-unused site
says_not out "suppresses nothing"
run 1 --severity error site
says out "2 errors in"
rm site/.govlint.yml

# An ignore is used, whether or not its findings are severe enough to be shown.
printf 'a: 1 \n' >site/x.yml
config <<'END'
ignore: [{rule: yaml-trailing-space, path: x.yml, reason: kept}]
END
run 0 --severity error site
run 0 site
says out "1 suppressed"

# Findings that are held back are not fixed.
run 0 --fix site
grep -q ' $' site/x.yml || fail "a suppressed finding was fixed"
rm site/.govlint.yml

# Comments are about the next line, and may be stacked.
cat >site/x.yml <<'END'
a: 1
# govlint-ignore yaml-duplicate-key: the last one counts
a: 2
b: 1
# govlint-ignore yaml-duplicate-key, yaml-trailing-space: both are known
# govlint-ignore yaml-syntax: for show
b: 2 
END
run 0 site
says out "3 suppressed"
says out "1 warning"
says out "this ignore of 'yaml-syntax' suppresses nothing"
printf 'a: 1\n# govlint-ignore yaml-duplicate-key: too far\n\na: 2\n' >site/x.yml
run 1 site
says out "1 error, 1 warning"
printf 'a: 1\n# govlint-ignore yaml-duplicate-key\na: 2\n' >site/x.yml
run 1 site
says out "it gives no reason"
says out "2 errors"
printf 'a: 1\n# govlint-ignore yaml-dupicate-key: why\na: 2\n' >site/x.yml
run 1 site
says out "did you mean 'yaml-duplicate-key'?"
printf 'a: 1\n# govlint-ignore ignore-unused: why\na: 2\n' >site/x.yml
run 1 site
says out "'ignore-unused' cannot be ignored"
printf 'a: 1\r\n# govlint-ignore yaml-duplicate-key: with CRLF\r\na: 2\r\n' >site/x.yml
run 0 site
says out "1 suppressed"
printf 'a: 1\n' >site/x.yml
cat >site/page.md <<'END'
---
a: 1
# govlint-ignore yaml-duplicate-key: in front matter too
a: 2
---
Text, and `<!-- govlint-ignore RULE -->` in it.

~~~
<!-- govlint-ignore RULE -->
~~~
<!-- govlint-ignore front-matter-syntax: reason
-->
END
run 1 site
says out "page.md:11:1"
says out "does not end on its line"
says out "1 suppressed"
rm site/page.md

# Mistakes: the place, what is wrong, the nearest word.
echo 'rule: {}' | mistake ":1:1: unknown key 'rule' of the configuration; did you mean 'rules'?"
echo 'rules: [yaml-syntax]' | mistake ":1:8: 'rules' must be a mapping of rules to severities"
echo 'rules: {yaml-sintax: off}' | mistake ":1:9: unknown rule 'yaml-sintax'; did you mean 'yaml-syntax'?"
echo 'rules: {yaml-syntax: of}' | mistake ":1:22: unknown severity 'of'; choose from off, note, warning, error"
echo 'rules: {yaml-syntax: [off]}' | mistake ":1:22: 'yaml-syntax' must be off, note, warning or error"
printf 'rules:\n  yaml-syntax: off\n  yaml-syntax: note\n' | mistake ":3:3: 'yaml-syntax' is given twice"
echo 'ignore: {}' | mistake ":1:9: 'ignore' must be a list"
echo 'ignore: [{rule: yaml-syntax, path: x}]' | mistake ":1:10: an ignore needs the key 'reason'"
echo 'ignore: [{rule: yaml-syntax, path: x, reason: " "}]' | mistake ":1:47: 'reason' must not be empty"
echo 'ignore: [{rule: yaml-syntax, reason: x}]' | mistake ":1:10: an ignore needs 'path' or 'row'"
echo 'ignore: [{rule: yaml-syntax, row: , reason: x}]' | mistake ":1:34: 'row' must not be empty"
echo 'ignore: [{rule: yaml-syntax, path: "", reason: x}]' | mistake ":1:36: 'path' must not be empty"
echo 'ignore: [{rule: yaml-sintax, path: x, reason: x}]' | mistake ":1:17: unknown rule 'yaml-sintax'"
echo 'ignore: [{rule: ignore-unused, path: x, reason: x}]' | mistake ":1:17: 'ignore-unused' cannot be ignored"
echo 'ignore: [{rule: yaml-syntax, path: x, reason: x, until: 2026-13-01}]' | mistake ":1:57: 'until' must be a day"
echo 'pack: comon' | mistake ":1:7: there is neither a built-in pack 'comon' nor a file comon/pack.yml here (did you mean 'common'?)"
echo 'pack: x.yml' | mistake ":1:7: 'x.yml' is a file: a pack is the folder that its pack.yml is in"
echo 'pack: ../pack' | mistake ":1:7: the pack '../pack' is not inside the repository: name one that is elsewhere with --rules"
echo 'pack: /etc' | mistake ":1:7: the pack '/etc' is not inside the repository: name one that is elsewhere with --rules"
printf 'pack: common\nrepositories: {website: ../nowhere}\n' |
    mistake ":2:16: unknown repository 'website': the pack 'common' names none"
echo 'repositories: {webside: ../nowhere}' | mistake ":1:16: unknown repository 'webside'; did you mean 'website'?"
echo 'repositories: {website: " "}' | mistake ":1:25: 'website' must be a path or a URL"
echo 'repositories: {website: {}}' | mistake ":1:25: 'website' must be a path or a URL"
printf 'repositories:\n  website: ../a\n  website: ../b\n' | mistake ":3:3: 'website' is given twice"
{
    echo 'repositories:'
    seq 1 1001 | sed 's,.*,  r&: ../r&,'
} | mistake ":2:3: there are more than 1000 repositories"
echo 'repositories: {website: ../nowhere}' | config
run 0 site
says err "not recognised as a repository of any pack"
printf 'a: [\n' | mistake ":"
printf -- '---\n---\n' | mistake ":1:1: the file must hold one YAML document, not 2"
printf 'pack: \377\n' | mistake ":1:7: the file is not UTF-8"
echo 'ignore: [{rule: yaml-syntax, path: ./x, reason: x}]' | mistake ":1:36: 'path' is from the root of the repository"
echo 'ignore: [{rule: yaml-syntax, path: "a[b", reason: x}]' | mistake ":1:36: the glob 'a[b' is malformed: missing terminating ] for character class"
rm site/.govlint.yml
echo 'pack: common' >site/.govlint.yaml
run 2 site
says err "site/.govlint.yaml: a configuration is called .govlint.yml"
rm site/.govlint.yaml
ln -s x.yml site/.govlint.yml
run 2 site
says err "the configuration must be a regular file"
rm site/.govlint.yml
mkdir site/.govlint.yml && touch site/.govlint.yml/x
run 2 site
says err "the configuration must be a regular file"
rm -r site/.govlint.yml
{ printf '#'; head -c 1048576 /dev/zero | tr '\0' x; echo; } >site/.govlint.yml
run 2 site
says err "smaller than 1 MiB"
rm site/.govlint.yml

# A pack inside of the repository, also of a revision.
mkdir -p site/lint
cat >site/lint/pack.yml <<'END'
name: own
repositories: {site: {known-by: [x.yml]}, data: {known-by: [data.yml]}}
tables:
  things: {read: {repository: site, file: x.yml, yaml: '$'}}
  items: {read: {repository: data, file: data.yml, yaml: '$[*]'}, optional: true}
END
cat >site/lint/a-missing.yml <<'END'
summary: No a
why: There must be one.
severity: error
for: things
check: {present: text}
message: no a
examples: []
END
cat >site/lint/data-empty.yml <<'END'
summary: No text
why: There must be one.
severity: warning
for: items
check: {matches: {column: text, pattern: '^ok$'}}
message: "'{text}' is not ok"
examples: []
END
echo 'pack: lint' | config
run 0 site
says out "of site"
run 0 explain a-missing site
says out "error by site/lint/a-missing.yml:3"
(cd site && git init -q . && git add -A && git commit -qm one)
for command in rules show; do
    what="$command in a repository with a pack of its own"
    (cd site/lint && "$program" $command) >out 2>err || fail "$what: exit status"
    grep -q '^own' out || fail "$what: not its pack"
    ! grep -q 'bytecode-alliance' out || fail "$what: a built-in pack"
done
(cd site && echo 'pack: nowhere' >.govlint.yml && "$program" rules) >out 2>err
[ $? -eq 2 ] || fail "rules in a repository with a pack that is not there: exit status"
grep -qF ".govlint.yml:1:7: there is neither a built-in pack 'nowhere'" err || fail "the place of it"
(cd site && "$program" show --rev HEAD) >out 2>err
grep -q '^own' out || fail "show of a revision: not its pack"
echo 'pack: common' | config
run 0 --rev HEAD site
says out "of site"
run 0 site
says out "of site"
says_not out "(2 rules)"
echo 'pack: ./lint/' | config
(cd site/lint && "$program" explain data-empty) >out 2>err || fail "explain in a subfolder"
says out "warning by ../lint/data-empty.yml:3"

# Other repositories: beside it or below it, never further away.
mkdir companion outside
printf -- '- bad\n' >companion/data.yml
cp companion/data.yml outside/data.yml
rm -rf site/.git
printf 'pack: lint\nrepositories: {data: ../companion}\n' | config
run 0 site
says out "of site and data"
says out "companion/data.yml:1:3"
(cd site && "$program") >out 2>err
says out "../companion/data.yml:1:3"
printf 'rules: {data-empty: off}\n' >companion/.govlint.yml
run 0 site
says out "no problems found"
run 0 explain data-empty site
says out "warning by site/lint/data-empty.yml:3"
says out "off in data by companion/.govlint.yml:1"
printf 'rules: {data-empty: error}\n' >companion/.govlint.yml
run 1 site
rm companion/.govlint.yml
run 0 --repo data=outside site
says out "outside/data.yml:1:3"
printf 'pack: lint\nrepositories: {data: ../gone}\n' | config
run 0 site
says err "'../gone' is not there"
printf 'pack: lint\nrepositories: {dat: ../companion}\n' | mistake ":2:16: unknown repository 'dat'"
for place in /etc ../../x .. ../.. ../; do
    printf 'pack: lint\nrepositories: {data: %s}\n' "$place" |
        mistake ":2:22: '$place' is neither inside the repository nor beside it"
done
mkdir deep
mv site companion deep
ln -s ../../outside deep/site/link
printf 'pack: lint\nrepositories: {data: link}\n' >deep/site/.govlint.yml
run 2 deep/site
says err "neither inside the repository nor beside it"
for url in file:///etc http://example.org/x git@example.org:x ssh://example.org/x ext::x \
    https://localhost/x https://127.0.0.1/x 'https://[::1]/x' https://0x7f.1/x https://intranet/x \
    https://host.local/x https:///x; do
    printf 'pack: lint\nrepositories: {data: "%s"}\n' "$url" >deep/site/.govlint.yml
    run 2 deep/site
    says err "deep/site/.govlint.yml:2:22: only https URLs of hosts on the internet"
done
printf 'pack: lint\nrepositories: {data: "https://example.org/%%0a"}\n' >deep/site/.govlint.yml
run 2 deep/site
says err "deep/site/.govlint.yml:2:22: the URL 'https://example.org/%0a' holds characters"

# What explain says of ignores.
cat >deep/site/.govlint.yml <<'END'
pack: lint
ignore:
  - {rule: a-missing, path: x.yml, reason: it comes}
  - {rule: a-missing, path: y.yml, reason: it goes, until: 2026-12-31}
END
run 0 explain a-missing deep/site
says out "ignored in part of site by deep/site/.govlint.yml:3: it comes"
says out "ignored in part of site until 2026-12-31 by deep/site/.govlint.yml:4: it goes"
run 0 explain yaml-syntax
says out "error by rules/common/yaml-syntax.yml:5"

finish
