"""Custom resources that the package knows: right ones pass, and each wrong one gives its one message."""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import pytest

from timonier.core.manifest import manifests
from timonier.core.yamldoc import load
from timonier.schemas.custom import CARRIED
from timonier.schemas.validate import validate

FAMILIES = sorted((Path(__file__).parent / "custom").glob("*.yaml"))
_CASE = re.compile(r"\A((?!# - ).*\n)*# - (?P<old>.*)\n# \+ (?P<new>(?:.*\n)(?:#  .*\n)*)# = (?P<said>.*)\n")


@dataclass(frozen=True)
class Case:
    """A right document, a wrong one, and what is said of that one."""

    right: str
    wrong: str
    said: str


def case(document: str) -> Case:
    comments = _CASE.match(document)
    assert comments is not None, document[:200]
    body = document[comments.end() :]
    new = comments["new"].rstrip("\n").replace("\n# ", "\n")
    assert comments["old"] in body
    return Case(body, body.replace(comments["old"], new, 1), comments["said"])


def cases():
    for family in FAMILIES:
        for index, document in enumerate(family.read_text(encoding="utf-8").split("\n---\n")):
            yield pytest.param(case(document + "\n"), id=f"{family.stem}-{index}")


CASES = list(cases())


def findings(text, version="1.37"):
    stream = load(text)
    assert stream.problems == ()
    return [f for document in stream.documents for m in manifests(document) for f in validate(m, version)]


@pytest.mark.parametrize("version", ["1.30", "1.36", "1.37"])
@pytest.mark.parametrize("written", CASES)
def test_a_right_resource(written, version):
    assert findings(written.right, version) == []


@pytest.mark.parametrize("written", CASES)
def test_a_wrong_resource_and_its_message(written):
    assert [f"{f.code} {f.message} | {f.hint}" for f in findings(written.wrong)] == [written.said]


def test_ten_resources_a_family():
    for family in FAMILIES:
        assert family.read_text(encoding="utf-8").count("\nkind: ") >= 10, family.stem


def one(api_version, kind, more=""):
    (finding,) = findings(f"apiVersion: {api_version}\nkind: {kind}\nmetadata:\n  name: a\n{more}")
    return finding.code, finding.message, finding.hint


@pytest.mark.parametrize(
    ("api_version", "kind", "message", "hint"),
    [
        (
            "cert-manager.io/v1alpha2",
            "Certificate",
            "Certificate n’existe pas (ou plus) en version « v1alpha2 »",
            "écrivez « apiVersion: cert-manager.io/v1 », puis revoyez les champs.",
        ),
        (
            "gateway.networking.k8s.io/v1alpha2",
            "HTTPRoute",
            "HTTPRoute n’existe pas (ou plus) en version « v1alpha2 »",
            "écrivez « apiVersion: gateway.networking.k8s.io/v1 », puis revoyez les champs. "
            "Versions connues : gateway.networking.k8s.io/v1, gateway.networking.k8s.io/v1beta1.",
        ),
        (
            "argoproj.io/v1",
            "Rollout",
            "Rollout n’existe pas (ou plus) en version « v1 »",
            "écrivez « apiVersion: argoproj.io/v1alpha1 », puis revoyez les champs.",
        ),
        (
            "cert-manager.io/v1",
            "Certificat",
            "« Certificat » n’existe pas dans cert-manager.io",
            "vouliez-vous dire « Certificate » ?",
        ),
        (
            "security.istio.io/v1",
            "Pare",
            "« Pare » n’existe pas dans security.istio.io",
            "types de ce groupe : AuthorizationPolicy, PeerAuthentication, RequestAuthentication.",
        ),
    ],
)
def test_a_version_or_a_kind_that_a_known_group_does_not_have(api_version, kind, message, hint):
    assert one(api_version, kind) == ("K8S004", message, hint)


@pytest.mark.parametrize("kind", ["Workflow", "CronWorkflow", "Sensor", "Inconnu"])
def test_a_group_that_several_projects_share_is_not_closed(kind):
    code, message, _ = one("argoproj.io/v1alpha1", kind)
    assert (code, message) == ("K8S005", f"Timonier n’a pas de schéma pour argoproj.io/v1alpha1 {kind}")


def test_null_counts_as_absent():
    text = "spec:\n  secretName: a\n  dnsNames:\n  duration: ~\n  issuerRef: {name: a, kind: }\n"
    head = "apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: a}\n"
    assert findings(head + text) == []
    (empty,) = findings(head + "spec:\n  secretName:\n  issuerRef: {name: a}\n")
    assert empty.message == "le champ obligatoire Certificate spec.secretName est vide"


def test_the_enums_of_a_pod_template_are_not_those_of_the_resource():
    """The server looks at a custom resource with its schema alone."""
    pod = "containers: [{name: a, image: b, imagePullPolicy: always}]"
    text = f"spec:\n  selector: {{matchLabels: {{a: b}}}}\n  template: {{spec: {{{pod}}}}}\n"
    assert findings(f"apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {{name: a}}\n{text}") == []


def data(name):
    return files("timonier.schemas").joinpath(f"data/crds/{name}")


def test_every_kind_has_its_definition_and_compiles():
    for api_version, kinds in CARRIED.served().items():
        for kind in kinds:
            found = CARRIED.find(api_version, kind, "1.37")
            assert found is not None
            store, name = found
            assert "properties" in store.definitions[name]
            assert not store.validator(name).is_valid([])


def test_provenance_and_licence_come_along():
    origins = json.loads(data("provenance.json").read_text(encoding="utf-8"))
    assert {origin["family"] for origin in origins} == {family.stem for family in FAMILIES}
    for origin in origins:
        assert origin["licence"] == "MIT"
        assert origin["package"].startswith("@kubernetes-models/")
        assert re.fullmatch(r"\d+\.\d+\.\d+", origin["version"])
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", origin["date"])
        assert data(f"{origin['family']}.json").is_file()
    notice = data("LICENSE.txt").read_text(encoding="utf-8")
    assert "MIT License" in notice and "Permission is hereby granted" in notice and "Copyright (c)" in notice


def test_a_page_without_custom_resources_does_not_read_their_schemas():
    script = (
        "from timonier.core.manifest import Manifest\n"
        "from timonier.lint.inspect import inspect\n"
        "from timonier.schemas import custom\n"
        "value = {'apiVersion': 'v1', 'kind': 'ConfigMap', 'metadata': {'name': 'a'}, 'data': {'a': 1}}\n"
        "assert inspect(Manifest('v1', 'ConfigMap', value), '1.37')\n"
        "assert custom._index.cache_info().currsize == 0\n"
        "assert custom._family.cache_info().currsize == 0\n"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
