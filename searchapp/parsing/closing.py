"""The closing of a report: signature, date, contact, copies, print line, annexes."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from searchapp.parsing.dates import is_date, read_date
from searchapp.parsing.marks import Style, is_organ_line, organs_in, read_mark
from searchapp.text import fold

#: How the lines of a closing begin or end that are no signature, as folded.
_FORMULAS: Final = re.compile(
    r"[专特]此(?:报告|汇报|总结|报送)|(?:以上|此)(?:报告|汇报)[,.。]|妥否,|请(?:予)?审[阅议]"
    r"|(?:抄送|主送|抄报|报送|分送|附件?|公开方式|信息公开选项|签发人?|校对|审核|拟稿):"
    r"|附[件表](?:[\d一二三四五六七八九十]|$)"
    r"|\(?(?:此件|联系人|联系电话|联系方式|联系地址|电话:|共印\d)|.{2,40}印发。?$"
)
_FORMULA_LENGTH: Final = 120
_ANNEX: Final = re.compile(r"附(?:[件表](?:[:\d一二三四五六七八九十]|$)|:)")
#: An annex is announced in no more lines than these.
_ANNEXES: Final = 8
#: A paragraph of so many characters is text, not something under a signature.
_TEXT: Final = 100

#: Where a date ends the line, right after an organ's name.
_DATE_AFTER: Final = re.compile(
    r"(?<=[^\d\s])(?=\d{4}年\d{1,2}月(?:\d{1,2}日)?$)"
    r"|(?<=[\u3400-\u9fff])(?=[二2][〇○◯OＯ零0][^年月日]{2}年[^年月日]{1,3}月(?:[^年月日]{1,3}日)?$)"
)
#: What stands under a signature for a day: also a month, and one with masked or lost figures.
_FIGURE: Final = "[0-9０-９*〇○◯OＯ零元一二三四五六七八九十]"
_DATED: Final = re.compile(rf"{_FIGURE}{{1,5}}年?{_FIGURE}{{1,2}}月(?:{_FIGURE}{{1,3}}日)?")
_PRINTED: Final = re.compile(r"印发。?$")
_PRINTED_ON: Final = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日印发。?")
_OFFICE: Final = re.compile(r"(?:办公室|党政办|综合办|指挥室|指挥中心)$")
#: Organs that sign in a short form. In a sentence 法治政府 and 全局 are none.
_SHORT_ORGAN: Final = re.compile(
    r"[\u3400-\u9fff]{2,24}(?:镇|乡|街道|苏木|(?<![治型任洁字光明])政府|(?<![大全格布开新战])局|司法所|农场|林场"
    r"|领导小组|指挥室|指挥中心)"
)
_SPACED: Final = re.compile(r"\S{1,2}(?: \S{1,2}){3,}")
_SIDE_BY_SIDE: Final = re.compile(r"[\s、]+")


def closing_start(paragraphs: Sequence[str], first: int) -> int:
    """The index of the first paragraph of the closing; the number of paragraphs without one.

    Paragraphs before ``first`` belong to the head. What follows a signature, such as the table of
    an annex, is closing too.
    """
    quiet = _quiet_after(paragraphs)
    signed = (at for at in range(first + 1, len(paragraphs)) if quiet[at])
    start = next(
        (at for at in signed if _signs(paragraphs[at - 1], paragraphs[at])),
        _annex_start(paragraphs, first),
    )
    while start > first and (above := _above(paragraphs, start)) < start:
        start = max(above, first)
    return start


def signing_date(closing: Sequence[str]) -> date | None:
    """The date under the signature, else the date of printing."""
    printed = _printed(closing)
    signed = [line for line in closing if line not in printed and not _is_formula(line)]
    dates = (read_date(line) for line in [*signed, *printed])
    return next((each for each in dates if each), None)


def signing_organs(closing: Sequence[str]) -> tuple[str, ...]:
    """The organs that sign, those of an annex left out; the office that prints is none of them."""
    signing: list[str] = []
    printed = _printed(closing)
    for at, line in enumerate(closing):
        if signing and _ANNEX.match(fold(line).text):
            break
        if line not in printed and not _is_formula(line):
            signing += _organs(line, closing[at + 1 : at + 2])
    leading = [organ for organ in signing if not _OFFICE.search(fold(organ).text)]
    return tuple(leading or signing)


def _quiet_after(paragraphs: Sequence[str]) -> list[bool]:
    """For each paragraph whether nothing of the report's body follows, up to the next annex."""
    quiet, views = True, []
    for line in reversed(paragraphs):
        views.append(quiet)
        if _ANNEX.match(fold(line).text):
            quiet = True
        elif _is_body(line):
            quiet = False
    return views[::-1]


def _is_body(line: str) -> bool:
    mark = read_mark(line)
    heads = mark is not None and mark.style <= Style.BRACKETED
    return heads or (len(line) > _TEXT and "。" in line and not _is_formula(line))


def _annex_start(paragraphs: Sequence[str], first: int) -> int:
    """Where an annex begins that follows no signature: a line 附件 over tables and short lines."""
    for at in range(len(paragraphs) - 1, first, -1):
        if _ANNEX.match(fold(paragraphs[at]).text):
            return at
        if "\t" not in paragraphs[at] and "。" in paragraphs[at]:
            break
    return len(paragraphs)


def _above(paragraphs: Sequence[str], start: int) -> int:
    """The index of what belongs to the closing above its start, ``start`` where nothing does."""
    line, below = paragraphs[start - 1], paragraphs[start : start + 1]
    if _closes(line) or (_is_short_organ(line) and any(map(_is_day, below))):
        return start - 1
    return _announced(paragraphs, start)


def _announced(paragraphs: Sequence[str], start: int) -> int:
    """Where a list of annexes begins that ends here: 附件：1.清单 and below it 2.汇总表."""
    for at in range(start - 1, max(start - _ANNEXES, 0) - 1, -1):
        if _ANNEX.match(fold(paragraphs[at]).text):
            return at
        mark = read_mark(paragraphs[at])
        if mark is None or mark.style is not Style.ARABIC or "。" in paragraphs[at]:
            break
    return start


def _closes(line: str) -> bool:
    """Whether a line is of a closing whatever stands around it."""
    if _is_formula(line):
        return len(line) <= _FORMULA_LENGTH
    parts = _parts(line)
    return bool(parts) and all(is_organ_line(part) or _is_day(part) for part in parts)


def _is_formula(line: str) -> bool:
    return _FORMULAS.match(fold(line).text) is not None


def _signs(before: str, line: str) -> bool:
    """Whether the line is a date under an organ, or an organ with its date."""
    *organs, day = _parts(line) or [""]
    if not _is_day(day):
        return False
    if not organs:
        return is_organ_line(_joined(before)) or _is_short_organ(before)
    return all(is_organ_line(part) or _is_short_organ(part) for part in organs)


def _is_day(line: str) -> bool:
    bare = "".join(line.split()).strip("()（）[]【】")
    return is_date(line) or _DATED.fullmatch(bare) is not None


def _is_short_organ(line: str) -> bool:
    return _SHORT_ORGAN.fullmatch(fold(_joined(line)).text) is not None


def _organs(line: str, below: Sequence[str]) -> Iterator[str]:
    """The organs in a line of a closing; one in a short form has its date beside it or below."""
    parts = _parts(line)
    dated = any(map(_is_day, [*parts, *below]))
    for part in parts:
        if is_organ_line(part):
            yield from organs_in(part)
        elif (
            dated and _is_short_organ(part) and not part.endswith(("镇", "乡", "街道", "鎮", "鄉"))
        ):
            yield part


def _printed(closing: Sequence[str]) -> list[str]:
    """The lines that say who printed the report and when, on one line or on two."""
    found = []
    folded = [fold(line).text for line in closing]
    for at, line in enumerate(folded):
        if _PRINTED.search(line):
            found.append(closing[at])
            if at and _PRINTED_ON.fullmatch(line) and _OFFICE.search(folded[at - 1]):
                found.append(closing[at - 1])
    return found


def _parts(line: str) -> list[str]:
    """The organs and dates side by side in a line; the blank before a date may be lost."""
    return _SIDE_BY_SIDE.split(_DATE_AFTER.sub(" ", _joined(line)).strip())


def _joined(line: str) -> str:
    """A line that is set wide, letter by letter, as it would be read."""
    return line.replace(" ", "") if _SPACED.fullmatch(line) else line
