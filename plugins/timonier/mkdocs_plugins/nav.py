"""`timonier-nav`: the site is laid out as the course is. Order, heads of pages, pages of tracks, old addresses.

Everything comes from `modules.yml`, the tracks and the front matter of pages; mkdocs.yml lists no page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import cast
from urllib.parse import urljoin

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url
from mkdocs.utils.templates import TemplateContext

from timonier.core.header import Header, page_id
from timonier.core.layout import MODULES, TRACKS
from timonier.core.outline import Outline
from timonier.core.words import advice
from timonier.errors import UsageError
from timonier.mkdocs_plugins.host import course_of, project, source_of, usage_faults
from timonier.render import download_page, labs_page
from timonier.render.hub import Hub, hub
from timonier.render.page_head import PageFoot, PageHead, page_foot, page_head
from timonier.render.redirect import redirect_page
from timonier.render.track_page import track_page, track_path
from timonier.settings import Settings

HUB = "index.md"
HUB_TITLE, TRACKS_TITLE, MODULES_TITLE, OTHERS_TITLE = "Sommaire", "Parcours", "Modules", "À propos"


class NavConfig(Config):
    """No option."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What one build knows of the course from its start."""

    settings: Settings
    outline: Outline

    @classmethod
    def read(cls, config: MkDocsConfig) -> Shape:
        """Read the course; raises `UsageError` where mkdocs.yml or the settings say something else."""
        settings = project(config)
        outline = course_of(config).outline(settings)
        if outline.modules and config.nav is not None:
            raise UsageError(
                f"mkdocs.yml a une clé « nav » alors que {settings.content}/{MODULES} donne l’ordre des pages : "
                "retirez « nav »."
            )
        if settings.track and settings.track not in outline.track_ids:
            near = advice(settings.track, outline.track_ids, f"donnez le nom d’un fichier de {TRACKS}/.")
            raise UsageError(f"[tool.timonier] parcours : aucun parcours « {settings.track} » ; {near}")
        return cls(settings, outline)

    def header(self, file: File) -> Header | None:
        """What a page says of itself; None for the hub, pages of tracks and pages that others made up."""
        found = self.outline.pages.get(page_id(file.src_uri))
        return found if found and found.path == file.src_uri else None

    def source(self, file: File) -> str:
        """The file of the project that a page is made from; nothing for one that another plugin made up."""
        return source_of(file, (track.path for track in self.outline.tracks), self.settings.root)


class NavPlugin(BasePlugin[NavConfig]):
    """See the module."""

    _shape: Shape

    def on_config(self, config: MkDocsConfig) -> None:
        """Read the course."""
        with usage_faults():
            self._shape = Shape.read(config)

    @event_priority(-50)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> None:
        """Take the files that describe the course out, put the pages made from them in, and order all."""
        _without_plans(files)
        for track in self._shape.outline.tracks:
            text = track_page(track, self._shape.outline).text
            files.append(File.generated(config, track_path(track.id), content=text))
        for page in list(files.documentation_pages()):
            _add_redirects(page, self._shape, files, config)
        if self._shape.outline.modules:
            config.nav = list(_nav(self._shape.outline, files))

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """« Previous » and « next » follow the track."""
        if self._shape.outline.modules:
            _chain(nav, self._shape)

    def on_page_context(
        self, context: TemplateContext, *, page: Page, nav: Navigation, **_: object
    ) -> TemplateContext:
        """Give the template what stands around the text of a page."""
        return cast(TemplateContext, {**context, **_surroundings(page, nav, self._shape)})


def _surroundings(page: Page, nav: Navigation, shape: Shape) -> dict[str, PageHead | PageFoot | Hub]:
    """What the templates call `page_head`, `course_hub` and `page_foot`."""
    urls = {each.file.src_uri: each.url for each in nav.pages}

    def address(path: str) -> str:
        return urls.get(path, "")

    found: dict[str, PageHead | PageFoot | Hub] = {}
    header = shape.header(page.file)
    if header and header.kind in ("cours", "tp"):
        found["page_head"] = page_head(header, shape.outline, page.content or "", address)
    if page.is_homepage:
        found["course_hub"] = hub(shape.outline, shape.settings.track, address, _documents(nav))
    if source := shape.source(page.file):
        found["page_foot"] = page_foot(source, str(page.title), shape.settings)
    return found


def _documents(nav: Navigation) -> str:
    """The address of the page of all documents; nothing where the course has its own, or none."""
    pages = (page for page in nav.pages if page.file.src_uri == download_page.PATH)
    return next((page.url for page in pages if not page.file.abs_src_path), "")


def _without_plans(files: Files) -> None:
    for file in list(files):
        if file.src_uri == MODULES or (file.src_uri.startswith(f"{TRACKS}/") and file.src_uri.endswith(".yml")):
            files.remove(file)


def _add_redirects(page: File, shape: Shape, files: Files, config: MkDocsConfig) -> None:
    if (header := shape.header(page)) is None:
        return
    taken = {file.dest_uri for file in files}
    for old in header.old_addresses:
        place = File(f"{old}.md", config.docs_dir, config.site_dir, config.use_directory_urls)
        if place.dest_uri in taken:  # which the lint says
            continue
        target = get_relative_url(page.url, place.url)
        canonical = urljoin(config.site_url, page.url) if config.site_url else target
        text = redirect_page(target, canonical, header.title)
        files.append(File.generated(config, place.dest_uri, content=text))


Menu = str | list[str] | list[dict[str, list[str]]]


def _nav(outline: Outline, files: Files) -> Iterator[Mapping[str, Menu]]:
    """The tabs: hub, tracks, labs, modules, documents, then all pages that have no place there.

    Modules that have a page stand under one tab: a course has more of them than a screen has room for.
    """
    left = {file.src_uri for file in files.documentation_pages()}

    def placed(*paths: str) -> list[str]:
        found = [path for path in dict.fromkeys(paths) if path in left]
        left.difference_update(found)
        return found

    def alone(title: str, path: str) -> list[tuple[str, str]]:
        return [(title, found) for found in placed(path)]

    modules = [
        (module.title, placed(*(page.path for page in outline.written(module)))) for module in outline.modules
    ]
    tabs: list[tuple[str, Menu]] = [
        *alone(HUB_TITLE, HUB),
        (TRACKS_TITLE, placed(*(track_path(track.id) for track in outline.tracks))),
        *alone(labs_page.TITLE, labs_page.PATH),
        (MODULES_TITLE, [{title: pages} for title, pages in modules if pages]),
        *alone(download_page.TITLE, download_page.PATH),
    ]
    tabs.append((OTHERS_TITLE, placed(*sorted(left))))
    yield from ({title: pages} for title, pages in tabs if pages)


def _chain(nav: Navigation, shape: Shape) -> None:
    """Link each page to the one before and the one after, hub first; other pages have neither."""
    order = [HUB, *(shape.outline.pages[name].path for name in shape.outline.reading_order(shape.settings.track))]
    by_path = {page.file.src_uri: page for page in nav.pages}
    for page in nav.pages:
        page.previous_page = page.next_page = None
    pages = [by_path[path] for path in order if path in by_path]
    for page, following in pairwise(pages):
        page.next_page, following.previous_page = following, page
