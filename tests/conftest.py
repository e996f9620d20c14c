"""A small course for the tests that build a site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ordered import LAB, MODULES, PODS, TRACK, write

SETTINGS = """
[tool.timonier]
kubernetes = "1.37"

[tool.timonier.variables.stagiaire]
label = "Votre prénom"
pattern = "[a-z]+"
example = "camille"
"""

SITE = """
site_name: Cours d’essai
docs_dir: content
theme:
  name: material
  language: fr
  font: false
  palette:
    - media: "(prefers-color-scheme: light)"
      scheme: default
      primary: custom
      accent: custom
      toggle: {icon: material/weather-night, name: Thème sombre}
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
      primary: custom
      accent: custom
      toggle: {icon: material/weather-sunny, name: Thème clair}
plugins:
  - timonier-check
  - timonier-nav
  - timonier-search
  - timonier-labs
  - timonier-slides
  - timonier-pdf
markdown_extensions:
  - timonier.markdown_ext
"""

HUB = """---
title: Accueil du cours
---

Voir [les Services](cours/services.md).
"""

LESSON = """---
title: Les Services
type: cours
duree: 30
niveau: base
objectifs:
  - Publier un Pod
revu_le: 2026-11-21
kubernetes: "1.37"
---

## Le manifeste

```yaml title="web.yaml"
apiVersion: v1
kind: Service
metadata:
  name: web-<stagiaire>
spec:
  selector:
    app: web
  ports:
    - port: 80
```

<!-- diapo -->

```console
$ kubectl get pods \\
    --namespace web
NAME   READY
web    1/1
$ kubectl apply -f - <<EOF
# un commentaire
kind: Pod
EOF
pod/web created
```

```console
la sortie seule
```

Un Service donne une *adresse stable* à des **Pods**.

/// formateur
Rien de ceci ne se publie.
///
"""


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No run of the tests reads or writes what the user has in the cache of the home folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("xdg")))
        yield


@pytest.fixture(scope="session")
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for all courses of a run: cutting fonts takes seconds."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def small_course(tmp_path: Path, cache_folder: Path) -> Path:
    """The root of a course of two pages, in a folder with a space and an accent."""
    root = tmp_path / "un cours été"
    (root / "content" / "cours").mkdir(parents=True)
    (root / ".cache").symlink_to(cache_folder)
    (root / "pyproject.toml").write_text(SETTINGS, encoding="utf-8")
    (root / "mkdocs.yml").write_text(SITE, encoding="utf-8")
    (root / "content" / "index.md").write_text(HUB, encoding="utf-8")
    (root / "content" / "cours" / "services.md").write_text(LESSON, encoding="utf-8")
    return root


@pytest.fixture
def ordered_course(small_course: Path) -> Path:
    """The small course with modules, a track, announced pages, a lab and old addresses."""
    yml = small_course / "mkdocs.yml"
    features = "  font: false\n  features: [navigation.tabs, navigation.footer]\n"
    yml.write_text(yml.read_text(encoding="utf-8").replace("  font: false\n", features), encoding="utf-8")
    write(small_course, "content/modules.yml", MODULES)
    write(small_course, "content/parcours/essentiel.yml", TRACK)
    write(small_course, "content/cours/bases/pods.md", PODS)
    write(small_course, "content/tp/tp-web.md", LAB)
    write(small_course, "content/licences.md", "---\ntitle: Licences\n---\n\nTexte.\n")
    write(small_course, "corrections/tp-web/web.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: web}\n")
    lesson = small_course / "content" / "cours" / "services.md"
    lesson.write_text(lesson.read_text(encoding="utf-8").replace("web-<stagiaire>", "web"), encoding="utf-8")
    return small_course
