"""Which page of the course a text is, though no generator says so: by the digest of its body.

In: the settings of a course and a body. Out: the page's `PageIdentity`, which goes into the page as a marker, the
extension's half of the record of a build.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from timonier import course, reading
from timonier.cache import digest
from timonier.core.header import page_id
from timonier.core.markdown import PageKind, body, kind_of
from timonier.core.source import SourceFile
from timonier.course import Course
from timonier.record import PAGE_ATTRIBUTE, SOURCE_ATTRIBUTE
from timonier.render.track_page import track_page
from timonier.settings import Settings


@dataclass(frozen=True, slots=True)
class PageIdentity:
    """A page of the course and the digest of its whole file; `path` is relative to the content folder."""

    id: str
    digest: str
    path: str
    kind: PageKind


def identity(source: SourceFile, content: str) -> PageIdentity:
    """The identity of a file of the course, whose pages are below the folder `content`."""
    path = source.path.removeprefix(content.rstrip("/") + "/")
    return PageIdentity(page_id(source.path), source.digest, path, kind_of(source.path, content))


class PageIndex:
    """The bodies of a course, read once, and again when a body is not among them (a page has changed).

    The page of a track is made from its file, which is its source.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._by_body: dict[str, _Known] = {}
        self._course: Course | None = None

    def find(self, text: str) -> PageIdentity | None:
        """The page whose body is `text`; None where the course has none. Of two alike, the first by path."""
        key = _key(text)
        known = self._by_body.get(key)
        if (known is None or known.is_stale) and (found := course.load(self._settings)) is not self._course:
            self._course, self._by_body = found, self._read(found)
        return self._by_body[key].identity if key in self._by_body else None

    def _read(self, sources: Course) -> dict[str, _Known]:
        outline, files = sources.outline(self._settings), {track.path: track for track in sources.tracks}
        made = ((track_page(track, outline), files[track.path]) for track in outline.tracks)
        pages = ((page, page) for page in reversed(sources.pages))
        return {_key(body(page)): self._known(source) for page, source in (*made, *pages)}

    def _known(self, source: SourceFile) -> _Known:
        file = self._settings.root / source.path
        return _Known(identity(source, self._settings.content), file, _mark(file))


@dataclass(frozen=True, slots=True)
class _Known:
    """A page, and what its file looked like; its header may change while its body stays."""

    identity: PageIdentity
    file: Path
    mark: tuple[int, ...]

    @property
    def is_stale(self) -> bool:
        return _mark(self.file) != self.mark


def _mark(file: Path) -> tuple[int, ...]:
    with suppress(OSError):
        return reading.mark(file)
    return ()


_INDEXES: dict[str, PageIndex] = {}


def index_of(settings: Settings) -> PageIndex:
    """The index of a course, one in a process for the same settings."""
    return _INDEXES.setdefault(repr(settings), PageIndex(settings))


class MarkerPreprocessor(Preprocessor):
    """Looks at the text before any other step changes it."""

    def __init__(self, md: Markdown, index: PageIndex) -> None:
        super().__init__(md)
        self._index = index
        self.page: PageIdentity | None = None

    def run(self, lines: list[str]) -> list[str]:
        """Remember the page; the text stays as it is."""
        self.page = self._index.find("\n".join(lines))
        return lines


class MarkerTreeprocessor(Treeprocessor):
    """Ends the page with its marker, an element that no reader sees."""

    def __init__(self, md: Markdown, seen: MarkerPreprocessor) -> None:
        super().__init__(md)
        self._seen = seen

    def run(self, root: Element) -> None:
        """Add the marker where the text is a page of the course."""
        if page := self._seen.page:
            SubElement(root, "div", {"hidden": "hidden", PAGE_ATTRIBUTE: page.id, SOURCE_ATTRIBUTE: page.digest})


def _key(text: str) -> str:
    return digest(text.replace("\r\n", "\n").strip())
