"""What an overlay changes is there: the targets of its patches, of its images and of its replicas.

Source: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/ . A patch without target
changes the object that it names by its kind, its name and its group; without that object, kustomize fails. A
target that selects nothing passes in silence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import jsonschema_rs

from timonier.core.diagnostic import Diagnostic, YamlPath
from timonier.core.manifest import Manifest, manifests
from timonier.core.words import advice
from timonier.core.yamldoc import JsonValue, YamlStream, load
from timonier.lint.assemblies.overlays import GENERATORS, Made, gathered, target
from timonier.lint.assemblies.tree import Text, Tree
from timonier.lint.things import at, items, text
from timonier.schemas.words import quoted

_SELECTS: Final = ("group", "version", "kind", "name")
_SCALED: Final = ("Deployment", "ReplicaSet", "ReplicationController", "StatefulSet")
"""Source: kustomize/api/internal/konfig/builtinpluginconsts/replicas.go."""


@dataclass(frozen=True, slots=True)
class _Patch:
    """One patch as an overlay writes it: the text of a file, or one in the overlay itself."""

    at: YamlPath
    written: str
    target: JsonValue


def check(tree: Tree, overlay: Text) -> Iterator[Diagnostic]:
    """Everything that an overlay says of objects that are not there, or that are there twice.

    A component changes the objects of those who take it: they are not known here.
    """
    objects, whole = gathered(tree, overlay)
    yield from _forms(overlay)
    if not whole or text(overlay.value, "kind") == "Component":
        return
    yield from _twice(overlay, objects)
    for patch in _patches(tree, overlay):
        yield from _patch(overlay, patch, objects)
    yield from _merged(overlay, objects)
    yield from _images(overlay, objects)
    yield from _replicas(overlay, objects)


def patch_files(tree: Tree, overlay: Text) -> Iterator[str]:
    """The files that are patches: they hold a part of an object."""
    listed = [path for path in items(overlay.value, "patchesStrategicMerge") if isinstance(path, str)]
    held = [text(overlay.value, "patches", index, "path") for index in range(len(items(overlay.value, "patches")))]
    return (found for path in (*listed, *held) if (found := target(overlay, path)) in tree.texts)


def _forms(overlay: Text) -> Iterator[Diagnostic]:
    for index in range(len(items(overlay.value, "patches"))):
        place: YamlPath = ("patches", index)
        ways = [key for key in ("path", "patch") if at(overlay.value, *place, key)]
        if len(ways) != 1:
            message = "« path » et « patch » s’excluent" if ways else "ce correctif n’a ni « path » ni « patch »"
            yield overlay.fault(place, "KUS107", message, "gardez « path », un fichier, ou « patch », un texte.")
        elif ways == ["patch"] and load(text(overlay.value, *place, "patch")).problems:
            hint = "écrivez-le après « patch: |- », comme dans un fichier."
            yield overlay.fault((*place, "patch"), "KUS107", "ce correctif n’est pas du YAML", hint)


def _patches(tree: Tree, overlay: Text) -> Iterator[_Patch]:
    for index in range(len(items(overlay.value, "patches"))):
        place: YamlPath = ("patches", index)
        source = tree.texts.get(target(overlay, text(overlay.value, *place, "path")))
        written = text(overlay.value, *place, "patch") or (source.text if source is not None else "")
        yield _Patch(place, written, at(overlay.value, *place, "target"))
    for index, item in enumerate(items(overlay.value, "patchesStrategicMerge")):
        if isinstance(item, str):
            source = tree.texts.get(target(overlay, item))
            yield _Patch(("patchesStrategicMerge", index), source.text if source is not None else item, None)
    for index in range(len(items(overlay.value, "patchesJson6902"))):
        chosen = at(overlay.value, "patchesJson6902", index, "target")
        yield _Patch(("patchesJson6902", index), "", chosen)


def _patch(overlay: Text, patch: _Patch, objects: list[Made]) -> Iterator[Diagnostic]:
    if isinstance(patch.target, dict):
        if not any(_selected(patch.target, each) for each in objects):
            message = f"« target » ne choisit aucun objet : {_described(patch.target)}"
            hint = _near(text(patch.target, "name"), objects)
            yield overlay.fault((*patch.at, "target"), "KUS106", message, hint, "warning")
        return
    stream = load(patch.written)
    if _is_json_patch(stream):
        hint = "ajoutez « target: {kind: …, name: …} »."
        yield overlay.fault(patch.at, "KUS105", "un correctif JSON sans « target » ne sait pas quoi changer", hint)
    for manifest in (each for document in stream.documents for each in manifests(document)):
        if not any(_is_named(manifest, each) for each in objects):
            name = text(manifest.value, "metadata", "name")
            message = f"ce correctif change {manifest.kind} {quoted(name)}, qui n’est pas dans cet assemblage"
            yield overlay.fault(patch.at, "KUS105", message, _near(name, objects))


def _is_json_patch(stream: YamlStream) -> bool:
    return any(isinstance(document.value, list) for document in stream.documents)


def _near(name: str, objects: Iterable[Made]) -> str | None:
    known = list(dict.fromkeys(each for made in objects for each in made.names))
    there = ", ".join(quoted(each) for each in known[:6])
    return advice(name, known, f"les objets de cet assemblage sont {there}." if there else None)


def _described(chosen: dict[str, JsonValue]) -> str:
    return ", ".join(f"{key} {quoted(value)}" for key, value in chosen.items() if isinstance(value, str)) or "vide"


def _is_named(manifest: Manifest, made: Made) -> bool:
    same = (manifest.group, manifest.kind) == (made.group, made.kind)
    return same and text(manifest.value, "metadata", "name") in made.names


def _selected(chosen: dict[str, JsonValue], made: Made) -> bool:
    held = {"group": (made.group,), "version": (made.version,), "kind": (made.kind,), "name": made.names}
    fits = all(any(_fits(text(chosen, key), value) for value in held[key]) for key in _SELECTS)
    return fits and _labelled(text(chosen, "labelSelector"), made)


def _fits(pattern: str, value: str) -> bool:
    """A selector is an anchored expression of Go's kind; nothing selects all. The engine is linear, as Go's."""
    if not pattern or pattern == value:
        return True
    try:
        whole = jsonschema_rs.validator_for(
            {"pattern": f"^(?:{pattern})$"}, pattern_options=jsonschema_rs.RegexOptions()
        )
    except jsonschema_rs.ValidationError:
        return True
    return whole.is_valid(value)


def _labelled(selector: str, made: Made) -> bool:
    """Equalities alone are looked at: sets and absences are rare, and never a false alarm."""
    for part in selector.split(","):
        key, equals, value = part.replace("==", "=").partition("=")
        if equals and "!" not in key and made.labels.get(key.strip()) != value.strip():
            return False
    return True


def _twice(overlay: Text, objects: list[Made]) -> Iterator[Diagnostic]:
    """One message, at the first: a base that comes twice brings all its objects twice."""
    counts = Counter(each.identity for each in objects if each.names[-1])
    twice = [identity for identity, count in counts.items() if count > 1]
    if twice:
        others = f", et {len(twice) - 1} autre{'s' * (len(twice) > 2)} avec lui" if len(twice) > 1 else ""
        message = f"{twice[0][1]} {quoted(twice[0][3])} vient deux fois{others}"
        yield overlay.fault(("resources",), "KUS109", message, "ne nommez son fichier ou son dossier qu’une fois.")


def _merged(overlay: Text, objects: list[Made]) -> Iterator[Diagnostic]:
    """Generators that change what a lower layer generates."""
    for key, kind in GENERATORS:
        for index in range(len(items(overlay.value, key))):
            name, behavior = (text(overlay.value, key, index, field) for field in ("name", "behavior"))
            same = [each for each in objects if each.kind == kind]
            if behavior in ("merge", "replace") and not any(name in each.names for each in same):
                message = f"« behavior: {behavior} » : aucun {kind} {quoted(name)} à changer"
                yield overlay.fault((key, index, "name"), "KUS105", message, _near(name, same))


def _images(overlay: Text, objects: list[Made]) -> Iterator[Diagnostic]:
    used = {_repository(image) for each in objects for image in each.images}
    for index in range(len(items(overlay.value, "images"))):
        name = text(overlay.value, "images", index, "name")
        if name and used and name not in used:
            hint = advice(name, used, f"les images sont {', '.join(map(quoted, sorted(used)))}.")
            place = ("images", index, "name")
            yield overlay.fault(place, "KUS106", f"aucun conteneur n’a l’image {quoted(name)}", hint, "warning")


def _repository(image: str) -> str:
    """An image without its tag and its digest."""
    name = image.partition("@")[0]
    return name[: name.rfind(":")] if name.rfind(":") > name.rfind("/") else name


def _replicas(overlay: Text, objects: list[Made]) -> Iterator[Diagnostic]:
    scaled = [each for each in objects if each.kind in _SCALED]
    for index in range(len(items(overlay.value, "replicas"))):
        name = text(overlay.value, "replicas", index, "name")
        if name and not any(name in each.names for each in scaled):
            message = f"« replicas » : aucun Deployment ni StatefulSet ne s’appelle {quoted(name)}"
            yield overlay.fault(("replicas", index, "name"), "KUS105", message, _near(name, scaled))
