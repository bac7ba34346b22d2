"""Saved as one types, a briefing has thousands of states: most may go, some never."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.library.briefings import Revision
from searchapp.library.briefings.thinning import outlived

NOW = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)


def revision(number: int, hours: float, name: str = "") -> Revision:
    """A state of so many hours ago."""
    return Revision(number, NOW - timedelta(hours=hours), "", name)


@st.composite
def histories(draw: st.DrawFn) -> list[Revision]:
    """The revisions of a briefing in which somebody writes now and then."""
    minutes = draw(st.lists(st.integers(0, 60 * 30), max_size=12))
    named = draw(st.sets(st.integers(1, 12)))
    ago = sorted((60 * 20 + each for each in minutes), reverse=True)
    return [
        revision(number, minute / 60, "送审稿" if number in named else "")
        for number, minute in enumerate(ago, 1)
    ]


@pytest.mark.property
@given(histories())
def test_what_must_stay_stays(history: list[Revision]) -> None:
    """The first, the newest, those with a name, of each hour the last, of a day all."""
    gone = set(outlived(history, NOW))
    stays = {each.number for each in (*history[:1], *history[-1:])}
    stays |= {each.number for each in history if each.name or NOW - each.at <= timedelta(days=1)}
    lasts = {each.at.strftime("%d %H"): each.number for each in history}
    assert not gone & (stays | set(lasts.values()))
    assert gone | stays | set(lasts.values()) == {each.number for each in history}


@pytest.mark.property
@given(histories())
def test_what_was_thinned_is_not_thinned_further(history: list[Revision]) -> None:
    """However often somebody looks."""
    gone = set(outlived(history, NOW))
    assert not [*outlived([each for each in history if each.number not in gone], NOW)]


def test_of_an_old_hour_the_last_state_stays() -> None:
    """Beside the very first one."""
    history = [revision(1, 50), revision(2, 49.9), revision(3, 49.8), revision(4, 49.7)]
    assert [*outlived([*history, revision(5, 1), revision(6, 0.9)], NOW)] == [2, 3]
