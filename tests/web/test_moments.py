"""A moment in an address is exact, and a day can be typed."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.errors import UnclearChoice
from searchapp.web.moments import read_moment, written_moment


@pytest.mark.property
@given(st.datetimes(datetime(1970, 1, 1), datetime(8999, 12, 31), timezones=st.just(UTC)))  # noqa: DTZ001
def test_a_moment_is_read_as_it_was_written(moment: datetime) -> None:
    """To the microsecond, on whatever machine."""
    assert read_moment(written_moment(moment)) == moment


def test_a_day_begins_where_the_machine_is() -> None:
    """What has no zone is by the clock on the wall."""
    day = read_moment(" 2026-11-01 ")
    assert day == datetime(2026, 11, 1).astimezone()
    assert read_moment("2026-11-02T00:00") - day == timedelta(days=1)


@pytest.mark.parametrize(
    ("typed", "year"),
    [("0001-01-01T00:00+14:00", 1970), ("9999-12-31T23:59-14:00", 9000), ("1066-10-14", 1970)],
)
def test_what_no_clock_can_show_is_as_far_as_there_is(typed: str, year: int) -> None:
    """A page can tell of it in every zone."""
    moment = read_moment(typed)
    assert moment == datetime(year, 1, 1, tzinfo=UTC)
    assert read_moment(written_moment(moment)) == moment
    for hours in (-14, 14):
        assert moment.astimezone(timezone(timedelta(hours=hours)))


@pytest.mark.parametrize(
    "typed",
    ["", "昨天", "2026-13-01", "9" * 99, "2026-11-01T99:00"],
)
def test_what_is_no_moment_is_refused(typed: str) -> None:
    """With what was expected."""
    with pytest.raises(UnclearChoice, match="2026-11-01"):
        read_moment(typed)
