"""Two people's order of the same things becomes one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.library.briefings.ordering import together

_LETTERS = st.lists(st.sampled_from("abcdefg"), unique=True)


@pytest.mark.property
@given(_LETTERS, _LETTERS)
def test_an_order_that_the_other_left_is_kept(base: list[str], side: list[str]) -> None:
    """What one side did stays to the letter, where the other did nothing."""
    assert together(base, side, base, side) == side
    assert together(base, base, side, side) == side


@pytest.mark.property
@given(_LETTERS, _LETTERS, _LETTERS)
def test_all_stand_there_once(base: list[str], mine: list[str], theirs: list[str]) -> None:
    """Whatever three orders there are."""
    kept = {*mine, *theirs}
    assert sorted(together(base, mine, theirs, kept)) == sorted(kept)
