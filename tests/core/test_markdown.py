"""Everything that an author may get wrong in a page is said, in its place, with a remedy."""

from __future__ import annotations

import pytest

from timonier.core.markdown import PageKind, kind_of, scan
from timonier.core.source import SourceFile

HEADER = "---\ntitle: x\n---\n"
"""Three lines: the first line of a body is the fourth of its file."""


def faults(text: str, kind: PageKind = "page", variables: tuple[str, ...] = ("stagiaire",)) -> list[str]:
    found = scan(SourceFile("content/x.md", HEADER + text), kind, variables).diagnostics
    return [f"{one.code} {one.span.start.line - 3}:{one.span.start.column}" for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("```yaml\na: 1\n```\n", []),
        ("```yaml\na: 1\n", ["MD101 1:1"]),
        ("- x\n\n    ```yaml\n    a: 1\n", ["MD101 3:5"]),
        ("```yaml title=a.yaml\na: 1\n```\n\nTexte\n\n```yaml\nb: 2\n```\n", ["MD102 1:9"]),
        ("```yaml title=«a»\na: 1\n```\n", ["MD102 1:9"]),
        ("```yaml title='a'\na: 1\n```\n", ["MD102 1:9"]),
        ('```yaml extrait titre="a"\na: 1\n```\n', ["MD103 1:17"]),
        ('```{.yaml titre="a"}\na: 1\n```\n', ["MD103 1:11"]),
        ("```{.yaml title=a}\na: 1\n```\n", ["MD102 1:11"]),
        ('```yaml extrait="oui"\na: 1\n```\n', ["MD105 1:9"]),
        ("```yaml title\na: 1\n```\n", ["MD105 1:9"]),
        ('```yaml attendu="K8S"\na: 1\n```\n', ["MD105 1:9"]),
        ('```yaml attendu="K8S102, MD101"\na: 1\n```\n', []),
        ('```yaml lignes="dix"\na: 1\n```\n', ["MD105 1:9"]),
        ("- x\n\n    ```yaml\n    a: 1\n  b: 2\n    ```\n", ["MD106 3:5"]),
        ("> ```yaml\n> a: 1\n\nb: 2\n> ```\n", ["MD106 1:3"]),
        ("> ```yaml\n>> a: 1\n> ```\n", ["MD106 1:3"]),
        ("> ```yaml\n> a: 1\n\n> b: 2\n> ```\n", []),
        ("Texte.\n\n    ```yaml\n    a: 1\n    ```\n", ["MD107 3:5"]),
        ("Texte.\n\n    kubectl get pods\n", ["MD107 3:5"]),
        ("```yaml\na:\n\tb: 1\n```\n", ["MD108 3:1"]),
        ("```yaml\na: 1\n\n```console\n$ ls\n```\n", ["MD109 1:1"]),
        ("````markdown\n```yaml\na: 1\n```\n````\n", []),
        ("```code en ligne```\n", []),
    ],
)
def test_code_blocks(text: str, expected: list[str]) -> None:
    assert faults(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/// retenir\na\n///\n", []),
        ("/// retnir\na\n///\n", ["MD110 1:1"]),
        ("/// note\na\n///\n", ["MD110 1:1"]),
        ("/// retenir | titre\na\n///\n", ["MD111 1:1"]),
        ("/// correction\n///\n", ["MD111 1:1"]),
        ("/// correction\n    etape: deux\n///\n", ["MD111 2:5"]),
        ("/// correction\n    étape: 2\n///\n", ["MD111 2:5"]),
        ("/// retenir\n    du code\n///\n", ["MD111 1:1"]),
        ("/// retenir\na\n\n# Suite\n", ["MD112 1:1"]),
        ("- x\n\n    /// retenir\n    a\n\n- ///\n", ["MD112 3:5"]),
        ("Texte.\n\n///\n", ["MD113 3:1"]),
        ("/// retnir\na\n///\n\n///\n", ["MD110 1:1", "MD113 5:1"]),
        ("/// question\na\n\n/// reponse\nb\n///\n///\n", ["MD114 4:1"]),
        ("//// question\na\n\n/// reponse\nb\n///\n////\n", []),
        ("- x\n    /// indice\n    a\n    ///\n", ["MD115 2:5", "MD113 4:5"]),
        ("/// retenir\n!!! note\n    a\n\n///\n", ["MD116 2:1"]),
        ("/// reponse\na\n///\n", ["MD117 1:1"]),
        ("//// question\n\n!!! note\n    /// indice\n\n    a\n\n    ///\n\n////\n", ["MD112 4:5"]),
        ("`/// retenir` et `///` se citent.\n", []),
    ],
)
def test_blocks(text: str, expected: list[str]) -> None:
    assert sorted(faults(text)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<!-- diapo -->\n\n<!-- diapo: pas-a-pas -->\n", []),
        ("<!-- diapo: nom -->\n", ["MD120 1:1"]),
        ("<!-- diapos: oui -->\n", ["MD120 1:1"]),
        ("- x\n\n    <!-- timonnier: ignore K8S102 — raison -->\n", ["MD120 3:5"]),
        ("<!-- timonier: ignorer K8S102 — raison -->\n", ["MD120 1:1"]),
        ("<!-- timonier -->\n", ["MD120 1:1"]),
        ("<!-- timonier: ignore K8S102 -->\n", ["MD121 1:1"]),
        ("<!-- timonier: ignore K8S102 — -->\n", ["MD121 1:1"]),
        ("<!-- timonier: ignore — raison -->\n", ["MD121 1:1"]),
        ("<!-- timonier: ignore champ — raison -->\n", ["MD121 1:1"]),
        ("<!-- un commentaire : ordinaire -->\n\n<!-- note: à relire -->\n", []),
        ("`<!-- diapo: nom -->` se cite.\n\n```html\n<!-- diapo: nom -->\n```\n", []),
    ],
)
def test_marks(text: str, expected: list[str]) -> None:
    assert faults(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le pod <nom-du-pod> et <stagiaire>.\n", ["MD130 1:8"]),
        ("- un <nom du pod>\n\n    > et <autre>\n", ["MD130 1:6", "MD130 3:10"]),
        ("# Titre <mot>\n\na | <b>b</b>\n--|--\n<c> | d\n", ["MD130 1:9", "MD130 5:1"]),
        ("`<mot>`, <https://exemple.test/>, <a@b.test>, <br>, <kbd>Ctrl</kbd>, 1 < 2 > 0, <é>.\n", []),
        ("```text\n<mot>\n```\n\n<!-- <mot> -->\n", []),
        ("[a](<b c.md>)\n", []),
        ('<svg viewBox="0 0 1 1">\n<title>a</title><desc>b</desc>\n</svg>\n', []),
        ("<div>\n\nTexte.\n", ["MD131 1:1"]),
        ("<div markdown>\n\nTexte.\n", ["MD131 1:1"]),
        ("Un mot\x00.\n", ["MD160 1:7"]),
        ("1. x\n\n   y\n", ["MD104 3:1"]),
        ("- x\n  - y\n    - z\n", ["MD104 2:1"]),
        ("- x\n\n  ```text\n  y\n  ```\n", ["MD104 3:1"]),
        ("- x\n\n  > y\n\n- x\n\n   /// retenir\n   y\n   ///\n", ["MD104 3:1", "MD104 7:1"]),
        ("  - x\n\n  y\n", []),
        (" 9. x\n10. y\n", []),
        ("- x\n  suite paresseuse\n", []),
    ],
)
def test_prose(text: str, expected: list[str]) -> None:
    assert [fault for fault in faults(text) if not fault.startswith("FM")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## Étape 1 — Créer\n\n## Bilan\n\n## Étape 2 — Voir\n", []),
        ("## Étape 1 — Créer\n\n## Étape 3 — Voir\n", ["MD140 3:1"]),
        ("## Étape 1 : créer\n\n## Etape 2 — Voir\n", ["MD140 1:1", "MD140 3:1"]),
        ("```text\n## Étape 4 — Rien\n```\n\n### Étape par étape\n", []),
    ],
)
def test_steps_of_a_lab(text: str, expected: list[str]) -> None:
    end = "\n## Liste de contrôle\n\n- [ ] Fini.\n"
    assert [fault for fault in faults(text + end, "tp") if fault.startswith("MD")] == expected
    assert faults(text, "page") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## Liste de contrôle\n\nVous savez :\n\n- [ ] lire `kubectl diff` ;\n- [x] nettoyer.\n", []),
        ("## Liste de contrôle\n\n### Savoir\n\n* [ ] Lire.\n", []),
        ("## Étape 1 — Créer\n\n- [ ] Créer.\n", ["MD141 3:1"]),
        ("Rien.\n", ["MD141 1:1"]),
        ("## Étape 1 — Créer\n\n## Liste de contrôle\n\n- Rien à cocher.\n", ["MD141 3:1"]),
        ("## Liste de contrôle\n\n- [ ] Lire.\n\n## Nettoyer\n", ["MD141 1:1"]),
        ("## Liste de contrôle\n\n```text\n- [ ] Lire.\n```\n", ["MD141 1:1"]),
        ("## Liste de Contrôle\n\n- [ ] Lire.\n", ["MD141 3:1"]),
    ],
)
def test_a_lab_ends_with_a_check_list(text: str, expected: list[str]) -> None:
    assert [fault for fault in faults(text, "tp") if fault.startswith("MD")] == expected
    assert not any(fault.startswith("MD141") for fault in faults(text, "cours"))


def test_every_fault_has_a_remedy() -> None:
    text = "```yaml titre='a'\n```\n/// retnir\n<!-- diapo: nom -->\n<mot> <div>\n- x\n\n  y\n\n///\n"
    found = scan(SourceFile("content/x.md", text)).diagnostics
    assert len({one.code for one in found}) > 4
    assert all(one.hint and one.hint[-1] != "." for one in found)


def test_a_misspelled_word_is_answered() -> None:
    hints = [
        one.hint
        for text in ("```yaml titel='a'\n```\n", "/// retnir\na\n///\n", "<!-- diapo: nom -->\n", "<stagiare>\n")
        for one in scan(SourceFile("content/x.md", HEADER + text), variables=("stagiaire",)).diagnostics
    ]
    for word in ("title", "retenir", "non", "stagiaire"):
        assert f"vouliez-vous dire « {word} » ?" in hints


def test_what_a_page_holds() -> None:
    text = (
        HEADER + "# Un\n\n<!-- diapo: oui -->\n\nDeux\n----\n\n//// question | Q\n- x\n\n"
        "    <!-- timonier: ignore K8S102,K8S103 – une raison -->\n\n    ```yaml\n    a: 1\n    ```\n\n////\n"
    )
    document = scan(SourceFile("content/x.md", text))
    assert document.diagnostics == ()
    assert [(heading.level, heading.text, heading.line) for heading in document.headings] == [
        (1, "Un", 4),
        (2, "Deux", 8),
    ]
    (block,) = document.blocks
    assert (block.name, block.argument, block.depth) == ("question", "Q", 0)
    assert (block.header.start.line, block.span.end.line) == (11, 20)
    (fence,) = document.fences
    assert fence.within == ("question",)
    assert [ignore.codes for ignore in document.ignores_of(fence)] == [("K8S102", "K8S103")]
    assert document.ignores[0].reason == "une raison"
    assert [mark.value for mark in document.slide_marks] == ["oui"]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("content/cours/objets/pods.md", "cours"),
        ("content/tp/objets/tp.md", "tp"),
        ("content/index.md", "page"),
        ("content/tp.md", "page"),
        ("README.md", "foreign"),
        ("autre/content/cours/a.md", "foreign"),
    ],
)
def test_what_a_page_is_by_its_place(path: str, kind: PageKind) -> None:
    assert kind_of(path) == kind
