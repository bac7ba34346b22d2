"""The addresses that programs ask."""

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any, Final, TypeVar

from flask import Response, jsonify, request
from flask_smorest import Blueprint, abort
from marshmallow import Schema
from webargs.flaskparser import FlaskParser

import searchapp
from searchapp.engine import Asked, advice_json, compared, found_json, rows, rows_json
from searchapp.library import Ledger
from searchapp.library.coverage import Wanted, coverage, coverage_json
from searchapp.library.figures import figures_json
from searchapp.library.mentions import matrix_json
from searchapp.query import (
    GenreChoice,
    ReportCondition,
    read_genre,
    read_place,
    read_years,
    readable,
)
from searchapp.reports import FiledReport, Json, Report, passage_link, report_json
from searchapp.web import current
from searchapp.web.address import View
from searchapp.web.api import answers, asking, tabled
from searchapp.web.api.answers import Fault
from searchapp.web.asking import Question
from searchapp.web.completing import offered
from searchapp.web.tables import figures_of, matrix_of

_View = TypeVar("_View", bound=Callable[..., Response])

#: Counted up when an answer changes so that a program would have to change with it.
VERSION: Final = "1.0"
#: Where the document has an address that one can try.
EXAMPLE: Final = "x-example"
_NO_REPORT: Final = "没有这个编号的报告"
_NO_INDEX: Final = "还没有索引，或索引不可用"


class _Parser(FlaskParser):
    """Takes each parameter as its schema says, unknown ones too."""

    DEFAULT_UNKNOWN_BY_LOCATION = {"query": None}  # noqa: RUF012 - as webargs has it


class _Views(Blueprint):  # type: ignore[misc]
    ARGUMENTS_PARSER = _Parser()


programs = _Views("programs", __name__, url_prefix="/api/v1", description="检索与报告")


def _asked_at(
    path: str, shape: type[Schema], arguments: type[Schema], example: str, *, missing: str = ""
) -> Callable[[_View], _View]:
    """Serve a view there that takes these parameters and gives that; ``missing`` tells of 404."""
    wrong = {422: "参数不对，errors 说哪个、应为什么", 503: _NO_INDEX}
    if missing:
        wrong[404] = missing

    def served(view: _View) -> _View:
        documented: Any = view
        for status, said in wrong.items():
            documented = programs.alt_response(status, schema=Fault, description=said)(documented)
        documented = programs.response(200, shape, description="答案")(documented)
        documented = programs.arguments(arguments, location="query")(documented)
        programs.route(path)(programs.doc(**{EXAMPLE: example})(documented))
        return view

    return served


@_asked_at("/search", answers.Found, asking.SearchArguments, "/api/v1/search?q=“枫桥经验”&limit=3")
def search(arguments: Json) -> Response:
    """检索。

    参数同检索页的网址；总数一个不差，limit 只管给出多少。
    """
    question = Question.of(request.args, arguments["limit"])
    asked = replace(
        question.asked,
        explained=arguments["explain"] == "1",
        limit=arguments["limit"],
        offset=arguments["offset"],
    )
    found = current.engine().find(asked)
    typed = question.address.typed
    said = found_json(typed, found, question.notes, question.described)
    if not found.total.passages:
        said["advice"] = advice_json(current.engine().advise(asked))
    if question.address.view is View.KWIC:
        said["kwic"] = _rows(question, asked)
    return jsonify(said)


def _rows(question: Question, asked: Asked) -> list[Json]:
    """The part of a concordance; rows are put in order before some of them are chosen."""
    every = rows(current.engine().find(question.whole).hits, question.address.beside)
    return rows_json(every[asked.offset : asked.offset + (asked.limit or 0)])


@_asked_at(
    "/matrix", tabled.Matrix, asking.MatrixArguments, "/api/v1/matrix?q=“枫桥经验”&year=2024"
)
def matrix(_: Json) -> Response:
    """镇 × 年：谁提到了，谁没有。

    state 是 有、无（报告在库而未提及）、未报送、范围外，没有也不该有报告的为空。
    """
    question = Question.of(request.args, 0)
    return jsonify(_asked(question) | matrix_json(matrix_of(question)))


@_asked_at(
    "/figures",
    tabled.Figures,
    asking.FiguresArguments,
    "/api/v1/figures?q=“受理*纠纷%23件”&year=2024",
)
def figures(arguments: Json) -> Response:
    """数字表：各乡镇各年度的数。

    检索词里的 # 取到的数，每个带原句；一格恰有一个确定的数、单位一致时才相加。
    """
    question = Question.of(request.args, 0)
    return jsonify(_asked(question) | figures_json(figures_of(question, arguments["mark"])))


def _asked(question: Question) -> Json:
    """What was typed, and what is to be said of it."""
    return {"query": question.address.typed, "notes": list(question.notes)}


@_asked_at("/complete", answers.Completed, asking.CompleteArguments, "/api/v1/complete?q=矛盾")
def complete(arguments: Json) -> Response:
    """补全：检索框里的提示。

    地方、年度、章节，和报告里的原文；at 是光标在第几个字之后。
    """
    typed = arguments["q"]
    offers = offered(current.engine(), readable(typed), arguments.get("at", len(typed)))
    return jsonify({"offers": [asdict(each) for each in offers]})


@_asked_at(
    "/reports", answers.Reports, asking.ReportsArguments, "/api/v1/reports?year=2024&limit=3"
)
def reports(arguments: Json) -> Response:
    """报告清单。

    每篇是哪里、哪年、什么文种，不带全文；按地方和年度排列。
    """
    asked = Question.of(request.args, 1).asked
    listed = [filed for filed in current.engine().facts() if _is_of(filed.report, asked)]
    start = arguments["offset"]
    part = listed[start : start + arguments["limit"]]
    return jsonify({"total": len(listed), "reports": [_facts(filed) for filed in part]})


def _is_of(report: Report, asked: Asked) -> bool:
    """Whether a report is of one of each kind of choice that was made."""
    made: tuple[tuple[ReportCondition, ...], ...] = (
        *(asked.places, asked.years),
        tuple(map(GenreChoice, asked.genres)),
    )
    return all(any(choice.accepts(report) for choice in each) for each in made if each)


@_asked_at(
    "/reports/<report_id>",
    answers.WholeReport,
    asking.VersionArguments,
    "/api/v1/reports/{report}",
    missing=f"{_NO_REPORT}，或没有这一版",
)
def report(arguments: Json, report_id: str) -> Response:
    """一篇报告的全文。"""
    filed = _edition(current.engine().report(report_id), arguments.get("version"))
    return jsonify(_facts(filed) | report_json(filed.report))


@_asked_at(
    "/reports/<report_id>/passages/<int:number>",
    answers.OnePassage,
    asking.VersionArguments,
    "/api/v1/reports/{report}/passages/1",
    missing=f"{_NO_REPORT}，或没有这一段、这一版",
)
def passage(arguments: Json, report_id: str, number: int) -> Response:
    """一段原文。"""
    filed = _edition(current.engine().report(report_id), arguments.get("version"))
    if not 1 <= number <= len(filed.report.passages):
        abort(404, message=f"这篇报告没有第 {number} 段，一共 {len(filed.report.passages)} 段")
    said = {
        "report": report_id,
        "version": filed.version,
        "url": passage_link(report_id, number, filed.version),
        "passage": report_json(filed.report)["passages"][number - 1],
    }
    return jsonify(said)


@_asked_at(
    "/reports/<report_id>/versions",
    answers.Versions,
    asking.NoArguments,
    "/api/v1/reports/{report}/versions",
    missing=_NO_REPORT,
)
def versions(_: Json, report_id: str) -> Response:
    """一篇报告的各个版本。"""
    current.engine().report(report_id)
    with Ledger.open(current.settings()) as ledger:
        editions = ledger.editions.of(report_id)
    said = [
        {"version": each.version, "since": each.since.isoformat(), "file": each.file}
        for each in editions
    ]
    return jsonify({"report": report_id, "versions": said})


@_asked_at(
    "/reports/<report_id>/changes",
    answers.Changes,
    asking.ChangesArguments,
    "/api/v1/reports/{report}/changes",
    missing=f"{_NO_REPORT}，或没有这一版",
)
def changes(arguments: Json, report_id: str) -> Response:
    """一篇报告两个版本之间的改动。"""
    newest = current.engine().report(report_id)
    later = arguments.get("to", newest.version)
    earlier = arguments.get("from", max(1, later - 1))
    old, new = (_edition(newest, version).report for version in (earlier, later))
    said = [
        {
            "old": change.old.number if change.old else None,
            "new": change.new.number if change.new else None,
            "pieces": [{"fate": str(each.fate), "text": each.text} for each in change.pieces],
        }
        for change in compared(old.passages, new.passages)
    ]
    return jsonify({"report": report_id, "old": earlier, "new": later, "changes": said})


@_asked_at(
    "/coverage", answers.Covered, asking.CoverageArguments, "/api/v1/coverage?year=2022..2024"
)
def covered(arguments: Json) -> Response:
    """收录情况：各乡镇各年度有没有报告。"""
    wanted = Wanted(
        read_genre(arguments["genre"]),
        tuple(read_place("county", name) for name in arguments.get("county", ())),
        tuple(map(read_years, arguments.get("year", ()))),
    )
    towns_under = current.gazetteer().towns_under
    return jsonify(coverage_json(coverage(current.engine().facts(), towns_under, wanted)))


@_asked_at("/health", answers.Health, asking.NoArguments, "/api/v1/health")
def health(_: Json) -> Response:
    """程序是否可用。"""
    reports = len(current.engine().facts())
    return jsonify({"version": searchapp.__version__, "reports": reports, "api": VERSION})


def _facts(filed: FiledReport) -> Json:
    said = report_json(filed.report)
    del said["passages"], said["outline"]
    return {
        "id": filed.id,
        "version": filed.version,
        "sources": [{"path": each.path, "format": each.format} for each in filed.sources],
        "url": f"/reports/{filed.id}",
        **said,
    }


def _edition(newest: FiledReport, version: int | None) -> FiledReport:
    """That version of a report, the newest where none is named; 404 for one that is not kept."""
    if version is None or version == newest.version:
        return newest
    with Ledger.open(current.settings()) as ledger:
        kept = ledger.edition(newest.id, version) if version < newest.version else None
    if kept:
        return FiledReport(newest.id, version, newest.sources, kept)
    return abort(404, message=f"没有第 {version} 版，或当时没有保存它的文字")  # type: ignore[no-any-return]
