"""A course hosted below a path, walked link by link."""

from __future__ import annotations

from urllib.parse import urldefrag

import pytest

pytestmark = pytest.mark.browser


def links(page):
    """What the links of a page lead to; the base address of the host stands for the settings' one."""
    return page.eval_on_selector_all("a[href]", "all => all.map((a) => a.href)")


def test_every_link_and_file_is_below_the_base_path(hosted, page):
    answers = []
    page.on("response", lambda response: answers.append((response.status, response.url)))
    waiting, seen = [hosted, f"{hosted}404.html"], set()
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        page.goto(address)
        assert page.locator("h1").count() == 1, address
        for link in links(page):
            assert link.startswith(hosted), f"{link} in {address}"
            waiting.append(urldefrag(link)[0])
    assert {f"{hosted}{path}" for path in ("cours/bases/pods/", "parcours/essentiel/", "tp/tp-web/")} < seen
    assert [answer for answer in answers if answer[0] >= 400 or not answer[1].startswith(hosted)] == []


def test_old_addresses_and_anchors_lead_to_their_place(hosted, page):
    page.goto(f"{hosted}tp/deployer/#ce-que-vous-saurez-faire")
    page.wait_for_url(f"{hosted}tp/tp-web/#ce-que-vous-saurez-faire")
    assert page.get_by_role("heading", level=1).inner_text() == "TP : publier"
    page.goto(hosted)
    page.get_by_role("link", name="Un Pod", exact=True).click()
    page.wait_for_url(f"{hosted}cours/bases/pods/#un-pod")
    assert page.locator("h2#un-pod").inner_text().startswith("Un Pod")


def test_an_old_address_leads_on_without_a_script(hosted, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{hosted}web/")
    page.wait_for_url(f"{hosted}tp/tp-web/")
    context.close()


def test_from_the_hub_to_the_lab_with_the_next_button(hosted, page):
    page.goto(hosted)
    page.get_by_role("link", name="Commencer le cours").click()
    page.wait_for_url("**/cours/bases/pods/")
    page.locator(".md-footer__link--next").click()
    page.wait_for_url("**/tp/tp-web/")
    page.get_by_role("link", name="Les Pods").last.click()
    page.wait_for_url("**/cours/bases/pods/")


@pytest.mark.parametrize("width", [1280, 390, 360])
def test_hub_and_track_fit_their_screen(hosted, page, width):
    page.set_viewport_size({"width": width, "height": 800})
    for path in ("", "parcours/essentiel/", "tp/tp-web/"):
        page.goto(hosted + path)
        assert page.evaluate("document.documentElement.scrollWidth") == width
    page.goto(f"{hosted}parcours/essentiel/")
    table = page.locator(".tm-horaire .md-typeset__scrollwrap").first
    assert table.evaluate("(box) => box.scrollWidth <= box.clientWidth")
