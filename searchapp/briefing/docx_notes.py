"""Real footnotes and endnotes, of which python-docx knows nothing."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from searchapp.briefing.docx_styles import (
    ENDNOTE,
    ENDNOTE_MARK,
    FOOTNOTE,
    FOOTNOTE_MARK,
    CharacterStyle,
    ParagraphStyle,
)
from searchapp.briefing.docx_xml import (
    NAMES,
    elements,
    field,
    linked,
    looks,
    paragraph,
    run,
    styled,
)
from searchapp.briefing.saying import Source

#: The lines above notes, which Word expects under these numbers.
_SEPARATORS: Final = {"-1": "separator", "0": "continuationSeparator"}
#: What follows notes in the settings of a document, in the schema's order.
_AFTER: Final = (
    *("w:compat", "w:docVars", "w:rsids", "m:mathPr", "w:attachedSchema", "w:themeFontLang"),
    *("w:clrSchemeMapping", "w:doNotIncludeSubdocsInStats", "w:doNotAutoCompressPictures"),
    *("w:forceUpgrade", "w:captions", "w:readModeInkLockDown", "w:smartTagType"),
    *("sl:schemaLibrary", "w:shapeDefaults", "w:doNotEmbedSmartTags", "w:decimalSymbol"),
    "w:listSeparator",
)


@dataclass(frozen=True, slots=True)
class NoteKind:
    """Footnotes or endnotes; ``tag`` begins the names of all that belongs to them."""

    tag: str
    content_type: str
    relation: str
    text: ParagraphStyle
    mark: CharacterStyle
    after: tuple[str, ...]


FOOTNOTES: Final = NoteKind(
    "footnote",
    CONTENT_TYPE.WML_FOOTNOTES,
    RELATIONSHIP_TYPE.FOOTNOTES,
    FOOTNOTE,
    FOOTNOTE_MARK,
    ("w:endnotePr", *_AFTER),
)
ENDNOTES: Final = NoteKind(
    "endnote",
    CONTENT_TYPE.WML_ENDNOTES,
    RELATIONSHIP_TYPE.ENDNOTES,
    ENDNOTE,
    ENDNOTE_MARK,
    _AFTER,
)


@dataclass(frozen=True, slots=True)
class NoteStyles:
    """The names by which a document knows the styles of its notes."""

    text: str
    mark: str
    link: str


class Notes:
    """The notes of a document, to which those of sources are added, each once.

    ``quoted`` says how often each number is: who is quoted again is referred to again.
    """

    def __init__(
        self, document: Document, kind: NoteKind, styles: NoteStyles, quoted: Counter[int]
    ) -> None:
        self._kind, self._styles, self._quoted = kind, styles, quoted
        self._part = _part_of(document, kind)
        self._ids: dict[int, int] = {}
        self._free = 1 + max((0, *_numbers(self._part.element, qn("w:id"))))
        self._bookmark = 1 + max((0, *_bookmarks(document)))
        _number_through(document, kind)

    def mark(self, source: Source) -> str:
        """The runs that lead from a quote to the note of its source."""
        look, name = looks(self._styles.mark), f"_Source{source.number}"
        if source.number in self._ids:
            return field(f"NOTEREF {name} \\f \\h", str(source.number), look)
        id_ = self._ids[source.number] = self._free + len(self._ids)
        self._part.element.extend(elements(self._note(id_, source)))
        mark = f'<w:r>{look}<w:{self._kind.tag}Reference w:id="{id_}"/></w:r>'
        return mark if self._quoted[source.number] == 1 else self._named(mark, name)

    def _note(self, id_: int, source: Source) -> str:
        own = f"<w:r>{looks(self._styles.mark)}<w:{self._kind.tag}Ref/></w:r>"
        link = linked(self._part, source.link, run(source.link, looks(self._styles.link)))
        form = styled(self._styles.text)
        text = paragraph(form, own, run(f" {source.told} "), link)
        return f'<w:{self._kind.tag} w:id="{id_}">{text}</w:{self._kind.tag}>'

    def _named(self, mark: str, name: str) -> str:
        id_ = self._bookmark
        self._bookmark += 1
        start = f'<w:bookmarkStart w:id="{id_}" w:name="{name}"/>'
        return f'{start}{mark}<w:bookmarkEnd w:id="{id_}"/>'


def _part_of(document: Document, kind: NoteKind) -> XmlPart:
    """The part with the notes, as one that can be written in; made where there is none."""
    relations = document.part.rels
    for name, relation in [*relations.items()]:
        if relation.reltype == kind.relation:
            made = _opened(relation.target_part)
            del relations[name]
            break
    else:
        made = _made(document, kind)
    document.part.relate_to(made, kind.relation)
    return made


def _opened(part: Part) -> XmlPart:
    """A part of which only the bytes were read, with its relations."""
    opened = XmlPart(part.partname, part.content_type, parse_xml(part.blob), part.package)
    for name, relation in part.rels.items():
        target = relation.target_ref if relation.is_external else relation.target_part
        opened.load_rel(relation.reltype, target, name, relation.is_external)
    return opened


def _made(document: Document, kind: NoteKind) -> XmlPart:
    """A part with nothing but the lines above notes, of which the settings are told."""
    tag = kind.tag
    form = '<w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
    lines = "".join(
        f'<w:{tag} w:type="{line}" w:id="{id_}">'
        f"{paragraph(form, f'<w:r><w:{line}/></w:r>')}</w:{tag}>"
        for id_, line in _SEPARATORS.items()
    )
    told = "".join(f'<w:{tag} w:id="{id_}"/>' for id_ in _SEPARATORS)
    settings = document.settings.element
    for old in settings.findall(qn(f"w:{tag}Pr")):
        settings.remove(old)
    said = f'<w:{tag}Pr><w:numFmt w:val="decimal"/>{told}</w:{tag}Pr>'
    settings.insert_element_before(elements(said)[0], *kind.after)
    return XmlPart(
        PackURI(f"/word/{tag}s.xml"),
        kind.content_type,
        parse_xml(f"<w:{tag}s {NAMES}>{lines}</w:{tag}s>"),
        document.part.package,
    )


def _number_through(document: Document, kind: NoteKind) -> None:
    """Number the notes from 1 to the last, as the list of sources does."""
    for root in (document.settings.element, document.element):
        for told in root.iter(qn(f"w:{kind.tag}Pr")):
            for name in ("w:numStart", "w:numRestart"):
                for each in told.findall(qn(name)):
                    told.remove(each)


def _bookmarks(document: Document) -> Iterator[int]:
    for tag in ("w:bookmarkStart", "w:ins", "w:del"):
        for each in document.element.iter(qn(tag)):
            yield from _number(each.get(qn("w:id")))


def _numbers(root: BaseOxmlElement, name: str) -> Iterator[int]:
    for each in root:
        yield from _number(each.get(name))


def _number(written: str | None) -> Iterator[int]:
    if written and written.lstrip("-").isascii() and written.lstrip("-").isdigit():
        yield int(written)
