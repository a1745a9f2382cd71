# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The progress bar of `govlint log`: on a terminal, for what takes longer than half a second; erased
at the end and where it is interrupted; nothing where standard error is no terminal.

progress.py PROGRAM
"""
import os
import pty
import signal
import subprocess
import sys
import tempfile
import time

ERASE = b"\r\x1b[K"


def make(folder, commits):
    """A history in which each commit takes its time."""
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", folder], check=True)
    stream = subprocess.Popen(["git", "-C", folder, "fast-import", "--quiet"],
                              stdin=subprocess.PIPE)
    for number in range(commits):
        data = "".join(f"key-{number}-{line}: [a, {{b: {line}}}]\n" for line in range(600)).encode()
        stream.stdin.write(f"commit refs/heads/main\ncommitter A <a@example.org> {number} +0000\ndata 1\nx\n"
                           f"M 644 inline a.yml\ndata {len(data)}\n".encode() + data + b"\n")
    stream.stdin.close()
    assert stream.wait() == 0


def run(program, folder, term="xterm", interrupt=False):
    """What the program wrote to a terminal that is its standard error, and its exit status."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM=term, COLUMNS="100")
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.execv(program, [program, "log", folder])
    text = b""
    while True:
        try:
            part = os.read(terminal, 4096)
        except OSError:
            part = b""
        if not part:
            break
        text += part
        if interrupt and b" commits linted" in text:
            os.kill(pid, signal.SIGINT)
            interrupt = False
    return text, os.waitpid(pid, 0)[1]


def main(program, work):
    for commits in (250, 1000, 4000):
        folder = os.path.join(work, f"history-{commits}.git")
        make(folder, commits)
        begun = time.monotonic()
        text, status = run(program, folder)
        assert status == 0, (status, text)
        if time.monotonic() - begun >= 1:
            break
    else:
        print("too fast a machine for a progress bar")
        return 77
    assert f" of {commits} commits linted, about ".encode() in text and b"[#" in text, text
    assert text.rfind(ERASE) > text.rfind(b" commits linted"), text[-200:]
    text, status = run(program, folder, interrupt=True)
    assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGINT, status
    assert text.endswith(ERASE) or text.endswith(b"^C" + ERASE), text[-200:]
    text, status = run(program, folder, term="dumb")
    assert status == 0 and ERASE not in text, text
    done = subprocess.run([program, "log", folder], capture_output=True, check=True)
    assert b"commits linted" not in done.stderr, done.stderr
    return 0


with tempfile.TemporaryDirectory() as work:
    sys.exit(main(sys.argv[1], work))
