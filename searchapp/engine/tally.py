"""How much each report says of what was asked for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """What is found in one report: 段 passages, and for a single phrase 处 occurrences."""

    passages: int
    occurrences: int | None = None
