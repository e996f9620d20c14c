from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from timonier import course, settings
from timonier.core.markdown import scan
from timonier.core.source import SourceFile
from timonier.course import Course
from timonier.lint import runner
from timonier.lint.report import SnippetVerdict, worst
from timonier.lint.runner import lint
from timonier.settings import Settings

FOREIGN = Settings(Path("/nowhere"), is_project=False)
NAMESPACE = "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: demo\n"
FAULTY = NAMESPACE + "  label: web\n"
UNKNOWN = "apiVersion: exemple.io/v1\nkind: Truc\nmetadata:\n  name: a\n"
LIST = "apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: ConfigMap\n    metadata:\n      name: a\n"


def page(text: str, path: str = "README.md") -> Course:
    return Course((SourceFile(path, text),), ())


def verdict(header: str, text: str) -> SnippetVerdict:
    (only,) = lint(page(f"```{header}\n{text}```\n"), FOREIGN).snippets
    return only


@pytest.mark.parametrize(
    ("header", "text", "expected"),
    [
        ("yaml", NAMESPACE, ("resource", "v1 Namespace", "valid", "", 1)),
        ("yml", FAULTY, ("resource", "v1 Namespace", "invalid", "", 1)),
        ("yaml", LIST, ("list", "v1 ConfigMap", "valid", "", 1)),
        (
            "yaml",
            UNKNOWN,
            ("custom", "exemple.io/v1 Truc", "unchecked", "le groupe d’API « exemple.io » est inconnu", 1),
        ),
        (
            "yaml",
            f"{NAMESPACE}---\n{UNKNOWN}",
            (
                "resource",
                "v1 Namespace, exemple.io/v1 Truc",
                "unchecked",
                "le groupe d’API « exemple.io » est inconnu",
                2,
            ),
        ),
        ("yaml", f"{NAMESPACE}---\n{FAULTY}", ("resource", "v1 Namespace", "invalid", "", 2)),
        (
            "yaml",
            "env:\n  - name: A\n",
            ("fragment", "fragment de Container", "valid", "", 0),
        ),
        (
            "yaml",
            "a: {{ .Values.b }}c\n",
            ("helm-template", "", "unchecked", "gabarit Helm : ce n’est du YAML qu’une fois rendu", 0),
        ),
        ("yaml", "a: [\n", ("other", "", "invalid", "", 0)),
        ("yaml", "", ("other", "", "unchecked", "texte vide", 0)),
        (
            "yaml extrait",
            NAMESPACE,
            ("incomplete", "v1 Namespace", "incomplete", "extrait d’un objet plus long", 1),
        ),
        ("yaml patch", NAMESPACE, ("patch", "v1 Namespace", "valid", "", 1)),
        ("yaml depart", NAMESPACE, ("resource", "v1 Namespace", "incomplete", "fichier de départ, à compléter", 1)),
        ('yaml type="Container"', "name: a\n", ("fragment", "fragment de Container", "valid", "", 0)),
        ("yaml extrait", "a: [\n", ("other", "", "invalid", "", 0)),
        (
            'yaml attendu="K8S102"',
            FAULTY,
            ("expected", "v1 Namespace", "invalid", "faux exprès : K8S102", 1),
        ),
    ],
)
def test_verdicts(header: str, text: str, expected: tuple[object, ...]) -> None:
    found = verdict(header, text)
    assert (found.kind, found.api, found.verdict, found.reason, found.manifests) == expected


def test_what_is_not_yaml_is_no_snippet() -> None:
    assert lint(page("```bash\nkubectl get pods\n```\n\n```\ntexte\n```\n"), FOREIGN).snippets == ()


def test_a_title_may_say_that_it_is_yaml() -> None:
    assert verdict('title="a.yaml"', NAMESPACE).verdict == "valid"


def test_the_worst_verdict() -> None:
    assert worst(("valid", "unchecked", "incomplete", "invalid")) == "invalid"
    assert worst(("valid", "unchecked", "incomplete")) == "incomplete"
    assert worst(()) == "valid"


def test_an_unchecked_snippet_always_has_a_reason() -> None:
    texts = [NAMESPACE, FAULTY, UNKNOWN, "", "a: 1\n", "- a\n", "texte\n", "---\n---\n", "# rien\n", "~\n"]
    for text in texts:
        found = verdict("yaml", text)
        assert bool(found.reason) == (found.verdict == "unchecked"), text


def test_several_versions_say_which_one_refuses() -> None:
    old = "apiVersion: storage.k8s.io/v1beta1\nkind: VolumeAttributesClass\nmetadata:\n  name: a\ndriverName: b.c\n"
    report = lint(page(f"```yaml\n{old}```\n"), FOREIGN, ("1.36", "1.37"))
    (found,) = report.diagnostics
    assert (found.code, found.message[-17:]) == ("K8S003", "(Kubernetes 1.37)")
    assert lint(page(f"```yaml\n{FAULTY}```\n"), FOREIGN, ("1.36", "1.37")).diagnostics[0].message == (
        "champ inconnu « label » dans Namespace metadata"
    )


def test_diagnostics_are_in_order_and_counted() -> None:
    course = Course(
        (SourceFile("b.md", f"```yaml\n{UNKNOWN}```\n\n```yaml\n{FAULTY}```\n"),), (SourceFile("a.yaml", FAULTY),)
    )
    report = lint(course, FOREIGN)
    assert [(found.path, found.span.start.line) for found in report.diagnostics] == [
        ("a.yaml", 5),
        ("b.md", 2),
        ("b.md", 13),
    ]
    assert (report.errors, report.warnings, report.manifests, len(report.files)) == (2, 1, 3, 2)
    assert report.of("a.yaml") == report.diagnostics[:1]


def test_the_places_of_a_snippet_are_those_of_its_file() -> None:
    report = lint(
        page(f"> - un\n>\n>     ```yaml\n{'>     '.join(['', *FAULTY.splitlines(keepends=True)])}>     ```\n"),
        FOREIGN,
    )
    (found,) = report.diagnostics
    assert (found.span.start.line, found.span.start.column) == (8, 9)


PIECES = st.sampled_from(
    [
        "---\n",
        "title: A\n",
        "```yaml\n",
        '```yaml attendu="K8S102" extrait\n',
        "```\n",
        "<!-- timonier: ignore K8S102 — x -->\n",
        "/// question\n",
        "///\n",
        "> ",
        "1. ",
        "    ",
        "\t",
        NAMESPACE,
        FAULTY,
        UNKNOWN,
        "kind: List\nitems: [{}, 1]\n",
        "[a](b.md)\n",
        "{{ .Values.a }}",
        "a: &a [*a]\n",
        "\x00",
        "é漢\u2028",
    ]
)


@example("\t\t```\n")
@example("---\ntitle: A\nobjectifs: &a [*a]\n---\n")
@given(st.lists(PIECES | st.text(max_size=8), max_size=25).map("".join))
def test_any_text_gives_a_report_whose_places_exist(text: str) -> None:
    course = Course((SourceFile("content/cours/a.md", text),), (SourceFile("corrections/a/a.yaml", text),))
    report = lint(course, Settings(Path("/nowhere")))
    lines = text.split("\n")
    for found in report.diagnostics:
        start, end = found.span.start, found.span.end
        assert 1 <= start.line <= len(lines)
        assert 1 <= start.column <= len(lines[start.line - 1]) + 1
        assert start <= end
    for snippet in report.snippets:
        assert bool(snippet.reason) or snippet.verdict != "unchecked"


def test_the_labs_that_are_not_checked_are_read_when_their_correction_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in {
        "pyproject.toml": "[tool.timonier]\n",
        "content/cours/pods.md": "---\ntitle: Pods\ntype: cours\n---\n",
        "content/tp/tp-un.md": "---\ntitle: Un\ntype: tp\n---\n\n## Étape 1 — A\n",
        "content/tp/tp-deux.md": "---\ntitle: Deux\ntype: tp\n---\n\n## Étape 1 — A\n",
        "corrections/tp-un/correction.yml": "tp: tp-un\ndepart_de: tp-deux\netapes:\n  - n: 2\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    read: list[str] = []
    monkeypatch.setattr(runner, "scan", lambda source, *rest: read.append(source.path) or scan(source, *rest))
    project = settings.load(tmp_path)

    def codes(name: str) -> list[str]:
        part = course.surrounded(course.load_paths([tmp_path / name], tmp_path), project)
        return [found.code for found in lint(part, project).diagnostics]

    assert codes("content/cours/pods.md") == []
    assert read == []
    assert codes("corrections/tp-un/correction.yml") == ["COR104"]
    assert read == ["content/tp/tp-un.md"]
