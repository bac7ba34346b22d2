"""Taking files in: what becomes of each, and what is kept."""

import os
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from searchapp.errors import BadPlaces, IndexUnavailable, IngestRunning, LibraryUnavailable
from searchapp.library import Intake, Ledger, Outcome
from searchapp.reports import Source
from tests.library.homes import (
    PLACES,
    SONGLI,
    SONGLI_PAGE,
    SONGLI_REVISED,
    TINGLAN,
    Home,
    as_plain_user,
    written,
)

ADDED, UPDATED, UNCHANGED = Outcome.ADDED, Outcome.UPDATED, Outcome.UNCHANGED
SAME, FAILED = Outcome.SAME, Outcome.FAILED


def later(path: Path, text: str) -> None:
    """Change a file some time after it was read."""
    before = path.stat().st_mtime_ns
    path.write_text(text, "utf-8")
    os.utime(path, ns=(before + 10**9, before + 10**9))


def unseen(path: Path, text: str) -> None:
    """Change a file in a way that only reading it could tell."""
    before = path.stat()
    path.write_text(text, "utf-8")
    assert path.stat().st_size == before.st_size
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


class TestNaming:
    """Which report a file holds, and under which id."""

    def test_the_same_text_in_another_format_is_one_report_with_two_sources(
        self, home: Home
    ) -> None:
        """A page and a text file of one report are one report."""
        home.write("a.txt", SONGLI)
        home.write("b.html", SONGLI_PAGE)
        verdicts = home.ingest()
        assert [each.outcome for each in verdicts] == [ADDED, SAME]
        assert verdicts[0].report_id == verdicts[1].report_id == home.only().id
        assert verdicts[1].why == "与 a.txt 是同一篇报告"
        assert home.only().sources == (Source("a.txt", "txt"), Source("b.html", "html"))

    @pytest.mark.parametrize("names", [("a.txt", "b.html"), ("b.html", "a.txt")])
    def test_facts_are_combined_whatever_the_order_of_arrival(
        self, home: Home, names: tuple[str, str]
    ) -> None:
        """What only one of the files says is known of the report, whichever came first."""
        for name in names:
            home.write(name, SONGLI_PAGE if name.endswith("html") else SONGLI)
            home.ingest()
        report = home.only().report
        assert (report.doc_number, report.issued_on) == ("松府发〔2025〕6号", date(2025, 1, 20))
        assert report.place is not None
        assert report.place.code == "990121101"
        assert home.only().version == 1

    def test_a_changed_file_keeps_its_id_as_the_next_version(self, home: Home) -> None:
        """A link given out yesterday leads to the report as it is today."""
        file = home.write("a.txt", SONGLI)
        (first,) = home.ingest()
        later(file, SONGLI_REVISED)
        (second,) = home.ingest()
        assert (second.outcome, second.report_id) == (UPDATED, first.report_id)
        assert second.why == "第 2 版"
        assert home.only().version == 2
        assert "132件" in home.only().report.passages[2].text

    def test_a_file_that_reverts_is_a_version_more_of_the_same_report(self, home: Home) -> None:
        """Versions only rise, or an old link could not tell that the text was another."""
        file = home.write("a.txt", SONGLI)
        (first,) = home.ingest()
        for text in (SONGLI_REVISED, SONGLI):
            later(file, text)
            home.ingest()
        assert (home.only().id, home.only().version) == (first.report_id, 3)
        assert "131件" in home.only().report.passages[2].text

    def test_a_change_of_dress_is_no_new_version(self, home: Home) -> None:
        """Blanks and indents do not make a link say that the text has changed."""
        file = home.write("a.txt", SONGLI)
        home.ingest()
        later(file, SONGLI.replace("131件", " 131 件").replace("\n", "\n\n　　"))
        assert home.outcomes() == {"a.txt": UPDATED}
        assert home.only().version == 1

    def test_a_changed_file_whose_old_text_is_still_held_becomes_its_own_report(
        self, home: Home
    ) -> None:
        """Links to the old text go on showing it, for another file still holds it."""
        home.write("a.txt", SONGLI)
        changed = home.write("b.html", SONGLI_PAGE)
        (first, _) = home.ingest()
        later(changed, SONGLI_PAGE.replace("131件", "132件"))
        verdict = home.ingest()[1]
        assert (verdict.outcome, verdict.why) == (
            ADDED,
            "改动前的文字仍在另一个文件里，改动后另立一篇",
        )
        reports = home.reports()
        assert reports.keys() == {first.report_id, verdict.report_id}
        old, new = reports[str(first.report_id)], reports[str(verdict.report_id)]
        assert (old.version, old.sources) == (1, (Source("a.txt", "txt"),))
        assert (new.version, new.sources) == (1, (Source("b.html", "html"),))
        assert "131件" in old.report.passages[2].text

    def test_a_file_of_its_own_that_reverts_joins_the_first_again(self, home: Home) -> None:
        """Two files with one text are one report again, and the other id stays its text's."""
        home.write("a.txt", SONGLI)
        changed = home.write("b.html", SONGLI_PAGE)
        home.ingest()
        later(changed, SONGLI_PAGE.replace("131件", "132件"))
        own = home.ingest()[1].report_id
        later(changed, SONGLI_PAGE)
        assert home.outcomes()["b.html"] is SAME
        assert len(home.only().sources) == 2
        home.write("c.txt", SONGLI_REVISED)
        assert home.ingest()[-1].report_id == own

    def test_what_another_change_left_is_not_shown_for_the_old_text(self, home: Home) -> None:
        """A file that has changed since it was read says nothing of the report it once held."""
        first = home.write("a.txt", SONGLI)
        home.write("b.html", SONGLI_PAGE)
        home.ingest()
        later(first, TINGLAN)
        again = home.write("c.txt", SONGLI + "\n")
        home.ingest(again)
        assert "131件" in home.only().report.passages[2].text
        home.ingest()
        assert home.findings() == []


class TestCopyingIn:
    """Files from elsewhere."""

    def test_a_file_from_elsewhere_is_copied_under_its_own_name(
        self, home: Home, elsewhere: Path
    ) -> None:
        """The corpus has the file as it was; the original is left alone."""
        original = written(elsewhere / "松栎镇.txt", SONGLI)
        before = original.stat()
        assert home.outcomes(elsewhere) == {"松栎镇.txt": ADDED}
        assert home.corpus() == {"松栎镇.txt": SONGLI}
        assert original.read_text("utf-8") == SONGLI
        assert original.stat().st_mtime_ns == before.st_mtime_ns
        assert home.outcomes() == home.outcomes(elsewhere) == {"松栎镇.txt": UNCHANGED}

    def test_another_file_of_that_name_gets_a_free_one_beside_it(
        self, home: Home, elsewhere: Path
    ) -> None:
        """Two towns that both call their file 报告.txt lose nothing."""
        written(elsewhere / "松栎" / "报告.txt", SONGLI)
        written(elsewhere / "汀兰" / "报告.txt", TINGLAN)
        home.ingest(elsewhere)
        assert home.corpus() == {"报告.txt": SONGLI, "报告-2.txt": TINGLAN}
        assert len(home.reports()) == 2

    def test_content_that_is_there_is_not_copied_again(self, home: Home, elsewhere: Path) -> None:
        """The same file under another name is the file that is there."""
        home.write("松栎镇.txt", SONGLI)
        (first,) = home.ingest()
        (second,) = home.ingest(written(elsewhere / "副本.txt", SONGLI))
        assert (second.outcome, second.report_id) == (SAME, first.report_id)
        assert second.why == "与 松栎镇.txt 是同一篇报告"
        assert home.corpus() == {"松栎镇.txt": SONGLI}

    def test_an_origin_that_changed_replaces_its_copy(self, home: Home, elsewhere: Path) -> None:
        """Whoever ingests a folder again gets its newer files as newer versions."""
        original = written(elsewhere / "报告.txt", SONGLI)
        (first,) = home.ingest(elsewhere)
        later(original, SONGLI_REVISED)
        (second,) = home.ingest(elsewhere)
        assert (second.outcome, second.report_id) == (UPDATED, first.report_id)
        assert home.corpus() == {"报告.txt": SONGLI_REVISED}
        assert home.only().version == 2

    def test_a_copy_that_was_lost_is_brought_back(self, home: Home, elsewhere: Path) -> None:
        """A file that the corpus lacks is not called unchanged: it is copied in again."""
        original = written(elsewhere / "报告.txt", SONGLI)
        (first,) = home.ingest(original)
        (home.settings.corpus / "报告.txt").unlink()
        (second,) = home.ingest(original)
        assert (second.outcome, second.report_id) == (UPDATED, first.report_id)
        assert home.corpus() == {"报告.txt": SONGLI}
        assert (home.findings(), home.only().version) == ([], 1)

    def test_a_file_named_twice_gets_one_verdict(self, home: Home) -> None:
        """One verdict a file."""
        file = home.write("a.txt", SONGLI)
        assert len(home.ingest(file, file)) == 1

    def test_a_failed_file_is_not_copied(self, home: Home, elsewhere: Path) -> None:
        """The corpus holds reports, not what could not be read."""
        written(elsewhere / "空.txt", "")
        assert home.outcomes(elsewhere) == {"空.txt": FAILED}
        assert home.corpus() == {}


class TestIncrementally:
    """What is read again, and what is not."""

    def test_a_file_that_has_not_changed_is_passed_over_unread(self, home: Home) -> None:
        """Size and date tell; whoever changed the content and kept both is not noticed."""
        file = home.write("a.txt", SONGLI)
        home.ingest()
        unseen(file, SONGLI_REVISED)
        assert home.outcomes() == {"a.txt": UNCHANGED}
        assert "131件" in home.only().report.passages[2].text

    def test_a_new_date_alone_changes_nothing(self, home: Home) -> None:
        """A file that was copied back and forth is the same file."""
        file = home.write("a.txt", SONGLI)
        home.ingest()
        later(file, SONGLI)
        assert home.outcomes() == {"a.txt": UNCHANGED}

    def test_changed_places_have_every_file_read_again(self, home: Home) -> None:
        """A town that was added to places.tsv is told in reports that were there before it."""
        file = home.write("a.txt", SONGLI.replace("松栎镇", "鹭汊镇"))
        assert home.ingest()[0].doubts
        assert home.only().report.place is None
        home.write("places.tsv", PLACES + "990121103\t鹭汊镇\t青禾县\t砚州市\t岚川省\n")
        assert home.outcomes() == {"a.txt": UNCHANGED}
        place = home.only().report.place
        assert place is not None
        assert place.town == "鹭汊镇"
        unseen(file, file.read_text("utf-8").replace("131件", "132件"))
        assert home.outcomes() == {"a.txt": UNCHANGED}
        assert home.only().version == 1

    def test_reading_a_part_again_does_not_count_as_all(self, home: Home) -> None:
        """Files that a run did not touch are still read again by the next that does."""
        first = home.write("a.txt", SONGLI.replace("松栎镇", "鹭汊镇"))
        home.write("b.txt", TINGLAN.replace("汀兰镇", "鹭汊镇"))
        home.ingest()
        home.write("places.tsv", PLACES + "990121103\t鹭汊镇\t青禾县\t砚州市\t岚川省\n")
        home.ingest(first)
        home.ingest()
        assert all(filed.report.place for filed in home.engine.reports())

    @pytest.mark.parametrize("harm", ["deleted", "dropped", "strange"])
    def test_an_index_that_differs_from_the_library_is_mended(self, home: Home, harm: str) -> None:
        """Without a file having changed, the index again holds what the library names."""
        home.write("a.txt", SONGLI)
        home.write("b.txt", TINGLAN)
        home.ingest()
        before = home.reports()
        harm_index(home, harm)
        assert set(home.outcomes().values()) == {UNCHANGED}
        assert home.reports() == before
        assert home.findings() == []

    def test_rebuilding_gives_the_same_reports(self, home: Home) -> None:
        """What was built step by step and what is built anew are one and the same."""
        home.write("a.txt", SONGLI)
        home.write("b.html", SONGLI_PAGE)
        file = home.write("c.txt", TINGLAN)
        home.ingest()
        later(file, TINGLAN.replace("42件", "43件"))
        home.ingest()
        before = home.reports()
        assert set(home.outcomes(rebuild=True).values()) == {UNCHANGED}
        assert home.reports() == before

    @pytest.mark.parametrize("manifest", ["{", "[]", '{"program": "another"}', ""])
    def test_rebuilding_repairs_a_broken_manifest(self, home: Home, manifest: str) -> None:
        """An index that is refused is made anew by the command that the refusal names."""
        home.write("a.txt", SONGLI)
        home.ingest()
        before = home.reports()
        (home.settings.index / "manifest.json").write_text(manifest, "utf-8")
        with pytest.raises(IndexUnavailable) as refused:
            home.ingest()
        assert refused.value.remedy == "searchapp ingest --rebuild"
        home.ingest(rebuild=True)
        assert home.reports() == before

    def test_rebuilding_gives_one_verdict_a_file_however_it_is_named(
        self, home: Home, tmp_path: Path
    ) -> None:
        """A path through a link, or a relative one, is still the same file."""
        home.write("a.txt", SONGLI)
        home.ingest()
        (tmp_path / "link").symlink_to(home.path, target_is_directory=True)
        assert len(home.ingest(tmp_path / "link" / "corpus", rebuild=True)) == 1

    def test_rebuilding_with_one_path_keeps_the_other_reports(
        self, home: Home, elsewhere: Path
    ) -> None:
        """A rebuild reads every file of the corpus, whatever was named."""
        home.write("a.txt", SONGLI)
        home.ingest()
        home.ingest(written(elsewhere / "b.txt", TINGLAN), rebuild=True)
        assert len(home.reports()) == 2


def harm_index(home: Home, how: str) -> None:
    """Make the index differ from the library."""
    if how == "deleted":
        shutil.rmtree(home.settings.index)
        return
    filed = next(home.engine.reports())
    with home.engine.writer() as writer:
        if how == "dropped":
            writer.drop(filed.id)
        else:
            writer.put(replace(filed, id="STRANGE000"))


class TestFailing:
    """A file that cannot be taken in has a verdict in Chinese; the rest goes on."""

    @pytest.mark.parametrize(
        ("name", "content", "why"),
        [
            ("报告.et", b"\xd0\xcf\x11\xe0", "暂不支持"),
            ("报告", b"x", "暂不支持这种格式（无扩展名）"),
            ("空.txt", b"", "空文件，没有文字"),
            ("白.txt", "　\n \n".encode(), "空文件，没有文字"),
            ("坏.docx", b"PK\x03\x04 broken", ""),
            ("图.txt", bytes(range(256)) * 40, ""),
        ],
    )
    def test_what_succeeded_is_kept(self, home: Home, name: str, content: bytes, why: str) -> None:
        """One file that cannot be read does not keep the others out."""
        home.write("a.txt", SONGLI)
        (home.settings.corpus / name).write_bytes(content)
        home.write("鹤.txt", TINGLAN)
        verdicts = {each.file: each for each in home.ingest()}
        assert verdicts[name].outcome is FAILED
        assert verdicts[name].why.startswith(why)
        assert any("\u4e00" <= char <= "\u9fff" for char in verdicts[name].why)
        assert len(home.reports()) == 2

    @pytest.mark.parametrize("name", ["没有这个.txt", "长" * 300 + ".txt", "没有这个文件夹/"])
    def test_a_path_that_leads_nowhere_has_a_verdict(
        self, home: Home, elsewhere: Path, name: str
    ) -> None:
        """A slip in one path does not keep the others out."""
        good = written(elsewhere / "松栎镇.txt", SONGLI)
        first, second = home.ingest(elsewhere / name, good)
        assert (first.outcome, second.outcome) == (FAILED, ADDED)
        assert any(why in first.why for why in ("文件不存在", "文件名过长", "暂不支持"))

    def test_a_file_that_may_not_be_read_has_a_verdict(self, home: Home, elsewhere: Path) -> None:
        """The system's refusal is said in Chinese, and the next file is taken in."""
        closed = written(elsewhere / "a.txt", SONGLI)
        written(elsewhere / "b.txt", TINGLAN)
        closed.chmod(0)
        with as_plain_user(home.path, elsewhere):
            verdicts = home.ingest(elsewhere)
        assert [each.outcome for each in verdicts] == [FAILED, ADDED]
        assert "没有权限" in verdicts[0].why

    def test_a_corpus_that_may_not_be_written_has_verdicts(
        self, home: Home, elsewhere: Path
    ) -> None:
        """What cannot be stored is said of each file; what is there stays."""
        home.write("a.txt", SONGLI)
        written(elsewhere / "b.txt", TINGLAN)
        with as_plain_user(home.path, elsewhere):
            home.ingest()
            home.settings.corpus.chmod(0o555)
            (verdict,) = home.ingest(elsewhere)
            home.settings.corpus.chmod(0o755)
            assert (verdict.outcome, verdict.why) == (FAILED, "无法读取或存入：没有权限")
            assert home.only().sources == (Source("a.txt", "txt"),)
            assert home.findings() == []

    @pytest.mark.parametrize("text", ["", "\x00" * 200])
    def test_a_file_that_breaks_keeps_the_report_that_it_held(self, home: Home, text: str) -> None:
        """The index goes on showing the last text that could be read."""
        file = home.write("a.txt", SONGLI)
        home.ingest()
        before = home.reports()
        later(file, text)
        assert home.outcomes() == {"a.txt": FAILED}
        assert home.reports() == before
        later(file, SONGLI_REVISED)
        assert home.outcomes() == {"a.txt": UPDATED}
        assert home.only().version == 2

    @pytest.mark.parametrize("rebuild", [False, True])
    def test_places_that_cannot_be_understood_stop_all_before_the_first(
        self, home: Home, *, rebuild: bool
    ) -> None:
        """With a broken table every place would be told wrongly: nothing is taken in."""
        home.write("a.txt", SONGLI)
        home.write("places.tsv", "code\ttown\n12\t松栎镇\n")
        with pytest.raises(BadPlaces):
            home.ingest(rebuild=rebuild)
        assert home.engine.held() == {}

    def test_a_strange_library_stops_all_before_the_first(self, home: Home) -> None:
        """Without the library no id could be kept."""
        home.write("a.txt", SONGLI)
        written(home.settings.library, "不是数据库" * 400)
        with pytest.raises(LibraryUnavailable):
            home.ingest()
        assert not home.settings.index.exists()

    def test_the_lock_is_free_again_after_a_failure(self, home: Home) -> None:
        """An ingest that could not begin does not stand in the way of the next."""
        home.write("a.txt", SONGLI)
        home.write("places.tsv", "code\ttown\n12\t松栎镇\n")
        with pytest.raises(BadPlaces):
            home.ingest()
        home.write("places.tsv", PLACES)
        assert home.outcomes() == {"a.txt": ADDED}


def test_the_second_of_two_intakes_is_told_so(home: Home) -> None:
    """Two at once would give one text two ids; the second is refused and changes nothing."""
    home.write("a.txt", SONGLI)
    running = Intake(home.settings, home.engine, []).run()
    next(running)
    with pytest.raises(IngestRunning):
        home.ingest()
    assert list(running) == []
    assert home.outcomes() == {"a.txt": UNCHANGED}


def test_an_empty_corpus_is_no_error(home: Home) -> None:
    """A home in which nothing lies yet has no verdicts, and one that is not there is made."""
    assert home.ingest() == []
    fresh = Home(home.path / "新的家")
    assert fresh.ingest() == []
    assert list(fresh.engine.reports()) == []
    assert fresh.findings() == []
    with Ledger.open(fresh.settings) as ledger:
        assert ledger.files.all() == []
