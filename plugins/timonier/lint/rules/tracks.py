"""PAR: what a track says of the pages of the course and of other tracks."""

from __future__ import annotations

from collections.abc import Iterator

from timonier.core.diagnostic import Diagnostic
from timonier.core.outline import Outline
from timonier.core.source import Mention
from timonier.core.tracks import Day, Track
from timonier.core.words import advice
from timonier.lint.rule import Rule
from timonier.lint.rules.course import unknown_page

_MIDNIGHT = 24 * 60


def check(outline: Outline) -> Iterator[Diagnostic]:
    """All diagnostics of this family but those of the form of the files."""
    for track in outline.tracks:
        yield from _twins(track)
        yield from _supposition(track, outline)
        for day in track.days:
            yield from _day(day, track, outline)
        if not outline.blind:
            yield from _pages(track, outline)
            yield from _prerequisites(track, outline)


def _twins(track: Track) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for page in (*track.pages, *track.announced):
        if page.name in seen:
            yield _fault(track, page, "PAR104", "déjà dans ce parcours", "gardez une seule des deux lignes")
        seen.add(page.name)


def _pages(track: Track, outline: Outline) -> Iterator[Diagnostic]:
    for page in track.pages:
        if page.name in outline.announced and page.name not in outline.pages:
            hint = "déplacez cette ligne sous « a_venir » ; elle reviendra quand la page existera"
            yield _fault(track, page, "PAR105", "annoncée, mais pas encore écrite", hint)
        else:
            yield from _known(track, page, outline)
            if page.name in outline.pages and outline.pages[page.name].minutes is None:
                hint = "ajoutez « duree: 45 » à l’en-tête de la page : les heures du jour s’en calculent"
                yield _fault(track, page, "PAR112", "sans durée", hint)
    for page in track.announced:
        if page.name in outline.pages:
            hint = "retirez cette ligne, et mettez la page dans un jour"
            yield _fault(track, page, "PAR106", "annoncée alors qu’elle est écrite", hint)
        else:
            yield from _known(track, page, outline)


def _known(track: Track, page: Mention, outline: Outline) -> Iterator[Diagnostic]:
    if page.name not in outline.pages and page.name not in outline.announced:
        yield _fault(track, page, "PAR103", "inconnue", unknown_page(page.name, outline))


def _prerequisites(track: Track, outline: Outline) -> Iterator[Diagnostic]:
    supposed = _supposed(track, outline)
    if supposed is None:
        return
    names = [page.name for page in track.pages]
    done = supposed | {page.name for page in track.announced}
    for page in track.pages:
        for name in outline.pages[page.name].prerequisites if page.name in outline.pages else ():
            if name in done or (name not in outline.pages and name not in outline.announced):
                continue
            if name in names:
                hint = f"placez « {name} » avant cette ligne"
                yield _fault(track, page, "PAR107", f"placée avant son prérequis « {name} »", hint)
            else:
                hint = f"ajoutez « {name} » au parcours, ou « suppose » un parcours qui l’a"
                yield _fault(track, page, "PAR107", f"sans son prérequis « {name} » dans ce parcours", hint)
        done.add(page.name)


def _supposed(track: Track, outline: Outline) -> set[str] | None:
    """The pages of all tracks that come before; None where one of these is not known."""
    found: set[str] = set()
    visited: set[str] = set()
    while track.assumes and track.id not in visited:
        visited.add(track.id)
        before = outline.track(track.assumes.name)
        if before is None:
            return None
        found |= {page.name for page in (*before.pages, *before.announced)}
        track = before
    return found


def _supposition(track: Track, outline: Outline) -> Iterator[Diagnostic]:
    if track.assumes is None:
        return
    if track.assumes.name not in outline.track_ids:
        message = f"parcours « {track.assumes.name} » inconnu"
        hint = advice(
            track.assumes.name, outline.track_ids, "donnez le nom d’un fichier de parcours/, sans « .yml »"
        )
        yield Diagnostic(track.path, track.assumes.span, "PAR108", message, hint)
    elif track.id in _ancestors(track, outline):
        message = f"le parcours « {track.id} » se suppose lui-même"
        yield Diagnostic(
            track.path, track.assumes.span, "PAR109", message, "retirez l’un des « suppose » de la boucle"
        )


def _ancestors(track: Track, outline: Outline) -> set[str]:
    found: set[str] = set()
    before: Track | None = track
    while before and before.assumes and before.assumes.name not in found:
        found.add(before.assumes.name)
        before = outline.track(before.assumes.name)
    return found


def _day(day: Day, track: Track, outline: Outline) -> Iterator[Diagnostic]:
    if not day.pages and not track.announced:
        hint = "donnez-lui une page, ou retirez-le ; les pages annoncées vont sous « a_venir »"
        yield Diagnostic(track.path, day.span, "PAR111", f"le jour « {day.title} » n’a aucune page", hint)
    free = day.start
    for pause in sorted(day.pauses, key=lambda pause: pause.start):
        if pause.start < day.start:
            hint = "changez l’heure de la pause, ou « debut »"
            yield Diagnostic(track.path, pause.span, "PAR110", "pause avant le début du jour", hint)
        elif pause.start < free:
            hint = "changez l’heure ou la durée de l’une des deux"
            yield Diagnostic(track.path, pause.span, "PAR110", "pause qui commence pendant une autre", hint)
        free = max(free, pause.start + pause.minutes)
    if outline.timetable(day).end > _MIDNIGHT:
        hint = "déplacez des pages vers un autre jour"
        yield Diagnostic(track.path, day.span, "PAR113", f"le jour « {day.title} » finit après minuit", hint)


def _fault(track: Track, page: Mention, code: str, what: str, hint: str) -> Diagnostic:
    return Diagnostic(track.path, page.span, code, f"page « {page.name} » {what}", hint)


_PATH = "content/parcours/essentiel.yml"
_SYNTAX = "Timonier, « Ce qu’un auteur écrit », parcours"


def _page(name: str, more: str = "duree: 30\n") -> str:
    return f"==> content/cours/{name}.md <==\n---\ntitle: Exemple\ntype: cours\n{more}---\n\n# Exemple\n"


def _track(pages: str, more: str = "", pauses: str = "", name: str = "essentiel") -> str:
    return (
        f"==> content/parcours/{name}.yml <==\ntitre: L’essentiel\npublic: Pour commencer\n{more}jours:\n"
        f'  - titre: Premiers pas\n    debut: "09:00"\n{pauses}    pages: {pages}\n'
    )


_MODULES = (
    "==> content/modules.yml <==\nmodules:\n  - id: objets\n    titre: Objets\n    pages:\n      - pods\n"
    "      - services\n      - {id: volumes, titre: Les volumes, duree: 40}\n"
)
_COURSE = _MODULES + _page("pods") + _page("services", "duree: 30\nprerequis: [pods]\n")
_GOOD = _COURSE + _track("[pods, services]", "a_venir: [volumes]\n")

RULES = (
    Rule(
        code="PAR101",
        title="clé inconnue dans un parcours",
        explanation="Une clé mal écrite serait ignorée en silence. Un parcours a « titre », « public », « jours » "
        "et, au besoin, « suppose » et « a_venir » ; un jour a « titre », « debut », « pauses » et « pages ».",
        source=_SYNTAX,
        bad=_COURSE + _track("[pods, services]", "a_venr: [volumes]\n"),
        good=_GOOD,
    ),
    Rule(
        code="PAR102",
        title="forme d’un parcours incorrecte",
        explanation='Il manque une clé, ou une valeur n’a pas la bonne forme : une heure s’écrit « "09:00" », '
        "une durée est un nombre de minutes. Le schéma « track.schema.json » du paquet les donne toutes.",
        source=_SYNTAX,
        bad=_COURSE + _track("[pods, services]", pauses="    pauses: [{a: 10h30, duree: 15}]\n"),
        good=_COURSE + _track("[pods, services]", pauses='    pauses: [{a: "10:30", duree: 15}]\n'),
    ),
    Rule(
        code="PAR103",
        title="page de parcours inconnue",
        explanation="Un parcours nomme des pages écrites, ou des pages que modules.yml annonce.",
        source=_SYNTAX,
        bad=_COURSE + _track("[pods, service]"),
        good=_GOOD,
    ),
    Rule(
        code="PAR104",
        title="page deux fois dans un parcours",
        explanation="Une page ne se suit qu’une fois. Pour y revenir, faites un lien depuis une autre page.",
        source=_SYNTAX,
        bad=_COURSE + _track("[pods, services, pods]"),
        good=_GOOD,
    ),
    Rule(
        code="PAR105",
        title="page annoncée dans un jour",
        explanation="Un jour ne contient que des pages écrites : ses heures se tiennent. Une page annoncée va sous "
        "« a_venir », d’où elle s’affiche sans lien.",
        source=_SYNTAX,
        bad=_COURSE + _track("[pods, services, volumes]"),
        good=_GOOD,
    ),
    Rule(
        code="PAR106",
        title="page écrite sous « a_venir »",
        explanation="Une page qui existe n’est plus à venir : elle a sa place dans un jour.",
        source=_SYNTAX,
        bad=_COURSE + _track("[pods]", "a_venir: [services]\n"),
        good=_GOOD,
    ),
    Rule(
        code="PAR107",
        title="prérequis après la page, ou absent",
        explanation="Les prérequis d’une page viennent avant elle dans le parcours, dans celui qu’il suppose, "
        "ou sous « a_venir ».",
        source=_SYNTAX,
        bad=_COURSE + _track("[services, pods]"),
        good=_GOOD,
    ),
    Rule(
        code="PAR108",
        title="parcours supposé inconnu",
        explanation="« suppose » nomme le parcours déjà suivi, par le nom de son fichier.",
        source=_SYNTAX,
        bad=_COURSE + _track("[pods]") + _track("[services]", "suppose: essentie\n", name="suite"),
        good=_COURSE + _track("[pods]") + _track("[services]", "suppose: essentiel\n", name="suite"),
    ),
    Rule(
        code="PAR109",
        title="parcours qui se suppose lui-même",
        explanation="En remontant de « suppose » en « suppose », on revient au même parcours : personne ne "
        "peut commencer.",
        source=_SYNTAX,
        bad=_COURSE
        + _track("[pods]", "suppose: suite\n")
        + _track("[services]", "suppose: essentiel\n", name="suite"),
        good=_COURSE + _track("[pods]") + _track("[services]", "suppose: essentiel\n", name="suite"),
    ),
    Rule(
        code="PAR110",
        title="pause mal placée",
        explanation="Une pause commence après le début du jour et après la fin de la pause précédente.",
        source=_SYNTAX,
        bad=_COURSE + _track("[pods, services]", pauses='    pauses: [{a: "08:30", duree: 15}]\n'),
        good=_COURSE + _track("[pods, services]", pauses='    pauses: [{a: "09:30", duree: 15}]\n'),
    ),
    Rule(
        code="PAR111",
        title="jour vide",
        explanation="Un jour sans page n’a pas d’heures. Il ne reste vide que dans un parcours qui annonce des "
        "pages.",
        source=_SYNTAX,
        bad=_COURSE + _track("[]"),
        good=_GOOD,
    ),
    Rule(
        code="PAR112",
        title="page de parcours sans durée",
        explanation="Les heures d’un jour se calculent des durées de ses pages.",
        source=_SYNTAX,
        bad=_MODULES + _page("pods", "") + _page("services") + _track("[pods, services]"),
        good=_GOOD,
    ),
    Rule(
        code="PAR113",
        title="jour qui finit après minuit",
        explanation="Les pages et les pauses d’un jour doivent tenir dans ce jour.",
        source=_SYNTAX,
        bad=_MODULES + _page("pods", "duree: 900\n") + _page("services") + _track("[pods, services]"),
        good=_GOOD,
    ),
)
