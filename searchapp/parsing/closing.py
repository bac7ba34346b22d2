"""The closing of a report: signature, date, contact, copies, print line."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from searchapp.parsing.dates import is_date, read_date
from searchapp.parsing.marks import is_organ_line

_FORMULAS: Final = re.compile(
    r"特此(?:报告|汇报|总结)|(?:抄送|主送|抄报|附件)[：:]|[（(]?(?:此件|联系人|联系电话|联系方式)|.{2,40}印发。?$"
)
#: Where a date ends the line, right after an organ's name.
_DATE_AFTER: Final = re.compile(r"(?<=\D)(?=\d{4}年\d{1,2}月\d{1,2}日$)")
_PRINTED: Final = re.compile(r"印发。?$")
_FORMULA_LENGTH: Final = 120


def closing_start(paragraphs: Sequence[str], first: int) -> int:
    """The index of the first paragraph of the closing; the number of paragraphs without one.

    Paragraphs before ``first`` belong to the head. What follows a signature, such as the table of
    an annex, is closing too.
    """
    start = len(paragraphs)
    for at in range(len(paragraphs) - 1, first, -1):
        if _signs(paragraphs[at - 1], paragraphs[at]):
            start = at
            break
    while start > first and _closes(paragraphs[start - 1]):
        start -= 1
    return start


def signing_date(closing: Sequence[str]) -> date | None:
    """The date under the signature, else the date of printing."""
    signed = [line for line in closing if not _PRINTED.search(line)]
    printed = [line for line in closing if _PRINTED.search(line)]
    dates = (read_date(line) for line in [*signed, *printed])
    return next((each for each in dates if each), None)


def signing_organs(closing: Sequence[str]) -> tuple[str, ...]:
    """The organs that sign."""
    return tuple(
        part
        for line in closing
        if not _FORMULAS.match(line)
        for part in _parts(line)
        if is_organ_line(part)
    )


def _closes(line: str) -> bool:
    if _FORMULAS.match(line):
        return len(line) <= _FORMULA_LENGTH
    return bool(line) and all(is_organ_line(part) or is_date(part) for part in _parts(line))


def _signs(before: str, line: str) -> bool:
    """Whether the line is a date under an organ, or an organ with its date."""
    organs = [part for part in _parts(line) if is_organ_line(part)]
    return _closes(line) and read_date(line) is not None and bool(organs or is_organ_line(before))


def _parts(line: str) -> list[str]:
    """The organs and dates side by side in a line; the blank before a date may be lost."""
    return _DATE_AFTER.sub(" ", line).split()
