"""The whole answer of a search as a file: JSON for programs, CSV and Excel for people."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from urllib.parse import urljoin

from flask import Blueprint, Response, jsonify, request, send_file
from werkzeug.urls import iri_to_uri

from searchapp.engine import (
    Engine,
    Found,
    Group,
    Hit,
    advice_json,
    found_json,
    merged,
    rows,
    rows_json,
)
from searchapp.reports import LEVELS, UNLABELLED, FiledReport, Place, passage_link
from searchapp.web import current, tables
from searchapp.web.address import View
from searchapp.web.asking import Question
from searchapp.web.attaching import attached, file_name
from searchapp.web.figuring import FigureTable
from searchapp.web.spreadsheet import Column, Rows, Value, csv_pieces, workbook
from searchapp.wording import choice_name

download_pages = Blueprint("downloads", __name__)

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PLACE: Final = (Column("省", 10), Column("市", 10), Column("县区", 10), Column("乡镇", 12))
_REPORT: Final = (
    *(Column("年度", 8), Column("标题", 36), Column("文号", 18), Column("成文日期", 12)),
    *(Column("文种", 18), Column("识别文字", 10), Column("报告编号", 14)),
)
_WHERE: Final = (Column("章节路径", 36), Column("类别", 14), Column("段号", 8))
_LINK: Final = Column("链接", 48)
#: How wide the columns of tables are that need more or less room than others.
_WIDTHS: Final = {"原文": 60, "标题": 36, "链接": 48, "年度": 8, "段号": 8}


@dataclass(frozen=True, slots=True)
class Answer:
    """A question with all that was found, and what is told of the reports in it.

    ``table`` is there where the view is one. ``site`` is the address of these pages, which
    absolute links begin with.
    """

    question: Question
    found: Found
    reports: Mapping[str, FiledReport]
    table: tables.Table | None
    site: str

    @classmethod
    def of(cls, question: Question, engine: Engine, site: str) -> "Answer":
        """Every hit for the question."""
        reports = {filed.id: filed for filed in engine.facts()}
        found = engine.find(question.whole)
        return cls(question, found, reports, tables.table_of(question), site)

    @property
    def view(self) -> View:
        """How the hits are laid out."""
        return self.question.address.view

    @property
    def groups(self) -> tuple[Group, ...]:
        """The hits by report, in the order of their first, each with all of its hits."""
        own: dict[str, list[Hit]] = {}
        for hit in self.found.hits:
            own.setdefault(hit.report, []).append(hit)
        return tuple(Group(len(hits), tuple(hits)) for hits in own.values())


@download_pages.get("/search.<any(json, csv, xlsx):form>")
def download(form: str) -> Response:
    """All that the search page of the same address has, as a file."""
    question = Question.of(request.args, current.settings().hits_per_page)
    answer = Answer.of(question, current.engine(), request.host_url)
    return _FORMS[form](answer)


def _json(answer: Answer) -> Response:
    """What ``search --json`` prints of all hits, with its rows or groups in those views."""
    question, found = answer.question, answer.found
    if answer.view is View.REPORTS:
        found = replace(found, groups=answer.groups)
    said = found_json(question.address.typed, found, question.notes, question.described)
    if not found.total.passages:
        said["advice"] = advice_json(current.engine().advise(question.whole))
    if table := answer.table:
        said["table"] = _records(table.columns, table.rows())
    if isinstance(table, FigureTable):
        said["sentences"] = _records(table.sentence_columns, table.sentences(answer.site))
    if answer.view is View.KWIC:
        said["kwic"] = rows_json(rows(found.hits, question.address.beside))
    # Shown to whoever opens the address, and well named for whoever keeps it.
    return _attached(jsonify(said), answer, "json", "inline")


def _records(
    columns: tuple[str, ...], rows: Iterable[tuple[Value, ...]]
) -> list[dict[str, Value]]:
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _csv(answer: Answer) -> Response:
    pieces = csv_pieces(table_of(answer))
    return _attached(Response(pieces, content_type="text/csv; charset=utf-8"), answer, "csv")


def _xlsx(answer: Answer) -> Response:
    file = workbook(table_of(answer), about(answer, _now()), beside=_beside(answer))
    return _attached(send_file(file, _XLSX, max_age=0), answer, "xlsx")


_FORMS: Final[Mapping[str, Callable[[Answer], Response]]] = {
    "json": _json,
    "csv": _csv,
    "xlsx": _xlsx,
}


def table_of(answer: Answer) -> Rows:
    """The rows of the view: a passage, a report, a place in a text or a town each."""
    if table := answer.table:
        return Rows(tuple(map(_column, table.columns)), table.rows())
    return _TABLES.get(answer.view, _passages)(answer)


def _beside(answer: Answer) -> Mapping[str, Rows]:
    """What has a sheet of its own: of a table of figures the sentence that gives each."""
    table = answer.table
    if not isinstance(table, FigureTable):
        return {}
    columns = tuple(map(_column, table.sentence_columns))
    return {"原句": Rows(columns, table.sentences(answer.site))}


def _column(name: str) -> Column:
    return Column(name, _WIDTHS.get(name, 12))


def _passages(answer: Answer) -> Rows:
    counted = answer.found.total.occurrences is not None
    columns = (
        *(*_PLACE, *_REPORT, *_WHERE),
        *(Column("原文", 60), Column("命中", 20)),
        *((Column("处数", 8),) if counted else ()),
        *(Column("数字", 16), Column("跨词", 10), _LINK),
    )
    return Rows(columns, (_passage_row(answer, hit, counted) for hit in answer.found.hits))


def _passage_row(answer: Answer, hit: Hit, counted: bool) -> tuple[Value, ...]:
    places = [hit.text[start:end] for start, end in merged(hit.spans)]
    return (
        *_about_report(answer, hit),
        *_where(hit),
        *(hit.text, "；".join(places)),
        *((len(hit.spans),) if counted else ()),
        *("；".join(figure.written + figure.unit for figure in hit.figures),),
        *("；".join(hit.across), _link(answer, hit)),
    )


def _reports(answer: Answer) -> Rows:
    columns = (*_PLACE, *_REPORT, Column("段数", 8), Column("段号", 20), _LINK)
    return Rows(columns, (_report_row(answer, group) for group in answer.groups))


def _report_row(answer: Answer, group: Group) -> tuple[Value, ...]:
    first = group.hits[0]
    numbers = "；".join(str(number) for number in sorted(hit.passage for hit in group.hits))
    return *_about_report(answer, first), group.passages, numbers, _link(answer, first)


def _places(answer: Answer) -> Rows:
    sides = (Column("左", 36), Column("命中", 20), Column("右", 36))
    columns = (*_PLACE, *_REPORT, *_WHERE, *sides, _LINK)
    every = rows(answer.found.hits, answer.question.address.beside)
    lines = (
        (
            *(*_about_report(answer, row.hit), *_where(row.hit)),
            *(row.left, row.marked, row.right, _link(answer, row.hit)),
        )
        for row in every
    )
    return Rows(columns, lines)


_TABLES: Final[Mapping[View, Callable[[Answer], Rows]]] = {
    View.REPORTS: _reports,
    View.KWIC: _places,
}


def _about_report(answer: Answer, hit: Hit) -> tuple[Value, ...]:
    """What is known of a hit's report; what is not is 未标注, or empty for what it need not have.

    A report that was taken out between two looks at the index lacks number, date and genre.
    """
    filed = answer.reports.get(hit.report)
    report = filed.report if filed else None
    return (
        *_place_names(hit.place),
        *(UNLABELLED if hit.year is None else hit.year, hit.title),
        report.doc_number if report else None,
        report.issued_on.isoformat() if report and report.issued_on else None,
        str(report.genre) if report else None,
        "是" if hit.recognised else None,
        hit.report,
    )


def _place_names(place: Place | None) -> tuple[Value, ...]:
    if place is None:
        return (UNLABELLED,) * len(LEVELS)
    return tuple(place.name(level) for level in LEVELS)


def _where(hit: Hit) -> tuple[Value, ...]:
    return " › ".join(hit.section), hit.kind.label, hit.passage


def _link(answer: Answer, hit: Hit) -> str:
    return urljoin(answer.site, passage_link(hit.report, hit.passage, hit.version))


def about(answer: Answer, at: datetime) -> Iterator[tuple[str, str]]:
    """What is to be said of an answer beside its rows, by name."""
    question, total = answer.question, answer.found.total
    yield "检索词", question.address.typed or "（没有，全部段落）"
    yield "怎样理解的", "\n".join(question.described.lines())
    yield "范围", "；".join(_choices(answer)) or "全部报告"
    yield "样式", question.address.view.label
    yield "段", str(total.passages)
    yield "篇", str(total.reports)
    if total.occurrences is not None:
        yield "处", str(total.occurrences)
    if answer.table:
        yield from answer.table.about()
    for note in (*question.notes, *answer.found.notes):
        yield "说明", note
    yield "网址", urljoin(answer.site, iri_to_uri(question.address.url))
    yield "导出时间", f"{at:%Y-%m-%d %H:%M}"


def _choices(answer: Answer) -> Iterator[str]:
    """What was chosen beside the query, by the names that the facets have for it."""
    for facet, value in answer.question.address.choices:
        labels = {
            str(each.value): each.label
            for name, values in answer.found.facets.items()
            for each in values
            if name == facet
        }
        label = labels.get(value) or answer.question.address.label((facet, value))
        yield f"{choice_name('place' if facet in LEVELS else facet)}：{label}"
    if moment := answer.question.address.arrived:
        yield f"{choice_name('arrived')}：{moment.astimezone():%Y-%m-%d %H:%M} 之后"


def _attached(
    response: Response, answer: Answer, ending: str, how: str = "attachment"
) -> Response:
    """The response as a file to keep, under a name in Chinese."""
    name = _file_name(answer, ending)
    return attached(response, name, f"search-{_now():%Y-%m-%d}.{ending}", how)


def _file_name(answer: Answer, ending: str) -> str:
    """What was sought, how it is laid out and the day, as any system takes it."""
    sought = file_name(answer.question.address.typed) or "全部段落"
    layout = "".join(answer.view.label.split())
    return f"{sought} {layout} {_now():%Y-%m-%d}.{ending}"


def _now() -> datetime:
    return datetime.now().astimezone()
