"""The features of a face, chosen by the digest of a name."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

_Choice = TypeVar("_Choice")

_SKINS = (
    ("#fbe0cc", "#edc0a0", "#7c2f28"),
    ("#f3cfb0", "#deab82", "#7c2f28"),
    ("#e3b088", "#c88d62", "#7c2f28"),
    ("#c98d62", "#a96d45", "#7c2f28"),
    ("#9c6440", "#7c4a2c", "#451510"),
    ("#6d432b", "#52301d", "#451510"),
)
_HAIRS = ("#22201f", "#3b2a22", "#5e3b25", "#8d5a2f", "#c48a45", "#e3c27d", "#a8422a", "#b9bec4")
_SKIES = ("#d9ecf2", "#dfe7f5", "#f6e6d3", "#e3f1e1", "#f4e1e6", "#ece5f5")
_CLOTHES = ("#12355b", "#00707a", "#8a3b00", "#1d6b2a", "#7a1f4f", "#44505c")
_CUTS = ("court", "long", "frange", "boucles", "chignon", "rase", "bonnet", "marin")
_EYES = ("ronds", "ronds", "rieurs", "grands")
_MOUTHS = ("sourire", "sourire", "rire", "coin")
_TOPS = ("marinière", "uni", "col", "vareuse")
_EXTRAS = ("", "", "", "lunettes", "lunettes-rondes", "taches", "joues", "joues")


@dataclass(frozen=True, slots=True)
class Face:
    """Colours, and the names of the parts that the drawing knows."""

    skin: str
    shade: str
    lips: str
    hair: str
    sky: str
    cloth: str
    cut: str
    eyes: str
    mouth: str
    top: str
    extra: str
    width: int
    """Half the width of the head."""


def face(name: str) -> Face:
    """The face of a name; capitals do not count."""
    numbers = iter(hashlib.sha256(name.casefold().encode()).digest())
    skin, shade, lips = _pick(_SKINS, numbers)
    return Face(
        skin=skin,
        shade=shade,
        lips=lips,
        hair=_pick(_HAIRS, numbers),
        sky=_pick(_SKIES, numbers),
        cloth=_pick(_CLOTHES, numbers),
        cut=_pick(_CUTS, numbers),
        eyes=_pick(_EYES, numbers),
        mouth=_pick(_MOUTHS, numbers),
        top=_pick(_TOPS, numbers),
        extra=_pick(_EXTRAS, numbers),
        width=_pick((46, 49, 52), numbers),
    )


def _pick(choices: Sequence[_Choice], numbers: Iterator[int]) -> _Choice:
    return choices[next(numbers) % len(choices)]
