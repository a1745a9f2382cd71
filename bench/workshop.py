# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Makes what bench/run measures: builds, sets of files, clones; all kept in one folder."""
import hashlib
import os
import shutil
import subprocess
import sys

from page import read

ROOT = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
REAL = ("governance", "website", "meetings")
NPM = ("markdownlint-cli2", "remark-cli", "remark-validate-links", "repolinter")
EMPTY = {"SIGs/README.md": "# SIGs\n\n## Current SIGs\n",
         "TSC/charter.md": "# Charter\n", "recognized-contributors.md": "# Recognized Contributors\n",
         "TSC/members.md": "# Members\n\n## Recognized Contributor Delegates\n\n(None)\n"}


def say(text):
    print(f"bench/run: {text}", flush=True)


def run(*words, folder=ROOT):
    """Whether it worked; what it says is told only where it did not."""
    done = subprocess.run([str(word) for word in words], cwd=folder, text=True, check=False,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        print(done.stdout[-2000:], file=sys.stderr)
    return done.returncode == 0


class Build:
    """A build of govlint with the floor and the clock beside it, of the same libraries."""

    def __init__(self, work, name):
        self.name = name
        self.folder = f"{work}/{name}"
        self.govlint = f"{self.folder}/govlint"
        self.floor = f"{self.folder}/bench/floor"
        self.clock = f"{self.folder}/bench/clock"

    def make(self, *options):
        say(f"building: {self.name}")
        return (run("cmake", "-S", ROOT, "-B", self.folder, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release",
                    "-DGOVLINT_TESTS=OFF", "-DGOVLINT_BENCH=ON", *options)
                and run("ninja", "-C", self.folder, "govlint", "floor", "clock"))


class Scene:
    """Repositories that are linted together."""

    def __init__(self, name, folder, names):
        self.name = name
        self.folder = folder
        self.names = list(names)


class Workshop:
    """A folder in which things are made once. What cannot be made is told to `missing`."""

    def __init__(self, folder, repositories, missing):
        self.work = os.path.realpath(folder)
        self.repositories = repositories  # NAME=PATH, or none for those of the shared corpus
        self.missing = missing
        os.makedirs(self.work, exist_ok=True)
        self.make_builds()

    def make_builds(self):
        """The one that a plain build gives, and the one that releases ship, where it can be made. The
        best comes first."""
        self.plain, self.release = Build(self.work, "plain"), Build(self.work, "release")
        if not self.plain.make():
            sys.exit("bench/run: govlint cannot be built")
        libgit2 = f"{ROOT}/build/libgit2"
        made = run(f"{ROOT}/script/libgit2", libgit2) and self.release.make(
            "-DGOVLINT_STATIC=ON", f"-DGOVLINT_LIBGIT2={libgit2}")
        self.builds = [self.release, self.plain] if made else [self.plain]
        if not made:
            self.missing("the release build: script/libgit2 or the static build failed")

    def made(self, name, make):
        """The folder of something that bench/generate makes; made anew where that has changed."""
        sources = [f"{ROOT}/bench/generate", f"{ROOT}/bench/content.py"]
        stamp = hashlib.sha256("".join(map(read, sources)).encode()).hexdigest()
        folder = f"{self.work}/{name}"
        if read(f"{folder}/stamp") != stamp:
            shutil.rmtree(folder, ignore_errors=True)
            os.makedirs(folder)
            say(f"making {name}")
            make(folder)
            with open(f"{folder}/stamp", "w", encoding="utf-8") as file:
                file.write(stamp)
        return folder

    def generate(self, *words):
        if not run(f"{ROOT}/bench/generate", *words):
            sys.exit("bench/run: bench/generate failed")

    def synthetic(self, files):
        folder = self.made(f"set-{files}", lambda folder: self.generate("set", files, folder))
        return Scene(f"synthetic, {files:,} files", folder, ("governance", "website"))

    def history(self, commits, files, blobs):
        name = f"history-{commits}-{files}-{blobs}"
        make = lambda folder: self.generate("history", commits, files, blobs, f"{folder}/governance")  # noqa: E731
        return f"{self.made(name, make)}/governance"

    def real(self):
        """Clones of the real repositories that can be had, by name."""
        given = dict(option.split("=", 1) for option in self.repositories)
        shared = os.environ.get("GOVLINT_SHARED", f"{ROOT}/../shared")
        unpack, unpacked = f"{shared}/corpus/unpack", f"{self.work}/unpacked"
        if not given and os.access(unpack, os.X_OK) and (os.path.isdir(unpacked) or run(unpack, unpacked)):
            given = {name: f"{unpacked}/{name}" for name in REAL if os.path.isdir(f"{unpacked}/{name}")}
        return {name: os.path.abspath(path) for name, path in given.items()}

    def real_scenes(self):
        """The pair and all three, each in a folder of its own: what lies beside is linted too."""
        real = self.real()
        for title, names in (("governance + website", REAL[:2]), ("all three", REAL)):
            lacking = [name for name in names if name not in real]
            if lacking:
                self.missing(f"{title}: no repository {', '.join(lacking)} (--repo NAME=PATH)")
                continue
            folder = f"{self.work}/real-{len(names)}"
            shutil.rmtree(folder, ignore_errors=True)
            if all(run("git", "clone", "-q", real[name], f"{folder}/{name}") for name in names):
                yield Scene(title, folder, names)

    def clone(self, path, name):
        """A clone of one repository alone, or None."""
        folder = f"{self.work}/real-1/{name}"
        shutil.rmtree(folder, ignore_errors=True)
        return folder if run("git", "clone", "-q", path, folder) else None

    def empty(self):
        """A repository with all that a lint expects and nothing in it."""
        folder = f"{self.work}/empty/governance"
        shutil.rmtree(folder, ignore_errors=True)
        for path, text in EMPTY.items():
            os.makedirs(os.path.dirname(f"{folder}/{path}"), exist_ok=True)
            with open(f"{folder}/{path}", "w", encoding="utf-8") as file:
                file.write(text)
        run("git", "init", "-q", folder=folder)
        run("git", "add", ".", folder=folder)
        return Scene("empty", os.path.dirname(folder), ["governance"])

    def npm_modules(self):
        """The folder of the modules of npm that people lint with, or None."""
        folder = f"{self.work}/npm"
        if not shutil.which("npm"):
            self.missing("tools of npm: there is no npm")
            return None
        if not os.path.isdir(f"{folder}/node_modules"):
            say(f"installing by npm: {', '.join(NPM)}")
            os.makedirs(folder, exist_ok=True)
            if not run("npm", "install", "--no-audit", "--no-fund", "--prefix", folder, *NPM, folder=folder):
                self.missing("tools of npm: npm could not install them")
                return None
        return f"{folder}/node_modules"
