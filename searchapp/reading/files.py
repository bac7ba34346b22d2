"""From a path to a document: the registry of formats, and the limits that hold for all."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, TypeAlias

from searchapp.errors import EmptyFile, UnreadableFile, UnsupportedFormat, why_not
from searchapp.reading.document import Document
from searchapp.reading.html import read_html
from searchapp.reading.plain import read_plain
from searchapp.reading.word import read_docx

Reader: TypeAlias = Callable[[Path, bytes], Document]

#: Ending -> reader. A reader raises UnreadableFile with a reason in Chinese, and nothing else.
FORMATS: Final[Mapping[str, Reader]] = {
    ".txt": read_plain,
    ".md": read_plain,
    ".html": read_html,
    ".htm": read_html,
    ".docx": read_docx,
}
#: No report is larger than this.
MAX_BYTES: Final = 64 * 1024 * 1024


def read_file(path: Path) -> Document:
    """The document in a file.

    Raises UnreadableFile, or its kinds EmptyFile and UnsupportedFormat; the reason is Chinese.
    """
    reader = FORMATS.get(path.suffix.lower())
    if not path.exists():
        raise UnreadableFile(path, "文件不存在")
    if reader is None:
        raise UnsupportedFormat(path, "、".join(FORMATS))
    document = reader(path, _content(path))
    if not document.text.strip():
        raise EmptyFile(path)
    return document


def _content(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UnreadableFile(path, f"文件过大（{size // 1024 // 1024} MB）")
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFile(path, "文件不存在") from error
    except OSError as error:
        raise UnreadableFile(path, f"无法打开：{why_not(error)}") from error
    if not content:
        raise EmptyFile(path)
    return content
