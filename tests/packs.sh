#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# Packs are loaded strictly: every mistake in one is exit status 2 with file, line, column and, where
# there is one, the nearest valid word. Usage: packs.sh GOVLINT
set -eu

govlint=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir site pack
printf -- '- a\n' >site/x.yml
failed=0

pack='name: p
repositories: {site: {known-by: x.yml}}
tables:
  t: {read: {repository: site, file: x.yml, yaml: "$[*]"}}'
rule='summary: s
why: w
severity: error
for: t
check: {present: text}
message: "{text}"
examples: []'

# expect STATUS MESSAGE: what linting with the pack in pack/ must print on standard error; of a
# message that ends in "…" only the beginning must match.
expect() {
    status=0
    said=$("$govlint" --quiet --rules pack site 2>&1 >/dev/null) || status=$?
    case $said in
    "${2%…}"*) [ "${2%…}" = "$2" ] || said=$2 ;;
    esac
    if [ "$status" -ne "$1" ] || [ "$said" != "$2" ]; then
        printf 'expected %s: %s\nfound    %s: %s\n' "$1" "$2" "$status" "$said"
        failed=1
    fi
}

# mistake FILE EXPRESSION MESSAGE: the pack with one file edited by sed.
mistake() {
    printf '%s\n' "$pack" >pack/pack.yml
    printf '%s\n' "$rule" >pack/r.yml
    sed -i.bak -e "$2" "pack/$1" && rm "pack/$1.bak"
    expect 2 "govlint: pack/$1:$3"
}

printf '%s\n' "$pack" >pack/pack.yml
printf '%s\n' "$rule" >pack/r.yml
expect 0 ''

mistake pack.yml 's/^name/nam/' "1:1: unknown key 'nam' of a pack; did you mean 'name'?"
mistake pack.yml 's/^name: p$/summary: p/' "1:1: a pack needs the key 'name'"
mistake pack.yml 's/^name: p$/&\nname: p/' "2:1: 'name' is given twice"
mistake pack.yml 's/^name: p$/name:/' "1:6: 'name' must not be empty"
mistake pack.yml 's/^name: p$/&\nsubjects: {a: ["q-*", r, rr]}/' "2:26: unknown rule 'rr'"
mistake pack.yml 's/^name: p$/&\nextends: comon/' "2:10: unknown built-in pack 'comon'; did you mean 'common'?"
mistake pack.yml 's,{known-by,{github: https://github.com/fernf/notes/&,; s,/{,\, ,' \
    "2:31: 'github' must be OWNER/REPO, not 'https://github.com/fernf/notes'; did you mean 'fernf/notes'?"
mistake pack.yml 's,{known-by,{github: notes/&,; s,/{,\, ,' "2:31: 'github' must be OWNER/REPO, not 'notes'"
mistake pack.yml 's,known-by: ,&./,' \
    "2:33: './x.yml' must be from the root of the repository, without '/', './' or '../' first"
mistake pack.yml 's,known-by: x.yml,known-by: {x: 1},' "2:33: 'known-by' must be a string or a list of strings"
mistake pack.yml 's,known-by: x.yml,known-by: "*.yml",' "2:33: 'known-by' takes paths, and '*.yml' is a glob"
mistake pack.yml 's,file: x.yml,file: "*.yml",' "4:38: 'file' takes paths, and '*.yml' is a glob"
mistake pack.yml 's,known-by: x.yml,known-by: [[x]],' "2:34: 'known-by' must be a string or a list of strings"
mistake pack.yml 's,file: ,&/,' \
    "4:38: '/x.yml' must be from the root of the repository, without '/', './' or '../' first"
mistake pack.yml "s,file: x.yml,files: './*.yml'," \
    "4:39: './*.yml' must be from the root of the repository, without '/', './' or '../' first"
mistake pack.yml "s,file: x.yml,files: '*'\, exclude: ['/x']," \
    "4:54: '/x' must be from the root of the repository, without '/', './' or '../' first"
mistake pack.yml "s/^tables:/globs: {pages: '*.md'}\n&/; s,file: x.yml,files: \$page,; s/, yaml:.*/}}/" \
    "5:39: unknown list of globs 'page'; did you mean 'pages'?"
mistake pack.yml "s/^tables:/globs: {pages: '*.md'}\n&/; s,{read.*,{read: {repository: site\, files: '*'\, exclude: [\$pages\, \$]}}," \
    "5:62: unknown list of globs ''; choose from pages"
mistake pack.yml "s/^tables:/globs: {a: \$b}\n&/" "3:12: unknown list of globs 'b'"
mistake pack.yml 's/^tables:/globs: {a: x, a: y}\n&/' "3:15: there is a list of globs 'a' already"
mistake pack.yml 's/^tables:/globs: [a]\n&/' "3:8: 'globs' must be a mapping of names to lists of globs"
mistake pack.yml 's,^tables:,globs: {a: ./x}\n&,' \
    "3:12: './x' must be from the root of the repository, without '/', './' or '../' first"
mistake pack.yml 's/^name: p$/&\nextends: common\nglobs: {pages: x}/' "3:9: there is a list of globs 'pages' already"
mistake pack.yml 's/site,/sit,/' "4:26: unknown repository 'sit'; did you mean 'site'?"
mistake pack.yml 's/yaml:/yml:/' "4:45: unknown key 'yml' of 'read'; did you mean 'yaml'?"
mistake pack.yml 's/, yaml:.*}}/}}/' "4:13: 'read' needs one of the keys folders, list-under, …"
mistake pack.yml 's/{site: .*/{site: {known-by: x.yml}, site: {known-by: y.yml}}/' \
    "2:41: there is a repository 'site' already"
mistake pack.yml 's/"}}/", fields: [a], as-written: [b]}}/' "4:85: unknown field 'b'; choose from a"
mistake pack.yml 's/repository: site, //' "4:13: 'read' needs 'repository'"
mistake pack.yml 's/file: x.yml, //' "4:13: 'read' needs 'file' or 'files'"
mistake pack.yml 's/file: x.yml, /&files: "*", /' "4:52: 'files' does not go with 'file'"
mistake pack.yml 's/file: x.yml, /&exclude: "*", /' "4:54: 'exclude' does not go with 'file'"
mistake pack.yml '$ s/$/\n  u: {read: {cells: t.text, split: a, each: b}}/' "5:13: 'split' does not go with 'each'"
mistake pack.yml 's/^  t:/  pages:/; s/^name: p$/&\nextends: common/' \
    "5:3: there is a table 'pages' already, in rules/common/pack.yml: give this one another name"
mistake pack.yml 's/yaml: "[$]/&.*key/' "4:51: the path '\$.*key[*]' must be '\$' and then '.key', '.*' or '[*]'"
mistake pack.yml 's/yaml: /depth: 1, &/' "4:45: 'depth' does not go with 'yaml'"
mistake pack.yml 's/{read.*/{read: {cells: {a: b}}}/' "4:21: 'cells' must be a string or a list of strings"
mistake pack.yml 's/\[\*\]/.a[0]/' "4:51: the path '\$.a[0]' must be '\$' and then '.key', '.*' or '[*]'"
mistake pack.yml 's/\[\*\]/[0]/' "4:51: the path '\$[0]' must be '\$' and then '.key', '.*' or '[*]'"
mistake pack.yml 's/"}}/"}, columns: {d: {of: text, year: path}}}/' "4:70: 'year', 'order' and 'zone' go only with 'as: date'"
mistake pack.yml 's/"}}/"}, columns: {d: {of: text, as: date, year: yr}}}/' "4:100: unknown column 'yr' of table 't'; choose from text, path"
mistake pack.yml 's/"}}/"}, columns: {d: {of: text, as: date, order: us}}}/' "4:101: unknown order 'us'; choose from month-first, day-first"
mistake pack.yml 's/"}}/"}, columns: {d: {of: text, order: month-first}}}/' "4:70: 'year', 'order' and 'zone' go only with 'as: date'"
mistake pack.yml 's/"}}/"}, key: b}/' "4:65: unknown column 'b' of table 't'; choose from text, path"
mistake pack.yml 's/"}}/"}, entry: "(?<a"}/' "4:67: 'entry': the pattern does not compile: syntax error in subpattern name (missing terminator?), at its character 5"
mistake pack.yml 's/"}}/"}, entry: ["(?<a>b)", "(?<a>c)(?<path>d)"]}/' \
    "4:79: every table has a column 'path' already: call the group otherwise"
mistake pack.yml 's/yaml:.*}}/lines: "(?<text>a)"}}/' \
    "4:13: every table has a column 'text' already: call the group otherwise"
mistake pack.yml 's/"}}/", fields: [a, path]}}/' "4:71: there is a column 'path' already"
mistake pack.yml 's/"}}/", fields: [a, a]}}/' "4:71: there is a column 'a' already"
mistake pack.yml '$ s/$/\n  u: {read: {cells: v.text}}\n  v: {read: {cells: u.text}}/' "6:21: the table 'u' is read from itself"
mistake pack.yml '$ s/$/\n  u: {read: {rows-of: t, fields: [text, nmae]}}/' \
    "5:41: none of the tables has a column 'nmae'"
mistake pack.yml '$ s/$/\n  u: {read: {rows-of: [t, u]}}/' "5:27: the table 'u' is read from itself"
mistake pack.yml '$ s/$/\n  u: {read: {rows-of: t, file: x.yml}}/' "5:26: 'file' does not go with 'rows-of'"
mistake pack.yml 's/yaml:.*}}/list-under: A, paragraphs: true}}/' "4:13: 'paragraphs' needs 'entry'"
mistake r.yml 's/^examples:.*/examples: [{good: {}, finds: x}]/' "7:12: in a good example nothing is found or fixed"
mistake r.yml 's/{present: text}/{same: {columns: [txt, text]}}/' "5:26: unknown column 'txt' of table 't'; did you mean 'text'?"
mistake r.yml 's/for: t/for: u/' "4:6: unknown table 'u'; choose from t"
mistake r.yml 's/present/presnt/' "5:9: unknown check 'presnt'; did you mean 'present'?"
mistake r.yml 's/: text}/: tekst}/' "5:18: unknown column 'tekst' of table 't'; choose from text, path"
mistake r.yml 's/: text}/: {by: text, column: tekst}}/; s/present/agrees/' \
    "5:36: unknown column 'tekst' of table 't'; choose from text, path"
mistake r.yml 's/: text}/: {column: text, as: words}}/; s/present/agrees/' \
    "5:36: unknown as 'words'; choose from written, person"
inner='s/^  t:.*/&\n  u: {read: {repository: site, file: x.yml, yaml: "$.a[*].b[*]", parent: v}}'
outer='\n  v: {read: {repository: site, file: x.yml, yaml'
for path in '$.c[*]' '$.a[*].b[*]' '$.*.w'; do
    mistake pack.yml "$inner$outer: \"$path\"}}/" \
        "5:74: nothing at '\$.a[*].b[*]' is inside of a row of 'v', which are at '$path'"
done
mistake r.yml 's/: text}/: {rows-of: t, exactly: 1}}/; s/present/count/' \
    "5:16: no row of 't' has one of 't' as parent: 'count' needs 'by'"
mistake r.yml 's/: text}/: {rows-of: t, exactly: x}}/; s/present/count/' \
    "5:38: unknown column 'x' of table 't'; choose from text, path"
mistake r.yml 's/: text}/: {rows-of: t, exactly: other.x}}/; s/present/count/' \
    "5:38: no condition before refers to a table with a column 'x'"
mistake r.yml 's/: text}/: {column: text, values: {a: b}}}/; s/present/one-of/' \
    "5:40: 'values' must be a string or a list of strings"
mistake r.yml 's/"{text}"/"{nam}"/' "6:10: unknown column 'nam' of table 't'; choose from text, path"
mistake r.yml 's/"{text}"/"{vlaue}"/' "6:10: unknown part 'vlaue' of a template; did you mean 'value'?"
mistake r.yml 's/"{text}"/" "/' "6:10: 'message' must not be empty"
mistake r.yml 's/"{text}"/"{text:uppr}"/' "6:10: unknown filter 'uppr'; choose from relative, url, …"
mistake r.yml "s/{text}/{text| }/" \
    "6:10: a part of a template is empty: name a column, or put a text in single quotes, as in {name|'nobody'}"
mistake r.yml 's/"{text}"/"{text"/' "6:10: a single '{' in a template; write it twice for itself"
mistake r.yml 's/"{text}"/"{nearest}"/' "6:10: the check gives no {nearest}, only {value}"
mistake r.yml 's/^check.*/&\nfix: {title: a, safe: true, replace: text, with: "{nearest}"}/' \
    "6:50: the check gives no {nearest}, only {value}"
mistake r.yml 's/^check.*/check: {canonical: {column: text, as: "{value}"}}/' "5:39: there is no {value} here"
printf '%s\n' "$pack" | sed 's/"}}$/"}, columns: {count: {of: text}}}/' >pack/pack.yml
printf '%s\n' "$rule" | sed 's/"{text}"/"{count}"/' >pack/r.yml
expect 2 "govlint: pack/r.yml:6:10: the check gives no {count}, only {value}; the column of this name needs another one"
mistake r.yml 's/^check.*/&\nfix: {title: a, safe: true, replace: path, with: b}/' \
    "6:38: 'path' is no text in the file: a fix cannot rename it"
mistake r.yml 's/: text}/: {rows-of: t, by: path, in: txt, values: x}}/; s/present/has-each/' \
    "5:46: unknown column 'txt' of table 't'; did you mean 'text'?"
mistake r.yml 's/: text}/: {rows-of: t, by: path, column: [path, text], in: text, values: x}}/; s/present/has-each/' \
    "5:19: 'column' and 'by' must name as many columns"
mistake r.yml 's/^why/covers: link-brokn\n&/' "2:9: unknown rule 'link-brokn'"
mistake r.yml 's/^why/yields-to: [rr]\n&/' "2:13: unknown rule 'rr'"
mistake r.yml 's/^why/yields-to: [r]\n&/' "2:13: 'r' is this rule itself"
mistake r.yml 's/^why/covers: r\n&/' "2:9: 'r' is this rule itself"
mistake r.yml 's/: error/: eror/' "3:11: unknown severity 'eror'; did you mean 'error'?"
mistake r.yml 's/: error/: warn/' "3:11: unknown severity 'warn'; choose from note, warning, error"
mistake r.yml 's/: error/: off/' "3:11: unknown severity 'off'; choose from note, warning, error"
mistake r.yml '/^severity/d' "1:1: a rule needs the key 'severity'"
mistake r.yml 's/^check: \(.*\)/checks: [{check: \1, severity: off}]/' "5:45: unknown severity 'off'; choose from note, warning, error"
mistake r.yml 's/^summary: s$//' "2:1: a rule needs the key 'summary'"
mistake r.yml 's/: w$/: [w]/' "2:6: 'why' must be a string"
mistake r.yml 's/^why: w$/why: "w/' "2:6: the quote that opens here is closed only on line 6, before other text"
mistake r.yml 's/present/unique/; s/^message.*/message: "{other.parent.text}"/' \
    "6:10: a template knows no parent of another row: give the table 't' a column {of: parent.text}"
mistake r.yml 's/^message.*/message: "{other.text}"/' \
    "6:10: neither the check nor a condition finds a row that 'other' could be"
mistake r.yml 's/^check.*/check: {refers-to: {table: t, by: text}}/; s/^message.*/message: "{other.text}"/' \
    "6:10: neither the check nor a condition finds a row that 'other' could be"
mistake r.yml 's/^check.*/&\nfix: {title: a, safe: yes}/' "6:23: 'safe' must be true or false, not 'yes'"
mistake r.yml 's/^check.*/&\nfix: {title: a, safe: true}/' "6:6: a fix needs 'replace' and 'with', or 'create' and 'from', or both, or 'reorder: true'"
mistake r.yml 's/^check.*/&\nfix: {title: a, safe: true, create: a, from: b, replace: text}/' "6:6: a fix needs 'replace' and 'with', or 'create' and 'from', or both, or 'reorder: true'"
mistake r.yml 's/^check.*/&\nfix: {title: a, safe: true, replace: text, with: b, put: {a: b}}/' "6:58: 'put' goes with 'create'"
mistake r.yml 's/^check.*/&\nfix: {title: a, safe: true, create: a, from: b, exact: true}/' "6:6: 'exact' goes with 'replace'"
mistake r.yml 's/^check.*/&\nfix: {title: a, safe: true, reorder: true}/' "6:6: 'reorder' goes with the check 'sorted', not with 'present'"
mistake r.yml 's/\[\]$/[{bad: {site: {x.yml: ""}}}]/' "7:12: a bad example needs 'finds'"
mistake r.yml 's/\[\]$/[{good: {site: {.\/x.yml: ""}}}]/' \
    "7:27: './x.yml' must be from the root of the repository, without '/', './' or '../' first"
mistake r.yml 's/^summary: s$/summary: ""/' "1:10: 'summary' must not be empty"
mistake r.yml 's/^/# /' "1:1: there is no YAML in this file"

printf '%s\n' "$pack" >pack/pack.yml
printf '%s\n' "$rule" | sed 's/for: t/for: more/' >pack/r.yml
mkdir pack/tables
printf 'other: {read: {cells: t.text}}\n' >pack/tables/b.yml
printf 'more: {read: {cells: other.text}}\n' >pack/tables/a.yml
expect 0 ''
printf 't: {read: {cells: t.text}}\n' >pack/tables/b.yml
expect 2 "govlint: pack/tables/b.yml:1:1: there is a table 't' already, in pack/pack.yml: give this one another name"
printf 'other: {read: {cells: t.txt}}\n' >pack/tables/b.yml
expect 2 "govlint: pack/tables/b.yml:1:23: unknown column 'txt' of table 't'; did you mean 'text'?"
printf 'other: {read: {cells: t.text}}\n' >pack/tables/b.yml
printf '%s\n' "$rule" >pack/r.yml
expect 0 ''

# A rule's id is the name of its file.
printf '%s\n' "$rule" >'pack/r s.yml'
expect 2 "govlint: pack/r s.yml: the name of a rule's file is its id, and has letters, digits, '-', '_' and '.' only"
mv 'pack/r s.yml' pack/link-broken.yml
printf '%s\n' "$pack" | sed 's/^name: p$/&\nextends: common/' >pack/pack.yml
expect 2 "govlint: pack/link-broken.yml:1:1: there is a rule 'link-broken' already, in rules/common/link-broken.yml: give this file another name"
rm pack/link-broken.yml
printf '%s\n' "$pack" >pack/pack.yml

# Keys that would never be read.
mkdir pack/more
printf 'a: 1\n' >pack/more/data.yml
printf 'a: [\n' >pack/more/broken.yml
printf '%s\n' "$rule" >pack/.hidden.yaml
expect 0 ''
printf '%s\n' "$rule" >pack/more/q.yml
expect 2 "govlint: pack/more/q.yml: a rule is a file of the pack's folder itself: move it there"
cp pack/pack.yml pack/more/
expect 0 ''
rm pack/more/pack.yml
mv pack/more/q.yml pack/more/q.yaml
expect 2 "govlint: pack/more/q.yaml: a rule is a file of the pack's folder itself: move it there"
mv pack/more/q.yaml pack/
expect 2 'govlint: pack/q.yaml: a file of a pack is called q.yml'
mv pack/q.yaml pack/q.YML
expect 2 'govlint: pack/q.YML: a file of a pack is called q.yml'
mv pack/q.YML pack/tables/q.yaml
expect 2 'govlint: pack/tables/q.yaml: a file of a pack is called q.yml'
rm pack/tables/q.yaml
mkdir pack/tables/more
printf 'other: {read: {cells: t.text}}\n' >pack/tables/more/c.yml
expect 2 'govlint: pack/tables/more/c.yml: a file of tables is one of the folder tables itself: move it there'
rm -r pack/tables pack/more pack/.hidden.yaml

# Why a fix of an example is not made.
cat >pack/pack.yml <<'END'
name: p
repositories: {site: {known-by: x.yml}, forms: {known-by: form.md}}
tables:
  t: {read: {repository: site, file: x.yml, yaml: "$[*]", fields: [name, link]}}
  files: {read: {repository: site, files: '*.md'}, optional: true}
END
cat >pack/r.yml <<'END'
summary: s
why: w
severity: error
for: t
check: {refers-to: {table: files, by: stem, column: name}}
message: "no file for {name}"
fix: {title: create it, safe: false, create: '{name}.md', from: form.md, put: {NAME: '{link}'}}
examples:
  - bad:
      site: {x.yml: "- {name: a, link: b}\n"}
      forms: {form.md: "NAME\n"}
    finds: "site/x.yml:1:10: no file for a"
    fixed: {site: {a.md: "b\n"}}
  - good:
      site: {x.yml: "- {name: a}\n", a.md: "a\n"}
END
# says TEXT ARGUMENT…: govlint with these arguments must print the text, among other things.
says() {
    text=$1
    shift
    said=$("$govlint" "$@" 2>&1) || :
    case $said in
    *"$text"*) ;;
    *)
        printf 'expected %s\nfound    %s\n' "$text" "$said"
        failed=1
        ;;
    esac
}
# tells TEXT: what `govlint test` must say about the pack.
tells() {
    says "$1" test pack
}
tells "no fix of \"no file for a\": the file of 'from' is not in the row's repository, or cannot be read"
sed -i.bak -e '/^      forms:/d' -e 's/^      site: {x/      site: {form.md: "NAME\\n", x/' pack/r.yml && rm pack/r.yml.bak
tells '2 passed, 0 failed'
# What is put into a copy has nothing put into it, and of two texts the longer one counts.
cp pack/r.yml one.yml
sed -i.bak -e 's/put: {.*/put: {NAME: "{link}", LEAD: "{name}", NAME-LEAD: "x"}}/' -e 's/link: b/link: LEAD of NAME/' \
    -e 's/"NAME.n"/"NAME, NAME-LEAD, LEAD\\n"/; s/a.md: "b.n"/a.md: "LEAD of NAME, x, a\\n"/' pack/r.yml
rm pack/r.yml.bak
tells '2 passed, 0 failed'
mv one.yml pack/r.yml
sed -i.bak -e 's/, link: b//' pack/r.yml && rm pack/r.yml.bak
tells 'no fix of "no file for a": a part of its templates is absent'

# What an example expects and what is found are compared from both ends.
cat >pack/r.yml <<'END'
summary: s
why: w
severity: error
for: t
check: {present: link}
message: "{name}"
examples:
  - bad:
      site: {x.yml: "- {name: a}\n- {name: b, link: b}\n- {name: c}\n"}
    finds: ["site/x.yml:1:4: a", "site/x.yml:2:4: b", "site/x.yml:3:4: c"]
  - good: {site: {x.yml: "- {name: a, link: a}\n"}}
END
tells 'pack/r.yml:8: r: example 1 (bad) failed
    expected  site/x.yml:2:4: b
1 passed, 1 failed'
sed -i.bak -e 's/, "site.x.yml:2:4: b"//; s/x.yml:3:4/x.yml:3:9/' pack/r.yml && rm pack/r.yml.bak
tells 'pack/r.yml:8: r: example 1 (bad) failed
    expected  site/x.yml:3:9: c
    found     site/x.yml:3:4: c
1 passed, 1 failed'

# An example without something that its rule reads, and rows that fit no pattern.
cat >pack/pack.yml <<'END'
name: p
repositories: {site: {known-by: x.yml}}
tables:
  t: {read: {repository: site, file: x.yml, yaml: "$[*]", fields: [name]}}
END
cat >pack/r.yml <<'END'
summary: s
why: w
severity: error
for: t
check: {present: name}
message: "no name"
examples:
  - good: {site: {y.yml: "- {name: a}\n"}}
  - bad: {site: {x.yml: "- {nick: a}\n"}}
    finds: "site/x.yml:1:4: no name"
END
tells "example 1 (good) failed
    skipped   there is no file x.yml
    help      give the example all that its rule reads, or 'tables' of its own"
printf -- '- b\n- {name: a}\n- c\n' >site/x.yml
says '3 rows, 2 not well-formed (the first at site/x.yml:1:3)' show t site --rules pack

# If one of many files has a table without a column, rules are skipped, and the file is named.
cat >pack/pack.yml <<'END'
name: p
repositories: {site: {known-by: x.yml}}
tables:
  t: {read: {repository: site, files: '*.md', table-under: A, fields: [name, since]}}
END
printf '# A\n| Name |\n| ---- |\n| a    |\n' >site/a.md
printf '%s\n' "$rule" >pack/r.yml
says "1 rule (r): a table of a.md has no column 'since'" --rules pack site
rm site/a.md
sed -i.bak -e '/^examples/d' pack/r.yml && rm pack/r.yml.bak
cat >>pack/r.yml <<'END'
examples:
  - bad: {site: {a.md: "# A\n| Name |\n| ---- |\n| a    |\n"}}
    finds: "site/a.md:4:3: a"
END
tells "    expected  site/a.md:4:3: a
    in part   a table of a.md has no column 'since'"

# If a row is missing from one file, the finding names that file; of many files, it does not name
# the first.
cat >pack/pack.yml <<'END'
name: p
repositories: {site: {known-by: x.yml}}
tables:
  t: {read: {repository: site, file: x.yml, yaml: "$[*]"}}
  one: {read: {repository: site, file: a.md, headings: all}}
  two: {read: {repository: site, files: [a.md, b.md], headings: all}}
  many: {read: {repository: site, files: '*.md', headings: all}}
  of-one: {read: {cells: [one.plain, one.text]}}
  of-two: {read: {cells: [one.plain, two.plain]}}
END
printf -- '- Zebra\n' >site/x.yml
printf '# One\n' >site/a.md
printf '# Two\n' >site/b.md
for table in one two many of-one of-two; do
    printf '%s\n' "$rule" | sed "s/{present: text}/{refers-to: {table: $table, by: text}}/" >pack/r.yml
    said=$("$govlint" --rules pack site 2>&1 | grep -c 'a.md:.*: it is not listed here') || :
    case $table$said in
    one1 | two0 | many0 | of-one1 | of-two0) ;;
    *)
        echo "the table '$table' is pointed at $said times"
        failed=1
        ;;
    esac
done
rm site/a.md site/b.md

# {other} is the row because of which the check fails, whatever a condition found.
printf '# Zebra\n' >site/a.md
printf '%s\n' "$rule" | sed -e 's/{present: text}/{refers-to: {table: one, by: text, not: true}}/' \
    -e 's/^message:.*/when: {refers-to: {table: t, by: text}}\nmessage: "{other.level}-{other.text}"/' >pack/r.yml
says 'error: 1-Zebra [r]' --rules pack site
rm site/a.md

# It is a row of the table that has it, even if a later condition counts rows of another.
printf -- '- b\n- a\n- Zebra\n' >site/x.yml
printf '# Zebra\n' >site/a.md
for check in 'absent: text' 'sorted: text'; do
    printf '%s\n' "$rule" | sed -e "s/{present: text}/{$check}/" -e 's/^message:.*/message: "{other.level}{other.text}"/' \
        -e 's/^for: t/for: one\nwhen: [{refers-to: {table: one, by: text}}, {count: {rows-of: t, by: text, least: 1}}]/' >pack/r.yml
    case $check in
    absent*) says 'error: 1Zebra [r]' --rules pack site ;;
    *) expect 0 '' ;;
    esac
done
sed -i.bak 's/^for: one/for: t/' pack/r.yml && rm pack/r.yml.bak
expect 2 "govlint: pack/r.yml:7:10: unknown column 'level' of table 't'; choose from text, path"
rm site/a.md
printf -- '- Zebra\n' >site/x.yml

# A condition does not hold if the row has no such column, or if there is nothing to refer to.
cp pack/pack.yml many.yml
sed -i.bak -e 's/^  one:.*/  people: {read: {repository: site, file: y.yml, yaml: "$[*]", fields: [name, lead]}}/' \
    -e '/^  of-/d' pack/pack.yml
rm pack/pack.yml.bak
printf -- '- name: Ada\n- {name: Bob, lead: Ada}\n- {name: Cyn, lead: Dan}\n' >site/y.yml
printf '%s\n' "$rule" | sed -e 's/^for: t/for: people/' -e 's/{present: text}/{absent: text}/' \
    -e 's/^message:.*/when: {refers-to: {table: people, by: name, column: lead}}\nmessage: "{name}"/' >pack/r.yml
says 'site/y.yml:2:4: error: Bob [r]' --rules pack site
says '1 error in 1 file' --rules pack site
rm site/y.yml
mv many.yml pack/pack.yml

# An item that fits no entry pattern is not the first of those that do, and vice versa.
cp pack/pack.yml many.yml
cat >pack/pack.yml <<'END'
name: p
repositories: {site: {known-by: x.yml}}
tables:
  t: {read: {repository: site, file: x.yml, yaml: "$[*]"}, entry: '^(?<name>\w+):(?: (?<size>\w+))?$'}
END
cat >pack/r.yml <<'END'
summary: s
why: w
severity: error
for: t
when: {unique: path}
checks:
  - {check: {absent: size}, message: "{size}"}
  - {check: {well-formed: true}, message: "{text}"}
examples:
  - bad: {site: {x.yml: "- x\n- y\n- 'a: one'\n- 'b: two'\n"}}
    finds: ["site/x.yml:1:3: x", "site/x.yml:3:7: one"]
  - bad: {site: {x.yml: "- 'a: one'\n- 'b: two'\n- x\n- y\n"}}
    finds: ["site/x.yml:1:7: one", "site/x.yml:3:3: x"]
  - good: {site: {x.yml: "- 'a:'\n- 'b: two'\n"}}
END
tells '3 passed, 0 failed'
mv many.yml pack/pack.yml

# Rows of several files are compared, also where these are read one after another.
cat >pack/r.yml <<'END'
summary: s
why: w
severity: error
for: many
check: {agrees: {by: text, column: level}}
message: "'{text}' is of level {level}, but {other.level} elsewhere"
examples:
  - bad:
      site:
        a.md: "# One\n\n### Four\n"
        b.md: "# Two\n\n## Three\n"
        c.md: "## Two\n\n# Three\n"
    finds:
      - "site/c.md:1:4: 'Two' is of level 2, but 1 elsewhere"
      - "site/c.md:3:3: 'Three' is of level 1, but 2 elsewhere"
  - good: {site: {a.md: "# Two\n", b.md: "# Two\n"}}
END
tells '2 passed, 0 failed'

# Lists are those of the tables in which rows are read, also through tables of tables.
cat >pack/pack.yml <<'END'
name: p
repositories: {site: {known-by: x.yml}}
tables:
  one: {read: {repository: site, file: a.md, list-under: One}, entry: '^(?<name>\w+) (?<id>\d)$'}
  two: {read: {repository: site, file: a.md, list-under: Two}, entry: '^(?<name>\w+) (?<id>\d)$'}
  both: {read: {rows-of: [one, two], fields: [name, id]}}
  many: {read: {rows-of: both, fields: [name, id]}}
END
cat >pack/r.yml <<'END'
summary: s
why: w
severity: error
for: many
check: {agrees: {by: id, column: name}}
message: "{name}, not {other.name}"
examples:
  - bad: {site: {a.md: "## One\n* Ada 1\n\n## Two\n* Adda 1\n"}}
    finds: "site/a.md:5:3: Adda, not Ada"
  - good: {site: {a.md: "## One\n* Ada 1\n* Adda 1\n\n## Two\n* Ada 1\n"}}
END
tells '2 passed, 0 failed'

# A name of a folder neither begins nor ends with a hyphen of the filter's.
cat >pack/pack.yml <<'END'
name: p
repositories: {site: {known-by: x.yml}}
tables:
  t: {read: {repository: site, file: x.yml, yaml: "$[*]"}}
END
printf '%s\n' "$rule" | sed 's/^check.*/check: {canonical: {column: text, as: "{text:hyphens}"}}/; s/{text}"$/{detail}"/' >pack/r.yml
printf -- '- "/who: are we?"\n' >site/x.yml
says 'error: who-are-we [r]' --rules pack site
printf -- '- Zebra\n' >site/x.yml

# A part of a template may be nothing where its last choice is the text ''.
cat >pack/r.yml <<'END'
summary: s
why: w
severity: error
for: t
check: {canonical: {column: text, as: "{name}{role|''}"}}
message: "{detail}"
fix: {title: t, safe: true, replace: text, with: "{name}{role|''}"}
examples:
  - bad: {site: {x.yml: "- a-\n- b (chair)-\n- c\n"}}
    finds: ["site/x.yml:1:3: a", "site/x.yml:2:3: b (chair)"]
    fixed: {site: {x.yml: "- a\n- b (chair)\n- c\n"}}
  - good: {site: {x.yml: "- a\n- b (chair)\n"}}
END
cat >pack/pack.yml <<'END'
name: p
repositories: {site: {known-by: x.yml}}
tables:
  t: {read: {repository: site, file: x.yml, yaml: "$[*]"}, entry: '^(?<name>\w+)(?<role> \(\w+\))?-?$'}
END
tells '2 passed, 0 failed'

# What is not looked for among very many malformed rows does not pass for checked.
cat >pack/pack.yml <<'END'
name: p
repositories: {site: {known-by: x.yml}}
tables:
  t: {read: {repository: site, file: x.yml, yaml: "$[*]"}}
  malformed: {read: {repository: site, file: y.yml, yaml: "$[*]"}, entry: '^(?<name>\w+)$'}
END
printf '%s\n' "$rule" | sed 's/{present: text}/{refers-to: {table: malformed, by: name, column: text}}/' >pack/r.yml
seq 250 | sed 's/.*/- missing&/' >site/x.yml
seq 3000 | sed 's/.*/- a malformed row &/' >site/y.yml
expect 3 'govlint: cannot read site/y.yml: too many rows are looked for among its malformed ones'
sed -i.bak -e 's/^  malformed:.*/  owners: {read: {repository: site, file: y.yml, lines: "^(?<pattern>[^ ]+) @"}}/' pack/pack.yml
printf '%s\n' "$rule" | sed 's/{present: text}/{named-by: {table: owners, by: pattern, column: text}}/' >pack/r.yml
rm pack/pack.yml.bak
seq 4200 | sed 's,.*,/y&/*.md @ada,' >site/y.yml
expect 3 'govlint: cannot read site/y.yml: it has too many patterns of paths with wildcards'
rm site/y.yml
printf -- '- Zebra\n' >site/x.yml

# The nearest is a text as it is written, but a path is no text of its file.
cat >pack/pack.yml <<'END'
name: p
repositories: {site: {known-by: x.yml}}
tables:
  links: {read: {repository: site, file: x.yml, yaml: "$[*]"}, columns: {name: {of: text, as: folded}}}
  pages: {read: {repository: site, files: '*.md', front-matter: $, fields: [title, name]}}
  names: {read: {rows-of: pages, fields: [path]}, columns: {name: {of: text, match: '^name: (.*)', as: folded}}}
  headings: {read: {repository: site, files: '*.md', headings: all}, columns: {name: {of: text, as: folded}}}
END
cat >pack/r.yml <<'END'
summary: s
why: w
severity: error
for: links
checks:
  - when: {matches: {column: text, pattern: md$}}
    check: {refers-to: {table: names, by: path, column: text}}
    message: "{nearest}"
  - when: {matches: {column: text, pattern: md$, not: true}}
    check: {refers-to: {table: [names, headings], by: name}}
    message: "{nearest}"
examples:
  - bad: {site: {x.yml: "- anvli.md\n- Jö Öl\n- The Ende\n", anvil.md: "---\nname: Jöe Öl\n---\n# The End\n"}}
    finds: ["site/x.yml:1:3: anvil.md", "site/x.yml:2:3: Jöe Öl", "site/x.yml:3:3: The End"]
  - good: {site: {x.yml: "- a.md\n", a.md: "---\nname: a\n---\n"}}
END
tells '2 passed, 0 failed'

# Cases that `reorder` leaves to a person.
cat >pack/pack.yml <<'END'
name: p
repositories: {site: {known-by: x.md}}
tables:
  items: {read: {repository: site, file: x.md, list-under: A}, optional: true}
  owners: {read: {repository: site, file: OWNERS, yaml: '$.*[*]'}, optional: true}
  authors: {read: {repository: site, file: x.md, front-matter: '$.*[*]'}, optional: true}
  leads: {read: {repository: site, file: x.toml, lines: '^ (?<name>\w),?$'}, optional: true}
END
# order FILE PLACE BEFORE AFTER: 'c' is found at the place, and AFTER is expected of the fix.
order() {
    cat >pack/r.yml <<END
summary: s
why: w
severity: note
checks:
  - {for: [items, owners, authors], check: {sorted: text}, message: "{text}"}
  - {for: leads, check: {sorted: name}, message: "{name}"}
fix: {title: t, safe: true, reorder: true}
examples:
  - bad: {site: {$1: "$3"}}
    finds: "site/$1:$2: c"
    fixed: {site: {$1: "$4"}}
  - good: {site: {$1: ""}}
END
}
order x.md 2:3 '# A\n* c\n* a\n* b\n' -
sed -i.bak -e '/^fix:/d' pack/r.yml && rm pack/r.yml.bak
tells "    0 files are fixed, not the 1 under 'fixed'
    the rule has no 'fix'
"
order x.md 2:4 '# A\n1. c\n2. a\n3. b\n' -
tells 'no fix of "c": the rows are numbered, and would not be in the order of their numbers'
order x.md 2:4 '# A\n1. c\n1. a\n   more\n1. b\n' '# A\n1. a\n   more\n1. b\n1. c\n'
tells '2 passed, 0 failed'
why='no fix of "c": a comment stands above the first row, and may be about that row only'
order OWNERS 4:5 'u: [a]\nv:\n  # e\n  - c\n  - a\n  - b\n' -
tells "$why"
order x.md 5:5 '---\nu: [a]\nv:\n  # e\n  - c\n  - a\n  - b\n---\n' -
tells "$why"
# A YAML comment after a row moves with it, in any file.
order OWNERS 2:5 'v:\n  - c # last\n  - a\n  - b\n' 'v:\n  - a\n  - b\n  - c # last\n'
tells '2 passed, 0 failed'
order x.md 3:5 '---\nv:\n  - c # last\n  - a\n  - b # two\n---\n' '---\nv:\n  - a\n  - b # two\n  - c # last\n---\n'
tells '2 passed, 0 failed'
# There are commas between rows, but none after the last one, whichever that is.
order x.toml 2:2 'v = [\n c,\n a,\n b\n]\n' -
tells 'no fix of "c": a comma follows each row but the last, and another row would be the last'
order x.toml 2:2 'v = [\n c,\n a,\n b,\n]\n' 'v = [\n a,\n b,\n c,\n]\n'
tells '2 passed, 0 failed'
order x.toml 2:2 'v = [\n c,\n a,\n d\n]\n' 'v = [\n a,\n c,\n d\n]\n'
tells '2 passed, 0 failed'
# The last item of a list inside of an item is in another list than the next item.
order x.md 3:5 '# A\n* a\n  * c\n  * b\n  * z\n* b\n  * a\n' '# A\n* a\n  * b\n  * c\n  * z\n* b\n  * a\n'
tells '2 passed, 0 failed'
rm pack/r.yml

# Where links lead that stand in one file is kept while all others are linted part by part.
mkdir site/n
for i in $(seq 100); do
    printf '# %s\n' "$i" >"site/n/page-$i.md"
    printf '* [%s](page-%s.md)\n' "$i" "$i"
done >items
{ printf '# All\n\n' && cat items; } >site/n/README.md
cat >pack/pack.yml <<'END'
name: p
repositories: {site: {known-by: x.yml}}
tables:
  t: {read: {repository: site, files: n/page-*.md, headings: first}}
  all: {read: {repository: site, file: n/README.md, list-under: All}}
END
printf '%s\n' "$rule" |
    sed 's/^check:.*/check: {refers-to: {table: all, by: links-to, column: path}}/' >pack/r.yml
expect 0 ''
rm -r site/n pack/r.yml

rm pack/pack.yml
expect 2 'govlint: pack: there is no pack.yml in this folder'
exit $failed
