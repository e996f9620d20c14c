import json as jsonlib
from importlib.resources import files
from pathlib import Path

import jsonschema_rs
import pytest

from timonier.core.diagnostic import Diagnostic, Severity
from timonier.core.source import Position, SourceFile, Span
from timonier.lint.report import Report, SnippetVerdict
from timonier.report import concise, full, github, json, sarif

SERVICES = SourceFile("content/cours/reseau/services.md", "spec:\n  ports:\n    - prot: 80\n\t- nom: 漢字 ici\n")
TYPO = Diagnostic(
    SERVICES.path,
    Span.on_line(3, 7, 4),
    "K8S102",
    "champ inconnu « prot » dans Service spec.ports[0]",
    "vouliez-vous dire « port » ?",
)
WIDE = Diagnostic(SERVICES.path, Span.on_line(4, 9, 2), "K8S005", "groupe inconnu", severity="warning")
VERDICTS = (
    SnippetVerdict(SERVICES.path, 1, "resource", "v1 Service", "invalid", manifests=1),
    SnippetVerdict(SERVICES.path, 9, "other", "", "unchecked", "fragment de type Container"),
)
REPORT = Report((SERVICES.path,), VERDICTS, (TYPO, WIDE))
KINDS = {"resource": {"invalid": 1}, "other": {"unchecked": 1}}
CLEAN = Report((SERVICES.path, "b.yaml"), VERDICTS[1:], ())
SOURCES = {SERVICES.path: SERVICES}


def one(diagnostic: Diagnostic) -> Report:
    return Report((diagnostic.path,), (), (diagnostic,))


def test_concise_is_one_line_each() -> None:
    assert concise.render(REPORT) == (
        "content/cours/reseau/services.md:3:7: K8S102 champ inconnu « prot » dans Service spec.ports[0]\n"
        "content/cours/reseau/services.md:4:9: K8S005 groupe inconnu\n"
    )
    assert concise.render(CLEAN) == ""


def test_full_shows_the_line_the_place_and_the_remedy() -> None:
    assert full.render(REPORT, SOURCES) == (
        "content/cours/reseau/services.md:3:7: K8S102 champ inconnu « prot » dans Service spec.ports[0]\n"
        "  |\n"
        "3 |     - prot: 80\n"
        "  |       ^^^^\n"
        "  = aide : vouliez-vous dire « port » ?\n"
        "\n"
        "content/cours/reseau/services.md:4:9: K8S005 avertissement : groupe inconnu\n"
        "  |\n"
        "4 |     - nom: 漢字 ici\n"
        "  |            ^^^^\n"
        "\n"
        "1 fichier, 2 extraits (1 ressource, 1 autre YAML), 1 manifeste : 1 erreur, 1 avertissement.\n"
    )


def test_full_of_a_clean_run_is_the_summary() -> None:
    assert (
        full.render(CLEAN, {}) == "2 fichiers, 1 extrait (1 autre YAML), 0 manifeste : 0 erreur, 0 avertissement.\n"
    )


def test_full_without_the_source_says_where_and_what() -> None:
    unreadable = Diagnostic(
        "a.md", Span.on_line(7, 2, 1), "SRC002", "ce fichier n’est pas en UTF-8", "enregistrez-le"
    )
    assert full.render(one(unreadable), {}).startswith(
        "a.md:7:2: SRC002 ce fichier n’est pas en UTF-8\n  = aide : enregistrez-le\n"
    )


@pytest.mark.parametrize(
    ("text", "span", "carets"),
    [
        ("a: b", Span.on_line(1, 4, 0), "   ^"),
        ("a: b", Span.on_line(1, 5, 1), "    ^"),
        ("a: [1,", Span(Position(1, 4), Position(3, 1)), "   ^^^"),
        ("é\u0301: x", Span.on_line(1, 5, 1), "   ^"),
        ("a:\tb", Span.on_line(1, 4, 1), "    ^"),
        ("a: \x1b[2J", Span.on_line(1, 4, 1), "   ^"),
    ],
)
def test_carets_stand_under_the_place(text: str, span: Span, carets: str) -> None:
    shown = full.render(one(Diagnostic("a.yaml", span, "YML001", "m")), {"a.yaml": SourceFile("a.yaml", text)})
    assert shown.splitlines()[3] == f"  | {carets}"
    assert "\x1b" not in shown


def test_a_long_line_is_cut_around_the_place() -> None:
    source = SourceFile("a.yaml", "x" * 5000 + "FAUTE" + "y" * 5000)
    shown = full.render(one(Diagnostic("a.yaml", Span.on_line(1, 5001, 5), "YML001", "m")), {"a.yaml": source})
    line, carets = shown.splitlines()[2:4]
    assert len(line) < 200
    assert line[carets.index("^") : carets.rindex("^") + 1] == "FAUTE"
    assert line.endswith("…")


def test_colours_only_when_asked() -> None:
    assert "\033[31m^^^^\033[0m" in full.render(REPORT, SOURCES, color=True)
    assert "\033" not in full.render(REPORT, SOURCES)


def test_terminal_controls_and_line_ends_in_messages_do_not_act() -> None:
    nasty = Diagnostic("a\nb.md", Span.on_line(1, 1, 1), "K8S102", "champ « \x1b[31m\u202e »")
    assert concise.render(one(nasty)) == "a␊b.md:1:1: K8S102 champ « ␛[31m\ufffd »\n"


def test_github_escapes_what_its_commands_mean() -> None:
    nasty = Diagnostic("a,b:c.md", Span.on_line(2, 3, 4), "K8S102", "100 %\nfaux : oui, vraiment", "aide", "info")
    assert github.render(one(nasty)) == (
        "::notice file=a%2Cb%3Ac.md,line=2,col=3,endLine=2,endColumn=7,title=K8S102"
        "::100 %25%0Afaux : oui, vraiment ; aide\n"
    )
    assert github.render(REPORT).startswith("::error file=content/cours/reseau/services.md,line=3,col=7,endLine=3,")
    assert "\n::warning file=" in github.render(REPORT)


def test_json_is_the_published_contract() -> None:
    schema = jsonlib.loads(files("timonier.report").joinpath("report.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema_rs.validator_for(schema)
    for report in (REPORT, CLEAN):
        validator.validate(jsonlib.loads(json.render(report)))
    document = jsonlib.loads(json.render(REPORT))
    assert document == {
        "version": 1,
        "summary": {"files": 1, "snippets": 2, "manifests": 1, "errors": 1, "warnings": 1, "kinds": KINDS},
        "snippets": [
            {"path": SERVICES.path, "line": 1, "kind": "resource", "api": "v1 Service", "verdict": "invalid"},
            {
                "path": SERVICES.path,
                "line": 9,
                "kind": "other",
                "api": None,
                "verdict": "unchecked",
                "reason": "fragment de type Container",
            },
        ],
        "diagnostics": [
            {
                "path": SERVICES.path,
                "line": 3,
                "column": 7,
                "end_line": 3,
                "end_column": 11,
                "code": "K8S102",
                "severity": "error",
                "message": "champ inconnu « prot » dans Service spec.ports[0]",
                "hint": "vouliez-vous dire « port » ?",
            },
            {
                "path": SERVICES.path,
                "line": 4,
                "column": 9,
                "end_line": 4,
                "end_column": 11,
                "code": "K8S005",
                "severity": "warning",
                "message": "groupe inconnu",
                "hint": None,
            },
        ],
        "notes": [],
    }


def test_the_schema_refuses_what_is_not_the_contract() -> None:
    schema = jsonlib.loads(files("timonier.report").joinpath("report.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema_rs.validator_for(schema)
    document = jsonlib.loads(json.render(REPORT))
    del document["snippets"][1]["reason"]
    assert not validator.is_valid(document)
    document = jsonlib.loads(json.render(REPORT))
    document["diagnostics"][0]["severity"] = "erreur"
    assert not validator.is_valid(document)


def many(count: int, files: int, severity: Severity = "error") -> Report:
    def one_of(number: int) -> Diagnostic:
        path = f"{number % files:02}.yaml"
        return Diagnostic(path, Span.on_line(number + 1, 1, 1), "K8S102", f"faute {number}", "aide", severity)

    found = sorted((one_of(number) for number in range(count)), key=lambda each: each.sort_key)
    return Report(tuple(f"{number:02}.yaml" for number in range(files)), (), tuple(found))


def test_github_shows_ten_each_alone() -> None:
    lines = github.render(many(10, 3)).splitlines()
    assert len(lines) == 10
    assert lines[0] == ("::error file=00.yaml,line=1,col=1,endLine=1,endColumn=2,title=K8S102::faute 0 ; aide")


def test_github_groups_more_than_ten_by_file() -> None:
    lines = github.render(many(11, 3)).splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("::error file=00.yaml,line=1,col=1,endLine=1,endColumn=2,title=4 défauts::")
    assert lines[0].endswith(
        "%0Aligne 4, K8S102 : faute 3 ; aide%0Aligne 7, K8S102 : faute 6 ; aide%0Aligne 10, K8S102 : faute 9 ; aide"
    )


def test_github_says_what_is_in_the_files_that_are_not_shown() -> None:
    lines = github.render(many(30, 12)).splitlines()
    assert len(lines) == 10
    assert lines[-1] == (
        "::error title=Timonier::Et dans ces autres fichiers :%0A09.yaml : 2%0A10.yaml : 2%0A11.yaml : 2"
    )


def test_github_counts_each_level_apart() -> None:
    both = Report((), (), (*many(10, 1).diagnostics, *many(10, 1, "warning").diagnostics))
    lines = github.render(both).splitlines()
    assert [line[:5] for line in lines] == ["::err"] * 10 + ["::war"] * 10


SARIF = jsonschema_rs.validator_for(
    jsonlib.loads((Path(__file__).parent / "sarif-2.1.0" / "schema.json").read_text(encoding="utf-8"))
)


@pytest.mark.parametrize(
    "report",
    [REPORT, CLEAN, many(30, 12), Report((), (), REPORT.diagnostics, notes=("pas de schémas",))],
)
@pytest.mark.parametrize("site", ["", "https://exemple.test/cours/"])
def test_sarif_is_valid(report: Report, site: str) -> None:
    log = jsonlib.loads(sarif.render(report, site))
    SARIF.validate(log)
    (run,) = log["runs"]
    assert len(run["results"]) == len(report.diagnostics)
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        region = result["locations"][0]["physicalLocation"]["region"]
        assert min(region.values()) >= 1
        assert (region["startLine"], region["startColumn"]) <= (region["endLine"], region["endColumn"])


def test_sarif_names_places_levels_and_help() -> None:
    (run,) = jsonlib.loads(sarif.render(REPORT, "https://exemple.test/"))["runs"]
    assert [rule["helpUri"] for rule in run["tool"]["driver"]["rules"]] == [
        "https://exemple.test/codes/#k8s102",
        "https://exemple.test/codes/#k8s005",
    ]
    assert [result["level"] for result in run["results"]] == ["error", "warning"]
    assert run["results"][0]["message"]["text"].endswith("; vouliez-vous dire « port » ?")
    (place,) = run["results"][0]["locations"]
    assert place["physicalLocation"]["artifactLocation"] == {"uri": SERVICES.path, "uriBaseId": "RACINE"}
    assert "helpUri" not in sarif.render(REPORT)


def test_sarif_paths_are_addresses() -> None:
    diagnostic = Diagnostic("/ailleurs/été 1.md", Span.on_line(1, 1, 1), "K8S102", "faute")
    assert '"uri": "file:///ailleurs/%C3%A9t%C3%A9%201.md"' in sarif.render(one(diagnostic))
