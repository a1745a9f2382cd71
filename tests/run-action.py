#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A stand-in for GitHub's runner that executes a composite action.

    run-action.py ACTION_FOLDER WORKSPACE --event NAME [--payload FILE] [--sha SHA]
                  [--input NAME=VALUE]... [--env NAME=VALUE]... [--cache FOLDER] --result FILE

Runs the steps of action.yml as GitHub documents composite actions: inputs and outputs by
expressions, `shell: bash` as `bash --noprofile --norc -eo pipefail FILE`, the files GITHUB_OUTPUT,
GITHUB_STEP_SUMMARY, GITHUB_ENV and GITHUB_PATH, new for each step, and workflow commands read from
what a step prints (also the old `##[command]`, and `::stop-commands::`). Of other actions it knows
actions/cache/restore and actions/cache/save, with a folder in the place of GitHub's cache. What it
does not know is an error rather than passed over.

The result is JSON: outcome, outputs, summary, annotations, commands (other ones), log, steps.
"""
import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

import yaml

KNOWN_COMMANDS = {
    "error", "warning", "notice", "debug", "group", "endgroup", "add-mask", "stop-commands",
    "set-output", "save-state", "set-env", "add-path", "echo", "add-matcher", "remove-matcher",
}
ANNOTATIONS = {"error", "warning", "notice"}


class Expressions:
    """The part of GitHub's expressions that actions need: names, strings, == != ! && || ()."""

    TOKEN = re.compile(r"\s*(?:('(?:[^']|'')*')|(==|!=|&&|\|\||!|\(|\))|([A-Za-z_][\w.-]*)|(\d+))")

    def __init__(self, contexts, failed):
        self.contexts = contexts
        self.failed = failed

    def value(self, text):
        self.tokens = []
        at = 0
        text = text.strip()
        while at < len(text):
            match = self.TOKEN.match(text, at)
            if not match:
                raise SystemExit(f"run-action: cannot read the expression: {text}")
            self.tokens.append(match.groups())
            at = match.end()
        result = self.either()
        if self.tokens:
            raise SystemExit(f"run-action: cannot read the end of the expression: {text}")
        return result

    def take(self, *signs):
        if self.tokens and self.tokens[0][1] in signs:
            return self.tokens.pop(0)[1]
        return None

    def either(self):
        left = self.both()
        while self.take("||"):
            right = self.both()
            left = left or right
        return left

    def both(self):
        left = self.same()
        while self.take("&&"):
            right = self.same()
            left = left and right
        return left

    def same(self):
        left = self.single()
        sign = self.take("==", "!=")
        if not sign:
            return left
        equal = str(left).lower() == str(self.single()).lower()
        return equal if sign == "==" else not equal

    def single(self):
        if self.take("!"):
            return not self.single()
        if self.take("("):
            inner = self.either()
            self.take(")")
            return inner
        string, _, name, number = self.tokens.pop(0)
        if string is not None:
            return string[1:-1].replace("''", "'")
        if number is not None:
            return number
        if name in ("true", "false"):
            return name == "true"
        if self.take("("):
            self.take(")")
            return {"always": True, "success": not self.failed, "failure": self.failed,
                    "cancelled": False}[name]
        return self.look_up(name)

    def look_up(self, name):
        value = self.contexts
        for part in name.split("."):
            if value is self.contexts and part not in value:
                raise SystemExit(f"run-action: no such context: {name}")
            value = value.get(part, "") if isinstance(value, dict) else ""
        return value

    def replace(self, text):
        def one(match):
            value = self.value(match.group(1))
            return str(value).lower() if isinstance(value, bool) else str(value)

        return re.sub(r"\$\{\{(.*?)\}\}", one, str(text), flags=re.S)


def read_pairs(path):
    """NAME=VALUE, and NAME<<WORD … WORD."""
    pairs = {}
    with open(path, encoding="utf-8") as file:
        lines = file.read().split("\n")
    while lines:
        line = lines.pop(0)
        heredoc = re.fullmatch(r"([^=]*?)<<(.+)", line)
        if heredoc:
            value = []
            while lines and lines[0] != heredoc[2]:
                value.append(lines.pop(0))
            if not lines:
                raise SystemExit(f"run-action: no end of the value of {heredoc[1]}")
            lines.pop(0)
            pairs[heredoc[1]] = "\n".join(value)
        elif "=" in line:
            name, value = line.split("=", 1)
            pairs[name] = value
        elif line:
            raise SystemExit(f"run-action: neither NAME=VALUE nor NAME<<WORD: {line}")
    return pairs


def unescape(text, signs):
    for name, sign in signs:
        text = text.replace(name, sign)
    return text.replace("%25", "%")


def parse_command(line):
    """A workflow command in a line of a log, as the runner finds it, or None."""
    match = re.match(r"\s*::([A-Za-z-]+|govlint-[0-9a-f]+)(?: ([^:]*(?::(?!:)[^:]*)*?))?::(.*)", line)
    if match:
        signs = [("%0D", "\r"), ("%0A", "\n")]
        properties = {}
        for pair in (match[2] or "").split(","):
            if "=" in pair:
                name, value = pair.split("=", 1)
                properties[name.strip()] = unescape(value, signs + [("%3A", ":"), ("%2C", ",")])
        return match[1], properties, unescape(match[3], signs)
    old = re.search(r"##\[([A-Za-z-]+)([^\]]*)\](.*)", line)
    if old and old[1] in KNOWN_COMMANDS:
        return old[1], {}, old[3]
    return None


class Log:
    def __init__(self):
        self.text = ""
        self.annotations = []
        self.commands = []
        self.stopped = None

    def read(self, text):
        sys.stdout.write(text)
        self.text += text
        for line in text.split("\n"):
            command = parse_command(line)
            if not command:
                continue
            name, properties, message = command
            if self.stopped:
                if name == self.stopped:
                    self.stopped = None
            elif name == "stop-commands":
                self.stopped = message.strip()
            elif name in ANNOTATIONS:
                self.annotations.append({"level": name, "message": message, **properties})
            elif name in KNOWN_COMMANDS:
                self.commands.append({"command": name, "message": message})


def use_cache(step, expressions, cache):
    """actions/cache/restore and /save: what is kept under a key is never replaced."""
    path, key = (expressions.replace(step["with"][name]) for name in ("path", "key"))
    kept = os.path.join(cache, key)
    if not path or not key or "/" in key or "\n" in path:
        raise SystemExit(f"run-action: cannot keep '{path}' under '{key}'")
    hit = os.path.isdir(kept)
    if "/restore@" in step["uses"] and hit:
        shutil.copytree(kept, path)
    elif "/save@" in step["uses"] and not hit:
        shutil.copytree(path, kept)
    return 0, {"cache-hit": str(hit).lower()}, ""


def run_step(step, expressions, env, work, log):
    if re.match(r"actions/cache/(restore|save)@", step.get("uses", "")):
        return use_cache(step, expressions, env["RUN_ACTION_CACHE"])
    if "uses" in step or step.get("shell") != "bash":
        raise SystemExit("run-action: only steps with 'run' and 'shell: bash' are known")
    files = {}
    for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_ENV", "GITHUB_PATH"):
        handle, files[name] = tempfile.mkstemp(dir=work)
        os.close(handle)
    handle, script = tempfile.mkstemp(dir=work, suffix=".sh")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(expressions.replace(step["run"]))
    step_env = {name: expressions.replace(value) for name, value in step.get("env", {}).items()}
    folder = os.path.join(env["GITHUB_WORKSPACE"], step.get("working-directory", ""))
    result = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", script],
        cwd=folder, env={**env, **step_env, **files}, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    log.read(result.stdout.decode("utf-8", "replace"))
    env.update(read_pairs(files["GITHUB_ENV"]))
    with open(files["GITHUB_PATH"], encoding="utf-8") as file:
        for line in file.read().split():
            env["PATH"] = line + ":" + env["PATH"]
    with open(files["GITHUB_STEP_SUMMARY"], encoding="utf-8") as file:
        summary = file.read()
    if len(summary.encode()) > 1024 * 1024:
        raise SystemExit("run-action: the summary is larger than GitHub takes")
    return result.returncode, read_pairs(files["GITHUB_OUTPUT"]), summary


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("action")
    parser.add_argument("workspace")
    parser.add_argument("--event", required=True)
    parser.add_argument("--payload")
    parser.add_argument("--sha", default="")
    parser.add_argument("--input", action="append", default=[])
    parser.add_argument("--env", action="append", default=[])
    parser.add_argument("--cache")
    parser.add_argument("--result", required=True)
    return parser.parse_args()


def inputs_of(action, given):
    inputs = {name: str(about.get("default", "")) for name, about in action["inputs"].items()}
    for pair in given:
        name, value = pair.split("=", 1)
        if name not in inputs:
            raise SystemExit(f"run-action: the action has no input '{name}'")
        inputs[name] = value
    return inputs


def main():
    options = arguments()
    with open(os.path.join(options.action, "action.yml"), encoding="utf-8") as file:
        action = yaml.load(file, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    if action["runs"]["using"] != "composite":
        raise SystemExit("run-action: not a composite action")
    work = tempfile.mkdtemp(prefix="runner.")
    payload = options.payload
    if not payload:
        payload = os.path.join(work, "event.json")
        with open(payload, "w", encoding="utf-8") as file:
            file.write("{}")
    keep = ("PATH", "HOME", "LANG", "ASAN_OPTIONS", "UBSAN_OPTIONS", "GIT_CONFIG_GLOBAL",
            "GIT_CONFIG_NOSYSTEM")
    env = {name: os.environ[name] for name in keep if name in os.environ}
    env.update({
        "CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": options.event,
        "GITHUB_EVENT_PATH": os.path.abspath(payload), "GITHUB_SHA": options.sha,
        "GITHUB_WORKSPACE": os.path.abspath(options.workspace),
        "GITHUB_ACTION_PATH": os.path.abspath(options.action), "RUNNER_OS": "Linux",
        "RUNNER_TEMP": work,
        "RUN_ACTION_CACHE": options.cache or os.path.join(work, "cache"),
    })
    env.update(pair.split("=", 1) for pair in options.env)
    with open(payload, encoding="utf-8") as file:
        github = {"event": json.load(file), "event_name": options.event, "sha": options.sha,
                  "workspace": env["GITHUB_WORKSPACE"], "action_path": env["GITHUB_ACTION_PATH"]}
    contexts = {"inputs": inputs_of(action, options.input), "github": github, "env": env,
                "steps": {}, "runner": {"temp": work, "os": "Linux"}}

    log = Log()
    failed = False
    summary = ""
    steps = []
    for step in action["runs"]["steps"]:
        expressions = Expressions(contexts, failed)
        condition = re.sub(r"^\$\{\{(.*)\}\}$", r"\1", str(step.get("if", "success()")))
        if not re.search(r"\b(always|failure|success|cancelled)\(", condition):
            condition = f"success() && ({condition})"
        if not expressions.value(condition):
            steps.append([step.get("name", ""), "skipped"])
            continue
        status, outputs, text = run_step(step, expressions, env, work, log)
        summary += text
        outcome = "failure" if status else "success"
        steps.append([step.get("name", ""), outcome])
        if "id" in step:
            contexts["steps"][step["id"]] = {"outputs": outputs, "outcome": outcome}
        failed = failed or (status != 0 and not step.get("continue-on-error"))

    expressions = Expressions(contexts, failed)
    outputs = {name: expressions.replace(about["value"])
               for name, about in action.get("outputs", {}).items()}
    with open(options.result, "w", encoding="utf-8") as file:
        json.dump({"outcome": "failure" if failed else "success", "outputs": outputs,
                   "summary": summary, "annotations": log.annotations, "commands": log.commands,
                   "log": log.text, "steps": steps, "stopped": log.stopped}, file, indent=1)
    return 0


if __name__ == "__main__":
    sys.exit(main())
