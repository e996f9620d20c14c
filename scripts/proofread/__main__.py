"""Proofread the course: spelling, grammar, habits. Usage: python scripts/proofread

Prints a line for each fault, at file:line:column, and ends with 1 if there is any. Without Grammalecte, which
Debian and Ubuntu have as `grammalecte-cli`, only the habits are checked, and the last line says so.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import grammar
import habits
import verdict
from passages import Passage, of_data, of_page

from timonier import course, settings
from timonier.core.markdown import scan

ROOT = Path(__file__).parents[2]


def main() -> int:
    """Proofread everything that a reader reads; 1 when something is to be mended."""
    passages = tuple(read(ROOT))
    whole = grammar.available()
    remarks = [*(grammar.remarks(passages) if whole else ()), *habits.remarks(passages)]
    remarks.sort(key=lambda remark: (remark.passage.path, remark.passage.place(remark.start)))
    words, accepted = verdict.words(), verdict.accepted()
    faults = [str(remark) for remark in verdict.to_mend(remarks, words, accepted)]
    if whole:
        faults += verdict.idle(remarks, words, accepted)
    print("\n".join(faults) or f"Relecture : {len(passages)} passages, rien à reprendre.")
    if not whole:
        print("Orthographe et grammaire : non fait, grammalecte-cli n’est pas installé.")
    return int(bool(faults))


def read(root: Path) -> Iterator[Passage]:
    """Every passage of the course whose project is in `root`."""
    whole = course.load(settings.load(root))
    for page in whole.pages:
        yield from of_page(scan(page))
    for data in filter(None, (whole.modules, whole.glossary, *whole.tracks, *whole.records)):
        yield from of_data(data)


if __name__ == "__main__":
    sys.exit(main())
