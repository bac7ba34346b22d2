"""Commands that ask something of the index."""

import json
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import reduce, wraps
from itertools import chain
from typing import Any, Final, TypeVar

import click

from searchapp.cli.speaking import in_chinese, new_console, read_with
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
from searchapp.reports import SectionKind
from searchapp.settings import Settings
from searchapp.terminal import ShownAnswers

#: ``-信访`` excludes a word; this is an option that does not exist.
_OPTION: Final = re.compile("--?[A-Za-z]")
_QUERY: Final = {"ignore_unknown_options": True}
_T = TypeVar("_T")


def _read_limit(_: click.Context, __: click.Parameter, value: str) -> int | None:
    if value == "all":
        return None
    if value.isascii() and value.isdigit() and len(value) < 10:
        return int(value)
    raise click.BadParameter("应为一个整数，或 all")


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
        callback=read_with(read_years),
        help="2024 或 2022..2024",
    ),
    click.option(
        "--section", "kinds", multiple=True, callback=read_with(read_kind), help="章节类别"
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


@click.command(context_settings=_QUERY)
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
@in_chinese
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
    asked, shown = question.asked, ShownAnswers(new_console())
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


@click.command(name="verify", context_settings=_QUERY)
@_asking
@click.pass_obj
@in_chinese
def verify_command(settings: Settings, question: _Question) -> None:
    """核对：把每一段读一遍，看索引找到的是否一段不多、一段不少。"""
    held = verify(EmbeddedEngine(settings.index), question.asked)
    ShownAnswers(new_console()).verification(question.typed, (*question.notes, *held.notes), held)
    if not held.agrees:
        sys.exit(1)
