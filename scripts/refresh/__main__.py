"""Makes again what is made from elsewhere, and says what changed. Usage: python scripts/refresh [NAME…]

The data that the package carries, and the pictures of the README. For maintainers: needs pip, npm, kubectl,
Chromium and Timonier's own environment. Each module that `MAKERS` names can be run alone too; the version of
what it reads stands at its head.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
DATA = (ROOT / "plugins/timonier/schemas/data", ROOT / "plugins/timonier/lint/commands/data", ROOT / "images")
MAKERS = {"enums": "npm", "crds": "npm", "formats": "pip", "kubectl": "kubectl", "screenshots": "chromium"}
"""Each module, and the program that it cannot do without."""


def main() -> int:
    """Run the makers in turn; 1 when one could not do its work."""
    parser = argparse.ArgumentParser(
        prog="scripts/refresh", description="Refait les données que porte le paquet et les images du README."
    )
    parser.add_argument("noms", nargs="*", choices=[*MAKERS, []], metavar="NOM", help=", ".join(MAKERS))
    before = digests()
    failed = [name for name in parser.parse_args().noms or MAKERS if not made(name)]
    changed = changes(before, digests())
    print("\n".join(changed) or "Rien n’a changé.")
    if failed:
        print(f"N’ont pas été refaits : {', '.join(failed)}.", file=sys.stderr)
    return int(bool(failed))


def made(name: str) -> bool:
    """Run one maker, unless this machine lacks what it needs."""
    if MAKERS[name] != "pip" and shutil.which(MAKERS[name]) is None:
        print(f"{name} : {MAKERS[name]} n’est pas sur cette machine.", file=sys.stderr)
        return False
    print(f"• {name}", flush=True)
    return subprocess.run([sys.executable, Path(__file__).with_name(f"{name}.py")], check=False).returncode == 0


def digests() -> dict[str, str]:
    """The digest of each file of data, by its path in the project."""
    files = (file for folder in DATA for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(ROOT).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def changes(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """What was added, changed, removed."""
    added = [f"+ {path}" for path in after.keys() - before.keys()]
    removed = [f"- {path}" for path in before.keys() - after.keys()]
    changed = [f"~ {path}" for path in before.keys() & after.keys() if before[path] != after[path]]
    return sorted((*added, *removed, *changed), key=lambda line: line[2:])


if __name__ == "__main__":
    sys.exit(main())
