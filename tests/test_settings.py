from pathlib import Path

import pytest

from timonier import settings
from timonier.errors import UsageError

NAME = "[a-z]([a-z0-9-]{0,18}[a-z0-9])?"


def project(folder: Path, table: str) -> Path:
    (folder / "pyproject.toml").write_text(table, encoding="utf-8")
    return folder


def test_defaults_without_project(tmp_path: Path) -> None:
    loaded = settings.load(tmp_path)
    assert loaded == settings.Settings(root=tmp_path.resolve(), is_project=False)
    assert loaded.kubernetes == ("1.37",)


def test_found_from_a_folder_below(tmp_path: Path) -> None:
    project(tmp_path, '[tool.timonier]\nkubernetes = ["1.36", "1.37"]\n')
    below = tmp_path / "content" / "cours"
    below.mkdir(parents=True)
    assert settings.load(below).root == tmp_path.resolve()
    assert settings.load(below).kubernetes == ("1.36", "1.37")


def test_a_pyproject_of_another_tool_is_not_ours(tmp_path: Path) -> None:
    project(tmp_path, "[tool.ruff]\n")
    assert not settings.load(tmp_path).is_project


@pytest.mark.parametrize("value", ["zoe", "a", "a-1", "a" * 20])
def test_values_that_a_variable_allows(value: str) -> None:
    assert settings.Variable("stagiaire", "Votre prénom", NAME, "zoe").allows(value)


@pytest.mark.parametrize("value", ["", "Zoé", "a-", "a" * 21, "a\n", "a b", "<img onerror>", "a" * 10_000])
def test_values_that_a_variable_refuses(value: str) -> None:
    assert not settings.Variable("stagiaire", "Votre prénom", NAME, "zoe").allows(value)


@pytest.mark.parametrize("value", ["a\tb", "a\u2028b", "a" * 101, "a\u202eb"])
def test_values_that_no_variable_allows(value: str) -> None:
    assert not settings.Variable("libre", "Tout", "(.|\\s)+", "x").allows(value)


def test_digits_are_those_of_browsers() -> None:
    assert not settings.Variable("n", "Numéro", r"\d+", "1").allows("٣")


@pytest.mark.parametrize(
    "pattern",
    [r"\A[a-z]+", r"[a-z]+\Z", "(?i)[a-z]+", "(?P<nom>[a-z]+)", "[a-z]++", "(?>[a-z]+)", "[a-z]{1,3}+"],
)
def test_a_pattern_that_browsers_cannot_read_is_refused(tmp_path: Path, pattern: str) -> None:
    table = f"[tool.timonier.variables.a]\nlabel = ''\nexample = 'x'\npattern = '{pattern}'\n"
    with pytest.raises(UsageError, match="que les navigateurs ne lisent pas"):
        settings.load(project(tmp_path, table))


@pytest.mark.parametrize("pattern", ["(?:a|x)", "(?=x)x", "(?<=)x", r"\(?x[+*]?", "x+?"])
def test_a_pattern_that_browsers_read_is_kept(tmp_path: Path, pattern: str) -> None:
    table = f"[tool.timonier.variables.a]\nlabel = ''\nexample = 'x'\npattern = '{pattern}'\n"
    assert settings.load(project(tmp_path, table)).variables["a"].pattern == pattern


def test_all_settings(tmp_path: Path) -> None:
    project(
        tmp_path,
        """
[tool.timonier]
parcours = "essentiel"
[tool.timonier.variables.stagiaire]
label = "Votre prénom"
pattern = "[a-z]+"
example = "zoe"
[tool.timonier.corrections]
publiees = ["tp-a"]
[tool.timonier.site]
adresse = "https://exemple.fr/formation"
depot = "https://exemple.fr/depot/"
branche = "principale"
[tool.timonier.dossiers]
contenu = "pages"
corrections = "solutions"
""",
    )
    loaded = settings.load(tmp_path)
    assert loaded.variables["stagiaire"] == settings.Variable("stagiaire", "Votre prénom", "[a-z]+", "zoe")
    assert loaded.published == ("tp-a",)
    assert (loaded.track, loaded.repository, loaded.branch) == (
        "essentiel",
        "https://exemple.fr/depot",
        "principale",
    )
    assert loaded.site_address == "https://exemple.fr/formation/"
    assert loaded.content_dir == tmp_path.resolve() / "pages"
    assert loaded.corrections_dir == tmp_path.resolve() / "solutions"


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("[tool.timonier", "n’est pas du TOML lisible"),
        ("[tool.timonier]\nkubernets = '1.37'\n", "vouliez-vous dire « kubernetes »"),
        ("[tool.timonier]\nkubernetes = '137'\n", "« 137 » n’a pas la forme « 1.37 »"),
        ("[tool.timonier]\nkubernetes = []\n", "doit être une version"),
        ("[tool.timonier]\nvariables = 3\n", "variables doit être une table"),
        ("[tool.timonier.variables.a]\nlabel='a'\npattern='('\nexample='('\n", "expression régulière"),
        ("[tool.timonier.variables.a]\nlabel='a'\npattern='[a-z]'\nexample='9'\n", "ne respecte pas pattern"),
        ("[tool.timonier.variables.a]\nlabel='a'\n", "pattern doit être un texte"),
        ("[tool.timonier.corrections]\npubliees = [1]\n", "doit être une liste de textes"),
    ],
)
def test_faults_are_one_french_sentence(tmp_path: Path, table: str, said: str) -> None:
    project(tmp_path, table)
    with pytest.raises(UsageError, match=said):
        settings.load(tmp_path)


def test_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_bytes(b"[tool.timonier]\n# \xe9\n")
    with pytest.raises(UsageError, match="TOML lisible"):
        settings.load(tmp_path)


def test_the_environment_says_where_a_project_without_address_is_hosted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIMONIER_ADRESSE", "https://moi.example/cours")
    assert settings.load(project(tmp_path, "[tool.timonier]\n")).site_address == "https://moi.example/cours/"
    own = '[tool.timonier.site]\nadresse = "https://exemple.fr/"\n'
    assert settings.load(project(tmp_path, own)).site_address == "https://exemple.fr/"
