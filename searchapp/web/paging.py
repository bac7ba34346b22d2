"""Pages of results."""

from collections.abc import Iterator
from dataclasses import dataclass

#: How many pages are named on either side of the one that is open.
_AROUND = 2


@dataclass(frozen=True, slots=True)
class Paging:
    """Where page ``page`` of so many hits stands, counted from 1."""

    page: int
    per_page: int
    hits: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.hits // self.per_page))

    @property
    def first(self) -> int:
        """The number of the page's first hit."""
        return (self.page - 1) * self.per_page + 1

    @property
    def last(self) -> int:
        """The number of the page's last hit."""
        return min(self.page * self.per_page, self.hits)

    def named(self) -> Iterator[int | None]:
        """The pages to name: the first, the last, those around; None for a gap."""
        wanted = {1, self.pages, *range(self.page - _AROUND, self.page + _AROUND + 1)}
        before = 0
        for page in sorted(each for each in wanted if 1 <= each <= self.pages):
            if page > before + 1:
                yield None
            yield page
            before = page
