"""What a build may show: for whom it is, and the pages whose corrections and answers are out.

In: what the trainer asks for and what each lab starts from. Out: one `Publication`, closed over `depart_de`, that
every part which renders, prints or audits is given.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from timonier.core.words import advice, listed
from timonier.errors import UsageError
from timonier.settings import Edition

ALL: Final = "toutes"


@dataclass(frozen=True, slots=True)
class Publication:
    """An edition, and the ids of the pages that are out in it."""

    edition: Edition = "stagiaire"
    pages: frozenset[str] = frozenset()

    @property
    def for_trainers(self) -> bool:
        """Whether nothing is kept back."""
        return self.edition == "formateur"

    def shows(self, page: str) -> bool:
        """Whether the corrections and the answers of a page are built."""
        return self.for_trainers or page in self.pages


STUDENTS: Final = Publication()
"""Nothing is out."""


def publication(
    edition: Edition, wanted: Iterable[str], pages: Collection[str], starts_from: Mapping[str, str]
) -> Publication:
    """The publication of the pages `wanted`, or of all with « toutes », and of all that they start from.

    `pages` are the ids of lessons and labs, `starts_from` gives the lab that a lab starts from. Raises `UsageError`
    for a name that no page has.
    """
    names = set(wanted)
    if ALL in names:
        names = set(pages)
    for name in sorted(names - set(pages)):
        labs = [page for page in pages if page.startswith("tp-")] or sorted(pages)
        hint = advice(name, pages, f"TP du cours : {listed(sorted(labs))}." if labs else "le cours n’a pas de TP.")
        raise UsageError(f"corrigé « {name} » : aucune page ne porte ce nom ; {hint}")
    return Publication(edition, frozenset(chain for name in names for chain in bases(name, starts_from)))


def bases(lab: str, starts_from: Mapping[str, str]) -> tuple[str, ...]:
    """A lab, then the ones that it starts from, the nearest first."""
    found = [lab]
    while (base := starts_from.get(found[-1])) and base not in found:
        found.append(base)
    return tuple(found)
