"""REL116: a claim that the volume made for it cannot satisfy.

Source: https://kubernetes.io/docs/concepts/storage/persistent-volumes/#binding
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from timonier.core.diagnostic import Finding
from timonier.lint.scope import Scope
from timonier.lint.things import Thing, at, items, text
from timonier.schemas.quantities import quantity
from timonier.schemas.words import quoted


def claims(scope: Scope) -> Iterator[tuple[Thing, Finding]]:
    """Claims that name a volume, or a class that only one volume of the scope has."""
    by_class: dict[str, list[Thing]] = defaultdict(list)
    for volume in scope.of("PersistentVolume"):
        by_class[text(volume.value, "spec", "storageClassName")].append(volume)
    for claim in scope.of("PersistentVolumeClaim"):
        other = _volume_of(scope, claim, by_class)
        if claim.place is not None and claim.place.speaks and other is not None and other.whole:
            yield from ((claim, finding) for finding in _unfit(claim, other))


def _volume_of(scope: Scope, claim: Thing, by_class: dict[str, list[Thing]]) -> Thing | None:
    name, wanted = text(claim.value, "spec", "volumeName"), at(claim.value, "spec", "storageClassName")
    if name:
        found = scope.named("PersistentVolume", name)
    elif isinstance(wanted, str) and not scope.of("StorageClass"):
        found = by_class.get(wanted, [])
    else:
        return None
    return found[0] if len(found) == 1 else None


def _unfit(claim: Thing, volume: Thing) -> Iterator[Finding]:
    modes = [mode for mode in items(claim.value, "spec", "accessModes") if isinstance(mode, str)]
    offered = [mode for mode in items(volume.value, "spec", "accessModes") if isinstance(mode, str)]
    shown = quoted(volume.name)
    for index, mode in enumerate(modes):
        if mode not in offered:
            message = f"le PersistentVolume {shown} n’offre pas {quoted(mode)}"
            yield Finding("REL116", message, ("spec", "accessModes", index), hint=f"il offre {', '.join(offered)}.")
    path = ("spec", "resources", "requests", "storage")
    asked, has = quantity(at(claim.value, *path)), quantity(at(volume.value, "spec", "capacity", "storage"))
    if asked is not None and has is not None and asked > has:
        capacity = at(volume.value, "spec", "capacity", "storage")
        message = f"cette demande dépasse la capacité du PersistentVolume {shown}"
        yield Finding("REL116", message, path, hint=f"il a {capacity} : demandez autant ou moins.")
    wanted, given = at(claim.value, "spec", "storageClassName"), text(volume.value, "spec", "storageClassName")
    if isinstance(wanted, str) and wanted != given:
        message = f"le PersistentVolume {shown} est de la classe {quoted(given)}, pas {quoted(wanted)}"
        yield Finding("REL116", message, ("spec", "storageClassName"), hint="donnez la même classe aux deux.")
