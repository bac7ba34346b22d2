"""Sections of several reports abreast: what belongs together in one row, what differs marked.

Each column is held against the one before it, as years are read, or against all others, as towns
are. Case, width, punctuation and numbers of paragraphs make no difference; words and figures
differ as a whole.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from itertools import combinations, groupby, pairwise
from typing import Final, TypeAlias

from searchapp.engine.aligning import MOST_PAIRS, Pair, aligned, likest, pairs, shared_ends
from searchapp.reports import Passage
from searchapp.text import SENTENCE, fold, tokens, words

#: For each character of a text 1 where it stands in the other text too.
_Kept: TypeAlias = bytearray

#: Fewer letters than these, alike between two differences, are alike by chance.
_BY_CHANCE: Final = 2
#: Stands for the heading of a level-1 section; no key has such a character.
_HEAD: Final = "#"
#: A heading is no longer.
_HEADING: Final = 60
_FIGURE: Final = re.compile(r"[0-9]+(?:[.,][0-9]+)*%?")
#: What counts paragraphs and says nothing: （一）, 三、, 2., 一是.
_COUNT: Final = r"[0-9一二三四五六七八九十]{1,3}"
_NUMBER: Final = re.compile(
    rf"\s*(?:[（(]{_COUNT}[）)]|{_COUNT}(?:、|[.．](?![0-9]))|第?{_COUNT}是)"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a passage: ``new`` stands not in the column before, ``gone`` not in the next.

    Where each column is held against all others, new is what none of these has.
    """

    text: str
    new: bool
    gone: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """A passage in its column; ``row`` counts from 0, and ``parts`` joined are its text.

    ``came`` and ``went``: nothing in the column before, or in the next, belongs to it, so that it
    is not divided. ``moved``: what belongs to it stands elsewhere in the column before.
    """

    passage: Passage
    row: int
    came: bool
    went: bool
    moved: bool
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """Sentences of one column against another: same and rewritten stand in both."""

    same: int
    rewritten: int
    added: int
    removed: int


@dataclass(frozen=True, slots=True)
class Abreast:
    """The columns; the tally of each pair that was compared; rows that are the same in all."""

    columns: tuple[tuple[Standing, ...], ...]
    tallies: dict[Pair, Tally]
    same_rows: frozenset[int]

    @property
    def rows(self) -> int:
        """How many there are."""
        return max((each.row + 1 for column in self.columns for each in column), default=0)


@dataclass(frozen=True)
class _Sentence:
    """A sentence, of which a number before it does not count."""

    text: str

    @cached_property
    def start(self) -> int:
        """Where it begins after its number."""
        return _numbered(self.text)

    @cached_property
    def key(self) -> str:
        """What of it counts: its letters and figures, folded."""
        return _letters(fold(self.text[self.start :]).text)

    @cached_property
    def words(self) -> tuple[Sequence[str], Sequence[int]]:
        """Its words, marks and figures, folded; where each begins, and where the last ends."""
        folded = fold(self.text[self.start :])
        figures = _FIGURE.finditer(folded.text)
        inside = {at for each in figures for at in range(each.start() + 1, each.end())}
        every = (end for each in tokens(folded.text) for end in _ends(each.start, each.text))
        ends = [end for end in every if end not in inside]
        made = [folded.text[at:end] for at, end in pairwise([0, *ends])]
        return made, [self.start, *(self.start + folded.offsets[end - 1] + 1 for end in ends)]


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A passage with its sentences; ``start`` is where it begins after its number."""

    passage: Passage
    start: int
    sentences: tuple[_Sentence, ...]

    @classmethod
    def of(cls, passage: Passage) -> "_Paragraph":
        start = _numbered(passage.text)
        return cls(passage, start, tuple(map(_Sentence, SENTENCE.findall(passage.text[start:]))))

    @property
    def keys(self) -> list[str]:
        """What counts of each sentence, but for those of which nothing does."""
        return [each.key for each in self.sentences if each.key]


@dataclass(frozen=True, slots=True)
class _Column:
    """Passages with what of their texts counts when they are compared, and when aligned.

    The headings of two level-1 sections belong together, whatever they say.
    """

    paragraphs: tuple[_Paragraph, ...]
    keys: tuple[str, ...]
    marks: tuple[str, ...]

    @classmethod
    def of(cls, passages: Sequence[Passage]) -> "_Column":
        paragraphs = tuple(map(_Paragraph.of, passages))
        keys = tuple("。".join(each.keys) for each in paragraphs)
        heads = (len(each.section) == 1 and _is_heading(each) for each in passages)
        marks = tuple(_HEAD if head else key for head, key in zip(heads, keys, strict=True))
        return cls(paragraphs, keys, marks)

    @property
    def passages(self) -> Iterator[Passage]:
        """As they were given."""
        return (each.passage for each in self.paragraphs)


@dataclass(frozen=True, slots=True)
class _Held:
    """One column against another: what belongs together, in order or moved, and what is alike.

    ``kept`` has for either side the characters of each passage that stand in the other's.
    """

    in_order: tuple[Pair, ...]
    moved: tuple[Pair, ...]
    kept: tuple[dict[int, _Kept], dict[int, _Kept]]
    tally: Tally


def abreast(columns: Sequence[Sequence[Passage]], *, each_with_all: bool = False) -> Abreast:
    """Every passage of every column, in order, with its row and its marks."""
    known = [_Column.of(passages) for passages in columns]
    every = combinations(range(len(known)), 2) if each_with_all else pairwise(range(len(known)))
    held = {(one, other): _held(known[one], known[other]) for one, other in every}
    rows = _rows(known, [held[pair].in_order for pair in pairwise(range(len(known)))])
    standing = _among_all if each_with_all else _in_turn
    made = tuple(
        tuple(standing(held, at, number, passage, rows[at][number]) for number, passage in each)
        for at, each in enumerate(enumerate(column.passages) for column in known)
    )
    return Abreast(made, {pair: each.tally for pair, each in held.items()}, _same(known, rows))


def _in_turn(
    held: dict[Pair, _Held], column: int, at: int, passage: Passage, row: int
) -> Standing:
    """A passage held against its neighbours at both sides."""
    before, after = held.get((column - 1, column)), held.get((column, column + 1))
    new = before.kept[1].get(at) if before else None
    gone = after.kept[0].get(at) if after else None
    return Standing(
        passage,
        row,
        came=before is not None and new is None,
        went=after is not None and gone is None,
        moved=before is not None and at in {other for _, other in before.moved},
        parts=_parts(passage.text, new, gone),
    )


def _among_all(
    held: dict[Pair, _Held], column: int, at: int, passage: Passage, row: int
) -> Standing:
    """A passage held against every other column: new is what stands in none of them."""
    sides = [
        each.kept[pair.index(column)].get(at) for pair, each in held.items() if column in pair
    ]
    kept = [side for side in sides if side is not None]
    shared = bytearray(map(any, zip(*kept, strict=True))) if kept else None
    parts = _parts(passage.text, shared, None)
    return Standing(passage, row, not kept and bool(sides), went=False, moved=False, parts=parts)


def _parts(text: str, new: _Kept | None, gone: _Kept | None) -> tuple[Part, ...]:
    if (new is None or 0 not in new) and (gone is None or 0 not in gone):
        return (Part(text, new=False, gone=False),)
    every = bytearray(b"\1" * len(text))
    marks = zip(_quiet(text, new or every), _quiet(text, gone or every), strict=True)
    made, at = [], 0
    for (in_former, in_next), run in groupby(marks):
        end = at + len(list(run))
        made.append(Part(text[at:end], new=not in_former, gone=not in_next))
        at = end
    return tuple(made)


def _quiet(text: str, kept: _Kept) -> _Kept:
    """The same, but of punctuation alone nothing is made."""
    if 0 not in kept:
        return kept
    done, at = bytearray(kept), 0
    for is_kept, run in groupby(kept):
        end = at + len(list(run))
        if not is_kept and not _letters(text[at:end]):
            done[at:end] = b"\1" * (end - at)
        at = end
    return done


def _held(old: _Column, new: _Column) -> _Held:
    in_order = tuple(pairs(old.marks, new.marks))
    left = sorted({*range(len(old.keys))} - {one for one, _ in in_order})
    right = sorted({*range(len(new.keys))} - {other for _, other in in_order})
    found = likest([old.marks[at] for at in left], [new.marks[at] for at in right])
    moved = tuple((left[one], right[other]) for one, other in found)
    counts, kept = [0, 0, 0, 0], (dict[int, _Kept](), dict[int, _Kept]())
    for one, other in (*in_order, *moved):
        made = _paragraphs(old.paragraphs[one], new.paragraphs[other])
        kept[0][one], kept[1][other], tally = made
        counts = [sum(each) for each in zip(counts, tally, strict=True)]
    for side, column in enumerate((old, new)):
        alone = (each for at, each in enumerate(column.paragraphs) if at not in kept[side])
        counts[3 - side] += sum(len(paragraph.keys) for paragraph in alone)
    same, rewritten, added, removed = counts[0], counts[1], counts[2], counts[3]
    return _Held(in_order, moved, kept, Tally(same, rewritten, added, removed))


def _paragraphs(old: _Paragraph, new: _Paragraph) -> tuple[_Kept, _Kept, Sequence[int]]:
    """What two paragraphs share; how many sentences are same, rewritten, added and removed."""
    kept = bytearray(b"\1" * old.start), bytearray(b"\1" * new.start)
    counts = [0, 0, 0, 0]
    keys = [[each.key for each in side.sentences] for side in (old, new)]
    single = all(len(side) == 1 and side[0] for side in keys)
    for at, beside in [(0, 0)] if single else aligned(*keys):
        one = None if at is None else old.sentences[at]
        other = None if beside is None else new.sentences[beside]
        for side, alike in zip(kept, _alike(one, other), strict=True):
            side += alike
        if (one and one.key) or (other and other.key):
            counts[_fate(one, other)] += 1
    return *kept, counts


def _fate(one: _Sentence | None, other: _Sentence | None) -> int:
    """Where it is counted: 0 same, 1 rewritten, 2 added, 3 removed."""
    if one is None or other is None:
        return 2 if one is None else 3
    return 0 if one.key == other.key else 1


def _alike(old: _Sentence | None, new: _Sentence | None) -> tuple[_Kept, _Kept]:
    """What two sentences share, by words; their numbers are never marked."""
    if old is None or new is None:
        return bytearray(len(old.text) if old else 0), bytearray(len(new.text) if new else 0)
    if old.key == new.key:
        return bytearray(b"\1" * len(old.text)), bytearray(b"\1" * len(new.text))
    kept = bytearray(len(old.text)), bytearray(len(new.text))
    for side, sentence in zip(kept, (old, new), strict=True):
        side[: sentence.start] = b"\1" * sentence.start
    (mine, cuts), (theirs, ends) = old.words, new.words
    for at, beside, size in _blocks(mine, theirs):
        for side, start, stop in (
            (kept[0], cuts[at], cuts[at + size]),
            (kept[1], ends[beside], ends[beside + size]),
        ):
            side[start:stop] = b"\1" * (stop - start)
    return kept


def _blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Where the same words stand in both, and how many; not what is the same by chance."""
    head, tail = shared_ends(old, new)
    yield 0, 0, head
    yield len(old) - tail, len(new) - tail, tail
    inner, outer = old[head : len(old) - tail], new[head : len(new) - tail]
    if len(inner) * len(outer) > MOST_PAIRS:
        return
    matcher = SequenceMatcher(None, inner, outer, autojunk=False)
    for at, beside, size in matcher.get_matching_blocks():
        if len(_letters("".join(inner[at : at + size]))) >= _BY_CHANCE:
            yield head + at, head + beside, size


def _rows(columns: Sequence[_Column], links: Sequence[Iterable[Pair]]) -> list[list[int]]:
    """The row of each passage: the first in which all that belongs to it can stand.

    What belongs together never crosses, so in each round some passage stands first everywhere.
    """
    after = [dict(each) for each in links]
    before = [{other: one for one, other in each.items()} for each in after]
    sizes = [len(column.keys) for column in columns]
    rows: list[list[int]] = [[] for _ in columns]
    row = 0
    while any(len(done) < size for done, size in zip(rows, sizes, strict=True)):
        first = [len(done) for done in rows]
        ready = {column for column in range(len(rows)) if first[column] < sizes[column]}
        ready -= {at for at in ready if _waits(at, first, before, after)}
        for column in ready:
            rows[column].append(row)
        row += 1
    return [
        _headings_down(column, own, at, before, after)
        for at, (column, own) in enumerate(zip(columns, rows, strict=True))
    ]


def _waits(
    column: int,
    first: Sequence[int],
    before: Sequence[dict[int, int]],
    after: Sequence[dict[int, int]],
) -> bool:
    """Whether something that belongs to a column's first passage is not yet first in its own."""
    for step, links in ((-1, before), (1, after)):
        at, mine = column, first[column]
        while 0 <= at + min(step, 0) < len(links) and mine in links[at + min(step, 0)]:
            mine, at = links[at + min(step, 0)][mine], at + step
            if mine != first[at]:
                return True
    return False


def _headings_down(
    column: _Column,
    rows: list[int],
    at: int,
    before: Sequence[dict[int, int]],
    after: Sequence[dict[int, int]],
) -> list[int]:
    """The rows with each heading that stands alone right above what it heads."""
    linked = {*(before[at - 1] if at else ()), *(after[at] if at < len(after) else ())}
    for number in range(len(rows) - 2, -1, -1):
        passage = column.paragraphs[number].passage
        if number not in linked and _is_heading(passage):
            rows[number] = rows[number + 1] - 1
    return rows


def _is_heading(passage: Passage) -> bool:
    label = passage.section[-1] if passage.section else ""
    return bool(label) and len(passage.text) <= min(_HEADING, len(label) + 1)


def _same(columns: Sequence[_Column], rows: Sequence[Sequence[int]]) -> frozenset[int]:
    """The rows in which every column has a passage and all say the same."""
    at = [
        dict(zip(own, column.keys, strict=True)) for own, column in zip(rows, columns, strict=True)
    ]
    every = set.intersection(*(set(each) for each in at)) if at else set()
    return frozenset(row for row in every if len({each[row] for each in at}) == 1)


def _ends(start: int, word: str) -> Iterator[int]:
    """Where a word that begins there ends, and before it the words of which it is made.

    工作汇报 that became 工作情况汇报 keeps both of its words.
    """
    for part in _parts_of(word):
        start += len(part)
        yield start


@lru_cache(maxsize=4096)
def _parts_of(word: str) -> tuple[str, ...]:
    """The words of which a compound is made, the first the shortest; itself where it is none."""
    known = [each for each in words(word) if 1 < len(each) < len(word)] if len(word) > 3 else []
    if not (first := min(filter(word.startswith, known), key=len, default="")):
        return (word,)
    return first, *_parts_of(word[len(first) :])


def _numbered(text: str) -> int:
    """Where the text begins after its number."""
    number = _NUMBER.match(text)
    return number.end() if number else 0


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
