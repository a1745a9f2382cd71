# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Inputs without measure: a lint of each ends by itself, below 1 GiB of memory, and says what of
docs/limits.md it came to.

limits.py quick PROGRAM       those that are cheap to make and to lint
limits.py all PROGRAM         all of them, with the seconds and MiB that each takes
limits.py sanitized PROGRAM   the quick ones that are small, without a look at memory
limits.py stated ROOT         docs/limits.md has the numbers of the source
"""
import os
import re
import resource
import subprocess
import sys
import tempfile

MIB = 1 << 20
MOST_MIB = 1024
SECONDS_EACH = 20  # of the processor: docs/limits.md promises 10, in a release build
NAMES = [b"a\nb.yml", b'a"b.yml', b"a'b.yml", b"a\\b.yml", b"a\x1b[31m.yml", b"a\xff\xfe.yml",
         b"-rf.yml", b"\xe2\x80\xae.yml", b"::error::.yml"]


def write(path, *parts):
    """Parts are texts, or a text and how often it stands there: not made before it is written, as
    the memory of this program would be counted for govlint too."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as file:
        for part in parts:
            unit, count = part if isinstance(part, tuple) else (part, 1)
            at_once = max(1, min(count, MIB // max(1, len(unit))))
            for done in range(0, count, at_once):
                file.write(unit * min(at_once, count - done))


def text(name, *parts):
    """An input of one file."""
    return lambda root: write(os.path.join(root, name), *parts)


def lines(name, line, count):
    """An input of one file, each line with its number where that is asked for."""
    return lambda root: write(os.path.join(root, name), *(line.format(i) for i in range(count)))


def sparse(name, size):
    def make(root):
        write(os.path.join(root, name))
        os.truncate(os.path.join(root, name), size)
    return make


def nested_aliases(root):
    """A pack that looks into lists of lists, and a list of aliases to one."""
    write(os.path.join(root, ".govlint.yml"), "pack: lint\n")
    write(os.path.join(root, "lint/pack.yml"), "name: lint\ntables:\n  chairs:\n    read:",
          " {repository: any, file: a.yml, yaml: '$[*].chairs[*]', fields: [name]}\n")
    write(os.path.join(root, "lint/chair-without-name.yml"),
          "summary: s\nwhy: w\nseverity: error\nfor: chairs\ncheck: {present: name}\nmessage: m\n",
          "examples: []\n")
    write(os.path.join(root, "a.yml"), "- &a\n  chairs:\n", ("  - {name: b}\n", 20000),
          ("- *a\n", 20000))


def bomb(name, before, after):
    """Each anchor is nine aliases of the one before it."""
    levels = [f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 100)]
    return text(name, before, "a0: &a0 [x]\n", *levels, after)


def hostile_names(root):
    for name in NAMES:
        path = os.path.join(os.fsencode(root), name)
        try:
            with open(path, "wb") as file:
                file.write(b"a: [1\n")
        except OSError:  # not every file system takes them
            pass


def long_path(root):
    folder = os.open(root, os.O_RDONLY)
    for _ in range(18):
        os.mkdir("d" * 200, dir_fd=folder)
        inner = os.open("d" * 200, os.O_RDONLY, dir_fd=folder)
        os.close(folder)
        folder = inner
    file = os.open("a.yml", os.O_CREAT | os.O_WRONLY, dir_fd=folder)
    os.write(file, b"a: [1\n")
    os.close(file)
    os.close(folder)


def imported(paths):
    """A bare repository whose files are all the same."""
    def make(root):
        subprocess.run(["git", "init", "-q", "--bare", root], check=True)
        stream = subprocess.Popen(["git", "-C", root, "fast-import", "--quiet"],
                                  stdin=subprocess.PIPE)
        stream.stdin.write(b"blob\nmark :1\ndata 4\n# a\n\ncommit refs/heads/main\n"
                           b"committer Ann Example <ann@example.org> 1200000000 +0000\ndata 1\na\n")
        for path in paths():
            stream.stdin.write(f"M 100644 :1 {path}\n".encode())
        stream.stdin.close()
        if stream.wait() != 0:
            sys.exit("git fast-import failed")
    return make


def files(count, extension):
    return imported(lambda: (f"d{i % 997}/e{i % 31}/f{i}.{extension}" for i in range(count)))


def pack(pattern, line, count):
    """A pack of the user's own whose pattern backtracks without end over the lines."""
    def make(root):
        write(f"{root}/lint/pack.yml", f"""name: lint
repositories: {{site: {{known-by: [a.txt]}}}}
tables:
  lines: {{read: {{repository: site, file: a.txt, lines: '.*'}}, columns: {{part: {{of: text, match: '{pattern}'}}}}}}
""")
        write(f"{root}/lint/bad-line.yml", """summary: A line is bad
why: For show.
severity: error
for: lines
check: {absent: part}
message: bad
examples: [{bad: {site: {a.txt: aa}}, finds: 'site/a.txt:1:1: bad'}, {good: {site: {a.txt: b}}}]
""")
        write(f"{root}/a.txt", (f"{line}\n", count))
        write(f"{root}/.govlint.yml", "pack: lint\n")
    return make


def people(count):
    """Names in two lists, each but a letter away from that in the other and from its neighbours."""
    def make(root):
        write(f"{root}/TSC/charter.md", "# TSC\n")
        write(f"{root}/recognized-contributors.md", *(
            f"* Exampel{i}, Ann{i} ([@annexample{i}](https://github.com/annexample{i}))\n"
            for i in range(count)))
        write(f"{root}/SIGs/README.md", "# SIGs\n\n## Current SIGs\n")
        write(f"{root}/TSC/members.md", "# TSC\n\n## Recognized Contributor Delegates\n\n", *(
            f"* Exmpale{i}, Ann{i} [@annexample{i}](https://github.com/annexample{i})\n"
            for i in range(count)))
    return make


def names_alike(count):
    """Chairs and contributors of whom hundreds are all one letter apart."""
    def name(start, i):
        return f"Exa{chr(start + i % 580)}mpel", f"Ann{chr(ord('a') + i // 580)}e"

    def make(root):
        write(f"{root}/recognized-contributors.md", "# Recognized Contributors\n\n", *(
            f"* {', '.join(name(0xA000, i))} ([@a{i}](https://github.com/a{i}))\n"
            for i in range(count)))
        write(f"{root}/SIGs/README.md", "# SIGs\n\n## Current SIGs\n\n", *(
            f"* SIG A{i} ({' '.join(reversed(name(0xA244, i)))}, Chair)\n"
            for i in range(count)))
    return make


def texts_many_times(fix, count):
    """A pack of the user's own whose message, or fix, has a text of a row many times."""
    texts = "{text}" * 1000

    def make(root):
        write(f"{root}/lint/pack.yml", """name: lint
repositories: {site: {known-by: [a.txt]}}
tables:
  lines:
    read: {repository: site, file: a.txt, lines: '.+'}
    columns: {gone: {of: text, match: '^b$'}}
""")
        write(f"{root}/lint/bad-line.yml", f"""summary: A line is bad
why: For show.
severity: error
for: lines
check: {{present: gone}}
message: '{texts}'
{fix.format(texts=texts)}
examples: []
""")
        write(f"{root}/a.txt", ("a" * 1000 + "\n", count))
        write(f"{root}/big.txt", ("c", MIB))
        write(f"{root}/.govlint.yml", "pack: lint\n")
    return make


def out_of_order(count):
    """A list of which nearly each entry is to move, by a fix that they share."""
    def make(root):
        write(f"{root}/recognized-contributors.md", "# Recognized Contributors\n\n", *(
            f"* E{i * 7919 % 99991:05}, Ann ([@a{i}](https://github.com/a{i}))\n"
            for i in range(count)))
    return make


def ids_of_liquid(root):
    """A page of a site made by Jekyll, and another with links to what may be on it."""
    write(f"{root}/_config.yml", "title: a\n")
    write(f"{root}/a.md", HEAD, ("<h2 id='{{ a }}b'>c</h2>\n\n", 60000))
    write(f"{root}/b.md", HEAD, ("[a](a.md#c)\n", 100000))


def links_to_a_fork(root):
    """Links to what may be the home of the clone, which no text of it names."""
    subprocess.run(["git", "init", "-q", root], check=True)
    subprocess.run(["git", "-C", root, "remote", "add", "origin", "https://github.com/example/a"],
                   check=True)
    write(f"{root}/README.md", ("example ", 31 * MIB // 8))
    write(f"{root}/b.md", ("[a](https://github.com/other/a/blob/main/b.md)\n", 20000))


def tables_in_a_row(upwards):
    """A pack of the user's own in which each table is read from the next one, or the one before."""
    def make(root):
        tables = [f"  t{i}: {{read: {{rows-of: t{i + 1}, fields: text}}}}\n" for i in range(50000)]
        tables.append("  t50000: {read: {repository: any, file: a.md, headings: all}}\n")
        write(f"{root}/lint/pack.yml", "name: lint\ntables:\n",
              *(reversed(tables) if upwards else tables))
        write(f"{root}/.govlint.yml", "pack: lint\n")
    return make


def tables_in_pairs(count):
    """A pack of the user's own in which each table is read from the one before twice."""
    def make(root):
        write(f"{root}/lint/pack.yml", "name: lint\ntables:\n",
              "  t0: {read: {repository: any, files: a.md, headings: all}}\n",
              *(f"  t{i}: {{read: {{cells: [t{i - 1}.text, t{i - 1}.path]}}}}\n"
                for i in range(1, count)))
        write(f"{root}/lint/a-rule.yml", f"""summary: s
why: w
severity: error
for: t{count - 1}
check: {{absent: text}}
message: m
examples: [{{good: {{a: {{a.md: a}}}}}}]
""")
        write(f"{root}/.govlint.yml", "pack: lint\n")
    return make


def lists_of_globs(count):
    """A pack of the user's own in which each list has the one above it in it twice."""
    def make(root):
        write(f"{root}/lint/pack.yml", "name: lint\nglobs:\n  l0: '*.md'\n",
              *(f"  l{i}: [$l{i - 1}, $l{i - 1}]\n" for i in range(1, count)))
        write(f"{root}/.govlint.yml", "pack: lint\n")
    return make


def columns(count):
    """A pack of the user's own with a table that has so many."""
    def make(root):
        write(f"{root}/lint/pack.yml", "name: lint\ntables:\n  t:\n",
              "    read: {repository: any, files: a.md, headings: all}\n    columns:\n",
              *(f"      c{i}: {{of: text}}\n" for i in range(count)))
        write(f"{root}/.govlint.yml", "pack: lint\n")
    return make


def lacking(count):
    """A pack of the user's own, and tables that lack a column of it."""
    def make(root):
        write(f"{root}/lint/pack.yml", """name: lint
extends: common
repositories: {site: {known-by: [a.md]}}
tables:
  members: {read: {repository: site, file: a.md, table-under: Members, fields: [name, handle]}}
""")
        write(f"{root}/a.md", "# Members\n\n", ("|name|b|\n|-|-|\n\n", count))
        write(f"{root}/.govlint.yml", "pack: lint\n")
    return make


MARKS = "it has more than 1000000 punctuation marks and line ends"
LARGE = "file is larger than 32 MiB"
FINDINGS = "has more than 50000 findings"
DEEP = "nested more than 200 levels deep"
NODES = "more than 500000 nodes"
REFERENCES = "it has too many references to too long definitions"
IN_A_ROW = "tables are read from each other more than 100 times in a row"
HEAD = "---\ntitle: a\n---\n"

# The group, what the input is, the input, the exit status, the message, and arguments if there are
# any. "small" inputs suit sanitizers; "large" ones take seconds, and are left out of quick runs.
CASES = [
    ("small", "a Markdown file of 1 GiB", sparse("a.md", 1 << 30), 3, LARGE),
    ("small", "a YAML file of 1 GiB", sparse("a.yml", 1 << 30), 3, LARGE),
    ("small", "CODEOWNERS of 1 GiB", sparse("CODEOWNERS", 1 << 30), 3, LARGE),
    ("small", ".govlint.yml of 1 GiB", sparse(".govlint.yml", 1 << 30), 2, LARGE),
    ("small", ".govlint.yml of 2 MiB", text(".govlint.yml", ("# a\n", MIB // 2)), 2,
     "the configuration must be smaller than 1 MiB"),
    ("small", "aliases that multiply in .govlint.yml", bomb(".govlint.yml", "", ""), 2, "unknown key"),
    ("quick", "10 million lines of Markdown", text("a.md", ("a\n", 10000000)), 3, MARKS),
    ("quick", "10 million lines of HTML", text("a.html", ("a\n", 10000000)), 3, MARKS),
    ("large", "10 million lines of YAML", text("a.yml", ("a\n", 10000000)), 0, "no problems"),
    ("large", "10 million lines of CODEOWNERS", text("CODEOWNERS", ("a\n", 10000000)), 3,
     "more than 400000 rows of the table 'codeowners' are in it"),
    ("quick", "one line of 100 MiB", text("a.md", ("a", 100 * MIB)), 3, LARGE),
    ("quick", "one line of 31 MiB", text("a.md", ("a", 31 * MIB)), 0, "no problems"),
    ("small", "YAML lists in lists", text("a.yml", ("[", 100000)), 1, DEEP),
    ("small", "YAML lists in lists, by lines", text("a.yml", ("- ", 100000)), 1, DEEP),
    ("small", "YAML mappings in mappings", text("a.yml", ("{a: ", 100000)), 1, DEEP),
    ("small", "aliases that multiply", bomb("a.yml", "", ""), 0, "no problems"),
    ("small", "aliases that multiply in front matter", bomb("a.md", "---\n", "---\n"), 0, ""),
    ("small", "aliases of a list with lists", nested_aliases, 3,
     "its aliases stand for more than 500000 nodes"),
    ("quick", "a million aliases", text("a.yml", "- &a b\n- [", ("*a,", 1000000), "]\n"), 1, NODES),
    ("large", "400,000 aliases", text("a.yml", "- &a b\n- [", ("*a,", 400000), "]\n"), 0, ""),
    ("quick", "mappings that merge a large one", text(
        "_data/board.yml", "- &a {", *(f"b{i}: c, " for i in range(40000)), "<<: d}\n",
        ("- {<<: *a}\n", 40000)), 1, "40000 warnings", ["--repo", "website=."]),
    ("quick", "aliases of a mapping of 10,000 keys", text(
        "_data/board.yml", "- &a {", *(f"b{i}: c, " for i in range(10000)), "d: e}\n",
        ("- *a\n", 10000)), 1, "warnings", ["--repo", "website=."]),
    ("quick", "40,000 people out of order", out_of_order(40000), 1,
     "+* E", ["--diff", "--repo", "governance=."]),
    ("quick", "aliases of a long text", text(
        "_data/board.yml", "- &a {name: ", ("b", MIB), "}\n", ("- *a\n", 10000)), 3,
     "the rows of the table 'board' in it have more than 128 MiB of text",
     ["--repo", "website=."]),
    ("quick", "messages of a long text many times", texts_many_times("", 4000), 1, "4000 errors"),
    ("quick", "fixes of a long text many times", texts_many_times(
        "fix: {{title: f, safe: true, replace: text, with: '{texts}'}}", 4000), 1, "4000 errors"),
    ("quick", "files made of a long text many times", texts_many_times(
        "fix: {{title: f, safe: true, create: b.txt, from: big.txt, put: {{c: '{texts}'}}}}", 20), 1,
     "20 errors"),
    ("large", "a million anchors", lines("a.yml", "- &a{0} b\n", 1000000), 1, NODES),
    ("quick", "a scalar of 100 MiB", text("a.yml", "a: '", ("b", 100 * MIB), "'\n"), 3, LARGE),
    ("quick", "a scalar of 31 MiB", text("a.yml", "a: '", ("b", 31 * MIB), "'\n"), 0, ""),
    ("large", "keys of YAML", text("a.yml", ("a: 1\n", 6000000)), 1, NODES),
    ("small", "a pattern that backtracks without end", pack("(a+)+$", "a" * 30 + "b", 3000), 0,
     "a text is too long, or takes too long, for a pattern"),
    ("large", "the same over many lines", pack("(?:a|aa)+$", "a" * 60 + "b", 100000), 0,
     "a text is too long, or takes too long, for a pattern"),
    ("large", "a slow pattern over long lines", pack("a.*b.*c.*d", ("ab", 8000), 400), 0, ""),
    ("large", "entries of 16 KiB", text("SIGs/README.md", "# SIGs\n\n## Current SIGs\n\n",
                                       ("* " + " a" * 8000 + "\n", 1000)), 1, "",
     ["--repo", "governance=."]),
    ("quick", "10,000 findings", text("a.yml", ("a: 1 \n", 10000)), 1, "19999", ["--format", "json"]),
    ("large", "60,000 findings of a rule", text("a.yml", ("a: 1 \n", 60000)), 3, FINDINGS),
    ("small", "names that are no names", hostile_names, 1, "not valid YAML"),
    ("small", "a path of 3,600 bytes", long_path, 1, "not valid YAML"),
    ("small", "a path of 4,096 bytes", imported(lambda: ["/".join(["d" * 200] * 20 +
                                                                  ["d" * 73 + ".md"])]), 3,
     "longer than 4095 bytes", ["--rev", "main"]),
    ("small", "Markdown quotations in quotations", text("a.md", ("> ", 100000), "a\n"), 0, ""),
    ("small", "Markdown lists in lists", text("a.md", ("* ", 100000), "a\n"), 0, ""),
    ("small", "Markdown lists in quotations", text("a.md", ("> * ", 50000), "a\n"), 0, ""),
    ("small", "open brackets", text("a.md", ("[", 100000)), 0, ""),
    ("small", "links in links", text("a.md", ("[", 50000), "a", ("](b)", 50000)), 1, "b"),
    ("small", "open images", text("a.md", ("![", 50000)), 0, ""),
    ("small", "emphasis in emphasis", text("a.md", ("*a ", 50000), ("b* ", 50000)), 0, ""),
    ("small", "open emphasis", text("a.md", ("*a _", 50000)), 0, ""),
    ("small", "open code", text("a.md", *("`" * i + "a" for i in range(1000))), 0, ""),
    ("small", "open HTML", text("a.md", ("<a b='", 50000), ("<!--", 50000)), 0, ""),
    ("small", "e-mail addresses", text("a.md", ("a@example.org ", 100000)), 3,
     "it has too many '@' in too long lines"),
    ("small", "references to a long definition", text("a.md", "[a]: ", ("b", 100000), "\n\n",
                                                      ("[a] ", 20000)), 3, REFERENCES),
    ("small", "references to a long title", text("a.md", "* [^b]: > [A  b]: c\n  '", ("d ", 50000),
                                                 "'\n\n", ("[a b] ", 20000)), 3, REFERENCES),
    ("small", "references to many definitions", lines("a.md", "[a{0}]: " + "b" * 1000 +
                                                      "\n\n[c][a{0}]\n\n", 5000), 0, "no problems"),
    ("small", "a table of 100,000 columns", text("a.md", ("|a", 100000), "|\n", ("|-", 100000), "|\n",
                                                 ("|a\n", 100)), 3,
     "its tables could have too many cells"),
    ("small", "a table of 100 columns above much text", text(
        "a.md", ("|a", 100), "|\n", ("|-", 100), "|\n", ("|a\n", 100), "\n", ("a\n", 100000)), 0, ""),
    ("quick", "20,000 tables without a column", lacking(20000), 1, "1000 errors"),
    ("large", "a table of 100,000 rows", text("a.md", "|a|b|\n|-|-|\n", ("|a|b|\n", 100000)), 0, ""),
    ("quick", "100,000 links", lines("a.md", "[a{0}](b{0}.md)\n", 100000), 3, FINDINGS),
    ("quick", "100,000 headings", lines("a.md", "# a\n", 100000), 0, ""),
    ("quick", "100,000 ids", text("a.md", ('<a id="x"></a>\n', 100000)), 3, FINDINGS),
    ("large", "100,000 anchors", lines("a.md", "# a {0}\n[a](#b-{0})\n", 90000), 3, FINDINGS),
    ("quick", "references", lines("a.md", "[a{0}]: b\n[a{0}] ", 20000), 0, ""),
    ("quick", "footnotes", lines("a.md", "[^a{0}]: b\n\n[^a{0}]\n\n", 20000), 0, ""),
    ("large", "front matter of 25 MB", text("a.md", "---\n", ("key: value\n", 2300000), "---\n"), 3,
     MARKS),
    ("quick", "front matter that is not closed", text("a.md", "---\na: b\n", ("a: b\n", 100000)), 1,
     "it is not closed"),
    ("small", "Liquid blocks in blocks", text("a.html", HEAD, ("{% if a %}", 50000)), 0, ""),
    ("small", "Liquid loops in loops", text("a.html", HEAD, ("{% for a in b %}", 50000)), 0, ""),
    ("small", "raw text of Liquid", text("a.html", HEAD, ("{% raw %}", 50000)), 0, ""),
    ("small", "comments of Liquid", text("a.html", HEAD, ("{% comment %}", 50000)), 0, ""),
    ("small", "HTML elements in elements", text("a.html", ("<div>", 100000)), 0, ""),
    ("small", "attributes of HTML", text("a.html", "<a", (" id", 300000), ">"), 0, ""),
    ("quick", "Liquid that one brace closes", text("a.html", HEAD, ("{{ ", 300000), ("a", 30 * MIB),
                                                   "}"), 0, ""),
    ("small", "a link of 100,000 folders", text("a.md", "[a](", ("a/", 100000), "b.md)\n"), 1, "a/a/a/"),
    ("quick", "40,000 links of HTML", text("a.html", ("<a href='b/'>c</a>\n", 40000), ("d", 30 * MIB)),
     1, "b/"),
    ("quick", "60,000 ids of Liquid", ids_of_liquid, 0, "no problems"),
    ("quick", "20,000 links to a fork", links_to_a_fork, 0, "no problems"),
    ("small", "ignores of 100,000 rules", text("a.yml", "# govlint-ignore ", ("a, ", 100000), "b: c\n"),
     3, "its comments ignore more than 10000 rules"),
    ("large", "CODEOWNERS of 100,000 lines", lines("CODEOWNERS", "/d{0} @a\n", 100000), 3,
     FINDINGS),
    ("quick", "10,000 names that are a letter apart", names_alike(5000), 3,
     "it has too many names that are like others"),
    ("small", "CODEOWNERS of 10,000 wildcards", lines("CODEOWNERS", "/d{0}/*a*b*c @a\n", 10000), 3,
     "it has too many patterns of paths with wildcards"),
    ("small", "tables that are read from the next", tables_in_a_row(False), 2, IN_A_ROW),
    ("small", "tables that are read from the one before", tables_in_a_row(True), 2, IN_A_ROW),
    ("small", "tables that are read twice", tables_in_pairs(60), 2,
     "the table 't9' is read from more than 1000 others"),
    ("small", "lists of globs in lists", lists_of_globs(60), 2,
     "the tables of this pack have more than 20000 globs"),
    ("small", "50,000 columns", columns(50000), 2, "the table 't' has more than 1000 columns"),
    ("small", "1,000 near misses", people(1000), 1, "TSC/members.md"),
    ("large", "50,000 near misses", people(50000), 1, "TSC/members.md"),
    ("large", "179,000 files", files(179000, "md"), 3,
     "there are more than 120000 files to read", ["--rev", "main"]),
    ("large", "179,000 files that no rule reads", files(179000, "bin"), 0, "", ["--rev", "main"]),
    ("large", "1 million files", files(1000000, "md"), 3, "there are more than 180000 files",
     ["--rev", "main"]),
]


def run(command, folder):
    """The exit status, what was printed, seconds of the processor and MiB of memory."""
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, cwd=folder, preexec_fn=lambda:
                                   resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_EACH,) * 2))
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        said = out.read().decode(errors="replace")
    # Kilobytes on Linux, bytes on macOS.
    memory = usage.ru_maxrss // (MIB if sys.platform == "darwin" else 1024)
    return process.returncode, said, usage.ru_utime + usage.ru_stime, memory


def wrong(case, program, folder, kind):
    _, what, make, status, says, *arguments = case
    make(folder)
    command = [program, *(arguments[0] if arguments else []), "."]
    if command[-2] in ("governance=.", "website=."):
        command.pop()
    found, said, seconds, memory = run(command, folder)
    if kind == "all":
        print(f"{seconds:6.1f} s {memory:5} MiB  {what}", flush=True)
    if found != status:
        return f"exit status {found}, not {status}: {said[-500:]}"
    if says not in said:
        return f"it does not say '{says}': {said[-500:]}"
    if kind != "sanitized" and memory > MOST_MIB:
        return f"it takes {memory} MiB"
    return ""


def main_run(kind, program):
    os.environ.update(TERM="dumb", GIT_CONFIG_NOSYSTEM="1", GIT_CONFIG_GLOBAL="/dev/null")
    kinds = {"quick": ("small", "quick"), "all": ("small", "quick", "large"),
             "sanitized": ("small",)}[kind]
    chosen = [case for case in CASES if case[0] in kinds]
    failures = 0
    for case in chosen:
        with tempfile.TemporaryDirectory() as folder:
            problem = wrong(case, os.path.abspath(program), folder, kind)
            if problem:
                print(f"FAILED: {case[1]}: {problem}")
                failures += 1
    print(f"{len(chosen)} inputs, {failures} failed, {len(CASES) - len(chosen)} left out as too "
          f"large for this run")
    sys.exit(failures > 0)


INSIDE = {"JSON_MAX_DEPTH", "REPORT_MAX_PHASES"}  # of govlint's own data, not of what it reads
CONSTANT = re.compile(r"\b([A-Z][A-Z_]*)(?: = |\s+)(\(.*?\)|\d+)(?=[,; /}\n])")


def constants(root):
    """The numbers that have names in the source."""
    found = {}
    for folder, _, names in os.walk(os.path.join(root, "src")):
        for name in names:
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                for key, value in CONSTANT.findall(file.read()):
                    value = re.sub(r"\((size_t|rlim_t|uint32_t)\)", "", value)
                    if re.fullmatch(r"[\d* ()]+", value):
                        found[key] = eval(value, {})  # digits, "*" and parentheses only
    return found


def main_stated(root):
    """Rows of the table end in the constant that their number is of: | … | 32 MiB | … | `NAME` |."""
    units = {"": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30, "bytes": 1}
    values = constants(root)
    with open(os.path.join(root, "docs", "limits.md"), encoding="utf-8") as file:
        rows = re.findall(r"^\| .*?\| ([\d,]+) ?(\w*) \|.*\| `(\w+)` \|$", file.read(), re.MULTILINE)
    failures = 0
    for number, unit, name in rows:
        stated = int(number.replace(",", "")) * units[unit]
        if values.get(name) != stated:
            print(f"FAILED: {name} is {values.get(name)}, docs/limits.md says {stated}")
            failures += 1
    # Everything that is called a limit must be in the document.
    for name in sorted(values):
        if "_MAX_" in name and name not in {row[2] for row in rows} | INSIDE:
            print(f"FAILED: docs/limits.md does not have {name}")
            failures += 1
    print(f"{len(rows)} limits, {failures} failed")
    sys.exit(failures > 0 or not rows)


if len(sys.argv) != 3:
    sys.exit(__doc__)
elif sys.argv[1] == "stated":
    main_stated(sys.argv[2])
else:
    main_run(sys.argv[1], sys.argv[2])
