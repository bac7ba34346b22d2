"""The head of a report: document number, title, issuers, addressee."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from searchapp.parsing.dates import is_date
from searchapp.parsing.marks import ends_title, is_organ_line, organs_in, read_mark

_DOC_NUMBER: Final = re.compile(
    r"([\u3400-\u9fffA-Za-z]{1,14}[〔\[（(【［]\s*\d{4}\s*[〕\]）)】］]\s*第?\s*\d{1,4}\s*号"
    r"(?:、第?\d{1,4}号)*)"
)
#: No title ends so, also where the brackets round a number's year were lost.
_NUMBER_LINE: Final = re.compile(r"\d\s*号$")
_LABEL: Final = re.compile(r"^(?:发文字号|文号|文件编号)[：:]")
_SIGNER: Final = re.compile(r"\s*签发人[：:].*$")
_RED_HEAD: Final = re.compile(r"文件$|^（.*）$|^\(.*\)$")
_YEAR_AFTER: Final = re.compile(r"^[（(]\d{4}年度?[）)]$")
_LAST_WORD: Final = {"报告", "总结", "的报告", "工作报告", "汇报", "情况报告", "年度报告"}
#: A line set wide, letter by letter; no blank is left beside its figures: 松 栎 镇2 0 2 4年 报 告.
_SPACED: Final = re.compile(r"\S{1,2}(?: \S{1,2})+")
_HINGE: Final = re.compile(r"如下[：:。]?$|^现将|^现就")
#: A head has no more lines than this; a salutation, no more characters.
_LINES: Final = 12
_SALUTATION: Final = 60
_TITLE: Final = 100


@dataclass(frozen=True, slots=True)
class Head:
    """The head, and the report's paragraphs with the title in one piece.

    ``body`` is the index of the first paragraph after title, number, date and addressee.
    """

    paragraphs: list[str]
    body: int
    title: str | None
    doc_number: str | None
    dates: tuple[str, ...]
    addressee: str | None

    @property
    def issuers(self) -> tuple[str, ...]:
        """The organs named at the beginning of the title."""
        return tuple(organs_in(self.title or ""))


def read_head(paragraphs: Sequence[str]) -> Head:
    """The head of these paragraphs; what is not there is None."""
    opening = _opening(paragraphs)
    title_at = _title_lines(paragraphs[:opening])
    title = _join_title(paragraphs[title_at]) if title_at.stop else None
    whole = list(paragraphs)
    if title:
        whole[title_at] = [title]
        opening -= title_at.stop - title_at.start - 1
    around = [line for line in whole[:opening] if line != title]
    numbers = [number for line in around if (number := read_doc_number(line))]
    addressee = _addressee(whole[opening]) if opening < len(whole) else None
    return Head(
        whole,
        opening + (addressee is not None),
        title,
        numbers[0] if numbers else None,
        tuple(line for line in around if is_date(line)),
        addressee,
    )


def read_doc_number(line: str) -> str | None:
    """The document number that the line consists of; a line that only cites one has more."""
    found = _DOC_NUMBER.fullmatch(_SIGNER.sub("", _LABEL.sub("", line)).strip())
    return found[1] if found else None


def _opening(paragraphs: Sequence[str]) -> int:
    """The index of the first paragraph that is no longer title, number or date."""
    for at, line in enumerate(paragraphs[:_LINES]):
        if line.endswith(("：", ":")) or "。" in line or len(line) > _TITLE or read_mark(line):
            return at
    return min(len(paragraphs), _LINES)


def _title_lines(lines: Sequence[str]) -> slice:
    """Where the title stands; an empty slice at 0 where there is none."""
    for run in _runs(lines):
        for at in range(run.start, run.stop):
            so_far = "".join(lines[run.start : at + 1]).replace(" ", "")
            if ends_title(so_far):
                return slice(run.start, _title_stop(lines, at + 1, run.stop))
    first = next(_runs(lines), slice(0, 0))
    alone = first.stop == first.start + 1 and len(lines) == 1 and not is_organ_line(lines[0])
    return first if alone else slice(0, 0)


def _runs(lines: Sequence[str]) -> Iterator[slice]:
    """Stretches of lines that may be a title, between numbers, signers, dates and red heads."""
    start = 0
    for at, line in enumerate([*lines, ""]):
        year_after = at > start and _YEAR_AFTER.match(line) is not None
        if not line or (_parts_lines(line) and not year_after):
            if at > start:
                yield slice(start, at)
            start = at + 1


def _parts_lines(line: str) -> bool:
    """Whether a line of the head is something else than a piece of the title."""
    bare = _SIGNER.sub("", line)
    signs = (_NUMBER_LINE.search(bare), _RED_HEAD.search(bare))
    return not bare or is_date(bare) or any(signs)


def _title_stop(lines: Sequence[str], at: int, stop: int) -> int:
    """The end of the title, with a last word alone on its line and a year in brackets."""
    while at < stop:
        bare = lines[at].replace(" ", "")
        if bare not in _LAST_WORD and not _YEAR_AFTER.match(bare):
            break
        at += 1
    return at


def _join_title(lines: Sequence[str]) -> str:
    """The lines in one: two organs side by side with a blank between, all else run on."""
    title, organ_before = "", False
    for line in lines:
        piece = line.replace(" ", "") if _SPACED.fullmatch(line) else line
        organ = is_organ_line(piece)
        title += (" " if organ_before and organ else "") + piece
        organ_before = organ
    return title


def _addressee(line: str) -> str | None:
    """Whom a salutation addresses: a short line that ends with a colon and is no hinge."""
    if not line.endswith(("：", ":")) or len(line) > _SALUTATION or "。" in line:
        return None
    return None if _HINGE.search(line) or read_mark(line) else line[:-1].strip()
