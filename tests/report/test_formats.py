import json as jsonlib
from importlib.resources import files

import jsonschema_rs
import pytest

from timonier.core.diagnostic import Diagnostic
from timonier.core.source import Position, SourceFile, Span
from timonier.lint.report import Report, SnippetVerdict
from timonier.report import concise, full, github, json

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
