# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Linting a history by what changes from commit to commit, on one thread or several, tells the same as
linting each commit by itself: over random histories in which files, links, anchors, lists,
configurations and ignores come and go, with merges, and over others in which single entries of long
lists do, alone and beside other repositories; the same seed always gives the same history.

histories.py PROGRAM [REPOSITORY...]    random ones, or those that are given
"""
import json
import os
import random
import subprocess
import sys
import tempfile

NAMES = ["Ann Example", "Bob Sample", "Cyd Doe", "Dee Roe", "Example, Ann", "Ann Exampel"]
SIGS = ["alpha", "beta", "gamma", "delta"]
TARGETS = ["README.md", "SIGs/README.md", "../README.md", "charter.md", "proposal.md#scope",
           "#scope", "#goals", "SIG-alpha/charter.md", "SIG-beta", "docs/guide.md#setup", "missing.md",
           "https://github.com/bytecodealliance/governance/blob/main/SIGs/README.md", "/about",
           "{{ '/about' | relative_url }}", "/guide", "/docs/guide", "https://example.org/gone"]


def prose(rng):
    links = " ".join(f"[see]({rng.choice(TARGETS)})" for _ in range(rng.randrange(4)))
    heading = rng.choice(["Scope", "Goals", "Setup", "Scope\n\n## Scope"])
    extra = rng.choice(["", "\n**Who:** a\n**When:** b\n", "\n<p id=x></p><p id=x></p>\n",
                        "\n<!-- govlint-ignore link-broken: known -->\n[x](gone.md)\n",
                        "\n[x](gone.md)\n", "\n[x] (https://example.org)\n", "\nan\u200b item\n",
                        "\n## Supporting Members\n\n* Ann Example ([@ann](https://github.com/ann))\n",
                        "\nTODO: more\n", "\n<<<<<<< a\nb\n=======\nc\n>>>>>>> d\n"])
    return f"# SIG {rng.choice(SIGS)}\n\n## {heading}\n\n{links} words\n{extra}"


def sig_list(rng):
    lines = [f"* [SIG {name}](SIG-{name}/{rng.choice(['charter.md', 'proposal.md'])}) "
             f"({rng.choice(NAMES)}{rng.choice([', Chair', ', Chair', '', ', Co-chairs'])})"
             for name in rng.sample(SIGS, rng.randrange(1, 5))]
    return f"# SIGs\n\n## {rng.choice(['Current SIGs', 'Current SIGs', 'Other'])}\n\n" + \
        "\n".join(lines) + "\n"


def people(rng):
    entries = [f"* {name} ([@{handle}](https://github.com/{rng.choice([handle, 'x'])}))" for name, handle in
               rng.sample([("Doe, Cyd", "cyd"), ("Example, Ann", "ann"), ("Sample, Bob", "bob")], 3)]
    return "# Recognized Contributors\n\n" + "\n".join(entries) + "\n"


def members(rng):
    return ("# TSC\n\n## Recognized Contributor Delegates\n\n* Ann Example [@ann](https://github.com/"
            + rng.choice(["ann", "bob"]) + ")\n\n## Core Project Delegates\n\n* None\n")


def data(rng):
    return rng.choice(["a: 1\nb: 2\n", "a: 1 \nb: 2\n", "a: 1\na: 2\n", "a: [\n", "a: 1\r\nb: 2\r\n",
                       "# govlint-ignore yaml-trailing-space: later\na: 1 \n", "a: \xff\n",
                       "- name: Ann Example\n  ofice: x\n"])


def configuration(rng):
    return rng.choice(["rules: {link-broken: off}\n", "rules: {yaml-trailing-space: error}\n",
                       "rules: [wrong\n", "{}\n",
                       "ignore:\n- {rule: link-broken, path: '**', reason: y}\n",
                       "ignore:\n- {rule: sig-without-folder, row: beta, reason: y, until: 2020-09-13}\n"])


# What a path may contain, and how likely each is to be chosen.
FILES = [(["README.md", "docs/guide.md", "docs/README.md", "a/b/c.md"], prose, 4),
         ([f"SIGs/SIG-{name}/{file}" for name in SIGS for file in ("charter.md", "proposal.md")],
          prose, 8),
         (["SIGs/README.md"], sig_list, 3), (["recognized-contributors.md"], people, 1),
         (["TSC/members.md"], members, 1), (["TSC/charter.md"], prose, 1),
         (["data/a.yml", "data/b.yaml", "_data/board.yml"], data, 3),
         ([".govlint.yml"], configuration, 1),
         (["CODEOWNERS"], lambda rng: rng.choice(["* @ann\n", "/SIGs/ @bob ann\n", "/gone @x\n"]), 1),
         ([".gitignore"], lambda rng: rng.choice(["missing.md\n", "gone.md\n", "*.tmp\n"]), 1),
         ([".gitattributes"], lambda rng: rng.choice(["*.yml eol=crlf\n", "*.md -text\n"]), 1),
         (["_config.yml"], lambda rng: "title: x\npermalink: /:title\n", 1),
         (["CNAME", "docs/CNAME"], lambda rng: rng.choice(["example.org\n", "example.net\n"]), 3),
         ([".github/workflows/a.yml", "Gemfile"],
          lambda rng: rng.choice(["on: push\n", "name: pages\n", "gem 'jekyll-x'\n"]), 4),
         ([".nojekyll", "mkdocs.yml"], lambda rng: "\n", 1),
         (["about.md", "index.html"], lambda rng: "---\ntitle: x\n" + rng.choice(
             ["permalink: /about\n", ""]) + "---\n" + prose(rng), 2),
         (["templates/SIGs/proposal.md"],
          lambda rng: "# Proposal\n\n_Say what._\n\n## Supporting Members\n\n* $NAME\n", 1)]


def change(rng, files):
    """One change of a tree, {path: (mode, text)}."""
    kind = rng.randrange(12)
    if kind == 0 and files:
        del files[rng.choice(sorted(files))]
    elif kind == 1 and files:
        path = rng.choice(sorted(files))
        mode, text = files[path]
        files[path] = ("755" if mode == "644" else "644", text) if mode in ("644", "755") else (mode, text)
    elif kind == 2 and files:
        old, new = (f"SIGs/SIG-{name}/" for name in rng.sample(SIGS, 2))
        for path in [path for path in files if path.startswith(old)]:
            files[new + path[len(old):]] = files.pop(path)
    elif kind == 3 and files:
        path = rng.choice(sorted(files))
        mode, text = files[path]
        flipped = text.replace("\r\n", "\n") if "\r\n" in text else text.replace("\n", "\r\n")
        files[path] = (mode, flipped if mode != "120000" else text)
    elif kind == 4:
        files[rng.choice(["docs/guide.md", "SIGs/SIG-beta/charter.md"])] = ("120000", "README.md")
    else:
        paths, make, _ = rng.choices(FILES, [weight for _, _, weight in FILES])[0]
        files[rng.choice(paths)] = ("644", make(rng))
    for path in [path for path in files if any(other.startswith(path + "/") for other in files)]:
        del files[path]


def make(folder, seed, commits):
    rng = random.Random(seed)
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", folder], check=True)
    stream = subprocess.Popen(["git", "-C", folder, "fast-import", "--quiet"], stdin=subprocess.PIPE)
    trees = {}
    main, side = None, None

    def commit(mark, parents, files):
        out = [f"commit refs/heads/main\nmark :{mark}\ncommitter Ann Example <a@example.org> "
               f"{1600000000 + mark * 7000} +0000\ndata 1\nx\n"]
        out += [f"{'merge' if i else 'from'} :{parent}\n" for i, parent in enumerate(parents)]
        out.append("deleteall\n")
        stream.stdin.write("".join(out).encode())
        for path, (mode, text) in files.items():
            content = text.encode("utf-8") if "\xff" not in text else text.encode("latin-1")
            stream.stdin.write(f"M {mode} inline {path}\ndata {len(content)}\n".encode() + content
                               + b"\n")
        trees[mark] = files

    for mark in range(1, commits + 1):
        if side and rng.randrange(4) == 0:
            files = dict(trees[main])
            files.update({path: entry for path, entry in trees[side].items()
                          if trees[side].get(path) != files.get(path) and rng.randrange(2)})
            for path in [path for path in files if any(o.startswith(path + "/") for o in files)]:
                del files[path]
            commit(mark, [main, side], files)
            main, side = mark, None
            continue
        branch = main is not None and rng.randrange(6) == 0
        start = side if branch and side else main
        files = dict(trees.get(start, {}))
        for _ in range(rng.randrange(1, 4) if mark > 1 else 25):
            change(rng, files)
        commit(mark, [start] if start else [], files)
        if branch:
            side = mark
        else:
            main = mark
    last = {path: entry for path, entry in trees[main].items() if path != ".govlint.yml"}
    commit(commits + 1, [main], last)
    main = commits + 1  # as what is there now must be usable
    stream.stdin.write(f"reset refs/heads/main\nfrom :{main}\n\n".encode())
    stream.stdin.close()
    assert stream.wait() == 0


# Entries of long lists

FIRST = ["Ada", "Berenike", "Casimir", "Dorothea", "Emmerich", "Florentine"]
LAST = ["Abendroth", "Birnbaum", "Castellan", "Dombrowski", "Eichendorff", "Falkenberg", "Grünewald"]
PEOPLE = [(last, first, (first[:2] + last).lower().replace("ü", "ue")) for last in LAST for first in FIRST]
LISTS = ["recognized-contributors.md", "TSC/members.md", "SIGs/README.md",
         *(f"SIGs/SIG-{name}/proposal.md" for name in SIGS)]


def slip(rng, text):
    at = rng.randrange(1, len(text) - 2)
    return rng.choice([text[:at] + text[at + 1] + text[at] + text[at + 2:], text[:at] + text[at + 1:]])


def entry(rng, path):
    """A line of a list, now and then with a mistake."""
    last, first, handle = rng.choice(PEOPLE)
    wrong = rng.randrange(20)
    if wrong == 0:
        last = slip(rng, last)
    elif wrong == 1:
        handle = rng.choice(PEOPLE)[2]
    elif wrong == 2:
        last, first = first, last
    link = f"[@{handle}](https://github.com/{rng.choice(PEOPLE)[2] if wrong == 3 else handle})"
    if wrong == 4:
        link = rng.choice([f"@{handle}", f"[{handle}]", "", f"{link} and more"])
    if path.startswith("rec"):
        return f"* {last}, {first} ({link})"
    if path == "SIGs/README.md":
        name = rng.choice(SIGS)
        return f"* [SIG {name}](SIG-{name}/proposal.md) ({first} {last} {link}, Chair)"
    return f"* {first} {last} ({link})" if path.startswith("SIGs") else f"* {first} {last} {link}"


HEADS = {"recognized-contributors.md": "# Recognized Contributors\n\n", "SIGs/README.md":
         "# SIGs\n\n## Current SIGs\n\n", "TSC/members.md": "# TSC\n\n## Elected Delegates\n\n"}


def edit(rng, path, lines):
    """One change of a list: an entry comes, goes, moves or is another."""
    at = rng.randrange(len(lines) + 1)
    kind = rng.randrange(6)
    if kind < 2 or len(lines) < 3:
        lines.insert(at, entry(rng, path))
    elif kind < 4:
        lines[at % len(lines)] = entry(rng, path)
    else:
        line = lines.pop(at % len(lines))
        if kind == 4:
            lines.insert(rng.randrange(len(lines) + 1), line)


def make_lists(folder, seed, commits):
    rng = random.Random(seed)
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", folder], check=True)
    stream = subprocess.Popen(["git", "-C", folder, "fast-import", "--quiet"], stdin=subprocess.PIPE)
    texts = {path: [entry(rng, path) for _ in range(40 if path.startswith("rec") else 12)]
             for path in LISTS}
    before = texts
    for mark in range(1, commits + 1):
        texts, older = {path: list(lines) for path, lines in texts.items()}, texts
        if rng.randrange(8) == 0:
            texts = {path: list(lines) for path, lines in before.items()}  # all is as it was
        before = older
        for _ in range(rng.randrange(3)):
            path = rng.choice(LISTS)
            edit(rng, path, texts[path])
        stream.stdin.write(f"commit refs/heads/main\ncommitter Ann Example <a@example.org> "
                           f"{1600000000 + mark * 7000} +0000\ndata 1\nx\ndeleteall\n".encode())
        for path, lines in texts.items():
            if path.startswith("SIGs/SIG-") and rng.randrange(30) == 0:
                continue
            head = HEADS.get(path, f"# SIG\n\n{'Why. ' * rng.randrange(2)}\n\n## Supporting Members\n\n")
            content = (head + "\n".join(lines) + "\n").encode()
            stream.stdin.write(f"M 644 inline {path}\ndata {len(content)}\n".encode() + content + b"\n")
    stream.stdin.close()
    assert stream.wait() == 0


def make_others(folder):
    """Repositories that stay as they are beside such lists: they are compared with all of these."""
    files = {"meetings/recording-guidelines.md": "# Recording\n", "meetings/wasmtime/README.md": "# X\n",
             "meetings/CODEOWNERS": "* @ann\n" + "".join(f"/SIG-{name}/ @bob\n" for name in SIGS[:2])}
    files.update({f"meetings/SIG-{name}/README.md": "# SIG\n" for name in SIGS[:3]})
    for name, people in (("tsc", PEOPLE[:12]), ("board", PEOPLE[6:20])):
        files[f"website/_data/{name}.yml"] = "".join(
            f"- name: {first} {last}\n  github: {handle}\n  title: Delegate\n"
            for last, first, handle in people)
    for path, text in files.items():
        os.makedirs(os.path.dirname(os.path.join(folder, path)), exist_ok=True)
        with open(os.path.join(folder, path), "w", encoding="utf-8") as file:
            file.write(text)
    return os.path.join(folder, "meetings"), os.path.join(folder, "website")


def run(program, *words):
    done = subprocess.run([program, *words], capture_output=True, check=False)
    assert done.returncode in (0, 1, 3), (words, done.returncode, done.stderr)
    return done.stdout


def compare(program, repository, name, *more):
    failures = 0
    # What cannot be linted at all tells the same in every way.
    log = json.loads(run(program, "log", "--format", "json", repository, *more))
    assert len(log["commits"]) > 0, f"{name}: no commit changes what is found"
    for words in ([], ["--all-parents"], ["--summary"]):
        words = ["log", "--format", "json", *words, repository, *more]
        alone = run(program, *words, "--no-sharing")
        for jobs in ("1", "3"):
            shared = run(program, *words, "--jobs", jobs)
            if shared == alone:
                continue
            failures += 1
            print(f"FAILED: {name}: {' '.join(words[3:-1])} on {jobs} threads: not what each commit by "
                  "itself tells")
            for line, other in zip(shared.splitlines(), alone.splitlines()):
                if line != other:
                    print(f"    {line.decode()}\n    {other.decode()}")
                    break
    return failures


def main(program, *repositories):
    failures = 0
    for repository in repositories:
        failures += compare(program, repository, os.path.basename(repository))
    with tempfile.TemporaryDirectory() as work:
        changes = 0
        for seed in range(0 if repositories else int(os.environ.get("HISTORIES", "6"))):
            folder = os.path.join(work, f"{seed}.git")
            if seed % 2:
                make_lists(folder, seed, 60)
                failures += compare(program, folder, f"seed {seed} beside others",
                                    *make_others(os.path.join(work, "others")))
            else:
                make(folder, seed, 60)
            failures += compare(program, folder, f"seed {seed}",
                                *(["--rules", os.environ["RULES"]] if "RULES" in os.environ else []))
            log = json.loads(run(program, "log", "--format", "json", folder))
            changes += sum(len(commit["brought"]) for commit in log["commits"])
            assert changes > 50 * (seed + 1), "too little is found to compare anything"
    print(failures, "failures")
    return failures > 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
