"""Commands that take files in, tell what is understood of them, and put it right."""

import json
import sys
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from searchapp.cli.speaking import in_chinese, new_console, said_of
from searchapp.engine.embedded import EmbeddedEngine
from searchapp.errors import SearchAppError, UnreadableFile
from searchapp.reports import report_json
from searchapp.settings import Settings
from searchapp.terminal import ShownReports, verdict_line
from searchapp.wording import command_for

if TYPE_CHECKING:
    from searchapp.library import Fact, Intake, Watch


@click.command()
@click.option("--rebuild", is_flag=True, help="重读全部文件，重建索引")
@click.option("--prune", is_flag=True, help="文件已从 corpus/ 中删去的报告，也从库中移出")
@click.option("--watch", "watching", is_flag=True, help="收录之后守着 corpus/，放进文件就收录")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.pass_obj
@in_chinese
def ingest(
    settings: Settings, paths: tuple[Path, ...], *, rebuild: bool, prune: bool, watching: bool
) -> None:
    """收录报告：PATHS 是文件、文件夹或压缩包，不写则收录 corpus/。"""
    from searchapp.library import Intake, Outcome, Watch

    console = new_console()
    intake = Intake(settings, EmbeddedEngine(settings.index), paths, rebuild=rebuild, prune=prune)
    watch = Watch(settings)
    outcomes = _shown_verdicts(intake, console)
    if not outcomes:
        console.print(f"{settings.corpus} 里没有文件：把报告放进去，或写明要收录的文件夹")
    if watching:
        console.print(f"正在守着 {settings.corpus}，按 Ctrl+C 停止")
        with suppress(KeyboardInterrupt):
            _watch(settings, watch, console)
        console.print("已停止")
    if outcomes[str(Outcome.FAILED)]:
        sys.exit(1)


def _watch(settings: Settings, watch: "Watch", console: Console) -> NoReturn:
    """Take in what is dropped, for ever; what cannot be taken now is tried again."""
    from searchapp.library import LOOKS_SECONDS, Intake

    while True:
        time.sleep(LOOKS_SECONDS)
        change = watch.look()
        if not change:
            continue
        try:
            engine = EmbeddedEngine(settings.index)
            _shown_verdicts(Intake(settings, engine, change), console)
        except (SearchAppError, OSError) as error:
            console.print(f"{said_of(error)}；稍后再试")
        else:
            watch.taken(change)


def _shown_verdicts(intake: "Intake", console: Console) -> Counter[str]:
    """Print each verdict and the summary; outcome -> how many files had it."""
    shown = ShownReports(console)
    outcomes: Counter[str] = Counter()
    doubtful = 0
    columns = (TextColumn("收录"), BarColumn(), MofNCompleteColumn(), TextColumn("份"))
    quiet = not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=quiet) as progress:
        task = progress.add_task("", total=intake.expected)
        for verdict in intake.run():
            progress.console.print(verdict_line(verdict))
            progress.update(task, total=intake.expected, advance=1)
            outcomes[str(verdict.outcome)] += 1
            doubtful += bool(verdict.doubts)
    shown.summary(outcomes, doubtful, intake.missing)
    return outcomes


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出")
@click.pass_obj
@in_chinese
def inspect(settings: Settings, file: Path, as_json: bool) -> None:
    """看看程序对一个文件的理解，不收录。"""
    from searchapp.library import Refused, understand

    said = understand(file, settings)
    if isinstance(said, Refused):
        raise UnreadableFile(file, said.reason)
    if as_json:
        click.echo(json.dumps(report_json(said.report), ensure_ascii=False, indent=1))
    else:
        ShownReports(new_console()).report(said.report)


@click.command()
@click.argument("report_id", metavar="REPORT")
@click.option("--year", help="年度，如 2024")
@click.option("--town", help="地方：乡镇街道（或县、市、省）的名称或代码，同名的请带上县名")
@click.option("--title", help="标题")
@click.option("--genre", help="文种")
@click.option("--take-back", "taken_back", type=int, help="撤回第几号更正")
@click.pass_obj
@in_chinese
def correct(
    settings: Settings,
    report_id: str,
    *,
    year: str | None,
    town: str | None,
    title: str | None,
    genre: str | None,
    taken_back: int | None,
) -> None:
    """更正一篇报告的年度、地方、标题或文种；“未标注”表示看不出。不写选项则列出已有的更正。"""
    from searchapp.library import Desk

    desk = Desk(settings, EmbeddedEngine(settings.index))
    typed: dict[Fact, str | None] = {
        "title": title,
        "year": year,
        "place": town,
        "genre": genre,
    }
    given = {fact: value for fact, value in typed.items() if value is not None}
    if given:
        desk.correct(report_id, given, settings.who)
    if taken_back is not None:
        desk.take_back(report_id, taken_back, settings.who)
    ShownReports(new_console()).corrections(desk.report(report_id), desk.corrections(report_id))


@click.command(name="check")
@click.pass_obj
@in_chinese
def check_command(settings: Settings) -> None:
    """核对 corpus、library.db 与索引是否一致。"""
    from searchapp.library import Ledger, check

    engine = EmbeddedEngine(settings.index)
    if not settings.home.is_dir():
        raise click.ClickException(f"没有文件夹 {settings.home}")
    with Ledger.open(settings) as ledger:
        findings = list(check(settings, engine, ledger))
        for finding in findings:
            click.echo(f"{finding.what}  →  {command_for(finding.remedy, settings.home)}")
        if findings:
            click.echo(f"{len(findings)} 处不一致")
            sys.exit(1)
        click.echo(f"一致：{len(ledger.names.held())} 篇报告，{len(ledger.files.all())} 个文件")
