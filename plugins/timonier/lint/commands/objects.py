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
    words = _names(invocation) if invocation.head in _TYPED else []
    if words and "/" in words[0].text:
        yield from ((word, word.text.partition("/")[0]) for word in words if _is_typed_name(word))
    elif words and words[0].exact:
        yield from ((words[0], name) for name in words[0].text.split(",") if name)
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
    words = _names(invocation)
    if words and "/" in words[0].text:
        yield from (named for word in words for named in _one("", word))
    elif words and words[0].exact:
        kinds_named = [kinds.kind_of(name) for name in words[0].text.split(",")]
        for word in words[1:]:
            if word.exact:
                yield from (Named(kind, word.text, word) for kind in kinds_named if kind)


def _names(invocation: Invocation) -> list[Word]:
    """The arguments that are types and names: not the changes, nor what a file names instead."""
    if invocation.has("--filename", "--kustomize"):
        return []
    if invocation.verb == "set serviceaccount":
        return invocation.arguments[:-1]
    if invocation.verb in _CHANGED:
        return [word for word in invocation.arguments if not _CHANGE.fullmatch(word.text)]
    return invocation.arguments


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
