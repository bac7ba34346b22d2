"""A report goes only when somebody says so, and comes back as it was when its file does."""

import shutil
from pathlib import Path

import pytest

from searchapp.engine import Asked
from searchapp.errors import CorpusGone
from searchapp.library import Outcome
from searchapp.query import parse_query
from searchapp.reports import Source
from tests.library.homes import SONGLI, SONGLI_PAGE, SONGLI_REVISED, TINGLAN, Home, written

ADDED, UPDATED, UNCHANGED = Outcome.ADDED, Outcome.UPDATED, Outcome.UNCHANGED
REMOVED = Outcome.REMOVED


def found(home: Home, typed: str) -> int:
    """How many passages say it."""
    return home.engine.find(Asked(parse_query(typed).query)).total.passages


def pruned(home: Home, *paths: Path) -> dict[str, tuple[Outcome, str]]:
    """File -> what became of it, and why, of an intake that removes what is missing."""
    run = home.intake(*paths, prune=True).run()
    return {each.file: (each.outcome, each.why) for each in run}


@pytest.fixture
def two(home: Home) -> Home:
    """A home with two reports."""
    home.write("a.txt", SONGLI)
    home.write("乙/b.txt", TINGLAN)
    home.ingest()
    return home


def test_a_report_whose_file_is_gone_stays_until_it_is_pruned(two: Home) -> None:
    """Searches find it, the run names the file, ``check`` tells of it; pruned, it is gone."""
    name = next(each.id for each in two.engine.facts() if each.sources[0].path == "乙/b.txt")
    shutil.rmtree(two.settings.corpus / "乙")
    run = two.intake()
    assert [each.outcome for each in run.run()] == [UNCHANGED]
    assert run.missing == ("乙/b.txt",)
    assert found(two, "“船头调解室”") == 1
    (finding,) = two.findings()
    assert finding.what == "corpus/乙/b.txt 已入库，但文件不见了"
    assert "--prune" in finding.remedy
    two.ingest(rebuild=True)
    assert found(two, "“船头调解室”") == 1
    run = two.intake(prune=True)
    (kept, removed) = run.run()
    assert kept.outcome is UNCHANGED
    assert (removed.outcome, removed.report_id) == (REMOVED, name)
    assert (run.missing, found(two, "“船头调解室”")) == ((), 0)
    assert [each.sources[0].path for each in two.engine.facts()] == ["a.txt"]
    assert two.findings() == []


def test_a_report_with_another_source_stays_with_that_one(two: Home) -> None:
    """Under its id, with the facts that the other file says."""
    two.write("a.html", SONGLI_PAGE)
    two.ingest()
    before = next(each for each in two.reports().values() if len(each.sources) == 2)
    (two.settings.corpus / "a.html").unlink()
    outcome, why = pruned(two)["a.html"]
    assert (outcome, why) == (REMOVED, "报告还有别的来源")
    filed = two.reports()[before.id]
    assert filed.sources == (Source("a.txt", "txt"),)
    assert (before.report.doc_number, filed.report.doc_number) == ("松府发〔2025〕6号", None)
    assert (filed.version, filed.report.passages) == (1, before.report.passages)
    assert two.findings() == []


def test_what_comes_back_is_what_it_was(two: Home) -> None:
    """Links, versions and corrections lead to it again: pruning by mistake loses nothing."""
    path = two.write("a.txt", SONGLI_REVISED)
    two.ingest()
    before = next(filed for filed in two.reports().values() if filed.version == 2)
    corrected = two.desk.correct(before.id, {"year": "2022"}, "李")
    path.unlink()
    pruned(two)
    assert before.id not in two.reports()
    two.write("松栎/另名.txt", SONGLI_REVISED)
    assert two.outcomes()["松栎/另名.txt"] is ADDED
    filed = two.reports()[before.id]
    assert (filed.version, filed.report) == (2, corrected.report)
    assert [each.value for each in two.desk.corrections(before.id)] == [2022]
    with two.ledger() as ledger:
        first = ledger.edition(before.id, 1)
    assert first is not None
    assert "131件" in first.passages[2].text
    assert two.findings() == []


def test_where_all_is_missing_nothing_is_removed(two: Home) -> None:
    """A drive that is not there is no wish: the error says so, and the reports stay."""
    before = two.reports()
    away = two.settings.corpus.rename(two.path / "away")
    with pytest.raises(CorpusGone):
        two.prune()
    two.settings.corpus.mkdir()
    with pytest.raises(CorpusGone):
        two.prune()
    assert two.reports() == before
    two.settings.corpus.rmdir()
    away.rename(two.settings.corpus)
    assert set(pruned(two).values()) == {(UNCHANGED, "")}
    assert two.findings() == []


def test_nothing_missing_nothing_removed(two: Home) -> None:
    """Pruning a home in which all is there, or nothing ever was, changes nothing."""
    before = two.reports()
    assert set(pruned(two).values()) == {(UNCHANGED, "")}
    assert two.reports() == before
    assert Home(two.path / "新的家").prune() == []


def test_with_paths_named_the_missing_go_too(two: Home, elsewhere: Path) -> None:
    """What is named is taken in; pruned is what the whole corpus lacks."""
    (two.settings.corpus / "a.txt").unlink()
    new = written(elsewhere / "c.txt", SONGLI_REVISED.replace("松栎镇", "云坪乡"))
    assert pruned(two, new) == {
        "c.txt": (ADDED, ""),
        "a.txt": (REMOVED, "文件已不在 corpus/ 中"),
    }
    assert {each.sources[0].path for each in two.engine.facts()} == {"c.txt", "乙/b.txt"}
    assert two.findings() == []


def test_a_file_that_is_named_again_from_elsewhere_is_not_missed(
    two: Home, elsewhere: Path
) -> None:
    """A copy that was lost is brought back by its origin, in the same run, and stays."""
    (two.settings.corpus / "a.txt").unlink()
    outcomes = pruned(two, written(elsewhere / "a.txt", SONGLI))
    assert REMOVED not in {outcome for outcome, _ in outcomes.values()}
    assert len(two.reports()) == 2
    assert two.findings() == []


def test_a_renamed_file_is_not_pruned(two: Home) -> None:
    """It is there, under another name."""
    path = two.settings.corpus / "a.txt"
    path.rename(path.with_name("松栎.txt"))
    assert {outcome for outcome, _ in pruned(two).values()} == {UNCHANGED}
    assert len(two.reports()) == 2
    assert two.findings() == []


def test_what_was_overwritten_by_another_report_goes_when_it_is_pruned(two: Home) -> None:
    """The report that no file holds any more leaves, and the one that took its file stays."""
    old = next(each.id for each in two.engine.facts() if each.sources[0].path == "a.txt")
    two.write("a.txt", TINGLAN.replace("汀兰镇", "荻浦镇").replace("船头", "码头"))
    two.ingest()
    assert old in two.reports()
    assert found(two, "“院坝会”") == 1
    outcomes = pruned(two)
    assert [outcome for outcome, _ in outcomes.values()].count(REMOVED) == 1
    assert old not in two.reports()
    assert found(two, "“院坝会”") == 0
    assert len(two.reports()) == 2
    assert two.findings() == []
    two.write("c.txt", SONGLI)
    two.ingest()
    assert old in two.reports()
    assert two.findings() == []


def test_a_file_that_could_not_be_read_is_forgotten_too(two: Home) -> None:
    """It held no report; what is gone need not be told of for ever."""
    path = two.write("坏.et", "x")
    two.ingest()
    path.unlink()
    assert pruned(two)["坏.et"] == (REMOVED, "文件已不在 corpus/ 中")
    assert two.findings() == []


def test_an_ingest_that_ends_before_it_prunes_removes_nothing(two: Home) -> None:
    """Whoever stops it after the first file has every report still."""
    (two.settings.corpus / "a.txt").unlink()
    run = two.intake(prune=True).run()
    next(run)
    run.close()  # type: ignore[attr-defined]
    assert len(two.reports()) == 2
    assert pruned(two)["a.txt"][0] is REMOVED
    assert two.findings() == []
