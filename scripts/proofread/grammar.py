"""Grammalecte's opinion of passages. In: passages and known words. Out: `Remark`s.

Grammalecte (GPL) is a program of the system, run as such: nothing of it is part of the project.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from passages import NEUTRAL, Passage

PROGRAM: Final = "grammalecte-cli"
SPELLING: Final = "orthographe"
"""The rule of a word that Grammalecte's dictionary does not have."""
_OFF: Final = "nbsp unit apos esp tab num chim html latex md liga minis bs imp".split()  # noqa: SIM905 - longer as a list
"""Families that are none of ours: the build sets spaces and apostrophes, and code stands in the text."""
_SECONDS: Final = 300


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that a proofreader would mark: which passage, which characters of it, and why."""

    passage: Passage
    start: int
    end: int
    rule: str
    message: str

    @property
    def words(self) -> str:
        """The characters themselves."""
        return self.passage.text[self.start : self.end]

    def __str__(self) -> str:
        place = self.passage.place(self.start)
        return f"{self.passage.path}:{place.line}:{place.column}: {self.rule} « {self.words} » : {self.message}"


def available() -> bool:
    """Whether this machine has Grammalecte."""
    return shutil.which(PROGRAM) is not None


def remarks(passages: Sequence[Passage]) -> Iterator[Remark]:
    """Spelling and grammar, passage by passage."""
    for passage, found in zip(passages, _read(passages), strict=True):
        for fault in found["lSpellingErrors"]:
            yield Remark(passage, fault["nStart"], fault["nEnd"], SPELLING, "mot inconnu")
        for fault in () if passage.label else found["lGrammarErrors"]:
            message = _message(fault)
            if NEUTRAL not in message:  # it would have code agree with the sentence
                yield Remark(passage, fault["nStart"], fault["nEnd"], fault["sRuleId"], message)


def _message(fault: dict[str, Any]) -> str:
    suggestions = ", ".join(f"« {word} »" for word in fault["aSuggestions"][:3])
    return f"{fault['sMessage']} {suggestions}".strip()


def _read(passages: Sequence[Passage]) -> list[dict[str, Any]]:
    """What Grammalecte finds in each passage; it numbers the lines of its file, and leaves out the faultless."""
    found: list[dict[str, Any]] = [{"lGrammarErrors": [], "lSpellingErrors": []} for _ in passages]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "texte.txt"
        file.write_text("".join(f"{passage.text}\n" for passage in passages), encoding="utf-8")
        command = [PROGRAM, "-f", str(file), "-j", "-owe", "-off", *_OFF]
        output = subprocess.run(command, check=True, capture_output=True, text=True, timeout=_SECONDS).stdout
    for paragraph in json.loads(output)["data"]:
        found[paragraph["iParagraph"] - 1] = paragraph
    return found
