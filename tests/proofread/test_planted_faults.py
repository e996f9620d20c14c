"""Forty faults planted on purpose: which are found is known, one by one, and the guide says how many."""

from __future__ import annotations

import shutil
from pathlib import Path

import grammar
import habits
import pytest
import verdict
import yaml
from passages import of_page

from timonier.core.markdown import scan
from timonier.core.source import SourceFile

FAULTS = yaml.safe_load((Path(__file__).parent / "fautes.yml").read_text(encoding="utf-8"))
GUIDE = Path(__file__).parents[2] / "CONTRIBUTING.md"
needs_grammalecte = pytest.mark.skipif(
    shutil.which("grammalecte-cli") is None, reason="non fait : grammalecte-cli n’est pas installé"
)


@needs_grammalecte
def test_the_faults_that_are_found_are_those_that_are_said() -> None:
    page = scan(SourceFile("page.md", "\n\n".join(sentence for sentence, _, _ in FAULTS)))
    passages = tuple(of_page(page))
    assert len(passages) == len(FAULTS) == 40
    remarks = [*grammar.remarks(passages), *habits.remarks(passages)]
    left = {remark.passage.text for remark in verdict.to_mend(remarks, verdict.words(), ())}
    found = {sentence: sentence in left for sentence, _, _ in FAULTS}
    assert found == {sentence: said for sentence, _, said in FAULTS}


def test_the_guide_states_the_rate() -> None:
    rate = sum(said for _, _, said in FAULTS)
    assert f"{rate} fautes plantées sur {len(FAULTS)}" in GUIDE.read_text(encoding="utf-8")
