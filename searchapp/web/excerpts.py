"""Excerpts by the link that was given out: where they stand, or what became of them."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from searchapp.errors import ExcerptNotFound
from searchapp.library import Ledger
from searchapp.library.excerpts import Excerpt
from searchapp.library.excerpts.holding import Fate, Held, Holding
from searchapp.library.held import held, newest_of, passages_of
from searchapp.reports import FiledReport
from searchapp.web import current
from searchapp.web.address import Address
from searchapp.web.lasting import anchor_of
from searchapp.web.paging import Paging

excerpt_pages = Blueprint("excerpts", __name__)

_PER_PAGE: Final = 20
#: So many excerpts, the newest, are held against their reports for a list.
_MOST: Final = 500


@dataclass(frozen=True, slots=True)
class Looked:
    """An excerpt that was looked up, what became of it, and the report as it is now, if it is.

    ``since`` is when each version came, as far as that is known; ``is_kept`` says whether the
    version is readable from which it was taken.
    """

    excerpt: Excerpt
    held: Held
    filed: FiledReport | None
    since: dict[int, datetime]
    is_kept: bool

    @classmethod
    def up(cls, code: str) -> "Looked":
        """The excerpt that somebody means. Raises ExcerptNotFound."""
        with Ledger.open(current.settings()) as ledger:
            excerpt = ledger.excerpts.of(code)
            if excerpt is None:
                raise ExcerptNotFound(code)
            filed = newest_of(current.engine(), excerpt.report)
            old = passages_of(ledger, excerpt.report, excerpt.version, filed)
            editions = ledger.editions.of(excerpt.report)
        is_kept = old is not None and excerpt.text in [each.text for each in old]
        since = {each.version: each.since for each in editions}
        return cls(excerpt, Holding(old, filed).of(excerpt), filed, since, is_kept)

    @property
    def place(self) -> str:
        """Where the excerpt stands in its report, marked."""
        return url_for(
            "pages.report",
            report_id=self.excerpt.report,
            x=self.excerpt.code,
            _anchor=anchor_of(self.excerpt.code),
        )

    @property
    def old_place(self) -> str | None:
        """Where it stood, in the version from which it was taken; None where that is not to be
        read.
        """
        if self.filed is None or not self.is_kept or self.excerpt.version == self.filed.version:
            return None
        return url_for(
            "pages.report",
            report_id=self.excerpt.report,
            version=self.excerpt.version,
            x=self.excerpt.code,
            _anchor=anchor_of(self.excerpt.code),
        )


@excerpt_pages.get("/excerpts")
def listed() -> str:
    """The excerpts that were taken last, with what became of each; all, or those of one fate."""
    with Ledger.open(current.settings()) as ledger:
        latest, total = ledger.excerpts.latest(_MOST), ledger.excerpts.count()
        found = held(ledger, current.engine(), [excerpt for excerpt, _ in latest])
    fate = next((each for each in Fate if each == request.args.get("fate")), None)
    chosen = [each for each in latest if fate in (None, found[each[0].code].fate)]
    paging = Paging(_page(len(chosen)), _PER_PAGE, len(chosen))
    return render_template(
        "excerpts/list.html",
        address=Address(),
        entries=chosen[paging.first - 1 : paging.last],
        held=found,
        counts=Counter(each.fate for each in found.values()),
        fate=fate,
        fates=tuple(Fate),
        looked_at=len(latest),
        paging=paging,
        total=total,
    )


def _page(size: int) -> int:
    """The page that is asked for, or the last one before it."""
    asked = request.args.get("page", 1, type=int)
    return max(1, min(asked, -(-size // _PER_PAGE)))


@excerpt_pages.get("/x/<path:code>")
def excerpt(code: str) -> Response | str:
    """Where an excerpt's link leads: to its place in the report as it is now.

    Where it does not stand there as it stood, to a page that says what became of it, and leads
    nowhere by itself. Raises ExcerptNotFound.
    """
    looked = Looked.up(code)
    if looked.excerpt.code != code:
        return redirect(looked.excerpt.link)
    if looked.held.fate.holds:
        return redirect(looked.place)
    return render_template("excerpts/excerpt.html", address=Address(), looked=looked, Fate=Fate)
