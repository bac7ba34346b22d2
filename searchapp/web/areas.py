"""The areas of the site, as the bar at the top of every page leads to them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from flask import request, url_for


@dataclass(frozen=True, slots=True)
class Area:
    """A page of the bar; ``same`` are other endpoints of that page, ``below`` pages under it."""

    name: str
    endpoint: str
    same: tuple[str, ...] = ()
    below: tuple[str, ...] = ()

    @property
    def current(self) -> str | None:
        """What ``aria-current`` says of its link on the page that is asked for."""
        if request.endpoint in (self.endpoint, *self.same):
            return "page"
        return "true" if request.endpoint in self.below else None


_ADDING: Final = Area("添加", "adding.page", ("adding.receive",), ("adding.batch",))
_BELOW_BRIEFINGS: Final = (
    *("editing.page", "earlier.revisions", "drafts.page", "drafts.check"),
    *("excerpts.listed", "excerpts.excerpt"),
)
_AREAS: Final = (
    Area("检索", "pages.start", ("pages.search",)),
    Area("常用", "saved.page"),
    Area("总览", "overview.overview", below=("coverage.table",)),
    Area("对照", "sections.compare"),
    Area("材料", "briefings.page", below=_BELOW_BRIEFINGS),
    Area("待核对", "checking.checking", below=("checking.form",)),
)


def areas(*, adding: bool) -> Iterator[tuple[str, str, str | None]]:
    """Name, address and ``aria-current`` of each; 添加 only where files may be put in."""
    for area in (*_AREAS, *([_ADDING] if adding else [])):
        yield area.name, url_for(area.endpoint), area.current
