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
