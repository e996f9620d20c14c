"""One manifest against several versions of Kubernetes."""

from __future__ import annotations

from pathlib import Path

import pytest

from timonier.core.diagnostic import Diagnostic
from timonier.core.source import SourceFile
from timonier.course import Course
from timonier.lint.report import Report
from timonier.lint.runner import lint
from timonier.settings import Settings

THREE = ("1.35", "1.36", "1.37")
FOREIGN = Settings(Path("/nulle-part"), is_project=False)
GONE = """\
apiVersion: storage.k8s.io/v1beta1
kind: VolumeAttributesClass
metadata:
  name: rapide
driverName: exemple.com
"""


def checked(text: str, *versions: str) -> Report:
    return lint(
        Course((), (SourceFile("a.yaml", text),)), Settings(Path("/nulle-part"), is_project=False), versions
    )


def found(text: str, *versions: str) -> list[tuple[str, str, int]]:
    return [(each.code, each.severity, each.span.start.line) for each in checked(text, *versions).diagnostics]


def pod(spec: str = "", container: str = "") -> str:
    head = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n"
    return f"{head}{spec}  containers:\n    - name: web\n      image: nginx:1.29\n{container}"


YOUNG = pod("  schedulingGroup:\n    podGroupName: a\n")


def test_every_version_is_checked() -> None:
    gone = (
        "apiVersion: storage.k8s.io/v1beta1\nkind: VolumeAttributesClass\nmetadata:\n  name: a\ndriverName: b.c\n"
    )
    assert found(gone, "1.35") == found(gone, "1.36") == []
    (removed,) = checked(gone, *THREE).diagnostics
    assert (removed.code, removed.severity) == ("K8S003", "error")
    assert removed.message.endswith("(Kubernetes 1.37)")


def test_a_field_younger_than_the_oldest_target_is_a_warning() -> None:
    assert found(YOUNG, "1.35") == [("K8S102", "error", 6)]
    report = checked(YOUNG, *THREE)
    assert [each.verdict for each in report.snippets] == ["valid"]
    (warning,) = report.diagnostics
    assert (warning.code, warning.severity, warning.span.start.line) == ("K8S901", "warning", 6)
    assert warning.message == (
        "le champ « schedulingGroup » de Pod spec existe depuis Kubernetes 1.36 ; "
        "la plus ancienne version visée est la 1.35"
    )


def test_the_birth_is_found_between_the_targets() -> None:
    (warning,) = checked(YOUNG, "1.30", "1.37").diagnostics
    assert "depuis Kubernetes 1.36 ; la plus ancienne version visée est la 1.30" in warning.message


def test_the_order_of_the_targets_is_of_no_matter() -> None:
    assert checked(YOUNG, "1.37", "1.35", "1.36").diagnostics == checked(YOUNG, *THREE).diagnostics


def test_a_field_that_no_target_knows_is_one_error() -> None:
    (error,) = checked(YOUNG, "1.34", "1.35").diagnostics
    assert (error.code, error.severity) == ("K8S102", "error")
    assert "Kubernetes 1.36" in (error.hint or "")
    assert found(pod("  nope: 1\n"), *THREE) == [("K8S102", "error", 6)]


def test_a_field_that_went_is_an_error() -> None:
    gone = pod("  workloadRef:\n    name: a\n    podGroup: b\n")
    (error,) = checked(gone, *THREE).diagnostics
    assert (error.code, error.severity) == ("K8S102", "error")
    assert error.message.endswith("(Kubernetes 1.36, 1.37)")


def test_a_young_version_of_an_api_is_a_warning() -> None:
    young = "apiVersion: resource.k8s.io/v1\nkind: DeviceClass\nmetadata:\n  name: gpu\nspec: {}\n"
    (warning,) = checked(young, "1.33", "1.37").diagnostics
    assert (warning.code, warning.severity, warning.span.start.line) == ("K8S901", "warning", 1)
    assert "existe depuis Kubernetes 1.34 ; la plus ancienne version visée est la 1.33" in warning.message
    assert found(young, "1.32", "1.33") == [("K8S006", "error", 1)]


def test_other_faults_beside_a_young_field_are_those_of_every_version() -> None:
    both = pod("  schedulingGroup:\n    podGroupName: a\n", "      ports: [{containerPort: http}]\n")
    faults = checked(both, *THREE).diagnostics
    assert [each.code for each in faults] == ["K8S901", "K8S101"]
    assert "(Kubernetes" not in faults[1].message


@pytest.mark.parametrize("versions", [("1.38",), ("1.37", "1.38"), ("1.38", "1.40")])
def test_a_version_without_schemas_is_said_once(versions: tuple[str, ...]) -> None:
    texts = tuple(SourceFile(f"{number}.yaml", pod()) for number in range(3))
    report = lint(Course((), texts), FOREIGN, versions)
    unknown = [version for version in versions if version != "1.37"]
    assert report.diagnostics == ()
    assert report.notes == tuple(
        f"Kubernetes {version} n’a pas encore de schémas ici : "
        "les vérifications se font avec ceux de Kubernetes 1.37."
        for version in unknown
    )


def test_a_fragment_is_checked_in_every_version_too() -> None:
    text = "```yaml\ncontainers:\n  - name: web\n    image: nginx:1.29\nhostnameOverride: a\n```\n"
    course = Course((SourceFile("a.md", text),), ())
    faults: tuple[Diagnostic, ...] = lint(course, FOREIGN, ("1.33", "1.37")).diagnostics
    assert [(each.code, each.severity) for each in faults] == [("K8S901", "warning")]
