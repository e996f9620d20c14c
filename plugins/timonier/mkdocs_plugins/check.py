"""`timonier-check`: nothing unchecked is published.

The course is checked from disk once a build (a page's Markdown has lost its front matter, so its lines are off).
Each error goes to the log at its place, so a strict build fails; the preview shows it on its page. The new site
takes the old one's place when it is whole, with its half of the record.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.commands.build import log as build_log
from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from timonier import record
from timonier.cache import Cache, digest
from timonier.core.diagnostic import Diagnostic
from timonier.core.front_matter import read
from timonier.core.header import header, page_id
from timonier.core.publication import Publication
from timonier.core.source import SourceFile
from timonier.course import Course
from timonier.errors import UsageError
from timonier.lint.cached import lint
from timonier.lint.report import Report
from timonier.lint.rule import CODES_FILE
from timonier.mkdocs_plugins import theme
from timonier.mkdocs_plugins.compiled import Compiled
from timonier.mkdocs_plugins.conversion import Inputs, convert_ahead, course_pages, must_write
from timonier.mkdocs_plugins.host import course_of, project, publish, source_of, usage_faults
from timonier.mkdocs_plugins.on_demand import build_alone
from timonier.mkdocs_plugins.pdf import prints
from timonier.mkdocs_plugins.pictures import fit, images_mark, minify_drawings
from timonier.mkdocs_plugins.rebuilding import QuietDirty, Rebuild, require_free
from timonier.mkdocs_plugins.staging import Staging
from timonier.mkdocs_plugins.trouble import cause, with_trouble
from timonier.mkdocs_plugins.watching import quicken
from timonier.mkdocs_plugins.written import OURS, Written, own_files
from timonier.record import Record, RecordedPage
from timonier.render import preview
from timonier.render.assets import SiteAssets, deck_assets, site_assets
from timonier.render.values import values_script
from timonier.report.concise import headline
from timonier.settings import Settings

log = logging.getLogger("mkdocs.plugins.timonier")


class CheckConfig(Config):
    """Options of the plugin in mkdocs.yml."""

    edition = c.Choice(("stagiaire", "formateur"), default="stagiaire")
    """For whom the site is built."""


@dataclass(frozen=True, slots=True)
class Build:
    """What one build knows from its start."""

    settings: Settings
    course: Course
    report: Report
    assets: SiteAssets
    publication: Publication
    texts: Mapping[str, str]
    """What the pages say, by their paths."""

    @classmethod
    def begin(cls, config: MkDocsConfig, edition: str, *, again: bool) -> Build:
        """Read and check the course, cut the fonts, settle what is shown; raises `UsageError`.

        `again` is for a preview that has begun before: what it finds is not kept on the disk.
        """
        settings = project(config)
        sources = course_of(config)
        publication = publish(config, sources, settings, edition)
        characters = (source.characters for source in (*sources.pages, *sources.plans, *sources.lab_files))
        values = values_script(settings.variables, config.site_name)
        assets = site_assets((config.site_name, *characters), Cache(settings.cache_dir), values=values)
        texts = {page.path: page.text for page in sources.pages}
        return cls(settings, sources, lint(sources, settings, kept=not again), assets, publication, texts)

    def log(self) -> None:
        """Tell each diagnostic at its place; only errors count for a strict build."""
        for diagnostic in self.report.diagnostics:
            hint = f" (aide : {diagnostic.hint})" if diagnostic.hint else ""
            level = logging.ERROR if diagnostic.severity == "error" else logging.INFO
            log.log(level, "%s%s", headline(diagnostic), hint)
        for note in self.report.notes:
            log.info(note)

    def source(self, file: File) -> str:
        """The file of the course that a page is made from; nothing for one that another plugin made up."""
        return source_of(file, (track.path for track in self.course.tracks), self.settings.root)

    def text(self, file: File) -> str | None:
        """The text of a page as it was checked; None for what is no file of the course.

        Raises `UsageError` for one that cannot be read.
        """
        path = self.source(file)
        for diagnostic in self.course.unreadable:
            if diagnostic.path == path:
                raise UsageError(headline(diagnostic))
        return self.texts.get(path)

    def header(self, file: File) -> dict[str, Any]:
        """What a page of the course says of itself, as MkDocs reads it."""
        path = self.source(file)
        found = read(SourceFile(path, self.texts[path])).front_matter if path in self.texts else None
        return dict(found.values) if found else {}

    def faults(self, page: Page) -> tuple[Diagnostic, ...]:
        """What the preview shows on a page: its own, and on the hub those of the files that give the order too."""
        plans = [plan.path for plan in self.course.plans] if page.is_homepage else []
        paths = dict.fromkeys((self.source(page.file), *plans))
        return tuple(diagnostic for path in paths for diagnostic in self.report.of(path))

    def shell(self, config: MkDocsConfig, nav: Navigation) -> str:
        """The digest of all that the templates of a page read of the rest of the course."""
        settings, sources = self.settings, self.course
        headers = [header(page, settings.content) for page in sources.pages]
        texts = [source.text for source in (*sources.plans, *sources.records)]
        told = (settings, self.assets.style, self.assets.script, self.assets.files, headers, self.publication)
        where = sorted(sources.files)
        mkdocs = Path(config.config_file_path).read_bytes()
        return digest(mkdocs, repr(told), repr(where), str(nav), repr([page.title for page in nav.pages]), *texts)

    def sources(self, files: Files) -> Iterator[str]:
        """All that the whole site is made from, but for what `standing.inputs` knows."""
        told, course = (self.settings, self.publication, self.record(files)), self.course
        decks = [asset.path for asset in deck_assets(self.assets.font_rules).files]
        yield repr((told, sorted(course.files), course.unreadable, decks))
        yield from (f"{each.path} {each.digest}" for each in (*course.sources, *course.rest, *course.lab_files))

    def record(self, files: Files) -> Record:
        """The plugin's half of the record."""
        report, sources = self.report, (*self.course.pages, *self.course.tracks)
        digests = {source.path: source.digest for source in sources}
        pages = [(file.dest_uri, self.source(file)) for file in files.documentation_pages()]
        return Record(
            edition=self.publication.edition,
            published=tuple(sorted(self.publication.pages)),
            kubernetes=self.settings.kubernetes,
            pages=tuple(
                RecordedPage(page_id(source), file, source, digests[source])
                for file, source in pages
                if source in digests
            ),
            checked={
                "files": len(report.files),
                "snippets": len(report.snippets),
                "manifests": report.manifests,
                "errors": report.errors,
                "warnings": report.warnings,
            },
        )


def _is_ours(config: MkDocsConfig) -> bool:
    """Whether all plugins are ours: nobody knows what another one reads."""
    return all(name.startswith(OURS) for name in config.plugins)


def _watched(config: MkDocsConfig) -> list[str]:
    """All that the site is made from."""
    settings, theirs = project(config), config.theme.custom_dir
    application = [settings.root / settings.application] if settings.application else []
    paths = (config.docs_dir, config.config_file_path, settings.corrections_dir, settings.root / "pyproject.toml")
    return [str(path) for path in (*paths, *application, *([theirs] if theirs else []))]


class CheckPlugin(BasePlugin[CheckConfig]):
    """See the module."""

    _build: Build
    _files: Files
    _inputs: Inputs

    def __init__(self) -> None:
        self._preview = False
        self._dirty = False
        self._staging: Staging | None = None
        self._written = Written()
        self._templates = ""
        self._compiled: dict[str, Environment] = {}
        """The environment of the last build of a preview, by the mark of its templates."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember what is being done."""
        self._preview, self._dirty = command == "serve", dirty

    def on_config(self, config: MkDocsConfig) -> None:
        """Check the course, dress the theme, build aside."""
        with usage_faults():
            again = bool(self._compiled)
            if self._preview and not again:
                require_free(config.dev_addr.host, config.dev_addr.port)
            self._build = Build.begin(config, self.config.edition, again=again)
            if not self._preview and not self._dirty:
                self._staging = Staging(config)
        theme.dress(config, self._build.assets)
        self._templates = theme.templates_mark(config.theme) if self._preview else ""
        config.site_url = config.site_url or self._build.settings.site_address
        self._build.log()

    def _add_files(self, files: Files, *, config: MkDocsConfig) -> None:
        """Add style sheet, script, fonts and favicon."""
        self._files = files
        theme.add_files(files, config, self._build.assets)

    @event_priority(-100)
    def _make_pages(self, files: Files, *, config: MkDocsConfig) -> None:
        build = self._build
        with usage_faults():
            self._inputs = Inputs(config, build.settings, build.course)
            if self._staging and _is_ours(config) and not prints(config):
                cache = Cache(build.settings.cache_dir)
                self._staging.compare(config, files, cache, self._inputs.common, *build.sources(files))
        if self._preview:
            own_files(files, config)
        headers = (header(page, build.settings.content) for page in build.course.pages)
        course_pages(files, config, {page.path: page.title for page in headers}, self._inputs)

    on_files = CombinedEvent(_add_files, _make_pages)

    @event_priority(-100)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        """Convert what has changed since the last build."""
        if self._preview and _is_ours(config):
            names = repr(sorted(file.src_uri for file in files))
            shell = digest(self._build.shell(config, nav), self._templates, images_mark(files), names)
            self._written.begin(files, lambda file: self._made_from(file, shell))
        convert_ahead(nav.pages, config, files, self._inputs)
        for page in nav.pages:
            if not must_write(page.file):  # MkDocs will not read it, and the sitemap has its date
                page.meta = self._build.header(page.file)

    def _made_from(self, file: File, shell: str) -> str:
        """What a file of the preview is made from."""
        if not file.is_documentation_page():
            return digest(file.content_bytes)
        told = repr(self._build.report.of(self._build.source(file)))
        return digest(shell, self._inputs.of_file(file), told)

    def on_page_read_source(self, *, page: Page, **_: object) -> str | None:
        """Give the text that was checked: what is saved meanwhile is for the next build."""
        try:
            return self._build.text(page.file)
        except UsageError as error:
            if self._preview:  # whose page shows it
                return ""
            raise PluginError(str(error)) from error

    def on_page_content(self, html: str, *, page: Page, **_: object) -> str:
        """Fit its images; in the preview, begin a page with what is wrong with it."""
        html = fit(html, page, self._files)
        if not self._preview:
            return html
        has_codes = self._files.get_file_from_path(CODES_FILE) is not None
        root = get_relative_url(".", page.url) + "/" if has_codes else ""
        return preview.box(self._build.faults(page), root) + html

    @event_priority(100)
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG002
        """Give templates the paths of our files, and compile them once; a preview keeps them."""
        self._files = files
        if self._preview:
            env = self._compiled.get(self._templates, env)
            self._compiled = {self._templates: env}
        env.bytecode_cache = Compiled(Cache(self._build.settings.cache_dir))
        theme.give_to_templates(env, self._build.assets, self._build.publication)
        return env

    def on_post_page(self, output: str, *, page: Page, **_: object) -> str:
        """Remember what is written."""
        self._written.done(page.file)
        return output

    @event_priority(-50)
    def _write_record(self, *, config: MkDocsConfig) -> None:
        for file in self._files:
            if not file.is_documentation_page():
                self._written.done(file)
        if self._preview:
            self._written.sweep(self._files)
        else:
            minify_drawings(self._files)
        theme.drop_dated_files(Path(config.site_dir))
        record.write(Path(config.site_dir), self._build.record(self._files))

    @event_priority(-100)
    def _publish(self, *, config: MkDocsConfig) -> None:
        if self._staging:
            self._staging.publish(config)
            self._forget()

    on_post_build = CombinedEvent(_write_record, _publish)

    @event_priority(100)
    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, **_: object) -> None:
        """Watch what the check reads besides pages, with the system's own eyes; rebuild what a save touches."""
        eyes = quicken(server, config.theme.dirs, _watched(config))

        def watch(config: MkDocsConfig) -> None:
            for path in _watched(config):
                server.watch(path)

        if _is_ours(config):
            rebuild = Rebuild(eyes, config, lambda config: course_of(config).files, watch)
            server.builder = rebuild
            server.set_app(with_trouble(server.serve_request, lambda: rebuild.trouble))
            build_log.addFilter(QuietDirty())
        build_alone(server)

    @event_priority(-100)
    def on_build_error(self, *, error: Exception) -> None:
        """Leave the old site alone; say in one line what the system refuses."""
        self._forget()
        if isinstance(error, OSError):
            raise PluginError(f"Le site n’a pas pu être écrit : {cause(error)}.") from error

    def on_shutdown(self) -> None:
        """After Ctrl-C too."""
        self._forget()

    def _forget(self) -> None:
        if self._staging:
            self._staging.close()
            self._staging = None
