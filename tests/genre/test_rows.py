"""Every row of the guide's tables has a case, and every case shows a row that there is."""

from collections import Counter

from tests.genre.named import named_cases
from tests.genre.places import TOWNS
from tests.genre.rows import ALL, row_of


def test_every_row_of_the_guide_has_a_case() -> None:
    """Nothing that the guide to the genre describes is left untried."""
    shown = frozenset(row for case in named_cases() for row in case.rows)
    assert shown >= ALL, sorted(ALL - shown)


def test_each_case_has_a_name_of_its_own() -> None:
    """A case that took another's name would hide it."""
    names = Counter(case.name for case in named_cases())
    assert [name for name, times in names.items() if times > 1] == []


def test_a_case_is_named_for_a_row_that_it_shows() -> None:
    """A row that is misspelt would count for none; of towns there are more than rows."""
    known = ALL | {f"§9 {town}" for town in TOWNS}
    for case in named_cases():
        row = row_of(case.name)
        assert (row if row in ALL else row.removesuffix(": bare")) in known & case.rows
