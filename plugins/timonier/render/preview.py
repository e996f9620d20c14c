"""The box that a page of the preview shows when something is wrong with its source."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from timonier.core.diagnostic import Diagnostic
from timonier.lint.rule import help_address


def box(diagnostics: Sequence[Diagnostic], site: str = "") -> str:
    """HTML for the top of a page; nothing where there is no diagnostic. Codes link to their page below `site`."""
    if not diagnostics:
        return ""
    count = len(diagnostics)
    title = "1 défaut dans cette page" if count == 1 else f"{count} défauts dans cette page"
    return (
        '<aside class="tm-defauts" role="alert" aria-labelledby="tm-defauts-titre">'
        f'<p class="tm-defauts-titre" id="tm-defauts-titre">{title}</p>'
        f"<ul>{''.join(_item(diagnostic, site) for diagnostic in diagnostics)}</ul></aside>\n"
    )


def _item(diagnostic: Diagnostic, site: str) -> str:
    start = diagnostic.span.start
    kind = {"error": "Erreur", "warning": "Avertissement", "info": "Remarque"}[diagnostic.severity]
    code = escape(diagnostic.code)
    code = f'<a href="{escape(help_address(site, diagnostic.code))}">{code}</a>' if site else code
    hint = f'<br><span class="tm-defauts-aide">Aide : {escape(diagnostic.hint)}</span>' if diagnostic.hint else ""
    return (
        f"<li><strong>{kind} {code}</strong> "
        f"<code>{escape(diagnostic.path)}:{start.line}:{start.column}</code><br>"
        f"{escape(diagnostic.message)}{hint}</li>"
    )
