from __future__ import annotations

from pathlib import Path

from lxml import html as lxml_html

from timonier.core.source import SourceFile
from timonier.markdown_ext.convert import convert
from timonier.render.licences import schema_parts, site_parts
from timonier.settings import Settings


def test_the_block_lists_every_part_with_its_version():
    page = convert(
        SourceFile("licences.md", "- Liste\n\n    /// licences\n    ///\n"), Settings(root=Path(__file__).parent)
    )
    tables = lxml_html.fragment_fromstring(page.html, create_parent=True).findall(".//table")
    assert [table.findtext("caption") for table in tables] == [
        "Dans les pages et les livres",
        "Pour vérifier les manifestes",
    ]
    rows = [[cell.text_content() for cell in row] for table in tables for row in table.findall("./tbody/tr")]
    parts = (*site_parts(), *schema_parts())
    assert rows == [[part.name, part.version, part.authors, part.licence.name] for part in parts]
