"""IP addresses, CIDR blocks and host names, as the API server reads them."""

from __future__ import annotations

import ipaddress
import re

from timonier.schemas.formats import DNS_SUBDOMAIN

_HOST = re.compile(DNS_SUBDOMAIN.pattern)


def is_ip(text: str) -> bool:
    """An IPv4 or IPv6 address, without leading zeros or zone."""
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return "%" not in text


def is_cidr(text: str) -> bool:
    """An address and a prefix length; bits after the prefix are allowed."""
    address, slash, length = text.partition("/")
    if not slash or not is_ip(address) or not (length.isascii() and length.isdigit()):
        return False
    return int(length) <= (128 if ":" in address else 32)


def is_host(text: str) -> bool:
    """A DNS name in lower case."""
    return len(text) <= DNS_SUBDOMAIN.longest and _HOST.fullmatch(text) is not None
