"""Where the objects of a kind live."""

from __future__ import annotations

import pytest

from timonier.schemas import store
from timonier.schemas.custom import Catalogue
from timonier.schemas.scopes import CLUSTER_WIDE, reach


@pytest.mark.parametrize(
    ("api_version", "kind", "expected"),
    [
        ("v1", "Namespace", "cluster"),
        ("v1", "Pod", "namespace"),
        ("storage.k8s.io/v1", "StorageClass", "cluster"),
        ("cert-manager.io/v1", "ClusterIssuer", "cluster"),
        ("cert-manager.io/v1", "Issuer", "namespace"),
        ("exemple.fr/v1", "Bateau", "unknown"),
    ],
)
def test_reach(api_version: str, kind: str, expected: str) -> None:
    assert reach(api_version, kind, "1.37") == expected


def test_every_name_is_that_of_a_kind() -> None:
    known = [*store.load("1.37").kinds]
    known += [(version, kind) for version, kinds in Catalogue().served().items() for kind in kinds]
    names = {f"{version.rpartition('/')[0]}/{kind}".removeprefix("/") for version, kind in known}
    assert names >= CLUSTER_WIDE
