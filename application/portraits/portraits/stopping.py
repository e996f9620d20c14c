"""Whether the service is about to stop: one byte that gunicorn and its worker share."""

from mmap import mmap

_byte = mmap(-1, 1)


def announce() -> None:
    """Say that the end is near."""
    _byte[0] = 1


def announced() -> bool:
    """Whether somebody said so."""
    return _byte[0] == 1
