"""Lines of highlighted code: HTML in, HTML out."""

from __future__ import annotations

import re

_RANGE = re.compile(r"(\d+)(?:-(\d+))?")
_TAG = re.compile(r"<span[^>]*>|</span>")


def lines_of(ranges: str) -> frozenset[int]:
    """The numbers that `2 4-6` or `10-24` stands for."""
    return frozenset(
        number
        for match in _RANGE.finditer(ranges)
        for number in range(int(match[1]), min(int(match[2] or match[1]), int(match[1]) + 10_000) + 1)
    )


def closed_lines(code: str) -> list[str]:
    """The lines of `code`, each with its spans opened and closed."""
    lines, opened = [], []  # type: list[str], list[str]
    for line in code.split("\n"):
        before = "".join(opened)
        for tag in _TAG.findall(line):
            if tag == "</span>":
                opened.pop()
            else:
                opened.append(tag)
        lines.append(before + line + "</span>" * len(opened))
    return lines
