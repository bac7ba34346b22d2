"""Plain text and Markdown."""

from pathlib import Path

from searchapp.errors import UnreadableFile
from searchapp.reading.decoding import decode, losses
from searchapp.reading.document import Document


def read_plain(path: Path, content: bytes) -> Document:
    """The lines of a text in UTF-8, UTF-16 or GB18030. Raises UnreadableFile."""
    decoded = decode(content)
    if decoded is None:
        raise UnreadableFile(path, "不是文本文件，或编码无法识别")
    lines = tuple(decoded.text.splitlines())
    form = "md" if path.suffix.lower() == ".md" else "txt"
    return Document(lines, form, warnings=losses(decoded))
