from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonier.core.console import commands, dialogue

CASES = {
    "one": ("$ ls\na b", ["ls"]),
    "several": ("$ ls\na\n$ pwd\n/tmp\n# id", ["ls", "pwd", "id"]),
    "continued": ("$ kubectl get pods \\\n    -n web\nNAME", ["kubectl get pods \\\n    -n web"]),
    "continued at the end": ("$ ls \\", ["ls \\"]),
    "here-document": ("$ cat <<EOF >a\n# b\n$ c\nEOF\nok", ["cat <<EOF >a\n# b\n$ c\nEOF"]),
    "quoted word": ("$ cat <<'FIN' | sh\n\nx\nFIN", ["cat <<'FIN' | sh\n\nx\nFIN"]),
    "indented end": ("$ cat <<-EOF\n\tx\n\tEOF\nok", ["cat <<-EOF\n\tx\n\tEOF"]),
    "continued, then a here-document": (
        "$ kubectl apply \\\n  -f - <<EOF\na: 1\nEOF",
        ["kubectl apply \\\n  -f - <<EOF\na: 1\nEOF"],
    ),
    "here-document never closed": ("$ cat <<EOF\na: 1\n$ ls", ["cat <<EOF", "ls"]),
    "here-string": ("$ wc <<<EOF\n1\nEOF", ["wc <<<EOF"]),
    "here-document in quotes": ('$ echo "<<EOF"\nx\nEOF', ['echo "<<EOF"']),
    "quote over lines": ("$ echo 'a\n# b\nc'\nok", ["echo 'a\n# b\nc'"]),
    "quote never closed": ("$ echo l'eau\n$ ls", ["echo l'eau", "ls"]),
    "apostrophe in quotes": ("$ echo \"l'eau\"\nl'eau", ['echo "l\'eau"']),
    "escaped quote": ("$ echo l\\'eau\nl'eau", ["echo l\\'eau"]),
    "bare prompts": ("$ \n#\n$", []),
    "nothing typed": ("NAME\n#comment\n$HOME", []),
}


@pytest.mark.parametrize(("text", "typed"), CASES.values(), ids=CASES)
def test_commands(text, typed):
    assert list(commands(text)) == typed


@given(st.lists(st.sampled_from(["$ a", "# b 'c", "$ d <<E", "E", "x'", "", "y \\", '$ "z', "$ "])).map("\n".join))
def test_no_line_is_lost(text):
    assert "\n".join(part.prompt + part.text for part in dialogue(text)) == text
