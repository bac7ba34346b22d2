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
_GB18030: Final = "gb18030"
#: With the characters of Hong Kong, which Taiwan's pages never contradict.
_BIG5: Final = "big5hkscs"
#: A tenth of the characters may be strange before a decoding is not believed.
_PLAUSIBLE: Final = 0.9
#: One broken character in a hundred may be shown as �; with more, the bytes are no text.
_BROKEN: Final = 0.01
#: Of UTF-16, no more than every other byte is zero.
_ZEROS: Final = 0.6
#: In UTF-8 that was damaged or cut off, so many characters hold for each that does not.
_HOLDING: Final = 10
#: Chinese, ASCII, Chinese and full-width marks, Greek, Cyrillic, general marks, numbers in
#: circles: what a report is written in. Of Latin-1 only its signs: GB2312 read as Latin-1 is
#: nothing but letters with accents.
_EXPECTED: Final = re.compile(
    r"[\t\n\r\x20-\x7e\xa0\xb0-\xb3\xb7\xd7\xf7\u0370-\u052f\u2000-\u27bf\u3000-\u303f"
    r"\u3220-\u33ff\u4e00-\u9fff\uff00-\uffef]+"
)
#: What remains of Chinese that was UTF-8 and taken for something else, saved in that: 锟斤拷 was
#: U+FFFD read as GBK, Ã¥Â¤ was read as Latin-1.
_GARBLED: Final = re.compile(
    r"(?:锟斤拷|锟斤|烫烫烫|屯屯屯)+|(?:[Ã-ï][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{1,2}){2,}"
)
#: Characters that are common in Chinese, simplified and traditional: of the different ones in a
#: text they are a quarter or more, of bytes read in the wrong national encoding a tenth.
_COMMON: Final = frozenset(
    "的一是在不了有和人这這中大为為上个個国國我以要他时時来來用们們生到作地于於出就分对對成会會可主发發年动動同工也能下过過"
    "子说說产產种種面而方后後多定行学學法所民得经經十三之进進着著等部度家电電力里如水化高自二理起小物现現实實加量都两兩体體"
    "制机機当當使点點从從业業本去把性好应應开開它合还還因由其些然前外天政四日那社义義事平形相全表间間样樣与與关關各重新线線"
    "内內数數正心反你明看原又么利比或但质質气氣第向道命此变變条條只没沒结結解问問意建月公无無系军軍很情者最立代想已通并並提"
    "直题題党黨程展五果料象员員革位入常文总總次品式活设設及管特件长長求老头頭基资資边邊流路级級少图圖山统統接知较較将將组組"
    "见見计計别別她手角期根论論运運农農指几幾九区區强強放决決西被干做必战戰先回则則任取据據处處府报報执執镇鎮乡鄉村治律责責"
)
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
#: So many different characters show by how common they are whether they were read rightly: so
#: large a share is, and so much commoner the one reading's are than the other's.
_ENOUGH: Final = 20
_CHINESE: Final = 0.25
_COMMONER: Final = 2.0
_SAMPLE: Final = 200_000
_UNWANTED: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufeff\ufffe\uffff]")


class Decoded(NamedTuple):
    """Text and how many characters of it could not be told (they stand as U+FFFD)."""

    text: str
    lost: int


def decode(content: bytes, declared: str = "") -> Decoded | None:
    """The text of these bytes, or None where they are not text.

    A byte order mark is believed, then UTF-8 that holds throughout or all but, then whichever of
    GB18030, Big5 and UTF-16 gives Chinese, then the first two with a few broken characters, then
    what charset-normalizer thinks. Of GB18030 and Big5, which read each other's bytes, that is
    meant whose characters are common: what a file ``declared`` is too often another one's.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _accept(content[len(mark) :].decode(encoding, "replace"))
    if content.count(0) > _ZEROS * len(content):
        return None
    text = next(_readings(content, declared), None)
    return None if text is None else _accept(text)


def _readings(content: bytes, declared: str) -> Iterator[str]:
    """The readings that may be believed, the surest first."""
    if content.count(0) <= _BROKEN * len(content):
        yield from _as_utf8(content)
    nationals = _nationals(content)
    for encoding in _candidates(content, declared, nationals):
        try:
            text = content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if _plausibility(text) >= _PLAUSIBLE:
            yield text
    guess = from_bytes(content[:_SAMPLE]).best()
    for encoding in (nationals[0], guess.encoding if guess else "utf-8"):
        text = content.decode(encoding, "replace")
        if _is_hardly_broken(text) and _plausibility(text) >= _PLAUSIBLE:
            yield text


def _nationals(content: bytes) -> tuple[str, str]:
    """The two national encodings, first the one that gives the commoner characters."""
    big5, gb18030 = (_commonness(content, each) for each in (_BIG5, _GB18030))
    if big5 and gb18030 and big5 > max(_COMMONER * gb18030, _CHINESE):
        return _BIG5, _GB18030
    return _GB18030, _BIG5


def _commonness(content: bytes, encoding: str) -> float:
    """The share of common ones among the Chinese characters; 0.0 where too few tell anything."""
    chars = set(_HAN.findall(content[:_SAMPLE].decode(encoding, "replace")))
    return (1 + len(chars & _COMMON)) / len(chars) if len(chars) >= _ENOUGH else 0.0


def _as_utf8(content: bytes) -> Iterator[str]:
    """The content as UTF-8, where it is that: other encodings do not look like it by chance."""
    try:
        yield content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("utf-8", "replace")
        holding = sum(char > "\x7f" for char in text) - text.count("\ufffd")
        whole = b"\x00" not in content and holding >= _HOLDING * text.count("\ufffd")
        if whole and _is_hardly_broken(text):
            yield text


def _candidates(content: bytes, declared: str, nationals: tuple[str, str]) -> Iterator[str]:
    """The encodings to try. A declaration tells only which of two to try first: any other that it
    may name gives no Chinese, or was tried already.
    """
    wide = ("utf-16-be", "utf-16-le") if "16be" in declared.lower() else ("utf-16-le", "utf-16-be")
    if b"\x00" in content or declared.lower().startswith(("utf-16", "unicode", "ucs")):
        yield from (*wide, *nationals)
    else:
        yield from (*nationals, *wide)


def _is_hardly_broken(text: str) -> bool:
    return text.count("\ufffd") <= max(1, _BROKEN * len(text))


def _plausibility(text: str) -> float:
    """The share of characters that a report may be written in; an empty text is plausible."""
    return 1 - len(_EXPECTED.sub("", text)) / len(text) if text else 1.0


def _accept(text: str) -> Decoded | None:
    """The text without control characters, unless they show that it is none."""
    clean = _UNWANTED.sub("", text)
    if len(text) - len(clean) > max(4, _BROKEN * len(text)):
        return None
    return Decoded(clean, clean.count("\ufffd"))


def losses(decoded: Decoded) -> tuple[str, ...]:
    """What a reader is told, in Chinese, of characters that a decoding could not save."""
    told = []
    if decoded.lost:
        told.append(f"有 {decoded.lost} 个字符无法识别，以 � 代替")
    if garbled := len(_GARBLED.findall(decoded.text)):
        told.append(f"文中有 {garbled} 处乱码，是保存前转换编码时造成的")
    return tuple(told)
