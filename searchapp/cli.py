"""The command line: words in, words out. What it does is done by the folders below it.

``ingest``, ``inspect``, ``check`` and ``serve`` import readers, library and web server when they
are called: a search would else spend most of its time on loading what it does not use.
"""

import json
import os
import re
import sys
from collections import Counter
from collections.abc import Callable
from csv import DictWriter
from dataclasses import dataclass, replace
from functools import reduce, wraps
from io import TextIOWrapper
from itertools import chain
from pathlib import Path
from typing import Any, Final, TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from searchapp import __version__
from searchapp.engine import (
    Advice,
    Asked,
    Beside,
    Engine,
    Found,
    Row,
    Sort,
    advice_json,
    found_json,
    rows,
    rows_json,
    verify,
)
from searchapp.engine.embedded import EmbeddedEngine
from searchapp.errors import SearchAppError, UnclearChoice, why_not
from searchapp.query import (
    Described,
    Scope,
    YearRange,
    described,
    parse_query,
    read_kind,
    read_place,
    read_years,
    readable,
)
from searchapp.reports import (
    FiledReport,
    Json,
    Passage,
    SectionKind,
    report_json,
)
from searchapp.settings import Settings, settings_from
from searchapp.terminal import Shown, verdict_line
from searchapp.wording import command_for, words_for

_COLUMNS: Final = ("report", "passage", "kind", "section", "year", "town", "text")
#: ``-信访`` excludes a word; this is an option that does not exist.
_OPTION: Final = re.compile("--?[A-Za-z]")
_QUERY: Final = {"ignore_unknown_options": True}
_T = TypeVar("_T")


def _in_chinese(command: Callable[..., _T]) -> Callable[..., _T]:
    """The command with its errors and the system's said in Chinese, and exit status 1."""

    @wraps(command)
    def spoken(*args: Any, **kwargs: Any) -> _T:
        try:
            return command(*args, **kwargs)
        except SearchAppError as error:
            raise click.ClickException(words_for(error)) from error
        except BrokenPipeError:
            raise
        except OSError as error:
            where = f"{error.filename}：" if error.filename else ""
            raise click.ClickException(f"{where}{why_not(error)}") from error

    return spoken


def _read_with(read: Callable[[str], _T]) -> Callable[..., tuple[_T, ...]]:
    """A click callback that reads each value; one that makes no sense is wrong use."""

    def callback(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[_T, ...]:
        try:
            return tuple(read(value) for value in values)
        except UnclearChoice as error:
            raise click.BadParameter(words_for(error)) from error

    return callback


def _read_limit(_: click.Context, __: click.Parameter, value: str) -> int | None:
    if value == "all":
        return None
    if value.isascii() and value.isdigit() and len(value) < 10:
        return int(value)
    raise click.BadParameter("应为一个整数，或 all")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="searchapp")
@click.option("--home", type=click.Path(file_okay=False, path_type=Path), help="资料所在文件夹")
@click.pass_context
@_in_chinese
def main(context: click.Context, home: Path | None) -> None:
    """在历年乡镇报告中逐字检索。"""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    settings = settings_from(os.environ)
    context.obj = replace(settings, home=home) if home else settings


@main.command()
@click.option("--rebuild", is_flag=True, help="重读全部文件，重建索引")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.pass_obj
@_in_chinese
def ingest(settings: Settings, paths: tuple[Path, ...], rebuild: bool) -> None:
    """收录报告：PATHS 是文件或文件夹，不写则收录 corpus/。"""
    from searchapp.library import Intake, Outcome

    intake = Intake(settings, EmbeddedEngine(settings.index), paths, rebuild=rebuild)
    console = _console()
    outcomes: Counter[Outcome] = Counter()
    doubtful = 0
    columns = (TextColumn("收录"), BarColumn(), MofNCompleteColumn(), TextColumn("份"))
    quiet = not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=quiet) as progress:
        task = progress.add_task("", total=len(intake.files))
        for verdict in intake.run():
            progress.console.print(verdict_line(verdict))
            progress.advance(task)
            outcomes[verdict.outcome] += 1
            doubtful += bool(verdict.doubts)
    summary = " · ".join(f"{outcome} {outcomes[outcome]}" for outcome in Outcome)
    console.print(f"{summary} · 待核对 {doubtful}")
    if not outcomes:
        console.print(f"{settings.corpus} 里没有文件：把报告放进去，或写明要收录的文件夹")
    if outcomes[Outcome.FAILED]:
        sys.exit(1)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出")
@click.pass_obj
@_in_chinese
def inspect(settings: Settings, file: Path, as_json: bool) -> None:
    """看看程序对一个文件的理解，不收录。"""
    from searchapp.parsing import gazetteer_of, parse
    from searchapp.reading import read_file

    report = parse(read_file(file), gazetteer_of(settings.places))
    if as_json:
        click.echo(json.dumps(report_json(report), ensure_ascii=False, indent=1))
    else:
        Shown(_console()).report(report)


#: What narrows a search, the same for every command that asks something.
_NARROWING: Final = (
    click.argument("query", nargs=-1),
    click.option("--town", "towns", multiple=True, help="乡镇街道，名称或代码；可写多个"),
    click.option("--county", "counties", multiple=True, help="县区，名称或代码"),
    click.option("--province", "provinces", multiple=True, help="省，名称或代码"),
    click.option(
        "--year",
        "years",
        multiple=True,
        callback=_read_with(read_years),
        help="2024 或 2022..2024",
    ),
    click.option(
        "--section", "kinds", multiple=True, callback=_read_with(read_kind), help="章节类别"
    ),
    click.option(
        "--within",
        type=click.Choice([str(each) for each in Scope]),
        default="passage",
        help="各部分要在一起的范围：本段、本节、本篇",
    ),
    click.option("--whole-words", is_flag=True, help="不要跨词的结果"),
)


def _asking(command: Callable[..., _T]) -> Callable[..., _T]:
    """The command with a query and all that narrows it, which it gets as a ``_Question``."""

    @wraps(command)
    def asking(
        query: tuple[str, ...],
        towns: tuple[str, ...],
        counties: tuple[str, ...],
        provinces: tuple[str, ...],
        years: tuple[YearRange, ...],
        kinds: tuple[SectionKind, ...],
        within: str,
        whole_words: bool,
        **more: Any,
    ) -> _T:
        typed = _typed(query)
        understood = parse_query(typed)
        places = chain(
            (read_place("town", name) for name in towns),
            (read_place("county", name) for name in counties),
            (read_place("province", name) for name in provinces),
        )
        asked = Asked(
            understood.query,
            places=tuple(places),
            years=years,
            kinds=kinds,
            within=Scope(within),
            whole_words=whole_words,
        )
        return command(question=_Question(typed, understood.notes, asked), **more)

    return reduce(lambda done, option: option(done), reversed(_NARROWING), asking)


def _typed(query: tuple[str, ...]) -> str:
    """The words of a query as one; NoSuchOption for what looks like an option and is none."""
    if wrong := next((word for word in query if _OPTION.match(word)), None):
        raise click.NoSuchOption(wrong)
    return readable(" ".join(query))


@dataclass(frozen=True, slots=True)
class _Question:
    """What was typed, what was noted of it, and what it asks."""

    typed: str
    notes: tuple[str, ...]
    asked: Asked

    @property
    def understood(self) -> Described:
        """How it was understood."""
        return described(self.asked.sought, self.asked.within)


@main.command(context_settings=_QUERY)
@_asking
@click.option("--sort", type=click.Choice([str(each) for each in Sort]), default="relevance")
@click.option(
    "--by", type=click.Choice(["passage", "report"]), default="passage", help="按段或按篇"
)
@click.option("--kwic", is_flag=True, help="逐词索引：每处一行，左右对齐")
@click.option(
    "--beside",
    type=click.Choice([str(each) for each in Beside]),
    default="hit",
    help="逐词索引按左边或右边的字排",
)
@click.option("--explain", is_flag=True, help="说明怎样理解检索词、每段为什么排在这里")
@click.option("--limit", default="10", callback=_read_limit, help="给出多少段（篇），或 all")
@click.option("--offset", type=click.IntRange(min=0), default=0, help="从第几段（篇）之后开始")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出")
@click.pass_obj
@_in_chinese
def search(
    settings: Settings,
    question: _Question,
    *,
    sort: str,
    by: str,
    kwic: bool,
    beside: str,
    explain: bool,
    limit: int | None,
    offset: int,
    as_json: bool,
) -> None:
    """检索：QUERY 里空格表示同时出现，引号里逐字相符；写法见 README。"""
    asked = replace(
        question.asked,
        sort=Sort(sort),
        grouped=by == "report",
        explained=explain,
        limit=limit,
        offset=offset,
    )
    question = replace(question, asked=asked)
    engine = EmbeddedEngine(settings.index)
    found = engine.find(asked)
    advice = None if found.total.passages else engine.advise(asked)
    # Rows are put in order before some of them are chosen.
    every = _rows(engine, asked, Beside(beside)) if kwic else None
    answer = _print_json if as_json else _print
    answer(question, found, advice, every)


def _print_json(
    question: _Question, found: Found, advice: Advice | None, every: list[Row] | None
) -> None:
    said = found_json(question.typed, found, question.notes, question.understood)
    if advice:
        said["advice"] = advice_json(advice)
    if every is not None:
        said["kwic"] = rows_json(_page(every, question.asked))
    click.echo(json.dumps(said, ensure_ascii=False))


def _print(
    question: _Question, found: Found, advice: Advice | None, every: list[Row] | None
) -> None:
    asked, shown = question.asked, Shown(_console())
    if asked.explained:
        shown.understood(question.understood)
    shown.totals(found, question.notes)
    if advice:
        shown.advice(advice)
    elif every is not None:
        page = _page(every, asked)
        shown.rows(page, len(every))
        shown.past_the_end(asked, len(page))
    else:
        shown.hits(found, asked)
        shown.past_the_end(asked, len(found.hits))


def _rows(engine: Engine, asked: Asked, beside: Beside) -> list[Row]:
    whole = replace(asked, limit=None, offset=0, grouped=False, explained=False)
    return rows(engine.find(whole).hits, beside)


def _page(every: list[Row], asked: Asked) -> list[Row]:
    return every[asked.offset : None if asked.limit is None else asked.offset + asked.limit]


@main.command(name="verify", context_settings=_QUERY)
@_asking
@click.pass_obj
@_in_chinese
def verify_command(settings: Settings, question: _Question) -> None:
    """核对：把每一段读一遍，看索引找到的是否一段不多、一段不少。"""
    held = verify(EmbeddedEngine(settings.index), question.asked)
    Shown(_console()).verification(question.typed, (*question.notes, *held.notes), held)
    if not held.agrees:
        sys.exit(1)


@main.command()
@click.option("--format", "form", type=click.Choice(["jsonl", "csv"]), required=True)
@click.pass_obj
@_in_chinese
def export(settings: Settings, form: str) -> None:
    """按顺序输出每一段。"""
    rows = (
        _passage_row(filed, passage)
        for filed in EmbeddedEngine(settings.index).reports()
        for passage in filed.report.passages
    )
    if form == "jsonl":
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
        return
    # The mark tells Excel that this is UTF-8.
    click.echo("\ufeff", nl=False)
    table = DictWriter(sys.stdout, _COLUMNS, lineterminator="\r\n")
    table.writeheader()
    for row in rows:
        table.writerow(row | {"section": " › ".join(row["section"])})


def _passage_row(filed: FiledReport, passage: Passage) -> Json:
    return {
        "report": filed.id,
        "passage": passage.number,
        "kind": str(passage.kind),
        "section": list(passage.section),
        "year": filed.report.year,
        "town": filed.report.place.town if filed.report.place else None,
        "text": passage.text,
    }


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.pass_obj
@_in_chinese
def serve(settings: Settings, host: str, port: int) -> None:
    """打开检索网页的服务。"""
    from searchapp.web import create_app, serve_forever

    app = create_app(EmbeddedEngine(settings.index), settings)
    try:
        serve_forever(app, host, port, ready=lambda url: click.echo(f"检索网页：{url}"))
    except OSError as error:
        raise click.ClickException(f"无法在 {host}:{port} 上提供服务：{why_not(error)}") from error


@main.command(name="check")
@click.pass_obj
@_in_chinese
def check_command(settings: Settings) -> None:
    """核对 corpus、library.db 与索引是否一致。"""
    from searchapp.library import Ledger, check

    engine = EmbeddedEngine(settings.index)
    if not settings.home.is_dir():
        raise click.ClickException(f"没有文件夹 {settings.home}")
    with Ledger.open(settings.library) as ledger:
        findings = list(check(settings, engine, ledger))
        for finding in findings:
            click.echo(f"{finding.what}  →  {command_for(finding.remedy, settings.home)}")
        if findings:
            click.echo(f"{len(findings)} 处不一致")
            sys.exit(1)
        click.echo(f"一致：{len(ledger.versions())} 篇报告，{ledger.count()} 个文件")


def _console() -> Console:
    """A console that colours on a terminal and neither colours nor wraps in a pipe."""
    return Console(highlight=False, markup=False, emoji=False, soft_wrap=True)
