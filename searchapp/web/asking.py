"""What an address asks: as typed, as understood, and as the engine is asked.

Pages, downloads, the feed and the interface for programs all begin here.
"""

from dataclasses import dataclass, replace
from functools import cached_property

from werkzeug.datastructures import MultiDict

from searchapp.engine import Asked
from searchapp.query import All, Described, Either, Not, Run, described, leaves, parse_query
from searchapp.web.address import Address


@dataclass(frozen=True)
class Question:
    """An address with what it asks; ``notes`` are of the address and of the query."""

    address: Address
    asked: Asked
    notes: tuple[str, ...]

    @classmethod
    def of(cls, args: MultiDict[str, str], hits_per_page: int) -> "Question":
        """What the arguments of an address ask; nothing that they may say is an error."""
        address = Address.from_args(args)
        understood = parse_query(address.typed)
        asked = address.asked(understood.query, hits_per_page)
        return cls(address, asked, (*address.notes, *understood.notes))

    @property
    def whole(self) -> Asked:
        """The same, with every hit instead of a page of them."""
        return replace(self.asked, offset=0, limit=None, grouped=False, explained=False)

    @cached_property
    def described(self) -> Described:
        """What was understood, in Chinese."""
        return described(self.asked.sought, self.asked.within)

    @property
    def has_words(self) -> bool:
        """Whether words are sought, which may also arise across two others."""
        return any(isinstance(leaf, Run) for leaf in leaves(self.asked.query))

    @property
    def is_joined(self) -> bool:
        """Whether parts are sought that may stand nearer together or farther apart."""
        return isinstance(self.asked.query, All | Either | Not)
