"""`timonier-labs`: a page of all labs, and the files of those that are out; never another by accident."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from timonier import course
from timonier.core.header import page_id
from timonier.core.labs import Lab
from timonier.core.outline import Outline
from timonier.core.publication import Publication
from timonier.core.source import SourceFile
from timonier.errors import UsageError
from timonier.mkdocs_plugins.host import course_of, project, publication_of, usage_faults
from timonier.render.application import application_zip, site_path
from timonier.render.lab_files import site_files
from timonier.render.labs_page import PATH, LabsIndex, LabState, has_labs, lab_state, labs_index, labs_page
from timonier.settings import Settings

Inputs = tuple[Lab, SourceFile, Publication, Settings]


class LabsConfig(Config):
    """No option."""


@dataclass(frozen=True, slots=True)
class _Labs:
    """What one build knows of the labs from its start."""

    outline: Outline
    by_id: dict[str, Lab]
    publication: Publication
    settings: Settings
    application: dict[str, bytes]
    """The zip of the application, by its path in the site; nothing where there is none."""

    @classmethod
    def read(cls, found: Settings, config: MkDocsConfig) -> _Labs:
        outline = course_of(config).outline(found)
        ids = [page.id for page in outline.pages.values() if page.kind == "tp"]
        by_id = {name: course.load_lab(found, name) for name in ids}
        publication = publication_of(config)
        data = application_zip(course.load_application(found), by_id.values(), publication, found) if by_id else b""
        return cls(outline, by_id, publication, found, {site_path(found): data} if data else {})

    def inputs(self, lab: Lab) -> Inputs:
        """All that the files of a lab are made from."""
        page = course.load_page(self.settings, self.outline.pages[lab.id].path)
        return lab, page, self.publication, self.settings


class LabsPlugin(BasePlugin[LabsConfig]):
    """See the module."""

    _labs: _Labs

    def __init__(self) -> None:
        self._made: dict[str, tuple[Inputs, dict[str, bytes]]] = {}
        """What the site has of each lab, by its path there, with what it was made from."""

    def on_startup(self, **_: object) -> None:
        """Nothing; MkDocs keeps the plugin that has this from one build of a preview to the next."""

    def on_files(self, files: Files, *, config: MkDocsConfig) -> None:
        """Add the files of labs; refuse to build a site that would hold a file of the corrections folder itself."""
        with usage_faults():
            found = project(config)
            corrections = found.corrections_dir.resolve()
            for file in files:
                if file.abs_src_path and os.path.realpath(file.abs_src_path).startswith(f"{corrections}{os.sep}"):
                    raise UsageError(
                        f"{file.src_uri} vient du dossier des corrections et serait publié : "
                        f"sortez {corrections.name}/ de {Path(config.docs_dir).name}/."
                    )
            self._labs = _Labs.read(found, config)
        self._made = {lab.id: self._files_of(lab) for lab in self._labs.by_id.values()}
        made = (made for _, made in self._made.values())
        _add_files(files, self._labs, (*made, self._labs.application), config)

    def _files_of(self, lab: Lab) -> tuple[Inputs, dict[str, bytes]]:
        inputs, known = self._labs.inputs(lab), self._made.get(lab.id)
        return known if known and known[0] == inputs else (inputs, site_files(*inputs))

    def on_page_context(
        self, context: TemplateContext, *, page: Page, nav: Navigation, **_: object
    ) -> TemplateContext:
        """Give the templates the list of labs, and what each lab says of itself."""
        return cast(TemplateContext, {**context, **_shown(page, nav, self._labs)})


def _shown(page: Page, nav: Navigation, labs: _Labs) -> dict[str, LabsIndex | LabState | str]:
    """What the templates call `page_labs`, `page_application` and `page_lab`."""
    path = page.file.src_uri
    if path == PATH and not page.file.abs_src_path:
        urls = {each.file.src_uri: each.url for each in nav.pages}
        found = labs_index(labs.outline, labs.by_id, labs.publication, lambda path: urls.get(path, ""))
        return {"page_labs": found, "page_application": next(iter(labs.application), "")}
    header = labs.outline.pages.get(page_id(path))
    if header and header.path == path and header.id in labs.by_id:
        return {"page_lab": lab_state(labs.by_id[header.id], labs.publication)}
    return {}


def _add_files(files: Files, labs: _Labs, made: Iterable[dict[str, bytes]], config: MkDocsConfig) -> None:
    """The page of all labs, unless the course has its own, and what can be downloaded."""
    if has_labs(labs.outline) and not files.get_file_from_path(PATH):
        files.append(File.generated(config, PATH, content=labs_page().text))
    for each in made:
        for path, data in each.items():
            file = File.generated(config, path, content=data)
            file.inclusion = InclusionLevel.INCLUDED  # whatever `exclude_docs` says of `.yml` files
            files.append(file)
