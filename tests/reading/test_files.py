"""From a path to a document, or a reason in Chinese."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.errors import EmptyFile, UnreadableFile, UnsupportedFormat
from searchapp.reading import FORMATS, Document, read_file
from searchapp.reading.files import MAX_BYTES
from tests.conftest import SAMPLES


@pytest.mark.parametrize(
    "path", sorted(SAMPLES.glob("*镇*.*")), ids=lambda path: path.suffix + path.stem[-6:]
)
def test_every_sample_has_text(path: Path) -> None:
    """Each of the sample reports is read without a warning."""
    document = read_file(path)
    assert len(document.text) > 1000
    assert document.warnings == ()
    assert document.format == path.suffix.removeprefix(".")


@pytest.mark.property
@settings(max_examples=60)
@given(content=st.binary(min_size=1, max_size=200), ending=st.sampled_from(sorted(FORMATS)))
def test_a_reader_gives_a_document_or_says_why_not(
    tmp_path: Path, content: bytes, ending: str
) -> None:
    """Whatever lies in a file of a known ending, no other error leaves the reader."""
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
