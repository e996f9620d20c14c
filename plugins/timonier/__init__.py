"""Timonier: French Kubernetes courses in which nothing that a student copies is wrong."""

from __future__ import annotations


def __getattr__(name: str) -> str:
    """`__version__`, looked up when asked for: reading the metadata is a tenth of a short run."""
    if name != "__version__":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415

    try:
        return version("timonier")
    except PackageNotFoundError:  # a source tree on the path, not installed
        return "0+source"
