"""Editions of a real build: what is not published is in no file of the site."""

from __future__ import annotations

import io
from zipfile import ZipFile

import pytest
from test_build import build, files

LAB = """---
title: "TP : déployer"
type: tp
duree: 40
niveau: avance
prerequis: [services]
objectifs: [Écrire un Namespace]
---

## Étape 1 — Un namespace

//// question

Lequel ?

/// reponse
La réponse que rien ne trahit.
///

////

/// correction
    etape: 1
///

/// formateur
La note que rien ne trahit.
///

## Liste de contrôle

- [ ] Le namespace existe.
"""
SECRETS = (b"La r\xc3\xa9ponse que rien", b"La note que rien", b"nom-du-corrige")

pytestmark = pytest.mark.slow


def add_lab(root):
    for name, text in {
        "content/tp/tp-deployer.md": LAB,
        "corrections/tp-deployer/correction.yml": "tp: tp-deployer\netapes:\n  - n: 1\n    depart: [depart/a.yml]\n"
        "    fichiers: [a.yml]\n",
        "corrections/tp-deployer/depart/a.yml": "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: <nom>\n",
        "corrections/tp-deployer/a.yml": "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: nom-du-corrige\n",
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def shown(root, **environment):
    result = build(root, "--strict", **environment)
    assert result.returncode == 0, result.stderr
    site = files(root / "site")
    return site, [any(secret in data for data in site.values()) for secret in SECRETS]


def test_what_is_not_published_is_in_no_file(small_course):
    add_lab(small_course)
    site, found = shown(small_course)
    assert found == [False, False, False]
    assert [name for name in site if name.startswith("corrections/")] == ["corrections/tp-deployer/tp-deployer.zip"]
    page = site["travaux-pratiques/index.html"].decode()
    assert '<a href="../tp/tp-deployer/">TP : déployer</a>' in page.replace("\u202f", " ").replace("\u00a0", " ")
    assert '<a href="../cours/services/">Les Services</a>' in page
    for words in ("Avancé", "Écrire un Namespace", "Corrigé non publié", "Jamais joué", 'data-duree="moyenne"'):
        assert words in page
    lab = site["tp/tp-deployer/index.html"].decode()
    assert "Jamais joué. Corrigé non publié." in " ".join(lab.split())


def test_a_published_lab(small_course):
    add_lab(small_course)
    site, found = shown(small_course, TIMONIER_CORRECTIONS="tp-deployer")
    assert found == [True, False, True]
    assert b"nom-du-corrige" in site["corrections/tp-deployer/a.yml"]
    for page in ("travaux-pratiques/index.html", "tp/tp-deployer/index.html"):
        assert "Corrigé publié" in site[page].decode()


@pytest.mark.parametrize("published", ["", "tp-deployer"])
def test_the_application_goes_without_the_corrections_to_come(small_course, published):
    add_lab(small_course)
    correction = (small_course / "corrections/tp-deployer/a.yml").read_text(encoding="utf-8")
    for name, text in {
        "app.py": "print()\n",
        "lance": "#!/bin/sh\n",
        "k8s/ns.yaml": correction,
        ".env": "x\n",
    }.items():
        path = small_course / "application" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (small_course / "application" / "lance").chmod(0o755)
    (small_course / "content/tp/tp-deployer.md").write_text(
        f"{LAB}\n[Le code](../application.zip).\n", encoding="utf-8"
    )
    site, found = shown(small_course, TIMONIER_CORRECTIONS=published)
    with ZipFile(io.BytesIO(site["application.zip"])) as archive:
        modes = {each.filename: each.external_attr >> 16 for each in archive.infolist()}
    out = {"application/k8s/ns.yaml": 0o644} if published else {}
    assert modes == {"application/app.py": 0o644, "application/lance": 0o755, **out}
    assert found[2] is bool(published)
    assert b'<a href="../application.zip" download>' in site["travaux-pratiques/index.html"]
    assert b'<a href="../../application.zip">' in site["tp/tp-deployer/index.html"]


def test_when_a_lab_was_played(small_course):
    add_lab(small_course)
    with (small_course / "corrections/tp-deployer/correction.yml").open("a", encoding="utf-8") as record:
        record.write('joue: {le: 2026-11-01, sur: "kind <0.31>, Kubernetes 1.37"}\n')
    site, _ = shown(small_course)
    for page in ("travaux-pratiques/index.html", "tp/tp-deployer/index.html"):
        found = site[page].decode()
        assert "Joué sur kind &lt;0.31&gt;, Kubernetes 1.37 le 1er novembre 2026" in found
        assert "Jamais joué" not in found


def test_the_edition_of_trainers_says_so_on_every_page(small_course):
    add_lab(small_course)
    site, found = shown(small_course, TIMONIER_EDITION="formateur")
    assert found == [True, True, True]
    pages = [data.decode() for name, data in site.items() if name.endswith(".html") and "diapos" not in name]
    assert all("<strong>Édition formateur</strong>" in page for page in pages)


def test_names_that_the_course_does_not_have(small_course):
    add_lab(small_course)
    for environment in ({"TIMONIER_CORRECTIONS": "tp-deploier"}, {"TIMONIER_EDITION": "moi"}):
        result = build(small_course, **environment)
        assert result.returncode == 1
        assert "Traceback" not in result.stderr
        assert not (small_course / "site").exists()
