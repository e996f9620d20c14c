"""The cache gives what was put into it, whole, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from timonier.cache import Cache


@pytest.mark.parametrize("data", [b"", b"x", bytes(9), b"un\ndeux" * 1000])
def test_what_is_put_comes_back(tmp_path: Path, data: bytes) -> None:
    cache = Cache(tmp_path)
    assert cache.get("étape", "clé") is None
    cache.put("étape", "clé", data)
    assert cache.get("étape", "clé") == data


@pytest.mark.parametrize("spoilt", [b"", b"\0" * 4, b"\0" * 19, b"\0\0\0\0\0\0\0\x0bbonjour"])
def test_half_a_value_is_none(tmp_path: Path, spoilt: bytes) -> None:
    cache = Cache(tmp_path)
    cache.put("étape", "clé", b"bonjour vous")
    cache.path("étape", "clé").write_bytes(spoilt)
    assert cache.get("étape", "clé") is None
