"""Which town is meant? All towns of the country, and those that a home adds."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from searchapp.errors import BadPlaces
from searchapp.reports import Place

#: Names in the source that stand for the lack of a level.
_PSEUDO: Final = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
_AUTONOMOUS: Final = re.compile(r"^(.{2,4}?)(?:\w{1,4}族|各族)+自治(县|旗|州)$")
_COLUMNS: Final = ("code", "town", "county", "city", "province")
_TOWN_CODE: Final = re.compile(r"\d{9}")


class Gazetteer:
    """Places by name. A name alone may be borne by dozens of towns; a county tells them apart."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._named: defaultdict[str, list[Place]] = defaultdict(list)
        for place in places:
            for name in _names(place):
                self._named[name].append(place)
        self._longest = max(map(len, self._named), default=0)

    def named(self, town: str) -> Sequence[Place]:
        """Every town of this name, in order of their codes."""
        return sorted(self._named.get(town, ()))

    def towns_in(self, text: str) -> Iterator[str]:
        """The names of towns that stand in a short text, the longest at each place, in order.

        A name inside a longer one that ends where it ends does not count: 北留镇, not 留镇.
        """
        end = 0
        for start in range(len(text)):
            for size in range(min(self._longest, len(text) - start), 1, -1):
                if text[start : start + size] in self._named and start + size > end:
                    end = start + size
                    yield text[start:end]
                    break


def _names(place: Place) -> Iterator[str]:
    """How a town is called: some names of the source begin with the county's.

    What is left without the county must still be a name: 海通乡 of 濮阳县海通乡, but not 街道 of
    七星区街道.
    """
    name = place.town or ""
    yield name
    bare = name.removeprefix(place.county or "")
    if bare != name and len(bare) > len("街道"):
        yield bare


def spoken(division: str) -> tuple[str, ...]:
    """The ways a county, city or province is named in a text.

    >>> spoken("彭水苗族土家族自治县")
    ('彭水苗族土家族自治县', '彭水县')
    """
    short = _AUTONOMOUS.sub(r"\1\2", division)
    return (division,) if short == division else (division, short)


def places_from_table(lines: Iterable[str]) -> Iterator[Place]:
    """The towns of the package's table; ``scripts/make_gazetteer.py`` states its form."""
    names: dict[str, str] = {}
    for line in lines:
        code, name, *towns = line.rstrip("\n").split("\t")
        names[code] = name
        for town in towns:
            yield _place(code + town[:3], town[3:], names)


def _place(code: str, town: str, names: Mapping[str, str]) -> Place:
    province, city, county = names[code[:2]], names[code[:4]], names[code[:6]]
    return Place(
        code,
        town,
        # A city without counties stands in the source as its own county.
        county=None if county == city else county,
        city=None if city in _PSEUDO else city,
        province=province,
    )


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
    """The country's places, as of 2023-06-30, and those of a home's ``places.tsv`` if it has one.

    Raises BadPlaces. Here alone this folder opens files.
    """
    places = list(_country())
    try:
        if own.exists():
            places += places_from_home(own.read_text("utf-8-sig").splitlines())
    except (OSError, ValueError) as error:
        raise BadPlaces(own, str(error)) from error
    return Gazetteer(places)


@cache
def _country() -> tuple[Place, ...]:
    table = files(__package__).joinpath("gazetteer.tsv").read_text("utf-8")
    return tuple(places_from_table(table.splitlines()))
