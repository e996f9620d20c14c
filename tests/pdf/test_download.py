"""The manifests that have a short address: each is put in the site, two of one address are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from timonier.errors import UsageError
from timonier.pdf.download import complete
from timonier.pdf.job import Products
from timonier.pdf.press import Document
from timonier.render.print_access import place
from timonier.render.print_page import Attached

POD, JOB = (Attached(name, f"kind: {name}\n", "f/k3wq7d.yaml") for name in ("un--pod.yaml", "deux--job.yaml"))


def products(folder: Path, *files: Attached) -> Products:
    documents = tuple(Document(folder / "un.pdf", "Un", 1, "un.pdf", files=(file,)) for file in files)
    return Products(documents, (), "stagiaire", "1.37", None)


def test_a_manifest_that_several_documents_carry_is_put_in_the_site_once(tmp_path: Path) -> None:
    complete(tmp_path / "pdf", products(tmp_path / "pdf", POD, POD))
    assert [file.name for file in tmp_path.iterdir()] == ["f"]
    assert (tmp_path / POD.place).read_text() == POD.text


def test_two_manifests_of_one_address_are_named_and_neither_is_written(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"un--pod.yaml et deux--job.yaml ont la même adresse courte"):
        complete(tmp_path / "pdf", products(tmp_path / "pdf", POD, JOB))
    assert list(tmp_path.iterdir()) == []


def test_names_that_differ_have_addresses_that_differ() -> None:
    """Of as many manifests as ten such courses have."""
    names = [f"page-{number}--pod.yaml" for number in range(1500)]
    assert len({place(name) for name in names}) == len(names)


def test_only_the_folder_of_a_site_gets_them(tmp_path: Path) -> None:
    complete(tmp_path / "pdf-zoe", products(tmp_path / "pdf-zoe", POD))
    assert list(tmp_path.iterdir()) == []
