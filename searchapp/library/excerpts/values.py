"""An excerpt: a verbatim quotation of part of a passage, with where it stood when it was taken."""

from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from typing import Final

from searchapp.library.naming import crockford
from searchapp.reports import FiledReport, Genre, Json, Passage, Place, place_json
from searchapp.text import Span

#: So many characters before and after a quote are kept with it, as W3C's TextQuoteSelector has it.
CONTEXT: Final = 32
#: The length of a code, which stands in links and is typed from paper.
CODE_LENGTH: Final = 10
#: Between two passages where a report is one text, as the context of a quote sees it.
BETWEEN: Final = "\n"


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation says of the report, as it was known when the excerpt was taken."""

    name: str
    issuers: tuple[str, ...]
    doc_number: str | None
    issued_on: date | None
    year: int | None
    place: Place | None
    genre: Genre

    @classmethod
    def of(cls, filed: FiledReport) -> "Cited":
        """What is known of a report."""
        report = filed.report
        return cls(
            filed.name,
            report.issuers,
            report.doc_number,
            report.issued_on,
            report.year,
            report.place,
            report.genre,
        )


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A quote: ``text[start:end]`` of a passage whose text was ``text``, in a version of a report.

    ``before`` and ``after`` are up to 32 characters round it in the whole report, in which the
    passages stand with a line end between them.
    """

    code: str
    report: str
    version: int
    passage: int
    start: int
    end: int
    text: str
    before: str
    after: str
    section: tuple[str, ...]
    cited: Cited

    @property
    def quote(self) -> str:
        """The words, character for character."""
        return self.text[self.start : self.end]

    @property
    def span(self) -> Span:
        """Where in the passage it stood."""
        return Span(self.start, self.end)

    @property
    def link(self) -> str:
        """The address that leads to it for ever."""
        return excerpt_link(self.code)


def excerpt_of(filed: FiledReport, passage: int, span: Span) -> Excerpt:
    """The excerpt of a span of a passage, without the blanks at its ends.

    Raises ValueError for a passage that is not there and a span in which nothing stands.
    """
    passages = filed.report.passages
    if not 1 <= passage <= len(passages):
        raise ValueError(f"there is no passage {passage} in {filed.id}")
    text = passages[passage - 1].text
    start, end = _trimmed(text, span)
    before, after = context_of(passages, passage, Span(start, end))
    return Excerpt(
        code=digits_of(filed.id, passage, Span(start, end), text[start:end])[:CODE_LENGTH],
        report=filed.id,
        version=filed.version,
        passage=passage,
        start=start,
        end=end,
        text=text,
        before=before,
        after=after,
        section=passages[passage - 1].section,
        cited=Cited.of(filed),
    )


def digits_of(report: str, passage: int, span: Span, quote: str) -> str:
    """The digits with which a code begins: Crockford base 32 of SHA-256 over what names a quote.

    They are 52; DESIGN, excerpt link.
    """
    named = "\n".join((report, str(passage), str(span.start), str(span.end), quote))
    return crockford(sha256(named.encode()).hexdigest())


def context_of(passages: tuple[Passage, ...], number: int, span: Span) -> tuple[str, str]:
    """Up to 32 characters before and after a span of a passage, across the ends of passages."""
    text = passages[number - 1].text
    before, after = text[: span.start], text[span.end :]
    for passage in reversed(passages[: number - 1]):
        if len(before) >= CONTEXT:
            break
        before = passage.text + BETWEEN + before
    for passage in passages[number:]:
        if len(after) >= CONTEXT:
            break
        after += BETWEEN + passage.text
    return before[-CONTEXT:], after[:CONTEXT]


def excerpt_link(code: str) -> str:
    """The address of an excerpt, from the root of the site."""
    return f"/x/{code}"


def cited_json(cited: Cited) -> Json:
    """The facts as plain JSON, from which ``cited_from_json`` makes them again."""
    issued_on = cited.issued_on.isoformat() if cited.issued_on else None
    place, genre = place_json(cited.place), str(cited.genre)
    return asdict(cited) | {"issued_on": issued_on, "place": place, "genre": genre}


def cited_from_json(said: Json) -> Cited:
    """The facts of which ``cited_json`` made this."""
    return Cited(
        name=said["name"],
        issuers=tuple(said["issuers"]),
        doc_number=said["doc_number"],
        issued_on=date.fromisoformat(said["issued_on"]) if said["issued_on"] else None,
        year=said["year"],
        place=Place(**said["place"]) if said["place"] else None,
        genre=Genre(said["genre"]),
    )


def _trimmed(text: str, span: Span) -> Span:
    if not 0 <= span.start < span.end <= len(text):
        raise ValueError(f"no text stands at {span} of {len(text)} characters")
    quote = text[span.start : span.end]
    start = span.start + len(quote) - len(quote.lstrip())
    end = span.end - (len(quote) - len(quote.rstrip()))
    if start >= end:
        raise ValueError(f"only blanks stand at {span}")
    return Span(start, end)
