"""Which of two sequences of texts belong together, in order or wherever they stand.

The cost grows with the length of the sequences, not with its square: what stands once in either is
matched first, and stretches between are searched for what is alike in pieces of limited size.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product, takewhile
from operator import itemgetter
from typing import Final, TypeAlias

#: Positions in the old and in the new sequence that belong together.
Pair: TypeAlias = tuple[int, int]

#: So many pairs of one stretch are looked at together; a larger one is divided.
MOST_PAIRS: Final = 40_000
#: Two texts belong together when they share this much of their pairs of characters.
_ALIKE: Final = 0.4


def aligned(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """Every position of both in order, in pairs or alone."""
    at, beside = 0, 0
    for one, other in (*pairs(old, new), (len(old), len(new))):
        yield from ((alone, None) for alone in range(at, one))
        yield from ((None, alone) for alone in range(beside, other))
        if one < len(old):
            yield one, other
        at, beside = one + 1, other + 1


def pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    """What belongs together, in order in both: what is certain, and between it what is alike."""
    certain = _certain(old, new)
    for start, end in pairwise([(-1, -1), *certain, (len(old), len(new))]):
        at, beside = start[0] + 1, start[1] + 1
        for one, other in _between(old[at : end[0]], new[beside : end[1]]):
            yield at + one, beside + other
        if end[0] < len(old):
            yield end


def likest(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    """What belongs together wherever it stands, the likest first, each position once.

    Of more texts than can be held against one another only those that are the same.
    """
    if len(old) * len(new) > MOST_PAIRS:
        place = {text: at for at, text in enumerate(new)}
        once = _once(old) & _once(new)
        yield from ((at, place[text]) for at, text in enumerate(old) if text in once)
        return
    likeness = _likeness(old, new)
    every = product(range(len(old)), range(len(new)))
    found = [(-likeness[one][other], one, other) for one, other in every if likeness[one][other]]
    taken: tuple[set[int], set[int]] = set(), set()
    for _, one, other in sorted(found):
        if one not in taken[0] and other not in taken[1]:
            taken[0].add(one)
            taken[1].add(other)
            yield one, other


def shared_ends(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """How many are the same at the beginning, and of the others at the end."""
    head = _shared(old, new)
    return head, _shared(old[head:][::-1], new[head:][::-1])


def _certain(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """The longest chain of texts that stand once in both, in order in both."""
    once = _once(old) & _once(new)
    place = {text: at for at, text in enumerate(new) if text in once}
    # The last link of the best chain of each length, and for each link the one before it.
    ends: list[Pair] = []
    before: dict[Pair, Pair | None] = {}
    for at, text in enumerate(old):
        if text in once:
            link = (at, place[text])
            length = bisect_left(ends, link[1], key=itemgetter(1))
            before[link] = ends[length - 1] if length else None
            ends[length : length + 1] = [link]
    chain: list[Pair] = []
    last = ends[-1] if ends else None
    while last is not None:
        chain.append(last)
        last = before[last]
    return chain[::-1]


def _once(texts: Iterable[str]) -> set[str]:
    return {text for text, times in Counter(texts).items() if times == 1}


def _between(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    """What belongs together in a stretch: its ends where they are the same, then what is alike."""
    head, tail = shared_ends(old, new)
    yield from ((at, at) for at in range(head))
    for one, other in _in_pieces(old[head : len(old) - tail], new[head : len(new) - tail]):
        yield head + one, head + other
    yield from ((len(old) - left, len(new) - left) for left in range(tail, 0, -1))


def _shared(old: Iterable[str], new: Iterable[str]) -> int:
    same = takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False))
    return sum(1 for _ in same)


def _in_pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    """What is alike, also in a long stretch: there each half of one in the same half of the other.

    Whoever writes a long section again keeps most of it where it was.
    """
    if len(old) * len(new) <= MOST_PAIRS:
        yield from _alike(old, new)
        return
    middle, beside = len(old) // 2, len(new) // 2
    yield from _in_pieces(old[:middle], new[:beside])
    for one, other in _in_pieces(old[middle:], new[beside:]):
        yield middle + one, beside + other


def _alike(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    """The pairs, in order in both, that are together most alike."""
    likeness = _likeness(old, new)
    best = [[0.0] * (len(new) + 1)]
    for row in reversed(likeness):
        best.append(_best(row, best[-1]) if any(row) else best[-1])
    best.reverse()
    one, other = 0, 0
    while one < len(old) and other < len(new):
        if best[one][other] == best[one + 1][other]:
            one += 1
        elif best[one][other] == best[one][other + 1]:
            other += 1
        else:
            yield one, other
            one, other = one + 1, other + 1


def _best(row: Sequence[float], below: Sequence[float]) -> list[float]:
    """How much can be alike from each position on, where ``below`` says it of the next row."""
    best = [0.0] * len(below)
    later = 0.0
    for at in range(len(row) - 1, -1, -1):
        if below[at] > later:
            later = below[at]
        if row[at] and row[at] + below[at + 1] > later:
            later = row[at] + below[at + 1]
        best[at] = later
    return best


def _likeness(old: Sequence[str], new: Sequence[str]) -> list[list[float]]:
    """How much of their pairs of characters two texts share: 0 for too little, 2 for the same."""
    traits = [[{*map("".join, pairwise(f" {text} "))} for text in each] for each in (old, new)]
    bits = _bits(*traits)
    theirs = [*zip(new, map(len, traits[1]), bits[1], strict=True)]
    mine = zip(old, map(len, traits[0]), bits[0], strict=True)
    return [_shares(one, size, own, theirs) for one, size, own in mine]


def _shares(one: str, size: int, own: int, others: Iterable[tuple[str, int, int]]) -> list[float]:
    """How much a text with so many traits shares with others: text, number of traits, bits."""
    shares = []
    for other, length, bits in others:
        share = 2 * both.bit_count() / (size + length) if (both := own & bits) else 0.0
        shares.append(2.0 if one == other else share if share >= _ALIKE else 0.0)
    return shares


def _bits(*sides: Sequence[set[str]]) -> list[list[int]]:
    """The traits of each text as bits of a number: of those, all that may be shared.

    Bits are counted quickly, but a number is as long as there are traits: so only those of the
    side with fewer texts have one.
    """
    few = set[str]().union(*min(sides, key=len))
    bit = {trait: at for at, trait in enumerate(few)}
    return [
        [_as_number((bit[each] for each in own & few), len(bit)) for own in side] for side in sides
    ]


def _as_number(ones: Iterable[int], size: int) -> int:
    """A number of so many bits, of which these are 1."""
    made = bytearray(size // 8 + 1)
    for at in ones:
        made[at >> 3] |= 1 << (at & 7)
    return int.from_bytes(made, "little")
