"""What is taken as a template: a Word document that neither runs, nor fetches, nor bursts."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from searchapp.errors import BadTemplate, Encrypted, UnreadableFile
from searchapp.reading.containers import BrokenXml, Container, parsed
from searchapp.reading.sniffing import Kind, kind_of

#: A template is not larger, in bytes, packed and unpacked.
MOST_PACKED: Final = 10 * 1024 * 1024
_MOST_UNPACKED: Final = 64 * 1024 * 1024
_TYPES: Final = "[content_types].xml"
_MAIN: Final = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_AS_TEMPLATE: Final = _MAIN.replace(b"document.main", b"template.main")
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: Kinds of relations to parts that run.
_RUNNING: Final = frozenset(
    ("vbaProject", "wordVbaData", "control", "activeXControlBinary", "aFChunk", "attachedToolbars")
)
#: Kinds of relations to what is elsewhere which nobody follows unasked, or which are cut.
_HARMLESS: Final = frozenset(("hyperlink", "attachedTemplate"))
#: Fields that fetch something when a document is opened.
_FETCHING: Final = re.compile(
    r"(?:^|\s)(?:INCLUDEPICTURE|INCLUDETEXT|IMPORT|DDE|DDEAUTO|LINK|DATABASE)\s", re.I
)
_LOCKED: Final = (Kind.LOCKED, Kind.LOCKED_DOC)

_NOT_WORD: Final = "它不是 .docx 文件。请在 Word 或 WPS 中另存为“Word 文档（.docx）”再试"
_TOO_LARGE: Final = (
    f"它太大了（最大 {MOST_PACKED // 1024 // 1024} MB）。请删去模板里的图片等内容再试"
)
_EMPTY: Final = "它是空文件。请换一个再试"
_BURSTS: Final = "它解压后过大，不像是模板"
_LOCKED_UP: Final = "它有密码。请先取消密码再试"
_RUNS: Final = "它带有宏或控件。请在 Word 或 WPS 中另存为不带宏的 .docx 再试"
_FETCHES: Final = "它引用了别处的图片或文件。请改为嵌入，或删去再试"
_BROKEN: Final = "文件已损坏，无法打开。若能用 Word 或 WPS 打开，请另存为 .docx 再试"
_STRICT: Final = "它是“严格”格式的文档。请另存为普通的“Word 文档（.docx）”再试"


def checked(content: bytes) -> bytes:
    """A document that can be a template, as one that can be written in. Raises BadTemplate."""
    if not content:
        raise BadTemplate(_EMPTY)
    if len(content) > MOST_PACKED:
        raise BadTemplate(_TOO_LARGE)
    kind = kind_of(content)
    if kind is not Kind.DOCX:
        raise BadTemplate(_LOCKED_UP if kind in _LOCKED else _NOT_WORD)
    try:
        parts = _parts(Container(Path("模板.docx"), content, "Word 文档"))
        _check(parts)
    except Encrypted as error:
        raise BadTemplate(_LOCKED_UP) from error
    except (UnreadableFile, BrokenXml) as error:
        raise BadTemplate(_BROKEN) from error
    return _packed(content, parts)


def _parts(container: Container) -> dict[str, bytes]:
    """The parts by name in small letters. Raises UnreadableFile or BadTemplate."""
    parts, size = dict[str, bytes](), 0
    for name in container.names():
        parts[name] = container.part(name)
        size += len(parts[name])
        if size > _MOST_UNPACKED:
            raise BadTemplate(_BURSTS)
    return parts


def _check(parts: Mapping[str, bytes]) -> None:
    """Raises BadTemplate or BrokenXml."""
    if b"macroEnabled" in parts.get(_TYPES, b""):
        raise BadTemplate(_RUNS)
    if b"purl.oclc.org/ooxml" in parts.get("_rels/.rels", b""):
        raise BadTemplate(_STRICT)
    for name, content in parts.items():
        if name.endswith(".rels"):
            _check_relations(content)
        elif name.endswith(".xml"):
            _check_fields(content)


def _check_relations(content: bytes) -> None:
    for relation in parsed(content):
        kind = relation.get("Type", "").rpartition("/")[2]
        if kind in _RUNNING:
            raise BadTemplate(_RUNS)
        if relation.get("TargetMode") == "External" and kind not in _HARMLESS:
            raise BadTemplate(_FETCHES)


def _check_fields(content: bytes) -> None:
    if any(map(_FETCHING.search, _instructions(content))):
        raise BadTemplate(_FETCHES)


def _instructions(content: bytes) -> Iterator[str]:
    """What the fields of a part are told; in a paragraph it may be cut into any pieces."""
    root = parsed(content)
    for each in root.iter(f"{_W}fldSimple"):
        yield each.get(f"{_W}instr", "")
    for paragraph in root.iter(f"{_W}p"):
        yield "".join(piece.text or "" for piece in paragraph.iter(f"{_W}instrText"))


def _packed(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The parts that were looked at, and no others; a .dotx becomes a document."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as original,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive,
    ):
        for name in dict.fromkeys(original.namelist()):
            part = parts[name.replace("\\", "/").lower()]
            archive.writestr(name, part.replace(_AS_TEMPLATE, _MAIN))
    return packed.getvalue()
