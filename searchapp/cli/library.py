"""Commands that keep the library: one file that holds all of it, and back."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from searchapp.cli.speaking import in_chinese
from searchapp.settings import Settings
from searchapp.wording import command_for

if TYPE_CHECKING:
    from searchapp.library.backup import Contents


@click.group()
def library() -> None:
    """备份、恢复 library.db：更正、保存的检索、摘录、材料等不能重建的内容。"""


_FILE = click.Path(path_type=Path)


@library.command()
@click.argument("file", type=_FILE)
@click.option("--force", is_flag=True, help="已有这个文件时，覆盖它")
@click.pass_obj
@in_chinese
def backup(settings: Settings, file: Path, *, force: bool) -> None:
    """把库备份成一个文件 FILE，不必停下网页服务。

    里面是库里的全部内容：报告的编号和各版文字、更正、保存的检索、摘录、材料及其历次修改。
    corpus/ 里的原文件不在里面，请把这个文件夹另行复制；index/ 不必备份，可以重建。
    """
    from searchapp.library.backup import backup as written

    held = written(settings, file, replace=force)
    click.echo(f"已备份到 {file}，并核对无误")
    _tell(held)
    click.echo(f"不含 {settings.corpus} 里的原文件：请把这个文件夹另行复制")


@library.command()
@click.argument("file", type=_FILE)
@click.option("--force", is_flag=True, help="库在数据库服务器上且已有内容时，也用备份代替它")
@click.pass_obj
@in_chinese
def restore(settings: Settings, file: Path, *, force: bool) -> None:
    """用备份 FILE 恢复库，不必停下网页服务。

    备份之后的改动不在其中；原来的库另存为 library.db.before-…。旧版本的备份会自动升级。
    从 library.db 备份的可以恢复到数据库服务器上，反过来也可以。
    """
    from searchapp.library.restoring import restore as restored

    done = restored(settings, file, replace=force)
    click.echo(f"已用 {file} 恢复")
    _tell(done.contents)
    if done.before:
        click.echo(f"原来的库另存为 {done.before}")
    command = command_for("searchapp ingest", settings.home)
    click.echo(f"检索结果还是原来的，请接着运行：{command}")


def _tell(held: "Contents") -> None:
    """What a backup holds, and of when it is."""
    click.echo(
        f"内容：{held.reports} 篇报告，{held.corrections} 项更正，{held.searches} 个保存的检索，"
        f"{held.excerpts} 条摘录，{held.briefings} 份材料"
    )
    moment = f"{held.made_at.astimezone():%Y-%m-%d %H:%M:%S}" if held.made_at else "未标注"
    click.echo(f"备份时间：{moment}（库的版本 {held.migration}）")
