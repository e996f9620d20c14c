"""Pages made ready before: each is kept with the digest of all that it was made from.

In: a page and what surrounds it. Out: what `Preparation` would give, from the cache; its images are read again, and
must be the same. A new one takes the place of the old one, so that the cache does not grow with each word.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

from timonier.cache import Cache, digest
from timonier.core.page import kind_of
from timonier.core.publication import Publication
from timonier.core.source import SourceFile
from timonier.course import Course
from timonier.lint.basis import programs
from timonier.pdf.images import Images
from timonier.render.print_page import Attached, Heading, ImageError, Links, Mark, PrintPage
from timonier.settings import Settings

STAGE = "pdf-pages"
_ALL = ("",)
"""Whatever is installed: the page of licences lists it; and all our code."""


@dataclass(frozen=True, slots=True)
class Ready:
    """The print form of a page, that of its answers, and how it writes the address of each image."""

    title: str
    print: PrintPage
    answers: PrintPage | None
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Memory:
    """What an earlier run made, and what all pages of this one depend on."""

    cache: Cache
    common: str
    labs: str
    folder: str
    """That of the pages."""
    bodies: Mapping[str, str]
    """For each text of the course, the pages that have it: the first of them is what it is taken for."""

    @classmethod
    def of(cls, course: Course, settings: Settings, links: Links, fonts: str) -> Memory:
        """The memory of a course."""
        shared = (repr(settings), repr(links), fonts, course.glossary.text if course.glossary else "")
        bodies: dict[str, str] = {}
        for page in course.pages:
            bodies[page.text] = f"{bodies.get(page.text, '')} {page.path}"
        common, labs = digest(programs(_ALL, _ALL), *shared), _labs(course.lab_files)
        return cls(Cache(settings.cache_dir), common, labs, settings.content, bodies)

    def content(self, source: SourceFile, publication: Publication, values: Mapping[str, str]) -> str:
        """The digest of all that a page is made from."""
        people = repr((publication.edition, sorted(publication.pages), sorted(values.items())))
        labs = self.labs if kind_of(source.path, self.folder) == "tp" else ""
        return digest(self.common, labs, people, self.bodies.get(source.text, ""), source.path, source.text)

    def recall(self, slot: str, content: str, images: Images) -> Ready | None:
        """What is kept under `slot`, if it was made from just this `content` and the same images."""
        with suppress(OSError, ValueError, TypeError, KeyError):
            stored = self.cache.get(STAGE, slot) or b""
            known, _, data = stored.partition(b"\n")
            if known == content.encode():
                found = _read(json.loads(data))
                with suppress(ImageError):
                    return found if all(images.address(name) == at for at, name in found.names.items()) else None
        return None

    def keep(self, slot: str, content: str, ready: Ready) -> None:
        """Remember a page."""
        data = json.dumps(asdict(ready), ensure_ascii=False)
        self.cache.put(STAGE, slot, f"{content}\n{data}".encode())


def _labs(files: Iterable[SourceFile]) -> str:
    return digest(*(text for source in files for text in (source.path, source.text)))


def _read(data: dict[str, Any]) -> Ready:
    answers = data["answers"]
    return Ready(data["title"], _page(data["print"]), _page(answers) if answers else None, data["names"])


def _page(data: dict[str, Any]) -> PrintPage:
    return PrintPage(
        data["html"],
        tuple(Heading(**heading) for heading in data["headings"]),
        data["text"],
        marks=tuple(Mark(**mark) for mark in data["marks"]),
        files=tuple(Attached(**file) for file in data["files"]),
    )
