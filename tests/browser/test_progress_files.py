"""What a student carries from one browser to another, and what begins again."""

from __future__ import annotations

import json

import pytest
from lab_course import HOSTILE, INDEX, PAGE, RECORD, boxes, bring, kept, step, tools

pytestmark = pytest.mark.browser


def test_export_then_import_elsewhere(labs, page, browser, tmp_path):
    page.goto(labs + PAGE)
    buttons = tools(page)
    buttons.get_by_role("button", name="Exporter").click()
    assert buttons.get_by_role("status").inner_text() == "Rien à exporter : aucune case n’est cochée."
    step(page, 1).check()
    page.get_by_role("checkbox", name="Le Service répond").check()
    ticked = boxes(page)
    with page.expect_download() as download:
        buttons.get_by_role("button", name="Exporter").click()
    assert download.value.suggested_filename == "progression.json"
    file = tmp_path / "progression.json"
    download.value.save_as(file)
    said = json.loads(file.read_text(encoding="utf-8"))
    assert (said["format"], said["version"], list(said["tp"])) == ("timonier-progression", 1, ["tp-exposer"])

    context = browser.new_context()
    elsewhere = context.new_page()
    elsewhere.goto(labs + INDEX)
    tools(elsewhere)
    elsewhere.get_by_label("Importer").set_input_files(file)
    elsewhere.get_by_text("Progression de 1 TP importée.").wait_for()
    assert elsewhere.locator("[data-tp=tp-exposer] .tm-avancement").inner_text() == "En cours : 1 étape sur 2"
    elsewhere.goto(labs + PAGE)
    assert boxes(elsewhere) == ticked
    context.close()


def test_reset_takes_one_lab_or_all_and_can_be_undone(labs, page):
    for path in (PAGE, "tp/tp-effacer/"):
        page.goto(labs + path)
        step(page, 1).check()
    buttons = tools(page)
    buttons.get_by_role("button", name="Recommencer ce TP").click()
    assert buttons.get_by_role("status").inner_text() == "Progression effacée."
    assert list(kept(page)) == ["timonier:progression:1:/formation/:tp-exposer"]
    buttons.get_by_role("button", name="Annuler").click()
    assert len(kept(page)) == 2
    page.goto(labs + INDEX)
    buttons = tools(page)
    buttons.get_by_role("button", name="Tout effacer").click()
    assert kept(page) == {}
    assert page.locator(".tm-avancement").count() == 0
    buttons.get_by_role("button", name="Annuler").click()
    assert len(kept(page)) == 2
    assert page.locator(".tm-avancement").count() == 2


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "ce n’est pas du JSON"),
        (HOSTILE.encode(), "ce n’est pas du JSON"),
        (b"\xff\xfe\x00", "ce n’est pas du JSON"),
        ([], "ce n’est pas une progression exportée d’un cours Timonier"),
        ({"format": HOSTILE, "version": 1, "tp": {}}, "ce n’est pas une progression exportée d’un cours Timonier"),
        ({"format": "timonier-progression", "version": 2, "tp": {}}, "sa version n’est pas connue de ce site"),
        (
            {"format": "timonier-progression", "version": HOSTILE, "tp": {}},
            "sa version n’est pas connue de ce site",
        ),
        *(
            (
                {"format": "timonier-progression", "version": 1, "tp": {"tp-exposer": RECORD, name: record}},
                "le TP n° 2 y est mal décrit",
            )
            for name, record in (
                (HOSTILE, RECORD),
                ("__proto__", RECORD),
                ("a" * 101, RECORD),
                ("tp-b", HOSTILE),
                ("tp-b", None),
                ("tp-b", {"coches": [HOSTILE], "etapes": 2}),
                ("tp-b", {"coches": ["etape-1"] * 301, "etapes": 2}),
                ("tp-b", {"coches": ["etape-1"], "etapes": 1e9}),
                ("tp-b", {"coches": ["etape-1"], "etapes": "2"}),
            )
        ),
        (
            {"format": "timonier-progression", "version": 1, "tp": {f"tp-{n}": RECORD for n in range(301)}},
            "il décrit trop de TP",
        ),
        (b" " * 200_001, "il dépasse 200 ko"),
    ],
)
def test_a_hostile_file_is_refused_with_the_reason(labs, page, content, reason):
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(labs + PAGE)
    step(page, 2).check()
    before = kept(page)
    buttons = tools(page)
    bring(page, content)
    page.get_by_text(f"Fichier refusé : {reason}.").wait_for()
    assert kept(page) == before
    assert step(page, 2).is_checked()
    assert buttons.locator("img").count() == 0
    assert page.evaluate("window.hacked") is None
    assert errors == []
