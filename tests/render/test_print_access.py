"""From paper to the site: the code at the head of a lab, the short address of a manifest."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from lxml import html as lxml_html

from timonier.render.print import printable
from timonier.render.print_access import access, place
from timonier.render.print_page import Links, PrintPage

ADDRESS = "https://cours.example/k8s/tp/tp-un/"
POD = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n"
CODE = f'<div class="highlight tm-code" data-lang="yaml"><pre><code>{POD}</code></pre></div>'


def shown(html: str, site: str = "", address: str = "") -> PrintPage:
    links = Links({}, site)
    return printable(html, page="tp-un", path="tp/tp-un.md", title="TP", links=links, image=str, address=address)


def test_the_head_has_a_drawing_its_alternative_and_the_address_in_words() -> None:
    html = lxml_html.tostring(access(ADDRESS), encoding="unicode")
    drawing = ElementTree.fromstring(html[html.index("<svg") : html.index("</svg>") + 6])
    assert drawing.findtext("title") == "Code QR qui mène à cours.example/k8s/tp/tp-un"
    assert drawing.find("path") is not None
    assert f'<a href="{ADDRESS}">cours.example/k8s/tp/tp-un</a>' in html


def test_only_a_page_with_an_address_has_it_after_its_title() -> None:
    page = shown("<h1 id='t'>TP</h1><p>Texte.</p>", address=ADDRESS)
    assert page.html.startswith('<article><h1 id="t">TP</h1><div class="acces"><svg')
    assert "note" not in page.html
    assert "acces" not in shown("<h1>TP</h1>").html


def test_a_manifest_says_where_the_site_has_it() -> None:
    page = shown(CODE, "https://cours.example/k8s/")
    [file] = page.files
    assert file.place == place("tp-un--pod.yaml")
    assert re.fullmatch(r"f/[a-z2-7]{6}\.yaml", file.place)
    assert f'<a href="https://cours.example/k8s/{file.place}">cours.example/k8s/{file.place}</a>' in page.html


def test_there_is_no_address_without_a_site() -> None:
    page = shown(CODE)
    assert [file.place for file in page.files] == [""]
    assert "href" not in page.html


def test_what_students_may_not_have_has_no_address_and_changes_no_name() -> None:
    private = f'<div class="tm-bloc tm-correction">{CODE}</div>'
    public, hidden = shown(private + CODE, "https://cours.example/k8s/").files
    assert public == shown(CODE, "https://cours.example/k8s/").files[0]
    assert (hidden.name, hidden.place) == ("tp-un--pod-2.yaml", "")
