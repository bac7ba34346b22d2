"""Commands that give out what people wrote of their excerpts."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from searchapp.cli.speaking import in_chinese, new_console
from searchapp.engine.embedded import EmbeddedEngine
from searchapp.errors import BriefingNotFound
from searchapp.reports import Json
from searchapp.settings import Settings

if TYPE_CHECKING:
    from searchapp.briefing.paper import Paper
    from searchapp.library.briefings import Briefing

#: Where readers find the pages unless it was set: on the machine itself.
_HERE: Final = "http://localhost:8000"
_NUMBER: Final = click.argument("number", metavar="N", type=click.IntRange(1))
_AS_JSON: Final = click.option("--json", "as_json", is_flag=True, help="以 JSON 输出")
_WHERES: Final = ("footnotes", "endnotes", "brackets")
_FILE: Final = click.Path(dir_okay=False, path_type=Path)


@click.group()
def briefing() -> None:
    """材料：列出、查看、导出。"""


@briefing.command(name="list")
@click.option("--archived", is_flag=True, help="列出已收起的")
@_AS_JSON
@click.pass_obj
@in_chinese
def list_command(settings: Settings, *, archived: bool, as_json: bool) -> None:
    """列出材料，最近改过的在前。"""
    from searchapp.library import Ledger
    from searchapp.terminal.briefings import ShownBriefings

    with Ledger.open(settings) as ledger:
        found = ledger.briefings.all(archived=archived)
    if as_json:
        click.echo(json.dumps([_facts(each) for each in found], ensure_ascii=False))
    elif found:
        ShownBriefings(new_console()).table(found)
    else:
        click.echo("没有收起的材料" if archived else "还没有材料", err=True)


@briefing.command()
@_NUMBER
@_AS_JSON
@click.pass_obj
@in_chinese
def show(settings: Settings, number: int, *, as_json: bool) -> None:
    """查看第 N 号材料，并把每条引文与出处核对一遍。"""
    from searchapp.briefing.annotations import annotations
    from searchapp.briefing.saying import Where
    from searchapp.library.briefings import content_json
    from searchapp.terminal.briefings import ShownBriefings

    found, paper = _paper(settings, number)
    if as_json:
        held = json.loads(annotations(paper, Where.FOOTNOTES))
        said = _facts(found) | {"content": content_json(found.content), "sources": held}
        click.echo(json.dumps(said, ensure_ascii=False))
    else:
        ShownBriefings(new_console()).paper(paper)


@briefing.command()
@_NUMBER
@click.argument("file", type=_FILE)
@click.option(
    "--sources",
    type=click.Choice(_WHERES),
    default="footnotes",
    show_default=True,
    help="出处写成脚注、尾注或括注",
)
@click.option(
    "--template",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="本单位的 Word 模板",
)
@click.option("--force", is_flag=True, help="已有这个文件时，覆盖它")
@click.pass_obj
@in_chinese
def export(
    settings: Settings,
    number: int,
    file: Path,
    *,
    sources: str,
    template: Path | None,
    force: bool,
) -> None:
    """把第 N 号材料导出到 FILE；格式看扩展名：docx、html、md、txt、json。"""
    from searchapp.briefing.exports import EXPORTS

    ending = file.suffix.lower().removeprefix(".")
    if ending not in EXPORTS:
        raise click.BadParameter(f"扩展名应为 {'、'.join(EXPORTS)} 之一", param_hint="FILE")
    if template and ending != "docx":
        raise click.BadParameter("模板只用于 .docx", param_hint="--template")
    if file.exists() and not force:
        raise click.ClickException(f"已经有 {file}，没有覆盖。换个名称，或加上 --force")
    found, paper = _paper(settings, number)
    _write(file, _content(paper, ending, sources, template))
    click.echo(f"已导出“{found.content.name}”到 {file}")
    if not settings.address:
        click.echo(f"链接以 {_HERE} 开头；要换成大家用的网址，请设置 SEARCHAPP_ADDRESS", err=True)


def _content(paper: "Paper", ending: str, sources: str, template: Path | None) -> bytes:
    from searchapp.briefing.docx import docx_in
    from searchapp.briefing.docx_template import Template
    from searchapp.briefing.exports import EXPORTS
    from searchapp.briefing.saying import Where

    where = Where(sources)
    if template:
        return docx_in(Template(template.read_bytes()), paper, where)
    return EXPORTS[ending].write(paper, where)


def _paper(settings: Settings, number: int) -> tuple["Briefing", "Paper"]:
    """A briefing and its paper, held against the sources now. Raises BriefingNotFound."""
    from searchapp.briefing.assembling import paper_of
    from searchapp.library import Ledger

    engine, address = EmbeddedEngine(settings.index), settings.address or _HERE
    with Ledger.open(settings) as ledger:
        found = ledger.briefings.of(number)
        if found is None:
            raise BriefingNotFound(number)
        return found, paper_of(ledger, engine, found, address, datetime.now(UTC))


def _write(file: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    unfinished = file.with_name(f"{file.name}.part")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)


def _facts(found: "Briefing") -> Json:
    archived_at = found.archived_at
    return {
        "id": found.id,
        "name": found.content.name,
        "title": found.content.title,
        "tags": list(found.content.tags),
        "quotes": len(found.content.codes),
        "revision": found.revision,
        "made_at": found.made_at.isoformat(),
        "changed_at": found.changed_at.isoformat(),
        "archived_at": archived_at.isoformat() if archived_at else None,
    }
