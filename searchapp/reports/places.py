"""A place in the tree province > city > county > town, known by its division code."""

from dataclasses import dataclass
from typing import Final, Literal

Level = Literal["province", "city", "county", "town"]
LEVELS: Final[tuple[Level, ...]] = ("province", "city", "county", "town")

#: What is shown and typed for a fact that could not be told.
UNLABELLED: Final = "未标注"

#: How many digits of a code (GB/T 2260, GB/T 10114) name the province, city, county and town.
_DIGITS: Final = {"province": 2, "city": 4, "county": 6, "town": 9}


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A town, or a larger place where ``town`` is None.

    ``city`` is None under a municipality or a county governed by its province; ``county`` is None
    in a city without counties.
    """

    code: str
    town: str | None
    county: str | None
    city: str | None
    province: str

    def name(self, level: Level) -> str | None:
        """The name at that level, None where there is none."""
        names = {
            "town": self.town,
            "county": self.county,
            "city": self.city,
            "province": self.province,
        }
        return names[level]

    def code_of(self, level: Level) -> str | None:
        """The division code at that level: 9 digits for a town, else 6 filled up with zeros.

        >>> Place("500230121", "仁沙镇", "丰都县", None, "重庆市").code_of("province")
        '500000'
        """
        if self.name(level) is None:
            return None
        return self.code[: _DIGITS[level]].ljust(6, "0")

    @property
    def label(self) -> str:
        """The names, largest first, as they are read: ``重庆市丰都县仁沙镇``."""
        return "".join(name for level in LEVELS if (name := self.name(level)))

    @property
    def short(self) -> str:
        """The name of the smallest level there is."""
        return next(name for level in reversed(LEVELS) if (name := self.name(level)))


def shared_digits(code: str, level: Level) -> str:
    """The digits of a place's code that the codes of all places in it begin with.

    >>> shared_digits("500000", "province")
    '50'
    """
    return code[: _DIGITS[level]]


def place_value(place: Place | None, level: Level) -> tuple[str | None, str] | None:
    """Code and name at a level; (None, 未标注) where it is unknown, None where there is none.

    A place may well have no city or no county, under a municipality or in a city without them,
    and no town: a county reports too.
    """
    if place is None:
        return None, UNLABELLED
    name = place.name(level)
    return None if name is None else (place.code_of(level), name)
