from pathlib import Path

import pytest


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is no project, as the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def project(elsewhere: Path) -> Path:
    (elsewhere / "pyproject.toml").write_text('[tool.timonier]\nkubernetes = "1.37"\n', encoding="utf-8")
    return elsewhere
