"""An office's own template: where the paper goes in it, and how its paragraphs look there.

``{{标题}}`` and ``{{日期}}`` may stand anywhere, also in a header; ``{{正文}}`` stands once, in a
paragraph of its own, whose form the text takes. What is not there goes to the end.
"""

import io
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import datetime
from typing import Final, cast

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from searchapp.briefing.docx_checking import checked
from searchapp.briefing.docx_forms import Form, Forms
from searchapp.briefing.docx_notes import NoteStyles
from searchapp.briefing.docx_styles import (
    ENDNOTE,
    ENDNOTE_MARK,
    FOOTNOTE,
    FOOTNOTE_MARK,
    HEADINGS,
    LINK,
    TITLE,
    CharacterStyle,
    ParagraphStyle,
)
from searchapp.briefing.docx_xml import elements, styled
from searchapp.briefing.saying import Where
from searchapp.briefing.signs import printed
from searchapp.errors import BadTemplate

TITLE_MARK, TEXT_MARK, DATE_MARK = "{{标题}}", "{{正文}}", "{{日期}}"

_UNREADABLE: Final = "文件内部结构有误。请在 Word 或 WPS 中另存为 .docx 再试"
_TWICE: Final = f"{TEXT_MARK} 写了不止一处。请只留一处再试"
_IN_BOX: Final = f"{TEXT_MARK} 写在文本框、页眉或页脚里，脚注放不进去。请移到正文里再试"
_NOT_ALONE: Final = f"{TEXT_MARK} 所在的一段还有别的文字。请让它自成一段再试"
#: What the library raises over a document whose parts do not fit together.
_BROKEN: Final = (KeyError, ValueError, AttributeError, TypeError, IndexError, SyntaxError)
#: A style of ours -> what an office may call its own, before what Word calls it.
_OWN_NAMES: Final = {
    TITLE: ("公文标题", "标题"),
    HEADINGS[0]: ("一级标题", "标题 1", "标题1"),
    HEADINGS[1]: ("二级标题", "标题 2", "标题2"),
    HEADINGS[2]: ("三级标题", "标题 3", "标题3"),
    FOOTNOTE: ("脚注文本",),
    ENDNOTE: ("尾注文本",),
    FOOTNOTE_MARK: ("脚注引用",),
    ENDNOTE_MARK: ("尾注引用",),
    LINK: ("超链接",),
}
#: How XML says yes.
_ON: Final = ("1", "true", "on")
_TWO_IN: Final = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'


class Template:
    """A template that was opened, to be filled once."""

    def __init__(self, content: bytes) -> None:
        """Raises BadTemplate."""
        try:
            self.document: Document = docx.Document(io.BytesIO(checked(content)))
            if self.document.element.body is None:
                raise BadTemplate(_UNREADABLE)
            self._spot = _spot_of(self.document)
            self.forms = _Styles(self.document).forms(self._spot)
            _let_go_of_its_own(self.document)
        except _BROKEN as error:
            raise BadTemplate(_UNREADABLE) from error
        self.has_title = any(TITLE_MARK in _text(each) for each in _paragraphs(self.document))

    def notes_before(self, where: Where) -> int:
        """How many notes of that kind it has before the place of the text."""
        name = {Where.FOOTNOTES: "w:footnoteReference", Where.ENDNOTES: "w:endnoteReference"}
        count = 0
        for element in self.document.element.body.iter():
            if element is self._spot:
                break
            count += where in name and element.tag == qn(name[where])
        return count

    def fill(self, title: str, moment: datetime, body: str, end: str) -> None:
        """Put title and date in, the paragraphs of the text, and those at the very end."""
        at = moment.astimezone()
        said = {
            TITLE_MARK: printed(" ".join(title.split())),
            DATE_MARK: f"{at.year}年{at.month}月{at.day}日",
        }
        for paragraph in _paragraphs(self.document):
            _replace(paragraph, said)
        self._put(elements(body))
        _append(self.document, elements(end))

    def _put(self, paragraphs: list[BaseOxmlElement]) -> None:
        spot = self._spot
        if spot is None:
            _append(self.document, paragraphs)
            return
        for paragraph in paragraphs:
            spot.addprevious(paragraph)
        # A paragraph that ends a section stays, and one that would leave a cell of a table empty.
        if paragraphs and spot.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is None:
            _remove(spot)
        else:
            _replace(spot, {TEXT_MARK: ""})


class _Styles:
    """The styles of a template by its own names or Word's, and ours for those that it lacks."""

    def __init__(self, document: Document) -> None:
        self._root: BaseOxmlElement = document.styles.element
        styles = self._root.findall(qn("w:style"))
        self._ids = {_name(each).lower(): each.get(qn("w:styleId"), "") for each in styles}
        defaults = (
            each.get(qn("w:styleId"), "")
            for each in styles
            if each.get(qn("w:type")) == "paragraph" and each.get(qn("w:default")) in _ON
        )
        self._default = next(defaults, "")

    def forms(self, spot: BaseOxmlElement | None) -> Forms:
        """How the paragraphs of a paper look; words look as the mark of their place does."""
        words = Form(f"<w:pPr>{_TWO_IN}</w:pPr>") if spot is None else _form_of(spot)
        first, second, third = (Form(styled(self._id(style))) for style in HEADINGS)
        link = self._id(LINK)
        return Forms(
            title=Form(styled(self._id(TITLE))),
            headings=(first, second, third),
            words=words,
            quote=words,
            source=words,
            held=words,
            footnotes=NoteStyles(self._id(FOOTNOTE), self._id(FOOTNOTE_MARK), link),
            endnotes=NoteStyles(self._id(ENDNOTE), self._id(ENDNOTE_MARK), link),
        )

    def _id(self, style: ParagraphStyle | CharacterStyle) -> str:
        """The name by which the document knows a style, which is ours where it has none."""
        names = (*_OWN_NAMES[style], style.name)
        known = (self._ids[name.lower()] for name in names if name.lower() in self._ids)
        return next(known, None) or self._added(style)

    def _added(self, style: ParagraphStyle | CharacterStyle) -> str:
        id_ = style.id
        while id_ in self._ids.values():
            id_ += "1"
        added = parse_xml(style.xml(self._default))
        added.set(qn("w:styleId"), id_)
        self._root.append(added)
        self._ids[style.name.lower()] = id_
        return id_


def _spot_of(document: Document) -> BaseOxmlElement | None:
    """The paragraph in whose place the text goes; None where it goes to the end.

    Raises BadTemplate.
    """
    marked = [each for each in _paragraphs(document) if TEXT_MARK in _text(each)]
    if any(not _takes_notes(document, each) for each in marked):
        raise BadTemplate(_IN_BOX)
    if len(marked) > 1:
        raise BadTemplate(_TWICE)
    if marked and _text(marked[0]).strip() != TEXT_MARK:
        raise BadTemplate(_NOT_ALONE)
    return marked[0] if marked else None


def _takes_notes(document: Document, paragraph: BaseOxmlElement) -> bool:
    """Whether it stands in the text, not in a box nor in a header."""
    above = list(paragraph.iterancestors())
    in_box = any(each.tag == qn("w:txbxContent") for each in above)
    return above[-1] is document.element and not in_box


def _paragraphs(document: Document) -> Iterator[BaseOxmlElement]:
    """Every paragraph of the text, of headers and of footers, also those in boxes and tables."""
    roots: list[BaseOxmlElement] = [document.element]
    for relation in document.part.rels.values():
        if relation.reltype in (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER):
            part = relation.target_part
            roots += [part.element] if isinstance(part, XmlPart) else []
    for root in roots:
        yield from cast(list[BaseOxmlElement], [*root.iter(qn("w:p"))])


def _texts(paragraph: BaseOxmlElement) -> list[BaseOxmlElement]:
    """The elements with the text of a paragraph, without that of boxes in it."""
    found = cast(list[BaseOxmlElement], [*paragraph.iter(qn("w:t"))])
    return [each for each in found if next(each.iterancestors(qn("w:p"))) is paragraph]


def _text(paragraph: BaseOxmlElement) -> str:
    return "".join(each.text or "" for each in _texts(paragraph))


def _replace(paragraph: BaseOxmlElement, said: Mapping[str, str]) -> None:
    """Put words in place of marks, each of which Word may have cut into any pieces.

    They look as the first piece does; nothing is replaced in what was put there.
    """
    texts = _texts(paragraph)
    marks = re.compile("|".join(map(re.escape, said)))
    for found in reversed([*marks.finditer("".join(each.text or "" for each in texts))]):
        _put_in(texts, found.start(), found.end(), said[found[0]])


def _put_in(texts: list[BaseOxmlElement], start: int, end: int, words: str) -> None:
    """Put words in place of ``[start, end)`` of the text that these make together."""
    position = 0
    for each in texts:
        text = each.text or ""
        first, last = max(start - position, 0), min(end - position, len(text))
        position += len(text)
        if first < last:
            each.text = text[:first] + words + text[last:]
            each.set(qn("xml:space"), "preserve")
            words = ""


def _remove(element: BaseOxmlElement) -> None:
    above = element.getparent()
    if above is not None:
        above.remove(element)


def _form_of(paragraph: BaseOxmlElement) -> Form:
    """How a paragraph and its first run look, but not that it ends a section."""
    form = cast(BaseOxmlElement | None, paragraph.find(qn("w:pPr")))
    look = cast(BaseOxmlElement | None, paragraph.find(f"{qn('w:r')}/{qn('w:rPr')}"))
    if form is not None:
        form = deepcopy(form)
        for section in form.findall(qn("w:sectPr")):
            form.remove(section)
    return Form("" if form is None else form.xml, "" if look is None else look.xml)


def _append(document: Document, paragraphs: list[BaseOxmlElement]) -> None:
    """Put paragraphs at the end of the text, before what is said of its last section."""
    body = document.element.body
    last = body[-1] if len(body) and body[-1].tag == qn("w:sectPr") else None
    for paragraph in paragraphs:
        body.append(paragraph) if last is None else last.addprevious(paragraph)


def _let_go_of_its_own(document: Document) -> None:
    """Forget the template that the template was made with, which lies on another machine."""
    settings = document.settings.element
    for told in settings.findall(qn("w:attachedTemplate")):
        settings.remove(told)
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.SETTINGS:
            relations = relation.target_part.rels
            for name in [*relations]:
                del relations[name]


def _name(style: BaseOxmlElement) -> str:
    name = style.find(qn("w:name"))
    return "" if name is None else name.get(qn("w:val"), "")
