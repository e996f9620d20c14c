#!/usr/bin/env python3
"""Writes the enums of the Kubernetes API into the package.

For maintainers: needs the npm client and Timonier's own environment. Usage: python scripts/refresh/enums.py

They come from the type declarations of the npm package kubernetes-models (MIT), which are made from the OpenAPI v3
documents of Kubernetes; the JSON Schemas that Timonier reads have none.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

from timonier.schemas import store
from timonier.schemas.versions import versions

PACKAGE = "kubernetes-models@5.1.0"
TARGET = Path(__file__).parents[2] / "plugins/timonier/schemas/data/enums.json"
LITERAL = r'"(?:[^"\\]|\\.)*"'
FIELD = re.compile(rf'^    "(\w+)"\??: (?:Array<)?\(?({LITERAL}(?: \| {LITERAL})*)\)?>?(?:\[\])?;', re.MULTILINE)
INTERFACE = re.compile(r"export interface \w+[^{]*\{(.*?)\n\}", re.DOTALL)
EXPORTED = re.compile(r"export type \{ \w+ as I(Io\w+),")


def main() -> int:
    """Fetch the package, read its declarations, write the data file."""
    with tempfile.TemporaryDirectory() as folder:
        packed = subprocess.run(
            ["npm", "pack", PACKAGE, "--silent"], cwd=folder, check=True, capture_output=True, text=True
        )
        with tarfile.open(Path(folder, packed.stdout.split()[-1])) as archive:
            archive.extractall(folder, filter="data")
        found = dict(sorted(enums(Path(folder, "package"))))
    data = {"source": f"{PACKAGE} (npm, MIT), déclarations de types tirées d’OpenAPI v3", "enums": found}
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{TARGET.name} : {sum(map(len, found.values()))} champs")
    return 0


def enums(package: Path) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """The definition and the fields of each declaration that has string literals."""
    names = definition_names()
    for file in package.rglob("*.d.ts"):
        text = file.read_text(encoding="utf-8")
        exported, interface = EXPORTED.search(text), INTERFACE.search(text)
        if exported and interface and exported[1] in names:
            fields = {
                field: [json.loads(word) for word in re.findall(LITERAL, words)]
                for field, words in FIELD.findall(interface[1])
                if field not in {"apiVersion", "kind"} or " | " in words
            }
            if fields:
                yield names[exported[1]], fields


def definition_names() -> dict[str, str]:
    """`IoK8sApiCoreV1Pod` to `io.k8s.api.core.v1.Pod`, for the latest schemas."""
    names = store.load(versions()[-1]).definitions
    return {"".join(part[:1].upper() + part[1:] for part in re.split(r"[.-]", name)): name for name in names}


if __name__ == "__main__":
    sys.exit(main())
