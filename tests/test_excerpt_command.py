"""``searchapp excerpt check``: what is printed, and with which exit status."""

import json
import re
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.console import Console

from searchapp.cli import main
from searchapp.library.held import held
from searchapp.terminal import ShownExcerpts
from tests.library.excerpts.homes import FIRST, QUOTES, home_of_every_fate, revise, take
from tests.library.homes import Home, new_home


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home in which every fate has come true."""
    return home_of_every_fate(tmp_path_factory.mktemp("fates"))[0]


def check(path: Path, *words: str) -> tuple[int, str]:
    """Exit status and what was printed."""
    ended = CliRunner().invoke(main, ["--home", str(path), "excerpt", "check", *words])
    assert ended.stderr == ""
    return ended.exit_code, ended.stdout


def test_each_that_does_not_stand_where_it_stood_has_a_line(home: Home) -> None:
    """With its code, passages and difference; the rest is counted, and the status is 1."""
    status, said = check(home.path)
    *lines, counts = said.splitlines()
    assert status == 1
    assert counts == "未变 1 · 移位 1 · 有改动 2 · 已删除 1"
    assert len(lines) == 4
    by_fate = {line.split()[0]: line for line in lines}
    assert f"第 6 段 → 第 4 段  {QUOTES['moved']}" in by_fate["移位"]
    assert "松栎镇 2024  第 8 段" in by_fate["已删除"]
    assert "院坝调解室[-6-][+8+]处" in said
    assert "不少于[-3-][+5+]名。  引文的字句没有变，它所在的句子有改动" in said


def test_as_json_every_excerpt_is_told(home: Home) -> None:
    """With where it stands now, or what it became."""
    status, said = check(home.path, "--json")
    told = {each["fate"]: each for each in json.loads(said)["excerpts"]}
    assert status == 1
    assert len(json.loads(said)["excerpts"]) == 5
    now = told["moved"]["now"]
    assert (now["passage"], now["quote"]) == (4, told["moved"]["quote"])
    assert told["removed"]["now"] is None
    assert told["unchanged"]["url"] == f"/x/{told['unchanged']['code']}"


def test_where_all_stands_the_status_is_0(tmp_path: Path) -> None:
    """Also where there is no excerpt at all, which is said; a moved one is not wrong."""
    home = new_home(tmp_path)
    revise(home, FIRST)
    assert check(tmp_path) == (0, "还没有摘录\n")
    take(home, QUOTES["moved"])
    assert check(tmp_path) == (0, "未变 1 · 移位 0 · 有改动 0 · 已删除 0\n")
    revise(home, FIRST.replace("一、主要", "综述。\n一、主要"))
    status, said = check(tmp_path)
    assert (status, said.splitlines()[-1]) == (0, "未变 0 · 移位 1 · 有改动 0 · 已删除 0")


def test_on_a_terminal_the_difference_is_coloured(home: Home) -> None:
    """Each fate has a colour of its own, and no word is lost by it."""
    with home.ledger() as ledger:
        excerpts = list(ledger.excerpts.all())
        found = held(ledger, home.engine, excerpts)
    shown = StringIO()
    ShownExcerpts(Console(file=shown, force_terminal=True, width=200)).excerpts(excerpts, found)
    assert "\x1b[9;31m[-6-]" in shown.getvalue()
    assert "\x1b[33m有改动" in shown.getvalue()
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown.getvalue())
    assert "未变 1 · 移位 1 · 有改动 2 · 已删除 1" in plain


def test_the_help_says_when_the_status_is_1(home: Home) -> None:
    """Whoever lets a machine run it every night must know."""
    assert "退出状态为 1" in check(home.path, "--help")[1]
