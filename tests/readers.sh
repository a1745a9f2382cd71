#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# What readers make of small files, as `show` prints it. Usage: readers.sh GOVLINT
set -eu

# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/prelude.sh"
cd "$work"
mkdir site pack
printf 'name: p\nrepositories: {site: {known-by: a.md}}\ntables:\n' >pack/pack.yml

# table NAME DEFINITION: adds a table to the pack.
table() {
    printf '  %s: %s\n' "$1" "$2" >>pack/pack.yml
}

# shows TABLE CSV
shows() {
    run 0 show --format csv --rules pack "$1" site
    printf '%s\n' "$2" >expected
    tr -d '\r' <out | diff -u expected - || fail "the table $1"
}

cat >site/a.md <<'END'
# One *two*

Text of
two lines, <b>not</b> three.

* an item
  > ## Quoted

## Three

| a | b |
|---|---|
|   | c |

    no $NAME

### Four

A $NAME and $OTHER of $NAME.
# Five
END
printf 'Nothing.\n\n# Title\n' >site/b.md

table headings '{read: {repository: site, files: "*.md", headings: all}}'
table titles '{read: {repository: site, files: "*.md", headings: first}}'
table texts '{read: {repository: site, files: a.md, texts: all}}'
table names '{read: {cells: [texts.text], each: "[$](?<name>[A-Z]+)"}, columns: {kind: {of: parent.kind}}}'
table names-of-titles '{read: {cells: [names.name], for-each: titles, by: path}, columns: {title: {of: parent.plain}}}'

shows headings 'path,line,column,text,path,section,plain,level
a.md,1,3,One *two*,a.md,,One two,1
a.md,7,8,Quoted,a.md,One two,Quoted,2
a.md,9,4,Three,a.md,One two,Three,2
a.md,17,5,Four,a.md,Three,Four,3
a.md,20,3,Five,a.md,,Five,1
b.md,3,3,Title,b.md,,Title,1'
shows titles 'path,line,column,text,path,section,plain,level
a.md,1,3,One *two*,a.md,,One two,1
b.md,3,3,Title,b.md,,Title,1'
shows texts 'path,line,column,text,path,section,plain,kind
a.md,1,3,One *two*,a.md,One two,One two,heading
a.md,3,1,"Text of\ntwo lines, <b>not</b> three.",a.md,One two,"Text of two lines, not three.",paragraph
a.md,6,3,an item,a.md,One two,an item,item
a.md,7,8,Quoted,a.md,One two,Quoted,heading
a.md,9,4,Three,a.md,Three,Three,heading
a.md,11,3,a,a.md,Three,a,cell
a.md,11,7,b,a.md,Three,b,cell
a.md,13,7,c,a.md,Three,c,cell
a.md,17,5,Four,a.md,Four,Four,heading
a.md,19,1,A $NAME and $OTHER of $NAME.,a.md,Four,A $NAME and $OTHER of $NAME.,paragraph
a.md,20,3,Five,a.md,Five,Five,heading'
shows names 'path,line,column,text,path,name,kind
a.md,19,3,$NAME,a.md,NAME,paragraph
a.md,19,13,$OTHER,a.md,OTHER,paragraph
a.md,19,23,$NAME,a.md,NAME,paragraph'
shows names-of-titles 'path,line,column,text,path,title
a.md,19,4,NAME,a.md,One two
a.md,19,14,OTHER,a.md,One two
a.md,19,24,NAME,a.md,One two'
finish
