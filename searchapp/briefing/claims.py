"""What in a draft can be held against the reports: quotations, and sentences with figures.

Dates, numbers of documents and of headings, titles in 《》 and notes claim nothing.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from searchapp.briefing.saying import HELD, SOURCES
from searchapp.text import SENTENCE, Span, figures, fold, unit_after

#: Opening quotation marks -> what closes them. Straight ones open and close.
_CLOSING: Final = {"“": "”", "「": "」", "『": "』", "‘": "’", "〝": "〞", '"': '"', "＂": "＂"}
_CLOSES: Final = frozenset(_CLOSING.values())
_TITLE: Final = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》")
#: A mark that leads to a note: it belongs to no text. 〔2024〕 is part of a document's number.
_MARK: Final = re.compile(r"[〔\[［【][1-9]\d{0,2}[〕\]］】]|[①-⑳]|[¹²³⁰⁴-⁹]+")
#: A source in brackets after a quote, with its address in it.
_BRACKETED: Final = re.compile(r"（(?:[^（）]|（[^（）]*）)*https?://[^\s（）]*）")
_ADDRESS: Final = re.compile(r"https?://[!-~]+")
#: How a note begins, at the end of a page or of the draft.
_NOTE: Final = re.compile(
    r"\s*(?:[〔\[［][1-9]\d{0,2}[〕\]］]|[①-⑳]|注释?[:：]|资料来源|出处[:：]|来源[:：]|https?://)"
)
#: A paragraph after which nothing but notes comes.
_NOTES: Final = frozenset((SOURCES, "注释", "参考文献", "资料来源"))
#: Figures in these are dates, names or numbers of documents and headings.
_NO_CLAIM: Final = re.compile(
    r"(?:19|20)\d\d\s*[-—–~～至到]\s*(?:19|20)\d\d(?!\d)\s*年?度?"
    r"|(?:19|20)\d\d\s*年度?"
    r"|(?:19|20)\d\d\s*(?:[-/]\s*\d{1,2}(?:\s*[-/]\s*\d{1,2})?|\.\d{1,2}\.\d{1,2})(?!\d)"
    r"|(?<![\d.])\d{1,2}\s*(?:[-—–~～至到]\s*\d{1,2}\s*)?月份?(?!均)(?:\s*\d{1,2}\s*日)?"
    r"|[〔\[（(［]\s*(?:19|20)\d\d\s*[〕\]）)］]\s*第?\s*\d+\s*号?"
    r"|(?:\A|(?<=[。；\n]))\s*[（(]?\d{1,2}(?:[）)、．]|\.(?!\d))"
    r"|[（(]\d{1,2}[）)]"
    r"|(?<!\d)1234[58](?!\d)"
)
#: What one Chinese digit alone counts; 三项 and 两个 are more often names.
_COUNTED: Final = frozenset((*"件起宗例名户家成场份倍人间%", "场次", "人次"))
#: A quotation without a figure that is no longer is a term, and many write it.
_TERM: Final = 8
#: Farther from a claim, in characters, nothing is said of where it stands.
_NEAR: Final = 200
#: One that is no longer is a name even with a figure in it: “0+N”.
_NAME: Final = 4
#: Chinese numerals before these are dates and names: 二〇二四年, 二十届.
_DATED: Final = frozenset(("年", "年度", "月", "月份", "日", "届", "号"))


class Sort(StrEnum):
    """What is claimed: that somebody wrote it so, or that the figure is right."""

    QUOTE = "quote"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Claim:
    """A run of a paragraph, counted from 0, that is to be looked up, without blanks round it.

    ``before`` is what comes before it in the paragraph, ``beside`` what else its sentence says,
    as far as it is near.
    """

    sort: Sort
    paragraph: int
    span: Span
    text: str
    before: str
    beside: str

    @property
    def is_term(self) -> bool:
        """Whether it is a name of something rather than somebody's words."""
        is_short = self.sort is Sort.QUOTE and len(fold(self.text).text) <= _TERM
        return is_short and not figures_in(self.text)


@dataclass(frozen=True, slots=True)
class Draft:
    """The paragraphs of a draft, what they claim, and how many quotation marks were not closed."""

    paragraphs: tuple[str, ...]
    claims: tuple[Claim, ...]
    unclosed: int


def draft_of(text: str) -> Draft:
    """What a draft claims, in order."""
    paragraphs = tuple(line.strip() for line in text.splitlines() if line.strip())
    claims: list[Claim] = []
    unclosed = 0
    for at, paragraph in enumerate(_without_notes(paragraphs)):
        quoted, open_ones = quotations(paragraph)
        unclosed += open_ones
        claims += _claims(at, paragraph, quoted)
    return Draft(paragraphs, tuple(claims), unclosed)


def quotations(paragraph: str) -> tuple[Sequence[Span], int]:
    """What stands between quotation marks, the outermost ones, and how many were never closed.

    One at the beginning of a paragraph need not be closed: the quotation goes on in the next.
    Those in a title are part of a name.
    """
    text = _hidden(paragraph, _TITLE)
    closed, unclosed = _pairs(text)
    if unclosed and unclosed[0] == 0:
        closed, unclosed = [Span(1, len(text))], []
    found: list[Span] = []
    for span in sorted(closed):
        if not found or span.start > found[-1].end:
            found.append(span)
    says = [span for span in found if len(fold(text[slice(*span)]).text) > 1]
    return says, len(unclosed)


def figures_in(text: str) -> tuple[Span, ...]:
    """Where a text says figures that can be right or wrong."""
    folded = fold(_hidden(text, _TITLE, _BRACKETED, _ADDRESS, _MARK, _NO_CLAIM))
    found = ((each.start, each.ends[0]) for each in figures(folded))
    return tuple(
        folded.span(start, end)
        for start, end in found
        if _counts(folded.text[start:end], unit_after(folded.text, end))
    )


def unmarked(text: str) -> str:
    """The text without marks of notes, sources in brackets and the blanks round it."""
    return _MARK.sub("", _BRACKETED.sub("", text)).strip()


def _counts(figure: str, unit: str) -> bool:
    if any(character.isdecimal() and character.isascii() for character in figure):
        return True
    if unit in _DATED:
        return False
    if len(figure) == 1:
        return figure != "一" and unit in _COUNTED
    return bool(unit) or "分之" in figure or figure[-1] in "余多万亿"


def _without_notes(paragraphs: Iterable[str]) -> Iterator[str]:
    """The paragraphs, with nothing in place of those that are notes."""
    are_notes = False
    for paragraph in paragraphs:
        ends = paragraph.startswith(HELD) or paragraph.rstrip("：:") in _NOTES
        are_notes = are_notes or ends
        yield "" if are_notes or _NOTE.match(paragraph) else paragraph


def _hidden(text: str, *patterns: re.Pattern[str]) -> str:
    """The text, as long as it was, without what these patterns find."""
    for pattern in patterns:
        text = pattern.sub(lambda found: "，" * len(found[0]), text)
    return text


def _pairs(text: str) -> tuple[list[Span], list[int]]:
    """What stands between two marks that belong together, and where marks were never closed.

    What is open inside something that is closed counts as closed with it.
    """
    closed: list[Span] = []
    waiting: list[tuple[str, int]] = []
    open_ones = Counter[str]()
    for at, character in enumerate(text):
        if character in _CLOSES and open_ones[character]:
            closing = ""
            while closing != character:
                closing, start = waiting.pop()
                open_ones[closing] -= 1
            closed.append(Span(start + 1, at))
        elif character in _CLOSING:
            waiting.append((_CLOSING[character], at))
            open_ones[_CLOSING[character]] += 1
    return closed, [at for _, at in waiting]


def _claims(at: int, paragraph: str, quoted: Sequence[Span]) -> Iterator[Claim]:
    sentences = [Span(*each.span()) for each in SENTENCE.finditer(paragraph)]
    # What a name says its sentence says too.
    long = [span for span in quoted if len(fold(paragraph[slice(*span)]).text) > _NAME]
    spans = [(Sort.QUOTE, span) for span in quoted]
    spans += [(Sort.FIGURE, each) for each in sentences if _says_figures(paragraph, each, long)]
    for sort, span in sorted(spans, key=lambda each: each[1]):
        text = paragraph[slice(*span)].strip()
        if fold(unmarked(text)).text:
            around = sentences[bisect_right(sentences, (span.start, len(paragraph))) - 1]
            begun = max(around.start, span.start - _NEAR)
            end = min(around.end, span.end + _NEAR)
            beside = paragraph[begun : span.start] + paragraph[span.end : end]
            before = paragraph[max(0, span.start - _NEAR) : span.start]
            yield Claim(sort, at, span, text, before, beside)


def _says_figures(paragraph: str, sentence: Span, quoted: Sequence[Span]) -> bool:
    """Whether a sentence says a figure itself, and not only what is quoted in it."""
    found = figures_in(paragraph[slice(*sentence)])
    places = (Span(sentence.start + start, sentence.start + end) for start, end in found)
    return any(not _inside(place, quoted) for place in places)


def _inside(place: Span, spans: Sequence[Span]) -> bool:
    """Whether a place lies in one of these spans, which come in order and apart."""
    at = bisect_right(spans, (place.start, place.end)) - 1
    near = spans[max(0, at) : at + 2]
    return any(span.start <= place.start and place.end <= span.end for span in near)
