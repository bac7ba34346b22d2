"""What comes back, as schemas: the OpenAPI document is made of them, and tests hold answers to it.

The answers themselves are made by the functions that the command line and the pages use.
"""

from collections.abc import Callable
from typing import Any, Final

from marshmallow import RAISE, Schema, fields

from searchapp.engine import FACETS

#: Marks a key that is there only at times.
_ABSENT: Final = "absent"


class _Exact(Schema):
    """An object with these keys and no other."""

    class Meta:
        unknown = RAISE


def _shape(name: str, **keys: fields.Field[Any]) -> type[Schema]:
    """An object in which every key is there, unless its field says otherwise."""
    for field in keys.values():
        field.required = _ABSENT not in field.metadata
        field.metadata = {name: said for name, said in field.metadata.items() if name != _ABSENT}
    return _Exact.from_dict(dict(keys), name=name)


def _text(said: str = "", **more: Any) -> fields.String:
    return fields.String(metadata={"description": said} if said else {}, **more)


def _count(said: str = "", **more: Any) -> fields.Integer:
    return fields.Integer(metadata={"description": said} if said else {}, **more)


def _texts(said: str = "") -> fields.List[Any]:
    return fields.List(fields.String(), metadata={"description": said} if said else {})


def _at_times(field: fields.Field[Any]) -> fields.Field[Any]:
    """A key that is there only at times."""
    field.metadata = {**field.metadata, _ABSENT: True}
    return field


def _all(shape: type[Schema], said: str = "") -> fields.List[Any]:
    return fields.List(fields.Nested(shape), metadata={"description": said} if said else {})


def _span(said: str = "半开区间 [起, 止)，按原文的字") -> fields.List[Any]:
    return fields.List(
        fields.Integer(), metadata={"description": said, "minItems": 2, "maxItems": 2}
    )


def _any(*types: str, said: str = "") -> fields.Raw:
    return fields.Raw(allow_none=True, metadata={"type": [*types, "null"], "description": said})


Fault = _shape(
    "Fault",
    status=_count("HTTP 状态码"),
    message=_text("哪里不对，怎么办"),
    errors=_at_times(
        fields.Dict(
            keys=fields.String(),
            values=_texts(),
            metadata={"description": "不对的参数和它应为什么"},
        )
    ),
)
PlaceShape = _shape(
    "Place",
    code=_text("区划代码"),
    town=_text(allow_none=True),
    county=_text(allow_none=True),
    city=_text(allow_none=True),
    province=_text(),
)


def _place() -> fields.Nested:
    return fields.Nested(PlaceShape, allow_none=True)


FacetShape = _shape(
    "FacetValue",
    value=_any("string", "integer", said="区划代码、年度、类别或文种；未标注为 null"),
    label=_text(),
    passages=_count("段"),
    reports=_count("篇"),
)
FigureShape = _shape(
    "Figure",
    written=_text("原文的写法"),
    number=_any("number", said="没有确切数值为 null"),
    unit=_text(),
    span=_span(),
)


class Because(_Exact):
    """A number and those it is made of."""

    value = fields.Float(required=True)
    why = fields.String(required=True)
    parts = fields.List(fields.Nested(lambda: Because()), required=True)
    product = fields.Boolean(required=True)


class Understood(_Exact):
    """What a part of the query means."""

    text = fields.String(required=True)
    parts = fields.List(fields.Nested(lambda: Understood()), required=True)


WhyShape = _shape(
    "Why",
    across=_texts("跨词"),
    runs=_count(),
    as_typed=_count(),
    score=fields.Nested(Because),
)
HitShape = _shape(
    "Hit",
    report=_text("报告编号"),
    title=_text(),
    place=_place(),
    year=_count(allow_none=True),
    section=_texts("所在章节的标题，从外到内"),
    kind=_text("章节类别"),
    passage=_count("段号"),
    text=_text("原文"),
    spans=fields.List(_span()),
    across=_texts("只在两个词之间凑成的词"),
    figures=_all(FigureShape, "# 取到的数字"),
    recognised=fields.Boolean(metadata={"description": "文字从图片识别而来"}),
    url=_text("这一段的链接"),
    why=_at_times(fields.Nested(WhyShape)),
)
GroupShape = _shape(
    "Group",
    report=_text("报告编号"),
    title=_text(),
    place=_place(),
    year=_count(allow_none=True),
    passages=_count("这一篇里找到几段"),
    shown=_count("其中给出几段"),
)
RowShape = _shape(
    "Row",
    left=_text(),
    hit=_text(),
    right=_text(),
    span=_span(),
    report=_text("报告编号"),
    passage=_count("段号"),
    place=_place(),
    year=_count(allow_none=True),
    url=_text(),
)


def _asked() -> dict[str, fields.Field[Any]]:
    return {
        "query": _text("改过的检索词"),
        "within": _text(),
        "whole_words": fields.Boolean(),
        "passages": _count("能找到几段"),
    }


AdviceShape = _shape(
    "Advice",
    parts=_all(
        _shape(
            "PartCount",
            part=_text("检索词的一部分"),
            alone=_count("单独能找到几段"),
            anywhere=_count("不限范围"),
            without=_count("没有它，其余能找到几段", allow_none=True),
        )
    ),
    unlisted=_count(),
    choices=fields.Dict(keys=fields.String(), values=fields.Integer()),
    unchosen=_count("不限范围能找到几段"),
    corrections=_all(_shape("Correction", old=_text(), new=_text(), **_asked())),
    looser=_all(_shape("Looser", how=_text(), **_asked())),
)
TotalShape = _shape(
    "Total",
    passages=_count("段"),
    reports=_count("篇"),
    occurrences=_at_times(_count("处；检索词是一句原话时才有")),
)
Found = _shape(
    "Found",
    query=_text("检索词"),
    total=fields.Nested(TotalShape),
    facets=fields.Nested(_shape("Facets", **{name: _all(FacetShape) for name in FACETS})),
    notes=_texts("说明"),
    hits=_all(HitShape),
    understood=fields.Nested(Understood),
    groups=_at_times(_all(GroupShape, "view=reports 时才有")),
    kwic=_at_times(_all(RowShape, "view=kwic 时才有")),
    advice=_at_times(fields.Nested(AdviceShape, metadata={"description": "没有找到时才有"})),
)
BesideShape = _shape(
    "Beside",
    report=_text("报告编号"),
    passages=_count("提及的段数；没有问过的为 null", allow_none=True),
)
MentionTownShape = _shape(
    "MentionTown",
    place=_place(),
    years=_all(
        _shape(
            "Mention",
            year=_count(),
            state=_text("有、无、未报送、范围外，或空"),
            reports=_texts("计入的报告"),
            mentioning=_texts("其中提及的"),
            passages=_count("提及的段数"),
        )
    ),
)
Matrix = _shape(
    "Matrix",
    query=_text("检索词"),
    notes=_texts("说明"),
    genres=_texts("计入的文种"),
    years=fields.List(fields.Integer()),
    total=fields.Nested(
        _shape(
            "MentionTotal",
            mentioned=_count("提及的篇数"),
            unmentioned=_count("未提及的篇数"),
            missing=_count("未报送的篇数"),
            never=_count("其中属于从未报送的乡镇的"),
        )
    ),
    counties=_all(
        _shape(
            "MentionCounty",
            place=_place(),
            towns=_all(MentionTownShape, "报送过的乡镇"),
            silent=_all(MentionTownShape, "从未报送的乡镇"),
        )
    ),
    unlabelled=_all(BesideShape, "地方或年度未标注、可能属于表中的"),
    others=_all(BesideShape, "县级及以上、部门的"),
    elsewhere=_all(BesideShape, "其他文种里提及的"),
)
GivenShape = _shape(
    "Given",
    written=_text("原文的写法"),
    number=_any("number", said="没有确切数值为 null"),
    unit=_text(),
    rough=fields.Boolean(metadata={"description": "原文说的是约数"}),
    report=_text("报告编号"),
    passage=_count("段号"),
    text=_text("原文"),
    url=_text("这一段的链接"),
)
SumShape = _shape(
    "Sum",
    cells=_count("有数的格"),
    number=_any("number", said="没有相加为 null"),
    unit=_text(),
    rough=fields.Boolean(metadata={"description": "其中有约数"}),
    why=_text("为什么没有相加", allow_none=True),
)
Figures = _shape(
    "Figures",
    query=_text("检索词"),
    notes=_texts("说明"),
    genres=_texts("计入的文种"),
    years=fields.List(fields.Integer()),
    marks=_count("检索词里有几个 #"),
    mark=_count("这些数是第几个 # 取到的；0 为全部"),
    units=_texts("单位，最多见的在前"),
    towns=_all(
        _shape(
            "FigureTown",
            place=_place(),
            years=_all(
                _shape(
                    "FigureYear",
                    year=_count(),
                    state=_text("有、无、未报送、范围外，或空"),
                    passages=_count("找到的段数"),
                    figures=_all(GivenShape),
                )
            ),
            sum=fields.Nested(SumShape),
        )
    ),
    sums=_all(SumShape, "各年度的合计"),
    sum=fields.Nested(SumShape),
    unplaced=_all(GivenShape, "表外的报告里的数"),
)
Completed = _shape(
    "Completed",
    offers=_all(
        _shape(
            "Offer",
            text=_text("补上的文字"),
            kind=_text("地方、年度、章节、文种或原文"),
            passages=_count("能找到几段；不能立刻知道的为 null", allow_none=True),
            typed=_text("补上之后检索框里的文字"),
            caret=_count("补上之后光标的位置，按 UTF-16 计"),
        )
    ),
)
DoubtShape = _shape("Doubt", fact=_text(), why=_text())
_FACTS: Final[dict[str, Callable[[], fields.Field[Any]]]] = {
    "title": lambda: _text("标题", allow_none=True),
    "issuers": lambda: _texts("发文机关"),
    "doc_number": lambda: _text("文号", allow_none=True),
    "issued_on": lambda: fields.Date(allow_none=True, metadata={"description": "成文日期"}),
    "year": lambda: _count("年度", allow_none=True),
    "genre": lambda: _text("文种"),
    "level": lambda: _text("发文层级", allow_none=True),
    "addressee": lambda: _text("主送机关", allow_none=True),
    "place": _place,
    "origins": lambda: _named("每项由何处得知"),
    "sureness": lambda: _named("每项可靠到什么程度"),
    "recognised": lambda: fields.Boolean(metadata={"description": "文字从图片识别而来"}),
    "warnings": lambda: _texts("待核对的"),
    "doubts": lambda: _all(DoubtShape),
}


def _named(said: str) -> fields.Dict:
    return fields.Dict(
        keys=fields.String(), values=fields.String(), metadata={"description": said}
    )


def _filed() -> dict[str, fields.Field[Any]]:
    return {
        "id": _text("报告编号"),
        "version": _count("第几版"),
        "sources": _all(_SOURCE, "所在的文件"),
        "url": _text("报告页"),
        **{name: make() for name, make in _FACTS.items()},
    }


_SOURCE: Final = _shape("Source", path=_text("corpus/ 下的路径"), format=_text())
PassageShape = _shape(
    "Passage",
    number=_count("段号"),
    kind=_text("章节类别"),
    section=_texts("所在章节的标题，从外到内"),
    text=_text("原文"),
)
ReportFacts = _shape("ReportFacts", **_filed())
Reports = _shape("Reports", total=_count("一共几篇"), reports=_all(ReportFacts))
WholeReport = _shape(
    "Report",
    **_filed(),
    outline=_all(
        _shape(
            "Section",
            level=_count(),
            number=_text(),
            heading=_text(allow_none=True),
            kind=_text(),
        )
    ),
    passages=_all(PassageShape, "全文，一字不少"),
)
OnePassage = _shape(
    "OnePassage",
    report=_text("报告编号"),
    version=_count(),
    url=_text("这一段的链接"),
    passage=fields.Nested(PassageShape),
)
Versions = _shape(
    "Versions",
    report=_text("报告编号"),
    versions=_all(
        _shape(
            "Version",
            version=_count(),
            since=fields.DateTime(metadata={"description": "何时收入"}),
            file=_text(),
        ),
        "最新的在前",
    ),
)
Changes = _shape(
    "Changes",
    report=_text("报告编号"),
    old=_count("从第几版"),
    new=_count("到第几版"),
    changes=_all(
        _shape(
            "Change",
            old=_count("旧版段号，新增的为 null", allow_none=True),
            new=_count("新版段号，删去的为 null", allow_none=True),
            pieces=_all(
                _shape(
                    "Piece",
                    fate=_text("kept 未变、removed 删去、added 新增"),
                    text=_text(),
                )
            ),
        ),
        "每一段，按次序",
    ),
)
Covered = _shape(
    "Coverage",
    genre=_text(),
    years=fields.List(fields.Integer()),
    total=fields.Nested(
        _shape(
            "CoverageTotal", reports=_count(), missing=_count(), weak=_count(), several=_count()
        )
    ),
    counties=_all(
        _shape(
            "County",
            place=_place(),
            listed=_count("地名表中的乡镇数"),
            reporting=_count("有报告的乡镇数"),
            towns=_all(
                _shape(
                    "Town",
                    place=_place(),
                    listed=fields.Boolean(),
                    years=_all(
                        _shape(
                            "TownYear",
                            year=_count(),
                            reports=_texts("报告编号"),
                            weak=_texts("文字存疑之处"),
                            missing=fields.Boolean(),
                        )
                    ),
                )
            ),
        )
    ),
    unlabelled=_texts("地方或年度未标注的"),
    others=_texts("不是乡镇的"),
    absent=_texts("没有报告的县区"),
)
Health = _shape(
    "Health", version=_text("程序的版本"), reports=_count("几篇"), api=_text("接口的版本")
)
