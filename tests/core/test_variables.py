"""Values with the course's variables, and as YAML 1.2 reads them."""

from timonier.core.variables import as_written, fill
from timonier.core.yamldoc import load

EXAMPLES = {"stagiaire": "camille", "port": "8080"}


def test_variables_take_their_examples() -> None:
    text = "a: tp-<stagiaire>\nb: [<port>, <autre>, 1, null]\n<stagiaire>: {c: <stagiaire>}\n"
    filled = fill(load(text).documents[0].value, text, EXAMPLES)
    assert filled.value == {"a": "tp-camille", "b": ["8080", "<autre>", 1, None], "camille": {"c": "camille"}}
    assert filled.path(("camille", "c")) == ("<stagiaire>", "c")
    assert filled.path(("b", 0)) == ("b", 0)


def test_a_text_without_variables_is_left_alone() -> None:
    value = load("a: <autre>\n").documents[0].value
    assert fill(value, "a: <autre>\n", EXAMPLES).value is value


def test_what_yaml_1_2_reads_is_as_it_is_written() -> None:
    text = "on: push\nvalues: [yes, No, true, 'on', off, 1]\nother: {n: 1}\n"
    written = as_written(load(text).documents[0])
    assert written.value == {"on": "push", "values": ["yes", "No", True, "on", "off", 1], "other": {"n": 1}}
    assert written.path(("on",)) == ("true",)
    assert written.path(("other", "n")) == ("other", "false")
