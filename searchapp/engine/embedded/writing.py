"""A change to the index: whole reports go in and out, and all of it at one commit."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from searchapp.engine.embedded.builders import Builders
from searchapp.engine.embedded.codec import ListedSegment
from searchapp.engine.embedded.columnar.arrays import DamagedSegment, Mask
from searchapp.engine.embedded.columnar.segment import Segment
from searchapp.engine.embedded.commits import NAME, Commit
from searchapp.engine.embedded.durable import sync
from searchapp.engine.embedded.folder import IndexFolder
from searchapp.engine.embedded.limits import Limits
from searchapp.engine.embedded.merges import Merge, merge_all
from searchapp.engine.embedded.opening import opened
from searchapp.engine.embedded.processes import explained
from searchapp.engine.embedded.tiers import is_worn
from searchapp.errors import IndexUnavailable
from searchapp.reports import FiledReport


@contextmanager
def changing(
    folder: IndexFolder, before: Commit, limits: Limits, *, clear: bool
) -> Iterator["EmbeddedWriter"]:
    """A change to what that commit, the newest, holds; to nothing with ``clear``.

    It happens when the block ends well. Only for who is alone. Raises IndexUnavailable, also
    where a segment turns out to be damaged that was to be written anew with others.
    """
    writer = EmbeddedWriter(folder, before, limits, clear=clear)
    try:
        yield writer
        with explained():
            writer.commit()
    except DamagedSegment as error:
        writer.cancel()
        raise IndexUnavailable(folder.path, str(error), exists=True) from error
    except BaseException:
        writer.cancel()
        raise


class EmbeddedWriter:
    """Builds segments of the reports that are put, and says which passages of others are gone."""

    def __init__(
        self, folder: IndexFolder, before: Commit, limits: Limits, *, clear: bool
    ) -> None:
        folder.sweep()
        self._folder = folder
        self._tiers = limits.tiers
        self._number = before.number + 1
        self._held = [] if clear else _held(folder, before)
        self._new: dict[Path, ListedSegment] = {}
        self._builders = Builders(self._new_file, limits.batch, limits.few)
        self._put: set[str] = set()

    def put(self, filed: FiledReport) -> None:
        """Hold this report in place of the one with its id."""
        if filed.id in self._put:
            raise ValueError(f"report {filed.id} is put twice in one change")
        if not filed.report.passages:
            raise ValueError(f"report {filed.id} has no passage by which it could be held")
        self._builders.put(filed)
        self._put.add(filed.id)
        self._delete(filed.id)

    def drop(self, report_id: str) -> None:
        """Hold the report no longer."""
        if report_id in self._put:
            raise ValueError(f"report {report_id} is dropped in the change that puts it")
        self._delete(report_id)

    def commit(self) -> None:
        """Make the change seen by every reader that comes after.

        Raises OSError where the disk fails; then nothing has changed, unless it failed when all
        was written, and only its promise to keep it was missing.
        """
        built = [self._held_in(file) for file in self._builders.finish()]
        held = self._merged([each for each in (*self._held, *built) if each.alive.any()])
        for each in held:
            if each.segment.path in self._new:
                sync(each.segment.path)
        self._folder.change_to(Commit(self._number, tuple(each.as_listed() for each in held)))

    def cancel(self) -> None:
        """Give the change up."""
        self._builders.abandon()
        with suppress(OSError):
            self._folder.sweep()

    def _delete(self, report_id: str) -> None:
        for each in self._held:
            each.delete(report_id)

    def _merged(self, held: Sequence["_Held"]) -> list["_Held"]:
        """The same documents in segments that are neither too many nor too worn."""
        together = self._tiers.groups([each.characters for each in held])
        groups = [held[group.start : group.stop] for group in together]
        merges = {
            at: Merge([(each.segment, each.alive) for each in group], self._new_file())
            for at, group in enumerate(groups)
            if len(group) > 1 or group[0].is_worn
        }
        merge_all(list(merges.values()))
        return [
            self._held_in(merges[at].file) if at in merges else group[0]
            for at, group in enumerate(groups)
        ]

    def _new_file(self) -> Path:
        """The file of a segment that is still to be written."""
        listed = ListedSegment(NAME)
        file = listed.file_in(self._folder.path.absolute())
        self._new[file] = listed
        return file

    def _held_in(self, file: Path) -> "_Held":
        segment = opened(file)
        self._new[file].set_doc_count(segment.passages)
        return _Held(self._new[file], segment, np.ones(segment.passages, np.bool_))


@dataclass(frozen=True, slots=True)
class _Held:
    """A segment and which of its passages are not deleted."""

    listed: ListedSegment
    segment: Segment
    alive: Mask

    def delete(self, report_id: str) -> None:
        """Hold the passages of the report no longer, if it is here."""
        reports = self.segment.reports
        number = reports.find(report_id)
        if number >= 0:
            self.alive[reports.first.item(number) : reports.first.item(number + 1)] = False

    def as_listed(self) -> ListedSegment:
        """What the commit says of it."""
        self.listed.delete(np.flatnonzero(~self.alive).astype(np.int32))
        return self.listed

    @property
    def characters(self) -> int:
        """About how many characters the passages have that are not deleted."""
        share = np.count_nonzero(self.alive) / len(self.alive)
        return round(self.segment.units * share)

    @property
    def is_worn(self) -> bool:
        held = int(np.count_nonzero(self.alive))
        return is_worn(held, len(self.alive) - held)


def _held(folder: IndexFolder, before: Commit) -> list[_Held]:
    """The segments of the newest commit. Raises IndexUnavailable."""
    parts = folder.parts() if before.segments else ()
    held = []
    for listed, part in zip(before.segments, parts, strict=True):
        alive = np.ones(part.segment.passages, np.bool_)
        alive[part.deleted] = False
        held.append(_Held(listed, part.segment, alive))
    return held
