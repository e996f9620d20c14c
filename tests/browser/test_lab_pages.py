"""A lab as a student goes through it: hints, ticks, the list of labs. Nothing leaves but a file asked for."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from lab_course import HOSTILE, INDEX, PAGE, RECORD, boxes, bring, kept, step, tools

pytestmark = pytest.mark.browser

BLOCKED = """
for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, {get() { throw new DOMException("refusé", "SecurityError"); }});
}
"""


# --- Hints --------------------------------------------------------------------------------------------------


def test_hints_come_one_after_another(labs, page):
    page.goto(labs + PAGE)
    hints = page.locator("details.tm-indice")
    assert [hint.is_visible() for hint in hints.all()] == [False] * 4
    said = page.locator("[role=status]", has_text="affiché")
    for number, following in ((1, "Un autre indice (2 sur 3)"), (2, "Un autre indice (3 sur 3)"), (3, "")):
        page.locator(".tm-bouton-indice").first.press("Enter")
        assert [hint.is_visible() for hint in hints.all()][:3] == [True] * number + [False] * (3 - number)
        assert said.inner_text() == f"Indice {number} sur 3 affiché."
        focused = page.evaluate("document.activeElement.textContent.replaceAll('\\u00a0', ' ')")
        assert focused == f"Indice {number} sur 3" + (" : où regarder" if number == 1 else "")
        if following:
            assert page.locator(".tm-bouton-indice").first.inner_text() == following
    assert page.locator(".tm-bouton-indice").count() == 1
    page.locator(".tm-bouton-indice").click()
    assert page.get_by_text("Seul.").is_visible()
    assert page.locator(".tm-bouton-indice").count() == 0


def test_hints_are_plain_folds_without_a_script_and_all_there_on_paper(labs, browser, page):
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(labs + PAGE)
    assert [hint.is_visible() for hint in plain.locator("details.tm-indice").all()] == [True] * 4
    context.close()
    page.goto(labs + PAGE)
    page.emulate_media(media="print")
    assert [hint.is_visible() for hint in page.locator("details.tm-indice").all()] == [True] * 4
    assert not page.locator(".tm-bouton:visible").count()


# --- Ticks --------------------------------------------------------------------------------------------------


def test_ticks_outlive_the_page_and_show_in_the_menu_and_the_list(labs, page):
    page.goto(labs + PAGE)
    assert boxes(page) == [False] * 6
    assert page.locator(".tm-avancement").inner_text() == "0 étape sur 2"
    assert kept(page) == {}
    step(page, 1).check()
    page.get_by_role("checkbox", name="Vérification (étape 1)").check()
    page.get_by_role("checkbox", name=re.compile("tout supprimé")).check()
    assert page.locator(".tm-avancement").inner_text() == "1 étape sur 2"
    (key,) = kept(page)
    assert key == "timonier:progression:1:/formation/:tp-exposer"
    page.reload()
    assert boxes(page) == [True, True, False, False, False, True]
    menu = page.locator(".tm-nav a.md-nav__link--active[aria-current]")
    assert menu.inner_text().replace("\u00a0", " ").endswith("(en cours)")
    assert page.locator(".tm-nav .tm-etat").count() == 1
    page.goto(labs + INDEX)
    card = page.locator("[data-tp=tp-exposer]")
    assert card.locator(".tm-avancement").inner_text() == "En cours : 1 étape sur 2"
    assert page.locator("[data-tp=tp-effacer] .tm-avancement").count() == 0
    page.goto(labs + PAGE)
    step(page, 2).check()
    assert menu.inner_text().endswith("(fait)")
    assert page.locator("progress").first.evaluate("(bar) => [bar.value, bar.max]") == [2, 2]
    page.goto(labs + INDEX)
    assert card.locator(".tm-avancement").inner_text() == "Fait"


def test_the_name_of_a_box_is_clicked_too_and_its_links_are_not_lost(labs, page):
    page.goto(labs + PAGE)
    page.get_by_text("J’ai tout supprimé.").click()
    assert boxes(page)[-1]
    page.get_by_text("Le Service répond").click()
    assert page.get_by_role("checkbox", name="Le Service répond").is_checked()
    page.locator(".task-list-item a").click()
    page.wait_for_url("**/cours/services/")


def test_two_tabs_say_the_same(labs, page):
    other = page.context.new_page()
    for tab in (page, other):
        tab.goto(labs + PAGE)
    step(page, 2).check()
    other.wait_for_function("document.querySelectorAll('article input:checked').length === 1")
    assert other.locator(".tm-avancement").inner_text() == "1 étape sur 2"
    step(other, 1).check()
    page.wait_for_function("document.querySelectorAll('article input:checked').length === 2")
    page.evaluate("localStorage.clear()")
    other.wait_for_function("document.querySelectorAll('article input:checked').length === 0")


def test_an_edited_lab_is_counted_anew(labs, page):
    page.goto(labs + PAGE)
    page.evaluate(
        """localStorage.setItem("timonier:progression:1:/formation/:tp-exposer",
        JSON.stringify({coches: ["etape-1", "etape-2", "etape-3", "point-ancien"], etapes: 3}))"""
    )
    page.goto(labs + INDEX)
    assert page.locator("[data-tp=tp-exposer] .tm-avancement").inner_text() == "Fait"
    page.goto(labs + PAGE)
    assert page.locator(".tm-avancement").inner_text() == "2 étapes sur 2"
    assert '"etapes":2' in kept(page)["timonier:progression:1:/formation/:tp-exposer"]


@pytest.mark.parametrize(
    "value", ["", "null", "[]", "{", '{"coches": "etape-1", "etapes": 2}', '{"coches": [{}], "etapes": 2}']
)
def test_what_is_kept_in_a_wrong_form_counts_for_nothing(labs, page, value):
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(labs + PAGE)
    page.evaluate("(value) => localStorage.setItem('timonier:progression:1:/formation/:tp-exposer', value)", value)
    page.reload()
    assert boxes(page) == [False] * 6
    step(page, 1).check()
    page.reload()
    assert step(page, 1).is_checked()
    assert errors == []


def test_blocked_storage_costs_only_the_memory(labs, page):
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script(BLOCKED)
    page.goto(labs + PAGE)
    assert "refuse d’enregistrer" in page.locator(".tm-avertissement").inner_text()
    step(page, 1).check()
    page.get_by_role("checkbox", name="Vérification (étape 1)").check()
    assert page.locator(".tm-avancement").inner_text() == "1 étape sur 2"
    assert page.locator(".tm-nav .tm-etat").count() == 1
    step(page, 1).uncheck()
    assert page.locator(".tm-avancement").inner_text() == "0 étape sur 2"
    page.locator(".tm-bouton-indice").first.click()
    assert page.locator("details.tm-indice").first.is_visible()
    page.reload()
    assert boxes(page) == [False] * 6
    page.goto(labs + INDEX)
    assert page.locator(".tm-compte").inner_text() == "2 TP."
    # Material's own scripts read the storage without asking.
    assert [error for error in errors if "tm" in error.lower() and "SecurityError" not in error] == []


def test_everything_by_keyboard(labs, page):
    page.goto(labs + PAGE)
    reached = []
    while True:
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        name = page.evaluate(
            "document.activeElement.labels?.[0]?.innerText ?? document.activeElement.innerText ?? ''"
        )
        reached.append(" ".join(name.split()))
        if page.evaluate("document.activeElement.matches('article input[type=checkbox]')"):
            page.keyboard.press("Space")
        if reached[-1] == "Exporter, importer ou effacer":
            page.keyboard.press("Enter")
    assert boxes(page) == [True] * 6
    assert {"Exporter", "Importer", "Recommencer ce TP", "Un indice"} <= set(reached)
    page.get_by_role("button", name="Recommencer ce TP").press("Enter")
    assert boxes(page) == [False] * 6
    assert page.evaluate("document.activeElement.textContent") == "Annuler"
    page.keyboard.press("Space")
    assert boxes(page) == [True] * 6


# --- The list of labs ---------------------------------------------------------------------------------------


def cards(page):
    return page.locator(".tm-tp:visible").evaluate_all("all => all.map((card) => card.dataset.tp)")


def test_the_list_says_what_a_lab_asks_and_gives(labs, page):
    page.goto(labs + INDEX)
    words = page.locator("[data-tp=tp-exposer]").inner_text().replace("\u00a0", " ").replace("\u202f", " ")
    for expected in ("40 min", "Avancé", "Sans corrigé", "Jamais joué", "Les Services", "Exposer un Pod"):
        assert expected in words
    assert page.locator(".md-tabs__link", has_text="Travaux pratiques").count() == 1


def test_filters_work_without_a_mouse_and_stay_in_the_address(labs, page):
    page.goto(labs + PAGE)
    step(page, 1).check()
    page.goto(f"{labs}{INDEX}?stagiaire=zoe")
    assert page.get_by_role("group", name="Filtrer les TP").is_visible()
    assert page.locator(".tm-compte").inner_text() == "2 TP."
    page.get_by_label("Durée").focus()
    page.keyboard.press("ArrowDown")
    assert page.get_by_label("Durée").input_value() == "courte"
    assert cards(page) == ["tp-effacer"]
    assert page.locator(".tm-compte").inner_text() == "1 TP sur 2."
    assert page.url.endswith("?stagiaire=zoe&duree=courte")
    assert not page.get_by_role("heading", name="Réseau").is_visible()
    page.get_by_label("Module").select_option("reseau")
    assert page.locator(".tm-compte").inner_text() == "Aucun TP ne correspond."
    page.get_by_role("button", name="Tout afficher").press("Enter")
    page.get_by_text("2 TP.", exact=True).wait_for()
    assert page.url.endswith("?stagiaire=zoe")
    page.get_by_label("Progression", exact=True).select_option("en-cours")
    assert cards(page) == ["tp-exposer"]
    page.reload()
    assert cards(page) == ["tp-exposer"]
    page.goto(f"{labs}{INDEX}?niveau=base")
    assert cards(page) == ["tp-effacer"]
    page.goto(f"{labs}{INDEX}?niveau={HOSTILE}&duree=x")
    assert len(cards(page)) == 2


def test_without_a_script_the_whole_list_is_there_and_nothing_else(labs, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(labs + INDEX)
    assert len(cards(page)) == 2
    assert page.locator("form:visible, select:visible, .tm-compte:visible").count() == 0
    page.goto(labs + PAGE)
    assert page.locator(".task-list-item input:disabled").count() == 2
    assert page.locator("article input:enabled:visible").count() == 0
    context.close()


# --- What every page owes -----------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_a_lab_at_work(labs, page, scheme, width):
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(labs + PAGE)
    for box in page.locator("article input[type=checkbox]").all()[:3]:
        box.check()
    page.locator(".tm-bouton-indice").first.click()
    tools(page).get_by_role("button", name="Recommencer ce TP").click()
    page.get_by_role("button", name="Annuler").click()
    for path in (PAGE, INDEX):
        if path == INDEX:
            page.goto(labs + INDEX)
            tools(page)
        found = Axe().run(page).response["violations"]
        assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_nothing_leaves_the_browser(labs, page):
    asked = []
    page.goto(labs + PAGE)
    page.on("request", lambda request: asked.append(request.url))
    step(page, 1).check()
    buttons = tools(page)
    with page.expect_download():
        buttons.get_by_role("button", name="Exporter").click()
    bring(page, {"format": "timonier-progression", "version": 1, "tp": {"tp-exposer": RECORD}})
    page.get_by_text("Progression de 1 TP importée.").wait_for()
    assert [address for address in asked if not address.startswith("blob:") and "favicon" not in address] == []
