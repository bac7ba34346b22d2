"""What the library knows of files: memory and table always say the same."""

from dataclasses import asdict, replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from searchapp.library.files import Files, Known
from searchapp.library.names import Names
from searchapp.library.tables import Base
from searchapp.reports import Report
from tests.engine.shelves import report_of

#: Few of each, so that they meet.
PATHS = ("a.txt", "乙/b.html", "乙/b-2.html", "c.zip", "c.zip~R000000001")
ORIGINS = (None, "/share/a.txt", "//server/乙/b.html")
CONTENTS = ("a" * 64, "b" * 64, "c" * 64)
REPORTS = ("R000000001", "R000000002")
TEXTS = tuple(report_of(name, name).report for name in REPORTS)
paths = st.sampled_from(PATHS)


@st.composite
def known(draw: st.DrawFn) -> Known:
    """A file in any state that it may be in."""
    report_id = draw(st.sampled_from((None, *REPORTS)))
    return Known(
        draw(paths),
        draw(st.integers(0, 2**40)),
        draw(st.integers(0, 2**62)),
        draw(st.sampled_from(CONTENTS)),
        draw(st.sampled_from(["txt", "html", ""])),
        report_id,
        None if report_id is None else draw(st.integers(1, 2)),
        draw(st.sampled_from(ORIGINS)),
        *draw(st.tuples(*[st.sampled_from(["", "新增", "失败"])] * 3)),
    )


class OneTable(RuleBasedStateMachine):
    """Files against a list of them and a dict of what was read, both too simple to be wrong."""

    @initialize()
    def begin(self) -> None:
        self.database = create_engine("sqlite://")
        Base.metadata.create_all(self.database)
        self.session = Session(self.database)
        for number, report_id in enumerate(REPORTS):
            Names(self.session).give(report_id, str(number))
        self.session.commit()
        self.files = Files(self.session)
        self.listed: list[Known] = []
        self.read: dict[str, Report] = {}
        self.kept: tuple[list[Known], dict[str, Report]] = [], {}

    def teardown(self) -> None:
        self.session.close()
        self.database.dispose()

    @rule(file=known(), reading=st.sampled_from((None, *TEXTS)))
    def record(self, file: Known, reading: Report | None) -> None:
        self.files.record(file, reading)
        places = [number for number, each in enumerate(self.listed) if each.path == file.path]
        if places:
            self.listed[places[0]] = file
        else:
            self.listed.append(file)
        if reading is not None:
            self.read[file.path] = reading

    @precondition(lambda self: self.listed)
    @rule(chosen=st.integers(0), path=paths)
    def move(self, chosen: int, path: str) -> None:
        if any(each.path == path for each in self.listed):
            return
        number = chosen % len(self.listed)
        former = self.listed[number].path
        self.files.move(former, path)
        self.listed[number] = replace(self.listed[number], path=path)
        if former in self.read:
            self.read[path] = self.read.pop(former)

    @precondition(lambda self: self.listed)
    @rule(chosen=st.integers(0))
    def forget(self, chosen: int) -> None:
        file = self.listed.pop(chosen % len(self.listed))
        self.files.forget(file.path)
        self.read.pop(file.path, None)

    @rule()
    def commit(self) -> None:
        self.session.commit()
        self.kept = list(self.listed), dict(self.read)

    @rule()
    def end_without_commit(self) -> None:
        """As whoever is killed does: what was not committed never was."""
        self.session.rollback()
        self.files = Files(self.session)
        self.listed, self.read = list(self.kept[0]), dict(self.kept[1])

    @invariant()
    def memory_and_table_say_what_was_done(self) -> None:
        for files in (self.files, Files(self.session)):
            assert files.all() == self.listed
            self.finds(files)

    def finds(self, files: Files) -> None:
        """What one looks for is what going through the list finds."""
        for path in PATHS:
            assert files.file(path) == first(self.those(path=path))
            assert files.reading(path) == self.read.get(path)
        for origin in filter(None, ORIGINS):
            assert files.copied_from(origin) == first(self.those(origin=origin))
        for content in CONTENTS:
            assert files.with_content(content) == self.those(sha256=content)
        for name in REPORTS:
            assert files.naming(name) == self.those(report_id=name)
            for version in (1, 2):
                held = self.those(report_id=name, version=version)
                assert files.holding(name, version) == held

    def those(self, **wanted: object) -> list[Known]:
        """The files of which all this is true."""
        return [each for each in self.listed if wanted.items() <= asdict(each).items()]


def first(files: list[Known]) -> Known | None:
    return next(iter(files), None)


OneTable.TestCase.settings = settings(max_examples=40, stateful_step_count=20)
test_files_in_memory_and_in_the_table_are_the_same = pytest.mark.property(OneTable.TestCase)


def test_nothing_is_known_of_a_file_that_never_came() -> None:
    """No file, no reading: not an error, for a new file asks the same."""
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        files = Files(session)
        assert (files.file("x"), files.reading("x")) == (None, None)
        assert (files.copied_from("x"), files.with_content("x")) == (None, [])
        assert (files.all(), files.naming("x"), files.holding("x", 1)) == ([], [], [])
    engine.dispose()
