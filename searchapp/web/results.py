"""What was found, laid out: passages, reports with their passages, or a concordance."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

from searchapp.engine import Asked, Beside, Engine, Found, Group, Hit, Row, Snippet, rows, snippet
from searchapp.web.address import Address, View
from searchapp.web.paging import Paging

Shown: TypeAlias = tuple[Hit, Snippet]

#: A page of a concordance that is not in the order of the hits has so many rows.
_ROWS = 50


@dataclass(frozen=True, slots=True)
class Results:
    """One page of results; at most one of the three layouts has something in it."""

    hits: tuple[Shown, ...]
    groups: tuple[tuple[Group, tuple[Shown, ...]], ...]
    rows: tuple[Row, ...]
    paging: Paging

    @classmethod
    def of(cls, engine: Engine, address: Address, asked: Asked, found: Found) -> "Results":
        """The page of what was found that the address names."""
        per_page = asked.limit or 1
        if address.view is View.REPORTS:
            paging = Paging(address.page, per_page, found.total.reports)
            groups = tuple((group, _shown(group.hits)) for group in found.groups)
            return cls((), groups, (), paging)
        if address.view is View.KWIC and address.beside is not Beside.HIT:
            return cls._in_order(engine, address, asked)
        paging = Paging(address.page, per_page, found.total.passages)
        if address.view.is_table:
            return cls((), (), (), paging)
        if address.view is View.KWIC:
            return cls((), (), tuple(rows(found.hits)), paging)
        return cls(_shown(found.hits), (), (), paging)

    @classmethod
    def _in_order(cls, engine: Engine, address: Address, asked: Asked) -> "Results":
        """Rows by what stands beside them, for which every hit is looked at."""
        whole = engine.find(replace(asked, offset=0, limit=None))
        every = rows(whole.hits, address.beside)
        paging = Paging(address.page, _ROWS, len(every))
        return cls((), (), tuple(every[paging.first - 1 : paging.last]), paging)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing on this page."""
        return not (self.hits or self.groups or self.rows)


def _shown(hits: Iterable[Hit]) -> tuple[Shown, ...]:
    return tuple((hit, snippet(hit.text, hit.spans)) for hit in hits)
