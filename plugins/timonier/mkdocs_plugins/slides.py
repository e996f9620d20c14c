"""`timonier-slides`: a deck beside each lesson, made from the very HTML of its page, and a page of all decks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from posixpath import basename
from typing import Literal, cast

from jinja2 import Environment
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url
from mkdocs.utils.templates import TemplateContext

from timonier.core.header import Header, page_id
from timonier.core.markdown import scan
from timonier.core.outline import Outline
from timonier.core.publication import Publication
from timonier.core.source import SourceFile
from timonier.course import Course
from timonier.files import write_atomically
from timonier.markdown_ext.lab_blocks import unbuilt
from timonier.mkdocs_plugins.host import course_of, project, publication_of, usage_faults
from timonier.mkdocs_plugins.on_demand import BUILDING, offer
from timonier.mkdocs_plugins.theme import site_assets
from timonier.render.assets import DeckAssets, SiteAssets, deck_assets
from timonier.render.deck.build import build
from timonier.render.deck.facts import deck_facts
from timonier.render.deck.model import DeckFacts
from timonier.render.deck.page import DeckFiles, render
from timonier.render.deck.places import places
from timonier.render.decks_page import PATH, deck_beside, decks_page, has_decks
from timonier.settings import Settings

_MARKS = re.compile(r"<!--\s*(?:diapo|timonier)\b.*?-->\n?", re.DOTALL)


class SlidesConfig(Config):
    """No option."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What one build knows of the course from its start."""

    settings: Settings
    course: Course
    outline: Outline
    publication: Publication

    @classmethod
    def read(cls, config: MkDocsConfig) -> Shape:
        """Read the course; raises `UsageError`."""
        settings = project(config)
        sources = course_of(config)
        return cls(settings, sources, sources.outline(settings), publication_of(config))

    def header(self, file: File) -> Header | None:
        """What a lesson says of itself; None for a page without deck."""
        found = self.outline.pages.get(page_id(file.src_uri))
        return found if found and found.path == file.src_uri and found.has_deck else None

    def source(self, header: Header) -> SourceFile:
        """The file of a page."""
        path = f"{self.settings.content}/{header.path}"
        return next(page for page in self.course.pages if page.path == path)


class SlidesPlugin(BasePlugin[SlidesConfig]):
    """See the module."""

    _shape: Shape
    _files: Files
    _site: SiteAssets
    _assets: DeckAssets

    def __init__(self) -> None:
        self._preview = False
        self._texts: dict[str, str] = {}
        """The HTML of lessons, as they were converted."""
        self._makers: dict[str, Callable[[], None]] = {}
        """What writes each deck of a preview that is no more what it was, by its path in the site."""
        self._decks: frozenset[str] = frozenset()
        """The paths of all decks of a preview."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        """A preview makes decks when they are asked for."""
        self._preview = command == "serve"

    @event_priority(-50)
    def on_config(self, config: MkDocsConfig) -> None:
        """Read the course, once it is known what is shown."""
        with usage_faults():
            self._shape = Shape.read(config)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> None:
        """Add the page of all decks."""
        self._files = files
        if not has_decks(self._shape.outline) or files.get_file_from_path(PATH):
            return
        all_decks = File.generated(config, PATH, content="")
        by_path = {file.src_uri: file for file in files.documentation_pages()}
        shape, here = self._shape, all_decks.url

        def address(page: Header) -> str:
            return get_relative_url(_deck_url(by_path[page.path]), here)

        text = decks_page(shape.outline, address).text
        files.append(File.generated(config, PATH, content=text))

    @event_priority(100)
    def on_page_content(self, html: str, *, page: Page, **_: object) -> str:
        """Keep the text of a lesson for its deck; readers of the page do not get the marks."""
        if self._shape.header(page.file):
            self._texts[page.file.src_uri] = html
        return _MARKS.sub("", html)

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Add what decks load; drop decks that are no more."""
        with usage_faults():
            self._site = site_assets(env)
            self._assets = deck_assets(self._site.font_rules)
        for asset in self._assets.files:
            files.append(File.generated(config, asset.path, content=asset.data))
        if self._preview:
            self._drop_old(files, Path(config.site_dir))

    def _drop_old(self, files: Files, site: Path) -> None:
        """Forget the decks of pages that have none any more."""
        lessons = (file for file in files.documentation_pages() if self._shape.header(file))
        decks = frozenset(deck_beside(file.dest_uri) for file in lessons)
        for path in self._decks - decks:
            self._makers.pop(path, None)
            (site / path).unlink(missing_ok=True)
        self._decks = decks

    def on_page_context(self, context: TemplateContext, *, page: Page, **_: object) -> TemplateContext:
        """Tell the template where the deck of its page is."""
        if page.file.src_uri not in self._texts:
            return context
        return cast(TemplateContext, {**context, "page_deck": basename(_deck_url(page.file))})

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Write the deck beside its page; in a preview, be ready to."""
        header = self._shape.header(page.file)
        if header and page.file.src_uri in self._texts:
            file = Path(config.site_dir) / deck_beside(page.file.dest_uri)
            make = self._maker(header, page.file, file, config.site_name)
            if self._preview:
                self._makers[deck_beside(page.file.dest_uri)] = make
            else:
                make()
        return output

    def on_serve(self, server: LiveReloadServer, **_: object) -> None:
        """Make a deck when a browser asks for it."""
        offer(server, self._makers.__contains__, self._make, BUILDING)

    def _make(self, path: str) -> None:
        """Write a deck, unless another request just did."""
        if make := self._makers.get(path):
            make()
            self._makers.pop(path)

    def _maker(self, header: Header, page: File, file: Path, course_name: str) -> Callable[[], None]:
        """What makes a deck of all that this build knows."""
        shape, html = self._shape, self._texts.pop(page.src_uri)
        facts, loaded = self._facts(header, page, course_name), self._loaded(page)

        def make() -> None:
            file.unlink(missing_ok=True)
            document = scan(shape.source(header), "cours", shape.settings.variables)
            deck = build(html, places(document, unbuilt(shape.publication, header.id)), basename(page.dest_uri))
            write_atomically(file, render(deck, facts, loaded).encode())

        return make

    def _facts(self, header: Header, file: File, course_name: str) -> DeckFacts:
        here, shape = _deck_url(file), self._shape

        def address(path: str) -> str:
            found = self._files.get_file_from_path(path)
            if found is None:
                return ""
            return basename(file.dest_uri) if found is file else get_relative_url(found.url, here)

        return deck_facts(
            header,
            shape.outline,
            shape.publication,
            course=course_name,
            track=shape.settings.track,
            address=address,
        )

    def _loaded(self, file: File) -> DeckFiles:
        here = _deck_url(file)

        def relative(paths: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(get_relative_url(path, here) for path in paths)

        favicon = get_relative_url(self._site.favicon, here)
        scripts = (self._site.values_script, *self._assets.scripts)
        return DeckFiles(
            relative(self._assets.styles),
            relative(tuple(filter(None, scripts))),
            favicon,
        )


def _deck_url(file: File) -> str:
    return deck_beside(file.dest_uri)
