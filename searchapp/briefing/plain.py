"""A paper as plain text: for mail, and for whatever takes nothing else."""

from collections.abc import Iterator

from searchapp.briefing.paper import Lost, Paper, Part, Quoted
from searchapp.briefing.saying import SOURCES, Where, held_line, lost_words, source_of
from searchapp.briefing.signs import printed


def plain(paper: Paper, where: Where) -> bytes:
    """Paragraphs with an empty line between them, sources in order at the end; UTF-8."""
    paragraphs = [printed(paper.title), *(_paragraph(paper, part, where) for part in paper.parts)]
    return ("\n\n".join(filter(None, (*paragraphs, *_end(paper)))) + "\n").encode()


def _paragraph(paper: Paper, part: Part, where: Where) -> str:
    if isinstance(part, Lost):
        return lost_words(part)
    if not isinstance(part, Quoted):
        return printed(part.text)
    source, quote = source_of(paper, part), printed(part.excerpt.quote)
    if where is Where.BRACKETS:
        return f"{quote}（{source.told} {source.link}）"
    return f"{quote}〔{source.number}〕"


def _end(paper: Paper) -> Iterator[str]:
    if paper.sources:
        yield SOURCES
        for quoted in paper.sources:
            source = source_of(paper, quoted)
            yield f"〔{source.number}〕{source.told}\n{source.link}"
    if line := held_line(paper):
        yield line
