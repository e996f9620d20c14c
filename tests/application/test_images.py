"""What makes the images: files that agree with each other, and a server that stops as a cluster asks."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from timonier.course import load_paths
from timonier.lint.runner import lint
from timonier.settings import load

ROOT = Path(__file__).parents[2]
APPLICATION = ROOT / "application"
SERVICES = {"vitrine": 5000, "portraits": 8080}
SHARED = ("gunicorn.conf.py", "Dockerfile", ".dockerignore", "%/stopping.py", "%/health.py", "%/names.py")
both = pytest.mark.parametrize("name", SERVICES)


@both
def test_dockerfile_is_the_one_that_the_course_teaches(name: str) -> None:
    text = (APPLICATION / name / "Dockerfile").read_text()
    bases = re.findall("^FROM (\\S+)", text, re.M)
    assert len(bases) == 2
    assert all(re.fullmatch(r"python:\d+\.\d+\.\d+-slim-\w+", base) for base in bases)
    assert "USER 10001:10001" in text
    assert f"EXPOSE {SERVICES[name]}\n" in text
    assert "--require-hashes" in text
    assert (APPLICATION / name / ".dockerignore").read_text().startswith("#")


@both
def test_requirements_are_those_that_the_tests_use(name: str) -> None:
    tested = pins(ROOT / "scripts/requirements/test.txt") | pins(ROOT / "scripts/requirements/site.txt")
    assert pins(APPLICATION / name / "requirements.txt") <= tested


@pytest.mark.parametrize(
    "file", ["gunicorn.conf.py", "Dockerfile", ".dockerignore", "%/stopping.py", "%/health.py", "%/names.py"]
)
def test_what_the_images_share_is_the_same(file: str) -> None:
    """Each image is built from its own folder: what both need is there twice."""
    vitrine, portraits = ((APPLICATION / name / file.replace("%", name)).read_text() for name in SERVICES)
    assert vitrine.replace("vitrine", "portraits").replace("5000", "8080") == portraits


@pytest.mark.parametrize("file", ["vitrine/Dockerfile", "vitrine/.dockerignore", "compose.yaml"])
def test_the_lab_ends_with_these_files(file: str) -> None:
    lab = ROOT / "corrections/tp-construire-et-lancer-un-conteneur"
    assert (lab / Path(file).name).read_text() == (APPLICATION / file).read_text()


def test_compose_runs_the_three() -> None:
    settings = load(ROOT)
    report = lint(load_paths([APPLICATION / "compose.yaml"], ROOT), settings)
    assert not report.diagnostics
    services = yaml.safe_load((APPLICATION / "compose.yaml").read_text())["services"]
    assert {name: service.get("build") for name, service in services.items()} == {
        "vitrine": "vitrine",
        "portraits": "portraits",
        "cache": None,
    }


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """One of the services under gunicorn, as its image runs it."""
    name = request.param
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", f"{name}:create_app()"],
        cwd=APPLICATION / name,
        env={**os.environ, "PORT": str(port), "STOP_DELAY": "1.5"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    yield process, f"http://127.0.0.1:{port}"
    if process.poll() is None:
        process.kill()
    process.communicate()


def status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="gunicorn is for Unix")
@pytest.mark.parametrize("server", SERVICES, indirect=True)
def test_sigterm_says_not_ready_then_stops(server: tuple[subprocess.Popen[bytes], str]) -> None:
    process, address = server
    wait_for(lambda: status(f"{address}/readyz") == 200)
    process.send_signal(signal.SIGTERM)
    wait_for(lambda: status(f"{address}/readyz") == 503)
    assert status(f"{address}/healthz") == 200
    assert process.wait(timeout=20) == 0


def wait_for(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def pins(file: Path) -> set[str]:
    return set(re.findall(r"^([\w.-]+==[\w.]+)", file.read_text(), re.M))
