"""What of a page is text, and where it stands."""

from __future__ import annotations

from passages import of_data, of_page

from timonier.core.markdown import scan
from timonier.core.source import SourceFile

PAGE = """---
title: "Les Pods"
duree: 40
objectifs:
  - Lire un Pod
---

## Un *premier* titre {#ici}

Un [Pod](pods.md) a `un nom`,
et une <span lang="en">spec</span>.

| colonne | autre |
|---|---|
| `code` seul | une cellule |

- un élément
  qui continue
/// question | Combien de Pods ?
///

```yaml
kind: Pod
```

<svg><text>Un nœud</text></svg>
"""


def told(text: str) -> list[tuple[str, int, int]]:
    document = scan(SourceFile("page.md", text))
    return [(p.text.strip(), p.place(0).line, p.place(0).column) for p in of_page(document)]


def test_marks_are_taken_away_and_places_are_kept() -> None:
    assert told(PAGE) == [
        ("Les Pods", 2, 9),
        ("Lire un Pod", 5, 5),
        ("Un nœud", 26, 12),
        ("Un premier titre", 8, 4),
        ("Un Pod a Machin, et une Machin.", 10, 1),
        ("colonne", 13, 2),
        ("autre", 13, 12),
        ("Machin seul", 15, 2),
        ("une cellule", 15, 16),
        ("un élément qui continue", 17, 3),
        ("Combien de Pods ?", 19, 16),
    ]


def test_a_character_is_found_on_its_own_line() -> None:
    passage = next(
        p for p in of_page(scan(SourceFile("page.md", "Un **mot**,\nun `code` et\nune fote.\n"), ())) if p
    )
    place = passage.place(passage.text.index("fote"))
    assert (place.line, place.column) == (3, 5)
    place = passage.place(passage.text.index("mot"))
    assert (place.line, place.column) == (1, 6)


def test_sentences_of_data_only() -> None:
    source = SourceFile("m.yml", 'modules:\n  - id: objets\n    titre: "Les objets"\n    pages: [pods]\n')
    assert [(p.text, p.place(0).line, p.place(0).column) for p in of_data(source)] == [("Les objets", 3, 13)]


def test_broken_data_says_nothing() -> None:
    assert list(of_data(SourceFile("m.yml", "titre: [\n"))) == []
