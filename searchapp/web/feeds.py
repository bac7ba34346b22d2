"""A search as an Atom feed (RFC 4287): the reports in which it finds something, newest first."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Final
from urllib.parse import urljoin

from flask import Blueprint, Response, render_template, request
from werkzeug.urls import iri_to_uri

from searchapp.engine import Hit, merged, pieces
from searchapp.library import LONG_AGO
from searchapp.web import current
from searchapp.web.asking import Question

feed_pages = Blueprint("feeds", __name__)

_ATOM: Final = "application/atom+xml; charset=utf-8"
#: So many reports are in a feed, and so many passages of each.
MOST_ENTRIES: Final = 100
MOST_PASSAGES: Final = 20
#: Names in a feed must outlast the address at which it is served.
_TAG: Final = "tag:searchapp.invalid,2025:"
#: What no XML may have in it, written in any way.
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """A report in which something was found, and since when its newest version is there."""

    arrived: datetime
    hits: tuple[Hit, ...]

    @property
    def first(self) -> Hit:
        """The first of its passages that were found."""
        return self.hits[0]

    @property
    def name(self) -> str:
        """What the entry is called for as long as there is such a report."""
        return f"{_TAG}reports/{self.first.report}"

    @property
    def title(self) -> str:
        """Place, year and title, as far as they are known."""
        place = self.first.place.short if self.first.place else ""
        year = f"{self.first.year} 年" if self.first.year else ""
        return f"{' '.join(filter(None, (place, year)))}：{self.first.title}".removeprefix("：")

    @property
    def shown(self) -> tuple[Hit, ...]:
        """The passages that the entry quotes."""
        return self.hits[:MOST_PASSAGES]


@feed_pages.get("/search.atom")
def feed() -> Response:
    """The feed of a search; who has its newest state already is told so."""
    question = Question.of(request.args, current.settings().hits_per_page)
    every = entries(current.engine().find(question.whole).hits, current.arrivals())
    text = render_template(
        "feed.xml",
        address=question.address,
        name=_TAG + question.address.url_as("atom").removeprefix("/"),
        updated=every[0].arrived if every else LONG_AGO,
        entries=every[:MOST_ENTRIES],
        marked=lambda hit: pieces(hit.text, merged(hit.spans)),
        absolute=lambda address: urljoin(request.host_url, iri_to_uri(address)),
    )
    response = Response(_NOT_XML.sub("\ufffd", text), content_type=_ATOM)
    response.last_modified = every[0].arrived if every else LONG_AGO
    response.add_etag()
    response.cache_control.no_cache = True
    response.make_conditional(request)
    return response


def entries(hits: tuple[Hit, ...], arrivals: Mapping[str, datetime]) -> list[Entry]:
    """An entry for each report of the hits, the newest first; its passages in their order."""
    in_order = sorted(hits, key=attrgetter("report", "passage"))
    every = (
        Entry(arrivals.get(report, LONG_AGO), tuple(own))
        for report, own in groupby(in_order, key=attrgetter("report"))
    )
    return sorted(every, key=attrgetter("arrived"), reverse=True)
