"""Our own habits of writing, and faults to which Grammalecte is blind. In: passages. Out: `Remark`s.

Grammalecte does not know the gender of Pod or Deployment, so it says nothing of what agrees with them.
CONTRIBUTING.md gives the reasons of the habits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from grammar import Remark
from passages import Passage


@dataclass(frozen=True, slots=True)
class Habit:
    """What is not to be written, and what to do about it."""

    name: str
    pattern: re.Pattern[str]
    remedy: str


_MANY: Final = r"\b(?i:les|des|ces|vos|ses|leurs|deux|trois|quatre|plusieurs|quelques|certains|tous les)"
_ONE: Final = r"\b(?i:un|le|ce|un seul|chaque|aucun)"
_KIND: Final = (
    r"(?:Pod|Service|Deployment|ReplicaSet|ConfigMap|Secret|DaemonSet|StatefulSet|Job"
    r"|namespace|manifeste|conteneur)"
)
_ACTOR: Final = r"(?:Pod|Service|Deployment|ReplicaSet|[Ss]cheduler|[Kk]ubelet|API|contrôleur|cluster|conteneur)"
_CLAUSE: Final = r"(?:^|[.,;:] |[Qq]ue |[Ss]i |[Qq]uand )"
_OBJECT: Final = r"(?=un |une |le |la |les |l[’']|des |ce |cette |chaque |son |sa |ses )"
_VOWEL: Final = r"(?=(?:API|image|objet|application|étape|espace|adresse|erreur|Ingress)\b)"
_CONSONANT: Final = r"(?=(?:Pod|Service|conteneur|cluster|kubelet|namespace|Deployment)\b)"
_SINGULAR: Final = r"(?:est|reste|tourne|démarre|reçoit|répond|porte|demande|devient|passe|a)\b"
_PLURAL_BE: Final = r"(?:sont|seront|étaient|restent|ont été)"
_PARTICIPLE: Final = r"(?:choisi|reçu|fourni|défini|établi|rempli|réparti|garanti)"
_ENGLISH: Final = r"(?:librairies?|implément\w+|au final|digita(?:l|le|les|ux)|crasher?|faire sens|en charge de)"
_LOWER_KIND: Final = r"(?:pods?|deployments?|replicasets?|configmaps?|statefulsets?|daemonsets?)"
_EASY: Final = r"(?:simplement|il suffit d\w*|facilement|bien (?:sûr|entendu)|évidemment)"

HABITS: Final = tuple(
    Habit(name, re.compile(pattern), remedy)
    for name, pattern, remedy in (
        ("tutoiement", r"(?<![\w’'-])(?i:tu|toi|tes|t[’'](?=\w))(?![\w-])", "vouvoyez"),
        ("exclamation", r"!", "mettez un point"),
        ("facilité", rf"\b(?i:{_EASY})\b", "ôtez-le"),
        ("tiret", r"(?<=\w) - (?=\w)", "écrivez « — », ou faites deux phrases"),
        ("anglicisme", rf"\b(?i:{_ENGLISH})\b", "prenez le mot français"),
        (
            "anglicisme",
            r"\b(?i:support(?:e|ent|ée?s?)) (?:par\b|les? versions?\b)",
            "dites « prendre en charge »",
        ),
        ("malgré que", r"\b(?i:malgré qu)", "écrivez « bien que »"),
        ("accord", rf"{_MANY} {_KIND}(?![\w’'-])", "mettez le nom au pluriel"),
        ("accord", rf"{_ONE} {_KIND}s(?![\w-])", "mettez le nom au singulier"),
        ("accord", rf"{_CLAUSE}{_MANY} {_KIND}s {_SINGULAR}", "mettez le verbe au pluriel"),
        ("accord", rf"{_MANY} {_KIND}s {_PLURAL_BE} (?:\w+ment )?\w+[éiu](?!\w)", "mettez le participe au pluriel"),
        ("accord", rf"\b{_ACTOR} {_PARTICIPLE} {_OBJECT}", "conjuguez le verbe"),
        ("élision", rf"\b(?i:le|la|de|que|se|ne|me) {_VOWEL}", "élidez : l’, d’, qu’"),
        ("élision", rf"\b(?i:l|d|qu)[’']{_CONSONANT}", "n’élidez pas devant une consonne"),
        ("majuscule", rf"(?<![\w./-]){_LOWER_KIND}(?![\w/:=.-])", "un genre d’objet garde ses majuscules"),
    )
)


def remarks(passages: Iterable[Passage]) -> Iterator[Remark]:
    """What is not written as this course writes, in order of passages, then of habits."""
    for passage in passages:
        for habit in HABITS:
            for found in habit.pattern.finditer(passage.text):
                yield Remark(passage, found.start(), found.end(), habit.name, habit.remedy)
