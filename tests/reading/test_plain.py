"""Plain text, line by line."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.errors import UnreadableFile
from searchapp.reading.plain import read_plain
from tests.strategies import prose


@pytest.mark.property
@given(lines=st.lists(prose, min_size=1, max_size=3), end=st.sampled_from(["\n", "\r\n", "\r"]))
def test_lines_end_as_any_system_ends_them(lines: list[str], end: str) -> None:
    """A file from Windows, Unix or an old Macintosh has the same lines."""
    content = (end.join(lines) + end).encode("utf-8")
    assert read_plain(Path("报告.txt"), content).lines == tuple(lines)


def test_an_empty_line_stays() -> None:
    """Whoever joins cut sentences needs to see where a line was empty."""
    assert read_plain(Path("报告.txt"), "甲\n\n乙".encode()).lines == ("甲", "", "乙")


@pytest.mark.parametrize(("name", "format_"), [("报告.TXT", "txt"), ("报告.md", "md")])
def test_the_format_is_the_ending(name: str, format_: str) -> None:
    """The format is told by the ending, in small letters."""
    assert read_plain(Path(name), "松栎镇".encode()).format == format_


def test_a_text_does_not_mark_paragraphs() -> None:
    """In plain text a line end may be only where the line was full."""
    assert not read_plain(Path("报告.txt"), "松栎镇".encode()).paragraphs


def test_a_lost_character_is_told() -> None:
    """A file cut off in the middle of a character is read, with a warning that says so."""
    content = ("松栎镇坚持依法行政。" * 5).encode()[:-1]
    document = read_plain(Path("报告.txt"), content)
    assert document.lines[0].endswith("依法行政�")
    assert document.warnings == ("有 1 个字符无法识别，以 � 代替",)


def test_what_is_no_text_is_refused_in_chinese() -> None:
    """A picture named .txt is refused with a reason that staff can read."""
    with pytest.raises(UnreadableFile) as refused:
        read_plain(Path("报告.txt"), bytes(range(256)) * 20)
    assert refused.value.reason == "不是文本文件，或编码无法识别"
