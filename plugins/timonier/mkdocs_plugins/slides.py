"""`timonier-slides`: a deck beside each lesson, made from the very HTML of its page, and a page of all decks."""

from __future__ import annotations

import re
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

from timonier.cache import Cache
from timonier.core.header import Header, page_id
from timonier.core.outline import Outline
from timonier.core.publication import Publication
from timonier.files import write_atomically
from timonier.mkdocs_plugins.deck_files import DeckFile, write_all
from timonier.mkdocs_plugins.host import course_of, project, publication_of, usage_faults
from timonier.mkdocs_plugins.on_demand import BUILDING, offer
from timonier.mkdocs_plugins.theme import site_assets
from timonier.render.assets import DeckAssets, SiteAssets, deck_assets
from timonier.render.deck.facts import deck_facts
from timonier.render.deck.model import DeckFacts
from timonier.render.deck.page import DeckFiles
from timonier.render.decks_page import PATH, deck_beside, decks_page, has_decks
from timonier.settings import Settings

_MARKS = re.compile(r"<!--\s*(?:diapo|timonier)\b.*?-->\n?", re.DOTALL)


class SlidesConfig(Config):
    """No option."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What one build knows of the course from its start."""

    settings: Settings
    outline: Outline
    publication: Publication

    @classmethod
    def read(cls, config: MkDocsConfig) -> Shape:
        """Read the course; raises `UsageError`."""
        settings = project(config)
        return cls(settings, course_of(config).outline(settings), publication_of(config))

    def header(self, file: File) -> Header | None:
        """What a lesson says of itself; None for a page without deck."""
        found = self.outline.pages.get(page_id(file.src_uri))
        return found if found and found.path == file.src_uri and found.has_deck else None


class SlidesPlugin(BasePlugin[SlidesConfig]):
    """See the module."""

    _shape: Shape
    _files: Files
    _site: SiteAssets
    _assets: DeckAssets
    _folder: Path

    def __init__(self) -> None:
        self._preview = False
        self._texts: dict[str, str] = {}
        """The HTML of lessons, as they were converted."""
        self._waiting: dict[str, DeckFile] = {}
        """The decks that are no more what they were, by their paths in the site."""
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
            self._waiting.pop(path, None)
            (site / path).unlink(missing_ok=True)
        self._decks = decks

    def on_page_context(self, context: TemplateContext, *, page: Page, **_: object) -> TemplateContext:
        """Tell the template where the deck of its page is."""
        if page.file.src_uri not in self._texts:
            return context
        return cast(TemplateContext, {**context, "page_deck": basename(_deck_url(page.file))})

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Gather what the deck of a page is made from."""
        header = self._shape.header(page.file)
        if header and page.file.src_uri in self._texts:
            deck = self._deck(header, page.file, config.site_name)
            self._waiting[deck.path] = deck
        return output

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the decks beside their pages; a preview waits until they are asked for."""
        self._folder = Path(config.site_dir)
        if not self._preview:
            write_all(tuple(self._waiting.values()), self._folder, Cache(project(config).cache_dir))
            self._waiting.clear()

    def on_serve(self, server: LiveReloadServer, **_: object) -> None:
        """Make a deck when a browser asks for it."""
        offer(server, self._waiting.__contains__, self._make, BUILDING)

    def _make(self, path: str) -> None:
        """Write a deck, unless another request just did."""
        if deck := self._waiting.get(path):
            (self._folder / path).unlink(missing_ok=True)
            write_atomically(self._folder / path, deck.content())
            self._waiting.pop(path)

    def _deck(self, header: Header, page: File, course_name: str) -> DeckFile:
        """What a deck is made from, of all that this build knows."""
        facts = self._facts(header, page, course_name)
        html = self._texts.pop(page.src_uri)
        return DeckFile(deck_beside(page.dest_uri), basename(page.dest_uri), html, facts, self._loaded(page))

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
