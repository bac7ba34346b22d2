"""Of what the shapes of answers are made: objects with given keys, and what is said of a key."""

from typing import Any, Final

from marshmallow import RAISE, Schema, fields

#: Marks a key that is there only at times.
_ABSENT: Final = "absent"


class Exact(Schema):
    """An object with these keys and no other."""

    class Meta:
        unknown = RAISE


def shape(name: str, **keys: fields.Field[Any]) -> type[Schema]:
    """An object in which every key is there, unless its field says otherwise."""
    for field in keys.values():
        field.required = _ABSENT not in field.metadata
        field.metadata = {name: said for name, said in field.metadata.items() if name != _ABSENT}
    return Exact.from_dict(dict(keys), name=name)


def text(said: str = "", **more: Any) -> fields.String:
    """A text."""
    return fields.String(metadata={"description": said} if said else {}, **more)


def count(said: str = "", **more: Any) -> fields.Integer:
    """A whole number."""
    return fields.Integer(metadata={"description": said} if said else {}, **more)


def texts(said: str = "") -> fields.List[Any]:
    """A list of texts."""
    return fields.List(fields.String(), metadata={"description": said} if said else {})


def at_times(field: fields.Field[Any]) -> fields.Field[Any]:
    """A key that is there only at times."""
    field.metadata = {**field.metadata, _ABSENT: True}
    return field


def every(inner: type[Schema], said: str = "") -> fields.List[Any]:
    """A list of such objects."""
    return fields.List(fields.Nested(inner), metadata={"description": said} if said else {})


def span(said: str = "半开区间 [起, 止)，按原文的字") -> fields.List[Any]:
    """Where something stands in a text."""
    return fields.List(
        fields.Integer(), metadata={"description": said, "minItems": 2, "maxItems": 2}
    )


def any_of(*types: str, said: str = "") -> fields.Raw:
    """A value of one of these types of JSON, or null."""
    return fields.Raw(allow_none=True, metadata={"type": [*types, "null"], "description": said})


PlaceShape = shape(
    "Place",
    code=text("区划代码"),
    town=text(allow_none=True),
    county=text(allow_none=True),
    city=text(allow_none=True),
    province=text(),
)


def place() -> fields.Nested:
    """A place, or null where it could not be told."""
    return fields.Nested(PlaceShape, allow_none=True)
