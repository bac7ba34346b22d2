"""A container gives its parts and nothing else."""

import io
import random
import struct
import zipfile
from pathlib import Path

import pytest

from searchapp.errors import Encrypted, UnreadableFile
from searchapp.reading.containers import BrokenXml, Container, parsed

ENTITIES = "".join(f'<!ENTITY e{depth} "{f"&e{depth - 1};" * 10}">' for depth in range(1, 10))
BOMB = f'<!DOCTYPE a [<!ENTITY e0 "法">{ENTITIES}]><a b="&e9;">&e9;</a>'.encode()


def zipped(*parts: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, part in parts:
            archive.writestr(name, part)
    return file.getvalue()


def said_to_be(content: bytes, size: int) -> bytes:
    """The container with this size for each of its parts in its directory."""
    lying = bytearray(content)
    at = lying.find(b"PK\x01\x02")
    while at >= 0:
        struct.pack_into("<L", lying, at + 24, size)
        at = lying.find(b"PK\x01\x02", at + 1)
    return bytes(lying)


def opened(content: bytes) -> Container:
    """The container in a file."""
    return Container(Path("报告.docx"), content, "Word 文档")


def test_a_part_is_found_whatever_its_case_and_slashes() -> None:
    """Some programs on Windows write backslashes, and names in capitals."""
    container = opened(zipped(("Word\\Document.XML", b"<a/>")))
    assert "/word/document.xml" in container
    assert container.part("word/document.xml") == b"<a/>"
    assert container.names() == ["word/document.xml"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"PK\x03\x04 no zip", "不是有效的 Word 文档", id="no zip"),
        pytest.param(zipped(("a", b""))[:-5], "不是有效的 Word 文档", id="cut off"),
        pytest.param(said_to_be(zipped(("a", b"a"), ("b", b"b")), 2**28), "解压后过大", id="bomb"),
        pytest.param(zipped(*((f"{at}", b"") for at in range(10_001))), "过大", id="many parts"),
    ],
)
def test_what_is_no_container_or_unfolds_is_refused(content: bytes, reason: str) -> None:
    """By what its directory says, before anything is unpacked."""
    with pytest.raises(UnreadableFile, match=reason):
        opened(content)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_large_part_is_read(method: int) -> None:
    """What limits the directory does not limit a part."""
    large = random.Random(1).randbytes(9 * 2**20)
    assert opened(zipped(("a", large), method=method)).part("a") == large


def test_a_directory_of_absurd_size_is_not_read() -> None:
    """The end of a zip may say that its directory fills the disk."""
    content = bytearray(zipped(("a", b"a" * 2**24), method=zipfile.ZIP_STORED))
    struct.pack_into("<LL", content, len(content) - 10, 2**24, 0)
    with pytest.raises(UnreadableFile, match="不是有效的"):
        opened(bytes(content))


def test_a_part_with_a_password_locks_the_container() -> None:
    """The flag stands before each part and in the directory."""
    content = zipped(("a", b"a")).replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"
    )
    with pytest.raises(Encrypted):
        opened(content)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_part_is_packed_as_documents_are(method: int) -> None:
    """Other methods ask for as much memory as the file likes."""
    with pytest.raises(UnreadableFile, match="压缩方式"):
        opened(zipped(("a", b"a"), method=method)).part("a")


def test_a_part_that_lies_of_its_size_is_refused() -> None:
    """What is unpacked is never more than the directory said."""
    with pytest.raises(UnreadableFile, match="无法解开"):
        opened(said_to_be(zipped(("a", b"a" * 5000)), 10)).part("a")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"<a>", "不是有效的 XML", id="broken"),
        pytest.param(b"", "不是有效的 XML", id="empty"),
        pytest.param(BOMB, "不是有效的 XML", id="entities that unfold"),
        pytest.param(b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "实体", id="entity"),
        pytest.param(b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>', "实体", id="other"),
        pytest.param(
            '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY x "y">]><a/>'.encode(
                "utf-16"
            ),
            "实体",
            id="in UTF-16",
        ),
        pytest.param(b"<a>" * 300 + b"</a>" * 300, "不是有效的 XML", id="deep"),
        pytest.param(b"<a>" + b"<b/>" * 2_000_001 + b"</a>", "元素过多", id="many elements"),
    ],
)
def test_xml_defines_nothing_and_refers_to_nothing(content: bytes, reason: str) -> None:
    """A document type is no part of any document that we read."""
    with pytest.raises(BrokenXml, match=reason):
        parsed(content)
