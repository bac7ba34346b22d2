"""The numbers that a browser shows before the items of a list.

The rules are those of HTML's ``ol`` and of CSS Counter Styles level 3.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final

from bs4 import Tag

from searchapp.reading.numbering import chinese

_STYLE: Final = re.compile(r"list-style(?:-type)?\s*:\s*(?:[^;]*\s)?([a-z-]+)\s*(?:;|!|$)", re.I)
_INTEGER: Final = re.compile(r"\s*([-+]?\d{1,6})")


def _letters(number: int) -> str:
    """a … z, aa, ab …"""
    written = ""
    while number:
        number, digit = divmod(number - 1, 26)
        written = chr(ord("a") + digit) + written
    return written


def _roman(number: int) -> str:
    values = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
    signs = ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i")
    written = ""
    for value, sign in zip(values, signs, strict=True):
        written += sign * (number // value)
        number %= value
    return written


def _western(write: Callable[[int], str]) -> Callable[[int], str]:
    """With a full stop, and in figures where the style has no sign for the number."""
    return lambda number: f"{write(number) if 0 < number < 4000 else number}. "


def _eastern(number: int) -> str:
    return f"{chinese(number)}、"


#: Style -> what stands before an item; the letters are the values of the attribute ``type``.
_MARKERS: Final[Mapping[str, Callable[[int], str]]] = {
    **dict.fromkeys(("1", "decimal"), _western(str)),
    "decimal-leading-zero": _western("{:02d}".format),
    **dict.fromkeys(("a", "lower-alpha", "lower-latin"), _western(_letters)),
    **dict.fromkeys(("A", "upper-alpha", "upper-latin"), _western(lambda n: _letters(n).upper())),
    **dict.fromkeys(("i", "lower-roman"), _western(_roman)),
    **dict.fromkeys(("I", "upper-roman"), _western(lambda n: _roman(n).upper())),
    **dict.fromkeys(("cjk-ideographic", "simp-chinese-informal"), _eastern),
    **dict.fromkeys(("trad-chinese-informal", "japanese-informal"), _eastern),
}
_UNNUMBERED: Final = {"none", "disc", "circle", "square"}


def markers(ordered: Tag) -> dict[int, str]:
    """The id of each item of an ordered list -> what is shown before it, where anything is."""
    items = ordered.find_all("li", recursive=False)
    step = -1 if ordered.has_attr("reversed") else 1
    count = _integer(ordered.get("start"), 1 if step > 0 else len(items))
    style = _style(ordered, "decimal")
    shown = {}
    for item in items:
        count = _integer(item.get("value"), count)
        own = _style(item, style)
        if own not in _UNNUMBERED:
            shown[id(item)] = _MARKERS.get(own, _MARKERS["decimal"])(count)
        count += step
    return shown


def _style(tag: Tag, default: str) -> str:
    """The style that an element names for its numbers; CSS goes before the attribute."""
    if found := _STYLE.search(str(tag.get("style") or "")):
        return found[1].lower()
    return str(tag.get("type") or default).strip()


def _integer(value: object, default: int) -> int:
    found = _INTEGER.match(str(value or ""))
    return int(found[1]) if found else default
