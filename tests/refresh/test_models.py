"""A package of three files, declarations and validators."""

import pytest
from models import Models

ARGUMENTS = 'data,{instancePath="",parentData,parentDataProperty,rootData=data}={}'


def error(keyword, params):
    return f'let err0={{instancePath,schemaPath:"#/{keyword}",keyword:"{keyword}",params:{{{params}}}}};errors++;'


def function(name, body):
    return f"function {name}({ARGUMENTS}){{let vErrors=null,errors=0;{body}return 0===errors}}"


def field(name, call):
    return (
        f'void 0!==data.{name}&&({call}(data.{name},{{instancePath:instancePath+"/{name}",rootData}})||(errors=1));'
    )


TEXT = error("type", 'type:"string"')
OBJECT = error("type", 'type:"object"')


@pytest.fixture
def package(tmp_path):
    folder = tmp_path / "boats"
    write(
        folder,
        "Boat",
        'export interface IBoat extends TypeMeta {\n "apiVersion": "x.y/v1";\n "kind": "Boat";\n "spec": ISpec;\n'
        ' "description"?: string;\n "raw"?: IRaw;\n}\nexport declare class Boat { static kind: string; }\n',
        'let schema1_enum=["x.y/v1"];import{validate as validate8}from"./Spec.js";'
        'import{validate as validate9}from"@kubernetes-models/apimachinery/_schemas/'
        'IoK8sApimachineryPkgRuntimeRawExtension";'
        + function("validate1", TEXT + error("enum", "allowedValues:schema1_enum"))
        + function(
            "validate0",
            OBJECT
            + "".join(error("required", f'missingProperty:"{name}"') for name in ("apiVersion", "kind", "spec"))
            + field("apiVersion", "validate1")
            + field("kind", "validate1")
            + field("spec", "validate8")
            + field("raw", "validate9"),
        ),
    )
    write(
        folder,
        "Spec",
        'export interface ISpec extends IBase {\n "name": string;\n "policy"?: "a" | "b";\n "self"?: ISpec;\n}\n',
        'let schema1_enum=["a","b"];import{validate as validate8}from"./Base.js";'
        'import{validate as validate9}from"./Spec.js";'
        + function("validate1", TEXT)
        + function("validate2", TEXT + error("enum", "allowedValues:schema1_enum"))
        + function(
            "validate0",
            "(validate8(data,{instancePath,rootData})||(errors=1));"
            + OBJECT
            + error("required", 'missingProperty:"name"')
            + field("name", "validate1")
            + field("policy", "validate2")
            + field("self", "validate9"),
        ),
    )
    write(
        folder,
        "Base",
        'export interface IBase {\n "size": number;\n}\n',
        function("validate1", error("type", 'type:"integer"') + error("minimum", 'comparison:">=",limit:1'))
        + function("validate0", OBJECT + error("required", 'missingProperty:"size"') + field("size", "validate1")),
    )
    return folder


def write(folder, name, declaration, code):
    (folder / "_schemas").mkdir(parents=True, exist_ok=True)
    exported = f"export type {{ I{name} as I{name}, {name} as {name} }};\n"
    (folder / f"{name}.d.ts").write_text(declaration + exported, encoding="utf-8")
    (folder / f"{name}.js").write_text("export{};", encoding="utf-8")
    (folder / "_schemas" / f"{name}.js").write_text("export const validate=validate0;" + code, encoding="utf-8")


def family(folder, core_enums=()):
    models = Models({}, core_enums)
    models.add(folder)
    return models.family("boats")


def test_a_family(package):
    built = family(package)
    assert built.kinds == {"x.y/v1": {"Boat": "Boat"}}
    boat, spec = built.definitions["Boat"], built.definitions["Spec"]
    assert boat["properties"] == {
        "apiVersion": {"type": "string"},
        "kind": {"type": "string"},
        "spec": {"$ref": "#/$defs/Spec"},
        "description": {"type": "string"},
        "raw": {"type": "object"},
    }
    assert boat["additionalProperties"] is False
    assert spec == {
        "type": "object",
        "required": ["name", "size"],
        "properties": {
            "size": {"type": "integer", "minimum": 1},
            "name": {"type": "string"},
            "policy": {"type": "string", "enum": ["a", "b"]},
            "self": {"$ref": "#/$defs/Spec"},
        },
        "additionalProperties": False,
    }
    assert "Base" not in built.definitions


def test_enums_of_core_types_are_dropped(package):
    built = family(package, {frozenset({"a", "b"})})
    assert built.definitions["Spec"]["properties"]["policy"] == {"type": "string"}


def test_a_validator_and_a_declaration_that_disagree_are_refused(package):
    file = package / "Base.d.ts"
    file.write_text(file.read_text(encoding="utf-8").replace('"size"', '"size"?'), encoding="utf-8")
    with pytest.raises(ValueError, match="Base: required"):
        family(package)


def test_a_validator_without_a_declaration_is_refused(package):
    (package / "Base.d.ts").unlink()
    with pytest.raises(ValueError, match="without a declaration"):
        family(package)
