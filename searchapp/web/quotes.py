"""The quotes of a briefing as its page shows them: with their source and what became of it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from searchapp.engine import Engine, PieceFate
from searchapp.library import Ledger
from searchapp.library.excerpts import Excerpt
from searchapp.library.excerpts.holding import Fate, Held
from searchapp.library.held import held
from searchapp.web.picks import Pick

#: The number of a section at the beginning of its label: 一、 （二） 3.
_NUMBER: Final = re.compile(
    r"第?[一二三四五六七八九十百]+(?=[、章节部])|（[^）]{1,4}）|[0-9]+(?=[.．、])"
)


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote and what became of it; ``since`` is when the version came that it was held against.

    None where that is not known.
    """

    excerpt: Excerpt
    held: Held
    since: datetime | None

    @property
    def stands(self) -> Excerpt:
        """Where it stands, as the report says it now; as it was taken where it no longer does."""
        return self.held.now or self.excerpt

    @property
    def whence(self) -> str:
        """Place and year, as far as they are known: ``松栎镇 2024``."""
        cited = self.stands.cited
        place = cited.place.short if cited.place else "地方未标注"
        return f"{place} {cited.year or '年度未标注'}"

    @property
    def path(self) -> str:
        """The numbers of its sections: ``一（二）``; "" where it stands under none."""
        return numbered_path(self.stands.section)

    @property
    def is_reworded(self) -> bool:
        """Whether other words stand in its place now."""
        return any(piece.fate is not PieceFate.KEPT for piece in self.held.pieces)

    @property
    def can_be_renewed(self) -> bool:
        """Whether it was changed, and somebody may take what stands there now."""
        return self.held.fate is Fate.CHANGED and self.held.spot is not None

    @property
    def near(self) -> Sequence[tuple[str, str]]:
        """What comes near where nobody can tell what it became: each place, and its words."""
        if self.can_be_renewed or not self.is_lost:
            return ()
        report, version = self.excerpt.report, self.held.version
        return [
            (Pick(report, version, spot.passage, spot.span).at, spot.quote)
            for spot in self.held.near
        ]

    @property
    def is_lost(self) -> bool:
        """Whether it no longer stands in its source as it stands here."""
        return not self.held.fate.holds


def quotes_of(ledger: Ledger, engine: Engine, codes: Iterable[str]) -> Mapping[str, Quote]:
    """Code -> quote, of those of these codes that there are."""
    excerpts = ledger.excerpts.among(codes)
    found = held(ledger, engine, excerpts.values())
    since = {
        (report, edition.version): edition.since
        for report in {each.report for each in excerpts.values()}
        for edition in ledger.editions.of(report)
    }
    return {
        code: Quote(excerpt, found[code], since.get((excerpt.report, found[code].version)))
        for code, excerpt in excerpts.items()
    }


def numbered_path(section: Sequence[str]) -> str:
    """The numbers of the sections a passage stands under; a label where it has no number."""
    numbers = (_NUMBER.match(label) for label in section)
    named = (
        number[0] if number else label for number, label in zip(numbers, section, strict=True)
    )
    return "".join(named)
