"""What is to be mended, once the words of our field and the remarks that are wrong are set aside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml
from grammar import SPELLING, Remark

_HERE: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Accepted:
    """A remark that is wrong: its rule, words of the passage, and why it is."""

    regle: str
    texte: str
    raison: str

    def covers(self, remark: Remark) -> bool:
        """Whether this remark is that one."""
        return remark.rule == self.regle and self.texte in remark.passage.text


def words() -> frozenset[str]:
    """The words of our field, as they are written: no pattern stands in the list."""
    return frozenset((_HERE / "words.txt").read_text(encoding="utf-8").split())


def accepted() -> tuple[Accepted, ...]:
    """The remarks that are wrong."""
    return tuple(Accepted(**one) for one in yaml.safe_load((_HERE / "accepted.yml").read_text(encoding="utf-8")))


def to_mend(remarks: Iterable[Remark], known: frozenset[str], excused: Sequence[Accepted]) -> Iterator[Remark]:
    """The remarks that stand."""
    for remark in remarks:
        spelt = remark.rule == SPELLING and remark.words in known
        if not spelt and not any(one.covers(remark) for one in excused):
            yield remark


def idle(remarks: Sequence[Remark], known: frozenset[str], excused: Sequence[Accepted]) -> Iterator[str]:
    """What nothing in the course needs any more: words, then accepted remarks."""
    needed = {remark.words for remark in remarks if remark.rule == SPELLING}
    for word in sorted(known - needed):
        yield f"scripts/proofread/words.txt: « {word} » ne sert plus : ôtez-le"
    for one in excused:
        if not any(one.covers(remark) for remark in remarks):
            yield f"scripts/proofread/accepted.yml: « {one.texte} » ({one.regle}) ne sert plus : ôtez-le"
