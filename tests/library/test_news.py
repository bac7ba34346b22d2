"""Whoever remembers up to when all could be found misses nothing that comes later."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from searchapp.library import LONG_AGO, Ledger, arrived_after, known_until
from searchapp.library.tables import EditionRow
from searchapp.settings import Settings
from tests.library.homes import SONGLI, SONGLI_REVISED, TINGLAN, Home


def until(home: Home) -> datetime:
    with home.ledger() as ledger:
        return known_until(ledger, home.engine)


def after(home: Home, moment: datetime) -> set[str]:
    """The titles' first characters of what came after a moment."""
    with home.ledger() as ledger:
        names = arrived_after(ledger.editions.arrivals(), moment)
    reports = home.reports()
    return {str(reports[name].report.title)[0] for name in names if name in reports}


def test_what_comes_later_is_told_once(home: Home) -> None:
    """A new report and a new version; also where all of it happens within a second."""
    assert until(home) == LONG_AGO
    home.write("甲.txt", SONGLI)
    home.ingest()
    first = until(home)
    assert (after(home, LONG_AGO), after(home, first)) == ({"松"}, set())
    home.write("乙.txt", TINGLAN)
    home.ingest()
    assert after(home, first) == {"汀"}
    second = until(home)
    home.write("甲.txt", SONGLI_REVISED)
    home.ingest()
    assert (after(home, first), after(home, second)) == ({"松", "汀"}, {"松"})
    assert after(home, until(home)) == set()


def test_what_is_corrected_or_taken_in_again_is_not_news(home: Home) -> None:
    """The same text does not come twice."""
    home.write("甲.txt", SONGLI)
    home.ingest()
    seen = until(home)
    home.desk.correct(home.only().id, {"year": "2023"}, "李")
    home.ingest()
    home.ingest(rebuild=True)
    assert (until(home), after(home, seen)) == (seen, set())


def test_what_is_gone_does_not_hold_the_others_back(home: Home) -> None:
    """A report that no file holds is not waited for."""
    home.write("甲.txt", SONGLI)
    home.write("乙.txt", TINGLAN)
    home.ingest()
    (home.settings.corpus / "甲.txt").unlink()
    home.prune()
    assert after(home, until(home)) == set()


def test_what_the_index_does_not_know_yet_is_still_to_come(home: Home) -> None:
    """Somebody looks while files are taken in: what is on its way was not seen."""
    home.write("甲.txt", SONGLI)
    home.write("乙.txt", TINGLAN)
    home.ingest()
    with home.ledger() as ledger:
        arrivals = ledger.editions.arrivals()
        first, second = sorted(arrivals, key=lambda name: arrivals[name])
        with home.engine.writer() as writer:
            writer.drop(second)
        seen = known_until(ledger, home.engine)
        assert arrivals[first] <= seen < arrivals[second]
        with home.engine.writer() as writer:
            writer.drop(first)
        assert arrived_after(arrivals, known_until(ledger, home.engine)) == {first, second}


def test_no_version_comes_before_one_that_is_known(settings: Settings) -> None:
    """Where the clock was put back, one comes just after the last; else at its time."""
    with Ledger.open(settings) as ledger:
        for name in ("甲", "乙", "丙"):
            ledger.names.give(name, name)
        ledger.editions.begin("甲", 1, "a.txt")
        ledger.editions.begin("乙", 1, "b.txt")
        came = ledger.editions.arrivals()
        assert came["甲"] < came["乙"] <= datetime.now(UTC)
        tomorrow = datetime.now(UTC) + timedelta(days=1)
        row = update(EditionRow).where(EditionRow.report_id == "乙")
        ledger._session.execute(row.values(since=tomorrow.replace(tzinfo=None)))
        ledger.editions.begin("丙", 1, "c.txt")
        assert ledger.editions.arrivals()["丙"] - tomorrow == timedelta(microseconds=1)
