"""The facts that commands and plugins share: `[tool.timonier]` of the nearest pyproject.toml.

In: a folder. Out: `Settings`. Raises `UsageError` for what cannot be read or has the wrong shape.
"""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from timonier.errors import UsageError

Edition = Literal["stagiaire", "formateur"]

DEFAULT_KUBERNETES = "1.37"
LONGEST_VALUE = 100
"""Letters of a personal value."""


@dataclass(frozen=True, slots=True)
class Variable:
    """A value personal to each student, written `<name>` in the course."""

    name: str
    label: str
    pattern: str
    """What the whole value must match: an expression that Python and browsers read alike."""
    example: str
    rule: str = ""
    """The pattern in words."""

    def allows(self, value: str) -> bool:
        """Whether somebody may have this value: one short line that matches the pattern."""
        fits = len(value) <= LONGEST_VALUE and value.isprintable()
        return fits and re.fullmatch(self.pattern, value, re.ASCII) is not None

    @property
    def expected(self) -> str:
        """What a value is like, in one French sentence."""
        return f"Il faut {self.rule or f'la forme « {self.pattern} »'}, par exemple « {self.example} »."


@dataclass(frozen=True, slots=True)
class Settings:
    """What the project says of itself; every folder is below `root`."""

    root: Path
    kubernetes: tuple[str, ...] = (DEFAULT_KUBERNETES,)
    """Versions that manifests are checked against, the one that the course states first."""
    variables: Mapping[str, Variable] = field(default_factory=dict)
    published: tuple[str, ...] = ()
    """Ids of the labs whose corrections are out; `("toutes",)` means all."""
    content: str = "content"
    corrections: str = "corrections"
    application: str = "application"
    """The code that labs build and deploy; students get it whole."""
    site_address: str = ""
    """Where the site is hosted, with a final slash, or nothing: the project says it, else `TIMONIER_ADRESSE`."""
    repository: str = ""
    """Where readers mend pages and report faults, without final slash, or nothing."""
    branch: str = "main"
    """The branch of the repository that pages are mended on."""
    crds: tuple[str, ...] = ()
    """Files of CustomResourceDefinitions, or patterns of their names, relative to the project."""
    track: str = ""
    """The track that « previous » and « next » follow; the first one where nothing is said."""
    is_project: bool = True
    """False where no pyproject.toml around has `[tool.timonier]`: there is no course then, just files."""

    @property
    def content_dir(self) -> Path:
        """Lessons, labs and tracks."""
        return self.root / self.content

    @property
    def corrections_dir(self) -> Path:
        """One folder of solution manifests a lab."""
        return self.root / self.corrections

    @property
    def cache_dir(self) -> Path:
        """Results that can be made again: beside the course, or in the user's home for files of no project."""
        return self.root / ".cache" / "timonier" if self.is_project else _user_cache()


def _user_cache() -> Path:
    """Source: XDG Base Directory Specification. Nowhere for somebody without a home."""
    try:
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "timonier"
    except RuntimeError:
        return Path(os.devnull)


def load(start: Path) -> Settings:
    """Settings of the project around `start`: that of the nearest pyproject.toml upwards with `[tool.timonier]`.

    Defaults, rooted at `start`, where there is no project.
    """
    for folder in (start.resolve(), *start.resolve().parents):
        file = folder / "pyproject.toml"
        tools = _read_toml(file).get("tool", {}) if file.is_file() else {}
        if "timonier" in tools:
            return _from_table(folder, tools["timonier"])
    return Settings(root=start.resolve(), is_project=False)


def _read_toml(file: Path) -> dict[str, Any]:
    try:
        return _toml(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{file} n’est pas du TOML lisible ({error}) : corrigez ce fichier.") from error
    except OSError as error:
        raise UsageError(f"{file} ne peut pas être lu ({error.strerror}).") from error


@lru_cache(maxsize=4)
def _toml(text: str) -> dict[str, Any]:
    """A build asks for its settings at each page."""
    return tomllib.loads(text)


_KEYS = ("kubernetes", "crds", "parcours", "variables", "corrections", "dossiers", "site")


def _from_table(root: Path, table: Mapping[str, Any]) -> Settings:
    _refuse_unknown("[tool.timonier]", table, _KEYS)
    folders = _table(table, "dossiers")
    _refuse_unknown("[tool.timonier.dossiers]", folders, ("contenu", "corrections", "application"))
    site = _table(table, "site")
    _refuse_unknown("[tool.timonier.site]", site, ("adresse", "depot", "branche"))
    corrections = _table(table, "corrections")
    _refuse_unknown("[tool.timonier.corrections]", corrections, ("publiees",))
    address = _text(site, "adresse", os.environ.get("TIMONIER_ADRESSE", ""))
    return Settings(
        root=root,
        kubernetes=_versions(table.get("kubernetes", DEFAULT_KUBERNETES)),
        variables={name: _variable(name, value) for name, value in _table(table, "variables").items()},
        published=_texts(corrections, "publiees"),
        content=_text(folders, "contenu", "content"),
        corrections=_text(folders, "corrections", "corrections"),
        application=_text(folders, "application", "application"),
        site_address=address if not address or address.endswith("/") else address + "/",
        repository=_text(site, "depot", "").rstrip("/"),
        branch=_text(site, "branche", "main"),
        crds=_texts(table, "crds"),
        track=_text(table, "parcours", ""),
    )


def _versions(value: object) -> tuple[str, ...]:
    versions = [value] if isinstance(value, str) else value
    if not isinstance(versions, list) or not versions:
        raise UsageError('[tool.timonier] kubernetes doit être une version ("1.37") ou une liste de versions.')
    for version in versions:
        if not isinstance(version, str) or not re.fullmatch(r"1\.\d{1,3}", version):
            raise UsageError(f"[tool.timonier] kubernetes : « {version} » n’a pas la forme « 1.37 ».")
    return tuple(versions)


def _variable(name: str, value: object) -> Variable:
    place = f"[tool.timonier.variables.{name}]"
    if not isinstance(value, dict):
        raise UsageError(f"{place} doit être une table avec label, pattern et example.")
    _refuse_unknown(place, value, ("label", "pattern", "example", "rule"))
    label, pattern, example = (_text(value, key) for key in ("label", "pattern", "example"))
    variable = Variable(name, label, pattern, example, _text(value, "rule", ""))
    if found := _PYTHON_ALONE.search(_PLAIN_PIECES.sub("x", pattern)):
        raise UsageError(f"{place} pattern contient « {found[0]} », que les navigateurs ne lisent pas.")
    try:
        fits = variable.allows(variable.example)
    except re.error as error:
        raise UsageError(f"{place} pattern n’est pas une expression régulière valide ({error}).") from error
    if not fits:
        raise UsageError(f"{place} example « {variable.example} » ne respecte pas pattern.")
    return variable


_PLAIN_PIECES = re.compile(r"\\[^AZ]|\[(?:\\.|[^\]\\])+\]")
"""Escaped characters and classes: what looks like a group or a repetition there is none."""
_PYTHON_ALONE = re.compile(r"\\[AZ]|\(\?(?![:=!]|<[=!])[^)]?|[*+?}]\+")
"""What browsers refuse, or read otherwise."""


def _table(table: Mapping[str, Any], key: str) -> dict[str, Any]:
    value = table.get(key, {})
    if not isinstance(value, dict):
        raise UsageError(f"[tool.timonier] {key} doit être une table.")
    return value


def _text(table: Mapping[str, Any], key: str, default: str | None = None) -> str:
    value = table.get(key, default)
    if not isinstance(value, str):
        raise UsageError(f"[tool.timonier] {key} doit être un texte entre guillemets.")
    return value


def _texts(table: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise UsageError(f"[tool.timonier] {key} doit être une liste de textes.")
    return tuple(value)


def _refuse_unknown(place: str, table: Mapping[str, Any], known: tuple[str, ...]) -> None:
    for key in table:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            advice = f"vouliez-vous dire « {near[0]} » ?" if near else f"réglages connus : {', '.join(known)}."
            raise UsageError(f"{place} : réglage inconnu « {key} » ; {advice}")
