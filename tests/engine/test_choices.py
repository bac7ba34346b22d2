"""Filters as people write them."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.engine import (
    PlaceChoice,
    YearRange,
    read_genre,
    read_kind,
    read_place,
    read_years,
)
from searchapp.errors import UnclearChoice
from searchapp.reports import LEVELS, UNLABELLED, Genre, Level, SectionKind

anything = st.text(st.characters(exclude_categories=())) | st.text("0123456789.年-—～ ２０")


@pytest.mark.parametrize(
    "typed",
    [
        "2022..2024",
        "2022-2024",
        "2022—2024年",
        " 2022 ～ 2024 ",
        "2024..2022",
        "２０２２…２０２４",
    ],
)
def test_years_are_a_range_in_either_order(typed: str) -> None:
    """Both ends are included, however the range is written."""
    assert read_years(typed) == YearRange(2022, 2024)


@pytest.mark.parametrize("typed", ["2024", "2024年", " 2024 ", "２０２４", "2024..2024"])
def test_one_year_is_a_range_of_one(typed: str) -> None:
    """A year alone means that year."""
    assert read_years(typed) == YearRange(2024, 2024)


@pytest.mark.parametrize(
    "typed",
    ["", "年", "24", "20240", "2024..", "..2024", "2022..2023..2024", "去年", "2024x", "None"],
)
def test_what_is_no_year_is_said(typed: str) -> None:
    """An unclear year names what was typed and what is expected."""
    with pytest.raises(UnclearChoice) as unclear:
        read_years(typed)
    assert (unclear.value.facet, unclear.value.value) == ("year", typed)
    assert "2022..2024" in unclear.value.expected


@pytest.mark.property
@given(typed=anything)
def test_any_text_is_read_or_unclear(typed: str) -> None:
    """Whatever stands in an address, no other error comes of it."""
    for read in (read_years, read_kind, read_genre):
        with suppress(UnclearChoice):
            assert read(typed)


@pytest.mark.parametrize("kind", SectionKind)
def test_a_kind_is_known_by_both_its_names(kind: SectionKind) -> None:
    """English as in addresses, Chinese as on the page."""
    assert read_kind(str(kind)) is read_kind(f" {kind.label} ") is kind


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


@pytest.mark.parametrize("level", LEVELS)
def test_a_place_is_a_name_or_a_code(level: Level) -> None:
    """What was typed is kept, without blanks round it; 未标注 is the lack of a place."""
    assert read_place(level, " 松栎镇 ") == PlaceChoice(level, "松栎镇")
    assert read_place(level, "990121101") == PlaceChoice(level, "990121101")
    assert read_place(level, UNLABELLED) == PlaceChoice(level, None)


def test_unlabelled_years_can_be_chosen() -> None:
    """未标注 means the reports whose year could not be told."""
    assert read_years(" 未标注 ") == YearRange(None, None)
