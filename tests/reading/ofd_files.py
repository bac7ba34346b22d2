"""OFD files for the tests, as the standard (GB/T 33190) has them; lengths are in millimetres."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from searchapp.reading import Document
from searchapp.reading.ofd import read_ofd

SPACE = "http://www.ofdspec.org/2016"
#: 三号 and 小四, as official papers are set.
SIZE, SMALL = 5.64, 4.23
_LEFT, _TOP, _COLUMNS, _ROWS, _LEADING = 28.0, 37.0, 28, 22, 9.9
_CELL = 60.0


def glyphs(text: str, x: float, y: float, *, size: float = SIZE, more: str = "") -> str:
    """A run of text whose baseline begins at (x, y) of the page; figures are half as wide."""
    steps = " ".join(f"{size if ord(char) > 0x2000 else size / 2:.3f}" for char in text[:-1])
    delta = f' DeltaX="{steps}"' if steps else ""
    return (
        f'<ofd:TextObject ID="7" Boundary="{x} {y - size} 160 {size * 1.3}" Font="3"'
        f' Size="{size}" {more}><ofd:FillColor Value="0 0 0"/>'
        f'<ofd:TextCode X="0" Y="{size}"{delta}>{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def stroke(x: float, y: float, end_x: float, end_y: float) -> str:
    """A line drawn on the page."""
    return (
        f'<ofd:PathObject ID="8" Boundary="{x} {y} {end_x - x + 0.1} {end_y - y + 0.1}"'
        f' LineWidth="0.3"><ofd:AbbreviatedData>M 0 0 L {end_x - x} {end_y - y}'
        "</ofd:AbbreviatedData></ofd:PathObject>"
    )


def page(*objects: str, template: str = "", layer: str = 'Type="Body"') -> str:
    """A page of these objects on one layer, on a template if one is named."""
    on = f'<ofd:Template TemplateID="{template}" ZOrder="Background"/>' if template else ""
    return (
        f'<ofd:Page xmlns:ofd="{SPACE}">{on}<ofd:Content><ofd:Layer ID="2" {layer}>'
        f"{''.join(objects)}</ofd:Layer></ofd:Content></ofd:Page>"
    )


def typeset(paragraphs: Sequence[str], *, numbers: bool = True, template: str = "") -> list[str]:
    """The pages of a report: 28 characters a line, 22 lines a page, indented by two.

    A paragraph with tabs is a row, its cells one column apart.
    """
    lines = [line for paragraph in paragraphs for line in _lines(f"\u3000\u3000{paragraph}")]
    pages: list[str] = []
    for start in range(0, len(lines), _ROWS):
        objects = [
            glyphs(cell, left, _TOP + row * _LEADING)
            for row, line in enumerate(lines[start : start + _ROWS])
            for left, cell in _placed(line)
        ]
        if numbers:
            shown = f"— {len(pages) + 1} —"
            objects.append(glyphs(shown, 98, 275, size=SMALL))
        pages.append(page(*objects, template=template))
    return pages


def _placed(line: str) -> Iterable[tuple[float, str]]:
    """The cells of a line, each after where it begins; empty ones are not drawn."""
    bare = line.lstrip("\u3000")
    first = _LEFT + SIZE * (len(line) - len(bare))
    for at, cell in enumerate(bare.split("\t")):
        if cell:
            yield first + at * _CELL, cell


def _lines(paragraph: str) -> Iterable[str]:
    """The lines of a paragraph, each as full as can be; a figure takes half a column."""
    line, room = "", float(_COLUMNS)
    for char in paragraph:
        room -= 1 if ord(char) > 0x2000 else 0.5
        if room < 0:
            yield line
            line, room = "", _COLUMNS - (1 if ord(char) > 0x2000 else 0.5)
        line += char
    yield line


def ofd(
    pages: Sequence[str],
    *,
    templates: Mapping[str, str] | None = None,
    parts: Mapping[str, str] | None = None,
) -> bytes:
    """A file of these pages; ``parts`` are added to it, or stand in place of its own."""
    templates = templates or {}
    made = {
        "OFD.xml": f'<?xml version="1.0" encoding="UTF-8"?><ofd:OFD xmlns:ofd="{SPACE}"'
        ' DocType="OFD" Version="1.0"><ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID>'
        "</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": _document(len(pages), templates),
        **{f"Doc_0/Pages/Page_{at}/Content.xml": each for at, each in enumerate(pages)},
        **{f"Doc_0/Tpls/Tpl_{at}/Content.xml": each for at, each in templates.items()},
        **(parts or {}),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in made.items():
            archive.writestr(name, part)
    return file.getvalue()


def _document(pages: int, templates: Mapping[str, str]) -> str:
    listed = "".join(
        f'<ofd:Page ID="{10 + at}" BaseLoc="Pages/Page_{at}/Content.xml"/>' for at in range(pages)
    )
    on = "".join(
        f'<ofd:TemplatePage ID="{at}" BaseLoc="Tpls/Tpl_{at}/Content.xml"/>' for at in templates
    )
    return (
        f'<ofd:Document xmlns:ofd="{SPACE}"><ofd:CommonData><ofd:MaxUnitID>99</ofd:MaxUnitID>'
        "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        f"{on}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
    )


def read(content: bytes) -> Document:
    """What is read of the file."""
    return read_ofd(Path("报告.ofd"), content)
