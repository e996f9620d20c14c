"""A small site written by hand, sound at first; each test spoils one thing and names what the audit must say."""

from __future__ import annotations

import gzip
import io
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from timonier import course, record, settings
from timonier.audit.run import audit
from timonier.core.diagnostic import Diagnostic
from timonier.errors import UsageError
from timonier.render.lab_script import template
from timonier.settings import Edition

LESSON = """---
title: Les Pods
type: cours
---

# Les Pods

Un Pod est un groupe de conteneurs.

/// question

Combien d’adresses IP possède un Pod ?

/// reponse

Une seule, partagée par *tous* ses conteneurs.

///

///

/// formateur

Laissez dix secondes de réflexion au groupe.

///
"""

CORRECTION = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: solution-du-pod\nspec: {}\n"


class Project:
    """A project on disk with its written site."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.site = root / "site"
        self.write("pyproject.toml", "[tool.timonier]\n")
        self.write("content/cours/pods.md", LESSON)
        self.write("corrections/tp-pods/pod.yaml", CORRECTION)
        self.page()
        self.record()

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    @property
    def course(self) -> course.Course:
        return course.load(settings.load(self.root))

    def page(self, body: str = "", digest: str | None = None, head: str = "") -> None:
        digest = self.course.pages[0].digest if digest is None else digest
        marker = f'<div hidden data-timonier-page="pods" data-timonier-source="{digest}"></div>'
        self.write(
            "site/cours/pods/index.html",
            f'<!doctype html><html lang="fr"><head><title>Pods</title>{head}</head><body>\n'
            f'<h1 id="les-pods">Les Pods</h1>\n<p>Un Pod est un groupe de conteneurs.</p>\n{body}\n'
            f"{marker if digest else ''}</body></html>",
        )

    def record(self, edition: Edition = "stagiaire", published: tuple[str, ...] = ()) -> None:
        source = self.course.pages[0]
        page = record.RecordedPage("pods", "cours/pods/index.html", source.path, source.digest)
        record.write(self.site, record.Record(edition, ("1.37",), (page,), {"errors": 0}, published))

    def audit(self) -> list[Diagnostic]:
        return list(audit(self.site, settings.load(self.root), self.course))

    def codes(self) -> list[str]:
        return [diagnostic.code for diagnostic in self.audit()]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_a_sound_site(project: Project) -> None:
    assert project.audit() == []


def test_no_record(project: Project) -> None:
    (project.site / "timonier.json").unlink()
    assert project.codes() == ["AUD001"]


@pytest.mark.parametrize("text", ["{", "[]", '{"version": 2}', '{"version": 1, "pages": [{"a": 1}]}', "null"])
def test_a_record_that_is_not_ours(project: Project, text: str) -> None:
    project.write("site/timonier.json", text)
    assert project.codes() == ["AUD001"]


def test_a_page_without_the_extension(project: Project) -> None:
    project.page(digest="")
    assert project.codes() == ["AUD002"]


def test_a_page_that_the_plugin_did_not_see(project: Project) -> None:
    content = json.loads((project.site / "timonier.json").read_text())
    content["pages"] = []
    project.write("site/timonier.json", json.dumps(content))
    assert sorted(project.codes()) == ["AUD002", "AUD004"]


def test_a_source_changed_since(project: Project) -> None:
    project.write("content/cours/pods.md", LESSON + "\nUne phrase de plus.\n")
    assert project.codes() == ["AUD003"]


def test_a_marker_of_another_source(project: Project) -> None:
    project.page(digest="0" * 64)
    assert project.codes() == ["AUD003"]


def test_a_source_without_page(project: Project) -> None:
    project.write("content/cours/volumes.md", "---\ntitle: V\n---\n\n# V\n")
    assert [(found.code, found.path) for found in project.audit()] == [("AUD004", "content/cours/volumes.md")]


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ("./", None),
        ("#les-pods", None),
        ("#", None),
        ("../pods/#les-pods", None),
        ("https://kubernetes.io/fr/", None),
        ("mailto:contact@exemple.fr", None),
        ("/cours/pods/", None),
        ("../absent/", "AUD010"),
        ("../../../dehors.html", "AUD010"),
        ("/absent.html", "AUD010"),
        ("#absent", "AUD011"),
        ("../pods/#absent", "AUD011"),
    ],
)
def test_links(project: Project, link: str, code: str | None) -> None:
    project.page(f'<a href="{link}">lien</a>')
    assert project.codes() == ([code] if code else [])


def test_a_dead_link_has_its_line(project: Project) -> None:
    project.page('<p>texte</p>\n<p><a href="absent.html">lien</a></p>')
    (found,) = project.audit()
    assert (found.path, found.span.start.line) == ("cours/pods/index.html", 5)
    assert "« absent.html »" in found.message


def test_links_under_a_base_path(project: Project) -> None:
    project.write("pyproject.toml", '[tool.timonier.site]\nadresse = "https://exemple.fr/formation/"\n')
    project.page('<a href="/formation/cours/pods/">bon</a>')
    assert project.codes() == []
    project.page('<a href="/cours/pods/">hors du chemin de base</a>')
    assert project.codes() == ["AUD010"]


@pytest.mark.parametrize(
    "body",
    [
        '<script src="https://cdn.exemple.com/a.js"></script>',
        '<script src="//cdn.exemple.com/a.js"></script>',
        '<img src="https://exemple.com/a.png" alt="">',
        '<img srcset="https://exemple.com/a.png 2x" alt="">',
        '<iframe src="https://video.exemple.com/"></iframe>',
        '<form action="https://exemple.com/"></form>',
        '<div style="background: url(https://exemple.com/a.png)"></div>',
        "<style>@import 'https://exemple.com/a.css';</style>",
        '<link rel="stylesheet" href="https://exemple.com/a.css">',
        '<link rel="preconnect" href="https://exemple.com">',
        '<svg><use href="https://exemple.com/a.svg#x"></use></svg>',
    ],
)
def test_third_parties(project: Project, body: str) -> None:
    project.page(body)
    assert project.codes() == ["AUD020"]


def test_a_third_party_in_a_style_sheet(project: Project) -> None:
    project.write("site/style.css", "a { color: red }\nb { background: url('https://exemple.com/x.woff2') }\n")
    (found,) = project.audit()
    assert (found.code, found.path, found.span.start.line) == ("AUD020", "style.css", 2)


def test_a_canonical_address_is_not_fetched(project: Project) -> None:
    project.page(head='<link rel="canonical" href="https://exemple.fr/cours/pods/">')
    assert project.audit() == []


def leak_in_html(project: Project) -> None:
    project.page("<p>Une seule, partagée par <em>tous</em> ses conteneurs.</p>")


def leak_in_code_spans(project: Project) -> None:
    project.page('<pre><code><span class="nt">name</span>:   <span>solution-du-pod</span></code></pre>')


def leak_in_comment(project: Project) -> None:
    project.page("<!-- Laissez dix secondes de réflexion au groupe. -->")


def leak_in_attribute(project: Project) -> None:
    project.page('<button data-copie="Laissez dix secondes de r&eacute;flexion au groupe.">x</button>')


def leak_in_search_index(project: Project) -> None:
    text = json.dumps({"docs": [{"text": "<p>Une seule, partagée par <em>tous</em> ses conteneurs.</p>"}]})
    project.write("site/search/search_index.json", text)


def leak_in_escaped_json(project: Project) -> None:
    project.write("site/page.json", json.dumps("Laissez dix secondes de réflexion\nau groupe.", ensure_ascii=True))


def leak_of_the_file_itself(project: Project) -> None:
    project.write("site/corrections/pod.yaml", CORRECTION)


def leak_re_indented_and_split(project: Project) -> None:
    project.page("<pre>      name:\n   solu<b>tion</b>-\u00addu<wbr>-pod</pre>")


def leak_in_a_script(project: Project) -> None:
    project.page('<script>note("Laissez dix secondes de r\\u00e9flexion\\nau groupe.")</script>')


def leak_in_a_deck(project: Project) -> None:
    deck = '<html><aside class="notes">Laissez dix secondes de réflexion<br>au groupe.</aside></html>'
    project.write("site/cours/pods/diapos.html", deck)


def leak_in_svg(project: Project) -> None:
    project.write(
        "site/f.svg", "<svg><text><tspan>Laissez dix secondes</tspan> de réflexion au groupe.</text></svg>"
    )


def leak_in_a_file_of_no_known_kind(project: Project) -> None:
    project.write("site/depot/Dockerfile", "# Une seule, partagée par tous ses conteneurs.\n")


def leak_in_a_zip(project: Project) -> None:
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("correction/pod.yaml", CORRECTION)
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("tp.zip", inner.getvalue())
    (project.site / "tp.zip").write_bytes(outer.getvalue())


def leak_in_gzip(project: Project) -> None:
    (project.site / "index.json.gz").write_bytes(gzip.compress(CORRECTION.encode()))


def leak_in_pdf(project: Project) -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    lines = b"BT /F1 12 Tf 14 TL 72 700 Td (name: solution-du-) Tj T* (pod) Tj ET"
    page.Contents = pdf.make_stream(lines)
    pdf.save(project.site / "pods.pdf")


def leak_in_a_file_that_a_pdf_carries(project: Project) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.attachments["pod.yaml"] = pikepdf.AttachedFileSpec(pdf, CORRECTION.encode(), filename="pod.yaml")
    pdf.save(project.site / "pods.pdf", object_stream_mode=pikepdf.ObjectStreamMode.generate)


@pytest.mark.parametrize(
    "plant",
    [
        leak_in_a_file_that_a_pdf_carries,
        leak_re_indented_and_split,
        leak_in_a_script,
        leak_in_a_deck,
        leak_in_svg,
        leak_in_a_file_of_no_known_kind,
        leak_in_a_zip,
        leak_in_gzip,
        leak_in_pdf,
        leak_in_html,
        leak_in_code_spans,
        leak_in_comment,
        leak_in_attribute,
        leak_in_search_index,
        leak_in_escaped_json,
        leak_of_the_file_itself,
    ],
)
def test_planted_leaks(project: Project, plant: Callable[[Project], None]) -> None:
    plant(project)
    assert set(project.codes()) == {"AUD030"}


def test_a_leak_in_a_pdf_without_poppler(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    leak_in_pdf(project)
    assert project.codes() == ["AUD030"]


def test_a_short_private_text_is_looked_for_by_runs_of_lines(project: Project) -> None:
    project.write(
        "content/cours/autre.md", "---\ntitle: Un\n---\n\nreplicas: 3 puis strategy: puis type: Recreate\n"
    )
    project.write("corrections/tp-pods/court.yaml", "replicas: 3\nstrategy:\n  type: Recreate\n")
    project.page("<pre>  replicas: 3\n  strategy:\n    type: Recreate</pre>")
    assert "AUD030" in project.codes()


@pytest.mark.parametrize(("edition", "published"), [("stagiaire", ("tp-pods", "pods")), ("formateur", ())])
def test_what_is_published_is_no_leak(project: Project, edition: Edition, published: tuple[str, ...]) -> None:
    answer = "<p>Une seule, partagée par <em>tous</em> ses conteneurs.</p>"
    project.write("site/corrections/pod.yaml", CORRECTION)
    project.page(answer)
    assert set(project.codes()) == {"AUD030"}
    project.record(edition, published)
    assert project.codes() == []
    project.page(f"{answer}<p>Laissez dix secondes de réflexion au groupe.</p>")
    assert project.codes() == ([] if edition == "formateur" else ["AUD030"])


@pytest.mark.parametrize(("name", "data"), [("a.pdf", b"%PDF-1.7 rien"), ("a.zip", b"PK\x03\x04 rien")])
def test_what_cannot_be_read_is_named(project: Project, name: str, data: bytes) -> None:
    (project.site / name).write_bytes(data)
    assert [(found.code, found.path) for found in project.audit()] == [("AUD032", name)]


def test_what_stands_in_published_text_is_no_leak(project: Project) -> None:
    project.write("content/cours/pods.md", LESSON + "\nIci, `name: solution-du-pod` est cité.\n")
    project.page("<p>Ici, <code>name: solution-du-pod</code> est cité.</p>")
    project.record()
    assert "AUD030" not in project.codes()


def test_starting_files_are_published(project: Project) -> None:
    project.write("corrections/tp-pods/correction.yml", "etapes:\n  - n: 1\n    depart: [debut/a-completer.yaml]\n")
    project.write("corrections/tp-pods/debut/a-completer.yaml", "# un fichier de départ publié\n")
    project.write("site/debut/a-completer.yaml", "# un fichier de départ publié\n")
    assert project.codes() == []


def test_the_place_of_a_correction_is_no_text(project: Project) -> None:
    project.write("content/cours/pods.md", LESSON + "\n/// correction\n    etape: 2\n///\n")
    project.page()
    project.record()
    assert project.codes() == []


def test_a_correction_with_nothing_distinctive_is_named(project: Project) -> None:
    project.write("corrections/tp-pods/vide.yaml", "kind: Pod\n")
    assert [(found.code, found.path) for found in project.audit()] == [("AUD031", "corrections/tp-pods/vide.yaml")]


def test_no_site(project: Project, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="construisez d’abord"):
        audit(tmp_path / "absent", settings.load(project.root), project.course)
    (tmp_path / "vide").mkdir()
    with pytest.raises(UsageError, match="aucune page HTML"):
        audit(tmp_path / "vide", settings.load(project.root), project.course)


def test_what_the_page_of_codes_publishes_is_no_secret(project: Project) -> None:
    project.write("corrections/tp-pods/correction.yml", "tp: pods\netapes:\n  - n: 1\n    verification: []\n")
    project.page(body="<pre>verification:</pre>\n<pre>verification: []</pre>")
    assert "AUD030" in project.codes()
    project.write("content/codes.md", "---\ntitle: Codes\n---\n\n/// codes\n///\n")
    project.page(body="<pre>verification:</pre>")
    assert "AUD030" not in project.codes()


def test_what_the_script_of_every_lab_says_is_no_secret(project: Project) -> None:
    script = "#!/usr/bin/env bash\nset -u\nkubectl delete pod solution-du-pod\n"
    project.write("corrections/tp-pods/nettoyer.sh", script)
    project.write("site/tp-pods/verifier.sh", template())
    assert project.codes() == []
    project.write("site/tp-pods/verifier.sh", template() + "kubectl delete  pod solution-du-pod\n")
    assert project.codes() == ["AUD030"]
