"""What the statement in content/accessibilite.md says is checked."""

from __future__ import annotations

import itertools

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

HUB, LESSON, LAB = "", "cours/objets/services/", "tp/objets/tp-deployer-avec-des-manifestes/"
TABS, TRACK, LOST, STATEMENT = (
    "cours/decouvrir/kubectl-et-kubeconfig/",
    "parcours/essentiel/",
    "404.html",
    "licences/",
)
LABS = "travaux-pratiques/"
KINDS = (HUB, LESSON, LAB, LABS, TABS, TRACK, LOST, STATEMENT)
WIDTHS = {"desktop": 1280, "phone": 390}
AXE = Axe()

FOCUS = """() => {
  const element = document.activeElement;
  if (element === document.body) return null;
  // A box that stands for its label shows the focus there.
  const labels = element.matches(".tabbed-set > input") && element.parentElement.querySelector(".tabbed-labels");
  const shown = labels || element;
  const style = getComputedStyle(shown), box = shown.getBoundingClientRect();
  const visible = shown.checkVisibility({opacityProperty: true, visibilityProperty: true});
  return {
    name: `${element.localName}.${element.className} ${element.textContent.trim().slice(0, 30)}`,
    place: element.getAttribute("href") ?? "",
    seen: visible && box.width > 0 && box.height > 0 && box.right > 0 && box.left < innerWidth
      && box.bottom > 0 && box.top < innerHeight,
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
  };
}"""


@pytest.fixture
def calm(browser):
    """A page that asks for no animation."""
    context = browser.new_context(reduced_motion="reduce", viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def faults(page):
    """Serious and critical violations, with every rule of axe."""
    found = AXE.run(page).response["violations"]
    return [
        f"{violation['id']}: {node['html'][:120]}"
        for violation in found
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(course, calm, scheme, width):
    calm.emulate_media(color_scheme=scheme)
    calm.set_viewport_size({"width": width, "height": 900})
    found = {}
    for path in KINDS:
        calm.goto(course + path, wait_until="load")
        found[path, "closed"] = faults(calm)
        calm.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")
        found[path, "folds"] = faults(calm)
        if width == 390:
            calm.get_by_role("button", name="Menu").click()
            found[path, "drawer"] = faults(calm)
            calm.keyboard.press("Escape")
        calm.get_by_role("button", name="Rechercher", exact=True).click()
        calm.get_by_role("searchbox").fill("service")
        calm.locator(".tm-resultats a").first.wait_for()
        calm.get_by_text("pages trouvées.").wait_for()
        found[path, "search"] = faults(calm)
    assert {state: list_ for state, list_ in found.items() if list_} == {}
    assert len(found) == len(KINDS) * (4 if width == 390 else 3)


def stops(page):
    """Where each press of Tab leads, until it leaves the page."""
    for _ in range(400):
        page.keyboard.press("Tab")
        if (stop := page.evaluate(FOCUS)) is None:
            return
        yield stop
    raise AssertionError("Tab never leaves the page")


@pytest.mark.parametrize(
    ("width", "path"), list(itertools.product((1280, 640, 390), (HUB, LESSON, LAB, TRACK, LOST)))
)
def test_the_focus_is_always_seen(course, calm, width, path):
    calm.set_viewport_size({"width": width, "height": 800})
    calm.goto(course + path)
    found = list(stops(calm))
    assert [stop["name"] for stop in found if not (stop["seen"] and stop["outlined"])] == []
    assert len(found) > 8


def go(page, address):
    """Tab to the link to `address`, and follow it."""
    wanted = (stop for stop in stops(page) if stop["place"].rstrip("/").endswith(address.rstrip("/")))
    stop = next(wanted, None)
    assert stop, f"no link to {address}"
    assert stop["seen"]
    assert stop["outlined"]
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{address}")


def test_a_reader_walks_from_hub_to_lesson_to_lab_and_back(course, calm):
    calm.goto(course)
    go(calm, "parcours/essentiel/")
    go(calm, LESSON)
    calm.keyboard.press("Tab")
    assert calm.evaluate(FOCUS)["name"].startswith("a.md-skip")
    calm.keyboard.press("Enter")
    following = next(stops(calm))
    assert calm.evaluate("document.activeElement.closest('article') !== null"), following
    calm.goto(calm.url.partition("#")[0])
    go(calm, LAB)
    calm.go_back()
    assert calm.url.endswith(LESSON)
    home = next(stop for stop in stops(calm) if "md-logo" in stop["name"])
    assert home["outlined"]
    calm.keyboard.press("Enter")
    calm.wait_for_url(course)


@pytest.mark.parametrize("path", KINDS)
def test_nothing_is_lost_at_200_percent_nor_on_a_narrow_phone(course, calm, path):
    calm.goto(course + path)
    whole = calm.locator("article").inner_text().split()
    for width in (640, 360, 320):
        calm.set_viewport_size({"width": width, "height": 400})
        assert calm.evaluate("document.documentElement.scrollWidth") == width
        assert calm.locator("article").inner_text().split() == whole


@pytest.mark.parametrize("path", KINDS)
def test_what_is_too_wide_scrolls_inside_itself_and_by_keyboard(course, calm, path):
    calm.set_viewport_size({"width": 360, "height": 740})
    calm.goto(course + path, wait_until="load")
    calm.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")
    calm.wait_for_timeout(50)
    unreachable = calm.evaluate(
        """() => [...document.querySelectorAll("article *")]
          .filter((e) => ["auto", "scroll"].includes(getComputedStyle(e).overflowX))
          .filter((e) => e.scrollWidth > e.clientWidth)
          .filter((e) => e.tabIndex !== 0 || !e.getAttribute("role") || !e.getAttribute("aria-label"))
          .map((e) => e.outerHTML.slice(0, 100))"""
    )
    assert unreachable == []


def test_a_wide_table_and_a_wide_code_scroll_with_the_arrows(course, calm):
    calm.set_viewport_size({"width": 360, "height": 740})
    calm.goto(course + LESSON, wait_until="load")
    for selector in ("[data-tm-defile]:has(table)", "pre > code[data-tm-defile]", "figure[data-tm-defile]"):
        scroller = calm.locator(selector).first
        scroller.focus()
        calm.keyboard.press("ArrowRight")
        calm.wait_for_function("() => document.activeElement.scrollLeft > 0")


def test_nothing_moves_for_those_who_ask_so(course, calm):
    calm.set_viewport_size({"width": 390, "height": 800})
    calm.goto(course + LESSON)
    calm.get_by_role("button", name="Menu").click()
    assert calm.evaluate("document.getAnimations().length") == 0
    moving = calm.evaluate(
        """() => [...document.querySelectorAll("*")].filter((e) => ["", "::before", "::after"].some((part) => {
          const style = getComputedStyle(e, part || null);
          return style.transitionDuration.split(", ").some((time) => time !== "0s")
            || style.animationName !== "none" || style.scrollBehavior === "smooth";
        })).length"""
    )
    assert moving == 0


def test_the_menu_opens_and_closes_by_keyboard(course, calm):
    calm.set_viewport_size({"width": 640, "height": 800})
    calm.goto(course + LESSON)
    menu = calm.get_by_role("button", name="Menu")
    menu.focus()
    calm.keyboard.press("Enter")
    assert menu.get_attribute("aria-expanded") == "true"
    assert calm.evaluate("document.activeElement.closest('.md-sidebar--primary') !== null")
    page_here = calm.locator(".tm-nav summary", has_text="Sur cette page")
    page_here.focus()
    calm.keyboard.press("Enter")
    assert calm.locator(".tm-nav-page a[href='#pourquoi-un-service']").is_visible()
    calm.keyboard.press("Escape")
    assert menu.get_attribute("aria-expanded") == "false"
    assert calm.evaluate("document.activeElement.classList.contains('tm-menu')")


def test_pages_are_usable_before_scripts(course, browser):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(course + LAB)
    panels = page.locator(".tabbed-block")
    assert panels.count() > 2
    for panel in panels.all():
        assert panel.is_visible()
        assert panel.get_attribute("data-titre")
    fold = page.locator("article details").first
    assert fold.get_attribute("open") is None
    fold.locator("summary").click()
    assert fold.get_attribute("open") is not None
    assert page.locator("button:visible, [type=search]:visible").count() == 0
    page.get_by_role("navigation", name="Navigation").get_by_role("link", name="Les Pods").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Les Pods"
    context.close()


def test_the_menu_of_a_phone_opens_before_scripts(course, browser):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(course + LESSON)
    link = page.get_by_role("navigation", name="Navigation").get_by_role("link", name="Les Pods")
    assert not link.is_visible()
    page.locator(".tm-menu-sans-script").click()
    link.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Les Pods"
    context.close()
