"""Bytes become the text that was meant, or are refused."""

import codecs

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchapp.reading.decoding import Decoded, decode, losses
from tests.strategies import prose

REPORT = "松栎镇人民政府关于2024年法治政府建设情况的报告\n一、主要举措和成效\n" * 3

#: Name of the encoding -> the mark that may stand before it.
MARKS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
}


@pytest.mark.property
@pytest.mark.parametrize("encoding", MARKS)
@given(text=prose)
def test_a_text_with_its_byte_order_mark_comes_back(encoding: str, text: str) -> None:
    """A byte order mark is believed and is no part of the text."""
    decoded = decode(MARKS[encoding] + text.encode(encoding))
    assert decoded is not None
    assert decoded == (text, 0)


@pytest.mark.property
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
@given(text=prose)
def test_a_text_without_a_mark_comes_back(encoding: str, text: str) -> None:
    """Lines of Chinese are told by themselves, in any of the usual encodings."""
    assert decode(f"{text}\n".encode(encoding)) == (f"{text}\n", 0)


@pytest.mark.property
@given(text=prose)
def test_a_declaration_of_gb2312_means_all_of_gb18030(text: str) -> None:
    """Pages that declare gb2312 use characters that only its successor has."""
    declared = text + "镕㛃〇"
    assert decode(declared.encode("gb18030"), "GB2312") == (declared, 0)


@pytest.mark.property
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "iso-8859-1", "no-such-encoding", ""])
@given(text=prose)
def test_a_wrong_declaration_does_no_harm(encoding: str, declared: str, text: str) -> None:
    """A gateway re-encodes a page and leaves the old declaration in it."""
    assert decode(text.encode(encoding), declared) == (text, 0)


@pytest.mark.property
@given(content=st.binary(max_size=300), declared=st.sampled_from(["", "gb2312", "utf-8", "x"]))
def test_any_bytes_are_decoded_or_refused(content: bytes, declared: str) -> None:
    """Nothing that lies in a folder stops a build, and what could not be told is counted."""
    decoded = decode(content, declared)
    assert decoded is None or decoded.lost == decoded.text.count("\ufffd")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, id="picture"),
        pytest.param(bytes(range(256)) * 20, id="every byte"),
        pytest.param(b"\x00" * 400, id="zeros"),
        pytest.param(b"PK\x03\x04" + bytes((n * 37 + 11) % 256 for n in range(3000)), id="zip"),
    ],
)
def test_what_is_no_text_is_refused(content: bytes) -> None:
    """Pictures and archives never become a page of strange characters."""
    assert decode(content) is None


@pytest.mark.property
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@given(text=prose)
@example(text="松栎镇坚持依法行政。" * 5)  # was read as Japanese, without a warning
def test_a_last_character_cut_in_half_is_counted(encoding: str, text: str) -> None:
    """A file cut off by a copy keeps all its text but the half character, which is counted."""
    cut = (text + "镇").encode(encoding)[:-1]
    assert decode(cut) == (text + "\ufffd", 1)


def test_one_broken_character_inside_is_counted() -> None:
    """A character damaged in the middle leaves the rest as it was."""
    whole = REPORT * 4
    content = bytearray(whole.encode())
    content[31] = 0xFF
    decoded = decode(bytes(content))
    assert decoded is not None
    assert decoded.lost >= 1
    assert decoded.text.startswith(whole[:10])
    assert decoded.text.endswith(whole[20:])


def test_control_characters_are_dropped() -> None:
    """A stray form feed of a converter or a zero-width mark at the front is no text."""
    assert decode(("\x02" + REPORT + "\ufeff").encode()) == (REPORT, 0)


def test_nothing_is_nothing() -> None:
    """No bytes are an empty text; whoever reads files refuses it as empty."""
    assert decode(b"") == ("", 0)


TRADITIONAL = (
    "松櫟鎮人民政府關於2024年法治政府建設情況的報告\n一、主要舉措和成效\n全年受理矛盾糾紛126件，"
    "調解成功121件，群眾滿意度持續提升。\n二、存在的不足和原因\n執法力量薄弱，專業人員不足。\n"
)


@pytest.mark.parametrize("declared", ["", "big5", "gb2312", "utf-8", "x-unknown"])
@pytest.mark.parametrize("encoding", ["utf-8", "big5", "big5hkscs", "gb18030", "utf-16-le"])
def test_traditional_text_is_told_whatever_it_declares(encoding: str, declared: str) -> None:
    """Big5 and GB18030 read each other's bytes; the characters that come out tell which it is."""
    assert decode(TRADITIONAL.encode(encoding), declared) == (TRADITIONAL, 0)


@pytest.mark.property
@pytest.mark.parametrize("declared", ["big5", "utf-16", ""])
@given(text=prose)
def test_simplified_text_is_never_taken_for_big5(declared: str, text: str) -> None:
    """However few different characters it has."""
    assert decode(text.encode("gb18030"), declared) == (text, 0)


def test_a_broken_character_in_big5_is_counted() -> None:
    """The rest is as it was: the encoding is still told by what is common."""
    content = bytearray((TRADITIONAL * 4).encode("big5"))
    content[-3:-1] = b"\xff\xff"
    decoded = decode(bytes(content))
    assert decoded is not None
    assert decoded.lost >= 1
    assert decoded.text.startswith(TRADITIONAL)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_stray_zero_is_dropped(encoding: str) -> None:
    """One NUL that a copy left behind does not make a text UTF-16."""
    content = bytearray((REPORT * 4).encode(encoding))
    content[40:40] = b"\x00"
    assert decode(bytes(content)) == (REPORT * 4, 0)


@pytest.mark.parametrize("declared", ["idna", "hex", "base64", "a\x00b", "utf-8" * 99, "punycode"])
def test_a_declaration_that_is_none_does_no_harm(declared: str) -> None:
    """A page may declare whatever it likes."""
    assert decode(REPORT.encode("gb18030"), declared) == (REPORT, 0)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("法治政府建设", ()),
        ("面积3㎡，约±2%，见§3，naïve café", ()),
        ("法治锟斤拷锟斤拷政府", ("文中有 1 处乱码，是保存前转换编码时造成的",)),
        ("æ³\u0095æ²»æ\u0094¿åº\u009c。甲", ("文中有 1 处乱码，是保存前转换编码时造成的",)),
        ("法\ufffd治", ("有 1 个字符无法识别，以 � 代替",)),
    ],
)
def test_what_was_lost_is_said(text: str, said: tuple[str, ...]) -> None:
    """What this program could not decode, and what was spoilt before it came here."""
    assert losses(Decoded(text, text.count("\ufffd"))) == said
