# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Writes RESULTS.md: numbers as people read them, tables, and what the machine is."""
import os
import platform
import re
import subprocess


def digits(value):
    """Three digits that count."""
    if value == 0:
        return "0"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def spread(values, scale=1):
    text = digits(values.median * scale)
    if values.count < 2:
        return text
    return f"{text} ({digits(values.low * scale)}–{digits(values.high * scale)})"


def times(values):
    """A ratio; that of a thing to itself is 1."""
    return "1 ×" if values.low == values.high == 1 else spread(values) + " ×"


def millions(count):
    return digits(count / 1e6) if count else "—"


def mebibytes(kib):
    return digits(kib / 1024)


class Page:
    """Sections in order, and the goals that stand above them."""

    def __init__(self):
        self.goals = []
        self.lines = []

    def goal(self, what, asked, measured, met):
        self.goals.append((what, asked, measured, "yes" if met else "**no**"))

    def heading(self, text):
        self.lines += [f"## {text}", ""]

    def text(self, text):
        self.lines += [text, ""]

    def missing(self, text):
        print(f"bench/run: not measured: {text}", flush=True)
        self.lines += [f"**Not measured**: {text}", ""]

    def table(self, head, rows):
        self.lines += table(head, rows) + [""]

    def write(self, path, title, intro):
        goals = table(("goal", "asked", "measured", "met"), self.goals) if self.goals else []
        text = "\n".join([f"# {title}", "", intro, "", *goals, "", *self.lines]).rstrip() + "\n"
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)


def table(head, rows):
    """Numbers stand to the right: every column but the first."""
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return ["| " + " | ".join(str(cell) for cell in line) + " |" for line in lines]


def first_line(*words):
    """What a program says of itself, or None."""
    try:
        done = subprocess.run(words, capture_output=True, text=True, check=False)
    except OSError:
        return None
    lines = (done.stdout or done.stderr).strip().splitlines()
    return lines[0] if done.returncode == 0 and lines else None


def read(path):
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except OSError:
        return ""


def machine():
    """Processor, memory and system in one line."""
    model = re.search(r"^model name\s*:\s*(.+)$", read("/proc/cpuinfo"), re.M)
    memory = re.search(r"^MemTotal:\s*(\d+)", read("/proc/meminfo"), re.M)
    system = re.search(r'^PRETTY_NAME="?([^"\n]+)', read("/etc/os-release"), re.M)
    parts = [model.group(1) if model else platform.machine(), f"{len(os.sched_getaffinity(0))} cores"]
    if memory:
        parts.append(f"{int(memory.group(1)) / 1024 / 1024:.0f} GiB of memory")
    parts.append(system.group(1) if system else platform.system())
    return ", ".join(parts + [f"kernel {platform.release().split('-')[0]}"])
