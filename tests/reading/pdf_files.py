"""PDFs for the tests: by hand, where each character stands where the test says, and by others."""

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import cos, radians, sin
from pathlib import Path

from searchapp.reading import Document
from searchapp.reading.pdf import read_pdf
from searchapp.reading.printed.page import width_in_ems

#: A4, in points.
WIDTH, HEIGHT = 595, 842
LEFT, RIGHT, TOP = 80, 515, 80
_FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
    "/DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light "
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 "
    "/W [1 95 500 814 939 500] "
    "/FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 "
    "/FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 "
    "/StemV 93 >> >>] >>"
)


@dataclass
class Paper:
    """A page on which a test writes; down is measured from the upper edge."""

    width: float = WIDTH
    height: float = HEIGHT
    turned: int = 0
    drawn: list[str] = field(default_factory=list)
    picture: bytes = b""

    def write(
        self, text: str, left: float, down: float, size: float = 16, angle: float = 0
    ) -> None:
        """Text from there on."""
        c, s = cos(radians(angle)), sin(radians(angle))
        where = f"{c:.4f} {s:.4f} {-s:.4f} {c:.4f} {left} {self.height - down}"
        codes = text.encode("utf-16-be").hex()
        self.drawn.append(f"BT /F1 {size} Tf {where} Tm <{codes}> Tj ET")

    def centre(self, text: str, down: float, size: float = 22) -> None:
        """Text in the middle."""
        self.write(text, (self.width - len(text) * size) / 2, down, size)

    def rule(self, left: float, down: float, right: float, lower: float) -> None:
        """A line from one point to another."""
        ends = f"{left} {self.height - down} m {right} {self.height - lower} l"
        self.drawn.append(f"0.5 w {ends} S")

    def paragraph(
        self, text: str, down: float, *, size: float = 16, indent: float = 2, pitch: float = 28
    ) -> float:
        """A paragraph as a typesetter sets it, from that line on; gives the next line's place."""
        for number, line in enumerate(lines_in(text, (RIGHT - LEFT) / size, indent)):
            self.write(line, LEFT + (indent * size if number == 0 else 0), down, size)
            down += pitch
        return down

    def column(self, text: str, left: float, down: float, width: int) -> None:
        """A text in a narrow column."""
        for at, line in enumerate(lines_in(text, width)):
            self.write(line, left, down + at * 24)


def lines_in(text: str, room: float, indent: float = 0) -> list[str]:
    """The lines of a text where each has room for so many ems, the first for fewer."""
    lines, left = [""], room - indent
    for word in re.findall(r"[\dA-Za-z.%]+[，。、；：）》”]*|.[，。、；：）》”]*", text):
        if width_in_ems(word) > left:
            lines.append("")
            left = room
        lines[-1] += word
        left -= width_in_ems(word)
    return lines


def pdf_of(*papers: Paper, more: Mapping[str, str] | None = None) -> bytes:
    """A PDF of these pages; ``more`` adds entries to its catalogue."""
    objects: list[bytes] = [b"", b"", _FONT.encode()]
    pages = []
    for paper in papers:
        picture = f"/XObject << /P1 {len(objects) + 3} 0 R >>" if paper.picture else ""
        pages.append(len(objects) + 1)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {paper.width} {paper.height}] "
            f"/Rotate {paper.turned} /Contents {len(objects) + 2} 0 R "
            f"/Resources << /Font << /F1 3 0 R >> {picture} >> >>".encode()
        )
        objects.append(stream("\n".join(paper.drawn).encode()))
        if paper.picture:
            objects.append(paper.picture)
    kids = " ".join(f"{number} 0 R" for number in pages)
    extra = " ".join(f"/{key} {value}" for key, value in (more or {}).items())
    objects[0] = f"<< /Type /Catalog /Pages 2 0 R {extra} >>".encode()
    objects[1] = f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode()
    return file_of(objects)


def stream(content: bytes, entries: str = "") -> bytes:
    """An object with a stream, packed."""
    packed = zlib.compress(content)
    head = f"<< /Length {len(packed)} /Filter /FlateDecode {entries} >>\nstream\n"
    return head.encode() + packed + b"\nendstream"


def file_of(objects: Sequence[bytes]) -> bytes:
    """A PDF file of these objects, the first of which is its catalogue."""
    content, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(content))
        content += f"{number} 0 obj\n".encode() + each + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    tail = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(content)}\n%%EOF"
    return content + head.encode() + tail.encode()


def read(content: bytes) -> Document:
    """What is read of the file."""
    return read_pdf(Path("报告.pdf"), content)


def lines_of(*papers: Paper) -> list[str]:
    """What is read of a PDF of these pages."""
    return list(read(pdf_of(*papers)).lines)


def typeset(texts: Sequence[str], *, lines_a_page: int = 25, size: float = 16) -> list[Paper]:
    """Pages with these paragraphs, each with its first line set in."""
    lines = [
        (2 * size if number == 0 else 0, line)
        for text in texts
        for number, line in enumerate(lines_in(text, (RIGHT - LEFT) / size, indent=2))
    ]
    papers = []
    for start in range(0, len(lines), lines_a_page):
        papers.append(Paper())
        for at, (indent, line) in enumerate(lines[start : start + lines_a_page]):
            papers[-1].write(line, LEFT + indent, TOP + at * 1.5 * size, size)
    return papers
