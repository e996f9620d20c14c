#!/usr/bin/env python3
"""Takes the pictures of the README: a lesson, a lab on a screen and on a phone, a slide, pages of a printed lab.

For maintainers: needs Chromium, poppler and Timonier's own environment. Usage:
python scripts/refresh/screenshots.py
"""

from __future__ import annotations

import http.server
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, Literal

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT: Final = Path(__file__).parents[2]
TARGET: Final = ROOT / "images"
LAB: Final = "tp-deployer-avec-des-manifestes"
FLAGS: Final = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync")


@dataclass(frozen=True, slots=True)
class Shot:
    """What one picture shows; sizes are in pixels."""

    name: str
    address: str
    width: int
    height: int
    colours: Literal["light", "dark"] = "light"


SHOTS: Final = (
    Shot("lecon", "cours/objets/services/#pourquoi-un-service", 1280, 800),
    Shot("tp", f"tp/objets/{LAB}/?stagiaire=zoe#etape-2-un-pod-a-deux-conteneurs", 1280, 800, "dark"),
    Shot("telephone", f"tp/objets/{LAB}/?stagiaire=zoe", 390, 800),
    Shot("diapositive", "cours/objets/replicasets-et-deployments/diapos.html#/8", 1280, 720),
)


def main() -> None:
    """Build and print aside, look, write."""
    TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        timonier("site", "--sans-pdf", "--sortie", f"{scratch}/site")
        with served(Path(scratch, "site")) as host, sync_playwright() as tools:
            browser = tools.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
            for shot in SHOTS:
                shoot(browser, host, shot)
            browser.close()
        timonier("pdf", "--page", LAB, "--sortie", f"{scratch}/pdf")
        pages(Path(scratch, "pdf", f"{LAB}.pdf"), Path(scratch))


def timonier(*words: str) -> None:
    """Run one of our commands on this course."""
    subprocess.run([sys.executable, "-m", "timonier", *words], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)


def shoot(browser: Browser, host: str, shot: Shot) -> None:
    """Visit a page, and write what its window shows."""
    size = {"width": shot.width, "height": shot.height}
    page = browser.new_page(viewport=size, color_scheme=shot.colours)  # type: ignore[arg-type]
    page.goto(host + shot.address, wait_until="networkidle")
    page.wait_for_timeout(1000)
    page.screenshot(path=TARGET / f"{shot.name}.png")
    page.close()


def pages(file: Path, scratch: Path) -> None:
    """Write the first pages of a document side by side."""
    subprocess.run(["pdftoppm", "-png", "-r", "60", "-l", "3", file, scratch / "page"], check=True)
    found = [Image.open(each) for each in sorted(scratch.glob("page*.png"))]
    width, height = found[0].size
    sheet = Image.new("RGB", (len(found) * (width + 8) + 8, height + 16), "#c9d1da")
    for place, image in enumerate(found):
        sheet.paste(image, (8 + place * (width + 8), 8))
    sheet.save(TARGET / "pdf.png", optimize=True)


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of a site."""
    handler = partial(Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A server that tells nothing of what it serves."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


if __name__ == "__main__":
    main()
