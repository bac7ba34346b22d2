"""The library in one file: whole, of one moment, and restored into either kind of database."""

import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import create_engine, text

from searchapp.cli import main
from searchapp.errors import (
    BackupExists,
    BackupFailed,
    BackupUnusable,
    IngestRunning,
    LibraryFailed,
    LibraryInUse,
    LibraryUnavailable,
)
from searchapp.library import Ledger
from searchapp.library.backup import backup
from searchapp.library.briefings import Content
from searchapp.library.database import HEAD, url_of
from searchapp.library.intake import locked
from searchapp.library.restoring import restore
from searchapp.library.tables import Base
from searchapp.settings import Settings
from tests.library.databases import Cluster
from tests.library.homes import SONGLI, SONGLI_REVISED, TINGLAN, Home
from tests.library.stocked import ROWS, rows, stock
from tests.library.test_migrations import move_to
from tests.library.test_migrations import rows as rows_of


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a backup is to be: outside the home, under a name with signs."""
    folder = tmp_path / "U盘 [1]?"
    folder.mkdir()
    return folder / "库#1.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Another home, with nothing in its library."""
    home = tmp_path / "other"
    if request.param == "sqlite":
        return Settings(home=home)
    running: Cluster = request.getfixturevalue("postgresql")
    return Settings(home=home, library_url=running.new_database())


def make(settings: Settings, name: str) -> int:
    """A briefing of that name; its number."""
    settings.home.mkdir(exist_ok=True)
    with Ledger.open(settings) as ledger:
        briefing = ledger.briefings.make(Content(name), "李")
        ledger.commit()
    return briefing.id


def names(settings: Settings) -> set[str]:
    with Ledger.open(settings) as ledger:
        return {each.content.name for each in ledger.briefings.all()}


def marks(settings: Settings) -> list[int]:
    """What the index is to be told of each report."""
    return [mark for (mark,) in rows_of(settings, "SELECT pending FROM reports ORDER BY id")]


def without_marks(settings: Settings) -> dict[str, list[tuple[object, ...]]]:
    """All rows of a library, but what the index is to be told."""
    columns = sorted(Base.metadata.tables["reports"].columns.keys())
    place = columns.index("pending")
    found = rows(settings)
    return found | {"reports": [row[:place] + row[place + 1 :] for row in found["reports"]]}


def test_every_row_of_every_table_comes_back(
    settings: Settings, empty: Settings, file: Path
) -> None:
    """From either kind of database into either: nothing is lost, whatever tables there are."""
    stock(settings)
    before = rows(settings)
    assert {len(each) for name, each in before.items() if name != "alembic_version"} == {ROWS}
    held = backup(settings, file)
    assert (held.migration, held.excerpts, held.briefings) == (HEAD, ROWS, ROWS)
    assert rows(settings) == before
    done = restore(empty, file)
    assert (done.contents, done.before) == (held, None)
    assert without_marks(empty) == without_marks(settings)
    assert marks(empty) == [mark + 1 for mark in marks(settings)]


def test_what_was_there_is_kept_and_can_be_gone_back_to(settings: Settings, file: Path) -> None:
    """A restore is never the end of what it took the place of."""
    make(settings, "备份以前的")
    backup(settings, file)
    make(settings, "备份以后的")
    later = rows(settings)
    kept = restore(settings, file, replace=True).before
    assert kept is not None
    assert kept.name.startswith("library.db.before-")
    assert names(settings) == {"备份以前的"}
    restore(settings, kept, replace=True)
    assert names(settings) == {"备份以前的", "备份以后的"}
    assert len(rows(settings)["briefings"]) == len(later["briefings"])
    assert not list(settings.home.glob(".library.db.[!t]*"))


def test_what_is_made_after_a_restore_gets_a_new_number(empty: Settings, tmp_path: Path) -> None:
    """The database goes on counting where the backup ends, on a server too."""
    one = Settings(home=tmp_path / "one")
    numbers = {make(one, f"第 {each} 份") for each in range(5)}
    file = tmp_path / "b.db"
    backup(one, file)
    restore(empty, file)
    assert make(empty, "新的") not in numbers
    assert len(names(empty)) == 6


def test_a_revision_is_never_the_number_of_two_contents(settings: Settings, file: Path) -> None:
    """Who has a page open from before the restore cannot overwrite what others wrote since."""
    number = make(settings, "备份时的")
    backup(settings, file)
    with Ledger.open(settings) as ledger:
        opened = ledger.briefings.write(number, 1, Content("打开着的"), "王").briefing
        ledger.commit()
    restore(settings, file, replace=True)
    with Ledger.open(settings) as ledger:
        briefing = ledger.briefings.of(number)
        assert briefing is not None
        assert briefing.content == Content("备份时的")
        assert briefing.revision > opened.revision
        assert ledger.briefings.revision(number, briefing.revision) == briefing.content
        ledger.briefings.write(number, briefing.revision, Content("恢复后写的"), "李")
        ledger.briefings.write(number, opened.revision, Content("打开着的", "旧页"), "王")
        told = ledger.briefings.of(number)
    assert told is not None
    assert "打开着的" in str(told.content)
    assert "恢复后写的" in str(told.content)
    assert told.content.title == "旧页"


def test_a_file_that_is_there_is_not_overwritten_unless_one_says_so(
    settings: Settings, file: Path
) -> None:
    """Last month's backup does not vanish because somebody typed its name again."""
    make(settings, "一")
    file.write_text("上个月的")
    with pytest.raises(BackupExists):
        backup(settings, file)
    assert file.read_text() == "上个月的"
    assert backup(settings, file, replace=True).briefings == 1
    assert [each.name for each in file.parent.iterdir()] == [file.name]


def test_what_makes_no_sense_is_refused(tmp_path: Path, file: Path) -> None:
    """No library, no folder, a folder for a file, the library itself: nothing is written."""
    settings = Settings(home=tmp_path / "home")
    settings.home.mkdir()
    with pytest.raises(BackupFailed):
        backup(settings, file)
    assert not settings.library.exists()
    make(settings, "一")
    for target in (tmp_path / "没有" / "b.db", tmp_path, settings.library):
        with pytest.raises(BackupFailed):
            backup(settings, target, replace=True)
    assert names(settings) == {"一"}
    assert not list(file.parent.iterdir())


@pytest.mark.parametrize(
    "damage", ["missing", "strange", "another's", "newer", "lacking", "torn", "cut"]
)
def test_what_is_no_whole_backup_is_refused_and_nothing_changes(
    tmp_path: Path, file: Path, damage: str
) -> None:
    """Whatever the file is, the library is as it was, and nothing is left beside it."""
    settings = Settings(home=tmp_path / "home")
    settings.home.mkdir()
    stock(settings)
    backup(settings, file)
    if damage == "missing":
        file.unlink()
    elif damage == "strange":
        file.write_text("不是数据库" * 2000)
    elif damage == "cut":
        file.write_bytes(file.read_bytes()[:-4096])
    elif damage == "torn":
        whole = bytearray(file.read_bytes())
        whole[4096:8192] = b"\xa5" * 4096
        file.write_bytes(whole)
    else:
        said = {
            "newer": "UPDATE alembic_version SET version_num = '9999'",
            "lacking": "ALTER TABLE briefings DROP COLUMN archived_at",
        }
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.execute(said.get(damage, "DROP TABLE alembic_version"))
    before = rows(settings)
    with pytest.raises(BackupUnusable) as refused:
        restore(settings, file, replace=True)
    assert ("更新的版本" in refused.value.why) == (damage == "newer")
    assert rows(settings) == before
    left = {each.name for each in settings.home.iterdir()}
    assert left <= {
        "library.db",
        "library.db-wal",
        "library.db-shm",
        ".ingest.lock",
    }


@pytest.mark.parametrize("release", ["0001", "0002", "0003", "0004"])
def test_a_backup_of_an_earlier_release_is_brought_up_to_date_on_a_copy(
    tmp_path: Path, release: str
) -> None:
    """What an earlier program wrote is restored, and the file stays what it was."""
    empty = Settings(home=tmp_path / "empty")
    old = Settings(home=tmp_path / "old")
    old.home.mkdir()
    move_to(old, release)
    engine = create_engine(url_of(old))
    with engine.begin() as connection:
        given = "INSERT INTO reports (id, fingerprint, version"
        more = (
            ", pending) VALUES ('R1', 'f1', 4, 0)"
            if release > "0001"
            else ") VALUES ('R1', 'f1', 4)"
        )
        connection.execute(text(given + more))
    engine.dispose()
    before = old.library.read_bytes()
    assert restore(empty, old.library).contents.migration == release
    assert old.library.read_bytes() == before
    with Ledger.open(empty) as ledger:
        assert ledger.names.version("R1") == 4


def test_no_restore_while_reports_are_taken_in(settings: Settings, file: Path) -> None:
    """Whoever takes files in would go on with what is no longer there."""
    make(settings, "一")
    backup(settings, file)
    with locked(settings.home), pytest.raises(IngestRunning):
        restore(settings, file, replace=True)


def test_a_server_with_something_on_it_is_not_replaced_unasked(
    postgresql: Cluster, tmp_path: Path
) -> None:
    """An address is easily another's."""
    settings = Settings(home=tmp_path, library_url=postgresql.new_database())
    make(settings, "一")
    backup(settings, tmp_path / "b.db")
    make(settings, "二")
    with pytest.raises(LibraryInUse):
        restore(settings, tmp_path / "b.db")
    assert names(settings) == {"一", "二"}


def test_a_backup_is_of_one_moment_while_others_write(settings: Settings, file: Path) -> None:
    """Two briefings that are kept together are in it together, or neither is."""
    stop = Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            with Ledger.open(settings) as ledger:
                for side in "左右":
                    ledger.briefings.make(Content(f"{side}{number}"), "李")
                ledger.commit()
            number += 1

    make(settings, "头一份")
    writers = [Thread(target=write) for _ in range(3)]
    for each in writers:
        each.start()
    try:
        counts = [backup(settings, file, replace=True).briefings for _ in range(4)]
    finally:
        stop.set()
        for each in writers:
            each.join()
    assert {count % 2 for count in counts} == {1}
    assert counts == sorted(counts)
    assert counts[-1] > 1


class TestOpenFiles:
    """A library that somebody has open, and one that nobody can open."""

    def test_those_who_have_it_open_go_on(self, tmp_path: Path, file: Path) -> None:
        """A reader ends on what he began with; the next sees the other; no log is applied."""
        settings = Settings(home=tmp_path / "home")
        settings.home.mkdir()
        make(settings, "备份以前的")
        backup(settings, file)
        make(settings, "备份以后的")
        with Ledger.open(settings) as ledger:
            assert len(ledger.briefings.all()) == 2
            restore(settings, file)
            assert [each.content.name for each in ledger.briefings.all()] == ["备份以前的"]
            ledger.briefings.make(Content("恢复以后的"), "李")
            ledger.commit()
        assert names(settings) == {"备份以前的", "恢复以后的"}

    @pytest.mark.parametrize("fault", ["strange", "torn", "newer"])
    def test_one_that_cannot_be_opened_is_put_aside_as_it_is(
        self, tmp_path: Path, file: Path, fault: str
    ) -> None:
        """The log of the broken file is not applied to the one that takes its place."""
        settings = Settings(home=tmp_path / "home")
        settings.home.mkdir()
        make(settings, "备份以前的")
        backup(settings, file)
        library = settings.library
        with closing(sqlite3.connect(library)) as reader:
            # Who reads keeps the log from being emptied.
            reader.execute("SELECT 1 FROM reports").fetchall()
            make(settings, "备份以后的")
            log = library.with_name("library.db-wal").read_bytes()
            whole = bytearray(library.read_bytes())
        spoil(library, whole, fault)
        if fault != "newer":
            library.with_name("library.db-wal").write_bytes(log)
        if fault != "newer":
            with pytest.raises((LibraryFailed, LibraryUnavailable)):
                names(settings)
            library.with_name("library.db-wal").write_bytes(log)
        spoilt = library.read_bytes()
        kept = restore(settings, file).before
        assert kept is not None
        assert kept.read_bytes()[:8192] == spoilt[:8192]
        assert names(settings) == {"备份以前的"}


def spoil(library: Path, whole: bytearray, fault: str) -> None:
    """Damage a library, or make it one of a later program."""
    if fault == "newer":
        with closing(sqlite3.connect(library)) as connection, connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
        return
    whole[0 if fault == "strange" else 4096 : 8192] = b"\xa5" * (
        8192 if fault == "strange" else 4096
    )
    library.write_bytes(whole)


def test_the_index_follows_a_restored_library(home: Home, file: Path) -> None:
    """After the next ingest all is as the files and the library say."""
    home.write("a.txt", SONGLI)
    home.ingest()
    name = home.only().id
    backup(home.settings, file)
    home.desk.correct(name, {"year": "2019"}, "李")
    home.write("c.txt", TINGLAN)
    home.write("a.txt", SONGLI_REVISED)
    home.ingest()
    restore(home.settings, file)
    assert home.findings()
    home.ingest()
    assert home.findings() == []
    assert home.reports()[name].report.year == 2024
    assert len(home.reports()) == 2


def test_a_home_is_moved_by_its_corpus_and_a_backup(
    home: Home, file: Path, tmp_path: Path
) -> None:
    """On a new machine: copy corpus/, restore, ingest; numbers and corrections are the same."""
    home.write("a.txt", SONGLI)
    home.ingest()
    home.desk.correct(home.only().id, {"year": "2019"}, "李")
    backup(home.settings, file)
    moved = Home(tmp_path / "moved")
    for path, said in home.corpus().items():
        moved.write(path, said)
    moved.write("places.tsv", home.settings.places.read_text("utf-8"))
    restore(moved.settings, file)
    moved.ingest()
    assert moved.reports() == home.reports()
    assert moved.findings() == []


class TestCommand:
    """What one sees on the terminal."""

    def run(self, settings: Settings, *words: object) -> Result:
        given = ["--home", str(settings.home), "library", *map(str, words)]
        return CliRunner().invoke(main, given, env={"SEARCHAPP_LIBRARY_URL": settings.library_url})

    def test_backup_and_restore_say_what_they_hold(self, settings: Settings, file: Path) -> None:
        """So many of each, when, what is not in it, and what is to be done next."""
        stock(settings)
        said = self.run(settings, "backup", file)
        assert said.exit_code == 0, said.output
        assert f"{ROWS} 条摘录，{ROWS} 份材料" in said.output
        assert "corpus 里的原文件" in said.output
        again = self.run(settings, "backup", file)
        assert (again.exit_code, "--force" in again.output) == (1, True)
        assert self.run(settings, "backup", file, "--force").exit_code == 0
        back = self.run(settings, "restore", file, "--force")
        assert back.exit_code == 0, back.output
        assert f"{ROWS} 条摘录，{ROWS} 份材料" in back.output
        assert "library.db.before-" in back.output
        assert "ingest" in back.output
        nothing = self.run(settings, "restore", file.with_name("没有.db"))
        assert (nothing.exit_code, "没有这个文件" in nothing.output) == (1, True)
        assert self.run(settings, "backup").exit_code == 2
