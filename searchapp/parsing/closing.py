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
_PRINTED: Final = re.compile(r"印发。?$")
_FORMULA_LENGTH: Final = 120


def closing_start(paragraphs: Sequence[str], first: int) -> int:
    """The index of the first paragraph of the closing; the number of paragraphs without one.

    Paragraphs before ``first`` belong to the head.
    """
    start = len(paragraphs)
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
        for part in line.split()
        if is_organ_line(part)
    )


def _closes(line: str) -> bool:
    if _FORMULAS.match(line):
        return len(line) <= _FORMULA_LENGTH
    return bool(line) and all(is_organ_line(part) or is_date(part) for part in line.split())
