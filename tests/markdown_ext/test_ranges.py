"""Which code blocks show the versions that take them."""

from __future__ import annotations

from pathlib import Path

import pytest

from timonier.core.source import SourceFile
from timonier.markdown_ext.convert import convert
from timonier.settings import Settings

NAMESPACE = "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: web\n"
YOUNG = "apiVersion: resource.k8s.io/v1\nkind: DeviceClass\nmetadata:\n  name: gpu\nspec: {}\n"
UNKNOWN = "apiVersion: exemple.com/v1\nkind: Truc\n"


@pytest.mark.parametrize(
    ("header", "text", "shown"),
    [
        ("yaml", NAMESPACE, "1.25 → 1.37"),
        ('yaml title="web.yaml"', f"{NAMESPACE}---\n{YOUNG}", "1.34 → 1.37"),
        ("yaml", UNKNOWN, ""),
        ("yaml", f"{NAMESPACE}---\n{UNKNOWN}", ""),
        ("yaml", NAMESPACE.replace("name", "nom"), ""),
        ("yaml", "a: 1\n", ""),
        ("bash", NAMESPACE, ""),
        ("yaml extrait", NAMESPACE, ""),
        ("yaml patch", NAMESPACE, ""),
        ("yaml depart", NAMESPACE, ""),
        ('yaml attendu="K8S102"', NAMESPACE, ""),
        ('yaml type="Namespace"', NAMESPACE, ""),
    ],
)
def test_whole_objects_show_their_versions(header: str, text: str, shown: str, tmp_path: Path) -> None:
    source = SourceFile("content/a.md", f"# A\n\n```{header}\n{text}```\n")
    html = convert(source, Settings(tmp_path)).html
    assert html.count("data-versions=") == bool(shown)
    assert f'data-versions="{shown}"' in html or not shown
