import re
from pathlib import Path

import pytest
from rule_examples import run, write

import timonier
from timonier import course, settings
from timonier.audit.run import audit
from timonier.core.publication import STUDENTS
from timonier.lint.registry import RULES, by_code
from timonier.lint.rule import Rule, example_files
from timonier.pdf.decks import check_decks
from timonier.pdf.job import print_all
from timonier.report import concise

PACKAGE = Path(timonier.__path__[0])
CODE = re.compile(r"[\"']((?:[A-Z]{2,3}|K8S)[0-9]{3})[\"']")

each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


def rules_of(command: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        "rule", [rule for rule in RULES if rule.command == command], ids=lambda rule: rule.code
    )


@rules_of("lint")
def test_the_bad_example_brings_the_code_out(rule: Rule, tmp_path: Path) -> None:
    write(rule, rule.bad, tmp_path)
    found = {(diagnostic.code, diagnostic.severity) for diagnostic in run(tmp_path).diagnostics}
    assert (rule.code, rule.severity) in found


@rules_of("lint")
def test_the_good_example_is_clean(rule: Rule, tmp_path: Path) -> None:
    write(rule, rule.good, tmp_path)
    assert concise.render(run(tmp_path)) == ""


@rules_of("audit")
def test_the_examples_of_the_audit(rule: Rule, tmp_path: Path) -> None:
    found = []
    for name, example in (("bad", rule.bad), ("good", rule.good)):
        folder = tmp_path / name
        write(rule, example, folder)
        project = settings.load(folder)
        found.append({(one.code, one.severity) for one in audit(folder / "site", project, course.load(project))})
    assert (rule.code, rule.severity) in found[0]
    assert found[1] == set()


@pytest.mark.slow
@rules_of("pdf")
def test_the_examples_of_the_print(rule: Rule, tmp_path: Path) -> None:
    found = []
    for name, example in (("bad", rule.bad), ("good", rule.good)):
        folder = tmp_path / name
        write(rule, example, folder)
        project = settings.load(folder)
        products = print_all(project, course.load(project), STUDENTS, folder / "pdf", workers=1)
        found.append({(one.code, one.severity) for one in products.diagnostics})
    assert (rule.code, rule.severity) in found[0]
    assert found[1] == set()


@pytest.mark.slow
@rules_of("diapos")
def test_the_examples_of_slides(rule: Rule, tmp_path: Path) -> None:
    found = []
    for name, example in (("bad", rule.bad), ("good", rule.good)):
        folder = tmp_path / name
        write(rule, example, folder)
        project = settings.load(folder)
        found.append({(one.code, one.severity) for one in check_decks(project, course.load(project))})
    assert (rule.code, rule.severity) in found[0]
    assert found[1] == set()


@each_rule
def test_the_texts_are_whole(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z][A-Z0-9]{1,3}[0-9]{3}", rule.code)
    assert rule.explanation[-1] in ".»!?"
    assert (
        rule.title[0].islower()
        or not rule.title[0].isalpha()
        or rule.title[:3].isupper()
        or rule.title[1].isupper()
    )
    assert rule.source


def test_a_code_has_one_rule() -> None:
    codes = [rule.code for rule in RULES]
    assert len(codes) == len(set(codes))
    assert all(by_code(code) is not None for code in codes)


def test_every_code_in_the_package_is_registered() -> None:
    """That every registered code comes out of the package is what the bad examples show."""
    found = {code for path in PACKAGE.rglob("*.py") for code in CODE.findall(path.read_text(encoding="utf-8"))}
    assert found == {rule.code for rule in RULES}


def test_an_example_may_be_several_files_and_links() -> None:
    rule = Rule(
        "XX001", "t", "e.", "s", bad="a\n", good="==> a.md <==\n1\n==> b/c.md -> ../a.md <==\n==> d.md <==\n2\n"
    )
    assert [(file.path, file.text, file.link) for file in example_files(rule, rule.good)] == [
        ("a.md", "1\n", ""),
        ("b/c.md", "", "../a.md"),
        ("d.md", "2\n", ""),
    ]
    assert [file.path for file in example_files(rule, rule.bad)] == [rule.path]
