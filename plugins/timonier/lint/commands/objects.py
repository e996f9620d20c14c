"""The objects that a call of kubectl names: `get pod/web`, `delete svc web api`, `logs deploy/web -c nginx`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from timonier.core.shell import Word
from timonier.lint.commands import kinds
from timonier.lint.commands.kubectl import Invocation


@dataclass(frozen=True, slots=True)
class Named:
    """An object that is named, at a word."""

    kind: str
    name: str
    word: Word


_TYPED: Final = frozenset(
    {
        "get",
        "describe",
        "delete",
        "edit",
        "label",
        "annotate",
        "patch",
        "scale",
        "wait",
        "autoscale",
        "expose",
        "set",
    }
    | {"rollout"}
)
"""Verbs that take `TYPE NAME…` or `TYPE/NAME…`."""
_PODS: Final = frozenset({"logs", "exec", "attach", "port-forward", "debug"})
"""Verbs that take `POD` or `TYPE/NAME`, first."""
_CHANGED: Final = frozenset({"label", "annotate", "set env", "set image", "set resources", "set selector"})
"""Verbs whose names are followed by `key=value` and `key-`."""
_CHANGE = re.compile(r"[^=]+=.*|.+-$", re.DOTALL)


def types_of(invocation: Invocation) -> Iterator[tuple[Word, str]]:
    """The names of types in a call, each with its word."""
    if invocation.head in _TYPED and invocation.arguments:
        first, *rest = _exact(invocation)
        if "/" in first.text:
            yield from ((word, word.text.partition("/")[0]) for word in (first, *rest) if _is_typed_name(word))
        elif first.exact:
            yield from ((first, name) for name in first.text.split(",") if name)
    elif invocation.head in _PODS:
        yield from (
            (word, word.text.partition("/")[0]) for word in invocation.arguments[:1] if _is_typed_name(word)
        )


def objects_of(invocation: Invocation) -> Iterator[Named]:
    """The objects that must be there for a call to work, those of unknown kinds left out."""
    if invocation.head in _TYPED:
        yield from _typed(invocation)
    elif invocation.head in _PODS:
        yield from (named for word in invocation.arguments[:1] for named in _one("Pod", word))
    elif invocation.verb == "cp":
        yield from (named for word in invocation.arguments for named in _copied(word))
    elif invocation.verb == "top pod":
        yield from (named for word in invocation.arguments for named in _one("Pod", word))
    elif invocation.verb == "create token":
        yield from (named for word in invocation.arguments[:1] for named in _one("ServiceAccount", word))
    elif invocation.verb == "create job":
        yield from (named for word in invocation.values("--from") for named in _one("CronJob", word))


def _typed(invocation: Invocation) -> Iterator[Named]:
    if not invocation.arguments:
        return
    first, *rest = _exact(invocation)
    if "/" in first.text:
        yield from (named for word in (first, *rest) for named in _one("", word))
        return
    types = [kinds.kind_of(name) for name in first.text.split(",")] if first.exact else []
    for word in rest:
        if word.exact and not (invocation.verb in _CHANGED and _CHANGE.fullmatch(word.text)):
            yield from (Named(kind, word.text, word) for kind in types if kind)


def _exact(invocation: Invocation) -> list[Word]:
    """The arguments; for `label`, `annotate` and `set`, those before the changes."""
    if invocation.verb not in _CHANGED:
        return invocation.arguments
    kept = [
        word for word in invocation.arguments if not _CHANGE.fullmatch(word.text) or "/" in word.text.split("=")[0]
    ]
    return [word for word in kept if "=" not in word.text] or invocation.arguments[:1]


def _one(kind: str, word: Word) -> Iterator[Named]:
    """`NAME` of `kind`, or `TYPE/NAME`."""
    if not word.exact:
        return
    above, slash, name = word.text.partition("/")
    found = kinds.kind_of(above) if slash else kind
    if found and (name or not slash):
        yield Named(found, name if slash else above, word)


def _copied(word: Word) -> Iterator[Named]:
    """`[namespace/]pod:path`."""
    place, colon, _ = word.text.partition(":")
    if colon and word.exact and not place.startswith((".", "/")):
        yield Named("Pod", place.rpartition("/")[2], word)


def _is_typed_name(word: Word) -> bool:
    return word.exact and "/" in word.text
