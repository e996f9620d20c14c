"""What is wrong in a YAML text, said in French.

In: an event, or an error of libyaml (or of PyYAML's own parser) with the text. Out: a `Fault` with the offsets of
what is wrong. The sentence is chosen from what stands at the place of the error, because both parsers name the
rule that they could not follow, not the author's mistake.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a text, between two offsets in code points."""

    code: str
    start: int
    end: int
    message: str
    hint: str | None = None


def _at(event: Any, code: str, message: str, hint: str | None = None) -> Fault:
    return Fault(code, event.start_mark.index, event.end_mark.index, message, hint)


def duplicate(key: str, event: Any) -> Fault:
    """A key written twice in one mapping; the server's strict decoding refuses it."""
    hint = "gardez une seule des deux lignes ; pour plusieurs éléments, faites une liste avec des tirets."
    return _at(event, "YML002", f"la clé « {key} » est écrite deux fois au même endroit", hint)


def lone_dots(start: int) -> Fault:
    """`...` ends a YAML document: what follows is not read."""
    hint = "pour une coupure, écrivez « # … » en commentaire ; pour un autre document, écrivez « --- »."
    return Fault("YML005", start, start + 3, "« ... » termine le document YAML : la suite n’est pas lue", hint)


def bad_tag(event: Any) -> Fault:
    """An explicit tag (`!!int`) whose text is something else."""
    tag = event.tag.replace("tag:yaml.org,2002:", "!!")
    message = f"« {event.value} » ne peut pas être lu comme {tag}"
    return _at(event, "YML013", message, f"retirez {tag}, ou corrigez la valeur.")


def not_json(event: Any) -> Fault:
    """An infinity or a NaN, which JSON cannot hold."""
    message = f"« {event.value} » est un nombre que JSON ne sait pas écrire"
    return _at(event, "YML013", message, "si c’est un texte, mettez-le entre guillemets.")


def null_key(event: Any) -> Fault:
    """A key that reads as null."""
    hint = "donnez un nom à la clé, ou mettez-la entre guillemets."
    return _at(event, "YML014", "une clé vide ou nulle n’est pas acceptée", hint)


def complex_key(event: Any, text: str) -> Fault:
    """A mapping or a list as a key: nearly always a template's `{{`."""
    start = event.start_mark.index
    if text[max(0, start - 1) : start + 1] == "{{":
        return _template(start - 1)
    return Fault("YML014", start, start + 1, "une liste ou un objet ne peut pas servir de clé", None)


def _template(start: int) -> Fault:
    message = "« {{ » commence un gabarit (Helm, Go template) : ce texte n’est pas du YAML"
    return Fault("YML008", start, start + 2, message, "mettez la valeur entre guillemets si c’en est une.")


def bad_merge(start: int) -> Fault:
    """`<<` followed by something other than mappings."""
    return Fault(
        "YML012", start, start + 2, "« << » n’est pas suivi d’un objet à fusionner", "écrivez « <<: *ancre »."
    )


def too_deep(event: Any, limit: int) -> Fault:
    """Nesting that no Kubernetes object has."""
    return _at(event, "YML010", f"l’imbrication dépasse {limit} niveaux", "simplifiez ce document.")


def unknown_alias(event: Any, anchors: Iterable[str]) -> Fault:
    """`*name` without an earlier `&name`; often a bare asterisk."""
    known = ", ".join(f"&{name}" for name in anchors) or "aucune"
    hint = f"si c’est un texte, mettez-le entre guillemets ; ancres définies plus haut : {known}."
    return _at(event, "YML012", f"« *{event.anchor} » renvoie à une ancre qui n’est pas définie plus haut", hint)


def recursive_alias(event: Any) -> Fault:
    """An alias inside what its anchor names."""
    return _at(event, "YML012", f"« *{event.anchor} » se contient lui-même", "retirez cet alias.")


def too_many_aliases(event: Any) -> Fault:
    """Aliases of aliases that multiply without end."""
    message = "les alias de ce document se multiplient au-delà de ce que le serveur accepte"
    return _at(event, "YML012", message, "écrivez les valeurs en clair.")


def from_error(error: yaml.YAMLError, text: str) -> Fault:
    """The fault behind an error of the parser. `text` is the document that was being read."""
    problem_mark = getattr(error, "problem_mark", None)
    context_mark = getattr(error, "context_mark", None)
    offset = len(text) if problem_mark is None else min(problem_mark.index, len(text))
    context = offset if context_mark is None else min(context_mark.index, len(text))
    problem = f"{getattr(error, 'context', None) or ''} ; {getattr(error, 'problem', None) or ''}"
    for guess in (
        _elision,
        _tab,
        _unclosed_quote,
        _unclosed_bracket,
        _opening,
        _colon,
        _dash,
        _escape,
        _after_quote,
        _indentation,
    ):
        fault = guess(_Error(text, offset, context, problem))
        if fault is not None:
            return fault
    return _line_fault(text, offset, "YML001", "la syntaxe YAML est rompue ici", _GENERAL_HINT)


_GENERAL_HINT = "vérifiez les espaces en début de ligne, les deux-points et les guillemets de cette ligne."


def _line_at(text: str, offset: int) -> tuple[int, str]:
    """Start and content of the line that holds `offset`; the last line with content at the end of the text."""
    if not text[offset:].strip():
        offset = len(text.rstrip())
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", start)
    return start, text[start : len(text) if end < 0 else end].rstrip("\r")


def _line_fault(text: str, offset: int, code: str, message: str, hint: str) -> Fault:
    start, line = _line_at(text, offset)
    indent = len(line) - len(line.lstrip())
    return Fault(code, start + indent, start + len(line.rstrip()), message, hint)


@dataclass(frozen=True, slots=True)
class _Error:
    """What the parser says: where it stopped, where what it was reading began, and its own words."""

    text: str
    offset: int
    context: int
    problem: str


def _elision(at: _Error) -> Fault | None:
    """A line that holds nothing but dots, at the error or just before it."""
    start, line = _line_at(at.text, at.offset)
    earlier = at.text.rfind("\n", 0, max(0, start - 1)) + 1
    for begin, content in ((start, line), (earlier, at.text[earlier : max(0, start - 1)])):
        if content.strip() in ("...", "…"):
            dots = begin + len(content) - len(content.lstrip())
            if content.rstrip() == "...":
                return lone_dots(dots)
            hint = "pour une coupure, écrivez « # … » en commentaire."
            message = f"« {content.strip()} » n’est pas une coupure en YAML : ce texte rompt la syntaxe"
            return Fault("YML005", dots, dots + len(content.strip()), message, hint)
    return None


def _tab(at: _Error) -> Fault | None:
    start, line = _line_at(at.text, at.offset)
    indent = len(line) - len(line.lstrip())
    tab = line.find("\t", 0, indent)
    if tab < 0:
        tab = at.offset - start if at.text[at.offset : at.offset + 1] == "\t" else -1
    if tab < 0:
        return None
    hint = "remplacez chaque tabulation par des espaces : YAML n’en accepte pas dans l’indentation."
    return Fault("YML003", start + tab, start + tab + 1, "une tabulation sert d’indentation", hint)


def _unclosed_quote(at: _Error) -> Fault | None:
    if "quoted scalar" not in at.problem or not re.search(
        r"end of stream|document (indicator|separator)", at.problem
    ):
        return None
    quote = at.text[at.context : at.context + 1]
    hint = f"ajoutez le guillemet {quote} fermant ; une apostrophe dans un texte demande des guillemets doubles."
    return Fault("YML004", at.context, at.context + 1, f"le guillemet {quote} ouvert ici n’est jamais fermé", hint)


def _unclosed_bracket(at: _Error) -> Fault | None:
    start = at.context
    if "flow node" in at.problem and not at.text[at.offset :].strip():
        start = _last_open(at.text)
    elif "flow sequence" not in at.problem and "flow mapping" not in at.problem:
        return None
    bracket = at.text[start : start + 1]
    if at.text[start : start + 2] == "{{":
        return _template(start)
    if bracket not in _CLOSINGS:
        return None
    hint = f"ajoutez « {_CLOSINGS[bracket]} », ou la virgule qui manque entre deux éléments."
    return Fault("YML004", start, start + 1, f"« {bracket} » ouvert ici n’est pas fermé comme il faut", hint)


_CLOSINGS = {"[": "]", "{": "}"}


def _last_open(text: str) -> int:
    """Where the innermost bracket that nothing closes stands, or the end of the text."""
    closed = 0
    for offset in range(len(text) - 1, -1, -1):
        if text[offset] in "]}":
            closed += 1
        elif text[offset] in "[{":
            closed -= 1
            if closed < 0:
                return offset
    return len(text)


_OPENINGS = {
    "*": "« * » en début de valeur est un renvoi à une ancre",
    "&": "« & » en début de valeur définit une ancre",
    "@": "« @ » ne peut pas commencer une valeur sans guillemets",
    "`": "« ` » ne peut pas commencer une valeur sans guillemets",
    "%": "« % » ne peut pas commencer une valeur sans guillemets",
    "!": "« ! » en début de valeur est une étiquette de type YAML",
    "|": "« | » en début de valeur annonce un texte sur plusieurs lignes",
    ">": "« > » en début de valeur annonce un texte sur plusieurs lignes",
}


def _opening(at: _Error) -> Fault | None:
    """A value that begins with a character that means something else to YAML."""
    for place in (at.offset, at.context):
        mark = at.text[place : place + 1]
        before = at.text[at.text.rfind("\n", 0, place) + 1 : place]
        if mark in _OPENINGS and (not before.strip() or before.rstrip() != before):
            end = place + len(at.text[place:].split("\n", 1)[0].rstrip())
            return Fault("YML007", place, end, _OPENINGS[mark], "mettez la valeur entre guillemets.")
    return None


def _colon(at: _Error) -> Fault | None:
    """`a: b: c`, or a line whose colon lacks a space or is missing."""
    if "mapping values are not allowed" in at.problem:
        return _second_colon(at.text, at.offset)
    if "could not find expected ':'" not in at.problem:
        return None
    start, line = _line_at(at.text, at.context)
    glued = re.match(r"\s*(?:- +)*[\w./-]+:(?=[^\s:/])", line)
    if glued:
        place = start + glued.end()
        return Fault("YML006", place - 1, place, "il manque une espace après « : »", "écrivez « clé: valeur ».")
    message = "cette ligne n’a pas de « : » entre une clé et sa valeur"
    return _line_fault(
        at.text, at.context, "YML006", message, "écrivez « clé: valeur », ou corrigez l’indentation."
    )


def _second_colon(text: str, offset: int) -> Fault:
    start, line = _line_at(text, offset)
    column = offset - start
    if re.search(r":\s", line[:column]):
        hint = "mettez la valeur entière entre guillemets."
        return Fault("YML006", offset, offset + 1, "« : » suivi d’une espace coupe cette valeur en deux", hint)
    before = len(text[:start].rstrip())
    _, earlier = _line_at(text, before)
    if re.search(r":\s+\S", earlier):
        hint = "alignez cette clé sur celles du même niveau : celle du dessus a déjà une valeur."
        return _line_fault(text, offset, "YML015", "cette clé est trop indentée", hint)
    message = "cette ligne n’a pas de « : » suivi d’une espace"
    return _line_fault(text, before, "YML006", message, "écrivez « clé: valeur ».")


def _dash(at: _Error) -> Fault | None:
    """`key: - item` on one line."""
    if "sequence entries are not allowed" not in at.problem:
        return None
    hint = "passez à la ligne avant ce tiret, et indentez-le sous la clé."
    return Fault("YML015", at.offset, at.offset + 1, "une liste ne commence pas sur la ligne de sa clé", hint)


def _escape(at: _Error) -> Fault | None:
    if "escape" not in at.problem and "hex" not in at.problem:
        return None
    start = max(at.text.rfind("\\", 0, at.offset + 1), 0)
    hint = "entre guillemets doubles, « \\ » s’écrit « \\\\ » ; entre apostrophes il reste tel quel."
    return Fault("YML007", start, start + 2, "« \\ » n’est pas suivi d’un caractère permis", hint)


def _after_quote(at: _Error) -> Fault | None:
    """Something after the closing quote of a value, on the same line."""
    start, line = _line_at(at.text, at.offset)
    before = line[: at.offset - start].rstrip()
    if at.offset <= start or before[-1:] not in ("'", '"'):
        return None
    hint = "mettez toute la valeur entre guillemets ; une apostrophe demande des guillemets doubles."
    end = start + len(line.rstrip())
    return Fault("YML004", at.offset, max(end, at.offset + 1), "du texte suit le guillemet fermant", hint)


def _indentation(at: _Error) -> Fault | None:
    start, line = _line_at(at.text, at.offset)
    if "block" not in at.problem and "document start" not in at.problem:
        return None
    if at.offset < len(at.text.rstrip()) and line[: at.offset - start].strip():
        return None
    if line.lstrip().startswith("- "):
        message, hint = "ce tiret n’est pas à sa place", "alignez-le sur les autres tirets de la liste."
    else:
        message, hint = "cette ligne n’est pas alignée avec les précédentes", _ALIGN
    return _line_fault(at.text, at.offset, "YML015", message, hint)


_ALIGN = "donnez-lui exactement autant d’espaces qu’aux autres clés du même niveau."


def control_characters(offset: int, characters: str) -> Fault:
    """One character or several in a row that YAML does not allow."""
    message = f"un caractère invisible (U+{ord(characters[0]):04X}) n’est pas permis en YAML"
    hint = "effacez-le, puis retapez ce qui l’entoure."
    return Fault("YML009", offset, offset + len(characters), message, hint)


def too_large(start: int, end: int, limit: int) -> Fault:
    """A document larger than a request to the API server may be."""
    message = f"ce document dépasse {limit // (1 << 20)} Mio, la taille que le serveur d’API accepte"
    return Fault("YML010", start, end, message, "découpez-le en plusieurs documents.")
