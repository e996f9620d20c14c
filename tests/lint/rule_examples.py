"""The examples of rules as folders."""

from pathlib import Path

from timonier import course, settings
from timonier.lint.report import Report
from timonier.lint.rule import Rule, example_files
from timonier.lint.runner import lint


def write(rule: Rule, example: str, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "pyproject.toml").write_text("[tool.timonier]\n", encoding="utf-8")
    for file in example_files(rule, example):
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        if file.link:
            path.symlink_to(file.link)
        else:
            path.write_bytes(file.text.encode("utf-8", "surrogateescape"))


def run(folder: Path) -> Report:
    project = settings.load(folder)
    return lint(course.surrounded(course.load_paths([folder], project.root), project), project)
