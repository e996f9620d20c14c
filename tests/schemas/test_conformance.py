"""What the schemas say of manifests whose verdict a real API server (1.36) gave."""

import csv
from pathlib import Path

import pytest

from timonier.core.manifest import manifests
from timonier.core.yamldoc import load
from timonier.schemas.validate import validate

CASES = Path(__file__).parent.parent / "conformance"
ROWS = list(csv.DictReader((CASES / "verdicts.csv").read_text(encoding="utf-8").splitlines()))
SETTLED = (
    "type error (string/int/bool/list/map)",
    "apiVersion/kind unknown or removed",
    "YAML syntax",
    "unknown / mis-indented field, duplicate key",
    "quantity syntax",
)


def errors(file, version):
    stream = load((CASES / file).read_text(encoding="utf-8"))
    found = [problem.code for problem in stream.problems]
    for document in stream.documents:
        for manifest in manifests(document):
            found += [f.code for f in validate(manifest, version) if f.severity == "error"]
    return found


@pytest.mark.parametrize("file", [row["fichier"] for row in ROWS if row["verdict"] == "accepte"])
@pytest.mark.parametrize("version", ["1.36", "1.37"])
def test_no_wrong_refusal(file, version):
    assert errors(file, version) == []


@pytest.mark.parametrize(
    "file", [row["fichier"] for row in ROWS if row["verdict"] == "refuse" and row["classe"] in SETTLED]
)
@pytest.mark.parametrize("version", ["1.36", "1.37"])
def test_refusals_that_the_schema_settles(file, version):
    assert errors(file, version) != []
