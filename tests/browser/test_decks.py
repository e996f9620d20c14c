"""Decks in a browser: walked, presented, measured."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from timonier import course as sources
from timonier import settings
from timonier.core.header import page_id
from timonier.pdf import decks

pytestmark = pytest.mark.browser

LESSON = "cours/services/"
DECK = LESSON + "diapos.html"
OVERFULL = """---
title: Trop plein
type: cours
duree: 10
---

## Haut

{tall}

## Large

```bash
{wide}
```

## Juste

- a
"""

MEASURE = """() => {
  const found = [];
  for (const slide of document.querySelectorAll(".slides > section")) {
    const display = slide.style.display, hidden = slide.hidden;
    slide.hidden = false;
    slide.style.display = "block";
    const scale = slide.getBoundingClientRect().width / 1280, start = slide.getBoundingClientRect();
    const bottom = start.top + (720 - parseFloat(getComputedStyle(slide).paddingBottom)) * scale;
    const right = start.left + 1220 * scale;
    const out = {hauteur: false, largeur: false};
    for (const element of slide.querySelectorAll("*")) {
      if (element.closest("aside, .tm-retour, .tm-copier")) continue;
      if (element.getBoundingClientRect().bottom > bottom + 2 * scale) out.hauteur = true;
      const wide = element.getBoundingClientRect().right > right + 2 * scale;
      if (wide && element.matches("svg, img")) out.largeur = true;
    }
    const texts = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
    for (let text; (text = texts.nextNode()); ) {
      const holder = text.parentElement.closest("pre, .tm-colonnes > div");
      if (!text.data.trim() || text.parentElement.closest("aside, .tm-retour, .tm-copier, svg")) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      let edge = right;
      if (holder) {
        const style = getComputedStyle(holder);
        edge = holder.getBoundingClientRect().right - parseFloat(style.paddingRight) * scale;
      }
      for (const box of range.getClientRects()) if (box.right > edge + 2 * scale) out.largeur = true;
    }
    for (const side of ["hauteur", "largeur"]) if (out[side]) found.push([slide.id, side]);
    slide.style.display = display;
    slide.hidden = hidden;
  }
  return found;
}"""


@pytest.fixture
def calm(browser):
    """A page of the size of a projector that asks for no animation."""
    context = browser.new_context(reduced_motion="reduce", viewport={"width": 1280, "height": 720})
    yield context.new_page()
    context.close()


def opened(page, address):
    page.goto(address, wait_until="networkidle")
    page.wait_for_function("Reveal.isReady()")
    page.evaluate("document.fonts.ready")
    return page


def place(page):
    return page.evaluate("[Reveal.getIndices().h, Reveal.getTotalSlides()]")


def test_a_deck_is_walked_by_keyboard(site, calm):
    opened(calm, site + DECK)
    assert place(calm) == [0, 4]
    calm.keyboard.press("ArrowRight")
    assert place(calm)[0] == 1
    assert calm.locator(".present h2").inner_text() == "Le manifeste"
    calm.wait_for_url(site + DECK + "#/le-manifeste")
    calm.keyboard.press("End")
    assert place(calm)[0] == 3
    calm.keyboard.press("?")
    assert calm.locator("dialog").inner_text().startswith("Clavier")
    calm.keyboard.press("Escape")
    calm.keyboard.press("o")
    assert calm.evaluate("Reveal.isOverview()")
    calm.keyboard.press("o")
    calm.keyboard.press("t")
    assert calm.locator("html[data-md-color-scheme=slate]").count() == 1
    calm.keyboard.press("Home")
    calm.keyboard.press("ArrowRight")
    calm.keyboard.press("l")
    calm.wait_for_url(site + LESSON + "index.html#le-manifeste")


def test_page_and_deck_lead_to_each_other(site, calm):
    calm.goto(site + LESSON)
    calm.get_by_role("link", name="Diaporama", exact=True).click()
    calm.wait_for_url(site + DECK + "*")
    calm.wait_for_function("Reveal.isReady()")
    calm.goto(site + "diaporamas/")
    calm.get_by_role("link", name="Les Services").first.click()
    calm.wait_for_url(site + DECK + "*")


def test_a_deck_asks_nothing_of_a_third_party(site, calm):
    asked = []
    calm.on("request", lambda request: asked.append(request.url))
    opened(calm, site + DECK)
    assert any("/assets/reveal/" in address for address in asked)
    assert [address for address in asked if not address.startswith((site, "data:", "blob:"))] == []


def test_the_reader_of_screens_hears_the_slide_in_french(site, calm):
    opened(calm, site + DECK)
    calm.keyboard.press("ArrowRight")
    assert calm.locator(".aria-status").get_attribute("aria-live") == "polite"
    assert calm.locator(".navigate-right").get_attribute("aria-label") == "Diapositive suivante"
    assert calm.locator("h1").count() == 1
    assert calm.locator("html").get_attribute("lang") == "fr"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_fault_of_accessibility(site, calm, scheme):
    calm.emulate_media(color_scheme=scheme)
    opened(calm, site + DECK)
    for _ in range(3):
        found = Axe().run(calm).response["violations"]
        assert [
            (one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")
        ] == []
        calm.keyboard.press("ArrowRight")
        calm.wait_for_timeout(100)


def test_a_deck_opened_from_a_folder_has_its_fonts(small_course, site, calm):  # noqa: ARG001 - `site` builds it
    opened(calm, (small_course / "site" / DECK).as_uri())
    states = calm.evaluate("[...document.fonts].map((face) => [face.family, face.status])")
    assert {status for _, status in states} <= {"loaded", "unloaded"}
    assert ["Source Sans 3", "loaded"] in [[family.strip('"'), status] for family, status in states]


def test_the_presenter_follows_and_leads_from_a_file(small_course, site, calm):  # noqa: ARG001 - `site` builds it
    opened(calm, (small_course / "site" / DECK).as_uri())
    with calm.context.expect_page() as popup:
        calm.keyboard.press("s")
    view = popup.value
    calm.keyboard.press("ArrowRight")
    view.get_by_text("2 / 4").wait_for()
    assert view.locator(".tm-ici h2").last.inner_text() == "Le manifeste"
    assert "Rien de ceci ne se publie" not in view.content()
    view.keyboard.press("ArrowRight")
    view.get_by_text("3 / 4").wait_for()
    assert place(calm)[0] == 2
    assert "Un Service donne une adresse stable" in view.locator(".tm-notes").inner_text()
    assert "sur 30:00" in view.locator(".tm-horloge").inner_text()
    assert view.locator(".tm-ecart").inner_text().startswith("en avance de ")


def measured(page, root, site, shots):
    """What overflows in Chromium, with a picture of each in `shots`, and on paper, for every lesson."""
    project = settings.load(root)
    lessons = list(decks.lessons(project, sources.load(project)))
    on_paper = {
        (lesson.source.path, excess.slide, excess.side)
        for lesson, excesses in zip(lessons, decks.measure(project, lessons), strict=True)
        for excess in excesses
    }
    in_browser = set()
    for lesson in lessons:
        address = lesson.source.path.removeprefix("content/").removesuffix(".md")
        opened(page, f"{site}{address}/diapos.html")
        for slide, side in page.evaluate(MEASURE):
            in_browser.add((lesson.source.path, slide, side))
            page.evaluate("id => Reveal.slide(Reveal.getIndices(document.getElementById(id)).h)", slide)
            page.screenshot(path=shots / f"{page_id(lesson.source.path)}-{slide}.png")
    return in_browser, on_paper


def test_what_overflows_in_a_browser_overflows_on_paper(small_course, request, calm, tmp_path):
    lesson = small_course / "content" / "cours" / "plein.md"
    lesson.write_text(OVERFULL.format(tall="- ligne\n" * 14, wide="x" * 120), encoding="utf-8")
    in_browser, on_paper = measured(calm, small_course, request.getfixturevalue("site"), tmp_path)
    assert in_browser == on_paper
    planted = {found[1:] for found in on_paper if found[0] == "content/cours/plein.md"}
    assert planted == {("haut", "hauteur"), ("large", "largeur")}
    assert sorted(shot.name for shot in tmp_path.glob("plein-*.png")) == ["plein-haut.png", "plein-large.png"]


def test_no_slide_of_the_course_overflows(course, request, calm, tmp_path):
    in_browser, on_paper = measured(calm, request.config.rootpath, course, tmp_path)
    assert in_browser == on_paper == set(), f"les images sont dans {tmp_path}"
