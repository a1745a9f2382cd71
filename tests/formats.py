# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What formats.sh asks of reports.

make FOLDER                     writes the repositories
make-patched FOLDER             writes three that --fix changes, with lines to hide behind
make-pack FOLDER                writes one with a pack of its own
FORMAT FILE JSON                whether the report is of the format, harmless, and says what the
                                JSON report says
harmless FILE [FORMAT]          whether nothing in the file is obeyed by a terminal or a log
harmless-both FILE FILE         the same of two files
edits JSON SARIF RDJSON ROOT    whether fixes are the same bytes in all of them
schema SCHEMA FILE              whether the JSON is valid; 77 where that cannot be told
known-keys SCHEMA FILE          whether all keys are in the schema; 77 where that cannot be told
"""

import json
import os
import re
import sys
import unicodedata
import xml.etree.ElementTree

EVIL = [
    b"::error::pwned",
    b"SIG ::error file=x,line=1::pwned%0A::set-output name=a::b",
    b"SIG \x1b[31mred\x1b]0;title\x07\xc2\x9b31m",
    b"SIG %0A::warning::x%0D%25",
    b"SIG `code` **bold** _it_ <script>alert(1)</script> <!-- --> &lt;",
    b"SIG | pipe | [x](https://evil.example/) ](1) {0} {{1}} @someone #12 www.evil.example",
    b"SIG \xe2\x80\xae\xe2\x81\xa6 reversed \xe2\x80\x8b \xef\xbb\xbf \xf3\xa0\x81\x81",
    b"SIG no characters \xef\xbf\xbe \xef\xbf\xbf \xef\xbf\xbd",
    b"SIG ##[error]pwned ##[add-mask]x",
    b'SIG "quoted" \'and\' ]]> \\u001b \\ \xc2\x9b0m \x7f',
    "SIG \u00e9t\u00e9 \U0001f980 \u5b57".encode(),
]


def put(root, path, data):
    path = os.path.join(os.fsencode(root), path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)


def make(root):
    evil = b"".join(b"* " + name + b" (Nobody, Chair)\n" for name in EVIL)
    linked = b"* [SIG \xc3\xa9\xf0\x9f\xa6\x80 A](a/charter.md) (B\n"
    readme = b"# Special Interest Groups\n\n## Current SIGs\n\n" + evil + linked
    put(root, b"hostile/SIGs/README.md", readme)
    put(root, b"bytes/SIGs/README.md", readme + b"* SIG \xff\xfe\xc0\x80 \xed\xa0\x80\r\n")
    put(root, b"bytes/TSC/charter.md", b"# TSC \xff charter\n")
    for name in (b"a", b"::error::x%0A", b"\x1b[31m|`<script>", b"SIG-\xc3\xa9"):
        put(root, b"hostile/SIGs/" + name + b"/charter.md", b"# Charter\n")
    put(root, b"hostile/TSC/charter.md", b"# TSC charter\n")
    for name in (b"::error file=y::pwned\x1b[2J.yml", b":: %0A,:.yml", b"line\nend\r.yml",
                 b"bad\xff\xe2\x80\xae.yml", b"##[error]x.yml", b"a b#?&'\".yml"):
        put(root, b"hostile/" + name, b"\xc3\xa9: 1\n\xc3\xa9: [1\n")
    entries = b"".join(b"* SIG N%d (Nobody, Chair)\n" % i for i in range(5300))
    put(root, b"large/SIGs/README.md", b"# Special Interest Groups\n\n## Current SIGs\n\n" + entries)
    put(root, b"large/TSC/charter.md", b"# TSC charter\n")
    put(root, b"pair/governance/SIGs/README.md",
        "# Special Interest Groups\n\n## Current SIGs\n\n* SIG \u00e9 A (Ann Example, Chair)\n"
        .encode() + b"* SIG B (Bob Example, Chair)\n" * 2)
    for name in (b"SIG-\xc3\xa9-a", b"SIG-b"):
        put(root, b"pair/governance/SIGs/" + name + b"/charter.md", b"# Charter\n")
    put(root, b"pair/governance/TSC/charter.md", b"# TSC charter\n")
    put(root, b"pair/website/_config.yml", b"title: x\n")
    put(root, b"pair/website/_data/board.yml",
        "- {name: \u00c4nn \U0001f980, github: '@ann'}\n- {name: Bob, github: '@bob'}\n".encode())
    put(root, b"pair/website/_data/members.yml", b"[]\n")
    put(root, b"pair/website/_data/tsc.yml", b"[]\n")


def make_patched(root):
    """Each line that ends in a blank is mended; the others are around it in a patch."""
    around = b'"::error::x": 1\nb: 2 \n\xc2\xa0::warning::y: 3\n'
    put(root, b"plain/a.yml", b"a: 1\nb: 2 \nc: 3\n")
    put(root, b"plain/b/c.yml", b"a: 1 \r\nb: 2\r\n\tc: 3 ")
    put(root, b"spaces/a b.yml", b"a: 1 \n")
    put(root, b'spaces/"\\ \xc3\xa9.yml', b"a: 1 \n")
    put(root, b"hidden/a.yml", b'a: "x\xe2\x80\xae" \n')
    put(root, b"hidden/b.yml", b"a: 1\n::error::x: 1\nb: 2 \n")
    put(root, b"hidden/c.yml", around)
    put(root, b"hidden/d.yml", b"# ##[error]x\na: 1 ")
    put(root, b"hidden/##[error]e.yml", b"a: 1 \n")
    put(root, b"hidden/::error::f\n.yml", b"a: 1 \n")
    os.chmod(os.path.join(root, "hidden/a.yml"), 0o755)


def make_pack(root):
    evil = "::error::x ##[error]y \x1b[31m\u202e%0A | `a` <script> \u2066 [x](y)"
    text = json.dumps
    put(root, b".govlint.yml", b"pack: lint\n")
    put(root, b"a.txt", b"bad\n \x1b[31m,::error::x\n" + evil.encode() + b'\n"::error::z\n')
    put(root, b"::error::x.txt", b"bad\n")
    put(root, b"lint/pack.yml", f"""name: '::error::pack'
summary: {text(evil)}
tables:
  lines: {{read: {{repository: any, files: ['*.txt'], lines: '.+'}}}}
""".encode())
    put(root, b"lint/evil-rule.yml", f"""summary: {text(evil)}
why: {text(evil + chr(10) * 2 + "word " * 15 + "::warning::inside " + evil)}
severity: error
for: lines
check: {{matches: {{column: text, pattern: '^ok$'}}}}
message: {text(evil + "{text}")}
help: {text(evil)}
fix: {{title: {text(evil)}, safe: true, replace: text, with: ok}}
examples:
  - bad:
      {text("::error::" + evil)}:
        {text("::error::x/a.txt")}: {text(evil + chr(10))}
    finds: {text(evil)}
""".encode())


def require(condition, what):
    if not condition:
        print("    " + what)
        sys.exit(1)


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def lines_of(path):
    """The report as text: valid UTF-8 without anything that a terminal or a log obeys."""
    with open(path, "rb") as file:
        data = file.read()
    text = data.decode("utf-8")
    lines = text.replace("\r\n", "\n").split("\n")
    require(lines.pop() == "", "does not end with a line end") if text else lines.clear()
    odd = {character for character in set("".join(lines))
           if unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp", "Cs")}
    if not odd and "##[" not in text:
        return lines
    for number, line in enumerate(lines, 1):
        for character in odd:
            require(character not in line, f"line {number}: U+{ord(character):04x} in {line!r}")
        require("##[" not in line, f"line {number}: a command: {line!r}")
    return lines


def no_commands(lines):
    for number, line in enumerate(lines, 1):
        require(not line.lstrip().startswith("::"), f"line {number}: a command: {line!r}")


def harmless(path, report_format=""):
    lines = lines_of(path)
    if report_format != "github":
        no_commands(lines)


def check_text(path, findings):
    lines = lines_of(path)
    no_commands(lines)
    heads = [line for line in lines if re.search(r": (error|warning|note): .* \[[a-z0-9-]+\]$", line)]
    require(len(heads) == len(findings), f"{len(heads)} findings, not {len(findings)}")


def check_json(path, findings):
    no_commands(lines_of(path))
    require(load(path)["version"] == 1, "not version 1")


def check_sarif(path, findings):
    no_commands(lines_of(path))
    run = load(path)["runs"][0]
    results = run["results"]
    require(len(results) == min(len(findings), 5000), f"{len(results)} results")
    told = [note["message"]["text"] for note in run["invocations"][0]["toolExecutionNotifications"]]
    require(any("left out" in text for text in told) == (len(findings) > 5000), "what is left out")
    require(run["columnKind"] == "unicodeCodePoints", "columnKind")
    rules = run["tool"]["driver"]["rules"]
    for result, finding in zip(results, findings):
        require(rules[result["ruleIndex"]]["id"] == result["ruleId"], "ruleIndex")
        place = result["locations"][0]["physicalLocation"]
        require(re.fullmatch(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+", place["artifactLocation"]["uri"]),
                f"not a URI: {place}")
        if len(findings) > 5000:
            continue
        require(result["partialFingerprints"]["govlint/v1"] == finding["fingerprint"], "fingerprint")
        region = place.get("region")
        if region:
            for end in ("start", "end"):
                require(region[end + "Line"] == finding[end]["line"], "line")
                require(region[end + "Column"] == finding[end]["column"], "column")
        text = result["message"]["text"]
        require(not re.search(r"(?<!\\)\]\(", text), f"a link: {text}")
        require("\\[" not in text or "](" in finding["message"] + finding["help"], f"escaped: {text}")
        require("{" not in text.replace("{{", ""), f"a placeholder: {text}")
        require(len(result.get("relatedLocations", [])) == len(finding["related"]), "related")


def unescaped(text):
    return re.sub("%(0A|0D|25|2C|3A)", lambda code: chr(int(code[1], 16)), text)


def check_github(path, findings):
    kinds = {"error": 0, "warning": 0, "notice": 0}
    places = set()
    for line in lines_of(path):
        match = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        require(match, f"not a command: {line!r}")
        kinds[match[1]] += 1
        properties = dict(item.split("=", 1) for item in match[2].split(","))
        require(set(properties) <= {"file", "line", "endLine", "col", "endColumn", "title"},
                f"properties: {line!r}")
        require(not re.search("%(?!0A|0D|25)", match[3]), f"not escaped: {line!r}")
        place = unescaped(properties.get("file", "")), properties.get("line")
        if place[0]:
            require(place not in places, f"twice: {place}")
            require(not place[0].startswith("./"), f"path: {place}")
            places.add(place)
        last = match[3]
    require(all(count <= 10 for count in kinds.values()), f"too many: {kinds}")
    if len(findings) > 5000:
        require(re.match(r"\d+ more findings without an annotation: \d+ errors", last), last)


def check_markdown(path, findings):
    lines = lines_of(path)
    no_commands(lines)
    rows = 0
    in_diff = False
    for line in lines:
        if line.startswith("```"):
            in_diff = not in_diff
            continue
        if in_diff:
            require(line[:1] in "+-@", f"in a diff: {line!r}")
            continue
        tags = set(re.findall(r"<[^>]*>?", line))
        require(tags <= {"<br>", "<!-- -->", "<details>", "</details>", "<details open>",
                         "<summary>", "</summary>"}, f"tags: {tags}")
        require(not re.search(r"@\w|[^&]#\d|://|www\.", line), f"a link: {line!r}")
        if "<summary>" in line:
            require(not re.search(r"\\[][`_|]", line), f"Markdown in HTML: {line!r}")
            continue
        require(not re.search(r"(?<!\\)\]\(", line), f"a link: {line!r}")
        if line.startswith("| "):
            rows += 1
            require(len(re.findall(r"(?<!\\)\|", line)) == 5, f"columns: {line!r}")
    require(not in_diff, "an open block")
    require(os.path.getsize(path) < 1 << 20, "too large")
    more = sum(int(line.split()[1]) for line in lines if re.fullmatch(r"and \d+ more", line))
    require(rows + more == (len(findings) + 2 if findings else 0), f"{rows} rows, {more} more")


def check_rdjson(path, findings):
    no_commands(lines_of(path))
    diagnostics = load(path)["diagnostics"]
    require(len(diagnostics) == len(findings), f"{len(diagnostics)} diagnostics")
    for diagnostic, finding in zip(diagnostics, findings):
        require(diagnostic["severity"] in ("ERROR", "WARNING", "INFO"), "severity")
        require(diagnostic["code"]["value"] == finding["rule"], "code")


def check_gitlab(path, findings):
    no_commands(lines_of(path))
    issues = load(path)
    require(len(issues) == len(findings), f"{len(issues)} issues")
    require(len({issue["fingerprint"] for issue in issues}) == len(issues), "fingerprints")
    for issue in issues:
        require(issue["severity"] in ("info", "minor", "major", "critical", "blocker"), "severity")
        require(issue["location"]["lines"]["begin"] >= 1, "line")


def check_junit(path, findings):
    no_commands(lines_of(path))
    root = xml.etree.ElementTree.parse(path).getroot()
    cases = list(root.iter("testcase"))
    failed = list(root.iter("failure"))
    require(len(failed) == len(findings), f"{len(failed)} failures")
    require(int(root.get("tests")) == len(cases), "number of tests")
    require(int(root.get("failures")) == len(failed), "number of failures")
    for suite in root.iter("testsuite"):
        require(int(suite.get("tests")) == len(list(suite)), "tests of a suite")


def edits(paths):
    """Offsets of edits are what lines and columns of the other formats say."""
    findings = load(paths[0])["findings"]
    results = load(paths[1])["runs"][0]["results"]
    diagnostics = load(paths[2])["diagnostics"]
    checked = 0
    if len(results) != len(findings):
        return
    for finding, result, diagnostic in zip(findings, results, diagnostics):
        fix = finding["fix"]
        changes = [edit for change in result.get("fixes", [{}])[0].get("artifactChanges", [])
                   for edit in change["replacements"]]
        require(len(changes) == (len(fix["edits"]) if fix else 0), "number of edits")
        if not fix:
            require("suggestions" not in diagnostic, "a suggestion without a fix")
            continue
        for edit, change in zip(fix["edits"], changes):
            require(edit["text"] == change["insertedContent"]["text"], "text")
            require(edit["start"]["column"] == change["deletedRegion"]["startColumn"], "column")
            require(edit["end"]["line"] == change["deletedRegion"]["endLine"], "line")
        if len(changes) != 1 or "suggestions" not in diagnostic:
            continue
        with open(os.path.join(paths[3], diagnostic["location"]["path"]), "rb") as file:
            lines = file.read().split(b"\n")
        suggestion = diagnostic["suggestions"][0]
        for end in ("start", "end"):
            at = suggestion["range"][end]
            offset = sum(len(line) + 1 for line in lines[:at["line"] - 1]) + at["column"] - 1
            require(offset == fix["edits"][0][end]["offset"], f"offset of {suggestion}")
        require(suggestion["text"] == fix["edits"][0]["text"], "text of the suggestion")
        checked += 1
    require(checked > 0 or "pair" not in paths[3], "no suggestion was checked")


def closed(definition):
    """A schema that takes no other keys than those it names."""
    if isinstance(definition, list):
        return [closed(part) for part in definition]
    if not isinstance(definition, dict):
        return definition
    parts = {key: closed(part) for key, part in definition.items()}
    if isinstance(parts.get("properties"), dict):
        parts["additionalProperties"] = False
    return parts


def schema(paths, strict=False):
    try:
        import jsonschema
    except ImportError:
        return 77
    if not os.path.exists(paths[0]):
        return 77
    definition = closed(load(paths[0])) if strict else load(paths[0])
    validator = jsonschema.validators.validator_for(definition)
    errors = list(validator(definition).iter_errors(load(paths[1])))
    for error in errors[:5]:
        print("    " + "/".join(map(str, error.absolute_path)) + ": " + error.message[:300])
    return 1 if errors else 0


CHECKS = {"text": check_text, "concise": check_text, "json": check_json, "sarif": check_sarif,
          "github": check_github, "markdown": check_markdown, "rdjson": check_rdjson,
          "gitlab": check_gitlab, "junit": check_junit}


def main(command, *paths):
    if command in ("make", "make-patched", "make-pack"):
        return {"make": make, "make-patched": make_patched, "make-pack": make_pack}[command](paths[0])
    if command == "harmless":
        return harmless(*paths)
    if command == "harmless-both":
        for path in paths:
            harmless(path)
        return 0
    if command == "edits":
        return edits(paths)
    if command in ("schema", "known-keys"):
        return schema(paths, command == "known-keys")
    return CHECKS[command](paths[0], load(paths[1])["findings"])


sys.exit(main(*sys.argv[1:]))
