"""The page that shows one section of two to four reports side by side."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from searchapp.engine import Engine
from searchapp.engine.abreast import Abreast, Standing, Tally, abreast
from searchapp.errors import ReportNotFound, UnclearChoice
from searchapp.library import meant_id
from searchapp.query import read_kind
from searchapp.reports import FiledReport, Passage, Place, SectionKind
from searchapp.web import current
from searchapp.web.address import Address
from searchapp.web.choosing import MOST_COLUMNS, Offer, Offered, offered, proposed
from searchapp.wording import words_for

section_pages = Blueprint("sections", __name__)

#: Longer lists stand in columns that are not aligned: the style sheet names so many rows.
_MOST_ROWS: Final = 900

#: So many reports are offered above the columns to tick others.
_MOST_TICKS: Final = 16

#: A passage, None for an empty place, or how many rows are left out that are the same in all.
_Cell: TypeAlias = Standing | int | None


@dataclass(frozen=True, slots=True)
class SectionsAddress:
    """Which reports and which section are compared, or for which place reports are sought."""

    ids: tuple[str, ...] = ()
    kind: SectionKind = SectionKind.SHORTCOMINGS
    only: bool = False
    place: str = ""
    year: int | None = None
    notes: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def from_args(cls, args: MultiDict[str, str]) -> "SectionsAddress":
        """What an address asks for; what makes no sense in it is left out and noted."""
        notes: list[str] = []
        ids = tuple(dict.fromkeys(filter(None, map(str.strip, args.getlist("report")))))
        if len(ids) > MOST_COLUMNS:
            notes.append(f"最多并排 {MOST_COLUMNS} 篇，只取前 {MOST_COLUMNS} 篇")
        kind = SectionKind.SHORTCOMINGS
        try:
            kind = read_kind(args.get("section", "") or str(kind))
        except UnclearChoice as error:
            notes.append(words_for(error))
        return cls(
            ids[:MOST_COLUMNS],
            kind,
            args.get("only") == "differences",
            args.get("place", "").strip(),
            args.get("year", type=int),
            tuple(notes),
        )

    def of_kind(self, kind: SectionKind) -> "SectionsAddress":
        """The same reports, another section."""
        return replace(self, kind=kind)

    def with_only(self, only: bool) -> "SectionsAddress":
        """The same, with or without what is the same in all."""
        return replace(self, only=only)

    @property
    def url(self) -> str:
        """The address of the page."""
        return url_for(
            "sections.compare",
            report=list(self.ids),
            section=str(self.kind),
            only="differences" if self.only else None,
        )


@dataclass(frozen=True, slots=True)
class Column:
    """A report with what stands of it on the page; no cells where it has no such section.

    ``after`` is the label of the column that it is held against next, "" for the last.
    """

    filed: FiledReport
    label: str
    after: str = ""
    cells: tuple[_Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Pairing:
    """Two columns by their labels, and how their sentences compare."""

    one: str
    other: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The columns of a page; ``over_years``: they are one town's, in order of years."""

    columns: tuple[Column, ...]
    pairings: tuple[Pairing, ...]
    over_years: bool
    kinds: tuple[SectionKind, ...]
    same_rows: int
    aligned: bool

    @classmethod
    def of(cls, reports: Sequence[FiledReport], kind: SectionKind, *, only: bool) -> "SideBySide":
        """The section of these reports; ``only`` leaves out rows that are the same in all."""
        over_years = _is_one_town(reports)
        if over_years:
            reports = sorted(reports, key=lambda filed: (filed.report.year or 0, filed.id))
        labels = _labels(reports, over_years=over_years)
        sections = [_section(filed, kind) for filed in reports]
        there = [at for at, passages in enumerate(sections) if passages]
        held = abreast([sections[at] for at in there], each_with_all=not over_years)
        cells = dict(zip(there, _cells(held, only=only), strict=True))
        after = dict(zip(there, [labels[at] for at in there[1:]], strict=False))
        return cls(
            tuple(
                Column(filed, labels[at], after.get(at, ""), cells.get(at, ()))
                for at, filed in enumerate(reports)
            ),
            tuple(
                Pairing(labels[there[one]], labels[there[other]], tally)
                for (one, other), tally in held.tallies.items()
            ),
            over_years,
            tuple(each for each in SectionKind if any(_section(filed, each) for filed in reports)),
            len(held.same_rows) if len(there) > 1 else 0,
            held.rows <= _MOST_ROWS,
        )


@section_pages.get("/compare")
def compare() -> str | Response:
    """One section of some reports side by side; or reports to choose.

    Of a town with several reports the newest are shown at once.
    """
    asked = SectionsAddress.from_args(request.args)
    reports, unknown = _reports(current.engine(), asked.ids)
    notes = (*asked.notes, *(f"没有编号为 {each} 的报告" for each in unknown))
    if len(reports) > 1:
        return _side_by_side(asked, reports, notes)
    offers = _offered(asked, reports)
    if asked.place and not notes and len(offers.ticked) > 1:
        return redirect(replace(asked, ids=offers.ticked).url)
    return render_template(
        "compare/choose.html",
        address=Address(),
        asked=asked,
        called=_name(asked.place),
        notes=notes,
        offers=offers,
        years=_years(),
        most=MOST_COLUMNS,
    )


def _side_by_side(
    asked: SectionsAddress, reports: Sequence[FiledReport], notes: Sequence[str]
) -> str:
    ticks = _others(reports)
    return render_template(
        "compare/abreast.html",
        address=Address(),
        asked=asked,
        notes=notes,
        shown=SideBySide.of(reports, asked.kind, only=asked.only),
        ticks=ticks,
        labels=_labels([each.filed for each in ticks], over_years=_is_one_town(reports)),
    )


def _reports(engine: Engine, ids: Sequence[str]) -> tuple[list[FiledReport], list[str]]:
    """The reports, and the ids of which there is none."""
    found, unknown = list[FiledReport](), list[str]()
    for report_id in ids:
        try:
            found.append(engine.report(_meant(engine, report_id)))
        except ReportNotFound:
            unknown.append(report_id)
    return list({filed.id: filed for filed in found}.values()), unknown


def _meant(engine: Engine, typed: str) -> str:
    """The id that somebody typed from paper, where a report has it."""
    meant = meant_id(typed)
    return meant if meant in engine.held() else typed


def _offered(asked: SectionsAddress, chosen: Sequence[FiledReport]) -> Offered:
    """What was sought; else what may go with the one report that is chosen; else towns."""
    facts, called = current.engine().facts(), current.gazetteer().called
    if asked.place:
        return offered(facts, asked.place, asked.year, called)
    if not chosen or chosen[0].report.place is None:
        return proposed(facts)
    offers = offered(facts, chosen[0].report.place.code, None, called)
    return offers.with_ticked({*offers.ticked, chosen[0].id})


def _others(reports: Sequence[FiledReport]) -> tuple[Offer, ...]:
    """All of the town, or of the county in that year, with those that are shown ticked.

    None where the reports have neither in common, or where there are too many to tick.
    """
    places = [each.report.place for each in reports if each.report.place]
    years = {each.report.year for each in reports}
    if len(places) < len(reports):
        return ()
    codes = {place.code for place in places} if _is_one_town(reports) else _counties(places)
    if len(codes) > 1 or (len(years) > 1 and not _is_one_town(reports)):
        return ()
    year = None if _is_one_town(reports) else years.pop()
    offers = offered(current.engine().facts(), codes.pop(), year, current.gazetteer().called)
    return _to_tick(offers, reports)


def _to_tick(offers: Offered, reports: Sequence[FiledReport]) -> tuple[Offer, ...]:
    """The offers, unless some of the reports are not among them or there is nothing to change."""
    ids = {each.id for each in reports}
    there = {each.filed.id for each in offers.reports}
    fits = ids <= there and 2 < len(there) <= _MOST_TICKS
    ticked = offers.with_ticked(ids).reports if fits else ()
    return tuple(sorted(ticked, key=lambda each: each.filed.report.year or 0))


def _counties(places: Iterable[Place]) -> set[str]:
    return {place.code_of("county") or place.code for place in places}


def _name(typed: str) -> str:
    """What was typed, or where it is a code the name of its place, which means no other."""
    called = current.gazetteer().called
    place = next(iter(called(typed)), None) if typed.isdecimal() else None
    if place is None:
        return typed
    names = (place.short, f"{place.county or place.city or ''}{place.short}")
    return next((name for name in names if len(called(name)) == 1), place.label)


def _years() -> list[int]:
    return sorted({each.report.year for each in current.engine().facts() if each.report.year})


def _is_one_town(reports: Sequence[FiledReport]) -> bool:
    places = {filed.report.place for filed in reports}
    return len(places) == 1 and None not in places


def _labels(reports: Sequence[FiledReport], *, over_years: bool) -> list[str]:
    """What each column is called, so that they can be told apart."""
    labels = [_label(filed, over_years=over_years) for filed in reports]
    return [
        label if labels.count(label) == 1 else f"{label}（{filed.id[:4]}）"
        for label, filed in zip(labels, reports, strict=True)
    ]


def _label(filed: FiledReport, *, over_years: bool) -> str:
    year = str(filed.report.year or "年度未标注")
    place = filed.report.place.short if filed.report.place else "地方未标注"
    return year if over_years else f"{place} {year}"


def _section(filed: FiledReport, kind: SectionKind) -> list[Passage]:
    return [passage for passage in filed.report.passages if passage.kind is kind]


def _cells(held: Abreast, *, only: bool) -> Iterator[tuple[_Cell, ...]]:
    """For each column what stands in each row."""
    for column in held.columns:
        in_row: dict[int, _Cell] = {each.row: each for each in column}
        every = [in_row.get(row) for row in range(held.rows)]
        yield tuple(_without_same(every, held.same_rows) if only else every)


def _without_same(cells: Sequence[_Cell], same: frozenset[int]) -> Iterator[_Cell]:
    """The cells with a count in place of each run of rows that are the same in all."""
    left_out = 0
    for row, cell in enumerate(cells):
        if row in same:
            left_out += 1
            continue
        if left_out:
            yield left_out
        left_out = 0
        yield cell
    if left_out:
        yield left_out
