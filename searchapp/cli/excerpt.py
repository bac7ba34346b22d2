"""Commands on excerpts: whether each still stands in its report."""

import json
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click

from searchapp.cli.speaking import in_chinese, new_console
from searchapp.engine.embedded import EmbeddedEngine
from searchapp.reports import Json
from searchapp.settings import Settings
from searchapp.terminal import ShownExcerpts

if TYPE_CHECKING:
    from searchapp.library.excerpts import Excerpt
    from searchapp.library.excerpts.holding import Held, Spot


@click.group()
def excerpt() -> None:
    """摘录：收进材料的原文引用。"""


@excerpt.command()
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出，每条摘录都列出")
@click.pass_obj
@in_chinese
def check(settings: Settings, *, as_json: bool) -> None:
    """拿每条摘录与报告现在的文字核对：未变、移位、有改动、已删除。

    除未变的以外逐条列出，最后是各有多少。有任何一条有改动或已删除时，退出状态为 1。
    """
    from searchapp.library import Ledger
    from searchapp.library.held import held

    with Ledger.open(settings) as ledger:
        excerpts = list(ledger.excerpts.all())
        found = held(ledger, EmbeddedEngine(settings.index), excerpts)
    if as_json:
        click.echo(json.dumps(_json(excerpts, found), ensure_ascii=False))
    else:
        ShownExcerpts(new_console()).excerpts(excerpts, found)
    if not all(each.fate.holds for each in found.values()):
        sys.exit(1)


def _json(excerpts: Sequence["Excerpt"], held: Mapping[str, "Held"]) -> Json:
    return {"excerpts": [_excerpt_json(each, held[each.code]) for each in excerpts]}


def _excerpt_json(excerpt: "Excerpt", held: "Held") -> Json:
    return {
        "code": excerpt.code,
        "url": excerpt.link,
        "report": excerpt.report,
        "version": excerpt.version,
        "passage": excerpt.passage,
        "span": [excerpt.start, excerpt.end],
        "quote": excerpt.quote,
        "fate": str(held.fate),
        "why": held.why,
        "held_against": held.version,
        "now": _spot_json(held.spot) if held.spot else None,
        "near": [_spot_json(spot) for spot in held.near],
    }


def _spot_json(spot: "Spot") -> Json:
    return {"passage": spot.passage, "span": [*spot.span], "quote": spot.quote}
