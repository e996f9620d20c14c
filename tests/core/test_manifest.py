from timonier.core.manifest import manifests
from timonier.core.yamldoc import load


def found(text):
    return [(m.api_version, m.kind, m.base) for document in load(text).documents for m in manifests(document)]


def test_an_object():
    (manifest,) = manifests(load("apiVersion: apps/v1\nkind: Deployment\n").documents[0])
    assert (manifest.api_version, manifest.kind, manifest.group, manifest.base) == (
        "apps/v1",
        "Deployment",
        "apps",
        (),
    )
    assert manifest.api == "apps/v1 Deployment"


def test_the_items_of_a_list():
    text = """\
apiVersion: v1
kind: List
items:
- {apiVersion: v1, kind: Pod}
- {a: 1}
- {kind: List, apiVersion: v1, items: [{kind: A}]}
"""
    assert found(text) == [("v1", "Pod", ("items", 0)), ("", "A", ("items", 2, "items", 0))]


def test_one_name_alone_makes_a_faulty_object():
    assert found("kind: Pod\n---\napiVersion: v1\n---\nkind: 3\n") == [
        ("", "Pod", ()),
        ("v1", "", ()),
        ("", "", ()),
    ]


def test_what_is_not_an_object():
    assert found("spec: {}\n---\n- kind: Pod\n---\ntexte\n") == []


def test_paths_from_the_root_of_the_document():
    manifest = manifests(load("kind: List\napiVersion: v1\nitems:\n- {kind: A}\n").documents[0])[0]
    assert manifest.place(("spec", "ports", 0)) == ("items", 0, "spec", "ports", 0)
