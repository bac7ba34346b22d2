"""What a level-1 heading says of its section (GENRE 5.3), in words of any script."""

import re
from collections.abc import Set
from typing import Final

from searchapp.parsing.dates import years
from searchapp.reports import Genre, SectionKind
from searchapp.text import fold

_SENTENCE_END: Final = re.compile("[。！？]")

_JUDGED: Final = re.compile("裁判|判决")
_RESPONSIBLE: Final = re.compile(
    "第一责任|主要责任人|(?:主要负责(?:人|同志)|主要领导).*(?:履行|职责|履职|述法)"
)
_SUGGESTED: Final = re.compile("意见[、和与及]?建议|建议$")
_OTHERWISE: Final = re.compile("^其[他它]|其[他它](?:需要|重要|事项|情况)")

_LACK: Final = "不足|问题|短板|困难|差距|弱项|薄弱环节|挑战"
_LACKING: Final = re.compile(
    f"存在.{{0,8}}(?:{_LACK})|(?:{_LACK})(?:之处|弱项|不足)?$"
    f"|(?:{_LACK})(?:以?[和及与]|、)其?(?:主要|产生|改进|整改)*"
    f"(?:{_LACK}|原因|改进|整改|薄弱|打算|建议|对策)"
)
#: 补齐短板 and 着力解决突出问题 tell of what was done.
_RESOLVING: Final = re.compile(
    "解决|化解|破解|纾解|整治|治理|排查|补齐|补足|弥补|补短板|聚焦|紧盯|攻克|消除|回应|针对|瞄准|围绕"
    "|紧扣|坚持|着力|破除|扫清"
)

_NEXT: Final = re.compile("下一?步|下一?年|下一?阶段|明年|来年|今后|接下来|新的?一年")
_FIRST_NEXT: Final = re.compile(rf"(?:针对.{{0,12}})?(?:{_NEXT.pattern})")
_AND_SO_ON: Final = "(?:[和及与、].*)?$"
_INTENDED: Final = re.compile(
    f"(?:安排|打算|思路|计划|展望|设想|规划|目标举措){_AND_SO_ON}"
    f"|(?:努力|改进|主攻|工作)方向{_AND_SO_ON}|(?:改进|整改|保障)的?措施$"
)
#: These name what is still to be done only where no year says that it is over.
_TASKS: Final = re.compile(
    "(?:^|[年度的步期]|主要|工作)(?:重点工作|工作重点|目标任务|主要任务|重点任务|工作要点|工作目标"
    f"|工作任务|奋斗目标|总体要求){_AND_SO_ON}"
)
_DONE: Final = re.compile("完成|落实|回顾|总结|成效|情况|做法")
#: With these a slogan of what was done begins: 明确工作思路, 统筹安排.
_SLOGAN: Final = re.compile(
    "明确|理清|厘清|创新|落实|制定|完善|执行|抓实|压实|细化|统筹|严格|强化|拓宽|科学|精心|坚持"
)
_TELLING: Final = re.compile("举措|措施|成效|做法|主要工作|情况$|总结|回顾|一年来|过去的?一年")
_REVIEWING: Final = re.compile("回顾|总结|完成情况|成效|工作情况|取得的成绩")
_THIS_YEAR: Final = re.compile("^今年(?!以来)")

#: Genres that tell what was done wherever no cue says otherwise.
_REPORTS: Final = {Genre.RULE_OF_LAW, Genre.GOVERNMENT_WORK, Genre.SUMMARY, Genre.DISCLOSURE}

#: Canonical headings are made of these words and no others.
_CANONICAL: Final = re.compile(
    r"(?:(?:\d{4}|\*{2,4})年度?|上一?年度?|本年度?|今年|全年|一年来|今后|明年|下一?步|下一?年度?|下一阶段"
    "|[我全本](?:镇|乡|街道|街|县|区|市|局|单位)|(?:党委|党工委|党政|[区县镇乡市]?政府)?主要负责(?:人|同志)|党政"
    "|推进|加强|开展|落实|履行|切实|强化|取得|采取|完成|面临|需要|报告|说明|进一步|执行|改进|整改|产生|学习贯彻"
    "|法治政府建设|法治建设|政府建设|法治政府|依法行政|依法治[镇街乡]|习近平法治思想|第一责任人|主要责任人|职责|责任"
    "|[一二三四五六七八九十]项措施|法院|生效|裁判|判决|工作|建设|举措|措施|成效|做法|经验|亮点|情况|总结|回顾|总体|基本|主要|重点|突出|有关"
    "|相关|存在|不足|问题|短板|困难|差距|薄弱环节|弱项|原因|分析|安排|打算|思路|目标|计划|规划|任务|展望|努力"
    "|方向|意见|建议|事项|重要|其[他它]|对全[县区市]|方面|之处|[的和及与中其、,]|以及)+"
)
_SHORTEST: Final = 4
_OPENING: Final = 60


def cue_of(heading: str, year: int | None) -> SectionKind | None:
    """The kind that the words of a level-1 heading name, None where they name none."""
    first = fold(_SENTENCE_END.split(heading)[0]).text[:_OPENING]
    named = (
        (SectionKind.JUDGMENTS, bool(_JUDGED.search(first))),
        (SectionKind.DUTIES, bool(_RESPONSIBLE.search(first))),
        (SectionKind.SUGGESTIONS, _suggests(first)),
        (SectionKind.PLANS, _begins_later(first, year)),
        (SectionKind.SHORTCOMINGS, _lacks(first)),
        (SectionKind.OTHER, bool(_OTHERWISE.search(first))),
        (SectionKind.PLANS, _plans(first, year)),
    )
    return next((kind for kind, is_named in named if is_named), None)


def kind_of(heading: str, year: int | None, genre: Genre, before: Set[SectionKind]) -> SectionKind:
    """The kind of a level-1 section, after sections of the kinds ``before``.

    What no cue names tells of measures until shortcomings or plans were told of: the slogans of
    a report number its measures. Other genres have their own default.
    """
    first = fold(heading).text
    if genre is Genre.GOVERNMENT_WORK and _THIS_YEAR.search(first):
        return SectionKind.PLANS
    kind = cue_of(heading, year)
    if kind is not None:
        return kind
    if genre is Genre.PLAN:
        return SectionKind.MEASURES if _REVIEWING.search(first) else SectionKind.PLANS
    return _untold(first, genre, before)


def canonical_kind(line: str, year: int | None) -> SectionKind | None:
    """The kind of a line of nothing but the words of canonical headings, else None.

    So a heading is known that has no number: no sentence is made of these words alone.
    """
    first = fold(line.rstrip("：:")).text
    if not (_SHORTEST <= len(first) <= _OPENING and _CANONICAL.fullmatch(first)):
        return None
    if first.endswith(("报告", "法治政府建设工作总结", "法治建设工作总结")):
        return None
    kind = cue_of(first, year)
    return kind or (SectionKind.MEASURES if _TELLING.search(first) else None)


def _untold(first: str, genre: Genre, before: Set[SectionKind]) -> SectionKind:
    told = _TELLING.search(first) is not None
    if genre not in _REPORTS:
        canonical = canonical_kind(first, None) is not None
        return SectionKind.MEASURES if told and canonical else SectionKind.OTHER
    if told or not before & {SectionKind.SHORTCOMINGS, SectionKind.PLANS}:
        return SectionKind.MEASURES
    ahead = genre is Genre.GOVERNMENT_WORK and SectionKind.PLANS in before
    return SectionKind.PLANS if ahead else SectionKind.OTHER


def _suggests(first: str) -> bool:
    """Whether suggestions are made: 办好代表建议 tells of those of others."""
    heard = re.search("代表|委员|提案|征求|听取|采纳|办理|收集", first)
    return _SUGGESTED.search(first) is not None and not heard and not _NEXT.match(first)


def _lacks(first: str) -> bool:
    if not _LACKING.search(first):
        return False
    if "存在" in first or "原因" in first:
        return not _RESOLVING.match(first)
    return not _RESOLVING.search(first)


def _begins_later(first: str, year: int | None) -> bool:
    """Whether a heading begins with a later time than the year reported on."""
    begins = next(years(first[:7]), None) if first[:1].isdecimal() else None
    later = year is not None and begins is not None and begins > year
    return later or _FIRST_NEXT.match(first) is not None


def _plans(first: str, year: int | None) -> bool:
    named = list(years(first))
    if year is not None and year + 1 in named:
        return True
    if _NEXT.search(first):
        return True
    if _DONE.search(first) or _SLOGAN.match(first):
        return False
    over = year is not None and any(each <= year for each in named)
    return bool(_INTENDED.search(first)) or (bool(_TASKS.search(first)) and not over)
