import pytest

from timonier.lint.checks.addresses import is_cidr, is_host, is_ip


@pytest.mark.parametrize(
    ("text", "expected"),
    [("192.0.2.1", True), ("2001:db8::1", True), ("192.0.2.01", False), ("fe80::1%eth0", False), ("none", False)],
)
def test_ip(text, expected):
    assert is_ip(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("192.0.2.0/24", True), ("192.0.2.1/24", True), ("::/0", True), ("10.0.0.0/33", False), ("10.0.0.0", False)],
)
def test_cidr(text, expected):
    assert is_cidr(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a.test", True), ("A.test", False), ("https://a.test", False), ("a..b", False), ("", False)],
)
def test_host(text, expected):
    assert is_host(text) is expected
