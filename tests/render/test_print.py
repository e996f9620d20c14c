"""Page HTML in, print HTML out."""

from __future__ import annotations

import pytest

from timonier.render.print import printable, printable_slides
from timonier.render.print_page import (
    Heading,
    ImageError,
    Links,
    PrintPage,
    book_link,
    content_path,
    read_book_link,
)

PAGES = {
    "index.md": "index",
    "cours/objets/services.md": "services",
    "cours/objets/pods.md": "pods",
}


def image(source: str) -> str:
    if source.startswith("absente"):
        raise ImageError(f"image introuvable : {source}")
    return f"asset:{source}"


def shown(html: str, site_address: str = "") -> PrintPage:
    return printable(
        html,
        page="services",
        path="cours/objets/services.md",
        title="Les Services",
        links=Links(PAGES, site_address),
        image=image,
    )


def body(html: str, site_address: str = "") -> str:
    """The print form of a fragment that has its own title, without shell and title."""
    text = shown(f'<h1 id="t">T</h1>{html}', site_address).html
    return text.removeprefix('<article><h1 id="t">T</h1>').removesuffix("</article>")


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("#types", "book:services--types"),
        ("pods.md", "book:pods"),
        ("./pods.md#%C3%A9tats", "book:pods--%C3%A9tats"),
        ("../../index.md", "book:index"),
        ("/cours/objets/pods.md", "book:pods"),
        ("mailto:cours@example.org", "mailto:cours@example.org"),
    ],
)
def test_links_lead_to_a_place_of_the_book_or_stay_live(address: str, wanted: str) -> None:
    box = f'<a class="renvoi" href="{wanted.replace("book:", "renvoi:")}"></a>' if "book:" in wanted else ""
    html = f'<p><a href="{address}">x</a>, y</p>'
    assert body(html) == f'<p><a href="{wanted}">x</a>{box}, y</p>'


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "manifestes/web.yaml", ""])
def test_a_link_that_paper_cannot_follow_keeps_its_text(address: str) -> None:
    assert body(f'<p>Voir <a href="{address}">ceci</a>.</p>') == "<p>Voir ceci.</p>"


def test_a_file_of_the_course_is_reached_on_the_site() -> None:
    page = body('<h2 id="a"><a href="manifestes/web é.yaml">x</a></h2>', "https://cours.example/k8s/")
    address = "https://cours.example/k8s/cours/objets/manifestes/web%20%C3%A9.yaml"
    assert page == f'<h2 id="a"><a href="{address}">x</a></h2>'


def test_a_link_to_no_page_is_a_fault_with_the_words_of_the_source() -> None:
    page = shown('<p><a href="absente.md#a">x</a><a href="http://[::1/">y</a></p>')
    assert [(fault.code, fault.needle) for fault in page.faults] == [
        ("PDF102", "absente.md#a"),
        ("PDF101", "http://[::1/"),
    ]
    assert "href" not in page.html


def test_folds_stand_open_with_their_titles() -> None:
    html = '<details class="tm-bloc tm-indice"><summary>Indice 1</summary><p>Ici.</p></details>'
    assert body(html) == (
        '<div class="admonition fold tm-bloc tm-indice"><p class="admonition-title">Indice 1</p><p>Ici.</p></div>'
    )


def test_tabs_follow_each_other_with_their_labels_and_may_nest() -> None:
    def tabs(*panels: tuple[str, str]) -> str:
        labels = "".join(f"<label>{label}</label>" for label, _ in panels)
        blocks = "".join(f'<div class="tabbed-block">{panel}</div>' for _, panel in panels)
        return (
            '<div class="tabbed-set tabbed-alternate" data-tabs="1:2"><input id="i" name="n" type="radio">'
            f'<div class="tabbed-labels">{labels}</div><div class="tabbed-content">{blocks}</div></div>'
        )

    html = (
        tabs(("kind", "<p>un</p>"), ("k3s", tabs(("Linux", "<p>deux</p>"), ("macOS", "<p>trois</p>"))))
        + "<p>après</p>"
    )
    assert body(html) == (
        '<div class="tabs">'
        '<div class="tab"><p class="tab-label">kind</p><p>un</p></div>'
        '<div class="tab"><p class="tab-label">k3s</p><div class="tabs">'
        '<div class="tab"><p class="tab-label">Linux</p><p>deux</p></div>'
        '<div class="tab"><p class="tab-label">macOS</p><p>trois</p></div>'
        "</div></div></div><p>après</p>"
    )


def test_what_only_a_screen_uses_goes_and_the_words_after_it_stay() -> None:
    html = (
        '<h2 id="a">Titre<a class="headerlink" href="#a">¶</a></h2><p>un <button>Copier</button>deux'
        "<script>x()</script> trois<!-- note --></p><div hidden data-timonier-page='p'></div>"
        '<iframe src="https://example.org"></iframe>'
    )
    assert body(html) == '<h2 id="a">Titre</h2><p>un deux trois</p>'


def test_a_task_keeps_its_box() -> None:
    html = '<ul><li><input type="checkbox" disabled> à faire</li><li><input type="checkbox" checked> fait</li></ul>'
    assert body(html) == "<ul><li>☐ à faire</li><li>☑ fait</li></ul>"


def test_images_get_the_address_that_the_caller_gives() -> None:
    page = shown('<p><img src="a.png#only-light" alt="A" loading="lazy"><img src="b.png#only-dark" alt="B"></p>')
    assert '<p><img src="asset:a.png" alt="A"></p>' in page.html
    assert [fault.needle for fault in shown('<img src="absente.png" alt="A">').faults] == ["absente.png"]


def test_headings_have_ids_and_a_page_has_a_title() -> None:
    page = shown('<h2 id="titre-1">Un <code>Pod</code></h2><h3>Deux</h3>')
    assert page.headings == (
        Heading(1, "Les Services", "titre-1-bis"),
        Heading(2, "Un Pod", "titre-1"),
        Heading(3, "Deux", "titre-3"),
    )


def test_the_space_before_an_inline_element_of_a_slide_has_a_box_of_its_own() -> None:
    html = "<p>un <code>deux</code> trois <b>quatre</b></p>"
    slide = printable_slides(html, page="services", path="cours/services.md", links=Links({}), image=str)
    assert slide.html == "<p>un<span> </span><code>deux</code> trois<span> </span><b>quatre</b></p>"
    assert body(html) == html


def test_what_paper_does_not_show_is_said_but_for_what_only_screens_have() -> None:
    html = '<p><video src="a.mp4"></video></p><div class="timonier-ecran"><iframe src="b"></iframe></div>'
    [fault] = shown(html).faults
    assert (fault.code, fault.needle) == ("PDF108", "<video")


def test_an_address_of_the_book_is_read_as_it_was_written() -> None:
    for page, anchor in [("services", ""), ("a--b", "c--d"), ("é", "été--là"), ("p", "-x")]:
        assert read_book_link(book_link(page, anchor, "folio")) == ("folio", page, anchor)
    assert read_book_link("https://example.org/book:x") is None


def test_a_path_is_understood_from_the_page_that_writes_it() -> None:
    assert content_path("cours/a.md", "../tp/b%20c.md") == "tp/b c.md"
    assert content_path("cours/a.md", "/tp/b.md") == "tp/b.md"
    assert content_path("cours/a.md", "../../hors.md") == "../hors.md"
