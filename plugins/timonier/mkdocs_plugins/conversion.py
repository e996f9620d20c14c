"""Pages whose Markdown is converted once: the HTML of a page that nothing has changed comes from the cache.

In: a page as MkDocs read it, and `Inputs`, all else that our extension reads. Out: what `Page.render` leaves on a
page. The files that its links asked for are kept with it, and their addresses must still be the same. A conversion
that said something (a broken link) is not kept, so that it is said again.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from typing import Any, Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from timonier.cache import Cache, digest
from timonier.core.front_matter import read
from timonier.core.markdown import kind_of
from timonier.core.source import SourceFile
from timonier.course import Course
from timonier.lint.basis import programs
from timonier.lint.crd_files import sources as crd_sources
from timonier.lint.parallel import mapped
from timonier.mkdocs_plugins.host import EXTENSION
from timonier.mkdocs_plugins.written import CourseFile
from timonier.render.licences import schema_parts, site_parts
from timonier.settings import Settings

STAGE: Final = "pages"
_FOLDERS: Final = ("core", "lint", "schemas", "render", "markdown_ext", "mkdocs_plugins")
_LIBRARIES: Final = (
    "jsonschema_rs-", "kubernetes_validate-", "lxml-", "markdown-", "mkdocs-", "properdocs-", "pygments-",
    "pymdown_extensions-", "pyyaml-",
)  # fmt: skip
_LICENCES: Final = "/// licences"
"""The block that lists packages which `makers` does not name."""


def makers() -> str:
    """The digest of all the programs that pages and decks are made by."""
    return programs(_FOLDERS, _LIBRARIES)


@dataclass(frozen=True, slots=True)
class Converted:
    """What a conversion leaves on a page."""

    html: str
    toc: list[dict[str, Any]]
    anchors: list[str]
    links: dict[str, dict[str, str]] | None
    """The anchors that it leads to, by file."""
    asked: dict[str, str | None]
    """The address of each file that its links named."""

    def holds(self, files: Files) -> bool:
        """Whether its links would be the same today."""
        return all(_address(files.get_file_from_path(path)) == address for path, address in self.asked.items())


class Inputs:
    """What the HTML of a page of the course depends on beside its text, and what is kept of earlier builds.

    Raises `UsageError` where a package is missing that the course lists.
    """

    def __init__(self, config: MkDocsConfig, settings: Settings, course: Course) -> None:
        self._cache, self._content, self._edition = Cache(settings.cache_dir), settings.content, ""
        options = config.mdx_configs.get(EXTENSION, {})
        self._edition = str(options.get("edition", ""))
        glossary = course.glossary.text if course.glossary else ""
        definitions = [repr(found) for found in crd_sources(settings)] if settings.crds else []
        extensions = repr((config.markdown_extensions, sorted(config.mdx_configs.items())))
        listed = any(_LICENCES in page.text for page in course.pages)
        installed = repr((site_parts(), schema_parts())) if listed else ""
        self.common = digest(makers(), repr(settings), extensions, glossary, installed, *definitions)
        self._labs = digest(*(text for source in course.lab_files for text in (source.path, source.text)))
        self._plans = digest(*(plan.text for plan in course.plans))
        self._files = {source.path: source.digest for source in course.pages}

    def content(self, page: Page) -> str:
        """The digest of all that the HTML of a page is made from."""
        return digest(self.of_file(page.file), page.markdown or "")

    def of_file(self, file: File) -> str:
        """The same, for a page that nobody has read yet and whose text no other plugin changes."""
        path = f"{self._content}/{file.src_uri}"
        labs = self._labs if kind_of(path, self._content) == "tp" else ""
        text = self._files.get(path) or digest(file.content_bytes, self._plans)
        return digest(self.common, text, file.url, labs)

    def recall(self, page: Page, files: Files) -> Converted | None:
        """What an earlier conversion gave, if it would give the same today."""
        stored = self._cache.recall(STAGE, self._key(page), self.content(page))
        with suppress(ValueError, TypeError):
            found = Converted(**json.loads(stored or b""))
            return found if found.holds(files) else None
        return None

    def keep(self, page: Page, found: Converted) -> None:
        """Remember a conversion."""
        data = json.dumps(asdict(found), ensure_ascii=False)
        self._cache.keep(STAGE, self._key(page), self.content(page), data.encode())

    def _key(self, page: Page) -> str:
        return digest(self._edition, page.file.src_uri)


class CoursePage(Page):
    """A page of the course that remembers its conversions."""

    def __init__(self, title: str, file: File, config: MkDocsConfig, inputs: Inputs) -> None:
        super().__init__(title, file, config)
        self._inputs = inputs
        self._ready: tuple[str, Converted] | None = None

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """As `Page.render`, from what is known where it holds."""
        ready = self._ready[1] if self._ready and self._ready[0] == self.markdown else None
        self._ready = None
        known = ready or self._inputs.recall(self, files)
        if known is None:
            self.convert(config, files)
        else:
            self._take(known, files)

    def convert(self, config: MkDocsConfig, files: Files, *, quiet: bool = False) -> Converted | None:
        """Render, and remember; None when something was said, which is not heard where it is `quiet`."""
        asked = _Asked(files)
        with _listening(quiet=quiet) as said:
            super().render(config, asked)
        if said:
            return None
        found = Converted(
            html=self.content or "",
            toc=[_token(link) for link in self.toc],
            anchors=sorted(self.present_anchor_ids or ()),
            links=_by_path(self.links_to_anchors),
            asked=asked.addresses,
        )
        self._inputs.keep(self, found)
        return found

    def prepare(self, found: Converted | None) -> None:
        """Have a conversion of the text that was read, for `render`; a plugin may still change the text."""
        self._ready = (self.markdown or "", found) if found else None

    @property
    def is_prepared(self) -> bool:
        """Whether `prepare` was given one."""
        return self._ready is not None

    def _take(self, known: Converted, files: Files) -> None:
        self.content = known.html
        self.toc = get_toc(known.toc)  # type: ignore[arg-type]
        self.present_anchor_ids = set(known.anchors)
        self.links_to_anchors = _by_file(known.links, files)


def course_pages(files: Files, config: MkDocsConfig, titles: Mapping[str, str], inputs: Inputs) -> None:
    """Make the pages whose titles are given, by their paths, before MkDocs makes its own; a menu's title wins."""
    in_menu = dict(_menu_titles(config.nav or []))
    for file in files.documentation_pages():
        title = in_menu.get(file.src_uri) or titles.get(file.src_uri) or _own_title(file)
        if title and file.page is None:
            CoursePage(title, file, config, inputs)


def _own_title(file: File) -> str:
    """What the header of a page that a plugin made says."""
    if file.generated_by is None:
        return ""
    found = read(SourceFile(file.src_uri, file.content_string)).front_matter
    return str(found.values.get("title", "")) if found else ""


def _menu_titles(items: Any) -> Iterator[tuple[str, str]]:
    """The paths of a menu with the titles that it gives them."""
    for item in items if isinstance(items, list) else [items]:
        for title, below in item.items() if isinstance(item, dict) else ():
            if isinstance(below, str):
                yield below, str(title)
            else:
                yield from _menu_titles(below)


def convert_ahead(pages: Iterable[Page], config: MkDocsConfig, files: Files, inputs: Inputs) -> None:
    """Convert together, on all processors, what has to be.

    Each page takes its own when it is rendered: what another process converted, it finds in the cache.
    """
    mine = [page for page in pages if isinstance(page, CoursePage) and must_write(page.file)]
    for page in mine:
        page.read_source(config)
        page.prepare(inputs.recall(page, files))
    missing = [page for page in mine if not page.is_prepared]
    size = sum(len(page.markdown or "") for page in missing)
    mapped(lambda page: page.prepare(page.convert(config, files, quiet=True)), missing, size)


def must_write(file: File) -> bool:
    """Whether the file of a page will be written: a preview knows those that stand already."""
    return not isinstance(file, CourseFile) or file.is_current is None or not file.is_current()


class _Asked(Files):
    """Files that remember which of them were asked for."""

    def __init__(self, files: Files) -> None:
        super().__init__(files)
        self.addresses: dict[str, str | None] = {}

    def get_file_from_path(self, path: str) -> File | None:
        """The file, as usual."""
        found = super().get_file_from_path(path)
        self.addresses[path] = _address(found)
        return found


def _address(file: File | None) -> str | None:
    return None if file is None else f"{file.url} {file.inclusion.name}"


def _token(link: Any) -> dict[str, Any]:
    children = [_token(child) for child in link.children]
    return {"level": link.level, "id": link.id, "name": link.title, "children": children}


def _by_path(links: Mapping[File, dict[str, str]] | None) -> dict[str, dict[str, str]] | None:
    return None if links is None else {file.src_uri: anchors for file, anchors in links.items()}


def _by_file(links: Mapping[str, dict[str, str]] | None, files: Files) -> dict[File, dict[str, str]] | None:
    if links is None:
        return None
    found = ((files.get_file_from_path(path), anchors) for path, anchors in links.items())
    return {file: anchors for file, anchors in found if file is not None}


class _Ear(logging.Handler):
    """Counts what is said."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Remember one message."""
        self.heard.append(record.getMessage())


@contextmanager
def _listening(*, quiet: bool) -> Iterator[list[str]]:
    """What MkDocs says meanwhile; nobody else hears it where it is `quiet`."""
    ear, logger = _Ear(), logging.getLogger("mkdocs")
    before, spreads = list(logger.handlers), logger.propagate
    logger.handlers[:] = [ear] if quiet else [*before, ear]
    logger.propagate = spreads and not quiet
    try:
        yield ear.heard
    finally:
        logger.handlers[:], logger.propagate = before, spreads
