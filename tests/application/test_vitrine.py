"""The shop window: what its page shows, whoever is missing around it, whatever name it is given."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from mmap import mmap

import pytest
from fakeredis import TcpFakeServer
from werkzeug.serving import make_server

import portraits
from vitrine import create_app, stopping
from vitrine.settings import Settings

NOBODY = Settings(portraits_domain="127.0.0.1", cache_domain="127.0.0.1", portraits_port=1, cache_port=1)
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'; DROP TABLE visites; --",
    "{{ 7 * 7 }}",
    "../../etc/passwd",
    "..",
    "a/b\\c",
    "100 % ?nom=a#b&c",
    "\x00\x1b[31m\r\nSet-Cookie: a=b",
    "\u202etxt.exe",
    "🧭 Élodie-Anne d’Œuvre",
    "x" * 5000,
]


@pytest.fixture
def drawing() -> Iterator[Settings]:
    """The service of portraits, on a free port."""
    server = make_server("127.0.0.1", 0, portraits.create_app())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield replace(NOBODY, portraits_port=server.server_port)
    server.shutdown()


@pytest.fixture
def counting() -> Iterator[Settings]:
    """A cache, on a free port."""
    server = TcpFakeServer(("127.0.0.1", 0), server_type="valkey")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield replace(NOBODY, cache_port=server.server_address[1])
    server.shutdown()
    server.server_close()


def page(settings: Settings, **values: str) -> str:
    return create_app(settings).test_client().get("/", query_string=values).text


def test_page_counts_visits(counting: Settings) -> None:
    client = create_app(counting).test_client()
    assert "<strong>1</strong> visite</p>" in client.get("/").text
    assert "<strong>2</strong> visites</p>" in client.get("/").text


def test_page_answers_without_cache_nor_portraits() -> None:
    client = create_app(NOBODY).test_client()
    answer = client.get("/?nom=Camille")
    assert answer.status_code == 200
    assert "compteur indisponible" in answer.text
    missing = client.get("/portrait/Camille.svg")
    assert missing.status_code == 502
    assert missing.mimetype == "image/svg+xml"
    assert "indisponible" in missing.text


def test_page_answers_when_the_cache_holds_something_else(counting: Settings) -> None:
    from valkey import Valkey

    Valkey(port=counting.cache_port).set("visites", "beaucoup")
    assert "compteur indisponible" in page(counting)


def test_page_shows_the_context_and_the_host() -> None:
    text = page(replace(NOBODY, context="RECETTE <b>"))
    assert "RECETTE &lt;b&gt;" in text
    assert socket.gethostname() in text


def test_page_greets_someone_without_a_name() -> None:
    assert "<h1>Bonjour Camille</h1>" in page(NOBODY)
    assert "<h1>Bonjour Camille</h1>" in page(NOBODY, nom=" \t ")


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CONTEXT", "PORTRAITS_DOMAIN", "CACHE_DOMAIN", "CACHE_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    assert Settings.from_environment() == Settings("DEV", "portraits", "cache", None, 8080, 6379)
    monkeypatch.setenv("CONTEXT", "PROD")
    monkeypatch.setenv("CACHE_PASSWORD", "sésame")
    monkeypatch.setenv("CACHE_DOMAIN", "")
    assert Settings.from_environment() == Settings("PROD", "portraits", "cache", "sésame", 8080, 6379)


def test_portrait_comes_from_the_service(drawing: Settings) -> None:
    answer = create_app(drawing).test_client().get("/portrait/Camille.svg")
    assert answer.status_code == 200
    assert answer.mimetype == "image/svg+xml"
    assert answer.data == portraits.create_app().test_client().get("/portrait/Camille.svg").data


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_shown_as_text(drawing: Settings, name: str) -> None:
    client = create_app(drawing).test_client()
    text = client.get("/", query_string={"nom": name}).text
    shown = unescape(re.findall("<h1>Bonjour ([^<]*)</h1>", text)[0])
    assert len(shown) <= 40
    assert shown.isprintable()
    assert len(re.findall("<(?!/)", text)) == len(re.findall("<(?!/)", page(NOBODY)))
    address = unescape(re.findall('<img src="([^"]*)"', text)[0])
    assert re.fullmatch(r"/portrait/[^/?#]+\.svg", address)
    assert client.get(address).status_code == 200


def test_nothing_from_elsewhere_can_run() -> None:
    headers = create_app(NOBODY).test_client().get("/").headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_health_never_depends_on_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stopping, "_byte", mmap(-1, 1))
    client = create_app(NOBODY).test_client()
    assert (client.get("/healthz").status_code, client.get("/healthz").text) == (200, "ok\n")
    assert client.get("/readyz").status_code == 200
    stopping.announce()
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 503
