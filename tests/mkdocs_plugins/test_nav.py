"""Real builds of a course with modules, tracks, announced pages and old addresses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from posixpath import join, normpath

import pytest
from lxml import html
from mkdocs.commands.build import build as build_site
from mkdocs.config import load_config

from ordered import LAB, MODULES, PODS, TRACK, write
from timonier import course, settings
from timonier.audit.run import audit

pytestmark = pytest.mark.slow


def run(root, *options, generator="mkdocs"):
    return subprocess.run(
        [sys.executable, "-m", generator, "build", *options],
        cwd=root,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def built(root, *options, generator="mkdocs"):
    result = run(root, "--strict", *options, generator=generator)
    assert result.returncode == 0, result.stderr
    return root / "site"


def page(site, path):
    return html.fromstring((site / path / "index.html").read_text(encoding="utf-8"))


def select(page, *path):
    """Elements down a path of steps, each a tag (`li`), a class (`.tm-faits`) or both (`a.md-tabs__link`)."""
    query = ""
    for step in path:
        tag, _, name = step.partition(".")
        having = f'[contains(concat(" ", @class, " "), " {name} ")]' if name else ""
        query += f"//{tag or '*'}{having}"
    return page.xpath(query)


def texts(page, *path):
    return [" ".join(element.text_content().split()) for element in select(page, *path)]


@pytest.mark.parametrize("generator", ["mkdocs", "properdocs"])
def test_tabs_and_the_modules_that_have_a_page(ordered_course, generator):
    site = built(ordered_course, generator=generator)
    assert texts(page(site, ""), ".md-tabs__link") == [
        "Sommaire",
        "Parcours",
        "Travaux pratiques",
        "Modules",
        "Télécharger",
        "À propos",
    ]
    modules = ["Les bases", "Réseau & co"]
    sections = texts(page(site, "tp/tp-web"), ".md-nav--primary", ".md-nav__link")
    assert [text for text in sections if text in (*modules, "Plus tard")] == modules
    shown = ["Les Pods", "Les Services", "TP : publier", "Licences"]
    menu = texts(page(site, "tp/tp-web"), ".md-nav--primary", "a.md-nav__link")
    assert [text for text in menu if text in shown] == shown


def test_previous_and_next_follow_the_track_then_the_modules(ordered_course):
    site, order, path = built(ordered_course), [], ""
    while True:
        order.append(path)
        following = select(page(site, path), ".md-footer__link--next")
        if not following:
            break
        path = normpath(join(path, following[0].get("href")))
        assert texts(page(site, path), ".md-footer__link--prev")
    assert order == ["", "cours/bases/pods", "tp/tp-web", "cours/services"]
    assert not select(page(site, "licences"), ".md-footer__link")


def test_another_track_may_be_followed(ordered_course):
    write(ordered_course, "content/parcours/web.yml", TRACK.replace("[pods, tp-web]", "[services, pods]"))
    toml = ordered_course / "pyproject.toml"
    toml.write_text(
        toml.read_text(encoding="utf-8").replace('"1.37"', '"1.37"\nparcours = "web"'), encoding="utf-8"
    )
    hub = page(built(ordered_course), "")
    assert [link.get("href") for link in select(hub, ".md-footer__link--next")] == ["cours/services/"]
    toml.write_text(toml.read_text(encoding="utf-8").replace('"web"', '"essentil"'), encoding="utf-8")
    result = run(ordered_course)
    assert result.returncode == 1
    assert "aucun parcours « essentil » ; vouliez-vous dire « essentiel » ?" in result.stderr


def test_the_head_of_pages(ordered_course):
    site = built(ordered_course)
    lesson, lab = page(site, "cours/bases/pods"), page(site, "tp/tp-web")
    assert texts(lesson, ".tm-tete", ".tm-faits", "li")[:5] == [
        "Leçon",
        "Module : Les bases",
        "Niveau : Base",
        "Durée : 45 min",
        "1 min de lecture",
    ]
    assert texts(lesson, ".tm-objectifs", "li") == ["Lire un <Pod>"]
    assert texts(lesson, ".tm-revu") == ["Revu le 21 novembre 2026 pour Kubernetes 1.37."]
    assert texts(lab, ".tm-prerequis") == ["Prérequis : Les Pods, Les volumes (à venir)."]
    assert [link.get("href") for link in select(lab, ".tm-prerequis", "a")] == ["../../cours/bases/pods/"]
    assert not select(lab, ".tm-objectifs")
    assert not select(page(site, "licences"), ".tm-tete")


def test_links_to_the_repository_only_where_there_is_one(ordered_course):
    assert not select(page(built(ordered_course), "cours/bases/pods"), ".tm-pied")
    with (ordered_course / "pyproject.toml").open("a", encoding="utf-8") as toml:
        toml.write('\n[tool.timonier.site]\ndepot = "https://github.com/exemple/cours/"\nbranche = "principale"\n')
    site = built(ordered_course)
    base = "https://github.com/exemple/cours/edit/principale/content"
    for path, source in (
        ("cours/bases/pods", "cours/bases/pods.md"),
        ("parcours/essentiel", "parcours/essentiel.yml"),
    ):
        edit, report = select(page(site, path), ".tm-pied", "a")
        assert edit.get("href") == f"{base}/{source}"
        assert report.get("href").startswith("https://github.com/exemple/cours/issues/new?title=")


def test_the_page_of_a_track_is_built_recorded_and_proved(ordered_course):
    site = built(ordered_course)
    project = settings.load(ordered_course)
    source = course.load(project).tracks[0]
    recorded = {each["source"]: each for each in json.loads((site / "timonier.json").read_text())["pages"]}
    assert recorded[source.path]["digest"] == source.digest
    assert recorded[source.path]["file"] == "parcours/essentiel/index.html"
    assert not [found for found in audit(site, project, course.load(project)) if found.severity == "error"]
    assert texts(page(site, "parcours/essentiel"), "tbody", "td")[::3] == [
        "09:00–09:30",
        "09:30–09:45",
        "09:45–10:00",
        "10:00–10:30",
    ]
    assert not list(site.rglob("*.yml"))
    write(ordered_course, "content/parcours/essentiel.yml", TRACK.replace("09:00", "08:00"))
    assert [found.code for found in audit(site, project, course.load(project)) if found.severity == "error"] == [
        "AUD003"
    ]


def test_without_the_plugin_the_audit_misses_the_tracks(ordered_course):
    yml = ordered_course / "mkdocs.yml"
    yml.write_text(yml.read_text(encoding="utf-8").replace("  - timonier-nav\n", ""), encoding="utf-8")
    assert run(ordered_course).returncode == 0
    project = settings.load(ordered_course)
    found = audit(ordered_course / "site", project, course.load(project))
    assert ("AUD004", "content/parcours/essentiel.yml") in [(each.code, each.path) for each in found]


@pytest.mark.parametrize(
    ("options", "old", "target", "page_address"),
    [
        ((), "tp/deployer/index.html", "../tp-web/", "tp/tp-web/"),
        ((), "web/index.html", "../tp/tp-web/", "tp/tp-web/"),
        (("--no-directory-urls",), "tp/deployer.html", "tp-web.html", "tp/tp-web.html"),
    ],
)
def test_old_addresses_lead_to_the_page(ordered_course, options, old, target, page_address):
    with (ordered_course / "pyproject.toml").open("a", encoding="utf-8") as toml:
        toml.write('\n[tool.timonier.site]\nadresse = "https://exemple.fr/formation/"\n')
    moved = html.fromstring((built(ordered_course, *options) / old).read_text(encoding="utf-8"))
    (link,) = select(moved, "a")
    canonical = moved.xpath("//link[@rel='canonical']/@href")[0]
    assert link.get("href") == target
    assert canonical == f"https://exemple.fr/formation/{page_address}"


def test_a_wrong_old_address_harms_nothing(ordered_course):
    lab = LAB.replace("[tp/deployer, web]", "[../../dehors, cours/services, tp/deployer, tp/deployer]")
    write(ordered_course, "content/tp/tp-web.md", lab)
    result = run(ordered_course)
    assert "FM108" in result.stderr
    assert result.stderr.count("PAG004") == 2
    assert result.returncode == 0
    assert not list(ordered_course.parent.rglob("dehors*"))
    assert "Les Services" in texts(page(ordered_course / "site", "cours/services"), "h1")


def test_a_nav_in_mkdocs_yml_is_refused(ordered_course):
    with (ordered_course / "mkdocs.yml").open("a", encoding="utf-8") as yml:
        yml.write("nav: [index.md]\n")
    result = run(ordered_course)
    assert result.returncode == 1
    assert "retirez « nav »" in result.stderr
    assert "Traceback" not in result.stderr


def test_the_404_leads_to_every_part_of_the_course(ordered_course):
    with (ordered_course / "pyproject.toml").open("a", encoding="utf-8") as toml:
        toml.write('\n[tool.timonier.site]\nadresse = "https://exemple.fr/formation/"\n')
    lost = html.fromstring((built(ordered_course) / "404.html").read_text(encoding="utf-8"))
    links = {link.text_content(): link.get("href") for link in select(lost, "article", "li", "a")}
    assert links["Sommaire"] == "/formation/."
    assert links["Réseau & co"] == "/formation/cours/services/"


def test_a_preview_shows_new_renamed_and_deleted_pages(ordered_course, tmp_path):
    site = tmp_path / "apercu"

    def preview():
        config = load_config(str(ordered_course / "mkdocs.yml"), site_dir=str(site))
        config.plugins.on_startup(command="serve", dirty=False)
        build_site(config, serve_url="http://127.0.0.1:8000/")
        return texts(page(site, "cours/bases/pods"), ".md-nav--primary", ".md-nav__link")

    assert "Les Secrets" not in preview()
    write(ordered_course, "content/cours/bases/secrets.md", PODS.replace("Les Pods", "Les Secrets"))
    write(ordered_course, "content/modules.yml", MODULES.replace("- pods", "- pods\n      - secrets"))
    assert "Les Secrets" in preview()
    (ordered_course / "content/cours/bases/secrets.md").rename(ordered_course / "content/cours/bases/cles.md")
    assert "Les Secrets" in preview()
    assert (site / "cours/bases/cles/index.html").is_file()
    hub = page(site, "")
    assert any("MOD103 content/modules.yml:7:9" in text for text in texts(hub, ".tm-defauts", "li"))
    write(ordered_course, "content/modules.yml", MODULES.replace("- pods", "- pods\n      - cles"))
    assert "Les Secrets" in preview()
    (ordered_course / "content/cours/bases/cles.md").unlink()
    write(ordered_course, "content/modules.yml", MODULES)
    assert "Les Secrets" not in preview()
