"""COR1xx: what a lab's page, its `correction.yml` and its files say of one another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from posixpath import dirname

from timonier.core import expressions, labs
from timonier.core.diagnostic import Diagnostic
from timonier.core.labs import LabRecord, LabRecordFile, LabStep, pairs, short_name
from timonier.core.layout import RECORD
from timonier.core.source import Position, SourceFile, Span
from timonier.core.syntax import YAML_SUFFIXES
from timonier.core.words import advice
from timonier.lint.facts import PageFacts
from timonier.lint.rule import CHECK_LIST, Rule

_START = Span(Position(1, 1), Position(1, 1))


def check(
    pages: Mapping[str, PageFacts], sources: Iterable[SourceFile], files: Collection[str], folder: str
) -> Iterator[Diagnostic]:
    """All diagnostics of this family.

    `pages` are the labs by id, `sources` all texts below `folder`, that of corrections, `files` the paths of all
    files.
    """
    texts = {source.path: source.text for source in sources}
    found = [
        labs.read(source)
        for source in sources
        if PurePosixPath(source.path).name == RECORD and dirname(dirname(source.path)) == folder.rstrip("/")
    ]
    records = {each.lab: each.record for each in found if each.record}
    for each in found:
        yield from each.diagnostics
    for lab, record in records.items():
        yield from _names(record, pages, records)
        yield from _steps(record, pages.get(lab))
        for step in record.steps:
            yield from _files(record, step, texts, files)
            yield from _patterns(record, step)
        yield from _orphans(record, files)
    for lab, page in pages.items():
        yield from _page(page, next((each for each in found if each.lab == lab), None), texts)


def _names(
    record: LabRecord, pages: Mapping[str, PageFacts], records: Mapping[str, LabRecord]
) -> Iterator[Diagnostic]:
    if record.named.name != record.lab:
        message = f"« tp: {record.named.name} » dans le dossier du TP « {record.lab} »"
        yield Diagnostic(record.path, record.named.span, "COR103", message, f"écrivez « tp: {record.lab} »")
    if base := record.starts_from:
        if base.name not in pages:
            message = f"TP de départ « {base.name} » inconnu : aucune page de TP ne porte ce nom"
            hint = advice(base.name, (name for name in pages if name != record.lab))
            yield Diagnostic(record.path, base.span, "COR108", message, hint)
        elif circle := _circle(record.lab, records):
            message = f"le TP part de lui-même : {' → '.join(circle)}"
            yield Diagnostic(record.path, base.span, "COR109", message, "ôtez l’un de ces « depart_de »")


def _circle(lab: str, records: Mapping[str, LabRecord]) -> tuple[str, ...]:
    """The way from a lab back to itself along `depart_de`; nothing where it does not come back."""
    way, record = [lab], records.get(lab)
    while record and record.starts_from:
        way.append(record.starts_from.name)
        if way[-1] == lab:
            return tuple(way)
        if way[-1] in way[:-1]:
            return ()
        record = records.get(way[-1])
    return ()


def _steps(record: LabRecord, page: PageFacts | None) -> Iterator[Diagnostic]:
    seen: set[int] = set()
    known = {step.number for step in page.steps} if page else set()
    shown = {block.number for block in page.corrections} if page else set()
    for step in record.steps:
        if step.number in seen:
            message = f"étape {step.number} déjà décrite plus haut"
            yield Diagnostic(record.path, step.span, "COR110", message, "réunissez les deux en une seule étape")
        elif page and step.number not in known:
            message = f"{page.path} n’a pas d’étape {step.number}"
            hint = f"étapes de la page : {', '.join(map(str, sorted(known - {0}))) or 'aucune'}"
            yield Diagnostic(record.path, step.span, "COR104", message, hint)
        elif page and step.solutions and step.number not in shown:
            message = f"le corrigé de l’étape {step.number} n’est montré nulle part dans {page.path}"
            hint = f"ajoutez-y un bloc « /// correction » avec « etape: {step.number} »"
            yield Diagnostic(record.path, step.span, "COR112", message, hint)
        seen.add(step.number)


def _files(
    record: LabRecord, step: LabStep, texts: Mapping[str, str], files: Collection[str]
) -> Iterator[Diagnostic]:
    folder = dirname(record.path)
    known = [path.removeprefix(folder + "/") for path in files if path.startswith(folder + "/")]
    for name in (*step.starts, *step.solutions):
        if name.name not in known:
            message = f"fichier « {name.name} » absent de {folder}/"
            yield Diagnostic(record.path, name.span, "COR105", message, advice(name.name, known))
        elif f"{folder}/{name.name}" not in texts:
            message = f"« {name.name} » n’est pas un texte en UTF-8"
            yield Diagnostic(record.path, name.span, "COR105", message, "le TP ne montre que des textes")
    paired = pairs([name.name for name in step.starts], tuple(name.name for name in step.solutions))
    for solution in step.solutions:
        start = paired.get(solution.name, "")
        one, other = texts.get(f"{folder}/{start}"), texts.get(f"{folder}/{solution.name}")
        if one is not None and other is not None and _same(one, other):
            message = f"« {solution.name} » ne change rien à « {start} »"
            hint = "retirez du départ ce que le stagiaire doit trouver"
            yield Diagnostic(record.path, solution.span, "COR107", message, hint)


def _patterns(record: LabRecord, step: LabStep) -> Iterator[Diagnostic]:
    for pattern in (check.pattern for check in step.checks):
        if pattern and (fault := expressions.fault(pattern.name)):
            message = f"motif « {pattern.name} » illisible : {fault}"
            hint = "écrivez une expression régulière étendue, ou un texte sous « contient »"
            yield Diagnostic(record.path, pattern.span, "COR114", message, hint)


def _orphans(record: LabRecord, files: Collection[str]) -> Iterator[Diagnostic]:
    folder = dirname(record.path) + "/"
    named = {folder + name for name in (*record.starts, *record.solutions)} | {record.path}
    for path in sorted(files):
        if path.startswith(folder) and path not in named:
            message = f"aucune étape de {record.path} ne nomme ce fichier"
            hint = "ajoutez-le à « depart » ou à « fichiers » d’une étape, ou supprimez-le"
            if path.endswith(YAML_SUFFIXES):
                yield Diagnostic(path, _START, "COR106", message, hint)
            else:
                message = f"aucune étape ne nomme « {path.removeprefix(folder)} »"
                yield Diagnostic(record.path, record.named.span, "COR106", message, hint)


def _page(page: PageFacts, file: LabRecordFile | None, texts: Mapping[str, str]) -> Iterator[Diagnostic]:
    if file and not file.record:
        return
    steps = {step.number: step for step in file.record.steps} if file and file.record else {}
    for block in page.corrections:
        step = steps.get(block.number)
        if step is None or not step.solutions:
            message = f"correction.yml ne donne aucun fichier pour l’étape {block.number}"
            hint = f"décrivez l’étape : « - {{n: {block.number}, fichiers: […]}} »"
            yield Diagnostic(page.path, block.span, "COR111", message, hint)
    if file and file.record:
        yield from _starts(page, file.record, texts)


def _starts(page: PageFacts, record: LabRecord, texts: Mapping[str, str]) -> Iterator[Diagnostic]:
    by_name: dict[str, list[str]] = {}
    for start in record.starts:
        by_name.setdefault(short_name(start), []).append(f"{dirname(record.path)}/{start}")
    for block in page.starts:
        paths = [path for path in by_name.get(block.name, ()) if path in texts]
        if paths and not any(_same(block.text, texts[path]) for path in paths):
            line = _first_difference(block.text, texts[paths[0]])
            message = f"ce fichier de départ n’est plus celui de {paths[0]} (ligne {line})"
            yield Diagnostic(page.path, block.span, "COR113", message, "recopiez l’un dans l’autre")


def _same(one: str, other: str) -> bool:
    return _lines(one) == _lines(other)


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.rstrip().split("\n")]


def _first_difference(one: str, other: str) -> int:
    lines, others = _lines(one), _lines(other)
    both = zip(lines, others, strict=False)
    return next((number for number, (a, b) in enumerate(both, 1) if a != b), min(len(lines), len(others)) + 1)


def named_labs(pages: Iterable[PageFacts]) -> dict[str, PageFacts]:
    """Labs by id; of two of one id the first counts."""
    found: dict[str, PageFacts] = {}
    for page in pages:
        if page.kind == "tp":
            found.setdefault(page.id, page)
    return found


_PAGE = "content/tp/tp-exposer.md"
_FOLDER = "corrections/tp-exposer"
_LAB = f"==> {_PAGE} <==\n---\ntitle: Exposer\ntype: tp\n---\n\n## Étape 1 — Un namespace\n"
_SHOWN = "\n/// correction\n    etape: 1\n///\n"
_FILE = f"==> {_FOLDER}/web.yaml <==\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: web\n"
_SOLUTION = f"{CHECK_LIST}{_FILE}"
_START_FILE = f"==> {_FOLDER}/depart/web.yaml <==\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: <nom>\n"
_FENCE = '\n```yaml title="web.yaml" depart\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: <nom>\n```\n'
_RECORD = f"==> {_FOLDER}/correction.yml <==\ntp: tp-exposer\n"
_STEP = "etapes:\n  - n: 1\n    fichiers: [web.yaml]\n"
_GOOD = f"{_LAB}{_SHOWN}{_SOLUTION}{_RECORD}{_STEP}"
_BOTH = "etapes:\n  - n: 1\n    depart: [depart/web.yaml]\n    fichiers: [web.yaml]\n"
_GOOD_START = f"{_LAB}{_FENCE}{_SHOWN}{_SOLUTION}{_START_FILE}{_RECORD}{_BOTH}"
_SECOND = (
    "==> content/tp/tp-suite.md <==\n---\ntitle: Suite\ntype: tp\n---\n\n## Étape 1 — Vérifier\n"
    f"{CHECK_LIST}==> corrections/tp-suite/correction.yml <==\ntp: tp-suite\n"
)
_CHECK = (
    "etapes:\n  - n: 1\n    verification:\n      - commande: kubectl get namespace web\n        attendu: Active\n"
)
_PROOF = "    verification:\n      - commande: kubectl get pods\n        attendu: un Pod qui tourne\n"
_SOURCE = "Timonier, « Ce qu’un auteur écrit », corrigés"

RULES = (
    Rule(
        code="COR101",
        title="clé inconnue dans correction.yml",
        explanation="Une clé mal écrite serait ignorée en silence, et l’étape n’aurait pas de corrigé. Les clés "
        "sont « tp », « depart_de », « externe », « joue » et « etapes » ; celles d’une étape : « n », « depart », "
        "« avant », « fichiers » et « verification ».",
        source=_SOURCE,
        bad=f"{_LAB}{_SHOWN}{_SOLUTION}{_RECORD}{_STEP}    verifications: []\n",
        good=_GOOD,
    ),
    Rule(
        code="COR102",
        title="forme de correction.yml incorrecte",
        explanation="Il manque une clé, ou une valeur n’a pas la bonne forme. Le schéma « correction.schema.json » "
        "du paquet les donne toutes.",
        source=_SOURCE,
        bad=f"{_LAB}{_SHOWN}{_SOLUTION}{_RECORD}etapes:\n  - n: 1\n    fichiers: web.yaml\n",
        good=_GOOD,
    ),
    Rule(
        code="COR103",
        title="corrigé d’un autre TP",
        explanation="La clé « tp » redit le nom du dossier : un dossier recopié d’un autre TP se remarque ainsi.",
        source=_SOURCE,
        bad=f"{_LAB}{_SHOWN}{_SOLUTION}==> {_FOLDER}/correction.yml <==\ntp: tp-autre\n{_STEP}",
        good=_GOOD,
    ),
    Rule(
        code="COR104",
        title="étape absente de la page",
        explanation="Chaque étape de correction.yml est un titre « ## Étape n — … » de la page du TP.",
        source=_SOURCE,
        bad=f"{_GOOD}  - n: 2\n    verification:\n      - commande: kubectl get pods\n        attendu: un Pod\n",
        good=_GOOD,
    ),
    Rule(
        code="COR105",
        title="fichier de corrigé absent",
        explanation="Les fichiers d’une étape sont des textes du dossier du corrigé, nommés par leur chemin dans "
        "ce dossier.",
        source=_SOURCE,
        bad=f"{_LAB}{_SHOWN}{_SOLUTION}{_RECORD}etapes:\n  - n: 1\n    fichiers: [web.yaml, weeb.yaml]\n",
        good=_GOOD,
    ),
    Rule(
        code="COR106",
        title="fichier qu’aucune étape ne nomme",
        explanation="Un fichier que correction.yml oublie n’est montré, distribué ni vérifié nulle part.",
        source=_SOURCE,
        bad=f"{_GOOD}==> {_FOLDER}/oubli.yaml <==\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: oubli\n",
        good=_GOOD,
    ),
    Rule(
        code="COR107",
        title="départ identique au corrigé",
        explanation="Le fichier de départ est donné au stagiaire : s’il est déjà juste, il n’y a rien à faire, et "
        "le corrigé est publié sans qu’on le veuille.",
        source=_SOURCE,
        bad=f"{_LAB}{_SHOWN}{_SOLUTION}{_FILE.replace('/web', '/depart/web')}{_RECORD}{_BOTH}",
        good=_GOOD_START,
    ),
    Rule(
        code="COR108",
        title="TP de départ inconnu",
        explanation="« depart_de » nomme le TP dont les fichiers terminés servent de départ à celui-ci.",
        source=_SOURCE,
        bad=f"{_GOOD}{_SECOND}depart_de: tp-expose\n{_CHECK}",
        good=f"{_GOOD}{_SECOND}depart_de: tp-exposer\n{_CHECK}",
    ),
    Rule(
        code="COR109",
        title="TP qui partent l’un de l’autre",
        explanation="Un TP ne peut pas partir, même de loin, de ce qu’il produit lui-même.",
        source=_SOURCE,
        bad=f"{_LAB}{_SHOWN}{_SOLUTION}{_RECORD}depart_de: tp-suite\n{_STEP}"
        f"{_SECOND}depart_de: tp-exposer\n{_CHECK}",
        good=f"{_GOOD}{_SECOND}depart_de: tp-exposer\n{_CHECK}",
    ),
    Rule(
        code="COR110",
        title="étape décrite deux fois",
        explanation="Le numéro d’une étape n’apparaît qu’une fois dans correction.yml.",
        source=_SOURCE,
        bad=f"{_GOOD}  - n: 1\n    verification:\n      - commande: kubectl get pods\n        attendu: un Pod\n",
        good=_GOOD,
    ),
    Rule(
        code="COR111",
        title="corrigé sans fichier",
        explanation="Un bloc « correction » montre les fichiers que correction.yml donne pour son étape. Le "
        "corrigé ne s’écrit jamais deux fois.",
        source=_SOURCE,
        bad=f"{_LAB}{_SHOWN}{_SHOWN.replace('1', '2')}{_SOLUTION}{_RECORD}{_STEP}",
        good=_GOOD,
    ),
    Rule(
        code="COR112",
        title="corrigé montré nulle part",
        explanation="Une étape qui a des fichiers de corrigé a son bloc « correction » dans la page : sans lui, "
        "publier le corrigé n’y montrerait rien.",
        source=_SOURCE,
        bad=f"{_LAB}{_SOLUTION}{_RECORD}{_STEP}",
        good=_GOOD,
    ),
    Rule(
        code="COR113",
        title="fichier de départ différent de celui de la page",
        explanation="La page montre au stagiaire le fichier de départ qu’il télécharge aussi : les deux textes "
        "doivent être les mêmes.",
        source=_SOURCE,
        bad=_GOOD_START.replace("  name: <nom>\n```", "  name: <espace>\n```"),
        good=_GOOD_START,
    ),
    Rule(
        code="COR114",
        title="motif illisible",
        explanation="« motif » est une expression régulière étendue : celle que lit « grep -E » sur tous les "
        "systèmes. « \\d », « \\b » ou « .*? » ne se lisent que sur certains : une vérification dit la même chose "
        "pour tous.",
        source="POSIX.1-2024, 9.4 Extended Regular Expressions",
        bad=f"{_GOOD}{_PROOF}        motif: '\\d/1 Running'\n",
        good=f"{_GOOD}{_PROOF}        motif: '[0-9]/1 +Running'\n",
    ),
)
