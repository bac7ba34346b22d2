"""Ways from report to report that carry a search along, so that it is never lost while reading."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qs, parse_qsl, urlsplit

from flask import url_for

from searchapp.engine import Asked, Engine
from searchapp.web.address import Address
from searchapp.web.sheet import Sheet

#: The mark at which one is: a page that is asked for a hit by its number has this anchor at it.
NOW: Final = "now"


@dataclass(frozen=True, slots=True)
class Ways:
    """Addresses of reports from which the same search is found again.

    ``here`` is what the address of this report says besides, which no other report's is to say.
    """

    address: Address
    here: Mapping[str, str]

    def kept(self) -> list[tuple[str, str]]:
        """What a form repeats so that the search stays, as names and values."""
        return parse_qsl(urlsplit(self.address.url).query)

    def report(self, report_id: str, anchor: str | None = None, **more: Any) -> str:
        """The address of a report, with more in it than the search."""
        return self.to("pages.report", report_id, _anchor=anchor, **more)

    def to(self, endpoint: str, report_id: str, **more: Any) -> str:
        """The address of another page about a report, from which one comes back to the search."""
        carried: dict[str, Any] = {**parse_qs(urlsplit(self.address.url).query), **more}
        return url_for(endpoint, report_id=report_id, **carried)

    def hit(self, report_id: str, number: int) -> str:
        """The address of a mark of another report; a number below 0 counts from the end."""
        return self.report(report_id, NOW, hit=number)

    def mark(self, report_id: str, number: int) -> str:
        """The address of a mark of this report by its number."""
        return self.report(report_id, NOW, **self.here, hit=number)


@dataclass(frozen=True, slots=True)
class Course:
    """Where a report stands among those that a search found; ``number`` counts from 1.

    ``before`` and ``after`` are the ids of the reports beside it.
    """

    number: int
    total: int
    before: str | None
    after: str | None


def course_of(engine: Engine, address: Address, asked: Asked, report_id: str) -> Course | None:
    """The report's place in the result; None without a search, and where it is not found."""
    if not address.typed and not address.choices:
        return None
    ranking = engine.ranking(asked)
    if report_id not in ranking:
        return None
    at = ranking.index(report_id)
    before = ranking[at - 1] if at else None
    after = ranking[at + 1] if at + 1 < len(ranking) else None
    return Course(at + 1, len(ranking), before, after)


@dataclass(frozen=True, slots=True)
class Steps:
    """From mark to mark, and at the ends on to the reports beside this one.

    ``now`` is the number of the mark at which one is, 0 for none. Of ``before`` and ``after`` each
    is where a step leads, None where there is nothing; the others lead to the next report.
    """

    now: int
    total: int
    before: str | None
    after: str | None
    report_before: str | None
    report_after: str | None

    @classmethod
    def of(
        cls, ways: Ways, report_id: str, sheet: Sheet, now: int, course: Course | None
    ) -> "Steps":
        """The steps from the mark of that number."""
        earlier = course.before if course else None
        later = course.after if course else None
        report_before = ways.hit(earlier, -1) if earlier else None
        report_after = ways.hit(later, 1) if later else None
        total = sheet.marks
        before = ways.mark(report_id, now - 1) if now > 1 else report_before
        after = ways.mark(report_id, now + 1) if now < total else report_after
        return cls(now, total, before, after, report_before, report_after)


def hit_asked_for(said: int | None, total: int) -> int:
    """The number of the mark that an address asks for; 0 for none and for one that is not there.

    >>> hit_asked_for(-1, 6), hit_asked_for(7, 6), hit_asked_for(None, 6)
    (6, 0, 0)
    """
    number = said or 0
    if number < 0:
        number += total + 1
    return number if 1 <= number <= total else 0
