# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Random damage: see mutate.sh, which says how to run this."""
import glob
import json
import os
import random
import shlex
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
SECONDS_EACH = 60  # a hang, also on a slow machine under valgrind
SNIPPETS = [
    b"\xef\xbb\xbf", b"\xff\xfe", b"\xfa", b"\0", b"\r", b"\r\n", b"\t", b"---\n", b"...\n", b"[",
    b"]", b"(", b")", b"{", b"}", b"*", b"&a ", b"*a", b"<<: ", b"'", b'"', b"|", b">", b"#", b"`",
    b"```\n", b"~~~\n", b"<!--", b"-->", b"\\", b"!", b"@", b": ", b"- ", b"* ", b"* " * 40,
    b"[" * 200, b"(" * 200, b"  - " * 60, b"{" * 200, b"> " * 100, b"![](" * 50, b"%20", b"%ff",
    b"]: x\n", b"# Current SIGs\n", b"## Current SIGs\n", b"SIG ", b" and ", b", Co-chairs)",
    "é\u0301\u202e\u200d👩‍🚀".encode(), b"a" * 5000, b"\n" * 500, b"*" * 3000, b"_a*" * 1000,
]


def sets_of_repositories():
    """The folders whose folders are repositories of the built-in packs."""
    found = [os.path.join(HERE, "..", "demo")]
    found += sorted(glob.glob(os.path.join(HERE, "fixtures", "*")))
    return [folder for folder in found if os.path.basename(folder) != "own-pack"]


def unpack_real(work):
    unpack = os.path.join(os.environ.get("GOVLINT_SHARED", ""), "corpus", "unpack")
    if not os.access(unpack, os.X_OK):
        return []
    real = os.path.join(work, "real")
    subprocess.run([unpack, real], check=True, capture_output=True)
    shutil.rmtree(os.path.join(real, "meetings"))
    return [real]


def repositories(folder):
    return sorted(name for name in os.listdir(folder) if os.path.isdir(os.path.join(folder, name)))


def text_files(folder):
    kept = (".md", ".yml", ".yaml", ".html")
    return sorted(os.path.join(base, name)
                  for base, folders, names in os.walk(folder)
                  for name in names
                  if name.endswith(kept) and os.sep + ".git" + os.sep not in base + os.sep)


def damage_bytes(rng, data):
    at = rng.randrange(len(data) + 1)
    kind = rng.randrange(7)
    if kind == 0:
        return data[:at]
    if kind == 1:
        return data[:at] + data[at + rng.randrange(1, 20):]
    if kind == 2 and at < len(data):
        return data[:at] + bytes([data[at] ^ 1 << rng.randrange(8)]) + data[at + 1:]
    if kind == 3:
        return data[:at] + bytes(rng.randrange(256) for _ in range(rng.randrange(1, 6))) + data[at:]
    return data[:at] + rng.choice(SNIPPETS) + data[at:]


def damage_lines(rng, data):
    lines = data.splitlines(keepends=True)
    if not lines:
        return data
    at, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    kind = rng.randrange(5)
    if kind == 0:
        del lines[at]
    elif kind == 1:
        lines.insert(at, lines[other])
    elif kind == 2:
        lines[at], lines[other] = lines[other], lines[at]
    elif kind == 3:
        lines[at] = b" " * rng.randrange(1, 9) + lines[at]
    else:
        lines[at] = lines[at].rstrip(b"\r\n")
    return b"".join(lines)


def damage(rng, folder):
    """Damages one to four files in place, and says which."""
    files = text_files(folder)
    known = [path for path in files
             if path.endswith(("SIGs/README.md", "members.md", "contributors.md")) or "_data" in path]
    done = []
    for _ in range(rng.randrange(1, 5)):
        path = rng.choice(known if known and rng.random() < 0.7 else files)
        kind = rng.randrange(12)
        done.append(os.path.relpath(path, folder))
        if not os.path.lexists(path) or os.path.isdir(path) or os.path.islink(path):
            continue
        with open(path, "rb") as file:
            data = file.read()
        if kind == 0:
            os.remove(path)
        elif kind == 1:
            os.remove(path)
            os.symlink(rng.choice(["/etc/passwd", ".", "../x", os.path.basename(path)]), path)
        elif kind == 2:
            os.remove(path)
            os.mkdir(path)
        else:
            with open(path, "wb") as file:
                file.write((damage_lines if kind < 6 else damage_bytes)(rng, data))
    return done


def check(command, folder):
    """What is wrong with the outcome, or nothing."""
    try:
        run = subprocess.run(command, cwd=folder, capture_output=True, timeout=SECONDS_EACH)
    except subprocess.TimeoutExpired:
        return "does not end"
    if run.returncode not in (0, 1):
        return f"exit status {run.returncode}: {run.stderr.decode(errors='replace')}"
    if b"Sanitizer" in run.stderr or b"runtime error" in run.stderr:
        return run.stderr.decode(errors="replace")
    try:
        text = run.stdout.decode()
        if "json" not in command:
            return "control characters" if any(c < " " and c != "\n" for c in text) else ""
        report = json.loads(text)
    except ValueError as error:
        return f"the report is broken: {error}"
    if (run.returncode == 1) != (report["summary"]["error"] > 0):
        return "the exit status does not fit the findings"
    return ""


def attempt(seed, program, sources, work):
    rng = random.Random(seed)
    source = rng.choice(sources)
    folder = os.path.join(work, "damaged")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(source, folder, symlinks=True)
    done = damage(rng, folder)
    form = rng.choice(["json", "json", "text", "concise"])
    command = shlex.split(os.environ.get("WRAPPER", ""))
    command += [program, "--format", form]
    for name in repositories(folder):  # by name: it may no longer look like what it is
        command += ["--repo", f"{name}={name}"]
    wrong = check(command, folder)
    if wrong:
        print(f"FAILED: seed {seed}, {os.path.basename(source)}, {' '.join(done)}: {wrong}")
        if os.environ.get("KEEP"):
            shutil.copytree(folder, os.path.join(os.environ["KEEP"], str(seed)), symlinks=True)
    return not wrong


def main():
    program = os.path.abspath(sys.argv[1])
    wanted = int(os.environ.get("MUTATIONS", "0"))
    first = int(os.environ.get("SEED", "1"))
    os.environ["TERM"] = "dumb"
    end = time.monotonic() + 10
    failures = count = 0
    with tempfile.TemporaryDirectory() as work:
        sources = sets_of_repositories() + unpack_real(work)
        while count < wanted or (not wanted and count < 300 and time.monotonic() < end):
            failures += not attempt(first + count, program, sources, work)
            count += 1
    print(f"{count} mutations, {failures} failed")
    sys.exit(failures > 0)


if __name__ == "__main__":
    main()
