"""Commands that are right, which say nothing, and wrong ones, with the codes that come out."""

import pytest

from timonier.core.markdown import scan
from timonier.core.source import SourceFile
from timonier.lint.commands import kinds, words
from timonier.lint.commands.habits import HABITS
from timonier.lint.commands.kubectl import table
from timonier.lint.commands.script import typed

VALUES = {"stagiaire": "camille"}

RIGHT = """\
kubectl version --client
kubectl get nodes -o wide
kubectl get pods -A | grep vitrine
kubectl get pods -n atelier -l app=vitrine --show-labels
kubectl get pods -owide -nkube-system
kubectl get pod whoami -o jsonpath='{.spec.containers[0].image}{"\\n"}'
kubectl get pod whoami -o go-template='{{.status.podIP}}{{"\\n"}}'
kubectl get pods --sort-by=.metadata.creationTimestamp -w
kubectl get svc,ingress
kubectl get pv,pvc,sc
kubectl get gatewayclass,gateway,httproute
kubectl get certificate,order,challenge
kubectl get deployments.apps web
kubectl get hpa -w
kubectl get --raw='/readyz?verbose'
kubectl get all --ignore-not-found
kubectl -n supervision port-forward svc/prometheus-operated 9090
kubectl --context=atelier get pods
kubectl config get-contexts
kubectl config set-context --current --namespace=tp-<stagiaire>
kubectl config use production
KUBECONFIG=a:b kubectl config view --flatten > fusion.yaml
kubectl api-resources --namespaced=false
kubectl explain pod.spec.containers --recursive
kubectl apply -f demo.yaml -f autre.yaml
kubectl apply -k k8s/prod
kubectl apply --server-side --force-conflicts -n argocd -f https://example.com/install.yaml
kubectl apply --dry-run=server -f .
kubectl apply view-last-applied -f site-pod.yaml
kubectl diff -k k8s/prod
kubectl kustomize k8s/dev
kubectl create deployment demonstration --image=traefik/whoami
kubectl create deploy web --image=nginx --replicas=3 --dry-run=client -o yaml > web.yaml
kubectl create secret docker-registry acces --docker-server=ghcr.io --docker-username=a --docker-password=b
kubectl create configmap reglages --from-literal=A=b --from-file=conf.d/
kubectl create job --from=cronjob/sauvegarde essai
kubectl create cronjob pi --schedule="*/5 * * * *" --image=perl:5.42 -- perl -e 'print 3'
kubectl create role developer --verb='*' --resource='*.*' -n dev
kubectl create ns atelier
kubectl create token lecteur --duration=10m
kubectl auth can-i get pods --subresource=log --as=alice -n prod
kubectl run -it --rm client --image=busybox:1.37 --restart=Never -- wget -T 2 -qO- http://web
kubectl run essai --image=busybox:1.37 --command -- sleep 1h
kubectl exec -it duo -c web -- sh -c 'kubectl --record'
kubectl exec cache-0 -- valkey-cli INFO replication
kubectl exec -i $POD -- env
kubectl logs -f -l app=demo --prefix --tail=20
kubectl logs plante --previous --all-containers
kubectl debug -it duo --image=busybox:1.37 --target=web -- sh
kubectl debug node/kind-worker -it --image=busybox:1.37
kubectl cp site:/etc/nginx/nginx.conf ./nginx.conf
kubectl port-forward pod/site 8080:80 --address 0.0.0.0
kubectl rollout status deployment/vitrine --timeout=60s
kubectl rollout restart deploy/vitrine
kubectl rollout undo sts/cache --to-revision=2
kubectl set image deployment/vitrine web=nginx:1.30
kubectl scale sts cache --replicas=5
kubectl autoscale deployment web --cpu=50% --min=2 --max=5
kubectl expose deployment web --name=web-essai --port=80 --target-port=http --type=NodePort
kubectl label ns atelier pod-security.kubernetes.io/enforce=baseline
kubectl label pod vitrine -n atelier niveau-
kubectl annotate deployment/web kubernetes.io/change-cause="version 2"
kubectl taint nodes n1 cle=val:NoExecute
kubectl patch pv p -p '{"spec":{"persistentVolumeReclaimPolicy":"Retain"}}'
kubectl patch pod site --subresource resize --patch '{"spec": {}}'
kubectl top pods --containers
kubectl describe quota
kubectl events --for pod/web --watch
kubectl wait --for=condition=Ready pod/demo --timeout=90s
kubectl drain kind-worker2 --ignore-daemonsets --delete-emptydir-data
kubectl certificate approve alice
kubectl delete pod web --grace-period=0 --force --cascade=orphan
kubectl delete -f demo-svc.yaml --wait=false
kubectl completion bash
kubectl argo rollouts get rollout pouls --watch
kubectl krew install neat
kubectl get certificats.example.com
kubectl get <type> <nom>
kubectl $VERBE pods
kubectl get pods $OPTIONS
kubectl get $(kubectl get pods -o name | head -1)
k get po
alias k=kubectl
sudo k3s kubectl get nodes
minikube kubectl -- get pods
docker exec -it kind-control-plane kubectl get pods
watch -n 2 kubectl get pods
xargs kubectl delete pod
docker compose up -d
helm install web ./chart --namespace web --create-namespace
helm upgrade --install web ./chart -f values.yaml
helm uninstall web
sed -i 's#k8s.gcr.io#registry.k8s.io#' web.yaml
curl --resolve web.local:80:127.0.0.1 http://web.local
while sleep 0.1; do curl -s http://…; done
ADRESSE=$(minikube service demo --namespace tp-<stagiaire> --url)
"""

WRONG = {
    "kubectl run web --image=nginx --replicas=2": "CMD101",
    'kubectl run web --image=nginx --schedule="* * * * *"': "CMD101",
    "kubectl run web --image=nginx --generator=run-pod/v1": "CMD101",
    "kubectl run web --image=nginx --limits=cpu=1": "CMD101",
    "kubectl create deployment web --image=nginx --dry-run -o yaml": "CMD101",
    "kubectl create deployment web --image=nginx --dry-run=true": "CMD101",
    "kubectl set image deployment/web web=nginx:1.30 --record": "CMD101",
    "kubectl apply -f web.yaml --record=true": "CMD101",
    "kubectl get cs": "CMD101",
    "kubectl get componentstatuses": "CMD101",
    "kubectl rolling-update web": "CMD101",
    "kubectl get pod web -o yaml --export": "CMD101",
    "kubectl get pods -a": "CMD101",
    "kubectl convert -f web.yaml": "CMD101",
    "kubectl stop pod web": "CMD101",
    "kubectl apply --prune --prune-whitelist=core/v1/ConfigMap -f .": "CMD101",
    "kubectl drain n1 --delete-local-data": "CMD101",
    "kubectl version --short": "CMD101",
    "kubectl delete pod web --cascade=false": "CMD101",
    "kubectl exec web ls": "CMD101",
    "kubectl top pods --heapster-namespace=kube-system": "CMD101",
    "kubectl run x --image=k8s.gcr.io/pause:2.0": "CMD101",
    "docker pull gcr.io/google-containers/pause": "CMD101",
    "docker pull eu.gcr.io/google_containers/pause": "CMD101",
    "curl -LO https://storage.googleapis.com/kubernetes-release/release/v1.9.0/bin/linux/amd64/kubectl": "CMD101",
    "helm repo add stable https://charts.helm.sh/stable": "CMD101",
    "helm init --service-account tiller": "CMD101",
    "helm serve": "CMD101",
    "helm install --name web stable/nginx": "CMD101",
    "helm delete --purge web": "CMD101",
    "docker-compose up -d": "CMD101",
    "minikube start --vm-driver=kvm2": "CMD101",
    "kubeadm alpha certs renew all": "CMD101",
    "kubectl aply -f web.yaml": "CMD102",
    "sudo kubectl gett nodes": "CMD102",
    "kubectl rollout statuss deployment/web": "CMD102",
    "kubectl create pod web --image=nginx": "CMD102",
    "kubectl can-i get pods": "CMD102",
    "kubectl -k overlays/dev": "CMD102",
    "kubectl get pods --all-namespace": "CMD103",
    "kubectl logs web --contaner=x": "CMD103",
    "kubectl get pods -Z": "CMD103",
    "kubectl get deploymnts": "CMD104",
    "kubectl describe servise/web": "CMD104",
    "minikube kubectl -- get podz": "CMD104",
    "echo $(kubectl get po --record)": "CMD101",
    "for p in a b; do kubectl delet pod $p; done": "CMD102",
}


def found(command: str, lang: str = "bash") -> list[tuple[str, str]]:
    page = SourceFile("content/cours/x.md", f"# T\n\n```{lang}\n{command}\n```\n")
    diagnostics = words.check(typed(scan(page, "cours", VALUES), VALUES))
    return [(one.code, page.lines[one.span.start.line - 1][one.span.start.column - 1 :]) for one in diagnostics]


@pytest.mark.parametrize("command", RIGHT.splitlines())
def test_a_right_command_says_nothing(command: str) -> None:
    assert found(command) == []
    assert found(f"$ {command}", "console") == []


@pytest.mark.parametrize(("command", "code"), WRONG.items())
def test_a_wrong_command_is_named(command: str, code: str) -> None:
    assert {each for each, _ in found(command)} == {code}
    assert {each for each, _ in found(f"$ {command}", "console")} == {code}


def test_the_place_is_that_of_the_word() -> None:
    text = "kubectl get pods\nkubectl get pods \\\n  --all-namespace -w"
    assert found(text) == [("CMD103", "--all-namespace -w")]
    assert found("$ kubectl get pods\nNAME\n$ kubectl aply -f x", "console") == [("CMD102", "aply -f x")]


def test_what_is_shown_to_fail_is_there_to_be_seen() -> None:
    assert found("$ kubectl get cs --export\nerror: unknown flag: --export", "console") == []
    assert found("$ kubectl run x --replicas=2\nError: unknown flag: --replicas", "console") == []
    assert [code for code, _ in found("$ kubectl run x --replicas=2\npod/x created", "console")] == ["CMD101"]


def test_other_blocks_are_not_commands() -> None:
    assert found("kubectl aply", "text") == []
    assert found("kubectl aply", "") == []
    assert found("kubectl aply", "python") == []


def test_every_habit_has_its_remedy_and_its_source() -> None:
    for habit in HABITS:
        assert habit.instead[-1] in ".…/" or habit.instead.endswith("/deb/."), habit
        assert habit.source.startswith("https://")
        assert habit.program or habit.pattern


def test_every_verb_has_its_source_and_known_flags() -> None:
    known = table()
    assert all(
        verb.source.startswith("https://kubernetes.io/docs/reference/kubectl/") for verb in known.verbs.values()
    )
    for verb in known.verbs:
        assert known.flag(verb, "--namespace") == ("--namespace", "value")
    assert known.flag("logs", "-f") == ("--follow", "bool")
    assert known.flag("apply", "-f") == ("--filename", "value")


def test_names_of_resources() -> None:
    for name, kind in {
        "po": "Pod",
        "deploy": "Deployment",
        "ingresses": "Ingress",
        "networkpolicies": "NetworkPolicy",
        "ep": "Endpoints",
        "httproutes.gateway.networking.k8s.io": "HTTPRoute",
        "HPA": "HorizontalPodAutoscaler",
    }.items():
        assert kinds.kind_of(name) == kind
    assert kinds.kind_of("inconnus") is None
