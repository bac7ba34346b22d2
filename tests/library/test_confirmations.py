"""A doubt at which somebody looked is settled, that one and no other, until it is taken back."""

from pathlib import Path

import pytest

from searchapp.errors import ReportNotFound, UnclearChoice
from searchapp.reports import Doubt
from tests.library.homes import SONGLI, Home, new_home

#: Of no year, and without headings.
PLAIN = "松栎镇人民政府关于法治政府建设情况的报告\n全年受理矛盾纠纷12件。\n"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home with one report of which two things are doubted."""
    home = new_home(tmp_path / "home")
    home.write("没有年度.txt", PLAIN)
    home.ingest()
    return home


def doubts(home: Home, report_id: str) -> dict[str, Doubt]:
    """What is doubted of a report, as the index has it."""
    return {doubt.fact: doubt for doubt in home.reports()[report_id].report.doubts}


def test_a_confirmed_doubt_is_gone_and_stays_so(home: Home) -> None:
    """In the index at once, and when everything is read again; the other doubt stays."""
    name = home.only().id
    settled = home.desk.correct(name, {}, "李", [doubts(home, name)["outline"]])
    assert [doubt.fact for doubt in settled.report.doubts] == ["year"]
    for rebuild in (False, True):
        assert doubts(home, name).keys() == {"year"}
        home.ingest(rebuild=rebuild)
    (confirmed,) = home.desk.confirmations(name)
    assert (confirmed.fact, confirmed.who, confirmed.holds) == ("outline", "李", True)
    assert home.desk.corrections(name) == []
    assert home.findings() == []


def test_a_confirmed_fact_is_a_correction_to_what_it_is(home: Home) -> None:
    """Whoever says that the year cannot be told has decided it: there is nothing to confirm."""
    name = home.only().id
    home.desk.correct(name, {}, "李", [doubts(home, name)["year"]])
    assert doubts(home, name).keys() == {"outline"}
    (correction,) = home.desk.corrections(name)
    assert (correction.fact, correction.value) == ("year", None)
    assert home.desk.confirmations(name) == []


def test_a_doubt_that_nobody_has_seen_is_not_settled_by_another(home: Home) -> None:
    """Not by one about the same in other words, nor by one that is no longer there."""
    name = home.only().id
    home.desk.correct(name, {}, "李", [Doubt("outline", "别的原因"), Doubt("twin", "不再有了")])
    assert doubts(home, name).keys() == {"year", "outline"}
    assert home.desk.confirmations(name) == []


def test_of_two_reports_of_a_year_each_third_one_is_doubted_anew(tmp_path: Path) -> None:
    """What was confirmed is that these two are both to stay, on the report where it was seen."""
    home = new_home(tmp_path / "home")
    home.write("甲.txt", SONGLI)
    home.write("乙.txt", SONGLI.replace("茶季", "汛期"))
    home.ingest()
    first, second = home.reports()
    home.desk.correct(first, {}, "李", home.reports()[first].report.doubts)
    assert (len(doubts(home, first)), len(doubts(home, second))) == (0, 1)
    home.write("丙.txt", SONGLI.replace("茶季", "雨季"))
    home.ingest()
    assert "丙.txt" in doubts(home, first)["twin"].why
    assert len(home.reports()[first].report.doubts) == 1
    assert len(home.reports()[second].report.doubts) == 2
    assert home.findings() == []


def test_a_confirmation_is_taken_back_once(home: Home) -> None:
    """The doubt is there again, and the record says who took it back."""
    name = home.only().id
    home.desk.correct(name, {}, "李", [doubts(home, name)["outline"]])
    (confirmed,) = home.desk.confirmations(name)
    home.desk.doubt_again(name, confirmed.id, "王")
    assert doubts(home, name).keys() == {"year", "outline"}
    (record,) = home.desk.confirmations(name)
    assert (record.who, record.taken_back_by, record.holds) == ("李", "王", False)
    with pytest.raises(UnclearChoice):
        home.desk.doubt_again(name, confirmed.id, "王")
    home.desk.correct(name, {}, "赵", [doubts(home, name)["outline"]])
    assert [each.who for each in home.desk.confirmations(name)] == ["赵", "李"]


def test_of_what_is_not_there_nothing_is_confirmed_or_taken_back(home: Home) -> None:
    """A report, or a confirmation of another report."""
    name = home.only().id
    with pytest.raises(ReportNotFound):
        home.desk.correct("0000000000", {}, "李", [Doubt("outline", "x")])
    with pytest.raises(ReportNotFound):
        home.desk.doubt_again("0000000000", 1, "李")
    with pytest.raises(UnclearChoice):
        home.desk.doubt_again(name, 1, "李")
