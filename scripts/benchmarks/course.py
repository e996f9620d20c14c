"""A project whose course is this repository's, repeated until it has as many lessons and labs as a bench wants.

A copy of a page has its own id and title, its own lab files and its own line in `modules.yml`; its links lead where
those of the original do. Nothing is invented, so that what is measured is what authors write.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import yaml
from measures import ROOT

_PARTS: Final = ("mkdocs.yml", "pyproject.toml", "content", "corrections", "application")
_TITLE: Final = re.compile(r"^(title: \"?)", re.MULTILINE)


def repeat(folder: Path, pages: int) -> Path:
    """Write into `folder` a project of `pages` lessons and labs; gives the folder back."""
    folder.mkdir(parents=True)
    for name in _PARTS:
        part = ROOT / name
        if part.is_dir():
            shutil.copytree(part, folder / name)
        elif part.is_file():
            shutil.copy(part, folder)
    written = sorted((folder / "content").glob("cours/**/*.md")) + sorted((folder / "content").glob("tp/**/*.md"))
    copies = list(_copies(written, pages - len(written)))
    for page, number in copies:
        _copy_page(page, number)
        _copy_lab(folder / "corrections", page.stem, number)
    _list(folder / "content" / "modules.yml", copies)
    return folder


def _copies(written: list[Path], wanted: int) -> Iterator[tuple[Path, int]]:
    """Which pages are copied, and the number that each copy bears: all pages once, then all again."""
    for index in range(max(wanted, 0)):
        yield written[index % len(written)], 2 + index // len(written)


def _copy_page(page: Path, number: int) -> None:
    text = _TITLE.sub(rf"\g<1>{number}. ", page.read_text(encoding="utf-8"), count=1)
    page.with_stem(f"{page.stem}-{number}").write_text(_without_old_addresses(text), encoding="utf-8")


def _without_old_addresses(text: str) -> str:
    """An old address leads to one page alone."""
    return re.sub(r"^anciennes_adresses:\n(?:[ ]+-.*\n)+", "", text, flags=re.MULTILINE)


def _copy_lab(corrections: Path, lab: str, number: int) -> None:
    if not (corrections / lab).is_dir():
        return
    copy = shutil.copytree(corrections / lab, corrections / f"{lab}-{number}")
    record = copy / "correction.yml"
    record.write_text(
        record.read_text(encoding="utf-8").replace(f"tp: {lab}\n", f"tp: {lab}-{number}\n"), encoding="utf-8"
    )


def _list(modules: Path, copies: list[tuple[Path, int]]) -> None:
    """Add each copy to the module of its original."""
    known: dict[str, Any] = yaml.safe_load(modules.read_text(encoding="utf-8"))
    for module in known["modules"]:
        written = {page for page in module["pages"] if isinstance(page, str)}
        module["pages"] += [f"{page.stem}-{number}" for page, number in copies if page.stem in written]
    modules.write_text(yaml.safe_dump(known, allow_unicode=True, sort_keys=False), encoding="utf-8")
