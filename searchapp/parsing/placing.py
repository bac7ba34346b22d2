"""Which place a report is of: a town's name, and whatever tells it from others of that name."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from searchapp.parsing.codes import codes_now
from searchapp.parsing.divisions import is_town_name
from searchapp.parsing.gazetteer import Gazetteer
from searchapp.parsing.levels import Standing, level_of, standing_of, subject_of
from searchapp.parsing.naming import Mention, divisions_in, mentions, printed_town
from searchapp.reports import LEVELS, IssuerLevel, Origin, Place

#: These are the report's own words: a town that they name is the town, known or not.
_OWN: Final = {Origin.TITLE, Origin.SIGNATURE, Origin.HINGE}
_STEM: Final = re.compile(
    "(?:法治|平安)((?!政府|社会|建设|思想|国家|中国|乡村|宣传)[\u3400-\u9fff]{2,3}?)(?=建设|[，、”。])"
)
#: So many names and stems of a text are looked up.
_FEW: Final = 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """A text that names the place, and how far it is to be believed."""

    origin: Origin
    text: str


@dataclass(frozen=True, slots=True)
class Placing:
    """The place, or None and the candidates that could not be told apart.

    ``name`` is what the texts call it; ``division``, where no place fits, what stands before it
    for its county. ``level`` is that of the organ; it may be known where the place is not.
    """

    place: Place | None
    origin: Origin
    name: str | None
    candidates: tuple[Place, ...] = ()
    level: IssuerLevel | None = None
    level_origin: Origin = Origin.GUESS
    division: str | None = None


def find_place(
    gazetteer: Gazetteer,
    naming: Sequence[Evidence],
    telling: Sequence[Evidence],
    codes: Iterable[str] = (),
    hinting: str = "",
    *,
    speaking: tuple[IssuerLevel | None, bool] = (None, False),
) -> Placing:
    """The place that the first of the ``naming`` texts names.

    A town named by the report's own words counts before any county or department, and both count
    before what the page around the report names. Of several places of one name, that one is meant
    whose county, city or province stands in the ``telling`` texts, or whose code begins with one
    of the ``codes``; the first that leaves only one decides. The ``hinting`` text, which may name
    places of all kinds, decides nothing: what it names comes first among the candidates.
    ``speaking`` is the level of which the body speaks as its own, and whether it surely does: a
    county is never taken for the place of a town's report.
    """
    within, sure = speaking
    own = [evidence for evidence in naming if evidence.origin in _OWN]
    around = [evidence for evidence in naming if evidence.origin not in _OWN]
    in_town = sure and within is IssuerLevel.TOWN
    placing = (
        _first_town(gazetteer, own)
        or (None if in_town else _division(gazetteer, own, naming))
        or _first_town(gazetteer, around)
        or _division(gazetteer, _of_level(gazetteer, around, within), naming)
    )
    if placing is None:
        mentioned = _mentioned(gazetteer, hinting) if within is IssuerLevel.TOWN else ()
        return Placing(None, Origin.GUESS, None, mentioned, level=within)
    if placing.place or placing.division is not None:
        return placing
    if not placing.candidates:
        return _coded(gazetteer, placing, codes)
    told = _told(gazetteer, placing, telling, codes)
    return told if told.place else _hinted(gazetteer, placing, hinting)


def _first_town(gazetteer: Gazetteer, texts: Iterable[Evidence]) -> Placing | None:
    """The town of the surest text that names one."""
    return next(filter(None, (_town(gazetteer, evidence) for evidence in texts)), None)


def _town(gazetteer: Gazetteer, evidence: Evidence) -> Placing | None:
    """The town that a text names; in the report's own words also one that nobody knows."""
    found = list(mentions(gazetteer, evidence.text))
    several = dict.fromkeys(each.name for each in found)
    if len(several) > 1 and evidence.origin is not Origin.HINGE:
        return _several(found, evidence.origin) if evidence.origin in _OWN else None
    best = next((each for each in found if each.told), found[0] if found else None)
    if best:
        return _of_mention(best, evidence.origin)
    return _unknown(gazetteer, evidence) if evidence.origin in _OWN else None


def _several(found: Sequence[Mention], origin: Origin) -> Placing:
    """Title or signature of more than one town: nobody can tell whose report it is."""
    places = dict.fromkeys(place for each in found for place in each.places)
    name = "、".join(dict.fromkeys(each.name for each in found))
    return Placing(None, origin, name, tuple(places), IssuerLevel.TOWN, origin, division="")


def _of_mention(found: Mention, origin: Origin) -> Placing:
    places = found.places or found.elsewhere
    only = found.places[0] if len(found.places) == 1 else None
    return Placing(
        place=only,
        origin=origin,
        name=found.name,
        candidates=() if only else places,
        level=IssuerLevel.TOWN,
        level_origin=origin,
        division=None if found.places else found.division,
    )


def _unknown(gazetteer: Gazetteer, evidence: Evidence) -> Placing | None:
    for part in evidence.text.split():
        if printed := printed_town(gazetteer, subject_of(part)):
            division, name = printed
            near = _near(gazetteer, division, name)
            own = evidence.origin
            return Placing(None, own, name, near, IssuerLevel.TOWN, own, division)
    return None


def _near(gazetteer: Gazetteer, division: str, name: str) -> tuple[Place, ...]:
    """Towns of the same stem, those of the printed county first."""
    inside = divisions_in(gazetteer, division)
    alike = gazetteer.like(name)
    near = [each for each in alike if _codes_of(each) & inside]
    return tuple(near or alike)


def _division(
    gazetteer: Gazetteer, texts: Sequence[Evidence], naming: Sequence[Evidence]
) -> Placing | None:
    """The county, city, province or department that the first of these texts names.

    Where they only say 县司法局, the county is that of an organ of the same level elsewhere.
    """
    first = next(_standings(gazetteer, texts), None)
    if first is None:
        return None
    (origin, standing), (where, whole) = first, first
    if not standing.places:
        alike = (each for each in _standings(gazetteer, naming) if each[1].level is standing.level)
        where, whole = next((each for each in alike if each[1].places), first)
    only = whole.places[0] if len(whole.places) == 1 else None
    candidates = () if only else whole.places
    return Placing(
        only, max(origin, where), whole.name, candidates, standing.level, level_origin=origin
    )


def _of_level(
    gazetteer: Gazetteer, texts: Sequence[Evidence], within: IssuerLevel | None
) -> list[Evidence]:
    """The texts around a report that name an organ of the level of which its body speaks.

    A county's office and its bureau of justice publish the reports of towns too.
    """
    named = ((each, _standings(gazetteer, [each])) for each in texts)
    return [each for each, found in named if any(one.level is within for _, one in found)]


def _standings(
    gazetteer: Gazetteer, texts: Iterable[Evidence]
) -> Iterator[tuple[Origin, Standing]]:
    for evidence in texts:
        for part in evidence.text.split():
            if standing := standing_of(gazetteer, subject_of(part)):
                yield evidence.origin, standing


def _coded(gazetteer: Gazetteer, placing: Placing, codes: Iterable[str]) -> Placing:
    """The county or city whose code the page prints, for an organ that does not name it."""
    for place in filter(None, map(gazetteer.coded, codes)):
        if placing.level in (IssuerLevel.DEPARTMENT, level_of(place)):
            return replace(placing, place=place, origin=max(placing.origin, Origin.METADATA))
    return placing


def _told(
    gazetteer: Gazetteer, placing: Placing, telling: Iterable[Evidence], codes: Iterable[str]
) -> Placing:
    """The one of several places of a name that other texts, or else the page's codes, tell."""
    left: Sequence[Place] = placing.candidates
    for evidence in telling:
        left = _named_in(divisions_in(gazetteer, evidence.text), left)
        if len(left) == 1:
            return replace(
                placing, place=left[0], origin=max(placing.origin, evidence.origin), candidates=()
            )
    for code in codes:
        area = tuple(map(within_code, codes_now(code)))
        coded = [place for place in left if place.code.startswith(area)]
        if len(coded) == 1:
            sure = max(placing.origin, Origin.METADATA)
            return replace(placing, place=coded[0], origin=sure, candidates=())
    return replace(placing, candidates=tuple(left))


def within_code(code: str) -> str:
    """What the code of every place in a division begins with: its own without empty levels.

    >>> within_code("500230"), within_code("330100")
    ('500230', '3301')
    """
    return re.sub("(?:00)+$", "", code)


def _named_in(named: frozenset[str], places: Sequence[Place]) -> Sequence[Place]:
    """Of these places those whose county is named, of them those whose city is, and so on."""
    for level in reversed(LEVELS[:-1]):
        places = [place for place in places if place.code_of(level) in named] or places
    return places


def _mentioned(gazetteer: Gazetteer, hinting: str) -> tuple[Place, ...]:
    """The towns that a text without a name at its head mentions most, if they can be told.

    They may well be neighbours, so that they are only candidates: so are those whose stem is in
    法治红格 or 平安红格.
    """
    stems = Counter(_STEM.findall(hinting))
    named = Counter(gazetteer.towns_in(hinting))
    alike = (gazetteer.like(f"{stem}镇") for stem, _ in stems.most_common(_FEW))
    whole = (gazetteer.named(name) for name, count in named.most_common(_FEW) if count > 1)
    found = dict.fromkeys(chain.from_iterable([*alike, *whole]))
    return tuple(place for place in found if is_town_name(place.town or ""))


def _codes_of(place: Place) -> set[str]:
    return {code for level in LEVELS[:-1] if (code := place.code_of(level))}


def _hinted(gazetteer: Gazetteer, placing: Placing, hinting: str) -> Placing:
    """The candidates, those first that lie in a county that the text mentions."""
    hinted = _named_in(divisions_in(gazetteer, hinting), placing.candidates)
    others = [place for place in placing.candidates if place not in hinted]
    return replace(placing, place=None, origin=Origin.GUESS, candidates=(*hinted, *others))
