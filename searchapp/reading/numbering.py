"""Word's automatic numbers: from the numbering definitions to the text a reader sees.

Rules of ECMA-376 part 1, 17.9: a paragraph refers to a ``num`` and a level; the ``num`` to an
``abstractNum`` with up to nine levels, whose starts it may override. A level restarts when a
higher one counts on, unless ``lvlRestart`` names fewer of the higher ones, or with 0 none.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

_DIGITS: Final = "〇一二三四五六七八九"
_UNITS: Final = ("", "十", "百", "千")


def chinese(number: int) -> str:
    """A number below ten thousand in Chinese: 12 is 十二, 105 is 一百零五."""
    if not 0 < number < 10_000:
        return str(number)
    written, gap = "", False
    for place in reversed(range(len(str(number)))):
        digit = number // 10**place % 10
        if digit:
            written += ("零" if gap else "") + _DIGITS[digit] + _UNITS[place]
        gap = bool(written) and not digit
    return written.removeprefix("一") if 10 <= number < 20 else written


def _digits(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _full_width(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    values = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
    signs = ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I")
    written = ""
    for value, sign in zip(values, signs, strict=True):
        written += sign * (number // value)
        number %= value
    return written


#: numFmt -> how a number is written; a format that is not listed is written in figures.
_WRITE: Final[Mapping[str, Callable[[int], str]]] = {
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": _digits,
    "decimalFullWidth": _full_width,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalZero": "{:02d}".format,
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperRoman": _roman,
}
#: Formats that show no number.
_UNNUMBERED: Final = {"bullet", "none"}


@dataclass(frozen=True, slots=True)
class ListLevel:
    """How one level of a list is numbered: ``text`` is like ``第%1部分`` or ``%1.%2``.

    It restarts when one of the first ``restarts_after`` levels of the list counts on.
    """

    start: int = 1
    form: str = "decimal"
    text: str = ""
    suffix: str = ""
    restarts_after: int = 9
    legal: bool = False


@dataclass(frozen=True, slots=True)
class Numbering:
    """One ``num``: paragraphs of the same ``series`` count on together."""

    series: str
    levels: Mapping[int, ListLevel]
    overrides: Mapping[int, int]


class Counter:
    """Counts the numbered paragraphs of one document, in order."""

    def __init__(self, numberings: Mapping[str, Numbering]) -> None:
        self._numberings = numberings
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def next(self, num_id: str, level: int) -> str:
        """The number of the next paragraph of this list at this level, with its suffix.

        "" for a bullet, an unknown list, or num 0, which takes numbering away.
        """
        numbering = self._numberings.get(num_id)
        if numbering is None or level not in numbering.levels:
            return ""
        counts = self._counts.setdefault(numbering.series, {})
        self._count(num_id, numbering, level, counts)
        shape = numbering.levels[level]
        if shape.form in _UNNUMBERED:
            return ""
        return self._written(numbering, shape, counts) + shape.suffix

    def _count(
        self, num_id: str, numbering: Numbering, level: int, counts: dict[int, int]
    ) -> None:
        if level in numbering.overrides and (num_id, level) not in self._begun:
            self._begun.add((num_id, level))
            counts[level] = numbering.overrides[level]
        else:
            counts[level] = counts.get(level, numbering.levels[level].start - 1) + 1
        for lower in [each for each in counts if each > level]:
            if level < numbering.levels[lower].restarts_after:
                del counts[lower]

    @staticmethod
    def _written(numbering: Numbering, shape: ListLevel, counts: Mapping[int, int]) -> str:
        def number(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            level = numbering.levels.get(at, shape)
            count = counts.get(at, level.start)
            return str(count) if shape.legal else _WRITE.get(level.form, str)(count)

        return re.sub(r"%([1-9])", number, shape.text)
