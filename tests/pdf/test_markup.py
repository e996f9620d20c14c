"""Print HTML as code: blanks as in a browser, texts that stay texts, tables and images."""

from __future__ import annotations

import pytest

from timonier.pdf.markup import markup

HEAD = "{"


def code(html: str) -> str:
    return markup(f"<body>{html}</body>", {"asset:a.svg": (60.0, 30.0)}).code


def paragraph(html: str) -> str:
    """What a paragraph is given."""
    made = code(f"<p>{html}</p>")
    return made.removeprefix("{p({").partition("},keep:")[0]


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("  un\n deux ", '"un deux"'),
        ("un <b>deux</b> trois", '"un";" ";strong({"deux"});" ";"trois"'),
        ("un<b> deux </b>trois", '"un";strong({" ";"deux"});" ";"trois"'),
        ("un <br> deux", '"un";linebreak();"deux"'),
        ("<em> un</em>", 'emph({"un"})'),
        ("a\u00a0b\u202f!", '"a\u00a0b\u202f!"'),
        ('un <span id="x">mot</span>', '"un";" ";mark("x");"mot"'),
        (
            '<a href="book:pods--a">là</a><a class="renvoi" href="renvoi:pods"></a>.',
            'to("book:pods--a",{"là"});folio("renvoi:pods",29pt,7pt);"."',
        ),
        ('x<span class="note" data-note="¹">kubernetes.io</span>', '"x";note("¹","kubernetes.io")'),
    ],
)
def test_blanks_are_those_that_a_browser_shows(html: str, wanted: str) -> None:
    assert paragraph(html) == wanted


@pytest.mark.parametrize(
    "text", ['"); #panic("x', "\\", '{;"})', "#let a = 1", "$x$ *y* _z_ `w` @a <b>", "// fin", "\\u{41}"]
)
def test_no_text_is_code(text: str) -> None:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    shown = text.replace("&", "&amp;").replace("<", "&lt;")
    assert paragraph(shown) == f'"{escaped}"'
    assert f'"{escaped}"' in code(f"<pre><code>{shown}</code></pre>")


def test_words_that_may_be_too_long_are_measured_and_code_breaks_where_it_must() -> None:
    word = "x" * 40
    assert f'words:("{word}",)' in code(f"<p>Un {word}.</p>".replace(".", ""))
    assert "words:()" in code("<p>Un mot, kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/</p>")
    assert paragraph(f"<code>a {word} b</code>") == f'code({{"a ";anywhere("{word}");" b"}})'


def test_a_list_stays_with_the_sentence_over_it_and_a_short_one_whole() -> None:
    assert code("<p>Voici :</p>\n<ul><li>un</li></ul>") == (
        '{p({"Voici :"},keep:true,words:(),section:"")\nblock(list({"un"}),breakable:false,width:100%)}'
    )
    assert "block(" not in code("<ul>" + "<li>un</li>" * 4 + "</ul>")
    assert 'enum({"a"},start:3)' in code('<ol start="3"><li>a</li></ol>')
    assert code('<ul><li class="task-list-item">☐ fait</li></ul>') == '{ticked((("☐",{"fait"}),))}'


def test_a_cell_says_where_it_stands_and_what_it_needs() -> None:
    head = "<thead><tr><th>A</th><th style='text-align: right'>B</th></tr></thead>"
    first = '<tr><th scope="row" rowspan="2">c</th><td>un mot-long <code>k=v</code></td></tr>'
    made = code(f"<table>{head}<tbody>{first}<tr><td>e</td></tr></tbody></table>")
    assert "columns:2,heads:1,whole:true" in made
    assert 'x:0,y:1,span:1,rows:2,align:left,head:true,scope:"row"' in made
    assert "x:1,y:2,span:1,rows:1" in made
    assert 'words:("un","long","mot-",),code:3,' in made
    assert "x:1,y:0,span:1,rows:1,align:right,head:true" in made


def test_an_image_has_its_size_and_its_words() -> None:
    assert paragraph('<img src="asset:a.svg" alt="Un carré">') == (
        'drawing(assets.at("asset:a.svg"),60.00pt,30.00pt,"Un carré",fixed:false,section:"",clue:"asset:a.svg")'
    )
    assert "120.00pt,60.00pt" in paragraph('<img src="asset:a.svg" alt="x" width="160">')
    assert "fixed:true" in paragraph('<img src="asset:a.svg" style="max-width:none;width:9px" alt="">')


def test_a_drawing_keeps_the_names_of_svg() -> None:
    made = code('<figure><svg viewbox="0 0 40 20"><title>Un nœud</title><lineargradient/></svg></figure>')
    assert 'xmlns=\\"http://www.w3.org/2000/svg\\" viewBox=\\"0 0 40 20\\"' in made
    assert "linearGradient" in made
    assert '30.00pt,15.00pt,"Un nœud"' in made


def test_titles_are_told_and_what_stands_under_them_says_so() -> None:
    found = markup(
        '<body><h1 id="a">Un</h1><h2 id="b">Deux</h2><h3 id="c">Trois</h3><h4 id="d">Q</h4><p>x</p></body>', {}
    )
    assert found.titles == ((1, "Un", "a"), (2, "Deux", "b"), (3, "Trois", "c"))
    assert 'title(3,"c",{"Trois"},close:true)' in found.code
    assert 'section:"Q"' in found.code


def test_addresses_that_no_book_may_have_are_told() -> None:
    html = (
        '<p style="background:url(https://a.example/b)">x</p><a href="https://ok.example">y</a>'
        '<svg><image href="file:///etc/hosts"/><use href="#a"/></svg><object data="c"></object>'
        '<img src="asset:a.svg">'
    )
    assert markup(f"<body>{html}</body>", {}).asked == ("https://a.example/b", "file:///etc/hosts", "c")
