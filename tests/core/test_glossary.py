"""Terms found in a text, as their file names them."""

from __future__ import annotations

import pytest

from timonier.core.glossary import Glossary, read
from timonier.core.source import SourceFile

GLOSSARY = """termes:
  - terme: Pod
    definition: Un groupe de conteneurs.
    voir: [nœud]
  - terme: nœud
    definition: Une machine.
    alias: [machine du cluster]
  - terme: plan de contrôle
    definition: Ce qui décide.
  - terme: NetworkPolicy
    definition: Une règle.
    alias: [NetworkPolicies]
"""


def glossary(text: str = GLOSSARY) -> Glossary:
    return read(SourceFile("content/glossaire.yml", text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Les Pods et un Pod.", [("Pods", "Pod"), ("Pod", "Pod")]),
        ("un pod", []),
        ("Nœud par nœud", [("Nœud", "nœud"), ("nœud", "nœud")]),
        ("une machine du cluster", [("machine du cluster", "nœud")]),
        ("le plan\u00a0de\ncontrôle", [("plan\u00a0de\ncontrôle", "plan de contrôle")]),
        ("les NetworkPolicies", [("NetworkPolicies", "NetworkPolicy")]),
        ("Podman, v1/Pod, mon-Pod, Pod-à-Pod, Pod.yaml", []),
        ("Le Pod.", [("Pod", "Pod")]),
    ],
)
def test_terms_in_a_text(text: str, found: list[tuple[str, str]]) -> None:
    assert [(text[start:end], term.name) for start, end, term in glossary().find(text)] == found


def test_names_and_definitions_are_read_with_their_place() -> None:
    terms = glossary().terms
    assert [term.name for term in terms] == ["Pod", "nœud", "plan de contrôle", "NetworkPolicy"]
    assert terms[0].see[0].name == "nœud"
    assert (terms[1].mention.span.start.line, terms[1].mention.span.start.column) == (5, 12)


def test_a_faulty_file_has_no_term() -> None:
    broken = glossary("termes:\n  - terme: Pod\n")
    assert not broken.terms
    assert [(fault.code, fault.span.start.line) for fault in broken.diagnostics] == [("GLO102", 2)]
    assert list(broken.find("Pod")) == []
