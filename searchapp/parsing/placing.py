"""Which place a report is of: a town's name, and whatever tells it from others of that name."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from searchapp.parsing.gazetteer import Gazetteer, spoken
from searchapp.reports import LEVELS, Origin, Place

_COUNTY_BEFORE: Final = re.compile(r"[\u3400-\u9fff]{2,}(?:县|区|市|旗)$")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A text that names the place, and how far it is to be believed."""

    origin: Origin
    text: str


@dataclass(frozen=True, slots=True)
class Placing:
    """The place, or None and the candidates that could not be told apart."""

    place: Place | None
    origin: Origin
    name: str | None
    candidates: tuple[Place, ...] = ()


def find_place(
    gazetteer: Gazetteer,
    naming: Sequence[Evidence],
    telling: Sequence[Evidence],
    codes: Iterable[str] = (),
    hinting: str = "",
) -> Placing:
    """The place that the first of the ``naming`` texts names.

    Of several towns of one name, that one is meant whose county, city or province stands in the
    ``telling`` texts, or whose code begins with one of the ``codes``; the first that leaves only
    one decides. The ``hinting`` text, which may name places of all kinds, decides nothing: what it
    names comes first among the candidates.
    """
    named = next(_named(gazetteer, naming), None)
    if named is None:
        return Placing(None, Origin.GUESS, None)
    origin, name, candidates = named
    if len(candidates) == 1:
        return Placing(candidates[0], origin, name)
    left = candidates
    for evidence in telling:
        left = _told_by(evidence.text, left)
        if len(left) == 1:
            return Placing(left[0], max(origin, evidence.origin), name)
    for code in codes:
        coded = [place for place in left if place.code.startswith(_within(code))]
        if len(coded) == 1:
            return Placing(coded[0], max(origin, Origin.METADATA), name)
    hinted = _told_by(hinting, left)
    others = [place for place in left if place not in hinted]
    return Placing(None, Origin.GUESS, name, (*hinted, *others))


def _within(code: str) -> str:
    """What the code of every place in a division begins with: its own without empty levels.

    >>> _within("500230"), _within("330100")
    ('500230', '3301')
    """
    return re.sub("(?:00)+$", "", code)


def _named(
    gazetteer: Gazetteer, naming: Sequence[Evidence]
) -> Iterator[tuple[Origin, str, Sequence[Place]]]:
    """The names that the texts give, with the towns they may mean."""
    for evidence in naming:
        for name in gazetteer.towns_in(evidence.text):
            before = evidence.text[: evidence.text.index(name)].split()
            towns = _in_county(gazetteer.named(name), before[-1] if before else "")
            if towns:
                yield evidence.origin, name, towns


def _in_county(towns: Sequence[Place], before: str) -> Sequence[Place]:
    """The towns that fit what stands before the name: 丰都县仁沙镇 lies in no other county."""
    if not _COUNTY_BEFORE.search(before):
        return towns
    return [
        town
        for town in towns
        if any(
            before.endswith(form)
            for name in (town.county, town.city)
            if name
            for form in spoken(name)
        )
    ]


def _told_by(text: str, towns: Sequence[Place]) -> Sequence[Place]:
    """The towns whose county the text names, else whose city, else whose province; else all."""
    for level in reversed(LEVELS[:-1]):
        told = [
            town
            for town in towns
            if (name := town.name(level)) and any(form in text for form in spoken(name))
        ]
        if told:
            return told
    return towns
