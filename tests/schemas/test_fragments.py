"""What fragments are: written by hand, cut at random from the schemas, and what is none."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_fragments import cuts, equivalent

from timonier.core.yamldoc import load
from timonier.schemas import store as stores
from timonier.schemas.fragments import Typed, named, near_name, types_of

VERSION = "1.37"
FILES = sorted((Path(__file__).parent / "fragments").glob("*.yaml"))


def type_of(value: object, version: str) -> Typed | None:
    found = types_of(value, version)  # type: ignore[arg-type]
    return found[0] if found else None


def typed(text: str, version: str = VERSION) -> str:
    found = type_of(load(text).documents[0].value, version)
    return found.name if found else ""


def expected(file: Path) -> str:
    return file.read_text(encoding="utf-8").split("\n", 1)[0].removeprefix("# ")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_fragment_written_by_hand(file: Path) -> None:
    """All of them: more than the 95 % that are asked for, on at least 60."""
    assert len(FILES) >= 60
    assert typed(file.read_text(encoding="utf-8")) == expected(file)


@pytest.mark.parametrize("seed", [4, 9])
def test_fragments_cut_at_random(seed: int) -> None:
    """Right is the definition that it was cut from, or one that says the same of every key that it has."""
    store = stores.load(VERSION)
    found = [(cut, type_of(cut.value, VERSION)) for cut in cuts(store, 150, seed)]
    exact = sum(guess is not None and guess.definition == cut.definition for cut, guess in found)
    right = sum(
        guess is not None and equivalent(store, guess.definition, cut.definition, cut.value) for cut, guess in found
    )
    print(f"seed {seed}: {right} of {len(found)} typed rightly, {exact} by the very same definition")
    assert right >= 0.95 * len(found)


@pytest.mark.parametrize(
    "text",
    [
        "pomme",
        "- pomme\n- poire\n",
        "nom: Alice\nage: 30\n",
        "name: Alice\nage: 30\ncity: Paris\n",
        "ports: [80, 443]\n",
        "version: 1.0\n",
        "- hosts: web\n  tasks:\n    - apt: {name: nginx}\n",
        "fruits: {rouge: pomme}\n",
        "server:\n  host: localhost\n  port: 8080\nlogging:\n  level: debug\n",
        "{}",
        "[]",
        "- {}\n",
    ],
)
def test_other_yaml_is_no_fragment(text: str) -> None:
    assert typed(text) == ""


def test_a_declared_type() -> None:
    assert named("Container", VERSION) == named("core.v1.Container", VERSION) == named("core/v1/Container", VERSION)
    stable = named("HorizontalPodAutoscalerSpec", VERSION)
    assert stable is not None
    assert stable.definition == "io.k8s.api.autoscaling.v2.HorizontalPodAutoscalerSpec"
    assert named("Conteneur", VERSION) is None
    assert near_name("Containr", VERSION) == "Container"
    assert near_name("zzzzzz", VERSION) is None


KEYS = st.sampled_from(
    ["env", "name", "spec", "ports", "data", "containers", "contianers", "<clé>", "…", "$patch", "zz"]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["", "<image>", "...", "web", "TCP"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS | st.text(max_size=6), inner, max_size=5),
    max_leaves=40,
)


@settings(max_examples=200, deadline=None)
@given(VALUES)
def test_any_value_is_typed_or_not(value: object) -> None:
    found = type_of(value, VERSION)
    assert found is None or found.definition in stores.load(VERSION).definitions


def test_large_and_deep_values_take_bounded_work() -> None:
    """A few thousand values are looked at, whatever there is: these would take minutes each."""
    wide = {"spec": {"containers": [{"name": "a", "env": [{"name": "b", "value": "c"}] * 200}] * 500}}
    deep: object = "fin"
    for _ in range(150):
        deep = {"spec": deep}
    unknown = {f"cle{number}": 1 for number in range(20_000)}
    assert type_of(wide, VERSION) is not None
    assert type_of({"cle": deep}, VERSION) is None
    assert type_of(unknown, VERSION) is None
