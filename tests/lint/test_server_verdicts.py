"""All that is said of one object, against the verdicts of a real API server (1.36)."""

import csv
from pathlib import Path

import pytest

from timonier.core.manifest import manifests
from timonier.core.yamldoc import load
from timonier.lint.inspect import inspect

CASES = Path(__file__).parent.parent / "conformance"
ROWS = list(csv.DictReader((CASES / "verdicts.csv").read_text(encoding="utf-8").splitlines()))


def errors(file, version):
    stream = load((CASES / file).read_text(encoding="utf-8"))
    found = [problem.code for problem in stream.problems]
    for document in stream.documents:
        for manifest in manifests(document):
            for finding in inspect(manifest, version):
                assert document.locate(manifest.place(finding.path), finding.at).start.line >= 1
                found += [finding.code] if finding.severity == "error" else []
    return found


@pytest.mark.parametrize("version", ["1.36", "1.37"])
@pytest.mark.parametrize("file", [row["fichier"] for row in ROWS if row["verdict"] == "accepte"])
def test_what_the_server_accepts(file, version):
    assert errors(file, version) == []


@pytest.mark.parametrize("version", ["1.36", "1.37"])
@pytest.mark.parametrize("file", [row["fichier"] for row in ROWS if row["verdict"] == "refuse"])
def test_what_the_server_refuses(file, version):
    assert errors(file, version) != []
