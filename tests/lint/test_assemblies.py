"""Overlays and charts: what tools render is checked, and without them the rest is."""

import os
from pathlib import Path

import pytest

from timonier import course, settings
from timonier.core.source import SourceFile
from timonier.lint.assemblies import tools
from timonier.lint.assemblies.actions import actions
from timonier.lint.cached import lint as cached_lint
from timonier.lint.report import Report
from timonier.lint.runner import lint
from timonier.report import concise, full

PAGE = "---\ntitle: Déployer\ntype: tp\n---\n\n# Déployer\n\n## Liste de contrôle\n\n- [ ] Fini.\n"
CONFIG = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\ndata:\n  couleur: bleu\n"
PATCH = "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 3\n"
DEPLOYMENT = """apiVersion: apps/v1
kind: Deployment
metadata:
  name: {name}
spec:
  replicas: {replicas}
  selector:
    matchLabels: {{app: web}}
  template:
    metadata:
      labels: {{app: web}}
    spec:
      containers:
        - name: web
          image: nginx:1.29
"""
OVERLAY = {
    "corrections/tp-web/base/kustomization.yaml": "resources: [web.yaml]\n",
    "corrections/tp-web/base/web.yaml": DEPLOYMENT.format(name="web", replicas=1),
    "corrections/tp-web/prod/kustomization.yaml": "resources: [../base]\nnamePrefix: prod-\n",
}
CHART = {
    "corrections/tp-web/web/Chart.yaml": "apiVersion: v2\nname: web\nversion: 1.0.0\n",
    "corrections/tp-web/web/values.yaml": "copies: trois\n",
    "corrections/tp-web/web/templates/web.yaml": "replicas: {{ .Values.copies }}\n",
}


def write(root: Path, files: dict[str, str]) -> Path:
    (root / "pyproject.toml").write_text("[tool.timonier]\n", encoding="utf-8")
    for name, text in {"content/tp/tp-web.md": PAGE, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def checked(root: Path) -> Report:
    project = settings.load(root)
    return lint(course.load(project), project)


def record(folder: Path, name: str, version: str, rendered: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tool that says `rendered`, whatever it is asked."""
    folder.mkdir(exist_ok=True)
    (folder / "rendu.yaml").write_text(rendered, encoding="utf-8")
    tool = folder / name
    says = f'#!/bin/sh\nif [ "$1" = version ]; then echo "{version}"; else cat "{folder}/rendu.yaml"; fi\n'
    tool.write_text(says, encoding="utf-8")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def test_what_an_overlay_gives_is_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rendered = DEPLOYMENT.format(name="prod-web", replicas="trois")
    record(tmp_path / "outils", "kustomize", "v5.5.0", rendered, monkeypatch)
    report = checked(write(tmp_path, OVERLAY))
    (found,) = report.diagnostics
    assert (found.path, found.code) == ("corrections/tp-web/prod/kustomization.yaml", "K8S101")
    assert found.message.startswith("Deployment « prod-web » spec.replicas, une fois rendu : ")
    assert report.assemblies == "1 assemblage rendu avec kustomize 5.5.0."
    assert full.render(report, {}).endswith("1 assemblage rendu avec kustomize 5.5.0.\n")


def test_what_a_chart_gives_is_told_at_its_template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rendered = "---\n# Source: web/templates/web.yaml\n" + DEPLOYMENT.format(name="web", replicas="trois")
    record(tmp_path / "outils", "helm", "v3.17.3+ge4da497", rendered, monkeypatch)
    report = checked(write(tmp_path, CHART))
    (found,) = report.diagnostics
    assert (found.path, found.code) == ("corrections/tp-web/web/templates/web.yaml", "K8S101")
    assert report.assemblies == "1 assemblage rendu avec helm 3.17.3."


def test_without_tools_the_summary_says_what_was_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    report = checked(write(tmp_path, OVERLAY | CHART))
    assert report.diagnostics == ()
    assert report.assemblies == (
        "1 assemblage non rendu, helm absent : fichiers des charts vérifiés. "
        "1 assemblage non rendu, kustomize absent : chemins et cibles vérifiés."
    )


def test_a_course_without_assemblies_says_nothing_of_them(tmp_path: Path) -> None:
    assert checked(write(tmp_path, {"corrections/tp-web/reglages.yaml": CONFIG})).assemblies == ""


def test_a_patch_is_a_part_of_an_object_and_a_template_no_yaml(tmp_path: Path) -> None:
    overlay = OVERLAY | {
        "corrections/tp-web/prod/kustomization.yaml": "resources: [../base]\npatches: [{path: copies.yaml}]\n",
        "corrections/tp-web/prod/copies.yaml": PATCH,
    }
    report = checked(write(tmp_path, overlay | CHART))
    assert concise.render(report) == ""
    kinds = {snippet.path.rpartition("/")[2]: snippet.kind for snippet in report.snippets}
    assert (kinds["copies.yaml"], kinds["values.yaml"]) == ("patch", "helm-values")
    templates = [snippet.kind for snippet in report.snippets if "/templates/" in snippet.path]
    assert templates == ["helm-template"]


def test_what_students_complete_is_not_rendered(tmp_path: Path) -> None:
    record_text = (
        "tp: tp-web\netapes:\n  - n: 1\n    depart: [depart/kustomization.yaml]\n    fichiers: [fini.yaml]\n"
    )
    files = {
        "corrections/tp-web/correction.yml": record_text,
        "corrections/tp-web/depart/kustomization.yaml": "resources: [web.yaml]\n",
        "corrections/tp-web/fini.yaml": CONFIG,
    }
    report = checked(write(tmp_path, files))
    assert (report.assemblies, [found.code for found in report.diagnostics if found.code[:3] == "KUS"]) == ("", [])


def test_a_part_of_the_course_goes_to_no_network(tmp_path: Path) -> None:
    base = "resources: [https://exemple.fr/web.yaml]\n"
    root = write(tmp_path, OVERLAY | {"corrections/tp-web/base/kustomization.yaml": base})
    project, asked = settings.load(root), root / "corrections" / "tp-web" / "prod"
    report = lint(course.surrounded(course.load_paths([asked], project.root), project), project)
    assert report.assemblies == "1 assemblage non rendu à cause de ce qui est signalé."


def test_a_tool_that_comes_makes_the_report_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = settings.load(write(tmp_path, OVERLAY))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "absent" in cached_lint(course.load(project), project).assemblies
    record(tmp_path / "outils", "kustomize", "v5.5.0", CONFIG, monkeypatch)
    monkeypatch.setenv("PATH", f"{os.environ['PATH']}{os.pathsep}/usr/bin{os.pathsep}/bin")
    for _ in range(2):
        found = cached_lint(course.load(project), project)
        assert found.assemblies == "1 assemblage rendu avec kustomize 5.5.0."


def test_labels_and_prefixes_of_lower_layers_select(tmp_path: Path) -> None:
    files = OVERLAY | {
        "corrections/tp-web/base/kustomization.yaml": "resources: [web.yaml]\nlabels: [{pairs: {equipe: a}}]\n",
        "corrections/tp-web/prod/kustomization.yaml": "resources: [../milieu]\npatches:\n"
        '  - target: {kind: Deploy.*, labelSelector: "equipe=a"}\n    patch: "[]"\n'
        '  - target: {name: "essai-.*"}\n    patch: "[]"\n'
        '  - target: {labelSelector: "equipe=b"}\n    patch: "[]"\n',
        "corrections/tp-web/milieu/kustomization.yaml": "resources: [../base]\nnamePrefix: essai-\n",
    }
    found = concise.render(checked(write(tmp_path, files)))
    assert found == (
        "corrections/tp-web/prod/kustomization.yaml:7:13: KUS106 "
        "« target » ne choisit aucun objet : labelSelector « equipe=b »\n"
    )


@pytest.mark.parametrize(
    "template",
    [
        "{{ if .Values.logo }}{{ .Values.logo.nom }}{{ end }}",
        "{{ with .Values.logo }}{{ .nom }}{{ end }}",
        "{{ range .Values.liste }}{{ .Values.nom }}{{ $.Values.copies }}{{ end }}",
        '{{ .Values.logo | default "rien" }}',
        "{{ (.Values.logo).nom }}",
        "{{ .Values.global.nom.long }}",
        '{{ "{{ .Values.logo.nom }}" }}{{/* .Values.logo.nom {{ if }} */}}',
        "{{- toYaml .Values.logo | nindent 2 }}",
    ],
)
def test_no_false_alarm_on_values(tmp_path: Path, template: str) -> None:
    files = CHART | {"corrections/tp-web/web/templates/web.yaml": f"{template}\n"}
    assert concise.render(checked(write(tmp_path, files))) == ""


@pytest.mark.parametrize(
    "text",
    [
        "resources: 3\n",
        "- a\n",
        "resources: [[a], {b: c}, '']\npatches: [3, {path: 4}, {}]\nimages: {a: b}\n",
        "resources: [.]\n",
        "resources: [/etc/passwd, ../../../../..]\n",
        "patches: [{target: {name: '(a+)+$(', labelSelector: '=,!=,a in (b'}, patch: '['}]\n",
        "resources: [\n",
    ],
)
@pytest.mark.parametrize("name", ["kustomization.yaml", "Kustomization"])
def test_bad_input_is_a_diagnostic(tmp_path: Path, name: str, text: str) -> None:
    files = {"corrections/tp-web/reglages.yaml": CONFIG, f"corrections/tp-web/prod/{name}": text}
    assert checked(write(tmp_path, files)).errors > 0


def test_a_tool_that_hangs_or_does_not_run_is_a_failure(tmp_path: Path) -> None:
    assert tools.run(("/bin/sh", "-c", "sleep 60 & wait"), 0.2).failure == "rien après 0.2 secondes"
    assert tools.run((str(tmp_path),)).failure
    assert tools.run(("/bin/sh", "-c", "exit 3")).failure == "code de sortie 3"
    assert tools.run(("/bin/sh", "-c", "echo Error: trop; echo aide; exit 1 >&2"), 5).failure == "code de sortie 1"
    assert tools.run(("/bin/sh", "-c", "(echo Error: trop; echo aide) >&2; exit 1")).failure == "trop"
    several = "echo 'E1 \"command failed\" err=<'; echo 'a'; echo ' >'"
    assert tools.run(("/bin/sh", "-c", f"({several}) >&2; exit 1")).failure == "a"


@pytest.mark.parametrize("piece", ["{{ ", "{{/* ", '{{ "', "{{ `", '{{ "a" ', "{{ if x }}", "{{ end }}"])
def test_a_large_broken_template_is_read_once(piece: str) -> None:
    own, unclosed = actions(SourceFile("a.yaml", piece * 20_000))
    assert len(own) == len(unclosed) + sum(action.is_stray for action in own)
