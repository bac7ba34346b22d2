"""Plans by chance: the rows of all tables combined as they may meet in one report."""

from dataclasses import replace
from random import Random
from typing import Any, Final

from searchapp.reports import SectionKind as Kind
from tests.genre import endings, noises, numbers, openings, outlines, pages, titles, wordings
from tests.genre.outlines import Shape
from tests.genre.places import TOWNS
from tests.genre.plan import TRADITIONAL, YEARS_OF_HEADINGS, Plan, SectionPlan
from tests.genre.writing import Written, write

_RELATIVE: Final = ("§8 上一年度 and a date", "§8 本年度 and a date of December")
_LOST: Final = "§5.1 first unnumbered, then (二)"
_SHORT: Final = ("§5.2 nothing", "§5.2 two clauses, comma", "§5.2 two clauses, blank")
#: Numbers that are told from the text in the middle of a line.
_SEEN_IN_LINE: Final = {"top": "§5.1 一、", "sub": "§5.1 （一）", "third": "§5.1 1."}
_STOPPED: Final = ("§5.2 。 at level 1", "§5.2 all on one line")
_ALONE: Final = (Kind.JUDGMENTS, Kind.SUGGESTIONS, Kind.OTHER)


def case_of(seed: int) -> Written:
    """The report of a seed; the same seed writes the same report on every machine."""
    return write(plan_of(seed))


def plan_of(seed: int) -> Plan:
    """The plan of a seed."""
    rng = Random(seed)
    town = rng.choice(list(TOWNS))
    plan = Plan(seed=seed, town=town, year=rng.randint(2017, 2025))
    for chosen in (_title, _number, _opening, _outline, _ending, _site):
        plan = replace(plan, **chosen(rng, plan))
    return _decided(plan)


def _seldom(rng: Random, odds: int) -> bool:
    return rng.randrange(odds) == 0


def _title(rng: Random, _: Plan) -> dict[str, Any]:
    layout = rng.choice(list(titles.LAYOUTS))
    joint = layout in titles.JOINT
    subjects = [each for each in titles.SUBJECTS if ("party" in each) is joint]
    chosen = {
        "layout": layout,
        "subject": rng.choice(subjects),
        "about": "no 关于" not in layout and not _seldom(rng, 2),
        "wording": rng.choice(list(titles.WORDINGS)),
        "dating": rng.choice(list(titles.DATINGS)),
    }
    if "page title" in layout and chosen["subject"] == "nobody":
        # 2024年法治政府建设情况 below a title could as well be the first heading.
        chosen["subject"] = "town"
    if joint:
        chosen["dating"] = rng.choice([each for each in titles.DATINGS if "first" not in each])
    if "last word" in layout:
        chosen |= {"wording": "法治政府建设情况的报告", "dating": "§2.3 年 after the issuer"}
    return {"layout": rng.choice(titles.UNTITLED)} if _seldom(rng, 9) else chosen


def _number(rng: Random, plan: Plan) -> dict[str, Any]:
    number = rng.choice([None, *numbers.PRINTED, *numbers.PRINTED, *numbers.BROKEN])
    if plan.layout == titles.UNTITLED[0]:
        number = "§2.4 above the title"
    return {
        "number": number,
        "brackets": rng.choice(list(numbers.BRACKETS)),
        "ordinal": _seldom(rng, 6),
        "several": _seldom(rng, 9),
    }


def _opening(rng: Random, plan: Plan) -> dict[str, Any]:
    above = TOWNS[plan.town].above_kind
    fitting = [row for row, (kinds, _) in openings.SALUTATIONS.items() if above in kinds]
    salutation = rng.choice([None, *fitting]) if fitting else None
    preamble = rng.choice(list(openings.PREAMBLES))
    late = preamble == _RELATIVE[1] and _seldom(rng, 2)
    return {
        "salutation": salutation,
        "preamble": preamble,
        "inside": _seldom(rng, 8),
        "furniture": _seldom(rng, 9),
        "issued": (plan.year, 12, 20) if late else None,
    }


def _outline(rng: Random, plan: Plan) -> dict[str, Any]:
    shape = _shape(rng)
    relative = plan.preamble in _RELATIVE
    years = [each for each in YEARS_OF_HEADINGS if not (relative and each.endswith("年度"))]
    numbered = shape.top not in ("§5.1 unnumbered", "§5.1 3、 after 二、")
    return {
        "shape": shape,
        "heading_year": rng.choice(years),
        "sections": _sections(rng, slogans=numbered),
    }


def _shape(rng: Random) -> Shape:
    """Rows of §5.1 and §5.2; what has no number must show by its line that it is a heading."""
    shape = Shape(
        top=rng.choice(list(outlines.TOPS)),
        sub=rng.choice(list(outlines.SUBS)),
        third=rng.choice(list(outlines.THIRDS)),
        inline=rng.choice(list(outlines.INLINES)),
        end=rng.choice(list(outlines.ENDS)),
    )
    if shape.top == "§5.1 unnumbered" and shape.end in _STOPPED:
        shape = replace(shape, end="§5.2 nothing")
    if shape.end == "§5.2 all on one line":
        shape = replace(shape, **_SEEN_IN_LINE)
    shown = shape.top != "§5.1 unnumbered" and shape.end in _SHORT
    return shape if shown or shape.sub != _LOST else replace(shape, sub="§5.1 (一)")


def _sections(rng: Random, *, slogans: bool) -> tuple[SectionPlan, ...]:
    """The contents in one of their orders; before shortcomings and plans slogans may stand."""
    told = [_section(rng, kind, rng.randint(0, 3)) for kind in (Kind.MEASURES, Kind.DUTIES)]
    rng.shuffle(told)
    wanting, ahead = _section(rng, Kind.SHORTCOMINGS, 2), _section(rng, Kind.PLANS, 2)
    rest = [_section(rng, kind, 0) for kind in _ALONE if _seldom(rng, 4)]
    if _seldom(rng, 3):
        return (told[0], wanting, told[1], ahead, *rest)
    themes = _themes(rng) if slogans and _seldom(rng, 3) else []
    return (*told, *themes, wanting, ahead, *rest)


def _themes(rng: Random) -> list[SectionPlan]:
    """Sections that no cue names: slogans, or chapters of the older scheme."""
    themes = rng.choice((wordings.LEARNING, wordings.THEMATIC, wordings.CHAPTERS))
    return [(Kind.MEASURES, theme, rng.randint(0, 2)) for theme in themes[:3]]


def _section(rng: Random, kind: Kind, parts: int) -> SectionPlan:
    return kind, rng.choice(wordings.WORDINGS[kind]), parts


def _ending(rng: Random, _: Plan) -> dict[str, Any]:
    return {
        "signature": rng.choice([None, *endings.SIGNATURES]),
        "dated": rng.choice([None, *endings.DATES]),
        "tails": frozenset(tail for tail in endings.TAILS if _seldom(rng, 3)),
        "noise": rng.choice([None, *noises.NOISES, TRADITIONAL]),
    }


def _site(rng: Random, plan: Plan) -> dict[str, Any]:
    if plan.layout != "§2.1 only in the metadata" and not _seldom(rng, 3):
        return {}
    facts = [("index", "own code"), ("number", "own number"), ("issuer", "own government")]
    # Which of 成文日期 and the day of printing counts is nowhere said.
    dates = ("issued_on", "published_on") if plan.dated else ("published_on",)
    facts += [(rng.choice(dates), "the day")]
    if plan.number in numbers.BROKEN:
        facts.remove(("number", "own number"))
    values = [fact for fact in facts if not _seldom(rng, 3)]
    on_page = plan.layout == "§2.1 only in the metadata" or not _seldom(rng, 3)
    if on_page:
        values.append(("title", "own title"))
    shapes = pages.SHAPES if on_page else pages.TEXT_SHAPES
    shape = rng.choice(list(shapes))
    if shape == "§3 values only":
        # Without labels a date could be any, and the publisher's name a title's first line.
        values = [*facts[:-1], ("issued_on", "the day")]
    labels = {fact: rng.choice(pages.LABELS[fact]) for fact, _ in values}
    return {
        "site": shape,
        "on_page": on_page,
        "values": tuple(values),
        "labels": tuple(labels.items()),
        "day_form": rng.choice(list(pages.DAYS)),
        "container": rng.choice(pages.CONTAINERS),
        "metas": on_page and _seldom(rng, 4),
        "markup": rng.choice(list(pages.MARKUPS)),
        "encoding": rng.choice(list(pages.ENCODINGS)),
    }


def _decided(plan: Plan) -> Plan:
    """The plan without what nobody could decide, or what cannot meet on one page."""
    changed: dict[str, Any] = {}
    if plan.shape.end == "§5.2 all on one line":
        changed["noise"] = None
    if plan.site:
        changed["furniture"] = False  # a page prints such lines around the text, not in it
    if plan.site == "§3 values only" and not plan.dated:
        changed["tails"] = plan.tails - {endings.PRINT_LINE}
    if plan.is_bare:
        # Whether the office that prints tells whose report it is, is nowhere said.
        changed["tails"] = plan.tails - {endings.PRINT_LINE}
    if not (plan.is_titled or plan.has_title_on_page) and plan.shape.top == "§5.1 unnumbered":
        # Its first line could as well be the title.
        changed["shape"] = replace(plan.shape, top="§5.1 一、")
    untitled = plan.layout in titles.UNTITLED or plan.dating == "§2.3 none"
    if untitled and plan.preamble not in _RELATIVE:
        changed["preamble"] = "§4 hinge carries town and year"
    return replace(plan, **changed)
