"""The life of a home by chance: files come, change, go and break, and people correct.

What the library makes of it all is held against a few lists that are too simple to be wrong. Each
step is drawn by a ``Random``, so that a seed is a life.
"""

from collections import defaultdict
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final, TypeAlias

from searchapp.errors import CorpusGone
from searchapp.library import Fact, Outcome, Verdict
from searchapp.reports import FiledReport
from tests.library.homes import SONGLI, TINGLAN, AtOnce, Home, new_home

#: Id and version of a report, of which a text is one for ever.
Edition: TypeAlias = tuple[str, int]

#: Three reports, of which two are of one town and year, in three versions each.
TEXTS: Final = tuple(
    report.replace("件", f"件{'，另有' * number}")
    for report in (SONGLI, SONGLI.replace("茶季", "汛期").replace("矛盾", "邻里"), TINGLAN)
    for number in range(3)
)
BROKEN: Final = ("", "\x00" * 60)
PATHS: Final = ("a.txt", "b.txt", "乙/c.txt", "乙/d.txt", "丙.txt")
SHARE: Final = ("报告.txt", "甲/报告.txt")
#: What is found where files are gone or broken, and nothing else.
KNOWN: Final = ("文件不见了", "已没有文件", "读不出来")
#: What a person may say of a report.
SAYINGS: Final[tuple[tuple[Fact, str], ...]] = (
    ("year", "2022"),
    ("year", "2023"),
    ("year", "未标注"),
    ("place", "990121201"),
    ("place", "990121102"),
    ("title", "云坪乡人民政府报告"),
    ("genre", "工作计划"),
)


@dataclass
class Life:
    """A home, and what is known of it without asking it."""

    rng: Random
    folder: Path
    home: Home = field(init=False)
    done: list[str] = field(default_factory=list)
    editions: dict[Edition, list[str]] = field(default_factory=dict)
    said: dict[str, dict[Fact, object]] = field(default_factory=lambda: defaultdict(dict))
    #: File of the corpus -> the text that was last read in it.
    read: dict[str, list[str]] = field(default_factory=dict)
    pruned: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.home = new_home(self.folder / "home")
        self.workers = AtOnce(1)

    # What happens

    def step(self) -> None:
        """Something happens, and then, more often than not, the corpus is taken in."""
        happens: tuple[Callable[[], str], ...] = (
            self.write,
            self.write,
            self.write,
            self.remove,
            self.rename,
            self.bring,
            self.correct,
            self.take_back,
        )
        self.done.append(self.rng.choice(happens)())
        if self.rng.random() < 0.7:
            self.ingest(rebuild=self.rng.random() < 0.1)
        if self.rng.random() < 0.15:
            self.prune()

    def write(self) -> str:
        """A file is put in place of what stands there; now and then it is broken."""
        path = self.rng.choice(PATHS)
        text = self.rng.choice(BROKEN if self.rng.random() < 0.1 else TEXTS)
        self.home.write(path, text)
        return f"write {path} {_named(text)}"

    def remove(self) -> str:
        files = sorted(self.home.corpus())
        if len(files) < 2:
            return "remove nothing"
        path = self.rng.choice(files)
        (self.home.settings.corpus / path).unlink()
        return f"remove {path}"

    def rename(self) -> str:
        files = {path: text for path, text in self.home.corpus().items() if text in TEXTS}
        free = [path for path in PATHS if path not in self.home.corpus()]
        if not files or not free:
            return "rename nothing"
        path, new_path = self.rng.choice(sorted(files)), self.rng.choice(free)
        target = self.home.settings.corpus / new_path
        target.parent.mkdir(exist_ok=True)
        (self.home.settings.corpus / path).rename(target)
        return f"rename {path} to {new_path}"

    def bring(self) -> str:
        """A file is taken in from elsewhere."""
        path, text = self.rng.choice(SHARE), self.rng.choice(TEXTS)
        file = self.folder / "share" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        (verdict,) = self.home.intake(file, workers=self.workers).run()
        assert verdict.outcome is not Outcome.FAILED
        return f"bring {path} {_named(text)}: {_told(verdict)}"

    def correct(self) -> str:
        reports = self._reports()
        if not reports:
            return "correct nothing"
        name = self.rng.choice(sorted(reports))
        fact, typed = self.rng.choice(SAYINGS)
        filed = self.home.desk.correct(name, {fact: typed}, "李")
        self.said[name][fact] = getattr(filed.report, fact)
        return f"correct {name} {fact} {typed}"

    def take_back(self) -> str:
        names = sorted(self._reports().keys() & {name for name in self.said if self.said[name]})
        if not names:
            return "take back nothing"
        name = self.rng.choice(names)
        holding = [each for each in self.home.desk.corrections(name) if each.holds]
        chosen = self.rng.choice(holding)
        self.home.desk.take_back(name, chosen.id, "王")
        del self.said[name][chosen.fact]
        return f"take back {name} {chosen.fact}"

    def ingest(self, *, rebuild: bool = False) -> None:
        """The corpus is taken in; afterwards all is as it should be."""
        verdicts = list(self.home.intake(rebuild=rebuild, workers=self.workers).run())
        self.done.append(f"ingest{' afresh' * rebuild}: {'; '.join(map(_told, verdicts))}")
        self.all_is_well()
        before = self._reports()
        again = list(self.home.intake(workers=self.workers).run())
        settled = {Outcome.UNCHANGED, Outcome.SAME, Outcome.FAILED}
        assert {each.outcome for each in again} <= settled, again
        assert self._reports() == before

    def prune(self) -> None:
        """What the corpus no longer has goes out; then the library is what the files say."""
        try:
            verdicts = list(self.home.intake(prune=True, workers=self.workers).run())
        except CorpusGone:
            self.done.append("prune: refused")
            return
        self.done.append(f"prune: {'; '.join(map(_told, verdicts))}")
        self.pruned |= {
            str(each.report_id) for each in verdicts if each.outcome is Outcome.REMOVED
        }
        self.read = {path: text for path, text in self.read.items() if path in self.home.corpus()}
        self.all_is_well()
        texts = [_text(filed) for filed in self._reports().values()]
        assert sorted(texts) == sorted({tuple(text): text for text in self.read.values()}.values())
        assert not [f for f in self.home.findings() if "读不出来" not in f.what]

    # What must be true

    def all_is_well(self) -> None:
        """What was done is what the index shows, and what the ledger keeps."""
        reports = self._reports()
        self._files_are_found(reports)
        self._texts_are_there_once(reports)
        self._editions_are_kept(reports)
        self._corrections_hold(reports)
        self._twins_are_pointed_out(reports)
        for finding in self.home.findings():
            assert any(known in finding.what for known in KNOWN), finding

    def _files_are_found(self, reports: dict[str, FiledReport]) -> None:
        files = self.home.corpus()
        for path, text in files.items():
            if text in TEXTS:
                self._forget_a_name(path, text, files)
                self.read[path] = text.splitlines()
        for path, lines in self.read.items():
            if path in self.home.corpus():
                holding = [f for f in reports.values() if path in _paths(f)]
                assert [_text(filed) for filed in holding] == [lines], path

    def _forget_a_name(self, path: str, text: str, files: Container[str]) -> None:
        """Of a file that was renamed the former name says nothing any more."""
        former = (p for p, lines in self.read.items() if lines == text.splitlines())
        if path not in self.read:
            self.read.pop(next((each for each in former if each not in files), ""), None)

    def _texts_are_there_once(self, reports: dict[str, FiledReport]) -> None:
        texts = [tuple(_text(filed)) for filed in reports.values()]
        assert len(set(texts)) == len(texts)
        assert all(filed.sources for filed in reports.values())

    def _editions_are_kept(self, reports: dict[str, FiledReport]) -> None:
        for filed in reports.values():
            text = self.editions.setdefault((filed.id, filed.version), _text(filed))
            assert text == _text(filed), filed.id
        with self.home.ledger() as ledger:
            for (name, version), text in self.editions.items():
                kept = ledger.edition(name, version)
                newest = version == ledger.names.version(name)
                if kept is None:
                    assert newest, (name, version)
                    assert name in self.pruned, (name, version)
                else:
                    assert [passage.text for passage in kept.passages] == text

    def _corrections_hold(self, reports: dict[str, FiledReport]) -> None:
        for name, facts in self.said.items():
            if name in reports:
                for fact, value in facts.items():
                    assert getattr(reports[name].report, fact) == value, (name, fact)

    def _twins_are_pointed_out(self, reports: dict[str, FiledReport]) -> None:
        for filed in reports.values():
            twins = [each for each in reports.values() if _is_twin(filed, each)]
            doubts = [doubt for doubt in filed.report.doubts if doubt.fact == "twin"]
            assert len(doubts) == len(twins), filed.id

    def _reports(self) -> dict[str, FiledReport]:
        return self.home.reports() if self.home.engine.held() else {}


def live(rng: Random, folder: Path, steps: int) -> int:
    """A life of so many steps; AssertionError tells what was done before it went wrong."""
    life = Life(rng, folder)
    try:
        for _ in range(steps):
            life.step()
        life.ingest()
    except Exception as error:
        error.add_note("\n".join(life.done))
        raise
    return steps


def _is_twin(one: FiledReport, other: FiledReport) -> bool:
    if one.id == other.id or one.report.place is None or one.report.year is None:
        return False
    return _shared(one) == _shared(other) and one.report.genre.value == "法治政府建设报告"


def _shared(filed: FiledReport) -> tuple[object, ...]:
    report = filed.report
    return (report.place.code if report.place else None, report.year, report.genre)


def _paths(filed: FiledReport) -> Iterator[str]:
    return (source.path for source in filed.sources)


def _text(filed: FiledReport) -> list[str]:
    return [passage.text for passage in filed.report.passages]


def _named(text: str) -> str:
    return str(TEXTS.index(text)) if text in TEXTS else repr(text)


def _told(verdict: Verdict) -> str:
    return f"{verdict.file} {verdict.outcome} {verdict.report_id} {verdict.why}"
