"""Which year does a report report on? (never, by itself, the year in which it was issued)"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from searchapp.parsing.cues import cue_of
from searchapp.parsing.dates import has_span, years
from searchapp.parsing.divisions import simple
from searchapp.reports import Genre, Origin, SectionKind

_LAST_YEAR: Final = re.compile("上一?年度?")
_THIS_YEAR: Final = re.compile("本年度|今年")
#: Documents that a text cites have years of their own.
_CITED: Final = re.compile("《[^》]*》?|〔[^〕]*〕")
#: What opens a preamble without being its year: 根据2023年度考核结果.
_RELYING: Final = "(?!根据|按照|依据|为|对照|围绕|结合|贯彻|自)"
_OPENING: Final = re.compile(
    rf"^\s*(?:{_RELYING}[\u3400-\u9fff]{{0,12}}?)(?<!\d)(?P<year>20\d\d|二[〇○0]\S\S)年"
    rf"(?:度|以?来|[,，]|初|底|(?![\d第]))"
)
#: Only headings of what was done name the year: those of other kinds may name any.
_DONE: Final = {None, SectionKind.MEASURES}
_PLANNED: Final = re.compile("安排|打算|计划|思路|要点|任务|规划")
_REVIEW: Final = re.compile("回顾|总结|主要工作|工作成效")
_MANY_YEARS: Final = re.compile("[五四三两几]年(?:来|工作|的)?|本届政府|任期|十[三四五]五")
_PART: Final = re.compile(r"[上下]半年|第?[一二三四]季度|\d{1,2}\s*[-—至]\s*\d{1,2}月|截至")
_MASKED: Final = re.compile(r"20[*xX×＊]{2}年?|[*xX×＊]{2,4}年|[xX×]年")
_LATE: Final = 11


@dataclass(frozen=True, slots=True)
class Words:
    """The words in which a year may stand, the surest first.

    ``sessions`` are the lines below a title: ——2024年1月9日在…会议上.
    """

    title: str
    hinge: str = ""
    headings: Sequence[str] = ()
    preamble: Sequence[str] = ()
    sessions: Sequence[str] = ()
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class Year:
    """The year, or None, where it was read, and what is doubtful about it, in Chinese."""

    year: int | None
    origin: Origin = Origin.GUESS
    doubts: tuple[str, ...] = ()


def find_year(words: Words, genre: Genre, issued_on: date | None) -> Year:
    """The year reported on, by the first of title, hinge, headings, opening, date of issue."""
    if genre is Genre.GOVERNMENT_WORK:
        return _reviewed(words, issued_on)
    if has_span(_own(words.title)):
        return Year(None, doubts=("标题写的是一段年份，不止一年",))
    for origin, text in _texts(words):
        if found := next(years(text), None):
            return Year(found, origin, tuple(_about(words, found, origin)))
    dated = _by_date(words.hinge, issued_on)
    if dated:
        return Year(dated, Origin.GUESS)
    if named := next(years(_own(words.file_name)), None):
        return Year(named, Origin.FILE_NAME)
    return Year(None, doubts=tuple(_why_none(words)))


def _own(text: str) -> str:
    """A text without the documents that it cites."""
    return _CITED.sub("", text)


def _texts(words: Words) -> Iterator[tuple[Origin, str]]:
    yield Origin.TITLE, _own(words.title)
    yield Origin.HINGE, _own(words.hinge)
    told = (each for each in words.headings if cue_of(each, None) in _DONE)
    yield from ((Origin.HEADING, _own(each)) for each in told)
    for text in words.preamble:
        if opening := _OPENING.match(_own(text)):
            yield Origin.HINGE, opening["year"] + "年"
    if "《" in words.title:  # what is written about a report is about its year
        yield Origin.TITLE, words.title


def _by_date(hinge: str, issued_on: date | None) -> int | None:
    """上一年度 and 本年度 by the date of issue; 本年度 only where the year was nearly over."""
    if issued_on is None:
        return None
    if _LAST_YEAR.search(simple(hinge)):
        return issued_on.year - 1
    late = issued_on.month >= _LATE and _THIS_YEAR.search(simple(hinge))
    return issued_on.year if late else None


def _about(words: Words, found: int, origin: Origin) -> Iterator[str]:
    hinged = list(years(_own(words.hinge)))
    if origin is Origin.TITLE and hinged and found not in hinged:
        yield f"标题写的是{found}年，引言写的是{hinged[0]}年"
    titled = set(years(_own(words.title)))
    if len(titled) > 1 and not _PLANNED.search(simple(words.title)):
        yield f"标题里有{'、'.join(f'{year}年' for year in sorted(titled))}，取了{found}年"
    if origin is Origin.TITLE and (part := _PART.search(simple(_own(words.title)))):
        yield f"标题写的是{found}年的一部分（{part[0]}），不是全年"


def _why_none(words: Words) -> Iterator[str]:
    texts = (words.title, words.hinge, *words.headings[:1], *words.preamble)
    if any(_MASKED.search(text) for text in texts):
        yield "年份的数字被遮去或空着，看不出报告的是哪一年"
    else:
        yield "看不出报告的是哪一年"


def _reviewed(words: Words, issued_on: date | None) -> Year:
    """What a government work report looks back on: the year before the session, or several."""
    review = next((each for each in words.headings if _REVIEW.search(simple(each))), "")
    if has_span(review) or _MANY_YEARS.search(simple(review)):
        return Year(None, doubts=("政府工作报告回顾的不止一年",))
    if found := next(years(review), None):
        return Year(found, Origin.HEADING)
    named = next(years(_own(words.title)), None)
    if named and issued_on and issued_on.year == named + 1:
        return Year(named, Origin.TITLE)
    session = next((year for line in words.sessions for year in years(line)), None)
    held = session or named or (issued_on.year if issued_on else None)
    if held is None:
        return Year(None, doubts=tuple(_why_none(words)))
    return Year(held - 1, Origin.GUESS, (f"政府工作报告按惯例回顾上一年，据{held}年推定",))
