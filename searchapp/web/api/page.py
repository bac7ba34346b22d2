"""The page that tells people what programs may ask, made of the OpenAPI document."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask import Blueprint, current_app, render_template
from werkzeug.urls import iri_to_uri

from searchapp.web import current
from searchapp.web.address import Address

programs_page = Blueprint("programs_page", __name__)

_KINDS: Final = {
    "string": "文字",
    "integer": "整数",
    "number": "数",
    "boolean": "是否",
    "object": "对象",
    "null": "null",
}


@dataclass(frozen=True, slots=True)
class Key:
    """A parameter or a key of an answer: of which kind it is, and what is said of it."""

    name: str
    kind: str
    said: str
    always: bool
    shape: str | None = None


@dataclass(frozen=True, slots=True)
class Operation:
    """An address that can be asked."""

    name: str
    path: str
    summary: str
    description: str
    parameters: tuple[Key, ...]
    example: str
    answer: str
    statuses: tuple[tuple[str, str], ...]


@programs_page.get("/api")
def explained() -> str:
    """What may be asked and what comes back."""
    document = current_app.extensions["openapi"].to_dict()
    schemas: Mapping[str, Any] = document["components"]["schemas"]
    return render_template(
        "api.html",
        address=Address(),
        about=document["info"]["description"],
        operations=list(_operations(document["paths"], _some_report())),
        shapes=[(name, list(_keys(schema))) for name, schema in schemas.items()],
    )


def _some_report() -> str:
    """The id of a report that examples can name; any other word where there is none."""
    facts = current.engine().facts()
    return facts[0].id if facts else "0000000000"


def _operations(paths: Mapping[str, Any], report: str) -> Iterator[Operation]:
    for path, operations in paths.items():
        said = operations["get"]
        answers = {str(status): each for status, each in said["responses"].items()}
        schema = answers["200"]["content"]["application/json"]["schema"]
        yield Operation(
            name=path.removeprefix("/api/v1/").replace("/", "-").translate({123: "", 125: ""}),
            path=path,
            summary=said.get("summary", ""),
            description=said.get("description", ""),
            parameters=tuple(map(_parameter, _parameters(operations))),
            example=iri_to_uri(said["x-example"].replace("{report}", report)),
            answer=_shape(schema) or "",
            statuses=tuple((status, each["description"]) for status, each in answers.items()),
        )


def _parameters(operations: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [*operations.get("parameters", ()), *operations["get"].get("parameters", ())]


def _parameter(said: Mapping[str, Any]) -> Key:
    schema = said["schema"]
    kind = _kind(schema)
    if "default" in schema and schema["default"] != "":
        kind += f"，默认 {schema['default']}"
    described = said.get("description", "") or ("在网址里" if said["in"] == "path" else "")
    choices = (schema.get("items") or schema).get("enum", ())
    listed = f"：{'、'.join(map(str, choices))}" if choices else ""
    return Key(said["name"], kind, described + listed, bool(said.get("required")))


def _keys(schema: Mapping[str, Any]) -> Iterator[Key]:
    always = set(schema.get("required", ()))
    for name, each in schema.get("properties", {}).items():
        said = each.get("description", "")
        yield Key(name, _kind(each), said, name in always, _shape(each))


def _kind(schema: Mapping[str, Any]) -> str:
    """The kind of a value, in Chinese."""
    if "items" in schema:
        inner = _kind(schema["items"])
        return f"{inner}的数组" if inner else "数组"
    kinds = schema.get("type", ())
    named = [_KINDS[kind] for kind in ([kinds] if isinstance(kinds, str) else kinds)]
    either = schema.get("anyOf", ())
    return " 或 ".join(filter(None, [*named, *map(_kind, either)]))


def _shape(schema: Mapping[str, Any]) -> str | None:
    """The name of the shape that a value has, or its elements have."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    inner = [schema["items"]] if "items" in schema else []
    found = map(_shape, (*inner, *schema.get("anyOf", ()), *schema.get("allOf", ())))
    return next(filter(None, found), None)
