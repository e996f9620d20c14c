"""Why (apiVersion, kind) names no schema of a version.

In: a `Manifest` and the `Store` in which it was not found. Out: one finding (K8S001 to K8S006), two when both names
are missing or wrong in themselves.
"""

from __future__ import annotations

from collections.abc import Iterator

from timonier.core.diagnostic import Finding
from timonier.core.manifest import Manifest
from timonier.schemas import removed
from timonier.schemas import store as stores
from timonier.schemas.custom_identity import how_to_add
from timonier.schemas.remedies import type_remedy
from timonier.schemas.store import Store
from timonier.schemas.suggest import nearest
from timonier.schemas.versions import at_least, newer_than
from timonier.schemas.words import quoted, value_text

_CODES = {"apiVersion": "K8S001", "kind": "K8S002"}


def identify(manifest: Manifest, store: Store) -> Iterator[Finding]:
    """The reasons why `store` has no schema for an object; K8S005 alone is a warning."""
    unnamed = [finding for key in _CODES if (finding := _name(manifest, key, store)) is not None]
    if unnamed:
        yield from unnamed
        return
    removal = removed.find(manifest.api_version, manifest.kind)
    if removal is not None and at_least(store.version, removal.removed_in):
        yield _removed(removal, manifest)
    elif (since := _first_with(manifest, store)) is not None:
        message = f"{manifest.api} n’existe que depuis Kubernetes {since}"
        hint = f"la version vérifiée est {store.version} : changez d’apiVersion, ou de version."
        yield Finding("K8S006", message, ("apiVersion",), hint=hint)
    elif manifest.group in store.groups:
        yield _unknown_kind(manifest, store)
    else:
        yield _unknown_group(manifest, store)


def _name(manifest: Manifest, key: str, store: Store) -> Finding | None:
    value = manifest.value.get(key)
    if isinstance(value, str) and value:
        return None
    if value is not None and value != "":
        message = f"{key} attend un texte, et reçoit {value_text(value)}"
        return Finding("K8S101", message, (key,), hint=type_remedy(("string",), value))
    what = f"de l’objet {manifest.kind}" if manifest.kind else "de cet objet"
    missing = f"il manque {key} en tête {what}"
    return Finding(
        _CODES[key], missing, (key,) if key in manifest.value else (), hint=_name_remedy(manifest, key, store)
    )


def _name_remedy(manifest: Manifest, key: str, store: Store) -> str:
    if key == "apiVersion":
        return _right_version(manifest.kind, store) or "ajoutez la ligne « apiVersion: … »."
    kinds = sorted(kind for api_version, kind in store.kinds if api_version == manifest.api_version)
    if 0 < len(kinds) <= 4:
        return f"ajoutez la ligne « kind: … » ; {manifest.api_version} connaît {', '.join(kinds)}."
    return "ajoutez la ligne « kind: … », par exemple « kind: Deployment »."


def _right_version(kind: str, store: Store) -> str | None:
    """The advice to write a kind's apiVersion, the stable one first; None for an unknown kind."""
    served = sorted((v for v, k in store.kinds if k == kind), key=lambda v: ("alpha" in v, "beta" in v, v))
    return f"écrivez « apiVersion: {served[0]} »." if served else None


def _removed(removal: removed.Removal, manifest: Manifest) -> Finding:
    message = f"{manifest.api} n’existe plus depuis Kubernetes {removal.removed_in}"
    hint = removal.advice
    if removal.replacement:
        api_version, _, kind = removal.replacement.partition(" ")
        also = f" et « kind: {kind} »" if kind else ""
        hint = f"écrivez « apiVersion: {api_version} »{also} (depuis {removal.since}), puis revoyez les champs."
    return Finding("K8S003", message, ("apiVersion",), hint=hint)


def _first_with(manifest: Manifest, store: Store) -> str | None:
    later = newer_than(store.version)
    return next((v for v in later if (manifest.api_version, manifest.kind) in stores.load(v).kinds), None)


def _unknown_kind(manifest: Manifest, store: Store) -> Finding:
    if manifest.api_version not in store.groups[manifest.group]:
        served = ", ".join(sorted(store.groups[manifest.group]))
        message = f"la version d’API {quoted(manifest.api_version)} n’existe pas"
        hint = _right_version(manifest.kind, store) or f"versions de ce groupe : {served}."
        return Finding("K8S004", message, ("apiVersion",), hint=hint)
    message = f"{quoted(manifest.kind)} n’existe pas dans {manifest.api_version}"
    right = _right_version(manifest.kind, store)
    if right is not None:
        return Finding("K8S004", message, ("apiVersion",), hint=right)
    here = [kind for api_version, kind in store.kinds if api_version == manifest.api_version]
    near = nearest(manifest.kind, here) or nearest(manifest.kind, (kind for _, kind in store.kinds))
    hint = f"vouliez-vous dire {quoted(near)} ?" if near else "corrigez kind ou apiVersion."
    return Finding("K8S004", message, ("kind",), hint=hint)


def _unknown_group(manifest: Manifest, store: Store) -> Finding:
    """A group of nobody we know: certainly wrong without a dot or beside a built-in one, else a custom resource."""
    message = f"le groupe d’API {quoted(manifest.group)} est inconnu"
    near = nearest(manifest.group, [group for group in store.groups if group])
    known_kind = any(kind == manifest.kind for _, kind in store.kinds)
    if "." not in manifest.group or (near is not None and known_kind):
        hint = _right_version(manifest.kind, store)
        hint = hint or (f"vouliez-vous dire {quoted(near)} ?" if near else "corrigez apiVersion.")
        return Finding("K8S004", message, ("apiVersion",), hint=hint)
    return Finding("K8S005", message, ("apiVersion",), hint=how_to_add(), severity="warning")
