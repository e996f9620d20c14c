"""What a printed page gives to the index and to the attached files."""

from __future__ import annotations

import pytest

from timonier.core.shell import read
from timonier.render.print import printable
from timonier.render.print_marks import command_name
from timonier.render.print_page import Attached, Links, Mark, PrintPage

POD = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n"


def shown(html: str) -> PrintPage:
    return printable(html, page="pods", path="pods.md", title="Les Pods", links=Links({}), image=str)


def code(text: str, attributes: str = "", bar: str = "") -> str:
    return f'<div class="highlight tm-code" data-lang="yaml"{attributes}>{bar}<pre><code>{text}</code></pre></div>'


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("kubectl get pods", "kubectl get"),
        ("kubectl -n web --context=kind get pods", "kubectl get"),
        ("kubectl config set-context --current", "kubectl config set-context"),
        ("kubectl rollout status deployment/web", "kubectl rollout status"),
        ("kubectl create -f web.yaml", "kubectl create"),
        ("kubectl --help", ""),
        ("docker compose up -d", "docker compose up"),
        ("cd tp", ""),
        ("kubectl <verbe>", ""),
    ],
)
def test_a_command_is_named_by_its_verb(typed: str, name: str) -> None:
    assert [command_name(command) for command in read(typed)] == [name]


def test_kinds_commands_and_terms_are_marked_where_they_first_are() -> None:
    console = '<span class="tm-commande"><span class="tm-invite">$ </span>kubectl get pods</span>'
    page = shown(
        f'<p>Un <a class="tm-terme" href="glossaire.md#noeud" title="x">nœud</a>.</p>{code(POD)}{code(POD)}'
        f'<div class="highlight" id="la" data-lang="console"><pre><code>{console}</code></pre></div>'
    )
    assert page.marks == (
        Mark("term", "noeud", "index-0"),
        Mark("kind", "Pod", "index-1"),
        Mark("command", "kubectl get", "la"),
    )
    for mark in page.marks:
        assert f'id="{mark.anchor}"' in page.html
    assert "data-lang" not in page.html


def test_manifests_are_files_named_after_the_page() -> None:
    bar = '<div class="tm-barre"><span class="tm-fichier">web/pod.yaml</span></div>'
    page = shown(code(POD, bar=bar) + code(POD) + code(POD, bar=bar))
    assert page.files == (
        Attached("pods--web-pod.yaml", POD),
        Attached("pods--pod.yaml", POD),
        Attached("pods--web-pod-2.yaml", POD),
    )
    assert page.html.count("joint") == 3 + 3  # the words, and the names beside them
    assert "joint\u00a0: pods--web-pod-2.yaml" in page.text


def test_a_manifest_to_complete_is_a_file_and_no_word() -> None:
    page = shown(code(POD.replace("Pod", "&lt;type&gt;"), ' data-depart=""'))
    assert page.marks == ()
    assert page.files == (Attached("pods--manifeste.yaml", POD.replace("Pod", "<type>")),)


@pytest.mark.parametrize("attributes", [' data-extrait=""', ' data-attendu="K8S102"', ' data-patch=""'])
def test_what_is_no_whole_object_is_no_file(attributes: str) -> None:
    assert shown(code(POD, attributes)).files == ()
    assert shown(code("image: nginx\n")).files == ()
