#!/usr/bin/env python3
"""Copies the schemas of Compose, GitLab CI and GitHub workflows that the check-jsonschema package carries.

For maintainers: needs pip and Timonier's own environment. Usage: python scripts/refresh/formats.py
Change `VERSION`, run, read the difference, run the tests. The package itself would bring requests, click and two
YAML libraries into the bare package; three files and their licences are all that is used of it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import zipfile
from datetime import date
from pathlib import Path
from typing import Any, Final

from timonier.files import write_atomically

TARGET = Path(__file__).parents[2] / "plugins/timonier/schemas/data/formats"
VERSION: Final = "0.39.0"
FOLDER: Final = "check_jsonschema/builtin_schemas/vendor"
SCHEMAS: Final = {
    "compose": ("compose-spec", "compose-spec", "Apache-2.0", "https://github.com/compose-spec/compose-spec"),
    "github-workflow": ("github-workflows", "schemastore", "Apache-2.0", "https://www.schemastore.org"),
    "gitlab-ci": ("gitlab-ci", "gitlab", "MIT", "https://gitlab.com/gitlab-org/gitlab"),
}
"""Our name: file, licence file, licence, origin."""
_SAID = """
    description markdownDescription title default examples deprecated enumDescriptions errorMessage
    deprecationMessage doNotSuggest $comment
"""
_WORDS: Final = frozenset(_SAID.split())
"""What is said to people, and in English: the messages of Timonier are its own."""


def main() -> None:
    """Fetch, strip, write."""
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(fetch(Path(folder))) as package:
        TARGET.mkdir(parents=True, exist_ok=True)
        for name, (file, *_) in SCHEMAS.items():
            schema = without_words(json.loads(package.read(f"{FOLDER}/{file}.json")))
            text = json.dumps(schema, ensure_ascii=False, separators=(",", ":"))
            write_atomically(TARGET / f"{name}.json", (text + "\n").encode())
            print(f"{name}: {len(text)} characters")
        write_atomically(TARGET / "LICENSES.txt", notice(package).encode())
    provenance = json.dumps([origin(name) for name in SCHEMAS], ensure_ascii=False, indent=1)
    write_atomically(TARGET / "provenance.json", (provenance + "\n").encode())


def fetch(folder: Path) -> Path:
    """The package, downloaded into `folder`."""
    command = ["pip", "download", "--quiet", "--no-deps", "--dest", str(folder), f"check-jsonschema=={VERSION}"]
    subprocess.run([sys.executable, "-m", *command], check=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


def without_words(schema: Any) -> Any:
    """A schema without its descriptions; a property may be named « description », and then holds an object."""
    if isinstance(schema, list):
        return [without_words(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: value for key, value in schema.items() if key not in _WORDS or isinstance(value, dict)}
    return {key: without_words(value) for key, value in kept.items()}


def origin(name: str) -> dict[str, str]:
    """What one schema was made from."""
    file, _, licence, homepage = SCHEMAS[name]
    return {
        "schema": f"{name}.json",
        "package": "check-jsonschema",
        "version": VERSION,
        "file": f"{FOLDER}/{file}.json",
        "licence": licence,
        "homepage": homepage,
        "changes": "descriptions, titles, examples and defaults taken out",
        "date": date.today().isoformat(),
    }


def notice(package: zipfile.ZipFile) -> str:
    """The licences of the three, each under the names of its schemas."""
    parts = []
    for licence in dict.fromkeys(row[1] for row in SCHEMAS.values()):
        names = ", ".join(f"{name}.json" for name, row in SCHEMAS.items() if row[1] == licence)
        text = package.read(f"{FOLDER}/licenses/LICENSE.{licence}").decode().strip("\n")
        parts.append(f"==== {names} (descriptions taken out) ====\n\n{text}\n")
    return "\n".join(parts)


if __name__ == "__main__":
    sys.exit(main())
