"""The files that take a machine to a course: what can be said of them without running them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from timonier.cli import COMMANDS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CALL = "from timonier.cli import entry_point; entry_point()"
SCRIPTS = ("scripts/site", "scripts/test", "scripts/bench", ".ci/run")
PINNED = ("site", "test", "npm")
FOLDERS = (".ci", ".github", "content", "corrections", "plugins", "scripts", "tests")
TEXT = {"", ".css", ".editorconfig", ".gitattributes", ".html", ".in", ".js", ".json", ".md", ".py", ".sh", ".svg"}
TEXT |= {".toml", ".txt", ".yaml", ".yml"}

# Written in two halves, since this file is looked at too.
HOSTS = [f"{name}.{end}" for name, end in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"))]
HOSTS += [f"{name}.{end}" for name, end in (("npmjs", "com"), ("deb.debian", "org"), ("yarnpkg", "com"))]
MACHINE_PATH = re.compile("(?<![\\w.])/(?:" + "|".join(("ro" + "ot", "wo" + "rk", "tmp/" + "x")) + ")/")


def text_files() -> Iterator[Path]:
    yield from (path for path in ROOT.iterdir() if path.is_file() and path.suffix in TEXT)
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*"):
            hidden = any(
                part.startswith(".") or part == "__pycache__" for part in path.parts[len(ROOT.parts) + 1 :]
            )
            if path.is_file() and path.suffix in TEXT and not hidden:
                yield path


def pins(name: str) -> dict[str, list[str]]:
    """Package to pinned versions (one a marker) of a requirements file."""
    found: dict[str, list[str]] = {}
    text = (ROOT / "scripts" / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    for line in text.replace("\\\n", " ").splitlines():
        requirement = Requirement(line.partition("--hash")[0])
        (specifier,) = requirement.specifier
        assert specifier.operator == "=="
        found.setdefault(canonicalize_name(requirement.name), []).append(specifier.version)
    return found


def test_no_registry_and_no_machine_in_the_files() -> None:
    files = list(text_files())
    assert ROOT / "README.md" in files
    for path in files:
        text = path.read_text(encoding="utf-8", errors="replace")
        assert not [host for host in HOSTS if host in text], path
        if path.relative_to(ROOT).parts[0] not in ("content", "corrections"):
            assert not MACHINE_PATH.search(text), path


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_are_bash_and_executable(name: str) -> None:
    assert os.access(ROOT / name, os.X_OK)
    assert (ROOT / name).read_text(encoding="utf-8").startswith("#!/usr/bin/env bash\n")


@pytest.mark.parametrize("name", [*SCRIPTS, "scripts/lib.sh"])
def test_scripts_parse(name: str) -> None:
    parsed = subprocess.run(["bash", "-n", str(ROOT / name)], capture_output=True, text=True, check=False)
    assert (parsed.returncode, parsed.stderr) == (0, "")


def test_ci_calls_the_test_command_and_nothing_else() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert lines == ["#!/usr/bin/env bash", "exec bash scripts/test"]


@pytest.mark.parametrize("script", ["site", "test", "bench"])
def test_help_needs_no_installation(script: str) -> None:
    shown = subprocess.run([ROOT / "scripts" / script, "--help"], capture_output=True, text=True, check=False)
    assert shown.returncode == 0
    assert shown.stdout.startswith("Usage : scripts/")


def test_unknown_option_of_the_test_command_is_a_usage_error() -> None:
    shown = subprocess.run([ROOT / "scripts" / "test", "--vite"], capture_output=True, text=True, check=False)
    assert shown.returncode == 2


@pytest.mark.parametrize("name", PINNED)
def test_every_requirement_is_pinned_with_hashes(name: str) -> None:
    text = (ROOT / "scripts" / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    for line in text.replace("\\\n", " ").splitlines():
        assert re.fullmatch(r"[\w.-]+==[\w.]+( ; [^#]+?)?( +--hash=sha256:[0-9a-f]{64})+", line), line


@pytest.mark.parametrize("name", PINNED)
def test_one_version_a_package_whatever_the_machine(name: str) -> None:
    assert {package: versions for package, versions in pins(name).items() if len(versions) > 1} == {}


def test_test_tools_agree_with_the_site() -> None:
    site, test = pins("site"), pins("test")
    assert {package for package in site.keys() & test.keys() if site[package] != test[package]} == set()


def test_pins_fit_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    site = pins("site")
    for line in (*project["dependencies"], *extras["site"], *extras["pdf"]):
        requirement = Requirement(line)
        if requirement.name != "timonier":
            (version,) = site[canonicalize_name(requirement.name)]
            assert requirement.specifier.contains(Version(version)), line


def test_the_lock_of_the_front_end_packages_names_no_address() -> None:
    folder = ROOT / "scripts" / "assets"
    wanted = json.loads((folder / "package.json").read_text(encoding="utf-8"))["dependencies"]
    packages = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    del packages[""]
    assert {name.removeprefix("node_modules/"): lock["version"] for name, lock in packages.items()} == wanted
    assert all("resolved" not in lock and lock["integrity"] for lock in packages.values())


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_names_every_command_and_option(command: str) -> None:
    (line,) = [line for line in README.splitlines() if line.startswith(f"| `timonier {command}")]
    shown = subprocess.run(
        [sys.executable, "-c", CALL, command, "--help"], capture_output=True, text=True, check=True
    )
    options = set(re.findall(r"--[a-z-]+[a-z]", shown.stdout)) - {"--help"}
    assert {option for option in options if f"`{option}" not in line} == set()


def test_the_two_commands_stand_in_the_first_screen() -> None:
    first = "\n".join(README.splitlines()[:15])
    assert "scripts/site" in first
    assert "scripts/test" in first
