"""Real builds of a small course, each in its own process, with MkDocs and with ProperDocs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

WRONG = """---
title: Faux
---

Du texte.

```yaml
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  ports:
    - prot: 80
```
"""


def build(root, *options, generator="mkdocs", **environment):
    return subprocess.run(
        [sys.executable, "-m", generator, "build", *options],
        cwd=root,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def add(root, path, old, new):
    file = root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def leftovers(root):
    return [path.name for path in root.iterdir() if path.name.startswith(".site")]


@pytest.mark.parametrize("generator", ["mkdocs", "properdocs"])
def test_a_strict_build(small_course, generator):
    result = build(small_course, "--strict", generator=generator)
    assert result.returncode == 0, result.stderr
    site = files(small_course / "site")
    record = json.loads(site["timonier.json"])
    assert [page["source"] for page in record["pages"]] == ["content/cours/services.md", "content/index.md"]
    assert record["checked"]["manifests"] == 1
    page = site["cours/services/index.html"].decode()
    lesson = next(page for page in record["pages"] if page["id"] == "services")
    assert f'data-timonier-source="{lesson["digest"]}"' in page
    assert "<h1>Les Services</h1>" in page
    assert b"Rien de ceci" not in b"".join(site.values())
    assert leftovers(small_course) == []


@pytest.mark.slow
def test_a_build_from_cache_gives_the_same_bytes_as_a_clean_one(small_course, tmp_path):
    assert build(small_course).returncode == 0
    first = files(small_course / "site")
    (small_course / ".cache").unlink()
    assert build(small_course, "--site-dir", str(tmp_path / "autre")).returncode == 0
    assert files(tmp_path / "autre") == first


@pytest.mark.slow
def test_a_build_prints_when_asked(small_course):
    assert build(small_course, "--strict", TIMONIER_PDF="1").returncode == 0
    printed = {path.name for path in (small_course / "site" / "pdf").iterdir()}
    assert {"index.pdf", "services.pdf"} < printed


def test_a_strict_build_names_every_error_and_leaves_the_old_site(small_course):
    assert build(small_course).returncode == 0
    before = files(small_course / "site")
    (small_course / "content" / "faux.md").write_text(WRONG, encoding="utf-8")
    result = build(small_course, "--strict")
    assert result.returncode == 1
    assert "content/faux.md:14:7: K8S102" in result.stderr
    assert "Traceback" not in result.stderr
    assert files(small_course / "site") == before
    assert leftovers(small_course) == []


def test_a_quiet_strict_build_fails_too(small_course):
    (small_course / "content" / "faux.md").write_text(WRONG, encoding="utf-8")
    assert build(small_course, "--strict", "--quiet").returncode == 1
    assert not (small_course / "site").exists()


def test_without_strict_errors_are_told_and_the_site_is_built_without_boxes(small_course):
    (small_course / "content" / "faux.md").write_text(WRONG, encoding="utf-8")
    result = build(small_course)
    assert result.returncode == 0
    assert "content/faux.md:14:7: K8S102" in result.stderr
    assert "tm-defauts" not in (small_course / "site" / "faux" / "index.html").read_text(encoding="utf-8")


def test_a_warning_of_the_host_keeps_the_old_site_too(small_course):
    add(small_course, "content/index.md", "cours/services.md", "cours/absent.md")
    result = build(small_course, "--strict")
    assert result.returncode == 1
    assert not (small_course / "site").exists()
    assert leftovers(small_course) == []


def test_a_build_that_is_interrupted_leaves_the_old_site(small_course):
    assert build(small_course).returncode == 0
    before = files(small_course / "site")
    (small_course / "arret.py").write_text(
        "def on_post_page(output, **_):\n    raise KeyboardInterrupt\n", encoding="utf-8"
    )
    add(small_course, "mkdocs.yml", "plugins:", "hooks: [arret.py]\nplugins:")
    assert build(small_course).returncode != 0
    assert files(small_course / "site") == before
    assert leftovers(small_course) == []


def test_a_dirty_build_adds_to_the_site(small_course):
    assert build(small_course).returncode == 0
    kept = small_course / "site" / "pdf" / "a.pdf"
    kept.parent.mkdir()
    kept.write_bytes(b"")
    assert build(small_course, "--dirty").returncode == 0
    assert kept.exists()


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("mkdocs.yml", "  - timonier.markdown_ext", "  - admonition", "timonier.markdown_ext"),
        ("mkdocs.yml", "docs_dir: content", "docs_dir: .cache", "donnez le même dossier aux deux"),
        ("pyproject.toml", 'kubernetes = "1.37"', "kubernetes = ", "n’est pas du TOML lisible"),
        ("pyproject.toml", "[tool.timonier]", '[tool.timonier]\ndossiers.corrections = "content/cours"', "publié"),
    ],
)
def test_a_usage_fault_is_one_line(small_course, file, old, new, message):
    add(small_course, file, old, new)
    result = build(small_course)
    assert result.returncode == 1
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    assert not (small_course / "site").exists()


def test_an_output_that_cannot_be_written_is_one_line(small_course):
    (small_course / "fichier").write_bytes(b"")
    result = build(small_course, "--site-dir", "fichier/site")
    assert result.returncode == 1
    assert "n’accepte pas l’écriture" in result.stderr
    assert "Traceback" not in result.stderr


def test_missing_fonts_are_one_line(small_course, tmp_path):
    code = f"import sys; sys.prefix = {str(tmp_path)!r}; from mkdocs.__main__ import cli; cli(['build'])"
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=small_course, capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert "lancez scripts/site" in result.stderr
    assert "Traceback" not in result.stderr


def test_the_course_of_this_repository_has_the_plugins(request):
    site = (Path(request.config.rootpath) / "mkdocs.yml").read_text(encoding="utf-8")
    names = ("check", "nav", "search", "labs", "slides", "pdf")
    plugins = [f"timonier-{name}" for name in names]
    for name in (*plugins, "timonier.markdown_ext"):
        assert f"  - {name}\n" in site


def test_a_page_that_is_no_text_ends_the_build_in_one_line(small_course):
    (small_course / "content/cours/services.md").write_bytes(b"---\ntitle: \xe9\n---\n")
    result = build(small_course, "-q")
    assert result.returncode == 1
    assert "content/cours/services.md:2:8" in result.stderr
    assert "Traceback" not in result.stderr
    assert not (small_course / "site").exists()
