"""What mirrors and gateways put between the characters of a text, taken out again."""

import re
from collections.abc import Sequence
from typing import Final

_TONES: Final = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
#: The reading of the one character before it, in brackets: 鄉(xiāng)鎮(zhèn).
_READING: Final = re.compile(rf"(?<=[\u3400-\u9fff])[(（]\s*[a-zêɡü{_TONES}]{{1,6}}\s*[)）]")
_TONED: Final = re.compile(rf"[{_TONES}]")
#: So many readings are no accident.
_SYSTEMATIC: Final = 5
#: Ideographic blanks that a gateway could not write: ``? ? 2024年``, ``??2022年``.
_LOST_BLANKS: Final = re.compile(r"\s*\?[\s?]*(?=[\u3400-\u9fff\d“《（(])")


def without_readings(lines: Sequence[str]) -> tuple[list[str], int]:
    """The lines without injected pinyin, and how many readings that were, 0 where too few."""
    toned = sum(
        _TONED.search(reading) is not None for line in lines for reading in _READING.findall(line)
    )
    if toned < _SYSTEMATIC:
        return list(lines), 0
    cut = [_READING.subn("", line) for line in lines]
    return [line for line, _ in cut], sum(count for _, count in cut)


def with_blanks(lines: Sequence[str]) -> list[str]:
    """The lines without the question marks that stand for their indents, where several do."""
    begun = [line for line in lines if _LOST_BLANKS.match(line)]
    if len(begun) < 2 and not any(line.lstrip().startswith(("??", "? ?")) for line in begun):
        return list(lines)
    return [_LOST_BLANKS.sub("", line, count=1) if line in begun else line for line in lines]
