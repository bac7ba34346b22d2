"""What do people see? On a terminal, words: what they ask for is done by the folders below.

Commands that need readers, library or web server import them when they are called: a search would
else spend most of its time on loading what it does not use.
"""

import os
import sys
from dataclasses import replace
from io import TextIOWrapper
from pathlib import Path

import click

from searchapp import __version__
from searchapp.cli.asking import search, verify_command
from searchapp.cli.briefing import briefing
from searchapp.cli.excerpt import excerpt
from searchapp.cli.giving import compare, coverage_command, export, serve
from searchapp.cli.library import library
from searchapp.cli.speaking import in_chinese
from searchapp.cli.taking import check_command, correct, ingest, inspect
from searchapp.settings import settings_from


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="searchapp")
@click.option("--home", type=click.Path(file_okay=False, path_type=Path), help="资料所在文件夹")
@click.pass_context
@in_chinese
def main(context: click.Context, home: Path | None) -> None:
    """在历年乡镇报告中逐字检索。"""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    settings = settings_from(os.environ)
    context.obj = replace(settings, home=home) if home else settings


for _command in (
    *(ingest, inspect, correct, check_command),
    *(search, verify_command),
    *(coverage_command, compare, export, serve, library, briefing, excerpt),
):
    main.add_command(_command)
