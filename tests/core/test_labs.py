"""What `correction.yml` says of the last time that a lab was played."""

from __future__ import annotations

import datetime

import pytest

from timonier.core import labs
from timonier.core.labs import Played
from timonier.core.source import SourceFile

RECORD = "tp: tp-exposer\netapes:\n  - n: 1\n    fichiers: [web.yaml]\n"


def read(text):
    return labs.read(SourceFile("corrections/tp-exposer/correction.yml", text))


def test_when_and_on_what_a_lab_was_played():
    found = read(f'{RECORD}joue: {{le: 2026-11-20, sur: "kind v0.31, Kubernetes 1.37"}}\n')
    assert found.diagnostics == ()
    assert found.record.played == Played(datetime.date(2026, 11, 20), "kind v0.31, Kubernetes 1.37")


def test_a_lab_that_nobody_played():
    assert read(RECORD).record.played is None


@pytest.mark.parametrize(
    ("value", "code", "message"),
    [
        ("{le: 2026-02-30, sur: kind}", "COR102", "valeur de « le » incorrecte"),
        ("{le: hier, sur: kind}", "COR102", "valeur de « le » incorrecte"),
        ("{le: 2026-11-20, sur: ' '}", "COR102", "valeur de « sur » incorrecte"),
        ("{le: 2026-11-20}", "COR102", "clé « sur » manquante"),
        ("{le: 2026-11-20, sur: kind, par: moi}", "COR101", "clé inconnue « par »"),
        ("hier", "COR102", "valeur de « joue » incorrecte"),
    ],
)
def test_what_is_wrong_with_it(value, code, message):
    (fault,) = read(f"{RECORD}joue: {value}\n").diagnostics
    assert (fault.code, fault.message, fault.span.start.line) == (code, message, 5)


def test_what_a_machine_can_check():
    text = (
        f"{RECORD}    avant: [kubectl delete pod demo]\n    verification:\n"
        "      - {commande: a, attendu: b, contient: c, motif: '[0-9]/1', code: 7, delai: 5m}\n"
        "      - {commande: a, attendu: b, contient: [c, d], delai: 90s}\n"
        "      - {commande: a, attendu: b}\n"
    )
    found = read(text)
    assert found.diagnostics == ()
    (step,) = found.record.steps
    assert step.before == ("kubectl delete pod demo",)
    assert [(check.contains, check.code, check.deadline) for check in step.checks] == [
        (("c",), 7, 300),
        (("c", "d"), None, 90),
        ((), None, 60),
    ]
    pattern = step.checks[0].pattern
    assert (pattern.name, pattern.span.start.line) == ("[0-9]/1", 7)


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ("contient: 3", "valeur de « contient » incorrecte"),
        ("contient: []", "valeur de « contient » incorrecte"),
        ('contient: ["a\\nb"]', "valeur de « contient » incorrecte"),
        ('motif: "a\\nb"', "valeur de « motif » incorrecte"),
        ("code: 256", "valeur de « code » incorrecte"),
        ("delai: 60", "valeur de « delai » incorrecte"),
        ("delai: 0s", "valeur de « delai » incorrecte"),
        ("delai: 2h", "valeur de « delai » incorrecte"),
        ("delay: 2m", "clé inconnue « delay »"),
    ],
)
def test_what_is_wrong_with_a_check(keys, message):
    text = f"{RECORD}    verification:\n      - {{commande: a, attendu: b, {keys}}}\n"
    (fault,) = read(text).diagnostics
    assert (fault.message, fault.span.start.line) == (message, 6)
