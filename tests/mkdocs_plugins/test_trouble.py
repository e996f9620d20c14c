"""What stops a build is said in French on the pages that still stand, and goes when it is over."""

from __future__ import annotations

import errno
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from jinja2 import Environment, TemplateError
from mkdocs import utils
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.livereload import LiveReloadServer

from timonier.mkdocs_plugins import rebuilding
from timonier.mkdocs_plugins.trouble import reason, with_trouble

FULL = OSError(errno.ENOSPC, "No space left on device", "/tmp/site/index.html")


def test_what_the_system_refuses_is_told_in_french(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: Essai\n", encoding="utf-8")
    said = reason(FULL, [], tmp_path / "mkdocs.yml")
    assert said == "le disque est plein, faites de la place (/tmp/site/index.html)"
    wrapped = Abort("Aborted with a BuildError!")
    wrapped.__cause__ = FULL
    assert reason(wrapped, [], tmp_path / "mkdocs.yml") == said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"site_name: [\n", "mkdocs.yml:1:12 : « [ » ouvert ici n’est pas fermé comme il faut"),
        (b"site_name: \xff\n", "mkdocs.yml n’est pas en UTF-8"),
        (b"site_name: Essai\n", "Config value 'theme': unknown"),
        (None, "mkdocs.yml a disparu"),
    ],
)
def test_the_settings_of_the_site_are_told_by_their_place(
    text: bytes | None, expected: str, tmp_path: Path
) -> None:
    if text is not None:
        (tmp_path / "mkdocs.yml").write_bytes(text)
    heard = ["autre chose", "Config value 'theme': unknown\nTraceback"]
    assert reason(ConfigurationError("…"), heard, tmp_path / "mkdocs.yml").startswith(expected)


def test_an_error_that_says_nothing_has_a_name(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("", encoding="utf-8")
    assert reason(Abort(""), [], tmp_path / "mkdocs.yml") == "Abort"


def test_a_faulty_template_is_told_by_its_line(tmp_path: Path) -> None:
    with pytest.raises(TemplateError) as caught:
        Environment(autoescape=True).from_string("un\n{% if %}")
    assert ":2) : Expected an expression" in reason(caught.value, [], tmp_path)


@pytest.mark.parametrize("page", [b"<html><body class='x'><p>Un</p></body></html>", b"", b"404 Not Found"])
def test_every_page_tells_it(page: bytes) -> None:
    sent: list[tuple[str, list[tuple[str, str]]]] = []

    def serve(_: object, respond: Callable[..., None]) -> list[bytes]:
        respond("200 OK", [("Content-Length", str(len(page)))])
        return [page]

    told = with_trouble(serve, lambda: "plein & fini")
    body = b"".join(told({"PATH_INFO": "/"}, lambda *answer: sent.append(answer)))
    assert b'role="alert"' in body
    assert b">plein &amp; fini</aside>" in body
    assert sent == [("200 OK", [("Content-Length", str(len(body)))])]
    assert b"".join(told({"PATH_INFO": "/a.css"}, lambda *_: None)) == page
    assert b"".join(with_trouble(serve, lambda: "")({"PATH_INFO": "/"}, lambda *_: None)) == page


@pytest.fixture
def live(ordered_course: Path, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """A preview in this process; gives the page of a lesson."""
    file = str(ordered_course / "mkdocs.yml")
    config = load_config(file, site_dir=str(tmp_path / "site"), dev_addr="127.0.0.1:0")
    config.plugins.on_startup(command="serve", dirty=False)
    config.site_url = "http://127.0.0.1:8000/"
    build(config, serve_url=config.site_url)
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, config.site_dir)
    config.plugins.on_serve(server, config=config, builder=server.builder)
    loop = threading.Thread(target=server.serve)
    loop.start()

    def page() -> str:
        address = f"http://127.0.0.1:{server.server_address[1]}/cours/services/"
        with suppress(OSError), urllib.request.urlopen(address, timeout=30) as got:
            return str(got.read().decode())
        return ""

    _until(page, "Un Service donne")
    yield page
    server.shutdown(wait=True)
    loop.join()
    config.plugins.on_shutdown()


def _until(page: Callable[[], str], text: str, *, there: bool = True) -> None:
    waited = threading.Event()
    for _ in range(300):
        if (text in page()) == there:
            return
        waited.wait(0.1)
    raise AssertionError(text)


@pytest.mark.slow
def test_a_full_disk_is_told_and_the_preview_comes_back_by_itself(
    live: Callable[[], str], ordered_course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise FULL

    monkeypatch.setattr(rebuilding, "_RETRY", 0.2)
    lesson = ordered_course / "content/cours/services.md"
    with monkeypatch.context() as disk:
        disk.setattr(utils, "write_file", full)
        text = lesson.read_text(encoding="utf-8")
        lesson.write_text(text.replace("Un Service donne", "Un Service offre"), encoding="utf-8")
        _until(live, "L’aperçu n’a pas pu être refait : le disque est plein, faites de la place")
    _until(live, "Un Service offre")
    _until(live, "le disque est plein", there=False)
