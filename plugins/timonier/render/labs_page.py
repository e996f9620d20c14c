"""The page of all labs, by module: how long, how hard, after what, for what. In: the outline. Out: Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from timonier.core.french import duration
from timonier.core.header import Header
from timonier.core.outline import Outline
from timonier.core.source import SourceFile

PATH = "travaux-pratiques.md"
TITLE = "Travaux pratiques"
_OTHERS = "Autres TP"
_LEVELS = {"base": "base", "avance": "avancé", "optionnel": "optionnel"}


def has_labs(outline: Outline) -> bool:
    """Whether the course has a lab."""
    return any(page.kind == "tp" for page in outline.pages.values())


def labs_page(outline: Outline) -> SourceFile:
    """The page, with its front matter; links are to the sources of pages, as authors write them."""
    return SourceFile(PATH, "\n".join(_lines(outline)) + "\n")


def _lines(outline: Outline) -> Iterator[str]:
    yield from ("---", f"title: {TITLE}", "description: Tous les TP, leur durée et ce qu’ils demandent.", "---", "")
    shown = ""
    for page, module in outline.by_module():
        if page.kind != "tp":
            continue
        if (module or _OTHERS) != shown:
            shown = module or _OTHERS
            yield from (f"## {shown}", "")
        yield from (f"### [{page.title}]({page.path})", "")
        yield from _facts(page, outline)


def _facts(page: Header, outline: Outline) -> Iterator[str]:
    facts = [
        ("Durée", duration(page.minutes) if page.minutes else ""),
        ("Niveau", _LEVELS.get(page.level, "")),
        ("Prérequis", ", ".join(_link(name, outline) for name in page.prerequisites)),
    ]
    if known := [f"**{name}** : {value}" for name, value in facts if value]:
        yield from ("  \n".join(known), "")
    if page.objectives:
        yield from ("Vous saurez :", "", *(f"- {objective}" for objective in page.objectives), "")


def _link(name: str, outline: Outline) -> str:
    page = outline.pages.get(name)
    return f"[{page.title}]({page.path})" if page else f"{outline.title(name)} *(à venir)*"
