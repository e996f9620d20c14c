"""What the page of all labs lists, and what the head of a lab says: how long, how hard, after what, for what.

In: the outline of the course, its labs and the publication. Out: values that `partials/labs.html` and
`partials/page-head.html` show as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from timonier.core.french import duration, french_date
from timonier.core.header import Header
from timonier.core.labs import Lab
from timonier.core.outline import Outline
from timonier.core.publication import Publication
from timonier.core.source import SourceFile
from timonier.render.page_head import LEVELS, Address, Reference, reference

PATH = "travaux-pratiques.md"
TITLE = "Travaux pratiques"
_NO_MODULE, _OTHERS = "autres", "Autres TP"
_PAGE = f"---\ntitle: {TITLE}\ndescription: Tous les TP, leur durée et ce qu’ils demandent.\n---\n"
_SPANS = ((30, "courte"), (60, "moyenne"))


@dataclass(frozen=True, slots=True)
class LabState:
    """Whether the correction of a lab is out, and when the lab was last played."""

    correction: str
    played: str


@dataclass(frozen=True, slots=True)
class LabCard:
    """One lab of the list; `module`, `level_key` and `span` are what filters compare."""

    id: str
    to: Reference
    module: str
    level_key: str
    level: str
    span: str
    duration: str
    prerequisites: tuple[Reference, ...]
    objectives: tuple[str, ...]
    state: LabState


@dataclass(frozen=True, slots=True)
class LabGroup:
    """The labs of a module, or of none."""

    id: str
    title: str
    labs: tuple[LabCard, ...]


@dataclass(frozen=True, slots=True)
class LabsIndex:
    """All labs, in the order of the course; `levels` are those that they have, with what pages call them."""

    groups: tuple[LabGroup, ...]
    levels: tuple[tuple[str, str], ...]

    @property
    def modules(self) -> tuple[tuple[str, str], ...]:
        """Their ids and titles."""
        return tuple((group.id, group.title) for group in self.groups)


def has_labs(outline: Outline) -> bool:
    """Whether the course has a lab."""
    return any(page.kind == "tp" for page in outline.pages.values())


def labs_page() -> SourceFile:
    """The page as Markdown: a title, since the template lists the labs."""
    return SourceFile(PATH, _PAGE)


def labs_index(outline: Outline, labs: Mapping[str, Lab], publication: Publication, address: Address) -> LabsIndex:
    """The list of the page; `labs` are those of the course by id."""
    pages = [(page, module) for page, module in outline.by_module() if page.kind == "tp"]
    groups = tuple(
        LabGroup(
            _module(outline, cards[0][0].id),
            title or _OTHERS,
            tuple(_card(page, outline, labs[page.id], publication, address) for page, _ in cards),
        )
        for title, cards in ((title, list(found)) for title, found in groupby(pages, key=lambda pair: pair[1]))
    )
    used = {page.level for page, _ in pages}
    return LabsIndex(groups, tuple((key, label) for key, label in LEVELS.items() if key in used))


def lab_state(lab: Lab, publication: Publication) -> LabState:
    """What the list and the head of a lab say of its correction, and of the last time that it was played."""
    played = lab.record.played if lab.record else None
    return LabState(
        _correction(lab, publication),
        f"Joué sur {played.on} le {french_date(played.day)}" if played else "Jamais joué",
    )


def _correction(lab: Lab, publication: Publication) -> str:
    if not lab.solutions:
        return "Sans corrigé"
    return "Corrigé publié" if lab.id in publication.pages else "Corrigé non publié"


def _card(page: Header, outline: Outline, lab: Lab, publication: Publication, address: Address) -> LabCard:
    return LabCard(
        id=page.id,
        to=Reference(page.title, address(page.path)),
        module=_module(outline, page.id),
        level_key=page.level,
        level=LEVELS.get(page.level, ""),
        span=_span(page.minutes),
        duration=duration(page.minutes) if page.minutes else "",
        prerequisites=tuple(reference(name, outline, address) for name in page.prerequisites),
        objectives=page.objectives,
        state=lab_state(lab, publication),
    )


def _module(outline: Outline, page: str) -> str:
    module = outline.module_of(page)
    return module.id if module else _NO_MODULE


def _span(minutes: int | None) -> str:
    """`courte`, `moyenne` or `longue`; nothing where nobody says."""
    if not minutes:
        return ""
    return next((name for most, name in _SPANS if minutes <= most), "longue")
