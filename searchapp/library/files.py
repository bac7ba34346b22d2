"""Which files there are below ``corpus/``, what became of each, and what was read in it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from itertools import count

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from searchapp.library.readings import packed, unpacked
from searchapp.library.tables import FileRow
from searchapp.reports import Report


@dataclass(frozen=True, slots=True)
class Known:
    """A file as it was when it was last looked into; ``path`` is below ``corpus/``, with ``/``.

    It holds ``version`` of the report ``report_id``, or none where it never could be read.
    ``verdict`` and ``reason`` are those of that time, ``read_with`` what they depend on.
    """

    path: str
    size: int
    modified_ns: int
    sha256: str
    format: str
    report_id: str | None = None
    version: int | None = None
    origin: str | None = None
    verdict: str = ""
    reason: str = ""
    read_with: str = ""

    @property
    def is_left_over(self) -> bool:
        """Whether it stands for what a file held before another report took its place."""
        return self.report_id is not None and self.path.endswith(f"~{self.report_id}")

    @property
    def shown(self) -> str:
        """What people are told of it by."""
        if self.is_left_over:
            return f"{self.path.removesuffix(f'~{self.report_id}')}（被覆盖前的一篇）"
        return self.path


_COLUMNS = tuple(each.name for each in fields(Known))


class Files:
    """The files of one session, in memory once they were asked for: none else writes them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> Sequence[Known]:
        """Every file, in the order of arrival."""
        return self._shelf.among(self._shelf.known)

    def file(self, path: str) -> Known | None:
        """The file of that path."""
        return self._shelf.known.get(path)

    def copied_from(self, origin: str) -> Known | None:
        """The first file that was copied from there."""
        return next(iter(self._shelf.among(self._shelf.by_origin[origin])), None)

    def with_content(self, sha256: str) -> Sequence[Known]:
        """The files that had this content when they were last looked into, in that order."""
        return self._shelf.among(self._shelf.by_content[sha256])

    def holding(self, report_id: str, version: int) -> Sequence[Known]:
        """The files that hold this version of a report, in the order of arrival."""
        files = self._shelf.among(self._shelf.by_report[report_id])
        return [file for file in files if file.version == version]

    def naming(self, report_id: str) -> Sequence[Known]:
        """The files that hold any version of a report, in the order of arrival."""
        return self._shelf.among(self._shelf.by_report[report_id])

    def record(self, file: Known, reading: Report | None = None) -> None:
        """Remember a file in place of what was known of its path.

        Without a ``reading`` the one that there is stays.
        """
        values = {name: getattr(file, name) for name in _COLUMNS}
        if reading is not None:
            values["reading"] = packed(reading)
        if file.path in self._shelf.known:
            where = FileRow.path == file.path
            self._session.execute(update(FileRow).where(where).values(values))
        else:
            self._session.execute(insert(FileRow).values(values))
        self._shelf.put(file)

    def reading(self, path: str) -> Report | None:
        """The report as it was last read in a file; None where none ever was."""
        found = select(FileRow.reading).where(FileRow.path == path)
        kept = self._session.scalars(found).first()
        return unpacked(kept) if kept else None

    def move(self, path: str, new_path: str) -> None:
        """The file of that path stands at another now, of which nothing may be known."""
        file = self._shelf.known[path]
        where = FileRow.path == path
        self._session.execute(update(FileRow).where(where).values(path=new_path))
        self._shelf.rename(file, replace(file, path=new_path))

    def forget(self, path: str) -> None:
        """The file of that path is no longer part of the library."""
        self._session.execute(delete(FileRow).where(FileRow.path == path))
        self._shelf.remove(self._shelf.known[path])

    def look_again(self) -> None:
        """Forget what is in memory: another session has written."""
        self.__dict__.pop("_shelf", None)

    @cached_property
    def _shelf(self) -> "_Shelf":
        shelf = _Shelf()
        columns = [getattr(FileRow, name) for name in _COLUMNS]
        for row in self._session.execute(select(*columns).order_by(FileRow.id)):
            shelf.put(Known(*row))
        return shelf


class _Shelf:
    """The files by whatever one looks for them."""

    def __init__(self) -> None:
        self.known: dict[str, Known] = {}
        self.by_origin: defaultdict[str | None, set[str]] = defaultdict(set)
        self.by_content: defaultdict[str | None, set[str]] = defaultdict(set)
        self.by_report: defaultdict[str | None, set[str]] = defaultdict(set)
        self._arrived: dict[str, int] = {}
        self._arrivals = count()

    def put(self, file: Known) -> None:
        if file.path in self.known:
            self._unlist(self.known[file.path])
        else:
            self._arrived[file.path] = next(self._arrivals)
        self._list(file)

    def rename(self, file: Known, renamed: Known) -> None:
        arrived = self._arrived[file.path]
        self.remove(file)
        self._arrived[renamed.path] = arrived
        self._list(renamed)

    def remove(self, file: Known) -> None:
        self._unlist(file)
        del self.known[file.path]
        del self._arrived[file.path]

    def among(self, paths: Iterable[str]) -> list[Known]:
        """The files of these paths, in the order of arrival."""
        return [self.known[path] for path in sorted(paths, key=self._arrived.__getitem__)]

    def _list(self, file: Known) -> None:
        self.known[file.path] = file
        self.by_origin[file.origin].add(file.path)
        self.by_content[file.sha256].add(file.path)
        self.by_report[file.report_id].add(file.path)

    def _unlist(self, file: Known) -> None:
        self.by_origin[file.origin].discard(file.path)
        self.by_content[file.sha256].discard(file.path)
        self.by_report[file.report_id].discard(file.path)
