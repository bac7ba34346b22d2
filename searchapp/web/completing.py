"""What the box offers while one types: places, years, sections, and phrases of the reports."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from itertools import chain, islice
from typing import Any, Final

from flask import Blueprint, Response, jsonify, request
from werkzeug.urls import iri_to_uri

from searchapp.engine import Engine, FacetName, FacetValue
from searchapp.query import (
    LONGEST_QUERY,
    PlaceChoice,
    Run,
    Unfinished,
    parse_query,
    readable,
    unfinished,
    written,
)
from searchapp.query.fields import FIELDS
from searchapp.text import fold, query_words
from searchapp.web import current
from searchapp.web.address import Address
from searchapp.web.history import begun_so

completing_pages = Blueprint("completing", __name__)

#: So many offers are made, of which so many of values of fields.
MOST: Final = 8
_VALUES: Final = 4
#: The field as it is written -> the facet of its values, and what these are called.
_FIELDS: Final[Mapping[str, tuple[FacetName, str]]] = {
    "镇": ("town", "地方"),
    "县": ("county", "地方"),
    "市": ("city", "地方"),
    "省": ("province", "地方"),
    "年": ("year", "年度"),
    "章节": ("section", "章节"),
    "文种": ("genre", "文种"),
}
#: Opening mark -> what closes it.
_CLOSING: Final = {"“": "”", "「": "」", "『": "』", "〝": "〞"}


@dataclass(frozen=True, slots=True)
class Completed:
    """A completion: ``text`` in place of what was begun.

    ``passages`` is what it finds by itself, exactly, or None where that is not known at once.
    """

    text: str
    kind: str
    passages: int | None


@dataclass(frozen=True, slots=True)
class Offer:
    """A completion with what the box says once it is taken; ``caret`` counts as browsers do."""

    text: str
    kind: str
    passages: int | None
    typed: str
    caret: int


@completing_pages.get("/complete")
def complete() -> Response:
    """``{offers: [{text, kind, passages, typed, caret}], searches: […]}``.

    For ``q`` with the caret ``at``; the searches are those that ``/history.json`` tells of.
    """
    typed = _typed()
    caret = request.args.get("at", _units(typed), type=int)
    offers = offered(current.engine(), typed, _characters(typed, caret))
    return jsonify(offers=[asdict(each) for each in offers], searches=begun_so(typed))


@completing_pages.get("/suggest")
def suggest() -> Response:
    """The same for a browser's address bar, in the form of OpenSearch suggestions."""
    typed = _typed()
    offers = offered(current.engine(), typed, len(typed))
    answer = jsonify(
        [
            typed,
            [each.typed for each in offers],
            [_told(each) for each in offers],
            [_address(each.typed) for each in offers],
        ]
    )
    answer.mimetype = "application/x-suggestions+json"
    return answer


def offered(engine: Engine, typed: str, caret: int) -> tuple[Offer, ...]:
    """How what is typed at the caret may go on; ``caret`` counts characters.

    Raises IndexUnavailable where there is no index.
    """
    begun = unfinished(typed, caret)
    if begun is None:
        return ()
    for part in dict.fromkeys((begun, _last_word(begun))):
        if found := completions(engine, part):
            return tuple(_offer(typed, part, each) for each in found)
    return ()


def completions(engine: Engine, begun: Unfinished) -> tuple[Completed, ...]:
    """What may stand in place of what was begun, at most ``MOST``."""
    if begun.field is not None:
        return tuple(islice(_values(engine, begun.field, begun.text), MOST))
    phrase = partial(_as_phrase, begun.mark) if begun.mark else _as_typed
    values = () if begun.mark else islice(_named(engine, begun.text), _VALUES)
    phrases = (
        Completed(phrase(each.text), "原文", each.passages)
        for each in engine.phrases(begun.text, MOST)
    )
    return tuple(islice(chain(values, phrases), MOST))


def _named(engine: Engine, begun: str) -> Iterator[Completed]:
    """Fields with the values that begin so: 松 is the beginning of 镇:松栎镇."""
    for name, (_, kind) in _FIELDS.items():
        for value in _values(engine, name, begun):
            yield Completed(f"{name}:{value.text}", kind, value.passages)


def _values(engine: Engine, field: str, begun: str) -> Iterator[Completed]:
    """The values of a field that begin so, with what the field finds with each."""
    names = (name for name in _FIELDS if FIELDS[name] is FIELDS[field])
    for name in names:
        facet, kind = _FIELDS[name]
        for label, passages in _labelled(engine.values()[facet]).items():
            if fold(label).text.startswith(fold(begun).text):
                yield Completed(_value(facet, label), kind, passages)


def _labelled(values: tuple[FacetValue, ...]) -> dict[str, int]:
    """Label -> passages; a name that several places bear means all of them."""
    counts: dict[str, int] = {}
    names: dict[str, str] = {}
    for value in values:
        label = names.setdefault(fold(value.label).text, value.label)
        counts[label] = counts.get(label, 0) + value.passages
    return {label: passages for label, passages in counts.items() if passages}


def _value(facet: FacetName, label: str) -> str:
    """A value as it is typed behind its field."""
    if label.isalnum() or facet not in ("province", "city", "county", "town"):
        return label
    return written(PlaceChoice(facet, label)).partition(":")[2]


def _as_typed(text: str) -> str:
    """A word by itself; what is more than one word in marks, for only so it is found as it is."""
    folded = fold(text).text
    is_word = query_words(folded) == (folded,) and isinstance(parse_query(text).query, Run)
    return text if is_word else _as_phrase("“", text)


def _as_phrase(mark: str, text: str) -> str:
    return f"{mark}{text}{_CLOSING.get(mark, mark)}"


def _last_word(begun: Unfinished) -> Unfinished:
    """What was begun without its first words, for Chinese is typed without blanks."""
    is_run = begun.text.isalpha() and not begun.field
    words = query_words(fold(begun.text).text) if is_run else ()
    last = words[-1] if len(words) > 1 and begun.text.endswith(words[-1]) else ""
    start = begun.end - len(last)
    return Unfinished(start, begun.end, last) if last and not begun.mark else begun


def _offer(typed: str, begun: Unfinished, completed: Completed) -> Offer:
    before = typed[: begun.start] + completed.text
    return Offer(
        completed.text,
        completed.kind,
        completed.passages,
        before + typed[begun.end :],
        _units(before),
    )


def _told(offer: Offer) -> str:
    counted = "" if offer.passages is None else f" {offer.passages} 段"
    return f"{offer.kind}{counted}"


def _address(typed: str) -> str:
    return request.url_root.rstrip("/") + iri_to_uri(Address(typed=typed).url)


def _typed() -> str:
    return readable(request.args.get("q", "")[:LONGEST_QUERY])


def _units(text: str) -> int:
    """How many units of UTF-16 a text has: so a browser counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _characters(text: str, units: int) -> int:
    """How many characters are that many units."""
    cut: Any = text.encode("utf-16-le", "surrogatepass")[: 2 * max(0, units)]
    return len(cut.decode("utf-16-le", "ignore"))
