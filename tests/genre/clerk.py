"""What a careful clerk would note of a script: from what is printed there, and from the plan."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from searchapp.reports import Place, Section
from searchapp.reports import SectionKind as Kind
from tests.genre import endings, noises, numbers, titles
from tests.genre.plan import TRADITIONAL
from tests.genre.script import Script
from tests.genre.truth import Truth, passages_of


def truth_of(script: Script) -> Truth:
    """Every fact of the report, None for what it does not tell."""
    place = place_in(script)
    true = Truth(
        title=title_in(script),
        issuers=issuers_in(script),
        doc_number=number_in(script),
        issued_on=day_in(script),
        year=year_in(script),
        genre=titles.WORDINGS[script.plan.wording],
        addressee=script.salutation,
        place=place,
        outline=tuple(sections_in(script)),
        passages=passages_of(script.story),
        # A number that can be seen to be spoilt is missed; most reports have none.
        doubts=frozenset({"doc_number"} if script.plan.number in numbers.BROKEN else ()),
        open=frozenset(_open(script, place)),
    )
    return _in_traditional(true) if script.plan.noise == TRADITIONAL else true


def _open(script: Script, place: Place | None) -> Iterator[str]:
    """Facts of which it is as right to say that nothing tells them."""
    if place is None:
        yield "level"  # 我镇 in the text alone says how high the organ stands, or not
    if _year_told(script, _headings(script)[0]) is None:
        yield "year"  # the guide reads it in a heading of measures, no other


def title_in(script: Script) -> str | None:
    """The title, from the text or from the page."""
    told = script.plan.is_titled or script.plan.has_title_on_page
    return script.title.text if told else None


def number_in(script: Script) -> str | None:
    """The number that stands in the head or in the metadata."""
    told = script.plan.number in numbers.PRINTED or script.plan.says("number")
    return script.number if told else None


def day_in(script: Script) -> date | None:
    """The day of the signature or of the metadata, else that of the print."""
    plan = script.plan
    if plan.dated or plan.says("issued_on"):
        return script.day
    return endings.printing_day(script.day) if endings.PRINT_LINE in plan.tails else None


def issuers_in(script: Script) -> tuple[str, ...]:
    """Title, signature, then the publisher where it is the town's own government."""
    plan, town = script.plan, script.town
    if title_in(script) and script.title.organs:
        return script.title.organs
    if plan.signature:
        return endings.signers(town, plan.signature)
    return (town.above + town.government,) if plan.says("issuer") else ()


def place_in(script: Script) -> Place | None:
    """The town, where title, signature, hinge or page name it; if others share its name, only
    where the county is named too or its code is printed."""
    town = script.town
    said = " ".join(script.metadata.values)
    ending = " ".join(each.text for each in script.ending)
    named = " ".join((title_in(script) or "", ending, hinge_in(script), said))
    if town.name not in named:
        return None
    on_site = script.plan.site is not None and script.plan.on_page
    told = town.above in f"{named} {script.salutation}"
    return town.place if town.alone or told or on_site or script.plan.says("index") else None


def hinge_in(script: Script) -> str:
    """From 现将 on, what the preamble says."""
    text = "".join(each.text for each in script.opening)
    return text[text.find("现将") :] if "现将" in text else ""


def year_in(script: Script) -> int | None:
    """The year reported on, by title, hinge, heading or opening; else by the day of issue."""
    measures, first = _headings(script)
    return _year_told(script, measures) or _year_told(script, first)


def _year_told(script: Script, headings: str) -> int | None:
    """The year that is told if these are the headings that may tell it."""
    year = str(script.plan.year)
    opens = script.opening and script.opening[0].text.startswith(year)
    named = (title_in(script) or "", hinge_in(script), headings)
    if opens or any(f"{year}年" in text for text in named):
        return script.plan.year
    return _relative_year(hinge_in(script) + headings, day_in(script))


def _relative_year(text: str, issued: date | None) -> int | None:
    """上一年度 is the year before the issue; 本年度 that of an issue in November or December."""
    if issued and "上一年度" in text:
        return issued.year - 1
    late = issued is not None and issued.month >= 11
    return issued.year if issued and late and "本年度" in text else None


def _headings(script: Script) -> tuple[str, str]:
    """The headings of level 1 that tell of measures, and the first, whatever it tells of."""
    top = [section for section in sections_in(script) if section.level == 1]
    measures = " ".join(each.heading or "" for each in top if each.kind is Kind.MEASURES)
    return measures, top[0].heading or ""


def sections_in(script: Script) -> Iterator[Section]:
    """The outline."""
    yield from (each.opens for each in script.story if each.opens)


def _in_traditional(true: Truth) -> Truth:
    """The same of a text in traditional characters: what is quoted is as it is printed."""
    put = noises.traditional
    outline = [
        replace(each, heading=each.heading and put(each.heading)) for each in true.outline or ()
    ]
    return replace(
        true,
        title=true.title and put(true.title),
        issuers=tuple(map(put, true.issuers)),
        doc_number=true.doc_number and put(true.doc_number),
        addressee=true.addressee and put(true.addressee),
        outline=tuple(outline),
        passages=tuple(
            replace(each, text=put(each.text), section=tuple(map(put, each.section)))
            for each in true.passages
        ),
    )
