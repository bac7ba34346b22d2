"""From a query to the passages that it finds, exactly."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, reduce

import numpy as np

from searchapp.engine.embedded.postings import Documents, Mask
from searchapp.engine.embedded.schema import grams
from searchapp.engine.embedded.snapshot import Snapshot
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
    outermost,
)
from searchapp.text import Span, stands_as_word


class Evaluation:
    """One query held against one state of the index; what is computed is remembered.

    What a node finds at a scope is defined in ``searchapp.query.scope``.
    """

    def __init__(self, snapshot: Snapshot, query: Query, scope: Scope) -> None:
        self.snapshot = snapshot
        self.query = query
        self._units = snapshot.catalogue.units(scope)
        self._found: dict[Query, Mask] = {}
        self._literal: dict[str, Mask] = {}
        self._places: dict[tuple[Leaf, int], tuple[Place, ...]] = {}
        self._taken: dict[tuple[Pattern, int], tuple[Taken, ...]] = {}

    def found(self, query: Query) -> Mask:
        """The passages that a query finds: the one that was asked or a part of it."""
        if query not in self._found:
            self._found[query] = self._found_anew(query)
        return self._found[query]

    @cached_property
    def telling(self) -> tuple[tuple[Leaf, Mask], ...]:
        """The leaves in order, each with the passages in which it has a part in what is found."""
        return tuple(self._telling(self.query, self.found(self.query)))

    def spans(self, document: int) -> tuple[Span, ...]:
        """The places in a passage that say what was asked for, none inside another."""
        told = (leaf for leaf, mask in self.telling if mask[document])
        places = outermost(place for leaf in told for place in self.places(leaf, document))
        folded = self.snapshot.folded(document)
        return tuple(folded.span(*place) for place in places)

    def places(self, leaf: Leaf, document: int) -> tuple[Place, ...]:
        """Where in the folded text of a passage the leaf stands."""
        if (leaf, document) not in self._places:
            self._places[leaf, document] = tuple(self._anew(leaf, document))
        return self._places[leaf, document]

    def times(self, leaf: Leaf, document: int) -> int:
        """How often the leaf stands in a passage."""
        if isinstance(leaf, Phrase) and len(leaf.needle) == 1:
            # The places of 的 would be many, and none can overlap another.
            return self.snapshot.folded(document).text.count(leaf.needle)
        return len(self.places(leaf, document))

    def figures(self, leaf: Leaf, document: int) -> Iterator[Place]:
        """What the figures of a leaf took in a passage."""
        if isinstance(leaf, Pattern):
            self.places(leaf, document)
            return (place for taken in self._taken[leaf, document] for place in taken.figures)
        return figure_places(leaf, self.snapshot.folded(document))

    def _anew(self, leaf: Leaf, document: int) -> Iterable[Place]:
        folded = self.snapshot.folded(document)
        if not isinstance(leaf, Pattern):
            return leaf.places(folded)
        taken = self._taken[leaf, document] = tuple(leaf.taken(folded))
        return (each.place for each in taken)

    def only_across(self, word: str, among: Mask) -> Mask:
        """Those of the passages in which the word stands, but only across two others."""
        mask = among & self.containing(word)
        if not (word[0].isdecimal() or word[-1].isdecimal()):
            # Of a figure jieba may make several words: 1 and 234 of 1,234.
            mask[self.snapshot.postings.documents("words", word)] = False
        for document in np.flatnonzero(mask).tolist():
            mask[document] = not stands_as_word(word, self.snapshot.folded(document))
        return mask

    def containing(self, needle: str) -> Mask:
        """The passages whose folded text contains the needle."""
        if needle not in self._literal:
            mask = np.zeros_like(self.snapshot.catalogue.live)
            mask[self._candidates(needle)] = True
            if len(needle) > 2:
                for passage in np.flatnonzero(mask).tolist():
                    mask[passage] = needle in self.snapshot.folded(passage).text
            self._literal[needle] = mask
        return self._literal[needle]

    def _telling(self, query: Query, mask: Mask) -> Iterator[tuple[Leaf, Mask]]:
        match query:
            case All(parts=parts) | Either(parts=parts):
                for part in parts:
                    yield from self._telling(part, mask & self.found(part))
            case Phrase() | Pattern() | Run() | Near():
                yield query, mask

    def _found_anew(self, query: Query) -> Mask:
        live = self.snapshot.catalogue.live
        match query:
            case Not(part=part) if is_condition(part):
                return live & ~self.found(part)
            case Not(part=part):
                return live & ~self._spread(self.found(part))
            case Either(parts=parts):
                return _any(map(self.found, parts))
            case All(parts=parts):
                return self._all(parts)
            case Phrase() | Pattern() | Run() | Near():
                return self._leaf(query)
        if isinstance(query, Condition):
            return self.snapshot.catalogue.keeping(query)
        return live

    def _all(self, parts: Sequence[Query]) -> Mask:
        sought, excluded, conditions = divided(parts)
        found = _every([self.snapshot.catalogue.live, *map(self.found, (*conditions, *excluded))])
        if sought:
            held = [self.found(part) for part in sought]
            found = _every([found, _any(held), *map(self._spread, held)])
        return found

    def _spread(self, mask: Mask) -> Mask:
        """The passages of every unit in which there is a passage of these."""
        if not len(mask):
            return mask
        holding = np.zeros(int(self._units[-1]) + 2, dtype=np.bool_)
        holding[self._units[mask]] = True
        spread: Mask = holding[self._units] & self.snapshot.catalogue.live
        return spread

    def _leaf(self, leaf: Leaf) -> Mask:
        match leaf:
            case Phrase(needle=needle):
                return self.containing(needle)
            case Pattern(literals=literals):
                live = self.snapshot.catalogue.live
                return self._reading(leaf, _every([live, *map(self.containing, literals)]))
            case Run(words=words, whole=whole):
                mask = _every(map(self.containing, words))
                return mask & ~_any(self.only_across(w, mask) for w in words) if whole else mask
            case Near(operands=operands):
                sides = (_any(map(self.found, phrases)) for phrases in operands)
                return self._reading(leaf, _every(sides))

    def _reading(self, leaf: Leaf, among: Mask) -> Mask:
        """Those of the passages that a leaf is found to stand in by reading them."""
        mask = among.copy()
        for document in np.flatnonzero(among).tolist():
            mask[document] = bool(self.places(leaf, document))
        return mask

    def _candidates(self, needle: str) -> Documents:
        """The passages with every pair of neighbours in the needle; exact for one or two."""
        postings = self.snapshot.postings
        terms = {gram for gram in grams(needle) if len(gram) == min(2, len(needle))}
        rarest_first = sorted(terms, key=lambda term: (postings.count("grams", term), term))
        found = postings.documents("grams", rarest_first[0])
        for term in rarest_first[1:]:
            if not len(found):
                break
            found = np.intersect1d(found, postings.documents("grams", term), assume_unique=True)
        return found


def _every(masks: Iterable[Mask]) -> Mask:
    return reduce(np.logical_and, masks)


def _any(masks: Iterable[Mask]) -> Mask:
    return reduce(np.logical_or, masks)
