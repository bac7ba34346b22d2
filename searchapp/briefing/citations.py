"""A quote with its source, in the styles in which staff cite.

What is not known of a report is left out. The quote stands in every style character for character:
its quotation marks are not turned into inner ones. Where it has some of its own, or several lines,
it follows a colon and has none round it, so that a reader sees where it begins and ends. Signs
that mean something in Markdown are not escaped in it either.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from html import escape
from typing import Final

from searchapp.library.excerpts import Cited, Excerpt

#: Of more authors GB/T 7714 names so many, and 等 (8.1.2).
_AUTHORS: Final = 3
#: Said of words that were read off a picture.
READ_OFF: Final = "文字由图片识别，引用前请核对原件"
#: Unicode has so many figures in a circle in a row.
_CIRCLED: Final = 20
#: A quote with one of these has no quotation marks put round it.
_OWN_MARKS: Final = frozenset("“”\n\t")
#: A title inside 《》 has 〈〉 where it names another (GB/T 15834).
_INNER: Final = str.maketrans("《》", "〈〉")
_IN_LINK: Final = str.maketrans({sign: f"\\{sign}" for sign in "\\[]*_`<"})


class Style(StrEnum):
    """How a quote is cited."""

    SENTENCE = "sentence"
    FOOTNOTE = "footnote"
    GBT7714 = "gbt7714"
    MARKDOWN = "markdown"
    LINK = "link"

    @property
    def label(self) -> str:
        """What staff call it."""
        return _LABELS[self]


_LABELS: Final = {
    Style.SENTENCE: "据《…》句式",
    Style.FOOTNOTE: "脚注",
    Style.GBT7714: "GB/T 7714 著录",
    Style.MARKDOWN: "Markdown",
    Style.LINK: "带链接",
}


@dataclass(frozen=True, slots=True)
class Citation:
    """The same as plain text and as rich text: HTML in which all that was quoted is escaped."""

    plain: str
    html: str


@dataclass(frozen=True, slots=True)
class Citing:
    """What is cited: an excerpt, its whole address, and the day on which it is.

    ``recognised``: its words were read off a picture, which every style says. ``number`` is that
    of its note, where several are cited at once.
    """

    excerpt: Excerpt
    url: str
    on: date
    recognised: bool = False
    number: int = 1


def citations(
    excerpt: Excerpt, address: str, on: date, *, recognised: bool = False, number: int = 1
) -> Mapping[Style, Citation]:
    """A quote cited on a day in every style.

    ``address`` is the site's, without a slash at its end.
    """
    citing = Citing(excerpt, address + excerpt.link, on, recognised, number)
    return {style: write(citing) for style, write in _STYLES.items()}


def source(cited: Cited) -> str:
    """``青禾县松栎镇人民政府《……报告》（松府发〔2024〕3号）``.

    The organs are left out where the title names all of them.
    """
    return _organs(cited) + _title(cited) + _number(cited)


def dated_source(cited: Cited) -> str:
    """The same as a note has it: ``……人民政府：《……》（松府发〔2024〕3号），2024年1月15日``."""
    organs = _organs(cited)
    return (f"{organs}：" if organs else "") + _title(cited) + _number(cited) + _date(cited)


def reference(citing: Citing) -> str:
    """An entry of a list of sources after GB/T 7714-2015, without its number.

    A report read online is ``[R/OL]``, and its number follows the title as other title information
    (4.1.2, 8.2, A.5). Who issued it is left out where it is not known, as 8.1.4 allows.
    """
    cited = citing.excerpt.cited
    authors = ", ".join(cited.issuers[:_AUTHORS])
    if len(cited.issuers) > _AUTHORS:
        authors += ", 等"
    number = f": {cited.doc_number}" if cited.doc_number else ""
    issued = f"({cited.issued_on.isoformat()})" if cited.issued_on else ""
    parts = (authors, f"{cited.name}{number}[R/OL]", f"{issued}[{citing.on.isoformat()}]")
    return ". ".join(filter(None, parts)) + f". {citing.url}"


def _sentence(citing: Citing) -> Citation:
    cited, quote = citing.excerpt.cited, citing.excerpt.quote
    told, rest = _told(citing), _number(cited)
    before, after = _round(quote)
    plain = f"据{source(cited)}{before}{quote}{after}{told}"
    named = _linked(citing.url, _title(cited))
    rich = f"据{escape(_organs(cited))}{named}{escape(rest)}{_rich(before + quote + after + told)}"
    return Citation(plain, f"<p>{rich}</p>")


def _footnote(citing: Citing) -> Citation:
    cited, quote = citing.excerpt.cited, citing.excerpt.quote
    note = dated_source(cited) + _told(citing)
    mark = _circled(citing.number)
    plain = f"{quote}{mark}\n\n{mark} {note}。{citing.url}"
    foot = f"{mark} {_rich(note)}。{_linked(citing.url, citing.url)}"
    return Citation(plain, f"<p>{_rich(quote)}<sup>{mark}</sup></p>\n<p>{foot}</p>")


def _gbt7714(citing: Citing) -> Citation:
    quote, told = citing.excerpt.quote, _told(citing)
    entry = reference(citing)
    named = _rich(entry.removesuffix(citing.url)) + _linked(citing.url, citing.url)
    mark = f"[{citing.number}]"
    rich = f"<p>{_rich(quote)}<sup>{mark}</sup></p>\n<p>{mark} {named}{_rich(told)}</p>"
    return Citation(f"{quote}{mark}\n\n{mark} {entry}{told}", rich)


def _markdown(citing: Citing) -> Citation:
    cited, quote = citing.excerpt.cited, citing.excerpt.quote
    named = source(cited).translate(_IN_LINK)
    plain = f"> {quote}\n>\n> ——[{named}]({citing.url}){_told(citing)}"
    return Citation(plain, _block(citing))


def _link(citing: Citing) -> Citation:
    quote, told = citing.excerpt.quote, _told(citing)
    plain = f"{quote}\n——{source(citing.excerpt.cited)}{told}\n{citing.url}"
    return Citation(plain, _block(citing))


#: Each style, in the order in which they are offered.
_STYLES: Final[Mapping[Style, Callable[[Citing], Citation]]] = {
    Style.SENTENCE: _sentence,
    Style.FOOTNOTE: _footnote,
    Style.GBT7714: _gbt7714,
    Style.MARKDOWN: _markdown,
    Style.LINK: _link,
}


def _organs(cited: Cited) -> str:
    """Those who issued it, unless the title names all of them."""
    named = all(issuer in cited.name for issuer in cited.issuers)
    return "" if named else "、".join(cited.issuers)


def _title(cited: Cited) -> str:
    return f"《{cited.name.translate(_INNER)}》"


def _number(cited: Cited) -> str:
    return f"（{cited.doc_number}）" if cited.doc_number else ""


def _date(cited: Cited) -> str:
    on = cited.issued_on
    return f"，{on.year}年{on.month}月{on.day}日" if on else ""


def _told(citing: Citing) -> str:
    return f"（{READ_OFF}）" if citing.recognised else ""


def _circled(number: int) -> str:
    """``①`` to ``⑳``, and beyond that in brackets."""
    return chr(ord("①") + number - 1) if number <= _CIRCLED else f"[{number}]"


def _round(quote: str) -> tuple[str, str]:
    """What comes before and after a quote in a sentence."""
    if _OWN_MARKS.isdisjoint(quote):
        return "，“", "”"
    return ("：\n" if "\n" in quote else "："), ""


def _linked(url: str, text: str) -> str:
    return f'<a href="{escape(url)}">{escape(text)}</a>'


def _block(citing: Citing) -> str:
    """The quote set off, and its source under it."""
    named = _linked(citing.url, source(citing.excerpt.cited))
    told = _rich(_told(citing))
    return f"<blockquote>{_rich(citing.excerpt.quote)}</blockquote>\n<p>——{named}{told}</p>"


def _rich(text: str) -> str:
    """Text as HTML that a word processor sets with the same lines and tabs."""
    tab = '<span style="white-space:pre">\t</span>'
    return escape(text).replace("\n", "<br>\n").replace("\t", tab)
