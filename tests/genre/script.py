"""From a plan to what is printed: every paragraph, and what a page says around them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Final

from searchapp.reports import SectionKind as Kind
from tests.genre import endings, noises, numbers, openings, pages, titles
from tests.genre.outlines import Outline, duplicated, on_one_line
from tests.genre.places import TOWNS, Town
from tests.genre.plan import Plan
from tests.genre.prose import Prose
from tests.genre.titles import Title
from tests.genre.truth import Paragraph, paragraph

_SIGNER: Final = "签发人：苏禾"
#: What is masked wherever it is read.
_PRIVATE: Final = ("-3456789", "-****6789")


@dataclass(frozen=True, slots=True)
class Script:
    """A report as it is printed: its story is the paragraphs of head, body and ending in order.

    ``number`` and ``title`` are the report's own, wherever they are printed, if they are.
    """

    plan: Plan
    town: Town
    day: date
    number: str
    title: Title
    salutation: str | None
    opening: tuple[Paragraph, ...]
    ending: tuple[Paragraph, ...]
    metadata: pages.Metadata
    story: tuple[Paragraph, ...]


def script_of(plan: Plan) -> Script:
    """What the plan asks for, in words that its seed draws."""
    town, rng = TOWNS[plan.town], Random(plan.seed)
    prose = Prose(rng, town, plan.year)
    day = date(*(plan.issued or (plan.year + 1, 1, 17)))
    number = _number(plan, town, day)
    title = titles.title_of(
        town, plan.subject, plan.dating, plan.year, plan.wording, about=plan.about
    )
    salutation = _salutation(plan, town)
    metadata = pages.Metadata(tuple(_fields(plan, town, day, number, title)) if plan.site else ())
    opening = tuple(_opening(plan, town, prose))
    ending = endings.ending_of(town, plan.signature, plan.dated, day, plan.tails)
    head = (
        *_block(plan, metadata),
        *_numbered(plan, town, day, number, title),
        *([_of_head(f"{salutation}：")] if salutation else []),
    )
    body = tuple(_body(plan, opening, Outline(plan.shape, prose, rng)))
    spoilt_head, spoilt_body, spoilt_ending = (
        tuple(noises.spoilt(plan.noise, rng, part)) for part in (head, body, ending)
    )
    story = (*spoilt_head, *_reshaped(plan, spoilt_body), *spoilt_ending)
    return Script(plan, town, day, number, title, salutation, opening, ending, metadata, story)


# The head


def _number(plan: Plan, town: Town, day: date) -> str:
    number = numbers.number_of(
        town, day.year, plan.brackets, 1 + plan.seed % 40, ordinal=plan.ordinal
    )
    return number + "、5号、6号" * plan.several


def _salutation(plan: Plan, town: Town) -> str | None:
    if plan.salutation is None:
        return None
    return openings.SALUTATIONS[plan.salutation][1].format(above=town.above)


def _fields(
    plan: Plan, town: Town, day: date, number: str, title: Title
) -> Iterator[tuple[str, str]]:
    """Label and value of what the page says; labels are the usual ones, or the plan's."""
    labels = dict(plan.labels)
    own: Mapping[str, str] = {
        "own number": number,
        "own title": title.text,
        "own government": town.above + town.government,
        "own code": pages.index_number(town.above_code),
        "the day": pages.DAYS[plan.day_form].format(day),
    }
    for fact, value in plan.values:
        yield labels.get(fact, pages.LABELS[fact][0]), own.get(value, value)


def _block(plan: Plan, metadata: pages.Metadata) -> Iterator[Paragraph]:
    """The metadata where a text was copied with them."""
    if plan.site and not plan.on_page:
        for line in pages.TEXT_SHAPES[plan.site](metadata):
            yield paragraph(pages.quoted(line), line, kind=Kind.PREAMBLE)
    if plan.furniture:
        yield from map(_of_head, pages.ABOVE_TITLE)


def _numbered(plan: Plan, town: Town, day: date, number: str, title: Title) -> Iterator[Paragraph]:
    """The title with the number above or below it, or with what was a number."""
    if not plan.is_titled and plan.has_title_on_page:
        # A title that only the page has is put before the text.
        yield Paragraph(title.text, (), Kind.PREAMBLE)
    printed = tuple(_number_lines(plan, town, day, number))
    below = plan.number == "§2.4 below the title"
    if not below:
        yield from printed
    if plan.is_titled:
        yield from titles.LAYOUTS[plan.layout](title)
    if plan.furniture:
        yield from map(_of_head, pages.BELOW_TITLE)
    if below:
        yield from printed


def _number_lines(plan: Plan, town: Town, day: date, number: str) -> Iterator[Paragraph]:
    if plan.number is None:
        return
    if plan.number in numbers.BROKEN:
        form = numbers.BROKEN[plan.number]
        yield _of_head(form.format(initials=town.name[:2], year=day.year))
    elif plan.number == "§2.4 signer on the line":
        yield paragraph(f"{number} {_SIGNER}", f"{number}    {_SIGNER}", kind=Kind.PREAMBLE)
    else:
        yield _of_head(number)
        if plan.number == "§2.4 with a signer":
            yield _of_head(_SIGNER)


def _of_head(text: str) -> Paragraph:
    return paragraph(text, kind=Kind.PREAMBLE)


# The body


def _opening(plan: Plan, town: Town, prose: Prose) -> Iterator[Paragraph]:
    we = f"我{town.kind}"
    words = {
        "who": we if plan.is_bare else town.name,
        "we": we,
        "town": town.name,
        "above": town.above,
        "initials": town.name[:2],
        "guidance": prose.guidance(),
        "year": plan.year,
        "before": plan.year - 1,
        "after": plan.year + 1,
    }
    for form in openings.PREAMBLES[plan.preamble]:
        printed = form.format_map(words)
        yield paragraph(printed.replace(*_PRIVATE), printed)


def _body(plan: Plan, opening: tuple[Paragraph, ...], outline: Outline) -> Iterator[Paragraph]:
    """Preamble and sections; the preamble may stand below the first heading."""
    sections = [
        list(outline.section(n, kind, _heading(plan, form), parts))
        for n, (kind, form, parts) in enumerate(plan.sections, start=1)
    ]
    if plan.inside:
        sections[0][1:1] = opening
    else:
        yield from opening
    yield from (each for section in sections for each in section)


def _reshaped(plan: Plan, body: tuple[Paragraph, ...]) -> Iterable[Paragraph]:
    """The body with its headings doubled, or on one line."""
    if plan.shape.end == "§5.2 duplicated line by line":
        return duplicated(body)
    return on_one_line(body) if plan.shape.end == "§5.2 all on one line" else body


def _heading(plan: Plan, form: str) -> str:
    """A wording of §5.3 with its year: of a plan's heading the year after, or 下一步."""
    year, after = (plan.heading_year.format(year=each) for each in (plan.year, plan.year + 1))
    return form.format(y=year, next=after if "{year}" in plan.heading_year else "下一步")
