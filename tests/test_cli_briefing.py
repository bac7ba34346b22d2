"""``searchapp briefing``: what is printed, what is written, and with which exit status."""

import json
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from searchapp.briefing.exports import EXPORTS
from searchapp.briefing.saying import source_of
from searchapp.terminal.briefings import ShownBriefings
from tests.briefing.papers import sample_paper
from tests.briefing.reading import READ, notes_of, opened
from tests.briefing.templates import template_with
from tests.library.homes import Home, new_home
from tests.test_cli import ANSI, Said, run, run_here
from tests.web.briefed import briefings_in

if TYPE_CHECKING:
    from searchapp.briefing.paper import Paper


@pytest.fixture(scope="module")
def number(furnished_home: Home) -> str:
    """The briefing that quotes two sources."""
    return briefings_in(furnished_home)["briefing"]


def _said(home: Home, *words: str) -> Said:
    return run_here("briefing", *words, home=home.path)


def test_the_list_has_a_line_for_each_with_tabs(furnished_home: Home, number: str) -> None:
    """For a pipe: number, name, how many sources, tags, when it was changed."""
    said = _said(furnished_home, "list")
    lines = [line.split("\t") for line in said.out.splitlines()]
    assert said.status == 0
    assert [number, "基层治理专题", "2", "治理"] in [line[:4] for line in lines]
    assert not ANSI.search(said.out)


def test_the_list_as_json(furnished_home: Home, number: str) -> None:
    """For programs."""
    listed = json.loads(_said(furnished_home, "list", "--json").out)
    own = next(each for each in listed if str(each["id"]) == number)
    assert (own["name"], own["quotes"], own["tags"]) == ("基层治理专题", 2, ["治理"])
    assert own["archived_at"] is None


def test_an_empty_list_is_told_beside_the_output(tmp_path: Path) -> None:
    """A pipe gets nothing, a person a word."""
    home = new_home(tmp_path / "home")
    assert _said(home, "list") == Said(0, "", "还没有材料\n")
    assert _said(home, "list", "--archived") == Said(0, "", "没有收起的材料\n")
    assert json.loads(_said(home, "list", "--json").out) == []


def test_show_has_words_quotes_and_what_became_of_them(furnished_home: Home, number: str) -> None:
    """In order, each quote with its source, and notes left out."""
    said = _said(furnished_home, "show", number)
    assert said.status == 0
    assert "一、矛盾纠纷多元化解" in said.out
    assert "[1] " in said.out
    assert "  未变\n" in said.out
    assert "  有改动\n" in said.out
    assert "引文最近一次与出处核对：" in said.out
    assert "数字等定稿后再核一次" not in said.out


def test_show_as_json_has_the_content_and_annotations(furnished_home: Home, number: str) -> None:
    """All that is written, notes too, and each source as an annotation."""
    told = json.loads(_said(furnished_home, "show", number, "--json").out)
    assert told["content"]["name"] == "基层治理专题"
    assert "note" in {block["kind"] for block in told["content"]["blocks"]}
    assert told["sources"]["type"] == "AnnotationCollection"
    assert told["sources"]["total"] == 2


@pytest.mark.parametrize("ending", EXPORTS)
def test_the_ending_says_what_is_written(
    furnished_home: Home, number: str, ending: str, tmp_path: Path
) -> None:
    """Whole, and readable as any file of the user's."""
    file = tmp_path / f"材料.{ending}"
    said = _said(furnished_home, "export", number, str(file))
    assert said.status == 0
    assert said.out == f"已导出“基层治理专题”到 {file}\n"
    assert "http://localhost:8000" in said.err
    found = READ[ending](file.read_bytes())
    assert "引文最近一次与出处核对：" in found.text
    assert len(found.links) == 2
    assert [*tmp_path.iterdir()] == [file]
    assert file.stat().st_mode & stat.S_IRUSR


def test_sources_and_template_are_chosen(
    furnished_home: Home, number: str, tmp_path: Path
) -> None:
    """As on the page."""
    template, file = tmp_path / "模板.docx", tmp_path / "a.docx"
    template.write_bytes(template_with("{{标题}}", "{{正文}}", "办公室"))
    words = ("--sources", "endnotes", "--template", str(template))
    assert _said(furnished_home, "export", number, str(file), *words).status == 0
    assert len(notes_of(file.read_bytes(), "endnote")) == 2
    assert opened(file.read_bytes()).paragraphs[0].text == "关于基层治理专题的报告"


def test_the_address_that_was_set_stands_in_links(
    furnished_home: Home, number: str, tmp_path: Path
) -> None:
    """And then nothing is to be told."""
    file = tmp_path / "a.txt"
    said = run(
        *("briefing", "export", number, file),
        home=furnished_home.path,
        SEARCHAPP_ADDRESS="http://baogao.example/",
    )
    assert (said.status, said.err) == (0, "")
    assert "http://baogao.example/x/" in file.read_text("utf-8")


def test_a_file_that_is_there_is_not_lost(
    furnished_home: Home, number: str, tmp_path: Path
) -> None:
    """Unless one says so."""
    file = tmp_path / "a.txt"
    file.write_text("别人的", "utf-8")
    said = _said(furnished_home, "export", number, str(file))
    assert said.status == 1
    assert "--force" in said.err
    assert file.read_text("utf-8") == "别人的"
    assert _said(furnished_home, "export", number, str(file), "--force").status == 0
    assert "别人的" not in file.read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("export", "N", "a.pdf"), 2, "docx、html、md、txt、json"),
        (("export", "N", "a"), 2, "扩展名应为"),
        (("export", "N", "a.md", "--template", "."), 2, "template"),
        (("export", "N", "a.md", "--template", "README.md"), 2, "模板只用于 .docx"),
        (("export", "N", "a.docx", "--template", "README.md"), 1, "不是 .docx 文件"),
        (("export", "N", "a.docx", "--sources", "nowhere"), 2, "sources"),
        (("export", "N", "no-such-folder/a.txt"), 1, "文件不存在"),
        (("export", "999999", "a.txt"), 1, "没有这份材料"),
        (("show", "999999"), 1, "没有这份材料"),
        (("show", "0"), 2, "N"),
        (("show", "first"), 2, "N"),
    ],
)
def test_what_cannot_be_is_told(
    furnished_home: Home,
    number: str,
    words: tuple[str, ...],
    status: int,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Wrong use is 2, what failed is 1; nothing is left behind."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "README.md").write_text("# not a document", "utf-8")
    ended = _said(furnished_home, *(number if word == "N" else word for word in words))
    assert ended.status == status
    assert said in ended.err
    assert [each.name for each in tmp_path.iterdir()] == ["README.md"]


def test_on_a_terminal_quotes_keep_their_tabs(capsys: pytest.CaptureFixture[str]) -> None:
    """A quote is verbatim wherever it is shown."""
    from rich.console import Console

    paper: Paper = sample_paper()
    ShownBriefings(Console(force_terminal=True, color_system="standard", width=80)).paper(paper)
    shown = capsys.readouterr().out
    for each in paper.quotes:
        assert f"  {each.excerpt.quote}\n" in shown
        assert source_of(paper, each).link in ANSI.sub("", shown).replace("\n", "")
