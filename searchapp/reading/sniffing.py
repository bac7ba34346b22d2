"""What a file really is, by its content: people and systems give files wrong endings."""

import io
import re
import zipfile
from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Final

import olefile

from searchapp.reading.containers import BROKEN_ZIP, WaryFile


class Kind(StrEnum):
    """What a file is, in the words of a verdict."""

    DOCX = "Word 文档（.docx）"
    DOC = "Word 97-2003 文档（.doc）"
    WORD_XML = "Word 2003 XML 文档"
    RTF = "RTF 文档（.rtf）"
    ODT = "OpenDocument 文档（.odt）"
    OFD = "OFD 文档（.ofd）"
    PDF = "PDF 文档（.pdf）"
    PICTURE = "图片"
    HTML = "网页"
    FRAGMENT = "网页的一部分"
    MHTML = "单个文件的网页（.mht）"
    TEXT = "纯文本"
    ZIP = "压缩包（.zip）"
    LOCKED = "加密的文档"
    LOCKED_DOC = "加密的 Word 97-2003 文档（.doc）"
    SHEET = "电子表格"
    SLIDES = "演示文稿"
    OLE = "旧版办公文档"
    ARCHIVE = "压缩包"
    PROGRAM = "程序"
    MEDIA = "音频或视频"


#: How a file of a kind begins.
_BEGINNINGS: Final[tuple[tuple[bytes, Kind], ...]] = (
    (b"{\\rtf", Kind.RTF),
    (b"%PDF-", Kind.PDF),
    (b"\x89PNG\r\n\x1a\n", Kind.PICTURE),
    (b"\xff\xd8\xff", Kind.PICTURE),
    (b"GIF87a", Kind.PICTURE),
    (b"GIF89a", Kind.PICTURE),
    (b"II*\0", Kind.PICTURE),
    (b"MM\0*", Kind.PICTURE),
    (b"Rar!\x1a\x07", Kind.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Kind.ARCHIVE),
    (b"\x1f\x8b\x08", Kind.ARCHIVE),
    (b"BZh", Kind.ARCHIVE),
    (b"\xfd7zXZ\0", Kind.ARCHIVE),
    (b"\x7fELF", Kind.PROGRAM),
    (b"ID3", Kind.MEDIA),
)
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: A name in a container -> what the container is.
_PARTS: Final[Mapping[str, Kind]] = {
    "word/document.xml": Kind.DOCX,
    "ofd.xml": Kind.OFD,
    "xl/workbook.xml": Kind.SHEET,
    "xl/workbook.bin": Kind.SHEET,
    "ppt/presentation.xml": Kind.SLIDES,
}
#: The end of what an OpenDocument file says it is -> what it is.
_OPEN_DOCUMENTS: Final[Mapping[bytes, Kind]] = {
    b"text": Kind.ODT,
    b"text-template": Kind.ODT,
    b"spreadsheet": Kind.SHEET,
    b"presentation": Kind.SLIDES,
}
_OPEN_DOCUMENT: Final = b"application/vnd.oasis.opendocument."
#: A stream of an OLE2 file -> what the file is.
_STREAMS: Final[Mapping[str, Kind]] = {
    "EncryptedPackage": Kind.LOCKED,
    "WordDocument": Kind.DOC,
    "Workbook": Kind.SHEET,
    "Book": Kind.SHEET,
    "PowerPoint Document": Kind.SLIDES,
}
#: The bit of a Word file's header that says the rest is encrypted, and the byte it is in.
_FLAGS_AT, _IS_ENCRYPTED = 11, 0x01
_PREAMBLE: Final = rb"\s*+(?:<\?xml[^>]*+>\s*+)?(?><!--.*?-->\s*+)*+"
_PAGE: Final = re.compile(
    _PREAMBLE + rb"<(?:!doctype\s+html|html|head|body|meta)[\s>]", re.I | re.S
)
#: Elements with which a page may begin that was copied out of another; a text may as well.
_FRAGMENT: Final = re.compile(
    _PREAMBLE + rb"<(?:title|style|script|div|table|center|p|span|font|h[1-6])[\s>]", re.I | re.S
)
_MHTML: Final = re.compile(
    rb"\s*+(?:(?!mime-version)[\w-]++:[^\n]*+\n(?:[ \t][^\n]*+\n)*+)*+mime-version:", re.I
)
_WORD_XML: Final = re.compile(rb"<\?mso-application\s+progid=[\"']Word\.Document|<w:wordDocument")
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
_HEAD: Final = 4096
#: So much of a container that has lost its end is looked at.
_MAX_REMAINS: Final = 4 * 1024 * 1024


def kind_of(content: bytes) -> Kind | None:
    """What the content is, or None where nothing says so: it may be text, or nothing at all."""
    if content.startswith(_ZIP):
        return kind_of_zip(io.BytesIO(content))
    if content.startswith(_OLE):
        return _kind_of_ole(content)
    head = content[:_HEAD].removeprefix(_BYTE_ORDER_MARK)
    begun = (kind for start, kind in _BEGINNINGS if head.lstrip(b"\r\n\t ").startswith(start))
    return next(begun, None) or _kind_of_binary(content) or _kind_of_markup(_in_ascii(head))


def kind_of_zip(file: io.BytesIO | io.FileIO) -> Kind:
    """What a file is that begins as a zip does; Kind.ZIP where it is an archive of files.

    The file is closed afterwards.
    """
    with WaryFile(file) as wary:
        try:
            with zipfile.ZipFile(wary) as archive:
                names = {name.replace("\\", "/").lower() for name in archive.namelist()}
                said = archive.read("mimetype") if _has_small(archive, "mimetype") else b""
        except BROKEN_ZIP:
            wary.seek(0)
            return _kind_of_remains(wary.read(_MAX_REMAINS))
    if said.startswith(_OPEN_DOCUMENT):
        return _OPEN_DOCUMENTS.get(said.removeprefix(_OPEN_DOCUMENT).strip(), Kind.ZIP)
    return next((kind for name, kind in _PARTS.items() if name in names), Kind.ZIP)


def _has_small(archive: zipfile.ZipFile, name: str) -> bool:
    return name in archive.namelist() and archive.getinfo(name).file_size < 200


def _kind_of_remains(content: bytes) -> Kind:
    """What a container was that has lost its end: each part still begins with its name."""
    for name, kind in _PARTS.items():
        if re.search(re.escape(name.encode()), content, re.I):
            return kind
    return Kind.ODT if _OPEN_DOCUMENT + b"text" in content[:200] else Kind.ZIP


def _kind_of_ole(content: bytes) -> Kind:
    """What an OLE2 file is; one that is broken is told by the names that are left."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            names = {path[0] for path in ole.listdir()}
            kind = _named(names)
            header = (
                ole.openstream("WordDocument").read(_FLAGS_AT + 1) if kind is Kind.DOC else b""
            )
    except (OSError, ValueError, IndexError, TypeError, KeyError, AttributeError):
        return _named({name for name in _STREAMS if name.encode("utf-16-le") in content})
    locked = len(header) > _FLAGS_AT and header[_FLAGS_AT] & _IS_ENCRYPTED
    return Kind.LOCKED_DOC if locked else kind


def _named(streams: Collection[str]) -> Kind:
    return next((kind for name, kind in _STREAMS.items() if name in streams), Kind.OLE)


def _kind_of_binary(content: bytes) -> Kind | None:
    """A picture, archive, program or film that does not begin with what names it."""
    if content.startswith(b"BM") and content[2:6] == len(content).to_bytes(4, "little"):
        return Kind.PICTURE
    if content.startswith(b"RIFF"):
        return Kind.PICTURE if content[8:12] == b"WEBP" else Kind.MEDIA
    if content[4:8] == b"ftyp":
        return Kind.MEDIA
    if content[257:262] == b"ustar":
        return Kind.ARCHIVE
    if b"%PDF-" in content[:1024] and b"%%EOF" in content[-2048:]:
        return Kind.PDF
    return Kind.PROGRAM if content.startswith(b"MZ") and b"\0" in content[:64] else None


def _kind_of_markup(head: bytes) -> Kind | None:
    if _WORD_XML.search(head):
        return Kind.WORD_XML
    kinds = ((_PAGE, Kind.HTML), (_FRAGMENT, Kind.FRAGMENT), (_MHTML, Kind.MHTML))
    return next((kind for begins, kind in kinds if begins.match(head)), None)


def _in_ascii(head: bytes) -> bytes:
    """The beginning without what UTF-16 puts between two characters of ASCII."""
    is_wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return head[2:].replace(b"\0", b"") if is_wide else head
