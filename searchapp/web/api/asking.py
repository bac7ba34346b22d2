"""What may be asked: the parameters of each address, with what is said of one that is wrong."""

import re
from typing import Any, Final

from marshmallow import RAISE, Schema, ValidationError, fields, missing, validate

from searchapp.engine import Beside, Sort
from searchapp.errors import UnclearChoice
from searchapp.query import LONGEST_QUERY, Scope
from searchapp.reports import LEVELS, UNLABELLED, Genre, SectionKind
from searchapp.web.address import MOST_CHOICES, View
from searchapp.web.moments import read_moment

#: So many hits or reports are given at once.
MOST: Final = 200
_FARTHEST: Final = 10_000_000
_NEWEST: Final = 1_000_000
_YEARS: Final = re.compile(rf"^([0-9]{{4}}(\.\.([0-9]{{4}})?)?|\.\.[0-9]{{4}}|{UNLABELLED})$")
_YEARS_SAID: Final = "2024、2022..2024、2022..、..2024 或“未标注”"


class _Matching(validate.Regexp):
    """The whole value matches, its last line end too."""

    def __call__(self, value: Any) -> Any:
        if self.regex.fullmatch(value) is None:
            raise ValidationError(self._format_error(value))
        return value


class _Strict(Schema):
    """Parameters of which no other is taken, for it would be passed over in silence."""

    error_messages = {"unknown": "没有这个参数"}  # noqa: RUF012 - as marshmallow has it

    class Meta:
        unknown = RAISE


def _number(least: int, most: int, said: str, usual: int | None = None) -> fields.Integer:
    wrong = f"应为 {least} 到 {most} 的整数"
    return fields.Integer(
        load_default=missing if usual is None else usual,
        validate=validate.Range(least, most, error=wrong),
        error_messages={"invalid": wrong, "too_large": wrong},
        metadata={"description": said},
    )


def _one_of(values: list[str], said: str, usual: str) -> fields.String:
    wrong = f"应为 {'、'.join(values)} 之一"
    return fields.String(
        validate=validate.OneOf(values, error=wrong),
        load_default=usual,
        metadata={"description": said},
    )


def _several(each: fields.String, said: str) -> fields.List[Any]:
    most = validate.Length(max=MOST_CHOICES, error=f"最多 {MOST_CHOICES} 个")
    return fields.List(each, validate=most, metadata={"description": f"{said}；可写多个"})


def _among(values: list[str]) -> fields.String:
    wrong = f"应为 {'、'.join(values)} 之一"
    return fields.String(validate=validate.OneOf(values, error=wrong))


def _switch(said: str) -> fields.String:
    return _one_of(["0", "1"], said, "0")


def _is_moment(typed: str) -> None:
    try:
        read_moment(typed)
    except UnclearChoice as error:
        raise ValidationError(f"应为{error.expected}") from error


def _places() -> dict[str, fields.Field[Any]]:
    names = dict(zip(LEVELS, ("省", "市", "县区", "乡镇"), strict=True))
    return {
        level: _several(fields.String(), f"{name}，名称、代码或“未标注”")
        for level, name in names.items()
    }


def _years() -> fields.List[Any]:
    return _several(
        fields.String(validate=_Matching(_YEARS, error=f"应为 {_YEARS_SAID}")),
        f"年度：{_YEARS_SAID}",
    )


_CHOICES: Final[dict[str, fields.Field[Any]]] = {
    **_places(),
    "year": _years(),
    "genre": _several(_among(list(map(str, Genre))), "文种"),
}
_PART: Final[dict[str, fields.Field[Any]]] = {
    "limit": _number(0, MOST, "给出多少", 10),
    "offset": _number(0, _FARTHEST, "从第几个之后开始", 0),
}


def _typed(said: str) -> fields.String:
    wrong = f"最多 {LONGEST_QUERY} 字"
    return fields.String(
        validate=validate.Length(max=LONGEST_QUERY, error=wrong),
        load_default="",
        metadata={"description": said},
    )


#: What is sought, and in which reports and sections.
_SOUGHT: Final[dict[str, fields.Field[Any]]] = {
    "q": _typed("检索词，写法同检索页；没有则不限文字"),
    **_CHOICES,
    "section": _several(
        _among([name for kind in SectionKind for name in (str(kind), kind.label)]), "章节类别"
    ),
    "within": _one_of(list(map(str, Scope)), "各部分要在一起的范围：本段、本节、本篇", "passage"),
    "whole": _switch("1 为不含跨词"),
}

SearchArguments = _Strict.from_dict(
    {
        **_SOUGHT,
        "arrived": fields.String(
            validate=_is_moment,
            metadata={"description": "在这之后收录的：日期或时刻", "format": "date-time"},
        ),
        "sort": _one_of(list(map(str, Sort)), "次序", "relevance"),
        "view": _one_of(
            [str(View.PASSAGES), str(View.REPORTS), str(View.KWIC)],
            "按段、按篇（limit 数篇），或逐词索引（limit 数处）",
            "passages",
        ),
        "beside": _one_of(list(map(str, Beside)), "逐词索引的次序", "hit"),
        "explain": _switch("1 为说明每段为什么排在这里"),
        **_PART,
    },
    name="SearchArguments",
)
MatrixArguments = _Strict.from_dict(_SOUGHT, name="MatrixArguments")
FiguresArguments = _Strict.from_dict(
    {**_SOUGHT, "mark": _number(0, LONGEST_QUERY, "检索词里的第几个 #；0 为全部", 0)},
    name="FiguresArguments",
)
CompleteArguments = _Strict.from_dict(
    {
        "q": _typed("检索框里已有的文字"),
        "at": _number(0, LONGEST_QUERY, "光标在第几个字之后；没有则在末尾"),
    },
    name="CompleteArguments",
)
ReportsArguments = _Strict.from_dict({**_CHOICES, **_PART}, name="ReportsArguments")
VersionArguments = _Strict.from_dict(
    {"version": _number(1, _NEWEST, "第几版；没有则是最新一版")}, name="VersionArguments"
)
ChangesArguments = _Strict.from_dict(
    {
        "from": _number(1, _NEWEST, "从第几版；没有则是前一版"),
        "to": _number(1, _NEWEST, "到第几版；没有则是最新一版"),
    },
    name="ChangesArguments",
)
CoverageArguments = _Strict.from_dict(
    {
        "genre": _one_of(list(map(str, Genre)), "文种", str(Genre.RULE_OF_LAW)),
        "county": _several(fields.String(), "县区，名称或代码"),
        "year": _years(),
    },
    name="CoverageArguments",
)
NoArguments = _Strict.from_dict({}, name="NoArguments")
