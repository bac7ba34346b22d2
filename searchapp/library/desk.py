"""Where a person corrects what was understood of a report, or confirms it, and takes that back."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any, Final
from unicodedata import category

from searchapp.engine import Engine
from searchapp.errors import IndexUnavailable, IngestRunning, ReportNotFound, UnclearChoice
from searchapp.library.confirmations import Confirmation
from searchapp.library.corrections import FACTS, Correction, Fact
from searchapp.library.intake import locked
from searchapp.library.ledger import Ledger
from searchapp.library.shelving import Shelving
from searchapp.parsing import Gazetteer, gazetteer_of
from searchapp.query import read_genre
from searchapp.reports import UNLABELLED, Doubt, FiledReport, Genre, Place
from searchapp.settings import Settings
from searchapp.text import fold

_YEAR: Final = re.compile(r"\s*((?:19|20)\d{2})\s*年?度?\s*")
#: So many seconds one waits for an ingest that may be past its last look for corrections.
_PATIENCE: Final = 1
#: No title is longer.
_TITLE: Final = 300
#: So many places of one name are told apart by name.
_NAMED: Final = 8


class Desk:
    """The corrections and confirmations of a home: kept in its library, and told to its index.

    While another process takes files in, the index is told by that one, before it ends; where
    there is no index that can be read, by the ingest that makes one.
    """

    def __init__(self, settings: Settings, engine: Engine) -> None:
        self._settings = settings
        self._engine = engine

    def corrections(self, report_id: str) -> Sequence[Correction]:
        """All corrections of a report, also those taken back, the newest first."""
        with Ledger.open(self._settings) as ledger:
            return ledger.corrections.of(report_id)

    def confirmations(self, report_id: str) -> Sequence[Confirmation]:
        """All confirmations of a report, also those taken back, the newest first."""
        with Ledger.open(self._settings) as ledger:
            return ledger.confirmations.of(report_id)

    def correct(
        self, report_id: str, given: Mapping[Fact, str], who: str, seen: Collection[Doubt] = ()
    ) -> FiledReport:
        """The report with these facts as a person typed them; 未标注 for one that cannot be told.

        ``seen`` are the doubts that the person looked at and found nothing more to correct: those
        of them that there are now are settled, and the facts that they are about stay as they are.
        Raises ReportNotFound, UnclearChoice for a value that makes no sense, LibraryUnavailable,
        BadPlaces.
        """
        places = partial(gazetteer_of, self._settings.places)
        values = {fact: read_fact(fact, given[fact], places) for fact in FACTS if fact in given}
        with Ledger.open(self._settings) as ledger:
            report = self._held(ledger, report_id).report
            doubts = [doubt for doubt in report.doubts if doubt in seen]
            as_it_is = {fact: getattr(report, fact) for fact in FACTS if _is_about(fact, doubts)}
            for fact, value in (as_it_is | values).items():
                ledger.corrections.add(report_id, fact, value, who)
            for doubt in doubts:
                if not any(doubt.fact == fact for fact in FACTS):
                    ledger.confirmations.add(report_id, doubt, who)
            return self._settled(ledger, report_id)

    def take_back(self, report_id: str, correction_id: int, who: str) -> FiledReport:
        """The report with what was read in place of what was corrected.

        Raises ReportNotFound, UnclearChoice where the report has no such correction that holds,
        and LibraryUnavailable.
        """
        with Ledger.open(self._settings) as ledger:
            self._held(ledger, report_id)
            holding = [each.id for each in ledger.corrections.holding(report_id)]
            _refuse_other("correction", correction_id, holding, "（这篇报告没有更正）")
            ledger.corrections.take_back(correction_id, who)
            return self._settled(ledger, report_id)

    def doubt_again(self, report_id: str, confirmation_id: int, who: str) -> FiledReport:
        """The report with a doubt that was confirmed to be none.

        Raises ReportNotFound, UnclearChoice where the report has no such confirmation that holds,
        and LibraryUnavailable.
        """
        with Ledger.open(self._settings) as ledger:
            self._held(ledger, report_id)
            holding = [each.id for each in ledger.confirmations.holding(report_id)]
            _refuse_other("confirmation", confirmation_id, holding, "（这篇报告没有确认过什么）")
            ledger.confirmations.take_back(confirmation_id, who)
            return self._settled(ledger, report_id)

    def report(self, report_id: str) -> FiledReport:
        """The report as it is now, corrections included. Raises ReportNotFound."""
        with Ledger.open(self._settings) as ledger:
            return self._held(ledger, report_id)

    def _settled(self, ledger: Ledger, report_id: str) -> FiledReport:
        shelving = Shelving(ledger, self._engine)
        shelving.settle(report_id)
        ledger.commit()
        # The marks are kept: whoever is taking files in, or does so next, looks for them.
        with suppress(IngestRunning, IndexUnavailable), locked(self._settings.home, _PATIENCE):
            # A new index of but this report would hide that there is none of all the others.
            if self._engine.held():
                shelving.tell(self._engine.writer)
        return self._held(ledger, report_id)

    def _held(self, ledger: Ledger, report_id: str) -> FiledReport:
        shelving = Shelving(ledger, self._engine)
        filed = shelving.filed(report_id) if report_id in ledger.names else None
        if filed is None:
            raise ReportNotFound(report_id)
        return filed


def _is_about(fact: Fact, doubts: Sequence[Doubt]) -> bool:
    return any(doubt.fact == fact for doubt in doubts)


def _refuse_other(name: str, number: int, holding: Sequence[int], none: str) -> None:
    """Nothing, if it is one of those that hold. Raises UnclearChoice, which names these."""
    if number not in holding:
        raise UnclearChoice(name, str(number), "、".join(map(str, holding)) or none)


def read_fact(fact: Fact, typed: str, places: Callable[[], Gazetteer]) -> Any:
    """A fact as it is kept: title, year, Place or Genre; None for 未标注. Raises UnclearChoice.

    ``places`` are only asked for where one is to be read.
    """
    written = " ".join(_visible(typed).split())
    if written == UNLABELLED:
        if fact == "genre":
            return Genre.OTHER
        return None
    if fact == "genre":
        return read_genre(written)
    if fact == "year":
        return _read_year(written)
    if fact == "place":
        return _read_place(written, places())
    if not 0 < len(written) <= _TITLE:
        raise UnclearChoice("title", written[:20], f"标题的文字，不超过 {_TITLE} 字，或“未标注”")
    return written


def _visible(typed: str) -> str:
    """What was typed or pasted, without control characters: they are seen nowhere."""
    return "".join(each for each in typed if category(each) not in ("Cc", "Cs") or each.isspace())


def _read_year(typed: str) -> int:
    found = _YEAR.fullmatch(fold(typed).text)
    if found is None:
        raise UnclearChoice("year", typed, "一个年份，如 2024，或“未标注”")
    return int(found[1])


def _read_place(typed: str, gazetteer: Gazetteer) -> Place:
    """The place of a code, or of a name, before which larger places may stand: 丰都县仁沙镇."""
    places = [place for place in gazetteer.called(typed) if place]
    if len(places) == 1:
        return places[0]
    if not places:
        raise UnclearChoice(
            "place", typed, "地名表里有的地方（名称或代码），或在 places.tsv 中补充"
        )
    named = "、".join(f"{place.label}（{place.code}）" for place in places[:_NAMED])
    more = "等" if len(places) > _NAMED else ""
    said = f"带上县名的写法，或代码；叫这个名字的有 {len(places)} 处：{named}{more}"
    raise UnclearChoice("place", typed, said)
