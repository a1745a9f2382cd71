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

# Front matter, fields as they are written, rows by their columns.
mkdir site/posts
printf -- '---\ntitle: "One"\nshown: "false"\n---\nText\n' >site/posts/1.md
printf -- '---\ntitle: Two\nshown: false\n---\n' >site/posts/2.md
printf 'title: none\n' >site/posts/3.md
posts='repository: site, files: "posts/*.md", front-matter: $, fields: [title, shown]'
table posts "{read: {$posts, as-written: shown}, key: title}"
table hidden "{read: {$posts, as-written: shown}, only: {shown: ^false\$, title: .}}"

shows posts 'path,line,column,text,path,title,shown
posts/1.md,2,1,"title: ""One""",posts/1.md,One,"""false"""
posts/2.md,2,1,title: Two,posts/2.md,Two,false'
shows hidden 'path,line,column,text,path,title,shown
posts/2.md,2,1,title: Two,posts/2.md,Two,false'

# Groups of a pattern may stand around what it matches.
table neighbours '{read: {cells: [titles.plain], each: "\\w+(?= (?<next>\\w+))"}}'
shows neighbours 'path,line,column,text,path,next
a.md,1,3,One,a.md,two'

# Everything in the tree.
mkdir -p site/tree/b
: >site/tree/b/c.txt
ln -s b site/tree/l
table paths '{read: {repository: site, paths: "tree/**"}}'
shows paths 'path,line,column,text,path,name,stem,folder,within
tree/b,1,1,tree/b,tree/b,b,b,tree,site/tree
tree/b/c.txt,1,1,tree/b/c.txt,tree/b/c.txt,c.txt,c,tree/b,site/tree/b
tree/l,1,1,tree/l,tree/l,l,l,tree,site/tree'

# Line endings, and what .gitattributes say of them: the last line that matches, the nearest folder.
mkdir -p site/ends/sub
printf '# all\n*.txt text eol=crlf\n/b.* eol=crlf\n"q x" eol=crlf\nd.txt eol=lf\nsub/e.txt -text\nf.txt -text\nf.txt text\n' \
    >site/ends/.gitattributes
printf '*.txt !eol\n' >site/ends/sub/.gitattributes
for file in a.txt b.md c.md d.txt f.txt 'q x' sub/b.md sub/e.txt sub/g.txt; do
    printf 'x\r\ny\r\n' >"site/ends/$file"
done
printf 'x\ny\r\n\nz\r\n' >site/ends/m.md
printf 'one line' >site/ends/n.md
table ends '{read: {repository: site, files: "ends/**", exclude: "ends/**/.*", line-endings: all}}'
shows ends 'path,line,column,text,path,lf,crlf,first,rest,others,declared
ends/a.txt,1,1,crlf,ends/a.txt,0,2,\r\n,\r\ny\r\n,crlf,crlf
ends/b.md,1,1,crlf,ends/b.md,0,2,\r\n,\r\ny\r\n,crlf,crlf
ends/c.md,1,1,crlf,ends/c.md,0,2,\r\n,\r\ny\r\n,crlf,
ends/d.txt,1,1,crlf,ends/d.txt,0,2,\r\n,\r\ny\r\n,crlf,lf
ends/f.txt,1,1,crlf,ends/f.txt,0,2,\r\n,\r\ny\r\n,crlf,crlf
ends/m.md,1,1,mixed,ends/m.md,2,2,\r\n,\r\n\nz\r\n,crlf,
ends/q x,1,1,crlf,ends/q x,0,2,\r\n,\r\ny\r\n,crlf,crlf
ends/sub/b.md,1,1,crlf,ends/sub/b.md,0,2,\r\n,\r\ny\r\n,crlf,
ends/sub/e.txt,1,1,crlf,ends/sub/e.txt,0,2,\r\n,\r\ny\r\n,crlf,kept
ends/sub/g.txt,1,1,crlf,ends/sub/g.txt,0,2,\r\n,\r\ny\r\n,crlf,'
finish
