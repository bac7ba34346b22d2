"""What a short text is by its look: a date, an organ, a number under which something is filed."""

import re
from typing import Final

from searchapp.text import fold

_DAY: Final = (
    r"20\d\d\s?[-./年]\s?\d{1,2}\s?[-./月]\s?\d{1,2}(?:\s?日)?(?:\s+\d{1,2}:\d\d(?::\d\d)?)?"
)
#: At the beginning: 2024-03-28 09:18, 2023年11月03日, 2024.8.5.
DATE: Final = re.compile(_DAY)
_UPLOADED: Final = re.compile(
    r"\(?20\d\d[-./]\d{1,2}[-./]\d{1,2}(?:\s?\d{1,2}:\d\d(?::\d\d)?)?\)?"
)
_SPEAKS: Final = re.compile(
    r"。|^\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])"
)
_COMPACT: Final = re.compile(r"(?<!\d)20\d\d[01]\d[0-3]\d(?!\d)")
#: As it is written under a document: 2025年1月20日, 二〇二五年一月二十日.
_SIGNED: Final = re.compile(
    r"(?:20\d\d|二[〇○零OＯo0]\S{2})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月"
    r"\s*[\d一二三四五六七八九十]{1,3}\s*日"
)
#: In folded text.
_ORGAN: Final = re.compile(
    r"[\u3400-\u9fff]{2,30}(?:委员会|政府|办事处|党委|工委|管委会|办公室|司法所|局)"
)
_DOC_NUMBER: Final = re.compile(r"[\u3400-\u9fff]{1,14}\(\d{4}\)第?\d{1,4}号")
#: 11…/2025-00004, 370481/2026-00251, sm09901-1800-2025-00003.
_INDEX_NUMBER: Final = re.compile(
    r"[0-9A-Za-z]{3,20}(?:-\d{2,5}){0,2}[/／]\d{4,6}-\d{1,8}"
    r"|[A-Za-z]{1,4}\d{5}-\d{2,5}-\d{4}-\d{1,6}"
)


def is_date(text: str) -> bool:
    """Whether the text is a day, with or without the time."""
    return DATE.fullmatch(text.strip()) is not None


def is_upload_date(text: str) -> bool:
    """Whether it is a day as a machine writes it, in brackets or not: [2024-8-5]."""
    return _UPLOADED.fullmatch(fold(text).text) is not None


def has_date(text: str) -> bool:
    """Whether a day stands in it, however it is written: also 20260204."""
    patterns = (DATE, _SIGNED, _COMPACT)
    return any(pattern.search(text) for pattern in patterns)


def has_signed_date(text: str) -> bool:
    """Whether a day stands in it as people write it under a document."""
    return _SIGNED.search(text) is not None


def without_signed_date(text: str) -> str:
    """The text without such days."""
    return _SIGNED.sub("", text)


def are_organs(text: str) -> bool:
    """Whether the text is the name of an organ, or several with blanks between."""
    return all(_ORGAN.fullmatch(fold(name).text) for name in text.split())


def is_doc_number(text: str) -> bool:
    """Whether the text is the number of a document: 松府发〔2025〕6号."""
    return _DOC_NUMBER.fullmatch(fold(text).text) is not None


def is_index_number(text: str) -> bool:
    """Whether the text looks like the number under which a site files a document."""
    return _INDEX_NUMBER.fullmatch(text.strip()) is not None


def speaks(text: str) -> bool:
    """Whether the text has a sentence or begins with the number of a heading."""
    return _SPEAKS.search(text) is not None
