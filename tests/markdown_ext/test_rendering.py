"""Each `cas/<name>.md` renders to exactly `cas/<name>.html`; `<name>.formateur.html` is the trainer's edition."""

from __future__ import annotations

from pathlib import Path

import pytest

from timonier.core.publication import Publication
from timonier.core.source import SourceFile
from timonier.markdown_ext.convert import convert
from timonier.settings import Settings, Variable

CASES = Path(__file__).parent / "cas"
SETTINGS = Settings(root=CASES, variables={"stagiaire": Variable("stagiaire", "Votre prénom", "[a-z]+", "camille")})


def render(name, edition="stagiaire"):
    source = SourceFile(f"{name}.md", (CASES / f"{name}.md").read_text(encoding="utf-8"))
    return convert(source, SETTINGS, Publication(edition)).html + "\n"


@pytest.mark.parametrize("file", sorted(CASES.glob("*.html")), ids=lambda file: file.stem)
def test_case(file):
    name, _, edition = file.stem.partition(".")
    assert render(name, edition or "stagiaire") == file.read_text(encoding="utf-8")


def test_every_case_has_its_expected_output():
    pages = {file.stem for file in CASES.glob("*.md")}
    assert {file.stem.partition(".")[0] for file in CASES.glob("*.html")} == pages


def test_a_student_page_holds_nothing_private():
    assert "SECRET" not in render("blocs")
    assert "SECRET" in render("blocs", "formateur")
