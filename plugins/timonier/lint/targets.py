"""One object against several versions of Kubernetes: what all of them say, what some say, what is too young.

In: the versions and a check of one of them. Out: `Finding`s, each once. What an older target does not know and the
newest does is no fault of the author: a warning says since when it exists (K8S901).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from timonier.core.diagnostic import Finding, YamlPath
from timonier.schemas.versions import newer_than, order
from timonier.schemas.words import place_text, quoted

Check: TypeAlias = Callable[[str], Iterable[Finding]]
_Place: TypeAlias = tuple[str, YamlPath]

_UNKNOWN_FIELD: Final = "K8S102"
_UNKNOWN_KIND: Final = "K8S006"
_IDENTITY: Final = frozenset({"K8S001", "K8S002", "K8S003", "K8S004", "K8S005", "K8S006"})
_HINT: Final = "un serveur plus ancien le refuse : retirez-le, ou dites à cet endroit quelle version il demande."


def merged(versions: Sequence[str], check: Check, name: str) -> list[Finding]:
    """What `check` finds in any of `versions`; `name` is what messages call the object: « Pod »."""
    found = {version: tuple(dict.fromkeys(check(version))) for version in versions}
    if len(found) == 1:
        return list(found[versions[0]])
    young = _young(found)
    oldest = min(found, key=order)
    warnings = [_warning(place, _since(place, oldest, check), oldest, name) for place in young]
    return [*warnings, *_common(found, young)]


def _place(finding: Finding) -> _Place:
    return finding.code, finding.path


def _young(found: Mapping[str, Sequence[Finding]]) -> tuple[_Place, ...]:
    """What older versions do not know and the newest one knows."""
    newest = found[max(found, key=order)]
    if any(finding.code in _IDENTITY for finding in newest):
        return ()
    known = {_place(finding) for finding in newest}
    unknown = dict.fromkeys(
        _place(finding)
        for findings in found.values()
        for finding in findings
        if finding.code in (_UNKNOWN_FIELD, _UNKNOWN_KIND)
    )
    return tuple(place for place in unknown if place not in known)


def _since(place: _Place, oldest: str, check: Check) -> str:
    """The first version after `oldest` that knows what `oldest` does not; there is one, `_young` saw it."""
    return next(version for version in newer_than(oldest) if place not in map(_place, check(version)))


def _warning(place: _Place, since: str, oldest: str, name: str) -> Finding:
    code, path = place
    if code == _UNKNOWN_KIND:
        what, at = "cette version d’API", path
    else:
        what, at = f"le champ {quoted(str(path[-1]))} de {place_text(name, path[:-1])}", path
    message = f"{what} existe depuis Kubernetes {since} ; la plus ancienne version visée est la {oldest}"
    return Finding("K8S901", message, at, "value" if code == _UNKNOWN_KIND else "key", _HINT, "warning")


def _common(found: Mapping[str, Sequence[Finding]], young: Sequence[_Place]) -> Iterator[Finding]:
    """All but `young`, once each in the words of the newest version; what only some versions find says which.

    A version to which something is unknown does not look behind it, so it is not asked to agree.
    """
    seeing = [version for version, findings in found.items() if not any(_place(f) in young for f in findings)]
    said: dict[tuple[_Place, str], Finding] = {}
    versions: dict[tuple[_Place, str], list[str]] = {}
    for version in sorted(found, key=order, reverse=True):
        for finding in found[version]:
            key = (_place(finding), finding.message)
            if key[0] not in young:
                said.setdefault(key, finding)
                versions.setdefault(key, []).append(version)
    for key, finding in said.items():
        those = ", ".join(sorted(versions[key], key=order))
        everywhere = set(seeing) <= set(versions[key])
        yield finding if everywhere else _only(finding, those)


def _only(finding: Finding, versions: str) -> Finding:
    return replace(finding, message=f"{finding.message} (Kubernetes {versions})")
