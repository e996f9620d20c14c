"""REL103, REL105: a port that nobody behind it has.

Source: https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports and the reference of
Ingress and of the Gateway API.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from timonier.core.diagnostic import Finding, YamlPath
from timonier.core.holes import is_hole
from timonier.core.yamldoc import JsonValue
from timonier.lint.relations.references import ingress_backends, route_backends
from timonier.lint.scope import Scope, Selector, close, near
from timonier.lint.things import Template, Thing, at, items, text, texts
from timonier.schemas.words import quoted


def targets(scope: Scope) -> Iterator[tuple[Thing, Finding]]:
    """REL103: a `targetPort` that the Pods of the Service do not have."""
    for service in scope.of("Service"):
        wanted = Selector(texts(at(service.value, "spec", "selector")))
        if service.place is None or not service.place.speaks or wanted.is_empty:
            continue
        pods = scope.taken(wanted, service.namespace)
        if pods and all(pod.thing.whole for pod in pods):
            for index, port in enumerate(items(service.value, "spec", "ports")):
                finding = _target(port, pods, ("spec", "ports", index))
                if finding is not None:
                    yield service, finding


def _target(port: JsonValue, pods: Sequence[Template], path: YamlPath) -> Finding | None:
    target = at(port, "targetPort")
    declared = [entry for pod in pods for entry in _declared(pod)]
    if isinstance(target, str) and not target.isdigit() and not is_hole(target):
        names = [text(entry, "name") for entry in declared]
        if target in names:
            return None
        near_name = close(target, names)
        message = f"aucun conteneur de ces Pods ne nomme un port {quoted(target)}"
        hint = f"vouliez-vous dire {quoted(near_name)} ?" if near_name else _names_hint(names)
        return Finding("REL103", message, (*path, "targetPort"), hint=hint)
    number = target if isinstance(target, int) else at(port, "port") if target is None else None
    numbers = [at(entry, "containerPort") for entry in declared]
    if not isinstance(number, int) or number in numbers or not _all_declare(pods):
        return None
    shown = ", ".join(str(known) for known in dict.fromkeys(numbers))
    message = f"aucun conteneur de ces Pods ne déclare le port {number}"
    hint = f"ports déclarés : {shown} ; écrivez « targetPort: {numbers[0]} », ou déclarez ce port."
    return Finding("REL103", message, (*path, "targetPort") if target is not None else (*path, "port"), hint=hint)


def _names_hint(names: Sequence[str]) -> str:
    shown = ", ".join(quoted(name) for name in dict.fromkeys(names) if name)
    return f"noms déclarés : {shown}." if shown else "donnez ce nom (« name: ») au port du conteneur."


def _declared(pod: Template) -> list[JsonValue]:
    return [entry for _, container in pod.containers for entry in items(container, "ports")]


def _all_declare(pods: Sequence[Template]) -> bool:
    """Whether every container says which ports it has: to say so is free, and one may be left out."""
    return all(items(container, "ports") for pod in pods for container in items(pod.value, "spec", "containers"))


def backends(scope: Scope) -> Iterator[tuple[Thing, Finding]]:
    """REL105: a backend's port that the Service has not."""
    for ingress in scope.of("Ingress"):
        for path, _ in ingress_backends(ingress):
            yield from _backend(scope, ingress, path, (("port", "number"), ("port", "name")))
    for route in scope.of("HTTPRoute", "GRPCRoute"):
        for path, _ in route_backends(route):
            yield from _backend(scope, route, path, (("port",), ("portName",)))


def _backend(
    scope: Scope, thing: Thing, path: YamlPath, fields: tuple[YamlPath, YamlPath]
) -> Iterator[tuple[Thing, Finding]]:
    """`fields` are where a backend has the number of a port, and its name."""
    backend, (number_at, name_at) = at(thing.value, *path), fields
    namespace = text(backend, "namespace") or thing.namespace
    services = [one for one in scope.named("Service", text(backend, "name")) if near(one.namespace, namespace)]
    if thing.place is None or not thing.place.speaks or not services or not all(one.whole for one in services):
        return
    ports = [port for one in services for port in items(one.value, "spec", "ports")]
    number, name = at(backend, *number_at), text(backend, *name_at)
    numbers, names = [at(port, "port") for port in ports], [text(port, "name") for port in ports]
    if isinstance(number, int) and number not in numbers:
        message = f"le Service {quoted(services[0].name)} n’a pas de port {number}"
        yield thing, Finding("REL105", message, (*path, *number_at), hint=_port_hint(number, ports))
    elif name and not is_hole(name) and name not in names:
        message = f"le Service {quoted(services[0].name)} n’a pas de port nommé {quoted(name)}"
        known = ", ".join(quoted(each) for each in names if each) or "aucun"
        yield thing, Finding("REL105", message, (*path, *name_at), hint=f"noms de ses ports : {known}.")


def _port_hint(number: int, ports: Sequence[JsonValue]) -> str:
    behind = next((at(port, "port") for port in ports if at(port, "targetPort") == number), None)
    if behind is not None:
        return f"{number} est le port du conteneur : écrivez celui du Service, {behind}."
    return f"ports de ce Service : {', '.join(str(at(port, 'port')) for port in ports) or 'aucun'}."
