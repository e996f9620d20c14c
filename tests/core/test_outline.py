"""The shape of a course, asked as the site and the book ask it."""

from timonier.core.outline import Outline, outline
from timonier.core.source import SourceFile

MODULES = """
modules:
  - id: objets
    titre: Objets
    pages:
      - pods
      - {id: volumes, titre: Les volumes, duree: 40}
      - tp-pods
  - {id: vide, titre: Vide, pages: [{id: reseau, titre: Le réseau, duree: 10}]}
  - {id: suite, titre: Suite, pages: [services, absente]}
"""

TRACK = """
titre: T
public: P
jours:
  - {titre: Un, debut: "09:00", pages: [services, absente]}
  - {titre: Deux, debut: "09:00", pages: [pods]}
a_venir: [volumes]
"""


def page(path: str, more: str = "") -> SourceFile:
    return SourceFile(f"content/{path}", f"---\ntitle: Titre de {path}\n{more}---\n\nTexte.\n")


def course(modules: str = MODULES, **tracks: str) -> Outline:
    pages = [
        page("index.md"),
        page("a-propos.md"),
        page("cours/pods.md", "duree: 30\nprerequis: [services]\nrevu_le: 2026-11-21\n"),
        page("cours/seule.md", "duree: true\nobjectifs: texte\nrevu_le: hier\n"),
        page("cours/services.md", "duree: 20\n"),
        page("tp/tp-pods.md"),
        page("tp/services.md"),
    ]
    files = [SourceFile(f"content/parcours/{name}.yml", text) for name, text in tracks.items()]
    return outline(pages, SourceFile("content/modules.yml", modules), files, "content")


def test_pages_by_module_then_those_of_none() -> None:
    found = course()
    assert [(each.path, title) for each, title in found.by_module()] == [
        ("cours/pods.md", "Objets"),
        ("tp/tp-pods.md", "Objets"),
        ("cours/services.md", "Suite"),
        ("a-propos.md", ""),
        ("cours/seule.md", ""),
    ]
    assert [[each.id for each in found.written(module)] for module in found.modules] == [
        ["pods", "tp-pods"],
        [],
        ["services"],
    ]


def test_the_reading_order_follows_the_track_then_the_modules() -> None:
    other = TRACK.replace("services, absente", "tp-pods")
    assert course().reading_order("") == ("pods", "tp-pods", "services")
    assert course(a=TRACK, b=other).reading_order("") == ("services", "pods", "tp-pods")
    assert course(a=TRACK, b=other).reading_order("b") == ("tp-pods", "pods", "services")


def test_titles_and_durations_of_written_announced_and_unknown_pages() -> None:
    found = course()
    assert [found.title(name) for name in ("pods", "volumes", "absente")] == [
        "Titre de cours/pods.md",
        "Les volumes",
        "absente",
    ]
    assert [found.minutes(name) for name in ("pods", "tp-pods", "volumes", "absente")] == [30, 0, 40, 0]
    assert (found.module_of("volumes") or found.modules[2]).id == "objets"
    assert found.module_of("seule") is None


def test_values_of_a_wrong_form_count_as_absent() -> None:
    page = course().pages["seule"]
    assert (page.minutes, page.objectives, page.reviewed) == (None, (), None)


def test_of_two_pages_of_one_name_the_first_counts() -> None:
    assert course().pages["services"].path == "cours/services.md"


def test_a_faulty_file_gives_nothing_and_says_why() -> None:
    found = course("modules: rien\n", bon=TRACK, faux="titre: seul\n")
    assert (found.modules, found.blind, found.track_ids) == ((), True, {"bon", "faux"})
    assert [track.id for track in found.tracks] == ["bon"]
    assert {fault.code for fault in found.faults} == {"MOD102", "PAR102"}


def test_the_hours_of_a_day_come_from_the_pages() -> None:
    found = course(a=TRACK)
    assert [found.timetable(day).minutes for day in found.tracks[0].days] == [20, 30]
