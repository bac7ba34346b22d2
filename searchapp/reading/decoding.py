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
#: Chinese, ASCII, Chinese and full-width marks, Latin, Greek, Cyrillic, general marks, numbers in
#: circles: what a report is written in.
_EXPECTED: Final = re.compile(
    r"[\t\n\r\x20-\x7e\xa0-\u052f\u2000-\u27bf\u3000-\u303f\u3220-\u33ff\u4e00-\u9fff\uff00-\uffef]"
)
_UNWANTED: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufeff\ufffe\uffff]")


class Decoded(NamedTuple):
    """Text and how many characters of it could not be told (they stand as U+FFFD)."""

    text: str
    lost: int


def decode(content: bytes, declared: str = "") -> Decoded | None:
    """The text of these bytes, or None where they are not text.

    A byte order mark is believed, then UTF-8 that holds, then what the file declares, then
    whichever of GB18030 and UTF-16 gives Chinese, then what charset-normalizer thinks.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _accept(content[len(mark) :].decode(encoding, "replace"))
    for encoding in _candidates(content, declared):
        try:
            text = content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if encoding == "utf-8" or _plausibility(text) >= _PLAUSIBLE:
            return _accept(text)
    return _best_of_the_broken(content)


def _candidates(content: bytes, declared: str) -> Iterator[str]:
    name = declared.strip().lower()
    if b"\x00" in content:
        yield from ("utf-16-le", "utf-16-be")
        return
    yield "utf-8"
    if name:
        yield "gb18030" if name in _NATIONAL else name
    yield from ("gb18030", "utf-16-le", "utf-16-be")


def _best_of_the_broken(content: bytes) -> Decoded | None:
    """The reading with the fewest broken characters, where no encoding fits throughout."""
    guess = from_bytes(content[:200_000]).best()
    names = {"utf-8", "gb18030", *([guess.encoding] if guess else [])}
    readings = [content.decode(name, "replace") for name in sorted(names)]
    best = min(readings, key=lambda text: (text.count("\ufffd"), -_plausibility(text)))
    broken = best.count("\ufffd") > max(1, _BROKEN * len(best))
    return None if broken or _plausibility(best) < _PLAUSIBLE else _accept(best)


def _plausibility(text: str) -> float:
    """The share of characters that a report may be written in; an empty text is plausible."""
    return len(_EXPECTED.findall(text)) / len(text) if text else 1.0


def _accept(text: str) -> Decoded | None:
    """The text without control characters, unless they show that it is none."""
    clean = _UNWANTED.sub("", text)
    if len(text) - len(clean) > max(4, _BROKEN * len(text)):
        return None
    return Decoded(clean, clean.count("\ufffd"))
