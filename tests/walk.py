# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Who follows docs/write-a-pack.md from an empty folder gets what it shows.

A block ```LANGUAGE FILE is put at the end of that file, a block ```sh is run, and a block ```console
holds commands, "$ govlint …", each followed by its output. What stands there in the end is what the
folder holds; with UPDATE=1 in the environment the folder is written anew.

walk.py PROGRAM DOCUMENT FOLDER
"""
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def said(program, command):
    words = shlex.split(command)
    if words[0] != "govlint":
        sys.exit(f"a command other than govlint: {command}")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "GITHUB_"))}
    run = subprocess.run([program, *words[1:]], capture_output=True, text=True, env=environment)
    return run.stdout + run.stderr


def steady(text):
    """How many rules there are changes with each new one."""
    return re.sub(r"\b\d+ rules", "N rules", text)


def follow(program, language, path, text):
    """Does what a block says; how much of it is wrong."""
    wrong = 0
    if path:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        with open(path, "a", encoding="utf-8") as file:
            file.write(text)
    elif language == "sh":
        subprocess.run(["sh", "-ec", text], check=True)
    elif language == "console":
        for command, output in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", text, re.MULTILINE):
            found = said(program, command)
            if steady(found) != steady(output):
                print(f"$ {command}\nshown:\n{output}\nprinted:\n{found}")
                wrong += 1
    return wrong


def files(folder):
    found = {}
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)
            with open(path, encoding="utf-8") as file:
                found[os.path.relpath(path, folder)] = file.read()
    return found


def main():
    program, document, folder = (os.path.abspath(word) for word in sys.argv[1:])
    with open(document, encoding="utf-8") as file:
        blocks = BLOCK.findall(file.read())
    with tempfile.TemporaryDirectory() as work:
        os.chdir(work)
        wrong = sum(follow(program, *block) for block in blocks)
        if os.environ.get("UPDATE") == "1":
            shutil.rmtree(folder)
            shutil.copytree(work, folder)
        made, kept = files(work), files(folder)
        os.chdir("/")
    for path in sorted(made.keys() | kept.keys()):
        if made.get(path) != kept.get(path):
            print(f"{folder}/{path} is not what comes out of it; if it should be: UPDATE=1")
            wrong += 1
    print(f"{len(blocks)} blocks, {wrong} wrong")
    if not blocks or wrong:
        sys.exit(1)


main()
