"""What people type, and the page that they expect among the first three."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

DISCOVER, OBJECTS = "cours/decouvrir/", "cours/objets/"
LANGUAGE, PODS, SERVICES = OBJECTS + "langage-kubernetes-yaml/", OBJECTS + "pods/", OBJECTS + "services/"
LABELS, DEPLOYMENTS = OBJECTS + "namespaces-et-labels/", OBJECTS + "replicasets-et-deployments/"
WHY, ARCHITECTURE = DISCOVER + "pourquoi-kubernetes/", DISCOVER + "architecture-kubernetes/"
KUBECTL, LAB = DISCOVER + "kubectl-et-kubeconfig/", "tp/objets/tp-deployer-avec-des-manifestes/"
QUERIES = {
    "deploiement": DEPLOYMENTS,
    "déploiements": DEPLOYMENTS,
    "DÉPLOIEMENT": DEPLOYMENTS,
    "deploymnet": DEPLOYMENTS,
    "replica set": DEPLOYMENTS,
    "revenir en arriere": DEPLOYMENTS,
    "mettre à jour": DEPLOYMENTS,
    "nodePort": SERVICES,
    "NODEPORT": SERVICES,
    "load balancer": SERVICES,
    "endpointslice": SERVICES,
    "kubectl expose": SERVICES,
    "service headless": SERVICES,
    "kubectl get": KUBECTL,
    "-o yaml": KUBECTL,
    "port-forward": KUBECTL,
    "kubeconf": KUBECTL,
    "changer de contexte": KUBECTL,
    "noeud": ARCHITECTURE,
    "Nœuds": ARCHITECTURE,
    "etcd": ARCHITECTURE,
    "plan de controle": ARCHITECTURE,
    "kube-proxy": ARCHITECTURE,
    "docker swarm": WHY,
    "l'orchestrateur": WHY,
    "selecteurs": LABELS,
    "namespace": LABELS,
    "apiVersion": LANGUAGE,
    "crashloop": PODS,
    "--dry-run=client": PODS,
    "conteneur d’initialisation": PODS,
    "tp manifestes": LAB,
    "parcours essentiel": "parcours/essentiel/",
}


def ask(page, words):
    field = page.get_by_role("searchbox")
    field.fill("")
    page.locator(".tm-resultats:empty").wait_for(state="attached")
    field.fill(words)
    page.locator(".tm-resultats a").first.wait_for()
    return [link.get_attribute("href") for link in page.locator(".tm-resultats > li > a").all()]


def test_the_expected_page_is_among_the_first_three(course, page):
    page.goto(course)
    page.keyboard.press("/")
    found = {words: [address.removeprefix(course) for address in ask(page, words)[:3]] for words in QUERIES}
    lost = {
        words: found[words]
        for words, expected in QUERIES.items()
        if not any(address.startswith(expected) for address in found[words])
    }
    assert len(QUERIES) >= 30
    assert lost == {}


def test_what_was_found_is_marked_as_it_is_written(course, page):
    page.goto(course)
    page.keyboard.press("s")
    ask(page, "noeuds")
    marks = page.locator(".tm-resultats mark").all_inner_texts()
    assert {mark.lower() for mark in marks} <= {"nœud", "nœuds"}
    assert marks


def test_results_are_counted_aloud(site, page):
    page.goto(site)
    page.keyboard.press("/")
    field, status = page.get_by_role("searchbox"), page.locator(".tm-recherche [role=status]")
    for words, told in (("adresse stable", "1 page trouvée."), ("xyzzy", "Aucune page trouvée.")):
        field.fill(words)
        status.get_by_text(told).wait_for()
    field.fill("")
    status.wait_for(state="hidden")
    field.fill("<img src=x onerror=alert(1)>")
    assert page.locator(".tm-recherche img").count() == 0


def test_the_keyboard_alone_goes_there_and_back(site, page):
    page.goto(site)
    page.get_by_role("button", name="Rechercher", exact=True).focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("dialog", name="Recherche").is_visible()
    assert page.evaluate("document.activeElement.type") == "search"
    page.keyboard.type("services")
    page.locator(".tm-resultats a").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.matches('.tm-resultats a')")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.type") == "search"
    page.keyboard.press("Escape")
    assert page.get_by_role("dialog").count() == 0
    assert page.evaluate("document.activeElement.className").startswith("tm-chercher")
    page.keyboard.press("Enter")
    page.keyboard.type("manifeste")
    page.locator(".tm-resultats a").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/cours/services/**")


def test_keys_of_one_letter_can_be_turned_off(site, page):
    page.goto(site)
    page.keyboard.press("s")
    page.get_by_role("checkbox").uncheck()
    page.keyboard.press("Escape")
    for _ in range(2):
        for key in ("s", "/", "n", "p"):
            page.keyboard.press(key)
        assert page.url == site
        assert page.get_by_role("dialog").count() == 0
        page.reload()
    page.get_by_role("button", name="Rechercher", exact=True).click()
    page.get_by_role("checkbox").check()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert page.get_by_role("dialog").is_visible()


def test_an_address_can_ask(site, page):
    page.goto(site + "?q=adresse+stable")
    page.locator(".tm-resultats a").first.wait_for()
    assert page.get_by_role("searchbox").input_value() == "adresse stable"


@pytest.mark.parametrize("start", ["", "cours/services/", "404.html"])
def test_search_works_under_any_path(formation, page, start):
    page.goto(formation + start)
    page.keyboard.press("/")
    assert [address.split("#")[0] for address in ask(page, "adresse stable")] == [formation + "cours/services/"]


def test_the_404_page_searches(formation, page):
    page.goto(formation + "404.html")
    page.locator("article").get_by_role("button", name="Rechercher dans le cours").click()
    assert page.get_by_role("dialog", name="Recherche").is_visible()


def test_a_search_that_cannot_load_says_so_and_tries_again(site, page):
    page.route("**/search.json", lambda route: route.abort())
    page.goto(site)
    page.keyboard.press("/")
    page.keyboard.type("adresse")
    page.locator("[role=status]").get_by_text("n’a pas pu se charger").wait_for()
    page.unroute("**/search.json")
    page.keyboard.type("s")
    page.locator(".tm-resultats a").first.wait_for()


def test_nothing_unpublished_is_found(site, page):
    answer = page.request.get(site + "assets/timonier/search.json").text()
    assert "adresse stable" in answer
    assert "Rien de ceci" not in answer
