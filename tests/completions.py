# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What a shell offers behind govlint's command line: words of the program, and no option too few.

completions.py PROGRAM SOURCE-FOLDER bash|zsh|fish
"""
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time

COMMANDS = ["check", "demo", "explain", "help", "init", "log", "rules", "schema", "show", "test"]

# A line, and what is offered after it: exactly these or, with "…", at least these.
OFFERED = {
    "govlint ": [*COMMANDS, "…"],
    "govlint check --format ": "concise github gitlab json junit markdown rdjson sarif text".split(),
    "govlint --format s": ["sarif"],
    "govlint show --format ": ["csv", "json", "text"],
    "govlint log --format ": ["csv", "json", "text"],
    "govlint rules --format ": ["json", "markdown", "text"],
    "govlint --fail-on n": ["never", "note"],
    "govlint explain not-": ["not-utf8"],
    "govlint --select yaml-s": ["yaml-syntax"],
    "govlint log --rule yaml-s": ["yaml-syntax"],
    "govlint schema ": ["govlint", "pack", "rule", "tables"],
    "govlint test ": ["bytecode-alliance", "common"],
    "govlint show sig-fo": ["sig-folders"],
    "govlint show sigs ": ["plain"],
    "govlint --since ma": ["main"],
    "govlint log ": ["main", "plain"],
    "govlint rules ": [],
    "govlint help ex": ["explain"],
}


def bash(source, line):
    script = f"""
        source {source}/completions/govlint.bash
        line=$1
        read -ra COMP_WORDS <<<"$line"
        [[ $line == *' ' ]] && COMP_WORDS+=('')
        COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
        _govlint
        for word in "${{COMPREPLY[@]}}"; do
            echo "$word"
        done
    """
    run = subprocess.run(["bash", "-c", script, "bash", line], capture_output=True, text=True,
                         check=True)
    assert not run.stderr, run.stderr
    return run.stdout.splitlines()


def fish(source, line):
    script = f"source {source}/completions/govlint.fish; complete -C '{line}'"
    run = subprocess.run(["fish", "--no-config", "-c", script], capture_output=True, text=True,
                         check=True)
    assert not run.stderr, run.stderr
    return [word.split("\t")[0] for word in run.stdout.splitlines()]


# Words added to the list are printed between marks.
ZSH = r"""
PROMPT= RPROMPT=; fpath=({source}/completions $fpath); autoload -U compinit; compinit -u -D
compadd () {{ local a=() i; if [[ ${{@[1,(i)(-|--)]}} == *-(O|A|D)\ * ]]; then builtin compadd "$@"; return; fi; builtin compadd -A a "$@"; for i in $a; do print -r -- "off""er:$i"; done; builtin compadd "$@"; }}
end_offer () {{ print -r -- "off""er.end" }}
bindkey '^I' complete-word
print rea""dy
"""


def read_until(terminal, mark):
    """What the shell prints up to the mark, for ten seconds at most."""
    text = b""
    deadline = time.monotonic() + 10
    while mark not in text and time.monotonic() < deadline:
        if select.select([terminal], [], [], 0.1)[0]:
            text += os.read(terminal, 65536)
    assert mark in text, text
    return text.decode(errors="replace")


def zsh(source, line, started=[]):
    """Asks the one shell that is started the first time: that takes half a second."""
    if not started:
        pid, terminal = pty.fork()
        if pid == 0:
            os.environ.update(TERM="dumb")
            os.execvp("zsh", ["zsh", "-f", "-i"])
        started.append(terminal)
        for command in ZSH.format(source=source).strip().splitlines():
            os.write(terminal, command.encode() + b"\r")
        read_until(terminal, b"\nready\r")
    os.write(started[0], b"comppostfuncs=(end_offer)\r" + line.encode() + b"\t")
    text = read_until(started[0], b"offer.end")
    os.write(started[0], b"\x15")  # takes the line away
    return re.findall(r"offer:([^\r\n]*)", text)


def options_of(program, command):
    help_text = subprocess.run([program, *command, "--help"], capture_output=True, text=True,
                               check=True).stdout
    return re.findall(r"^ +(?:-\w, +|    )?(--[a-z-]+)", help_text, re.M)


def main(program, source, shell):
    if not shutil.which(shell):
        print(f"skipped: needs {shell}")
        return 77
    ask = {"bash": bash, "zsh": zsh, "fish": fish}[shell]
    source = os.path.abspath(source)
    failures = 0
    with tempfile.TemporaryDirectory() as work:
        os.chdir(work)
        os.environ.update(PATH=f"{os.path.dirname(program)}:{os.environ['PATH']}", HOME=work,
                          GIT_CONFIG_NOSYSTEM="1")
        os.mkdir("plain")
        subprocess.run("git init -q -b main && git -c user.name=A -c user.email=a@example.org "
                       "commit -q --allow-empty -m one", shell=True, check=True)
        for line, wanted in OFFERED.items():
            offered = {word.rstrip("/") for word in ask(source, line) if word[0] != "."}
            missing = set(wanted) - {"…"} - offered
            needless = set() if "…" in wanted else offered - set(wanted)
            if missing or needless:
                failures += 1
                print(f"FAILED: {line!r} lacks {sorted(missing)} and has {sorted(needless)}")
        for command in [[], *([word] for word in COMMANDS)]:
            line = " ".join(["govlint", *command, "--"])
            options = set(options_of(program, command))
            assert options, f"no options in the help of {command}"
            missing = options - set(ask(source, line))
            if missing:
                failures += 1
                print(f"FAILED: {line!r} lacks {sorted(missing)}")
    return 1 if failures else 0


sys.exit(main(*sys.argv[1:]))
