"""From a query to the passages that it finds, exactly."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final

import numpy as np

from searchapp.engine.embedded.columnar.arrays import Documents
from searchapp.engine.embedded.nearness import parts
from searchapp.engine.embedded.places import Occurrences, outermost, united
from searchapp.engine.embedded.sets import PassageSet, any_of, every
from searchapp.engine.embedded.snapshot import Snapshot
from searchapp.engine.embedded.volume import Times
from searchapp.query import (
    All,
    Condition,
    Either,
    Leaf,
    Near,
    Not,
    Pattern,
    Phrase,
    Place,
    Query,
    Run,
    Scope,
    Taken,
    divided,
    figure_places,
    is_condition,
)
from searchapp.query import outermost as outermost_places
from searchapp.text import Span

#: Of so many passages it is remembered where a leaf stands: a page asks for its hits' twice.
_REMEMBERED: Final = 1_000


class Evaluation:
    """One query held against one state of the index; what is computed is remembered.

    What a node finds at a scope is defined in ``searchapp.query.scope``.
    """

    def __init__(self, snapshot: Snapshot, query: Query, scope: Scope) -> None:
        self.snapshot = snapshot
        self.query = query
        self._scope = scope
        self._postings = snapshot.postings
        self._size = snapshot.postings.size
        self._found: dict[Query, PassageSet] = {}
        self._literal: dict[str, PassageSet] = {}
        self._everywhere: dict[Leaf, Occurrences] = {}
        self._times: dict[Leaf, tuple[Documents, Times]] = {}
        self._places: dict[tuple[Leaf, int], tuple[Place, ...]] = {}
        self._taken: dict[tuple[Pattern, int], tuple[Taken, ...]] = {}

    # Sets

    def found(self, query: Query) -> PassageSet:
        """The passages that a query finds: the one that was asked or a part of it."""
        if query not in self._found:
            self._found[query] = self._found_anew(query)
        return self._found[query]

    @cached_property
    def telling(self) -> tuple[tuple[Leaf, PassageSet], ...]:
        """The leaves in order, each with the passages in which it has a part in what is found."""
        return tuple(self._telling(self.query, self.found(self.query)))

    def containing(self, needle: str) -> PassageSet:
        """The passages whose folded text contains the needle."""
        if needle not in self._literal:
            self._literal[needle] = self._containing(needle)
        return self._literal[needle]

    def only_across(self, word: str, among: PassageSet) -> PassageSet:
        """Those of the passages in which the word stands, but only across two others."""
        standing = among & self.containing(word)
        if not (word[0].isdecimal() or word[-1].isdecimal()):
            # Of a figure jieba may make several words: 1 and 234 of 1,234.
            standing = self._postings.without_word(word, standing)
        return self._postings.across(word, standing)

    def _telling(self, query: Query, among: PassageSet) -> Iterator[tuple[Leaf, PassageSet]]:
        match query:
            case All(parts=parts) | Either(parts=parts):
                for part in parts:
                    yield from self._telling(part, among & self.found(part))
            case Phrase() | Pattern() | Run() | Near():
                yield query, among

    def _found_anew(self, query: Query) -> PassageSet:
        match query:
            case Not(part=part):
                found = self.found(part)
                live = self._postings.live
                return live - (found if is_condition(part) else self._spread(found))
            case Either(parts=parts):
                return any_of(map(self.found, parts))
            case All(parts=parts):
                return self._all(parts)
            case Phrase() | Pattern() | Run() | Near():
                return self._leaf(query)
        if isinstance(query, Condition):
            return self.snapshot.catalogue.keeping(query)
        return self._postings.live

    def _all(self, parts: Sequence[Query]) -> PassageSet:
        sought, excluded, conditions = divided(parts)
        narrowing = list(map(self.found, (*conditions, *excluded)))
        if not sought:
            return every([self._postings.live, *narrowing])
        held = [self.found(part) for part in sought]
        if self._scope is Scope.PASSAGE:
            return every([*narrowing, *held])
        return every([*narrowing, any_of(held), *map(self._spread, held)])

    def _spread(self, passages: PassageSet) -> PassageSet:
        """The passages of every unit in which there is a passage of these."""
        if self._scope is Scope.PASSAGE or not passages:
            return passages
        units = self.snapshot.catalogue.units(self._scope)
        holding = np.zeros(int(units[-1]) + 1, dtype=np.bool_)
        holding[units[passages.documents]] = True
        return PassageSet.masked(holding[units]) & self._postings.live

    def _leaf(self, leaf: Leaf) -> PassageSet:
        match leaf:
            case Phrase(needle=needle):
                return self.containing(needle)
            case Run(words=words, whole=whole):
                found = every(map(self.containing, words))
                if not whole:
                    return found
                return found - any_of(self.only_across(word, found) for word in words)
            case _:
                return PassageSet.of(self._all_occurrences(leaf).passages(), self._size)

    def _candidates(self, leaf: Pattern | Near) -> PassageSet:
        """Passages in which it may stand."""
        if isinstance(leaf, Near):
            return every(any_of(map(self.found, phrases)) for phrases in leaf.operands)
        live = self._postings.live
        return every([live, *map(self.containing, leaf.literals)])

    def _containing(self, needle: str) -> PassageSet:
        if len(needle) <= 2:
            return self._postings.containing(needle)
        return PassageSet.of(self._all_occurrences(Phrase.of(needle)).passages(), self._size)

    # Places, on arrays

    def times(self, leaf: Leaf, documents: Documents) -> Times:
        """How often the leaf stands in each of these passages, ascending and not deleted."""
        asked, times = self._times.get(leaf, (None, None))
        if times is None or asked is not documents:
            times = self._times_anew(leaf, documents)
            self._times[leaf] = documents, times
        return times

    def occurrences(self, leaf: Leaf, documents: Documents) -> Occurrences:
        """The places of a leaf in these passages, ascending and not deleted.

        They are what ``leaf.places`` gives, as character places of all passages; see ``postings``.
        Few passages cost less than all.
        """
        if leaf in self._everywhere:
            return self._everywhere[leaf].among(documents)
        match leaf:
            case Phrase(needle=needle):
                return self._postings.occurrences(needle, documents)
            case Run(needle=needle, words=words, terms=terms):
                sought = dict.fromkeys((needle, *terms, *words))
                several = (self.occurrences(Phrase.of(each), documents) for each in sought)
                return outermost(united(several))
            case _:
                among = documents[self._candidates(leaf).among(documents)]
                return self._occurrences_among(leaf, among)

    def _times_anew(self, leaf: Leaf, documents: Documents) -> Times:
        if leaf in self._everywhere:
            return self._everywhere[leaf].times(documents)
        if isinstance(leaf, Phrase):
            return self._postings.times(leaf.needle, documents)
        return self.occurrences(leaf, documents).times(documents)

    def _all_occurrences(self, leaf: Phrase | Pattern | Near) -> Occurrences:
        """All places of a leaf in all passages."""
        if leaf not in self._everywhere:
            self._everywhere[leaf] = (
                self._postings.occurrences(leaf.needle)
                if isinstance(leaf, Phrase)
                else self._occurrences_among(leaf, self._candidates(leaf).documents)
            )
        return self._everywhere[leaf]

    def _occurrences_among(self, leaf: Pattern | Near, among: Documents) -> Occurrences:
        """Its places in some passages, in which it may stand."""
        if isinstance(leaf, Pattern):
            return self._postings.pattern(leaf, among)
        sides = [
            united(self.occurrences(phrase, among) for phrase in phrases)
            for phrases in leaf.operands
        ]
        return outermost(parts(sides, leaf.distances))

    # Places, by reading a passage

    def spans(self, document: int) -> tuple[Span, ...]:
        """The places in a passage that say what was asked for, none inside another."""
        told = (leaf for leaf, passages in self.telling if passages.has(document))
        places = outermost_places(place for leaf in told for place in self.places(leaf, document))
        folded = self.snapshot.folded(document)
        return tuple(folded.span(*place) for place in places)

    def places(self, leaf: Leaf, document: int) -> tuple[Place, ...]:
        """Where in the folded text of a passage the leaf stands."""
        places = self._places.get((leaf, document))
        if places is None:
            if len(self._places) >= _REMEMBERED:
                self._places.clear()
            places = self._places[leaf, document] = tuple(self._anew(leaf, document))
        return places

    def figures(self, leaf: Leaf, document: int) -> Iterator[Place]:
        """What the figures of a leaf took in a passage."""
        if isinstance(leaf, Pattern):
            return (place for taken in self._taken_by(leaf, document) for place in taken.figures)
        return figure_places(leaf, self.snapshot.folded(document))

    def _anew(self, leaf: Leaf, document: int) -> Iterable[Place]:
        if isinstance(leaf, Pattern):
            return (each.place for each in self._taken_by(leaf, document))
        return leaf.places(self.snapshot.folded(document))

    def _taken_by(self, pattern: Pattern, document: int) -> tuple[Taken, ...]:
        taken = self._taken.get((pattern, document))
        if taken is None:
            if len(self._taken) >= _REMEMBERED:
                self._taken.clear()
            taken = tuple(pattern.taken(self.snapshot.folded(document)))
            self._taken[pattern, document] = taken
        return taken
