# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""
Lets every call of the system and every allocation of a run fail in turn, and looks what comes of it.

usage: faults.py PROGRAM SHIM WORK WHAT

WHAT is "calls", "signals" or "memory". A run is either as good as one without a fault (the same
status, output and files), or it says so: exit status 3 and a line on standard error. Whatever
happens, each file is wholly old or wholly new, and nothing else is left behind.
"""

import concurrent.futures
import difflib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

JOBS = os.cpu_count() or 2
# How many faults of a scenario are tried, evenly spread, unless GOVLINT_TEST_FAULTS is "all".
MOST = 40
SIGNALS = {"term": signal.SIGTERM, "int": signal.SIGINT, "hup": signal.SIGHUP, "kill": signal.SIGKILL}
# What is done again, or for the rest, as if nothing had happened. (Files on a disk are never read
# in part because of a signal, and libgit2 does not expect it; it does not fail in silence either.)
RESUMED = {"short": {"read", "write", "pread", "pread64", "pwrite"},
           "eintr": {"write", "poll", "waitpid"}}
# Calls that remove a file again: if one fails, the file stays.
REMOVING = {"unlink", "unlinkat", "rmdir"}

GOVERNANCE = {
    "SIGs/README.md": "# Special Interest Groups\n\n## Current SIGs\n\n* SIG A (Ann Example, Chair)\n",
    "SIGs/SIG-a/charter.md": "# SIG A\n",
    "notes.yml": "a: 1 \nb: [2, 3]\t\n",
    "more/notes.yml": "c: 4 \n",
}


class Scenario:
    """A folder and a command line; `writes` where it changes files."""

    def __init__(self, name, arguments, prepare=None, writes=False):
        self.name, self.arguments, self.prepare, self.writes = name, arguments, prepare, writes


def git(folder, *arguments):
    subprocess.run(["git", "-C", folder, *arguments], check=True, stdout=subprocess.DEVNULL)


def pack_objects(folder):
    git(folder / "r", "repack", "-qad")


def change_and_stage(folder):
    (folder / "r/notes.yml").write_text("a: 1 \nb: [2, 3]\t\nd: 5 \n")
    git(folder / "r", "add", "notes.yml")


def make_remote(folder):
    git(folder, "clone", "-q", "--bare", "r", "remote.git")


SCENARIOS = [
    Scenario("lint", ["r"]),
    Scenario("json", ["--format", "json", "r"]),
    Scenario("revision", ["--rev", "HEAD", "r"], pack_objects),
    Scenario("since", ["--since", "HEAD", "r"], change_and_stage),
    Scenario("diff", ["--diff", "r"]),
    Scenario("report", ["--format", "sarif", "-o", "out.sarif", "r"], writes=True),
    Scenario("fix", ["--fix", "r"], writes=True),
    Scenario("create", ["--unsafe-fixes", "r"], writes=True),
    Scenario("staged", ["--staged", "--fix", "r"], change_and_stage, writes=True),
    Scenario("init", ["init", "--hook", "--workflow", "r"], writes=True),
    Scenario("fetch", ["--repo", "website=file://@/remote.git", "r"], make_remote, writes=True),
]


class Outcome:
    def __init__(self, status, out, err, files):
        self.status, self.out, self.err, self.files = status, out, err, files

    def same(self, other):
        return (self.status, self.out, self.err, self.files) == (
            other.status, other.out, other.err, other.files)


def is_of_no_account(path):
    """Objects of Git that nothing names, and what is in the cache: the next run looks through it."""
    return "objects" in path.parts or path.match("cache/govlint/repos/*.lock") or (
        path.parts[0] == "cache" and not in_new_cache(path.as_posix()))


def without_place(data, folder):
    """What differs only because the folder has another name."""
    data = data.replace(str(folder).encode(), b"@")
    return re.sub(rb"[0-9a-f]{16}-remote", b"HASH-remote", data)


def read_files(folder):
    """What is in all files that count."""
    files = {}
    for path in sorted(folder.rglob("*")):
        name = without_place(str(path.relative_to(folder)).encode(), folder).decode()
        if not path.is_file() or is_of_no_account(path.relative_to(folder)):
            continue
        if path.match(".git/index"):
            files.update(read_index(name, path.parent.parent))
        else:
            files[name] = without_place(path.read_bytes(), folder)
    return files


def read_index(name, folder):
    """What is staged, path by path: the times in the file differ."""
    done = subprocess.run(["git", "-C", folder, "ls-files", "-s"], capture_output=True, check=False)
    lines = [line.split(b"\t") for line in done.stdout.splitlines()] if not done.returncode else []
    return {f"{name} of {path.decode()}": entry for entry, path in lines} or {name: b"damaged"}


def is_whole_report(name, data):
    """A report tells of the fault, so it has other bytes."""
    try:
        return name == "out.sarif" and json.loads(data)["version"] == "2.1.0"
    except ValueError:
        return False


def of_kind(kind):
    """Memory is had a thousand times before anything is written, which other scenarios try."""
    return {"FAULT_KIND": kind, **({"FAULT_AFTER": "create"} if kind == "memory" else {})}


class Bench:
    """One scenario, made once and copied for each run."""

    def __init__(self, scenario, program, shim, work):
        self.scenario, self.program, self.shim = scenario, program, shim
        self.work = work / scenario.name
        self.origin = self.work / "origin"
        make_repository(self.origin)
        if scenario.prepare:
            scenario.prepare(self.origin)
        self.before = read_files(self.origin)
        self.clean = self.run("clean", {"FAULT_LOG": str(self.work / "log")})
        if self.clean.status not in (0, 1):
            raise SystemExit(f"{scenario.name}: {self.clean.status}\n{self.clean.err}")

    def calls(self, kind):
        self.run("count", {"FAULT_LOG": str(self.work / "log"), **of_kind(kind)})
        return (self.work / "log").read_text().split()

    def run(self, name, environment):
        """A run in a copy of its own, always at the same path length and depth."""
        folder = self.work / name
        if folder.exists():
            shutil.rmtree(folder)
        shutil.copytree(self.origin, folder, symlinks=True)
        arguments = [argument.replace("@", str(folder)) for argument in self.scenario.arguments]
        done = subprocess.run(
            [self.program, *arguments], cwd=folder, capture_output=True, timeout=120,
            env={**os.environ, "LD_PRELOAD": self.shim, "XDG_CACHE_HOME": str(folder / "cache"),
                 **environment})
        outcome = Outcome(done.returncode, without_place(done.stdout, folder),
                          without_place(done.stderr, folder), read_files(folder))
        shutil.rmtree(folder)
        return outcome


def make_repository(folder):
    for name, text in GOVERNANCE.items():
        path = folder / "r" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    git(folder / "r", "init", "-q", "--template=")
    git(folder / "r", "add", "-A")
    git(folder / "r", "commit", "-qm", "one")


def mixed(bench, outcome, may_remain):
    """What is neither old nor new in the files, or has no business there."""
    for name, data in outcome.files.items():
        known = [files[name] for files in (bench.before, bench.clean.files) if name in files]
        if not known and not may_remain(name):
            return f"{name} is left behind"
        if known and data not in known and not is_whole_report(name, data):
            return f"{name} is neither old nor new"
    for name in bench.before:
        if name not in outcome.files and name in bench.clean.files:
            return f"{name} is lost"
    return None


def never(name):
    return False


def in_new_cache(name):
    """A repository of the cache that is not complete yet; the next run removes it."""
    return name.startswith("cache/") and ".new/" in name


def judge_call(bench, name, how, outcome):
    if outcome.same(bench.clean):
        return None
    if name in RESUMED.get(how, ()):
        return "it is not as if nothing had happened"
    if outcome.status != 3:
        return "neither an error nor as good as without it"
    if b"govlint: " not in outcome.err:
        return "no reason is given"
    if name not in REMOVING:
        return mixed(bench, outcome, never)
    return mixed(bench, outcome, lambda left: in_new_cache(left) or
                 os.path.basename(left).encode() in outcome.err)  # it is told


def judge_signal(bench, name, how, outcome):
    if outcome.status not in (-SIGNALS[how], bench.clean.status):
        return "it does not end by the signal"
    return mixed(bench, outcome, (lambda name: True) if how == "kill" else in_new_cache)


def judge_memory(bench, name, how, outcome):
    if outcome.same(bench.clean):
        return None
    if outcome.status != 3 or outcome.err.count(b"govlint: ") < 1:
        return "neither as good as without it, nor a line that says why"
    return mixed(bench, outcome, in_new_cache)


def try_each_in_child(bench, tally):
    """All allocations of a run that only reads: each fails in a child that goes on from there."""
    folder, log = bench.work / "children", bench.work / "log"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    bench.run("each", {"FAULT_KIND": "memory", "FAULT_HOW": "each", "FAULT_LOG": str(log),
                       "FAULT_FOLDER": str(folder)})
    for line in log.read_text().splitlines():
        number, status = line.split()
        out, err = [without_place((folder / f"{number}.{ending}").read_bytes(), bench.work / "each")
                    for ending in ("out", "err")]
        outcome = Outcome(int(status), out, err, bench.before)
        # The child's output lacks what was printed before it was made.
        good = (outcome.status == bench.clean.status and bench.clean.out.endswith(out)
                and bench.clean.err.endswith(err))
        told = outcome.status == 3 and b"govlint: " in err
        tally.count(bench, number, "allocation", "error", outcome,
                    None if good or told else "neither as good as without it, nor a reason")


def tell_difference(bench, outcome):
    for stream in ("out", "err"):
        texts = [getattr(one, stream).decode(errors="replace").splitlines()
                 for one in (bench.clean, outcome)]
        for line in list(difflib.unified_diff(*texts, lineterm="", n=0))[3:10]:
            print(f"    {stream}: {line}")
    for name, data in outcome.files.items():
        if bench.clean.files.get(name) != data:
            print(f"    changed: {name}")


def tell(bench, number, name, how, outcome, problem):
    print(f"FAILED: {bench.scenario.name}: {name} ({number}, {how}): {problem}")
    print(f"    exit status {outcome.status}, not {bench.clean.status}")
    tell_difference(bench, outcome)


class Tally:
    def __init__(self):
        self.faults = self.survived = self.told = self.failed = 0

    def count(self, bench, number, name, how, outcome, problem):
        self.faults += 1
        if problem:
            self.failed += 1
            tell(bench, number, name, how, outcome, problem)
        elif outcome.status == 3:
            self.told += 1
        else:
            self.survived += 1


def try_all(bench, names, kind, hows, judge, tally):
    """hows(name): the ways in which a call of this name fails."""
    faults = [(i + 1, name, how) for i, name in enumerate(names) for how in hows(name)]
    step = 1 if os.environ.get("GOVLINT_TEST_FAULTS") == "all" else max(1, len(faults) // MOST)
    faults = faults[::step]

    def one(fault):
        number, name, how = fault
        return bench.run(f"{number:05}{how:.3}", {
            "FAULT_AT": str(number), "FAULT_HOW": how, **of_kind(kind)})

    with concurrent.futures.ThreadPoolExecutor(JOBS) as pool:
        for (number, name, how), outcome in zip(faults, pool.map(one, faults)):
            tally.count(bench, number, name, how, outcome, judge(bench, name, how, outcome))


def ways_of_call(name):
    ways = ["error"]
    if name in ("read", "write", "fsync", "open", "openat", "fdopen", "malloc"):
        ways.append("forever")
    if name in RESUMED["eintr"] or name in ("read", "open", "openat", "close", "fsync"):
        ways.append("eintr")
    if name in RESUMED["short"]:
        ways.append("short")
    return ways


def main():
    program, shim, work, what = sys.argv[1:5]
    only = sys.argv[5:]
    tally = Tally()
    for scenario in SCENARIOS:
        if only and scenario.name not in only or what == "signals" and not scenario.writes:
            continue
        bench = Bench(scenario, str(Path(program).resolve()), str(Path(shim).resolve()),
                      Path(work).resolve())
        if what == "calls":
            try_all(bench, bench.calls("call"), "call", ways_of_call, judge_call, tally)
        elif what == "signals":
            try_all(bench, bench.calls("call"), "call", lambda name: SIGNALS, judge_signal, tally)
        elif scenario.writes:
            try_all(bench, bench.calls("memory"), "memory", lambda name: ["error"], judge_memory,
                    tally)
        else:
            try_each_in_child(bench, tally)
        print(f"{scenario.name}: {tally.faults} faults so far", file=sys.stderr)
    print(f"{what}: {tally.faults} faults: {tally.survived} survived, {tally.told} ended the run "
          f"with a message, {tally.failed} failed")
    return 1 if tally.failed or not tally.faults else 0


sys.exit(main())
