"""Passages and reports to hold queries against: small, and all that is asked of them is said."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from hypothesis import strategies as st

from searchapp.query import Candidate
from searchapp.reports import FiledReport, Genre, Passage, Report, SectionKind, Source
from searchapp.text import fold

#: A report of which nothing is known.
BARE: Final = Report(
    title=None,
    issuers=(),
    doc_number=None,
    issued_on=None,
    year=None,
    genre=Genre.OTHER,
    addressee=None,
    place=None,
    outline=(),
    passages=(),
    origins={},
    doubts=(),
)


def filed(passages: Sequence[Passage] = (), **facts: Any) -> FiledReport:
    """A report with these passages and facts, and no others."""
    report = replace(BARE, passages=tuple(passages), **facts)
    return FiledReport("R0", 1, (Source("青禾县/R0.txt", "txt"),), report)


def passage(
    text: str,
    *section: str,
    kind: SectionKind = SectionKind.MEASURES,
    number: int = 1,
) -> Passage:
    """A passage under these headings."""
    return Passage(number, kind, section, text)


def candidate(
    text: str,
    *section: str,
    kind: SectionKind = SectionKind.MEASURES,
    **facts: Any,
) -> Candidate:
    """The only passage of a report with these facts."""
    only = passage(text, *section, kind=kind)
    return Candidate(filed([only], **facts), only, fold(text))


#: What the words of ``tests.query.typing`` stand among.
_PIECES: Final = (
    *("调解", "矛盾", "纠纷", "协调解决", "枫桥经验", "法", "A4", "338", "一百余", "1.2万"),
    *("件", "，", "。", "；", "的", " "),
)
texts = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=12).map("".join)
