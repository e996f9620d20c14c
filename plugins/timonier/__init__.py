"""Timonier: French Kubernetes courses in which nothing that a student copies is wrong."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("timonier")
except PackageNotFoundError:  # a source tree on the path, not installed
    __version__ = "0+source"
