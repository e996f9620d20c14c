"""A `console` block as a dialogue: what was typed, what was answered.

In: the text of the block. Out: its `Part`s in order. A line that begins with `$ ` or `# ` and goes on is typed; so
is what follows it while the shell would still be reading: after a final backslash, up to the end of a
here-document, inside an open quote. A here-document or a quote that never closes ends with its own line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

PROMPTS = ("$ ", "# ")

_HEREDOC = re.compile(r"""(?<!<)<<(?!<)(?P<dash>-?)[ ]*(?P<quote>["']?)(?P<word>[A-Za-z_]\w*)(?P=quote)""")
_QUOTED = re.compile(r"""\\.|'[^']*'|"(?:\\.|[^"\\])*\"""", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Part:
    """Some consecutive lines: a command after its prompt, or output (then `prompt` is empty)."""

    prompt: str
    text: str


def dialogue(text: str) -> tuple[Part, ...]:
    """The commands and outputs of a block, without losing a line."""
    lines = text.split("\n")
    parts: list[Part] = []
    output: list[str] = []
    index = 0
    while index < len(lines):
        if not _is_typed(lines[index]):
            output.append(lines[index])
            index += 1
            continue
        if output:
            parts.append(Part("", "\n".join(output)))
            output = []
        end = _end_of_command(lines, index)
        parts.append(Part(lines[index][:2], "\n".join(lines[index:end])[2:]))
        index = end
    return (*parts, Part("", "\n".join(output))) if output else tuple(parts)


def commands(text: str) -> tuple[str, ...]:
    """What a reader copies: the commands alone, in order."""
    return tuple(part.text for part in dialogue(text) if part.prompt)


def _is_typed(line: str) -> bool:
    return line.startswith(PROMPTS) and bool(line[2:].strip())


def _end_of_command(lines: Sequence[str], start: int) -> int:
    """The number of the line just after the command that begins at `start`."""
    end = start + 1
    while end <= len(lines):
        command = "\n".join(lines[start:end])[2:]
        heredoc = _HEREDOC.search(_without_quotes(lines[end - 1]))
        if heredoc:
            closing = _closing(lines, end, heredoc)
            return closing + 1 if closing is not None else end
        if command.endswith("\\") and end < len(lines):
            end += 1
        elif _has_open_quote(command):
            closed = _end_of_quote(lines, start, end)
            if closed is None:
                return end
            end = closed
        else:
            return end
    return len(lines)


def _closing(lines: Sequence[str], first: int, heredoc: re.Match[str]) -> int | None:
    for number in range(first, len(lines)):
        line = lines[number].lstrip("\t") if heredoc["dash"] else lines[number]
        if line == heredoc["word"]:
            return number
    return None


def _end_of_quote(lines: Sequence[str], start: int, end: int) -> int | None:
    for number in range(end, len(lines)):
        if lines[number].startswith("$ "):
            return None
        if not _has_open_quote("\n".join(lines[start : number + 1])[2:]):
            return number + 1
    return None


def _has_open_quote(command: str) -> bool:
    rest = _QUOTED.sub("", command)
    return "'" in rest or '"' in rest


def _without_quotes(line: str) -> str:
    """The line with what stands in quotes blanked, but for the quoted word of a here-document."""
    return re.sub(r"""(?<!<)(?<!<-)(?<!< )("[^"]*"|'[^']*')""", lambda quoted: " " * len(quoted[0]), line)
