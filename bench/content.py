# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What people write in repositories of governance, by number: the same number gives the same text.

Of each kind of entry, one in WRONG is wrong, each time in the next of the ways in which people are.
"""
import textwrap

WRONG = 1000
FIRST_WRONG = 100
FIRST_NAMES = 997
SYLLABLES = "ba be bi bo bu da de di do du ka ke ki ko ku la le li lo lu ma me mi mo mu na ne ni no".split()
ORGANISATIONS = ["Acme Compilers", "Borealis Cloud", "Castor Labs", "Delta Instruments"]
HEADINGS = ["Background", "What has changed", "How it works", "What comes next", "Thanks"]

# {n} is a number, {name} a word; links, code and emphasis are as frequent as in real text.
SENTENCES = """\
The group keeps notes of what it decides and of who will do it.
Members meet every other week to look at open questions of design, tooling and documentation.
A decision needs two thirds of those who are present, and is written down where everybody finds it.
See [the discussion](https://tracker.example/issues/{n}) for how this came about.
The scope is limited to *design* discussions and to what follows from them directly.
While it is not a goal of the group, it may write code such as `{name}_{n}` to try an idea.
Who cannot come sends their opinion to the list before the meeting.
Earlier work in [{name}](https://{name}.example/archive/{n}) showed that this is feasible.
As deliverables, the group will write proposals and keep them up to date until they are adopted.
The members of the group may overlap with those who do the work, but need not.
An interface that has been used for a year is **not** changed without a vote.
We would like to thank all who have read drafts, in particular those who disagreed.
The cost was measured on {n} inputs, and stays below what was feared in `{name}`.
It has been asked more than once whether this belongs to the group; it does.
A summary is published each month, and the [archive](https://lists.example/{name}) has the rest.
Nothing in this text keeps a project from doing better.
Questions of licences go to the committee, which answers within {n} days.
The name `{name}` was chosen by vote; the others were too close to what exists.
This replaces the plan of last year, of which about half was done.
If no chair is present, those who came choose one for the day.
""".splitlines()


def name_of(number):
    """A word of its own for each number, in an order that has nothing to do with it."""
    number = (number * 48271 + 11) % 2147483647
    word = ""
    while number:
        number, syllable = divmod(number, len(SYLLABLES))
        word += SYLLABLES[syllable]
    return word.capitalize()


def wrong_way(number, ways):
    """Which of so many ways this entry is wrong in, or None."""
    turn, place = divmod(number, WRONG)
    return turn % ways if place == FIRST_WRONG else None


def person(number):
    """First name, surname and handle."""
    first, surname = name_of(500000 + number % FIRST_NAMES), name_of(number)
    return first, surname, f"{first[0]}{surname}-example".lower()


def full_name(number):
    return " ".join(person(number)[:2])


def handle_link(handle, to=None):
    return f"[@{handle}](https://github.com/{to or handle})"


def paragraph(rng, sentences=4):
    text = " ".join(rng.sample(SENTENCES, sentences))
    text = text.replace("{n}", str(rng.randrange(2, 9999)))
    return textwrap.fill(text.replace("{name}", name_of(rng.randrange(9999)).lower()), 90,
                         break_long_words=False, break_on_hyphens=False)


def bullets(rng, count):
    return "\n".join("* " + paragraph(rng, 1).replace("\n", "\n  ") for _ in range(count))


def table(rng, rows):
    lines = ["| milestone | owner | due |", "| --- | --- | ---: |"]
    for _ in range(rows):
        who = rng.randrange(9999)
        lines.append(f"| {name_of(who)} | {handle_link(person(who)[2])} | 20{rng.randrange(21, 30)} |")
    return "\n".join(lines)


def code(rng):
    name = name_of(rng.randrange(9999)).lower()
    return f"```c\nint {name}_open(const char *path);\n\n/* {name} */\nreturn {name}_open(\"{name}\");\n```"


def sig_name(number):
    return f"SIG {name_of(number)}"


def sig_folder(number):
    return f"SIGs/SIG-{name_of(number)}"


def supporters(number, people):
    entries = []
    for other in {(number * 7 + step) % people for step in range(4)}:
        first, surname, handle = person(other)
        entries.append(f"- {surname}, {first} {handle_link(handle)} ({ORGANISATIONS[other % 4]})")
    return "\n".join(sorted(entries))


def proposal(rng, number, people):
    """The blocks of a proposal; joined by empty lines they are the file."""
    name = sig_name(number)
    return [f"# Proposal to Create {name}",
            f"This document proposes {name} as a Special Interest Group of the Example Alliance.",
            paragraph(rng, 6), "## Scope", paragraph(rng), bullets(rng, 3), "## Deliverables",
            table(rng, 4), "The [list of groups](../README.md) has the others; the "
            "[supporters](#supporting-members) are below.",
            "## Supporting Members", supporters(number, people)]


def notes(rng, number, index):
    """The blocks of the notes of a meeting."""
    link = "missing.md" if wrong_way(number * 4 + index, 1) is not None else "../proposal.md"
    return [f"# {sig_name(number)}: notes of meeting {index + 1}",
            f"**Present**: {full_name(number)}, {full_name(number + 1)}",
            "## Agenda", "1. Notes of the last meeting\n2. Open questions\n   * " +
            name_of(rng.randrange(9999)) + "\n   * Other business", "## Discussion",
            paragraph(rng), paragraph(rng), bullets(rng, 2), "## Decisions", paragraph(rng, 2),
            f"The [proposal]({link}) has the scope, and the [agenda](#agenda) is above."]


def notes_path(number, index):
    return f"{sig_folder(number)}/notes/{2020 + index % 9}-{index // 9 % 12 + 1:02}-{index % 28 + 1:02}.md"


def sig_entry(number, way=None, chair=None):
    """An entry of the list of SIGs; wrong are: no role, one chair's role for two, an odd link."""
    chairs, role = full_name(number if chair is None else chair), "Chair"
    if number % 3 == 0 or way == 1:
        chairs += f" and {full_name(number + 1)}"
        role = "Chair" if way == 1 else "Co-chairs"
    note = f"({chairs})" if way == 0 else f"({chairs}, {role})"
    folder = f"SIG-{name_of(number)}{'x' if way == 2 else ''}"
    lines = [f"* [{sig_name(number)}]({folder}/proposal.md) {note}"]
    if number % 5 == 0:
        lines.append(f"  * {name_of(number + 300000)} Subgroup ({full_name(number + 2)}, Chair)")
    return "\n".join(lines)


def sig_list(entries):
    return ["# Special Interest Groups", "A Special Interest Group is where members of the Example "
            "Alliance work on a topic\nthat more than one project shares.", "## Current SIGs",
            "\n".join(entries), "Each SIG is described in its folder here.", "## Learn more",
            "To start a group, copy the [template](../templates/SIGs/proposal.md)."]


def contributor_entry(number, way=None):
    """Wrong are: another account behind the handle, a handle without @, a name without a comma."""
    first, surname, handle = person(number)
    shown = handle_link(handle, "someone-example" if way == 0 else None)
    if way == 1:
        shown = shown.replace("[@", "[")
    return f"* {surname}{' ' if way == 2 else ', '}{first} ({shown})"


def contributors(entries):
    return ["# Recognized Contributors", "The following is a list of [Recognized Contributors]"
            "(TSC/charter.md#recognized-contributors),\nin the order of their surnames.",
            "\n".join(entries)]


def person_data(number):
    """An entry of a data file; wrong are: a handle with @, a key misspelt, no title."""
    way = wrong_way(number, 3)
    handle = person(number)[2]
    return (f"- name: {full_name(number)}\n  github: {repr('@' + handle) if way == 0 else handle}\n"
            + ("" if way == 2 else "  title: At-Large Director\n")
            + ("  ofice:\n" if way == 1 else "  office:\n"))


def member_data(number):
    return (f"- name: Organisation {number:06}\n  homepage: https://{name_of(number).lower()}.example\n"
            f"  active: {'false' if number % 9 == 0 else 'true'}\n")


def post_slug(number):
    return f"on-{name_of(number).lower()}"


def post(rng, number, people):
    """The blocks of an article of the website."""
    other = person(number % people)
    earlier = post_slug(number - 1 if number else 0)
    link = "missing" if wrong_way(number, 1) is not None else earlier
    blocks = [f"---\ntitle: \"On {name_of(number)}: how, and why\"\nauthor: \"{' '.join(other[:2])}\"\n"
              f"github_name: {other[2]}\n---", paragraph(rng, 5),
              f"What came before is in [the last article](/articles/{link}).", "<!--end_excerpt-->"]
    for heading in HEADINGS:
        blocks += [f"## {heading}", paragraph(rng, 5), paragraph(rng, 3)]
    return blocks[:9] + [code(rng), bullets(rng, 4)] + blocks[9:] + [table(rng, 3)]


README = """# Governance

How the Example Alliance governs itself: the [groups](SIGs/README.md), the
[committee](TSC/members.md) and the [contributors](recognized-contributors.md).
"""
CHARTER = """# Technical Steering Committee Charter

## Composition

The TSC has three Recognized Contributor Delegates, elected each year.

## Recognized Contributors

Whoever has contributed for half a year can be nominated in a pull request.
"""
TEMPLATE = """# Proposal to Create $SIG_NAME

This document proposes $SIG_NAME as a Special Interest Group of the Example Alliance.

_Paragraph 1: the goal of the group._

## Supporting Members

- _Surname, First name [@handle](https://github.com/handle) (Organisation)_
"""
CONFIG = """title: Example Alliance
email: hello@alliance.example
url: "https://alliance.example"
markdown: kramdown
permalink: /articles/:title
"""
ABOUT = """---
permalink: /about
---

{% for member in site.data.board %}
<h3>{{ member.name }}</h3>
<p>{{ member.title }}{% if member.office %}, {{ member.office }}{% endif %}</p>
<p><a href="https://github.com/{{ member.github }}">{{ member.github }}</a></p>
{% endfor %}
"""


def delegates(count):
    entries = sorted((person(n) for n in range(count)), key=lambda p: p[1].casefold())
    return ("# Members\n\n## Recognized Contributor Delegates\n\n"
            + "\n".join(f"* {surname}, {first} {handle_link(handle)}" for first, surname, handle in entries)
            + "\n\n## Core Project Delegates\n\n(None)\n")


def delegates_data(count):
    return "\n".join(f"- name: {full_name(n)}\n  github: {person(n)[2]}\n  title: Elected Delegate\n"
                     f"  office:{' TSC Chair' if n == 0 else ''}\n" for n in range(count))
