"""What a page says of itself at its top, as typed values: the part of front matter that other pages show.

In: a page. Out: its `Header`. A value of the wrong form counts as absent here: the check of front matter names it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from timonier.core.front_matter import read
from timonier.core.page import PageKind, kind_of
from timonier.core.source import SourceFile

_ADDRESS = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*")
"""As the schema of front matter has it: nothing that could lead out of the site."""


@dataclass(frozen=True, slots=True)
class Header:
    """One page of the course; `path` is relative to the content folder."""

    id: str
    path: str
    kind: PageKind
    title: str
    minutes: int | None = None
    level: str = ""
    objectives: tuple[str, ...] = ()
    prerequisites: tuple[str, ...] = ()
    reviewed: datetime.date | None = None
    kubernetes: str = ""
    description: str = ""
    old_addresses: tuple[str, ...] = ()
    without_deck: bool = False

    @property
    def has_deck(self) -> bool:
        """Whether the page is shown as slides too: every lesson that does not say otherwise."""
        return self.kind == "cours" and not self.without_deck


def page_id(path: str) -> str:
    """The id of the page at `path`: its file name without suffix."""
    return PurePosixPath(path).stem


def header(source: SourceFile, content: str) -> Header:
    """The header of a page below the folder `content`."""
    found = read(source).front_matter
    values: Mapping[str, object] = found.values if found else {}
    name = page_id(source.path)
    minutes, reviewed = values.get("duree"), values.get("revu_le")
    return Header(
        id=name,
        path=source.path.removeprefix(content.rstrip("/") + "/"),
        kind=kind_of(source.path, content),
        title=_text(values, "title") or name,
        minutes=minutes if isinstance(minutes, int) and not isinstance(minutes, bool) and minutes > 0 else None,
        level=_text(values, "niveau"),
        objectives=_texts(values, "objectifs"),
        prerequisites=_texts(values, "prerequis"),
        reviewed=reviewed if isinstance(reviewed, datetime.date) else None,
        kubernetes=_text(values, "kubernetes"),
        description=_text(values, "description"),
        old_addresses=tuple(old for old in _texts(values, "anciennes_adresses") if _ADDRESS.fullmatch(old)),
        without_deck=values.get("diaporama") is False,
    )


def _text(values: Mapping[str, object], key: str) -> str:
    value = values.get(key)
    return value.strip() if isinstance(value, str) else ""


def _texts(values: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = values.get(key)
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()
