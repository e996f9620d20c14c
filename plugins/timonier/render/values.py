"""The script of personal values: what the course declares, then our own code.

In: the variables of the course and its name. Out: one script for pages and decks; nothing without variables.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from timonier.settings import LONGEST_VALUE, Variable

_OWN = Path(__file__).parent / "assets"
_SCRIPTS = ("kept.js", "values.js", "values-form.js", "values-files.js")


def values_script(variables: Mapping[str, Variable], course: str) -> str:
    """`course` tells apart what two courses at one address keep in a browser."""
    if not variables:
        return ""
    declared = [{**asdict(each), "expected": each.expected} for each in variables.values()]
    facts = {"course": course, "longest": LONGEST_VALUE, "variables": declared}
    code = "".join((_OWN / name).read_text(encoding="utf-8") for name in _SCRIPTS)
    return f"const TM_VALUES = {json.dumps(facts, ensure_ascii=False)};\n{code}"
