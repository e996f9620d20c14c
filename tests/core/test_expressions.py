"""Regular expressions that every `grep -E` reads alike."""

from __future__ import annotations

import random
import subprocess

import pytest

from timonier.core.expressions import fault


@pytest.mark.parametrize(
    "pattern",
    [
        "2/2 +Running",
        "([0-9.]+,){2}[0-9.]+",
        r"a\.b",
        r"\\d",
        "[[:digit:]]+",
        "[]a]",
        r"a\{b",
        "^a|b$",
        "<stagiaire>",
    ],
)
def test_what_everybody_reads(pattern: str) -> None:
    assert fault(pattern) is None


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        (r"\d+", "« \\d » ne se lit pas partout"),
        (r"\<a\>", "« \\< » ne se lit pas partout"),
        ("(?:a)", "« (? »"),
        ("a*?", "« *? » répète"),
        ("a{x", "« { » ouvre un nombre"),
        (r"[\]]", "entre crochets"),
        ("(a", "au caractère 1"),
        ("[z-a]", "au caractère 2"),
        ("a{3,1}", "au caractère 3"),
    ],
)
def test_what_is_read_by_some_only(pattern: str, said: str) -> None:
    assert said in str(fault(pattern))


def test_grep_reads_all_that_is_accepted() -> None:
    chosen = random.Random(5)
    made = {"".join(chosen.choices(r"ab1.*+?()[]{}|^$\,-:", k=chosen.randint(1, 7))) for _ in range(400)}
    accepted = [pattern for pattern in made if fault(pattern) is None]
    assert len(accepted) > 50
    for pattern in accepted:
        read = subprocess.run(["grep", "-E", "-e", pattern], input="x", capture_output=True, text=True, check=False)
        assert read.returncode in (0, 1), (pattern, read.stderr)
        assert read.stderr == "", pattern
