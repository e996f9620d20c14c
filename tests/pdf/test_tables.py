"""A short table stays whole; the head of a long one is never alone at the foot of a page."""

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


Shared = set[tuple[int, ...]]
"""The rows on each page, for each of many heights."""


@pytest.fixture(scope="module", params=ROWS)
def split(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[int, Shared]:
    """The rows of a table, and how many of them each page has, whatever stands over it."""
    rows = ROWS[request.param]
    pages = {
        f"p{height}.md": f'---\ntitle: T\n---\n\n<div style="height:{height}mm"></div>\n\n{table(rows)}'
        for height in HEIGHTS
    }
    root = write_course(tmp_path_factory.mktemp(request.param), pages)
    for name in ("mkdocs.yml", "content/modules.yml", "content/parcours/essai.yml"):
        (root / name).unlink()
    wishes = tuple(Wish("page", name.removesuffix(".md")) for name in pages)
    return rows, {shared(document.path) for document in print_course(root, wishes=wishes).documents}


def shared(file: Path) -> tuple[int, ...]:
    """The rows of a table under its head, page by page."""
    pages = [page for page in body_text(file).split("\f") if "Nom" in page]
    assert sum(page.count("rang") for page in pages) == body_text(file).count("rang"), "rows without their head"
    return tuple(page.count("rang") for page in pages)


def test_a_head_has_rows_under_it(split: tuple[int, Shared]) -> None:
    rows, counts = split
    assert (rows,) in counts
    assert all(0 not in each and sum(each) == rows for each in counts)


def test_a_table_of_eight_rows_is_never_parted(split: tuple[int, Shared]) -> None:
    rows, counts = split
    assert (counts == {(rows,)}) == (rows <= 8)
