"""What was chosen beside the query: a facet and one of its values, as an address has them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from werkzeug.datastructures import MultiDict

from searchapp.engine import FACETS, FacetName, FacetValue
from searchapp.errors import UnclearChoice
from searchapp.query import read_genre, read_kind, read_place, read_years
from searchapp.reports import LEVELS, UNLABELLED
from searchapp.wording import words_for

#: A facet and one of its values as the address has it.
Choice: TypeAlias = tuple[str, str]


def group_of(facet: str) -> str:
    """Under which name it is shown: all levels of a place are one."""
    return "place" if facet in LEVELS else facet


def written_value(value: str | int | None) -> str:
    """A value of a facet as an address has it."""
    return UNLABELLED if value is None else str(value)


def covers(choice: Choice, facet: str, value: str | int | None) -> bool:
    """Whether a choice takes this value in."""
    if choice[0] != facet:
        return False
    years = read_years(choice[1]) if facet == "year" and isinstance(value, int) else None
    if years is None or years.first is None or years.last is None:
        return choice[1] == written_value(value)
    return years.first <= int(value or 0) <= years.last


def left_without(choice: Choice, value: str | int | None) -> list[Choice]:
    """What is left of a choice when this value is taken out: the other years of a stretch."""
    if choice[0] != "year" or value is None:
        return []
    years, year = read_years(choice[1]), int(value)
    before, after = (years.first or 0, year - 1), (year + 1, years.last or 0)
    return [("year", _stretch(*each)) for each in (before, after) if each[0] <= each[1]]


def _stretch(first: int, last: int) -> str:
    """A stretch of years as ``read_years`` understands it."""
    return f"{first:04}" if first == last else f"{first:04}..{last:04}"


def coded(choice: Choice, facets: Mapping[FacetName, Sequence[FacetValue]]) -> Iterator[Choice]:
    """A choice with the codes of the places it names; as it is, where no facet knows them."""
    facet, value = choice
    if facet not in LEVELS:
        yield choice
        return
    wanted = read_place(facet, value)
    codes = [str(v.value) for v in facets[facet] if v.value and wanted.means(v.value, v.label)]
    yield from ((facet, code) for code in codes or [value])


def choices_of(args: MultiDict[str, str], notes: list[str]) -> Iterator[Choice]:
    """The choices that an address says; of what makes no sense there is a note instead."""
    for facet in FACETS:
        for value in filter(str.strip, (*args.getlist(facet), *_spanned(facet, args))):
            try:
                yield facet, _understood(facet, value)
            except UnclearChoice as error:
                notes.append(words_for(error))


def _spanned(facet: str, args: MultiDict[str, str]) -> list[str]:
    """The stretch of years that the form with 从 and 到 sends."""
    since, until = args.get("since", "").strip(), args.get("until", "").strip()
    return [f"{since}..{until}"] if facet == "year" and (since or until) else []


def _understood(facet: str, value: str) -> str:
    """The value as this program writes it. Raises UnclearChoice."""
    if facet in LEVELS:
        return value.strip()
    if facet == "section":
        return str(read_kind(value))
    if facet == "genre":
        return str(read_genre(value))
    years = read_years(value)
    if years.first is None or years.last is None:
        return UNLABELLED
    return _stretch(years.first, years.last)
