"""Help for a question that found nothing, counted on the same state of the index."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import Final

from searchapp.engine.advice import Advice, Correction, Looser, PartCount
from searchapp.engine.asking import Asked
from searchapp.engine.correcting import anchors, homophones, one_off
from searchapp.engine.embedded.evaluation import Evaluation
from searchapp.engine.embedded.filtering import Filter
from searchapp.engine.embedded.sets import PassageSet, any_of
from searchapp.engine.loosening import changed, in_words, joined, parts_of, whole_as, with_facts
from searchapp.query import (
    Leaf,
    Near,
    Pattern,
    Phrase,
    PlaceChoice,
    Query,
    Run,
    Scope,
    leaves,
    typable,
)
from searchapp.reports import LEVELS

#: So many corrections are offered.
_CORRECTIONS: Final = 5
#: So many parts of a query are looked at; whoever pastes a page needs other help.
_PARTS: Final = 30
#: So many passages are read for corrections, and words tried: they are offers, not counts.
_READ: Final = 5_000
_TRIED: Final = 12
#: Homophones are sought for so many words of a run that stand nowhere.
_UNSEEN: Final = 3


class Advising:
    """A question, and others like it."""

    def __init__(self, evaluation: Evaluation, asked: Asked) -> None:
        self._snapshot = evaluation.snapshot
        self._asked = asked
        self._filter = Filter(self._snapshot.catalogue, asked)
        self._evaluation = evaluation

    def advice(self) -> Advice:
        """What may help; without much sense for a question that found something."""
        matching = self._evaluation.found(self._asked.sought)
        choices = {
            group: len(self._filter.passing(matching, but=group)) for group in self._filter.groups
        }
        return Advice(
            parts=tuple(self._parts()),
            unlisted=max(0, len(parts_of(self._asked.sought)) - _PARTS),
            choices=choices,
            unchosen=len(matching),
            corrections=tuple(islice(self._corrections(), _CORRECTIONS)),
            looser=tuple(self._looser()),
        )

    def _parts(self) -> Iterator[PartCount]:
        query = self._asked.sought
        parts = parts_of(query)
        for part in parts[:_PARTS]:
            others = tuple(each for each in parts if each != part)
            found = self._evaluation.found(part)
            yield PartCount(
                part=part,
                alone=self._count(found),
                anywhere=len(found),
                without=self._passages(replace(self._asked, query=joined(query, others)))
                if others
                else None,
            )

    def _count(self, found: PassageSet) -> int:
        return len(self._filter.passing(found))

    def _passages(self, asked: Asked) -> int:
        """How many passages another question under the same choices finds."""
        evaluation = self._evaluation
        if asked.within is not self._asked.within:
            evaluation = Evaluation(self._snapshot, asked.sought, asked.within)
        return self._count(evaluation.found(asked.sought))

    # Looser questions

    def _looser(self) -> Iterator[Looser]:
        for how, asked in self._askable():
            if passages := self._passages(asked):
                yield Looser(how, asked, passages)

    def _askable(self) -> Iterator[tuple[str, Asked]]:
        asked = self._asked
        for how, query in (
            ("按其中的地方和年度限定", with_facts(asked.query, *self._known())),
            ("不要求逐字相符、彼此相近，只要求每个词都有", in_words(asked.query)),
        ):
            if query != asked.query:
                yield how, replace(asked, query=query)
        if asked.whole_words:
            yield "也要跨词的段落", replace(asked, whole_words=False)
        wider = {Scope.PASSAGE: (Scope.SECTION, Scope.REPORT), Scope.SECTION: (Scope.REPORT,)}
        if len(list(leaves(asked.query))) > 1:
            for scope in wider.get(asked.within, ()):
                yield f"几个部分只要求在{scope.label}里都有", replace(asked, within=scope)

    def _known(self) -> tuple[list[PlaceChoice], list[int]]:
        """The places and the years of which there are reports."""
        columns = self._snapshot.catalogue.columns
        places = [
            PlaceChoice(level, label)
            for level in LEVELS
            for value, label in columns[level].values
            if value is not None
        ]
        return places, [int(year) for year, _ in columns["year"].values if year is not None]

    # Corrections

    def _corrections(self) -> Iterator[Correction]:
        for slip in islice(_slips(self._asked.query), _PARTS):
            if not self._evaluation.containing(slip.needle):
                for new in islice(self._meant(slip), _TRIED):
                    yield from islice(self._corrected(slip, new), 1)

    def _corrected(self, slip: "_Slip", new: str) -> Iterator[Correction]:
        """The question with another leaf, or that leaf alone, as far as they find something."""
        corrected = slip.corrected(new)
        for query in (changed(self._asked.query, {slip.leaf: corrected}), corrected):
            asked = replace(self._asked, query=query)
            if passages := self._passages(asked):
                yield Correction(slip.needle, new, asked, passages)

    def _meant(self, slip: "_Slip") -> Iterator[str]:
        """What may have been meant by a text that stands nowhere, the likeliest first."""
        vocabulary = self._snapshot.vocabulary
        tried = dict.fromkeys(homophones(slip.needle, vocabulary))
        tried |= dict.fromkeys(one_off(slip.needle, self._texts_like(slip.needle)))
        words = slip.leaf.words if isinstance(slip.leaf, Run) else ()
        unseen = (word for word in words if not self._evaluation.containing(word))
        for word in islice(unseen, _UNSEEN):
            nearer = homophones(word, vocabulary)
            tried |= dict.fromkeys(slip.needle.replace(word, new) for new in nearer)
        yield from tried

    def _texts_like(self, needle: str) -> Iterator[str]:
        """Folded texts in which something one character off the needle may stand."""
        sought = (self._evaluation.containing(anchor) for anchor in anchors(needle) if anchor)
        for passage in any_of(sought).documents[:_READ].tolist():
            yield self._snapshot.folded(passage).text


@dataclass(frozen=True, slots=True)
class _Slip:
    """A text in a leaf of the query in which there may be a slip."""

    leaf: Leaf
    needle: str
    corrected: Callable[[str], Query]


def _slips(query: Query) -> Iterator[_Slip]:
    """The texts that a query seeks, each with what makes the leaf with another text."""
    for leaf in dict.fromkeys(leaves(query)):
        match leaf:
            case Phrase(needle=needle):
                yield _Slip(leaf, needle, Phrase.of)
            case Run(needle=needle):
                yield _Slip(leaf, needle, partial(_other_run, leaf))
            case Pattern(literals=literals):
                yield from (
                    _Slip(leaf, each, partial(_with_text, leaf, each)) for each in literals
                )
            case Near(operands=operands):
                phrases = (phrase for operand in operands for phrase in operand)
                for phrase in phrases:
                    if isinstance(phrase, Phrase):
                        yield _Slip(leaf, phrase.needle, partial(_with_phrase, leaf, phrase))


def _other_run(run: Run, needle: str) -> Query:
    return whole_as(run, typable(needle))


def _with_text(pattern: Pattern, old: str, new: str) -> Query:
    return Pattern.of(tuple(new if piece == old else piece for piece in pattern.pieces))


def _with_phrase(near: Near, old: Phrase, new: str) -> Query:
    return replace(
        near,
        operands=tuple(
            tuple(Phrase.of(new) if phrase == old else phrase for phrase in operand)
            for operand in near.operands
        ),
    )
