"""Who wrote the same, and when; and what of a report stood in the one before it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Final

from searchapp.engine.comparing import Piece, PieceFate, pieces
from searchapp.engine.likeness import LEAST, Alike, Likeness, Sought
from searchapp.reports import FiledReport, Passage, Report, SectionKind
from searchapp.text import SENTENCE, Folded, fold

#: So few passages are read rather than told apart by more of their traits.
_FEW: Final = 4
#: Of two reports with more pairs of passages only those that are the same are told of.
_MOST_PAIRS: Final = 4_000_000
#: A shorter sentence stands in two reports by chance.
_BY_CHANCE: Final = 8


@dataclass(frozen=True, slots=True)
class Telling:
    """A report that says it: where it does most alike, and in how many passages besides."""

    alike: Alike
    besides: int

    @property
    def filed(self) -> FiledReport:
        """The report, without passages."""
        return self.alike.filed


def tellings(found: Iterable[Alike]) -> tuple[Telling, ...]:
    """Each report once, the oldest first: by year, date and place; what is not known comes last.

    Of one report the passage that came first is told of.
    """
    by_report: dict[str, list[Alike]] = {}
    for each in found:
        by_report.setdefault(each.filed.id, []).append(each)
    told = [Telling(own[0], len(own) - 1) for own in by_report.values()]
    return tuple(sorted(told, key=lambda telling: age(telling.filed)))


def age(filed: FiledReport) -> tuple[object, ...]:
    """What reports are put in order by, the oldest first."""
    report = filed.report
    issued = report.issued_on.isoformat() if report.issued_on else ""
    code = report.place.code if report.place else ""
    return report.year is None, report.year or 0, not issued, issued, not code, code, filed.id


class Taking(StrEnum):
    """How much of a passage stood in an earlier report."""

    SAME = "same"
    NEARLY = "nearly"
    PARTLY = "partly"
    NEW = "new"

    @property
    def label(self) -> str:
        """相同, 相近, 部分沿用, 新写."""
        return _LABELS[self]


_LABELS: Final[Mapping[Taking, str]] = {
    Taking.SAME: "相同",
    Taking.NEARLY: "相近",
    Taking.PARTLY: "部分沿用",
    Taking.NEW: "新写",
}


@dataclass(frozen=True, slots=True)
class Taken:
    """A passage, and where in an earlier report it stood.

    ``pieces`` lead from what stood there to the passage; of what was taken in part each sentence
    that stood there so is kept, the others are added. ``source`` and ``likeness`` are those of the
    whole passage, None where it was written anew or taken in part.
    """

    passage: Passage
    taking: Taking
    pieces: tuple[Piece, ...]
    source: Passage | None = None
    likeness: Likeness | None = None

    @property
    def kept(self) -> int:
        """How many of its characters stood there."""
        return sum(len(piece.text) for piece in self.pieces if piece.fate is PieceFate.KEPT)


@dataclass(frozen=True, slots=True)
class Takeover:
    """What a report took over from an earlier one, passage by passage, headings left out.

    ``only_same``: both are so long that only what is the same was looked for.
    """

    passages: tuple[Taken, ...]
    only_same: bool = False

    @property
    def counts(self) -> Counter[Taking]:
        """How many passages were taken in each manner."""
        return Counter(each.taking for each in self.passages)

    @property
    def characters(self) -> int:
        """Of all passages."""
        return sum(len(each.passage.text) for each in self.passages)

    @property
    def kept(self) -> int:
        """How many characters of all passages stood in the earlier report."""
        return sum(each.kept for each in self.passages)


def taken_over(report: Report, earlier: Report) -> Takeover:
    """What stands in a report that stood in an earlier one, wherever it stood there."""
    only_same = len(report.passages) * len(earlier.passages) > _MOST_PAIRS
    there = _Texts(earlier.passages)
    bodies = (each for each in report.passages if is_body(each, report))
    taken = _taken_whole if only_same else _taken
    return Takeover(tuple(taken(each, there) for each in bodies), only_same)


def is_body(passage: Passage, report: Report) -> bool:
    """Whether a passage says something itself: no title, heading or signature."""
    heads = (report.title, report.doc_number, report.addressee, *passage.section[-1:])
    is_head = _bare(passage.text) in map(_bare, filter(None, heads))
    return not is_head and passage.kind is not SectionKind.CLOSING and bool(_bare(passage.text))


def _bare(heading: str) -> str:
    """A heading without the mark that may end it."""
    return fold(heading).text.rstrip("。:；")


class _Texts:
    """Passages among which the likest to a text is looked for."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages
        self._folded = [fold(passage.text) for passage in passages]
        self._same = {each.text: at for at, each in reversed([*enumerate(self._folded)])}
        self._having: dict[str, list[int]] = {}
        for at, folded in enumerate(self._folded):
            for trait in _traits(folded):
                self._having.setdefault(trait, []).append(at)

    def same(self, text: str) -> Passage | None:
        """The first passage that is the same."""
        at = self._same.get(fold(text).text)
        return None if at is None else self._passages[at]

    def likest(self, text: str, least: int = LEAST) -> tuple[Passage, Likeness] | None:
        """The passage that a text is likest to, and how; None where it is like none.

        Of several the first, but rather one that says nothing else.
        """
        sought = Sought(fold(text).text, least)
        same = self._same.get(sought.needle)
        among = self._among(sought) if same is None else [same]
        found = [(place.changes, at, place) for at in among if (place := self._place(sought, at))]
        if not found:
            return None
        _, at, place = min(found, key=lambda each: each[:2])
        return self._passages[at], place

    def _among(self, sought: Sought) -> Sequence[int]:
        """The passages that may be like a text: those with a trait that few have."""
        having = {trait: self._having.get(trait, []) for trait in sought.traits}
        held = Counter[int]()
        looked_for = 0
        for trait in sorted(having, key=lambda each: (len(having[each]), each)):
            if looked_for > sought.may_lack and len(held) <= _FEW:
                break
            for at in having[trait]:
                held[at] += sought.traits[trait]
            looked_for += sought.traits[trait]
        return sorted(at for at in held if held[at] >= looked_for - sought.may_lack)

    def has(self, sentence: str) -> bool:
        """Whether a sentence stands in one of them, and not by chance."""
        return len(fold(sentence).text) >= _BY_CHANCE and bool(self.likest(sentence, 100))

    def _place(self, sought: Sought, at: int) -> Likeness | None:
        return sought.place(self._folded[at])


def _traits(folded: Folded) -> set[str]:
    text = folded.text
    return {*text, *(text[at : at + 2] for at in range(len(text) - 1))}


def _taken_whole(passage: Passage, there: _Texts) -> Taken:
    """A passage that stood there as a whole, or was written anew."""
    source = there.same(passage.text)
    if source is None:
        return Taken(passage, Taking.NEW, (Piece(PieceFate.ADDED, passage.text),))
    return Taken(passage, Taking.SAME, (Piece(PieceFate.KEPT, passage.text),), source)


def _taken(passage: Passage, there: _Texts) -> Taken:
    likest = there.likest(passage.text)
    if likest is None:
        return _taken_in_part(passage, there)
    source, likeness = likest
    if not likeness.changes:
        kept = (Piece(PieceFate.KEPT, passage.text),)
        return Taken(passage, Taking.SAME, kept, source, likeness)
    changed = pieces(source.text[slice(*likeness.span)], passage.text)
    return Taken(passage, Taking.NEARLY, changed, source, likeness)


def _taken_in_part(passage: Passage, there: _Texts) -> Taken:
    """A passage of which at most single sentences stood there."""
    stood = [(there.has(sentence), sentence) for sentence in SENTENCE.findall(passage.text)]
    found = tuple(
        Piece(PieceFate.KEPT if is_kept else PieceFate.ADDED, "".join(text for _, text in run))
        for is_kept, run in groupby(stood, key=lambda each: each[0])
    )
    is_part = any(is_kept for is_kept, _ in stood)
    return Taken(passage, Taking.PARTLY if is_part else Taking.NEW, found)
