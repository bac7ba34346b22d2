"""The fields of the index as Whoosh knows them. A document of the index is a passage.

The passages of a report are adjacent and in order; the first also stores the report's facts.
Whoosh keeps the schema in its files by these import paths: they are part of the format.
"""

from collections.abc import Iterator
from typing import Any

from whoosh.analysis import Token, Tokenizer
from whoosh.fields import ID, NUMERIC, STORED, FieldType, Schema
from whoosh.formats import Frequency

from searchapp.engine.ranking import HEADING
from searchapp.text import words, words_before


class Words(Tokenizer):  # type: ignore[misc]
    """The words of an already folded value, compounds and their parts, a heading's more often.

    Before the text stands a line with the number of its characters that are heading.
    """

    def __call__(self, value: str, mode: str = "", **_: Any) -> Iterator[Token]:
        heading, text = value.split("\n", 1)
        token = Token(mode=mode, boost=1.0)
        for word in words(text) + words_before(int(heading), text) * (HEADING - 1):
            token.text = word
            yield token


def schema() -> Schema:
    """The fields; the texts, in which phrases are found, are none that Whoosh could search."""
    return Schema(
        report=ID(stored=True),
        passage=NUMERIC(int, bits=32, stored=True, shift_step=0),
        town=ID(),
        county=ID(),
        city=ID(),
        province=ID(),
        year=NUMERIC(int, bits=32, shift_step=0),
        section=ID(stored=True),
        path=ID(),
        genre=ID(),
        words=FieldType(Frequency(), Words(), scorable=True),
        length=NUMERIC(int, bits=32, signed=False, shift_step=0, sortable=True),
        unit=NUMERIC(int, bits=32, signed=False, shift_step=0, sortable=True),
        heading=NUMERIC(int, bits=32, signed=False, shift_step=0, sortable=True),
        headings=STORED(),
        text=STORED(),
        facts=STORED(),
    )
