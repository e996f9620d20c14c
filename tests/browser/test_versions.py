"""The versions that take a manifest, in the corner of its block."""

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

STYLE = "(block) => { const s = getComputedStyle(block, '::after'); return [s.content, s.position]; }"


def test_versions_are_shown_and_read_aloud(browser: Browser, site: str) -> None:
    page = browser.new_page()
    page.goto(f"{site}cours/services/")
    blocks = page.locator(".tm-code[data-versions]")
    content, position = blocks.first.evaluate(STYLE)
    assert (blocks.count(), content, position) == (
        1,
        '"1.25 → 1.37" / "accepté par Kubernetes " "1.25 → 1.37"',
        "absolute",
    )
    page.close()
