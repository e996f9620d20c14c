"""Small validators, in the shape that ajv and a minifier give them."""

import pytest
import validators
from validators import Function

HEAD = 'export const validate=validate0;import{validate as validate9}from"./_schemas/IoSpec.js";'
ARGUMENTS = 'data,{instancePath="",parentData,parentDataProperty,rootData=data}={}'


def error(keyword, params, path="instancePath"):
    return f'let err0={{{path},schemaPath:"#/{keyword}",keyword:"{keyword}",params:{{{params}}}}};errors++;'


def function(name, body):
    return (
        f"function {name}({ARGUMENTS}){{let vErrors=null,errors=0;{body}return {name}.errors=vErrors,0===errors}}"
    )


def call(name, value, rest="instancePath"):
    return f"({name}({value},{{{rest},rootData}})||(errors=1));"


def test_keywords():
    body = (
        error("type", 'type:"integer"')
        + error("minimum", 'comparison:">=",limit:0')
        + error("maximum", 'comparison:"<=",limit:0xffff')
        + error("maxLength", "limit:1e3")
        + error("pattern", r'pattern:"^[a-z]{2,}\\.$"')
        + error("format", 'format:"byte"')
        + error("required", 'missingProperty:"spec"')
        + error("enum", "allowedValues:schema1_enum")
    )
    text = HEAD + 'let schema1_enum=["a","b"];' + function("validate0", body)
    assert validators.read(text).functions["validate0"] == Function(
        keywords={
            "type": "integer",
            "minimum": 0,
            "maximum": 65535,
            "maxLength": 1000,
            "pattern": r"^[a-z]{2,}\.$",
            "format": "byte",
            "enum": ["a", "b"],
        },
        required=["spec"],
    )


def test_inner_schemas():
    body = (
        "void 0!==data.spec&&"
        + call("validate9", "data.spec", 'instancePath:instancePath+"/spec"')
        + 'void 0!==data["a-b"]&&'
        + call("validate1", 'data["a-b"]', 'instancePath:instancePath+"/a-b"')
        + call("validate2", "data[i0]")
        + call("validate3", "data[key0]")
    )
    read = validators.read(HEAD + function("validate0", body))
    assert read.imported == {"validate9": "IoSpec"}
    assert read.functions["validate0"] == Function(
        properties={"spec": "validate9", "a-b": "validate1"}, items="validate2", values="validate3"
    )


def test_groups_take_the_calls_before_them():
    body = (
        call("validate1", "data")
        + call("validate2", "data")
        + error("oneOf", "passingSchemas:passing0")
        + call("validate3", "data")
        + error("not", "")
        + call("validate9", "data")
    )
    assert validators.read(HEAD + function("validate0", body)).functions["validate0"] == Function(
        branches=[("oneOf", ["validate1", "validate2"]), ("not", ["validate3"])], whole=["validate9"]
    )


@pytest.mark.parametrize(
    "text",
    [
        function("validate0", ""),
        HEAD + function("validate0", error("type", 'type:"array"', 'instancePath:instancePath+"/anyOf"')),
    ],
)
def test_code_of_another_shape_is_refused(text):
    with pytest.raises(ValueError):
        validators.read(text)
