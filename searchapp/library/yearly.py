"""How many of the reports of each year say it: the line that a chart of the years draws."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from searchapp.engine import Asked, FacetValue
from searchapp.library.reach import Reach
from searchapp.query import leaves
from searchapp.reports import FiledReport


@dataclass(frozen=True, slots=True)
class YearShare:
    """Of ``held`` reports of a year that the question is about, ``mentioned`` say it."""

    year: int
    mentioned: int
    held: int


def held_by_year(asked: Asked, reports: Iterable[FiledReport]) -> Mapping[int, int]:
    """Year -> how many reports a question is about, whatever their texts say.

    A report is counted where its facts (place, year, genre, whatever was typed of them) leave it
    in the question, and among those that are asked about; one of no known year is in no year.
    """
    reach = Reach(asked, ())
    asked_about = (each for each in reports if asked.among is None or each.id in asked.among)
    years = (filed.report.year for filed in asked_about if reach.takes(filed.report))
    return Counter(year for year in years if year is not None)


def yearly(
    asked: Asked, found: Sequence[FacetValue], held: Mapping[int, int]
) -> tuple[YearShare, ...]:
    """The years of which there are reports, from the first to the last without gaps.

    ``found`` are the counts of the facet of years in the answer, ``held`` those of
    ``held_by_year``. Nothing where no text is sought, for then every report says it.
    """
    if not held or not tuple(leaves(asked.sought)):
        return ()
    said = {value.value: value.reports for value in found}
    every = range(min(held), max(held) + 1)
    return tuple(
        YearShare(year, said.get(year, 0) if year in held else 0, held.get(year, 0))
        for year in every
    )
