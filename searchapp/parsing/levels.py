"""How high does the organ that reports stand: a town's, a county's, a department …?"""

import re
from dataclasses import dataclass
from typing import Final

from searchapp.parsing.divisions import simple
from searchapp.parsing.gazetteer import Gazetteer, contains
from searchapp.reports import IssuerLevel, Place

_YEARS: Final = r"(?:20\d\d|[二〇○0Oo零一三四五六七八九]{4})"
_LEADING: Final = re.compile(
    rf"^(?:关于|报送|上报|呈报|报请|印发|现[将就]|\(\d{{2,4}}年度?\)|{_YEARS}(?:[-—]{_YEARS})?年?度?|全年)+"
)
#: Where a title turns from who reports to what is reported.
_TURN: Final = re.compile(rf"关于|{_YEARS}|[x×*]{{2,4}}年|20[x×*]{{2}}年")
_MATTER: Final = re.compile(
    "推进|贯彻|落实|开展|履行|加强|全面|法治|依法|行政执法|(?:人民)?政府工作报告|政府信息|信息公开"
    "|年度|[上下]半年|工作(?:总结|报告|计划|要点|情况|方案|安排)|普法|[(《〈]"
)
_PARTY: Final = re.compile("^(?:中共|中国共产党)")
_GOVERNMENT: Final = re.compile("(?:人民政府|政府|委员会|党委|党工委|[省市县区旗州盟]委)$")
#: What is left of a government's name after its division: 委 of 青禾县委, 委、县政府.
_OF_DIVISION: Final = re.compile(
    "(?:委|委员会|党委|(?:人民)?政府)?(?:[、,和]?[省市县区旗州盟]?(?:委|委员会|(?:人民)?政府))?"
)
_DEPARTMENT: Final = re.compile(
    "(?:[局委办厅院部处署]|办公室|委员会|大队|支队|总队|中心|领导小组|指挥部)$"
)
#: A department whose county is not named: 县司法局, 司法局.
_UNNAMED: Final = re.compile("[省市县区旗州盟]|.{2,}(?:局|厅|办公室|委员会|领导小组|指挥部)$")
_NO_DEPARTMENT: Final = re.compile(
    "^[省市县区旗州盟]委$|管委会$|管理委员会$|[村居]民?委员?会$|社区委员会$|内部$|全部$|干部$|街道办$|办事处$|学院$|医院$"
)
#: How an organ speaks of itself: 我镇, 全县. 全局 means the whole, of whatever.
_SELF: Final = {
    IssuerLevel.TOWN: re.compile(
        "[我本全](?:镇|乡|街道|苏木|街|农场|林场|牧场)|我办事处|依法治[镇乡街]|(?<![镇乡])街道党工委|镇村两级"
    ),
    IssuerLevel.COUNTY: re.compile("(?<!对)[我本全][县区旗]"),
    IssuerLevel.CITY: re.compile("(?<!对)[我本全][市州盟]"),
    IssuerLevel.PROVINCE: re.compile("[我本全]省|[我本全]自治区"),
    IssuerLevel.DEPARTMENT: re.compile("[我本](?:局|委|厅|院|中心|单位)|[局委厅]党组|局机关"),
}
#: Said so often, and more often than all else, it outweighs a title that names a county.
_OUTWEIGHING: Final = 3


@dataclass(frozen=True, slots=True)
class Standing:
    """The level of an organ above the towns, and the divisions whose organ it may be."""

    level: IssuerLevel
    name: str
    places: tuple[Place, ...]


def subject_of(title: str) -> str:
    """Who a title or hinge says reports, folded: what stands before its matter; "" for nobody.

    >>> subject_of("2024年度青禾县松栎镇推进法治政府建设情况报告")
    '青禾县松栎镇'
    """
    bare = _LEADING.sub("", simple(title.strip()))
    turn = _TURN.search(bare)
    if turn and _is_organ(bare[: turn.start()]):
        return bare[: turn.start()]
    matter = _MATTER.search(bare[: turn.start()] if turn else bare)
    end = matter.start() if matter else turn.start() if turn else len(bare)
    return bare[:end]


def _is_organ(text: str) -> bool:
    return any(each.search(text) for each in (_GOVERNMENT, _DEPARTMENT))


def standing_of(gazetteer: Gazetteer, subject: str) -> Standing | None:
    """The standing of a government above the towns or of its department; None for all others."""
    bare = _PARTY.sub("", simple(subject))
    chain, rest = _chain(gazetteer, bare)
    if chain and _OF_DIVISION.fullmatch(rest):
        return Standing(level_of(chain[0]), bare, chain)
    if _NO_DEPARTMENT.search(bare) or not _DEPARTMENT.search(bare):
        return None
    if not chain and not _UNNAMED.match(bare):
        return None
    return Standing(IssuerLevel.DEPARTMENT, bare, chain)


def _chain(gazetteer: Gazetteer, text: str) -> tuple[tuple[Place, ...], str]:
    """The smallest division that a text begins with, each inside the one before, and the rest."""
    inside: tuple[Place, ...] = ()
    while form := gazetteer.division_beginning(text):
        called = tuple(gazetteer.divisions_called(form))
        nested = tuple(each for each in called if any(contains(above, each) for above in inside))
        if inside and not nested:
            break
        inside, text = nested or called, text.removeprefix(form)
    return inside, text


def level_of(place: Place) -> IssuerLevel:
    """The level of a place's own government."""
    if place.town:
        return IssuerLevel.TOWN
    if place.county:
        return IssuerLevel.COUNTY
    return IssuerLevel.CITY if place.city else IssuerLevel.PROVINCE


def level_in(text: str) -> tuple[IssuerLevel | None, bool]:
    """The level of which a text speaks most as its own, None for none, and whether it is sure."""
    folded = simple(text)
    counts = {level: len(cue.findall(folded)) for level, cue in _SELF.items()}
    level = max(counts, key=lambda each: counts[each])
    if 2 * counts[level] <= sum(counts.values()):
        return None, False
    return level, counts[level] >= _OUTWEIGHING


def issuer_of(title: str, level: IssuerLevel | None) -> tuple[str, ...]:
    """The department with whose name a title begins: 青禾县司法局2024年…."""
    if level is not IssuerLevel.DEPARTMENT:
        return ()
    subject = subject_of(title)
    return (subject,) if _DEPARTMENT.search(subject) else ()
