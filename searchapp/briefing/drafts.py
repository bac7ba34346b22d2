"""Does a draft say what the reports say? Each of its claims, held against every passage.

Nothing is guessed: 一致 is said of what stands so in a passage, character for character once folded.
One figure that is another makes another sentence, also where that figure stands elsewhere.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Final

from searchapp.briefing.claims import Claim, Draft, Sort, draft_of, figures_in
from searchapp.engine import Alike, Asked, Engine, Hit, Piece
from searchapp.engine import Sort as Order
from searchapp.engine.comparing import pieces
from searchapp.query import Phrase, PlaceChoice, YearRange
from searchapp.reports import FiledReport, Passage, Place
from searchapp.text import SENTENCE, Span, fold

#: So many claims of a draft are looked up, from its beginning.
MOST_CLAIMS: Final = 300
#: A quotation without a figure that is no longer is a term, and many write it.
_TERM: Final = 8
#: So many places are told of for each claim.
_PLACES: Final = 3
#: So many places are looked at to see whether a quotation goes on in the next passage.
_GOING_ON: Final = 40
#: A shorter part of a sentence says nothing about where it was taken from.
_PART: Final = 6
_LEFT_OUT: Final = re.compile(r"…+|\.{3,}|。{3,}|[\[［【〔（](?:略|下略|中略|…+|\.{3,})[\]］】〕）]")
#: What ends a quotation may be the draft's own: 。 where the report goes on with a comma.
_ENDS: Final = " ，。；：、,.;:!?！？"
_NUMBER: Final = re.compile(r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、．.]|[一二三四五六七八九十]是)\s*")
_CLAUSE: Final = re.compile(r"[^，,：:；;。！？]+")
_YEAR: Final = re.compile(r"(?<!\d)(20\d\d)(?=\s*年)")


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
class Spot:
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


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim with its verdict.

    ``passages`` and ``reports`` are how many say it so, of which ``spots`` are the newest; for
    有出入 the spots are those that come nearest. ``notes`` are Chinese. ``elsewhere``: it stands
    so, but not where the draft says.
    """

    claim: Claim
    verdict: Verdict
    spots: tuple[Spot, ...] = ()
    passages: int = 0
    reports: int = 0
    notes: tuple[str, ...] = ()
    elsewhere: bool = False

    @property
    def is_term(self) -> bool:
        """Whether it is a name of something rather than somebody's words."""
        claim = self.claim
        is_short = claim.sort is Sort.QUOTE and len(fold(claim.text).text) <= _TERM
        return is_short and not figures_in(claim.text)

    @property
    def is_quiet(self) -> bool:
        """Whether nobody need look at it."""
        is_own = self.is_term and self.verdict is Verdict.MISSING
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


def check_draft(engine: Engine, text: str) -> CheckedDraft:
    """Every claim of a draft held against the reports. Raises IndexUnavailable."""
    draft = draft_of(text)
    reading = _Reading(engine)
    claims = draft.claims[:MOST_CLAIMS]
    return CheckedDraft(draft, tuple(map(reading.checked, claims)), len(draft.claims) - len(claims))


class _Reading:
    """The reports, as claims are held against them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._facts = engine.facts()

    def checked(self, claim: Claim) -> Checked:
        """What became of a claim."""
        meant = self._meant(claim)
        found = self._literally(claim, claim.text, meant) or self._trimmed(claim, meant)
        if found is None and claim.sort is Sort.QUOTE:
            found = self._in_parts(claim)
        return found or self._nearly(claim, meant) or self._of_parts(claim)

    def _literally(self, claim: Claim, text: str, meant: "_Meant") -> Checked | None:
        """Whether a text stands so, and where: best where the draft says that it does."""
        needle = fold(text).text
        if not needle:
            return None
        asked = Asked(Phrase.of(needle), sort=Order.NEWEST, limit=_PLACES)
        found = self._engine.find(asked)
        if not found.total.passages:
            return None
        hits, note = self._where_meant(asked, found.hits, meant)
        spots = tuple(_spot_of(hit) for hit in hits)
        notes = (*_only_width(text, spots), *([note] if note else []))
        total = found.total
        return Checked(
            claim, Verdict.AGREES, spots, total.passages, total.reports, notes, bool(note)
        )

    def _where_meant(
        self, asked: Asked, hits: tuple[Hit, ...], meant: "_Meant"
    ) -> tuple[tuple[Hit, ...], str]:
        """The hits of the place and year that the draft names, and what is to be said if none."""
        for places, years in meant.narrower:
            found = self._engine.find(replace(asked, places=places, years=years)).hits
            if found:
                return found, meant.said(places, years, found)
        return hits, meant.said((), (), hits)

    def _trimmed(self, claim: Claim, meant: "_Meant") -> Checked | None:
        """The claim without the mark at its end, and without its number."""
        bare = claim.text.rstrip(_ENDS)
        for text in (bare, _NUMBER.sub("", bare, count=1) if _NUMBER.match(bare) else ""):
            if text not in ("", claim.text) and (found := self._literally(claim, text, meant)):
                is_end = claim.sort is Sort.QUOTE and text == bare
                note = ("末尾的标点不同",) if is_end else ()
                return replace(found, notes=(*note, *found.notes))
        return None

    def _in_parts(self, claim: Claim) -> Checked | None:
        """A quotation that leaves something out, or goes over the end of a passage."""
        parts = [part.strip(_ENDS) for part in _LEFT_OUT.split(claim.text)]
        parts = [part for part in parts if fold(part).text]
        if len(parts) > 1:
            return self._left_out(claim, parts)
        sentences = [each for each in SENTENCE.findall(claim.text) if fold(each.strip(_ENDS)).text]
        if len(sentences) > 1:
            return self._over_the_end(claim, sentences)
        return None

    def _left_out(self, claim: Claim, parts: Sequence[str]) -> Checked | None:
        """Parts between which something was left out: all are to stand in one report."""
        together = self._together(parts)
        if together is None:
            return None
        spots = self._spots(parts, together)
        if together:
            notes = (f"中间有省略，{len(parts)} 处分别核对，同在一篇里都有",)
            return Checked(claim, Verdict.AGREES, spots, len(parts), len(together), notes)
        notes = ("省略号前后的话都有，但不在同一篇报告里",)
        return Checked(claim, Verdict.DIFFERS, spots, notes=notes)

    def _over_the_end(self, claim: Claim, sentences: Sequence[str]) -> Checked | None:
        """Sentences that stand in two passages: one at the end, the others where the next begins.

        Where each stands, but not so, that is said.
        """
        together = self._together([each.strip(_ENDS) for each in sentences])
        if together is None:
            return None
        for at in range(1, len(sentences)):
            joined = list(self._joined("".join(sentences[:at]), "".join(sentences[at:])))
            if joined:
                notes = ("原文分在前后两段里",)
                reports = len({spot.report for spot in joined})
                spots = tuple(joined[:_PLACES])
                return Checked(claim, Verdict.AGREES, spots, len(joined), reports, notes)
        where = "在同一篇里，但" if together else "不在同一篇里，也"
        notes = (f"每一句都有，{where}不连在一起",)
        spots = self._spots(sentences, together)
        return Checked(claim, Verdict.DIFFERS, spots, notes=notes)

    def _together(self, parts: Sequence[str]) -> frozenset[str] | None:
        """The reports in which all of these texts stand; None where one stands nowhere."""
        holding: frozenset[str] | None = None
        for part in parts:
            found = frozenset(self._engine.tally(_asking(part)))
            if not found:
                return None
            holding = found if holding is None else holding & found
        return holding

    def _spots(self, parts: Sequence[str], reports: frozenset[str]) -> tuple[Spot, ...]:
        """For each of the first parts a place, in one report where there is one with all."""
        among = frozenset([max(reports)]) if reports else None
        found = (
            self._engine.find(replace(_asking(part), among=among, limit=1)).hits
            for part in parts[:_PLACES]
        )
        return tuple(_spot_of(hits[0]) for hits in found if hits)

    def _joined(self, one: str, other: str) -> Iterator[Spot]:
        """Where a passage ends with one text and the next begins with another."""
        asked = replace(_asking(one), sort=Order.NEWEST, limit=_GOING_ON)
        goes_on = fold(other).text.rstrip(_ENDS)
        for hit in self._engine.find(asked).hits:
            passages = self._engine.report(hit.report).report.passages
            behind = passages[hit.passage].text if hit.passage < len(passages) else ""
            ends = fold(hit.text).text.rstrip(_ENDS).endswith(fold(one).text.strip(_ENDS))
            if ends and fold(behind).text.startswith(goes_on):
                yield _spot_of(hit)

    def _nearly(self, claim: Claim, meant: "_Meant") -> Checked | None:
        """What comes nearest to a claim, and of what the draft names at least one."""
        found = self._engine.alike(claim.text)
        if not found:
            return None
        near = [*found[:_PLACES], *[each for each in found if meant.fits(each.filed)][:1]]
        spots = tuple(_spot_near(claim, each) for each in dict.fromkeys(near))[: _PLACES + 1]
        return Checked(claim, Verdict.DIFFERS, spots, notes=_only_words(claim, spots[0]))

    def _of_parts(self, claim: Claim) -> Checked:
        """A claim that stands nowhere, with where clauses of it that have figures do."""
        clauses = (each.strip() for each in _CLAUSE.findall(claim.text))
        for clause in sorted(clauses, key=len, reverse=True):
            needle = fold(clause).text
            if claim.sort is Sort.QUOTE or len(needle) < _PART or not figures_in(clause):
                continue
            found = self._engine.find(replace(_asking(clause), sort=Order.NEWEST, limit=_PLACES))
            if found.hits:
                notes = (f"没有这一整句；其中“{clause}”在下面的地方有",)
                return Checked(claim, Verdict.MISSING, tuple(map(_spot_of, found.hits)), notes=notes)
        return Checked(claim, Verdict.MISSING)

    def _meant(self, claim: Claim) -> "_Meant":
        """The place and year that the draft names with a claim: in its sentence, else before."""
        own = claim.around.replace(claim.text, "") if claim.sort is Sort.QUOTE else claim.around
        places = self._named(own) or self._last_named(claim.before)
        return _Meant(places, tuple(map(int, _YEAR.findall(own))))

    def _named(self, text: str) -> tuple[Place, ...]:
        return tuple(place for name, place in self._places if name in text)

    def _last_named(self, text: str) -> tuple[Place, ...]:
        """The places of the name that stands last in a text."""
        at, name = max(((text.rfind(name), name) for name, _ in self._places), default=(-1, ""))
        return tuple(place for each, place in self._places if each == name) if at >= 0 else ()

    @cached_property
    def _places(self) -> Sequence[tuple[str, Place]]:
        """The names of places that have reported, with the places."""
        known = {each.report.place for each in self._facts if each.report.place}
        return sorted((place.short, place) for place in known)


@dataclass(frozen=True, slots=True)
class _Meant:
    """The places and years that a draft names with a claim."""

    places: tuple[Place, ...]
    years: tuple[int, ...]

    @property
    def narrower(self) -> Iterator[tuple[tuple[PlaceChoice, ...], tuple[YearRange, ...]]]:
        """Where to look first: place and year, then the place alone."""
        places, years = self._choices(), tuple(YearRange(year, year) for year in self.years)
        if places or years:
            yield places, years
        if places and years:
            yield places, ()

    def said(
        self, places: Iterable[PlaceChoice], years: Iterable[YearRange], hits: Sequence[Hit]
    ) -> str:
        """What is to be said of hits that were found with these choices alone; "" for nothing."""
        if self.places and not tuple(places):
            names = "、".join(dict.fromkeys(place.short for place in self.places))
            return f"文中写的是{names}，{names}的报告里没有这句话；这样写的是 {_names(hits)}"
        if self.places and self.years and not tuple(years):
            named = "、".join(map(str, self.years))
            return f"文中写的是 {named} 年；这样写的是 {_names(hits)}"
        return ""

    def fits(self, filed: FiledReport) -> bool:
        """Whether a report is of a place that is named, and of a year if one is."""
        report = filed.report
        return report.place in self.places and (not self.years or report.year in self.years)

    def _choices(self) -> tuple[PlaceChoice, ...]:
        return tuple(PlaceChoice(_level(place), place.code_of(_level(place))) for place in self.places)
