# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What docs/write-a-pack.md shows is what is in its files, and what govlint prints.

A block ```LANGUAGE FILE must stand in that file as it is; a block ```console holds commands,
"$ govlint …", each followed by its output.

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


def main():
    program, document, folder = sys.argv[1:]
    with open(document, encoding="utf-8") as file:
        blocks = BLOCK.findall(file.read())
    wrong = 0
    with tempfile.TemporaryDirectory() as work:
        shutil.copytree(folder, f"{work}/set")
        os.chdir(f"{work}/set")
        for language, path, text in blocks:
            if path:
                with open(path, encoding="utf-8") as file:
                    if text not in file.read():
                        print(f"{path} does not hold:\n{text}")
                        wrong += 1
            if language != "console":
                continue
            for command, output in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", text, re.MULTILINE):
                found = said(program, command)
                if steady(found) != steady(output):
                    print(f"$ {command}\nshown:\n{output}\nprinted:\n{found}")
                    wrong += 1
    print(f"{len(blocks)} blocks, {wrong} of them wrong")
    if not blocks or wrong:
        sys.exit(1)


main()
