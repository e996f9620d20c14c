"""A real browser on a real site, served on this machine."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import lab_course
import pytest
from hosting import build, served
from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def site(small_course: Path) -> Iterator[str]:
    """The address of the small course, built and served."""
    build(small_course, small_course / "site")
    with served(small_course / "site") as address:
        yield address


@pytest.fixture
def formation(small_course: Path) -> Iterator[str]:
    """The address of the small course, hosted under a path."""
    settings = small_course / "pyproject.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        f'{text}\n[tool.timonier.site]\nadresse = "https://exemple.fr/formation/"\n', encoding="utf-8"
    )
    build(small_course, small_course / "hote" / "formation")
    with served(small_course / "hote") as address:
        yield f"{address}formation/"


@pytest.fixture
def hosted(ordered_course: Path) -> Iterator[str]:
    """The address of the ordered course, hosted under a path, with a link to an anchor."""
    hub = ordered_course / "content" / "index.md"
    hub.write_text(hub.read_text(encoding="utf-8") + "\n[Un Pod](cours/bases/pods.md#un-pod)\n", encoding="utf-8")
    with (ordered_course / "pyproject.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[tool.timonier.site]\nadresse = "https://exemple.fr/formation/"\n')
    build(ordered_course, ordered_course / "hote" / "formation")
    with served(ordered_course / "hote") as address:
        yield f"{address}formation/"


@pytest.fixture(scope="session")
def course(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the course of this repository, built and served."""
    folder = tmp_path_factory.mktemp("cours") / "site"
    build(request.config.rootpath, folder)
    with served(folder) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def labs(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a course with two labs, hosted under a path."""
    root = tmp_path_factory.mktemp("labs")
    lab_course.write(root, (request.config.rootpath / "mkdocs.yml").read_text(encoding="utf-8"))
    build(root, root / "hote" / "formation")
    with served(root / "hote") as address:
        yield f"{address}formation/"
