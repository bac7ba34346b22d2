"""Everything that can go wrong, as one tree.

::

    SearchAppError
    ├── BadSetting            a setting has a value that it cannot have
    ├── BadPlaces             the home's own places.tsv cannot be understood
    ├── UnclearChoice         a filter has a value that it cannot have
    ├── UnreadableFile        a file could not be turned into text
    │   ├── EmptyFile             it holds no text
    │   ├── Encrypted             it has a password
    │   ├── NeedsProgram          it is read only with a program that this machine lacks
    │   └── UnsupportedFormat     its format is not read
    ├── IndexUnavailable      there is no index here that this program can read
    ├── CorpusGone            every file is missing: more likely a drive than a wish
    ├── IngestRunning         another process is taking reports in
    ├── LibraryUnavailable    library.db cannot be opened or belongs to another program
    ├── LibraryFailed         library.db could not be read or written while it was in use
    ├── BackupFailed          no backup of the library was made
    │   └── BackupExists          there is a file of this name already
    ├── BackupUnusable        a file is no backup from which the library can be restored
    ├── LibraryInUse          a database has something in it that a backup would take the place of
    ├── BadTemplate           a document cannot be the template of others
    ├── AddingClosed          the operator does not want files to be handed in
    ├── BatchNotFound         no files were handed in under this name, or long ago
    ├── ReportNotFound        no report has this id
    ├── ExcerptNotFound       no excerpt has this code
    ├── NothingToQuote        no words stand where somebody would quote
    ├── VersionNotKept        the version that somebody would quote is not kept
    ├── BriefingNotFound      no briefing has this number
    ├── BadBriefing           a briefing cannot be as somebody wants it
    ├── OriginalsWithheld     the operator keeps the original files from readers
    └── OriginalGone          a report's file is no longer there as it was taken in

A class carries the facts; what a reader is told, in Chinese, is said by the edges. The one
exception is ``UnreadableFile``: its ``reason`` is Chinese, for it is kept as the file's verdict.
"""

import errno
from pathlib import Path
from typing import Final

_SYSTEM: Final = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOSPC: "磁盘空间不足",
    errno.EROFS: "所在的盘是只读的",
    errno.ENAMETOOLONG: "文件名过长",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOENT: "文件不存在",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.ELOOP: "链接指向了自己",
    errno.EADDRINUSE: "端口已被占用",
}


def why_not(error: OSError) -> str:
    """What the system refused, in Chinese where it is one of the usual things."""
    return _SYSTEM.get(error.errno or 0, error.strerror or str(error))


class SearchAppError(Exception):
    """Anything this program raises on purpose."""


class BadSetting(SearchAppError):
    """A setting has a value that it cannot have."""

    def __init__(self, key: str, value: str, expected: str) -> None:
        super().__init__(f"{key} is {value!r}; expected {expected}")
        self.key, self.value, self.expected = key, value, expected


class BadPlaces(SearchAppError):
    """The home's own ``places.tsv`` cannot be understood."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path, self.why = path, why


class UnclearChoice(SearchAppError):
    """A filter has a value that it cannot have; ``expected`` is Chinese."""

    def __init__(self, facet: str, value: str, expected: str) -> None:
        super().__init__(f"{facet}: {value!r} is not {expected}")
        self.facet, self.value, self.expected = facet, value, expected


class UnreadableFile(SearchAppError):
    """A file could not be turned into text; ``reason`` says why, in Chinese."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path, self.reason = path, reason


class EmptyFile(UnreadableFile):
    """The file holds no text."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "空文件，没有文字")


class Encrypted(UnreadableFile):
    """The file has a password."""

    def __init__(self, path: Path, what: str = "文档") -> None:
        super().__init__(path, f"{what}有密码，请先取消密码再收入")


class NeedsProgram(UnreadableFile):
    """The file is read only with a program that this machine lacks; it is worth trying again."""

    def __init__(self, path: Path, program: str, remedy: str) -> None:
        super().__init__(path, f"需要 {program}，本机没有找到。{remedy}")
        self.program = program


class UnsupportedFormat(UnreadableFile):
    """The file's format is not read; ``remedy`` says, in Chinese, what to do instead."""

    def __init__(self, path: Path, remedy: str, *, what: str = "") -> None:
        ending = path.suffix.lower() or "无扩展名"
        super().__init__(path, f"暂不支持{what or f'这种格式（{ending}）'}，{remedy}")


class IndexUnavailable(SearchAppError):
    """There is no index here that this program can read."""

    def __init__(self, folder: Path, why: str, *, exists: bool) -> None:
        remedy = "searchapp ingest --rebuild" if exists else "searchapp ingest"
        super().__init__(f"{folder}: {why}. Build it: {remedy}")
        self.folder, self.why, self.remedy = folder, why, remedy


class CorpusGone(SearchAppError):
    """Every file that the library knows is missing: that is more likely a drive than a wish."""

    def __init__(self, corpus: Path) -> None:
        super().__init__(f"{corpus} has none of the files that the library knows")
        self.corpus = corpus


class IngestRunning(SearchAppError):
    """Another process is taking reports into this home."""

    def __init__(self, home: Path) -> None:
        super().__init__(f"another ingest is running in {home}")
        self.home = home


class LibraryUnavailable(SearchAppError):
    """``library.db`` cannot be opened, or was written by a later version."""

    def __init__(self, location: str, why: str) -> None:
        super().__init__(f"{location}: {why}")
        self.location, self.why = location, why


class LibraryFailed(SearchAppError):
    """``library.db`` could not be read or written while it was in use; ``why`` is Chinese."""

    def __init__(self, location: str, why: str) -> None:
        super().__init__(f"{location}: {why}")
        self.location, self.why = location, why


class BackupFailed(SearchAppError):
    """No backup of the library was made; ``why`` is Chinese."""

    def __init__(self, file: Path, why: str) -> None:
        super().__init__(f"{file}: {why}")
        self.file, self.why = file, why


class BackupExists(BackupFailed):
    """There is a file of this name already, and nobody said that it may go."""

    def __init__(self, file: Path) -> None:
        super().__init__(file, "已有这个文件")


class BackupUnusable(SearchAppError):
    """A file is no backup from which the library can be restored; ``why`` is Chinese."""

    def __init__(self, file: Path, why: str) -> None:
        super().__init__(f"{file}: {why}")
        self.file, self.why = file, why


class LibraryInUse(SearchAppError):
    """A database has something in it, and nobody said that a backup may take its place."""

    def __init__(self, location: str) -> None:
        super().__init__(f"{location} is not empty")
        self.location = location


class BadTemplate(SearchAppError):
    """A document cannot be the template of others; ``why`` is Chinese and says what to do."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class AddingClosed(SearchAppError):
    """The operator does not want files to be handed in on the pages."""

    def __init__(self) -> None:
        super().__init__("no files are taken in from the pages here")


class BatchNotFound(SearchAppError):
    """No files were handed in under this name, or so long ago that nobody remembers."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no batch is called {name!r}")
        self.name = name


class ExcerptNotFound(SearchAppError):
    """No excerpt has this code."""

    def __init__(self, code: str) -> None:
        super().__init__(f"no excerpt is called {code!r}")
        self.code = code


class ReportNotFound(SearchAppError):
    """No report in the index has this id."""

    def __init__(self, report_id: str) -> None:
        super().__init__(f"no report is called {report_id!r}")
        self.report_id = report_id


class NothingToQuote(SearchAppError):
    """No words stand where somebody would quote."""

    def __init__(self, at: str) -> None:
        super().__init__(f"no words stand at {at}")
        self.at = at


class VersionNotKept(SearchAppError):
    """The version that somebody would quote is not kept; ``now`` is how the passage reads now."""

    def __init__(self, report_id: str, version: int, now: str) -> None:
        super().__init__(f"version {version} of {report_id} is not kept")
        self.report_id, self.version, self.now = report_id, version, now


class BriefingNotFound(SearchAppError):
    """No briefing has this number."""

    def __init__(self, number: int) -> None:
        super().__init__(f"no briefing has the number {number}")
        self.number = number


class BadBriefing(SearchAppError):
    """A briefing cannot be as somebody wants it; ``why`` is Chinese."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class UnknownHost(SearchAppError):
    """A form was sent to this program under a name that is not known to be its own."""

    def __init__(self, name: str) -> None:
        super().__init__(f"a form for {name!r}, which SEARCHAPP_HOSTS does not name")
        self.name = name


class OriginalsWithheld(SearchAppError):
    """The operator keeps the original files from readers."""

    def __init__(self) -> None:
        super().__init__("original files are not given out here")


class OriginalGone(SearchAppError):
    """A report's file is no longer there as it was taken in; ``why`` is Chinese."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path, self.why = path, why
