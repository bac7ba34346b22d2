"""What somebody wrote in a briefing is kept while they write, whoever else writes in it."""

from dataclasses import dataclass
from typing import Final

from flask import Blueprint, jsonify, request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge
from werkzeug.wrappers import Response

from searchapp.errors import BadBriefing, BriefingNotFound
from searchapp.library import Ledger
from searchapp.library.briefings import (
    MOST_BLOCKS,
    Content,
    Written,
    content_json,
    content_of,
)
from searchapp.web import current
from searchapp.wording import words_for

saving_pages = Blueprint("saving", __name__)

#: A briefing that is sent, with what it began with, is not longer, in bytes.
_MOST_SENT: Final = 4 * 1024 * 1024
_TOO_LONG: Final = "材料太长，没有保存。请分成几份再试；写的内容还在这个页面上"
#: No database gives a greater number.
_GREATEST: Final = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Sent:
    """What a page sends to be saved: what somebody made of a revision, or of ``base``."""

    revision: int
    content: Content
    base: Content | None

    @classmethod
    def of(cls, said: object, most_blocks: int) -> "Sent":
        """What plain JSON says, which has no more blocks than so many. Raises BadBriefing."""
        if not isinstance(said, dict):
            raise BadBriefing("没有收到材料的内容，请重新打开这份材料再试")
        revision, base = said.get("revision"), said.get("base")
        if type(revision) is not int or not 0 < revision <= _GREATEST:
            raise BadBriefing("不知道改的是哪一稿，请重新打开这份材料再试")
        content = content_of(said.get("content"), most_blocks)
        return cls(revision, content, content_of(base, _MOST_SENT) if base else None)


@saving_pages.post("/briefings/<int:number>/save")
def save(number: int) -> tuple[Response, int]:
    """Keep what somebody wrote: JSON ``{revision, content}``, with ``base`` or without.

    Answers ``{revision, content, conflicts, merged}``, or ``{said}`` where it cannot be kept.
    """
    try:
        written = _saved(number, _json())
    except RequestEntityTooLarge:
        return jsonify(said=_TOO_LONG), 413
    except BriefingNotFound as error:
        return jsonify(said=words_for(error)), 404
    except BadBriefing as error:
        return jsonify(said=words_for(error)), 400
    answer = {
        "revision": written.briefing.revision,
        "content": content_json(written.briefing.content),
        "conflicts": written.conflicts,
        "merged": written.merged,
    }
    return jsonify(answer), 200


def _json() -> object:
    """What was sent, as plain JSON. Raises BadBriefing, and RequestEntityTooLarge."""
    request.max_content_length = _MOST_SENT
    try:
        return request.get_json(force=True)
    except (BadRequest, RecursionError) as error:
        raise BadBriefing("送来的内容不完整，没有保存，请再试一次") from error


def _saved(number: int, said: object) -> Written:
    """Raises BriefingNotFound, and BadBriefing for what cannot be kept."""
    who = current.settings().who
    with Ledger.open(current.settings()) as ledger:
        briefing = ledger.briefings.of(number)
        if briefing is None:
            raise BriefingNotFound(number)
        sent = Sent.of(said, max(MOST_BLOCKS, len(briefing.content.blocks)))
        hold_known(ledger, number, sent.content)
        written = ledger.briefings.write(number, sent.revision, sent.content, who, sent.base)
        ledger.commit()
    return written


def hold_known(ledger: Ledger, number: int, content: Content) -> None:
    """Raise BadBriefing for a new quote that nobody took; an old one holds nothing else up."""
    unknown = set(content.codes) - ledger.excerpts.among(content.codes).keys()
    if unknown:
        briefing = ledger.briefings.of(number)
        if briefing and unknown - set(briefing.content.codes):
            raise BadBriefing("有一条引文的摘录不存在，没有保存，请重新打开这份材料再试")
