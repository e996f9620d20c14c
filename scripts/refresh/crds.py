#!/usr/bin/env python3
"""Makes the schemas of custom resources that Timonier carries, from the kubernetes-models packages (npm, MIT).

For maintainers: needs the npm client and Timonier's own environment. Usage: python scripts/refresh/crds.py
Change a version in `PACKAGES`, run, read the difference, run the tests.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import validators
from models import Family, Models

from timonier.files import write_atomically
from timonier.schemas import store
from timonier.settings import DEFAULT_KUBERNETES

TARGET = Path(__file__).parents[2] / "plugins/timonier/schemas/data/crds"
CORE = ("kubernetes-models@5.1.0", "@kubernetes-models/apimachinery@3.0.2")
PACKAGES = {
    "cert-manager": "@kubernetes-models/cert-manager@6.0.0",
    "argo-cd": "@kubernetes-models/argo-cd@4.0.0",
    "argo-rollouts": "@kubernetes-models/argo-rollouts@2.0.0",
    "istio": "@kubernetes-models/istio@3.0.1",
    "gateway-api": "@kubernetes-models/gateway-api@2.0.0",
    "prometheus-operator": "@kubernetes-models/prometheus-operator@6.0.0",
}


def main() -> None:
    """Fetch, build, write."""
    with tempfile.TemporaryDirectory() as folder:
        core = [fetch(spec, Path(folder) / f"core{index}") for index, spec in enumerate(CORE)]
        models = Models(core_names(), set(core_enums(core[0])))
        fetched = {family: fetch(spec, Path(folder) / family) for family, spec in PACKAGES.items()}
        for package in fetched.values():
            models.add(package)
        families = {family: models.family(family) for family in PACKAGES}
        TARGET.mkdir(parents=True, exist_ok=True)
        for name, family in families.items():
            write(f"{name}.json", {"definitions": family.definitions})
            print(f"{name}: {sum(map(len, family.kinds.values()))} kinds, {len(family.definitions)} definitions")
        write("index.json", index_of(families))
        write("provenance.json", [origin(fetched[family], family) for family in PACKAGES], indent=1)
        (TARGET / "LICENSE.txt").write_text(notice([*core, *fetched.values()]), encoding="utf-8")


def fetch(spec: str, folder: Path) -> Path:
    """Unpack one package into `folder` with the npm client; what is returned has the folder's name too."""
    folder.mkdir()
    command = ["npm", "pack", "--silent", "--pack-destination", str(folder), spec]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    (archive,) = folder.glob("*.tgz")
    with tarfile.open(archive) as opened:
        opened.extractall(folder, filter="data")
    archive.unlink()
    return (folder / "package").rename(folder / folder.name)


def core_names() -> dict[str, str]:
    """Kubernetes definitions by the name that kubernetes-models gives them: `IoK8sApiCoreV1Pod`."""
    names = store.load(DEFAULT_KUBERNETES).definitions
    return {"".join(part[:1].upper() + part[1:] for part in re.split(r"[.-]", name)): name for name in names}


def core_enums(package: Path) -> Iterator[frozenset[str]]:
    """The enums of Kubernetes' own types: the schema of a custom resource does not repeat them."""
    for file in (package / "_schemas").glob("*.js"):
        for values in validators.enums(file.read_text(encoding="utf-8")).values():
            if len(values) > 1:
                yield frozenset(values)


def index_of(families: dict[str, Family]) -> dict[str, Any]:
    """Where each kind stands: apiVersion, kind -> family, definition."""
    found: dict[str, dict[str, list[str]]] = {}
    for name, family in families.items():
        for api_version, kinds in family.kinds.items():
            for kind, definition in kinds.items():
                found.setdefault(api_version, {})[kind] = [name, definition]
    return {api_version: dict(sorted(kinds.items())) for api_version, kinds in sorted(found.items())}


def origin(package: Path, family: str) -> dict[str, str]:
    """What one family was made from."""
    manifest = json.loads((package / "package.json").read_text(encoding="utf-8"))
    return {
        "family": family,
        "package": manifest["name"],
        "version": manifest["version"],
        "licence": manifest["license"],
        "homepage": manifest["homepage"],
        "date": date.today().isoformat(),
    }


def notice(packages: list[Path]) -> str:
    """The licence of the packages, once each time that it differs."""
    texts = dict.fromkeys((package / "LICENSE").read_text(encoding="utf-8").strip() for package in packages)
    return "\n\n".join(texts) + "\n"


def write(name: str, value: Any, indent: int | None = None) -> None:
    """One JSON file, compact unless it is read by people."""
    separators = (",", ":") if indent is None else None
    text = json.dumps(value, ensure_ascii=False, separators=separators, indent=indent)
    write_atomically(TARGET / name, (text + "\n").encode())


if __name__ == "__main__":
    sys.exit(main())
