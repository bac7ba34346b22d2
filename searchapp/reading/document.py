"""The text of a file, before anybody asks what it means."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Said:
    """What a file says of its report outside the report's text, as printed; "" where it is silent.

    ``place_codes`` are division codes of six digits, the surest first; ``site`` is everything that
    names the site, its column and its source. ``published_on`` is when it was put up, which may be
    long after it was issued. ``file_name`` is the name that people gave the file, after those of
    the two folders in which it lies, with ``/`` between and without its ending.
    """

    title: str = ""
    doc_number: str = ""
    issued_on: str = ""
    published_on: str = ""
    issuer: str = ""
    site: str = ""
    place_codes: tuple[str, ...] = ()
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A file's text: one string for each paragraph or line, without line ends.

    The cells of a table's row are one line, with a tab between two cells. ``paragraphs`` says that
    the file itself marks paragraphs, so that a line is never the mere width of a page;
    ``recognised``, that the text was read off pictures. ``warnings`` tell, in Chinese, what could
    not be carried over.
    """

    lines: tuple[str, ...]
    format: str
    said: Said = field(default_factory=Said)
    paragraphs: bool = False
    warnings: tuple[str, ...] = ()
    recognised: bool = False

    @property
    def text(self) -> str:
        """The lines, each with its end."""
        return "\n".join(self.lines)
