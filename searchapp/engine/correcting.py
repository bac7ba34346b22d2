"""What somebody may have meant who typed what stands nowhere."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import Final

from searchapp.text import sound_alike, tokens

#: Shorter words have too many neighbours: for them only homophones are offered.
_SHORTEST: Final = 3


def anchors(needle: str) -> tuple[str, str, str]:
    """Its two halves, and the needle with its middle swapped.

    Whatever is one character off has one of the halves intact, or is the third.
    """
    middle = len(needle) // 2
    first, second = needle[:middle], needle[middle:]
    return first, second, first[:-1] + second[:1] + first[-1:] + second[1:]


def one_off(needle: str, texts: Iterable[str]) -> list[str]:
    """What stands in folded texts and is one character off the needle, the likeliest first.

    One character is another, two have changed places, or one is missing inside or too many. It has
    no marks and no other digits, and begins and ends with words of the text. What sounds like the
    needle comes first, then what is as long, then what stands most often.
    """
    if len(needle) < _SHORTEST:
        return []
    times = Counter(near for text in texts for near in _words_near(needle, text))
    return sorted(times, key=lambda near: (*_unlikeness(needle, near), -times[near], near))


def homophones(needle: str, words: Iterable[str]) -> list[str]:
    """The words that sound like the needle but are written otherwise, in their order."""
    as_long = (word for word in words if len(word) == len(needle) and word != needle)
    return [word for word in as_long if sound_alike(word, needle)]


def _unlikeness(needle: str, near: str) -> tuple[bool, bool]:
    return not sound_alike(needle, near), len(near) != len(needle)


def _words_near(needle: str, text: str) -> Iterator[str]:
    """What is near the needle in one text, and not a piece cut out of its words."""
    digits = _digits(needle)
    found = [
        (start, end)
        for start, end in sorted(set(_near(needle, text)))
        if text[start:end].isalnum() and _digits(text[start:end]) == digits
    ]
    # To divide a text into words takes longer than all the rest.
    edges = {0, *(token.end for token in tokens(text))} if found else set()
    yield from (text[start:end] for start, end in found if {start, end} <= edges)


def _digits(text: str) -> str:
    """Another year is no slip, and neither is another number."""
    return "".join(char for char in text if char.isdecimal())


def _near(needle: str, text: str) -> Iterator[tuple[int, int]]:
    first, second, swapped = anchors(needle)
    yield from ((at, at + len(needle)) for at in _places(swapped, text) if swapped != needle)
    for at in _places(first, text):
        end = at + len(first)
        for size in _alike(second, text[end : end + len(second) + 1]):
            yield at, end + size
    for at in _places(second, text):
        before = text[max(0, at - len(first) - 1) : at]
        for size in _alike(first[::-1], before[::-1]):
            yield at - size, at + len(second)


def _places(sought: str, text: str) -> Iterator[int]:
    at = text.find(sought) if sought else -1
    while at >= 0:
        yield at
        at = text.find(sought, at + 1)


def _alike(sought: str, text: str) -> Iterator[int]:
    """How long the beginnings of a text are that are one character off what is sought."""
    both = zip(sought, text, strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], both))
    rest, left = sought[same:], text[same:]
    swapped = rest[1::-1] + rest[2:] if len(rest) > 1 else rest
    for near in (left[:1] + rest[1:], swapped, left[:1] + rest, rest[1:]):
        # A character more or less at the very end is no slip inside.
        if near and rest and left.startswith(near) and near != rest:
            yield same + len(near)
