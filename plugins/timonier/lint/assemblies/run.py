"""The overlays and the charts of a course's corrections in, what is wrong in them out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from timonier.core.diagnostic import Diagnostic
from timonier.core.snippet import yaml_file
from timonier.core.syntax import YAML_SUFFIXES
from timonier.core.yamldoc import load
from timonier.lint import snippets as yaml_texts
from timonier.lint.assemblies import charts, patches, paths, rendered, spare, tools
from timonier.lint.assemblies.jobs import Job, chart_list, jobs, overlays
from timonier.lint.assemblies.rendered import Told
from timonier.lint.assemblies.tools import Output, Tool
from timonier.lint.assemblies.tree import START, Tree, read
from timonier.lint.parts import Terms

_KEEPS_FROM_RENDERING: Final = frozenset({"KUS110", "HLM106"})
"""Warnings after which a tool would go to the network, or fail."""
_CODES: Final = {"kustomize": "KUS120", "helm": "HLM120"}
_LOOKED_AT: Final = {"kustomize": "chemins et cibles vérifiés", "helm": "fichiers des charts vérifiés"}


@dataclass
class Assemblies:
    """The work on the labs that are checked; `found` is what was said of their files one by one."""

    tree: Tree
    root: Path
    folder: str
    """That of all corrections, from `root`."""
    terms: Terms
    checked: Collection[str]
    starts: frozenset[str]
    """The files that students complete: an assembly that has one is not finished."""
    found: Iterable[Diagnostic]
    _tools: dict[str, Tool | None] = field(default_factory=dict)
    _said: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How many assemblies had each outcome: a sentence, and the participle that it agrees with."""

    def diagnostics(self) -> Iterator[Diagnostic]:
        """Everything wrong in the assemblies: in their files, then in the objects that they give."""
        own = [each for each in self._own() if each.path not in self.starts]
        yield from (each for each in own if self._is_ours(each.path))
        everything = (*self.found, *own)
        faulty = {f.path for f in everything if f.severity == "error" or f.code in _KEEPS_FROM_RENDERING}
        told = {(fault.code, fault.message) for fault in self.found}
        for job in jobs(self.tree):
            if self._lab(job.file) in self._labs and self.starts.isdisjoint(job.files):
                yield from self._render(job, faulty, told)

    def summary(self) -> str:
        """What happened to the assemblies, in French; nothing where there are none."""
        return " ".join(
            f"{count} assemblage{'s' * (count > 1)} {outcome.format(participle + 's' * (count > 1))}."
            for (outcome, participle), count in sorted(self._said.items())
        )

    def _render(self, job: Job, faulty: set[str], told: Collection[Told]) -> Iterator[Diagnostic]:
        if not faulty.isdisjoint(job.files):
            self._say("non {} à cause de ce qui est signalé", "rendu")
        elif (tool := self._tool(job)) is None:
            self._say(f"non {{}}, {job.tool} absent : {_LOOKED_AT[job.tool]}", "rendu")
        elif (output := self._output(job, tool)).failure:
            self._say(f"{{}} par {tool.name}", "refusé")
            said = output.failure.replace(f"{self.root}/", "")
            message = f"{tool.name} refuse cet assemblage : {said}"
            hint = "corrigez ce qu’il nomme, puis lancez-le vous-même dans ce dossier."
            yield Diagnostic(job.file, START, _CODES[job.tool], message, hint)
        else:
            self._say(f"{{}} avec {tool.name}", "rendu")
            yield from rendered.check(self.tree, output.text, job.file, self.terms, told)

    def _say(self, outcome: str, participle: str) -> None:
        self._said[outcome, participle] += 1

    def _output(self, job: Job, tool: Tool) -> Output:
        folder = str(self.root / job.folder)
        if job.tool == "kustomize":
            return tools.run((*tool.command, folder))
        return tools.run((*tool.command, job.release, folder, "--kube-version", self.terms.newest))

    def _tool(self, job: Job) -> Tool | None:
        """Looked for when there is something to render."""
        if job.tool not in self._tools:
            self._tools[job.tool] = tools.kustomize() if job.tool == "kustomize" else tools.helm()
        return self._tools[job.tool]

    @cached_property
    def _labs(self) -> set[str]:
        return {self._lab(path) for path in self.checked}

    def _lab(self, path: str) -> str:
        """The folder of the lab that a file belongs to."""
        return "/".join(path.split("/")[: self.folder.count("/") + 2])

    def _is_ours(self, path: str) -> bool:
        """Whether a file is checked, or is of no kind that could be but stands in a lab that is."""
        return path in self.checked or (not path.endswith(YAML_SUFFIXES) and self._lab(path) in self._labs)

    def _own(self) -> Iterator[Diagnostic]:
        for folder in self.tree.overlays:
            yield from self._form(folder)
        for overlay in overlays(self.tree):
            found = list(paths.check(self.tree, overlay))
            yield from found
            if not any(fault.severity == "error" for fault in found):
                yield from patches.check(self.tree, overlay)
        yield from spare.check(self.tree)
        for chart in chart_list(self.tree):
            yield from charts.check(chart)

    def _form(self, folder: str) -> Iterator[Diagnostic]:
        """What keeps a kustomization from being read; a name that does not say YAML is read by nobody else."""
        source = self.tree.kustomization(folder)
        if source is None:
            return
        if not source.path.endswith(YAML_SUFFIXES):
            yield from yaml_texts.check(yaml_file(source), self.terms).diagnostics
        if read(source) is None and not load(source.text).problems:
            message = "cette kustomization n’est pas un objet YAML"
            hint = "écrivez des clés et leurs valeurs, dans un seul document."
            yield Diagnostic(source.path, START, "KUS111", message, hint)
