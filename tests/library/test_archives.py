"""A zip goes in as the folder of files that it is, once, whatever becomes of it later."""

import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from searchapp.library import Outcome
from searchapp.reports import Source
from tests.library.homes import (
    SONGLI,
    SONGLI_PAGE,
    SONGLI_REVISED,
    TINGLAN,
    Home,
    shared_workers,
    written,
)
from tests.reading.test_archive import _locked, bytes_of, raw_entry, zipped

ADDED, UPDATED, UNCHANGED = Outcome.ADDED, Outcome.UPDATED, Outcome.UNCHANGED
SAME, FAILED, REMOVED = Outcome.SAME, Outcome.FAILED, Outcome.REMOVED

YUNPING = (
    TINGLAN.replace("汀兰镇", "云坪乡").replace("码头设立船头", "集市设立").replace("42", "7")
)

#: An archive that is whole.
WHOLE = bytes_of(("a.txt", SONGLI.encode()))


def packed(path: Path, texts: Mapping[str, str]) -> Path:
    """An archive of these texts."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return zipped(path, *((name, text.encode()) for name, text in texts.items()))


def texts(home: Home) -> dict[str, str]:
    """File of the corpus -> its text, archives left out."""
    files = home.settings.corpus.rglob("*")
    return {
        file.relative_to(home.settings.corpus).as_posix(): file.read_text("utf-8")
        for file in files
        if file.is_file() and file.suffix != ".zip" and file != home.settings.places
    }


@pytest.fixture
def temporary(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder for what is only needed for a while; a test leaves nothing in it."""
    # What the workers that all tests share need is made before, and stays.
    places = home.settings.places
    shared_workers().understand(places, places, places).answer()
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert list(folder.iterdir()) == []


@pytest.fixture(params=["in the corpus", "from elsewhere"])
def archive(request: pytest.FixtureRequest, home: Home, elsewhere: Path) -> Path:
    """Where an archive may lie that is taken in."""
    folder = home.settings.corpus if request.param == "in the corpus" else elsewhere
    return folder / "上报.zip"


class TestTakingIn:
    """What becomes of the files in it."""

    def test_its_files_stand_in_a_folder_of_its_name(
        self, home: Home, archive: Path, temporary: Path
    ) -> None:
        """Wherever it lies; each has its verdict, and then the archive; the archive stays."""
        packed(archive, {"松栎/a.txt": SONGLI, "b.txt": TINGLAN})
        before = archive.read_bytes()
        verdicts = home.ingest(archive)
        assert [(each.file, each.outcome, each.why) for each in verdicts] == [
            ("上报.zip/松栎/a.txt", ADDED, ""),
            ("上报.zip/b.txt", ADDED, ""),
            ("上报.zip", ADDED, "压缩包，内有 2 个文件"),
        ]
        assert texts(home) == {"上报/松栎/a.txt": SONGLI, "上报/b.txt": TINGLAN}
        assert {filed.sources for filed in home.reports().values()} == {
            (Source("上报/松栎/a.txt", "txt"),),
            (Source("上报/b.txt", "txt"),),
        }
        assert archive.read_bytes() == before
        assert home.findings() == []
        assert temporary.exists()

    def test_taken_in_again_nothing_is_new_and_nothing_doubled(
        self, home: Home, archive: Path, temporary: Path
    ) -> None:
        """By itself, with the whole corpus, and in a rebuild."""
        packed(archive, {"松栎/a.txt": SONGLI, "b.txt": TINGLAN})
        home.ingest(archive)
        kept, reports = texts(home), home.reports()
        for paths, rebuild in (((archive,), False), ((), False), ((archive,), True)):
            outcomes = set(home.outcomes(*paths, rebuild=rebuild).values())
            assert outcomes == {UNCHANGED}
        assert (texts(home), home.reports()) == (kept, reports)
        assert home.findings() == []
        assert temporary.exists()

    def test_names_written_by_windows_are_read(self, home: Home) -> None:
        """GBK, with backslashes or not, becomes the names that people gave."""
        names = ["青禾县/松栎镇2024年报告.txt", "青禾县\\汀兰镇.txt"]
        entries = [raw_entry(name.encode("gbk")) for name in names]
        contents = [SONGLI.encode("gbk"), TINGLAN.encode()]
        zipped(home.settings.corpus / "上报.zip", *zip(entries, contents, strict=True))
        home.ingest()
        assert {filed.sources[0].path for filed in home.reports().values()} == {
            "上报/青禾县/松栎镇2024年报告.txt",
            "上报/青禾县/汀兰镇.txt",
        }
        assert home.findings() == []

    def test_an_archive_in_an_archive_is_a_folder_more(self, home: Home) -> None:
        """Its files have their place in the folder of its name."""
        inner = bytes_of(("a.txt", SONGLI.encode()))
        zipped(home.settings.corpus / "上报.zip", ("乡镇/松栎.zip", inner), ("b.txt", b""))
        outcomes = home.outcomes()
        assert outcomes["上报.zip/乡镇/松栎/a.txt"] is ADDED
        assert texts(home) == {"上报/乡镇/松栎/a.txt": SONGLI}
        assert set(home.outcomes().values()) == {UNCHANGED, FAILED}

    def test_the_same_report_beside_it_is_one_with_two_sources(self, home: Home) -> None:
        """A text in an archive is no other text; nor is a page of it."""
        home.write("松栎.html", SONGLI_PAGE)
        packed(home.settings.corpus / "上报.zip", {"a.txt": SONGLI})
        outcomes = home.outcomes()
        assert outcomes == {"松栎.html": SAME, "上报.zip/a.txt": ADDED, "上报.zip": ADDED}
        assert {source.path for source in home.only().sources} == {"松栎.html", "上报/a.txt"}
        assert home.findings() == []

    def test_the_very_file_that_is_there_is_not_copied_again(self, home: Home) -> None:
        """Staff pack up what they have put into the corpus before."""
        home.write("a.txt", SONGLI)
        home.ingest()
        packed(home.settings.corpus / "备份.zip", {"a.txt": SONGLI})
        assert home.outcomes()["备份.zip/a.txt"] is SAME
        assert texts(home) == {"a.txt": SONGLI}
        assert home.findings() == []

    def test_two_archives_may_have_files_of_one_name(self, home: Home, elsewhere: Path) -> None:
        """Each has its folder; two archives of one name share it, and lose nothing."""
        packed(home.settings.corpus / "甲.zip", {"报告.txt": SONGLI})
        packed(home.settings.corpus / "乙.zip", {"报告.txt": TINGLAN})
        home.ingest()
        other = packed(elsewhere / "甲.zip", {"报告.txt": YUNPING})
        assert home.outcomes(other)["甲.zip/报告.txt"] is ADDED
        assert texts(home) == {
            "甲/报告.txt": SONGLI,
            "乙/报告.txt": TINGLAN,
            "甲/报告-2.txt": YUNPING,
        }
        assert set(home.outcomes(other).values()) == {UNCHANGED}
        assert set(home.outcomes().values()) == {UNCHANGED}
        assert home.findings() == []


class TestChanging:
    """What becomes of it when it, or what came out of it, changes."""

    def test_a_changed_archive_brings_what_changed_in_it(self, home: Home, archive: Path) -> None:
        """A new version, a new report; what it has no longer stays until it is pruned."""
        packed(archive, {"a.txt": SONGLI, "b.txt": TINGLAN})
        first = home.ingest(archive)[0].report_id
        packed(archive, {"a.txt": SONGLI_REVISED, "c.txt": YUNPING})
        outcomes = home.outcomes(archive)
        assert outcomes["上报.zip/a.txt"] is UPDATED
        assert outcomes["上报.zip/c.txt"] is ADDED
        assert outcomes["上报.zip"] is not UNCHANGED
        assert texts(home) == {
            "上报/a.txt": SONGLI_REVISED,
            "上报/b.txt": TINGLAN,
            "上报/c.txt": YUNPING,
        }
        assert home.reports()[str(first)].version == 2
        assert len(home.reports()) == 3
        assert home.findings() == []

    def test_an_archive_that_is_gone_leaves_its_files(self, home: Home) -> None:
        """They are in the corpus; pruning forgets the archive only."""
        path = packed(home.settings.corpus / "上报.zip", {"a.txt": SONGLI})
        home.ingest()
        path.unlink()
        assert {each.file: each.outcome for each in home.prune()} == {
            "上报/a.txt": UNCHANGED,
            "上报.zip": REMOVED,
        }
        assert home.only().sources == (Source("上报/a.txt", "txt"),)
        assert home.findings() == []

    def test_a_file_of_it_that_is_gone_is_pruned_and_not_brought_back(self, home: Home) -> None:
        """Who takes a file out of the folder means it, as long as the archive is the same."""
        packed(home.settings.corpus / "上报.zip", {"a.txt": SONGLI, "b.txt": TINGLAN})
        home.ingest()
        (home.settings.corpus / "上报" / "b.txt").unlink()
        outcomes = {each.file: each.outcome for each in home.prune()}
        assert outcomes["上报/b.txt"] is REMOVED
        assert set(home.outcomes().values()) == {UNCHANGED}
        assert texts(home) == {"上报/a.txt": SONGLI}
        assert home.findings() == []

    @pytest.mark.parametrize("seen", [True, False])
    @pytest.mark.parametrize("changed", [True, False])
    def test_what_was_edited_in_the_corpus_is_not_overwritten(
        self, home: Home, archive: Path, *, seen: bool, changed: bool
    ) -> None:
        """Whether an ingest has seen the edit or not, and whatever the archive brings next."""
        packed(archive, {"a.txt": SONGLI, "b.txt": TINGLAN})
        home.ingest(archive)
        edited = SONGLI.replace("131件", "135件")
        written(home.settings.corpus / "上报" / "a.txt", edited)
        if seen:
            home.ingest()
        packed(archive, {"a.txt": SONGLI_REVISED if changed else SONGLI, "c.txt": YUNPING})
        home.ingest(archive)
        home.ingest()
        assert texts(home)["上报/a.txt"] == edited
        if changed:
            assert SONGLI_REVISED in texts(home).values()
        assert home.findings() == []


class TestFailing:
    """Archives, and files in them, that cannot be read."""

    def test_a_file_in_it_that_cannot_be_read_is_told_and_remembered(
        self, home: Home, archive: Path
    ) -> None:
        """The others go in; the archive's verdict names it, and it is not tried for nothing."""
        packed(archive, {"a.txt": SONGLI, "表.et": "x"})
        verdicts = home.ingest(archive)
        assert [each.outcome for each in verdicts] == [ADDED, FAILED, ADDED]
        assert verdicts[2].why == "压缩包，内有 2 个文件，1 个没有收录"
        assert texts(home) == {"上报/a.txt": SONGLI}
        again = home.outcomes()
        assert again.pop("上报/a.txt") is UNCHANGED
        if archive.parent == home.settings.corpus:
            assert again == {"上报.zip": FAILED}
            (finding,) = home.findings()
            assert "上报.zip/表.et" in finding.what
        else:
            assert (again, home.findings()) == ({}, [])

    @pytest.mark.parametrize(
        ("content", "why"),
        [
            (b"PK\x03\x04 broken", "损坏"),
            (WHOLE[: len(WHOLE) // 2], "损坏"),
            (_locked(WHOLE, 1), "密码"),
        ],
        ids=["broken", "cut off", "with a password"],
    )
    def test_an_archive_that_cannot_be_read_has_a_verdict(
        self, home: Home, temporary: Path, content: bytes, why: str
    ) -> None:
        """In Chinese, the same the next time; the rest goes in, and nothing else is made."""
        (home.settings.corpus / "上报.zip").write_bytes(content)
        home.write("鹤.txt", SONGLI)
        for outcome in (ADDED, UNCHANGED):
            verdicts = {each.file: each for each in home.ingest()}
            assert verdicts["上报.zip"].outcome is FAILED
            assert why in verdicts["上报.zip"].why
            assert verdicts["鹤.txt"].outcome is outcome
        assert texts(home) == {"鹤.txt": SONGLI}
        assert len(home.reports()) == 1
        assert temporary.exists()

    def test_one_that_is_put_right_goes_in(self, home: Home) -> None:
        """Copied anew over the broken one, it is as if that had never been."""
        archive = home.settings.corpus / "上报.zip"
        archive.write_bytes(b"PK\x03\x04 broken")
        home.ingest()
        packed(archive, {"a.txt": SONGLI})
        assert home.outcomes()["上报.zip/a.txt"] is ADDED
        assert home.findings() == []

    def test_one_that_breaks_leaves_what_came_out_of_it(self, home: Home) -> None:
        """What is in the corpus is there, whatever becomes of the archive."""
        archive = packed(home.settings.corpus / "上报.zip", {"a.txt": SONGLI})
        home.ingest()
        archive.write_bytes(b"PK\x03\x04 broken")
        assert home.outcomes() == {"上报/a.txt": UNCHANGED, "上报.zip": FAILED}
        assert home.only().sources == (Source("上报/a.txt", "txt"),)

    def test_a_name_that_leads_outside_makes_nothing_there(self, home: Home) -> None:
        """Its verdict says so; nothing stands outside the corpus."""
        before = {file for file in home.path.parent.rglob("*") if file.is_file()}
        entry = zipfile.ZipInfo("../../../外面.txt")
        archive = home.settings.corpus / "上报.zip"
        zipped(archive, (entry, SONGLI.encode()), ("a.txt", TINGLAN.encode()))
        failed = home.ingest()[0]
        assert failed.outcome is FAILED
        assert "压缩包之外" in failed.why
        assert texts(home) == {"上报/a.txt": TINGLAN}
        after = {file for file in home.path.parent.rglob("*") if file.is_file()} - before
        assert {file for file in after if file.name.endswith("外面.txt")} == set()


class TestStopped:
    """A run that ends while an archive is being taken in."""

    FILES = 40

    @pytest.mark.parametrize("verdicts", [1, 32])
    def test_the_next_run_completes_it(
        self, home: Home, archive: Path, temporary: Path, verdicts: int
    ) -> None:
        """Nothing is lost or doubled, and what was unpacked for it is gone."""
        members = {
            f"{number:02}.txt": SONGLI.replace("131件", f"{number + 200}件").replace(
                "2024年度", f"{1980 + number}年度"
            )
            for number in range(self.FILES)
        }
        packed(archive, members)
        run = home.intake(archive).run()
        for _ in range(verdicts):
            next(run)
        run.close()  # type: ignore[attr-defined]
        assert list(temporary.iterdir()) == []
        outcomes = home.outcomes(archive)
        assert FAILED not in outcomes.values()
        # What is settled is kept a while at a time: it may have been all of it already.
        was_whole = outcomes == {"上报.zip": UNCHANGED}
        assert was_whole or outcomes.keys() >= {f"上报.zip/{name}" for name in members}
        assert texts(home) == {f"上报/{name}": text for name, text in members.items()}
        assert len(home.reports()) == self.FILES
        assert {filed.version for filed in home.reports().values()} == {1}
        assert set(home.outcomes(archive).values()) == {UNCHANGED}
        assert home.findings() == []
