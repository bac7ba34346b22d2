"""The head of a report: document number, title, issuers, addressee."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from searchapp.parsing.cues import canonical_kind
from searchapp.parsing.dates import is_date
from searchapp.parsing.divisions import simple
from searchapp.parsing.labels import is_bare_label, is_labelled
from searchapp.parsing.marks import (
    ends_title,
    is_label_line,
    is_organ_line,
    organs_in,
    read_mark,
)

_DOC_NUMBER: Final = re.compile(
    r"([\u3400-\u9fffA-Za-z]{1,14}[〔\[（(【［]\s*\d{4}\s*[〕\]）)】］]\s*第?\s*\d{1,4}\s*[号號]"
    r"(?:、第?\d{1,4}[号號])*)"
)
#: A number without its brackets or its figures: 松委法20239号, 松委〔202526号, 松委〔〕号.
_BROKEN_NUMBER: Final = re.compile(
    r"[\u3400-\u9fff]{1,14}[〔\[（(【［]?\s*\d{4,8}\s*[〕\]）)】］]?\s*第?\d{0,4}\s*[号號]"
    r"|[\u3400-\u9fff]{1,14}[〔\[（(【［][\s\dxX×*]*[〕\]）)】］]\s*第?[\s\dxX×*]*[号號]"
)
_BRACKETS: Final = re.compile(r"^[（(](.*[号號])[）)]$")
_NUMBER_LINE: Final = re.compile(r"[\d〕\])）】］]\s*[号號]$")
_LABEL: Final = re.compile(r"^(?:发文字[号號]|文\s*[号號]|文件编[号號])[：:]")
_SIGNER: Final = re.compile(r"\s*[签簽][发發]人[：:].*$")
_RED_HEAD: Final = re.compile(
    r"文件$|^（.*）$|^\(.*\)$|^附件[\d一二三]*[：:]?$|^[★☆]+$|[>＞»›]|^(?:内部资料|注意保存|特急|加急)"
    r"|\.(?:docx?|wps|pdf|ofd|txt)$"
)
_SUBTITLE: Final = re.compile(r"^(?:[—–-]{1,2}|——)")
_YEAR_AFTER: Final = re.compile(r"^[（(]\d{4}年度?[）)]$")
_LAST_WORD: Final = re.compile(
    "的?(?:工作)?(?:情况)?的?(?:年度)?(?:报告|总结|汇报|自查报告)|[及和与暨].{2,40}(?:报告|总结|汇报|计划|安排)"
)
_HINGE: Final = re.compile(r"如下[：:。]?$|^现[将就]")
#: Whom a salutation may name: organs, one by one.
_OFFICE: Final = re.compile(
    "(?:委|府|办|局|部|厅|处|院|组|会|室|所|中心|党委|人大|政协|领导小组)$|^各位"
)
_BETWEEN: Final = re.compile(r"[、，,；;\s]|[和及并](?=[省市县区旗州镇中])")
#: A head has no more lines than this; a salutation, no more characters.
_LINES: Final = 24
_SALUTATION: Final = 60
#: A line set wide has no longer pieces between its blanks: 告（2.
_PIECE: Final = 4
_TITLE: Final = 100


@dataclass(frozen=True, slots=True)
class Head:
    """The head, and the report's paragraphs with the title in one piece.

    ``body`` is the index of the first paragraph after title, number, date and addressee;
    ``beside`` are the other lines of the report before it: a subtitle, a second title, an organ.
    """

    paragraphs: list[str]
    body: int
    title: str | None
    doc_number: str | None
    dates: tuple[str, ...]
    addressee: str | None
    beside: tuple[str, ...] = ()

    @property
    def naming(self) -> tuple[str, ...]:
        """The lines that may say who reports: the title and those beside it, numbers left out."""
        others = (line for line in self.beside if not _NUMBER_LINE.search(_SIGNER.sub("", line)))
        return (self.title or "", *others)

    @property
    def organs(self) -> tuple[str, ...]:
        """The organs of lines that name nothing else, over the title or below it."""
        return tuple(
            organ for line in self.beside if is_organ_line(line) for organ in organs_in(line)
        )

    @property
    def issuers(self) -> tuple[str, ...]:
        """The organs named at the beginning of the title, of a second title or by a red head."""
        others = (_of_red_head(line) for line in self.beside if not is_organ_line(line))
        texts = (self.title or "", *others)
        return next((tuple(found) for each in texts if (found := organs_in(each))), ())

    @property
    def broken_number(self) -> str | None:
        """A line that was a document number and can no longer be read as one."""
        return next((line for line in self.beside if is_broken_number(line)), None)


def read_head(paragraphs: Sequence[str], named: str = "") -> Head:
    """The head of these paragraphs; what is not there is None.

    ``named`` is the title that a page gives: beside it, 法治政府建设情况 is a heading, no title.
    """
    opening = _opening(paragraphs)
    title_at = _title_lines(paragraphs[:opening])
    if named and _is_other_heading(paragraphs[title_at], named):
        opening, title_at = title_at.start, slice(0, 0)
    title = _join_title(paragraphs[title_at]) if title_at.stop else None
    opening = _unnumbered(paragraphs, title_at.stop, opening)
    whole = list(paragraphs)
    if title:
        whole[title_at] = [title]
        opening -= title_at.stop - title_at.start - 1
    lines = [*whole[: title_at.start], *whole[title_at.start + bool(title) : opening]]
    around = [line for before, line in pairwise(["", *lines]) if not _is_of_site(before, line)]
    numbers = [number for line in around if (number := read_doc_number(line))]
    addressee = _addressee(whole[opening]) if opening < len(whole) else None
    return Head(
        whole,
        opening + (addressee is not None),
        title,
        numbers[0] if numbers else None,
        tuple(filter(is_date, around)),
        addressee,
        tuple(around),
    )


def _is_of_site(before: str, line: str) -> bool:
    """Whether a line is of the site's table, or the value of the label above it: 发布日期."""
    return is_labelled(line) or is_label_line(line) or is_bare_label(before)


def read_doc_number(line: str) -> str | None:
    """The document number that the line consists of; a line that only cites one has more."""
    bare = _SIGNER.sub("", _LABEL.sub("", line)).strip()
    found = _DOC_NUMBER.fullmatch(_BRACKETS.sub(r"\1", bare))
    return found[1] if found else None


def is_broken_number(line: str) -> bool:
    """Whether a line was a document number, before its brackets or figures were lost."""
    bare = _SIGNER.sub("", _LABEL.sub("", line)).strip()
    return read_doc_number(line) is None and _BROKEN_NUMBER.fullmatch(bare) is not None


def _opening(paragraphs: Sequence[str]) -> int:
    """The index of the first paragraph that is no longer title, number or date."""
    for at, line in enumerate(paragraphs[:_LINES]):
        if is_labelled(line) or is_label_line(line):
            continue
        if line.endswith(("：", ":")) or "。" in line or len(line) > _TITLE or read_mark(line):
            return at
    return min(len(paragraphs), _LINES)


def _is_other_heading(lines: Sequence[str], named: str) -> bool:
    """Whether what looks like the title is a heading, and the title is another."""
    joined = "".join(lines)
    return canonical_kind(joined, None) is not None and simple(joined) != simple(named)


def _unnumbered(paragraphs: Sequence[str], after: int, opening: int) -> int:
    """Where the body begins, if it begins with a heading that has no number."""
    title = simple("".join(paragraphs[:after]))
    for at in range(after, opening) if after else ():
        again = title.endswith(simple(paragraphs[at]))
        if canonical_kind(paragraphs[at], None) is not None and not again:
            return at
    return opening


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
    for at, (before, line) in enumerate(pairwise(["", *lines, ""])):
        year_after = at > start and _YEAR_AFTER.match(line) is not None
        if not line or is_bare_label(before) or (_parts_lines(line) and not year_after):
            if at > start:
                yield slice(start, at)
            start = at + 1


def _parts_lines(line: str) -> bool:
    """Whether a line of the head is something else than a piece of the title."""
    bare = _SIGNER.sub("", line)
    is_number = read_doc_number(bare) is not None or is_broken_number(bare)
    is_label = is_labelled(line) or is_label_line(line)
    marked = _RED_HEAD.search(bare) or _SUBTITLE.match(bare)
    return not bare or is_date(bare) or is_number or is_label or marked is not None


def _title_stop(lines: Sequence[str], at: int, stop: int) -> int:
    """The end of the title, with a last word alone on its line and a year in brackets."""
    while at < stop:
        bare = lines[at].replace(" ", "")
        if not _LAST_WORD.fullmatch(simple(bare)) and not _YEAR_AFTER.match(bare):
            break
        at += 1
    return at


def _join_title(lines: Sequence[str]) -> str:
    """The lines in one: two organs side by side with a blank between, all else run on."""
    title, organ_before = "", False
    for line in lines:
        piece = line.replace(" ", "") if _is_set_wide(line) else line
        organ = is_organ_line(piece)
        title += (" " if organ_before and organ else "") + piece
        organ_before = organ
    return title


def _is_set_wide(line: str) -> bool:
    """Whether a line is set letter by letter; no blank is left beside figures and brackets.

    松 栎 镇2 0 2 4年 报 告（定 稿） is; two organs side by side are not.
    """
    pieces = line.split(" ")
    return len(pieces) > 1 and max(map(len, pieces)) <= _PIECE and len(line) < 3 * len(pieces)


def _of_red_head(line: str) -> str:
    return line.removesuffix("文件")


def _addressee(line: str) -> str | None:
    """Whom a salutation addresses: a short line that ends with a colon and names organs."""
    if not line.endswith(("：", ":")) or len(line) > _SALUTATION or "。" in line:
        return None
    if _HINGE.search(line) or read_mark(line):
        return None
    named = line[:-1].strip()
    organs = [part for part in _BETWEEN.split(simple(named)) if part]
    return named if organs and all(map(_OFFICE.search, organs)) else None
