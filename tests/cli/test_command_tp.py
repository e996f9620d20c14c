"""`timonier tp verifier` against a recorded stand-in for kubectl."""

from __future__ import annotations

import datetime
import signal
import sys
from pathlib import Path

import pytest
from faux_cluster import VERIFY, Cluster, cluster
from lab_project import RECORD, write_labs

SECRET = {"args": "get pod secret$", "out": "secret\n"}

pytestmark = pytest.mark.slow


@pytest.fixture
def played(tmp_path: Path) -> Cluster:
    found = cluster(tmp_path / "faux", write_labs(tmp_path / "un cours"))
    found.answers(SECRET)
    return found


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Cluster, str]:
    """One run, and what it shows: for all that only look at it."""
    folder = tmp_path_factory.mktemp("joue")
    found = cluster(folder / "faux", write_labs(folder / "un cours"))
    found.answers(SECRET)
    result = found.verify("tp-essai", "--oui", "--var", "stagiaire=z&e")
    assert (result.returncode, result.stderr) == (0, "")
    return found, result.stdout


def test_a_lab_is_played_and_nothing_is_left(played: Cluster) -> None:
    pending = "NAME   READY   STATUS    RESTARTS   AGE\ndemo   0/2     Pending   0          2s\n"
    played.answers(SECRET, {"args": "get pod demo$", "out": pending, "fois": 1})
    result = played.verify("tp-essai", "--oui", "--var", "stagiaire=z&e", ADRESSE="http://10.0.0.1")
    assert (result.returncode, result.stderr) == (0, "")
    (name,) = {call.rpartition("=")[2] for call in played.asked("config set-context")}
    assert name.startswith("timonier-essai-")
    expected = (Path(__file__).parent / "tp-joue.txt").read_text(encoding="utf-8")
    assert result.stdout.replace(name, "timonier-essai-00000") == expected
    assert played.left == []


def test_what_is_applied_has_its_values_and_its_namespace(once: tuple[Cluster, str]) -> None:
    played, _ = once
    files = {call["args"].rpartition("/")[2]: call["file"] for call in played.calls if "file" in call}
    assert list(files) == ["base.yaml", "demo-pod.yaml", "stockage.yaml"]
    assert "proprietaire: z&e\n" in files["demo-pod.yaml"]
    assert "name: conserve-z&e\n" in files["stockage.yaml"]
    (made,) = (call["stdin"] for call in played.calls if "stdin" in call)
    assert "    app.kubernetes.io/managed-by: timonier\n    timonier-tp: tp-essai\n" in made


def test_the_configuration_of_the_user_is_read_and_never_changed(once: tuple[Cluster, str]) -> None:
    played, _ = once
    readers = [call["args"] for call in played.calls if not call["config"]]
    assert readers == ["config current-context", "config view --raw --minify --flatten"]
    assert len({call["config"] for call in played.calls if call["config"]}) == 1


def test_what_a_lab_makes_outside_of_its_namespace_is_told_then_removed(once: tuple[Cluster, str]) -> None:
    played, shown = once
    told, _, _ = shown.partition("\nCe qui sera lancé")
    for thing in ("StorageClass.storage.k8s.io conserve-z&e", "ConfigMap reglage (namespace kube-public)"):
        assert f"  {thing}\n" in told
    removed = [call.split(" --ignore")[0] for call in played.asked("delete")]
    assert removed[0].startswith("delete namespace timonier-essai-")
    assert removed[1:] == [
        "delete Bateau.exemple.fr a-quai",
        "delete ConfigMap reglage --namespace=kube-public",
        "delete StorageClass.storage.k8s.io conserve-z&e",
        "delete persistentvolume pvc-2",
    ]


def test_what_was_there_before_is_not_touched(played: Cluster) -> None:
    played.answers(SECRET, {"args": "get StorageClass", "out": "storageclass/conserve-camille\n"})
    result = played.verify("tp-essai", "--oui")
    assert result.returncode == 2
    assert "StorageClass.storage.k8s.io conserve-camille existe déjà" in result.stderr
    assert [call["args"] for call in played.calls if call["args"].startswith(("create", "apply", "delete"))] == []
    assert played.left == []


@pytest.mark.parametrize("answered", ["error: forbidden\n", "Unable to connect to the server\n"])
def test_what_may_have_been_there_before_is_not_touched_either(played: Cluster, answered: str) -> None:
    played.answers({"args": "get StorageClass", "err": answered, "code": 1})
    result = played.verify("tp-essai", "--oui")
    assert result.returncode == 2
    assert f"existe peut-être : {answered}" in result.stderr
    assert played.asked("create") == []


def test_what_appears_before_the_answer_is_not_touched(played: Cluster) -> None:
    absent = {"args": "get StorageClass", "fois": 1}
    played.answers(absent, {"args": "get StorageClass", "out": "storageclass/conserve-camille\n"})
    result = played.verify("tp-essai", "--oui")
    assert (result.returncode, played.asked("create"), played.asked("delete")) == (2, [], [])


def test_a_reader_who_leaves(played: Cluster) -> None:
    played.answers(SECRET)
    command = f"{sys.executable} -m timonier tp verifier tp-essai --oui | head -n 32"
    played.run("bash", "-c", command)
    assert len(played.asked("create")) == len(played.asked("delete namespace")) == 1
    assert played.asked("get pod secret") == [], "what nobody reads is not done"
    assert played.left == []


def test_nobody_to_answer(played: Cluster) -> None:
    result = played.verify("tp-essai")
    assert result.returncode == 2
    assert "ajoutez --oui" in result.stderr
    assert played.asked("create") == []


@pytest.mark.parametrize(("answer", "code"), [("o\n", 0), ("n\n", 2), ("\x04", 2)])
def test_the_question(played: Cluster, answer: str, code: int) -> None:
    found, shown = played.typed([*VERIFY, "tp-essai"], ("[o/N] ", answer))
    assert found == code
    assert bool(played.asked("create")) == (code == 0)
    assert ("rien n’a été fait" in shown) == (code == 2)
    assert played.left == []


def test_a_state_that_does_not_come(played: Cluster) -> None:
    pending = {"args": "get pod demo$", "out": "NAME   READY\ndemo   0/2\x1b[31m\n"}
    played.answers(SECRET, pending)
    record = played.root / "corrections/tp-essai/correction.yml"
    record.write_text(RECORD.replace("delai: 10s", "delai: 4s"), encoding="utf-8")
    result = played.verify("tp-essai", "--oui")
    assert result.returncode == 1
    assert (
        "  ✗ kubectl get pod demo\n      attendu : READY 2/2, STATUS Running\n"
        "      aucune ligne n’a la forme « 2/2 +Running »\n      | NAME   READY\n      | demo   0/2[31m\n"
    ) in result.stdout
    assert "Étape 2 — Un volume" in result.stdout, "the rest is said too"
    assert "En échec : 1." in result.stdout
    assert len(played.asked("get pod demo")) > 1
    assert played.asked("delete namespace")


def test_a_command_that_never_ends(played: Cluster) -> None:
    played.answers(SECRET, {"args": "get pod demo$", "attente": 300})
    record = played.root / "corrections/tp-essai/correction.yml"
    record.write_text(RECORD.replace("delai: 10s", "delai: 1s"), encoding="utf-8")
    result = played.verify("tp-essai", "--oui")
    assert result.returncode == 1
    assert "      pas finie après 1 s\n" in result.stdout
    assert result.stderr == ""
    assert played.asked("delete namespace")


def test_a_manifest_that_the_cluster_refuses_ends_the_lab(played: Cluster) -> None:
    played.answers({"args": "apply -f .+demo-pod.yaml$", "err": "error: quota\n", "code": 1})
    result = played.verify("tp-essai", "--oui")
    assert result.returncode == 1
    assert "  ✗ kubectl apply -f correction/demo-pod.yaml\n      | error: quota\n" in result.stdout
    assert played.asked("get pod demo") == []
    assert played.asked("delete StorageClass")


def test_another_exit_code(played: Cluster) -> None:
    played.answers({"args": "get pod secret$", "err": "NotFound\n", "code": 1})
    record = played.root / "corrections/tp-essai/correction.yml"
    record.write_text(RECORD.replace("le Pod secret\n", "NotFound\n        code: 1\n"), encoding="utf-8")
    assert "  ✓ kubectl get pod secret\n" in played.verify("tp-essai", "--oui").stdout


def test_what_is_missing_from_the_machine(once: tuple[Cluster, str]) -> None:
    _, shown = once
    assert "      passée : ADRESSE n’est pas définie : export ADRESSE=…\n" in shown
    assert "      passée : outil-absent absent de cette machine\n" in shown


def test_what_cannot_be_removed_is_told(played: Cluster) -> None:
    gone = 'error: the server doesn\'t have a resource type "Bateau"\n'
    played.answers(
        SECRET,
        {"args": "delete StorageClass", "err": "error: forbidden\n", "code": 1},
        {"args": "delete Bateau", "err": gone, "code": 1},
    )
    result = played.verify("tp-essai", "--oui")
    assert result.returncode == 1
    assert "supprimez-le : kubectl delete StorageClass.storage.k8s.io conserve-camille\n" in result.stdout
    assert "Bateau.exemple.fr a-quai reste" not in result.stdout


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_in_the_middle(played: Cluster, number: signal.Signals) -> None:
    played.answers({"args": "get pod demo$", "attente": 300})
    running = played.start(*VERIFY, "tp-essai", "--oui")
    played.wait_for("get pod demo", running)
    running.send_signal(number)
    running.send_signal(number)
    shown, _ = running.communicate(timeout=30)
    assert running.returncode == 130
    assert "\nInterrompu.\n\nMénage\n" in shown
    assert played.asked("delete namespace")
    assert played.asked("delete StorageClass")
    assert played.left == []


def test_ctrl_c_in_a_terminal(played: Cluster) -> None:
    played.answers({"args": "get pod demo$", "attente": 300})
    code, shown = played.typed([*VERIFY, "tp-essai", "--oui"], ("– correction/Dockerfile", "\x03"))
    assert code == 130
    assert "Ménage\n  ✓ namespace timonier-essai-" in shown
    assert "Traceback" not in shown
    assert played.left == []


@pytest.mark.parametrize("context", ["arn:aws:eks:eu-west-3:1:cluster/été d'or", 'a b"c$(id)', "x\x1b[2Jy"])
def test_a_context_with_an_odd_name(played: Cluster, context: str) -> None:
    played.answers(SECRET, {"args": "config current-context$", "out": f"{context}\n"})
    result = played.verify("tp-essai", "--oui")
    assert result.returncode == 0
    assert f"\nContexte   {context.replace(chr(27), '')}\n" in result.stdout


@pytest.mark.parametrize(
    ("exchange", "said"),
    [
        ({"args": "config current-context$", "code": 1}, "kubectl n’a pas de contexte courant"),
        (
            {"args": "config view --raw", "code": 1, "err": "open x: no such file\n"},
            "ne se lit pas : open x: no such",
        ),
        (
            {"args": "version", "code": 1, "err": "refused\n"},
            "le cluster https://127.0.0.1:6443 ne répond pas : refused",
        ),
        ({"args": "create", "code": 1, "err": "forbidden\n"}, "ne peut pas être créé"),
    ],
)
def test_a_cluster_that_cannot_be_used(played: Cluster, exchange: dict[str, object], said: str) -> None:
    played.answers(exchange)
    result = played.verify("tp-essai", "--oui")
    assert result.returncode == 2
    assert said in result.stderr
    assert played.asked("delete") == []
    assert played.left == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["tp-essais"], "vouliez-vous dire « tp-essai »"),
        (["tp-vide"], "tp-vide n’a rien à vérifier"),
        (["tp-essai", "--var", "stagiaire=ZOE"], "« ZOE » ne convient pas"),
        (["tp-essai", "--noter", " "], "--noter"),
        (["tp-essai", "--noter", "k" * 81], "--noter"),
    ],
)
def test_what_is_refused(played: Cluster, arguments: list[str], said: str) -> None:
    result = played.verify(*arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert said in result.stderr
    assert result.stderr.count("\n") == 1
    assert played.calls == []


def test_a_lab_that_passes_is_noted(played: Cluster) -> None:
    record = played.root / "corrections/tp-essai/correction.yml"
    text = RECORD.replace("      - commande: outil-absent --version\n        attendu: une version\n", "")
    record.write_text(text, encoding="utf-8")
    result = played.verify("tp-essai", "--oui", "--noter", 'kind "v0.31"', ADRESSE="http://a")
    assert result.returncode == 0
    today = datetime.date.today().isoformat()
    assert record.read_text(encoding="utf-8") == f'{text}joue: {{le: {today}, sur: "kind \\"v0.31\\""}}\n'
    assert "Noté dans corrections/tp-essai/correction.yml" in result.stdout


def test_a_lab_that_is_not_played_whole_is_not_noted(played: Cluster) -> None:
    result = played.verify("tp-essai", "--oui", "--noter", "kind", ADRESSE="http://a")
    assert result.returncode == 1
    assert (played.root / "corrections/tp-essai/correction.yml").read_text(encoding="utf-8") == RECORD
