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
table cells '{read: {repository: site, file: a.md, table-under: Three, fields: [b, a]}}'
table names '{read: {cells: [texts.text], each: "[$](?<name>[A-Z]+)"}, columns: {kind: {of: parent.kind}}}'
table names-of-titles '{read: {cells: [names.name], for-each: titles, by: path}, columns: {title: {of: parent.plain}}}'

shows headings 'repository,path,line,column,text,section,plain,level
site,a.md,1,3,One *two*,,One two,1
site,a.md,7,8,Quoted,One two,Quoted,2
site,a.md,9,4,Three,One two,Three,2
site,a.md,17,5,Four,Three,Four,3
site,a.md,20,3,Five,,Five,1
site,b.md,3,3,Title,,Title,1'
shows titles 'repository,path,line,column,text,section,plain,level
site,a.md,1,3,One *two*,,One two,1
site,b.md,3,3,Title,,Title,1'
shows texts 'repository,path,line,column,text,section,plain,kind
site,a.md,1,3,One *two*,One two,One two,heading
site,a.md,3,1,"Text of\ntwo lines, <b>not</b> three.",One two,"Text of two lines, not three.",paragraph
site,a.md,6,3,an item,One two,an item,item
site,a.md,7,8,Quoted,One two,Quoted,heading
site,a.md,9,4,Three,Three,Three,heading
site,a.md,11,3,a,Three,a,cell
site,a.md,11,7,b,Three,b,cell
site,a.md,13,7,c,Three,c,cell
site,a.md,17,5,Four,Four,Four,heading
site,a.md,19,1,A $NAME and $OTHER of $NAME.,Four,A $NAME and $OTHER of $NAME.,paragraph
site,a.md,20,3,Five,Five,Five,heading'
shows cells 'repository,path,line,column,text,heading,b,a
site,a.md,13,1,|   | c |,Three,c,'
shows names 'repository,path,line,column,text,name,kind
site,a.md,19,3,$NAME,NAME,paragraph
site,a.md,19,13,$OTHER,OTHER,paragraph
site,a.md,19,23,$NAME,NAME,paragraph'
shows names-of-titles 'repository,path,line,column,text,title
site,a.md,19,4,NAME,One two
site,a.md,19,14,OTHER,One two
site,a.md,19,24,NAME,One two'

# Front matter, fields as they are written, rows by their columns.
mkdir site/posts
printf -- '---\ntitle: "One"\nshown: "false"\n---\nText\n' >site/posts/1.md
printf -- '---\ntitle: Two\nshown: false\n---\n' >site/posts/2.md
printf 'title: none\n' >site/posts/3.md
posts='repository: site, files: "posts/*.md", front-matter: $, fields: [title, shown]'
table posts "{read: {$posts, as-written: shown}, key: title}"
table hidden "{read: {$posts, as-written: shown}, only: {shown: ^false\$, title: .}}"
table dated "{read: {repository: site, files: 'posts/*.md', front-matter: $, fields: [date]}, only: {date: ^}}"

shows posts 'repository,path,line,column,text,title,shown
site,posts/1.md,2,1,"title: ""One""",One,"""false"""
site,posts/2.md,2,1,title: Two,Two,false'
shows hidden 'repository,path,line,column,text,title,shown
site,posts/2.md,2,1,title: Two,Two,false'
shows dated 'repository,path,line,column,text,date'

# Groups of a pattern may enclose what it matches.
table neighbours '{read: {cells: [titles.plain], each: "\\w+(?= (?<next>\\w+))"}}'
shows neighbours 'repository,path,line,column,text,next
site,a.md,1,3,One,two'

# The link of an item is its own link, and not an image.
mkdir site/lists
printf '# Items\n\n* ![x](x.png) and [A](a.md)\n* B\n  * [C](c.md)\n\n## Emeriti\n\n* D\n' >site/lists/l.md
table items '{read: {repository: site, file: lists/l.md, list-under: Items}}'
shows items 'repository,path,line,column,text,heading,section,lead,link,link-text,links-to,runs-on
site,lists/l.md,3,1,![x](x.png) and [A](a.md),Items,Items,,a.md,A,lists/a.md,
site,lists/l.md,4,1,B,Items,Items,,,,,
site,lists/l.md,5,3,[C](c.md),Items,Items,,c.md,C,lists/c.md,
site,lists/l.md,9,1,D,Items,Emeriti,,,,,'
table own-items '{read: {repository: site, file: lists/l.md, list-under: Items, depth: 1}, only: {section: ^Items$}, columns: {of: {of: section}}}'
shows own-items 'repository,path,line,column,text,heading,section,lead,link,link-text,links-to,runs-on,of
site,lists/l.md,3,1,![x](x.png) and [A](a.md),Items,Items,,a.md,A,lists/a.md,,Items
site,lists/l.md,4,1,B,Items,Items,,,,,,Items'

# The paragraph that leads to a list, also of several; a heading ends what it leads to.
printf 'Before:\n\n## Who\n\n* a\n\nWe are\n**all** of:\n\n* b\n  * c\n\n  within\n\n* d\n\n* * *\n\n- e\n\n> quoted\n\n+ f\n\nNow:\n\n### Old\n\n* g\n\nAnd:\n* h\n' >site/lists/lead.md
table led '{read: {repository: site, file: lists/lead.md, list-under: Who}}'
run 0 show --format csv --rules pack led site
said=$(tr -d '\r' <out | cut -d, -f5,8 | tr '\n' ' ')
[ "$said" = 'text,lead a, b,We are all of: c,We are all of: d,We are all of: e,We are all of: f,We are all of: g, h,And: ' ] ||
    fail "what leads to lists: $said"

# Everything in the tree.
mkdir -p site/tree/b
: >site/tree/b/c.txt
ln -s b site/tree/l
table paths '{read: {repository: site, paths: "tree/**"}}'
shows paths 'repository,path,line,column,text,name,stem,folder,within
site,tree/b,1,1,tree/b,b,b,tree,site/tree
site,tree/b/c.txt,1,1,tree/b/c.txt,c.txt,c,tree/b,site/tree/b
site,tree/l,1,1,tree/l,l,l,tree,site/tree'

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
shows ends 'repository,path,line,column,text,lf,crlf,first,rest,others,declared
site,ends/a.txt,1,1,crlf,0,2,\r\n,\r\ny\r\n,crlf,crlf
site,ends/b.md,1,1,crlf,0,2,\r\n,\r\ny\r\n,crlf,crlf
site,ends/c.md,1,1,crlf,0,2,\r\n,\r\ny\r\n,crlf,
site,ends/d.txt,1,1,crlf,0,2,\r\n,\r\ny\r\n,crlf,lf
site,ends/f.txt,1,1,crlf,0,2,\r\n,\r\ny\r\n,crlf,crlf
site,ends/m.md,1,1,mixed,2,2,\r\n,\r\n\nz\r\n,crlf,
site,ends/q x,1,1,crlf,0,2,\r\n,\r\ny\r\n,crlf,crlf
site,ends/sub/b.md,1,1,crlf,0,2,\r\n,\r\ny\r\n,crlf,
site,ends/sub/e.txt,1,1,crlf,0,2,\r\n,\r\ny\r\n,crlf,kept
site,ends/sub/g.txt,1,1,crlf,0,2,\r\n,\r\ny\r\n,crlf,'

# The key that the last ".*" of a path matched.
cat >site/teams.yml <<'END'
"Sea": {lead: ada, members: [bob, cyn]}
woods:
  lead: dan
  members:
    - eve
END
teams='repository: site, file: teams.yml'
table teams "{read: {$teams, yaml: \$.*, fields: [lead]}}"
table team-members "{read: {$teams, yaml: '\$.*.members[*]'}}"
table woods "{read: {$teams, yaml: \$.woods, fields: [lead]}}"
shows teams 'repository,path,line,column,text,lead,under
site,teams.yml,1,8,lead: ada,ada,Sea
site,teams.yml,3,3,lead: dan,dan,woods'
shows team-members 'repository,path,line,column,text,under
site,teams.yml,1,30,bob,Sea
site,teams.yml,1,35,cyn,Sea
site,teams.yml,5,7,eve,woods'
table under "{read: {$teams, yaml: \$.*, fields: [under, lead]}}"
shows under 'repository,path,line,column,text,under,lead
site,teams.yml,1,8,lead: ada,,ada
site,teams.yml,3,3,lead: dan,,dan'
shows woods 'repository,path,line,column,text,lead
site,teams.yml,3,3,lead: dan,dan'

# More columns than bits say what is kept of a row.
fields=
values=
: >site/wide.yml
for i in $(seq 40); do
    echo "f$i: $i" >>site/wide.yml
    fields="$fields, f$i"
    values="$values,$i"
done
table wide "{read: {repository: site, file: wide.yml, yaml: $, fields: [${fields#, }]}}"
shows wide "repository,path,line,column,text$(echo "$fields" | tr -d ' ')
site,wide.yml,1,1,f1: 1$values"
# The innermost item around, also where one inside of another stands before it.
printf '## A\n\n* a\n  * b\n    * c\n  * d\n* e\n  * f\n' >site/nested.md
table outer '{read: {repository: site, file: nested.md, list-under: A}}'
table parts '{read: {repository: site, file: nested.md, list-under: A, parent: outer}, columns: {of: {of: parent.text}}}'
run 0 show --format csv --rules pack parts site
said=$(tr -d '\r' <out | cut -d, -f5,13 | tr '\n' ' ')
[ "$said" = 'text,of a, b,a c,b d,a e, f,e ' ] || fail "the items around: $said"
# A pattern that can match the empty text still finds text that is not empty.
printf -- '- ab, bc;d\n' >site/tags.yml
table tags '{read: {repository: site, file: tags.yml, yaml: "$[*]"}, columns: {few: {of: text, drop: "[bc]*"}}}'
table split-tags '{read: {cells: [tags.text], split: "[,;]? *"}}'
table each-tag '{read: {cells: [tags.text], each: "(?<tag>[a-z]*)"}}'
table digits '{read: {repository: site, files: digits.md, prose: "[0-9]*"}}'
printf 'a 12 b 3\n' >site/digits.md
shows tags 'repository,path,line,column,text,few
site,tags.yml,1,3,"ab, bc;d","a, ;d"'
shows split-tags 'repository,path,line,column,text
site,tags.yml,1,3,ab
site,tags.yml,1,7,bc
site,tags.yml,1,10,d'
shows each-tag 'repository,path,line,column,text,tag
site,tags.yml,1,3,ab,ab
site,tags.yml,1,7,bc,bc
site,tags.yml,1,10,d,d'
shows digits 'repository,path,line,column,text,behind
site,digits.md,1,3,12, b 3
site,digits.md,1,8,3,'
# What an alias or a merge stands for is inside of where that is.
cat >site/aliases.yml <<'END'
red: {lead: ada, members: &both [bob, cy]}
blue:
  lead: di
  members: *both
green: &green
  lead: ed
  members: [flo]
gold: *green
gray: {<<: *green, lead: gus}
END
table squads '{read: {repository: site, file: aliases.yml, yaml: "$.*", fields: [lead]}}'
table squad-members '{read: {repository: site, file: aliases.yml, yaml: "$.*.members[*]", parent: squads}, columns: {team: {of: parent.under}, lead: {of: parent.lead}}}'
shows squad-members 'repository,path,line,column,text,under,team,lead
site,aliases.yml,1,34,bob,red,red,ada
site,aliases.yml,1,39,cy,red,red,ada
site,aliases.yml,1,34,bob,blue,blue,di
site,aliases.yml,1,39,cy,blue,blue,di
site,aliases.yml,7,13,flo,green,green,ed
site,aliases.yml,7,13,flo,gold,gold,ed
site,aliases.yml,7,13,flo,gray,gray,gus'
# So are items inside of those of tables that are not in the order of their places.
printf '## A\n\n* a\n  * b\n\n## C\n\n* c\n  * d\n* e\n  * f\n' >site/outer.md
table of-a '{read: {repository: site, file: outer.md, list-under: A, depth: 1}}'
table of-b '{read: {repository: site, file: nested.md, list-under: A, depth: 1}}'
table of-c '{read: {repository: site, file: outer.md, list-under: C, depth: 1}}'
table of-all '{read: {rows-of: [of-c, of-b, of-a]}}'
table inside '{read: {repository: site, file: outer.md, list-under: [A, C], depth: 2, parent: of-all}, columns: {of: {of: parent.text}}}'
run 0 show --format csv --rules pack inside site
said=$(tr -d '\r' <out | cut -d, -f5,13 | tr '\n' ' ')
[ "$said" = 'text,of b,a d,c f,e ' ] || fail "the items around of several tables: $said"
# A wildcard for one character stands for one, also at the end.
mkdir site/v
touch site/v/v site/v/v1 site/v/vx
table one-more '{read: {repository: site, files: ["v/v?"], exclude: ["v/v[a-z]", "v/v1[0-9]"]}}'
table one-less '{read: {repository: site, files: ["v/v", "v/v1*"]}}'
shows one-more 'repository,path,line,column,text,name,stem,folder
site,v/v1,1,1,v/v1,v1,v1,v'
shows one-less 'repository,path,line,column,text,name,stem,folder
site,v/v,1,1,v/v,v,v,v
site,v/v1,1,1,v/v1,v1,v1,v'
# Lines with the line that they are under: in the same file, the last one above, or the line itself.
cat >site/team.toml <<'END'
name = "tools"

[people]
leads = [
    "ada",
]
members = ["bob", "ada"]

[[zulip-groups]]
name = "T-tools"
END
printf '[other]\n' >site/other.toml
cat >site/projects.csv <<'END'
maturity,project,name
graduated,Rake,Ada
,,Bob
sandbox,Hoe,Carol
END
table sections '{read: {repository: site, files: "*.toml", lines: "^\\[+(?<name>[\\w-]+)"}}'
table keys '{read: {repository: site, files: "*.toml", lines: "^(?<name>[\\w-]+) =", parent: sections}, columns: {section: {of: parent.name}}}'
table people '{read: {repository: site, files: "*.toml", lines: "^    \"(?<name>\\w+)\"", parent: keys}, columns: {list: {of: parent.name}, section: {of: parent.section}}}'
table projects '{read: {repository: site, file: projects.csv, lines: "^[a-z]+,(?<name>[A-Z]\\w*),"}}'
table maintainers '{read: {repository: site, file: projects.csv, lines: "^[^,]*,[^,]*,(?<name>[A-Z]\\w*)", parent: projects}, columns: {project: {of: parent.name}}}'
shows keys 'repository,path,line,column,text,within,name,section
site,team.toml,1,1,"name = ""tools""",site/team.toml,name,
site,team.toml,4,1,leads = [,site/team.toml,leads,people
site,team.toml,7,1,"members = [""bob"", ""ada""]",site/team.toml,members,people
site,team.toml,10,1,"name = ""T-tools""",site/team.toml,name,zulip-groups'
shows people 'repository,path,line,column,text,within,name,list,section
site,team.toml,5,1,"    ""ada"",",site/team.toml,ada,leads,people'
shows maintainers 'repository,path,line,column,text,within,name,project
site,projects.csv,2,1,"graduated,Rake,Ada",site/projects.csv,Ada,Rake
site,projects.csv,3,1,",,Bob",site/projects.csv,Bob,Rake
site,projects.csv,4,1,"sandbox,Hoe,Carol",site/projects.csv,Carol,Hoe'

finish
