"""Frozen dataclasses as plain lists, for JSON, and back: what the checks found, kept from one run to the next.

The type says the form: fields in their order, tuples of one type, `X | None`, texts, numbers and truth values. Data
that has another form raises `ValueError` or `TypeError`; nothing in it can run code.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, cast, get_args, get_origin, get_type_hints

Value = TypeVar("Value")


def pack(value: object) -> Any:
    """A value as lists, texts and numbers."""
    if is_dataclass(value):
        return [pack(getattr(value, name)) for name in _names(cast(Any, type(value)))]
    if isinstance(value, tuple):
        return [pack(item) for item in value]
    return value


def unpack(kind: type[Value], data: Any) -> Value:
    """The value of a type that `pack` made `data` of."""
    reader: Callable[[Any], Value] = _reader(cast(Any, kind))
    return reader(data)


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    origin = get_origin(kind)
    if is_dataclass(kind):
        return _of_dataclass(cast(type[Any], kind))
    if origin is tuple:
        return _of_tuple(_reader(get_args(kind)[0]))
    if origin in (UnionType, Literal) and NoneType not in get_args(kind):
        return _same
    if origin is UnionType:
        (inner,) = (each for each in get_args(kind) if each is not NoneType)
        return _of_optional(_reader(inner))
    return _same


def _of_dataclass(kind: type[Any]) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    readers = tuple(_reader(hints[name]) for name in _names(cast(Any, kind)))

    def read(data: Any) -> Any:
        return kind(*(reader(item) for reader, item in zip(readers, data, strict=True)))

    return read


def _of_tuple(reader: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda data: tuple(map(reader, data))


def _of_optional(reader: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda data: None if data is None else reader(data)


def _same(data: Any) -> Any:
    return data
