"""Small declarations, as the packages write them."""

import declarations
import pytest
from declarations import Choice, Fields, Items, Literal, Name

POD = """
import { IObjectMeta } from "@kubernetes-models/apimachinery/apis/meta/v1/ObjectMeta";
/**
 * A comment with { braces } and "quotes".
 */
export interface IPod extends TypeMeta, IBase {
    "apiVersion": "v1";
    "kind": "Pod";
    // another comment
    "metadata"?: IObjectMeta;
    "with-dash"?: Array<string>;
    "labels"?: {
        [key: string]: string;
    };
    "policy"?: "Always" | "Never";
    "nested": Array<{
        "port": number | string;
    }>;
}
export declare class Pod extends Model<IPod> implements IPod {
    static kind: IPod["kind"];
}
export type { IPod as IIoK8sApiCoreV1Pod, Pod as IoK8sApiCoreV1Pod };
"""


def test_an_interface():
    module = declarations.parse(POD)
    pod = module.declarations["IPod"]
    assert pod.extends == ("TypeMeta", "IBase")
    assert isinstance(pod.type, Fields)
    assert pod.type.optional == {"metadata", "with-dash", "labels", "policy"}
    assert pod.type.types == {
        "apiVersion": Literal("v1"),
        "kind": Literal("Pod"),
        "metadata": Name("IObjectMeta"),
        "with-dash": Items(Name("string")),
        "labels": Fields({}, frozenset(), Name("string")),
        "policy": Choice((Literal("Always"), Literal("Never"))),
        "nested": Items(Fields({"port": Choice((Name("number"), Name("string")))}, frozenset())),
    }


def test_long_names_and_kinds():
    module = declarations.parse(POD)
    assert module.exported == {"IIoK8sApiCoreV1Pod": "IPod", "IoK8sApiCoreV1Pod": "Pod"}
    assert module.is_kind
    assert not declarations.parse('export interface IA {\n    "a": string;\n}').is_kind


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("string", Name("string")),
        ('"a" | "b"', Choice((Literal("a"), Literal("b")))),
        ("{}", Fields({}, frozenset())),
        ('IPod["kind"]', Name('IPod["kind"]')),
        ("(string | number)", Choice((Name("string"), Name("number")))),
        (
            '{ "a"?: string } & (Exclude<{ "a": string }, { "b": string }> | { "b": string })',
            Choice(
                (
                    Fields({"a": Name("string")}, frozenset({"a"})),
                    Choice(
                        (Fields({"a": Name("string")}, frozenset()), Fields({"b": Name("string")}, frozenset()))
                    ),
                )
            ),
        ),
    ],
)
def test_aliases(written, read):
    assert declarations.parse(f"export type IA = {written};\n").declarations["IA"].type == read


@pytest.mark.parametrize("written", ["Pick<A, B>", "| ", '{ "a": ?', "[string"])
def test_what_is_not_understood_is_said(written):
    with pytest.raises(ValueError):
        declarations.parse(f"export type IA = {written};\n")
