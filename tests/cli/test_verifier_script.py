"""`verifier.sh`, the script of a lab's zip: what it holds, and what it does under bash against the stand-in."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from faux_cluster import Cluster, cluster
from lab_project import PAGE, RECORD, write_labs

from timonier import course, settings
from timonier.core.publication import STUDENTS, Publication
from timonier.render.lab_files import site_files
from timonier.render.lab_script import lab_script

ROOT = Path(__file__).parents[2]
OUT = Publication(pages=frozenset({"tp-essai", "tp-base"}))
TRAINERS = Publication("formateur")


@pytest.fixture
def found(tmp_path: Path) -> Cluster:
    return cluster(tmp_path / "faux", write_labs(tmp_path / "un cours"))


def zipped(root: Path, publication: Publication) -> bytes:
    """The zip of the lab; nothing where there is none."""
    project = settings.load(root)
    lab, page = course.load_lab(project, "tp-essai"), course.load_page(project, "tp/tp-essai.md")
    return site_files(lab, page, publication, project).get("corrections/tp-essai/tp-essai.zip", b"")


def script(root: Path, publication: Publication) -> str:
    """The text of the script in it."""
    with zipfile.ZipFile(io.BytesIO(zipped(root, publication))) as archive:
        return archive.read("tp-essai/verifier.sh").decode()


def plan(text: str) -> list[str]:
    """The calls of its plan."""
    return [line.strip() for line in text.partition("\nplan() {\n")[2].partition("\n}\n")[0].splitlines()]


def unzipped(found: Cluster, publication: Publication) -> str:
    """Where the script is, with the files of its zip around it."""
    with zipfile.ZipFile(io.BytesIO(zipped(found.root, publication))) as archive:
        archive.extractall(found.folder / "zip")
    return str(found.folder / "zip" / "tp-essai" / "verifier.sh")


def test_the_plan_of_a_published_lab(found: Cluster) -> None:
    assert plan(script(found.root, OUT)) == [
        "base tp-base",
        "avant ls ls ''",
        "applique depart/tp-base/base.yaml",
        "etape 1 'Un Pod de <stagiaire>'",
        """avant 'echo "prêt pour <stagiaire>"' echo ''""",
        "applique correction/demo-pod.yaml",
        "laisse correction/Dockerfile",
        "motif '2/2 +Running'",
        "verifie 'kubectl get pod demo' 'READY 2/2, STATUS Running' '' 10 kubectl ''",
        "verifie 'kubectl get pod secret' 'le Pod secret' '' 60 kubectl ''",
        "etape 2 'Un volume'",
        "applique correction/stockage.yaml",
        "contient HTTP",
        "contient ://",
        """verifie 'echo "$ADRESSE" | tr a-z A-Z' 'une adresse' '' 60 'echo tr' ADRESSE""",
        "verifie 'outil-absent --version' 'une version' '' 60 outil-absent ''",
    ]


def test_an_unpublished_lab_says_what_its_page_says(found: Cluster) -> None:
    text = script(found.root, STUDENTS)
    assert plan(text) == [
        "etape 1 'Un Pod de <stagiaire>'",
        "motif '2/2 +Running'",
        "verifie 'kubectl get pod demo' 'ce que dit la page' '' 10 kubectl ''",
    ]
    for secret in ("secret", "registre", "conserve-", "outil-absent", "tp-base", "STATUS Running", "prêt"):
        assert secret not in text


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ("contient: 2/2", ["contient 2/2"]),
        ("contient: [2/2, 3/3]", ["contient 2/2"]),
        ("contient: IP secrète", []),
        ("motif: 2/2|Secrete", []),
        ("motif: '^3/3$'", []),
        ("motif: 'demo +[0-9]/'", ["motif 'demo +[0-9]/'"]),
    ],
)
def test_what_may_be_told_of_what_is_expected(found: Cluster, keys: str, told: list[str]) -> None:
    record = RECORD.replace('motif: "2/2 +Running"', keys)
    (found.root / "corrections/tp-essai/correction.yml").write_text(record, encoding="utf-8")
    assert plan(script(found.root, STUDENTS))[1:-1] == told


def test_a_lab_whose_page_asks_for_no_check_has_no_script(found: Cluster) -> None:
    page = PAGE.replace("$ kubectl get pod demo", "$ kubectl get pods").replace("`kubectl get pod secret`", "Ceci")
    (found.root / "content/tp/tp-essai.md").write_text(page, encoding="utf-8")
    assert zipped(found.root, STUDENTS) == b""


def test_a_command_in_a_comment_or_an_answer_is_not_public(found: Cluster) -> None:
    shown = "```console\n$ kubectl get pod demo\nNAME   READY   STATUS    RESTARTS   AGE\n"
    hidden = PAGE.replace("`kubectl get pod secret`", "`kubectl get pod demo`").replace(shown, "```console\nNAME\n")
    answer = f"//// question\n\nLequel ?\n\n/// reponse\n{shown}```\n///\n\n////\n"
    text = f"{hidden}\n<!-- `kubectl get pod demo` -->\n\n{answer}"
    (found.root / "content/tp/tp-essai.md").write_text(text, encoding="utf-8")
    assert zipped(found.root, STUDENTS) == b""


def test_the_zip_is_the_same_bytes_and_its_script_can_be_run(found: Cluster) -> None:
    data = zipped(found.root, OUT)
    assert data == zipped(found.root, OUT)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        modes = {each.filename: each.external_attr >> 16 for each in archive.infolist()}
    assert modes["tp-essai/verifier.sh"] == 0o755
    assert modes["tp-essai/correction/demo-pod.yaml"] == 0o644


@pytest.mark.parametrize("publication", [STUDENTS, OUT, TRAINERS])
def test_shellcheck_has_nothing_to_say(found: Cluster, publication: Publication) -> None:
    _shellcheck(found.folder / "essai.sh", script(found.root, publication))


@pytest.mark.parametrize("publication", [STUDENTS, TRAINERS])
def test_shellcheck_has_nothing_to_say_of_the_course(tmp_path: Path, publication: Publication) -> None:
    project = settings.load(ROOT)
    pages = course.load(project).outline(project).pages.values()
    scripts = {
        page.id: lab_script(
            course.load_lab(project, page.id), course.load_page(project, page.path), publication, project
        )
        for page in pages
        if page.kind == "tp"
    }
    assert sum(map(bool, scripts.values())) > 2
    for name, text in scripts.items():
        _shellcheck(tmp_path / f"{name}.sh", text or "#!/bin/sh\n")


def _shellcheck(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    command = (str(Path(sys.executable).parent / "shellcheck"), str(file))
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout) == (0, "")


@pytest.mark.slow
def test_the_script_does_what_the_command_does(found: Cluster) -> None:
    found.answers({"args": "get pod secret$", "out": "secret\n"})
    result = found.run("bash", unzipped(found, OUT), "--oui", "--var", "stagiaire=z&e", ADRESSE="http://10.0.0.1")
    assert (result.returncode, result.stderr) == (0, "")
    (name,) = {call.rpartition("=")[2] for call in found.asked("config set-context")}
    expected = (Path(__file__).parent / "tp-joue.txt").read_text(encoding="utf-8")
    assert result.stdout.replace(name, "timonier-essai-00000") == expected
    assert found.left == []


@pytest.mark.slow
@pytest.mark.parametrize(("publication", "options"), [(STUDENTS, ()), (OUT, ("--mon-travail",))])
def test_the_work_of_a_student(found: Cluster, publication: Publication, options: tuple[str, ...]) -> None:
    found.answers({"args": "get pod secret$", "err": "Error from server (NotFound)\n", "code": 1})
    text = RECORD.replace("attendu: le Pod secret\n", "attendu: le Pod secret\n        delai: 1s\n")
    (found.root / "corrections/tp-essai/correction.yml").write_text(text, encoding="utf-8")
    result = found.run("bash", unzipped(found, publication), "--oui", *options)
    assert "Namespace  tp-zoe : votre travail y est vérifié, rien n’y est créé\n" in result.stdout
    assert "  ✓ kubectl get pod demo\n" in result.stdout
    assert [call["args"] for call in found.calls if call["args"].startswith(("create", "apply", "delete"))] == []
    assert found.asked("config set-context") == []
    assert result.returncode == (1 if options else 0)
    assert ("  ✗ kubectl get pod secret\n" in result.stdout) is bool(options)
    assert ("Étape 2 — Un volume" in result.stdout) is bool(options)
    assert found.left == []


@pytest.mark.slow
def test_one_step_of_the_work_of_a_student(found: Cluster) -> None:
    name = unzipped(found, OUT)
    result = found.run("bash", name, "--oui", "--mon-travail", "--etape", "2", ADRESSE="http://a")
    assert result.returncode == 0
    assert "Étape 1" not in result.stdout
    assert found.asked("get pod") == []
    assert "Justes : 1. À lire par vous : 0. Passées : 1. En échec : 0." in result.stdout
    nothing = found.run("bash", name, "--oui", "--mon-travail", "--etape", "3")
    assert (nothing.returncode, "l’étape 3 n’a rien à vérifier" in nothing.stderr) == (2, True)


@pytest.mark.slow
def test_values_that_the_site_has_put_in(found: Cluster) -> None:
    found.answers({"args": "get pod secret$", "out": "secret\n"})
    name = Path(unzipped(found, OUT))
    for file in name.parent.rglob("*.*"):
        file.write_text(file.read_text(encoding="utf-8").replace("<stagiaire>", "zoe"), encoding="utf-8")
    result = found.run("bash", str(name), "--oui")
    assert "Valeur     stagiaire = zoe\n" in result.stdout
    assert "StorageClass.storage.k8s.io conserve-zoe" in result.stdout
    refused = found.run("bash", str(name), "--oui", "--var", "stagiaire=paul")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "stagiaire vaut déjà « zoe »" in refused.stderr


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--non"], 2, "option inconnue « --non »"),
        (["--var"], 2, "--var attend NOM=VALEUR"),
        (["--var", "nom=x"], 2, "ce TP n’a pas de valeur « nom »"),
        (["--etape", "deux"], 2, "--etape attend un numéro"),
        (["--etape", "2"], 2, "--etape va avec --mon-travail"),
        (["--aide"], 0, "Usage : bash verifier.sh"),
    ],
)
def test_options(found: Cluster, options: list[str], code: int, said: str) -> None:
    result = found.run("bash", unzipped(found, OUT), *options)
    assert result.returncode == code
    assert said in result.stderr + result.stdout
    assert found.calls == []
