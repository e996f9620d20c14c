"""Findings in full: code, place in the data, message, remedy."""

import pytest

from timonier.core.manifest import manifests
from timonier.core.yamldoc import load
from timonier.errors import UsageError
from timonier.schemas.validate import validate

POD = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n"
CONTAINER = POD + "  containers:\n  - name: web\n    image: nginx:1.27\n"


def findings(text, version="1.37"):
    return [
        finding
        for document in load(text).documents
        for manifest in manifests(document)
        for finding in validate(manifest, version)
    ]


def only(text, version="1.37"):
    (finding,) = findings(text, version)
    return finding


def test_a_right_object():
    assert findings(CONTAINER) == []


@pytest.mark.parametrize(
    ("lines", "message", "hint"),
    [
        (
            "    args: [80]\n",
            "Pod spec.containers[0].args[0] attend un texte, et reçoit le nombre 80",
            "mettez la valeur entre guillemets.",
        ),
        (
            "    stdin: 'true'\n",
            "Pod spec.containers[0].stdin attend true ou false, et reçoit le texte « true »",
            "écrivez true ou false, sans guillemets.",
        ),
        (
            "    ports: {containerPort: 80}\n",
            "Pod spec.containers[0].ports attend une liste, et reçoit un objet",
            "ajoutez un tiret : « - containerPort: … ».",
        ),
        (
            "    ports:\n    - containerPort: '80'\n",
            "Pod spec.containers[0].ports[0].containerPort attend un nombre entier, et reçoit le texte « 80 »",
            "retirez les guillemets.",
        ),
        (
            "    resources:\n    - limits: {}\n",
            "Pod spec.containers[0].resources attend un objet (des clés et leurs valeurs), et reçoit une liste",
            "retirez le tiret : ce champ n’est pas une liste.",
        ),
        (
            "    ports:\n    - containerPort:80\n",
            "Pod spec.containers[0].ports[0] attend un objet (des clés et leurs valeurs), "
            "et reçoit le texte « containerPort:80 »",
            "il manque sans doute une espace après « : ».",
        ),
        (
            "  terminationGracePeriodSeconds: 30s\n",
            "Pod spec.terminationGracePeriodSeconds attend un nombre entier, et reçoit le texte « 30s »",
            "écrivez 30, sans unité.",
        ),
        (
            "    tty: yes please\n",
            "Pod spec.containers[0].tty attend true ou false, et reçoit le texte « yes please »",
            "écrivez true ou false, sans guillemets.",
        ),
    ],
)
def test_types(lines, message, hint):
    finding = only(CONTAINER + lines)
    assert (finding.code, finding.message, finding.hint) == ("K8S101", message, hint)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (
            CONTAINER + "    prots: []\n",
            "champ inconnu « prots » dans Pod spec.containers[0]",
            "vouliez-vous dire « ports » ?",
        ),
        (
            CONTAINER + "    imagepullpolicy: Always\n",
            "champ inconnu « imagepullpolicy » dans Pod spec.containers[0]",
            "vouliez-vous dire « imagePullPolicy » ?",
        ),
        (
            CONTAINER + "  image: nginx\n",
            "champ inconnu « image » dans Pod spec",
            "« image » se place dans spec.containers[].",
        ),
        (
            CONTAINER + "    nodeSelector: {}\n",
            "champ inconnu « nodeSelector » dans Pod spec.containers[0]",
            "« nodeSelector » se place dans spec.",
        ),
        (
            CONTAINER + "  namespace: web\n",
            "champ inconnu « namespace » dans Pod spec",
            "« namespace » se place dans metadata.",
        ),
        (
            "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  data: {}\n",
            "champ inconnu « data » dans ConfigMap metadata",
            "ce champ se place au premier niveau de l’objet, sans indentation.",
        ),
        (
            "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: a}\nspec:\n  replicas: 2\n"
            "  selector: {matchLabels: {a: b}}\n  template: {spec: {containers: [{name: a, image: b}]}}\n",
            "champ inconnu « replicas » dans DaemonSet spec",
            "champs possibles : minReadySeconds, revisionHistoryLimit, selector, template, updateStrategy.",
        ),
        (
            CONTAINER + "xyz: 1\n",
            "champ inconnu « xyz » dans Pod",
            "champs possibles : apiVersion, kind, metadata, spec, status.",
        ),
    ],
)
def test_unknown_fields(text, message, hint):
    finding = only(text)
    assert (finding.code, finding.at, finding.message, finding.hint) == ("K8S102", "key", message, hint)


def test_the_place_of_an_unknown_field_is_its_key():
    assert only(CONTAINER + "    prots: []\n").path == ("spec", "containers", 0, "prots")


def test_a_field_younger_than_the_version():
    text = CONTAINER + "    restartPolicyRules: []\n"
    assert findings(text, "1.37") == []
    assert only(text, "1.30").hint == "ce champ existe depuis Kubernetes 1.34, et la version vérifiée est 1.30."


def test_missing_and_empty_fields():
    missing = only(POD + "  containers:\n  - image: nginx\n")
    assert (missing.code, missing.path) == ("K8S103", ("spec", "containers", 0))
    assert missing.message == "il manque le champ « name » dans Pod spec.containers[0]"
    empty = only(POD + "  containers:\n")
    assert (empty.code, empty.path, empty.at) == ("K8S103", ("spec", "containers"), "key")
    assert empty.message == "le champ obligatoire Pod spec.containers est vide"
    item = only(POD + "  containers:\n  - {name: a, image: b}\n  -\n")
    assert item.message == "l’élément Pod spec.containers[1] est vide"


def test_null_elsewhere_counts_as_absent():
    text = (
        CONTAINER + "    ports:\n    args: [a, ~]\n    env:\n    - name: A\n      value:\n  nodeSelector: {a: }\n"
    )
    assert findings(text) == []


def test_what_a_status_lacks_is_not_said():
    assert findings(CONTAINER + "status:\n  conditions:\n  - type: Ready\n") == []
    assert only(CONTAINER + "status:\n  conditios: []\n").code == "K8S102"


def test_a_number_too_large():
    finding = only(CONTAINER + "  priority: 3000000000\n")
    assert (finding.code, finding.hint) == ("K8S105", "la limite est 2147483647.")


@pytest.mark.parametrize(
    ("lines", "code", "message", "hint"),
    [
        (
            "  dnsPolicy: clusterfirst\n",
            "K8S104",
            "« clusterfirst » n’est pas une valeur permise pour Pod spec.dnsPolicy",
            "vouliez-vous dire « ClusterFirst » ?",
        ),
        (
            "  restartPolicy: Jamais\n",
            "K8S104",
            "« Jamais » n’est pas une valeur permise pour Pod spec.restartPolicy",
            "valeurs permises : Always, Never, OnFailure.",
        ),
        (
            "    ports: [{containerPort: 70000}]\n",
            "K8S105",
            "70000 est hors des limites de Pod spec.containers[0].ports[0].containerPort",
            "écrivez un nombre de 1 à 65535.",
        ),
        (
            "  serviceAccountName: Mon_SA\n",
            "K8S201",
            "Pod spec.serviceAccountName attend un nom DNS, et reçoit « Mon_SA »",
            "lettres minuscules sans accent, chiffres, tirets et points ; ni tiret ni point au bord.",
        ),
        (
            "  nodeSelector: {disque: ssd rapide}\n",
            "K8S202",
            "Pod spec.nodeSelector.disque attend une valeur d’étiquette, et reçoit « ssd rapide »",
            "63 caractères au plus : lettres sans accent, chiffres, « - », « _ » et « . » ; "
            "ni espace, ni « / », ni « : ».",
        ),
        (
            "    livenessProbe: {tcpSocket: {port: '80'}}\n",
            "K8S203",
            "Pod spec.containers[0].livenessProbe.tcpSocket.port attend un nom de port, et reçoit « 80 »",
            "retirez les guillemets : c’est un numéro de port.",
        ),
        (
            "    resources: {limits: {memory: 512 MB}}\n",
            "K8S501",
            "Pod spec.containers[0].resources.limits.memory attend une quantité, et reçoit « 512 MB »",
            "écrivez 512Mi, sans espace.",
        ),
        (
            "    resources: {limits: {cpu: un}}\n",
            "K8S501",
            "Pod spec.containers[0].resources.limits.cpu attend une quantité, et reçoit « un »",
            "un nombre et une unité collée : 500m, 0.5, 128Mi, 1Gi, 10G ; "
            "ni espace, ni virgule, ni « o » ou « b ».",
        ),
    ],
)
def test_what_the_servers_validation_adds(lines, code, message, hint):
    finding = only(CONTAINER + lines)
    assert (finding.code, finding.message, finding.hint) == (code, message, hint)


def test_a_faulty_key_of_a_map_is_underlined_itself():
    finding = only(CONTAINER + "  nodeSelector: {mon disque: ssd}\n")
    assert (finding.code, finding.path, finding.at) == ("K8S202", ("spec", "nodeSelector", "mon disque"), "key")


@pytest.mark.parametrize(
    "lines", ["  dnsPolicy: ''\n", "    ports: [{containerPort: 80, name: ''}]\n", "  hostname: ''\n"]
)
def test_an_empty_text_counts_as_absent(lines):
    assert findings(CONTAINER + lines) == []


@pytest.mark.parametrize("value", ["80", "http", "0", "~"])
def test_numbers_or_names(value):
    service = f"""\
apiVersion: v1
kind: Service
metadata: {{name: a}}
spec:
  ports:
  - port: 80
    targetPort: {value}
"""
    assert findings(service) == []


@pytest.mark.parametrize("value", ["1", "0.5", "100m", "'1'"])
def test_quantities_are_numbers_or_texts(value):
    assert findings(CONTAINER + f"    resources: {{limits: {{cpu: {value}}}}}\n") == []


def test_an_unknown_version_names_the_known_ones():
    with pytest.raises(UsageError, match=r"Kubernetes 1\.24 .* de 1\.25 à 1\.37"):
        findings(CONTAINER, "1.24")
