"""The wheel alone, with the bare dependencies alone, lints a folder that is no course of ours."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]

BAD_POD = """\
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      imag: nginx:1.29
"""

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)


def closure(names: Iterator[str]) -> dict[str, Distribution]:
    """The distributions installed here that these need, extras left out."""
    found: dict[str, Distribution] = {}
    waiting = list(names)
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name not in found:
            found[name] = distribution(name)
            waiting += needed(found[name].requires or [])
    return found


def needed(lines: list[str]) -> Iterator[str]:
    for requirement in map(Requirement, lines):
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield requirement.name


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    options = ("--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", str(folder))
    built = run(sys.executable, "-m", "pip", "wheel", *options, str(ROOT), cwd=folder)
    assert built.returncode == 0, built.stderr
    (file,) = folder.glob("timonier-*.whl")
    return file


@pytest.fixture(scope="module")
def timonier(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command in an environment that holds the wheel and what it requires, taken from this one: no network."""
    folder = tmp_path_factory.mktemp("env")
    venv.create(folder)
    python = folder / "bin" / "python"
    options = ("--python", str(python), "install", "--no-index", "--no-deps")
    installed = run(sys.executable, "-m", "pip", *options, str(wheel), cwd=folder)
    assert installed.returncode == 0, installed.stderr
    target = next((folder / "lib").glob("python*/site-packages"))
    with ZipFile(wheel) as archive:
        metadata = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        requires = [
            line.removeprefix("Requires-Dist: ")
            for line in archive.read(metadata).decode().splitlines()
            if line.startswith("Requires-Dist: ")
        ]
    for dependency in closure(needed(requires)).values():
        copy(dependency, target)
    return folder / "bin" / "timonier"


def copy(dependency: Distribution, target: Path) -> None:
    for file in dependency.files or []:
        if ".." not in file.parts and file.suffix != ".pyc":
            (target / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(str(file.locate()), target / file)


def test_lints_a_foreign_folder(timonier: Path, tmp_path: Path) -> None:
    manifests = tmp_path / "déploiement de l’été"
    manifests.mkdir()
    (manifests / "pod.yaml").write_text(BAD_POD, encoding="utf-8")

    checked = run(timonier, "lint", "--format", "concise", manifests.name, cwd=tmp_path)

    assert checked.returncode == 1, checked.stderr
    assert f"{manifests.name}/pod.yaml:8:7: K8S102" in checked.stdout


def test_says_nothing_wrong_of_a_right_folder(timonier: Path, tmp_path: Path) -> None:
    (tmp_path / "pod.yaml").write_text(BAD_POD.replace("imag:", "image:"), encoding="utf-8")
    assert run(timonier, "lint", ".", cwd=tmp_path).returncode == 0


def test_bare_package_is_the_lint_alone(timonier: Path, tmp_path: Path) -> None:
    python = timonier.with_name("python")
    for name in ("mkdocs", "weasyprint", "pikepdf", "lxml"):
        assert run(python, "-c", f"import {name}", cwd=tmp_path).returncode == 1
    explained = run(timonier, "explain", "K8S102", cwd=tmp_path)
    assert explained.returncode == 0, explained.stderr


def test_carries_its_licence_and_its_data(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)
    package = ROOT / "plugins"
    data = {
        path.relative_to(package).as_posix()
        for path in (package / "timonier").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert data <= names
