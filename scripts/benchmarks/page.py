"""What a student waits for: the bytes of a first visit, those of the search, and how soon the page can be read.

The site is built of 85 pages and served as a host would, each text compressed with gzip. Chromium visits a lesson
with an empty cache, its network slowed as its tools' « Fast 3G » is; Largest Contentful Paint is its own measure.
"""

from __future__ import annotations

import gzip
import http.server
import os
import statistics
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final

import course
from measures import Measure, chromium, python, versions_of
from playwright.sync_api import Browser, sync_playwright
from site_bench import PAGES, QUIET

TIMES: Final = 5
WEIGHT_GOAL: Final = 350.0
SEARCH_GOAL: Final = 600.0
PAINT_GOAL: Final = 2.5
_LESSON: Final = "cours/objets/services/"
_INDEX: Final = "assets/timonier/search.json"
_TEXTS: Final = (".html", ".css", ".js", ".json", ".svg", ".xml", "/")
_FAST_3G: Final = {
    "offline": False,
    "latency": 562.5,
    "downloadThroughput": 1.6 * 1024 * 1024 / 8 * 0.9,
    "uploadThroughput": 750 * 1024 / 8 * 0.9,
}
"""Milliseconds and bytes a second, as Chromium's own tools have them."""
_CHROMIUM: Final = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
_PAINT: Final = """() => new Promise(done => new PerformanceObserver(
  list => done(list.getEntries().at(-1).startTime)
).observe({type: "largest-contentful-paint", buffered: true}))"""


def measure() -> list[Measure]:
    """One site, several visits."""
    with tempfile.TemporaryDirectory() as scratch:
        project = course.repeat(Path(scratch, "cours"), PAGES)
        subprocess.run(python("-m", "mkdocs", "build", "-q"), cwd=project, env={**os.environ, **QUIET}, check=True)
        with _served(project / "site") as host, sync_playwright() as tools:
            browser = tools.chromium.launch(executable_path="/usr/bin/chromium", args=_CHROMIUM.split())
            weight, searched = _weight(browser, host)
            paints = [_paint(browser, host) for _ in range(TIMES)]
            browser.close()
        index = len(gzip.compress((project / "site" / _INDEX).read_bytes(), 6)) / 1000
        return measures(weight, index, searched, statistics.median(paints))


def versions() -> dict[str, str]:
    """What is measured, and what it is measured with."""
    return versions_of("timonier", "mkdocs", "mkdocs-material") | chromium()


def measures(weight: float, index: float, searched: int, paint: float) -> list[Measure]:
    """The table, from kilobytes, how many times the index was asked for, and seconds."""
    return [
        Measure("première visite d’une leçon, transférée", weight, "ko", WEIGHT_GOAL),
        Measure("index de la recherche, compressé", index, "ko", SEARCH_GOAL),
        Measure("  pris avant d’avoir cherché", searched, "fichier", 0),
        Measure("plus grand élément affiché, « Fast 3G »", paint, "s", PAINT_GOAL),
    ]


def _weight(browser: Browser, host: str) -> tuple[float, int]:
    """Kilobytes of a first visit, and how many of its files are the index of the search."""
    page = browser.new_page()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(host + _LESSON, wait_until="networkidle")
    page.close()
    return sum(sizes) / 1000, sum(url.endswith(_INDEX) for url in asked)


def _paint(browser: Browser, host: str) -> float:
    """Seconds to the Largest Contentful Paint of a first visit over a slow network."""
    context = browser.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", _FAST_3G)
    page.goto(host + _LESSON, wait_until="networkidle")
    seconds = float(page.evaluate(_PAINT)) / 1000
    context.close()
    return seconds


@contextmanager
def _served(site: Path) -> Iterator[str]:
    """The address of a site, compressed as hosts do."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Compressed, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()


class _Compressed(http.server.SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        """Send a file, its text compressed."""
        path = Path(self.translate_path(self.path))
        file = path / "index.html" if path.is_dir() else path
        if not file.is_file():
            self.send_error(404)
            return
        is_text = self.path.partition("?")[0].endswith(_TEXTS)
        data = gzip.compress(file.read_bytes(), 6) if is_text else file.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Length", str(len(data)))
        if is_text:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""
