"""How far apart the parts of a query may stand, and a query held against a whole report.

Parts joined by AND must hold in one *unit*: a passage, a level-1 section, or a report. What is
found are the passages that contribute:

* a leaf: the passages that match it;
* ``a AND b``: in units where both hold, the passages of either; a ``NOT`` among the parts takes
  away the units in which its part holds; a condition narrows what is left, passage by passage;
* ``a OR b``: the passages of either;
* ``NOT a`` by itself: all passages of the units in which ``a`` does not hold.
"""

from collections.abc import Sequence
from enum import StrEnum
from itertools import groupby

from searchapp.query.candidate import candidates
from searchapp.query.leaves import outermost
from searchapp.query.tree import All, Either, Not, Query, divided, is_condition
from searchapp.reports import FiledReport, Passage
from searchapp.text import Span


class Scope(StrEnum):
    """What the parts of a query must hold in together."""

    PASSAGE = "passage"
    SECTION = "section"
    REPORT = "report"

    @property
    def label(self) -> str:
        """In Chinese: 本段, 本节, 本篇."""
        return {"passage": "本段", "section": "本节", "report": "本篇"}[self]


def _level_1(passage: Passage) -> tuple[str, ...]:
    """What passages of one level-1 section share: its heading, or the kind where there is none."""
    return passage.section[:1] or (f"\t{passage.kind}",)


def units(passages: Sequence[Passage], scope: Scope) -> list[int]:
    """For each passage of a report the number of its unit, from 0.

    A level-1 section is a stretch of passages that share it.
    """
    if scope is Scope.PASSAGE:
        return list(range(len(passages)))
    if scope is Scope.REPORT:
        return [0] * len(passages)
    stretches = groupby(passages, _level_1)
    return [number for number, (_, stretch) in enumerate(stretches) for _ in stretch]


class Reading:
    """A query held against every passage of one report, by reading it: the oracle.

    ``found[k]`` says whether the k-th passage is found.
    """

    def __init__(self, query: Query, filed: FiledReport, scope: Scope = Scope.PASSAGE) -> None:
        self._query = query
        self._passages = list(candidates(filed))
        self._units = units(filed.report.passages, scope)
        self._judged: dict[Query, list[bool]] = {}
        self.found: list[bool] = self._judge(query)

    def spans(self, passage: int) -> tuple[Span, ...]:
        """The places in the k-th passage that say what was asked for, none inside another."""
        return tuple(Span(*place) for place in outermost(self._spans(self._query, passage)))

    def _spans(self, query: Query, passage: int) -> list[Span]:
        if not self._judge(query)[passage] or isinstance(query, Not):
            return []
        if isinstance(query, All | Either):
            return [span for part in query.parts for span in self._spans(part, passage)]
        return list(query.spans(self._passages[passage]))

    def _judge(self, query: Query) -> list[bool]:
        if query not in self._judged:
            self._judged[query] = self._judged_anew(query)
        return self._judged[query]

    def _judged_anew(self, query: Query) -> list[bool]:
        if is_condition(query):
            return [query.matches(passage) for passage in self._passages]
        match query:
            case All(parts=parts):
                return self._all(parts)
            case Either(parts=parts):
                return [any(each) for each in zip(*map(self._judge, parts), strict=True)]
            case Not(part=part):
                return [not held for held in self._in_unit(part)]
            case _:
                return [query.matches(passage) for passage in self._passages]

    def _all(self, parts: Sequence[Query]) -> list[bool]:
        sought, excluded, conditions = divided(parts)
        found = []
        for at in range(len(self._passages)):
            here = all(self._judge(each)[at] for each in (*conditions, *excluded))
            united = all(self._in_unit(each)[at] for each in sought)
            contributes = not sought or any(self._judge(each)[at] for each in sought)
            found.append(here and united and contributes)
        return found

    def _in_unit(self, query: Query) -> list[bool]:
        """For each passage whether the query holds in its unit."""
        judged = self._judge(query)
        holding = {unit for unit, held in zip(self._units, judged, strict=True) if held}
        return [unit in holding for unit in self._units]
