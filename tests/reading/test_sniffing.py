"""A file is what its content says."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.reading.sniffing import Kind, kind_of
from tests.conftest import SAMPLES
from tests.reading.ofd_files import ofd, typeset
from tests.reading.office_files import locked_word_header, ole
from tests.reading.word_files import content_of, word_document

DOCX = content_of(word_document("松栎镇"))
OFD = ofd(typeset(["松栎镇"]))


def archive(**parts: str) -> bytes:
    """A zip of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as written:
        for name, part in parts.items():
            written.writestr(name.replace("__", "/").replace("_", "."), part)
    return file.getvalue()


def open_document(kind: str) -> bytes:
    """The beginnings of an OpenDocument file."""
    return archive(mimetype=f"application/vnd.oasis.opendocument.{kind}", content_xml="<x/>")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (DOCX, Kind.DOCX),
        (OFD, Kind.OFD),
        (open_document("text"), Kind.ODT),
        (open_document("spreadsheet"), Kind.SHEET),
        (open_document("presentation"), Kind.SLIDES),
        (archive(xl__workbook_xml=""), Kind.SHEET),
        (archive(ppt__presentation_xml=""), Kind.SLIDES),
        (archive(report_txt=""), Kind.ZIP),
        (DOCX[: len(DOCX) // 2], Kind.DOCX),
        (OFD[:-60], Kind.OFD),
        (open_document("text")[:-40], Kind.ODT),
        (ole({"WordDocument": b"\xec\xa5"}), Kind.DOC),
        (ole({"WordDocument": locked_word_header()}), Kind.LOCKED_DOC),
        (ole({"EncryptionInfo": b"", "EncryptedPackage": b""}), Kind.LOCKED),
        (ole({"Workbook": b""}), Kind.SHEET),
        (ole({"PowerPoint Document": b""}), Kind.SLIDES),
        (ole({"Contents": b""}), Kind.OLE),
        (ole({"WordDocument": b""})[:2000], Kind.OLE),
        (b"{\\rtf1\\ansi", Kind.RTF),
        (b"\r\n{\\rtf1\\ansi", Kind.RTF),
        (b"%PDF-1.7\n", Kind.PDF),
        (b"\xef\xbb\xbf%PDF-1.7\n", Kind.PDF),
        (b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.4\n%%EOF\n", Kind.PDF),
        (b"\x89PNG\r\n\x1a\n", Kind.PICTURE),
        (b"\xff\xd8\xff\xe0", Kind.PICTURE),
        (b"II*\0\x08", Kind.PICTURE),
        (b"BM\x0a\0\0\0\0\0\0\0", Kind.PICTURE),
        (b"RIFF\0\0\0\0WEBPVP8", Kind.PICTURE),
        (b"RIFF\0\0\0\0WAVEfmt", Kind.MEDIA),
        (b"\0\0\0\x18ftypmp42", Kind.MEDIA),
        (b"Rar!\x1a\x07\x01\0", Kind.ARCHIVE),
        (b"7z\xbc\xaf\x27\x1c", Kind.ARCHIVE),
        (b"name".ljust(257, b"\0") + b"ustar", Kind.ARCHIVE),
        (b"MZ\x90\0\x03", Kind.PROGRAM),
        (b"<!DOCTYPE html><html>", Kind.HTML),
        (b"\xef\xbb\xbf\n<HTML xmlns:o='urn:schemas-microsoft-com:office:office'>", Kind.HTML),
        (b'<?xml version="1.0"?><!-- saved --><html>', Kind.HTML),
        ("\ufeff<html><body>松栎镇".encode("utf-16-le"), Kind.HTML),
        (b"<div class='TRS_Editor'><p>", Kind.FRAGMENT),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", Kind.MHTML),
        (b"From: <Saved>\r\nSubject: a\r\n b\r\nMIME-Version: 1.0\r\n", Kind.MHTML),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>', Kind.WORD_XML),
        ("松栎镇坚持依法行政。".encode(), None),
        ("松栎镇坚持依法行政。".encode("gb18030"), None),
        ("BM25 是一种排序方法。".encode(), None),
        ("MZ 是缩写。".encode(), None),
        (b"<1> first", None),
        (b"", None),
    ],
    ids=lambda value: value.name if isinstance(value, Kind) else "",
)
def test_content_says_what_it_is(content: bytes, kind: Kind | None) -> None:
    """By how it begins, by the parts it has, and of a part of a file by what is left."""
    assert kind_of(content) is kind


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*镇*.*")), ids=lambda path: path.name[-12:])
def test_the_samples_are_what_their_endings_say(path) -> None:  # type: ignore[no-untyped-def]
    """No text is taken for something else."""
    kinds = {".docx": Kind.DOCX, ".html": Kind.HTML}
    assert kind_of(path.read_bytes()) is kinds.get(path.suffix)


@pytest.mark.property
@settings(max_examples=150)
@given(
    start=st.sampled_from(
        [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<!--", b"a: b\n"]
    ),
    rest=st.binary(max_size=1500),
)
def test_any_content_is_something_or_nothing(start: bytes, rest: bytes) -> None:
    """Whatever the bytes, asking what they are raises nothing."""
    kind_of(start + rest)


@pytest.mark.property
@settings(max_examples=100)
@given(at=st.integers(0, 4000), byte=st.integers(0, 255), end=st.integers(600, 6000))
def test_a_damaged_ole_file_is_something(at: int, byte: int, end: int) -> None:
    """A directory that leads nowhere, or round in a circle, is no error and no endless loop."""
    content = bytearray(ole({"WordDocument": b"\xec\xa5", "1Table": b""}))
    content[-1 - at] = byte
    content[30 + at % 480] = byte
    assert kind_of(bytes(content[:end])) in set(Kind)
