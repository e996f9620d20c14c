"""AUD: what `timonier audit` says of a written site; `timonier.audit` finds it."""

from __future__ import annotations

import hashlib
import json

from timonier.core.diagnostic import Severity
from timonier.lint.rule import Rule

_RECORD = "Timonier, trace de la vérification : une moitié dans chaque page, l’autre dans timonier.json"
_PAGE = "site/cours/pods/index.html"
_SOURCE = "content/cours/pods.md"
_LESSON = "---\ntitle: Les Pods\ntype: cours\n---\n\n# Les Pods\n\nUn Pod groupe des conteneurs.\n"
_ANSWER = "Une seule adresse, que tous les conteneurs du Pod partagent."
_QUESTION = f"{_LESSON}\n/// question\nCombien d’adresses ?\n\n/// reponse\n{_ANSWER}\n///\n\n///\n"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _record(lesson: str, *, pages: bool = True) -> str:
    page = {"id": "pods", "file": "cours/pods/index.html", "source": _SOURCE, "digest": _digest(lesson)}
    content = {
        "version": 1,
        "edition": "stagiaire",
        "kubernetes": ["1.37"],
        "pages": [page] if pages else [],
        "checked": {"errors": 0},
        "published": [],
    }
    return json.dumps(content, indent=1) + "\n"


def _site(body: str = "", *, lesson: str = _LESSON, built_from: str = _LESSON, record: str | None = None) -> str:
    """A course of one page and its written site; `body` stands in the page."""
    marker = f'<div hidden data-timonier-page="pods" data-timonier-source="{_digest(built_from)}"></div>'
    html = f'<!doctype html>\n<h1 id="les-pods">Les Pods</h1>\n{body}\n{marker}\n'
    record = _record(lesson) if record is None else record
    listed = f"==> site/timonier.json <==\n{record}" if record else ""
    return f"==> {_SOURCE} <==\n{lesson}==> {_PAGE} <==\n{html}{listed}"


def _rule(
    code: str,
    title: str,
    explanation: str,
    source: str,
    *,
    bad: str,
    good: str | None = None,
    severity: Severity = "error",
) -> Rule:
    return Rule(code, title, explanation, source, bad, good or _site(), severity, _PAGE, "audit")


RULES = (
    _rule(
        "AUD001",
        "site sans trace de la vérification",
        "Le greffon timonier-check écrit timonier.json à la fin d’une construction. Sans lui, rien ne prouve que "
        "les extraits publiés ont été vérifiés : certains générateurs ignorent un greffon sans le dire.",
        _RECORD,
        bad=_site(record=""),
    ),
    _rule(
        "AUD002",
        "page qui n’a que la moitié de la trace",
        "L’extension Markdown marque chaque page, et le greffon la nomme dans timonier.json. Une page qui n’a que "
        "l’un des deux a été construite sans l’autre.",
        _RECORD,
        bad=_site(record=_record(_LESSON, pages=False)),
    ),
    _rule(
        "AUD003",
        "page construite depuis un autre texte",
        "L’empreinte que porte la page n’est pas celle de sa source : la source a changé depuis, ou le fichier "
        "vient d’ailleurs.",
        _RECORD,
        bad=_site(built_from="un texte plus ancien"),
    ),
    _rule(
        "AUD004",
        "page du cours absente du site",
        "Une page Markdown du cours n’est nommée dans aucune page du site construit.",
        _RECORD,
        bad=f"==> content/cours/services.md <==\n{_LESSON}{_site()}",
    ),
    _rule(
        "AUD010",
        "lien mort dans le site",
        "Un lien ou une ressource d’une page ne mène à aucun fichier du site.",
        "RFC 3986, 5 « Reference Resolution »",
        bad=_site('<a href="../services/">les Services</a>'),
        good=_site('<a href="../pods/">les Pods</a>'),
    ),
    _rule(
        "AUD011",
        "ancre morte dans le site",
        "La page visée existe, mais aucun de ses éléments ne porte l’identifiant qui suit le « # ».",
        "HTML, « Navigating to a fragment »",
        bad=_site('<a href="#pod">plus haut</a>'),
        good=_site('<a href="#les-pods">plus haut</a>'),
    ),
    _rule(
        "AUD020",
        "ressource chez un tiers",
        "Le navigateur irait chercher ce fichier ailleurs que sur le site : la page ne marcherait pas hors ligne, "
        "et un tiers saurait qui la lit. Un simple lien à suivre est permis.",
        "Timonier, site sans requête à un tiers",
        bad=_site('<img src="https://example.com/logo.png" alt="Logo">'),
        good=_site('<a href="https://example.com/">un site</a>'),
    ),
    _rule(
        "AUD030",
        "texte privé dans le site",
        "Une ligne d’un corrigé, d’une réponse ou d’une note de formateur qui n’est pas publiée se trouve dans un "
        "fichier du site, où n’importe qui peut la lire.",
        "Timonier, ce qui est caché n’est pas construit",
        bad=_site(f"<p>{_ANSWER}</p>", lesson=_QUESTION, built_from=_QUESTION),
        good=_site(lesson=_QUESTION, built_from=_QUESTION),
    ),
    _rule(
        "AUD031",
        "texte privé sans rien de distinctif",
        "Ce texte privé n’a aucune ligne que les pages publiées n’aient pas aussi : l’audit ne peut pas prouver "
        "qu’il est absent du site. Ce n’est pas une faute.",
        "Timonier, ce qui est caché n’est pas construit",
        bad=_site(lesson=(_few := _QUESTION.replace(_ANSWER, "Une.")), built_from=_few),
        good=_site(lesson=_QUESTION, built_from=_QUESTION),
        severity="info",
    ),
    _rule(
        "AUD032",
        "fichier du site illisible",
        "Ce PDF ou ce zip ne s’ouvre pas : rien ne prouve qu’il ne contient aucun corrigé.",
        "Timonier, ce qui est caché n’est pas construit",
        bad=f"{_site()}==> site/pdf/pods.pdf <==\n%PDF-1.7\ncoupé\n",
    ),
)
