"""From a document to a report: the order in which the parts are read."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import Final

from searchapp.parsing import doubts, evidence
from searchapp.parsing.cleaning import clean_lines, join_paragraphs
from searchapp.parsing.closing import closing_start, signing_date, signing_organs
from searchapp.parsing.dates import read_date
from searchapp.parsing.divisions import simple
from searchapp.parsing.gazetteer import Gazetteer
from searchapp.parsing.genres import find_genre, genre_of, is_complete
from searchapp.parsing.head import Head, read_doc_number, read_head
from searchapp.parsing.labels import filled, labelled
from searchapp.parsing.levels import issuer_of, level_in
from searchapp.parsing.marks import is_organ_line
from searchapp.parsing.masking import mask
from searchapp.parsing.outline import Placed, headings, numbering_doubts, read_outline
from searchapp.parsing.placing import Placing, find_place
from searchapp.parsing.preamble import hinge_of
from searchapp.parsing.years import Words, Year, find_year
from searchapp.reading import Document
from searchapp.reading.document import Said
from searchapp.reports import (
    Doubt,
    Genre,
    IssuerLevel,
    Origin,
    Passage,
    Report,
    Section,
    SectionKind,
)

#: So many paragraphs of the body may be its preamble.
_PREAMBLE: Final = 3


def parse(document: Document, gazetteer: Gazetteer) -> Report:
    """The report in a document. Nothing of its text is lost: see rule 1 of DESIGN.

    What cannot be told is None, and a doubt says why.
    """
    lines = mask_lines(clean_lines(document.lines))
    joined = join_paragraphs(lines, paragraphs=document.paragraphs)
    paragraphs = [mask(paragraph) for paragraph in joined]
    head = read_head(paragraphs, document.said.title)
    said = filled(document.said, labelled(head.paragraphs[: head.body]))
    return _Parts(document, said, head, gazetteer).report()


def mask_lines(lines: Sequence[str]) -> list[str]:
    """Lines masked one by one: what a cut runs through is masked once it is joined."""
    return [mask(line) for line in lines]


def _with_title(head: Head, said: Said) -> Head:
    """The head; a title that the page prints outside its article is put before the text."""
    title = " ".join(said.title.split())
    if head.title is None and title:
        whole = [mask(title), *head.paragraphs]
        return replace(head, title=whole[0], paragraphs=whole, body=head.body + 1)
    return head


class _Parts:
    """The parts of one report, each read from those before it."""

    def __init__(self, document: Document, said: Said, head: Head, gazetteer: Gazetteer) -> None:
        self.document, self.said, self.gazetteer = document, said, gazetteer
        self.titled = Origin.TITLE if head.title else Origin.METADATA
        self.head = head = _with_title(head, said)
        self.origins: dict[str, Origin] = {}
        self.doubts: list[Doubt] = [Doubt("text", each) for each in document.warnings]
        whole, start = head.paragraphs, head.body
        end = closing_start(whole, start)
        self.body, self.closing = whole[start:end], whole[end:]
        self.preamble = self.body[:_PREAMBLE]
        self.headings = list(headings(self.body))
        self.title = head.title or ""
        self.signed = signing_organs(self.closing)

    def report(self) -> Report:
        self._note_head()
        genre = self._genre()
        issued_on = self._issued_on()
        year = self._year(genre, issued_on)
        outline, placed = read_outline(self.body, year, genre)
        placing = self._place()
        issuers = self._issuers(placing)
        doc_number = self._doc_number()
        begun = year - 1 if year and genre is Genre.PLAN else year
        self._doubt_dates(begun, issued_on, doc_number)
        self._doubt_outline(outline, genre)
        return Report(
            title=self.head.title,
            issuers=issuers,
            doc_number=doc_number,
            issued_on=issued_on,
            year=year,
            genre=genre,
            addressee=self.head.addressee,
            place=placing.place,
            outline=outline,
            passages=tuple(self._passages(placed, outline)),
            origins=self.origins,
            doubts=tuple(self.doubts),
            level=placing.level,
            recognised=self.document.recognised,
        )

    def _note_head(self) -> None:
        if self.head.title:
            self.origins["title"] = self.titled
        if self.head.addressee:
            self.origins["addressee"] = Origin.SALUTATION
        self.doubts += doubts.of_head(self.head)

    def _genre(self) -> Genre:
        genre, origin = find_genre(
            self.title,
            hinge_of(self.preamble),
            (self.head.addressee or "", *self.preamble),
            self.headings,
        )
        self.origins["genre"] = origin
        named = genre_of(self.title)
        if named not in (genre, Genre.OTHER):
            self.doubts.append(Doubt("genre", f"标题像{named}，正文是{genre}"))
        if genre is Genre.OTHER and self.title and is_complete(self.headings):
            self.doubts.append(Doubt("genre", "标题不像报告，正文的章节却像"))
        return genre

    def _issued_on(self) -> date | None:
        for origin, text in (
            (Origin.SIGNATURE, signing_date(self.closing)),
            (Origin.TITLE, next(map(read_date, self.head.dates), None)),
            (Origin.METADATA, read_date(self.said.issued_on)),
        ):
            if text is not None:
                self.origins["issued_on"] = origin
                return text
        return None

    def _year(self, genre: Genre, issued_on: date | None) -> int | None:
        words = Words(
            title=self.title,
            hinge=hinge_of(self.preamble),
            headings=self.headings,
            preamble=self.preamble,
            sessions=self.head.beside,
            file_name=self.said.file_name,
        )
        found: Year = find_year(words, genre, issued_on)
        self.doubts += [Doubt("year", why) for why in found.doubts]
        if found.year is not None:
            self.origins["year"] = found.origin
        return found.year

    def _doc_number(self) -> str | None:
        if self.head.doc_number:
            self.origins["doc_number"] = Origin.NUMBER_LINE
            return self.head.doc_number
        said = read_doc_number(self.said.doc_number)
        if said:
            self.origins["doc_number"] = Origin.METADATA
        return said

    def _issuers(self, placing: Placing) -> tuple[str, ...]:
        for origin, issuers in (
            (Origin.TITLE, self.head.issuers or issuer_of(self.title, placing.level)),
            (Origin.SIGNATURE, self.signed),
            (Origin.TITLE, self.head.organs),
            (Origin.METADATA, self._publisher(placing)),
        ):
            if issuers:
                self.origins["issuers"] = origin
                return issuers
        return ()

    def _publisher(self, placing: Placing) -> tuple[str, ...]:
        """Who publishes the page, if it is the organ that reports, and not the county's office."""
        said = self.said.issuer
        of_place = placing.place and simple(placing.place.short) in simple(said)
        if not said or not of_place:
            return ()
        alike = placing.level is IssuerLevel.DEPARTMENT or is_organ_line(said)
        return (said,) if alike else ()

    def _place(self) -> Placing:
        parts = evidence.Speaking(
            titles=self.head.naming,
            addressee=self.head.addressee or "",
            preamble=self.preamble,
            signed=self.signed,
            closing=self.closing,
            said=self.said,
        )
        naming = evidence.naming(parts)
        placing = find_place(
            self.gazetteer,
            naming=naming,
            telling=evidence.telling(parts),
            codes=self.said.place_codes,
            hinting="\n".join([self.title, *self.body]),
            speaking=level_in("\n".join(self.body)),
        )
        if placing.place:
            self.origins["place"] = placing.origin
        if placing.level:
            self.origins["level"] = placing.level_origin
        self.doubts += doubts.of_place(placing)
        self.doubts += doubts.of_village(self.title)
        code = next(iter(self.said.place_codes), "")
        self.doubts += doubts.of_code(placing, self.gazetteer.coded(code))
        if placing.level is IssuerLevel.TOWN and placing.name:
            others = evidence.contradicting(self.gazetteer, placing, naming)
            self.doubts += doubts.of_other_towns(placing, others)
        return placing

    def _doubt_dates(
        self, year: int | None, issued_on: date | None, doc_number: str | None
    ) -> None:
        published_on = read_date(self.said.published_on)
        self.doubts += doubts.of_dates(year, issued_on, published_on, doc_number)

    def _doubt_outline(self, outline: Sequence[Section], genre: Genre) -> None:
        if not outline and genre is Genre.RULE_OF_LAW:
            self.doubts.append(Doubt("outline", "没有识别出带编号的章节标题"))
        self.doubts += [Doubt("outline", why) for why in numbering_doubts(outline)]

    def _passages(self, placed: Sequence[Placed], outline: Sequence[Section]) -> Iterator[Passage]:
        """Every paragraph, numbered from 1, with the kind of its level-1 section."""
        before = SectionKind.PREAMBLE if outline else SectionKind.OTHER
        head = [
            (text, SectionKind.PREAMBLE, ()) for text in self.head.paragraphs[: self.head.body]
        ]
        body = [
            (each.text, each.under[0].kind if each.under else before, each.under)
            for each in placed
        ]
        closing = [(text, SectionKind.CLOSING, ()) for text in self.closing]
        for number, (text, kind, under) in enumerate(chain(head, body, closing), start=1):
            yield Passage(number, kind, tuple(section.label for section in under), text)
