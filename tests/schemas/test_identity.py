"""apiVersion and kind: missing, removed, too young, unknown."""

import pytest

from timonier.core.manifest import manifests
from timonier.core.yamldoc import load
from timonier.schemas.validate import validate


def only(text, version="1.37"):
    (manifest,) = manifests(load(text).documents[0])
    (finding,) = validate(manifest, version)
    return finding


@pytest.mark.parametrize(
    ("text", "code", "message", "hint"),
    [
        (
            "kind: Deployment\n",
            "K8S001",
            "il manque apiVersion en tête de l’objet Deployment",
            "écrivez « apiVersion: apps/v1 ».",
        ),
        (
            "kind: Bateau\n",
            "K8S001",
            "il manque apiVersion en tête de l’objet Bateau",
            "ajoutez la ligne « apiVersion: … ».",
        ),
        (
            "apiVersion: v1\n",
            "K8S002",
            "il manque kind en tête de cet objet",
            "ajoutez la ligne « kind: … », par exemple « kind: Deployment ».",
        ),
        (
            "apiVersion: 1\nkind: Pod\n",
            "K8S101",
            "apiVersion attend un texte, et reçoit le nombre 1",
            "mettez la valeur entre guillemets.",
        ),
        (
            "apiVersion: extensions/v1beta1\nkind: Ingress\n",
            "K8S003",
            "extensions/v1beta1 Ingress n’existe plus depuis Kubernetes 1.22",
            "écrivez « apiVersion: networking.k8s.io/v1 » (depuis 1.19), puis revoyez les champs.",
        ),
        (
            "apiVersion: policy/v1beta1\nkind: PodSecurityPolicy\n",
            "K8S003",
            "policy/v1beta1 PodSecurityPolicy n’existe plus depuis Kubernetes 1.25",
            "utilisez l’admission Pod Security (étiquettes pod-security.kubernetes.io/… des namespaces).",
        ),
        (
            "apiVersion: v1\nkind: pod\n",
            "K8S004",
            "« pod » n’existe pas dans v1",
            "vouliez-vous dire « Pod » ?",
        ),
        (
            "apiVersion: v1\nkind: Deployment\n",
            "K8S004",
            "« Deployment » n’existe pas dans v1",
            "écrivez « apiVersion: apps/v1 ».",
        ),
        (
            "apiVersion: apps/v2\nkind: Deployment\n",
            "K8S004",
            "la version d’API « apps/v2 » n’existe pas",
            "écrivez « apiVersion: apps/v1 ».",
        ),
        (
            "apiVersion: app/v1\nkind: Deployment\n",
            "K8S004",
            "le groupe d’API « app » est inconnu",
            "écrivez « apiVersion: apps/v1 ».",
        ),
        (
            "apiVersion: networking.k8s.i/v1\nkind: Ingress\n",
            "K8S004",
            "le groupe d’API « networking.k8s.i » est inconnu",
            "écrivez « apiVersion: networking.k8s.io/v1 ».",
        ),
    ],
)
def test_errors(text, code, message, hint):
    finding = only(text)
    assert (finding.code, finding.severity, finding.message, finding.hint) == (code, "error", message, hint)


def test_both_names_missing_or_wrong_are_both_said():
    (manifest,) = manifests(load("apiVersion:\nkind: 3\n").documents[0])
    assert [finding.code for finding in validate(manifest, "1.37")] == ["K8S001", "K8S101"]


def test_a_group_of_nobody_we_know_is_a_warning():
    finding = only("apiVersion: exemple.test/v1\nkind: Bateau\n")
    assert (finding.code, finding.severity) == ("K8S005", "warning")


def test_a_removal_counts_from_its_version_on():
    text = "apiVersion: autoscaling/v2beta2\nkind: HorizontalPodAutoscaler\n{}\n".replace("{}\n", "")
    (manifest,) = manifests(load(text).documents[0])
    assert validate(manifest, "1.25") == ()
    assert only(text, "1.26").code == "K8S003"


def test_an_api_version_of_a_later_kubernetes():
    finding = only("apiVersion: resource.k8s.io/v1\nkind: DeviceClass\n", "1.30")
    assert (finding.code, finding.message) == (
        "K8S006",
        "resource.k8s.io/v1 DeviceClass n’existe que depuis Kubernetes 1.34",
    )
