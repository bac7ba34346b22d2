"""Versions of a report: each stays readable as it was, and says since when and from where."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from searchapp.library import Ledger, Outcome
from searchapp.library.tables import EditionRow
from searchapp.reports import Report
from searchapp.settings import Settings
from tests.library.homes import SONGLI, SONGLI_PAGE, TINGLAN, Home, new_home
from tests.library.test_migrations import move_to


@pytest.fixture
def plain_home(tmp_path: Path) -> Home:
    """A home of a name that any URL takes."""
    return new_home(tmp_path / "home")


def version_with(cases: int) -> str:
    """The report as it was with that number."""
    return SONGLI.replace("131件", f"{cases}件")


def edition(home: Home, report_id: str, version: int) -> Report | None:
    with home.ledger() as ledger:
        return ledger.edition(report_id, version)


def versions(home: Home, report_id: str) -> list[tuple[int, str]]:
    """Version and file, the newest first."""
    with home.ledger() as ledger:
        return [(each.version, each.file) for each in ledger.editions.of(report_id)]


def test_each_version_is_what_the_index_had_when_it_was_the_newest(home: Home) -> None:
    """Passages and facts, corrected or not, of the first version, the last and those between."""
    before = datetime.now(UTC) - timedelta(seconds=1)
    seen: dict[int, Report] = {}
    for version, cases in enumerate((131, 140, 152, 160), start=1):
        text = version_with(cases)
        home.write("a.txt", text if version < 3 else text.replace("2024年度", "2023年度"))
        home.ingest()
        filed = home.only()
        assert filed.version == version
        if version == 2:
            home.desk.correct(filed.id, {"title": "改过的标题"}, "李")
        seen[version] = home.only().report
    name = home.only().id
    assert {version: edition(home, name, version) for version in seen} == seen
    assert [seen[version].year for version in seen] == [2024, 2024, 2023, 2023]
    assert seen[1].title != seen[2].title == "改过的标题"
    assert versions(home, name) == [(version, "a.txt") for version in (4, 3, 2, 1)]
    with home.ledger() as ledger:
        times = [each.since for each in ledger.editions.of(name)]
    assert times == sorted(times, reverse=True)
    assert before <= times[-1] <= times[0] <= datetime.now(UTC)
    assert home.findings() == []


def test_a_text_that_comes_back_is_a_version_of_its_own(home: Home) -> None:
    """The first and the third are alike, and the second is still to be read between them."""
    for cases in (131, 140, 131):
        home.write("a.txt", version_with(cases))
        home.ingest()
    name = home.only().id
    first, second, third = (edition(home, name, version) for version in (1, 2, 3))
    assert first == third == home.only().report
    assert second is not None
    assert "140件" in second.passages[2].text
    assert [version for version, _ in versions(home, name)] == [3, 2, 1]


def test_a_format_more_is_no_version_more(home: Home) -> None:
    """The text is what has versions; an earlier one keeps what both its files said."""
    home.write("a.txt", SONGLI)
    home.ingest()
    home.write("b.html", SONGLI_PAGE)
    home.ingest()
    both = home.only()
    assert (both.version, versions(home, both.id)) == (1, [(1, "a.txt")])
    home.write("a.txt", version_with(140))
    home.write("b.html", SONGLI_PAGE.replace("131件", "140件"))
    home.ingest()
    assert (home.only().id, home.only().version) == (both.id, 2)
    assert edition(home, both.id, 1) == both.report
    assert both.report.doc_number == "松府发〔2025〕6号"
    assert home.findings() == []


def test_a_change_of_dress_or_a_reading_more_is_no_version(home: Home) -> None:
    """A rebuild, a new date, more blanks: nobody is told that the text has changed."""
    home.write("a.txt", SONGLI)
    home.ingest()
    home.ingest(rebuild=True)
    home.write("a.txt", SONGLI.replace("\n", "\n\n　　"))
    assert home.outcomes() == {"a.txt": Outcome.UPDATED}
    assert versions(home, home.only().id) == [(1, "a.txt")]


@pytest.mark.parametrize("version", [0, -1, 3, 10**6])
def test_of_a_version_that_never_was_nothing_is_made_up(home: Home, version: int) -> None:
    """Nor of a report that never was."""
    for cases in (131, 140):
        home.write("a.txt", version_with(cases))
        home.ingest()
    assert edition(home, home.only().id, version) is None
    assert edition(home, "NEVER00000", 1) is None
    assert versions(home, "NEVER00000") == []


def test_another_report_in_the_place_of_one_has_versions_of_its_own(home: Home) -> None:
    """What stood in the file before is no earlier version of what stands there now."""
    home.write("a.txt", SONGLI)
    (first,) = home.ingest()
    home.write("a.txt", TINGLAN)
    (second,) = home.ingest()
    assert versions(home, str(second.report_id)) == [(1, "a.txt")]
    assert versions(home, str(first.report_id)) == [(1, "a.txt")]
    kept = edition(home, str(first.report_id), 1)
    assert kept == home.reports()[str(first.report_id)].report


def test_earlier_versions_outlast_the_file(home: Home) -> None:
    """Pruned, the newest is gone with its file; those before it stay, and all come back."""
    home.write("b.txt", TINGLAN)
    for cases in (131, 140):
        home.write("a.txt", version_with(cases))
        home.ingest()
    newest = next(filed for filed in home.reports().values() if filed.version == 2)
    (home.settings.corpus / "a.txt").unlink()
    home.prune()
    assert edition(home, newest.id, 2) is None
    old = edition(home, newest.id, 1)
    assert old is not None
    assert "131件" in old.passages[2].text
    home.write("a.txt", version_with(140))
    home.ingest()
    assert edition(home, newest.id, 2) == newest.report
    assert [version for version, _ in versions(home, newest.id)] == [2, 1]


def test_a_library_of_the_first_release_has_versions_from_now_on(plain_home: Home) -> None:
    """It knew how many there were, and not what they said: that is not made up."""
    home = plain_home
    for cases in (131, 140):
        home.write("a.txt", version_with(cases))
        home.ingest()
    name, second = home.only().id, home.only().report
    move_to(home.settings, "0001")
    home.ingest()
    assert versions(home, name) == [(2, "a.txt")]
    assert (edition(home, name, 2), edition(home, name, 1)) == (second, None)
    home.write("a.txt", version_with(152))
    home.ingest()
    assert (home.only().version, versions(home, name)) == (3, [(3, "a.txt"), (2, "a.txt")])
    assert edition(home, name, 2) == second
    assert edition(home, name, 1) is None
    assert home.findings() == []


def test_what_the_first_release_had_not_read_again_is_not_made_up(plain_home: Home) -> None:
    """The file changed before its text was kept: the version is known, its text is not."""
    home = plain_home
    home.write("a.txt", version_with(131))
    home.ingest()
    name = home.only().id
    move_to(home.settings, "0001")
    home.write("a.txt", version_with(140))
    home.ingest()
    assert versions(home, name) == [(2, "a.txt"), (1, "a.txt")]
    assert edition(home, name, 1) is None
    assert edition(home, name, 2) == home.only().report


def test_a_report_arrived_when_its_newest_version_did(settings: Settings) -> None:
    """Of all reports at once, also where the clock went back between two versions."""
    days = [datetime(2025, 3, day, 8, 30, tzinfo=UTC) for day in (9, 2, 5)]
    with Ledger.open(settings) as ledger:
        for name, versions_of in (("甲", days[:2]), ("乙", days[2:])):
            ledger.names.give(name, name)
            for version, since in enumerate(versions_of, start=1):
                ledger.editions.begin(name, version, "a.txt")
                _dated(ledger, name, version, since)
        assert ledger.editions.arrivals() == {"甲": days[1], "乙": days[2]}
        each = {name: ledger.editions.of(name)[0].since for name in ("甲", "乙")}
        assert ledger.editions.arrivals() == each


def test_an_empty_library_has_no_arrivals(settings: Settings) -> None:
    """Nothing has come, and nothing is made up."""
    with Ledger.open(settings) as ledger:
        assert ledger.editions.arrivals() == {}


def _dated(ledger: Ledger, name: str, version: int, since: datetime) -> None:
    """Let a version have come then."""
    row = EditionRow
    where = (row.report_id == name, row.version == version)
    ledger._session.execute(update(row).where(*where).values(since=since.replace(tzinfo=None)))
