"""The course of `pdf_course`, printed once for all tests that look at the result."""

from __future__ import annotations

import pytest
from pdf_course import EPOCH, Printed, print_course, write_course


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """The course, printed as students get it."""
    root = write_course(tmp_path_factory.mktemp("cours imprimé"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        return Printed(root, root / "pdf", print_course(root))
