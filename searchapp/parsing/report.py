"""From a document to a report: the order in which the parts are read."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import Final

from searchapp.parsing.cleaning import clean_lines, join_paragraphs
from searchapp.parsing.closing import closing_start, signing_date, signing_organs
from searchapp.parsing.dates import read_date
from searchapp.parsing.facts import find_year, genre_of, hinge_of
from searchapp.parsing.gazetteer import Gazetteer
from searchapp.parsing.head import Head, read_doc_number, read_head
from searchapp.parsing.marks import is_organ_line
from searchapp.parsing.masking import mask
from searchapp.parsing.outline import Placed, headings, read_outline
from searchapp.parsing.placing import Evidence, Placing, find_place
from searchapp.reading import Document
from searchapp.reports import Doubt, Genre, Origin, Passage, Place, Report, Section, SectionKind

#: How many candidates a doubt names.
_NAMED: Final = 5


def parse(document: Document, gazetteer: Gazetteer) -> Report:
    """The report in a document. Nothing of its text is lost: see rule 1 of DESIGN.

    What cannot be told is None, and a doubt says why.
    """
    lines = mask_lines(clean_lines(document.lines))
    joined = join_paragraphs(lines, paragraphs=document.paragraphs)
    paragraphs = [mask(paragraph) for paragraph in joined]
    return _Parts(document, _with_title(paragraphs, document), gazetteer).report()


def mask_lines(lines: Sequence[str]) -> list[str]:
    """Lines masked one by one: what a cut runs through is masked once it is joined."""
    return [mask(line) for line in lines]


def _with_title(paragraphs: list[str], document: Document) -> Head:
    """The head; a title that the page prints outside its article is put before the text."""
    head = read_head(paragraphs)
    title = " ".join(document.said.title.split())
    if head.title is None and title:
        whole = [mask(title), *head.paragraphs]
        return replace(head, title=whole[0], paragraphs=whole, body=head.body + 1)
    return head


class _Parts:
    """The parts of one report, each read from those before it."""

    def __init__(self, document: Document, head: Head, gazetteer: Gazetteer) -> None:
        self.said, self.warnings = document.said, document.warnings
        self.head = head
        self.gazetteer = gazetteer
        self.origins: dict[str, Origin] = {}
        whole, start = head.paragraphs, head.body
        end = closing_start(whole, start)
        self.body, self.closing = whole[start:end], whole[end:]
        self.genre = genre_of(head.title or hinge_of(self.body[:3]))

    def report(self) -> Report:
        issued_on = self._issued_on()
        year = self._year(issued_on)
        outline, placed = read_outline(self.body, year, self.genre)
        placing = self._place()
        issuers = self._issuers(placing.place)
        doc_number = self._doc_number()
        return Report(
            title=self.head.title,
            issuers=issuers,
            doc_number=doc_number,
            issued_on=issued_on,
            year=year,
            genre=self.genre,
            addressee=self.head.addressee,
            place=placing.place,
            outline=outline,
            passages=tuple(self._passages(placed, outline)),
            origins=self.origins,
            doubts=tuple(self._doubts(year, placing, outline)),
        )

    def _note(self, fact: str, origin: Origin) -> None:
        self.origins[fact] = origin

    @property
    def _preamble(self) -> list[str]:
        return self.body[:3]

    def _issued_on(self) -> date | None:
        for origin, text in (
            (Origin.SIGNATURE, signing_date(self.closing)),
            (Origin.TITLE, next(map(read_date, self.head.dates), None)),
            (Origin.METADATA, read_date(self.said.issued_on)),
        ):
            if text is not None:
                self._note("issued_on", origin)
                return text
        return None

    def _year(self, issued_on: date | None) -> int | None:
        title = self.head.title or ""
        found = find_year(title, self._preamble, headings(self.body), issued_on)
        if found is None:
            return None
        self._note("year", found[1])
        return found[0]

    def _doc_number(self) -> str | None:
        if self.head.doc_number:
            self._note("doc_number", Origin.NUMBER_LINE)
            return self.head.doc_number
        said = read_doc_number(self.said.doc_number)
        if said:
            self._note("doc_number", Origin.METADATA)
        return said

    def _issuers(self, place: Place | None) -> tuple[str, ...]:
        said = self.said.issuer
        fits = place is not None and (place.town or "") in said and is_organ_line(said)
        for origin, issuers in (
            (Origin.TITLE, self.head.issuers),
            (Origin.SIGNATURE, signing_organs(self.closing)),
            (Origin.METADATA, (said,) if said and fits else ()),
        ):
            if issuers:
                self._note("issuers", origin)
                return issuers
        return ()

    def _place(self) -> Placing:
        title = Evidence(Origin.TITLE, self.head.title or "")
        signed = Evidence(Origin.SIGNATURE, " ".join(self.closing))
        hinge = Evidence(Origin.HINGE, hinge_of(self._preamble))
        addressed = Evidence(Origin.SALUTATION, self.head.addressee or "")
        site = Evidence(Origin.METADATA, f"{self.said.issuer} {self.said.title} {self.said.site}")
        text = "\n".join(self.body)
        placing = find_place(
            self.gazetteer,
            naming=(title, signed, hinge, site),
            telling=(title, signed, addressed, hinge, site),
            codes=self.said.place_codes,
            hinting=text,
        )
        if placing.place:
            self._note("place", placing.origin)
        return placing

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

    def _doubts(
        self, year: int | None, placing: Placing, outline: Sequence[Section]
    ) -> Iterator[Doubt]:
        yield from (Doubt("text", warning) for warning in self.warnings)
        if self.head.title is None:
            yield Doubt("title", "没有找到标题")
        if year is None:
            yield Doubt("year", "看不出报告的是哪一年")
        if placing.place is None:
            yield Doubt("place", _why_nowhere(placing))
        if not outline and self.genre is Genre.RULE_OF_LAW:
            yield Doubt("outline", "没有识别出带编号的章节标题")


def _why_nowhere(placing: Placing) -> str:
    if placing.name is None:
        return "标题、落款和引言里没有地名表中的乡镇；地名表可在 corpus/places.tsv 中补充"
    labels = [place.label for place in placing.candidates]
    more = f"等 {len(labels)} 处" if len(labels) > _NAMED else ""
    return f"叫“{placing.name}”的地方不止一处，看不出是哪一处：{'、'.join(labels[:_NAMED])}{more}"
