"""Links that choose a value of a facet, or give it up.

A page has some hundreds of them, and most of the time that it takes would go into them: they are
therefore written here, and not by a template.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from flask import url_for
from markupsafe import Markup, escape

from searchapp.engine import FacetValue
from searchapp.web.address import Address, in_address, joined_address
from searchapp.web.chosen import written_value
from searchapp.web.placetree import PlaceNode

_CURRENT: Final = ' aria-current="true"'
_FOLDED: Final = '<p class="folded">其中 {} 个乡镇，选定后列出</p>'


class Toggles:
    """The links of one page."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._facets = frozenset(facet for facet, _ in address.choices)
        self._around: dict[str, tuple[str, str]] = {}

    def is_chosen(self, facet: str, value: str | int | None) -> bool:
        """Whether this value of a facet is chosen."""
        return facet in self._facets and self._address.chose(facet, value)

    def url(self, facet: str, value: str | int | None) -> str:
        """``Address.toggled(facet, value).url``, of which most is written once for a facet."""
        if self.is_chosen(facet, value):
            return self._address.toggled(facet, value).url
        if facet not in self._around:
            self._around[facet] = self._written_around(facet)
        before, after = self._around[facet]
        return before + in_address(written_value(value)) + after

    def link(self, facet: str, value: FacetValue) -> Markup:
        """The value with its counts, as a link."""
        return Markup(self._link(facet, value))  # noqa: S704 - what is no markup is escaped

    def tree(self, nodes: Iterable[PlaceNode]) -> Markup:
        """The places with those in them, each as a link, as items of a list."""
        return Markup("".join(map(self._branch, nodes)))  # noqa: S704 - as above

    def _branch(self, node: PlaceNode) -> str:
        inside = "".join(map(self._branch, node.front))
        rest = "".join(map(self._branch, node.rest))
        if rest:
            key = escape(f"rest:{node.value.value}")
            named = f"其余 {len(node.rest)} 个{node.rest_called}"
            rest = (
                f'<details class="rest" data-key="{key}"><summary>{named}</summary>'
                f"<ul>{rest}</ul></details>"
            )
        return (
            f"<li>{self._link(node.level, node.value)}"
            f"{f'<ul>{inside}</ul>' if inside else ''}{rest}"
            f"{_FOLDED.format(node.folded) if node.folded else ''}</li>\n"
        )

    def _link(self, facet: str, value: FacetValue) -> str:
        url, said, label = self.url(facet, value.value), f"{facet}:{value.value}", value.label
        is_chosen = self.is_chosen(facet, value.value)
        return (
            f'<a class="choice{" chosen" if is_chosen else ""}" href="{escape(url)}"'
            f' data-key="{escape(said)}"{_CURRENT if is_chosen else ""}>'
            f'<span class="name">{escape(label)}</span>'
            f'<span class="counts"><span title="段">{value.passages}</span>'
            f'<span title="篇">{value.reports}</span></span></a>'
        )

    def _written_around(self, facet: str) -> tuple[str, str]:
        """What stands before a value that is chosen besides, and what behind it."""
        besides = (*self._address.choices, (facet, ""))
        said = replace(self._address, choices=besides, page=1).said
        # A facet's values stand together, that which was chosen last behind the others.
        at = max(at for at, (name, _) in enumerate(said) if name == facet)
        before = joined_address(url_for("pages.search"), said[: at + 1])
        return before, joined_address("", said[at + 1 :]).replace("?", "&", 1)
