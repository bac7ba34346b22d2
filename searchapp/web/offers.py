"""What is found while one writes: of each hit the sentences that would be quoted."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from searchapp.engine import Found, Hit, merged, pieces
from searchapp.library.excerpts.values import digits_of
from searchapp.text import Span, sentences_with
from searchapp.web.asking import Question
from searchapp.web.paging import Paging
from searchapp.web.picks import Pick
from searchapp.web.quotes import numbered_path

#: So many are shown at a time.
PER_PAGE: Final = 20


@dataclass(frozen=True, slots=True)
class Offer:
    """A hit with the sentences in which its marks stand; ``is_taken`` where they are quoted."""

    hit: Hit
    span: Span
    is_taken: bool

    @property
    def at(self) -> str:
        """Where it stands, as the form has it."""
        return Pick(self.hit.report, self.hit.version, self.hit.passage, self.span).at

    @property
    def path(self) -> str:
        """The numbers of its sections, or what kind of section it is."""
        return numbered_path(self.hit.section) or self.hit.kind.label

    @property
    def is_cut(self) -> tuple[bool, bool]:
        """Whether the passage goes on before it, and after."""
        return self.span.start > 0, self.span.end < len(self.hit.text)

    def pieces(self) -> Iterator[tuple[str, bool]]:
        """Its words, each run with whether it is marked."""
        start, end = self.span
        marks = [
            Span(mark.start - start, mark.end - start)
            for mark in merged(self.hit.spans)
            if start <= mark.start and mark.end <= end
        ]
        return pieces(self.hit.text[start:end], marks)


@dataclass(frozen=True, slots=True)
class Offers:
    """A page of what was found for a question."""

    question: Question
    found: Found
    shown: tuple[Offer, ...]
    paging: Paging

    @classmethod
    def of(cls, question: Question, found: Found, quoted: Collection[str]) -> "Offers":
        """What was found; what is quoted already under one of these codes is known."""
        shown = tuple(_offer(hit, quoted) for hit in found.hits)
        paging = Paging(question.address.page, PER_PAGE, found.total.passages)
        return cls(question, found, shown, paging)


def _offer(hit: Hit, quoted: Collection[str]) -> Offer:
    span = sentences_with(hit.text, merged(hit.spans))
    quote = hit.text[span.start : span.end]
    # A code is as many of these digits as name it alone.
    digits = digits_of(hit.report, hit.passage, span, quote)
    is_taken = any(digits.startswith(code) for code in quoted)
    return Offer(hit, span, is_taken)
