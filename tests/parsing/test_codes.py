"""Codes that are retired lead to what has taken their place."""

from importlib.resources import files

import pytest

from searchapp.parsing import Gazetteer
from searchapp.parsing.codes import codes_now, former_names

TABLE = files("searchapp.parsing").joinpath("retired.tsv").read_text("utf-8").splitlines()


@pytest.mark.parametrize(
    ("code", "now"),
    [
        ("500224", ("500151",)),
        ("500234", ("500154",)),
        ("110103", ("110101",)),
        ("130421", ("130402", "130403")),
        ("500230", ("500230",)),
        ("990121", ("990121",)),
    ],
)
def test_a_retired_code_leads_to_those_of_today(code: str, now: tuple[str, ...]) -> None:
    """铜梁, 开州 and others still print old codes; a county may have been divided."""
    assert tuple(codes_now(code)) == now


def test_every_successor_is_a_division_of_today(gazetteer: Gazetteer) -> None:
    """No row leads to a code that nobody has."""
    for line in TABLE:
        code, name, after = line.split("\t")
        assert name
        for each in after.split():
            place = gazetteer.coded(each)
            assert place is not None, line
            assert place.code == each
            assert each[:2] == code[:2]


def test_no_retired_code_is_given_out_today(gazetteer: Gazetteer) -> None:
    """A code of today stands in the table only with a former name of the same division."""
    towns = {place.code[:6] for place in gazetteer.towns_under("")}
    for line in TABLE:
        code, _, after = line.split("\t")
        assert code not in towns or after == code


@pytest.mark.parametrize(
    ("code", "name"),
    [("500151", "铜梁县"), ("500110", "万盛区"), ("420600", "襄樊市"), ("110101", "崇文区")],
)
def test_a_division_is_known_by_the_names_it_had(code: str, name: str) -> None:
    """An older report has the name that was valid in its year."""
    assert name in former_names()[code]


def test_a_former_name_places_a_town_of_today(gazetteer: Gazetteer) -> None:
    """铜梁县 is 铜梁区 today."""
    assert [place.short for place in gazetteer.divisions_called("铜梁县")] == ["铜梁区"]
    # A name that a county bears today is that county's.
    assert [place.code for place in gazetteer.divisions_called("铜仁市")] == ["520600"]
