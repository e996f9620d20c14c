"""The page that stands at an old address. In: where it leads. Out: HTML that works without a script."""

from __future__ import annotations

import json
from html import escape


def redirect_page(target: str, canonical: str, title: str) -> str:
    """HTML that leads to `target`, relative to the page, keeping the anchor where a script may run.

    `canonical` is the whole address of the new page, or `target` where nobody knows the site's.
    """
    to, script = escape(target, quote=True), json.dumps(target).replace("<", "\\u003c")
    return (
        '<!doctype html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n<title>Page déplacée</title>\n'
        f'<link rel="canonical" href="{escape(canonical, quote=True)}">\n'
        '<meta name="robots" content="noindex">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<script>location.replace({script} + location.search + location.hash)</script>\n"
        f'<meta http-equiv="refresh" content="0; url={to}">\n</head>\n<body>\n'
        f'<p>Cette page a changé d’adresse : <a href="{to}">{escape(title)}</a>.</p>\n</body>\n</html>\n'
    )
