"""The state of a search page, which is its address: everything can be linked to."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from typing import Any, Final, TypeVar
from urllib.parse import quote, quote_plus, unquote, urlencode

from flask import url_for
from werkzeug.datastructures import MultiDict

from searchapp.engine import Asked, Beside, FacetName, FacetValue, Hit, Sort
from searchapp.errors import UnclearChoice
from searchapp.query import (
    LONGEST_QUERY,
    Query,
    Scope,
    read_genre,
    read_kind,
    read_place,
    read_years,
    stretch,
    written,
)
from searchapp.reports import LEVELS
from searchapp.web.chosen import (
    Choice,
    choices_of,
    coded,
    covers,
    group_of,
    left_without,
    written_value,
)
from searchapp.web.moments import read_moment, written_moment
from searchapp.wording import words_for

#: More choices than anybody makes by hand are not taken from an address: each link repeats all.
MOST_CHOICES: Final = 50

#: What the rows of a table of figures are put in order by; with a minus the most first.
_ORDER: Final = re.compile(r"-?(?:town|sum|[0-9]{4})", re.ASCII)
#: Characters beyond ASCII as an address has them.
_ENCODED: Final = re.compile(r"(?:%[89A-F][0-9A-F])+")
#: What stands for itself in a query, as in the addresses that Flask writes.
_PLAIN: Final = "!$'()*,/:;?@"

_Choice = TypeVar("_Choice", bound=StrEnum)


class View(StrEnum):
    """How hits are laid out."""

    PASSAGES = "passages"
    REPORTS = "reports"
    KWIC = "kwic"
    MATRIX = "matrix"
    FIGURES = "figures"

    @property
    def label(self) -> str:
        """In Chinese."""
        return {
            View.PASSAGES: "段落",
            View.REPORTS: "按报告",
            View.KWIC: "逐词索引",
            View.MATRIX: "镇 × 年",
            View.FIGURES: "数字表",
        }[self]

    @property
    def is_table(self) -> bool:
        """Whether reports are counted, and no hit is shown."""
        return self in (View.MATRIX, View.FIGURES)


@dataclass(frozen=True, slots=True)
class Address:
    """What was typed and chosen; ``page`` counts from 1, ``notes`` tell what makes no sense.

    ``arrived`` leaves the reports that came after that moment. A table tells of every report,
    whenever it came. Of a table of figures ``mark`` is which ``#`` of the query is meant, from 1,
    and ``by`` what its rows are put in order by.
    """

    typed: str = ""
    choices: tuple[Choice, ...] = ()
    sort: Sort = Sort.RELEVANCE
    whole_words: bool = False
    within: Scope = Scope.PASSAGE
    view: View = View.PASSAGES
    beside: Beside = Beside.HIT
    arrived: datetime | None = None
    compact: bool = False
    mark: int = 0
    by: str = ""
    page: int = 1
    notes: tuple[str, ...] = ()

    @classmethod
    def from_args(cls, args: MultiDict[str, str]) -> "Address":
        """The state that an address says; what makes no sense in it is left out and noted."""
        notes: list[str] = []
        typed = args.get("q", "").strip()
        if len(typed) > LONGEST_QUERY:
            notes.append(f"检索词过长，只取前 {LONGEST_QUERY} 字")
        choices = tuple(islice(dict.fromkeys(choices_of(args, notes)), MOST_CHOICES + 1))
        if len(choices) > MOST_CHOICES:
            notes.append(f"范围选得太多，只取前 {MOST_CHOICES} 个")
        view = _one_of(View.PASSAGES, args.get("view", ""))
        mark, by = _of_figures(args) if view is View.FIGURES else (0, "")
        return cls(
            typed=typed[:LONGEST_QUERY],
            choices=choices[:MOST_CHOICES],
            arrived=_arrived(args.get("arrived", ""), view, notes),
            sort=_one_of(Sort.RELEVANCE, args.get("sort", "")),
            whole_words=args.get("whole") == "1",
            within=_one_of(Scope.PASSAGE, args.get("within", "")),
            view=view,
            beside=_one_of(Beside.HIT, args.get("beside", "")),
            compact=args.get("density") == "compact",
            mark=mark,
            by=by,
            page=_page(args.get("page", "")),
            notes=tuple(notes),
        )

    def asked(self, query: Query, hits_per_page: int) -> Asked:
        """The question that the page of this address answers; a table needs no hits."""
        return Asked(
            query,
            places=tuple(read_place(at, name) for at, name in self.choices if at in LEVELS),
            years=tuple(map(read_years, self._chosen("year"))),
            kinds=tuple(map(read_kind, self._chosen("section"))),
            genres=tuple(map(read_genre, self._chosen("genre"))),
            whole_words=self.whole_words,
            within=self.within,
            sort=self.sort,
            grouped=self.view is View.REPORTS,
            explained=self.view is View.PASSAGES and self.sort is Sort.RELEVANCE,
            offset=(self.page - 1) * hits_per_page,
            limit=0 if self.view.is_table else hits_per_page,
        )

    def _chosen(self, facet: str) -> Iterator[str]:
        return (value for each, value in self.choices if each == facet)

    def chose(self, facet: str, value: str | int | None) -> bool:
        """Whether this value of a facet is chosen, by itself or in a stretch of years."""
        return any(covers(choice, facet, value) for choice in self.choices)

    def toggled(self, facet: str, value: str | int | None) -> "Address":
        """The first page with this value chosen, or no longer chosen.

        A year that was chosen in a stretch leaves the other years of the stretch.
        """
        if not self.chose(facet, value):
            return replace(self, choices=(*self.choices, (facet, written_value(value))), page=1)
        kept = [
            left
            for choice in self.choices
            for left in (left_without(choice, value) if covers(choice, facet, value) else [choice])
        ]
        return replace(self, choices=tuple(dict.fromkeys(kept)), page=1)

    def without(self, choice: Choice) -> "Address":
        """The first page with one choice given up as it was made."""
        return replace(
            self, choices=tuple(each for each in self.choices if each != choice), page=1
        )

    def sorted_by(self, sort: str) -> "Address":
        """The first page in another order."""
        return replace(self, sort=Sort(sort), page=1)

    def within_scope(self, scope: Scope) -> "Address":
        """The first page of what stands together in a smaller or larger stretch."""
        return replace(self, within=scope, page=1)

    def viewed_as(self, view: View) -> "Address":
        """The first page of the same hits, laid out otherwise."""
        arrived = None if view.is_table else self.arrived
        return replace(self, view=view, arrived=arrived, mark=0, by="", page=1)

    def arriving_after(self, moment: datetime | None) -> "Address":
        """The first page among the reports that came after a moment; None for all."""
        return replace(self, arrived=moment, page=1)

    @property
    def remembered(self) -> "Address":
        """What is worth keeping of it: the question and its layout, not where one stood in it."""
        return replace(self, arrived=None, compact=False, page=1, notes=())

    @property
    def query(self) -> str:
        """Its names and values, as they are kept for long; what is as usual is left out."""
        return urlencode(replace(self, page=1).said)

    def in_order_beside(self, beside: Beside) -> "Address":
        """The first page of a concordance in another order."""
        return replace(self, beside=beside, page=1)

    def set_compactly(self, wanted: bool) -> "Address":
        """The same page, with more or less of it in a window."""
        return replace(self, compact=wanted)

    def with_places_of(self, facets: Mapping[FacetName, Sequence[FacetValue]]) -> "Address":
        """The same page, with codes for the names of places that the facets know.

        A name that several places bear becomes the codes of all of them.
        """
        choices = (code for choice in self.choices for code in coded(choice, facets))
        return replace(self, choices=tuple(dict.fromkeys(choices)))

    def asking(self, asked: Asked) -> "Address":
        """The first page of another question under the same choices."""
        return replace(
            self,
            typed=written(asked.query),
            within=asked.within,
            whole_words=asked.whole_words,
            page=1,
        )

    def without_group(self, group: str) -> "Address":
        """The first page without the choices of one kind; all levels of a place are one."""
        if group == "arrived":
            return self.arriving_after(None)
        kept = (each for each in self.choices if group_of(each[0]) != group)
        return replace(self, choices=tuple(kept), page=1)

    def with_whole_words(self, wanted: bool) -> "Address":
        """The first page without, or again with, what only arises across words."""
        return replace(self, whole_words=wanted, page=1)

    def without_choices(self) -> "Address":
        """The first page of the same words among everything."""
        return replace(self, choices=(), arrived=None, page=1)

    def at_page(self, page: int) -> "Address":
        """Another page of the same answer."""
        return replace(self, page=page)

    def typing(self, typed: str) -> "Address":
        """The first page of other words under the same choices."""
        return replace(self, typed=typed, page=1)

    def label(self, choice: Choice) -> str:
        """A choice as it is written for people, where no facet has a name for it."""
        facet, value = choice
        if facet != "year":
            return value
        years = read_years(value)
        return stretch(years.first, years.last).replace(" 至 ", "–")

    @property
    def layout(self) -> tuple[tuple[str, str], ...]:
        """What is not as usual in scope and layout, as names and values of the address."""
        usual = {"within": Scope.PASSAGE, "view": View.PASSAGES, "beside": Beside.HIT}
        said = {"within": self.within, "view": self.view, "beside": self.beside}
        unusual = ((name, str(value)) for name, value in said.items() if value is not usual[name])
        mark = [("mark", str(self.mark))] if self.mark else []
        by = [("by", self.by)] if self.by else []
        return (*unusual, *([("density", "compact")] if self.compact else []), *mark, *by)

    @property
    def kept(self) -> tuple[Choice, ...]:
        """What a form on the page sends along: everything but what was typed and the page."""
        return tuple(
            (name, value)
            for name, said in self._arguments().items()
            if name not in ("q", "page")
            for value in (said if isinstance(said, list) else [said])
        )

    @property
    def url(self) -> str:
        """The address of the search page; what is as usual is left out."""
        return joined_address(url_for("pages.search"), self.said)

    @property
    def said(self) -> tuple[tuple[str, str], ...]:
        """All its names and values, in the order of ``url``."""
        typed = [("q", self.typed)] if self.typed else []
        page = [("page", str(self.page))] if self.page > 1 else []
        return (*typed, *self.kept, *page)

    def url_as(self, form: str) -> str:
        """The address of the whole answer as a file: ``json``, ``csv``, ``xlsx``; or ``atom``."""
        arguments = self._arguments() | {"page": None}
        if form == "atom":
            return url_for("feeds.feed", **arguments)
        return url_for("downloads.download", form=form, **arguments)

    def report_url(self, hit: Hit) -> str:
        """The address of a hit in its report, from which this search is found again.

        It leads to the first mark in the passage, for a passage may be longer than a screen.
        """
        anchor = f"{'m' if hit.spans else 'p'}{hit.passage}"
        there = url_for("pages.report", report_id=hit.report)
        return f"{joined_address(there, self.said)}#{anchor}"

    def _arguments(self) -> dict[str, Any]:
        arguments: dict[str, Any] = {"q": self.typed or None}
        for facet, value in self.choices:
            arguments.setdefault(facet, []).append(value)
        if self.sort is not Sort.RELEVANCE:
            arguments["sort"] = str(self.sort)
        if self.whole_words:
            arguments["whole"] = "1"
        if self.arrived:
            arguments["arrived"] = written_moment(self.arrived)
        arguments |= dict(self.layout)
        if self.page > 1:
            arguments["page"] = self.page
        return arguments


def joined_address(path: str, said: Iterable[tuple[str, str]]) -> str:
    """The address of a page that is told these names and values.

    Chinese stands in it as such, which browsers and feed readers send encoded: a page repeats its
    question in each of its links, and encoded a character has nine bytes instead of three. ASCII
    and what cannot be seen stay encoded.
    """
    told = "&".join([f"{in_address(name)}={in_address(value)}" for name, value in said])
    return f"{path}?{told}" if told else path


@lru_cache(1_000)
def in_address(text: str) -> str:
    """A name or value as it stands in an address."""
    return _ENCODED.sub(_shown, quote_plus(text, safe=_PLAIN))


def _shown(encoded: re.Match[str]) -> str:
    return "".join(char if char.isprintable() else quote(char) for char in unquote(encoded[0]))


def _one_of(usual: _Choice, value: str) -> _Choice:
    """The choice of that name; the usual one where there is none."""
    return next((each for each in type(usual) if each == value), usual)


def _arrived(typed: str, view: View, notes: list[str]) -> datetime | None:
    """The moment after which reports are to have come, where the view can tell of these alone."""
    if not typed.strip():
        return None
    try:
        moment = read_moment(typed)
    except UnclearChoice as error:
        notes.append(words_for(error))
        return None
    if view.is_table:
        notes.append(f"“{view.label}”不分新旧，列的是全部报告")
        return None
    return moment


def _of_figures(args: MultiDict[str, str]) -> tuple[int, str]:
    """Which ``#`` is meant, and the order of rows; 0 and nothing where that makes no sense."""
    mark, by = args.get("mark", ""), args.get("by", "")
    is_number = mark.isascii() and mark.isdigit() and len(mark) <= len(str(LONGEST_QUERY))
    return int(mark) if is_number else 0, by if _ORDER.fullmatch(by) else ""


def _page(value: str) -> int:
    return max(1, int(value)) if value.isascii() and value.isdigit() and len(value) < 9 else 1
