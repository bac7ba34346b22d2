"""The ledger, on each kind of database."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, inspect

from searchapp.errors import LibraryFailed, LibraryUnavailable
from searchapp.library import Ledger
from searchapp.library.files import Known
from searchapp.library.tables import Base
from searchapp.settings import Settings
from searchapp.wording import words_for
from tests.engine.shelves import report_of
from tests.library.databases import GUARDED, Cluster
from tests.library.opening import url_of

SONGLI = Known(
    *("松栎镇.txt", 120, 1_700_000_000, "a" * 64, "txt", "R000000001", 1),
    *("/别处/松栎镇.txt", "新增", "与 b.txt 是同一篇报告", "0.1 -"),
)
REPORT = report_of("R000000001", "全年调解纠纷131件𠮷㎡。").report


def shape(engine: Engine) -> dict[str, dict[str, Any]]:
    """Table -> its columns, key, links and indexes, as the database tells of them."""
    told = inspect(engine)
    return {table: _shape(told, table) for table in told.get_table_names()}


def _shape(told: Any, table: str) -> dict[str, Any]:
    columns = told.get_columns(table)
    links = told.get_foreign_keys(table)
    indexes = told.get_indexes(table)
    unique = [sorted(each["column_names"]) for each in told.get_unique_constraints(table)]
    return {
        "columns": {each["name"]: (str(each["type"]), each["nullable"]) for each in columns},
        "key": told.get_pk_constraint(table)["constrained_columns"],
        "links": sorted((each["constrained_columns"], each["referred_table"]) for each in links),
        "unique": sorted(unique),
        "indexes": sorted((each["name"], each["column_names"]) for each in indexes),
    }


def kept(settings: Settings) -> None:
    """A library in which there is a report, its file and its text."""
    with Ledger.open(settings) as ledger:
        ledger.names.give("R000000001", "f" * 64)
        ledger.files.record(SONGLI, REPORT)
        ledger.editions.begin("R000000001", 1, SONGLI.path)
        ledger.corrections.add("R000000001", "year", 2023, "李")
        ledger.commit()


def test_migrations_from_empty_make_the_tables_that_the_program_reads(
    settings: Settings, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """What the steps leave behind is what ``tables`` describes, with nothing more or less."""
    Ledger.open(settings).__exit__(None, None, None)
    if settings.library_url:
        described = request.getfixturevalue("postgresql").new_database()
    else:
        described = f"sqlite:///{tmp_path / 'described.db'}"
    shapes = []
    for url in (url_of(settings), described):
        engine = create_engine(url)
        if url == described:
            Base.metadata.create_all(engine)
        shapes.append(shape(engine))
        engine.dispose()
    made, meant = shapes
    del made["alembic_version"]
    assert made == meant
    assert made.keys() == {
        *("reports", "files", "editions", "corrections", "confirmations", "searches"),
        *("excerpts", "briefings", "revisions"),
    }


def test_what_was_kept_is_there_when_it_is_opened_again(settings: Settings) -> None:
    """Opening takes nothing away, whatever the characters."""
    kept(settings)
    for _ in range(2):
        with Ledger.open(settings) as ledger:
            assert ledger.files.all() == [SONGLI]
            assert ledger.files.reading(SONGLI.path) == REPORT
            assert ledger.names.held() == {"R000000001": 1}
            assert [each.version for each in ledger.editions.of("R000000001")] == [1]
            assert [each.value for each in ledger.corrections.of("R000000001")] == [2023]


def test_nothing_is_kept_before_commit(settings: Settings) -> None:
    """A session that ends without commit leaves the library as it was."""
    with Ledger.open(settings) as ledger:
        ledger.names.give("R000000001", "f" * 64)
        ledger.files.record(SONGLI)
    with Ledger.open(settings) as ledger:
        assert ledger.files.all() == []
        assert "R000000001" not in ledger.names


def test_two_sessions_read_while_one_writes(settings: Settings) -> None:
    """``check`` and ``serve`` need not wait for an ingest."""
    Ledger.open(settings).__exit__(None, None, None)
    with Ledger.open(settings) as writing, Ledger.open(settings) as reading:
        writing.names.give("R000000001", "f" * 64)
        assert "R000000001" not in reading.names
        writing.commit()
    with Ledger.open(settings) as ledger:
        assert "R000000001" in ledger.names


def test_a_report_that_no_file_holds_keeps_its_id_and_is_not_counted(settings: Settings) -> None:
    """An id is never given to another text, but only held reports belong in the index."""
    with Ledger.open(settings) as ledger:
        ledger.names.give("R000000001", "f" * 64)
        assert "R000000001" in ledger.names
        assert ledger.names.of_text("f" * 64) == "R000000001"
        assert ledger.names.held() == {}
        assert ledger.report("R000000001") is None


def test_an_id_that_was_never_given_is_told_from_one_that_no_file_holds(
    settings: Settings,
) -> None:
    """A slip in a link is no lost report."""
    with Ledger.open(settings) as ledger:
        assert ledger.edition("NEVER00000", 1) is None
        with pytest.raises(KeyError):
            ledger.report("NEVER00000")


def test_the_report_is_what_its_files_say_with_what_people_corrected(settings: Settings) -> None:
    """One place decides what a report is: readings combined, corrections before all."""
    kept(settings)
    with Ledger.open(settings) as ledger:
        filed = ledger.report("R000000001")
        assert filed is not None
        assert [source.path for source in filed.sources] == [SONGLI.path]
        assert (filed.report.year, filed.report.passages) == (2023, REPORT.passages)
        assert ledger.edition("R000000001", 1) == filed.report
        assert ledger.edition("R000000001", 2) is None


class TestRefused:
    """What is not a library of this program is left alone, and no password is shown."""

    @pytest.fixture
    def sqlite(self, tmp_path: Path) -> Settings:
        return Settings(home=tmp_path)

    def test_a_file_that_is_no_database_is_refused(self, sqlite: Settings) -> None:
        """Somebody's notes under the library's name are neither read nor overwritten."""
        sqlite.library.write_text("会议记录：讨论年度报告事宜。" * 100, "utf-8")
        before = sqlite.library.read_bytes()
        with pytest.raises(LibraryUnavailable) as refused:
            Ledger.open(sqlite)
        assert refused.value.location == str(sqlite.library)
        assert sqlite.library.read_bytes() == before

    def test_a_database_of_a_later_program_is_refused(self, settings: Settings) -> None:
        """An older program does not touch tables that it does not know."""
        kept(settings)
        engine = create_engine(url_of(settings))
        with engine.begin() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        with pytest.raises(LibraryUnavailable, match="9999"):
            Ledger.open(settings)
        with engine.begin() as connection:
            rows = connection.exec_driver_sql("SELECT path FROM files").all()
        engine.dispose()
        assert [path for (path,) in rows] == [SONGLI.path]

    def test_a_folder_that_is_not_there_is_refused(self, tmp_path: Path) -> None:
        """The library is not made in a place that nobody made."""
        with pytest.raises(LibraryUnavailable):
            Ledger.open(Settings(home=tmp_path / "none"))

    @pytest.mark.parametrize(
        "url",
        [
            "postgresql+psycopg://u:geheim@/library?host=/nirgends",
            "postgresql+psycopg://u:geheim@localhost:1/library",
            "postgresql+psycopg://u:geheim@host:fünf/library",
            "postgresql+kein://u:geheim@host/library",
            "mysql+pymysql://u:geheim@host/library",
            "mariadb://u:geheim@host/library",
            "sqlite+pysqlcipher://:geheim@/library.db",
            "postgresql+psycopg://u@/library?host=/nirgends&password=geheim",
            "u:geheim@host/library",
            "//u:geheim@host",
            "geheim",
        ],
    )
    def test_a_url_that_leads_nowhere_is_refused_without_its_password(
        self, tmp_path: Path, url: str
    ) -> None:
        """Whoever sees the message, or a log with it, does not see the password."""
        with pytest.raises((LibraryUnavailable, LibraryFailed)) as refused:
            Ledger.open(Settings(home=tmp_path, library_url=url))
        for said in (str(refused.value), words_for(refused.value)):
            assert "geheim" not in said
        assert not (tmp_path / "library.db").exists()

    def test_a_wrong_password_is_refused_and_not_shown(
        self, postgresql: Cluster, tmp_path: Path
    ) -> None:
        """The server's refusal is told, with the place and without the password."""
        wrong = postgresql.url("postgres", GUARDED, "geheim")
        with pytest.raises(LibraryUnavailable) as refused:
            Ledger.open(Settings(home=tmp_path, library_url=wrong))
        assert "口令不对" in refused.value.why
        assert GUARDED in refused.value.location
        assert "geheim" not in str(refused.value)


@pytest.mark.parametrize("name", ["报告?mode=ro", "百分之%41", "井号#1", "a b&c"])
def test_any_name_of_a_folder_will_do(tmp_path: Path, name: str) -> None:
    """The path is a path, not an address in which marks mean something."""
    home = Settings(home=tmp_path / name)
    home.home.mkdir()
    Ledger.open(home).__exit__(None, None, None)
    assert home.library.exists()


def test_others_wait_for_a_lock_and_do_not_fail(tmp_path: Path) -> None:
    """A second program that writes at the same moment does so when the first is done."""
    home = Settings(home=tmp_path)
    kept(home)
    with Ledger.open(home) as ledger, closing(sqlite3.connect(home.library)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert ledger.names.held() == {"R000000001": 1}
        other.rollback()
        ledger.names.give("R000000002", "e" * 64)
        ledger.commit()


def test_a_home_is_where_one_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The current folder is a home: in another folder it is another one, with another library."""
    found = []
    for folder in (tmp_path / "一", tmp_path / "二", tmp_path / "一"):
        folder.mkdir(exist_ok=True)
        monkeypatch.chdir(folder)
        with Ledger.open(Settings()) as ledger:
            found.append("R1" in ledger.names)
            if folder.name == "一" and not found[-1]:
                ledger.names.give("R1", "f" * 64)
            ledger.commit()
    assert found == [False, False, True]
