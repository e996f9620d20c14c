"""In which versions of Kubernetes an object passes: ten fields, kinds and API versions of known birth and death."""

from __future__ import annotations

from pathlib import Path

import pytest

from timonier.lint import compat
from timonier.lint.compat import Passage, Passages, common, passages, range_text
from timonier.schemas.versions import versions
from timonier.settings import Settings, Variable

LAST = versions()[-1]


def pod(spec: str = "", container: str = "") -> str:
    head = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n"
    return f"{head}{spec}  containers:\n    - name: web\n      image: nginx:1.29\n{container}"


def job(line: str) -> str:
    return (
        f"apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: web\nspec:\n  {line}\n  template:\n    spec:\n"
        "      restartPolicy: Never\n      containers: [{name: web, image: nginx}]\n"
    )


def one(kind: str, body: str = "") -> str:
    api_version, _, name = kind.rpartition(" ")
    return f"apiVersion: {api_version}\nkind: {name}\nmetadata:\n  name: web\n{body}"


SERVICE = "spec:\n  selector: {app: web}\n  ports: [{port: 80}]\n"
BIRTHS = {
    "1.26": pod("  schedulingGates: [{name: exemple.com/a}]\n"),
    "1.27": pod(container="      resizePolicy: [{resourceName: cpu, restartPolicy: NotRequired}]\n"),
    "1.28": job("podReplacementPolicy: Failed"),
    "1.29": pod(container="      lifecycle: {preStop: {sleep: {seconds: 5}}}\n"),
    "1.30": one("v1 Service", SERVICE + "  trafficDistribution: PreferClose\n"),
    "1.31": pod("  securityContext: {supplementalGroupsPolicy: Strict}\n"),
    "1.32": pod("  resources: {limits: {cpu: 1}}\n"),
    "1.33": pod("  os: {name: linux}\n", "      lifecycle: {stopSignal: SIGQUIT}\n"),
    "1.34": pod("  hostnameOverride: web\n"),
    "1.36": pod("  schedulingGroup: {podGroupName: a}\n"),
    "1.37": pod("  volumes: [{name: a, emptyDir: {mode: 0777}}]\n"),
}


def ranges(text: str) -> list[str]:
    return [range_text(found.versions or ()) for found in passages(text)]


@pytest.mark.parametrize(("born", "text"), BIRTHS.items(), ids=BIRTHS)
def test_a_field_of_known_birth(born: str, text: str) -> None:
    assert ranges(text) == [f"{born} → {LAST}" if born != LAST else LAST]


def test_what_passes_everywhere() -> None:
    assert ranges(pod()) == [f"1.25 → {LAST}"]
    assert ranges(one("v1 Service", SERVICE)) == [f"1.25 → {LAST}"]


def test_apis_that_came_and_went() -> None:
    spec = "spec:\n  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: a}\n  maxReplicas: 2\n"
    assert ranges(one("autoscaling/v2beta2 HorizontalPodAutoscaler", spec)) == ["1.25"]
    assert ranges(one("resource.k8s.io/v1 DeviceClass", "spec: {}\n")) == [f"1.34 → {LAST}"]
    assert ranges(pod("  workloadRef: {name: a, podGroup: b}\n")) == ["1.35"]


def test_what_passes_nowhere_and_what_nobody_knows() -> None:
    wrong, unknown = passages(pod("  nope: 1\n") + "---\n" + one("exemple.com/v1 Truc"))
    assert (wrong.versions, unknown.versions) == ((), None)
    assert range_text(()) == ""


def test_objects_one_by_one_with_their_place_and_name() -> None:
    text = (
        f"# a\n{one('v1 Namespace')}---\napiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Secret\n"
    )
    assert list(passages(text)) == [
        Passage(3, "v1 Namespace", "web", versions()),
        Passage(11, "v1 Secret", "", versions()),
    ]


def test_other_texts_have_none() -> None:
    assert ranges("a: 1\n") == ranges("a: [\n") == ranges("") == []
    assert ranges("apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n") == []


def test_holes_and_variables() -> None:
    text = one("v1 Namespace").replace("web", "web-<stagiaire>")
    assert [found.name for found in passages(text, examples={"stagiaire": "camille"})] == ["web-camille"]
    assert ranges(pod().replace("nginx:1.29", "<image>")) == [f"1.25 → {LAST}"]


def test_together_is_what_takes_all() -> None:
    found = [*passages(BIRTHS["1.26"]), *passages(BIRTHS["1.33"])]
    assert range_text(common(found)) == f"1.33 → {LAST}"
    assert common([]) == ()


@pytest.mark.parametrize(
    ("passing", "shown"),
    [(("1.25", "1.26"), "1.25 → 1.26"), (("1.26",), "1.26"), (("1.25", "1.27", "1.28"), "1.25, 1.27 → 1.28")],
)
def test_ranges_as_text(passing: tuple[str, ...], shown: str) -> None:
    assert range_text(passing) == shown


def test_a_text_is_checked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    variable = Variable("stagiaire", "Prénom", "[a-z]+", "camille")
    settings = Settings(tmp_path, variables={"stagiaire": variable})
    first = Passages(settings).of(one("v1 Namespace").replace("web", "<stagiaire>"))
    assert [(found.api, found.name, found.versions) for found in first] == [("v1 Namespace", "camille", versions())]
    monkeypatch.setattr(compat, "passages", lambda *_: iter(()))
    assert Passages(settings).of(one("v1 Namespace").replace("web", "<stagiaire>")) == first
    assert Passages(settings).of(one("v1 Namespace")) == ()
