"""The history of an index by chance: reports come, change and go, and segments become one.

What the index then says is held against reading the reports that are left, and against an index
that was made of them at once. Limits are so small that all happens in short histories which
happens to large indexes in years. Each step is drawn by a ``Random``, so that a seed is a history.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

from whoosh.index import open_dir

from searchapp.engine import Asked
from searchapp.engine.embedded import EmbeddedEngine
from searchapp.engine.embedded.folder import IndexFolder
from searchapp.engine.embedded.limits import Limits
from searchapp.engine.embedded.tiers import Tiers
from searchapp.engine.protocol import Writer
from searchapp.query import Phrase, Run, written
from searchapp.reports import FiledReport, Passage, SectionKind
from searchapp.text import fold
from tests import chance
from tests.engine import laws
from tests.engine.reading import Reader

#: Few, so that nearly every change replaces something.
IDS: Final = tuple(f"R{number}" for number in range(14))
#: Characters that overlap and fold, marks, blanks, and two beyond the basic plane.
_SIGNS: Final = (*"的的法治调解协决，。、“A1a１", " ", "\u3000", "𠮷", "𡈽")
#: What no text has: the end of a text, and half a character.
_UNFIT: Final = ("\0", "\ud842", "\udfb7")


class GivenUp(Exception):
    """Raised inside a change, to see that nothing of it stays."""


def scarce(rng: Random) -> str:
    """A text of few characters: now and then nothing, or nothing that is left once folded."""
    return "".join(chance.several(rng, rng.choice((0, 1, 3, 12)), lambda: rng.choice(_SIGNS)))


def lengthy(rng: Random) -> str:
    """A text in which a character stands hundreds of times, and far from the beginning."""
    return "".join(rng.choices(_SIGNS, k=rng.choice((300, 1_000))))


def limits_by(rng: Random) -> Limits:
    """Limits by which a few short reports are many segments, and these soon become one."""
    tiers = Tiers(
        fan_in=rng.randint(2, 4),
        smallest=rng.choice((1, 20, 200)),
        largest=rng.choice((60, 1_000, 100_000)),
    )
    return Limits(tiers, batch=rng.choice((1, 40, 150, 100_000)))


@dataclass
class History:
    """An index, and the reports that it is to hold."""

    rng: Random
    folder: Path
    #: Of every writer; of each its own where None.
    limits: Limits | None = None
    engine: EmbeddedEngine = field(init=False)
    held: dict[str, FiledReport] = field(default_factory=dict)
    #: What happened, by name.
    seen: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._open()

    def change(self) -> None:
        """A change of any kind, seen by a reader that was there before or by a new one."""
        before = self._segments()
        clear = chance.seldom(self.rng, 20)
        dropped = self.rng.sample(IDS, self.rng.choice((0, 0, 1, 4)))
        put = [self._report(each) for each in self._some()]
        failure = self.rng.choice((None,) * 9 + (GivenUp, ValueError))
        try:
            with self.engine.rebuild() if clear else self.engine.writer() as writer:
                for report_id in dropped:
                    writer.drop(report_id)
                for filed in put:
                    writer.put(filed)
                self._fail(failure, writer)
        except Exception as error:
            if failure is None or not isinstance(error, failure):
                raise
            self.seen["given up"] += 1
            return
        assert failure is None
        left = {} if clear else {each: self.held[each] for each in self.held.keys() - {*dropped}}
        self.held = left | {filed.id: filed for filed in put}
        self._note(before)
        if self.rng.randrange(2):
            self._open()

    def _open(self) -> None:
        limits = self.limits or limits_by(self.rng)
        self.engine = EmbeddedEngine(self.folder / "index", limits)

    def _fail(self, failure: type[Exception] | None, writer: Writer) -> None:
        """Give a change up at its end, or put what no index can hold: then it fails by itself."""
        if failure is GivenUp:
            raise GivenUp
        if failure is ValueError:
            text = f"{scarce(self.rng)}{self.rng.choice(_UNFIT)}{scarce(self.rng)}"
            report = replace(
                chance.report_by(self.rng).report,
                passages=(Passage(1, SectionKind.OTHER, (), text),),
            )
            writer.put(FiledReport("UNFIT", 1, (), report))

    def check(self, questions: int) -> None:
        """The index has what is left, and answers as reading it does, and as one made anew."""
        left = list(self.held.values())
        assert self.engine.held() == {filed.id: filed.version for filed in left}
        if not self._segments():
            return
        with TemporaryDirectory(dir=self.folder) as folder:
            anew = made_of(left, Path(folder), limits_by(self.rng))
            assert list(self.engine.reports()) == list(anew.reports())
            assert {filed.id: filed for filed in self.engine.reports()} == self.held
            assert self.engine.values() == anew.values()
            assert self._by_whoosh() == sorted(
                (filed.id, passage.number) for filed in left for passage in filed.report.passages
            )
            reader = Reader(left)
            for _ in range(questions):
                self._ask(anew, reader)

    def _ask(self, anew: EmbeddedEngine, reader: Reader) -> None:
        asked = question_by(self.rng, list(self.held.values()))
        try:
            laws.found_as_read(self.engine, reader, asked)
            assert _said(self.engine, asked) == _said(anew, asked)
            laws.scores_explain_the_order(self.engine, reader, asked)
            laws.verified(self.engine, asked)
            laws.tallied_as_read(self.engine, reader, asked)
        except Exception as error:
            error.add_note(f"{asked}\nas typed: {written(asked.query)}")
            raise

    def _some(self) -> list[str]:
        """Ids of some reports, or of none."""
        return self.rng.sample(IDS, self.rng.choice((0, 1, 1, 2, 5)))

    def _report(self, report_id: str) -> FiledReport:
        writes = self.rng.choice((scarce,) * 9 + (chance.anyhow,) * 5 + (lengthy,))
        filed = chance.report_by(self.rng, report_id, writes)
        now = self.held.get(report_id)
        return filed if now is None else replace(filed, version=now.version + 1)

    def _segments(self) -> dict[str, int]:
        """The segments that there are, each with how many of its passages are deleted."""
        folder = IndexFolder(self.folder / "index")
        if folder.is_new():
            return {}
        return {part.segment.path.name: len(part.deleted) for part in folder.parts()}

    def _note(self, before: dict[str, int]) -> None:
        after = self._segments()
        self.seen["changes"] += 1
        self.seen["segments"] = max(self.seen["segments"], len(after))
        self.seen["deletions"] += any(after.values())
        self.seen["merged away"] += len(before.keys() - after.keys())

    def _by_whoosh(self) -> list[tuple[str, int]]:
        """Every passage, as Whoosh itself reads the same folder."""
        with open_dir(str(self.folder / "index")).searcher() as searcher:
            stored = searcher.reader().all_stored_fields()
            return sorted((each["report"], each["passage"]) for each in stored)


def _said(engine: EmbeddedEngine, asked: Asked) -> tuple[object, ...]:
    """All that an index says to a question, and of a text that is typed."""
    typed = written(asked.query)
    helped = engine.advise(asked), engine.phrases(typed, 5), engine.alike(typed)
    return engine.find(asked), list(engine.ranking(asked)), *helped


def made_of(reports: Sequence[FiledReport], folder: Path, limits: Limits) -> EmbeddedEngine:
    """An index of these reports alone."""
    engine = EmbeddedEngine(folder / "anew", limits)
    with engine.writer() as writer:
        for filed in reports:
            writer.put(filed)
    return engine


def question_by(rng: Random, reports: Sequence[FiledReport]) -> Asked:
    """Any question about reports, often for a few characters that stand in them or nearly so."""
    readable = [each for each in map(_readable, reports) if each.report.passages]
    if not readable or rng.randrange(3):
        return chance.question(rng, readable)
    text = rng.choice(rng.choice(readable).report.passages).text
    needle = fold(chance.piece_of(rng, text, rng.choice((1, 2, 3, 16)))).text
    if chance.seldom(rng, 4):
        needle += rng.choice(_SIGNS)
    query = Run.of(needle) if chance.seldom(rng, 4) else Phrase.of(fold(needle).text)
    return chance.chosen(rng, query, readable)


def _readable(filed: FiledReport) -> FiledReport:
    """The report without the passages of which nothing is left once folded."""
    report = filed.report
    passages = tuple(each for each in report.passages if fold(each.text).text)
    return replace(filed, report=replace(report, passages=passages))


def live(
    rng: Random, folder: Path, changes: int, questions: int, limits: Limits | None = None
) -> Counter[str]:
    """So many changes, after some of which so many questions are asked; what happened."""
    history = History(rng, folder, limits)
    for number in range(changes):
        history.change()
        if number + 1 == changes or chance.seldom(rng):
            history.check(questions)
    return history.seen
