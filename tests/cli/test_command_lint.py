import json
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import SERVICE, TYPO, page, refused

from timonier import cli


def test_a_clean_file(elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (elsewhere / "web.yaml").write_text(SERVICE, encoding="utf-8")
    assert cli.main(["lint", "web.yaml"]) == 0
    assert (
        capsys.readouterr().out == "1 fichier, 1 extrait (1 ressource), 1 manifeste : 0 erreur, 0 avertissement.\n"
    )


def test_a_faulty_field_at_its_place(elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (elsewhere / "web.yaml").write_text(TYPO, encoding="utf-8")
    assert cli.main(["lint", "web.yaml"]) == 1
    out = capsys.readouterr().out
    assert (
        "web.yaml:9:7: K8S102 champ inconnu « prot » dans Service spec.ports[0]\n  |\n9 |     - prot: 80\n" in out
    )
    assert "\n  |       ^^^^\n  = aide : vouliez-vous dire « port » ?\n" in out


def test_formats(elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (elsewhere / "web.yaml").write_text(TYPO, encoding="utf-8")
    assert cli.main(["lint", "--format", "json", "web.yaml"]) == 1
    assert json.loads(capsys.readouterr().out)["summary"]["manifests"] == 1
    assert cli.main(["lint", "--format", "github", "web.yaml"]) == 1
    assert capsys.readouterr().out.startswith("::error file=web.yaml,line=9,col=7,")


def test_a_foreign_folder_gets_no_rules_of_the_course(elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    readme = f"# Autre\n\n* un <image>\n\n  ```yaml\n  {SERVICE.replace(chr(10), chr(10) + '  ')}\n  ```\n"
    (elsewhere / "README.md").write_text(readme, encoding="utf-8")
    (elsewhere / "content").mkdir()
    (elsewhere / "content" / "post.md").write_text("[x](absent.md)\n", encoding="utf-8")
    assert cli.main(["lint", ".", "--format", "concise"]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.usefixtures("project")
def test_a_file_of_a_foreign_folder_from_a_project(
    tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    foreign = tmp_path_factory.mktemp("ailleurs") / "README.md"
    foreign.write_text(f"# Autre\n\n```yaml\n{TYPO}```\n", encoding="utf-8")
    assert cli.main(["lint", str(foreign), "--format", "concise"]) == 1
    assert capsys.readouterr().out.startswith(f"{foreign.as_posix()}:12:7: K8S102 ")


def test_one_page_knows_the_rest_of_its_course(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page(project, "content/cours/a.md", "Voyez [b](b.md) et [c](c.md).\n")
    page(project, "content/cours/b.md", "Rien.\n")
    assert cli.main(["lint", "content/cours/a.md", "--format", "concise"]) == 1
    out = capsys.readouterr().out
    assert out == "content/cours/a.md:8:24: PAG003 le lien « c.md » ne mène à aucun fichier du cours\n"


def test_a_course_seen_from_outside_is_a_course(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page(project, "content/cours/a.md", "Voyez [c](c.md).\n")
    monkeypatch.chdir(project.parent)
    assert cli.main(["lint", f"{project.name}/content", "--format", "concise"]) == 1
    assert capsys.readouterr().out.startswith("content/cours/a.md:8:11: PAG003 ")


def test_kubernetes_version_of_the_command_wins(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = "apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata:\n  name: web\nspec: {}\n"
    (project / "pdb.yaml").write_text(old, encoding="utf-8")
    assert cli.main(["lint", "pdb.yaml", "--format", "concise"]) == 1
    assert "K8S003" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["lint"], "Aucun projet Timonier autour de "),
        (["lint", "absent.md"], "« absent.md » n’existe pas"),
        (["lint", "vide"], "Aucun fichier Markdown ou YAML dans « vide »."),
        (["lint", "notes.txt"], "« notes.txt » n’est ni du Markdown (.md) ni du YAML (.yaml, .yml)."),
        (["lint", "web.yaml", "--kubernetes", "1.24"], "1.24"),
        (["lint", "web.yaml", "--kubernetes", "un"], "un"),
    ],
)
def test_usage(argv: list[str], words: str, elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (elsewhere / "vide").mkdir()
    (elsewhere / "notes.txt").write_text("bonjour", encoding="utf-8")
    (elsewhere / "web.yaml").write_text(SERVICE, encoding="utf-8")
    assert words in refused(capsys, *argv)


def test_an_empty_course(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "« content/ » ne contient aucune page" in refused(capsys, "lint")
    (project / "content").mkdir()
    assert "« content/ » ne contient aucune page" in refused(capsys, "lint")


def test_an_unknown_version_in_the_project(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "pyproject.toml").write_text('[tool.timonier]\nkubernetes = "1.24"\n', encoding="utf-8")
    page(project, "content/a.md", "Rien.\n")
    assert "1.24" in refused(capsys, "lint")


def test_broken_settings(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "pyproject.toml").write_text("[tool.timonier]\nkubernets = '1.37'\n", encoding="utf-8")
    assert "vouliez-vous dire « kubernetes » ?" in refused(capsys, "lint")
    (project / "pyproject.toml").write_text("[tool.timonier\n", encoding="utf-8")
    assert "pyproject.toml n’est pas du TOML lisible" in refused(capsys, "lint")


def test_colours_go_to_terminals_alone(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (elsewhere / "web.yaml").write_text(TYPO, encoding="utf-8")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.delenv("NO_COLOR", raising=False)
    cli.main(["lint", "web.yaml"])
    assert "\033[31m^^^^" in capsys.readouterr().out
    monkeypatch.setenv("NO_COLOR", "1")
    cli.main(["lint", "web.yaml"])
    assert "\033" not in capsys.readouterr().out


def test_lint_and_explain_need_no_generator(elsewhere: Path) -> None:
    (elsewhere / "web.yaml").write_text(SERVICE, encoding="utf-8")
    script = (
        "import sys; from timonier.cli import main; assert main(['lint', 'web.yaml']) == 0; "
        "heavy = {'mkdocs', 'markdown', 'weasyprint', 'pikepdf', 'lxml', 'jsonschema', 'kubernetes_validate'}; "
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], cwd=elsewhere, check=True, capture_output=True)


def test_stats_list_what_is_not_checked_and_count_the_rest(
    elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (elsewhere / "web.yaml").write_text(SERVICE, encoding="utf-8")
    (elsewhere / "values.yaml").write_text("image: {tag: '1'}\n", encoding="utf-8")
    assert cli.main(["lint", "--stats", "."]) == 0
    assert capsys.readouterr().out == (
        "2 fichiers, 2 extraits (1 ressource, 1 fichier de valeurs Helm), 1 manifeste : "
        "0 erreur, 0 avertissement.\n"
        "1 extrait non vérifié :\n"
        "  values.yaml:1: fichier de valeurs Helm — valeurs d’un chart Helm : c’est le chart qui dit ce qu’il en "
        "attend\n"
        "Par nature et par verdict :\n"
        "  1 ressource : 1 valide\n"
        "  1 fichier de valeurs Helm : 1 non vérifié\n"
    )
    assert cli.main(["lint", "--stats", "--format", "concise", "web.yaml"]) == 0
    assert capsys.readouterr().out == (
        "0 extrait non vérifié.\nPar nature et par verdict :\n  1 ressource : 1 valide\n"
    )
    assert "json porte déjà ces comptes" in refused(capsys, "lint", "--stats", "--format", "json", "web.yaml")


YOUNG = SERVICE + "  trafficDistribution: PreferClose\n"


def test_strict_counts_warnings(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "pyproject.toml").write_text('[tool.timonier]\nkubernetes = ["1.29", "1.37"]\n', encoding="utf-8")
    (project / "web.yaml").write_text(YOUNG, encoding="utf-8")
    assert cli.main(["lint", "web.yaml"]) == 0
    assert cli.main(["lint", "--strict", "web.yaml"]) == 1
    assert "K8S901 avertissement : le champ « trafficDistribution »" in capsys.readouterr().out
    (project / "web.yaml").write_text(SERVICE, encoding="utf-8")
    assert cli.main(["lint", "--strict", "web.yaml"]) == 0


def test_a_version_without_schemas_is_said_once_and_checked_with_the_newest(
    elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (elsewhere / "a.yaml").write_text(SERVICE, encoding="utf-8")
    (elsewhere / "b.yaml").write_text(TYPO, encoding="utf-8")
    for _ in range(2):  # the second time from the cache
        assert cli.main(["lint", "--kubernetes", "1.38", "--format", "concise", "."]) == 1
        out, err = capsys.readouterr()
        assert out.startswith("b.yaml:9:7: K8S102 ")
        assert err == (
            "timonier : Kubernetes 1.38 n’a pas encore de schémas ici : "
            "les vérifications se font avec ceux de Kubernetes 1.37.\n"
        )


def test_sarif_links_to_the_page_of_codes(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = '[tool.timonier]\nkubernetes = "1.37"\n[tool.timonier.site]\nadresse = "https://exemple.test"\n'
    (project / "pyproject.toml").write_text(settings, encoding="utf-8")
    (project / "web.yaml").write_text(TYPO, encoding="utf-8")
    assert cli.main(["lint", "--format", "sarif", "web.yaml"]) == 1
    assert "helpUri" not in capsys.readouterr().out
    page(project, "content/codes.md", "/// codes\n///\n")
    assert cli.main(["lint", "--format", "sarif", "web.yaml"]) == 1
    (run,) = json.loads(capsys.readouterr().out)["runs"]
    assert run["tool"]["driver"]["rules"][0]["helpUri"] == "https://exemple.test/codes/#k8s102"
