"""A real preview: a save is seen, a fault is told and forgotten, and nothing that an editor does ends it."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
_PATIENCE = 30


class Preview:
    """A preview of a course, in its own process."""

    def __init__(self, root: Path, *command: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.root, self.log = root, root / "journal.txt"
        yml = root / "mkdocs.yml"
        text = re.sub(r"\ndev_addr:.*\n", "", yml.read_text(encoding="utf-8"))
        yml.write_text(f"{text}\ndev_addr: 127.0.0.1:{self.port}\n", encoding="utf-8")
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *command],
                cwd=root,
                env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def end(self) -> None:
        """As a terminal that is closed does."""
        self.process.terminate()
        self.process.wait(_PATIENCE)

    def page(self, path: str = "cours/services/") -> str:
        """A page as a browser gets it; nothing while there is none."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{path}", timeout=_PATIENCE) as answer:
                return answer.read().decode()
        except OSError:
            return ""

    def shows(self, text: str, path: str = "cours/services/") -> bool:
        """Whether a page comes to hold a text."""
        return self._until(lambda: text in self.page(path))

    def hides(self, text: str, path: str = "cours/services/") -> bool:
        """Whether a page comes not to hold a text."""
        return self._until(lambda: bool(page := self.page(path)) and text not in page)

    def says(self, text: str) -> bool:
        """Whether the terminal comes to hold a text."""
        return self._until(lambda: text in self.log.read_text(encoding="utf-8"))

    def _until(self, found) -> bool:
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end and self.process.poll() is None:
            if found():
                return True
            time.sleep(0.05)
        return False

    def save(self, path: str, old: str, new: str) -> None:
        """As most editors do: a new file takes the place of the old one."""
        file = self.root / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        beside = file.with_name(f".{file.name}.swp")
        beside.write_text(text.replace(old, new), encoding="utf-8")
        beside.replace(file)

    def site(self) -> dict[str, str]:
        """All pages of the site and what else is made from them, but for what tells one server from another."""
        addresses = re.findall("<loc>[^<]*?//[^/]*/([^<]*)</loc>", self.page("sitemap.xml"))
        others = ("sitemap.xml", "assets/timonier/search.json", "timonier.json", "cours/services/diapos.html")
        return {
            path: re.sub(r"livereload\(\d+, \d+\)", "", self.page(path).replace(str(self.port), ""))
            for path in (*addresses, *others)
        }


SERVE = ("serve", "--livereload")
COMMANDS = {
    "mkdocs": ("mkdocs", *SERVE), "properdocs": ("properdocs", *SERVE), "timonier": ("timonier", "site", "--serve")
}  # fmt: skip
HOSTS = pytest.mark.parametrize("preview", ["mkdocs", "properdocs"], indirect=True)


@pytest.fixture
def preview(request: pytest.FixtureRequest, ordered_course: Path) -> Iterator[Preview]:
    started = Preview(ordered_course, *COMMANDS[getattr(request, "param", "mkdocs")])
    try:
        assert started.shows("Un Service donne"), started.log.read_text(encoding="utf-8")
        yield started
    finally:
        started.end()


@pytest.mark.parametrize(("preview", "host"), [(name, name) for name in COMMANDS], indirect=["preview"])
def test_a_preview_of_many_saves_is_one_that_begins(preview: Preview, host: str) -> None:
    preview.save("content/cours/services.md", "Un Service donne", "Un Service offre")
    assert preview.shows("Un Service offre")
    preview.save("content/cours/bases/pods.md", "title: Les Pods", "title: Des Pods")
    assert preview.shows("Des Pods")
    preview.save("content/modules.yml", "titre: Les bases", "titre: Le début")
    assert preview.shows("Le début")
    preview.save("content/parcours/essentiel.yml", "Pour qui débute", "Pour tous")
    assert preview.shows("Pour tous", "parcours/essentiel/")
    preview.save("corrections/tp-web/web.yaml", "kind: Namespace", "kind: Nomspace")
    assert preview.says("corrections/tp-web/web.yaml:2:7")
    preview.save("corrections/tp-web/web.yaml", "kind: Nomspace", "kind: Namespace")
    (preview.root / "application").mkdir()
    (preview.root / "application/app.py").write_text("print()\n", encoding="utf-8")
    assert preview.shows("application.zip", "travaux-pratiques/")
    shutil.rmtree(preview.root / "application")
    assert preview.hides("application.zip", "travaux-pratiques/")
    preview.save("pyproject.toml", "[tool.timonier]\n", '[tool.timonier]\nsite = {depot = "https://a.fr/b"}\n')
    assert preview.shows("https://a.fr/b")
    lab = preview.root / "content/tp/tp-web.md"
    lab.rename(lab.with_stem("tp-toile"))
    assert preview.shows("TP : publier", "tp/tp-toile/")
    preview.save("mkdocs.yml", "Cours d’essai", "Un autre cours")
    assert preview.shows("Un autre cours")
    after = preview.site()
    preview.end()
    fresh = Preview(preview.root, *COMMANDS[host])
    try:
        assert fresh.shows("Un autre cours")
        assert len(after) > 8
        assert fresh.site() == after
    finally:
        fresh.end()


@HOSTS
def test_saves_are_seen_and_faults_come_and_go(preview: Preview) -> None:
    preview.save("content/cours/services.md", "Un Service donne", "Un Service offre")
    assert preview.shows("Un Service offre")
    preview.save("content/cours/services.md", "- port: 80", "- prot: 80")
    assert preview.shows("tm-defauts")
    assert preview.says("content/cours/services.md:23:7")
    preview.save("content/cours/services.md", "- prot: 80", "- port: 80")
    assert preview.hides("tm-defauts")
    preview.save("content/cours/services.md", "title: Les Services", "title: Des Services")
    assert preview.shows("Des Services", "cours/bases/pods/"), "the menu of another page"
    deck = "cours/services/diapos.html"
    assert "Un Service offre" in preview.page(deck)
    preview.save("content/cours/services.md", "Un Service offre", "Un Service prête")
    assert preview.shows("Un Service prête", deck)
    assert preview.shows("Un Service prête", "assets/timonier/search.json")
    preview.save("content/cours/services.md", "Un Service prête", "Un Service donne")
    assert preview.shows("Un Service donne", "assets/timonier/search.json")
    (preview.root / "content/cours/nouvelle.md").write_text(
        "---\ntitle: Neuve\ntype: cours\n---\n", encoding="utf-8"
    )
    assert preview.shows("Neuve", "cours/nouvelle/")
    (preview.root / "content/cours/nouvelle.md").unlink()
    assert preview.hides("Neuve", "")


@HOSTS
def test_what_goes_wrong_is_said_and_mended(preview: Preview) -> None:
    preview.save("mkdocs.yml", "site_name: Cours d’essai", "site_name: [")
    assert preview.shows("L’aperçu n’a pas pu être refait : mkdocs.yml:2:12 : « [ » ouvert ici")
    assert "Un Service donne" in preview.page()
    preview.save("mkdocs.yml", "site_name: [", "site_name: Un autre nom")
    assert preview.shows("Un autre nom")
    assert preview.hides("n’a pas pu être refait")
    preview.save("mkdocs.yml", "name: material", "name: matériel")
    assert preview.shows("Unrecognised theme name")
    preview.save("mkdocs.yml", "name: matériel", "name: material")
    assert preview.hides("Unrecognised theme name")
    preview.save("pyproject.toml", 'kubernetes = "1.37"', "kubernetes = ")
    assert preview.shows("pyproject.toml n’est pas du TOML lisible")
    preview.save("pyproject.toml", "kubernetes = ", 'kubernetes = "1.37"')
    assert preview.hides("n’est pas du TOML")


def test_what_has_gone_is_waited_for(preview: Preview) -> None:
    content, settings = preview.root / "content", preview.root / "mkdocs.yml"
    shutil.move(content, preview.root / "ailleurs")
    assert preview.shows("Le dossier content/ a disparu : l’aperçu attend son retour.")
    assert "Un Service donne" in preview.page()
    shutil.move(preview.root / "ailleurs", content)
    assert preview.hides("a disparu")
    preview.save("content/cours/services.md", "Un Service donne", "Un Service rend")
    assert preview.shows("Un Service rend")
    settings.rename(preview.root / "ailleurs.yml")
    assert preview.shows("mkdocs.yml a disparu")
    (preview.root / "ailleurs.yml").rename(settings)
    assert preview.hides("a disparu")
    shutil.move(content / "cours/bases", preview.root / "bases")
    assert preview._until(lambda: preview.page("cours/bases/pods/") == "")
    shutil.move(preview.root / "bases", content / "cours/bases")
    assert preview.shows("Les Pods", "cours/bases/pods/")


def test_half_a_file_is_told_until_it_is_whole(preview: Preview) -> None:
    lesson = preview.root / "content/cours/services.md"
    whole = lesson.read_bytes()
    accent = next(at for at, byte in enumerate(whole) if byte > 127) + 1
    for part in (whole[:accent], whole[: whole.index(b"revu_le")], whole[: whole.index(b"  selector")], b""):
        lesson.write_bytes(part)
        assert preview.shows("tm-defauts"), part
        lesson.write_bytes(whole)
        assert preview.hides("tm-defauts"), part
    assert "Un Service donne" in preview.page()


def test_the_theme_of_the_project_is_part_of_the_preview(preview: Preview) -> None:
    (preview.root / "habillage").mkdir()
    template = preview.root / "habillage/main.html"
    template.write_text('{% extends "base.html" %}{% block footer %}Un pied{% endblock %}', encoding="utf-8")
    preview.save("mkdocs.yml", "name: material", "name: material\n  custom_dir: habillage")
    assert preview.shows("Un pied")
    preview.save("habillage/main.html", "Un pied", "Un autre pied")
    assert preview.shows("Un autre pied")
    preview.save("habillage/main.html", "{% endblock %}", "{% endbloc %}")
    assert preview.shows("un gabarit du thème est fautif")
    preview.save("habillage/main.html", "{% endbloc %}", "{% endblock %}")
    assert preview.hides("un gabarit du thème est fautif")


def test_the_command_line_holds_at_each_save(ordered_course: Path) -> None:
    preview, page = Preview(ordered_course, "mkdocs", *SERVE, "--no-directory-urls"), "cours/services.html"
    try:
        assert preview.shows("Un Service donne", page)
        preview.save("content/cours/services.md", "Un Service donne", "Un Service offre")
        assert preview.shows("Un Service offre", page)
    finally:
        preview.end()


def test_a_document_is_printed_when_asked_for(preview: Preview) -> None:
    assert not list(preview.root.rglob("*.pdf"))
    first = printed(preview, "services")
    assert "Un Service donne" in first
    preview.save("content/cours/services.md", "Un Service donne", "Un Service offre")
    assert preview.shows("Un Service offre")
    assert "Un Service offre" in printed(preview, "services")
    with pytest.raises(urllib.error.HTTPError):
        printed(preview, "inconnu")
    (preview.root / "content/cours/services.md").unlink()
    assert preview._until(lambda: preview.page() == "")
    with pytest.raises(urllib.error.HTTPError):
        printed(preview, "services")


def printed(preview: Preview, name: str) -> str:
    """The text of a document."""
    with urllib.request.urlopen(f"http://127.0.0.1:{preview.port}/pdf/{name}.pdf", timeout=120) as answer:
        data = answer.read()
    found = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
    return " ".join(found.stdout.decode().split())


def test_a_port_in_use_is_one_sentence(ordered_course: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        command = [sys.executable, "-m", "mkdocs", "serve", "-a", address]
        result = subprocess.run(
            command, cwd=ordered_course, capture_output=True, text=True, timeout=_PATIENCE, check=False
        )
    assert result.returncode == 1
    assert f"L’aperçu ne peut pas s’ouvrir sur {address}" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_storm_of_saves_ends_with_the_last_one(preview: Preview) -> None:
    lesson = preview.root / "content/cours/services.md"
    text = lesson.read_text(encoding="utf-8")
    for number in range(100):
        lesson.write_text(text.replace("Un Service donne", f"Le numéro {number} donne"), encoding="utf-8")
        time.sleep(0.05)
    assert preview.shows("Le numéro 99 donne")
    lesson.write_text(text[: len(text) // 2], encoding="utf-8")
    lesson.write_text(text, encoding="utf-8")
    assert preview.shows("Un Service donne")
