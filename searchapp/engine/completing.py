"""What one may be about to type: runs of text that stand in the reports."""

from dataclasses import dataclass
from typing import Final

from searchapp.text import tokens

#: So many characters may follow what was typed.
FARTHEST: Final = 12


@dataclass(frozen=True, slots=True)
class Beginning:
    """A text as it stands in a report, which begins as was typed.

    ``passages`` is how many contain it, exactly; None where counting them would take too long.
    """

    text: str
    passages: int | None


def continuations(text: str, start: int, size: int) -> list[int]:
    """Where in a folded text the words end that go on from ``text[start : start + size]``.

    No mark or figure lies between, nor more than ``FARTHEST`` characters. A word that was begun is
    finished; a single character such as 的 ends nothing.
    """
    stop = min(len(text), start + size + FARTHEST)
    ends: list[int] = []
    for token in tokens(text[start:stop]):
        end = start + token.end
        if end <= start + size:
            continue
        if not token.text.isalpha() or end == stop < len(text):
            break
        if len(token.text) > 1:
            ends.append(end)
    return ends
