"""Which objects an object names, and where: all that the rules of names and of keys look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from timonier.core.diagnostic import YamlPath
from timonier.core.yamldoc import JsonValue
from timonier.lint.things import Template, Thing, at, items, text


@dataclass(frozen=True, slots=True)
class Reference:
    """One name that an object gives; `path` leads to it."""

    thing: Thing
    path: YamlPath
    kind: str
    name: str
    namespace: str
    code: str
    key: str = ""
    """The entry of a ConfigMap or Secret that is read; nothing for all."""
    key_path: YamlPath = ()


CONFIG, CLAIM, ACCOUNT, ROLE, TARGET, SERVICE, HEADLESS, NAMESPACE, OTHER = (
    *("REL106", "REL108", "REL109", "REL110", "REL111", "REL104", "REL112", "REL113", "REL117"),
)
_ROUTES: Final = frozenset({"HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute"})


def references(thing: Thing) -> Iterator[Reference]:
    """Every name that `thing` gives, those that are optional left out; once more for each entry that is read."""
    namespace = text(thing.value, "metadata", "namespace")
    if namespace:
        yield Reference(thing, ("metadata", "namespace"), "Namespace", namespace, "", NAMESPACE)
    template = thing.template
    if template is not None:
        yield from _of_pods(template)
    for of_kind in _BY_KIND.get(thing.kind, ()):
        yield from of_kind(thing)


def _name(thing: Thing, path: YamlPath, kind: str, code: str, namespace: str = "") -> Iterator[Reference]:
    """The name at `path`, if there is one."""
    name = text(thing.value, *path)
    if name:
        yield Reference(thing, path, kind, name, namespace or thing.namespace, code)


def _of_pods(template: Template) -> Iterator[Reference]:
    thing, spec = template.thing, (*template.path, "spec")
    for path, container in template.containers:
        for index, entry in enumerate(items(container, "env")):
            yield from _value_from(thing, (*path, "env", index, "valueFrom"), at(entry, "valueFrom"))
        for index, entry in enumerate(items(container, "envFrom")):
            for field, kind in (("configMapRef", "ConfigMap"), ("secretRef", "Secret")):
                if not _optional(at(entry, field)):
                    yield from _name(thing, (*path, "envFrom", index, field, "name"), kind, CONFIG)
    for index, volume in enumerate(items(thing.value, *spec, "volumes")):
        yield from _volume(thing, (*spec, "volumes", index), volume)
    yield from _name(thing, (*spec, "serviceAccountName"), "ServiceAccount", ACCOUNT)
    yield from _pull_secrets(thing, spec)


def _pull_secrets(thing: Thing, above: YamlPath) -> Iterator[Reference]:
    for index in range(len(items(thing.value, *above, "imagePullSecrets"))):
        yield from _name(thing, (*above, "imagePullSecrets", index, "name"), "Secret", CONFIG)


def _value_from(thing: Thing, path: YamlPath, value: JsonValue) -> Iterator[Reference]:
    for field, kind in (("configMapKeyRef", "ConfigMap"), ("secretKeyRef", "Secret")):
        source = at(value, field)
        if isinstance(source, dict) and not _optional(source):
            for found in _name(thing, (*path, field, "name"), kind, CONFIG):
                yield found
                yield replace(found, key=text(source, "key"), key_path=(*path, field, "key"))


def _volume(thing: Thing, path: YamlPath, volume: JsonValue) -> Iterator[Reference]:
    yield from _source(thing, (*path, "configMap"), at(volume, "configMap"), "ConfigMap", "name")
    yield from _source(thing, (*path, "secret"), at(volume, "secret"), "Secret", "secretName")
    for index, source in enumerate(items(volume, "projected", "sources")):
        inner = (*path, "projected", "sources", index)
        yield from _source(thing, (*inner, "configMap"), at(source, "configMap"), "ConfigMap", "name")
        yield from _source(thing, (*inner, "secret"), at(source, "secret"), "Secret", "name")
    claim = (*path, "persistentVolumeClaim", "claimName")
    yield from _name(thing, claim, "PersistentVolumeClaim", CLAIM)


def _source(thing: Thing, path: YamlPath, source: JsonValue, kind: str, field: str) -> Iterator[Reference]:
    if _optional(source):
        return
    for found in _name(thing, (*path, field), kind, CONFIG):
        yield found
        for index, item in enumerate(items(source, "items")):
            yield replace(found, key=text(item, "key"), key_path=(*path, "items", index, "key"))


def _optional(source: JsonValue) -> bool:
    return at(source, "optional") is True


def _ingress(thing: Thing) -> Iterator[Reference]:
    for path, _ in ingress_backends(thing):
        yield from _name(thing, (*path, "name"), "Service", SERVICE)
    for index in range(len(items(thing.value, "spec", "tls"))):
        yield from _name(thing, ("spec", "tls", index, "secretName"), "Secret", CONFIG)


def ingress_backends(thing: Thing) -> Iterator[tuple[YamlPath, JsonValue]]:
    """The `service` of every backend of an Ingress, with its path."""
    paths: list[YamlPath] = [("spec", "defaultBackend", "service")]
    for number, rule in enumerate(items(thing.value, "spec", "rules")):
        for index in range(len(items(rule, "http", "paths"))):
            paths.append(("spec", "rules", number, "http", "paths", index, "backend", "service"))
    return ((path, at(thing.value, *path)) for path in paths)


def route_backends(thing: Thing) -> Iterator[tuple[YamlPath, JsonValue]]:
    """The Services of every rule of a route, with their paths."""
    for number, rule in enumerate(items(thing.value, "spec", "rules")):
        for index, backend in enumerate(items(rule, "backendRefs")):
            if text(backend, "kind") in ("", "Service") and not text(backend, "group"):
                yield ("spec", "rules", number, "backendRefs", index), backend


def _route(thing: Thing) -> Iterator[Reference]:
    for path, backend in route_backends(thing):
        yield from _name(thing, (*path, "name"), "Service", SERVICE, text(backend, "namespace"))
    for index, parent in enumerate(items(thing.value, "spec", "parentRefs")):
        kind, namespace = text(parent, "kind") or "Gateway", text(parent, "namespace")
        code = SERVICE if kind == "Service" else OTHER
        yield from _name(thing, ("spec", "parentRefs", index, "name"), kind, code, namespace)


def _gateway(thing: Thing) -> Iterator[Reference]:
    for number, listener in enumerate(items(thing.value, "spec", "listeners")):
        for index, secret in enumerate(items(listener, "tls", "certificateRefs")):
            path = ("spec", "listeners", number, "tls", "certificateRefs", index, "name")
            if text(secret, "kind") in ("", "Secret"):
                yield from _name(thing, path, "Secret", CONFIG, text(secret, "namespace"))


def _binding(thing: Thing) -> Iterator[Reference]:
    kind = text(thing.value, "roleRef", "kind")
    if kind in ("Role", "ClusterRole"):
        yield from _name(thing, ("roleRef", "name"), kind, ROLE)
    for index, subject in enumerate(items(thing.value, "subjects")):
        if text(subject, "kind") == "ServiceAccount":
            path = ("subjects", index, "name")
            yield from _name(thing, path, "ServiceAccount", ACCOUNT, text(subject, "namespace"))


def _autoscaler(thing: Thing) -> Iterator[Reference]:
    kind = text(thing.value, "spec", "scaleTargetRef", "kind") or "Deployment"
    yield from _name(thing, ("spec", "scaleTargetRef", "name"), kind, TARGET)


def _stateful(thing: Thing) -> Iterator[Reference]:
    return _name(thing, ("spec", "serviceName"), "Service", HEADLESS)


def _claim(thing: Thing) -> Iterator[Reference]:
    return _name(thing, ("spec", "volumeName"), "PersistentVolume", CLAIM)


def _account(thing: Thing) -> Iterator[Reference]:
    return _pull_secrets(thing, ())


def _certificate(thing: Thing) -> Iterator[Reference]:
    kind = text(thing.value, "spec", "issuerRef", "kind") or "Issuer"
    yield from _name(thing, ("spec", "issuerRef", "name"), kind, OTHER)


def _policy_binding(thing: Thing) -> Iterator[Reference]:
    return _name(thing, ("spec", "policyName"), thing.kind.removesuffix("Binding"), OTHER)


def _rollout(thing: Thing) -> Iterator[Reference]:
    for strategy, fields in (
        ("canary", ("stableService", "canaryService")),
        ("blueGreen", ("activeService", "previewService")),
    ):
        for field in fields:
            yield from _name(thing, ("spec", "strategy", strategy, field), "Service", SERVICE)


_BY_KIND: Final[dict[str, tuple[Callable[[Thing], Iterator[Reference]], ...]]] = {
    "Ingress": (_ingress,),
    **dict.fromkeys(_ROUTES, (_route,)),
    "Gateway": (_gateway,),
    "RoleBinding": (_binding,),
    "ClusterRoleBinding": (_binding,),
    "HorizontalPodAutoscaler": (_autoscaler,),
    "StatefulSet": (_stateful,),
    "PersistentVolumeClaim": (_claim,),
    "ServiceAccount": (_account,),
    "Certificate": (_certificate,),
    "ValidatingAdmissionPolicyBinding": (_policy_binding,),
    "MutatingAdmissionPolicyBinding": (_policy_binding,),
    "Rollout": (_rollout,),
}
