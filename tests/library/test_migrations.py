"""A library of an earlier release becomes one of this, with nothing lost, at whatever moment."""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, inspect, text

from searchapp.library import Ledger, Outcome
from searchapp.library.briefings import Content
from searchapp.library.database import HEAD
from searchapp.settings import Settings
from tests.conftest import ROOT
from tests.library.homes import SONGLI, SONGLI_PAGE, TINGLAN, Home
from tests.library.opening import OPENERS, url_of
from tests.library.stocked import ROWS, cells, stock_as_it_is

#: What the first release wrote: two files of one report, one of another, and an id without a file.
FIRST = """
INSERT INTO reports VALUES ('R000000001', '1111', 3), ('R000000002', '2222', 1), ('R3', '33', 2);
INSERT INTO files VALUES
 (1, 'a.txt', 120, 1700000000000000000, 'aa', 'txt', 'R000000001', NULL),
 (2, '乙/b.html', 9000000000, 1700000000000000001, 'bb', 'html', 'R000000001', '/share/b.html'),
 (7, 'c.docx', 0, 0, 'cc', 'docx', 'R000000002', NULL);
INSERT INTO notes VALUES ('parsed_with', '0.1.0 -')
"""

#: What of it must last.
WRITTEN = ("SELECT * FROM reports ORDER BY id", "SELECT * FROM files ORDER BY id")


def database_of(settings: Settings) -> Engine:
    return create_engine(url_of(settings))


def move_to(settings: Settings, revision: str) -> None:
    """Go up or down to a migration, as whoever keeps the database may."""
    engine = database_of(settings)
    with engine.begin() as connection:
        steps = config(connection)
        up = revision > str(steps.attributes["now"])
        (command.upgrade if up else command.downgrade)(steps, revision)
    engine.dispose()


def config(connection: Connection) -> Config:
    now = ""
    if inspect(connection).has_table("alembic_version"):
        now = str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar())
    made = Config(attributes={"connection": connection, "now": now})
    made.set_main_option("script_location", "searchapp:library/migrations")
    made.set_main_option("path_separator", "os")
    return made


def rows(settings: Settings, question: str) -> list[tuple[Any, ...]]:
    engine = database_of(settings)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(question))]
    engine.dispose()
    return found


@pytest.fixture
def first(settings: Settings) -> Settings:
    """A library as the first release left it."""
    move_to(settings, "0001")
    engine = database_of(settings)
    with engine.begin() as connection:
        for statement in FIRST.split(";"):
            connection.execute(text(statement))
    engine.dispose()
    return settings


def assert_nothing_is_lost(settings: Settings) -> None:
    """All that the first release knew is known, and what it did not know is not made up."""
    with Ledger.open(settings) as ledger:
        assert [
            (file.path, file.size, file.modified_ns, file.sha256, file.format, file.origin)
            for file in ledger.files.all()
        ] == [
            ("a.txt", 120, 1700000000000000000, "aa", "txt", None),
            ("乙/b.html", 9000000000, 1700000000000000001, "bb", "html", "/share/b.html"),
            ("c.docx", 0, 0, "cc", "docx", None),
        ]
        versions = [(file.report_id, file.version) for file in ledger.files.all()]
        assert versions == [("R000000001", 3), ("R000000001", 3), ("R000000002", 1)]
        assert {file.verdict for file in ledger.files.all()} == {""}
        assert ledger.names.held() == {"R000000001": 3, "R000000002": 1}
        assert ledger.names.of_text("33") == "R3"
        assert ledger.names.pending() == {}
        assert ledger.report("R000000001") is None
        (edition,) = ledger.editions.of("R000000001")
        assert (edition.version, edition.file) == (3, "a.txt")
        assert ledger.editions.of("R3") == []
        assert ledger.corrections.of("R000000001") == []


def test_the_first_releases_library_is_brought_up_to_date(first: Settings) -> None:
    """Files, ids and versions stay; that none was read yet is known."""
    assert_nothing_is_lost(first)
    assert rows(first, "SELECT version_num FROM alembic_version") == [(HEAD,)]


def test_going_back_gives_the_first_release_its_tables(first: Settings) -> None:
    """Who must go back can: what the first release knew is there, what it did not is gone."""
    before = list(map(partial(rows, first), WRITTEN))
    Ledger.open(first).__exit__(None, None, None)
    with Ledger.open(first) as ledger:
        ledger.corrections.add("R3", "year", 2023, "李")
        ledger.commit()
    move_to(first, "0001")
    assert list(map(partial(rows, first), WRITTEN)) == before
    engine = database_of(first)
    assert set(inspect(engine).get_table_names()) == {
        "reports",
        "files",
        "notes",
        "alembic_version",
    }
    engine.dispose()
    assert_nothing_is_lost(first)


@pytest.fixture(scope="module")
def others() -> Iterator[subprocess.Popen[str]]:
    """A process that begins others, of which some die."""
    command = [sys.executable, "-m", "tests.library.opening"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as others:
        yield others


def said_by(others: subprocess.Popen[str], action: str, settings: Settings) -> list[str]:
    assert others.stdin is not None
    assert others.stdout is not None
    others.stdin.write(f"{action}\t{settings.home}\t{settings.library_url}\n")
    others.stdin.flush()
    return others.stdout.readline().split()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked to be killed")
class TestProcesses:
    """Whatever other processes do, and wherever they die."""

    def test_killed_at_any_statement_leaves_the_old_library(
        self, first: Settings, others: subprocess.Popen[str]
    ) -> None:
        """Half a migration is none: whoever comes next finds the old library and brings it up."""
        *deaths, last = said_by(others, "die", first)
        assert (set(deaths), last) == ({"0001"}, HEAD)
        assert len(deaths) > 10
        assert_nothing_is_lost(first)

    @pytest.mark.parametrize("before", ["nothing", "the first release"])
    def test_many_may_open_it_at_one_moment(
        self,
        settings: Settings,
        others: subprocess.Popen[str],
        request: pytest.FixtureRequest,
        before: str,
    ) -> None:
        """One of them brings it up to date, once; the others wait for it."""
        if before == "the first release":
            request.getfixturevalue("first")
        assert said_by(others, "together", settings) == [str(OPENERS)]
        assert rows(settings, "SELECT version_num FROM alembic_version") == [(HEAD,)]
        if before == "the first release":
            assert_nothing_is_lost(settings)


@pytest.fixture(params=["0002", "0003", "0004"])
def earlier(request: pytest.FixtureRequest, settings: Settings) -> Settings:
    """A library of a later release than the first, with rows in every table."""
    move_to(settings, request.param)
    stock_as_it_is(settings)
    return settings


def test_twelve_who_open_an_earlier_library_find_all_that_was_in_it(earlier: Settings) -> None:
    """Every value of every table is there, whoever was first to bring it up to date."""
    before = cells(earlier)
    ready = Barrier(12)

    def opened(_: int) -> int:
        ready.wait()
        with Ledger.open(earlier) as ledger:
            return len(ledger.files.all())

    with ThreadPoolExecutor(12) as pool:
        assert set(pool.map(opened, range(12))) == {ROWS}
    after = cells(earlier)
    assert after.pop(("alembic_version", "version_num")) == [HEAD]
    del before["alembic_version", "version_num"]
    assert {name: after.get(name) for name in before} == before
    with Ledger.open(earlier) as ledger:
        assert ledger.briefings.make(Content("材料"), "李").id == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked to be killed")
def test_the_last_migration_killed_anywhere_leaves_the_release_before(
    tmp_path: Path, others: subprocess.Popen[str]
) -> None:
    """Until all its tables are there, none is."""
    settings = Settings(home=tmp_path)
    move_to(settings, "0004")
    stock_as_it_is(settings)
    before = cells(settings)
    *deaths, last = said_by(others, "die", settings)
    assert (set(deaths), last) == ({"0004"}, HEAD)
    after = cells(settings)
    del before["alembic_version", "version_num"]
    assert {name: after[name] for name in before} == before


def test_the_next_ingest_reads_what_the_first_release_did_not_keep(home: Home) -> None:
    """A home of the first release goes on under the same ids, and loses not even a search."""
    home.write("a.txt", SONGLI)
    home.write("b.html", SONGLI_PAGE)
    home.write("c.txt", TINGLAN)
    home.ingest()
    before = home.reports()
    move_to(home.settings, "0001")
    assert rows(home.settings, "SELECT * FROM notes") == []
    assert home.reports() == before
    assert home.outcomes() == dict.fromkeys(("a.txt", "b.html", "c.txt"), Outcome.UNCHANGED)
    assert home.reports() == before
    assert home.findings() == []


def test_a_home_of_the_first_release_that_changed_meanwhile_goes_on(home: Home) -> None:
    """A file that is gone, one that changed and one that came are told like any others."""
    home.write("a.txt", SONGLI)
    home.write("c.txt", TINGLAN)
    first, gone = home.ingest()
    move_to(home.settings, "0001")
    home.write("a.txt", SONGLI.replace("131件", "132件"))
    (home.settings.corpus / "c.txt").unlink()
    assert home.outcomes() == {"a.txt": Outcome.UPDATED}
    reports = home.reports()
    assert reports[str(first.report_id)].version == 2
    assert str(gone.report_id) in reports
