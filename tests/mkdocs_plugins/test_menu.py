"""The menu leads where Material's own filter leads, from each depth."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config import load_config
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import get_navigation

from timonier.mkdocs_plugins.menu import Menu

YML = """site_name: Cours
theme: {name: material}
nav:
  - Accueil & co: index.md
  - Cours:
      - "Les <b>Pods</b>": cours/pods.md
  - Ailleurs: https://exemple.fr/
"""


def test_entries(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(YML, encoding="utf-8")
    config = load_config(str(tmp_path / "mkdocs.yml"))
    files = Files(
        [
            File(path, str(tmp_path), config.site_dir, use_directory_urls=True)
            for path in ("index.md", "cours/pods.md")
        ]
    )
    home, lessons, elsewhere = get_navigation(files, config).items
    menu = Menu()
    assert menu.entry(home, "../..") == (
        '<li class="md-nav__item"><a href="../.." class="md-nav__link">Accueil &amp; co</a></li>\n'
    )
    assert 'href="."' in menu.entry(home, ".", top=True)
    assert 'href="https://exemple.fr/"' in menu.entry(elsewhere, "..")
    deep = menu.entry(lessons, "../..", top=True)
    assert deep.startswith('<li class="md-nav__item tm-nav-autre"><details><summary class="md-nav__link">Cours<')
    assert '<a href="../../cours/pods/" class="md-nav__link">Les Pods</a>' in deep
    assert '<a href="cours/pods/"' in menu.entry(lessons, ".")
