"""What about a report is not known or does not fit together, said in Chinese to its reader."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from searchapp.parsing.gazetteer import contains
from searchapp.parsing.head import Head
from searchapp.parsing.levels import subject_of
from searchapp.parsing.placing import Placing
from searchapp.reports import Doubt, Origin, Place

#: How many candidates a doubt names.
_NAMED: Final = 5
#: A report is issued in its year or the next; those posted late are issued a little later.
_LATE: Final = 2
_NOVEMBER: Final = 11
_TEMPLATE: Final = re.compile(
    r"[xX×某*＊○]{1,4}(?:省|市|县|区|镇|乡|街道)|20[xX×]{2}年?|[xX×]{1,4}年"
)
_VILLAGE: Final = re.compile("(?:村|社区|[村居]委会|[村居]民委员会)$")
_ADD: Final = "地名表可在 corpus/places.tsv 中补充"


def of_head(head: Head) -> Iterator[Doubt]:
    """What is doubtful about title and number."""
    if head.title is None:
        yield Doubt("title", "没有找到标题")
    elif found := _TEMPLATE.search(head.title):
        yield Doubt("title", f"标题里有“{found[0]}”，像是范文、模板，或者被遮去了字")
    if head.doc_number is None and head.broken_number:
        yield Doubt("doc_number", f"文号“{head.broken_number}”残缺，未采用")


def of_dates(
    year: int | None, issued_on: date | None, published_on: date | None, number: str | None
) -> Iterator[Doubt]:
    """Where date, number and year do not fit together."""
    if year is None:
        return
    if issued_on and issued_on.year == year and issued_on.month < _NOVEMBER:
        yield Doubt("issued_on", f"成文日期是{year}年{issued_on.month}月，报告的却是{year}年全年")
    if issued_on and not year <= issued_on.year <= year + _LATE:
        yield Doubt("issued_on", f"成文日期是{issued_on.year}年，报告的是{year}年")
    if published_on and published_on.year < year:
        yield Doubt("year", f"网页在{published_on.year}年就已发布，不该报告{year}年")
    numbered = re.search(r"\d{4}", number or "")
    if numbered and not year <= int(numbered[0]) <= year + _LATE:
        yield Doubt("doc_number", f"文号是{numbered[0]}年的，报告的是{year}年")


def of_place(placing: Placing) -> Iterator[Doubt]:
    """Why the place could not be told."""
    if placing.place is None:
        codes = tuple(place.code for place in placing.candidates[:_NAMED])
        yield Doubt("place", _why_nowhere(placing), codes)


def of_other_towns(placing: Placing, others: Iterator[tuple[Origin, str]]) -> Iterator[Doubt]:
    """Where another part of the file names another town."""
    for origin, name in others:
        yield Doubt("place", f"{origin.label}是“{name}”，与“{placing.name}”不一致")


def of_village(title: str) -> Iterator[Doubt]:
    """Where a title is of a village or a neighbourhood in a town."""
    subject = subject_of(title)
    if _VILLAGE.search(subject):
        yield Doubt("level", f"标题像是“{subject}”的，不是乡镇本级的报告")


def of_code(placing: Placing, coded: Place | None) -> Iterator[Doubt]:
    """Where the surest code of a page is of another county than the place that was found."""
    if coded is None or placing.place is None:
        return
    if not contains(coded, placing.place) and not contains(placing.place, coded):
        where, found = coded.label, placing.place.label
        codes = (placing.place.code, coded.code)
        yield Doubt("place", f"网页的区划代码是{where}的，与{found}不一致", codes)


def _why_nowhere(placing: Placing) -> str:
    labels = [place.label for place in placing.candidates]
    more = f"等 {len(labels)} 处" if len(labels) > _NAMED else ""
    listed = "、".join(labels[:_NAMED]) + more
    if placing.name is None:
        near = f"；正文里提到：{listed}" if listed else ""
        return f"标题、落款和引言里没有地名表中的乡镇{near}；{_ADD}"
    if placing.division is not None:
        return _why_unknown(placing, listed)
    if not labels:
        return f"看不出“{placing.name}”属于哪个县、市；{_ADD}"
    return f"叫“{placing.name}”的地方不止一处，看不出是哪一处：{listed}"


def _why_unknown(placing: Placing, listed: str) -> str:
    """A town that nobody knows, with those that are called alike."""
    if placing.name and "、" in placing.name:
        return f"提到的乡镇不止一个：{listed}，看不出是谁的报告"
    near = f"；相近的有：{listed}" if listed else ""
    return f"地名表里没有“{placing.division}{placing.name}”，可能已更名、合并{near}；{_ADD}"
