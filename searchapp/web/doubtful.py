"""Which reports are to be checked, in the order in which a person goes through them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from werkzeug.datastructures import MultiDict

from searchapp.errors import BatchNotFound, IndexUnavailable
from searchapp.library import Batches
from searchapp.reports import Doubt, FiledReport, Report
from searchapp.web import current

#: What a doubt is about -> what it is called, in the order in which the page has them.
_SUBJECTS: Final = {
    "place": "地方",
    "year": "年度",
    "title": "标题",
    "genre": "文种",
    "twin": "同年两篇",
    "text": "文字",
    "outline": "章节",
}
_OTHERS: Final = "其他"


@dataclass(frozen=True)
class Doubtful:
    """The reports with doubts, or those of them that are asked for.

    ``about`` is the subject of a doubt, "" for all; ``batch`` the name of a batch in which the
    reports came, "" for any.
    """

    every: Sequence[FiledReport]
    about: str = ""
    batch: str = ""

    @classmethod
    def of(cls, args: MultiDict[str, str]) -> "Doubtful":
        """What an address asks for; what it asks for and is not there is everything."""
        batch = args.get("batch", "")
        every = [each for each in held() if each.report.doubts]
        if batch:
            names = _reports_of(batch)
            every = [each for each in every if each.id in names]
        about = args.get("about", "")
        known = any(about in subjects_of(each.report) for each in every)
        return cls(every, about if known else "", batch)

    @property
    def counts(self) -> Sequence[tuple[str, int]]:
        """Each subject, and how many reports there are with a doubt about it."""
        return subject_counts(self.every)

    @cached_property
    def asked(self) -> Sequence[FiledReport]:
        """The reports that are asked for."""
        if not self.about:
            return self.every
        return [each for each in self.every if self.about in subjects_of(each.report)]

    @property
    def args(self) -> Mapping[str, str]:
        """What an address must say to ask for the same."""
        given = {"about": self.about, "batch": self.batch}
        return {name: value for name, value in given.items() if value}

    def around(self, report_id: str) -> tuple[str | None, str | None]:
        """The ids of the reports before and after one; the first after one that is not there."""
        names = [each.id for each in self.asked]
        if report_id not in names:
            return None, next(iter(names), None)
        at = names.index(report_id)
        return (names[at - 1] if at else None), next(iter(names[at + 1 :]), None)

    def number(self, report_id: str) -> int:
        """Which of them a report is, from 1; 0 where it is not among them."""
        names = [each.id for each in self.asked]
        return names.index(report_id) + 1 if report_id in names else 0


def held() -> Sequence[FiledReport]:
    """The facts of all reports; none before the first ones were taken in."""
    try:
        return current.engine().facts()
    except IndexUnavailable:
        # An index that is just being made holds nothing yet; one that is broken is broken still.
        return current.engine().facts() if current.engine().held() else ()


def subject_counts(filed: Iterable[FiledReport]) -> Sequence[tuple[str, int]]:
    """Each subject that is doubted, in the order of the page, and of how many reports it is."""
    counts = Counter(name for each in filed for name in subjects_of(each.report))
    return [(name, counts[name]) for name in (*_SUBJECTS.values(), _OTHERS) if counts[name]]


def subjects_of(report: Report) -> set[str]:
    """What is doubted of a report."""
    return {subject_of(doubt) for doubt in report.doubts}


def subject_of(doubt: Doubt) -> str:
    """What a doubt is about."""
    return _SUBJECTS.get(doubt.fact, _OTHERS)


def _reports_of(batch: str) -> set[str | None]:
    """The reports that came in a batch; none where nobody remembers it."""
    try:
        progress = Batches(current.settings().received).batch(batch).progress()
    except BatchNotFound:
        return set()
    return {verdict.report_id for verdict in progress.verdicts}
