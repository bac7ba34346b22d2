"""Where does a text stand in the reports, as a whole?

A text that begins or ends within a figure does not stand there: 31件 is not said by 131件.
"""

from dataclasses import dataclass, replace
from typing import Final

from searchapp.briefing.checked import Witness
from searchapp.briefing.numbers import cuts_number, may_cut
from searchapp.engine import Asked, Engine, Hit, Sort
from searchapp.query import Phrase
from searchapp.text import fold

#: So many places are told of.
_WITNESSES: Final = 3
#: A quotation that ends with a mark of its own goes to where the report has one, folded, or ends.
_MARKS: Final = fold("，。；：、,.;:!?！？…—“”‘’「」『』（）()《》【】").text


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """How many passages and reports have a text, and the newest places."""

    witnesses: tuple[Witness, ...]
    passages: int
    reports: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """A text that is looked for, not empty once folded.

    With ``ended`` it must go up to a mark or to a passage's end.
    """

    text: str
    ended: bool = False
    is_term: bool = False

    @property
    def asked(self) -> Asked:
        """The question for it, the newest reports first."""
        return Asked(Phrase.of(fold(self.text).text), sort=Sort.NEWEST, limit=_WITNESSES)

    @property
    def must_be_read(self) -> bool:
        """Whether to contain the text is not enough. Terms are taken as they stand."""
        return self.ended or (not self.is_term and may_cut(fold(self.text).text))

    def witness(self, hit: Hit) -> Witness | None:
        """The first place in a passage where it stands as a whole; None for none."""
        folded, needle = fold(hit.text), fold(self.text).text
        for at in folded.places(needle):
            if self._is_whole(folded.text, at, at + len(needle)):
                return Witness.of(hit, folded.span(at, at + len(needle)))
        return None

    def _is_whole(self, text: str, start: int, end: int) -> bool:
        ends = not self.ended or text[end : end + 1] in _MARKS
        return ends and not cuts_number(text, start, end)


class Reports:
    """The reports, as texts are looked for in them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def standing(self, wanted: Wanted, asked: Asked | None = None) -> Whereabouts:
        """Where a text stands; ``asked`` is its question, narrowed."""
        asked = asked or wanted.asked
        if not wanted.must_be_read:
            found = self._engine.find(asked)
            witnesses = tuple(Witness.of(hit, hit.spans[0]) for hit in found.hits)
            return Whereabouts(witnesses, found.total.passages, found.total.reports)
        hits = self._engine.find(replace(asked, limit=None)).hits
        whole = tuple(witness for hit in hits if (witness := wanted.witness(hit)))
        return Whereabouts(
            whole[: asked.limit], len(whole), len({witness.report for witness in whole})
        )

    def having(self, text: str) -> frozenset[str]:
        """The reports in which a text stands."""
        wanted = Wanted(text)
        if not wanted.must_be_read:
            return frozenset(self._engine.tally(wanted.asked))
        witnesses = self.standing(wanted, replace(wanted.asked, limit=None)).witnesses
        return frozenset(witness.report for witness in witnesses)
