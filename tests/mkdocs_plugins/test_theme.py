"""Our listing of a theme's files leaves nothing out that MkDocs publishes, and sees what an author writes."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from ordered import write
from timonier.mkdocs_plugins.theme import CourseTheme, templates_mark


@pytest.fixture
def config(tmp_path: Path) -> MkDocsConfig:
    write(tmp_path, "mkdocs.yml", "site_name: Essai\ntheme: {name: material, custom_dir: look, language: fr}\n")
    for path in ("docs/index.md", "look/main.html", "look/note.css", "look/.icons/a.svg", "look/.caché/b.css"):
        write(tmp_path, path, "un\n")
    return load_config(str(tmp_path / "mkdocs.yml"))


def published(config: MkDocsConfig) -> list[tuple[str, str | None]]:
    files = Files([])
    files.add_files_from_theme(config.theme.get_env(), config)
    return [(file.src_uri, file.abs_src_path) for file in files]


def test_the_files_of_the_theme_are_those_of_mkdocs(config: MkDocsConfig) -> None:
    plain = published(config)
    options, static = dict(config.theme), config.theme.static_templates
    config.theme = CourseTheme(config.theme)
    assert published(config) == plain
    assert "note.css" in dict(plain)
    assert dict(config.theme) == options
    assert config.theme.static_templates == static


def test_icons_can_still_be_included(config: MkDocsConfig) -> None:
    config.theme = CourseTheme(config.theme)
    env = config.theme.get_env()
    assert env.get_template(".icons/a.svg").render() == "un"
    assert env.get_template(".icons/material/abacus.svg").render().startswith("<svg")


@pytest.mark.parametrize("path", ["look/main.html", "look/.icons/a.svg", "look/partials/nav.html"])
def test_a_change_of_the_theme_is_seen(path: str, config: MkDocsConfig) -> None:
    before = templates_mark(config.theme)
    assert templates_mark(config.theme) == before
    write(Path(config.config_file_path).parent, path, "deux\n")
    assert templates_mark(config.theme) != before
