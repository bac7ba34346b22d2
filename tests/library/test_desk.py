"""Where a person puts right what was understood: at once, for good, and to be undone."""

import shutil
from pathlib import Path

import pytest

from searchapp.engine import Asked, verify
from searchapp.errors import (
    BadPlaces,
    IndexUnavailable,
    LibraryUnavailable,
    ReportNotFound,
    UnclearChoice,
)
from searchapp.library import Fact, Outcome
from searchapp.library.desk import read_fact
from searchapp.library.intake import locked
from searchapp.parsing import Gazetteer
from searchapp.query import PlaceChoice, YearRange, parse_query
from searchapp.reports import Genre, Origin
from tests.library.homes import PLACES, TINGLAN, Home, new_home

EVERYTHING = parse_query("").query
#: A report that names no year and a town that is in no table.
UNSURE = """\
无此镇法治政府建设情况的报告
一、主要举措和成效
集镇设调解室一间，化解纠纷17件。
"""


@pytest.fixture(scope="module")
def taken_in(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with a report of which little could be told, and a plain one."""
    home = new_home(tmp_path_factory.mktemp("taken in") / "home")
    home.write("a.txt", UNSURE)
    home.write("b.txt", TINGLAN)
    home.ingest()
    return home


@pytest.fixture
def full(taken_in: Home, tmp_path: Path) -> Home:
    """Such a home of one's own."""
    return Home(shutil.copytree(taken_in.path, tmp_path / "home"))


def unsure(home: Home) -> str:
    """The id of the report of a.txt."""
    return next(each.id for each in home.engine.facts() if each.sources[0].path == "a.txt")


def counted(home: Home, asked: Asked) -> int:
    return home.engine.find(asked).total.passages


def refused(fact: Fact, typed: str, gazetteer: Gazetteer) -> UnclearChoice:
    with pytest.raises(UnclearChoice) as raised:
        read_fact(fact, typed, lambda: gazetteer)
    assert raised.value.facet == fact
    return raised.value


class TestReading:
    """``read_fact``: what a person means by what they typed."""

    @pytest.mark.parametrize(
        ("fact", "typed", "value"),
        [
            ("year", "2024", 2024),
            ("year", " ２０２４年度 ", 2024),
            ("year", "2019年", 2019),
            ("year", "未标注", None),
            ("title", "　松栎镇 2024年 报告\n", "松栎镇 2024年 报告"),
            ("title", "未标注", None),
            ("genre", "工作总结", Genre.SUMMARY),
            ("genre", " 政府工作報告 ", Genre.GOVERNMENT_WORK),
            ("genre", "未标注", Genre.OTHER),
            ("place", "未标注", None),
        ],
    )
    def test_a_value_is_read_in_any_width_and_script(
        self, gazetteer: Gazetteer, fact: Fact, typed: str, value: object
    ) -> None:
        """Typed as an input method gives it, with blanks, or in traditional characters."""
        assert read_fact(fact, typed, lambda: gazetteer) == value

    @pytest.mark.parametrize(
        "typed",
        [
            "松栎镇",
            "青禾县松栎镇",
            "岚川省砚州市青禾县松栎镇",
            "青禾松櫟鎮",
            "990121101",
            "９９０１２１１０１",
            " 990121101 ",
        ],
    )
    def test_a_town_is_named_with_or_without_what_it_lies_in_or_by_its_code(
        self, gazetteer: Gazetteer, typed: str
    ) -> None:
        """However it is called, it is the place of the table, with all its names."""
        place = read_fact("place", typed, lambda: gazetteer)
        assert (place.code, place.county) == ("990121101", "青禾县")

    @pytest.mark.parametrize("typed", ["青禾县", "990121", "砚州市青禾县"])
    def test_a_county_is_a_place_too(self, gazetteer: Gazetteer, typed: str) -> None:
        """A county reports as well."""
        place = read_fact("place", typed, lambda: gazetteer)
        assert (place.code, place.town) == ("990121", None)

    @pytest.mark.parametrize(
        ("fact", "typed"),
        [
            ("year", ""),
            ("year", "24"),
            ("year", "1899"),
            ("year", "2024.5"),
            ("year", "二四年"),
            ("year", "2023-2024"),
            ("title", " 　"),
            ("genre", "报告"),
            ("place", ""),
            ("place", "无此镇"),
            ("place", "990199999"),
            ("place", "望岫县松栎镇"),
            ("place", "12345678901234567890"),
        ],
    )
    def test_what_makes_no_sense_is_refused_with_what_would(
        self, gazetteer: Gazetteer, fact: Fact, typed: str
    ) -> None:
        """In Chinese, and nothing is guessed."""
        error = refused(fact, typed, gazetteer)
        assert "\u4e00" <= error.expected[0] <= "\u9fff"

    def test_a_name_that_many_places_have_is_refused_with_those_that_have_it(
        self, gazetteer: Gazetteer
    ) -> None:
        """Each that is told can be typed as it is told, by name or by code, and is that place."""
        error = refused("place", "城关镇", gazetteer)
        count = len(gazetteer.called("城关镇"))
        assert f"叫这个名字的有 {count} 处" in error.expected
        assert error.expected.endswith("等")
        told = error.expected.partition("：")[2].removesuffix("等").split("、")
        assert len(told) == 8 < count
        for candidate in (told[0], told[-1]):
            name, _, code = candidate.removesuffix("）").partition("（")
            assert read_fact("place", name, lambda: gazetteer).code == code
            assert read_fact("place", code, lambda: gazetteer).label == name


class TestCorrecting:
    """``Desk.correct``."""

    def test_index_facets_and_filters_follow_at_once(self, full: Home) -> None:
        """Who corrected and then searches finds the report where it belongs, and only there."""
        name = unsure(full)
        given: dict[Fact, str] = {"year": "２０２４", "place": "松栎镇", "genre": "工作总结"}
        before = full.reports()[name].report
        assert {doubt.fact for doubt in before.doubts} >= {"year", "place"}
        filed = full.desk.correct(name, given | {"title": "松栎镇总结"}, "李")
        assert filed == full.reports()[name]
        report = filed.report
        assert (report.title, report.year, report.genre) == ("松栎镇总结", 2024, Genre.SUMMARY)
        assert not {doubt.fact for doubt in report.doubts} & {"year", "place", "title", "genre"}
        corrections = {fact for fact, o in report.origins.items() if o is Origin.CORRECTION}
        assert corrections >= {"title", "year", "place", "genre"}
        size = len(report.passages)
        for asked in (
            Asked(EVERYTHING, years=(YearRange(2024, 2024),)),
            Asked(EVERYTHING, places=(PlaceChoice("town", "松栎镇"),)),
            Asked(
                EVERYTHING,
                places=(PlaceChoice("county", "990121"),),
                years=(YearRange(2024, 2024),),
            ),
            Asked(EVERYTHING, genres=(Genre.SUMMARY,)),
        ):
            assert counted(full, asked) == size
            assert verify(full.engine, asked).agrees
        facets = full.engine.find(Asked(EVERYTHING)).facets
        assert {(each.value, each.reports) for each in facets["year"]} == {(2023, 1), (2024, 1)}
        assert None not in {each.value for each in facets["town"]}
        assert full.findings() == []

    def test_what_cannot_be_told_is_said_to_be_unlabelled(self, full: Home) -> None:
        """A wrong year is worse than none: 未标注 is a value like others."""
        plain = next(name for name in full.reports() if name != unsure(full))
        full.desk.correct(plain, {"year": "未标注", "place": "未标注", "title": "未标注"}, "李")
        report = full.reports()[plain].report
        assert (report.year, report.place, report.title) == (None, None, None)
        assert counted(full, Asked(EVERYTHING, years=(YearRange(2023, 2023),))) == 0
        assert counted(full, Asked(EVERYTHING, places=(PlaceChoice("county", None),))) > 3
        assert full.reports()[plain].name == "b.txt"
        assert full.findings() == []

    def test_one_bad_value_keeps_out_all_that_were_given_with_it(self, full: Home) -> None:
        """Half of what a person meant is not what they meant."""
        before = full.reports()
        with pytest.raises(UnclearChoice):
            full.desk.correct(unsure(full), {"year": "2024", "place": "无此镇"}, "李")
        assert full.desk.corrections(unsure(full)) == []
        assert full.reports() == before

    @pytest.mark.parametrize("name", ["NEVER00000", "", "'; --"])
    def test_a_report_that_is_not_there_is_not_corrected(self, full: Home, name: str) -> None:
        """A slip in an id is told."""
        with pytest.raises(ReportNotFound):
            full.desk.correct(name, {"year": "2024"}, "李")
        with pytest.raises(ReportNotFound):
            full.desk.take_back(name, 1, "李")
        with pytest.raises(ReportNotFound):
            full.desk.report(name)
        assert full.desk.corrections(name) == []

    def test_what_the_home_lacks_is_told(self, full: Home) -> None:
        """A broken table of places, a library of another program: nothing is kept."""
        name = unsure(full)
        full.write("places.tsv", "code\ttown\n12\t松栎镇\n")
        with pytest.raises(BadPlaces):
            full.desk.correct(name, {"place": "松栎镇"}, "李")
        full.settings.library.write_text("会议记录" * 500, "utf-8")
        with pytest.raises(LibraryUnavailable):
            full.desk.corrections(name)


class TestLasting:
    """What survives what."""

    def test_a_correction_survives_whatever_is_done_to_file_and_index(self, full: Home) -> None:
        """Taken in again, changed, rebuilt, the index deleted, the places changed: it holds."""
        name = unsure(full)
        full.desk.correct(name, {"year": "2024", "place": "荻浦镇"}, "李")

        def assert_holds(version: int) -> None:
            filed = full.reports()[name]
            assert filed.report.place is not None
            assert (filed.report.year, filed.report.place.town) == (2024, "荻浦镇")
            assert filed.version == version
            assert full.findings() == []

        assert set(full.outcomes().values()) == {Outcome.UNCHANGED}
        assert_holds(1)
        shutil.rmtree(full.settings.index)
        full.ingest()
        assert_holds(1)
        full.write("a.txt", UNSURE.replace("17件", "18件"))
        assert full.outcomes()["a.txt"] is Outcome.UPDATED
        assert_holds(2)
        full.ingest(rebuild=True)
        assert_holds(2)
        full.write("places.tsv", PLACES + "990121103\t无此镇\t青禾县\t砚州市\t岚川省\n")
        full.ingest()
        assert_holds(2)
        (correction,) = (each for each in full.desk.corrections(name) if each.fact == "place")
        taken = full.desk.take_back(name, correction.id, "王").report.place
        assert taken is not None
        assert taken.town == "无此镇"
        assert full.findings() == []

    def test_a_file_of_the_same_text_that_comes_later_does_not_undo_it(self, full: Home) -> None:
        """A page that says another year joins the report, under the year that a person gave."""
        name = unsure(full)
        full.desk.correct(name, {"year": "2022"}, "李")
        page = "".join(f"<p>{line}</p>" for line in UNSURE.splitlines())
        head = '<meta charset="utf-8"><meta name="PubDate" content="2025-01-20">'
        full.write("c.html", f"<html><head>{head}</head><body>{page}</body></html>")
        full.ingest()
        filed = full.reports()[name]
        assert (len(filed.sources), filed.report.year) == (2, 2022)
        assert full.findings() == []

    def test_taken_back_what_was_read_counts_again(self, full: Home) -> None:
        """With its doubt; and no second time."""
        name = unsure(full)
        before = full.reports()
        full.desk.correct(name, {"year": "2022", "title": "别的标题"}, "李")
        title, year = sorted(full.desk.corrections(name), key=lambda each: each.fact)
        full.desk.take_back(name, year.id, "王")
        assert (full.reports()[name].report.year, full.reports()[name].report.title) == (
            None,
            "别的标题",
        )
        with pytest.raises(UnclearChoice) as again:
            full.desk.take_back(name, year.id, "赵")
        assert again.value.expected == str(title.id)
        full.desk.take_back(name, title.id, "王")
        assert full.reports() == before
        assert [each.taken_back_by for each in full.desk.corrections(name)] == ["王", "王"]
        with pytest.raises(UnclearChoice):
            full.desk.take_back(name, title.id, "赵")
        assert full.findings() == []

    def test_a_correction_of_another_report_cannot_be_taken_back_here(self, full: Home) -> None:
        """A number that was typed wrong undoes nobody else's work."""
        name = unsure(full)
        other = next(each for each in full.reports() if each != name)
        full.desk.correct(other, {"year": "2022"}, "李")
        (held,) = full.desk.corrections(other)
        with pytest.raises(UnclearChoice) as wrong:
            full.desk.take_back(name, held.id, "王")
        assert "没有更正" in wrong.value.expected
        assert full.reports()[other].report.year == 2022

    def test_a_new_correction_of_a_fact_replaces_the_one_before(self, full: Home) -> None:
        """The last word counts; taken back, it does not bring the one before back."""
        name = unsure(full)
        full.desk.correct(name, {"year": "2021"}, "李")
        assert full.desk.correct(name, {"year": "2022"}, "王").report.year == 2022
        newest, former = full.desk.corrections(name)
        assert (former.who, former.taken_back_by, newest.holds) == ("李", "王", True)
        assert full.desk.take_back(name, newest.id, "王").report.year is None
        assert full.reports()[name].report.year is None


class TestBusy:
    """While the index cannot be told."""

    def test_while_files_are_taken_in_it_is_kept_and_told_by_the_next_ingest(
        self, full: Home
    ) -> None:
        """The person is not sent away; ``check`` says that the index is yet to follow."""
        name = unsure(full)
        with locked(full.path):
            filed = full.desk.correct(name, {"year": "2024"}, "李")
        assert filed.report.year == full.desk.report(name).report.year == 2024
        assert full.reports()[name].report.year is None
        assert [name in finding.what for finding in full.findings()] == [True, True]
        assert set(full.outcomes().values()) == {Outcome.UNCHANGED}
        assert full.reports()[name].report.year == 2024
        assert full.findings() == []

    def test_what_is_corrected_during_an_ingest_is_told_before_it_ends(self, full: Home) -> None:
        """Whoever takes files in looks once more for what was corrected meanwhile."""
        name = unsure(full)
        run = full.intake().run()
        next(run)
        full.desk.correct(name, {"year": "2024"}, "李")
        assert full.reports()[name].report.year is None
        list(run)
        assert full.reports()[name].report.year == 2024
        assert full.findings() == []

    def test_without_an_index_none_is_made_of_one_report(self, full: Home) -> None:
        """An index of the corrected report alone would hide all the others."""
        name = unsure(full)
        shutil.rmtree(full.settings.index)
        assert full.desk.correct(name, {"year": "2024"}, "李").report.year == 2024
        with pytest.raises(IndexUnavailable):
            full.reports()
        full.ingest()
        assert full.reports()[name].report.year == 2024
        assert len(full.reports()) == 2
        assert full.findings() == []

    def test_where_the_index_cannot_be_read_it_is_kept_all_the_same(self, full: Home) -> None:
        """The command that repairs the index tells it of the correction too."""
        name = unsure(full)
        (full.settings.index / "manifest.json").write_text("{", "utf-8")
        assert full.desk.correct(name, {"year": "2024"}, "李").report.year == 2024
        full.ingest(rebuild=True)
        assert full.reports()[name].report.year == 2024
        assert full.findings() == []
