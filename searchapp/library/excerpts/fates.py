"""What can become of an excerpt: values."""

from dataclasses import dataclass
from enum import StrEnum

from searchapp.engine import Piece, PieceFate
from searchapp.library.excerpts.values import Excerpt
from searchapp.text import Span


class Fate(StrEnum):
    """What became of an excerpt since it was taken."""

    UNCHANGED = "unchanged"
    MOVED = "moved"
    CHANGED = "changed"
    REMOVED = "removed"

    @property
    def label(self) -> str:
        """未变, 移位, 有改动, 已删除."""
        return _LABELS[self]

    @property
    def holds(self) -> bool:
        """Whether the words stand there as they were quoted, in their sentence."""
        return self in (Fate.UNCHANGED, Fate.MOVED)


_LABELS = {
    Fate.UNCHANGED: "未变",
    Fate.MOVED: "移位",
    Fate.CHANGED: "有改动",
    Fate.REMOVED: "已删除",
}


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the report as it is now; ``quote`` is what stands there."""

    passage: int
    span: Span
    quote: str


@dataclass(frozen=True, slots=True)
class Held:
    """What became of an excerpt in a version of its report.

    ``spot`` is where its words stand now, or for 有改动 what they became, which a person may take
    in their place; None for 已删除, and for 有改动 where it is not clear which of several like
    places that would be: ``near`` has them, and a person decides. ``pieces`` lead from the quote
    to what stands at the spot.
    ``near`` are places that come near, the nearest first, for 有改动 and 已删除. ``version`` is
    the one against which it was held, 0 where there is no report any more. ``why`` is Chinese,
    "" where the fate says all. ``around`` leads, for 有改动, from the whole sentences of which the
    quote was made or a part to what they became: a quote that stands there as it was may say
    another thing in a sentence that changed. ``now`` is, for 未变 and 移位, the excerpt as it
    would be taken today, under its code: the facts of the report, its section and its passage may
    be others than they were.
    """

    fate: Fate
    version: int
    spot: Spot | None
    pieces: tuple[Piece, ...] = ()
    near: tuple[Spot, ...] = ()
    why: str = ""
    around: tuple[Piece, ...] = ()
    now: Excerpt | None = None

    @property
    def difference(self) -> tuple[Piece, ...]:
        """What is to be shown: the words as they became; where they are the same, what is round
        them.
        """
        is_same = all(piece.fate is PieceFate.KEPT for piece in self.pieces)
        return self.around if is_same and self.around else self.pieces
