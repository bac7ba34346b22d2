"""What is known of the reports on a page of results besides what was found in them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from flask import url_for

from searchapp.engine import Found
from searchapp.reports import FiledReport, Genre
from searchapp.web.choosing import MOST_COLUMNS

#: Reports of one place and one genre: a town's over the years.
_Kin: TypeAlias = tuple[str, Genre] | None

#: Fewer reports than these cannot be held against one another.
_FEWEST: Final = 2


@dataclass(frozen=True, slots=True)
class Alongside:
    """When a report was issued, and its place's reports of the years nearest to it, oldest first.

    ``years`` has the report itself; it is empty where there is no other year to hold it against.
    """

    issued_on: date | None
    years: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Families:
    """All reports by id, and those of a known place and year by place and genre."""

    by_id: Mapping[str, FiledReport]
    kin: Mapping[_Kin, Sequence[FiledReport]]

    @classmethod
    def of(cls, reports: Iterable[FiledReport]) -> "Families":
        """The families of these reports."""
        by_id: dict[str, FiledReport] = {}
        kin: defaultdict[_Kin, list[FiledReport]] = defaultdict(list)
        for filed in reports:
            by_id[filed.id] = filed
            if filed.report.place and filed.report.year is not None:
                kin[_kin(filed)].append(filed)
        return cls(by_id, dict(kin))


def alongside(shown: Collection[str], families: Families) -> Mapping[str, Alongside]:
    """Of each of these reports what is known of it; one that is gone meanwhile is left out."""
    here = [families.by_id[each] for each in shown if each in families.by_id]
    return {
        filed.id: Alongside(
            filed.report.issued_on, _nearest(filed, families.kin.get(_kin(filed), ()))
        )
        for filed in here
    }


def _kin(filed: FiledReport) -> _Kin:
    place = filed.report.place
    return (place.code, filed.report.genre) if place else None


def _nearest(filed: FiledReport, kin: Sequence[FiledReport]) -> tuple[str, ...]:
    """The report and those beside it in years, as many as one holds against one another."""
    own = filed.report.year
    if own is None or len(kin) < _FEWEST:
        return ()
    near = sorted(kin, key=lambda each: (each.id != filed.id, abs((each.report.year or 0) - own)))
    return tuple(
        each.id for each in sorted(near[:MOST_COLUMNS], key=lambda each: each.report.year or 0)
    )


def side_by_side(found: Found, ranking: Sequence[str]) -> str | None:
    """The address where the few reports in which something was found stand side by side.

    The section is that of the first hit. None where they are too many, or only one.
    """
    if not _FEWEST <= len(ranking) <= MOST_COLUMNS or not found.hits:
        return None
    return url_for("sections.compare", report=list(ranking), section=str(found.hits[0].kind))
