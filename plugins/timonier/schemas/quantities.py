"""How much a quantity is: `500m`, `1Gi`, `2`, `1e3`.

Source: k8s.io/apimachinery, pkg/api/resource.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import Final

from timonier.core.yamldoc import JsonValue
from timonier.schemas.formats import QUANTITY

_QUANTITY = re.compile(QUANTITY.pattern, re.ASCII)
_PARTS = re.compile(r"([+-]?[0-9.]+)(.*)")
_LONGEST = 64
_DECIMAL: Final = {"n": -9, "u": -6, "m": -3, "": 0, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18}
_BINARY: Final = {"Ki": 10, "Mi": 20, "Gi": 30, "Ti": 40, "Pi": 50, "Ei": 60}


def quantity(value: JsonValue) -> Fraction | None:
    """The exact amount, or None for what is not a quantity (or is absurdly long)."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    return _amount(str(value))


@lru_cache(maxsize=1 << 12)
def _amount(text: str) -> Fraction | None:
    match = _PARTS.fullmatch(text) if len(text) <= _LONGEST and _QUANTITY.fullmatch(text) else None
    if match is None:
        return None
    unit = match[2]
    if unit in _BINARY:
        return Fraction(match[1]) * (1 << _BINARY[unit])
    exponent = _DECIMAL[unit] if unit in _DECIMAL else int(unit[1:])
    return Fraction(f"{match[1]}e{exponent}") if abs(exponent) <= _LONGEST else None
