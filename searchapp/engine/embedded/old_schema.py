"""The fields of the index before segments had arrays."""

from collections.abc import Iterator
from typing import Any

from whoosh.analysis import Token, Tokenizer
from whoosh.fields import FieldType, Schema
from whoosh.formats import Existence, Frequency

from searchapp.engine.embedded.schema import Words, grams
from searchapp.engine.embedded.schema import documents as new_documents
from searchapp.engine.embedded.schema import schema as new_schema
from searchapp.reports import FiledReport, Json


class Grams(Tokenizer):  # type: ignore[misc]
    """The grams of an already folded value."""

    def __call__(self, value: str, mode: str = "", **_: Any) -> Iterator[Token]:
        token = Token(mode=mode)
        for token.text in grams(value):
            yield token


def schema() -> Schema:
    """The fields; ``grams`` makes phrases exact, ``words`` gives the order."""
    fields = new_schema()
    fields.remove("words")
    fields.add("words", FieldType(Frequency(), Words()))
    fields.add("grams", FieldType(Existence(), Grams()))
    return fields


def documents(filed: FiledReport) -> Iterator[Json]:
    """The documents of a report, in order; a field that could not be told is left out."""
    for document in new_documents(filed):
        yield document | {"grams": document["words"].split("\n", 1)[1]}
