"""What `mkdocs serve` builds, without its server."""

from __future__ import annotations

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

FAULT = ("    - port: 80", "    - prot: 80")


@pytest.fixture
def preview(small_course, tmp_path):
    """Builds the course as `mkdocs serve` does and gives the lesson's page."""
    site = tmp_path / "apercu"

    def run(old="", new=""):
        lesson = small_course / "content" / "cours" / "services.md"
        lesson.write_text(lesson.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        config = load_config(str(small_course / "mkdocs.yml"), site_dir=str(site))
        config.plugins.on_startup(command="serve", dirty=False)
        build(config, serve_url="http://127.0.0.1:8000/")
        return (site / "cours" / "services" / "index.html").read_text(encoding="utf-8")

    return run


def test_the_page_shows_its_errors_until_they_are_mended(preview, small_course):
    page = preview(*FAULT)
    assert '<aside class="tm-defauts" role="alert"' in page
    assert "content/cours/services.md:23:7" in page
    assert "vouliez-vous dire" in page
    assert "tm-defauts" not in preview(*reversed(FAULT))
    assert not (small_course / "site").exists()


def test_codes_lead_to_their_page_where_the_course_has_it(preview, small_course):
    assert "codes/#" not in preview(*FAULT)
    codes = "---\ntitle: Codes\n---\n\n/// codes\n///\n"
    (small_course / "content" / "codes.md").write_text(codes, encoding="utf-8")
    assert '<a href="../../codes/#k8s102">K8S102</a>' in preview()


def test_a_preview_never_prints(preview, monkeypatch, tmp_path):
    monkeypatch.setenv("TIMONIER_PDF", "1")
    preview()
    assert not list(tmp_path.rglob("*.pdf"))
