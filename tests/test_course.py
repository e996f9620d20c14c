from pathlib import Path

from timonier import course
from timonier.settings import Settings


def test_course_is_pages_and_corrections_in_order(tmp_path: Path) -> None:
    for name in (
        "content/cours/b.md",
        "content/a.md",
        "content/.cache/x.md",
        "corrections/tp/x.yaml",
        "autre/z.md",
    ):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name, encoding="utf-8")
    loaded = course.load(Settings(root=tmp_path))
    assert [source.path for source in loaded.pages] == ["content/a.md", "content/cours/b.md"]
    assert [source.path for source in loaded.corrections] == ["corrections/tp/x.yaml"]
    assert loaded.unreadable == ()


def test_paths_outside_the_project_are_shown_whole(tmp_path: Path) -> None:
    (tmp_path / "projet").mkdir()
    file = tmp_path / "ailleurs.yaml"
    file.write_text("a: 1\n", encoding="utf-8")
    loaded = course.load_paths([file], tmp_path / "projet")
    assert [source.path for source in loaded.corrections] == [file.resolve().as_posix()]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("# A\n", encoding="utf-8")
    assert len(course.load_paths([file, tmp_path], tmp_path).pages) == 1


def test_the_files_that_give_the_order_are_known_whatever_is_checked(tmp_path: Path) -> None:
    texts = {
        "content/cours/a.md": "---\ntitle: A\n---\n",
        "content/cours/b.md": "---\ntitle: B\n---\n",
        "content/modules.yml": "modules: [{id: m, titre: M, pages: [a, b]}]\n",
        "content/parcours/p.yml": 'titre: P\npublic: Q\njours: [{titre: J, debut: "09:00", pages: [a]}]\n',
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    project = Settings(root=tmp_path)
    whole = course.load(project)
    assert [plan.path for plan in whole.plans] == ["content/modules.yml", "content/parcours/p.yml"]
    for path in ("content/cours/a.md", "content/modules.yml"):
        part = course.surrounded(course.load_paths([tmp_path / path], tmp_path), project)
        assert [source.path for source in part.sources] == [path]
        assert (part.modules, part.tracks) == (whole.modules, whole.tracks)
        assert part.outline(project) == whole.outline(project)
