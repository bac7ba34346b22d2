"""What became of a file."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """One for each file, in the words of the summary."""

    ADDED = "新增"
    UPDATED = "更新"
    UNCHANGED = "未变"
    SAME = "重复"
    FAILED = "失败"
    REMOVED = "移出"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A file, what became of it, and why, in Chinese; ``doubts`` are for a person to check."""

    file: str
    outcome: Outcome
    report_id: str | None = None
    title: str | None = None
    why: str = ""
    doubts: tuple[str, ...] = ()
