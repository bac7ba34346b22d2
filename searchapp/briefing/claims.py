"""What in a draft can be held against the reports: quotations, and sentences with figures.

Dates, numbers of documents and of headings, titles in 《》 and notes claim nothing.
"""

import re
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

    ``before`` is what comes before it in the paragraph, ``beside`` what else its sentence says.
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
    found: list[Span] = []
    hidden = [each.span() for each in _TITLE.finditer(paragraph)]
    at = unclosed = 0
    while at < len(paragraph):
        title = next((end for start, end in hidden if start <= at < end), None)
        if title is not None:
            at = title
            continue
        end = _closed(paragraph, at) if paragraph[at] in _CLOSING else at
        if end is None and at == 0:
            end = len(paragraph)
        if end is None:
            unclosed += 1
        elif end > at:
            found.append(Span(at + 1, end))
            at = end
        at += 1
    return [span for span in found if len(fold(paragraph[slice(*span)]).text) > 1], unclosed


def has_figure(text: str) -> bool:
    """Whether a text says a figure that can be right or wrong."""
    return bool(figures_in(text))


def figures_in(text: str) -> tuple[Span, ...]:
    """Where a text says figures that can be right or wrong."""
    for hidden in (_TITLE, _BRACKETED, _ADDRESS, _MARK, _NO_CLAIM):
        text = hidden.sub(lambda found: "，" * len(found[0]), text)
    folded = fold(text)
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


def _closed(paragraph: str, at: int) -> int | None:
    """Where the quotation mark at an offset is closed; None where it never is."""
    waiting = [_CLOSING[paragraph[at]]]
    for end in range(at + 1, len(paragraph)):
        character = paragraph[end]
        if character in _CLOSES and character in waiting:
            while waiting.pop() != character:
                pass
            if not waiting:
                return end
        elif character in _CLOSING:
            waiting.append(_CLOSING[character])
    return None


def _claims(at: int, paragraph: str, quoted: Sequence[Span]) -> Iterator[Claim]:
    sentences = [Span(*each.span()) for each in SENTENCE.finditer(paragraph)]
    spans = [(Sort.QUOTE, span) for span in quoted]
    # What a name says its sentence says too.
    long = [span for span in quoted if len(fold(paragraph[slice(*span)]).text) > _NAME]
    for sentence in sentences:
        said = figures_in(paragraph[slice(*sentence)])
        places = (Span(sentence.start + one, sentence.start + other) for one, other in said)
        if any(not _inside(place, long) for place in places):
            spans.append((Sort.FIGURE, sentence))
    for sort, span in sorted(spans, key=lambda each: each[1]):
        around = next((each for each in sentences if each.start <= span.start < each.end), span)
        text = paragraph[slice(*span)].strip()
        if fold(unmarked(text)).text:
            beside = paragraph[around.start : span.start] + paragraph[span.end : around.end]
            yield Claim(sort, at, span, text, paragraph[: span.start], beside)


def _inside(place: Span, spans: Iterable[Span]) -> bool:
    return any(span.start <= place.start and place.end <= span.end for span in spans)
