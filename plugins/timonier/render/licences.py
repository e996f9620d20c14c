"""What the site and its books hold of others' work, and what the manifests were checked with.

In: the installed packages. Out: `Part`s with their version, authors and licence; no version is written here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import metadata
from importlib.resources import files
from pathlib import Path
from typing import Any

from timonier.render.assets import package_file

_NPM = (
    ("source-sans", "Source Sans, caractère du site et des figures"),
    ("source-serif", "Source Serif, caractère du texte des livres"),
    ("source-code-pro", "Source Code Pro, caractère du code"),
    ("minisearch", "MiniSearch, moteur de la recherche"),
    ("reveal.js", "reveal.js, moteur des diaporamas"),
)
_LICENCES = {
    "Apache": ("Apache 2.0", "https://www.apache.org/licenses/LICENSE-2.0"),
    "Apache-2.0": ("Apache 2.0", "https://www.apache.org/licenses/LICENSE-2.0"),
    "MIT": ("MIT", "https://opensource.org/license/mit"),
    "OFL-1.1": ("SIL Open Font License 1.1", "https://openfontlicense.org/"),
}


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence by the name that people know; without an address where we know none."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Part:
    """One work of others."""

    name: str
    address: str
    version: str
    authors: str
    licence: Licence


def licence(name: str) -> Licence:
    """The licence that a package calls `name`."""
    return Licence(*_LICENCES.get(name, (name, "")))


def site_parts(prefix: Path | None = None) -> tuple[Part, ...]:
    """What the site and its books hold; raises `UsageError` when the npm packages are not under `prefix`."""
    theme = metadata("mkdocs-material")
    return (
        *(_npm_part(package, name, prefix) for package, name in _NPM),
        Part(
            "Material for MkDocs, thème du site",
            "https://squidfunk.github.io/mkdocs-material/",
            theme["Version"],
            _names(theme["Author-email"]),
            licence(theme["License-Expression"]),
        ),
        Part(
            "Material Design Icons, pictogrammes du thème",
            "https://pictogrammers.com/library/mdi/",
            theme["Version"],
            "Pictogrammers",
            licence("Apache-2.0"),
        ),
    )


def schema_parts() -> tuple[Part, ...]:
    """What the manifests were checked with."""
    schemas = metadata("kubernetes-validate")
    return (
        Part(
            "Schémas de Kubernetes, tirés de son OpenAPI par kubernetes-validate",
            "https://github.com/willthames/kubernetes-validate",
            schemas["Version"],
            f"The Kubernetes Authors, {_names(schemas['Author-email'])}",
            licence(schemas["License"]),
        ),
        *_provenance("crds", "family", "Ressources : {}"),
        *_provenance("formats", "schema", "Format : {}"),
    )


def _npm_part(package: str, name: str, prefix: Path | None) -> Part:
    data = json.loads(package_file(f"{package}/package.json", f"Le paquet {package}", prefix))
    people = (data["author"], *data.get("contributors", ()))
    authors = ", ".join(_names(one if isinstance(one, str) else one["name"]) for one in people)
    return Part(name, data["homepage"], data["version"], authors, licence(data["license"]))


def _names(people: str) -> str:
    """`A <a@b.c>, D <d@e.f>` without the addresses."""
    return re.sub(r"\s*<[^>]*>", "", people)


def _provenance(folder: str, key: str, name: str) -> Iterator[Part]:
    """The schemas of `schemas/data/<folder>` that the project carries, with the package that each comes from."""
    text = files("timonier.schemas").joinpath("data", folder, "provenance.json").read_text(encoding="utf-8")
    entries: list[dict[str, Any]] = json.loads(text)
    for entry in entries:
        shown = name.format(entry[key].removesuffix(".json"))
        yield Part(shown, entry["homepage"], entry["version"], entry["package"], licence(entry["licence"]))
