"""A search in a line, as people call it."""

from collections.abc import Iterator, Mapping
from typing import Final

from searchapp.engine import Beside, FacetName, FacetValue, Sort
from searchapp.query import Scope
from searchapp.web.address import Address, View
from searchapp.web.chosen import Choice

#: The values that there are of each facet.
Values = Mapping[FacetName, tuple[FacetValue, ...]]

_EVERYTHING: Final = "全部报告"
_ORDERS: Final = {
    Sort.NEWEST: "从新到旧",
    Sort.OLDEST: "从旧到新",
    Sort.PLACE: "按地方",
    Beside.LEFT: "按左邻字",
    Beside.RIGHT: "按右邻字",
}


def name_of(address: Address, values: Values) -> str:
    """What was typed and what was chosen."""
    parts = filter(None, (address.typed, *choices_in_words(address, values)))
    return " · ".join(parts) or _EVERYTHING


def choices_in_words(address: Address, values: Values) -> tuple[str, ...]:
    """The choices by the names that they have here, and what is not as usual in the layout."""
    chosen = (_label(address, choice, values) for choice in address.choices)
    return (*chosen, *_unusual(address))


def _label(address: Address, choice: Choice, values: Values) -> str:
    facet, value = choice
    known = (each for name in values if name == facet for each in values[name])
    named = (each.label for each in known if str(each.value) == value)
    return next(named, address.label(choice))


def _unusual(address: Address) -> Iterator[str]:
    if address.within is not Scope.PASSAGE:
        yield f"同在{address.within.label}"
    if address.whole_words:
        yield "不含跨词"
    if address.view is not View.PASSAGES:
        yield address.view.label
    yield from (_ORDERS[each] for each in (address.sort, address.beside) if each in _ORDERS)
