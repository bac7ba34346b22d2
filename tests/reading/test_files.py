"""From a path to a document, or a reason in Chinese."""

import os
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from searchapp.errors import EmptyFile, Encrypted, UnreadableFile, UnsupportedFormat
from searchapp.reading import FORMATS, Document, read_file
from searchapp.reading.files import _REMEDIES, MAX_BYTES, READERS
from searchapp.reading.sniffing import Kind
from tests.conftest import SAMPLES
from tests.reading.ofd_files import ofd, typeset
from tests.reading.office_files import locked_word_header, ole
from tests.reading.word_files import content_of, word_document


@pytest.mark.parametrize(
    "path", sorted(SAMPLES.glob("*镇*.*")), ids=lambda path: path.suffix + path.stem[-6:]
)
def test_every_sample_has_text(path: Path) -> None:
    """Each of the sample reports is read without a warning."""
    document = read_file(path)
    assert len(document.text) > 1000
    assert document.warnings == ()
    assert document.format == path.suffix.removeprefix(".")


#: LibreOffice is slow to say no to what is no document; tests/reading/test_mutations.py has it.
_BY_OFFICE = (b"{\\rtf", b"\xd0\xcf\x11\xe0")


@pytest.mark.property
@settings(max_examples=100)
@given(content=st.binary(min_size=1, max_size=200), ending=st.sampled_from(sorted(FORMATS)))
def test_a_reader_gives_a_document_or_says_why_not(
    tmp_path: Path, content: bytes, ending: str
) -> None:
    """Whatever lies in a file of a known ending, no other error leaves the reader."""
    assume(not content.startswith(_BY_OFFICE))
    path = tmp_path / f"报告{ending}"
    path.write_bytes(content)
    try:
        said = read_file(path).text.strip()
    except UnreadableFile as refused:
        said = refused.reason
    assert said


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("空.txt", b"", EmptyFile),
        ("空白.txt", "\n \u3000\n".encode(), EmptyFile),
        ("空页.html", b"<html><body><p> </p></body></html>", EmptyFile),
        ("报告.xyz", b"text", UnsupportedFormat),
        ("报告", b"text", UnsupportedFormat),
        ("报告.docx", b"text", UnreadableFile),
        ("报告.doc", b"text", UnreadableFile),
        ("报告.wps", b"\xd0\xcf\x11\xe0", UnreadableFile),
        ("报告.doc", ole({"Contents": b""}), UnreadableFile),
        ("报告.doc", ole({"WordDocument": locked_word_header()}), Encrypted),
        ("报告.docx", ole({"EncryptedPackage": b""}), Encrypted),
        ("报告.xls", ole({"Workbook": b""}), UnsupportedFormat),
        ("报告.doc", ole({"Workbook": b""}), UnsupportedFormat),
        ("报告.ole", ole({"Contents": b""}), UnsupportedFormat),
        ("报告.ppt", ole({"PowerPoint Document": b""}), UnsupportedFormat),
        ("报告.rar", b"Rar!\x1a\x07\x01\0", UnsupportedFormat),
        ("报告.exe", b"MZ\x90\0\x03", UnsupportedFormat),
        ("报告.ceb", b"Founder", UnsupportedFormat),
        (
            "报告.doc",
            b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>',
            UnsupportedFormat,
        ),
    ],
)
def test_a_file_without_a_report_is_refused(
    tmp_path: Path, name: str, content: bytes, error: type[UnreadableFile]
) -> None:
    """Empty, unknown and broken files are three different things."""
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableFile) as refused:
        read_file(tmp_path / name)
    assert type(refused.value) is error


def test_an_unknown_format_names_those_that_are_read(tmp_path: Path) -> None:
    """The reason says what to do: every readable ending stands in it."""
    path = tmp_path / "报告.xyz"
    path.write_bytes(b"text")
    with pytest.raises(UnsupportedFormat) as refused:
        read_file(path)
    assert all(ending in refused.value.reason for ending in FORMATS)


TEXT = "松栎镇坚持依法行政，受理矛盾纠纷一百二十六件。" * 6
PAGE = f"<html><body><p>{TEXT}</p></body></html>"
DOCX = content_of(word_document(TEXT))


@pytest.mark.parametrize(
    ("name", "content", "form", "really"),
    [
        ("报告.doc", PAGE.encode(), "html", "网页"),
        ("报告.doc", f"<table><tr><td>{TEXT}</table>".encode("gbk"), "html", "网页"),
        ("报告.txt", PAGE.encode("gbk"), "html", "网页"),
        ("报告.doc", DOCX, "docx", "Word 文档（.docx）"),
        ("报告.wps", DOCX, "docx", "Word 文档（.docx）"),
        ("报告.pdf", TEXT.encode(), "txt", "纯文本"),
        ("报告.doc", TEXT.encode("gb18030"), "txt", "纯文本"),
        ("报告", DOCX, "docx", "Word 文档（.docx）"),
        ("报告.bak", DOCX, "docx", "Word 文档（.docx）"),
        ("报告.docx", ofd(typeset([TEXT])), "ofd", "OFD 文档（.ofd）"),
    ],
)
def test_a_file_is_read_as_what_it_is(
    tmp_path: Path, name: str, content: bytes, form: str, really: str
) -> None:
    """An ending that is wrong is told, and does not stand in the way."""
    path = tmp_path / name
    path.write_bytes(content)
    document = read_file(path)
    assert document.text.strip() == TEXT
    assert document.format == form
    assert document.warnings[0] == f"扩展名是 {path.suffix or '空的'}，内容其实是{really}"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("报告.docm", DOCX),
        ("报告.md", f"<p align=center>标题</p>\n\n{TEXT}".encode()),
        ("报告.html", TEXT.encode()),
        ("报告.HTM", PAGE.encode()),
    ],
)
def test_what_may_have_its_ending_is_not_warned_of(
    tmp_path: Path, name: str, content: bytes
) -> None:
    """A document with macros, a text that begins with a tag, a page that has none."""
    (tmp_path / name).write_bytes(content)
    assert read_file(tmp_path / name).warnings == ()


def test_every_kind_of_file_is_read_or_has_a_reason() -> None:
    """A new kind is given a reader, or words on what to do instead."""
    told = {Kind.LOCKED, Kind.LOCKED_DOC, Kind.FRAGMENT}
    assert READERS.keys() | _REMEDIES.keys() | told == set(Kind)


@pytest.mark.parametrize(
    ("known_as", "called"),
    [
        (None, "报告"),
        (PurePosixPath("报告.docx"), "报告"),
        (PurePosixPath("丰都县/2024年/仁沙镇/报告（定稿）.docx"), "2024年/仁沙镇/报告（定稿）"),
        (PurePosixPath("/共享/./报告2024.1.14.txt"), "共享/报告2024.1.14"),
        (PurePosixPath("../仁沙镇报告"), "仁沙镇报告"),
        (PureWindowsPath("D:\\报告\\仁沙镇.doc"), "报告/仁沙镇"),
    ],
)
def test_a_file_says_what_people_called_it(
    tmp_path: Path, known_as: PurePath | None, called: str
) -> None:
    """Its own name without the ending, after those of the two folders around it."""
    path = tmp_path / "报告.txt"
    path.write_text(TEXT, "utf-8")
    name = read_file(path, known_as).said.file_name
    assert name.endswith(called) if known_as is None else name == called


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only Unix has named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """Whoever opens a pipe waits for somebody to write into it."""
    os.mkfifo(tmp_path / "报告.txt")
    with pytest.raises(UnreadableFile, match="不是普通文件"):
        read_file(tmp_path / "报告.txt")


@pytest.mark.parametrize("name", ["报告\0.txt", "报" * 300 + ".txt"])
def test_a_name_that_no_file_can_have_is_refused(name: str) -> None:
    """Zeros end a name, and a disk has a longest one."""
    with pytest.raises(UnreadableFile, match="文件名"):
        read_file(Path(name))


def test_an_ending_in_capitals_is_the_same_ending(tmp_path: Path) -> None:
    """Files from Windows are called REPORT.TXT."""
    path = tmp_path / "报告.TXT"
    path.write_text("松栎镇坚持依法行政。", "utf-8")
    assert read_file(path).text == "松栎镇坚持依法行政。"


def test_a_missing_file_and_a_folder_are_named_for_what_they_are(tmp_path: Path) -> None:
    """The system's refusal is said in Chinese."""
    folder = tmp_path / "文件夹.txt"
    folder.mkdir()
    reasons = []
    for path in (tmp_path / "无.txt", folder):
        with pytest.raises(UnreadableFile) as refused:
            read_file(path)
        reasons.append(refused.value.reason)
    assert reasons[0] == "文件不存在"
    assert "文件夹" in reasons[1]


def test_a_file_larger_than_any_report_is_not_opened(tmp_path: Path) -> None:
    """A film saved under a report's name is refused by its size."""
    path = tmp_path / "报告.txt"
    with path.open("wb") as film:
        film.truncate(MAX_BYTES + 1)
    with pytest.raises(UnreadableFile, match="文件过大"):
        read_file(path)


def test_the_text_of_a_document_is_its_lines() -> None:
    """Each line has its end; nothing is added at the last."""
    assert Document(("甲", "", "乙"), "txt").text == "甲\n\n乙"
