"""What a printed page gives to the rest of a book: words for the index, files to attach.

In: the page in print form, its code blocks still with what authors said of them. Out: marks, each with the anchor
of its place, which the page is given where it had none; and the manifests, which a reader of PDF cannot copy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lxml.html import HtmlElement
from lxml.html.builder import E

from timonier.core.manifest import manifests
from timonier.core.shell import HOLE, Command, read
from timonier.core.syntax import YAML_LANGUAGES
from timonier.core.yamldoc import load
from timonier.render.print_access import place, typed
from timonier.render.print_page import Attached, Family, Mark

TERM_CLASS: Final = "tm-terme"
"""The class of a term of the glossary."""
TERM_DATA: Final = "data-terme"
ATTACHED: Final = "data-joint"
"""On a block's mark: the name of its file."""
_PRIVATE: Final = frozenset({"tm-correction", "tm-formateur", "tm-reponse"})
_SCRIPTS: Final = frozenset({"bash", "sh", "shell"})
_TOOLS: Final[Mapping[str, frozenset[str]]] = {
    "kubectl": frozenset({"auth", "certificate", "config", "create", "rollout", "set", "top"}),
    "helm": frozenset({"dependency", "get", "plugin", "repo", "search", "show"}),
    "docker": frozenset({"compose", "container", "image", "network", "volume"}),
    **dict.fromkeys(("argocd", "cmctl", "istioctl", "kind", "kubeadm", "kustomize", "minikube"), frozenset[str]()),
}
"""Commands that the index names with their verb; the verbs that have verbs of their own."""
_TAKING: Final = frozenset({"-n", "--namespace", "--context", "--kubeconfig", "-f", "-l"})
"""Options before a verb whose value is the next word."""


@dataclass(frozen=True, slots=True)
class Marks:
    """All that a page gives."""

    words: tuple[Mark, ...]
    files: tuple[Attached, ...]


def collect(root: HtmlElement, page: str, site: str) -> Marks:
    """The marks of a page; its blocks get anchors, and the blocks that are attached say so.

    `site` is where the site is hosted: the blocks say where it has their files, too.
    """
    found: dict[tuple[Family, str], Mark] = {}
    files: dict[str, Attached] = {}
    blocks: list[tuple[HtmlElement, list[str]]] = []
    for element in root.iter("div", "span"):
        if element.tag == "span":
            words: list[tuple[Family, str]] = [("term", term)] if (term := element.get(TERM_DATA)) else []
        elif element.get("data-lang") is None or element.get("data-attendu") is not None:
            continue
        else:
            kinds = list(_kinds(element))
            words = list(_words(element, kinds))
            blocks.append((element, kinds))
        for family, word in words:
            if (family, word) not in found:
                found[family, word] = Mark(family, word, _anchor(element, len(found)))
    # What everybody gets first: its names must not depend on what else an edition shows.
    for block, kinds in sorted(blocks, key=lambda each: _is_private(each[0])):
        _attach(block, page, kinds, files, site)
    return Marks(tuple(found.values()), tuple(files.values()))


def _anchor(element: HtmlElement, number: int) -> str:
    if not element.get("id"):
        element.set("id", f"index-{number}")
    return str(element.get("id"))


def _kinds(block: HtmlElement) -> Iterator[str]:
    """The kind of each object of a block; a hole where students fill it, nothing where there is none."""
    if block.get("data-lang") in YAML_LANGUAGES:
        for document in load(_code(block)).documents:
            yield from (each.kind for each in manifests(document))


def _words(block: HtmlElement, kinds: Iterable[str]) -> Iterator[tuple[Family, str]]:
    yield from (("kind", kind) for kind in kinds if kind.isalpha())
    for text in _typed(block, block.get("data-lang", "")):
        for command in read(text):
            if name := command_name(command):
                yield "command", name


def _typed(block: HtmlElement, language: str) -> Iterator[str]:
    if language in _SCRIPTS:
        yield _code(block)
    for command in block.find_class("tm-commande"):
        yield command.text_content()[2:]


def _code(block: HtmlElement) -> str:
    return "".join(pre.text_content() for pre in block.iter("pre"))


def command_name(command: Command) -> str:
    """A command as the index names it: `kubectl get`, `kubectl config set-context`; nothing for other tools."""
    words = [word.text for word in command.words]
    if not words or words[0] not in _TOOLS:
        return ""
    found = [words[0]]
    rest = iter(words[1:])
    for word in rest:
        if word in _TAKING:
            next(rest, None)
        elif not word.startswith("-"):
            if HOLE.search(word) or not word.replace("-", "").isalpha():
                break
            found.append(word)
            if len(found) == 3 or word not in _TOOLS[words[0]]:
                break
    return " ".join(found) if len(found) > 1 else ""


def _attach(block: HtmlElement, page: str, kinds: list[str], files: dict[str, Attached], site: str) -> None:
    """Keep a block that holds objects as a file named after the page, and say its name over the code."""
    if not kinds or block.get("data-extrait") is not None or block.get("data-patch") is not None:
        return
    title = next((each.text_content() for each in block.find_class("tm-fichier")), "")
    wanted = f"{page}--{title.replace('/', '-') or _named_after(kinds[0])}"
    name = _free(wanted, files)
    where = place(name) if site and not _is_private(block) else ""
    files[name] = Attached(name, _code(block), where)
    said = E.span({"class": "tm-etiquette", ATTACHED: name}, "joint")
    if not title or name != wanted:
        said.text += f"\u00a0: {name}"
    bar = _bar(block)
    bar.append(said)
    if where:
        bar.append(E.span({"class": "tm-etiquette tm-adresse"}, typed(site + where)))


def _is_private(block: HtmlElement) -> bool:
    """Whether a block stands where the students' site may not have it; a correction links to its own files."""
    return any(_PRIVATE & set((parent.get("class") or "").split()) for parent in block.iterancestors())


def _bar(block: HtmlElement) -> HtmlElement:
    found = next(iter(block.find_class("tm-barre")), None)
    if found is None:
        found = E.div({"class": "tm-barre"})
        block.insert(0, found)
    return found


def _named_after(kind: str) -> str:
    return f"{kind.lower() if kind.isalpha() else 'manifeste'}.yaml"


def _free(name: str, files: Mapping[str, Attached]) -> str:
    stem, dot, suffix = name.rpartition(".")
    number, free = 1, name
    while free in files:
        number += 1
        free = f"{stem}-{number}{dot}{suffix}"
    return free
