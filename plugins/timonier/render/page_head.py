"""What a page shows above and below its text: facts for the reader who decides, links for the one who mends.

In: the outline of the course, a page and its HTML. Out: values that `partials/page-head.html` and
`partials/page-foot.html` show as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from urllib.parse import quote, urlsplit

from timonier.core.french import duration, french_date
from timonier.core.header import Header
from timonier.core.outline import Outline
from timonier.settings import Settings

Address = Callable[[str], str]
"""Where the site has a page, given its path below the content folder."""

_KINDS = {"cours": "Leçon", "tp": "TP"}
LEVELS = {"base": "Base", "avance": "Avancé", "optionnel": "Optionnel"}
_WORDS_A_MINUTE = 200
"""Adults read French prose on a screen at 200 to 250 words a minute; technical text is at the slow end."""
_NOT_READ = re.compile(r"<(svg|script|style)\b.*?</\1>|<[^<>]*>", re.S)
_OBJECTIVES = 'id="ce-que-vous-saurez-faire"'


@dataclass(frozen=True, slots=True)
class Reference:
    """Another page: `url` is relative to the site, and empty where the page is only announced."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class PageHead:
    """The head of a lesson or a lab; what nobody gave is empty."""

    kind: str
    module: str
    level: str
    duration: str
    reading: str
    prerequisites: tuple[Reference, ...]
    objectives: tuple[str, ...]
    reviewed: str


@dataclass(frozen=True, slots=True)
class PageFoot:
    """Where a reader mends a page, and where they report a fault; empty without a repository."""

    edit: str
    report: str


def page_head(page: Header, outline: Outline, html: str, address: Address) -> PageHead:
    """The head of `page`, whose text is `html`; objectives that the text says itself are left out."""
    module = outline.module_of(page.id)
    return PageHead(
        kind=_KINDS.get(page.kind, ""),
        module=module.title if module else "",
        level=LEVELS.get(page.level, ""),
        duration=duration(page.minutes) if page.minutes else "",
        reading=f"{duration(reading_minutes(html))} de lecture",
        prerequisites=tuple(reference(name, outline, address) for name in page.prerequisites),
        objectives=() if _OBJECTIVES in html else page.objectives,
        reviewed=_reviewed(page),
    )


def reference(name: str, outline: Outline, address: Address) -> Reference:
    """The page called `name`, written or announced."""
    page = outline.pages.get(name)
    return Reference(outline.title(name), address(page.path) if page else "")


def reading_minutes(html: str) -> int:
    """How long the text of a page takes to read, at least a minute."""
    words = len(unescape(_NOT_READ.sub(" ", html)).split())
    return max(1, -(-words // _WORDS_A_MINUTE))


def page_foot(source: str, title: str, settings: Settings) -> PageFoot:
    """The links for the file `source` of the project."""
    if not settings.repository:
        return PageFoot("", "")
    forge = next(
        (forge for forge in _FORGES if forge.name in (urlsplit(settings.repository).hostname or "")), _GITHUB
    )
    path = quote(f"{settings.branch}/{source}")
    issue = quote(f"Erreur dans « {title} »")
    return PageFoot(
        f"{settings.repository}/{forge.edit}/{path}",
        f"{settings.repository}/{forge.issues}?{forge.issue_title}={issue}",
    )


@dataclass(frozen=True, slots=True)
class _Forge:
    """How a kind of site that hosts repositories writes its addresses; `name` stands in its host name."""

    name: str
    edit: str
    issues: str
    issue_title: str


_GITHUB = _Forge("github", "edit", "issues/new", "title")
_FORGES = (
    _Forge("gitlab", "-/edit", "-/issues/new", "issue%5Btitle%5D"),
    _Forge("gitea", "_edit", "issues/new", "title"),
    _Forge("forgejo", "_edit", "issues/new", "title"),
    _Forge("codeberg", "_edit", "issues/new", "title"),
)


def _reviewed(page: Header) -> str:
    if page.reviewed is None:
        return ""
    version = f" pour Kubernetes {page.kubernetes}" if page.kubernetes else ""
    return f"Revu le {french_date(page.reviewed)}{version}"
