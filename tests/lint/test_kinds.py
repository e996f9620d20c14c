"""The kind, the type, the verdict and the codes of every sort of YAML text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timonier.core.markdown import scan
from timonier.core.snippet import snippets
from timonier.core.source import SourceFile
from timonier.lint.parts import Terms
from timonier.lint.snippets import Outcome, check

TERMS = Terms(("1.37",), examples={"stagiaire": "camille"})
POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: a\n    image: b\n"
DEPLOYMENT = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec:\n"


def outcome(header: str, text: str) -> Outcome:
    page = SourceFile("a.md", f"```{header}\n{text}```\n")
    (snippet,) = snippets(scan(page, "foreign", ()))
    return check(snippet, TERMS)


def seen(header: str, text: str) -> tuple[str, str, str, list[str]]:
    found = outcome(header, text)
    verdict = found.verdict
    codes = [f"{d.code}{'' if d.severity == 'error' else '?'}" for d in found.diagnostics]
    return verdict.kind, verdict.api, verdict.verdict, codes


@pytest.mark.parametrize(
    ("header", "text", "expected"),
    [
        ("yaml", POD, ("resource", "v1 Pod", "valid", [])),
        (
            "yaml",
            f"{DEPLOYMENT}  replicas: 3\n",
            ("incomplete", "apps/v1 Deployment", "invalid", ["K8S103", "K8S103"]),
        ),
        ("yaml extrait", f"{DEPLOYMENT}  replicas: 3\n", ("incomplete", "apps/v1 Deployment", "incomplete", [])),
        (
            "yaml extrait",
            f"{DEPLOYMENT}  replica: 3\n",
            ("incomplete", "apps/v1 Deployment", "invalid", ["K8S102"]),
        ),
        ("yaml", f"{DEPLOYMENT}  replicas: 3\n  # …\n", ("resource", "apps/v1 Deployment", "incomplete", [])),
        (
            "yaml",
            f"{DEPLOYMENT}  replicas: 3\n  ...\n",
            ("resource", "apps/v1 Deployment", "incomplete", ["YML005?"]),
        ),
        (
            "yaml",
            f"{DEPLOYMENT}  …\n  replicas: 3\n",
            ("resource", "apps/v1 Deployment", "incomplete", ["YML005?"]),
        ),
        ("yaml", f"{POD}...\n", ("resource", "v1 Pod", "incomplete", ["YML005?"])),
        ("yaml", "...\nspec: {hostname: a}\n...\n", ("fragment", "fragment de Pod", "incomplete", ["YML005?"] * 2)),
        ("yaml", "kind: Pod\n...\nspec: {}\n", ("resource", "", "invalid", ["YML005"])),
        ("yaml", POD.replace("b\n", "<image>\n"), ("resource", "v1 Pod", "incomplete", [])),
        ("yaml", POD.replace("b\n", "# à compléter\n"), ("resource", "v1 Pod", "incomplete", [])),
        ("yaml", POD.replace("b\n", "<image>\n    prot: 1\n"), ("resource", "v1 Pod", "invalid", ["K8S102"])),
        ("yaml", POD.replace("name: a}", "name: tp-<stagiaire>}"), ("resource", "v1 Pod", "valid", [])),
        ("yaml", POD.replace("name: a}", "name: TP-<stagiaire>}"), ("resource", "v1 Pod", "invalid", ["K8S201"])),
        ("yaml depart", POD.replace("image: b", "image:"), ("resource", "v1 Pod", "incomplete", [])),
        ("yaml depart", POD.replace("image", "imag"), ("resource", "v1 Pod", "invalid", ["K8S102"])),
        ("yaml patch", f"{DEPLOYMENT}  replicas: 3\n", ("patch", "apps/v1 Deployment", "valid", [])),
        ("yaml patch", f"{DEPLOYMENT}  $retainKeys: [replicas]\n", ("patch", "apps/v1 Deployment", "valid", [])),
        ("yaml patch", f"{DEPLOYMENT}  replica: 3\n", ("patch", "apps/v1 Deployment", "invalid", ["K8S102"])),
        ("yaml patch", "spec:\n  replicas: 3\n", ("patch", "fragment de Deployment", "valid", [])),
        ("yaml patch", "- {op: test, path: /a, value: 1}\n", ("json-patch", "correctif JSON", "valid", [])),
        ("yaml", "- {op: test, path: a, value: 1}\n", ("json-patch", "correctif JSON", "invalid", ["FIC104"])),
        (
            "yaml",
            "name: a\nimagePullPolicy: always\n",
            ("fragment", "fragment de Container", "invalid", ["K8S104"]),
        ),
        ("yaml extrait", "imagePullPolicy: always\n", ("fragment", "fragment de Container", "invalid", ["K8S104"])),
        (
            "yaml",
            "type: <type>\nports: [{port: 80, nodePort: 30080, protocol: tcp}]\n",
            ("fragment", "fragment de ServiceSpec", "invalid", ["K8S104"]),
        ),
        ("yaml", "env: [{name: A}]\n", ("fragment", "fragment de Container", "valid", [])),
        ("yaml", "env: [{value: A}]\n", ("fragment", "fragment de Container", "invalid", ["K8S103"])),
        ("yaml", "- {name: A, valeur: b, value: c}\n", ("fragment", "fragment d’EnvVar", "invalid", ["K8S102"])),
        ("yaml", "env: [{name: A, value: <valeur>}]\n", ("fragment", "fragment de Container", "incomplete", [])),
        ('yaml type="EnvVar"', "nom: A\n", ("fragment", "fragment d’EnvVar", "invalid", ["K8S102"])),
        ('yaml type="Envvarr"', "nom: A\n", ("fragment", "", "invalid", ["K8S007"])),
        (
            "yaml",
            "kind: Role\nname: a\napiGroup: rbac.authorization.k8s.io\n",
            ("fragment", "fragment de RoleRef", "valid", []),
        ),
        ("yaml", "metadata: {name: a}\nkind: Pod\n", ("resource", "Pod", "invalid", ["K8S001"])),
        (
            "yaml",
            "spec:\n  template:\n    spec: {containers: [{name: a, volumeMounts: [{name: v, mountPath: /v}]}]}\n",
            ("fragment", "fragment de Deployment", "valid", []),
        ),
        (
            "yaml",
            "containers: [{name: a, image: b, volumeMounts: [{name: v, mountPath: /v}]}]\nvolumes: [{name: w}]\n",
            ("fragment", "fragment de PodSpec", "invalid", ["K8S801"]),
        ),
        ("yaml", "schedule: pas souvent\n", ("fragment", "fragment de CronJobSpec", "invalid", ["K8S702"])),
        (
            "yaml",
            'apiVersion: v1\nkind: Service\nmetadata: {name: "{{ .Release.Name }}"}\nspec: {ports: [{port: 80}]}\n',
            ("helm-template", "v1 Service", "incomplete", []),
        ),
        ('yaml title="values.yaml"', "image: {tag: '1'}\n", ("helm-values", "", "unchecked", [])),
        ("yaml", "apiVersion: v2\nname: a\nversion: 1.0.0\n", ("helm-chart", "Chart.yaml", "valid", [])),
        ("yaml", "namePrefix: dev-\nresources: [a.yaml]\n", ("kustomization", "Kustomization", "valid", [])),
        ("yaml", "services: {web: {image: a}}\n", ("compose", "fichier Compose", "valid", [])),
        ("yaml", "apiVersion: skaffold/v2\nkind: Config\n", ("skaffold", "Skaffold", "valid", [])),
        ("yaml", "apiVersion: v1\nkind: Config\nusers: null\n", ("kubeconfig", "kubeconfig", "valid", [])),
        (
            "yaml",
            "apiVersion: kind.x-k8s.io/v1alpha4\nkind: Cluster\n",
            ("kind-cluster", "cluster kind", "valid", []),
        ),
        ("yaml", "test:\n  script: [make]\n", ("gitlab-ci", "GitLab CI", "valid", [])),
        (
            "yaml",
            "on: [push]\njobs: {a: {runs-on: ubuntu-latest, steps: [{run: make}]}}\n",
            ("github-workflow", "workflow GitHub", "valid", []),
        ),
        (
            "yaml",
            "on: ouvrir\njobs: {a: {runs-on: ubuntu-latest, steps: [{run: make}]}}\n",
            ("github-workflow", "workflow GitHub", "invalid", ["FIC104"]),
        ),
        (
            "yaml",
            "groups: [{name: a, rules: [{record: b, expr: c}]}]\n",
            ("prometheus-rules", "règles Prometheus", "valid", []),
        ),
        ("yaml", "tp: a\netapes: [{n: 1}]\n", ("timonier", "correction.yml", "valid", [])),
        ("yaml", "fruits: [pomme]\n", ("other", "", "unchecked", [])),
        (
            "yaml",
            "apiVersion: exemple.test/v1\nkind: Bateau\nmetadata: {name: a}\n",
            ("custom", "exemple.test/v1 Bateau", "unchecked", ["K8S005?"]),
        ),
        ("yaml", f"{POD}---\nenv: [{{name: A}}]\n", ("resource", "v1 Pod, fragment de Container", "valid", [])),
    ],
)
def test_kinds(header: str, text: str, expected: tuple[str, str, str, list[str]]) -> None:
    assert seen(header, text) == expected


def test_a_cut_object_says_how_to_mark_it() -> None:
    hints = [diagnostic.hint for diagnostic in outcome("yaml", f"{DEPLOYMENT}  replicas: 3\n").diagnostics]
    assert all(hint is not None and "écrivez « extrait » à l’ouverture du bloc" in hint for hint in hints)


def test_an_unknown_type_is_shown_where_it_is_declared() -> None:
    (found,) = outcome('yaml type="Containr"', "name: a\n").diagnostics
    assert (found.span.start.line, found.span.start.column, found.hint) == (
        1,
        9,
        "vouliez-vous dire « Container » ?",
    )


def test_faults_of_items_and_of_renamed_keys_stand_at_their_places() -> None:
    (found,) = outcome("yaml", "- containerPort: 80\n- containerPort: 80\n  prot: 1\n").diagnostics
    assert (found.span.start.line, found.span.start.column) == (4, 3)
    (found,) = outcome(
        "yaml", "apiVersion: v1\nkind: Namespace\nmetadata:\n  labels:\n    <stagiaire>: a b\n  name: x\n"
    ).diagnostics
    assert (found.code, found.span.start.line) == ("K8S202", 6)


HEADERS = st.sampled_from(
    ["yaml", "yaml extrait", "yaml patch", "yaml depart", 'yaml type="Container"', 'yaml type="Zz"']
)
LINES = st.sampled_from(
    [
        "spec:",
        "  containers:",
        "  - name: a",
        "    image: <image>",
        "    # …",
        "  ...",
        "…",
        "# à compléter",
        "kind: Pod",
        "apiVersion: v1",
        "apiVersion: v2",
        "services:",
        "  web:",
        "    image: a",
        "jobs: {a: {}}",
        "on: push",
        "- op: add",
        "  path: /a",
        "env: [{name: <stagiaire>, value: on}]",
        "---",
        "...",
        "name: a",
        "rules: [{}]",
        "'<clé>': {",
        "}",
    ]
)


@settings(max_examples=300, deadline=None)
@given(HEADERS, st.lists(LINES, max_size=12).map("\n".join))
def test_any_text_has_a_kind_and_an_unchecked_one_a_reason(header: str, text: str) -> None:
    found = outcome(header, f"{text}\n").verdict
    assert bool(found.reason) or found.verdict in ("valid", "invalid")


@pytest.mark.parametrize(
    ("text", "api"),
    [
        ("spec: {replicas: 3, strategy: {canary: {steps: [{setWeight: 20}]}}}\n", "fragment de Rollout"),
        ("spec: {source: {repoURL: a, path: b}, destination: {namespace: c}}\n", "fragment d’Application"),
        ("spec: {template: {spec: {restartPolicy: Never}}}\n", "fragment de Job"),
        ("spec: {ports: [{port: 80, nodePort: 30080}]}\n", "fragment de Service"),
        ("initContainers: [{name: a, image: b, readinessProbe: {exec: {command: [c]}}}]\n", "fragment de PodSpec"),
        ("spec: {ingress_type: a, ingress_class_name: b}\n", ""),
        ("spec: {jobs: {a: 1}, pullRequests: []}\n", ""),
        ("image: {repository: a, tag: b}\nreplicaCount: 2\nservice: {type: ClusterIP, port: 80}\n", ""),
    ],
)
def test_what_pages_show_is_not_refused(text: str, api: str) -> None:
    assert seen("yaml", text)[1] == api
    assert seen("yaml", text)[3] == []
