"""What only the trainer may see, planted in every place where it could get out."""

from __future__ import annotations

import gzip
import io
import json
import shutil
import zipfile
from collections.abc import Callable

import pikepdf
import pytest
from audit_project import CORRECTION, LESSON, Project

from timonier.render.lab_script import template
from timonier.settings import Edition


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


def test_the_application_is_published_but_for_what_is_a_correction(project: Project) -> None:
    project.write("application/pod.yaml", CORRECTION)
    leak_of_the_file_itself(project)
    assert project.codes() == ["AUD030"]
    project.write("application/pod.yaml", f"{CORRECTION}# Le Pod de l’application.\n")
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
