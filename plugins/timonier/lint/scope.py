"""What stands together: the objects of a page, or of a lab with its correction and what it starts from.

In: `Thing`s. Out: a `Scope`, which finds them by kind and name, by labels, and says what is close to a name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Final

from timonier.core.holes import is_hole
from timonier.core.yamldoc import JsonValue
from timonier.lint.things import Template, Thing, items, text, texts
from timonier.schemas.suggest import nearest

NAMESPACES: Final = frozenset({"default", "kube-system", "kube-public", "kube-node-lease"})
_EVERYWHERE: Final = {
    "Namespace": NAMESPACES,
    "ServiceAccount": frozenset({"default"}),
    "ConfigMap": frozenset({"kube-root-ca.crt"}),
    "Service": frozenset({"kubernetes"}),
    "ClusterRole": frozenset({"cluster-admin", "admin", "edit", "view"}),
}
"""What every cluster has (kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles and others)."""


@dataclass(frozen=True, slots=True)
class External:
    """An object that other files create; an empty namespace is any."""

    kind: str
    name: str
    namespace: str = ""


@dataclass(frozen=True)
class Scope:
    """The things that may speak of one another."""

    things: tuple[Thing, ...]
    externals: tuple[External, ...] = ()
    where: str = "cette page"
    open: bool = False
    """Whether commands bring objects that nobody can see here: a chart, a manifest from the web."""
    steps: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """The steps of a lab that each file of its correction belongs to, by path."""

    @cached_property
    def _by_kind(self) -> dict[str, list[Thing]]:
        found: dict[str, list[Thing]] = defaultdict(list)
        for thing in self.things:
            found[thing.kind].append(thing)
        return found

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], list[Thing]]:
        found: dict[tuple[str, str], list[Thing]] = defaultdict(list)
        for thing in self.things:
            found[thing.kind, thing.name].append(thing)
        return found

    @cached_property
    def templates(self) -> tuple[Template, ...]:
        """Every Pod and every template of Pods."""
        return tuple(template for thing in self.things if (template := thing.template) is not None)

    @property
    def speakers(self) -> Iterator[Thing]:
        """The things that findings may bear on."""
        return (thing for thing in self.things if thing.place is not None and thing.place.speaks)

    def of(self, *kinds: str) -> list[Thing]:
        """The things of some kinds."""
        if len(kinds) == 1:
            return self._by_kind.get(kinds[0], [])
        return [thing for kind in kinds for thing in self._by_kind.get(kind, ())]

    def named(self, kind: str, name: str) -> list[Thing]:
        """The things of this name, in any namespace."""
        return self._by_name.get((kind, name), [])

    def elsewhere(self, kind: str, name: str, namespace: str) -> bool:
        """Whether an object is the cluster's own, or one that the record of the lab names."""
        if name in _EVERYWHERE.get(kind, ()) or (kind == "ClusterRole" and name.startswith("system:")):
            return True
        return any(
            (other.kind, other.name) == (kind, name) and near(other.namespace, namespace)
            for other in self.externals
        )

    @cached_property
    def _by_label(self) -> dict[tuple[str, str], list[Template]]:
        found: dict[tuple[str, str], list[Template]] = defaultdict(list)
        for template in self.templates:
            for label in template.labels.items():
                found[label].append(template)
        return found

    @cached_property
    def _open_templates(self) -> list[Template]:
        """Those that may carry any label."""
        return [
            template
            for template in self.templates
            if any(map(is_hole, template.labels.values())) or not (template.thing.whole or template.labels)
        ]

    def pods(self, namespace: str) -> list[Template]:
        """The templates whose Pods may be in a namespace."""
        return [template for template in self.templates if near(template.thing.namespace, namespace)]

    def taken(self, wanted: Selector, namespace: str) -> list[Template]:
        """The templates of a namespace whose Pods a selector takes, or may take."""
        if wanted.labels:
            exact = self._by_label.get(next(iter(wanted.labels.items())), [])
            found = [template for template in exact if wanted.matches(template.labels)]
        else:
            found = [template for template in self.templates if wanted.matches(template.labels)]
        found += (
            template
            for template in self._open_templates
            if template not in found and (not template.labels or wanted.matches(template.labels))
        )
        return [template for template in found if near(template.thing.namespace, namespace)]


def near(one: str, other: str) -> bool:
    """Whether two objects may share a namespace: one that gives none goes where the reader is."""
    return not one or not other or one == other or is_hole(one) or is_hole(other)


_MOST: Final = 300
"""Words that are compared: a page has fewer, and comparing takes time."""


def close(word: str, words: Iterable[str]) -> str | None:
    """The word that was probably meant; of short ones, that with one letter changed or two exchanged."""
    known = [other for other in islice(words, _MOST) if other and other != word]
    found = nearest(word, known)
    return found or next((other for other in known if _one_slip(word, other)), None)


def _one_slip(one: str, other: str) -> bool:
    if len(one) != len(other) or len(one) < 3:
        return False
    wrong = [index for index in range(len(one)) if one[index] != other[index]]
    if len(wrong) == 1:
        return True
    return len(wrong) == 2 and one[wrong[0]] == other[wrong[1]] and one[wrong[1]] == other[wrong[0]]


@dataclass(frozen=True)
class Selector:
    """Labels that are looked for."""

    labels: dict[str, str]
    expressions: tuple[JsonValue, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it asks for nothing: it takes all."""
        return not self.labels and not self.expressions

    def __str__(self) -> str:
        """As YAML has it."""
        shown = [f"{key}: {value}" for key, value in self.labels.items()]
        return ", ".join(shown) or "ces expressions"

    def matches(self, labels: dict[str, str]) -> bool:
        """Whether an object with these labels is taken; a hole may be any value."""
        for key, value in self.labels.items():
            if key not in labels or not (labels[key] == value or is_hole(labels[key]) or is_hole(value)):
                return False
        return all(_holds(expression, labels) for expression in self.expressions)


def selector(value: JsonValue) -> Selector:
    """A `LabelSelector`."""
    labels = texts(value.get("matchLabels")) if isinstance(value, dict) else {}
    return Selector(labels, tuple(items(value, "matchExpressions")))


def _holds(expression: JsonValue, labels: dict[str, str]) -> bool:
    key, operator, values = text(expression, "key"), text(expression, "operator"), items(expression, "values")
    if operator == "In":
        return key in labels and labels[key] in values
    if operator == "NotIn":
        return labels.get(key) not in values
    return (key in labels) == (operator != "DoesNotExist")
