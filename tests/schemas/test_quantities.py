from fractions import Fraction

import pytest

from timonier.schemas.quantities import quantity


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        ("500m", Fraction(1, 2)),
        ("1Gi", 1 << 30),
        ("1.5k", 1500),
        ("1e3", 1000),
        ("1E", 10**18),
        ("-2", -2),
        (".5", Fraction(1, 2)),
        (3, 3),
        (0.25, Fraction(1, 4)),
        (1e-7, Fraction(1, 10**7)),
    ],
)
def test_amounts(value, amount):
    assert quantity(value) == amount


@pytest.mark.parametrize(
    "value", ["", "1 Gi", "1,5", "Gi", "1go", "1e999999999", "9" * 100, True, None, [], float("1e300")]
)
def test_not_amounts(value):
    assert quantity(value) is None
