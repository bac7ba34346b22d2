"""What comes back, as schemas: the OpenAPI document is made of them, and tests hold answers to it.

The answers themselves are made by the functions that the command line and the pages use.
"""

from collections.abc import Callable
from typing import Any, Final

from marshmallow import fields

from searchapp.engine import FACETS
from searchapp.web.api.shaping import (
    Exact,
    any_of,
    at_times,
    count,
    every,
    place,
    shape,
    span,
    text,
    texts,
)

Fault = shape(
    "Fault",
    status=count("HTTP 状态码"),
    message=text("哪里不对，怎么办"),
    errors=at_times(
        fields.Dict(
            keys=fields.String(),
            values=texts(),
            metadata={"description": "不对的参数和它应为什么"},
        )
    ),
)
FacetShape = shape(
    "FacetValue",
    value=any_of("string", "integer", said="区划代码、年度、类别或文种；未标注为 null"),
    label=text(),
    passages=count("段"),
    reports=count("篇"),
)
FigureShape = shape(
    "Figure",
    written=text("原文的写法"),
    number=any_of("number", said="没有确切数值为 null"),
    unit=text(),
    span=span(),
)


class Because(Exact):
    """A number and those it is made of."""

    value = fields.Float(required=True)
    why = fields.String(required=True)
    parts = fields.List(fields.Nested(lambda: Because()), required=True)
    product = fields.Boolean(required=True)


class Understood(Exact):
    """What a part of the query means."""

    text = fields.String(required=True)
    parts = fields.List(fields.Nested(lambda: Understood()), required=True)


WhyShape = shape(
    "Why",
    across=texts("跨词"),
    runs=count(),
    as_typed=count(),
    score=fields.Nested(Because),
)
HitShape = shape(
    "Hit",
    report=text("报告编号"),
    title=text(),
    place=place(),
    year=count(allow_none=True),
    section=texts("所在章节的标题，从外到内"),
    kind=text("章节类别"),
    passage=count("段号"),
    text=text("原文"),
    spans=fields.List(span()),
    across=texts("只在两个词之间凑成的词"),
    figures=every(FigureShape, "# 取到的数字"),
    recognised=fields.Boolean(metadata={"description": "文字从图片识别而来"}),
    url=text("这一段的链接"),
    why=at_times(fields.Nested(WhyShape)),
)
GroupShape = shape(
    "Group",
    report=text("报告编号"),
    title=text(),
    place=place(),
    year=count(allow_none=True),
    passages=count("这一篇里找到几段"),
    shown=count("其中给出几段"),
)
RowShape = shape(
    "Row",
    left=text(),
    hit=text(),
    right=text(),
    span=span(),
    report=text("报告编号"),
    passage=count("段号"),
    place=place(),
    year=count(allow_none=True),
    url=text(),
)


def _asked() -> dict[str, fields.Field[Any]]:
    return {
        "query": text("改过的检索词"),
        "within": text(),
        "whole_words": fields.Boolean(),
        "passages": count("能找到几段"),
    }


AdviceShape = shape(
    "Advice",
    parts=every(
        shape(
            "PartCount",
            part=text("检索词的一部分"),
            alone=count("单独能找到几段"),
            anywhere=count("不限范围"),
            without=count("没有它，其余能找到几段", allow_none=True),
        )
    ),
    unlisted=count(),
    choices=fields.Dict(keys=fields.String(), values=fields.Integer()),
    unchosen=count("不限范围能找到几段"),
    corrections=every(shape("Correction", old=text(), new=text(), **_asked())),
    looser=every(shape("Looser", how=text(), **_asked())),
)
TotalShape = shape(
    "Total",
    passages=count("段"),
    reports=count("篇"),
    occurrences=at_times(count("处；检索词是一句原话时才有")),
)
Found = shape(
    "Found",
    query=text("检索词"),
    total=fields.Nested(TotalShape),
    facets=fields.Nested(shape("Facets", **{name: every(FacetShape) for name in FACETS})),
    notes=texts("说明"),
    hits=every(HitShape),
    understood=fields.Nested(Understood),
    groups=at_times(every(GroupShape, "view=reports 时才有")),
    kwic=at_times(every(RowShape, "view=kwic 时才有")),
    advice=at_times(fields.Nested(AdviceShape, metadata={"description": "没有找到时才有"})),
)
Completed = shape(
    "Completed",
    offers=every(
        shape(
            "Offer",
            text=text("补上的文字"),
            kind=text("地方、年度、章节、文种或原文"),
            passages=count("能找到几段；不能立刻知道的为 null", allow_none=True),
            typed=text("补上之后检索框里的文字"),
            caret=count("补上之后光标的位置，按 UTF-16 计"),
        )
    ),
)
DoubtShape = shape("Doubt", fact=text(), why=text())
_FACTS: Final[dict[str, Callable[[], fields.Field[Any]]]] = {
    "title": lambda: text("标题", allow_none=True),
    "issuers": lambda: texts("发文机关"),
    "doc_number": lambda: text("文号", allow_none=True),
    "issued_on": lambda: fields.Date(allow_none=True, metadata={"description": "成文日期"}),
    "year": lambda: count("年度", allow_none=True),
    "genre": lambda: text("文种"),
    "level": lambda: text("发文层级", allow_none=True),
    "addressee": lambda: text("主送机关", allow_none=True),
    "place": place,
    "origins": lambda: _named("每项由何处得知"),
    "sureness": lambda: _named("每项可靠到什么程度"),
    "recognised": lambda: fields.Boolean(metadata={"description": "文字从图片识别而来"}),
    "warnings": lambda: texts("待核对的"),
    "doubts": lambda: every(DoubtShape),
}


def _named(said: str) -> fields.Dict:
    return fields.Dict(
        keys=fields.String(), values=fields.String(), metadata={"description": said}
    )


def _filed() -> dict[str, fields.Field[Any]]:
    return {
        "id": text("报告编号"),
        "version": count("第几版"),
        "sources": every(_SOURCE, "所在的文件"),
        "url": text("报告页"),
        **{name: make() for name, make in _FACTS.items()},
    }


_SOURCE: Final = shape("Source", path=text("corpus/ 下的路径"), format=text())
PassageShape = shape(
    "Passage",
    number=count("段号"),
    kind=text("章节类别"),
    section=texts("所在章节的标题，从外到内"),
    text=text("原文"),
)
ReportFacts = shape("ReportFacts", **_filed())
Reports = shape("Reports", total=count("一共几篇"), reports=every(ReportFacts))
WholeReport = shape(
    "Report",
    **_filed(),
    outline=every(
        shape(
            "Section",
            level=count(),
            number=text(),
            heading=text(allow_none=True),
            kind=text(),
        )
    ),
    passages=every(PassageShape, "全文，一字不少"),
)
OnePassage = shape(
    "OnePassage",
    report=text("报告编号"),
    version=count(),
    url=text("这一段的链接"),
    passage=fields.Nested(PassageShape),
)
Versions = shape(
    "Versions",
    report=text("报告编号"),
    versions=every(
        shape(
            "Version",
            version=count(),
            since=fields.DateTime(metadata={"description": "何时收入"}),
            file=text(),
        ),
        "最新的在前",
    ),
)
Changes = shape(
    "Changes",
    report=text("报告编号"),
    old=count("从第几版"),
    new=count("到第几版"),
    changes=every(
        shape(
            "Change",
            old=count("旧版段号，新增的为 null", allow_none=True),
            new=count("新版段号，删去的为 null", allow_none=True),
            pieces=every(
                shape(
                    "Piece",
                    fate=text("kept 未变、removed 删去、added 新增"),
                    text=text(),
                )
            ),
        ),
        "每一段，按次序",
    ),
)
Covered = shape(
    "Coverage",
    genre=text(),
    years=fields.List(fields.Integer()),
    total=fields.Nested(
        shape("CoverageTotal", reports=count(), missing=count(), weak=count(), several=count())
    ),
    counties=every(
        shape(
            "County",
            place=place(),
            listed=count("地名表中的乡镇数"),
            reporting=count("有报告的乡镇数"),
            towns=every(
                shape(
                    "Town",
                    place=place(),
                    listed=fields.Boolean(),
                    years=every(
                        shape(
                            "TownYear",
                            year=count(),
                            reports=texts("报告编号"),
                            weak=texts("文字存疑之处"),
                            missing=fields.Boolean(),
                        )
                    ),
                )
            ),
        )
    ),
    unlabelled=texts("地方或年度未标注的"),
    others=texts("不是乡镇的"),
    absent=texts("没有报告的县区"),
)
Health = shape("Health", version=text("程序的版本"), reports=count("几篇"), api=text("接口的版本"))
