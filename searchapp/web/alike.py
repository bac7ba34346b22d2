"""Who wrote this too, and what a report took over from an earlier one of its place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, abort, render_template, request

from searchapp.engine import LEAST, Piece
from searchapp.engine.comparing import pieces
from searchapp.engine.retelling import Taking, Telling, age, is_body, taken_over, tellings
from searchapp.reports import FiledReport, Passage
from searchapp.text import SENTENCE, Span, fold
from searchapp.web import current
from searchapp.web.address import Address
from searchapp.web.neighbours import neighbours_of
from searchapp.web.opening import opened
from searchapp.web.reading import Copy
from searchapp.web.ways import Ways

alike_pages = Blueprint("alike", __name__)

#: So many reports stand on a page unless all are asked for.
_LISTED: Final = 60
#: Shorter sentences say nothing about who wrote them.
_SHORTEST: Final = 8
#: Longer texts are not held against others that are not the same.
_LONGEST: Final = 5_000
#: Of a passage so many sentences are looked up.
_SENTENCES: Final = 40


@dataclass(frozen=True, slots=True)
class Said:
    """What is asked about: a span of a passage of a report."""

    filed: FiledReport
    passage: Passage
    span: Span

    @property
    def text(self) -> str:
        """The words, as they stand there."""
        return self.passage.text[slice(*self.span)]

    @property
    def least(self) -> int:
        """How like it is what is told of: of a very long text only the same is looked for."""
        return LEAST if len(self.text) <= _LONGEST else 100

    @property
    def is_whole(self) -> bool:
        """Whether it is all of the passage."""
        return len(self.text) == len(self.passage.text)

    def is_own(self, telling: Telling) -> bool:
        """Whether this report tells it."""
        return telling.filed.id == self.filed.id

    def is_of_the_place(self, telling: Telling) -> bool:
        """Whether a report of the same place tells it."""
        place = telling.filed.report.place
        return place is not None and place == self.filed.report.place


@dataclass(frozen=True, slots=True)
class Answer:
    """The reports that tell it, oldest first."""

    said: Said
    told: tuple[Telling, ...]

    @classmethod
    def of(cls, said: Said) -> "Answer":
        """What the index knows of it."""
        return cls(said, tellings(current.engine().alike(said.text, said.least)))

    @property
    def same(self) -> Sequence[Telling]:
        """Those that say the same; what is asked about is among them."""
        return [each for each in self.told if each.alike.is_same]

    @property
    def nearly(self) -> Sequence[Telling]:
        """Those that say nearly the same."""
        return [each for each in self.told if not each.alike.is_same]

    @property
    def first(self) -> Telling | None:
        """The oldest that says the same, if its year is known."""
        return next((each for each in self.same if each.filed.report.year), None)

    @property
    def of_the_place(self) -> Sequence[Telling]:
        """Those of the same place, and the report itself."""
        return [each for each in self.told if self._is_near(each)]

    @property
    def elsewhere(self) -> Sequence[Telling]:
        """Those of other places."""
        return [each for each in self.told if not self._is_near(each)]

    def pieces(self, telling: Telling) -> tuple[Piece, ...]:
        """What leads from what is asked about to what stands there."""
        return pieces(self.said.text, telling.alike.text)

    def _is_near(self, telling: Telling) -> bool:
        return self.said.is_own(telling) or self.said.is_of_the_place(telling)


@alike_pages.get("/reports/<report_id>/p<int:number>/alike")
def alike(report_id: str, number: int) -> str:
    """The reports that have the same or nearly the same text as a passage or a span of it."""
    copy = Copy.of(opened(report_id), request.args.get("version", type=int))
    said = _said(copy.filed, number)
    answer = Answer.of(said)
    return render_template(
        "alike/alike.html",
        **_address(),
        said=said,
        answer=answer,
        version=None if copy.is_newest else copy.filed.version,
        sentences=list(_sentences(said)) if said.is_whole else [],
        listed=None if "all" in request.args else _LISTED,
    )


@alike_pages.get("/reports/<report_id>/taken-over")
def takeover(report_id: str) -> str:
    """What a report took over from the one before it, or from another of the same place."""
    filed = opened(report_id)
    around = neighbours_of(filed, current.engine().facts())
    others = sorted(around.years if around else (), key=age)
    chosen = _chosen(filed, others, request.args.get("from", ""))
    earlier = opened(chosen.id) if chosen else None
    return render_template(
        "alike/takeover.html",
        **_address(),
        filed=filed,
        earlier=earlier,
        others=others,
        taken=taken_over(filed.report, earlier.report) if earlier else None,
        Taking=Taking,
    )


def _said(filed: FiledReport, number: int) -> Said:
    """The passage that is asked about, or a span of it; 404 for a passage that is not there."""
    passages = filed.report.passages
    if not 1 <= number <= len(passages):
        abort(404)
    passage = passages[number - 1]
    size = len(passage.text)
    start = max(0, request.args.get("start", 0, type=int))
    end = min(size, request.args.get("end", size, type=int))
    is_something = start < end and fold(passage.text[start:end]).text
    return Said(filed, passage, Span(start, end) if is_something else Span(0, size))


def _sentences(said: Said) -> Iterator[Answer]:
    """Each sentence of a passage of several, with who tells it."""
    found = [each.span() for each in SENTENCE.finditer(said.passage.text)]
    if len(found) < 2:
        return
    spans = (Span(*span) for span in found if _says_something(said.passage.text[slice(*span)]))
    for _, span in zip(range(_SENTENCES), spans, strict=False):
        yield Answer.of(Said(said.filed, said.passage, span))


def _says_something(sentence: str) -> bool:
    return len(fold(sentence).text) >= _SHORTEST


def _chosen(filed: FiledReport, others: Sequence[FiledReport], asked: str) -> FiledReport | None:
    """The report that was asked for, else the nearest earlier one; None where there is none."""
    for each in others:
        if each.id == asked:
            return each
    own = filed.report.year
    earlier = [each for each in others if own and each.report.year and each.report.year < own]
    return earlier[-1] if earlier else None


def is_said(filed: FiledReport, passage: Passage) -> bool:
    """Whether one may ask who wrote a passage too: headings are everybody's."""
    return is_body(passage, filed.report)


def _address() -> dict[str, object]:
    """The search that led here, and the ways on and back that carry it along."""
    address = Address.from_args(request.args)
    return {"address": address, "ways": Ways(address, {})}
