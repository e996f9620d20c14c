"""Which findings a gap excuses: a hole takes any value, and what is cut may hold what is missing.

In: findings about one value, and its `Gaps`. Out: those that stand whatever fills the gaps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from timonier.core.diagnostic import Finding, YamlPath
from timonier.core.yamldoc import JsonValue

_ABSENCE: Final = frozenset({"K8S103", "K8S107", "K8S301", "K8S602", "K8S104", "FIC103"})
"""Codes that say, at an object, that it lacks something."""
_CONDITIONAL: Final = frozenset({"K8S301", "K8S302", "K8S303", "K8S602"})
"""Codes that may follow from what another field holds."""
_DECIDING: Final = frozenset(
    ("type", "kind", "operator", "effect", "restartPolicy", "dnsPolicy", "clusterIP", "hostNetwork", "apiVersion")
)
"""Fields that decide which others are wanted or permitted."""
_FORBIDDEN, _SELECTOR, _VOLUMES = "K8S303", "K8S601", "K8S801"
_BELOW_POD: Final = 5
"""`containers`, its index, `volumeMounts`, its index, `name`."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """Paths whose values are to be filled in, and paths of objects of which a part is not shown."""

    holes: frozenset[YamlPath] = frozenset()
    cut: frozenset[YamlPath] = frozenset()
    everywhere: bool = False
    """Every object may lack something: an excerpt, a patch, a file to complete."""

    def kept(self, findings: Iterable[Finding], value: JsonValue) -> Iterator[Finding]:
        """The findings about `value` that no gap excuses."""
        return (finding for finding in findings if not self._excuses(finding, value))

    def is_cut(self, path: YamlPath) -> bool:
        """Whether the object at `path` may hold more than it shows."""
        return self.everywhere or path in self.cut

    def below(self, path: YamlPath) -> Gaps:
        """The same for what stands at `path`."""
        if not path:
            return self
        holes, cut = _grouped(self.holes, len(path)), _grouped(self.cut, len(path))
        return Gaps(holes.get(path, frozenset()), cut.get(path, frozenset()), self.everywhere)

    def _excuses(self, finding: Finding, value: JsonValue) -> bool:
        path = finding.path
        directive = finding.code == "K8S102" and self.everywhere and str(path[-1]).startswith("$")
        if directive or any(path[:length] in self.holes for length in range(len(path) + 1)):
            return True
        if finding.code == _SELECTOR:
            return self._hides_labels(path, value)
        if finding.code == _VOLUMES:
            return self._hides_volumes(path[:-_BELOW_POD], value)
        if finding.code in _CONDITIONAL and self._may_differ(path):
            return True
        if finding.code == _FORBIDDEN:
            return self._hides_condition(path, value)
        return finding.code in _ABSENCE and self._hides_absence(finding, value)

    def _may_differ(self, path: YamlPath) -> bool:
        """Whether a field around the path that is still to be filled in decides what is wanted there."""
        deciders = _deciders(self.holes)
        return any(path[:length] in deciders for length in range(len(path) + 1))

    def _hides_condition(self, path: YamlPath, value: JsonValue) -> bool:
        """Whether what would permit the field may stand in an object that is not shown whole."""
        for length in range(len(path) - 1, -1, -1):
            place = path[:length]
            found = _value_at(value, place)
            if isinstance(found, dict) and not found.keys().isdisjoint(_DECIDING):
                return False
            if self.is_cut(place):
                return True
        return False

    def _hides_absence(self, finding: Finding, value: JsonValue) -> bool:
        found = _value_at(value, finding.path)
        path = finding.path
        while path and not isinstance(found, dict | list):
            if found is not None:
                return False
            path = path[:-1]
            found = _value_at(value, path)
        return self.is_cut(path)

    def _hides_labels(self, path: YamlPath, value: JsonValue) -> bool:
        """A selector is held against labels that may not all be shown."""
        index = len(path) - 1 - path[::-1].index("selector")
        template = (*path[:index], "template")
        places = (path[:index], template, (*template, "metadata"), (*template, "metadata", "labels"))
        labels = _value_at(value, places[-1])
        unseen = not isinstance(labels, dict) or not set(path[index + 1 :]) & set(labels)
        return (unseen and any(self.is_cut(place) for place in places)) or any(
            self._hole_below(place) for place in ((*path[:index], "selector"), places[-1])
        )

    def _hides_volumes(self, pod: YamlPath, value: JsonValue) -> bool:
        volumes = (*pod, "volumes")
        unseen = _value_at(value, volumes) is None and self.is_cut(pod)
        return unseen or self.is_cut(volumes) or self._hole_below(volumes)

    def _hole_below(self, path: YamlPath) -> bool:
        return path in _grouped(self.holes, len(path))


NONE: Final = Gaps()


@lru_cache(maxsize=64)
def _grouped(paths: frozenset[YamlPath], length: int) -> Mapping[YamlPath, frozenset[YamlPath]]:
    """The paths by their first steps, so that a long list is not searched once for each of its items."""
    found: dict[YamlPath, set[YamlPath]] = {}
    for path in paths:
        if len(path) >= length:
            found.setdefault(path[:length], set()).add(path[length:])
    return {base: frozenset(rests) for base, rests in found.items()}


@lru_cache(maxsize=64)
def _deciders(holes: frozenset[YamlPath]) -> frozenset[YamlPath]:
    """The objects in which a field that decides of others is to be filled in."""
    return frozenset(hole[:-1] for hole in holes if hole and hole[-1] in _DECIDING)


_OFTEN_CUT: Final = frozenset(
    {"containers", "initContainers", "spec", "template", "jobTemplate", "metadata", "volumes"}
)
"""Where pages show a line or two of what must hold more."""


@dataclass(slots=True)
class _Spine:
    cut: set[YamlPath] = field(default_factory=set)

    def walk(self, value: JsonValue, path: YamlPath, name: str) -> None:
        """What leads to the piece that a fragment is about, from its first line down."""
        if isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, dict) and (name in _OFTEN_CUT or _has_structure(item)):
                    self.walk(item, (*path, index), "")
        elif isinstance(value, dict):
            self.cut.add(path)
            for key, inner in value.items():
                if isinstance(inner, list) or (
                    isinstance(inner, dict) and (key in _OFTEN_CUT or _has_structure(inner))
                ):
                    self.walk(inner, (*path, key), key)


def of_fragment(value: JsonValue, type_name: str) -> Gaps:
    """A piece leaves out what stands around it: the objects that lead to its leaves may lack anything.

    A leaf, such as one variable or one port, is whole or wrong. `type_name` is what the piece, or each item of a
    list, is.
    """
    spine = _Spine()
    spine.walk(value, (), "containers" if type_name.endswith(("Container", "Spec", "Volume")) else "")
    return Gaps(cut=frozenset(spine.cut))


def _has_structure(value: JsonValue) -> bool:
    """Whether an object holds objects, rather than values alone."""
    inner = value.values() if isinstance(value, dict) else ()
    return any(
        isinstance(item, dict) or (isinstance(item, list) and any(isinstance(one, dict) for one in item))
        for item in inner
    )


def _value_at(value: JsonValue, path: YamlPath) -> JsonValue:
    for step in path:
        if isinstance(value, dict) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value
