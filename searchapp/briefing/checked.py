"""What became of the claims of a draft: values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from searchapp.briefing.claims import Claim, Draft
from searchapp.briefing.numbers import whole_numbers
from searchapp.engine import Alike, Hit, Piece
from searchapp.engine.comparing import pieces
from searchapp.reports import Place
from searchapp.text import Span


class Verdict(StrEnum):
    """What became of a claim."""

    AGREES = "agrees"
    DIFFERS = "differs"
    MISSING = "missing"

    @property
    def label(self) -> str:
        """一致, 有出入, 未找到."""
        return _LABELS[self]


_LABELS: Final[Mapping[Verdict, str]] = {
    Verdict.AGREES: "一致",
    Verdict.DIFFERS: "有出入",
    Verdict.MISSING: "未找到",
}


@dataclass(frozen=True, slots=True)
class Witness:
    """A place in a report; ``pieces`` lead from the draft's words to what stands there."""

    report: str
    version: int
    name: str
    place: Place | None
    year: int | None
    section: tuple[str, ...]
    passage: int
    span: Span
    text: str
    pieces: tuple[Piece, ...] = ()
    percent: int = 100

    @property
    def where(self) -> str:
        """Place and year: 松栎镇 2024."""
        place = self.place.short if self.place else "地方未标注"
        return f"{place} {self.year or '年度未标注'}"

    @property
    def at(self) -> str:
        """The place as the form that takes excerpts has it."""
        return f"{self.report}.{self.version}.{self.passage}.{self.span.start}.{self.span.end}"

    @classmethod
    def of(cls, hit: Hit, span: Span) -> "Witness":
        """A place in a passage that was found."""
        told = (hit.title, hit.place, hit.year, hit.section, hit.passage)
        return cls(hit.report, hit.version, *told, span, hit.text[slice(*span)])

    @classmethod
    def near(cls, claim: Claim, alike: Alike) -> "Witness":
        """Where something like a claim stands, with all of the numbers in it."""
        filed, passage = alike.filed, alike.passage
        told = (filed.name, filed.report.place, filed.report.year, passage.section, passage.number)
        span = whole_numbers(passage.text, alike.likeness.span)
        there = passage.text[slice(*span)]
        place = (span, there, pieces(claim.text, there), alike.likeness.percent)
        return cls(filed.id, filed.version, *told, *place)


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim with its verdict.

    ``passages`` and ``reports`` are how many say it so, of which ``witnesses`` are the newest; for
    有出入 the witnesses are those that come nearest. ``notes`` are Chinese. ``elsewhere``: it
    stands so, but not where the draft says.
    """

    claim: Claim
    verdict: Verdict
    witnesses: tuple[Witness, ...] = ()
    passages: int = 0
    reports: int = 0
    notes: tuple[str, ...] = ()
    elsewhere: bool = False

    @property
    def is_quiet(self) -> bool:
        """Whether nobody need look at it."""
        is_own = self.claim.is_term and self.verdict is Verdict.MISSING
        return is_own or (self.verdict is Verdict.AGREES and not self.elsewhere)


@dataclass(frozen=True, slots=True)
class CheckedDraft:
    """A draft with what became of its claims; ``left`` more were not looked up."""

    draft: Draft
    checked: tuple[Checked, ...]
    left: int

    def count(self, verdict: Verdict) -> int:
        """How many claims came to that."""
        return sum(each.verdict is verdict for each in self.checked)


def where_all(witnesses: Sequence[Witness]) -> str:
    """The places and years of some witnesses, each once."""
    return "、".join(dict.fromkeys(witness.where for witness in witnesses))
