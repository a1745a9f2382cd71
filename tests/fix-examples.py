#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""For every bad example of every rule: `--diff` piped into `git apply` gives the bytes of `--fix`.

Usage: fix-examples.py GOVLINT RULES-FOLDER. Exit status 77 (skipped) without git or PyYAML.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

try:
    import yaml
except ImportError:
    print("skipped: PyYAML is not installed")
    sys.exit(77)


LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Repositories with other names belong to rules for any repository.
ROLES = ("governance", "website", "meetings")


def run(command, folder, stdin=None):
    return subprocess.run(command, cwd=folder, input=stdin, capture_output=True, check=False)


def write_files(folder, files):
    for path, text in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode())


def read_files(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".git" not in path.relative_to(folder).parts
    }


def unpack(folder, repositories):
    """Makes a Git work tree of each repository of an example, as if cloned from example/NAME."""
    for name, files in repositories.items():
        write_files(folder / name, files)
        run(["git", "init", "--quiet"], folder / name)
        run(["git", "remote", "add", "origin", f"https://github.com/example/{name}"], folder / name)
        head = ["refs/remotes/origin/HEAD", "refs/remotes/origin/main"]
        run(["git", "symbolic-ref", *head], folder / name)
    return sorted(repositories)


def fix(govlint, rule, folder, names, option):
    command = [govlint, "--select", rule, "--unsafe-fixes", *option, "--quiet"]
    for name in names:
        command += ["--repo", f"{name}={name}"] if name in ROLES else [name]
    return run(command, folder)


def differing(govlint, rule, repositories, scratch):
    """Names of the repositories in which the patch and the fix are not the same."""
    fixed, patched = scratch / "fixed", scratch / "patched"
    names = unpack(fixed, repositories)
    unpack(patched, repositories)
    fix(govlint, rule, fixed, names, [])
    if all(read_files(fixed / name) == read_files(patched / name) for name in names):
        return ["nothing: it does not fix"]
    wrong = []
    for name in names:
        # One repository changes at a time, so that the patch is for its root; the others are
        # bound as companions would be.
        patch = fix(govlint, rule, patched, names, ["--diff"])
        part = select_part(patch.stdout, name, len(names))
        if part.strip():
            applied = run(["git", "apply", "--whitespace=nowarn"], patched / name, part)
            if applied.returncode:
                print(applied.stderr.decode())
        if read_files(fixed / name) != read_files(patched / name):
            wrong.append(name)
    return wrong


def select_part(patch, name, count):
    """The part of a patch of several repositories that follows the header of one."""
    header = b"# govlint: "
    if header not in patch:
        return patch
    parts = patch.split(header)[1:]
    chosen = [part.split(b"\n", 1)[1] for part in parts if part.startswith(name.encode())]
    return chosen[0] if chosen else b""


def main():
    govlint = str(pathlib.Path(sys.argv[1]).resolve())
    if not shutil.which("git"):
        print("skipped: git is not installed")
        return 77
    os.environ.update(GIT_CONFIG_NOSYSTEM="1", GIT_CONFIG_GLOBAL=os.devnull)
    examples = failures = 0
    for path in sorted(pathlib.Path(sys.argv[2]).glob("*/*.yml")):
        rule = yaml.load(path.read_text(encoding="utf-8"), LOADER)
        for example in rule.get("examples", []):
            if "bad" not in example or "fixed" not in example:
                continue
            examples += 1
            with tempfile.TemporaryDirectory() as scratch:
                wrong = differing(govlint, path.stem, example["bad"], pathlib.Path(scratch))
            if wrong:
                print(f"{path.stem}: the patch and the fix differ in {', '.join(wrong)}")
                failures += 1
    print(f"{examples} examples, {failures} with a difference")
    return 1 if failures or examples == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
