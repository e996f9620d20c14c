"""From paper to the site: a code that telephones read at the head of a lab, and short addresses of manifests.

In: addresses. Out: elements for a page in print form. Nothing where the site has no address.
"""

from __future__ import annotations

from base64 import b32encode
from hashlib import sha256
from typing import Final

import segno
from lxml import html as lxml_html
from lxml.html import HtmlElement
from lxml.html.builder import E

from timonier.render.print_notes import short_address

FOLDER: Final = "f"
"""In the site: the manifests that have a short address."""
_LENGTH: Final = 6
"""Letters of a short name: one chance in a thousand that two of 1,500 manifests have the same."""
_WORDS: Final = "Ce TP sur le site, avec ses fichiers et vos valeurs\u00a0:"


def access(address: str) -> HtmlElement:
    """What leads to the page at `address`: its code, and the address in words."""
    title = f"Code QR qui mène à {short_address(address)}"
    drawn = segno.make(address, error="m", micro=False).svg_inline(border=0, omitsize=True, title=title)
    return E.div({"class": "acces"}, lxml_html.fragment_fromstring(drawn), E.p(_WORDS, E.br(), typed(address)))


def typed(address: str) -> HtmlElement:
    """A link that says where it leads."""
    return E.a({"href": address}, short_address(address))


def place(name: str) -> str:
    """Where the site has the file `name`: short enough to type, the same as long as the file keeps its name."""
    code = b32encode(sha256(name.encode()).digest())[:_LENGTH].decode().lower()
    return f"{FOLDER}/{code}.yaml"
