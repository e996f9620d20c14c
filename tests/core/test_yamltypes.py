"""Scalars typed as the API server types them (tests/conformance has the server's own verdicts)."""

import math

import pytest

from timonier.core import yamltypes

TRUE = ("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON")
FALSE = ("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF")
NULL = ("", "~", "null", "Null", "NULL")
TEXTS = (
    ("yEs oN oFF nO tRue fALSE nULL nil none", "case that YAML 1.1 does not list"),
    (
        "12:30 1:30:00 2026-11-21 2026-11-21T10:00:00Z 1.2.3 v1 1m 500Mi 10s",
        "sexagesimal numbers and dates are texts",
    ),
    ("0o8 0b2 0xg 1e 1e+ .e3 . + - -- 1e999 ٣ 1_000.5.2 =", "not numbers"),
)


@pytest.mark.parametrize("text", TRUE)
def test_true(text):
    assert yamltypes.plain(text) is True


@pytest.mark.parametrize("text", FALSE)
def test_false(text):
    assert yamltypes.plain(text) is False


@pytest.mark.parametrize("text", NULL)
def test_null(text):
    assert yamltypes.plain(text) is None


@pytest.mark.parametrize("text", [word for words, _ in TEXTS for word in words.split()])
def test_text(text):
    assert yamltypes.plain(text) == text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0644", 420),
        ("0o644", 420),
        ("-0644", -420),
        ("08", 8),
        ("0x1F", 31),
        ("0b101", 5),
        ("1_000", 1000),
        ("0_1", 1),
        ("+12", 12),
        ("1e3", 1000),
        ("1.5e-3", 0.0015),
        ("2.0", 2),
        (".5", 0.5),
        ("1.", 1),
        ("1_0.5", 10.5),
        ("18446744073709551616", 1 << 64),
    ],
)
def test_number(text, number):
    value = yamltypes.plain(text)
    assert value == number
    assert type(value) is type(number)


def test_infinities_are_numbers_that_json_lacks():
    assert yamltypes.plain("-.inf") == -math.inf
    assert math.isnan(yamltypes.plain(".NaN"))


def test_a_number_of_a_million_digits_stays_a_text():
    assert yamltypes.plain("9" * 1_000_000) == "9" * 1_000_000


@pytest.mark.parametrize(
    ("tag", "text", "value"),
    [
        ("str", "yes", "yes"),
        ("int", "12", 12),
        ("bool", "on", True),
        ("float", "1", 1),
        ("null", "~", None),
        ("binary", "w6k=", "é"),
        ("timestamp", "2026-01-01", "2026-01-01"),
    ],
)
def test_explicit_tags(tag, text, value):
    assert yamltypes.tagged(f"tag:yaml.org,2002:{tag}", text) == value


@pytest.mark.parametrize(("tag", "text"), [("int", "x"), ("int", "true"), ("bool", "1"), ("binary", "???")])
def test_a_tag_that_does_not_fit(tag, text):
    with pytest.raises(ValueError, match=r"."):
        yamltypes.tagged(f"tag:yaml.org,2002:{tag}", text)


def test_the_tag_of_somebody_else_leaves_the_text():
    assert yamltypes.tagged("!Ref", "yes") == "yes"


@pytest.mark.parametrize(
    ("value", "key"),
    [
        ("a", "a"),
        (80, "80"),
        (True, "true"),
        (False, "false"),
        (1.5, "1.5"),
        (math.inf, ".inf"),
        (math.nan, ".nan"),
    ],
)
def test_keys_become_texts(value, key):
    assert yamltypes.key(value) == key
