"""What becomes of each file, whatever the workers, the moment and the other files."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from searchapp.library import Outcome, Verdict
from searchapp.library.workers import Workers
from tests.library.homes import (
    PLACES,
    SONGLI,
    SONGLI_PAGE,
    SONGLI_REVISED,
    TINGLAN,
    AtOnce,
    Home,
    new_home,
    written,
)

if TYPE_CHECKING:
    from concurrent.futures import Future

    from searchapp.library.workers import Answer

ADDED, UNCHANGED, FAILED = Outcome.ADDED, Outcome.UNCHANGED, Outcome.FAILED


def unseen(path: Path, text: str) -> None:
    """Change a file in a way that only reading it could tell."""
    before = path.stat()
    content = text.encode().ljust(before.st_size, b"\n")
    assert len(content) == before.st_size
    path.write_bytes(content)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


class TestWorkers:
    """How many read, and how fast, decides nothing."""

    def test_any_number_of_workers_comes_to_the_same(self, tmp_path: Path) -> None:
        """Verdicts, ids, versions and sources are those of one worker that reads in order."""
        ends = []
        for number, workers in enumerate((AtOnce(1), AtOnce(9), None)):
            each = new_home(tmp_path / str(number))
            fill(each, tmp_path / f"share{number}")
            ends.append(taken_in(each, tmp_path / f"share{number}", workers))
        assert ends[0] == ends[1] == ends[2]
        assert len(ends[0][0]) > 2 * 40


def fill(home: Home, share: Path) -> None:
    """Long and short files, the same ones, others of one town and year, broken ones."""
    for number in range(24):
        report = (SONGLI, TINGLAN)[number % 2].replace("件", f"件{'。又' * (number // 4)}")
        padding = "各村开展普法宣传。\n" * (number * 7 % 23 * 20)
        home.write(f"{number % 5}/报告{number}.txt", report + padding)
        written(share / f"{number}" / "报告.txt", report if number % 3 else "")
        written(share / f"{number}" / "副本.txt", report)
    home.write("0/页.html", SONGLI_PAGE)


def taken_in(home: Home, share: Path, workers: Workers | None) -> tuple[Any, ...]:
    """All that can be told of two runs."""
    verdicts: list[Verdict] = []
    for paths in ((share,), ()):
        verdicts += home.intake(*paths, workers=workers).run()
    with home.ledger() as ledger:
        files = [(f.path, f.sha256, f.report_id, f.version) for f in ledger.files.all()]
    return verdicts, home.reports(), files, home.corpus()


class TestFailed:
    """A file that failed is remembered, and read again only when that may help."""

    @pytest.fixture
    def broken(self, home: Home) -> Path:
        """A file that failed, and that can be read now, as only reading it could tell."""
        file = home.write("a.txt", "\x00" * len(SONGLI.encode()))
        (verdict,) = home.ingest()
        assert verdict.outcome is FAILED
        unseen(file, SONGLI)
        return file

    @pytest.mark.usefixtures("broken")
    def test_it_is_not_read_again(self, home: Home) -> None:
        """A scan that failed after minutes costs nothing the next time, and is told as before."""
        (verdict,) = home.ingest()
        assert verdict == Verdict("a.txt", FAILED, why="不是文本文件，或编码无法识别")

    def test_it_is_read_again_when_it_changes(self, home: Home, broken: Path) -> None:
        """Somebody has put it right."""
        os.utime(broken)
        broken.write_text(SONGLI + "\n", "utf-8")
        assert home.outcomes() == {"a.txt": ADDED}

    @pytest.mark.usefixtures("broken")
    def test_it_is_read_again_when_there_are_other_programs(self, home: Home) -> None:
        """Somebody has installed what it needs, or a newer one."""
        with home.ledger() as ledger:
            file = ledger.files.file("a.txt")
            assert file is not None
            ledger.files.record(replace(file, read_with=f"{file.read_with}; LibreOffice 7"))
            ledger.commit()
        assert home.outcomes() == {"a.txt": ADDED}

    @pytest.mark.usefixtures("broken")
    def test_it_is_read_again_when_the_places_change(self, home: Home) -> None:
        """Whatever all files are read again for, these are too."""
        home.write("places.tsv", PLACES + "990121103\t鹭汊镇\t青禾县\t砚州市\t岚川省\n")
        assert home.outcomes() == {"a.txt": ADDED}

    def test_other_programs_are_no_reason_to_read_what_was_read(self, home: Home) -> None:
        """Only a file that failed depends on what is installed."""
        file = home.write("a.txt", SONGLI)
        home.ingest()
        with home.ledger() as ledger:
            (known,) = ledger.files.all()
            assert known.read_with.count(" ") == 1
        unseen(file, SONGLI_REVISED)
        assert home.outcomes() == {"a.txt": UNCHANGED}


def meddling(act: Callable[[Path], object]) -> Workers:
    """Workers that read while somebody else does something to the file."""

    class Meddled(AtOnce):
        def _begin(self, *given: Path) -> "Future[Answer]":
            done = super()._begin(*given)
            act(given[0])
            return done

    return Meddled(1)


class TestSteady:
    """What is kept of a file is what it is, not what it was a moment ago."""

    def test_a_file_that_changes_while_it_is_read_is_left_for_later(self, home: Home) -> None:
        """Half of a copy is no report; the next run takes the whole."""
        file = home.write("a.txt", SONGLI[:60])
        growing = meddling(lambda path: path.write_text(SONGLI, "utf-8"))
        (verdict,) = home.intake(workers=growing).run()
        assert (verdict.outcome, verdict.why) == (FAILED, "文件正在改动，请稍后再收录一次")
        assert file.read_text("utf-8") == SONGLI
        assert home.engine.held() == {}
        assert home.outcomes() == {"a.txt": ADDED}
        assert "131件" in home.only().report.passages[2].text

    def test_a_file_that_goes_while_it_is_read_has_a_verdict(self, home: Home) -> None:
        """A stick that was pulled out stops nobody."""
        home.write("a.txt", SONGLI)
        home.write("b.txt", TINGLAN)
        pulled = meddling(lambda path: path.unlink() if path.name == "a.txt" else None)
        first, second = home.intake(workers=pulled).run()
        assert (first.outcome, second.outcome) == (FAILED, ADDED)
        assert "文件不存在" in first.why

    def test_a_file_from_elsewhere_that_changes_is_not_copied(
        self, home: Home, tmp_path: Path
    ) -> None:
        """The corpus never has a text that nobody has read."""
        file = written(tmp_path / "share" / "a.txt", SONGLI)
        changing = meddling(lambda path: path.write_text(SONGLI_REVISED, "utf-8"))
        (verdict,) = home.intake(file, workers=changing).run()
        assert verdict.outcome is FAILED
        assert home.corpus() == {}


def test_a_report_for_which_a_copy_was_overwritten_stays(home: Home, tmp_path: Path) -> None:
    """Who puts another report over a copy in the corpus loses neither."""
    origin = written(tmp_path / "share" / "a.txt", SONGLI)
    (first,) = home.ingest(origin)
    home.write("a.txt", TINGLAN)
    (second,) = home.ingest()
    assert home.reports().keys() == {first.report_id, second.report_id}
    assert str(first.report_id) in second.why
    (again,) = home.ingest(origin)
    assert again.report_id == first.report_id
    assert home.corpus() == {"a.txt": TINGLAN, "a-2.txt": SONGLI}
    assert home.findings() == []


def test_the_path_of_a_missing_file_is_kept_for_it(home: Home, tmp_path: Path) -> None:
    """A file of that name from elsewhere gets another: the missing one's report is not lost."""
    (first,) = home.ingest(written(tmp_path / "甲" / "报告.txt", SONGLI))
    (home.settings.corpus / "报告.txt").unlink()
    (second,) = home.ingest(written(tmp_path / "乙" / "报告.txt", TINGLAN))
    assert home.corpus() == {"报告-2.txt": TINGLAN}
    assert home.reports().keys() == {first.report_id, second.report_id}
    with home.ledger() as ledger:
        assert ledger.report(str(first.report_id)) is not None


def test_two_files_of_one_content_from_elsewhere_are_told_as_one_report(
    home: Home, tmp_path: Path
) -> None:
    """The second is called the same, not unchanged: nobody has seen it before."""
    for name in ("甲", "乙"):
        written(tmp_path / "share" / f"{name}.txt", SONGLI)
    first, second = home.ingest(tmp_path / "share")
    assert (first.outcome, second.outcome) == (ADDED, Outcome.SAME)
    assert len(home.corpus()) == 1
