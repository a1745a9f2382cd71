# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What the shell tests need to know of govlint's JSON.

findings.py list REPORT            the findings, one line each, without the names of folders
findings.py diff BEFORE AFTER      which findings and skipped rules came (+, ~) and went (-)
findings.py spans ROWS FOLDER      every verbatim cell of `show --format json` is its place's text
findings.py column ROWS NAME       the texts of one column, one a line
"""
import collections
import json
import os
import sys


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def place(finding):
    at = "{repository}/{path}".format(**finding)
    start = finding["start"]
    return f"{at}:{start['line']}:{start['column']}" if start else at


def show_list(report):
    for finding in load(report)["findings"]:
        end = finding["end"]
        end = f"-{end['line']}:{end['column']}" if end else ""
        print(place(finding) + end, finding["severity"], finding["rule"], finding["message"])
        for related in finding["related"]:
            print("   ", place({**finding, **related}), related["message"])
        for label, text in (("help", finding["help"]), ("fix", finding["fix"])):
            if text:
                print(f"    {label}: {text['title'] if label == 'fix' else text}")


def identities(report):
    """Findings by what stays the same when lines move, counted: two may be alike."""
    out = collections.defaultdict(list)
    for finding in report["findings"]:
        out[finding["rule"], finding["fingerprint"]].append(place(finding))
    return out


def diff(before, after):
    before, after = load(before), load(after)
    old, new = identities(before), identities(after)
    lines = []
    for identity in set(old) | set(new):
        gone, come = old.get(identity, []), new.get(identity, [])
        same = min(len(gone), len(come))
        lines += [f"+ {identity[0]} {at}" for at in come[same:]]
        lines += [f"- {identity[0]} {at}" for at in gone[same:]]
    skipped = {skip["rule"] for skip in before["skipped"]}
    lines += {f"~ {skip['rule']}" for skip in after["skipped"] if skip["rule"] not in skipped}
    print("\n".join(sorted(lines)))


def spans(rows, folder):
    """Cells of entries are cut out of their file; `path`, `heading` and derived ones are not."""
    verbatim = {"text", "name", "chairs", "role", "surname", "first", "handle", "link",
                "account", "mention", "github", "title", "office"}
    checked = 0
    for row in load(rows):
        with open(os.path.join(folder, row["path"]), "rb") as file:
            content = file.read()
        for name, cell in row["cells"].items():
            if name not in verbatim or not cell["present"]:
                continue
            start, end = cell["start"], cell["end"]
            text = content[start["offset"]:end["offset"]].decode()
            line = content[:start["offset"]].count(b"\n") + 1
            begin = content.rfind(b"\n", 0, start["offset"]) + 1
            column = len(content[begin:start["offset"]].decode()) + 1
            if text != cell["text"] or (line, column) != (start["line"], start["column"]):
                sys.exit(f"{row['path']}: {name} is not at its place: {cell}, there is {text!r}")
            checked += 1
    if not checked:
        sys.exit("no cells")


def column(rows, name):
    for row in load(rows):
        print(row["cells"][name]["text"])


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    verbs = {"list": show_list, "diff": diff, "spans": spans, "column": column}
    verbs[sys.argv[1]](*sys.argv[2:])
