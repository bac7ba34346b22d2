"""Under which id the report in a file is kept, and as which version."""

from dataclasses import dataclass
from pathlib import Path

from searchapp.library.corpus import is_there
from searchapp.library.files import Known
from searchapp.library.ledger import Ledger
from searchapp.library.naming import fingerprint, report_id
from searchapp.library.verdicts import Outcome
from searchapp.reports import Report


@dataclass(frozen=True, slots=True)
class Identity:
    """What the report in a file is to the library: its id and version, and ``why``, in Chinese."""

    outcome: Outcome
    report_id: str
    version: int
    why: str = ""


class Identities:
    """The ids that reports have and are given."""

    def __init__(self, corpus: Path, ledger: Ledger) -> None:
        self._corpus = corpus
        self._ledger = ledger
        self._versions = dict(ledger.names.held())

    def version(self, name: str) -> int | None:
        """The version that a report has now; None for one that no file holds."""
        return self._versions.get(name)

    def identify(self, path: str, report: Report, known: Known | None) -> Identity:
        """What the report in a file is to the library.

        A changed file keeps its id as the next version, unless another file still holds the old
        text: links to that must go on showing it.
        """
        text, old = fingerprint(report), known.report_id if known else None
        if same := self._ledger.names.of_text(text):
            return self._again(same, path, old)
        if old and known and not self._others_hold(old, known):
            return self._revised(old, text, path)
        why = "改动前的文字仍在另一个文件里，改动后另立一篇" if old else ""
        return self._new(text, path, why)

    def alone_holds(self, file: Known, name: str) -> bool:
        """Whether no other file has the text that a report stands for now."""
        return [each.path for each in self._holding(name)] == [file.path]

    def supersede(self, name: str) -> None:
        """Keep the text of a report that no file will hold."""
        before = self._ledger.report(name)
        if before is not None:
            self._ledger.editions.supersede(name, before.version, before.report)

    def _again(self, name: str, path: str, old: str | None) -> Identity:
        """A text that is known; ``old`` is the id of what the file held before."""
        version = self._versions[name] = self._ledger.names.version(name)
        holding = self._holding(name)
        others = [file for file in holding if file.path != path and not file.is_left_over]
        if name == old or not others:
            return Identity(Outcome.UPDATED if old else Outcome.ADDED, name, version)
        return Identity(Outcome.SAME, name, version, same_as(others[0]))

    def _new(self, text: str, path: str, why: str) -> Identity:
        name = report_id(text, self._ledger.names)
        self._ledger.names.give(name, text)
        self._ledger.editions.begin(name, 1, path)
        self._versions[name] = 1
        return Identity(Outcome.ADDED, name, 1, why)

    def _revised(self, name: str, text: str, path: str) -> Identity:
        """The next version of a report; the one before stays readable."""
        self.supersede(name)
        version = self._versions[name] = self._ledger.names.revise(name, text)
        self._ledger.editions.begin(name, version, path)
        return Identity(Outcome.UPDATED, name, version, f"第 {version} 版")

    def _others_hold(self, name: str, this: Known) -> bool:
        """Whether a file other than this one still holds the text that a report stands for."""
        others = (file for file in self._holding(name) if file.path != this.path)
        return any(is_there(self._corpus, file) for file in others)

    def _holding(self, name: str) -> list[Known]:
        """The files that have the text that a report stands for now."""
        return list(self._ledger.files.holding(name, self._ledger.names.version(name)))


def same_as(file: Known) -> str:
    """What is said of a file that holds what another does."""
    return f"与 {file.shown} 是同一篇报告"
