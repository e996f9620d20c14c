import os
from pathlib import Path

import pytest

from timonier.cache import Cache, digest
from timonier.errors import UsageError
from timonier.files import replace_folder, staging_folder, write_atomically


def test_write_atomically_replaces_and_leaves_nothing_beside(tmp_path: Path) -> None:
    target = tmp_path / "dossier" / "a.txt"
    write_atomically(target, b"un")
    write_atomically(target, b"deux")
    assert target.read_bytes() == b"deux"
    assert [path.name for path in target.parent.iterdir()] == ["a.txt"]


def test_a_failed_write_keeps_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "a"
    target.mkdir()  # a folder cannot be replaced by a file
    with pytest.raises(OSError, match="a"):
        write_atomically(target, b"un")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_replace_folder(tmp_path: Path) -> None:
    old, new = tmp_path / "site", tmp_path / "neuf"
    for folder, name in ((old, "vieux.html"), (new, "neuf.html")):
        folder.mkdir()
        (folder / name).touch()
    replace_folder(new, old)
    assert [path.name for path in old.iterdir()] == ["neuf.html"]
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_replace_folder_gives_the_old_one_back(tmp_path: Path) -> None:
    old = tmp_path / "site"
    old.mkdir()
    (old / "vieux.html").touch()
    with pytest.raises(FileNotFoundError):
        replace_folder(tmp_path / "absent", old)
    assert [path.name for path in old.iterdir()] == ["vieux.html"]


def test_staging_folder_goes_away_even_on_interruption(tmp_path: Path) -> None:
    left = tmp_path / ".site.en-cours-999999999"
    left.mkdir()
    with pytest.raises(KeyboardInterrupt), staging_folder(tmp_path / "site") as folder:
        assert not left.exists()
        (folder / "a.html").touch()
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_staging_folder_of_a_running_build_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / f".site.en-cours-{os.getppid()}"
    other.mkdir()
    with staging_folder(tmp_path / "site"):
        assert other.exists()


def test_staging_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "fichier").touch()
    with (
        pytest.raises(UsageError, match="n’accepte pas l’écriture"),
        staging_folder(tmp_path / "fichier" / "site"),
    ):
        pass


def test_digest_does_not_run_inputs_together() -> None:
    assert digest("ab", "c") != digest("a", "bc")
    assert digest("é") == digest("é".encode())


def test_cache(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    key = digest("entrée")
    assert cache.get("etape", key) is None
    cache.put("etape", key, b"valeur")
    assert cache.get("etape", key) == b"valeur"
    assert cache.get("autre", key) is None
