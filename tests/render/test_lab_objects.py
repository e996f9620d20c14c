"""Which files of a lab are applied, and what they make outside the namespace."""

from __future__ import annotations

from timonier.core import labs
from timonier.core.labs import Lab
from timonier.core.source import SourceFile
from timonier.render.lab_objects import Outside, applied, claims_volumes, outside

NAMESPACE = "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: equipe\n"
ROLE = "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: lecture\n"
INSIDE = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  namespace: equipe\n"
BESIDE = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: b\n  namespace: default\n"
CLAIMS = (
    "apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: s\n"
    "spec:\n  volumeClaimTemplates:\n    - metadata: {name: d}\n"
)


def lab(files: dict[str, str], base: Lab | None = None) -> Lab:
    names = ", ".join(files)
    record = f"tp: tp-a\netapes:\n  - n: 1\n    fichiers: [{names}]\n"
    return Lab("tp-a", labs.read(SourceFile("corrections/tp-a/correction.yml", record)).record, files, base)


def test_manifests_alone_are_applied() -> None:
    found = lab(
        {
            "a.yaml": NAMESPACE,
            "json.json": '{"apiVersion": "v1", "kind": "Pod"}',
            "liste.yaml": "apiVersion: v1\nkind: List\nitems:\n  - {apiVersion: v1, kind: Pod}\n",
            "kind.yaml": "apiVersion: kind.x-k8s.io/v1alpha4\nkind: Cluster\n",
            "compose.yaml": "services: {}\n",
            "values.yaml": "replicas: 1\n",
            "sans-version.yaml": "kind: Pod\n",
            "casse.yaml": "a: [\n",
            "Dockerfile": "FROM scratch\n",
            "base/kustomization.yaml": "resources: [web.yaml]\n",
            "base/web.yaml": NAMESPACE,
            "base/plus/bas.yaml": NAMESPACE,
            "chart/Chart.yaml": "apiVersion: v2\nname: a\nversion: 1.0.0\n",
            "chart/templates/web.yaml": NAMESPACE,
            "basee/web.yaml": NAMESPACE,
        }
    )
    assert applied(found) == {"a.yaml", "json.json", "liste.yaml", "basee/web.yaml"}
    assert applied(lab({"kustomization.yaml": "resources: []\n", "a/web.yaml": NAMESPACE})) == set()


def test_what_stands_outside_of_the_namespace() -> None:
    base = lab({"role.yaml": ROLE})
    files = {"a.yaml": f"{NAMESPACE}---\n{INSIDE}---\n{BESIDE}", "b.yaml": f"{ROLE}---\n{CLAIMS}"}
    assert outside(lab(files, base), "1.37") == (
        Outside("ClusterRole.rbac.authorization.k8s.io", "lecture"),
        Outside("Namespace", "equipe"),
        Outside("ConfigMap", "b", "default"),
    )


def test_volumes_that_the_cluster_makes() -> None:
    assert claims_volumes(lab({"a.yaml": CLAIMS}))
    assert claims_volumes(lab({}, lab({"a.yaml": CLAIMS})))
    assert not claims_volumes(lab({"a.yaml": NAMESPACE}))
