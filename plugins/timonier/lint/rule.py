"""What a code means: a rule is data, and its two examples are run by a test.

An example is the text of one file, shown as `Rule.path`. An example of several files has a line
`==> path <==` before each (`==> path -> target <==` is a symbolic link). A byte that is not UTF-8 stands as a
lone surrogate, the way Python reads it with `surrogateescape`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from timonier.core.diagnostic import Severity

PAGE = "content/cours/exemple.md"
MANIFEST = "manifeste.yaml"
CHECK_LIST = "\n## Liste de contrôle\n\n- [ ] J’ai tout supprimé.\n"
"""What the labs of examples end with, as every lab does."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One code, as `timonier explain` prints it; all texts but `source` are French."""

    code: str
    title: str
    explanation: str
    source: str
    """Where the rule comes from: a page of the Kubernetes documentation, a specification, or our own syntax."""
    bad: str
    good: str
    severity: Severity = "error"
    path: str = PAGE
    """The file in which the examples stand."""
    command: Literal["lint", "audit", "pdf", "diapos"] = "lint"
    """What emits the code. Examples of the audit are a written site, in `site/`, with its sources."""


@dataclass(frozen=True, slots=True)
class ExampleFile:
    """One file of an example; `link` is the target of a symbolic link, or nothing."""

    path: str
    text: str
    link: str = ""


CODES_BLOCK = "codes"
"""The block that the page of all codes is made of."""
CODES_FILE = "codes.md"
"""The page of all codes, in the content folder."""
CODES_PAGE = "codes/"
"""The same, from the root of the site."""


def anchor(code: str) -> str:
    """Where a code stands in the page of all codes."""
    return code.lower()


def help_address(site: str, code: str) -> str:
    """The address of a code; `site` is that of the site, with its final slash."""
    return f"{site}{CODES_PAGE}#{anchor(code)}"


_FILE_LINE = re.compile(r"^==> (?P<path>\S+)(?: -> (?P<link>\S+))? <==\n", re.M)


def example_files(rule: Rule, example: str) -> Iterator[ExampleFile]:
    """The files of `rule.bad` or `rule.good`."""
    lines = list(_FILE_LINE.finditer(example))
    if not lines:
        yield ExampleFile(rule.path, example)
        return
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        text = example[line.end() : following.start() if following else len(example)]
        yield ExampleFile(line["path"], text, line["link"] or "")
