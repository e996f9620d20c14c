"""`[tool.timonier] crds`: files found, read once, and blamed at the right place."""

from dataclasses import replace

import pytest

from timonier import course, settings
from timonier.errors import UsageError
from timonier.lint import crd_files
from timonier.lint.runner import lint
from timonier.report import concise
from timonier.settings import Settings

CRD = """\
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: bateaux.exemple.fr
spec:
  group: exemple.fr
  scope: Namespaced
  names:
    kind: Bateau
    plural: bateaux
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              nom:
                type: string
                pattern: ^[A-Z]
"""
BOAT = "apiVersion: exemple.fr/v1\nkind: Bateau\nmetadata:\n  name: a\nspec:\n  nom: calypso\n"


def project(folder, *names, **files):
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_yaml", ".yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    listed = ", ".join(f'"{name}"' for name in names)
    (folder / "pyproject.toml").write_text(f"[tool.timonier]\ncrds = [{listed}]\n", encoding="utf-8")
    return settings.load(folder)


def report(found):
    return concise.render(lint(course.load_paths([found.root / "objets"], found.root), found)).splitlines()


def test_resources_are_checked_with_the_definition(tmp_path):
    found = project(tmp_path, "crds/*.yaml", crds__bateau_yaml=CRD, objets__a_yaml=BOAT)
    assert report(found) == [
        "objets/a.yaml:6:8: K8S106 Bateau spec.nom attend un texte de la forme ^[A-Z], et reçoit « calypso »"
    ]


def test_a_broken_pattern_is_blamed_on_the_definition(tmp_path):
    text = CRD.replace("^[A-Z]", "^[A-Z")
    found = project(tmp_path, "crds/bateau.yaml", crds__bateau_yaml="---\n" + text, objets__a_yaml=BOAT)
    (line,) = report(found)
    assert line.startswith(
        "crds/bateau.yaml:25:26: K8S803 le motif « ^[A-Z » n’est pas une expression régulière de Go"
    )


@pytest.mark.parametrize("text", ["a: [", "a: &a\n  b: *a\n", "a\0b", "a: " + "[" * 10_000])
def test_a_file_that_is_no_yaml_gives_a_diagnostic(tmp_path, text):
    found = project(tmp_path, "crds/*.yaml", crds__bateau_yaml=text, objets__a_yaml="a: 1\n")
    assert all(line.startswith("crds/bateau.yaml:") for line in report(found)) and report(found)


def test_other_objects_in_a_file_are_passed_over(tmp_path):
    text = "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n---\n" + CRD
    found = project(tmp_path, "crds/*.yaml", crds__bateau_yaml=text)
    assert crd_files.read(found).catalogue.find("exemple.fr/v1", "Bateau", "1.37") is not None


@pytest.mark.parametrize("name", ["crds/absent.yaml", "crds/*.yml", "absent/**/*.yaml"])
def test_a_missing_file_is_the_users_mistake(tmp_path, name):
    found = project(tmp_path, name, crds__bateau_yaml=CRD)
    with pytest.raises(UsageError, match="aucun fichier ne correspond"):
        crd_files.read(found)


def test_an_absolute_path_is_refused(tmp_path):
    found = replace(Settings(tmp_path), crds=(str(tmp_path / "a.yaml"),))
    with pytest.raises(UsageError, match="relatif au projet"):
        crd_files.read(found)


def test_crds_must_be_texts(tmp_path):
    (tmp_path / "pyproject.toml").write_text("[tool.timonier]\ncrds = [3]\n", encoding="utf-8")
    with pytest.raises(UsageError, match="crds doit être une liste de textes"):
        settings.load(tmp_path)


def test_an_unknown_group_is_said_once(tmp_path):
    inconnu = "apiVersion: {0}/v1\nkind: Chose\nmetadata:\n  name: a\n"
    found = project(
        tmp_path,
        objets__a_yaml=inconnu.format("un.test"),
        objets__b_yaml=inconnu.format("un.test"),
        objets__c_yaml=inconnu.format("deux.test"),
    )
    assert report(found) == [
        "objets/a.yaml:1:13: K8S005 le groupe d’API « un.test » est inconnu",
        "objets/c.yaml:1:13: K8S005 le groupe d’API « deux.test » est inconnu",
    ]
