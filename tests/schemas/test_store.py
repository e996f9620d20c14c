"""The schemas as data: every version loads, every definition compiles, the package's code stays out."""

import subprocess
import sys

import pytest

from timonier.schemas import store, versions


def test_known_versions_in_order():
    known = versions.versions()
    assert (known[0], known[-1]) == ("1.25", "1.37")
    assert versions.newer_than("1.35") == ("1.36", "1.37")


@pytest.mark.parametrize("version", versions.versions())
def test_every_kind_compiles(version):
    schemas = store.load(version)
    for name in schemas.kinds.values():
        assert schemas.validator(name).is_valid({"apiVersion": 1}) is False


def test_kinds_of_the_core_and_of_named_groups():
    kinds = store.load("1.37").kinds
    assert kinds["v1", "Pod"] == "io.k8s.api.core.v1.Pod"
    assert kinds["apps/v1", "Deployment"] == "io.k8s.api.apps.v1.Deployment"
    assert ("apps/v1", "DeleteOptions") not in kinds


def test_slow_packages_are_not_imported():
    code = (
        "import sys; from timonier.schemas import store, validate;"
        "store.load('1.37').validator('io.k8s.api.core.v1.Pod');"
        "sys.exit(bool({'kubernetes_validate', 'jsonschema', 'referencing'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
