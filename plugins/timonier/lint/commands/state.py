"""What is there at a point of a lab: objects that were described or created, what controllers make of them, files.

In: the scope of the lab, and what each command leaves behind. Out: whether something that is named is there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from timonier.core.holes import is_hole
from timonier.lint.commands.effects import Effects
from timonier.lint.commands.files import Files
from timonier.lint.commands.objects import Named
from timonier.lint.scope import NAMESPACES, Scope
from timonier.lint.things import TEMPLATES, Thing, items, text

_SUFFIX: Final = r"(?:-\d{1,3}|-[a-z0-9]{4,11})?-(?=[a-z]*\d|[b-df-hj-np-tv-z]{5}$)[a-z0-9]{5}"
"""What controllers add to a name: a hash, an index, five letters among which are no vowels, or digits."""
_GENERATED = re.compile(_SUFFIX)
_ENDING = re.compile(rf"{_SUFFIX}$")
_NUMBERED = re.compile(r"-\d+")
_MAKERS: Final = {"ReplicaSet": ("Deployment", "Rollout"), "Job": ("CronJob",), "Pod": tuple(TEMPLATES)}
_NAMED_BY: Final = {"EndpointSlice": "Service", "Endpoints": "Service"}


@dataclass(slots=True)
class State:
    """What is there; `open` when objects may be there that nobody can see."""

    scope: Scope
    files: Files
    open: bool = False
    things: list[Thing] = field(default_factory=list)
    labels: set[tuple[str, str]] = field(default_factory=set)

    def after(self, left: Effects) -> None:
        """Take in what a command leaves behind."""
        self.things += left.things
        self.labels |= set(left.labels)
        self.open = self.open or left.opens
        self.files.after(left)

    @property
    def all(self) -> Iterable[Thing]:
        """Every object."""
        return (*self.scope.things, *self.things)

    def names(self, kind: str) -> list[str]:
        """The names of the objects of a kind."""
        return [thing.name for thing in (*self.scope.of(kind), *self.things) if thing.kind == kind]

    @property
    def namespaces(self) -> set[str]:
        """Every namespace that is there, or that an object gives."""
        externals = self.scope.externals
        return {
            *NAMESPACES,
            *self.names("Namespace"),
            *(thing.namespace for thing in self.all if thing.namespace),
            *(external.name if external.kind == "Namespace" else external.namespace for external in externals),
        }

    def has(self, named: Named) -> bool:
        """Whether an object is there: described, created, or made by one that is."""
        kind = _NAMED_BY.get(named.kind, named.kind)
        names = self.names(kind)
        if named.name in names or may_be_any(names) or self.scope.elsewhere(kind, named.name, ""):
            return True
        return any(_makes(owner, named) for owner in self.all)

    def containers(self, named: Named) -> Iterator[str]:
        """The containers of an object, and of those that make it, in every version of them."""
        for thing in self.all:
            if (thing.kind, thing.name) == (named.kind, named.name) or _makes(thing, named):
                template = thing.template
                for _, container in template.containers if template is not None else ():
                    yield text(container, "name")


def may_be_any(names: Collection[str]) -> bool:
    """Whether one of the names is a hole."""
    return any(is_hole(name) for name in names)


def owner_of(name: str) -> str:
    """A Pod's name without what its controller added; nothing when it is not of that form."""
    found = _ENDING.search(name)
    return name[: found.start()] if found else ""


def _makes(owner: Thing, named: Named) -> bool:
    """Whether a controller gives such a name to what it makes for `owner`."""
    if named.kind == "PersistentVolumeClaim":
        return owner.kind == "StatefulSet" and any(
            re.fullmatch(rf"{re.escape(text(claim, 'metadata', 'name'))}-{re.escape(owner.name)}-\d+", named.name)
            for claim in items(owner.value, "spec", "volumeClaimTemplates")
        )
    if owner.kind in ("ConfigMap", "Secret"):
        return owner.kind == named.kind and _is_hashed(named.name, owner.name)
    rest = named.name.removeprefix(owner.name)
    if owner.kind not in _MAKERS.get(named.kind, ()) or rest == named.name or not rest.startswith("-"):
        return False
    if named.kind != "Pod" or owner.kind == "CronJob":
        return True
    if owner.kind == "StatefulSet":
        return _NUMBERED.fullmatch(rest) is not None
    return _GENERATED.fullmatch(rest) is not None or "debug" in rest


def _is_hashed(name: str, base: str) -> bool:
    """Whether it is the name that Kustomize makes: ten letters or digits after a dash."""
    return re.fullmatch(rf"{re.escape(base)}-[a-z0-9]{{10}}", name) is not None
