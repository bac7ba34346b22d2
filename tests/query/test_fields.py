"""Fields and filters as people write them."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.errors import UnclearChoice
from searchapp.query import (
    Condition,
    GenreChoice,
    HeadingSays,
    IssuedIn,
    IssuerSays,
    KindChoice,
    LevelChoice,
    NumberSays,
    PlaceChoice,
    TitleSays,
    YearRange,
    read_dates,
    read_genre,
    read_kind,
    read_level,
    read_place,
    read_years,
)
from searchapp.query.fields import FIELDS, several
from searchapp.reports import LEVELS, UNLABELLED, Genre, IssuerLevel, Level, SectionKind
from tests.query.typing import anything

typed_values = anything() | st.text("0123456789.年月日-—～至到/ ２０", max_size=12)


@pytest.mark.property
@given(typed=typed_values)
def test_any_text_is_read_or_unclear(typed: str) -> None:
    """Whatever stands in an address or a query, no other error comes of it."""
    for read in (read_years, read_kind, read_genre, read_level, read_dates, *FIELDS.values()):
        with suppress(UnclearChoice):
            assert read(typed)


# Years


@pytest.mark.parametrize(
    "typed",
    [
        "2022..2024",
        "2022...2024",
        "2022-2024",
        "2022—2024年",
        "2022——2024",
        "2022–2024",
        "2022年至2024年",
        "2022年到2024年度",
        " 2022 ～ 2024 ",
        "2022~2024",
        "2024..2022",
        "２０２２…２０２４",
        "2022……2024",
    ],
)
def test_years_are_a_range_in_either_order(typed: str) -> None:
    """Both ends are included, however the range is written."""
    assert read_years(typed) == YearRange(2022, 2024)


@pytest.mark.parametrize(
    "typed", ["2024", "2024年", "2024年度", " 2024 ", "２０２４", "2024..2024", "2024 年"]
)
def test_one_year_is_a_range_of_one(typed: str) -> None:
    """A year alone means that year."""
    assert read_years(typed) == YearRange(2024, 2024)


@pytest.mark.parametrize("year", [1000, 1949, 2024, 9999])
def test_a_range_with_an_open_end_reaches_to_all_years_there_are(year: int) -> None:
    """Years have four digits."""
    assert read_years(f"{year}..") == YearRange(year, 9999)
    assert read_years(f"{year}年至") == YearRange(year, 9999)
    assert read_years(f"..{year}") == YearRange(1000, year)
    assert read_years(f"-{year}年") == YearRange(1000, year)


@pytest.mark.parametrize(
    "typed",
    ["", "年", "24", "20240", "..", "至", "2022..2023..2024", "去年", "2024x", "None", "2024.5"],
)
def test_what_is_no_year_is_said(typed: str) -> None:
    """An unclear year names what was typed and what is expected."""
    with pytest.raises(UnclearChoice) as unclear:
        read_years(typed)
    assert (unclear.value.facet, unclear.value.value) == ("year", typed)
    assert "2022..2024" in unclear.value.expected


def test_unlabelled_years_can_be_chosen() -> None:
    """未标注 means the reports whose year could not be told."""
    assert read_years(" 未标注 ") == YearRange(None, None)


# Days


@pytest.mark.parametrize(
    "typed",
    [
        "2025-01-20",
        "2025-1-20",
        "2025.1.20",
        "2025/01/20",
        "2025年1月20日",
        "2025年1月20",
        " 2025 年 1 月 20 日 ",
        "２０２５－０１－２０",
    ],
)
def test_a_day_is_a_range_of_one(typed: str) -> None:
    """However it is written, as reports do or as computers do."""
    assert read_dates(typed) == IssuedIn(date(2025, 1, 20), date(2025, 1, 20))


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2025-01", date(2025, 1, 1), date(2025, 1, 31)),
        ("2025年2月", date(2025, 2, 1), date(2025, 2, 28)),
        ("2024.2", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025/12", date(2025, 12, 1), date(2025, 12, 31)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025年", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-01..2025-03", date(2025, 1, 1), date(2025, 3, 31)),
        ("2025-03..2025-01", date(2025, 1, 1), date(2025, 3, 31)),
        ("2024..2025-03-05", date(2024, 1, 1), date(2025, 3, 5)),
        ("2024年12月至2025年1月20日", date(2024, 12, 1), date(2025, 1, 20)),
        ("2024年到2025年", date(2024, 1, 1), date(2025, 12, 31)),
        ("2025-01-05 ～ 2025-01-20", date(2025, 1, 5), date(2025, 1, 20)),
        ("2025-01-05—2025-01-20", date(2025, 1, 5), date(2025, 1, 20)),
        ("2025..2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-02..", date(2025, 2, 1), date.max),
        ("2025年2月至", date(2025, 2, 1), date.max),
        ("..2025-02", date.min, date(2025, 2, 28)),
        ("至2025", date.min, date(2025, 12, 31)),
    ],
)
def test_months_years_and_stretches_reach_from_their_first_day_to_their_last(
    typed: str, first: date, last: date
) -> None:
    """In either order; an open end reaches as far as there are days."""
    assert read_dates(typed) == IssuedIn(first, last)


def test_unlabelled_days_can_be_chosen() -> None:
    """未标注 means the reports of which the day of issue could not be told."""
    assert read_dates(" 未标注 ") == IssuedIn(None, None)


@pytest.mark.parametrize(
    "typed",
    [
        *("", "..", "至", "昨天", "25-01-20", "2025-13", "2025-00", "2025-02-30", "0000"),
        *("2025-01-00", "20250120", "2025-01-20-05", "2025..2026..2027", "1月20日"),
    ],
)
def test_what_is_no_day_is_said(typed: str) -> None:
    """An unclear day names what was typed and shows what is expected."""
    with pytest.raises(UnclearChoice) as unclear:
        read_dates(typed)
    assert (unclear.value.facet, unclear.value.value) == ("date", typed)
    assert "2025-01-20" in unclear.value.expected


@pytest.mark.property
@given(day=st.dates(), other=st.dates())
def test_a_stretch_from_any_day_to_any_other_is_read(day: date, other: date) -> None:
    """As computers write days, from the first year there is to the last."""
    assert read_dates(f"{day}") == IssuedIn(day, day)
    assert read_dates(f"{day}..{other}") == IssuedIn(min(day, other), max(day, other))
    assert read_dates(f"{day:%m}月".join((f"{day.year:04}年", ""))) == read_dates(f"{day}"[:7])


# Sections and genres


@pytest.mark.parametrize("kind", SectionKind)
def test_a_kind_is_known_by_both_its_names(kind: SectionKind) -> None:
    """English as in addresses, Chinese as on the page."""
    assert read_kind(str(kind)) is read_kind(f" {kind.label} ") is kind
    assert read_kind(str(kind).upper()) is kind


def test_an_unknown_kind_is_answered_with_all_kinds() -> None:
    """The error names every kind in both languages."""
    with pytest.raises(UnclearChoice) as unclear:
        read_kind("成效")
    for kind in SectionKind:
        assert f"{kind}（{kind.label}）" in unclear.value.expected


@pytest.mark.parametrize("genre", Genre)
def test_a_genre_is_known_by_its_name(genre: Genre) -> None:
    """Genres have one name."""
    assert read_genre(f" {genre} ") is genre


def test_an_unknown_genre_is_answered_with_all_genres() -> None:
    """The error names every genre."""
    with pytest.raises(UnclearChoice) as unclear:
        read_genre("报告")
    assert all(genre in unclear.value.expected for genre in Genre)


@pytest.mark.parametrize("level", IssuerLevel)
def test_a_level_is_known_by_either_of_its_names(level: IssuerLevel) -> None:
    """In English or Chinese; 未标注 is the lack of one."""
    for name in (str(level), str(level).upper(), f" {level.label} "):
        assert read_level(name) == LevelChoice(level)
    assert read_level(UNLABELLED) == LevelChoice(None)


def test_an_unknown_level_is_answered_with_all_levels() -> None:
    """The error names every level in both languages."""
    with pytest.raises(UnclearChoice) as unclear:
        read_level("国家")
    for level in IssuerLevel:
        assert f"{level.label}（{level}）" in unclear.value.expected


# Places


@pytest.mark.parametrize("level", LEVELS)
def test_a_place_is_a_name_or_a_code(level: Level) -> None:
    """What was typed is kept, without blanks round it; 未标注 is the lack of a place."""
    assert read_place(level, " 松栎镇 ") == PlaceChoice(level, "松栎镇")
    assert read_place(level, "990121101") == PlaceChoice(level, "990121101")
    assert read_place(level, UNLABELLED) == PlaceChoice(level, None)


# Fields of a query


@pytest.mark.parametrize(
    ("names", "value", "expected"),
    [
        ("镇 乡 乡镇 街道 town", "松栎镇", PlaceChoice("town", "松栎镇")),
        ("县 区 县区 区县 county", "青禾县", PlaceChoice("county", "青禾县")),
        ("市 city", "砚州市", PlaceChoice("city", "砚州市")),
        ("省 province", "岚川省", PlaceChoice("province", "岚川省")),
        ("年 年度 年份 year", "2021..2024", YearRange(2021, 2024)),
        ("章节 章 section", "下年安排", KindChoice(SectionKind.PLANS)),
        ("章节 章 section", "普法 宣传", HeadingSays("普法 宣传", "普法宣传")),
        ("标题 题目 title", "自查", TitleSays("自查", "自查")),
        ("单位 机关 发文机关 issuer", "县政府", IssuerSays("县政府", "县政府")),
        ("文号 发文字号 number", "〔2025〕4号", NumberSays("〔2025〕4号", "(2025)4号")),
        ("日期 成文日期 date", "2025", IssuedIn(date(2025, 1, 1), date(2025, 12, 31))),
        ("文种 genre", "工作总结", GenreChoice(Genre.SUMMARY)),
        ("层级 级别 level", "市级", LevelChoice(IssuerLevel.CITY)),
    ],
)
def test_each_field_reads_its_own_condition(names: str, value: str, expected: Condition) -> None:
    """By any of its names."""
    read = {FIELDS[name] for name in names.split()}
    assert [each(value) for each in read] == [expected]


def test_the_names_of_fields_can_be_typed() -> None:
    """Folded, short, and no name in two languages at once."""
    for name in FIELDS:
        assert name == name.lower()
        assert name.isascii() or all("\u3400" <= char <= "\u9fff" for char in name)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("年", "2022、2024", ["2022", "2024"]),
        ("year", "2022,2024，2025", ["2022", "2024", "2025"]),
        ("镇", "松栎镇、汀兰镇", ["松栎镇", "汀兰镇"]),
        ("文种", "工作总结、工作计划", ["工作总结", "工作计划"]),
        ("层级", "县级、部门", ["县级", "部门"]),
        ("日期", "2024、2025-01", ["2024", "2025-01"]),
        ("章节", "引言、plans", ["引言", "plans"]),
        ("章节", "引言、普法", ["引言、普法"]),
        ("章节", "一、主要举措", ["一、主要举措"]),
        ("标题", "总结、报告", ["总结、报告"]),
        ("发文机关", "县委,县政府", ["县委,县政府"]),
        ("文号", "4号，5号", ["4号，5号"]),
        ("年", "2024", ["2024"]),
    ],
)
def test_values_are_told_apart_where_none_has_a_comma_itself(
    name: str, value: str, expected: list[str]
) -> None:
    """一、主要举措 is one heading, and 总结、报告 may stand in a title."""
    assert several(name, value) == expected
