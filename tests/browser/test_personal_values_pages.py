"""Personal values, as a student meets them."""

from __future__ import annotations

import io
import zipfile

import pytest
from axe_playwright_python.sync_playwright import Axe
from hosting import build, served

pytestmark = pytest.mark.browser

LAB, LESSON, DECK = "tp/tp-creer/", "cours/services/", "cours/services/diapos.html"
AXE = Axe()
MANIFEST = "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: tp-<stagiaire>\n"
LAB_PAGE = """---
title: "TP : créer"
type: tp
---

Votre namespace est `tp-<stagiaire>`, <stagiaire>.

## Étape 1 — Créer

```console
$ kubectl create namespace tp-<stagiaire>
namespace/tp-<stagiaire> created
$ kubectl proxy --port <port>
```

/// correction
    etape: 1
///

## Liste de contrôle

- [ ] Tout va bien.
"""
OTHER_LAB_PAGE = """---
title: "TP : regarder"
type: tp
---

## Liste de contrôle

- [ ] Rien n’y est à vous.
"""
RECORD = """tp: tp-creer
etapes:
  - n: 1
    depart: [depart/ns.yaml]
    fichiers: [ns.yaml]
    verification: [{commande: kubectl get ns tp-<stagiaire>, attendu: Active}]
"""
SETTINGS = """
[tool.timonier.variables.port]
label = "Votre port"
pattern = "80[0-9]{2}"
rule = "quatre chiffres, de 8000 à 8099"
example = "8080"

[tool.timonier.variables.libre]
label = "Ce que vous voulez"
pattern = ".*"
example = "x"

[tool.timonier.corrections]
publiees = ["tp-creer"]

[tool.timonier.site]
adresse = "https://exemple.fr/lundi/"
"""
HOSTILE = (
    "<img src=x onerror=window.hacked=1>",
    "\"'`</script><script>window.hacked=1</script>",
    "zoe\nrm -rf /",
    "$&$1${0}",
    "z" * 10_000,
    "\u202etxt",
)
NAME = "« {} » ne convient pas. Il faut la forme « [a-z]+ », par exemple « camille »."


@pytest.fixture
def lab(small_course):
    """The small course with a lab whose correction is out, hosted under a path beside a copy of itself."""
    for name, text in {
        "content/tp/tp-creer.md": LAB_PAGE,
        "content/tp/tp-sans-valeur.md": OTHER_LAB_PAGE,
        "corrections/tp-creer/correction.yml": RECORD,
        "corrections/tp-creer/depart/ns.yaml": MANIFEST.replace("v1", "<version>"),
        "corrections/tp-creer/ns.yaml": MANIFEST,
    }.items():
        (small_course / name).parent.mkdir(parents=True, exist_ok=True)
        (small_course / name).write_text(text, encoding="utf-8")
    with (small_course / "pyproject.toml").open("a", encoding="utf-8") as settings:
        settings.write(SETTINGS)
    for folder in ("lundi", "mardi"):
        build(small_course, small_course / "hote" / folder)
    with served(small_course / "hote") as address:
        yield f"{address}lundi/"


def field(page, label="Votre prénom"):
    return page.locator(".tm-valeurs-tp").get_by_label(label)


def give(page, value, label="Votre prénom"):
    field(page, label).fill(value)
    field(page, label).press("Enter")


def shown(page):
    """The text of every place of the name."""
    return set(page.locator("article .tm-valeur[data-nom=stagiaire]").all_text_contents())


def stored(page):
    return page.evaluate(
        "Object.fromEntries(Object.entries(localStorage).filter(([key]) => key.includes(':valeurs:')))"
    )


def clipboard(page, name):
    page.get_by_role("button", name=name).first.click()
    page.get_by_role("status").get_by_text("Copié").wait_for(state="attached")
    return page.evaluate("navigator.clipboard.readText()")


def download(page, link):
    with page.expect_download() as caught:
        page.get_by_role("link", name=link).click()
    return caught.value


def test_a_value_shows_everywhere_and_stays(lab, page):
    page.goto(lab + LAB)
    assert shown(page) == {"<stagiaire>"}
    give(page, " zoe ")
    assert shown(page) == {"zoe"}
    assert (
        page.locator("article .tm-remplie").count()
        == page.locator("article .tm-valeur[data-nom=stagiaire]").count()
    )
    assert page.get_by_role("button", name="Vos valeurs : zoe").is_visible()
    assert page.locator(".tm-cache[role=status]", has_text="Valeurs enregistrées.").count() == 1
    page.goto(lab + LESSON)
    assert shown(page) == {"zoe"}
    page.goto(lab + LAB)
    assert field(page).input_value() == "zoe"
    assert page.locator(".tm-valeurs-tp details").get_attribute("open") is None


def test_what_is_copied_has_the_value(lab, page):
    page.goto(lab + LAB)
    give(page, "zoe")
    page.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")
    assert clipboard(page, "Copier les commandes") == "kubectl create namespace tp-zoe\nkubectl proxy --port <port>"
    page.reload()
    page.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")
    assert clipboard(page, "Copier ns.yaml") == MANIFEST.replace("<stagiaire>", "zoe").rstrip()


def test_a_file_is_downloaded_with_the_value(lab, page):
    page.goto(lab + LAB)
    page.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")
    assert download(page, "Télécharger ns.yaml").path().read_text(encoding="utf-8") == MANIFEST
    give(page, "zoe")
    found = download(page, "Télécharger ns.yaml")
    assert found.suggested_filename == "ns.yaml"
    assert found.path().read_text(encoding="utf-8") == MANIFEST.replace("<stagiaire>", "zoe")


def test_the_zip_is_downloaded_with_the_value_in_each_file(lab, page):
    page.goto(lab + LAB)
    before = zipfile.ZipFile(io.BytesIO(download(page, "Télécharger les fichiers").path().read_bytes()))
    give(page, "zoe-longue".replace("-", ""))
    found = download(page, "Télécharger les fichiers")
    assert found.suggested_filename == "tp-creer.zip"
    after = zipfile.ZipFile(io.BytesIO(found.path().read_bytes()))
    assert after.testzip() is None
    assert after.namelist() == before.namelist()
    for old, new in zip(before.infolist(), after.infolist(), strict=True):
        assert (new.date_time, new.external_attr) == (old.date_time, old.external_attr)
        assert after.read(new) == before.read(old).replace(b"<stagiaire>", b"zoelongue")


def test_a_file_that_scripts_cannot_read_comes_as_it_is(lab, page):
    page.goto(lab + LAB)
    give(page, "zoe")
    page.route(
        "**/*.zip", lambda route: route.abort() if route.request.resource_type == "fetch" else route.continue_()
    )
    found = zipfile.ZipFile(io.BytesIO(download(page, "Télécharger les fichiers").path().read_bytes()))
    assert b"tp-<stagiaire>" in found.read("tp-creer/correction/ns.yaml")


def test_the_form_of_the_header_is_on_every_page(lab, page):
    for path in ("", LESSON, "404.html"):
        page.goto(lab + path)
        page.get_by_role("button", name="Vos valeurs", exact=True).click()
        box = page.get_by_role("dialog", name="Vos valeurs")
        assert page.evaluate("document.activeElement.name") == "stagiaire"
        page.keyboard.press("Escape")
        assert not box.is_visible()
        assert page.evaluate("document.activeElement.classList.contains('tm-valeurs-ouvrir')")
    page.goto(lab + LESSON)
    page.keyboard.press("Tab")
    page.locator(".tm-valeurs-ouvrir").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("nspn")  # the theme and the search have keys of these letters
    page.keyboard.press("Enter")
    assert page.url == lab + LESSON
    assert shown(page) == {"nspn"}
    assert not page.get_by_role("dialog").is_visible()


def test_an_impossible_value_is_refused_with_the_reason(lab, page):
    page.goto(lab + LAB)
    give(page, "Zoe")
    alert = page.get_by_role("alert").filter(has_text="ne convient pas")
    assert alert.inner_text() == NAME.format("Zoe") + " Essayez « zoe »."
    assert field(page).get_attribute("aria-invalid") == "true"
    assert field(page).get_attribute("aria-describedby") == alert.get_attribute("id")
    assert page.evaluate("document.activeElement.name") == "stagiaire"
    assert shown(page) == {"<stagiaire>"}
    field(page).press("End")
    field(page).press("Backspace")
    assert field(page).get_attribute("aria-invalid") is None
    helped = field(page).get_attribute("aria-describedby")
    assert page.locator(f"#{helped}").inner_text() == "Il faut la forme « [a-z]+ », par exemple « camille »."
    give(page, "9999", "Votre port")
    text = "« 9999 » ne convient pas. Il faut quatre chiffres, de 8000 à 8099, par exemple « 8080 »."
    assert page.locator(".tm-valeurs-tp").get_by_text(text).is_visible()
    assert stored(page) == {}


def test_one_button_takes_all_values_away(lab, page):
    page.goto(lab + LAB)
    assert page.get_by_role("button", name="Effacer", exact=True).count() == 0
    give(page, "zoe")
    give(page, "8081", "Votre port")
    assert len(stored(page)) == 2
    give(page, "Zoé")
    page.locator(".tm-valeurs-tp").get_by_role("button", name="Effacer").click()
    assert shown(page) == {"<stagiaire>"}
    assert field(page).input_value() == ""
    assert stored(page) == {}
    assert page.locator(".tm-remplie").count() == 0


def test_an_address_brings_values_and_forgets_them(lab, page):
    page.goto(f"{lab}{LESSON}?a=1&stagiaire=zoe&port=8081#le-manifeste")
    assert page.url == f"{lab}{LESSON}?a=1#le-manifeste"
    assert shown(page) == {"zoe"}
    page.goto(f"{lab}{LESSON}?stagiaire=Adam")
    assert page.url == lab + LESSON
    assert shown(page) == {"zoe"}
    box = page.get_by_role("dialog", name="Vos valeurs")
    assert box.get_by_role("alert").filter(has_text="Adam").inner_text().startswith("« Adam » ne convient pas.")
    assert box.get_by_label("Votre prénom").input_value() == "Adam"


@pytest.mark.parametrize("value", HOSTILE, ids=("image", "script", "line", "pattern", "long", "direction"))
def test_a_hostile_value_does_nothing(lab, page, value):
    broken = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.goto(lab + LAB)
    page.evaluate(
        "([address, value]) => (location.href = `${address}?stagiaire=${encodeURIComponent(value)}`)",
        [lab + LAB, value],
    )
    page.get_by_role("dialog").wait_for()
    assert "Il faut" in page.get_by_role("dialog").get_by_role("alert").first.inner_text()
    page.keyboard.press("Escape")
    give(page, value.replace("\n", " "))
    # Neither does what somebody put there by hand.
    key = "timonier:valeurs:1:/lundi/:Cours d’essai:stagiaire"
    page.evaluate("([key, value]) => localStorage.setItem(key, value)", [key, value])
    page.goto(lab + LESSON)
    assert shown(page) == {"<stagiaire>"}
    assert page.evaluate("window.hacked") is None
    assert page.locator("article img, article script").count() == 0
    assert broken == []


@pytest.mark.parametrize("value", HOSTILE[:2] + HOSTILE[3:4])
def test_a_value_that_a_course_allows_is_text_whatever_it_says(lab, page, value):
    page.goto(lab + LAB)
    give(page, value, "Ce que vous voulez")
    place = '<span class="tm-valeur" data-nom="libre"></span>'
    page.evaluate("(html) => document.querySelector('article p').insertAdjacentHTML('beforeend', html)", place)
    page.evaluate("dispatchEvent(new StorageEvent('storage', {key: null}))")
    assert page.locator("[data-nom=libre]").text_content() == value
    assert page.evaluate("tmValues.filled('a <libre> b')") == f"a {value} b"
    assert page.get_by_role("button", name="Vos valeurs :").inner_text() == f"Vos valeurs : {value}"
    assert page.locator("[data-nom=libre] *").count() == 0
    assert page.evaluate("window.hacked") is None


def test_two_sessions_of_one_host_do_not_mix(lab, page):
    page.goto(lab + LAB)
    give(page, "zoe")
    page.goto(lab.replace("lundi", "mardi") + LAB)
    assert shown(page) == {"<stagiaire>"}
    give(page, "adam")
    page.goto(lab + LAB)
    assert shown(page) == {"zoe"}


def test_without_storage_values_last_as_long_as_the_page(lab, page):
    broken = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('non', 'SecurityError') }})"
    )
    page.goto(f"{lab}{LAB}?stagiaire=zoe")
    assert shown(page) == {"zoe"}
    assert page.locator(".tm-valeurs-tp").get_by_text("refuse d’enregistrer").count() == 1
    page.locator(".tm-valeurs-tp summary").click()
    give(page, "adam")
    assert shown(page) == {"adam"}
    page.reload()
    assert shown(page) == {"<stagiaire>"}
    assert [error for error in broken if "tm" in error] == []


def test_two_pages_agree(lab, page):
    page.goto(lab + LAB)
    other = page.context.new_page()
    other.goto(lab + DECK)
    give(page, "zoe")
    other.wait_for_function("document.querySelector('.slides .tm-valeur').textContent === 'zoe'")
    assert other.locator(".slides .tm-remplie").count() > 0
    other.goto(lab + DECK)
    assert other.locator(".slides .tm-valeur").first.text_content() == "zoe"


def test_search_shows_the_value(lab, page):
    page.goto(lab + LAB)
    give(page, "zoe")
    page.get_by_role("button", name="Rechercher", exact=True).click()
    page.get_by_role("searchbox").press_sequentially("zoe")
    page.locator(".tm-resultats a").first.wait_for()
    assert "tp-zoe" in page.locator(".tm-resultats").inner_text()
    assert "<stagiaire>" not in page.locator(".tm-resultats").inner_text()


def test_without_a_script_names_stay_readable(lab, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(lab + LAB)
    assert shown(page) == {"<stagiaire>"}
    assert not page.locator(".tm-valeurs-ouvrir").is_visible()
    assert not page.locator(".tm-valeurs-tp").is_visible()
    context.close()


def test_a_lab_without_values_does_not_begin_with_their_form(lab, page):
    page.goto(lab + "tp/tp-sans-valeur/")
    page.locator(".tm-valeurs-ouvrir").wait_for()
    assert page.locator(".tm-valeurs-tp").count() == 0


def test_a_course_without_values_has_no_form(ordered_course, page):
    settings = ordered_course / "pyproject.toml"
    text = settings.read_text(encoding="utf-8")
    start = text.index("[tool.timonier.variables")
    settings.write_text(text[:start], encoding="utf-8")
    build(ordered_course, ordered_course / "site")
    broken = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    with served(ordered_course / "site") as address:
        page.goto(address)
        page.get_by_role("button", name="Rechercher", exact=True).click()
        page.get_by_role("searchbox").press_sequentially("pod")
        page.locator(".tm-resultats a").first.wait_for()
        assert page.locator(".tm-valeurs-ouvrir, .tm-valeurs-tp").count() == 0
    assert broken == []


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(lab, page, scheme, width):
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(lab + LAB)
    page.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")
    found = {"empty": faults(page)}
    give(page, "Zoé")
    found["refused"] = faults(page)
    give(page, "zoe")
    found["filled"] = faults(page)
    page.locator(".tm-valeurs-ouvrir").click()
    found["dialog"] = faults(page)
    assert found == {"empty": [], "refused": [], "filled": [], "dialog": []}
    assert page.evaluate("document.documentElement.scrollWidth") == width


def faults(page):
    """Serious and critical violations, with every rule of axe."""
    found = AXE.run(page).response["violations"]
    return [
        f"{violation['id']}: {node['html'][:120]}"
        for violation in found
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]
