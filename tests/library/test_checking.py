"""``check``: every way in which corpus, library and index may differ is found, and said."""

import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from searchapp.engine import Asked, Found
from searchapp.engine.embedded import EmbeddedEngine
from searchapp.library import Finding, Outcome
from searchapp.library.briefings import Block, BlockKind, Content
from searchapp.library.excerpts import excerpt_of
from searchapp.query import Phrase
from searchapp.reports import FiledReport, Passage
from searchapp.text import Span, fold
from tests.library.homes import SONGLI, SONGLI_REVISED, TINGLAN, Home, new_home

INGEST = "searchapp ingest"
REBUILD = "searchapp ingest --rebuild"


@pytest.fixture(scope="module")
def taken_in(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with two reports, which no test touches."""
    home = new_home(tmp_path_factory.mktemp("taken in") / "home")
    home.write("a.txt", SONGLI)
    home.write("2023/b.txt", TINGLAN)
    home.ingest()
    return home


@pytest.fixture
def full(taken_in: Home, tmp_path: Path) -> Home:
    """A home with two reports, of one's own: a home may be carried anywhere."""
    return Home(shutil.copytree(taken_in.path, tmp_path / "home"))


def first(home: Home) -> FiledReport:
    """The report of a.txt."""
    return next(filed for filed in home.engine.reports() if filed.sources[0].path == "a.txt")


def in_its_place(home: Home, filed: FiledReport) -> None:
    """Have the index hold this."""
    with home.engine.writer() as writer:
        writer.put(filed)


def reworded(passage: Passage) -> Passage:
    return replace(passage, text=passage.text.replace("131件", "13件"))


def dated(filed: FiledReport, year: int) -> FiledReport:
    return replace(filed, report=replace(filed.report, year=year))


def with_passages(filed: FiledReport, change: Callable[[Passage], Passage]) -> FiledReport:
    passages = tuple(map(change, filed.report.passages))
    return replace(filed, report=replace(filed.report, passages=passages))


def test_nothing_is_found_after_an_ingest(full: Home) -> None:
    """When all is well there is nothing to do."""
    assert full.findings() == []


def test_a_file_that_is_not_in_the_library_is_found(full: Home) -> None:
    """A file that was put into the corpus waits for an ingest."""
    full.write("2024/c.txt", SONGLI_REVISED)
    assert full.findings() == [Finding("corpus/2024/c.txt 尚未入库", INGEST)]


def test_a_file_that_cannot_be_read_is_found_with_the_reason(full: Home) -> None:
    """Once an ingest has tried it, nobody is sent to another that would only fail."""
    full.write("c.et", "x")
    assert full.findings() == [Finding("corpus/c.et 尚未入库", INGEST)]
    (_, _, failed) = full.ingest()
    said = f"corpus/c.et 读不出来：{failed.why}"
    assert full.findings() == [Finding(said, "换成可读的文件后再收录")]
    full.write("c.et", "y")
    assert full.findings() == [Finding("corpus/c.et 入库后有改动", INGEST)]


def test_a_file_that_changed_is_found(full: Home) -> None:
    """What is searched is no longer what lies in the corpus."""
    full.write("a.txt", SONGLI_REVISED)
    assert full.findings() == [Finding("corpus/a.txt 入库后有改动", INGEST)]


def test_a_file_that_is_gone_is_found(full: Home) -> None:
    """Its report is still there to be found; whether it is to go a person must decide."""
    (full.settings.corpus / "2023/b.txt").unlink()
    remedy = "把文件放回 corpus/，或 searchapp ingest --prune 移出"
    assert full.findings() == [Finding("corpus/2023/b.txt 已入库，但文件不见了", remedy)]


def test_a_report_that_the_library_does_not_know_is_found(full: Home) -> None:
    """A hit whose link would be forgotten at the next rebuild."""
    filed = first(full)
    in_its_place(full, replace(filed, id="STRANGE000"))
    said = f"索引里的报告 STRANGE000（{filed.name}）不在库中"
    assert full.findings() == [Finding(said, INGEST)]


def test_an_older_version_in_the_index_is_found(full: Home) -> None:
    """What is shown is not the newest text."""
    filed = first(full)
    in_its_place(full, replace(filed, version=0))
    said = f"报告 {filed.id}（{filed.name}）在索引里不是最新一版"
    assert full.findings() == [Finding(said, INGEST)]


def test_another_text_in_the_index_is_found(full: Home) -> None:
    """One figure that differs is found, for the index is read whole."""
    filed = first(full)
    in_its_place(full, with_passages(filed, reworded))
    said = f"报告 {filed.id}（{filed.name}）在索引里的文字与库中不符"
    assert full.findings() == [Finding(said, REBUILD)]


def test_another_fact_in_the_index_is_found(full: Home) -> None:
    """A correction that the index does not know of is told."""
    filed = first(full)
    in_its_place(full, dated(filed, 2001))
    said = f"报告 {filed.id}（{filed.name}）在索引里的年度、地方等与库中不符"
    assert full.findings() == [Finding(said, REBUILD)]


def test_a_report_that_is_not_in_the_index_is_found(full: Home) -> None:
    """A report that nobody can find."""
    filed = first(full)
    with full.engine.writer() as writer:
        writer.drop(filed.id)
    assert full.findings() == [Finding(f"报告 {filed.id} 不在索引里", INGEST)]


@pytest.mark.parametrize(("harm", "remedy"), [("deleted", INGEST), ("broken", REBUILD)])
def test_an_index_that_cannot_be_read_is_found(full: Home, harm: str, remedy: str) -> None:
    """No index, or a strange one: said with the command that makes it."""
    if harm == "deleted":
        shutil.rmtree(full.settings.index)
    else:
        (full.settings.index / "manifest.json").write_text("{", "utf-8")
    (finding,) = full.findings()
    assert finding.what.startswith("索引不可用")
    assert finding.remedy == remedy


@pytest.mark.parametrize("harm", ["changed", "cut"])
def test_a_damaged_file_of_the_index_is_found(full: Home, harm: str) -> None:
    """A bit that a disk has lost: nothing else that the index says is then told."""
    (file,) = full.settings.index.glob("MAIN_*.col")
    text = bytearray(file.read_bytes())
    place = text.index("调解".encode("utf-16-le"))
    text[place] ^= 1
    file.unlink()
    file.write_bytes(text if harm == "changed" else text[:-1])
    part = "（text.units 与写入时不符）" if harm == "changed" else ""
    said = f"索引文件 {file.name} 已损坏{part}，检索结果不可信；重建以后请检查磁盘"
    assert full.findings() == [Finding(said, REBUILD)]


def test_a_missing_file_of_the_index_is_found(full: Home) -> None:
    """Somebody took a file away that the index needs."""
    (file,) = full.settings.index.glob("MAIN_*.col")
    file.unlink()
    said = "索引不可用：没有建成、缺了文件，或不是由这个版本的程序建成"
    assert full.findings() == [Finding(said, REBUILD)]


def test_an_index_that_lies_is_found_by_its_phrases(
    full: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its texts are all there, but it does not find what they say: only searching tells."""
    honest = EmbeddedEngine.find

    def forgetful(self: EmbeddedEngine, asked: Asked) -> Found:
        found = honest(self, asked)
        total = replace(found.total, passages=found.total.passages - 1)
        return replace(found, hits=found.hits[1:], total=total)

    monkeypatch.setattr(EmbeddedEngine, "find", forgetful)
    findings = full.findings()
    assert findings
    for finding in findings:
        told = re.fullmatch(
            r"索引里找“.+”与逐段读的结果不一致：索引 (\d+) 段，全文 (\d+) 段", finding.what
        )
        assert told
        assert int(told[1]) == int(told[2]) - 1
        assert finding.remedy == REBUILD


def test_other_phrases_are_tried_each_time(full: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one check passes over another may meet; they are cut out of what is there."""
    honest = EmbeddedEngine.find
    tried: list[set[str]] = [set(), set()]
    texts = [fold(p.text).text for filed in full.engine.reports() for p in filed.report.passages]
    for asked_for in tried:

        def listening(self: EmbeddedEngine, asked: Asked, heard: set[str] = asked_for) -> Found:
            assert isinstance(asked.query, Phrase)
            heard.add(asked.query.needle)
            return honest(self, asked)

        monkeypatch.setattr(EmbeddedEngine, "find", listening)
        assert full.findings() == []
        assert all(any(phrase in text for text in texts) for phrase in asked_for)
    assert tried[0] != tried[1]
    assert all(len(each) > 5 for each in tried)


@pytest.mark.parametrize(
    "harm", ["new", "changed", "dropped", "older", "another", "facts", "deleted"]
)
def test_the_remedy_puts_it_right(full: Home, harm: str) -> None:
    """Whoever does what is said finds nothing the next time."""
    harms: dict[str, Callable[[], object]] = {
        "new": lambda: full.write("c.txt", SONGLI_REVISED),
        "changed": lambda: full.write("a.txt", SONGLI_REVISED),
        "dropped": lambda: in_its_place(full, replace(first(full), id="STRANGE000")),
        "older": lambda: in_its_place(full, replace(first(full), version=0)),
        "another": lambda: in_its_place(full, with_passages(first(full), reworded)),
        "facts": lambda: in_its_place(full, dated(first(full), 2001)),
        "deleted": lambda: shutil.rmtree(full.settings.index),
    }
    harms[harm]()
    (finding,) = full.findings()
    full.ingest(rebuild=finding.remedy == REBUILD)
    assert full.findings() == []


def test_everything_is_found_at_once(full: Home) -> None:
    """One difference does not hide another."""
    full.write("a.txt", SONGLI_REVISED)
    full.write("c.txt", SONGLI)
    (full.settings.corpus / "2023/b.txt").unlink()
    shutil.rmtree(full.settings.index)
    assert len(full.findings()) == 4


class TestBriefings:
    """What people wrote is held against itself: it cannot be made again from anything."""

    @pytest.fixture
    def quoting(self, full: Home) -> Home:
        """A home with a briefing that quotes a report."""
        with full.ledger() as ledger:
            code = ledger.excerpts.take(excerpt_of(first(full), 3, Span(0, 6)), "李").code
            quote = Block("q", BlockKind.QUOTE, excerpt=code)
            ledger.briefings.make(Content("季度材料", blocks=(quote,)), "李")
            ledger.commit()
        assert full.findings() == []
        return full

    @pytest.mark.parametrize(
        ("damage", "found"),
        [
            ("DELETE FROM excerpts", "引用的摘录"),
            ("UPDATE excerpts SET report_id = 'R000000009'", "出自报告 R000000009"),
            ("DELETE FROM revisions", "没有记入历次修改"),
            ("UPDATE briefings SET revision = 7", "没有记入历次修改"),
            (
                "UPDATE briefings SET content = replace(content, '季度', '年度')",
                "没有记入历次修改",
            ),
        ],
    )
    def test_what_is_broken_is_found(self, quoting: Home, damage: str, found: str) -> None:
        """One finding, with what to do."""
        with closing(sqlite3.connect(quoting.settings.library)) as library, library:
            library.execute(damage)
        (finding,) = quoting.findings()
        assert found in finding.what
        assert finding.remedy

    def test_one_that_was_put_aside_is_looked_at_too(self, quoting: Home) -> None:
        """It may be brought back."""
        with quoting.ledger() as ledger:
            ledger.briefings.archive(1)
            ledger.commit()
        assert quoting.findings() == []
        with closing(sqlite3.connect(quoting.settings.library)) as library, library:
            library.execute("DELETE FROM excerpts")
        assert len(quoting.findings()) == 1

    def test_no_command_on_reports_touches_what_people_wrote(self, quoting: Home) -> None:
        """Rebuilt, pruned, revised, taken out: excerpts and briefings are as they were."""
        before = written(quoting)
        quoting.ingest(rebuild=True)
        assert written(quoting) == before
        quoting.write("a.txt", SONGLI_REVISED)
        quoting.ingest()
        (quoting.settings.corpus / "a.txt").unlink()
        assert Outcome.REMOVED in {verdict.outcome for verdict in quoting.prune()}
        assert len(quoting.reports()) == 1
        assert written(quoting) == before
        quoting.ingest(rebuild=True)
        assert written(quoting) == before
        assert quoting.findings() == []
        with quoting.ledger() as ledger:
            (excerpt,) = ledger.excerpts.all()
            kept = ledger.edition(excerpt.report, excerpt.version)
        assert kept is not None
        assert excerpt.quote in kept.passages[excerpt.passage - 1].text


def written(home: Home) -> list[object]:
    """All that people wrote, row for row."""
    with closing(sqlite3.connect(home.settings.library)) as library:
        tables = ("excerpts", "briefings", "revisions")
        return [library.execute(f"SELECT * FROM {table}").fetchall() for table in tables]  # noqa: S608
