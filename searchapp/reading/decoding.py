"""Bytes to text, by byte order mark, declaration, or trial."""

import codecs
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from charset_normalizer import from_bytes

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: The names under which pages declare an encoding that GB18030 contains.
_NATIONAL: Final = {"gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936", "gb18030"}
#: A tenth of the characters may be strange before a decoding is not believed.
_PLAUSIBLE: Final = 0.9
#: One broken character in a hundred may be shown as �; with more, the bytes are no text.
_BROKEN: Final = 0.01
#: In UTF-8 that was damaged or cut off, so many characters hold for each that does not.
_HOLDING: Final = 10
#: Chinese, ASCII, Chinese and full-width marks, Greek, Cyrillic, general marks, numbers in
#: circles: what a report is written in. Of Latin-1 only its signs: GB2312 read as Latin-1 is
#: nothing but letters with accents.
_EXPECTED: Final = re.compile(
    r"[\t\n\r\x20-\x7e\xa0\xb0-\xb3\xb7\xd7\xf7\u0370-\u052f\u2000-\u27bf\u3000-\u303f"
    r"\u3220-\u33ff\u4e00-\u9fff\uff00-\uffef]"
)
_UNWANTED: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufeff\ufffe\uffff]")


class Decoded(NamedTuple):
    """Text and how many characters of it could not be told (they stand as U+FFFD)."""

    text: str
    lost: int


def decode(content: bytes, declared: str = "") -> Decoded | None:
    """The text of these bytes, or None where they are not text.

    A byte order mark is believed, then UTF-8 that holds throughout or all but, then what the file
    declares, then whichever of GB18030 and UTF-16 gives Chinese, then GB18030 with a few broken
    characters, then what charset-normalizer thinks.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _accept(content[len(mark) :].decode(encoding, "replace"))
    text = next(_readings(content, declared), None)
    return None if text is None else _accept(text)


def _readings(content: bytes, declared: str) -> Iterator[str]:
    """The readings that may be believed, the surest first."""
    if b"\x00" not in content:
        yield from _as_utf8(content)
    for encoding in _candidates(content, declared):
        try:
            text = content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if _plausibility(text) >= _PLAUSIBLE:
            yield text
    guess = from_bytes(content[:200_000]).best()
    for encoding in ("gb18030", guess.encoding if guess else "utf-8"):
        text = content.decode(encoding, "replace")
        if _is_hardly_broken(text) and _plausibility(text) >= _PLAUSIBLE:
            yield text


def _as_utf8(content: bytes) -> Iterator[str]:
    """The content as UTF-8, where it is that: other encodings do not look like it by chance."""
    try:
        yield content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("utf-8", "replace")
        holding = sum(char > "\x7f" for char in text) - text.count("\ufffd")
        if _is_hardly_broken(text) and holding >= _HOLDING * text.count("\ufffd"):
            yield text


def _candidates(content: bytes, declared: str) -> Iterator[str]:
    name = declared.strip().lower()
    if b"\x00" in content:
        yield from ("utf-16-le", "utf-16-be")
        return
    if name:
        yield "gb18030" if name in _NATIONAL else name
    yield from ("gb18030", "utf-16-le", "utf-16-be")


def _is_hardly_broken(text: str) -> bool:
    return text.count("\ufffd") <= max(1, _BROKEN * len(text))


def _plausibility(text: str) -> float:
    """The share of characters that a report may be written in; an empty text is plausible."""
    return len(_EXPECTED.findall(text)) / len(text) if text else 1.0


def _accept(text: str) -> Decoded | None:
    """The text without control characters, unless they show that it is none."""
    clean = _UNWANTED.sub("", text)
    if len(text) - len(clean) > max(4, _BROKEN * len(text)):
        return None
    return Decoded(clean, clean.count("\ufffd"))
