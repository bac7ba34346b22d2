"""OFD documents (GB/T 33190): the text of their pages in order, as paragraphs."""

import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lxml.etree import _Element as Element

from searchapp.errors import Encrypted, UnreadableFile
from searchapp.reading.containers import Container
from searchapp.reading.document import Document
from searchapp.reading.drawing import Drawing, TooMuch, local, named, numbers
from searchapp.reading.printed import Sheet, read_sheets

_KIND: Final = "OFD 文档"
_ROOT: Final = "OFD.xml"
_MOST_PAGES: Final = 2_000
#: No report has so many characters and rules on its pages.
_MOST_DRAWN: Final = 400_000
#: What a page is wide where nothing says so: that of A4, in millimetres.
_WIDTH: Final = 210.0
#: A warning shows so much of what it names.
_SHOWN: Final = 30


def read_ofd(path: Path, content: bytes) -> Document:
    """The text of an OFD as a reader of its pages sees it.

    Raises UnreadableFile or its kind Encrypted.
    """
    container = Container(path, content, _KIND)
    if "encryptions.xml" in {posixpath.basename(name) for name in container.names()}:
        raise Encrypted(path)
    try:
        pages = _Pages(container)
        sheets = list(pages.sheets())
    except TooMuch as error:
        raise UnreadableFile(path, f"{_KIND}内容过多，不像报告") from error
    except (ValueError, TypeError, KeyError, IndexError, OverflowError) as error:
        raise UnreadableFile(path, f"{_KIND}内部结构有误") from error
    if pages.pictures and not any(sheet.pieces for sheet in sheets):
        raise UnreadableFile(path, "这是扫描的 OFD，只有图片，没有文字；请另存为 PDF 再收入")
    reading = read_sheets(sheets)
    warnings = (*pages.warnings(), *reading.warnings)
    return Document(reading.paragraphs, "ofd", paragraphs=True, warnings=warnings)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the container that others refer to by a path from its folder."""

    name: str
    root: Element

    def named(self, location: str) -> str:
        """The name of the part to which this one refers."""
        folder = posixpath.dirname(self.name)
        return posixpath.normpath(posixpath.join("/", folder, location.strip())).lstrip("/")


class _Pages:
    """The pages of every document in the container, in order."""

    def __init__(self, container: Container) -> None:
        """Raises UnreadableFile or ValueError."""
        self._container = container
        self._budget = _MOST_DRAWN
        self._shared: dict[str, str] = {}
        self._crooked = 0
        self.pictures = 0

    def sheets(self) -> Iterator[Sheet]:
        """Each page. Raises UnreadableFile, KeyError, ValueError or its kind TooMuch."""
        root = self._part(_ROOT)
        documents = [text for text in _texts(root.root, "DocRoot") if text.strip()]
        if not documents:
            raise KeyError("DocRoot")
        for location in documents:
            yield from self._sheets_of(self._part(root.named(location)))

    def warnings(self) -> Iterator[str]:
        """What of the pages was left out, once all have been read."""
        if shared := [text for text in self._shared.values() if text]:
            named = "、".join(f"“{text[:_SHOWN]}”" for text in shared)
            yield f"各页共用的版面文字未收入：{named}"
        if self._crooked:
            yield f"斜排的文字（水印）{self._crooked} 处未收入"

    def _sheets_of(self, document: _Part) -> Iterator[Sheet]:
        pages = [page for pages in named(document.root, "Pages") for page in named(pages, "Page")]
        if len(pages) > _MOST_PAGES:
            raise TooMuch
        common = next(named(document.root, "CommonData"), None)
        templates = {} if common is None else _templates(document, common)
        units = dict(self._units(document))
        parts = [self._part(document.named(page.get("BaseLoc", ""))) for page in pages]
        uses = Counter(name for part in parts for name in set(_template_numbers(part.root)))
        for part in parts:
            width = _width(part.root) or (_width(common) if common is not None else 0) or _WIDTH
            yield self._sheet(part, width, templates, uses, units)

    def _sheet(
        self,
        page: _Part,
        width: float,
        templates: Mapping[str, str],
        uses: Mapping[str, int],
        units: Mapping[str, Element],
    ) -> Sheet:
        """A page with the templates that are its own; one of several pages is their furniture."""
        drawing = Drawing(units, self._budget)
        for number in _template_numbers(page.root):
            template = templates.get(number, "")
            if template and uses[number] > 1:
                self._leave_out(template, units)
            elif template:
                drawing.draw(named(self._part(template).root, "Content"))
        drawing.draw(named(page.root, "Content"))
        self._budget = drawing.budget
        self._crooked += drawing.crooked
        self.pictures += len(drawing.pictures)
        return drawing.sheet(width)

    def _leave_out(self, template: str, units: Mapping[str, Element]) -> None:
        """Remember the text of a template that several pages share."""
        if template in self._shared:
            return
        drawing = Drawing(units, self._budget)
        drawing.draw(named(self._part(template).root, "Content"))
        self._budget = drawing.budget
        self._shared[template] = "".join(piece.text for piece in drawing.pieces).strip()

    def _units(self, document: _Part) -> Iterator[tuple[str, Element]]:
        """The drawings that objects of the pages may refer to, by number."""
        for kind in ("PublicRes", "DocumentRes"):
            for location in _texts(document.root, kind):
                if (name := document.named(location)) in self._container:
                    for unit in self._container.xml(name).iter("{*}CompositeGraphicUnit"):
                        yield unit.get("ID", ""), unit

    def _part(self, name: str) -> _Part:
        return _Part(name, self._container.xml(name))


def _templates(document: _Part, common: Element) -> dict[str, str]:
    """Number -> part of each template."""
    return {
        each.get("ID", ""): document.named(each.get("BaseLoc", ""))
        for each in named(common, "TemplatePage")
    }


def _template_numbers(page: Element) -> list[str]:
    return [each.get("TemplateID", "") for each in named(page, "Template")]


def _texts(root: Element, name: str) -> list[str]:
    return [each.text or "" for each in root.iter(f"{{*}}{name}")]


def _width(element: Element) -> float:
    """The width that an element's own page area has; 0 where it has none."""
    for area in element:
        if local(area) in ("Area", "PageArea"):
            boxes = [each.text or "" for each in named(area, "PhysicalBox")]
            return numbers(boxes[0])[2] if boxes else 0.0
    return 0.0
