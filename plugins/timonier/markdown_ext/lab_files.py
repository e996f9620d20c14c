"""What a page shows of its lab's files: the zip at its head, and the files of a step in its correction.

In: the page that is being built and the publication. Out: HTML elements. Addresses are relative to the source of
the page, as those that authors write: the generator turns both into addresses of the site.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from posixpath import basename, dirname, relpath, splitext
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from timonier import course
from timonier.core.labs import Check, Lab, LabStep
from timonier.core.manifest import manifests
from timonier.core.publication import Publication
from timonier.core.yamldoc import load
from timonier.markdown_ext.code import CONSOLE, block
from timonier.markdown_ext.highlight import highlight
from timonier.markdown_ext.pages import MarkerPreprocessor
from timonier.markdown_ext.ranges import Ranges
from timonier.markdown_ext.values import add_text
from timonier.render.differences import differences
from timonier.render.lab_files import members, site_path, zip_path
from timonier.render.lab_script import CORRECTION, NAME, START
from timonier.settings import Settings

_LANGUAGES = {
    "Dockerfile": "dockerfile",
    ".json": "json",
    ".py": "python",
    ".sh": "bash",
    ".toml": "toml",
    ".yaml": "yaml",
    ".yml": "yaml",
}


class LabPage:
    """The page that a Markdown object is at work on, and its lab."""

    def __init__(
        self, md: Markdown, seen: MarkerPreprocessor, settings: Settings, publication: Publication
    ) -> None:
        self._md, self._seen, self._settings = md, seen, settings
        self.publication = publication
        self._labs: dict[str, Lab] = {}

    @property
    def id(self) -> str:
        """The page's id; nothing for a text that is no page of the course."""
        return self._seen.page.id if self._seen.page else ""

    @property
    def lab(self) -> Lab:
        """The files of the page's lab; an empty lab for any other page."""
        page = self._seen.page
        if page is None or page.kind != "tp":
            return Lab("")
        if page.id not in self._labs:
            self._labs[page.id] = course.load_lab(self._settings, page.id)
        return self._labs[page.id]

    def add_head(self, root: Element) -> None:
        """Put the link to the zip at the top of the page, where there is something to download."""
        page = self._seen.page
        if page is None or not self.lab.id:
            return
        source = course.load_page(self._settings, page.path)
        texts = members(self.lab, source, self.publication, self._settings)
        if not texts:
            return
        head = Element("p", {"class": self._offline("tm-zip")})
        self._download(head, zip_path(self.lab.id), "Télécharger les fichiers du TP")
        counts = Counter(name.partition("/")[0] for name in texts)
        parts = [_counted(counts[START], "de départ"), _counted(counts[CORRECTION], "de corrigé")]
        parts.append("de quoi vérifier le TP" if NAME in texts else "")
        head[-1].tail = f" (zip : {', '.join(filter(None, parts))})"
        root.insert(1 if len(root) and root[0].tag == "h1" else 0, head)

    def add_step(self, parent: Element, number: int) -> None:
        """Put the files of a step, what changed in each, and the commands that prove it, into its correction."""
        step = self.lab.step(number)
        for solution in step.solutions if step else ():
            if step and solution.name in self.lab.texts:
                self._add_file(SubElement(parent, "div", {"class": "tm-corrige"}), step, solution.name)
        if step and step.checks:
            self._add_checks(parent, step.checks)

    def _add_file(self, parent: Element, step: LabStep, name: str) -> None:
        text, path = self.lab.texts[name], site_path(self.lab.id, name)
        language = _LANGUAGES.get(splitext(name)[1] or basename(name), "")
        versions = Ranges(self._settings).of(text, language, {"title": name})
        shown = block(text.rstrip("\n"), language, {"title": name}, self._values, versions=versions)
        self._add_html(parent, shown)
        self._download(
            SubElement(parent, "p", {"class": self._offline("tm-telecharger")}),
            path,
            f"Télécharger {basename(name)}",
        )
        if self._is_hosted and language == "yaml" and _is_manifest(text) and not self._is_personal(text):
            command = f"$ kubectl apply -f {self._settings.site_address}{path}"
            self._add_html(parent, block(command, CONSOLE, {}, self._values))
        start = self.lab.start_of(step, name)
        if start is not None:
            fold = SubElement(parent, "details", {"class": "tm-bloc tm-differences"})
            SubElement(fold, "summary").text = f"Ce qui change dans {basename(name)}"
            self._add_html(fold, differences(start, text, basename(name), self._shown))

    @property
    def _values(self) -> Collection[str]:
        return self._settings.variables

    def _is_personal(self, text: str) -> bool:
        """Whether each reader has to put a value of their own in: no cluster takes the file as it is hosted."""
        return any(f"<{name}>" in text for name in self._values)

    @property
    def _is_hosted(self) -> bool:
        """Whether the student site, the one that has an address, holds this lab's files."""
        return bool(self._settings.site_address) and self.lab.id in self.publication.pages

    def _shown(self, line: str) -> str:
        return highlight(line, "", self._values)

    def _offline(self, name: str) -> str:
        """The classes of a link to a file: paper has it only when it leads to an address."""
        return name if self._settings.site_address else f"{name} timonier-ecran"

    def _add_checks(self, parent: Element, checks: Iterable[Check]) -> None:
        SubElement(parent, "p").text = "Ce qui prouve l’étape :"
        items = SubElement(parent, "ul", {"class": "tm-preuves"})
        for check in checks:
            item = SubElement(items, "li")
            add_text(SubElement(item, "code"), check.command, self._values)
            add_text(item, f" : {check.expected}", self._values)

    def _add_html(self, parent: Element, html: str) -> None:
        SubElement(parent, "p").text = AtomicString(self._md.htmlStash.store(html))

    def _download(self, parent: Element, path: str, text: str) -> None:
        page = self._seen.page
        address = relpath(path, dirname(page.path) or ".") if page else path
        SubElement(parent, "a", {"href": address, "download": ""}).text = text


class LabHeadTreeprocessor(Treeprocessor):
    """Begins a lab with its files."""

    def __init__(self, md: Markdown, page: LabPage) -> None:
        super().__init__(md)
        self._page = page

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        self._page.add_head(root)


def _is_manifest(text: str) -> bool:
    documents = load(text).documents
    return bool(documents) and all(manifests(document) for document in documents)


def _counted(count: int, what: str) -> str:
    return f"{count} fichier{'s' if count > 1 else ''} {what}" if count else ""
