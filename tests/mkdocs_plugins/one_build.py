"""A build in the process of the tests."""

from __future__ import annotations

from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config


def built(root: Path, **options: object) -> dict[str, bytes]:
    """The site after a build that begins and ends as the command's: MkDocs keeps plugins, a preview's too."""
    config = load_config(str(root / "mkdocs.yml"), **options)
    folder = Path(config.site_dir)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    config.plugins.on_shutdown()
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
