import pytest

from timonier.schemas.suggest import nearest


@pytest.mark.parametrize(
    ("word", "words", "expected"),
    [
        ("prot", ["port", "protocol", "name"], "port"),
        ("imagepullpolicy", ["image", "imagePullPolicy"], "imagePullPolicy"),
        ("label", ["labels", "name"], "labels"),
        ("xyz", ["port", "name"], None),
        ("a", [], None),
        ("PORT", ["Port", "port"], "Port"),
    ],
)
def test_nearest(word, words, expected):
    assert nearest(word, words) == expected
