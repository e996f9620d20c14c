"""One changed file is one file to check, and the report is that of a run that remembers nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from timonier import course
from timonier.cache import Cache
from timonier.lint import cached, files, memory, runner
from timonier.lint.packed import pack, unpack
from timonier.settings import Settings

PAGE = "---\ntitle: A\ntype: cours\n---\n\n## Un titre\n\n[b](b.md)\n\n```yaml\nkind: Pod\nspec: {}\n```\n"
LAB = "---\ntitle: TP\ntype: tp\n---\n\n## Étape 1 — Faire\n\n```console\n$ kubectl apply -f web.yaml\n```\n"
WEB = "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n    - port: 80\n      prot: 1\n"


@pytest.fixture(autouse=True)
def new_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an earlier run in this process remembers would hide what the disk keeps."""
    monkeypatch.setattr(memory, "_live", Forgetful())


class Forgetful(dict[str, memory.Memory]):
    """Remembers nothing."""

    def __setitem__(self, key: str, value: memory.Memory) -> None:
        pass


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    write(tmp_path, "content/cours/a.md", PAGE)
    write(tmp_path, "content/cours/b.md", PAGE.replace("[b](b.md)", "Rien."))
    write(tmp_path, "content/tp/tp-web.md", LAB)
    write(tmp_path, "corrections/tp-web/web.yaml", WEB)
    write(
        tmp_path, "corrections/tp-web/correction.yml", "tp: tp-web\netapes:\n  - n: 1\n    fichiers: [web.yaml]\n"
    )
    return Settings(tmp_path)


def write(root: Path, path: str, text: str) -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages and YAML files that were checked, in order."""
    names: list[str] = []
    page, text = runner.check_page, runner.check_yaml
    monkeypatch.setattr(
        runner, "check_page", lambda source, *rest: (names.append(source.path), page(source, *rest))[1]
    )
    monkeypatch.setattr(
        runner, "check_yaml", lambda source, *rest: (names.append(source.path), text(source, *rest))[1]
    )
    return names


def run(settings: Settings) -> object:
    found = cached.lint(course.load(settings), settings)
    assert found == runner.lint(course.load(settings), settings)
    return found


@pytest.mark.parametrize(
    ("path", "text", "again"),
    [
        ("content/cours/a.md", PAGE.replace("Pod", "Node"), {"content/cours/a.md"}),
        ("content/cours/c.md", PAGE, {"content/cours/c.md"}),
        ("content/tp/tp-web.md", LAB + "\nUn mot.\n", {"content/tp/tp-web.md"}),
        (
            "corrections/tp-web/web.yaml",
            WEB + "  type: NodePort\n",
            {"content/tp/tp-web.md", "corrections/tp-web/web.yaml"},
        ),
    ],
)
def test_only_what_a_change_touches_is_checked_again(
    path: str, text: str, again: set[str], settings: Settings, checked: list[str]
) -> None:
    cached.lint(course.load(settings), settings)
    write(settings.root, path, text)
    checked.clear()
    cached.lint(course.load(settings), settings)
    assert set(checked) == again
    run(settings)


def test_other_settings_forget_everything(settings: Settings, checked: list[str]) -> None:
    cached.lint(course.load(settings), settings)
    checked.clear()
    other = Settings(settings.root, kubernetes=("1.36",))
    cached.lint(course.load(other), other)
    assert len(checked) == 4


@pytest.mark.parametrize("data", [b"", b"{", b"[1, 2]", b'["x", {"a": 1}]', b"null", b"[[], []]"])
def test_a_file_that_is_not_ours_is_forgotten(data: bytes, settings: Settings) -> None:
    first = cached.lint(course.load(settings), settings)
    (kept,) = (settings.cache_dir / memory.STAGE).iterdir()
    Cache(settings.cache_dir).put(memory.STAGE, kept.name, data)
    write(settings.root, "content/cours/b.md", PAGE)
    assert cached.lint(course.load(settings), settings).diagnostics
    assert first.diagnostics


def test_a_result_of_another_form_is_found_again(settings: Settings) -> None:
    cached.lint(course.load(settings), settings)
    cache = Cache(settings.cache_dir)
    (kept,) = (settings.cache_dir / memory.STAGE).iterdir()
    made_with, results = json.loads(cache.get(memory.STAGE, kept.name))
    for result in results.values():
        result[1] = ["autre", 3]
    cache.put(memory.STAGE, kept.name, json.dumps([made_with, results]).encode())
    write(settings.root, "content/cours/c.md", PAGE)
    run(settings)


def test_what_is_gone_is_forgotten(settings: Settings) -> None:
    cached.lint(course.load(settings), settings)
    (settings.root / "content/cours/b.md").unlink()
    cached.lint(course.load(settings), settings)
    cache = Cache(settings.cache_dir)
    (kept,) = (settings.cache_dir / memory.STAGE).iterdir()
    made_with = json.loads(cache.get(memory.STAGE, kept.name))[0]
    assert "content/cours/b.md" not in memory.remember(cache, made_with, str(settings.root)).stored


def test_packing_keeps_everything(settings: Settings) -> None:
    source = course.load(settings).pages[0]
    result = files.check_page(source, "cours", runner.Terms(("1.37",), examples={}))
    assert result.diagnostics and result.facts and result.facts.links
    assert unpack(files.FileResult, json.loads(json.dumps(pack(result)))) == result
