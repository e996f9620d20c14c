"""The course's Markdown, as one Python-Markdown extension that brings everything it needs.

In: a page's text. Out: its HTML, the same under MkDocs, ProperDocs, Zensical, for decks and for books. A
configuration names `timonier.markdown_ext` alone. Options: `root`, a folder of the project (the current one when
empty), `edition`, and `publiees`, the ids of the pages whose corrections and answers are out.
"""

from __future__ import annotations

from pathlib import Path

from markdown import Extension, Markdown

from timonier import settings as project_settings
from timonier.core.publication import Publication
from timonier.core.syntax import TAB_LENGTH
from timonier.markdown_ext.fences import custom_fence
from timonier.markdown_ext.glossary import TermsTreeprocessor, glossary_of
from timonier.markdown_ext.lab_blocks import LabBlocksExtension
from timonier.markdown_ext.lab_files import LabHeadTreeprocessor, LabPage
from timonier.markdown_ext.lab_marks import HintsTreeprocessor, TicksTreeprocessor
from timonier.markdown_ext.pages import MarkerPreprocessor, MarkerTreeprocessor, index_of
from timonier.markdown_ext.ranges import Ranges
from timonier.markdown_ext.slugs import slugify
from timonier.markdown_ext.soundness import SoundnessPreprocessor
from timonier.markdown_ext.tabs import TabsTreeprocessor
from timonier.markdown_ext.titles import TitlesTreeprocessor
from timonier.markdown_ext.typography import TypographyTreeprocessor
from timonier.markdown_ext.values import ValueInlineProcessor, ValueTreeprocessor
from timonier.settings import Edition, Settings

_BRINGS = (
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    "toc",
    "pymdownx.details",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
)


class TimonierExtension(Extension):
    """Everything that an author may write; see the documentation of the syntax."""

    def __init__(self, **kwargs: object) -> None:
        self.config = {
            "root": ["", "Dossier du projet ; le dossier courant par défaut."],
            "edition": ["stagiaire", "Édition : stagiaire ou formateur."],
            "publiees": [(), "Pages dont les corrigés et les réponses sont publiés."],
            "papier": [False, "Sans ce que seul un écran montre."],
        }
        super().__init__(**kwargs)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register everything; raises `UsageError` for settings that cannot be read."""
        settings = project_settings.load(Path(self.getConfig("root") or "."))
        edition: Edition = "formateur" if self.getConfig("edition") == "formateur" else "stagiaire"
        md.tab_length = TAB_LENGTH
        publication = Publication(edition, frozenset(self.getConfig("publiees")))
        ranges = None if self.getConfig("papier") else Ranges(settings)
        md.registerExtensions(list(_BRINGS), _configurations(settings, ranges))
        seen = MarkerPreprocessor(md, index_of(settings))
        page = LabPage(md, seen, settings, publication)
        glossary = glossary_of(settings)
        LabBlocksExtension(page, glossary).extendMarkdown(md)
        _register_own(md, settings, seen, page)
        md.treeprocessors.register(TermsTreeprocessor(md, seen, glossary), "timonier_terms", 8)


def _configurations(settings: Settings, ranges: Ranges | None) -> dict[str, dict[str, object]]:
    return {
        "footnotes": {"BACKLINK_TITLE": "Revenir à l’appel de la note {}"},
        "toc": {"permalink": "¶", "permalink_title": "Lien vers cette section", "slugify": slugify},
        "pymdownx.superfences": {
            "custom_fences": [custom_fence(settings.variables, ranges)],
            "disable_indented_code_blocks": True,
        },
        "pymdownx.tabbed": {"alternate_style": True},
    }


def _register_own(md: Markdown, settings: Settings, seen: MarkerPreprocessor, page: LabPage) -> None:
    md.preprocessors.register(seen, "timonier_page", 1000)
    md.preprocessors.register(SoundnessPreprocessor(md), "timonier_soundness", 990)
    md.treeprocessors.register(MarkerTreeprocessor(md, seen), "timonier_page", -1000)
    md.treeprocessors.register(LabHeadTreeprocessor(md, page), "timonier_lab", 30)
    md.treeprocessors.register(TitlesTreeprocessor(md), "timonier_titles", 25)
    md.treeprocessors.register(HintsTreeprocessor(md), "timonier_hints", 24)
    md.treeprocessors.register(TypographyTreeprocessor(md), "timonier_typography", 6)
    md.treeprocessors.register(TabsTreeprocessor(md), "timonier_tabs", 5)
    md.treeprocessors.register(TicksTreeprocessor(md, seen), "timonier_ticks", 4)
    if settings.variables:
        # Before `html` (90), which would take `<stagiaire>` for an element; after code spans and links.
        md.inlinePatterns.register(ValueInlineProcessor(settings.variables, md), "timonier_values", 95)
        md.treeprocessors.register(ValueTreeprocessor(settings.variables, md), "timonier_values", 7)


def makeExtension(**kwargs: object) -> TimonierExtension:  # noqa: N802
    """What Python-Markdown calls."""
    return TimonierExtension(**kwargs)
