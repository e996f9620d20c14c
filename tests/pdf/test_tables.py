"""A short table stays whole; of a long one, at least two rows stay together."""

from __future__ import annotations

from pathlib import Path

import pytest
from pdf_course import print_course, write_course
from pdf_reading import body_text

from timonier.core.products import Wish

pytestmark = pytest.mark.slow
ROWS = {"courte": 8, "longue": 12}
HEIGHTS = range(100, 222, 5)
"""Millimetres over a table: from where it fits as a whole to where nothing of it does."""


def table(rows: int) -> str:
    return "| Nom | Sens |\n|---|---|\n" + "".join(f"| rang{number:02} | sens |\n" for number in range(rows))


@pytest.fixture(scope="module", params=ROWS)
def split(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[int, set[int]]:
    """The rows of a table, and how many of them begin overleaf, whatever stands over it."""
    rows = ROWS[request.param]
    pages = {
        f"p{height}.md": f'---\ntitle: T\n---\n\n<div style="height:{height}mm"></div>\n\n{table(rows)}'
        for height in HEIGHTS
    }
    root = write_course(tmp_path_factory.mktemp(request.param), pages)
    for name in ("mkdocs.yml", "content/modules.yml", "content/parcours/essai.yml"):
        (root / name).unlink()
    wishes = tuple(Wish("page", name.removesuffix(".md")) for name in pages)
    return rows, {overleaf(document.path) for document in print_course(root, wishes=wishes).documents}


def overleaf(file: Path) -> int:
    _, *others = body_text(file).split("\f")
    return sum(page.count("rang") for page in others)


def test_rows_that_are_alone_are_on_neither_page(split: tuple[int, set[int]]) -> None:
    rows, counts = split
    assert {0, rows} <= counts
    assert counts & {1, rows - 1} == set()


def test_a_table_of_eight_rows_is_never_parted(split: tuple[int, set[int]]) -> None:
    rows, counts = split
    assert (counts == {0, rows}) == (rows <= 8)
