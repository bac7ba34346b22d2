"""Names of towns in a text: what stands before a name says in which county it lies, or that it
is only the end of another name.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from searchapp.parsing.divisions import (
    is_town_name,
    is_unit,
    is_unit_name,
    simple,
    without_peoples,
)
from searchapp.parsing.gazetteer import Gazetteer, contains
from searchapp.reports import Place

_HAN: Final = "[\u3400-\u9fff]"
#: What may stand right before a name without being part of it.
_BOUNDARY: Final = re.compile(
    r"(?:^|[^\u3400-\u9fff]|中共|中国共产党|现[将就]|[将就对由在我]|关于|报送|上报|呈报|报请|印发"
    r"|(?<=.)[和与及暨于为是年度以来内省府会办委经共]|[我本全各该辖][省市县区旗州])$"
)
_COUNTY: Final = re.compile(rf"({_HAN}{{2,}}[县区市旗])$")
#: Zones are no counties: what their sites host lies in the counties around.
_ZONE: Final = re.compile(
    r"(?:开发|经开|高新|管理|示范|试验|实验|度假|保税|合作|工业|新)[区园]$|新城$"
)
_ZONE_NAME: Final = re.compile(
    rf"({_HAN}{{2,3}})(?:经济(?:技术)?开发区|经开区|高新区|开发区|新区)$"
)
#: What is meant where no name is: 各乡镇, 全镇, xx镇.
_GENERAL: Final = re.compile(
    r"(?:^|[各我本全该村集城乡建制小型])(?:镇|乡|街道|苏木)$|^[xX某×*＊○]+(?:镇|乡|街道)"
)
_PRINTED: Final = re.compile(rf"({_HAN}{{2,12}}?(?:镇|乡|街道|苏木))")


@dataclass(frozen=True, slots=True)
class Mention:
    """The name of a town as a text has it, and the towns that it may mean.

    Where there is none, ``elsewhere`` are those of the name in other counties than the one before
    the name, ``division``. ``told`` says that a division before the name was understood.
    """

    name: str
    places: tuple[Place, ...]
    division: str = ""
    told: bool = False
    elsewhere: tuple[Place, ...] = ()


def mentions(gazetteer: Gazetteer, text: str) -> Iterator[Mention]:
    """The towns that a text names, in order, with what the words before each name say."""
    for run in re.split(r"[\s/，。；：！？（）()《》“”_-]+", text):
        folded = simple(run)
        found = list(_mentions(gazetteer, folded))
        yield from found or _mentions(gazetteer, without_peoples(folded))


def _mentions(gazetteer: Gazetteer, folded: str) -> Iterator[Mention]:
    for start, end in gazetteer.town_spans(folded):
        if found := _mention(gazetteer, folded[:start], folded[start:end]):
            yield found


def _mention(gazetteer: Gazetteer, before: str, name: str) -> Mention | None:
    """A name after these words; None where it is only the end of a longer one."""
    named_so = is_town_name(name) or (is_unit(name) and not gazetteer.divisions_called(name))
    if not named_so:
        return None
    towns = (*gazetteer.named(name), *gazetteer.also_named(name))
    division = gazetteer.division_ending(before)
    lie_in = _ending(gazetteer, before) or _around_zone(gazetteer, before)
    told = tuple(town for town in towns if any(contains(each, town) for each in lie_in))
    if told:
        return Mention(name, told, division, told=True)
    if not is_town_name(name) and not is_unit_name(name):
        return None
    towns = tuple(gazetteer.named(name) or towns)
    if division or (_COUNTY.search(before) and not _BOUNDARY.search(before)):
        zone = _ZONE.search(before) is not None and not division
        return Mention(name, towns if zone else (), division or _county(before), elsewhere=towns)
    return Mention(name, towns) if _BOUNDARY.search(before) else None


def _ending(gazetteer: Gazetteer, before: str) -> Sequence[Place]:
    """The divisions of the name with which words end, in those of the name before it.

    枣庄市市中区 is one county, 市中区 alone is any of four.
    """
    form = gazetteer.division_ending(before)
    called = gazetteer.divisions_called(form)
    if len(called) < 2:
        return called
    above = _ending(gazetteer, before.removesuffix(form))
    return [each for each in called if any(contains(one, each) for one in above)] or called


def _around_zone(gazetteer: Gazetteer, before: str) -> list[Place]:
    """The divisions that bear a zone's name or bore it once: 綦江区 for 万盛经开区."""
    zone = _ZONE_NAME.search(before)
    if zone is None:
        return []
    return [each for kind in "县区市" for each in gazetteer.divisions_called(zone[1] + kind)]


def _county(before: str) -> str:
    found = _COUNTY.search(before)
    return found[1] if found else ""


def divisions_in(gazetteer: Gazetteer, text: str) -> frozenset[str]:
    """The codes of all counties, cities and provinces that a text may name.

    A name of two characters counts only where a name begins: 和县 is not in 县委和县政府.
    """
    folded, found, at = simple(text), set[str](), 0
    while at < len(folded):
        form = gazetteer.division_beginning(folded[at:])
        if len(form) > len("和县") or (form and _begins_a_name(gazetteer, folded[:at])):
            found.update(place.code for place in _ending(gazetteer, folded[: at + len(form)]))
        at += max(1, len(form))
    return frozenset(found)


def _begins_a_name(gazetteer: Gazetteer, before: str) -> bool:
    strange = re.search(r"(?:^|[^\u3400-\u9fff]|中共|中国共产党|现将|关于)$", before)
    return strange is not None or gazetteer.division_ending(before) != ""


def printed_town(gazetteer: Gazetteer, subject: str) -> tuple[str, str] | None:
    """The division and the name that a title's subject prints for a town, known or not.

    >>> printed_town(gazetteer, "青禾县松柏岭镇人民政府")
    ('青禾县', '松柏岭镇')
    """
    rest, division = simple(subject), ""
    rest = re.sub("^(?:中共|中国共产党)", "", rest)
    while form := gazetteer.division_beginning(rest):
        rest, division = rest.removeprefix(form), division + form
    found = _PRINTED.match(rest)
    if found is None or is_general(found[1]):
        return None
    return division, found[1]


def is_general(name: str) -> bool:
    """Whether what looks like a town's name means any town: 各乡镇, 全镇, xx镇."""
    return _GENERAL.search(name) is not None
