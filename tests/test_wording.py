"""What people are told: every error has its words, in Chinese."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from searchapp.errors import (
    AddingClosed,
    BackupExists,
    BackupFailed,
    BackupUnusable,
    BadBriefing,
    BadPlaces,
    BadSetting,
    BadTemplate,
    BatchNotFound,
    BriefingNotFound,
    CorpusGone,
    EmptyFile,
    Encrypted,
    ExcerptNotFound,
    IndexUnavailable,
    IngestRunning,
    LibraryFailed,
    LibraryInUse,
    LibraryUnavailable,
    NeedsProgram,
    NothingToQuote,
    OriginalGone,
    OriginalsWithheld,
    ReportNotFound,
    SearchAppError,
    UnclearChoice,
    UnknownHost,
    UnreadableFile,
    UnsupportedFormat,
    VersionNotKept,
)
from searchapp.wording import words_for

ERRORS = (
    AddingClosed(),
    BackupExists(Path("backup.db")),
    BackupFailed(Path("backup.db"), "磁盘空间不足"),
    BackupUnusable(Path("backup.db"), "文件已损坏"),
    BadBriefing("材料太长"),
    BadPlaces(Path("places.tsv"), "line 2"),
    BadTemplate("打不开"),
    BriefingNotFound(7),
    ExcerptNotFound("ABCDE12345"),
    BatchNotFound("20261121-1"),
    BadSetting("SEARCHAPP_HITS_PER_PAGE", "x", "1 到 200 的整数"),
    EmptyFile(Path("a.txt")),
    IndexUnavailable(Path("index"), "no index", exists=False),
    IngestRunning(Path("home")),
    LibraryUnavailable("library.db", "not a database"),
    LibraryFailed("library.db", "磁盘空间不足"),
    LibraryInUse("postgresql://server/library"),
    CorpusGone(Path("corpus")),
    Encrypted(Path("a.docx")),
    NeedsProgram(Path("a.doc"), "LibreOffice", "请安装。"),
    NothingToQuote("R000000001.1.3"),
    VersionNotKept("R000000001", 1, "全年调解纠纷12件。"),
    OriginalGone("镇/a.docx", "收入以后改动过"),
    OriginalsWithheld(),
    UnknownHost("evil.example"),
    ReportNotFound("R000000001"),
    UnclearChoice("year", "x", "一个年份"),
    UnreadableFile(Path("a.txt"), "文件不存在"),
    UnsupportedFormat(Path("a.wps"), ".txt"),
)


def kinds(tree: type[SearchAppError]) -> Iterator[type[SearchAppError]]:
    """Every kind of error below one."""
    for kind in tree.__subclasses__():
        yield kind
        yield from kinds(kind)


def test_every_kind_of_error_is_held_to_this() -> None:
    """A new error is given its words, or a reader would read English."""
    assert {type(error) for error in ERRORS} == set(kinds(SearchAppError))


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_what_is_said_is_chinese_and_names_the_thing(error: SearchAppError) -> None:
    """A sentence of its own, with the facts that the error carries, not its English message."""
    said = words_for(error)
    assert re.search(r"[\u4e00-\u9fff]{2}", said)
    assert said != str(error) or isinstance(error, UnreadableFile | BadBriefing)
    subject = {UnreadableFile: "path", BadPlaces: "path", IndexUnavailable: "remedy"}
    for kind, fact in subject.items():
        if isinstance(error, kind):
            assert str(getattr(error, fact)) in said
