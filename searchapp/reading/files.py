"""From a path to a document: the registry of formats, and the limits that hold for all."""

import re
import stat
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Final, TypeAlias

from searchapp.errors import EmptyFile, Encrypted, UnreadableFile, UnsupportedFormat, why_not
from searchapp.reading.decoding import decode
from searchapp.reading.document import Document
from searchapp.reading.html import read_html
from searchapp.reading.mhtml import read_mhtml
from searchapp.reading.ofd import read_ofd
from searchapp.reading.office import read_doc, read_odt, read_rtf
from searchapp.reading.pdf import read_pdf
from searchapp.reading.picture import read_picture
from searchapp.reading.plain import read_plain
from searchapp.reading.sniffing import Kind, kind_of
from searchapp.reading.word import read_docx

Reader: TypeAlias = Callable[[Path, bytes], Document]

#: What a file is -> reader. A reader raises UnreadableFile with a reason in Chinese, and nothing
#: else.
READERS: Final[Mapping[Kind, Reader]] = {
    Kind.TEXT: read_plain,
    Kind.HTML: read_html,
    Kind.DOCX: read_docx,
    Kind.DOC: read_doc,
    Kind.RTF: read_rtf,
    Kind.ODT: read_odt,
    Kind.OFD: read_ofd,
    Kind.MHTML: read_mhtml,
    Kind.PDF: read_pdf,
    Kind.PICTURE: read_picture,
}
#: Ending -> what such a file should be.
_EXPECTED: Final[Mapping[str, Kind]] = {
    ".txt": Kind.TEXT,
    ".md": Kind.TEXT,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".xhtml": Kind.HTML,
    ".shtml": Kind.HTML,
    ".docx": Kind.DOCX,
    ".docm": Kind.DOCX,
    ".doc": Kind.DOC,
    ".wps": Kind.DOC,
    ".rtf": Kind.RTF,
    ".odt": Kind.ODT,
    ".ofd": Kind.OFD,
    ".pdf": Kind.PDF,
    ".jpg": Kind.PICTURE,
    ".jpeg": Kind.PICTURE,
    ".png": Kind.PICTURE,
    ".tif": Kind.PICTURE,
    ".tiff": Kind.PICTURE,
    ".bmp": Kind.PICTURE,
    ".webp": Kind.PICTURE,
    ".gif": Kind.PICTURE,
    ".mht": Kind.MHTML,
    ".mhtml": Kind.MHTML,
}
#: Ending -> reader of a file that is what its ending says.
FORMATS: Final[Mapping[str, Reader]] = {
    ending: READERS[kind] for ending, kind in _EXPECTED.items()
}
_SAVE_AGAIN: Final = "请在 WPS 或 Word 中另存为 .docx 再收入"
_UNPACK: Final = "请先解压，再把里面的文件收入"
#: What is not read -> what to do instead.
_REMEDIES: Final[Mapping[Kind, str]] = {
    Kind.WORD_XML: _SAVE_AGAIN,
    Kind.OLE: _SAVE_AGAIN,
    Kind.SHEET: "请把报告的文字另存为 .docx 再收入",
    Kind.SLIDES: "请把报告的文字另存为 .docx 再收入",
    Kind.ZIP: _UNPACK,
    Kind.ARCHIVE: _UNPACK,
    Kind.PROGRAM: "这不是文档",
    Kind.MEDIA: "这不是文档",
}
#: The same for files that only their ending names.
_FOREIGN: Final[Mapping[str, tuple[str, str]]] = {
    ".ceb": ("方正 CEB 文件", "请用方正阅读器另存为 PDF 再收入"),
    ".cebx": ("方正 CEBX 文件", "请用方正阅读器另存为 PDF 再收入"),
    ".gd": ("书生 GD 文件", "请用书生阅读器另存为 PDF 再收入"),
    ".sep": ("书生 SEP 文件", "请用书生阅读器另存为 PDF 再收入"),
    ".caj": ("CAJ 文件", "请另存为 PDF 再收入"),
}
#: No report is larger than this.
MAX_BYTES: Final = 64 * 1024 * 1024
#: Text under another ending is a report's only if it has so many Chinese characters.
_CHINESE: Final = 10
_HAN: Final = re.compile("[\u4e00-\u9fff]")
_ENDING: Final = re.compile(r"\.[A-Za-z0-9]{1,5}$")


def read_file(path: Path, known_as: PurePath | None = None) -> Document:
    """The document in a file, read as what its content is.

    ``known_as`` is where people put the file, if that is not ``path``. Raises UnreadableFile or
    one of its kinds; the reason is Chinese.
    """
    content = _content(path)
    kind = _kind(path, content)
    document = READERS[kind](path, content)
    if not document.text.strip():
        raise EmptyFile(path)
    said = replace(document.said, file_name=_called(known_as or path))
    return replace(document, said=said, warnings=(*_misnamed(path, kind), *document.warnings))


def too_large(size: int) -> str:
    """The reason for which a file of more than MAX_BYTES is not read."""
    return f"文件过大（{size // 1024 // 1024} MB）"


def _kind(path: Path, content: bytes) -> Kind:
    """What the file is. Raises UnreadableFile where that has no reader."""
    kind, expected = kind_of(content), _EXPECTED.get(path.suffix.lower())
    if kind is None:
        return _kind_of_text(path, content, expected)
    if kind in (Kind.LOCKED, Kind.LOCKED_DOC):
        raise Encrypted(path)
    if kind is Kind.OLE and expected is Kind.DOC:
        raise UnreadableFile(path, f"{Kind.DOC}已损坏或不完整；若能用 WPS 打开，{_SAVE_AGAIN}")
    if kind is Kind.FRAGMENT:
        return Kind.TEXT if expected is Kind.TEXT else Kind.HTML
    if kind in _REMEDIES:
        raise UnsupportedFormat(path, _REMEDIES[kind], what=kind)
    return kind


def _kind_of_text(path: Path, content: bytes, expected: Kind | None) -> Kind:
    """What a file is whose content does not say so: text of some sort, or nothing at all."""
    if expected in (Kind.TEXT, Kind.HTML):
        return expected
    if expected is None:
        what, remedy = _FOREIGN.get(path.suffix.lower(), ("", f"目前可读：{'、'.join(FORMATS)}"))
        raise UnsupportedFormat(path, remedy, what=what)
    decoded = decode(content)
    if decoded is None or len(_HAN.findall(decoded.text)) < _CHINESE:
        raise UnreadableFile(path, f"不是有效的 {expected}（文件损坏或不完整）")
    return Kind.TEXT


def _misnamed(path: Path, kind: Kind) -> tuple[str, ...]:
    ending = path.suffix.lower()
    if _EXPECTED.get(ending) is kind:
        return ()
    return (f"扩展名是 {ending or '空的'}，内容其实是{kind}",)


def _called(path: PurePath) -> str:
    """The names that people gave: of the two folders around the file, and its own."""
    names = [part for part in path.parts if part not in (path.anchor, ".", "..")]
    return "/".join((*names[-3:-1], _ENDING.sub("", path.name)))


def _content(path: Path) -> bytes:
    """All of a file. Raises UnreadableFile; a pipe or a device is not even opened."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise UnreadableFile(path, "这是文件夹，不是文件")
        if not stat.S_ISREG(found.st_mode):
            raise UnreadableFile(path, "不是普通文件（管道、设备等），不读")
        if found.st_size > MAX_BYTES:
            raise UnreadableFile(path, too_large(found.st_size))
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        why = why_not(error) if isinstance(error, OSError) else "文件名无效"
        missing = isinstance(error, FileNotFoundError)
        raise UnreadableFile(path, why if missing else f"无法打开：{why}") from error
    if not content:
        raise EmptyFile(path)
    return content
