"""A paper as Markdown, with the footnotes that most of its readers know."""

import re
from collections.abc import Iterator
from typing import Final

from searchapp.briefing.paper import Heading, Lost, Paper, Part, Quoted, Words
from searchapp.briefing.saying import SOURCES, Source, Where, held_line, lost_words, source_of
from searchapp.briefing.signs import printed

#: Every sign of ASCII may be escaped; these can mean something, wherever they stand.
_SIGNS: Final = re.compile(r"[\\`*_\[\]<>&~|#^$]")
#: At the beginning of a line these begin a list, or make a heading of the line before.
_BEGINNING: Final = re.compile(r"^([-+=:])|^(\d+)([.)])", re.M)
#: Blanks that would be lost: those at either end of a line, tabs, several in a row.
_BLANKS: Final = re.compile(r"^ +| +$|\t| {2,}|\r", re.M)
_BREAK: Final = "\\\n"


def markdown(paper: Paper, where: Where) -> bytes:
    """Quotes as block quotations, sources as footnotes, or in brackets and as a list; UTF-8."""
    title = _line(paper.title)
    blocks = [f"# {title}" if title else "", *(_block(paper, part, where) for part in paper.parts)]
    return ("\n\n".join((*filter(None, blocks), *_end(paper, where))) + "\n").encode()


def escaped(text: str) -> str:
    """The text so that Markdown reads nothing else in it; line ends stay line ends."""
    text = _BEGINNING.sub(lambda found: f"{found[2] or ''}\\{found[1] or found[3]}", _signs(text))
    return _BLANKS.sub(lambda found: "".join(f"&#{ord(blank)};" for blank in found[0]), text)


def _signs(text: str) -> str:
    return _SIGNS.sub(lambda found: f"\\{found[0]}", printed(text))


def _line(text: str) -> str:
    return escaped(" ".join(text.split()))


def _block(paper: Paper, part: Part, where: Where) -> str:
    if isinstance(part, Heading):
        return f"{'#' * (part.level + 1)} {_line(part.text)}"
    if isinstance(part, Words):
        return "\n\n".join(escaped(line) for line in part.text.splitlines() if line.strip())
    if isinstance(part, Lost):
        return escaped(lost_words(part))
    return _quotation(part, source_of(paper, part), where)


def _quotation(quoted: Quoted, source: Source, where: Where) -> str:
    quote = escaped(quoted.excerpt.quote).replace("\n", f"{_BREAK}> ")
    if where is Where.BRACKETS:
        return (
            f"> {quote}（[{escaped(source.citation)}](<{source.link}>){escaped(source.remark)}）"
        )
    return f"> {quote}[^{source.number}]"


def _end(paper: Paper, where: Where) -> Iterator[str]:
    if line := held_line(paper):
        yield escaped(line)
    if paper.sources:
        yield f"## {SOURCES}"
        yield "\n".join(_listed(source_of(paper, each), where) for each in paper.sources)


def _listed(source: Source, where: Where) -> str:
    mark = f"{source.number}." if where is Where.BRACKETS else f"[^{source.number}]:"
    return f"{mark} {_line(source.told)} <{source.link}>"
