"""Saved searches are kept as they were saved, and what was removed can be brought back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from threading import Barrier

import pytest

from searchapp.library import LONGEST_NAME, Ledger, SavedSearch
from searchapp.settings import Settings

MOMENT = datetime(2026, 11, 2, 8, 30, 15, 123456, tzinfo=UTC)


def saved(settings: Settings, *names: str) -> list[SavedSearch]:
    """Searches of these names, each for its own name."""
    with Ledger.open(settings) as ledger:
        searches = [ledger.searches.add(name, f"q={name}", MOMENT) for name in names]
        ledger.commit()
    return searches


def listed(settings: Settings) -> list[SavedSearch]:
    with Ledger.open(settings) as ledger:
        return list(ledger.searches.all())


def test_a_search_is_kept_as_it_was_saved(settings: Settings) -> None:
    """Name, address and moments, to the microsecond, in whatever zone the moment was told."""
    before = datetime.now(UTC).replace(microsecond=0)
    with Ledger.open(settings) as ledger:
        in_zone = MOMENT.astimezone(timezone(timedelta(hours=8)))
        ledger.searches.add("茶季𠮷", "q=%E8%8C%B6&year=2023", in_zone)
        ledger.commit()
    (search,) = listed(settings)
    assert (search.name, search.asked) == ("茶季𠮷", "q=%E8%8C%B6&year=2023")
    assert search.known_until == MOMENT
    assert before <= search.at <= datetime.now(UTC)
    with Ledger.open(settings) as ledger:
        assert ledger.searches.of(search.id) == search
        for number in (search.id + 1, 0, -1, -(2**70), 2**31, 2**70):
            assert ledger.searches.of(number) is None


def test_what_was_saved_last_comes_first(settings: Settings) -> None:
    """One looks for it at the top."""
    first, second = saved(settings, "甲", "乙")
    assert listed(settings) == [second, first]


def test_a_search_is_saved_once(settings: Settings) -> None:
    """Whoever saves it again is given the one there is, under the name it has."""
    (first,) = saved(settings, "甲")
    with Ledger.open(settings) as ledger:
        assert ledger.searches.add("另一个名字", "q=甲", MOMENT) == first
        ledger.commit()
    assert listed(settings) == [first]


def test_what_was_removed_can_be_brought_back(settings: Settings) -> None:
    """Under its id, where it stood; also by saving it again, as if for the first time."""
    first, second, third = saved(settings, "甲", "乙", "丙")
    with Ledger.open(settings) as ledger:
        ledger.searches.remove(second.id)
        ledger.commit()
    assert listed(settings) == [third, first]
    with Ledger.open(settings) as ledger:
        assert ledger.searches.of(second.id) == second
        ledger.searches.bring_back(second.id)
        ledger.commit()
    assert listed(settings) == [third, second, first]
    with Ledger.open(settings) as ledger:
        ledger.searches.remove(first.id)
        later = MOMENT + timedelta(days=1)
        again = ledger.searches.add("再来", "q=甲", later)
    assert (again.id, again.name, again.known_until) == (first.id, "再来", later)


def test_what_several_save_at_one_moment_stands_there_once(settings: Settings) -> None:
    """A double click, or two people: all are given the same."""
    Ledger.open(settings).__exit__(None, None, None)
    together = Barrier(8)

    def save(number: int) -> int:
        with Ledger.open(settings) as ledger:
            together.wait(timeout=30)
            search = ledger.searches.add(f"第{number}个", "q=甲", MOMENT)
            ledger.commit()
            return search.id

    with ThreadPoolExecutor(8) as pool:
        given = set(pool.map(save, range(8)))
    assert given == {each.id for each in listed(settings)}
    assert len(given) == 1


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  两行\n的  名字 ", "两行 的 名字"),
        ("名" * 200, "名" * LONGEST_NAME),
        ("a\x00b\x7f\ud800", "ab"),
    ],
)
def test_a_name_is_one_line(settings: Settings, typed: str, kept: str) -> None:
    """When it is saved, and when it is called otherwise."""
    (search,) = saved(settings, "甲")
    with Ledger.open(settings) as ledger:
        ledger.searches.rename(search.id, typed)
        ledger.searches.add(typed, "q=乙", MOMENT)
        ledger.commit()
    assert [each.name for each in listed(settings)] == [kept, kept]
