"""A place and its codes."""

import pytest

from searchapp.reports import LEVELS, Level, Place
from tests.strategies import PLACES

SONGLI = Place("990121101", "松栎镇", "青禾县", "砚州市", "岚川省")
UNDER_MUNICIPALITY = Place("980121201", "鹤沼瑶族乡", "青禾县", None, "云汀市")
COUNTY = Place("990121", None, "青禾县", "砚州市", "岚川省")


@pytest.mark.parametrize(
    ("level", "code"),
    [("town", "990121101"), ("county", "990121"), ("city", "990100"), ("province", "990000")],
)
def test_each_level_has_the_code_of_its_division(level: Level, code: str) -> None:
    """A town has nine digits, a larger place six, the missing ones zeros."""
    assert SONGLI.code_of(level) == code


@pytest.mark.parametrize("place", [place for place in PLACES if place], ids=lambda p: p.label)
@pytest.mark.parametrize("level", LEVELS)
def test_a_level_without_a_name_has_no_code(place: Place, level: Level) -> None:
    """Name and code of a level are both there or both missing."""
    assert (place.name(level) is None) == (place.code_of(level) is None)


def test_a_label_leaves_out_levels_that_do_not_exist() -> None:
    """Names are read largest first, and nothing stands for a level that is not there."""
    assert SONGLI.label == "岚川省砚州市青禾县松栎镇"
    assert UNDER_MUNICIPALITY.label == "云汀市青禾县鹤沼瑶族乡"
    assert COUNTY.label == "岚川省砚州市青禾县"


def test_the_short_name_is_that_of_the_smallest_level() -> None:
    """A town is called by its own name, a county by the county's."""
    assert (SONGLI.short, COUNTY.short) == ("松栎镇", "青禾县")
