"""A case for every row of every table of the guide, each one change to a plain report."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any, Final

from searchapp.reports import SectionKind as Kind
from tests.genre import endings, noises, numbers, openings, outlines, pages, titles, wordings
from tests.genre.cases import Case
from tests.genre.neighbours import NEIGHBOURS, PAGES
from tests.genre.oddities import PLACES, SPOILED, YEARS
from tests.genre.outlines import Shape
from tests.genre.places import TOWNS
from tests.genre.plan import SECTIONS, TRADITIONAL, YEARS_OF_HEADINGS, Plan, SectionPlan
from tests.genre.rows import row_of
from tests.genre.stray import cases_of
from tests.genre.writing import write

_PLAIN: Final = Plan()
#: What a page says of a report in whose text nothing of it stands.
_SAID: Final = (("index", "own code"), ("number", "own number"), ("issuer", "own government"))
_DATED: Final = (*_SAID, ("issued_on", "the day"))
_DUTIES_BELOW: Final = "党政主要负责人履行推进法治建设第一责任人职责情况"
_ON_PAGE: Final = replace(
    _PLAIN, site="§3 cells of a table", values=_DATED, subject="town", signature=None, dated=None
)


def named_cases() -> Iterator[Case]:
    """The cases, in the order of the guide, and those that no table makes."""
    for name, plan in _plans():
        yield Case(name, plan.rows, partial(write, plan))
    yield from stray_cases()


def stray_cases() -> Iterator[Case]:
    """The cases that no table makes."""
    for strays in (YEARS, SPOILED, PLACES, NEIGHBOURS, PAGES):
        yield from cases_of(strays)


def _plans() -> Iterator[tuple[str, Plan]]:
    yield from _titles()
    yield from _numbers()
    yield from _sites()
    yield from _labels()
    yield from _markup()
    yield from _openings()
    yield from _outlines()
    yield from _sections()
    yield from _endings()
    yield from _noises()
    yield from _years()
    yield from _towns()


def _shown(row: str, plan: Plan = _PLAIN, **changed: Any) -> tuple[str, Plan]:
    """The plan so changed, under the name of the row, which it shows."""
    return row, replace(plan, also=plan.also | {row_of(row)}, **changed)


# §2


def _titles() -> Iterator[tuple[str, Plan]]:
    for layout in titles.LAYOUTS:
        subject = "party and government with county" if layout in titles.JOINT else "government"
        about = "no 关于" not in layout
        yield _shown(layout, layout=layout, subject=subject, about=about)
    yield from _untitled()
    for wording in titles.WORDINGS:
        about = "年度" not in wording
        yield _shown(f"§2.2 {wording}", wording=wording, about=about, subject="town")
    yield _shown(
        "§2.2 年度 doubled",
        wording="法治政府建设年度报告",
        dating="§2.3 年度 after the issuer",
        subject="town",
        about=False,
    )
    yield _shown("§2.2 traditional", noise=TRADITIONAL)
    yield _shown("§2.2 with 关于", about=True)
    yield _shown("§2.2 without 关于", about=False)
    yield _shown("§2.2 with 人民政府", subject="government with province")
    yield _shown("§2.2 without 人民政府", subject="town")
    yield _shown("§2.2 county prefixed", subject="county and town", town="name of two")
    for dating in titles.DATINGS:
        subject = "town" if "first" in dating else "government"
        yield _shown(dating, dating=dating, subject=subject)


def _untitled() -> Iterator[tuple[str, Plan]]:
    number, salutation, preamble, section, metadata = titles.UNTITLED
    told = replace(_PLAIN, preamble="§4 hinge carries town and year")
    yield _shown(number, told, layout=number, number="§2.4 above the title")
    yield _shown(salutation, told, layout=salutation, salutation="§4 县委、县政府")
    yield _shown(preamble, told, layout=preamble)
    yield _shown(section, layout=section, preamble="§4 no preamble")
    yield _shown(metadata, _ON_PAGE, layout=metadata, values=(*_SAID, ("title", "own title")))


def _numbers() -> Iterator[tuple[str, Plan]]:
    for position in numbers.PRINTED:
        yield _shown(position, number=position)
    yield _shown("§2.4 in the metadata", _ON_PAGE)
    for brackets in numbers.BRACKETS:
        yield _shown(brackets, number="§2.4 above the title", brackets=brackets)
    yield _shown("§2.4 第", number="§2.4 below the title", ordinal=True)
    yield _shown("§2.4 initials of the town", number="§2.4 below the title", town="民族乡")
    for broken in numbers.BROKEN:
        yield _shown(broken, number=broken)
    for row, value in numbers.EMPTY_FIELDS.items():
        yield _shown(row, _ON_PAGE, values=(("number", value), ("issuer", "own government")))
    yield _shown("§2.4 cited in the preamble", preamble="§2.4 cited in the preamble")
    several = "§2.4 several numbers"
    yield _shown(several, number="§2.4 above the title", several=True)


# §3


def _sites() -> Iterator[tuple[str, Plan]]:
    for shape in pages.SHAPES:
        yield _shown(shape, _ON_PAGE, site=shape, town="name of two")
    for shape in pages.TEXT_SHAPES:
        yield _shown(f"{shape}: in a text", _ON_PAGE, site=shape, on_page=False)
    yield _shown("§3 labels that say nothing", _ON_PAGE)
    for form in pages.DAYS:
        yield _shown(form, _ON_PAGE, day_form=form)
    yield _shown("§3 header clock", _ON_PAGE, values=_SAID)
    yield _shown("§3 header clock: in a text", furniture=True, signature=None, dated=None)
    yield _shown("§3 info lines", _ON_PAGE, values=_SAID)
    yield _shown("§3 info lines: in a text", furniture=True, salutation="§4 县委、县政府")
    yield _shown("§3 source is the justice bureau", _ON_PAGE, source="苍溪县司法局")
    yield _shown("§3 meta tags", _ON_PAGE, values=(), metas=True)
    other = (*_SAID, ("title", "百利镇2024年度法治政府建设年度报告"))
    yield _shown("§2.1 page title and body title: on a page", _ON_PAGE, values=other)


def _labels() -> Iterator[tuple[str, Plan]]:
    """Each label of a fact, and publishers that did not issue the report."""
    said = {
        "title": (*_SAID, ("title", "own title")),
        "published_on": (*_SAID, ("published_on", "the day")),
    }
    for fact, labels in pages.LABELS.items():
        values = said.get(fact, _DATED)
        for label in labels:
            yield _shown(f"§3 {label}", _ON_PAGE, values=values, labels=((fact, label),))
    for row, publisher in (
        ("§3 publisher is the county's office", "苍溪县人民政府办公室"),
        ("§3 publisher is a development zone", "苍溪县经济开发区管理委员会"),
    ):
        yield _shown(row, _ON_PAGE, values=(("issuer", publisher), ("number", "own number")))


def _markup() -> Iterator[tuple[str, Plan]]:
    """What the guide to pages says of their make."""
    for markup in pages.MARKUPS:
        yield _shown(markup, _ON_PAGE, markup=markup)
    for encoding in pages.ENCODINGS:
        yield _shown(encoding, _ON_PAGE, encoding=encoding)
    for container in pages.CONTAINERS:
        yield _shown(f"§3 footer: {container}", _ON_PAGE, container=container)


# §4


def _openings() -> Iterator[tuple[str, Plan]]:
    towns = {"县": "镇", "区": "街道", "市": "林场", "县区市旗": "autonomous county"}
    for row, (above, _) in openings.SALUTATIONS.items():
        yield _shown(row, salutation=row, town=towns[above])
    yield _shown("§4 no salutation")
    for row in openings.PREAMBLES:
        if row.startswith("§4"):
            yield _shown(row, preamble=row)
    yield _shown("§4 preamble inside section one", inside=True)


# §5


def _outlines() -> Iterator[tuple[str, Plan]]:
    for top in outlines.TOPS:
        yield _shown(top, shape=Shape(top=top))
    for sub in outlines.SUBS:
        yield _shown(sub, shape=Shape(sub=sub))
    for third in outlines.THIRDS:
        yield _shown(third, shape=Shape(third=third))
    for inline in outlines.INLINES:
        yield _shown(inline, shape=Shape(inline=inline))
    for end in outlines.ENDS:
        yield _shown(end, shape=Shape(end=end))


def _sections() -> Iterator[tuple[str, Plan]]:
    for kind, forms in wordings.WORDINGS.items():
        for at, form in enumerate(forms):
            for year in YEARS_OF_HEADINGS if at == 0 else YEARS_OF_HEADINGS[at % 5 :][:1]:
                sections = tuple(_section(kind, form, each) for each in SECTIONS)
                if kind not in {each for each, _, _ in SECTIONS}:
                    sections = (*SECTIONS[:3], (kind, form, 0), SECTIONS[3])
                row = f"§5.3 {kind}: {form} {year}"
                yield _shown(row, sections=sections, heading_year=year)
    below = (Kind.MEASURES, SECTIONS[0][1], (_DUTIES_BELOW, "整合执法力量"))
    yield _shown("§5.3 duties at level 2", sections=(below, *SECTIONS[2:]))
    yield from _orders()
    for row, headings in (
        ("§5.3 learning", wordings.LEARNING),
        ("§5.3 thematic", wordings.THEMATIC),
        ("§5.3 chapters of 依法行政", wordings.CHAPTERS),
    ):
        told = tuple((Kind.MEASURES, heading, 0) for heading in headings)
        yield _shown(row, sections=(*told, *SECTIONS[2:]))
        yield _shown(f"{row}: alone", sections=told)


def _section(kind: Kind, form: str, usual: SectionPlan) -> SectionPlan:
    """The usual section, or that with this heading in place of the one of its kind."""
    return (kind, form, usual[2]) if usual[0] is kind else usual


def _orders() -> Iterator[tuple[str, Plan]]:
    measures, duties, shortcomings, plans = SECTIONS
    yield _shown("§5.3 order a-c-b-d")
    yield _shown("§5.3 order a-b-c-d", sections=(measures, shortcomings, duties, plans))
    judged = (Kind.JUDGMENTS, "{y}履行法院生效裁判情况", 0)
    rest = (
        (Kind.SUGGESTIONS, "对全县加强法治政府建设的意见、建议", 0),
        (Kind.OTHER, "其他需要报告的重要事项", 0),
    )
    whole = (duties, measures, shortcomings, judged, plans, *rest)
    yield _shown("§5.3 order c-a-b", sections=whole)
    yield _shown("§5.3 body just 无。", sections=whole)


# §6, §7


def _endings() -> Iterator[tuple[str, Plan]]:
    for signature in endings.SIGNATURES:
        row = signature if signature.startswith("§") else f"§6 date in figures: {signature}"
        yield _shown(row, signature=signature)
    yield _shown("§6 absent", signature=None, dated=None)
    for dated in endings.DATES:
        yield _shown(dated, dated=dated)
    for tail in endings.TAILS:
        yield _shown(tail, tails=frozenset((tail,)))
    yield _shown(
        "§6 print line: all of it",
        tails=frozenset(endings.TAILS),
        signature="§6 joint on one line",
    )
    row = "§6 address block in the preamble"
    yield _shown(row, preamble=row)


def _noises() -> Iterator[tuple[str, Plan]]:
    for noise in noises.NOISES:
        for seed in (1, 2):
            yield _shown(f"{noise}: {seed}", noise=noise, seed=seed)
    yield _shown(TRADITIONAL, noise=TRADITIONAL)
    for row in ("§7 range dashes", "§7 characters lost"):
        yield _shown(f"{row}: in the preamble", preamble=row, dating="§2.3 none", heading_year="")


# §8, §9


def _years() -> Iterator[tuple[str, Plan]]:
    untold = replace(_PLAIN, dating="§2.3 none", heading_year="")
    yield _shown("§8 in the title")
    yield _shown("§8 in the measures heading", untold, heading_year="{year}年")
    for row in openings.PREAMBLES:
        if row.startswith("§8"):
            day = (2024, 12, 20) if "December" in row else None
            yield _shown(row, untold, preamble=row, issued=day)
    row = "§8 本年度 and a date of December"
    yield _shown("§8 本年度 and no date", untold, preamble=row, dated=None)
    yield _shown(
        "§8 上一年度 and a date: none printed",
        untold,
        preamble="§8 上一年度 and a date",
        dated=None,
    )
    yield _shown("§8 issued in the year itself", issued=(2024, 11, 28))
    yield _shown("§8 posted late", _ON_PAGE, issued=(2025, 9, 30))
    yield _shown("§8 other years", untold, preamble="§8 in the hinge")
    yield _shown("§8 figures of part of it", seed=9)


def _towns() -> Iterator[tuple[str, Plan]]:
    for row, town in TOWNS.items():
        subject = "government" if town.alone else "government with county"
        yield f"§9 {row}", replace(_PLAIN, town=row, subject=subject)
        yield _shown(
            f"§9 {row}: bare", town=row, subject="town" if town.alone else "county and town"
        )
    alike = replace(_PLAIN, town="name of two", subject="town")
    row = "§9 依法治旗 and 嘎查"
    yield _shown(row, preamble=row, town="苏木")
    row = "§9 hosted by a development zone"
    yield _shown(f"{row}: named in the preamble", preamble=row)
    yield _shown("§11 traditional-character mirror", _ON_PAGE, noise=TRADITIONAL)
    yield _shown("§9 county by salutation", alike, salutation="§4 X县人民政府")
    yield _shown("§9 county by signature", alike, signature="government alone, with county")
    yield _shown("§9 county by hinge", alike, preamble="§4 hinge carries town and year")
    yield _shown(
        "§9 county by code", alike, site="§3 label:value list", on_page=False, values=_SAID[:1]
    )
    yield _shown("§9 county by site", alike, site="§3 cells of a table", values=_SAID[1:2])
