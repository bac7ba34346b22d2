"""What is known of each report: ``report.*``, an entry each, in the order of their passages.

* ``report.first`` (u32): its first passage; one more entry says where the last report ends;
* ``report.version`` (u32), ``report.id.*`` (blobs, UTF-8) and ``report.by_id`` (u32), the numbers
  of all reports in the order of their ids;
* ``report.head.*`` (blobs): JSON, compressed by zlib with the dictionary ``report.known`` (u8):
  ``sources``, a list of path and format, and ``report``, what ``report_json`` gives but passages,
  outline and what follows from the rest;
* ``report.outline.*`` (zipped): the outline as JSON, a list of level, number, heading and kind;
* ``report.province``, ``city``, ``county``, ``town``, ``year``, ``genre`` and ``place`` (i32): its
  value in each facet, and its place (by code, with no label), as a number in a table, or -1;
* ``report.values`` (u8): the tables, JSON of name -> list of value and label, in the order shown.
"""

import json
import zlib
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final, Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded.columnar.arrays import Array, ArrayWriter
from searchapp.engine.embedded.columnar.blobs import Blobs, BlobsWriter, decoded, encoded
from searchapp.engine.embedded.columnar.zipped import Zipped, ZippedWriter
from searchapp.reports import (
    LEVELS,
    UNLABELLED,
    FiledReport,
    Genre,
    Json,
    Report,
    Section,
    SectionKind,
    Source,
    place_value,
    report_from_json,
    report_json,
)

Codes: TypeAlias = NDArray[np.int32]
Numbers: TypeAlias = NDArray[np.uint32]
#: A value of a facet and its label.
Value: TypeAlias = tuple[str | int | None, str]
#: What a report has a value in: the facets but for the section, and its place, by code.
ColumnName = Literal["province", "city", "county", "town", "year", "genre", "place"]
NAMES: Final[tuple[ColumnName, ...]] = get_args(ColumnName)
#: A report that has no part in a facet: a city is not missing where there is none.
ABSENT: Final = -1
#: So many heads are read at once: it is quicker than one by one.
_TOGETHER: Final = 256
#: What is kept elsewhere, or follows from the rest.
_NOT_IN_HEAD: Final = ("passages", "outline", "sureness", "warnings")
#: What many heads have in common, what all have at the end; no head need have any of it.
_KNOWN: Final = encoded(
    "法治政府建设情况的报告法治政府建设工作总结政府工作报告政府信息公开年报工作计划其他街道办事处"
    '","fact":"","why":"没有","candidates":["correction"number_line"signature"salutation"hinge'
    '"heading"file_name"guess"2013-2014-2015-2016-2017-2018-2019-2020-2021-2022-2023-2024-2025-'
    '{"sources":[[".docx","docx"]],[".pdf","pdf"],[".doc","doc"],[".html","html"],[".txt","txt"]],'
    '"report":{"title":"中共委员会 人民政府关于2024年度法治政府建设工作情况的报告",'
    '"issuers":["中共委员会","人民政府"],"doc_number":null,"issued_on":"2025-01-","year":2024,'
    '"genre":"法治政府建设报告","level":"town","addressee":null,"place":{"code":"","town":"镇",'
    '"county":"县","city":"市","province":"省"},"origins":{"title":"title","genre":"title",'
    '"issued_on":"metadata","year":"title","place":"title","level":"title","issuers":"title"},'
    '"recognised":false,"doubts":[]}}'
)


@dataclass(frozen=True, slots=True)
class Card:
    """What is kept of a report; ``head`` and ``outline`` are JSON, see the module."""

    id: str
    version: int
    passages: int
    values: Mapping[ColumnName, Value | None]
    head: bytes
    outline: bytes


def card_of(filed: FiledReport) -> Card:
    """The card of a report."""
    report = filed.report
    said = report_json(replace(report, passages=(), outline=()))
    for name in _NOT_IN_HEAD:
        del said[name]
    sources = [[source.path, source.format] for source in filed.sources]
    outline = [[each.level, each.number, each.heading, str(each.kind)] for each in report.outline]
    return Card(
        id=filed.id,
        version=filed.version,
        passages=len(report.passages),
        values=_values(report),
        head=_json({"sources": sources, "report": said}),
        outline=_json(outline),
    )


def _values(report: Report) -> dict[ColumnName, Value | None]:
    place, year, genre = report.place, report.year, str(report.genre)
    return {
        **{level: place_value(place, level) for level in LEVELS},
        "year": (year, str(year or UNLABELLED)),
        "genre": (genre, genre),
        "place": (place.code, "") if place else None,
    }


class ReportsWriter:
    """Writes the cards, one at a time. Raises ValueError at the end where an id is there twice."""

    def __init__(self, arrays: ArrayWriter) -> None:
        self._arrays = arrays
        self._id = BlobsWriter(arrays, "report.id")
        self._head = BlobsWriter(arrays, "report.head")
        self._outline = ZippedWriter(arrays, "report.outline")
        arrays.add("report.known", np.frombuffer(_KNOWN, np.uint8))
        self._ids: list[str] = []
        self._versions: list[int] = []
        self._passages: list[int] = []
        self._values: dict[ColumnName, list[Value | None]] = {name: [] for name in NAMES}

    def append(self, card: Card) -> None:
        """Add a report."""
        self._ids.append(card.id)
        self._id.append([encoded(card.id)])
        self._versions.append(card.version)
        self._passages.append(card.passages)
        for name, values in self._values.items():
            values.append(card.values[name])
        self._head.append([_packed(card.head)])
        self._outline.append([card.outline])

    def finish(self) -> dict[str, Any]:
        """All were appended. The facts of the reports."""
        if len(set(self._ids)) < len(self._ids):
            raise ValueError("a report is in the segment twice")
        for strings in (self._id, self._head, self._outline):
            strings.finish()
        by_id = sorted(range(len(self._ids)), key=self._ids.__getitem__)
        self._arrays.add("report.by_id", np.array(by_id, np.uint32))
        self._arrays.add("report.version", np.array(self._versions, np.uint32))
        self._arrays.add("report.first", np.cumsum([0, *self._passages]).astype(np.uint32))
        tables = _json({name: self._coded(name) for name in NAMES})
        self._arrays.add("report.values", np.frombuffer(tables, np.uint8))
        return {"reports": len(self._ids)}

    def _coded(self, name: ColumnName) -> list[Value]:
        """Write the codes of a column; its table."""
        values = self._values[name]
        table = in_order(name, (value for value in values if value is not None))
        code_of: dict[Value | None, int] = {value: code for code, value in enumerate(table)}
        code_of[None] = ABSENT
        self._arrays.add(f"report.{name}", np.array([code_of[v] for v in values], np.int32))
        return table


def in_order(name: ColumnName, values: Iterable[Value]) -> list[Value]:
    """The values of a facet, each once, in the order shown: years fall, what is missing is last.

    Genres are in their own order, places in that of their codes.
    """
    order = _ORDER.get(name, str)
    return sorted(
        set(values),
        key=lambda each: (each[0] is None, each[0] is not None and order(each[0]), each[1]),
    )


_ORDER: Final[Mapping[str, Callable[[str | int], Any]]] = {
    "year": lambda year: -int(year),
    "genre": lambda genre: list(Genre).index(Genre(str(genre))),
}


class Reports:
    """The cards, by the numbers of the reports."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        #: Where the passages of each begin; one more entry says where those of the last end.
        self.first: Numbers = arrays["report.first"]
        self.version: Numbers = arrays["report.version"]
        #: Name -> for each report the number of its value in ``values``, ``ABSENT`` for none.
        self.codes: Mapping[ColumnName, Codes] = {name: arrays[f"report.{name}"] for name in NAMES}
        #: The numbers of all reports in the order of their ids.
        self.by_id: Numbers = arrays["report.by_id"]
        self._ids = Blobs(arrays, "report.id")
        self._heads = Blobs(arrays, "report.head")
        self._outlines = Zipped(arrays, "report.outline")
        self._known = arrays["report.known"].tobytes()
        self._tables = arrays["report.values"]

    def __len__(self) -> int:
        return len(self.version)

    @cached_property
    def values(self) -> Mapping[ColumnName, tuple[Value, ...]]:
        """Name -> the values that there are and their labels, in the order shown."""
        said: dict[ColumnName, list[Value]] = json.loads(self._tables.tobytes())
        return {
            name: tuple((value, label) for value, label in table) for name, table in said.items()
        }

    @property
    def ids(self) -> list[str]:
        """The ids of all reports, in the order of their passages."""
        return list(map(decoded, self._ids))

    def id(self, number: int) -> str:
        """The id of a report."""
        return decoded(self._ids[number])

    def find(self, report_id: str) -> int:
        """The number of the report with this id, -1 where there is none."""
        sought = encoded(report_id)
        at = bisect_left(range(len(self)), sought, key=lambda at: self._ids[self.by_id.item(at)])
        number = self.by_id.item(at) if at < len(self) else ABSENT
        return number if number >= 0 and self._ids[number] == sought else -1

    @cached_property
    def heads(self) -> tuple[FiledReport, ...]:
        """All reports without passages and outlines; read at first need, about 20 µs each."""
        return tuple(self._read())

    def head(self, number: int) -> FiledReport:
        """The report without passages and without its outline."""
        return self._filed(number, json.loads(self._head(number)))

    def filed(self, number: int) -> FiledReport:
        """The report without passages."""
        filed = self.head(number)
        return replace(filed, report=replace(filed.report, outline=self.outline(number)))

    def outline(self, number: int) -> tuple[Section, ...]:
        """The outline of a report."""
        return tuple(
            Section(level, label, heading, SectionKind(kind))
            for level, label, heading, kind in json.loads(self._outlines[number])
        )

    def card(self, number: int) -> Card:
        """All that is kept of a report."""
        return Card(
            id=self.id(number),
            version=self.version.item(number),
            passages=self.first.item(number + 1) - self.first.item(number),
            values={name: self._value(name, number) for name in NAMES},
            head=self._head(number),
            outline=self._outlines[number],
        )

    def _head(self, number: int) -> bytes:
        return zlib.decompressobj(zdict=self._known).decompress(self._heads[number])

    def _read(self) -> Iterator[FiledReport]:
        for first in range(0, len(self), _TOGETHER):
            block = range(first, min(first + _TOGETHER, len(self)))
            said = json.loads(b"[%b]" % b",".join(map(self._head, block)))
            yield from map(self._filed, block, said)

    def _filed(self, number: int, said: Json) -> FiledReport:
        report = report_from_json({**said["report"], "passages": (), "outline": ()})
        sources = tuple(Source(path, form) for path, form in said["sources"])
        return FiledReport(self.id(number), self.version.item(number), sources, report)

    def _value(self, name: ColumnName, number: int) -> Value | None:
        code = self.codes[name].item(number)
        return None if code == ABSENT else self.values[name][code]


def _json(said: Any) -> bytes:
    return encoded(json.dumps(said, ensure_ascii=False, separators=(",", ":")))


def _packed(head: bytes) -> bytes:
    packing = zlib.compressobj(zdict=_KNOWN)
    return packing.compress(head) + packing.flush()
