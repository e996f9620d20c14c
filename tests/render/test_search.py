from __future__ import annotations

import json

import pytest

from timonier.errors import UsageError
from timonier.render.assets import search_assets
from timonier.render.search import Section, encode, index_of_site, read

ARTICLE = '<html><body><nav>menu</nav><article class="md-content__inner md-typeset">'


def sections(body):
    page = read("a/index.html", f"{ARTICLE}<h1>Les Pods</h1>{body}</article></body></html>")
    assert page is not None
    assert (page.url, page.title) == ("a/", "Les Pods")
    return page.sections


def test_a_section_begins_at_each_heading_with_an_anchor():
    body = (
        '<p>Avant.</p><h2 id="un">Un<a class="headerlink" href="#un">¶</a></h2><p>A</p>'
        '<h3 id="deux">Deux</h3><p>B</p>'
        '<h2>Sans ancre</h2><div><h2 id="trois">Trois</h2><p>C</p></div><p>D</p>'
    )
    assert sections(body) == (
        Section("", "", "Avant."),
        Section("un", "Un", "A"),
        Section("deux", "Deux", "B Sans ancre"),
        Section("trois", "Trois", "C D"),
    )


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>un <em>mo</em>t</p><p>deux</p>", "un mot deux"),
        ("<ul><li>un</li><li>deux</li></ul>", "un deux"),
        ("<table><tr><td>un</td><td>deux</td></tr></table>", "un deux"),
        ('<pre><code><span class="tm-k">kind</span><span>:</span> Pod\n  a: b</code></pre>', "kind: Pod a: b"),
        ("<details><summary>Titre</summary><p>plié</p></details>", "Titre plié"),
        ("un<br>deux\u00a0:\u202ftrois", "un deux : trois"),
        (
            "<p>un</p><p hidden>caché</p><script>x()</script><svg><title>fig</title></svg><button>Copier</button>",
            "un",
        ),
        ("<p>un<!-- note --> deux</p>", "un deux"),
        ('<header class="tm-hors-recherche">45 min</header><p>un</p>', "un"),
    ],
)
def test_the_text_is_what_a_reader_sees(html, text):
    assert sections(html) == (Section("", "", text),)


def test_a_page_without_article_is_left_out():
    assert read("diapos.html", "<html><body><p>Diapositive</p></body></html>") is None


def test_the_index_of_a_site_leaves_out_the_404_page(tmp_path):
    for file in ("index.html", "404.html", "cours/pods/index.html"):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(f"{ARTICLE}<h1>{file}</h1></article>", encoding="utf-8")
    assert [page["url"] for page in json.loads(index_of_site(tmp_path))] == ["cours/pods/", ""]


def test_an_index_without_pages():
    assert json.loads(encode(())) == []


def test_the_library_goes_with_its_licence_and_without_its_map():
    assets = search_assets()
    library = next(asset.data.decode() for asset in assets.files if asset.path == assets.library)
    assert "Permission is hereby granted" in library.partition("*/")[0]
    assert "sourceMappingURL" not in library


def test_a_missing_library_is_one_sentence(tmp_path):
    with pytest.raises(UsageError, match="lancez scripts/site"):
        search_assets(prefix=tmp_path)
