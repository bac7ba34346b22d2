"""Two differing reports of one place, year and genre: both are kept, each names the other."""

import pytest

from searchapp.library import Fact, Outcome
from tests.library.homes import PLACES, SONGLI, SONGLI_PAGE, TINGLAN, Home

#: Another text of 松栎镇 for the same year.
SECOND = """\
松栎镇人民政府关于2024年度法治政府建设情况的报告
一、主要做法
司法所每周到村里坐班一天，全年代写文书35份。
二、存在问题
河道夜间无人值守。
"""
THIRD = SECOND.replace("35份", "36份").replace("河道", "山塘").replace("每周", "逢集")


def twins(home: Home) -> dict[str, set[str]]:
    """File of a report -> the files that its doubts name; the home is found to agree."""
    assert home.findings() == []
    files = {source.path for filed in home.engine.facts() for source in filed.sources}
    return {
        filed.sources[0].path: {
            file
            for doubt in filed.report.doubts
            if doubt.fact == "twin"
            for file in files
            if file in doubt.why
        }
        for filed in home.engine.facts()
    }


@pytest.fixture
def two(home: Home) -> Home:
    """A home with two reports of one town and year."""
    home.write("a.txt", SONGLI)
    home.write("b.txt", SECOND)
    home.ingest()
    return home


def id_of(home: Home, file: str) -> str:
    return next(each.id for each in home.engine.facts() if each.sources[0].path == file)


class TestTold:
    """Which reports are pointed out."""

    def test_both_are_kept_and_each_names_the_other(self, home: Home) -> None:
        """Whichever came first; the verdict on the second says so too."""
        home.write("a.txt", SONGLI)
        home.write("c.txt", TINGLAN)
        assert not any(verdict.doubts for verdict in home.ingest())
        assert twins(home) == {"a.txt": set(), "c.txt": set()}
        home.write("b.txt", SECOND)
        verdict = home.ingest()[1]
        assert verdict.outcome is Outcome.ADDED
        assert ["a.txt" in doubt for doubt in verdict.doubts] == [True]
        assert twins(home) == {"a.txt": {"b.txt"}, "b.txt": {"a.txt"}, "c.txt": set()}

    def test_three_name_one_another(self, two: Home) -> None:
        """Each has a doubt for each of the others; one that goes is named no longer."""
        two.write("c.txt", THIRD)
        two.ingest()
        assert twins(two) == {
            "a.txt": {"b.txt", "c.txt"},
            "b.txt": {"a.txt", "c.txt"},
            "c.txt": {"a.txt", "b.txt"},
        }
        (two.settings.corpus / "b.txt").unlink()
        assert twins_after_prune(two) == {"a.txt": {"c.txt"}, "c.txt": {"a.txt"}}

    def test_the_same_text_twice_is_one_report_and_no_twin(self, two: Home) -> None:
        """A page of the first is a source more, which the other names from then on."""
        two.write("a.html", SONGLI_PAGE)
        two.ingest()
        assert twins(two) == {"a.txt": {"b.txt"}, "b.txt": {"a.html", "a.txt"}}

    @pytest.mark.parametrize(
        "texts",
        [
            pytest.param(
                [
                    "青禾县司法局2024年度法治政府建设情况的报告\n一、做法\n办案12件。\n",
                    "青禾县水利局2024年度法治政府建设情况的报告\n一、举措\n巡河40次。\n",
                ],
                id="departments of one county",
            ),
            pytest.param(
                [
                    "松栎镇2024年度工作总结\n一、做法\n修路3公里。\n",
                    "松栎镇2024年度工作总结\n一、举措\n种茶40亩。\n",
                ],
                id="summaries",
            ),
            pytest.param(
                [
                    "松栎镇2024年度工作计划\n一、做法\n修路3公里。\n",
                    "松栎镇2024年度工作计划\n一、举措\n种茶40亩。\n",
                ],
                id="plans",
            ),
            pytest.param(
                [
                    SONGLI.replace("松栎镇", "无此镇"),
                    SECOND.replace("松栎镇", "无此镇"),
                ],
                id="no place",
            ),
            pytest.param(
                [SONGLI.replace("2024年度", ""), SECOND.replace("2024年度", "")], id="no year"
            ),
            pytest.param([SONGLI, SECOND.replace("2024", "2023")], id="another year"),
            pytest.param([SONGLI, SECOND.replace("松栎镇", "汀兰镇")], id="another town"),
            pytest.param(
                [SONGLI, SECOND.replace("法治政府建设情况的报告", "政府信息公开工作年度报告")],
                id="another genre",
            ),
        ],
    )
    def test_what_may_well_be_two_is_not_pointed_out(self, home: Home, texts: list[str]) -> None:
        """Bureaus of one county, genres of which there are many, what nobody can place."""
        for number, text in enumerate(texts):
            home.write(f"{number}.txt", text)
        home.ingest()
        assert twins(home) == {"0.txt": set(), "1.txt": set()}
        assert len(home.reports()) == 2


def twins_after_prune(home: Home) -> dict[str, set[str]]:
    home.prune()
    return twins(home)


class TestSettled:
    """What becomes of the doubt."""

    def test_it_goes_with_the_other_report(self, two: Home) -> None:
        """As long as the file is only missing it stays; pruned, it is gone."""
        (two.settings.corpus / "b.txt").unlink()
        two.ingest()
        doubts = two.reports()[id_of(two, "a.txt")].report.doubts
        assert [doubt.fact for doubt in doubts] == ["twin"]
        assert twins_after_prune(two) == {"a.txt": set()}
        two.write("b.txt", SECOND)
        two.ingest()
        assert twins(two) == {"a.txt": {"b.txt"}, "b.txt": {"a.txt"}}

    @pytest.mark.parametrize(
        ("fact", "value"), [("year", "2022"), ("place", "汀兰镇"), ("genre", "工作总结")]
    )
    def test_it_goes_and_comes_with_a_correction(self, two: Home, fact: Fact, value: str) -> None:
        """Of either report, on both; taken back, both have it again."""
        name = id_of(two, "b.txt")
        two.desk.correct(name, {fact: value}, "李")
        assert twins(two) == {"a.txt": set(), "b.txt": set()}
        two.desk.take_back(name, two.desk.corrections(name)[0].id, "李")
        assert twins(two) == {"a.txt": {"b.txt"}, "b.txt": {"a.txt"}}

    def test_a_correction_that_makes_twins_is_told_on_both(self, home: Home) -> None:
        """Who gives a report a place and a year at which there is another is shown that one."""
        home.write("a.txt", SONGLI)
        home.write("b.txt", SECOND.replace("松栎镇", "无此镇"))
        home.ingest()
        assert twins(home) == {"a.txt": set(), "b.txt": set()}
        home.desk.correct(id_of(home, "b.txt"), {"place": "青禾县松栎镇"}, "李")
        assert twins(home) == {"a.txt": {"b.txt"}, "b.txt": {"a.txt"}}

    def test_it_goes_when_the_text_changes_to_another_year(self, two: Home) -> None:
        """A file put right in the corpus settles it as a correction does."""
        two.write("b.txt", SECOND.replace("2024", "2022"))
        two.ingest()
        assert twins(two) == {"a.txt": set(), "b.txt": set()}
        two.write("a.txt", SONGLI.replace("2024", "2022"))
        two.ingest()
        assert twins(two) == {"a.txt": {"b.txt"}, "b.txt": {"a.txt"}}

    def test_it_goes_when_both_have_the_same_text(self, two: Home) -> None:
        """One report with two sources has no other to be weighed against."""
        two.write("b.txt", SONGLI)
        two.ingest()
        assert twins(two) == {"a.txt": set()}
        assert len(two.only().sources) == 2

    def test_changed_places_tell_and_settle_it(self, home: Home) -> None:
        """A town that is added to places.tsv brings two reports together; taken out, it parts."""
        home.write("a.txt", SONGLI.replace("松栎镇", "鹭汊镇"))
        home.write("b.txt", SECOND.replace("松栎镇", "鹭汊镇"))
        home.ingest()
        assert twins(home) == {"a.txt": set(), "b.txt": set()}
        home.write("places.tsv", PLACES + "990121103\t鹭汊镇\t青禾县\t砚州市\t岚川省\n")
        home.ingest()
        assert twins(home) == {"a.txt": {"b.txt"}, "b.txt": {"a.txt"}}
        home.write("places.tsv", PLACES)
        home.ingest()
        assert twins(home) == {"a.txt": set(), "b.txt": set()}

    def test_a_twin_that_is_renamed_is_named_as_it_is_now(self, two: Home) -> None:
        """Nobody is sent to a file that is no longer there."""
        (two.settings.corpus / "a.txt").rename(two.settings.corpus / "松栎.txt")
        two.ingest()
        assert twins(two) == {"松栎.txt": {"b.txt"}, "b.txt": {"松栎.txt"}}

    def test_a_twin_that_is_overwritten_is_named_as_what_is_left_of_it(self, two: Home) -> None:
        """The old report is still in the library, under its file's name and its id."""
        two.write("a.txt", TINGLAN)
        two.ingest()
        ghost = "a.txt（被覆盖前的一篇）"
        doubts = [doubt.why for doubt in two.reports()[id_of(two, "b.txt")].report.doubts]
        assert [ghost in why for why in doubts] == [True]
        assert twins_after_prune(two) == {"a.txt": set(), "b.txt": set()}

    def test_a_rebuild_says_the_same(self, two: Home) -> None:
        """What is said of a report does not depend on how the index came to be."""
        before = two.reports()
        two.ingest(rebuild=True)
        assert two.reports() == before
        assert twins(two) == {"a.txt": {"b.txt"}, "b.txt": {"a.txt"}}
