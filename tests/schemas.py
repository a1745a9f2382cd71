# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Validates what the project has by its schemas, and that program and schema refuse the same.

schemas.py PROGRAM SOURCE_ROOT
"""
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

import jsonschema
import yaml


class Loader(yaml.SafeLoader):
    """YAML 1.2, as editors read it: a day is a text, and so is `off`."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers
            if tag not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))

# Forms of configurations, and whether they are valid. Names are not the schema's concern.
CONFIGURATIONS = [
    (True, "pack: common"),
    (True, "rules: {yaml-syntax: off}"),
    (True, "ignore: [{rule: yaml-syntax, path: x, reason: y, until: 2026-12-31}]"),
    (True, "ignore: [{rule: [yaml-syntax, not-utf8], row: 7, reason: y}]"),
    (True, "ignore: []"),
    (True, "{}"),
    (True, "ignore: [{rule: yaml-syntax, row: x, path: 'x/**', reason: 7}]"),
    (False, "ignore: [{rule: yaml-syntax, reason: y}]"),
    (False, "ignore: [{rule: yaml-syntax, path: x, reason: ''}]"),
    (False, "ignore: [{rule: yaml-syntax, path: x, reason: ' '}]"),
    (False, "ignore: [{rule: yaml-syntax, path: x, reason:}]"),
    (False, "ignore: [{rule: yaml-syntax, path: x, reason: ~}]"),
    (False, "ignore: [{rule: yaml-syntax, path: x, reason: y, until: soon}]"),
    (False, "ignore: [{rule: yaml-syntax, path: x, reason: y, until: 2026-13-01}]"),
    (False, "ignore: [{rule: yaml-syntax, path: x, reason: y, until: 1.1.2027}]"),
    (False, "pack: ''"),
    (False, "pack:"),
    (False, "repositories: {website: ''}"),
    (False, "packs: common"),
    (False, "pack: [common]"),
    (False, "rules: {yaml-syntax: warn}"),
    (False, "rules: []"),
    (False, "ignore: {rule: yaml-syntax, path: x, reason: y}"),
    (False, "ignore: [{rule: yaml-syntax, path: x}]"),
    (False, "ignore: [{rule: [], path: x, reason: y}]"),
    (False, "ignore: [{rule: yaml-syntax, paths: x, reason: y}]"),
    (False, "repositories: [x]"),
    (False, "- pack"),
]


def check(validator, text, what, failures):
    for error in validator.iter_errors(yaml.load(text, Loader)):
        failures.append(f"{what}: {'.'.join(map(str, error.path))}: {error.message}")


def accepts(program, text):
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, ".govlint.yml"), "w", encoding="utf-8") as file:
            file.write(text + "\n")
        done = subprocess.run([program, "--quiet", folder], capture_output=True, check=False)
        return done.returncode < 2


def configurations_of(rule):
    """The configurations in the examples of a rule."""
    for example in rule["examples"]:
        for files in (example.get("bad") or example.get("good") or {}).values():
            if ".govlint.yml" in files:
                yield files[".govlint.yml"]


def main(program, root):
    schemas = {}
    for name in ("govlint", "pack", "rule", "tables"):
        with open(f"{root}/schema/{name}.schema.json", encoding="utf-8") as file:
            schema = json.load(file)
        jsonschema.Draft7Validator.check_schema(schema)
        schemas[name] = jsonschema.Draft7Validator(schema)
    failures, count = [], 0
    for path in sorted(glob.glob(f"{root}/rules/*/**/*.yml", recursive=True)):
        name = ("pack" if path.endswith("/pack.yml") else
                "tables" if "/tables/" in path else "rule")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        check(schemas[name], text, path, failures)
        count += 1
        for configuration in configurations_of(yaml.load(text, Loader)) if name == "rule" else ():
            check(schemas["govlint"], configuration, f"{path}: an example", failures)
            count += 1
    with open(f"{root}/docs/configuration.md", encoding="utf-8") as file:
        for block in re.findall(r"^```yaml\n(# \.govlint\.yml\n.*?)^```", file.read(), re.M | re.S):
            check(schemas["govlint"], block, "docs/configuration.md", failures)
            if not accepts(program, re.sub(r"(?ms)^(pack|repositories):.*?(?=^\S|\Z)", "", block)):
                failures.append(f"docs/configuration.md: the program refuses {block}")
            count += 1
    for right, text in CONFIGURATIONS:
        if schemas["govlint"].is_valid(yaml.load(text, Loader)) != right:
            failures.append(f"the schema {'refuses' if right else 'takes'} {text}")
        if accepts(program, text) != right:
            failures.append(f"the program {'refuses' if right else 'takes'} {text}")
        count += 1
    print("\n".join(failures + [f"{count} files and texts, {len(failures)} failures"]))
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
