from __future__ import annotations

import re
import socket
import subprocess
import sys

import pytest

pytestmark = pytest.mark.browser

LESSON = "cours/services/"
COMMANDS = "kubectl get pods \\\n    --namespace web\nkubectl apply -f - <<EOF\n# un commentaire\nkind: Pod\nEOF"


def clipboard(page):
    return page.evaluate("navigator.clipboard.readText()")


def colour(page, selector, name="color"):
    return page.evaluate(
        "([selector, name]) => getComputedStyle(document.querySelector(selector))[name]", [selector, name]
    )


def test_nothing_is_asked_of_a_third_party(site, page):
    asked, elsewhere = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on(
        "request", lambda request: request.url.startswith((site, "blob:", "data:")) or elsewhere.append(request)
    )
    for path in ("", LESSON, "404.html"):
        page.goto(site + path, wait_until="networkidle")
        assert not any("search.json" in address for address in asked)
        page.get_by_role("button", name="Rechercher", exact=True).click()
        page.get_by_role("searchbox").press_sequentially("adresse")
        page.locator(".tm-resultats a").first.wait_for()
        assert any("search.json" in address for address in asked)
        asked.clear()
    assert elsewhere == []


def test_a_console_gives_its_commands_alone(site, page):
    page.goto(site + LESSON)
    page.get_by_role("button", name="Copier les commandes").click()
    page.get_by_role("status").get_by_text("Copié").wait_for(state="attached")
    assert clipboard(page) == COMMANDS
    assert page.locator(".tm-console").count() == 2
    assert page.locator(".tm-console .tm-copier").count() == 1


def test_a_manifest_is_copied_whole(site, page):
    page.goto(site + LESSON)
    page.get_by_role("button", name="Copier web.yaml").click()
    page.get_by_role("status").get_by_text("Copié").wait_for(state="attached")
    assert clipboard(page).startswith("apiVersion: v1\nkind: Service\n")
    assert clipboard(page).endswith(
        "  name: web-<stagiaire>\nspec:\n  selector:\n    app: web\n  ports:\n    - port: 80"
    )


def test_copying_works_without_the_clipboard_of_https(site, page):
    page.add_init_script("Object.defineProperty(Navigator.prototype, 'clipboard', {value: undefined})")
    page.goto(site + LESSON)
    page.evaluate("document.addEventListener('copy', () => (window.copied = String(document.activeElement.value)))")
    page.get_by_role("button", name="Copier les commandes").click()
    page.get_by_role("status").get_by_text("Copié").wait_for(state="attached")
    assert page.evaluate("window.copied") == COMMANDS
    assert page.locator("textarea").count() == 0


def test_selecting_by_hand_leaves_the_prompt(site, page):
    page.goto(site + LESSON)
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.tm-commande'))")
    assert page.evaluate("getSelection().toString()") == "kubectl get pods \\\n    --namespace web"


@pytest.mark.parametrize(
    ("scheme", "expected"),
    [
        ("light", ("rgb(255, 255, 255)", "rgb(27, 37, 48)", "rgb(11, 83, 148)")),
        ("dark", ("rgb(16, 22, 29)", "rgb(230, 237, 243)", "rgb(143, 189, 240)")),
    ],
)
def test_the_colours_follow_the_system_then_the_reader(site, page, scheme, expected):
    page.emulate_media(color_scheme=scheme)
    page.goto(site + LESSON)
    assert (colour(page, "body", "backgroundColor"), colour(page, "article"), colour(page, ".tm-k")) == expected
    page.get_by_role("button", name="Thème sombre").click()
    assert colour(page, "body", "backgroundColor") != expected[0]


def test_the_own_fonts_are_loaded_and_used(site, page):
    page.goto(site + LESSON, wait_until="networkidle")
    loaded = page.evaluate(
        "[...document.fonts].filter((face) => face.status === 'loaded').map((face) => face.family + face.weight)"
    )
    families = {name.replace('"', "") for name in loaded}
    assert families >= {"Source Sans 3400", "Source Sans 3700", "Source Code Pro400"}
    assert colour(page, "article p", "fontFamily").startswith('"Source Sans 3"')
    assert colour(page, "pre code", "fontFamily").startswith('"Source Code Pro"')
    assert colour(page, "article > p", "fontSize") == "17px"
    assert colour(page, "pre code", "fontSize") in ("15px", "15.0008px")


@pytest.mark.parametrize("width", [1280, 390, 360])
def test_pages_never_scroll_sideways(site, page, width):
    page.set_viewport_size({"width": width, "height": 800})
    for path in ("", LESSON, "404.html"):
        page.goto(site + path)
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_every_page_reads_without_a_script(site, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + LESSON)
    assert page.get_by_role("heading", level=1).inner_text() == "Les Services"
    assert "web-<stagiaire>" in page.locator("pre").first.inner_text()
    assert page.locator("button:visible").count() == 0
    context.close()


def test_the_served_preview_shows_errors_and_forgets_them(small_course, page):
    lesson = small_course / "content" / "cours" / "services.md"
    right = lesson.read_text(encoding="utf-8")
    lesson.write_text(right.replace("- port: 80", "- prot: 80"), encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as free:
        place = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-u", "-m", "mkdocs", "serve", "--livereload", "--dev-addr", place]
    with subprocess.Popen(command, cwd=small_course, stderr=subprocess.PIPE, text=True) as server:
        try:
            address = next(found[0] for line in server.stderr if (found := re.search(rf"http://{place}/", line)))
            page.goto(address + LESSON)
            box = page.locator(".tm-defauts")
            assert "content/cours/services.md:23:7" in box.inner_text()
            lesson.write_text(right, encoding="utf-8")
            box.wait_for(state="detached")
        finally:
            server.terminate()
