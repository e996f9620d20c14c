"""The page of a track, as Markdown and as HTML."""

from pathlib import Path

from timonier.core.outline import Outline, outline
from timonier.core.source import SourceFile
from timonier.markdown_ext.convert import convert
from timonier.render.track_page import track_page
from timonier.settings import Settings

MODULES = """
modules:
  - id: objets
    titre: Objets
    pages: [pods, services, {id: volumes, titre: "Les *volumes* | et <b>", duree: 40}]
"""

TRACK = """
titre: "L’essentiel : 5 jours"
public: Pour qui débute
jours:
  - titre: "Jour 1 : des Pods"
    debut: "09:00"
    pauses: [{a: "09:20", duree: 10}, {a: "09:40", duree: 60}]
    pages: [pods, services]
  - {titre: Jour 2, debut: "09:00", pages: []}
a_venir: [volumes]
"""

EXPECTED = """---
title: "L’essentiel : 5 jours"
description: "Pour qui débute"
---

**Pour qui ?** Pour qui débute

**Ce qui est prêt.** 2 pages, 1 h 05 de cours et de travaux pratiques ; 1 autre est à venir.

## Jour 1 : des Pods {: #jour-1 }

<div class="tm-horaire" markdown="1">

| Horaire | Page | Durée |
|---|---|---|
| 09:00–09:20 | [Les Pods &#96;v1&#96;](../cours/objets/pods.md) | 20 min |
| 09:20–09:30 | *Pause* | 10 min |
| 09:30–09:40 | [Les Pods &#96;v1&#96;](../cours/objets/pods.md) *(suite)* | 10 min |
| 09:40–10:40 | *Déjeuner* | 1 h |
| 10:40–11:15 | [Les Services](../cours/services.md) | 35 min |

</div>

Fin à 11:15. Hors pauses, ce jour dure 1 h 05.

## Jour 2 {: #jour-2 }

Les pages de ce jour sont à venir.

## À venir

Ces pages sont annoncées. Chacune prend place dans un jour dès qu’elle est écrite.

- Les &#42;volumes&#42; &#124; et &#60;b&#62; : 40 min, *à venir*

"""


def course(*tracks: SourceFile) -> Outline:
    pages = [
        SourceFile("content/cours/objets/pods.md", "---\ntitle: Les Pods `v1`\nduree: 30\n---\n"),
        SourceFile("content/cours/services.md", "---\ntitle: Les Services\nduree: 35\n---\n"),
    ]
    return outline(pages, SourceFile("content/modules.yml", MODULES), tracks, "content")


def page(name: str, *texts: tuple[str, str]) -> SourceFile:
    found = course(*(SourceFile(f"content/parcours/{track}.yml", text) for track, text in texts))
    track = found.track(name)
    assert track is not None
    return track_page(track, found)


def test_a_track_as_markdown() -> None:
    made = page("essentiel", ("essentiel", TRACK))
    assert made.path == "parcours/essentiel.md"
    assert made.text.replace("\u202f", " ") == EXPECTED


def test_a_track_that_supposes_another_links_to_it() -> None:
    more = TRACK.replace("jours:", "suppose: essentiel\njours:", 1)
    text = page("suite", ("essentiel", TRACK), ("suite", more)).text
    assert "Vous avez suivi le parcours [L’essentiel : 5 jours](essentiel.md)." in text


def test_announced_pages_have_no_link_and_titles_are_shown_as_they_are(tmp_path: Path) -> None:
    html = convert(page("essentiel", ("essentiel", TRACK)), Settings(tmp_path)).html
    assert 'id="jour-1"' in html
    assert html.count("<a href=") == 3
    assert "<b>" not in html
    assert "&#42;volumes&#42; &#124; et &#60;b&#62;" in html
    assert "<th>Horaire</th>" in html
