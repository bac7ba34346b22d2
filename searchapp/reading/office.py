"""Documents that LibreOffice reads for us: .doc, .wps, .rtf, .odt.

Each becomes a .docx, for that keeps what the text shows apart from what it hides: automatic
numbers, tracked changes, notes, cells.
"""

import re
from dataclasses import replace
from pathlib import Path
from typing import Final

from searchapp.errors import Encrypted
from searchapp.reading.containers import Container
from searchapp.reading.document import Document
from searchapp.reading.libreoffice import as_docx
from searchapp.reading.word import read_docx

#: The number of a list's entry as the writing program showed it: its properties, its text.
_SHOWN_NUMBER: Final = re.compile(
    rb"\{\\(?:list|pn)text\b((?:\\[a-z]+-?\d*\s?)*+)\s*((?:[^{}\\]|\\(?!tab\b).)*+)(?:\\tab)?\s*\}",
    re.S,
)
#: One byte, or a character for private use: a sign of Symbol or Wingdings.
_BULLET: Final = re.compile(rb"\\'[0-9a-f]{2}|\\u(?:-\d+|6\d{4}) ?(?:\\'[0-9a-f]{2}|\?)?", re.I)
_ANY_SHOWN: Final = re.compile(rb"\{\\(?:list|pn)text\b")
_AUTOMATIC: Final = re.compile(rb"\\\\|\\ls\d+ ?|(\{\\\*\\pn)(?![a-z])")


def read_doc(path: Path, content: bytes) -> Document:
    """The text of a .doc or .wps. Raises UnreadableFile or its kind NeedsProgram."""
    document = _read(path, content, ".doc")
    return replace(document, format="wps") if path.suffix.lower() == ".wps" else document


def read_rtf(path: Path, content: bytes) -> Document:
    """The text of an .rtf. Raises UnreadableFile or its kind NeedsProgram."""
    return _read(path, _with_numbers_as_text(content), ".rtf")


def read_odt(path: Path, content: bytes) -> Document:
    """The text of an .odt. Raises UnreadableFile or its kinds Encrypted and NeedsProgram."""
    container = Container(path, content, "OpenDocument 文档")
    manifest = "META-INF/manifest.xml"
    if manifest in container and b":encryption-data" in container.part(manifest):
        raise Encrypted(path)
    for part in ("content.xml", "styles.xml"):
        if part == "content.xml" or part in container:
            container.xml(part)
    return _read(path, content, ".odt")


def _read(path: Path, content: bytes, ending: str) -> Document:
    document = read_docx(path, as_docx(path, content, ending))
    return replace(document, format=ending.removeprefix("."))


def _with_numbers_as_text(rtf: bytes) -> bytes:
    """The file with each number as text and no automatic one.

    RTF has both, and of the two only the number as it was shown is sure: LibreOffice itself
    writes the 、 of an automatic 一、 as a question mark.
    """
    shown = _SHOWN_NUMBER.sub(_as_text, rtf)
    if shown == rtf or _ANY_SHOWN.search(shown):
        return rtf
    return _AUTOMATIC.sub(_without_list, shown)


def _as_text(number: re.Match[bytes]) -> bytes:
    return b"" if _BULLET.fullmatch(number[2].strip()) else b"{" + number[1] + number[2] + b"}"


def _without_list(found: re.Match[bytes]) -> bytes:
    if found[1]:
        return rb"{\*\pnno"  # a group of a name that nobody knows is passed over
    return found[0] if found[0] == rb"\\" else b""
