"""What an address asks: as typed, as understood, and as the engine is asked.

Pages, downloads, the feed and the interface for programs all begin here.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from werkzeug.datastructures import MultiDict

from searchapp.engine import Asked
from searchapp.engine.loosening import changed
from searchapp.library import arrived_after
from searchapp.query import (
    All,
    Described,
    Either,
    Not,
    Query,
    Run,
    described,
    leaves,
    parse_query,
    written,
)
from searchapp.web import current
from searchapp.web.address import Address

#: What stands for something only between quotes.
_WILD: Final = frozenset("#*")


@dataclass(frozen=True)
class Question:
    """An address with what it asks; ``notes`` are of the address and of the query."""

    address: Address
    asked: Asked
    notes: tuple[str, ...]

    @classmethod
    def of(cls, args: MultiDict[str, str], hits_per_page: int) -> "Question":
        """What the arguments of an address ask; nothing that they may say is an error.

        What came after a moment the library says: LibraryUnavailable where it cannot.
        """
        address = Address.from_args(args)
        understood = parse_query(address.typed)
        asked = address.asked(understood.query, hits_per_page)
        if address.arrived:
            asked = replace(asked, among=arrived_after(current.arrivals(), address.arrived))
        return cls(address, asked, (*address.notes, *understood.notes))

    @property
    def whole(self) -> Asked:
        """The same, with every hit instead of a page of them."""
        return replace(self.asked, offset=0, limit=None, grouped=False, explained=False)

    @cached_property
    def described(self) -> Described:
        """What was understood, in Chinese."""
        return described(self.asked.sought, self.asked.within)

    @cached_property
    def quoted(self) -> Address | None:
        """The first page with quotes round the words that have ``#`` or ``*`` in them.

        None where there are no such words.
        """
        inside: dict[Query, Query] = {
            leaf: parse_query(f"“{leaf.typed}”").query
            for leaf in leaves(self.asked.query)
            if isinstance(leaf, Run) and not _WILD.isdisjoint(leaf.needle)
        }
        if not inside:
            return None
        return self.address.typing(written(changed(self.asked.query, inside)))

    @property
    def has_words(self) -> bool:
        """Whether words are sought, which may also arise across two others."""
        return any(isinstance(leaf, Run) for leaf in leaves(self.asked.query))

    @property
    def is_joined(self) -> bool:
        """Whether parts are sought that may stand nearer together or farther apart."""
        return isinstance(self.asked.query, All | Either | Not)
