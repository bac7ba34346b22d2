"""Commands that give out what is there: passages, versions, coverage, the pages."""

import json
import sys
from csv import DictWriter
from typing import Final

import click

from searchapp.cli.speaking import in_chinese, new_console, read_with
from searchapp.engine import compared
from searchapp.engine.embedded import EmbeddedEngine
from searchapp.errors import UnclearChoice, why_not
from searchapp.query import YearRange, read_genre, read_place, read_years
from searchapp.reports import FiledReport, Genre, Json, Passage
from searchapp.settings import Settings
from searchapp.terminal import ShownCoverage, ShownReports, coverage_notes, coverage_rows
from searchapp.wording import words_for

_COLUMNS: Final = ("report", "passage", "kind", "section", "year", "town", "text", "recognised")


@click.command()
@click.option("--format", "form", type=click.Choice(["jsonl", "csv"]), required=True)
@click.pass_obj
@in_chinese
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
        "recognised": filed.report.recognised,
    }


@click.command(name="coverage")
@click.option("--county", "counties", multiple=True, help="县区，名称或代码；可写多个")
@click.option(
    "--year",
    "years",
    multiple=True,
    callback=read_with(read_years),
    help="2024 或 2022..2024",
)
@click.option("--genre", default=str(Genre.RULE_OF_LAW), show_default=True, help="文种")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出")
@click.pass_obj
@in_chinese
def coverage_command(
    settings: Settings,
    *,
    counties: tuple[str, ...],
    years: tuple[YearRange, ...],
    genre: str,
    as_json: bool,
) -> None:
    """报送情况：每县各乡镇哪些年度有报告、缺哪些、哪些文字存疑。"""
    from searchapp.library.coverage import Wanted, coverage, coverage_json
    from searchapp.parsing import gazetteer_of

    chosen = tuple(read_place("county", name) for name in counties)
    wanted = Wanted(_read_genre(genre), chosen, years)
    towns_under = gazetteer_of(settings.places).towns_under
    covered = coverage(EmbeddedEngine(settings.index).facts(), towns_under, wanted)
    console = new_console()
    if as_json:
        click.echo(json.dumps(coverage_json(covered), ensure_ascii=False))
    elif console.is_terminal:
        ShownCoverage(console).coverage(covered)
    else:
        for row in coverage_rows(covered):
            click.echo("\t".join(row))
        for note in coverage_notes(covered):
            click.echo(note, err=True)


def _read_genre(name: str) -> Genre:
    try:
        return read_genre(name)
    except UnclearChoice as error:
        raise click.BadParameter(words_for(error), param_hint="--genre") from error


_VERSION: Final = click.IntRange(1, 1_000_000)


@click.command()
@click.argument("report_id", metavar="REPORT")
@click.option("--from", "old", type=_VERSION, help="从第几版；不写则是前一版")
@click.option("--to", "new", type=_VERSION, help="到第几版；不写则是最新一版")
@click.pass_obj
@in_chinese
def compare(settings: Settings, report_id: str, *, old: int | None, new: int | None) -> None:
    """比较一篇报告的两个版本，列出有改动的段落。"""
    from searchapp.library import Ledger

    newest = EmbeddedEngine(settings.index).report(report_id).version
    later = new or newest
    versions = (old or max(1, later - 1), later)
    with Ledger.open(settings) as ledger:
        before, after = (ledger.edition(report_id, version) for version in versions)
    if after is None or before is None:
        version = versions[0] if after else versions[1]
        why = "没有这一版，或当时没有保存"
        raise click.ClickException(f"没有报告 {report_id} 第 {version} 版的文字：{why}")
    click.echo(f"报告 {report_id}：第 {versions[0]} 版 → 第 {versions[1]} 版")
    ShownReports(new_console()).changes(compared(before.passages, after.passages))


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--processes", type=click.IntRange(1, 64), default=1, show_default=True)
@click.pass_obj
@in_chinese
def serve(settings: Settings, host: str, port: int, processes: int) -> None:
    """打开检索网页的服务；人多时可以由几个进程一起提供。"""
    from searchapp.web import serve_forever

    def ready(url: str) -> None:
        click.echo(f"检索网页：{url}")

    try:
        serve_forever(settings, host, port, ready, processes=processes)
    except OSError as error:
        raise click.ClickException(f"无法在 {host}:{port} 上提供服务：{why_not(error)}") from error
