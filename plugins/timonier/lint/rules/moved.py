"""PAG004: the old addresses of pages, which lead to the new ones."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import PurePosixPath

from timonier.core.diagnostic import Diagnostic
from timonier.core.layout import TRACKS
from timonier.lint.facts import PageFacts
from timonier.lint.rule import Rule
from timonier.reading import MARKDOWN_SUFFIXES


def check(pages: Iterable[PageFacts], files: Collection[str], content: str) -> Iterator[Diagnostic]:
    """PAG004: an old address that a page of `files` has today, or that another page claims too."""
    taken = {address: path for path in sorted(files) if (address := _address(path, content)) is not None}
    for page in pages:
        for mention in page.old_addresses:
            if (owner := taken.get(mention.name)) is not None:
                message = f"l’ancienne adresse « {mention.name} » est déjà celle de {owner}"
                yield Diagnostic(page.path, mention.span, "PAG004", message, "retirez-la de cette page")
            else:
                taken[mention.name] = page.path


def _address(path: str, content: str) -> str | None:
    """Where the site has a file of the content folder, as old addresses are written; None for what is no page."""
    place = PurePosixPath(path)
    if not place.is_relative_to(content):
        return None
    inside = place.relative_to(content).with_suffix("")
    if path.endswith(MARKDOWN_SUFFIXES):
        return (inside.parent if inside.name == "index" else inside).as_posix()
    return inside.as_posix() if place.suffix == ".yml" and inside.parent.as_posix() == TRACKS else None


_LESSON = "---\ntitle: Services\ntype: cours\n---\n\n# Services\n"


def _renamed(old: str) -> str:
    return f"---\ntitle: Ingress\ntype: cours\nanciennes_adresses:\n  - {old}\n---\n\n# Ingress\n"


RULES = (
    Rule(
        code="PAG004",
        title="ancienne adresse déjà prise",
        explanation="L’ancienne adresse d’une page renommée mène à la nouvelle. Elle ne peut pas être celle "
        "d’une page qui existe, ni mener à deux pages.",
        source="Timonier, en-tête des pages",
        bad=f"==> content/cours/services.md <==\n{_LESSON}"
        f"==> content/cours/ingress.md <==\n{_renamed('cours/services')}",
        good=f"==> content/cours/services.md <==\n{_LESSON}"
        f"==> content/cours/ingress.md <==\n{_renamed('cours/reseau/ingress')}",
    ),
)
