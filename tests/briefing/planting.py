"""Drafts made of what reports say, as it stands there or with one character changed."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from random import Random
from typing import Final

from searchapp.briefing.claims import Sort, figures_in
from searchapp.engine import Engine
from searchapp.text import SENTENCE, Span, fold
from tests import chance

#: What a character is changed into.
_DIGITS: Final = "0123456789"
_CHARACTERS: Final = "的一是在不了有和人这中大为上个国我以要他调解纠纷法治"
_NUMERALS: Final = "零〇一二两三四五六七八九十百千万亿点之"
_NUMBERED: Final = re.compile(rf"\A[（(]?[0-9{_NUMERALS}]{{1,3}}[）)、.．](?![0-9])")
#: What ends a sentence, and is not changed: a draft ends its own sentences.
_ENDS: Final = "。！？；，、：”’」』）》 　"
#: A quotation that is told of is no term.
_SHORTEST, _LONGEST = 12, 120


@dataclass(frozen=True, slots=True)
class Planted:
    """A paragraph of a draft, with the text that was changed in it, "" for none, and how."""

    sort: Sort
    paragraph: str
    text: str
    how: str


def texts_in(engine: Engine) -> Sequence[str]:
    """Every passage of the reports, none of which has marks of notes."""
    return [passage.text for filed in engine.reports() for passage in filed.report.passages]


def true_quotes(texts: Sequence[str], rng: Random) -> Iterator[Planted]:
    """What stands in the reports: sentences, parts of them, over their ends, in other width."""
    ways: tuple[tuple[str, Callable[[str, Random], str]], ...] = (
        ("sentence", _sentence),
        ("part", _part),
        ("over an end", _over_an_end),
        ("passage", lambda text, _: text),
    )
    every = [fold(text).text for text in texts]
    while True:
        how, cut = rng.choice(ways)
        text = cut(rng.choice(texts), rng).strip()
        needle = fold(text).text
        if _SHORTEST <= len(needle) <= _LONGEST and any(is_whole(needle, each) for each in every):
            typed = chance.disguise(rng, text) if rng.random() < 0.5 else text
            yield Planted(Sort.QUOTE, _quoted(typed, rng), text, how)


def true_sentences(texts: Sequence[str], rng: Random) -> Iterator[Planted]:
    """Sentences of the reports that say a figure, without their numbers: a draft has its own."""
    while True:
        text = _NUMBERED.sub("", _sentence(rng.choice(texts), rng).strip())
        if figures_in(text) and len(fold(text).text) >= _SHORTEST:
            yield Planted(Sort.FIGURE, text, text, "sentence")


def changed(texts: Sequence[str], rng: Random) -> Iterator[Planted]:
    """The same with one character changed, so that it stands in no report."""
    every = [fold(text).text for text in texts]
    sources = (true_quotes(texts, rng), true_sentences(texts, rng))
    while True:
        true = next(rng.choice(sources))
        how, change = rng.choice(_CHANGES)
        text = change(true.text, rng)
        needle = fold(text).text
        still_claims = true.sort is Sort.QUOTE or bool(figures_in(text))
        if text and still_claims and not any(stands(needle, each) for each in every):
            paragraph = text if true.sort is Sort.FIGURE else _quoted(text, rng)
            yield Planted(true.sort, paragraph, text, how)


def stands(needle: str, text: str) -> bool:
    """Whether a folded text stands in another, and cuts no number in two."""
    before = r"(?<![0-9])(?<![0-9][.,])" if needle[:1] in _DIGITS else ""
    behind = r"(?![0-9万亿%‰])(?![.,][0-9])" if needle[-1:] in _DIGITS else ""
    return re.search(before + re.escape(needle) + behind, text) is not None


def is_whole(needle: str, text: str) -> bool:
    """The same, and no Chinese number either: 党的二 is not to be read in 党的二十大."""
    before = f"(?<![{_NUMERALS}])" if needle[:1] in _NUMERALS else ""
    behind = f"(?![{_NUMERALS}余多])" if needle[-1:] in _NUMERALS else ""
    return stands(needle, text) and bool(re.search(before + re.escape(needle) + behind, text))


def some(planted: Iterator[Planted], count: int) -> list[Planted]:
    """So many of them."""
    return list(islice(planted, count))


def _quoted(text: str, rng: Random) -> str:
    """The text between quotation marks that it does not have itself, in a sentence."""
    marks = (("“", "”"), ("「", "」"), ("『", "』"))
    opening, closing = rng.choice([pair for pair in marks if not {*pair} & {*text}] or marks[1:])
    before = rng.choice(("据报告，", "有的提出", "", "正如一些地方所说："))
    return f"{before}{opening}{text}{closing}{rng.choice(('。', '，很有意义。', ''))}"


def _sentence(text: str, rng: Random) -> str:
    found: list[str] = SENTENCE.findall(text)
    return rng.choice(found or [""])


def _part(text: str, rng: Random) -> str:
    size = min(rng.randint(_SHORTEST, 50), len(text))
    start = rng.randint(0, len(text) - size)
    return text[start : start + size]


def _over_an_end(text: str, rng: Random) -> str:
    found = [Span(*each.span()) for each in SENTENCE.finditer(text)]
    if len(found) < 2:
        return ""
    at = rng.randint(1, len(found) - 1)
    end = found[at - 1].end
    return text[max(0, end - rng.randint(6, 30)) : end + rng.randint(6, 30)]


def _places(text: str) -> list[int]:
    """Where a character may be changed."""
    return [at for at, each in enumerate(text) if each not in _ENDS and fold(each).text]


def _a_digit(text: str, rng: Random) -> str:
    at = [place for place in _places(text) if text[place] in _DIGITS]
    return _with(text, rng.choice(at), 1, rng.choice(_DIGITS)) if at else ""


def _a_character(text: str, rng: Random) -> str:
    return _with(text, rng.choice(_places(text) or [0]), 1, rng.choice(_CHARACTERS))


def _one_more(text: str, rng: Random) -> str:
    return _with(text, rng.choice(_places(text) or [0]), 0, rng.choice(_CHARACTERS + _DIGITS))


def _one_less(text: str, rng: Random) -> str:
    return _with(text, rng.choice(_places(text) or [0]), 1, "")


def _swapped(text: str, rng: Random) -> str:
    at = [place for place in _places(text) if place + 1 in _places(text)]
    if not at:
        return ""
    place = rng.choice(at)
    return _with(text, place, 2, text[place : place + 2][::-1])


def _with(text: str, at: int, size: int, other: str) -> str:
    return text[:at] + other + text[at + size :]


_CHANGES: Final = (
    ("a digit", _a_digit),
    ("a character", _a_character),
    ("one more", _one_more),
    ("one less", _one_less),
    ("swapped", _swapped),
)
