"""Plain text and Markdown."""

from pathlib import Path

from searchapp.errors import UnreadableFile
from searchapp.reading.decoding import decode
from searchapp.reading.document import Document


def read_plain(path: Path, content: bytes) -> Document:
    """The lines of a text in UTF-8, UTF-16 or GB18030. Raises UnreadableFile."""
    decoded = decode(content)
    if decoded is None:
        raise UnreadableFile(path, "不是文本文件，或编码无法识别")
    lost = (f"有 {decoded.lost} 个字符无法识别，以 � 代替",) if decoded.lost else ()
    lines = tuple(decoded.text.splitlines())
    return Document(lines, path.suffix.lower().removeprefix("."), warnings=lost)
