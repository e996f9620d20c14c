"""Tabs that can be read one after another: each panel knows its own label, for a page whose scripts do not run."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

TITLE_ATTRIBUTE = "data-titre"


class TabsTreeprocessor(Treeprocessor):
    """Copies the labels of each set of tabs onto its panels."""

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        for tabs in root.iter("div"):
            if "tabbed-set" in tabs.get("class", "").split():
                labels = tabs.findall("./div[@class='tabbed-labels']/label")
                panels = tabs.findall("./div[@class='tabbed-content']/div")
                for label, panel in zip(labels, panels, strict=True):
                    panel.set(TITLE_ATTRIBUTE, "".join(label.itertext()))
