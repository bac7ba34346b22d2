"""What any engine promises; ``tests/engine/contract.py`` holds it to that."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from searchapp.engine.advice import Advice
from searchapp.engine.asking import Asked
from searchapp.engine.completing import Beginning
from searchapp.engine.damage import Damage
from searchapp.engine.found import FacetName, FacetValue, Found
from searchapp.engine.likeness import LEAST, Alike
from searchapp.engine.tally import Tally
from searchapp.reports import FiledReport


class Writer(Protocol):
    """One change to what the engine holds: it happens whole when the block ends, or not at all."""

    def put(self, filed: FiledReport) -> None:
        """Hold this report, in place of the one with its id if there is one.

        In one change a report is put once; ValueError for the second time, and for a report
        without passages, of which nothing could be found.
        """

    def drop(self, report_id: str) -> None:
        """Hold the report no longer; one that is not held is no error.

        ValueError for a report that was put in the same change.
        """


class Engine(Protocol):
    """An index that is open. Every answer is of one state, even while a writer commits."""

    def find(self, asked: Asked) -> Found:
        """The exact answer: what reading every passage would give."""

    def ranking(self, asked: Asked) -> Sequence[str]:
        """The ids of all reports with hits, in the order of their first hits."""

    def tally(self, asked: Asked) -> Mapping[str, Tally]:
        """Report id -> how much is found in it; a report in which nothing is found is left out.

        The sums are the totals of ``find``. Order, paging and grouping do not matter.
        """

    def advise(self, asked: Asked) -> Advice:
        """What may help somebody on whose question found nothing."""

    def phrases(self, beginning: str, limit: int) -> Sequence[Beginning]:
        """What stands in the reports and begins so, about the commonest first, at most so many.

        It begins where a word or a phrase does and ends where a word does. Nothing for what has a
        mark that means something else in a query.
        """

    def alike(self, sought: str, least: int = LEAST) -> Sequence[Alike]:
        """Every passage in which a text stands with at least that likeness, 1 to 100 per cent.

        The likest first, of the same likeness in the order of ``reports``; none for a text of
        blanks. ``engine.likeness`` says what likeness is; with less than 70 per cent the answer
        takes long.
        """

    def values(self) -> Mapping[FacetName, tuple[FacetValue, ...]]:
        """Every value of each facet that there is, with its counts among everything."""

    def report(self, report_id: str) -> FiledReport:
        """A whole report. Raises ReportNotFound."""

    def reports(self) -> Iterator[FiledReport]:
        """Every report, by place, year and id."""

    def facts(self) -> Sequence[FiledReport]:
        """Every report without its passages and its outline, by place, year and id.

        As long as nothing is committed, it is the same object, of which nothing is to be changed.
        """

    def held(self) -> Mapping[str, int]:
        """Report id -> version, of every report; empty where there is no index yet."""

    def damages(self) -> Sequence[Damage]:
        """Every file of the index that is not as it was written; all of it is read for that.

        Where there is one, no other answer can be trusted.
        """

    def writer(self) -> AbstractContextManager[Writer]:
        """A change, committed when the block ends well and given up when it raises."""

    def rebuild(self) -> AbstractContextManager[Writer]:
        """The same, beginning from nothing: what is not put is gone when the block ends well."""
