"""Which place is meant? All towns of the country, those that a home adds, and what they lie in."""

import csv
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from importlib.resources import files
from itertools import chain, groupby, pairwise
from pathlib import Path
from typing import Final, TypeAlias

from searchapp.errors import BadPlaces
from searchapp.parsing.codes import codes_now, former_names
from searchapp.parsing.divisions import OTHERWISE, other_names, simple, spoken, stem_of
from searchapp.reports import LEVELS, Place
from searchapp.text import fold

#: Names in the source that stand for the lack of a level.
_PSEUDO: Final = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
_Named: TypeAlias = Mapping[str, Sequence[Place]]
_COLUMNS: Final = ("code", "town", "county", "city", "province")
_TOWN_CODE: Final = re.compile(r"\d{9}")


class Gazetteer:
    """Places by name and by code. Dozens of towns may share a name; a county tells them apart.

    Names are compared folded, so that traditional characters name the same places.
    """

    def __init__(self, places: Iterable[Place]) -> None:
        self._towns = _in_order(places)
        self._codes = [place.code for place in self._towns]
        self._named, self._also = _by_name(self._towns)
        self._longest = max(map(len, chain(self._named, self._also)), default=0)
        self._divisions = _divisions(self._towns)
        self._forms = _forms(self._divisions.values())
        self._longest_form = max(map(len, self._forms), default=0)

    def named(self, town: str) -> Sequence[Place]:
        """Every town of this name, in order of their codes."""
        return self._named.get(simple(town), ())

    def also_named(self, town: str) -> Sequence[Place]:
        """Every town that is also called so, by a short or an older name."""
        return self._also.get(simple(town), ())

    def like(self, town: str) -> Sequence[Place]:
        """Every town of the same stem, whatever its type: 大中街道 for 大中镇."""
        return self._stems.get(stem_of(simple(town)), ())

    @cached_property
    def _stems(self) -> _Named:
        """The towns by their stems, made when first asked for: most reports never do."""
        found: defaultdict[str, list[Place]] = defaultdict(list)
        for name, towns in self._named.items():
            found[stem_of(name)] += towns
        return {stem: sorted(set(towns)) for stem, towns in found.items()}

    def coded(self, code: str) -> Place | None:
        """The place with a division code of two to nine digits, also of a code since retired."""
        if _TOWN_CODE.fullmatch(code):
            return next(iter(self.towns_under(code)), None)
        now = codes_now(code.ljust(6, "0")[:6])
        return self._divisions.get(now[0]) if len(now) == 1 else None

    def called(self, typed: str) -> Sequence[Place]:
        """The places that a person means by a code, a name, or a name after larger places.

        丰都县仁沙镇 and 丰都仁沙镇 are the same; a name alone means every place of that name.
        """
        name = simple(typed)
        if name.isdecimal():
            coded = self.coded(name)
            return [coded] if coded else []
        found = [*self.named(name), *self.divisions_called(name)] or list(self.also_named(name))
        if found:
            return sorted(found)
        for start in range(1, len(name) - 1):
            if inside := self._inside(name[:start], name[start:]):
                return inside
        return []

    def _inside(self, larger: str, name: str) -> Sequence[Place]:
        """The places of a name that lie in a larger place, named in full or by its stem."""
        named = [*self.named(name), *self.divisions_called(name), *self.also_named(name)]
        if not named:
            return []
        areas = [area for area in self._divisions.values() if _ends_with(larger, area)]
        return sorted({each for each in named for area in areas if contains(area, each)})

    def towns_under(self, county: str) -> Sequence[Place]:
        """Every town whose code begins with these digits, in order of their codes, each once."""
        start = bisect_left(self._codes, county)
        return self._towns[start : bisect_left(self._codes, county + ":", start)]

    def towns_in(self, text: str) -> Iterator[str]:
        """The names of towns that stand in a short text, the longest at each place, in order.

        A name inside a longer one that ends where it ends does not count: 北留镇, not 留镇.
        """
        folded = simple(text)
        return (folded[start:end] for start, end in self.town_spans(folded))

    def town_spans(self, folded: str) -> Iterator[tuple[int, int]]:
        """Where those names stand in a folded text."""
        end = 0
        for start in range(len(folded)):
            for size in range(min(self._longest, len(folded) - start), 1, -1):
                name = folded[start : start + size]
                if start + size > end and (name in self._named or name in self._also):
                    end = start + size
                    yield start, end
                    break

    def divisions_called(self, form: str) -> Sequence[Place]:
        """The counties, cities and provinces that a text may call so."""
        return self._forms.get(simple(form), ())

    def division_ending(self, folded: str) -> str:
        """The longest name of a county, city or province with which a folded text ends, or ""."""
        for size in range(min(self._longest_form, len(folded)), 1, -1):
            if folded[-size:] in self._forms:
                return folded[-size:]
        return ""

    def division_beginning(self, folded: str) -> str:
        """The longest name of a county, city or province with which it begins, or ""."""
        for size in range(min(self._longest_form, len(folded)), 1, -1):
            if folded[:size] in self._forms:
                return folded[:size]
        return ""


def _by_name(towns: Sequence[Place]) -> tuple[_Named, _Named]:
    """The towns by their folded names, and by what else they are called."""
    named: defaultdict[str, list[Place]] = defaultdict(list)
    also: defaultdict[str, list[Place]] = defaultdict(list)
    # Folding them one by one would take most of the time that it takes to start.
    names = fold(",".join(place.town or "" for place in towns)).text.split(",")
    for name, place in zip(names, towns, strict=bool(towns)):
        named[name].append(place)
        if place.county and name.startswith(place.county):
            name = _without_county(name, place.county)
            named[name].append(place)
        if name.endswith(OTHERWISE):
            for other in other_names(name, place.code):
                also[other].append(place)
    return named, also


def _in_order(places: Iterable[Place]) -> Sequence[Place]:
    """The places by their codes, each once; most often they come so."""
    given = list(places)
    codes = [place.code for place in given]
    if all(one < other for one, other in pairwise(codes)):
        return given
    return sorted(set(given), key=lambda place: (place.code, place.town or ""))


def _without_county(name: str, county: str | None) -> str:
    """A name without the county's at its beginning: 海通乡 of 濮阳县海通乡.

    What is left must still be a name: 七星区街道 keeps its county.
    """
    bare = name.removeprefix(county or "")
    return bare if len(bare) > len("街道") else name


def _divisions(towns: Iterable[Place]) -> Mapping[str, Place]:
    """What the towns lie in, by codes of six digits."""
    found: dict[str, Place] = {}
    for digits, inside in groupby(towns, key=lambda town: town.code[:6]):
        town = next(inside)
        county, city, province = town.county, town.city, town.province
        if county:
            found[digits] = Place(digits, None, county, city, province)
        if city:
            found[digits[:4] + "00"] = Place(digits[:4] + "00", None, None, city, province)
        found[digits[:2] + "0000"] = Place(digits[:2] + "0000", None, None, None, province)
    return found


def contains(division: Place, place: Place) -> bool:
    """Whether a place is a county, city or province or lies in it."""
    return any(place.code_of(level) == division.code for level in LEVELS[:-1])


def _ends_with(text: str, division: Place) -> bool:
    """Whether a text ends with a division's name, or is the stem of it."""
    forms = [simple(form) for form in spoken(division.short)]
    return text.endswith(tuple(forms)) or text == stem_of(forms[0])


def _forms(divisions: Iterable[Place]) -> Mapping[str, Sequence[Place]]:
    """Names by which divisions are called; a former name counts where nothing bears it now."""
    now: defaultdict[str, list[Place]] = defaultdict(list)
    once: defaultdict[str, list[Place]] = defaultdict(list)
    names = former_names()
    for place in divisions:
        for form in spoken(place.short):
            now[simple(form)].append(place)
        for name in names.get(place.code, ()):
            for form in spoken(name):
                once[simple(form)].append(place)
    return {**once, **now}


def places_from_table(lines: Iterable[str]) -> Iterator[Place]:
    """The towns of the package's table; ``scripts/make_gazetteer.py`` states its form."""
    names: dict[str, str] = {}
    for line in lines:
        code, name, *towns = line.rstrip("\n").split("\t")
        names[code] = name
        if not towns:
            continue
        province, above = names[code[:2]], names[code[:4]]
        # A city without counties stands in the source as its own county.
        county = None if name == above else name
        city = None if above in _PSEUDO else above
        for town in towns:
            called = _without_county(town[3:], name) if name in town else town[3:]
            yield Place(code + town[:3], called, county, city, province)


def places_from_home(lines: Iterable[str]) -> Iterator[Place]:
    """The places of a home's ``places.tsv``: a line of code, town, county, city, province.

    The first line names the columns; a cell may be empty where the level does not exist. Raises
    ValueError, naming the line, where a code has not nine digits or a name is missing.
    """
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    for row in rows:
        cells = {name: (row.get(name) or "").strip() for name in _COLUMNS}
        if not _TOWN_CODE.fullmatch(cells["code"]) or not cells["town"] or not cells["province"]:
            raise ValueError(f"第 {rows.line_num} 行：应有九位代码、乡镇和省，以制表符隔开")
        yield Place(
            cells["code"],
            cells["town"],
            cells["county"] or None,
            cells["city"] or None,
            cells["province"],
        )


def gazetteer_of(own: Path) -> Gazetteer:
    """The country's places and those of a home's ``places.tsv``. Raises BadPlaces."""
    return gazetteer_with(own_places(own))


def gazetteer_with(own: Iterable[Place]) -> Gazetteer:
    """The country's places, as of 2023-06-30, and these."""
    return Gazetteer([*_country(), *own])


def own_places(own: Path) -> Sequence[Place]:
    """The places of a home's ``places.tsv``; none where there is no such file. Raises BadPlaces.

    Here alone this folder opens files.
    """
    try:
        return list(places_from_home(own.read_text("utf-8-sig").splitlines()))
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as error:
        raise BadPlaces(own, str(error)) from error


@cache
def _country() -> tuple[Place, ...]:
    table = files(__package__).joinpath("gazetteer.tsv").read_text("utf-8")
    return tuple(places_from_table(table.splitlines()))
