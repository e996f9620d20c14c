"""What a piece of YAML without apiVersion or kind is a piece of: the definition that its keys fit best.

In: a value and the schemas of a version. Out: `Typed`s: definitions of that version, for the value or for each item
of a list.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from timonier.core.holes import is_hole
from timonier.core.yamldoc import JsonValue
from timonier.schemas import store as stores
from timonier.schemas.custom import Catalogue, CustomStore
from timonier.schemas.fit import UNTAUGHT, Fit, Index, rank_of
from timonier.schemas.suggest import nearest
from timonier.schemas.taught import HABITS

_MOST_KEYS: Final = 40
_MANY: Final = 4
"""Weight of keys that make a custom resource certain."""


@dataclass(frozen=True, slots=True)
class Typed:
    """The definition of a fragment, or of each item of one that is a list."""

    definition: str

    @property
    def name(self) -> str:
        """What people call it: « Container »."""
        return self.definition.rpartition(".")[2]


def named(name: str, version: str) -> Typed | None:
    """The definition that an author names: `Container`, `core.v1.Container`, `apps/v1/Deployment`."""
    wanted = "." + name.replace("/", ".")
    found = [definition for definition in stores.load(version).definitions if definition.endswith(wanted)]
    return Typed(min(found, key=rank_of)) if found else None


def near_name(name: str, version: str) -> str | None:
    """The name of a definition that was probably meant."""
    short = name.replace("/", ".").rpartition(".")[2]
    names = sorted(stores.load(version).definitions, key=rank_of)
    return nearest(short, (definition.rpartition(".")[2] for definition in names))


def types_of(value: JsonValue, version: str) -> tuple[Typed, ...]:
    """What a value without a type may be, the likeliest first: nothing for what is no piece of an object."""
    items = value if isinstance(value, list) else [value]
    objects = [item for item in items if isinstance(item, dict) and item]
    if not objects or len(objects) < sum(not (isinstance(item, str) and is_hole(item)) for item in items):
        return ()
    return tuple(_best(_index(version), objects))


@dataclass(frozen=True, slots=True)
class CustomTyped:
    """The custom resource that a fragment is a part of."""

    store: CustomStore
    definition: str
    name: str
    known: float


def custom_type_of(value: JsonValue, version: str, catalogue: Catalogue) -> CustomTyped | None:
    """The custom resource that a value is a part of: one that knows all of its keys, and several of them."""
    best: CustomTyped | None = None
    if not isinstance(value, dict):
        return None
    for api_version, kinds in catalogue.served().items():
        for kind in sorted(kinds):
            place = catalogue.find(api_version, kind, version)
            if place is not None:
                fit = _custom_index(place[0]).fit([value], place[1])
                if not fit.refused and fit.known >= _MANY and (best is None or fit.known > best.known):
                    best = CustomTyped(*place, kind, fit.known)
    return best


@cache
def _index(version: str) -> Index:
    return Index(stores.load(version))


@cache
def _custom_index(store: CustomStore) -> Index:
    return Index(store)


def _best(index: Index, objects: list[dict[str, JsonValue]]) -> Iterator[Typed]:
    """The definitions that fit all of `objects` best, equally well."""
    keys = list(dict.fromkeys(key for item in objects for key in item if not is_hole(key)))[:_MOST_KEYS]
    habit = next((name for path, name in HABITS if _has(objects[0], path)), None)
    found: list[tuple[float, int, str]] = []
    for name in index.candidates(keys):
        fit = index.fit(objects, name)
        rank = -1 if habit is not None and name.endswith(habit) else rank_of(name)[0]
        if _mostly_knows(index, name, keys) and _convinces(fit, rank):
            found.append((-fit.score, rank, name))
    found.sort()
    taught = bool(found) and found[0][1] < UNTAUGHT
    return (Typed(name) for score, rank, name in found if score == found[0][0] and (rank < UNTAUGHT or not taught))


def _has(value: JsonValue, path: tuple[str, ...]) -> bool:
    for key in path:
        if not isinstance(value, dict) or key not in value:
            return False
        value = value[key]
    return True


def _mostly_knows(index: Index, name: str, keys: list[str]) -> bool:
    """Whether the first keys are more the definition's than not."""
    fields = index.store.definitions[name].get("properties", {})
    real = [key if key in fields else index.meant(key, fields) for key in keys]
    return sum(-1 if key is None else index.weight(key) for key in real) > 0


def _convinces(fit: Fit, rank: int) -> bool:
    """The more is refused, the more must be known for it to be no other YAML."""
    return fit.refused <= fit.known * (0.5 if rank < UNTAUGHT else 0.25)
