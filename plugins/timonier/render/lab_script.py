"""The script that verifies a lab on a cluster: what its zip carries, and what `timonier tp verifier` runs.

In: a lab, its page and the publication. Out: the text of a bash script: the parts of `assets/verifier/`, with the
plan of this lab in it. Once the correction is out, the script applies it in a namespace of its own, step by step;
before, it looks at the student's own work, and holds nothing that the page does not show.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib import resources
from shlex import quote
from typing import Final

from timonier.core.header import header
from timonier.core.lab_shape import step_title
from timonier.core.labs import Check, Lab, LabStep
from timonier.core.markdown import scan
from timonier.core.public import Public, public, public_check
from timonier.core.publication import Publication
from timonier.core.shell import read
from timonier.core.source import SourceFile
from timonier.render.lab_objects import applied, claims_volumes, outside
from timonier.settings import Settings

NAME: Final = "verifier.sh"
"""In the zip of a lab."""
CORRECTION: Final = "correction"
START: Final = "depart"
_PARTS: Final = ("1-valeurs.sh", "2-cluster.sh", "3-plan.sh", "4-deroulement.sh")
_PLACE: Final = "#: plan\n"
_LONGEST: Final = 45
"""Letters of a namespace's name before what makes it unique; Kubernetes allows 63 in all."""
_LONGEST_LABEL: Final = 63
_PROGRAM = re.compile(r"[\w.+-]+", re.ASCII)
_VARIABLE = re.compile(r"(?<!\\)\$(?:([A-Z][A-Z0-9_]*)|\{([A-Z][A-Z0-9_]*)\})")
_QUOTED = re.compile(r"'[^']*'")


def lab_script(lab: Lab, page: SourceFile, publication: Publication, settings: Settings) -> str:
    """The script of a lab; nothing where there is nothing to verify, or nothing that may be told of it."""
    steps = lab.record.steps if lab.record else ()
    whole = publication.shows(lab.id)
    titles, said = _read(page, frozenset(settings.variables))
    plan = [*(_bases(lab) if whole else ()), *_plan(lab, steps, titles, None if whole else said)]
    if not any(line.startswith(("verifie ", "applique ")) for line in plan):
        return ""
    facts = _facts(lab, page, settings, whole)
    return template().replace(_PLACE, "\n".join((*facts, *_function("plan", plan))) + "\n")


@lru_cache(maxsize=512)
def _read(page: SourceFile, variables: frozenset[str]) -> tuple[Mapping[int, str], Public]:
    """The titles of the steps of a page, and what it says to everybody; a preview asks again at each save."""
    document = scan(page, "tp", variables)
    return dict(filter(None, (step_title(each.text) for each in document.headings))), public(document)


def _facts(lab: Lab, page: SourceFile, settings: Settings, whole: bool) -> Iterator[str]:
    title = header(page, settings.content).title
    yield f"intitule={quote(f'{title} ({lab.id})')}"
    yield f"prefixe={'timonier-' + lab.id.removeprefix('tp-')[:_LONGEST].rstrip('-')}"
    yield f"etiquette={lab.id[:_LONGEST_LABEL].rstrip('-')}"
    yield f"seul={'' if whole else 'oui'} # oui : le corrigé n’est pas là"
    yield f"volumes={'oui' if whole and claims_volumes(lab) else ''} # oui : le cluster fait des volumes"
    yield ""
    values = settings.variables.values()
    yield from _function("personnelles", (f"valeur {_words(v.name, v.example, f'<{v.name}>')}" for v in values))
    objects = outside(lab, settings.kubernetes[0]) if whole else ()
    yield from _function("exterieurs", (f"hors {_words(each.kind, each.name, each.namespace)}" for each in objects))
    others = [f"{each.kind} {each.name}" for each in (lab.record.externals if lab.record and whole else ())]
    yield from _function("suppose", [f"suppose_aussi {quote(', '.join(others))}"] if others else [])


def _function(name: str, lines: Iterable[str]) -> Iterator[str]:
    yield f"{name}() {{"
    yield from (f"  {line}" for line in tuple(lines) or (":",))
    yield from ("}", "")


def _bases(lab: Lab) -> Iterator[str]:
    """What the labs before this one end with."""
    for base in reversed(lab.chain):
        yield f"base {quote(base.id)}"
        for step in base.record.steps if base.record else ():
            yield from _made(base, step, f"{START}/{base.id}")


def _plan(lab: Lab, steps: tuple[LabStep, ...], titles: Mapping[int, str], seen: Public | None) -> Iterator[str]:
    for step in steps:
        checks = [check if seen is None else public_check(check, seen) for check in step.checks]
        told = [line for check in checks if check for line in _check(check)]
        made = [*_made(lab, step, CORRECTION)] if seen is None else []
        if made or told:
            yield f"etape {step.number} {quote(titles.get(step.number, ''))}"
            yield from (*made, *told)


def _made(lab: Lab, step: LabStep, folder: str) -> Iterator[str]:
    """What a step does before it is verified."""
    for command in step.before:
        yield f"avant {_words(command, *_needs(command))}"
    taken = applied(lab)
    for name in (each.name for each in step.solutions if each.name in lab.texts):
        yield f"{'applique' if name in taken else 'laisse'} {quote(f'{folder}/{name}')}"


def _check(check: Check) -> Iterator[str]:
    yield from (f"contient {quote(text)}" for text in check.contains)
    if check.pattern:
        yield f"motif {quote(check.pattern.name)}"
    code = "" if check.code is None else str(check.code)
    yield f"verifie {_words(check.command, check.expected, code, str(check.deadline), *_needs(check.command))}"


def _needs(command: str) -> tuple[str, str]:
    """The programs and the variables of the environment that a command cannot go without."""
    words = [each.words[0] for each in read(command) if each.words]
    programs = dict.fromkeys(word.text for word in words if word.exact and _PROGRAM.fullmatch(word.text))
    found = [match[1] or match[2] for match in _VARIABLE.finditer(_QUOTED.sub("", command))]
    wanted = dict.fromkeys(
        name for name in found if not re.search(rf"\b(?:{name}=|(?:for|read) {name}\b)", command)
    )
    return " ".join(programs), " ".join(wanted)


def _words(*texts: str) -> str:
    return " ".join(map(quote, texts))


@cache
def template() -> str:
    """The script without the plan of any lab: the same for all."""
    folder = resources.files("timonier.render").joinpath("assets", "verifier")
    return "".join(folder.joinpath(name).read_text(encoding="utf-8") for name in _PARTS)
