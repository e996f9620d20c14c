"""Definitions of the user: what their schemas make of resources, and what is wrong in them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timonier.core.manifest import Manifest, manifests
from timonier.core.yamldoc import load
from timonier.schemas import crd
from timonier.schemas.crd_formats import FORMATS
from timonier.schemas.custom import Catalogue
from timonier.schemas.validate import validate

HEAD = """\
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: bateaux.exemple.fr
spec:
  group: exemple.fr
  scope: Namespaced
  names: {kind: Bateau, plural: bateaux}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
"""


def definition(spec):
    indented = "\n".join(" " * 12 + line for line in spec.strip("\n").splitlines())
    (document,) = load(HEAD + indented + "\n").documents
    return crd.read(document.value)


def findings(spec, value, version="1.37"):
    read = definition(spec)
    assert read.findings == ()
    lines = "\n".join(f"  {line}" for line in value.strip("\n").splitlines())
    text = f"apiVersion: exemple.fr/v1\nkind: Bateau\nmetadata: {{name: a}}\nspec:\n{lines}\n"
    (manifest,) = manifests(load(text).documents[0])
    return validate(manifest, version, Catalogue(read.kinds))


def said(spec, value):
    return [f"{f.code} {f.message} | {f.hint}" for f in findings(spec, value)]


BOAT = """
type: object
required: [nom, pavillon]
properties:
  nom: {type: string, pattern: '^[A-Z][a-z-]+$', maxLength: 12}
  pavillon: {type: string, enum: [fr, be], default: fr}
  longueur: {type: integer, minimum: 5, maximum: 400, exclusiveMaximum: true}
  tirant: {type: number, multipleOf: 0.5}
  port: {x-kubernetes-int-or-string: true}
  adresse: {type: string, format: ipv4}
  depuis: {type: string, format: date-time}
  pont: {type: object, x-kubernetes-preserve-unknown-fields: true, properties: {bois: {type: string}}}
  libre: {x-kubernetes-preserve-unknown-fields: true}
  ferme: {type: object}
  objet: {type: object, x-kubernetes-embedded-resource: true, x-kubernetes-preserve-unknown-fields: true}
  ancre: {type: string, nullable: true}
  couleurs: {type: array, x-kubernetes-list-type: set, items: {type: string}, minItems: 1}
  marins:
    type: array
    x-kubernetes-list-type: map
    x-kubernetes-list-map-keys: [nom]
    items: {type: object, required: [nom], properties: {nom: {type: string}, age: {type: integer}}}
  etiquettes: {type: object, additionalProperties: {type: string}, maxProperties: 2}
  moteur:
    type: object
    properties: {voile: {type: object, properties: {surface: {type: integer}}}, diesel: {type: object}}
    oneOf: [{required: [voile]}, {required: [diesel]}]
"""
RIGHT = """
nom: Calypso
longueur: 42
tirant: 2.5
port: 80
adresse: 192.0.2.1
depuis: 2026-11-21T08:00:00Z
pont: {bois: teck, autre: {tout: [1]}}
libre: [n, importe, {quoi: 1}]
ferme: {}
objet: {apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {x: 1}}
ancre: null
couleurs: [bleu, blanc]
marins: [{nom: a}, {nom: b, age: 3}]
etiquettes: {a: b}
moteur: {voile: {surface: 20}}
"""


def test_a_right_resource_and_its_defaults():
    assert said(BOAT, RIGHT) == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "nom: calypso",
            "K8S106 Bateau spec.nom attend un texte de la forme ^[A-Z][a-z-]+$, et reçoit « calypso »",
        ),
        ("nom: Abcdefghijklmnop", "K8S105 « Abcdefghijklmnop » est trop long pour Bateau spec.nom"),
        ("nom: ", "K8S103 le champ obligatoire Bateau spec.nom est vide"),
        ("nome: Calypso", "K8S102 champ inconnu « nome » dans Bateau spec"),
        ("nom: A\npavillon: de", "K8S104 « de » n’est pas une valeur permise pour Bateau spec.pavillon"),
        ("nom: Ab\nlongueur: 4", "K8S105 4 est hors des limites de Bateau spec.longueur"),
        ("nom: Ab\nlongueur: 400", "K8S105 400 est hors des limites de Bateau spec.longueur"),
        ("nom: Ab\ntirant: 0.3", "K8S105 0.3 n’est pas un multiple de 0.5 : Bateau spec.tirant"),
        (
            "nom: Ab\nport: 1.5",
            "K8S101 Bateau spec.port attend un nombre entier ou un texte, et reçoit le nombre 1.5",
        ),
        ("nom: Ab\nadresse: ici", "K8S106 Bateau spec.adresse attend une adresse IPv4, et reçoit « ici »"),
        ("nom: Ab\ndepuis: hier", "K8S106 Bateau spec.depuis attend une date et une heure (2026-11-21T08:00:00Z)"),
        ("nom: Ab\npont: {bois: 1}", "K8S101 Bateau spec.pont.bois attend un texte, et reçoit le nombre 1"),
        ("nom: Ab\nferme: {a: 1}", "K8S102 champ inconnu « a » dans Bateau spec.ferme"),
        ("nom: Ab\nobjet: {kind: Pod}", "K8S103 il manque le champ « apiVersion » dans Bateau spec.objet"),
        ("nom: Ab\ncouleurs: [b, b]", "K8S401 la liste Bateau spec.couleurs contient deux fois la même valeur"),
        ("nom: Ab\ncouleurs: []", "K8S105 Bateau spec.couleurs est vide"),
        (
            "nom: Ab\nmarins: [{nom: a}, {nom: a}]",
            "K8S401 Bateau spec.marins a deux éléments avec nom : « a »",
        ),
        ("nom: Ab\nmarins: [{nom: a, taille: 1}]", "K8S102 champ inconnu « taille » dans Bateau spec.marins[0]"),
        ("nom: Ab\netiquettes: {a: 1}", "K8S101 Bateau spec.etiquettes.a attend un texte, et reçoit le nombre 1"),
        ("nom: Ab\netiquettes: {a: b, c: d, e: f}", "K8S105 Bateau spec.etiquettes a 3 clés"),
        (
            "nom: Ab\nmoteur: {voile: {}, diesel: {}}",
            "K8S107 Bateau spec.moteur a plusieurs champs qui s’excluent : voile, diesel",
        ),
        ("nom: Ab\nmoteur: {}", "K8S107 il manque un champ dans Bateau spec.moteur"),
    ],
)
def test_wrong_resources(line, message):
    spec = BOAT.replace("maxLength: 12", "maxLength: 12, minLength: 1").replace("[A-Z][a-z-]+", "[A-Z][a-z-]*")
    spec = spec if "attend un texte de la forme" not in message else BOAT
    (found,) = said(spec, line)
    assert found.startswith(message)


@pytest.mark.parametrize(
    ("field", "step", "message", "hint"),
    [
        (
            "{type: string, pattern: '(?=a)b'}",
            "pattern",
            "le motif « (?=a)b » n’est pas une expression régulière de Go",
            "corrigez-le (syntaxe RE2 : ni (?=…) ni \\1) ; ce champ n’est pas vérifié d’ici là.",
        ),
        (
            "{type: string, pattern: '(a'}",
            "pattern",
            "le motif « (a » n’est pas une expression régulière de Go",
            "corrigez-le (syntaxe RE2 : ni (?=…) ni \\1) ; ce champ n’est pas vérifié d’ici là.",
        ),
        (
            "{type: strin}",
            "type",
            "le type « strin » n’existe pas dans un schéma",
            "types : array, boolean, integer, number, object, string.",
        ),
        (
            "{$ref: '#/definitions/x'}",
            "$ref",
            "« $ref » est interdit dans le schéma",
            "écrivez le schéma en entier à cette place : Kubernetes n’accepte pas de renvoi.",
        ),
    ],
)
def test_what_the_server_would_not_compile(field, step, message, hint):
    read = definition(f"type: object\nproperties:\n  nom: {field}\n")
    (finding,) = read.findings
    assert (finding.code, finding.message, finding.hint) == ("K8S803", message, hint)
    assert finding.path[-3:] == ("properties", "nom", step)
    catalogue = Catalogue(read.kinds)
    value = {"apiVersion": "exemple.fr/v1", "kind": "Bateau", "metadata": {"name": "a"}, "spec": {"nom": "x"}}
    assert validate(Manifest("exemple.fr/v1", "Bateau", value), "1.37", catalogue) == ()


@pytest.mark.parametrize("pattern", [r"^[\w-.]+$", r"(?i)oui|non", r"\pL+", "^[[:alpha:]]+$", r"(?P<a>b)\z"])
def test_patterns_of_go_are_taken(pattern):
    assert crd.usable_pattern(pattern) is not None


def nested(depth):
    schema = {"type": "object"}
    for _ in range(depth):
        schema = {"type": "object", "properties": {"a": schema}}
    return schema


def test_a_schema_that_never_ends_is_bounded():
    endless = {"type": "object"}
    endless["properties"] = {"a": endless}
    for schema in (endless, nested(10_000)):
        version = {"name": "v1", "served": True, "storage": True, "schema": {"openAPIV3Schema": schema}}
        spec = {"group": "exemple.fr", "names": {"kind": "Bateau"}, "versions": [version]}
        read = crd.read({"spec": spec})
        (finding,) = read.findings
        assert (finding.code, finding.message) == (
            "K8S803",
            "le schéma dépasse 100 niveaux : la suite n’est pas vérifiée",
        )
        value = {"apiVersion": "exemple.fr/v1", "kind": "Bateau", "metadata": {"name": "a"}, "a": {"a": 1}}
        (wrong,) = validate(Manifest("exemple.fr/v1", "Bateau", value), "1.37", Catalogue(read.kinds))
        assert wrong.code == "K8S101"


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        {},
        {"spec": []},
        {"spec": {"versions": "v1"}},
        {"spec": {"versions": [3, {"schema": {"openAPIV3Schema": []}}]}},
        {"spec": {"versions": [{"schema": {"openAPIV3Schema": {"properties": 3, "required": "a", "enum": 1}}}]}},
        {
            "spec": {
                "versions": [{"schema": {"openAPIV3Schema": {"minimum": "1", "pattern": 3, "anyOf": {"a": 1}}}}]
            }
        },
    ],
)
def test_a_definition_of_any_shape_is_read(value):
    assert crd.read(value).kinds == ()


KEYWORDS = st.sampled_from(
    [
        *(
            "type",
            "enum",
            "pattern",
            "format",
            "minLength",
            "maxItems",
            "uniqueItems",
            "minimum",
            "exclusiveMinimum",
        ),
        *("multipleOf", "maxProperties", "required", "properties", "additionalProperties", "items", "not", "anyOf"),
        *("oneOf", "nullable", "default", "$ref", "x-kubernetes-list-type", "x-kubernetes-list-map-keys"),
        *("x-kubernetes-int-or-string", "x-kubernetes-embedded-resource", "x-kubernetes-preserve-unknown-fields"),
    ]
)
WORDS = st.sampled_from(["object", "array", "string", "integer", "nombre", "a", "(", "map", "set", "ipv4", "", "é"])
SCALARS = st.none() | st.booleans() | st.integers(-3, 3) | st.floats(-3, 3) | WORDS
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYWORDS | WORDS, inner, max_size=4)
)
SCHEMAS = st.dictionaries(KEYWORDS, VALUES, max_size=6)


@settings(max_examples=300, deadline=None)
@given(SCHEMAS, VALUES)
def test_any_schema_can_be_used_on_any_value(schema, spec):
    root = {"type": "object", "properties": {"spec": schema}}
    version = {"name": "v1", "served": True, "storage": True, "schema": {"openAPIV3Schema": root}}
    read = crd.read({"spec": {"group": "exemple.fr", "names": {"kind": "Bateau"}, "versions": [version]}})
    value = {"apiVersion": "exemple.fr/v1", "kind": "Bateau", "metadata": {"name": "a"}, "spec": spec}
    found = validate(Manifest("exemple.fr/v1", "Bateau", value), "1.37", Catalogue(read.kinds))
    assert all(finding.message and finding.path is not None for finding in found)


def test_only_served_versions_count_and_several_are_told_apart():
    two = (
        HEAD
        + "            {type: object}\n"
        + HEAD.split("  versions:\n")[1].replace("v1", "v2").replace("served: true", "served: false")
    )
    (document,) = load(two + "            {type: object}\n").documents
    assert [kind.api_version for kind in crd.read(document.value).kinds] == ["exemple.fr/v1"]


def test_a_definition_may_restrict_the_name_of_its_resources():
    text = HEAD.replace(
        "          spec:\n",
        "          metadata: {type: object, properties: {name: {type: string, pattern: ^unique$}}}\n"
        "          spec:\n",
    )
    (document,) = load(text + "            {type: object}\n").documents
    catalogue = Catalogue(crd.read(document.value).kinds)

    def codes(metadata):
        value = {"apiVersion": "exemple.fr/v1", "kind": "Bateau", "metadata": metadata}
        return [f.code for f in validate(Manifest("exemple.fr/v1", "Bateau", value), "1.37", catalogue)]

    assert codes({"name": "unique", "labels": {"a": "b"}}) == []
    assert codes({"name": "autre"}) == ["K8S106"]
    assert codes({"name": "unique", "label": {}}) == ["K8S102"]
    assert codes({"name": "unique", "labels": {"a": 1}}) == ["K8S101"]


def test_a_definition_of_the_user_wins_over_the_one_carried():
    text = HEAD.replace("exemple.fr", "cert-manager.io").replace("Bateau", "Certificate")
    (document,) = load(text + "            {type: object, properties: {a: {type: string}}}\n").documents
    value = {
        "apiVersion": "cert-manager.io/v1",
        "kind": "Certificate",
        "metadata": {"name": "a"},
        "spec": {"a": "b"},
    }
    manifest = Manifest("cert-manager.io/v1", "Certificate", value)
    assert validate(manifest, "1.37", Catalogue(crd.read(document.value).kinds)) == ()
    assert len(validate(manifest, "1.37")) > 0


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("byte", ["", "YQ==", "YWJj"], ["a", "YQ=", "Y Q=="]),
        (
            "cidr",
            ["10.0.0.0/8", "10.1.2.3/8", "2001:db8::/32"],
            ["10.0.0.0", "10.0.0.0/33", "x/8", "10.0.0.0/255.0.0.0"],
        ),
        ("date", ["2026-11-21"], ["2026-13-01", "21/11/2026", "20261121", ""]),
        (
            "date-time",
            ["2026-11-21T08:00:00Z", "2026-11-21t08:00:00.5+01:00"],
            ["2026-11-21", "2026-11-21T25:00:00Z"],
        ),
        ("duration", ["30s", "1h30m", "0", "-1.5h", "2 days"], ["", "30", "vite", "s30"]),
        ("ipv4", ["192.0.2.1"], ["::1", "192.0.2.256", "192.0.2"]),
        ("ipv6", ["::1", "2001:db8::1"], ["192.0.2.1", "fe80::1%eth0"]),
        ("uri", ["https://exemple.fr", "/chemin", "urn:a:b"], ["exemple.fr", "https://a b"]),
        ("uuid", ["123e4567-e89b-12d3-a456-426614174000"], ["123e4567"]),
    ],
)
def test_formats(name, right, wrong):
    check = FORMATS[name].check
    assert [text for text in right if not check(text)] == []
    assert [text for text in wrong if check(text)] == []
