"""Which changes make a next version, and which bring another report: ids must not wander."""

from pathlib import Path

from searchapp.library import Outcome
from searchapp.reports import Source
from tests.library.homes import SONGLI, SONGLI_REVISED, TINGLAN, Home, written


def test_another_report_under_the_name_of_one_that_was_copied_is_a_report_of_its_own(
    home: Home, tmp_path: Path
) -> None:
    """A stick with next town's report on it takes away neither the first report nor its id."""
    stick = tmp_path / "stick" / "报告.txt"
    (first,) = home.ingest(written(stick, SONGLI))
    (second,) = home.ingest(written(stick, TINGLAN))
    assert (second.outcome, second.why) == (Outcome.ADDED, "存为 报告-2.txt")
    assert home.corpus() == {"报告.txt": SONGLI, "报告-2.txt": TINGLAN}
    assert home.reports().keys() == {first.report_id, second.report_id}
    (again,) = home.ingest(stick)
    assert (again.outcome, again.report_id) == (Outcome.UNCHANGED, second.report_id)
    assert home.findings() == []


def test_another_report_in_a_file_of_the_corpus_does_not_take_its_id(home: Home) -> None:
    """A link to one town's report never shows another town's, and goes on showing the first."""
    home.write("报告.txt", SONGLI)
    (first,) = home.ingest()
    home.write("报告.txt", TINGLAN)
    (second,) = home.ingest()
    assert second.report_id != first.report_id
    assert str(first.report_id) in second.why
    reports = home.reports()
    assert reports.keys() == {first.report_id, second.report_id}
    missing = reports[str(first.report_id)].sources[0].path
    assert missing == f"报告.txt~{first.report_id}"
    assert [finding.what for finding in home.findings()] == [
        f"corpus/报告.txt（被覆盖前的一篇），报告 {first.report_id}，已没有文件，仍留在库中"
    ]
    assert [each.outcome for each in home.prune()] == [Outcome.UNCHANGED, Outcome.REMOVED]
    assert home.only().id == second.report_id
    assert home.findings() == []


def test_a_copy_that_was_edited_is_not_overwritten_by_its_origin(
    home: Home, tmp_path: Path
) -> None:
    """What somebody put right in the corpus stays, whatever still lies where it came from."""
    origin = written(tmp_path / "share" / "a.txt", SONGLI)
    home.ingest(origin)
    home.write("a.txt", SONGLI_REVISED)
    home.ingest()
    home.ingest(origin)
    assert home.corpus()["a.txt"] == SONGLI_REVISED
    assert SONGLI in home.corpus().values()


def test_two_files_of_one_report_that_change_alike_keep_its_id(home: Home) -> None:
    """The report has a next version, in both its files, under the id that links know."""
    home.write("a.txt", SONGLI)
    home.write("b.txt", SONGLI)
    (first, _) = home.ingest()
    home.write("a.txt", SONGLI_REVISED)
    home.write("b.txt", SONGLI_REVISED)
    home.ingest()
    only = home.only()
    assert (only.id, only.version) == (first.report_id, 2)
    assert only.sources == (Source("a.txt", "txt"), Source("b.txt", "txt"))
    assert home.findings() == []


def test_a_file_of_the_corpus_may_be_renamed(home: Home) -> None:
    """The report keeps its id, its source has the new name, and nothing is missed."""
    path = home.write("a.txt", SONGLI)
    (first,) = home.ingest()
    path.rename(path.with_name("松栎镇2024.txt"))
    (second,) = home.ingest()
    assert (second.outcome, second.report_id) == (Outcome.UNCHANGED, first.report_id)
    assert home.only().sources == (Source("松栎镇2024.txt", "txt"),)
    assert home.findings() == []


def test_a_verdict_names_the_path_below_the_folder_that_was_given(
    home: Home, tmp_path: Path
) -> None:
    """Of two files of one name in two folders, one sees which is meant, and where it went."""
    written(tmp_path / "share" / "a" / "报告.txt", SONGLI)
    written(tmp_path / "share" / "b" / "报告.txt", TINGLAN)
    verdicts = home.ingest(tmp_path / "share")
    assert [(each.file, each.why) for each in verdicts] == [
        ("a/报告.txt", ""),
        ("b/报告.txt", "存为 报告-2.txt"),
    ]
