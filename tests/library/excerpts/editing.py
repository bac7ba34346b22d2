"""Reports that are edited by chance, while it is remembered what became of every sentence.

``origin`` is that of a sentence when excerpts are taken: whoever moves, splits and joins keeps it,
and so does a copy, for what is cut out and put in elsewhere is a copy too. Texts say nothing here.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from random import Random
from typing import Final, TypeAlias

from searchapp.reports import FiledReport, Passage
from tests.engine.shelves import report_of

#: Few words, so that sentences are alike, and now and then the same.
_WORDS: Final = ("调解", "纠纷", "普法", "宣传", "执法", "检查", "村组", "群众", "年度", "全年")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, and which it was when excerpts were taken."""

    origin: int
    words: tuple[str, ...]

    @property
    def text(self) -> str:
        return "".join(self.words) + "。"


#: A report: its paragraphs, each of sentences.
Text: TypeAlias = list[list[Said]]


@dataclass(frozen=True, slots=True)
class Placed:
    """A sentence with the passage and the span in which it stands."""

    said: Said
    passage: int
    start: int
    end: int


class Editor:
    """Writes reports and edits them; no two words that it makes up are the same."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._new = count(100)
        self._edits: Sequence[Callable[[Text], None]] = (
            *(self._insert, self._insert_paragraph, self._delete, self._delete_paragraph),
            *(self._move, self._move_paragraph, self._split, self._join),
            *(self._change, self._imitate, self._copy),
        )

    def write(self) -> Text:
        """A report of a few paragraphs."""
        rng = self._rng
        text = [
            [Said(0, self._sentence()) for _ in range(rng.randint(1, 4))]
            for _ in range(rng.randint(1, 6))
        ]
        for _ in range(rng.choice((0, 0, 1, 2, 3))):
            self._copy(text)
        return text

    def edited(self, text: Text, times: int) -> Text:
        """The report after so many edits; it never becomes empty."""
        copy = [list(paragraph) for paragraph in text]
        for _ in range(times):
            self._rng.choice(self._edits)(copy)
            copy[:] = [paragraph for paragraph in copy if paragraph]
            if not copy:
                copy.append([self._fresh()])
        return copy

    def _sentence(self) -> tuple[str, ...]:
        return tuple(self._rng.choices(_WORDS, k=self._rng.randint(2, 6)))

    def _fresh(self) -> Said:
        return Said(-1, (*self._sentence(), f"{next(self._new)}件", f"{next(self._new)}次"))

    def _place(self, text: Text) -> tuple[list[Said], int]:
        paragraph = self._rng.choice(text)
        return paragraph, self._rng.randrange(len(paragraph))

    def _put(self, text: Text, said: Said) -> None:
        if not text:
            text.append([])
        paragraph = self._rng.choice(text)
        paragraph.insert(self._rng.randint(0, len(paragraph)), said)

    def _insert(self, text: Text) -> None:
        self._put(text, self._fresh())

    def _insert_paragraph(self, text: Text) -> None:
        text.insert(self._rng.randint(0, len(text)), [self._fresh()])

    def _delete(self, text: Text) -> None:
        paragraph, at = self._place(text)
        del paragraph[at]

    def _delete_paragraph(self, text: Text) -> None:
        del text[self._rng.randrange(len(text))]

    def _move(self, text: Text) -> None:
        paragraph, at = self._place(text)
        self._put(text, paragraph.pop(at))

    def _move_paragraph(self, text: Text) -> None:
        moved = text.pop(self._rng.randrange(len(text)))
        text.insert(self._rng.randint(0, len(text)), moved)

    def _split(self, text: Text) -> None:
        at = self._rng.randrange(len(text))
        middle = self._rng.randint(0, len(text[at]))
        text[at : at + 1] = [text[at][:middle], text[at][middle:]]

    def _join(self, text: Text) -> None:
        at = self._rng.randrange(len(text))
        text[at : at + 2] = [[said for paragraph in text[at : at + 2] for said in paragraph]]

    def _change(self, text: Text) -> None:
        paragraph, at = self._place(text)
        words = list(paragraph[at].words)
        words[self._rng.randrange(len(words))] = f"{next(self._new)}人"
        paragraph[at] = replace(paragraph[at], words=tuple(words))

    def _imitate(self, text: Text) -> None:
        """A word is changed so that the sentence reads as another does that is there, or was."""
        paragraph, at = self._place(text)
        said = paragraph[at]
        like = [
            each.words
            for other in text
            for each in other
            if len(each.words) == len(said.words)
            and sum(a != b for a, b in zip(each.words, said.words, strict=True)) == 1
        ]
        if like:
            paragraph[at] = replace(said, words=self._rng.choice(like))

    def _copy(self, text: Text) -> None:
        paragraph, at = self._place(text)
        self._put(text, paragraph[at])


def named(text: Text) -> Text:
    """The report when excerpts are taken from it: each sentence is one of its own.

    Like ones side by side are one: nobody can tell which of them was taken away.
    """
    origin, last = 0, ""
    made: Text = []
    for paragraph in text:
        made.append([])
        for said in paragraph:
            origin += said.text != last
            last = said.text
            made[-1].append(replace(said, origin=origin))
    return made


def filed_of(text: Text, version: int) -> FiledReport:
    """The report as it is filed."""
    return report_of("R1", *(_joined(paragraph) for paragraph in text), version=version)


def placed(text: Text) -> Iterator[Placed]:
    """Every sentence where it stands, in order."""
    for number, paragraph in enumerate(text, start=1):
        at = 0
        for said in paragraph:
            yield Placed(said, number, at, at + len(said.text))
            at += len(said.text)


def over(sentences: Sequence[Placed], passage: int, start: int, end: int) -> range:
    """The positions of those of which a span of a passage has a part."""
    found = [
        at
        for at, each in enumerate(sentences)
        if each.passage == passage and each.start < end and start < each.end
    ]
    return range(found[0], found[-1] + 1)


def is_the_same(old: Sequence[Placed], at: int, new: Sequence[Placed], there: int) -> bool:
    """Whether a sentence of the new version is the one of the old, word for word.

    It is, too, where it stands between the sentences between which that one stood, or the ends of
    the report, and all that stood between them reads as it did: then no text says which of two
    like ones was taken away.
    """
    if old[at].said.text != new[there].said.text:
        return False
    is_it = old[at].said.origin == new[there].said.origin
    return is_it or all(_is_beside(old, at, new, there, step) for step in (-1, 1))


def _is_beside(
    old: Sequence[Placed], at: int, new: Sequence[Placed], there: int, step: int
) -> bool:
    while True:
        at, there = at + step, there + step
        if at in (-1, len(old)) or there in (-1, len(new)):
            return (at, there) in ((-1, -1), (len(old), len(new)))
        if old[at].said.origin == new[there].said.origin:
            return True
        if old[at].said.text != new[there].said.text:
            return False


def _joined(paragraph: Sequence[Said]) -> str:
    return "".join(said.text for said in paragraph)


def passages_of(text: Text) -> tuple[Passage, ...]:
    """Its passages."""
    return filed_of(text, 1).report.passages
