"""A text as it stands in a file or on a page, against the verdicts of a real API server; and huge texts."""

import csv
from pathlib import Path

import pytest

from timonier.core.markdown import scan
from timonier.core.snippet import snippets, yaml_file
from timonier.core.source import SourceFile
from timonier.lint.parts import Terms
from timonier.lint.snippets import check

CASES = Path(__file__).parent.parent / "conformance"
ROWS = list(csv.DictReader((CASES / "verdicts.csv").read_text(encoding="utf-8").splitlines()))
TERMS = Terms(("1.37",))


def refused(text: str, on_a_page: bool) -> bool:
    snippet = yaml_file(SourceFile("a.yaml", text))
    if on_a_page:
        page = SourceFile("a.md", f"~~~~yaml\n{text.rstrip()}\n~~~~\n")
        (snippet,) = snippets(scan(page, "foreign", ()))
    return any(diagnostic.severity == "error" for diagnostic in check(snippet, TERMS).diagnostics)


@pytest.mark.parametrize("on_a_page", [False, True], ids=["file", "page"])
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["fichier"])
def test_the_server_and_we_agree(row: dict[str, str], on_a_page: bool) -> None:
    text = (CASES / row["fichier"]).read_text(encoding="utf-8").removeprefix("\ufeff")
    assert refused(text, on_a_page) == (row["verdict"] == "refuse")


@pytest.mark.parametrize(
    "text",
    [
        "- {key: <clé>, operator: <op>, value: a, tolerationSeconds: 3}\n" * 10_000,
        "apiVersion: v1\nkind: List\nitems:\n" + "- {apiVersion: v1, kind: Pod, metadata: {name: <nom>}}\n" * 5_000,
        "a: [" * 150 + "]" * 150,
        "# à compléter\n" * 3_000 + "kind: Pod\n" + "# …\n" * 3_000,
        "".join(f"cle{number}: <valeur>\n" for number in range(20_000)),
    ],
)
def test_huge_texts_take_work_in_proportion(text: str) -> None:
    """Each of these would take minutes if anything were searched once for each of its parts."""
    assert check(yaml_file(SourceFile("a.yaml", text)), TERMS).verdict.verdict
