"""The words of the language that authors write: one list for the scanner, the page renderer and the messages.

A mark is added here and in the documentation, nowhere else. Words are French because authors write them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

TAB_LENGTH = 4
"""Python-Markdown's: what stands under a list item, `!!!`, `???` or `===` is indented by so many columns."""


@dataclass(frozen=True, slots=True)
class FenceOption:
    """An option of a fence header: a bare flag, or a name with a value in double quotes."""

    name: str
    form: str
    """An example, as messages show it."""
    pattern: re.Pattern[str] | None = None
    """What the value must match whole; None for a bare flag."""

    @property
    def flag(self) -> bool:
        """True for a word that stands alone."""
        return self.pattern is None


_CODES = re.compile(r"[A-Z][A-Z0-9]{1,3}[0-9]{3}( *, *[A-Z][A-Z0-9]{1,3}[0-9]{3})*")
_RANGES = re.compile(r"[0-9]+(-[0-9]+)?([ ,]+[0-9]+(-[0-9]+)?)*")

FENCE_OPTIONS: Mapping[str, FenceOption] = {
    option.name: option
    for option in (
        FenceOption("title", 'title="web.yaml"', re.compile(r".*\S.*")),
        FenceOption("type", 'type="Container"', re.compile(r"[\w./-]+")),
        FenceOption("attendu", 'attendu="K8S102"', _CODES),
        FenceOption("extrait", "extrait"),
        FenceOption("patch", "patch"),
        FenceOption("depart", "depart"),
        FenceOption("lignes", 'lignes="10-24"', _RANGES),
        FenceOption("hl_lines", 'hl_lines="2 4-6"', re.compile(r"[0-9]+(-[0-9]+)?([ \t]+[0-9]+(-[0-9]+)?)*")),
        FenceOption("linenums", 'linenums="1"', re.compile(r"[0-9]+([ \t]+[0-9]+){0,2}")),
    )
}


def accepts_options(names: Iterable[str]) -> bool:
    """Whether a fence with options of these names is rendered: the validator of every fence of the site."""
    return all(name in FENCE_OPTIONS or name.startswith("data-") for name in names)


OptionType = Literal["integer", "string"]


@dataclass(frozen=True, slots=True)
class BlockKind:
    """A `/// name` block: its options, and whether a title may follow `|`."""

    name: str
    title: bool = False
    options: Mapping[str, OptionType] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    inside: str = ""
    """The only block that this one makes sense in."""


PRIVATE_BLOCKS: Final = frozenset({"reponse", "correction", "formateur"})
"""What a page keeps to itself until its correction is out, and notes that never are."""
BLOCKS: Mapping[str, BlockKind] = {
    block.name: block
    for block in (
        BlockKind("question", title=True),
        BlockKind("reponse", inside="question"),
        BlockKind("indice", title=True),
        BlockKind("attendu"),
        BlockKind("verification", title=True),
        BlockKind("correction", options={"etape": "integer"}, required=("etape",)),
        BlockKind("formateur"),
        BlockKind("retenir"),
        BlockKind("licences"),
        BlockKind("codes"),
        BlockKind("glossaire"),
    )
}

SLIDE_MARKS: tuple[str, ...] = ("", "oui", "non", "note", "colonnes", "pas-a-pas")
"""Values of `<!-- diapo: … -->`; the empty one, `<!-- diapo -->`, splits."""

YAML_LANGUAGES = frozenset({"yaml", "yml"})
YAML_SUFFIXES = (".yaml", ".yml")
