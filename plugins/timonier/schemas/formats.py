"""The syntaxes that the API server asks of names, keys, numbers and addresses.

Source: k8s.io/apimachinery, pkg/util/validation and pkg/api/resource; each `Format` is one of their functions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_LABEL = r"[a-z0-9]([-a-z0-9]*[a-z0-9])?"
_SUBDOMAIN = rf"{_LABEL}(\.{_LABEL})*"
_QUALIFIED = r"([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]"


@dataclass(frozen=True, slots=True)
class Format:
    """A syntax: what a text must match, how long it may be, and how to say so (« … attend … »)."""

    code: str
    pattern: str
    longest: int
    expects: str
    hint: str


DNS_LABEL: Final = Format(
    "K8S201",
    _LABEL,
    63,
    "un nom DNS simple",
    "lettres minuscules sans accent, chiffres et tirets, 63 caractères au plus.",
)
DNS_SUBDOMAIN: Final = Format(
    "K8S201",
    _SUBDOMAIN,
    253,
    "un nom DNS",
    "lettres minuscules sans accent, chiffres, tirets et points ; ni tiret ni point au bord.",
)
PATH_SEGMENT: Final = Format(
    "K8S201",
    r"(?!\.{1,2}$)[^/%]+",
    253,
    "un nom d’une seule partie",
    "retirez « / » et « % » ; « . » et « .. » sont exclus.",
)
PORT_NAME: Final = Format(
    "K8S203",
    r"(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*",
    15,
    "un nom de port",
    "15 caractères au plus : lettres minuscules, chiffres et tirets isolés, dont au moins une lettre.",
)
LABEL_KEY: Final = Format(
    "K8S202",
    rf"({_SUBDOMAIN}/)?{_QUALIFIED}",
    317,
    "une clé d’étiquette",
    "« nom » ou « domaine/nom » : lettres sans accent, chiffres, « - », « _ » et « . », 63 caractères au plus.",
)
ANNOTATION_KEY: Final = Format(
    "K8S202", rf"((?i:{_SUBDOMAIN})/)?{_QUALIFIED}", 317, "une clé d’annotation", LABEL_KEY.hint
)
LABEL_VALUE: Final = Format(
    "K8S202",
    r"(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?",
    63,
    "une valeur d’étiquette",
    "63 caractères au plus : lettres sans accent, chiffres, « - », « _ » et « . » ; ni espace, ni « / », ni « : ».",
)
CONFIG_KEY: Final = Format(
    "K8S204",
    r"(?!\.\.?$|\.\.)[-._a-zA-Z0-9]+",
    253,
    "une clé de ConfigMap ou de Secret",
    "lettres sans accent, chiffres, « - », « _ » et « . ».",
)
ENV_NAME: Final = Format("K8S205", r"[ -<>-~]+", 1 << 20, "un nom de variable", "caractères ASCII, sans « = ».")
PERCENT: Final = Format(
    "K8S207",
    r"[0-9]+%",
    1 << 20,
    "un nombre ou un pourcentage",
    "écrivez un nombre entier, ou un pourcentage comme « 25% ».",
)
QUANTITY: Final = Format(
    "K8S501",
    r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([numkMGTPE]|[KMGTPE]i|[eE][+-]?[0-9]+)?",
    1 << 20,
    "une quantité",
    "un nombre et une unité collée : 500m, 0.5, 128Mi, 1Gi, 10G ; ni espace, ni virgule, ni « o » ou « b ».",
)
IMAGE: Final = Format(
    "K8S206",
    r"\S(.*\S)?",
    1 << 20,
    "une image sans espace au bord",
    "retirez l’espace avant ou après le nom de l’image.",
)
