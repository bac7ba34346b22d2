"""What a page of an OFD draws: characters, ruled lines, pictures, each where it stands.

GB/T 33190: lengths are in millimetres; an object has a space of its own, which its CTM and the
corner of its boundary lay onto the page. Elements are known by their names, for producers use
several namespaces.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate, chain
from typing import Final, NamedTuple

from lxml.etree import QName
from lxml.etree import _Element as Element

from searchapp.reading.printed import Piece, Rule, Sheet
from searchapp.reading.printed.page import is_wide

#: Text that is turned by no more degrees than this runs level; what is turned more is a watermark.
_CROOKED: Final = 10
#: A rule is at least so long, and a bar drawn in its place no thicker.
_RULE_LENGTH, _RULE_WIDTH = 1.8, 1.0
#: An object inside an object inside an object …
_NESTED: Final = 8


class TooMuch(Exception):
    """The pages draw more than a report has."""


class Matrix(NamedTuple):
    """Where a space lies in another: (x, y) is at (a·x + c·y + e, b·x + d·y + f)."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the inner space is in the outer one."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def inside(self, outer: "Matrix") -> "Matrix":
        """This space in the one that the outer lies in."""
        e, f = outer.place(self.e, self.f)
        return Matrix(
            outer.a * self.a + outer.c * self.b, outer.b * self.a + outer.d * self.b,
            outer.a * self.c + outer.c * self.d, outer.b * self.c + outer.d * self.d, e, f,
        )  # fmt: skip

    @property
    def is_level(self) -> bool:
        """Whether text in this space runs from left to right on the page."""
        return abs(math.degrees(math.atan2(self.b, self.a))) <= _CROOKED


_PAGE: Final = Matrix()


@dataclass(slots=True)
class Drawing:
    """What was drawn so far: ``budget`` is how many characters and rules may follow.

    ``units`` are the drawings to which objects refer by number. ``crooked`` counts the texts that
    run aslant, ``pictures`` has the numbers of the pictures.
    """

    units: Mapping[str, Element]
    budget: int
    pieces: list[Piece] = field(default_factory=list)
    level: list[Rule] = field(default_factory=list)
    upright: list[Rule] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    crooked: int = 0

    def sheet(self, width: float) -> Sheet:
        """The page as printed."""
        return Sheet(tuple(self.pieces), width, tuple(self.level), tuple(self.upright))

    def draw(self, elements: Iterable[Element], outer: Matrix = _PAGE, depth: int = 0) -> None:
        """Draw layers and what is in them, in the order in which they lie on one another.

        Raises ValueError where a number means nothing, or TooMuch.
        """
        for element in elements:
            if element.get("Visible", "true").lower() != "false" and depth <= _NESTED:
                self._draw(element, outer, depth)

    def _draw(self, element: Element, outer: Matrix, depth: int) -> None:
        name = local(element)
        if name in ("Layer", "PageBlock", "Content"):
            self.draw(element, outer, depth + (name == "PageBlock"))
        elif name == "TextObject":
            self._draw_text(element, _space(element).inside(outer))
        elif name == "PathObject":
            self._draw_rules(element, _space(element).inside(outer))
        elif name == "ImageObject":
            self.pictures.append(element.get("ResourceID", ""))
        elif name == "CompositeObject":
            self._spend()
            unit = self.units.get(element.get("ResourceID", ""))
            self.draw([] if unit is None else unit, _space(element).inside(outer), depth + 1)

    def _draw_text(self, element: Element, space: Matrix) -> None:
        size = number(element.get("Size", "0"))
        if not space.is_level or size <= 0:
            self.crooked += size > 0
            return
        wide = size * number(element.get("HScale", "1"))
        em = size * math.hypot(space.c, space.d)
        x = y = 0.0
        for code in named(element, "TextCode"):
            text = "".join(char for char in code.text or "" if char not in "\r\n\t")
            x, y = number(code.get("X", str(x))), number(code.get("Y", str(y)))
            widths = [wide if is_wide(char) else wide / 2 for char in text]
            rights = _steps(code.get("DeltaX", ""), widths)
            downs = _steps(code.get("DeltaY", ""), [0.0] * len(text))
            for char, right, down, width in zip(text, rights, downs, widths, strict=True):
                self._spend()
                left, base = space.place(x + right, y + down)
                self.pieces.append(Piece(char, left, left + width * space.a, base, em))

    def _draw_rules(self, element: Element, space: Matrix) -> None:
        """The level and upright lines of a path, and the bars so thin that they are lines."""
        data = " ".join(each.text or "" for each in named(element, "AbbreviatedData"))
        for (x, y), (end_x, end_y) in _rules(data, space):
            self._spend()
            if abs(end_y - y) <= _RULE_WIDTH and abs(end_x - x) >= _RULE_LENGTH:
                self.level.append(Rule((y + end_y) / 2, min(x, end_x), max(x, end_x)))
            elif abs(end_x - x) <= _RULE_WIDTH and abs(end_y - y) >= _RULE_LENGTH:
                self.upright.append(Rule((x + end_x) / 2, min(y, end_y), max(y, end_y)))

    def _spend(self) -> None:
        """Raises TooMuch."""
        self.budget -= 1
        if self.budget < 0:
            raise TooMuch


def _space(element: Element) -> Matrix:
    """The space of an object in the one around it."""
    left, top = numbers(element.get("Boundary", "0 0 0 0"))[:2]
    own = Matrix(*numbers(element.get("CTM", "1 0 0 1 0 0"))[:6])
    return own._replace(e=own.e + left, f=own.f + top)


def _steps(deltas: str, widths: list[float]) -> list[float]:
    """How far each character stands from the first; one that is not told follows the last.

    ``g 3 5.6`` is three times 5.6.
    """
    given: list[float] = []
    words = iter(deltas.split())
    for word in words:
        if len(given) >= len(widths):
            break
        times = min(int(next(words, "0")), len(widths)) if word == "g" else 1
        given += [number(next(words, "0") if word == "g" else word)] * times
    steps = [*given[: len(widths)], *widths[len(given) :]]
    return list(accumulate([0.0, *steps[:-1]])) if widths else []


_Point = tuple[float, float]
#: A command of a path -> how many numbers follow it.
_COMMANDS: Final = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}


def _rules(data: str, space: Matrix) -> list[tuple[_Point, _Point]]:
    """The straight strokes of a path; of a thin bar the one along it; none where it is broken."""
    try:
        strokes = list(_strokes(data, space))
    except ValueError:
        return []
    xs, ys = zip(*chain.from_iterable(strokes), strict=True) if strokes else ((0,), (0,))
    thin = min(max(xs) - min(xs), max(ys) - min(ys)) <= _RULE_WIDTH
    return [((min(xs), min(ys)), (max(xs), max(ys)))] if thin else strokes


def _strokes(data: str, space: Matrix) -> Iterator[tuple[_Point, _Point]]:
    """The straight strokes of a path, each from a point to a point of the page."""
    words = iter(data.split())
    here = start = space.place(0, 0)
    for command in words:
        if command not in _COMMANDS:
            raise ValueError(command)
        given = [number(next(words, "")) for _ in range(_COMMANDS[command])]
        there = space.place(*given[-2:]) if given else start
        if command in "LC":
            yield here, there
        if command in "SM":
            start = there
        here = there


def local(element: Element) -> str:
    """An element's name without its namespace."""
    return QName(element).localname


def named(element: Element, name: str) -> Iterator[Element]:
    """The children of that name."""
    return (child for child in element if local(child) == name)


def number(written: str) -> float:
    """Raises ValueError, also for what is no number a page could have."""
    value = float(written)
    if not abs(value) < 1e6:
        raise ValueError(written)
    return value


def numbers(written: str) -> list[float]:
    """The numbers of a list. Raises ValueError."""
    return [number(word) for word in written.split()]
