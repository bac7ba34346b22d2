"""What is known of a query before any text is read: what its conditions on the report decide."""

from collections.abc import Callable, Iterable
from typing import Final, TypeAlias

from searchapp.query.conditions import Condition
from searchapp.query.leaves import Phrase
from searchapp.query.tree import All, Either, Everything, Not, Query

#: Whether a condition is kept, or None where that is not known.
Known: TypeAlias = Callable[[Condition], bool | None]

#: Stands for any text.
_ANY_TEXT: Final = Phrase("文", "文")


def decided(query: Query, known: Known) -> bool | None:
    """Whether the query finds something in a report of which only that much is known.

    False where it cannot, whatever the text says; True where it must; None where the text, or a
    condition that is not known, decides.
    """
    match query:
        case Not(part=part):
            held = decided(part, known)
            return None if held is None else not held
        case All(parts=parts):
            return _least(decided(part, known) for part in parts)
        case Either(parts=parts):
            return _most(decided(part, known) for part in parts)
        case Everything():
            return True
    return known(query) if isinstance(query, Condition) else None


def without_texts(query: Query) -> Query:
    """The query with one and the same text in the place of every text that it seeks.

    What facts decide of it is the same; and it is the same for queries that differ in texts alone.
    """
    match query:
        case Not(part=part):
            return Not(without_texts(part))
        case All(parts=parts):
            return All(tuple(map(without_texts, parts)))
        case Either(parts=parts):
            return Either(tuple(map(without_texts, parts)))
        case Everything():
            return query
    return query if isinstance(query, Condition) else _ANY_TEXT


def _least(parts: Iterable[bool | None]) -> bool | None:
    """What holds together: not where one does not, not known where one is not."""
    every = list(parts)
    return False if False in every else None if None in every else True


def _most(parts: Iterable[bool | None]) -> bool | None:
    """What holds if one does."""
    every = list(parts)
    return True if True in every else None if None in every else False
