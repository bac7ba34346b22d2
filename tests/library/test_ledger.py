"""The ledger in ``library.db``."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from searchapp.errors import LibraryUnavailable
from searchapp.library.ledger import Known, Ledger
from searchapp.library.tables import Base

SONGLI = Known("松栎镇.txt", 120, 1_700_000_000, "a" * 64, "txt", "R000000001")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


def columns(path: Path) -> dict[str, dict[str, tuple[bool, bool]]]:
    """Table -> column -> whether it must have a value, whether it is the key."""
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {
            name: {
                column: (bool(needed), bool(key))
                for _, column, _, needed, _, key in connection.execute(
                    "SELECT * FROM pragma_table_info(?)", (name,)
                )
            }
            for (name,) in tables.fetchall()
        }


def test_migrations_from_empty_make_the_tables_that_the_program_reads(path: Path) -> None:
    """What the steps leave behind is what ``tables`` describes, with nothing more or less."""
    Ledger.open(path).__exit__(None, None, None)
    made = columns(path)
    del made["alembic_version"]
    assert made == {
        table.name: {
            column.name: (not column.nullable, column.primary_key) for column in table.columns
        }
        for table in Base.metadata.sorted_tables
    }


def test_what_was_kept_is_there_when_it_is_opened_again(path: Path) -> None:
    """Opening brings an old file up to date and takes nothing from it."""
    with Ledger.open(path) as ledger:
        ledger.name("R000000001", "f" * 64)
        ledger.record(SONGLI)
        ledger.remember("parsed_with", "0.1")
        ledger.commit()
    for _ in range(2):
        with Ledger.open(path) as ledger:
            assert ledger.files() == [SONGLI]
            assert ledger.versions() == {"R000000001": 1}
            assert ledger.note("parsed_with") == "0.1"


def test_nothing_is_kept_before_commit(path: Path) -> None:
    """A session that ends without commit leaves the file as it was."""
    with Ledger.open(path) as ledger:
        ledger.name("R000000001", "f" * 64)
        ledger.record(SONGLI)
    with Ledger.open(path) as ledger:
        assert (ledger.files(), ledger.ids()) == ([], frozenset())


def test_two_sessions_read_while_one_writes(path: Path) -> None:
    """``check`` and ``serve`` need not wait for an ingest."""
    with Ledger.open(path) as writing, Ledger.open(path) as reading:
        writing.name("R000000001", "f" * 64)
        assert reading.ids() == frozenset()
        writing.commit()
    with Ledger.open(path) as ledger:
        assert ledger.ids() == {"R000000001"}


def test_a_report_that_no_file_holds_keeps_its_id_and_is_not_counted(path: Path) -> None:
    """An id is never given to another text, but only held reports belong in the index."""
    with Ledger.open(path) as ledger:
        ledger.name("R000000001", "f" * 64)
        assert (set(ledger.ids()), dict(ledger.versions())) == ({"R000000001"}, {})


def test_a_file_that_is_no_database_is_refused(path: Path) -> None:
    """Somebody's notes under the library's name are neither read nor overwritten."""
    path.write_text("会议记录：讨论年度报告事宜。" * 100, "utf-8")
    before = path.read_bytes()
    with pytest.raises(LibraryUnavailable) as refused:
        Ledger.open(path)
    assert refused.value.location == str(path)
    assert path.read_bytes() == before


def test_a_database_of_a_later_program_is_refused(path: Path) -> None:
    """An older program does not touch tables that it does not know."""
    Ledger.open(path).__exit__(None, None, None)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    with pytest.raises(LibraryUnavailable, match="9999"):
        Ledger.open(path)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """The library is not made in a place that nobody made."""
    with pytest.raises(LibraryUnavailable):
        Ledger.open(tmp_path / "none" / "library.db")


@pytest.mark.parametrize("name", ["报告?mode=ro", "百分之%41", "井号#1", "a b&c"])
def test_any_name_of_a_folder_will_do(tmp_path: Path, name: str) -> None:
    """The path is a path, not an address in which marks mean something."""
    folder = tmp_path / name
    folder.mkdir()
    Ledger.open(folder / "library.db").__exit__(None, None, None)
    assert (folder / "library.db").exists()
