"""Objects that stand together: in a lesson, in a lab with its correction and what it starts from."""

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

import pytest

from timonier import course, settings
from timonier.lint.report import Report
from timonier.lint.runner import lint

SETTINGS = '[tool.timonier.variables.stagiaire]\nlabel = "x"\npattern = "[a-z]+"\nexample = "camille"\n'
LESSON = "---\ntitle: Leçon\ntype: cours\n---\n\n# Leçon\n\n"
LAB = "---\ntitle: TP\ntype: tp\n---\n\n## Étape 1 — Faire\n\n{}\n/// correction\n    etape: 1\n///\n"
LAB += "\n## Liste de contrôle\n\n- [ ] Fini.\n"


def checked(folder: Path, files: Mapping[str, str]) -> Report:
    folder.joinpath("pyproject.toml").write_text(SETTINGS, encoding="utf-8")
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    project = settings.load(folder)
    return lint(course.load(project), project)


def said(report: Report, *families: str) -> list[tuple[str, str, str]]:
    """What the families say: where, code, severity."""
    return [
        (found.path.rpartition("/")[2], found.code, found.severity)
        for found in report.diagnostics
        if found.code.startswith(families or ("REL", "CMD"))
    ]


def lesson(folder: Path, *blocks: str, header: str = "") -> Report:
    fences = "\n".join(f"```yaml{header}\n{dedent(block).strip()}\n```\n" for block in blocks)
    return checked(folder, {"content/cours/x.md": LESSON + fences})


def lab(
    folder: Path, page: str = "", record: str = "", more: Mapping[str, str] | None = None, **solutions: str
) -> Report:
    files = {f"corrections/tp-x/{name}.yaml": dedent(text) for name, text in solutions.items()}
    names = ", ".join(f"{name}.yaml" for name in solutions)
    files["corrections/tp-x/correction.yml"] = f"tp: tp-x\n{record}etapes:\n  - n: 1\n    fichiers: [{names}]\n"
    files["content/tp/tp-x.md"] = LAB.format(page)
    return checked(folder, {**files, **(more or {})})


def pod(name: str = "web", label: str = "app: web", **spec: str) -> str:
    extra = "".join(f"  {key}: {value}\n" for key, value in spec.items())
    return (
        f"apiVersion: v1\nkind: Pod\nmetadata:\n  name: {name}\n  labels: {{{label}}}\nspec:\n{extra}"
        "  containers:\n  - name: c\n    image: nginx:1.29\n    ports: [{name: http, containerPort: 80}]\n"
    )


def service(name: str = "web", label: str = "app: web", port: str = "{port: 80, targetPort: http}") -> str:
    return (
        f"apiVersion: v1\nkind: Service\nmetadata:\n  name: {name}\nspec:\n"
        f"  selector: {{{label}}}\n  ports: [{port}]\n"
    )


def config(name: str = "reglages", namespace: str = "") -> str:
    where = f"\n  namespace: {namespace}" if namespace else ""
    return f"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {name}{where}\ndata:\n  A: b\n"


def reader(name: str = "reglages", key: str = "A", optional: str = "false", namespace: str = "") -> str:
    where = f"\n  namespace: {namespace}" if namespace else ""
    source = f"{{name: {name}, key: {key}, optional: {optional}}}"
    return (
        f"apiVersion: v1\nkind: Pod\nmetadata:\n  name: lecteur{where}\nspec:\n  containers:\n  - name: c\n"
        f"    image: nginx:1.29\n    env:\n    - name: A\n      valueFrom:\n        configMapKeyRef: {source}\n"
    )


# Lessons: a warning that a trainer would thank for, and silence for pieces.


@pytest.mark.parametrize(
    ("blocks", "codes"),
    [
        ([pod(), service()], []),
        ([pod(), service(label="app: wep")], ["REL101"]),
        ([pod(label="app: wbe"), service()], ["REL101"]),
        ([pod(), service(label="app.kubernetes.io/name: web")], ["REL101"]),
        ([pod(label="app: web, tier: api"), service(label="app: web, tier: front")], ["REL101"]),
        ([pod(), service(label="app: api")], ["REL101"]),
        ([service()], []),
        ([pod(), service(), service("kafka", "app: kafka")], []),
        ([pod(), service("kafka", "app: kafka"), service("dns", "app: dns")], []),
        ([pod(label="app: <nom>"), service(label="app: api")], []),
        ([pod(), service(port="{port: 80, targetPort: htp}")], ["REL103"]),
        ([pod(), service(port="{port: 80, targetPort: 8080}")], ["REL103"]),
        ([pod(), service(port="{port: 80}")], []),
        ([pod(), service(port="{port: 8080}")], ["REL103"]),
        ([config(), reader()], []),
        ([config(), reader("reglage")], ["REL106"]),
        ([config(), reader("reglage", optional="true")], []),
        ([config(), reader(key="a")], ["REL107"]),
        ([config(), reader("<nom>")], []),
        ([config("<nom>"), reader("autre")], []),
        ([reader("autre")], []),
        ([config(namespace="a"), reader(namespace="b")], ["REL114"]),
        ([config(namespace="a"), reader()], []),
        ([config("web-<stagiaire>"), reader("web-<stagiaire>")], []),
    ],
)
def test_a_lesson(blocks: list[str], codes: list[str], tmp_path: Path) -> None:
    assert said(lesson(tmp_path, *blocks)) == [("x.md", code, "warning") for code in codes]


def test_the_nearest_labels_are_named(tmp_path: Path) -> None:
    (found,) = lesson(tmp_path, pod(label="app: wep"), service()).diagnostics
    assert found.message == "aucun Pod de cette page ne porte app: web"
    assert found.hint == "le plus proche porte app: wep."


def test_variants_of_one_object_are_the_point_of_a_lesson(tmp_path: Path) -> None:
    assert said(lesson(tmp_path, pod(), pod(label="app: api"), service())) == []


def test_two_descriptions_in_one_text_are_not(tmp_path: Path) -> None:
    assert said(lesson(tmp_path, config() + "---\n" + config().replace("A: b", "A: c"))) == [
        ("x.md", "REL115", "warning")
    ]


@pytest.mark.parametrize("header", [" extrait", " depart", ' attendu="K8S102"'])
def test_what_is_not_whole_is_not_told_of_its_neighbours(header: str, tmp_path: Path) -> None:
    assert said(lesson(tmp_path, pod() + "---\n" + service(label="app: wep"), header=header)) == []


def test_a_finding_may_be_wanted_or_silenced(tmp_path: Path) -> None:
    texts = f'```yaml\n{pod()}```\n\n```yaml attendu="REL101"\n{service(label="app: wep")}```\n'
    wanted = checked(tmp_path, {"content/cours/x.md": LESSON + texts})
    assert wanted.diagnostics == ()
    assert [snippet.verdict for snippet in wanted.snippets] == ["valid", "valid"]
    mark = texts.replace('```yaml attendu="REL101"', "<!-- timonier: ignore REL101 — montré plus bas -->\n```yaml")
    assert checked(tmp_path, {"content/cours/x.md": LESSON + mark}).diagnostics == ()


def test_findings_leave_the_verdict_alone(tmp_path: Path) -> None:
    report = lab(tmp_path, web=pod(), svc=service(label="app: wep"))
    assert said(report) == [("svc.yaml", "REL101", "error")]
    assert {snippet.verdict for snippet in report.snippets} == {"valid"}


def test_pages_of_others_are_left_alone(tmp_path: Path) -> None:
    text = f"```yaml\n{pod()}```\n\n```yaml\n{service(label='app: wep')}```\n"
    checked(tmp_path, {"README.md": text})
    project = settings.load(tmp_path)
    sources = course.surrounded(course.load_paths([tmp_path / "README.md"], project.root), project)
    assert lint(sources, project).diagnostics == ()


# Labs: what a solution names is there.


def test_a_solution_names_what_is_there(tmp_path: Path) -> None:
    assert said(lab(tmp_path, web=pod(serviceAccountName="lecteur"))) == [("web.yaml", "REL109", "error")]


def test_an_object_may_come_from_elsewhere(tmp_path: Path) -> None:
    record = "externe:\n  - {kind: ServiceAccount, nom: lecteur}\n"
    assert said(lab(tmp_path, record=record, web=pod(serviceAccountName="lecteur"))) == []


def test_an_object_may_come_from_a_command(tmp_path: Path) -> None:
    page = "```console\n$ kubectl create serviceaccount lecteur\n```\n"
    assert said(lab(tmp_path, page, web=pod(serviceAccountName="lecteur"))) == []


def test_an_object_may_come_from_the_lab_before(tmp_path: Path) -> None:
    before = {
        "content/tp/tp-avant.md": LAB.format(""),
        "corrections/tp-avant/correction.yml": "tp: tp-avant\netapes:\n  - n: 1\n    fichiers: [sa.yaml]\n",
        "corrections/tp-avant/sa.yaml": "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: lecteur\n",
    }
    report = lab(tmp_path, record="depart_de: tp-avant\n", more=before, web=pod(serviceAccountName="lecteur"))
    assert said(report) == []


def test_the_page_of_a_lab_does_not_stand_for_its_solution(tmp_path: Path) -> None:
    page = f'```yaml title="web.yaml" depart\n{pod(label="app: <label>")}```\n'
    report = lab(tmp_path, page, web=pod(label="app: api"), svc=service())
    assert said(report, "REL") == [("svc.yaml", "REL101", "error")]


def test_one_file_of_a_solution_is_checked_with_the_others(tmp_path: Path) -> None:
    lab(tmp_path, web=pod(), svc=service(label="app: wep"))
    project = settings.load(tmp_path)
    alone = course.load_paths([tmp_path / "corrections/tp-x/svc.yaml"], project.root)
    assert said(lint(course.surrounded(alone, project), project)) == [("svc.yaml", "REL101", "error")]


def test_the_same_object_in_two_steps_or_two_folders_is_a_progress(tmp_path: Path) -> None:
    record = "tp: tp-x\netapes:\n  - n: 1\n    fichiers: [a.yaml]\n  - n: 2\n    fichiers: [b.yaml]\n"
    page = LAB.format("") + "\n## Étape 2 — Suite\n\n/// correction\n    etape: 2\n///\n"
    files = {
        "content/tp/tp-x.md": page,
        "corrections/tp-x/correction.yml": record,
        "corrections/tp-x/a.yaml": config(),
        "corrections/tp-x/b.yaml": config().replace("A: b", "A: c"),
    }
    assert said(checked(tmp_path, files)) == []
    files["corrections/tp-x/correction.yml"] = record.replace("[b.yaml]", "[a.yaml, b.yaml]")
    assert said(checked(tmp_path, files)) == [("b.yaml", "REL115", "error")]


# The commands of a lab.


def told(folder: Path, *commands: str, record: str = "") -> list[str]:
    """The codes and lines of what is said of commands in a lab that has a Pod `web` and a Deployment `api`.

    What begins with `> ` is no command: what one reads, or answers.
    """
    lines = (command[2:] if command.startswith("> ") else f"$ {command}" for command in commands)
    page = "```console\n" + "\n".join(lines) + "\n```\n"
    deployment = (
        "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\nspec:\n  selector:\n"
        "    matchLabels: {app: api}\n  template:\n    metadata:\n      labels: {app: api}\n    spec:\n"
        "      containers:\n      - name: nginx\n        image: nginx:1.29\n"
    )
    report = lab(folder, page, record, web=pod(), api=deployment)
    first = LAB.index("{}")
    return [
        f"{found.code} {found.span.start.line - LAB[:first].count(chr(10)) - 1}"
        for found in report.diagnostics
        if found.code.startswith("CMD")
    ]


@pytest.mark.parametrize(
    "commands",
    [
        ["kubectl apply -f web.yaml", "kubectl get pod web"],
        ["kubectl apply -f ./tp/web.yaml", "kubectl apply -f ."],
        ["kubectl get pod api-6d5f9c8b7c-x7k2p", "kubectl get rs api-6d5f9c8b7c"],
        ["kubectl logs deploy/api -c nginx", "kubectl exec api-6d5f9c8b7c-x7k2p -c nginx -- ls"],
        ["kubectl create deployment x --image=a/b:1", "kubectl logs deploy/x -c b", "kubectl get pods -l app=x"],
        ["kubectl run x --image=b", "kubectl get pod x", "kubectl get pods -l run=x"],
        ["kubectl expose pod web --name=svc", "kubectl get svc svc", "kubectl get ep svc"],
        ["kubectl create ns a", "kubectl -n a get pods", "kubectl config set-context --current --namespace=a"],
        ["kubectl create ns tp-<stagiaire>", "kubectl delete namespace tp-<stagiaire>"],
        ["kubectl get pods -n kube-system", "kubectl logs -n kube-system etcd-kind-control-plane"],
        ["kubectl label pod web etat=vu", "kubectl get pods -l etat=vu"],
        ["kubectl get pods -l 'app in (web, api)'", "kubectl get pods -l app!=rien,app=web"],
        ["cat > a.yaml <<EOF", "> kind: ConfigMap", "> EOF", "kubectl apply -f a.yaml"],
        ["kubectl create cm c --from-literal=A=b -o yaml --dry-run=client > c.yaml", "kubectl apply -f c.yaml"],
        [
            "kubectl create cm c --from-literal=A=b --dry-run=client -o yaml | kubectl apply -f -",
            "kubectl get cm c",
        ],
        ["helm install x oci://y/z", "kubectl get pod inconnu -n ailleurs -l app=inconnu"],
        ["kubectl apply -f https://example.com/a.yaml", "kubectl get deploy inconnu"],
        ["curl -LO https://example.com/tp.tar.gz", "tar xzf tp.tar.gz", "kubectl apply -f tp/inconnu.yaml"],
        ["nano b.yaml", "kubectl apply -f b.yaml", "mkdir -p k8s", "kubectl apply -k k8s"],
        ["kubectl get pod $POD", "kubectl get pod <pod>", "kubectl get pod …", "kubectl apply -f <fichier>"],
        ["kubectl delete pod inconnu --ignore-not-found"],
        ["kubectl get pod inconnu", "> Error from server (NotFound): pods inconnu not found"],
        ["kubectl set image deploy/api nginx=nginx:1.30", "kubectl set image deploy/api *=nginx:1.30"],
        ["kubectl get node kind-worker", "kubectl describe sc standard", "kubectl get svc kubernetes"],
    ],
)
def test_what_a_lab_gives_may_be_named(commands: list[str], tmp_path: Path) -> None:
    assert told(tmp_path, *commands) == []


@pytest.mark.parametrize(
    ("commands", "expected"),
    [
        (["kubectl apply -f wep.yaml"], ["CMD110 1"]),
        (["kubectl apply -k k8s/prod"], ["CMD110 1"]),
        (["kubectl create cm c --from-file=absent.conf"], ["CMD110 1"]),
        (["kubectl get pod wed"], ["CMD111 1"]),
        (["kubectl port-forward api 8080:80"], ["CMD111 1"]),
        (["kubectl get pods,svc web"], ["CMD111 1"]),
        (["kubectl get pod x", "kubectl run x --image=b"], ["CMD111 1"]),
        (["kubectl get pods -l app=wed"], ["CMD112 1"]),
        (["kubectl get pods -l tier=front"], ["CMD112 1"]),
        (["kubectl get endpointslices -l kubernetes.io/service-name=web"], ["CMD112 1"]),
        (["kubectl logs web -c web"], ["CMD113 1"]),
        (["kubectl set image deploy/api api=nginx:1.30"], ["CMD113 1"]),
        (["kubectl -n atelier get pods", "kubectl create ns atelier"], ["CMD114 1"]),
        (["kubectl config set-context --current --namespace=atelier"], ["CMD114 1"]),
    ],
)
def test_what_a_lab_does_not_give_is_named(commands: list[str], expected: list[str], tmp_path: Path) -> None:
    assert told(tmp_path, *commands) == expected


def test_a_file_that_is_shown_later(tmp_path: Path) -> None:
    page = f'```console\n$ kubectl apply -f svc2.yaml\n```\n\n```yaml title="svc2.yaml"\n{config()}```\n'
    (found,) = [one for one in lab(tmp_path, page, web=pod()).diagnostics if one.code == "CMD110"]
    assert found.hint == "il n’est montré que plus bas, à la ligne 12."


def test_the_proofs_of_a_record_are_commands_too(tmp_path: Path) -> None:
    steps = "    verification:\n      - commande: kubectl get pod wed --record\n        attendu: Running\n"
    files = {
        "content/tp/tp-x.md": LAB.format(""),
        "corrections/tp-x/correction.yml": f"tp: tp-x\netapes:\n  - n: 1\n    fichiers: [web.yaml]\n{steps}",
        "corrections/tp-x/web.yaml": pod(),
    }
    report = checked(tmp_path, files)
    assert said(report) == [("correction.yml", "CMD101", "error")]
    files["corrections/tp-x/correction.yml"] = files["corrections/tp-x/correction.yml"].replace(" --record", "")
    assert said(checked(tmp_path, files)) == [("correction.yml", "CMD111", "error")]
