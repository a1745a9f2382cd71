# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What govlint reads is what other programs read in the same text.

differ.py WHAT DUMP GOVLINT FOLDER

WHAT: yaml-suite (against the events that the YAML test suite states, and libfyaml's), yaml-generated
(PyYAML's, which has a parser of its own in Python, and libfyaml's), markdown (lists and tables, the
XML of cmark-gfm), slugs (github-slugger of npm, installed into FOLDER once), handles (GitHub's rule),
links (urllib). DUMP is the program made of dump.c. SEED=N and COUNT=N choose what is generated.
"""
import json
import os
import random
import re
import shutil
import string
import subprocess
import sys
import tarfile
import tempfile
import unicodedata
import urllib.parse
import xml.etree.ElementTree as ElementTree

SEED = int(os.environ.get("SEED", "1"))
SHOWN = int(os.environ.get("SHOWN", "5"))


def skip(why):
    print(f"SKIPPED: {why}")
    sys.exit(77)


def count(usual):
    return int(os.environ.get("COUNT", usual))


def dump(program, kind, data):
    run = subprocess.run([program, kind], input=data, stdout=subprocess.PIPE, check=True)
    return run.stdout.decode(errors="surrogateescape").splitlines()


def finish(tried, differences, note=""):
    for what in differences[:SHOWN]:
        print(f"FAILED: {what}")
    print(f"{tried} compared, {len(differences)} differ{note}")
    sys.exit(1 if differences or not tried else 0)


# YAML

# libyaml 0.2.5 reads YAML 1.1, but the suite is for 1.2. What it refuses becomes a finding, and is
# never silently ignored.
# Valid, and refused: colons and question marks in flow, tabs that separate, empty keys, %-lines in
# texts, comments in odd places, tags and anchors of 1.2.
STRICT = set("""
2JQS 2LFX 2SXE 4ABK 4MUZ/00 4MUZ/01 4MUZ/02 58MP 5MUD 5T43 6BCT 6CA3 6LVF 6M2F 7Z25 8XYN 96NN/00
96NN/01 9SA2 A2M4 BEC7 CFD4 DBG4 DK3J DK95/00 DK95/03 DK95/04 FP8R FRK4 HM87/00 HWV9 K3WX
M2N8/00 M7A3 MUS6/05 MUS6/06 NHX8 NJ66 NKF9 Q5MG QT73 R4YG S3PD SM9W/01 UKK6/00 UT92 VJP3/01
W4TN W5VH Y79Y/001 Y79Y/010
""".split())
# Not valid, and taken: indentation, comments without a blank, a second %YAML, text behind brackets.
LENIENT = set("""
9C9N 9HCY 9JBA CVW2 DK95/01 EB22 G5U8 MUS6/00 MUS6/01 QB6E RHX7 S98Z SU5Z X4QW Y79Y/003 YJV2
""".split())
# Valid, and read as something else: "?x" in flow is a key of 1.1, ":" ends an anchor's name, blanks
# in a last line of a block scalar that no line end follows are none.
OTHER = set("""
652Z HM87/01 JEF9/02 L24T/01 Y2GN
""".split())


def events_of(text):
    """Events without what govlint does not keep: the stream, marks of documents and of flow."""
    kept = []
    for line in text.splitlines():
        line = re.sub(r"^([+-]DOC).*", r"\1", line)
        line = re.sub(r"^(\+(?:SEQ|MAP))(?: (?:\[\]|\{\}))?", r"\1", line)
        if line and "STR" not in line[:4]:
            kept.append(line)
    return kept


def fyaml_events(data):
    """libfyaml's events of a text, or None where it finds it wrong; False where it is not here."""
    if not shutil.which("fy-tool"):
        return False
    run = subprocess.run(["fy-tool", "--testsuite", "-"], input=data, stdout=subprocess.PIPE,
                         stderr=subprocess.DEVNULL)
    return events_of(run.stdout.decode(errors="surrogateescape")) if run.returncode == 0 else None


def suite_cases():
    path = os.path.join(os.environ.get("GOVLINT_SHARED", ""), "data", "yaml-test-suite.tar.gz")
    if not os.path.exists(path):
        skip("no yaml-test-suite.tar.gz in $GOVLINT_SHARED/data")
    cases = {}
    with tarfile.open(path) as tar:
        for member in tar:
            if member.isfile():
                folder, name = os.path.split(member.name)
                cases.setdefault(folder, {})[name] = tar.extractfile(member).read()
    return {name: case for name, case in cases.items() if "in.yaml" in case}


def yaml_suite(program, _govlint, _folder):
    cases = suite_cases()
    strict, lenient, other = set(), set(), set()
    for name, case in sorted(cases.items()):
        found = dump(program, "yaml", case["in.yaml"])
        if "error" in case:
            lenient |= {name} if "ERROR" not in found else set()
        elif "ERROR" in found:
            strict.add(name)
        elif found != events_of(case["test.event"].decode()):
            other.add(name)
    differences = []
    for what, known, seen in (("is refused", STRICT, strict), ("is taken", LENIENT, lenient),
                              ("is read as something else", OTHER, other)):
        differences += [f"{name} {what}" for name in sorted(seen - known)]
        differences += [f"{name} no longer {what}" for name in sorted(known - seen)]
    finish(len(cases), differences, f"; known: {len(STRICT)} valid ones refused, {len(LENIENT)} "
           f"others taken, {len(OTHER)} read as something else")


class YamlMaker:
    """A random document of block and flow collections, all styles of scalars, anchors and tags."""

    WORDS = ["a", "b c", "Ann Example", "1", "~", "true", "x: y", "- z", "#n", "a #b", "'", '"', "",
             "é", "\U0001f980", "a\\b", "[", "{a", "&x", "*y", "!t", "%d", "@h", "`t", "a, b", "|",
             ">", "2026-01-31", "key", "https://example.org/a#b", "a:b", "?", "- ", ":", "..."]

    def __init__(self, rng):
        self.rng = rng
        self.anchors = 0

    def plain(self, word):
        return bool(re.fullmatch(r"[A-Za-z0-9~é\U0001f980](?:[\w /.:#@-]*\w)?", word)
                    and ": " not in word and " #" not in word)

    def scalar(self, flow=False):
        word = self.rng.choice(self.WORDS)
        if self.plain(word) and self.rng.random() < 0.6 and not (flow and ":" in word):
            return word
        if self.rng.random() < 0.5:
            return "'" + word.replace("'", "''") + "'"
        return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'

    def properties(self):
        kind = self.rng.random()
        if kind < 0.05:
            self.anchors += 1
            return f"&a{self.anchors} "
        return self.rng.choice(["!!str ", "!local ", "!<tag:e.org,2000:x> "]) if kind < 0.1 else ""

    def flow(self, depth):
        if depth == 0 or self.rng.random() < 0.5:
            return self.scalar(True)
        parts = [self.flow(depth - 1) for _ in range(self.rng.randrange(4))]
        if self.rng.random() < 0.5:
            return "[" + ", ".join(parts) + "]"
        return "{" + ", ".join(f"k{i}: {part}" for i, part in enumerate(parts)) + "}"

    def block_scalar(self, indent):
        head = self.rng.choice("|>") + self.rng.choice(["", "-", "+"])
        lines = [self.rng.choice(["word", "two words", "", "# no comment", " more", "a: b"])
                 for _ in range(self.rng.randrange(1, 5))]
        lines[0] = "first"
        return head + "\n" + "".join((" " * indent + line).rstrip() + "\n" for line in lines)

    def value(self, indent, depth):
        """What stands behind "key:" or "-", with its line's end."""
        kind = self.rng.randrange(10)
        comment = self.rng.choice(["", "", "", " # a comment"])
        if kind == 0:
            return f"{comment}\n"
        if kind == 1:
            return " " + self.block_scalar(indent + 2)
        if kind == 2:
            return f" {self.properties()}{self.flow(2)}{comment}\n"
        if kind == 3 and self.anchors:
            return f" *a{self.rng.randrange(1, self.anchors + 1)}{comment}\n"
        if kind < 7 or depth == 0:
            return f" {self.properties()}{self.scalar()}{comment}\n"
        return f"{comment}\n" + self.block(indent + 2, depth - 1)

    def block(self, indent, depth):
        lines = []
        mapping = self.rng.random() < 0.5
        for i in range(self.rng.randrange(1, 5)):
            head = f"k{i}:" if mapping else "-"
            lines.append(" " * indent + head + self.value(indent, depth))
            if self.rng.random() < 0.1:
                lines.append(self.rng.choice(["\n", " " * indent + "# a comment\n"]))
        return "".join(lines)

    def document(self):
        text = self.block(0, 4)
        if self.rng.random() < 0.2:
            text = "---\n" + text
        # Also damaged ones, but not with tabs: libyaml refuses more of them than PyYAML does.
        if self.rng.random() < 0.2:
            at = self.rng.randrange(len(text))
            text = text[:at] + self.rng.choice("-:#'\"[]{}&*!|> \n,?") + text[at + 1:]
        return text.replace("\n", "\r\n") if self.rng.random() < 0.1 else text


def pyyaml_events(yaml, data):
    """Events by PyYAML's own parser, or None where it finds the text wrong."""
    lines = []
    styles = {None: ":", "'": "'", '"': '"', "|": "|", ">": ">"}
    escapes = str.maketrans({"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\b": "\\b"})
    try:
        for event in yaml.parse(data, Loader=yaml.SafeLoader):
            kind = type(event).__name__
            name = {"Document": "DOC", "Sequence": "SEQ", "Mapping": "MAP"}.get(
                re.sub("(?:Start|End)Event", "", kind))
            anchor = f" &{event.anchor}" if getattr(event, "anchor", None) else ""
            tag = f" <{event.tag}>" if getattr(event, "tag", None) else ""
            if name:
                start = kind.endswith("StartEvent")
                lines.append(("+" if start else "-") + name + (anchor + tag if start else ""))
            elif kind == "AliasEvent":
                lines.append(f"=ALI *{event.anchor}")
            elif kind == "ScalarEvent":
                lines.append(f"=VAL{anchor}{tag} {styles[event.style]}"
                             + event.value.translate(escapes))
    except yaml.YAMLError:
        return None
    return lines


def yaml_generated(program, _govlint, _folder):
    try:
        import yaml
    except ImportError:
        skip("there is no PyYAML")
    rng = random.Random(SEED)
    differences, refused, fyaml = [], 0, 0
    tried = count(600)
    for _ in range(tried):
        text = YamlMaker(rng).document()
        found = dump(program, "yaml", text.encode())
        found = None if "ERROR" in found else found
        refused += found is None
        expected = pyyaml_events(yaml, text)
        # An alias without an anchor is an error here, but for PyYAML only when nodes are made; and
        # only libyaml refuses "{a:,b}".
        refusal = undefined_alias(expected) or re.search(r":[,?\[\]{}]", text)
        if found != expected and not (found is None and refusal):
            differences.append(f"not as PyYAML: {text!r}: {first(found, expected)}")
        other = fyaml_events(text.encode()) if fyaml < 300 else False
        fyaml += other is not False
        # "[?a]" is a pair in YAML 1.1, and a text in 1.2.
        if other and found and not re.search(r"[\[{,]\s*\?\S", text) and folded(other) != folded(found):
            differences.append(f"not as libfyaml: {text!r}: {first(found, other)}")
    finish(tried, differences, f"; {refused} are refused; {fyaml} compared with libfyaml too")


def folded(events):
    """libfyaml 0.7.12 drops an empty line of a folded scalar before one that is indented more."""
    return [re.sub(r"(?:\\n)+ more", r"\\n more", event) for event in events]


def undefined_alias(events):
    known = set()
    for event in events or []:
        if event == "+DOC":
            known.clear()
        anchor = re.match(r"(?:\+SEQ|\+MAP|=VAL) &(\S+)", event)
        if anchor:
            known.add(anchor[1])
        if event.startswith("=ALI *") and event[6:] not in known:
            return True
    return False


def first(found, expected):
    """The first line in which they differ."""
    if found is None or expected is None:
        return "refused" if found is None else "taken"
    for here, there in zip(found, expected):
        if here != there:
            return f"{here!r}, not {there!r}"
    return f"{len(found)} events, not {len(expected)}"


# Markdown

def markdown_text(rng):
    inline = ["a", "*b*", "**c d**", "`e`", "[f](g)", "![h](i)", "<b>", "&amp;", "\\*", "~~j~~",
              "https://example.org", "k  \nl", "m\nn", "|", "é", "_o_p_", "[q]", "ann@example.org",
              "\U0001f980", "1. r", "- s", "# t", "<!-- u -->", "``v`w``", "[*x* `y`](z \"t\")"]
    out = []
    for _ in range(rng.randrange(1, 7)):
        kind = rng.randrange(6)
        words = " ".join(rng.choice(inline) for _ in range(rng.randrange(5)))
        if kind < 3:
            mark = rng.choice(["*", "-", "+", "1.", "7)", "> -", "- [ ]", "- [x]"])
            indent = " " * rng.choice([0, 0, 0, 2, 2, 3, 4, 6])
            out.append(f"{indent}{mark} {words}\n")
        elif kind == 3:
            columns = rng.randrange(1, 4)
            cells = ["|" + "|".join(rng.choice(inline).replace("\n", " ") for _ in range(columns))
                     + "|" for _ in range(rng.randrange(2, 5))]
            cells.insert(1, "|" + "|".join(rng.choice(["-", ":-:", "--:"]) for _ in range(columns))
                         + "|")
            prefix = rng.choice(["", "", "  ", "> "])
            out.append("".join(f"{prefix}{line}\n" for line in cells))
        else:
            out.append(rng.choice([words, f"    {words}", f"> {words}", "```\na\n```", "---",
                                   "## a", "<div>\n"]) + "\n")
        out.append(rng.choice(["", "", "\n"]))
    return "".join(out)


NAMESPACE = "{http://commonmark.org/xml/1.0}"


def rendered(node):
    """A block's text as govlint's Markdown has it."""
    text = ""
    for child in node:
        kind = child.tag.replace(NAMESPACE, "")
        if kind in ("text", "code"):
            text += child.text or ""
        elif kind in ("softbreak", "linebreak"):
            text += " "
        elif kind not in ("html_inline", "footnote_reference"):
            text += rendered(child)
    return text


def cmark_lines(data):
    run = subprocess.run(["cmark-gfm", "-t", "xml", "-e", "table", "-e", "strikethrough", "-e",
                          "autolink", "-e", "tasklist"],
                         input=data, stdout=subprocess.PIPE, check=True)
    items, rows = [], []

    def visit(node, depth):
        kind = node.tag.replace(NAMESPACE, "")
        if kind in ("item", "tasklist", "taskitem"):
            depth += 1
            first_block = node[0] if len(node) else None
            is_text = first_block is not None and first_block.tag == NAMESPACE + "paragraph"
            items.append(f"ITEM {depth} " + (escaped(rendered(first_block)) if is_text else ""))
        if kind in ("table_header", "table_row"):
            rows.append("HEADER" if kind == "table_header" else "ROW")
            rows.extend("CELL " + escaped(rendered(cell)) for cell in node)
        for child in node:
            visit(child, depth)

    visit(ElementTree.fromstring(run.stdout.replace(b"xml:space", b"space")), 0)
    return items + rows


def escaped(text):
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")


def markdown(program, _govlint, _folder):
    if not shutil.which("cmark-gfm"):
        skip("there is no cmark-gfm")
    rng = random.Random(SEED)
    differences = []
    tried = count(600)
    lines = 0
    for _ in range(tried):
        text = markdown_text(rng)
        found = dump(program, "markdown", text.encode())
        expected = cmark_lines(text.encode())
        lines += len(expected)
        if found != expected:
            differences.append(f"{text!r}: {first(found, expected)}")
    finish(tried, differences, f"; {lines} items, rows and cells")


# slugs

SLUGGER = """
const { default: Slugger } = await import("github-slugger");
const slugger = new Slugger();
const { readFileSync } = await import("fs");
for (const line of JSON.parse(readFileSync(0, "utf8"))) console.log(JSON.stringify(slugger.slug(line)));
"""


def slugs(program, _govlint, folder):
    if not shutil.which("node") or not shutil.which("npm"):
        skip("there is no node or npm")
    if not os.path.exists(f"{folder}/node_modules/github-slugger/package.json"):
        os.makedirs(folder, exist_ok=True)
        run = subprocess.run(["npm", "install", "--prefix", folder, "--ignore-scripts", "--no-audit",
                              "--no-fund", "--fetch-retries", "0", "github-slugger@2.0.0"],
                             capture_output=True, timeout=60)
        if run.returncode != 0:
            skip("npm cannot install it here")
    rng = random.Random(SEED)
    alphabet = (string.ascii_letters + string.digits + string.punctuation + "  --__"
                + "éÉßİıǅøÆŒœÐñ" + "αΩςД日本語ไทยहिन्दी" + "\u0301\u200d\u200b\u00a0\u3000\u2003"
                + "\U0001f980\U0001f468\ufe0f" + "–—…“”·«»¿¡†‡°²½Ⅷⅷ①€™" + "\u0600\u06dd٣۴ـ" + "ⓐ㎏ﬁ")
    lines = ["".join(rng.choice(alphabet) for _ in range(rng.randrange(1, 12)))
             for _ in range(count(20000))]
    # And each character of Unicode 3.2 by itself, which both must know. (The package knows those of
    # 13, utf8proc newer ones.)
    lines += [f"a{chr(code)}b{code}" for code in range(0x20, 0x30000)
              if unicodedata.ucd_3_2_0.category(chr(code)) not in ("Cn", "Cs", "Cc")]
    run = subprocess.run(["node", "--input-type=module", "-e", SLUGGER], cwd=folder,
                         input=json.dumps(lines).encode(), stdout=subprocess.PIPE, check=True)
    expected = [json.loads(line) for line in run.stdout.decode().splitlines()]
    found = dump_lines(program, lines)
    differences = [f"{line!r}: {here!r}, not {there!r}"
                   for line, here, there in zip(lines, found, expected)
                   if here != there]
    if len(found) != len(expected):
        differences.append(f"{len(found)} slugs, not {len(expected)}")
    finish(len(lines), differences)


def dump_lines(program, lines):
    data = "\n".join(lines) + "\n"
    run = subprocess.run([program, "slugs"], input=data.encode(), stdout=subprocess.PIPE, check=True)
    return [line.replace("\\\\", "\\") for line in run.stdout.decode().split("\n")[:-1]]


# handles

def is_handle(text):
    """https://docs.github.com/en/enterprise-cloud@latest/admin/managing-iam: letters, digits and
    single hyphens inside, 39 at most; without a pattern."""
    letters = set(string.ascii_letters + string.digits)
    inner = [part for part in text.split("-")]
    return len(text) <= 39 and all(part and set(part) <= letters for part in inner)


def handles(_program, govlint, _folder):
    rng = random.Random(SEED)
    texts = {"".join(letters) for size in range(1, 5) for letters in product("aZ9-_", size)}
    texts |= {"a" * size for size in range(1, 60)} | {"a-" * size + "b" for size in range(1, 30)}
    texts |= {"".join(rng.choice("abcXYZ019---_.é @/") for _ in range(rng.randrange(1, 45))).strip()
              for _ in range(count(3000))} - {""}
    texts = sorted(texts)
    with tempfile.TemporaryDirectory() as work:
        os.makedirs(f"{work}/_data")
        with open(f"{work}/_config.yml", "w", encoding="utf-8") as file:
            file.write("title: a\n")
        with open(f"{work}/_data/board.yml", "w", encoding="utf-8") as file:
            file.writelines(f"- {{name: Ann Example, github: {json.dumps(text)}}}\n"
                            for text in texts)
        run = subprocess.run([govlint, "--select", "handle-malformed", "--format", "json", "--repo",
                              f"website={work}"], stdout=subprocess.PIPE)
        report = json.loads(run.stdout)
    wrong = {finding["start"]["line"] for finding in report["findings"]}
    differences = [f"{text!r} is {'refused' if line in wrong else 'taken'}"
                   for line, text in enumerate(texts, 1) if (line in wrong) == is_handle(text)]
    finish(len(texts), differences)


def product(letters, size):
    texts = [""]
    for _ in range(size):
        texts = [text + letter for text in texts for letter in letters]
    return texts


# links

def link_target(path, url):
    """The path that a link in a file leads to by RFC 3986, as a browser on github.com would go."""
    base = "http://host/" + urllib.parse.quote(path)
    parts = urllib.parse.urlsplit(urllib.parse.urljoin(base, url))
    return urllib.parse.unquote(parts.path).strip("/")


def is_inside(path, url):
    """Whether it stays in the repository: what is above is no file of it on GitHub, but a page."""
    steps = url.split("#")[0].split("?")[0].split("/")
    depth = 0 if url.startswith("/") else path.count("/")
    for step in steps[:-1]:
        depth += {"..": -1, ".": 0, "": 0}.get(step, 1)
        if depth < 0:
            return False
    return True


def links(_program, govlint, _folder):
    rng = random.Random(SEED)
    names = ["a.md", "b.md", "c d.md", "é.md", "README.md", "x%y.md"]
    folders = ["", "docs/", "docs/deep/", "a b/"]
    paths = {folder + name for folder in folders for name in names}
    steps = ["./", "../", "docs/", "deep/", "a%20b/", "/", "../../", "", ""]
    tails = ["", "#top", "?plain=1", "?a#b"]
    with tempfile.TemporaryDirectory() as work:
        written = []
        for path in sorted(paths):
            os.makedirs(os.path.dirname(f"{work}/{path}"), exist_ok=True)
            urls = ["".join(rng.choice(steps) for _ in range(rng.randrange(3)))
                    + urllib.parse.quote(rng.choice(names), safe=rng.choice(["", "é"]))
                    + rng.choice(tails) for _ in range(count(2400) // len(paths))]
            urls = [url for url in urls if not url.startswith("//") and is_inside(path, url)]
            with open(f"{work}/{path}", "w", encoding="utf-8") as file:
                file.writelines(f"[a]({url})\n\n" for url in urls)
            written += [(path, 2 * i + 1, url) for i, url in enumerate(urls)]
        run = subprocess.run([govlint, "--select", "link-broken", "--format", "json", work],
                             stdout=subprocess.PIPE)
        broken = {(finding["path"].split(os.path.basename(work) + "/", 1)[-1],
                   finding["start"]["line"]) for finding in json.loads(run.stdout)["findings"]}
    differences = []
    for path, line, url in written:
        target = link_target(path, url)
        if ((path, line) in broken) == (target in paths):
            differences.append(f"{url!r} in {path!r}, which leads to {target!r}, is "
                               f"{'broken' if (path, line) in broken else 'not broken'}")
    finish(len(written), differences, f"; {len(broken)} are broken")


TESTS = {"yaml-suite": yaml_suite, "yaml-generated": yaml_generated, "markdown": markdown,
         "slugs": slugs, "handles": handles, "links": links}


def main():
    if len(sys.argv) != 5 or sys.argv[1] not in TESTS:
        sys.exit(__doc__)
    os.environ.update(TERM="dumb")
    TESTS[sys.argv[1]](*sys.argv[2:])


main()
