"""Document numbers (§2.4): their shapes, where they stand, and what is none."""

from typing import Final

from tests.genre.places import Town

#: Brackets round the year of the number.
BRACKETS: Final[dict[str, str]] = {
    "§2.4 〔〕": "〔〕",
    "§2.4 []": "[]",
    "§2.4 ()": "()",
    "§2.4 （）": "（）",
    "§2.4 【】": "【】",
    "§2.4 ［］": "［］",
}
#: What follows the initials of the town.
_ORGANS: Final = ("委", "府发", "政发", "委发", "委文", "党政办发", "呈字")


def number_of(town: Town, year: int, brackets: str, serial: int, *, ordinal: bool = False) -> str:
    """A number issued by a town: initials, organ, year, serial."""
    opening, closing = tuple(BRACKETS[brackets])
    which = "第" * ordinal + str(serial)
    organ = _ORGANS[serial % len(_ORGANS)]
    return f"{town.name[:2]}{organ}{opening}{year}{closing}{which}号"


#: Where the number stands in the text.
PRINTED: Final = (
    *("§2.4 above the title", "§2.4 below the title"),
    *("§2.4 with a signer", "§2.4 signer on the line"),
)
#: What is printed where a number should be, and is none.
BROKEN: Final[dict[str, str]] = {
    "§2.4 brackets lost": "{initials}委法{year}9号",
    "§2.4 bracket half lost": "{initials}府发〔{year}26号",
}
EMPTY_FIELDS: Final[dict[str, str]] = {
    "§2.4 field 无": "无",
    "§2.4 field blank": " ",
    "§2.4 field 〔〕号": "〔〕号",
    "§2.4 field a bare year": "2025",
}
