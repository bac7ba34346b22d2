"""Which place and year does a draft mean with what it claims?"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from searchapp.briefing.checked import Witness, where_all
from searchapp.briefing.claims import Claim
from searchapp.query import PlaceChoice, YearRange
from searchapp.reports import FiledReport, Level

#: What narrows a search: places, years.
Narrower: TypeAlias = tuple[tuple[PlaceChoice, ...], tuple[YearRange, ...]]

_YEAR: Final = re.compile(r"(?<!\d)20\d\d(?=\s*年)")
_CLAUSE: Final = re.compile(r"[^，,：:；;。！？]+")
#: Towns are meant rather than the county that is named before them.
_NAMED: Final[tuple[Level, ...]] = ("town", "county")


@dataclass(frozen=True, slots=True)
class Meant:
    """The places and years that a draft names with a claim; none for what it does not name."""

    places: tuple[PlaceChoice, ...]
    years: tuple[YearRange, ...]

    @property
    def narrower(self) -> Iterator[Narrower]:
        """Where to look first: at place and year, then at either."""
        every: list[Narrower] = [(self.places, self.years), (self.places, ()), ((), self.years)]
        yield from dict.fromkeys(each for each in every if any(each))

    def said(self, found_with: Narrower, witnesses: Sequence[Witness]) -> str:
        """What is to be said of what was found with these choices alone; "" for nothing."""
        places, years = found_with
        lacking: list[str] = []
        if self.places and not places:
            lacking += dict.fromkeys(str(each.value) for each in self.places)
        if self.years and not years:
            lacking += [f"{each.first} 年" for each in self.years]
        if not lacking:
            return ""
        named = "、".join(lacking)
        return f"文中写的是{named}，那里没有这句话；这样写的是 {where_all(witnesses)}"

    def fits(self, filed: FiledReport) -> bool:
        """Whether a report is of a place that is named, and of a year if one is."""
        report = filed.report
        is_there = any(place.accepts(report) for place in self.places)
        return is_there and (not self.years or any(year.accepts(report) for year in self.years))


#: A draft that names nothing.
NOTHING: Final = Meant((), ())


class Names:
    """The places that have reported, by the names that a draft may write."""

    def __init__(self, facts: Sequence[FiledReport]) -> None:
        places = [each.report.place for each in facts if each.report.place]
        self._names = {
            level: sorted({name for place in places if (name := place.name(level))})
            for level in _NAMED
        }

    def beside(self, claim: Claim) -> Meant:
        """What is named last before a claim in its paragraph, or else in the rest of its sentence.

        Nothing is meant with a term: everybody uses it.
        """
        return NOTHING if claim.is_term else self._meant(claim, (*_before(claim), claim.beside))

    def within(self, claim: Claim) -> Meant:
        """What a claim names itself, or else what is named last before it."""
        return self._meant(claim, (claim.text, *_before(claim)))

    def _meant(self, claim: Claim, texts: Iterable[str]) -> Meant:
        """The places of the first of these texts that names any."""
        places = next(filter(None, map(self._in, texts)), ())
        years = {int(year) for year in _YEAR.findall(claim.beside)}
        return Meant(places, tuple(YearRange(year, year) for year in sorted(years)))

    def _in(self, text: str) -> tuple[PlaceChoice, ...]:
        """The places that a text names, towns before counties."""
        for level in _NAMED:
            found = tuple(PlaceChoice(level, name) for name in self._names[level] if name in text)
            if found:
                return found
        return ()


def _before(claim: Claim) -> Iterator[str]:
    """The clauses before a claim in its paragraph, the nearest first."""
    clauses: list[str] = _CLAUSE.findall(claim.before)
    return reversed(clauses)
