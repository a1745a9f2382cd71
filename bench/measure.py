# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs commands in turn and takes their time, memory and instructions."""
import os
import re
import shlex
import statistics
import subprocess
import tempfile
import time


QUICK_LIMIT = 120  # seconds, for one run of a command in a short look


class Failed(Exception):
    """A command that did not do what it is measured for."""


class Command:
    """A command line, the folder it runs in, and the exit statuses that are well."""

    def __init__(self, name, words, folder=".", statuses=(0, 1), limit=900):
        self.name = name
        self.words = [str(word) for word in words]
        self.folder = folder
        self.statuses = statuses
        self.limit = limit

    def shown(self, replacements):
        """As somebody would type it, without the paths of this machine."""
        line = shlex.join(self.words)
        for path, name in replacements:
            line = line.replace(path, name)
        return line


class Samples:
    """What the runs of one command took: lists of seconds and KiB, in the order of the rounds."""

    def __init__(self):
        self.wall, self.cpu, self.peak = [], [], []

    def add(self, wall, cpu, peak):
        self.wall.append(wall)
        self.cpu.append(cpu)
        self.peak.append(peak)


class Spread:
    """A median and its quartiles."""

    def __init__(self, values):
        self.count = len(values)
        self.median = statistics.median(values)
        self.low, self.high = self.median, self.median
        if len(values) > 1:
            self.low, _, self.high = statistics.quantiles(values, n=4, method="inclusive")


def ratio(samples, base):
    """Pair by pair: what disturbs one round disturbs both."""
    return Spread([a / b for a, b in zip(samples, base) if b > 0])


class Meter:
    """Measures with the clock of bench/clock.c; quick ones take fewer rounds."""

    def __init__(self, clock, quick):
        self.clock = clock
        self.quick = quick
        self.valgrind = None
        for folder in os.environ.get("PATH", "").split(":"):
            if os.access(f"{folder}/valgrind", os.X_OK):
                self.valgrind = f"{folder}/valgrind"
        self.environment = dict(os.environ, LC_ALL="C.UTF-8", TERM="dumb", NO_COLOR="1")

    def once(self, command):
        """Wall and CPU seconds, peak KiB."""
        with tempfile.NamedTemporaryFile("r") as out:
            words = [self.clock, out.name, *command.words]
            # A process group of its own: what does not end in time goes with all that it started.
            process = subprocess.Popen(words, cwd=command.folder, env=self.environment,
                                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL, start_new_session=True)
            limit = min(command.limit, QUICK_LIMIT) if self.quick else command.limit
            try:
                process.wait(limit)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, 9)
                process.wait()
                raise Failed(f"{command.name}: longer than {limit} s") from None
            fields = out.read().split()
        if len(fields) != 4:
            raise Failed(f"{command.name}: cannot be run")
        if int(fields[3]) not in command.statuses:
            raise Failed(f"{command.name}: exit status {fields[3]}")
        return float(fields[0]), float(fields[1]), int(fields[2])

    def compare(self, commands, least=5, most=31, budget=60):
        """Samples of each command, by name, in rounds A B C, C B A, … so that each meets the same
        weather. The first round only warms caches. What fails is left out, and told in the second
        result, a list of texts. Where one of them alone takes more than the budget, in seconds, one
        round must do."""
        if self.quick:
            least, most, budget = min(least, 3), 7, budget / 10
        results, failures, left = {}, [], []
        for command in commands:
            try:
                wall, _, _ = self.once(command)
                least = 1 if wall > budget else least
                results[command.name] = Samples()
                left.append(command)
            except Failed as problem:
                failures.append(str(problem))
        start, rounds = time.monotonic(), 0
        while left and (rounds < least or (rounds < most and time.monotonic() - start < budget)):
            for command in left if rounds % 2 == 0 else left[::-1]:
                try:
                    results[command.name].add(*self.once(command))
                except Failed as problem:
                    failures.append(str(problem))
                    del results[command.name]
            left = [command for command in left if command.name in results]
            rounds += 1
        return results, failures

    def instructions(self, command):
        """How many instructions callgrind counts, or None where it cannot."""
        if not self.valgrind:
            return None
        with tempfile.NamedTemporaryFile("r") as log:
            words = [self.valgrind, "--tool=callgrind", "--callgrind-out-file=/dev/null",
                     f"--log-file={log.name}", *command.words]
            subprocess.run(words, cwd=command.folder, env=self.environment, check=False,
                           stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            found = re.search(r"Collected : (\d+)", log.read())
        return int(found.group(1)) if found else None
