"""How a briefing was before: its states in time, what each said, and how one is brought back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Final

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from searchapp.errors import BriefingNotFound
from searchapp.library import LONGEST_NAME, Ledger
from searchapp.library.briefings import Block, Briefing, Content, Revision
from searchapp.library.excerpts import Excerpt
from searchapp.web import current
from searchapp.web.address import Address

earlier_pages = Blueprint("earlier", __name__)

#: Who does not write for so long has come back to it.
_PAUSE: Final = timedelta(minutes=20)


@dataclass(frozen=True, slots=True)
class Sitting:
    """The states of a briefing while somebody wrote in it without a long pause, the newest first.

    One that has a name stands by itself.
    """

    revisions: tuple[Revision, ...]

    @property
    def last(self) -> Revision:
        """How it was in the end."""
        return self.revisions[0]

    @property
    def first(self) -> Revision:
        """How it was in the beginning."""
        return self.revisions[-1]

    @property
    def day(self) -> date:
        """The day on which it ended, by the clock of the machine that serves."""
        return self.last.at.astimezone().date()


@dataclass(frozen=True, slots=True)
class Said:
    """A block of an earlier state; ``now`` is what the briefing says in its place, None for none.

    ``quote`` are the words of a quote.
    """

    block: Block
    quote: str
    now: Block | None

    @property
    def is_as_now(self) -> bool:
        """Whether the briefing says the same now."""
        return self.block == self.now


@dataclass(frozen=True, slots=True)
class State:
    """What a briefing said at a revision, held against what it says now.

    So many paragraphs were ``added`` since.
    """

    revision: Revision
    content: Content
    blocks: Sequence[Said]
    added: int
    is_now: bool

    @property
    def differing(self) -> int:
        """How many of its paragraphs the briefing does not have now, or has otherwise."""
        return sum(not each.is_as_now for each in self.blocks)

    @classmethod
    def of(cls, ledger: Ledger, briefing: Briefing, revision: Revision) -> "State":
        """A state that is kept. Raises BriefingNotFound for one that no longer is."""
        content = ledger.briefings.revision(briefing.id, revision.number)
        if content is None:
            raise BriefingNotFound(briefing.id)
        excerpts = ledger.excerpts.among(content.codes)
        now = {each.id: each for each in briefing.content.blocks}
        blocks = [Said(each, _quote(each, excerpts), now.get(each.id)) for each in content.blocks]
        added = len(now.keys() - {each.id for each in content.blocks})
        return cls(revision, content, blocks, added, revision.number == briefing.revision)


def sittings(revisions: Sequence[Revision]) -> Sequence[Sitting]:
    """Revisions, the newest first, as sittings."""
    runs: list[list[Revision]] = []
    for revision in revisions:
        if runs and _continues(runs[-1][-1], revision):
            runs[-1].append(revision)
        else:
            runs.append([revision])
    return [Sitting(tuple(run)) for run in runs]


@earlier_pages.get("/briefings/<int:number>/revisions")
def revisions(number: int) -> str:
    """The states of a briefing, and one of them as it was where the address names it."""
    with Ledger.open(current.settings()) as ledger:
        briefing = _found(ledger, number)
        kept = ledger.briefings.revisions(number)
        asked = request.args.get("at", 0, type=int)
        revision = next((each for each in kept if each.number == asked), None)
        state = State.of(ledger, briefing, revision) if revision else None
    return render_template(
        "briefings/revisions.html",
        address=Address(),
        briefing=briefing,
        days=[(day, [*some]) for day, some in groupby(sittings(kept), lambda each: each.day)],
        state=state,
        is_gone=bool(asked) and state is None,
        longest_name=LONGEST_NAME,
    )


@earlier_pages.post("/briefings/<int:number>/revisions/<int:revision>/restore")
def restore(number: int, revision: int) -> Response:
    """Let the briefing say again what it said; how it was until now is kept under a name."""
    with Ledger.open(current.settings()) as ledger:
        ledger.briefings.restore(number, revision, current.settings().who)
        ledger.commit()
    return redirect(url_for("editing.page", number=number), 303)


@earlier_pages.post("/briefings/<int:number>/revisions/<int:revision>/name")
def name(number: int, revision: int) -> Response:
    """Give a state a name, by which it is kept for ever; without one take the name away."""
    with Ledger.open(current.settings()) as ledger:
        _found(ledger, number)
        ledger.briefings.call_revision(number, revision, request.form.get("name", ""))
        ledger.commit()
    return redirect(url_for("earlier.revisions", number=number, at=revision), 303)


def _found(ledger: Ledger, number: int) -> Briefing:
    """Raises BriefingNotFound."""
    briefing = ledger.briefings.of(number)
    if briefing is None:
        raise BriefingNotFound(number)
    return briefing


def _continues(newer: Revision, older: Revision) -> bool:
    """Whether two states that follow one another are of one sitting."""
    is_near = newer.at - older.at <= _PAUSE
    of_one = newer.who == older.who and _day(newer.at) == _day(older.at)
    return is_near and of_one and not newer.name and not older.name


def _day(at: datetime) -> date:
    return at.astimezone().date()


def _quote(block: Block, excerpts: Mapping[str, Excerpt]) -> str:
    excerpt = excerpts.get(block.excerpt)
    return excerpt.quote if excerpt else ""
