"""A web page as a tree: decoded, bounded, and without what its reader never sees."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bs4 import BeautifulSoup, Tag

from searchapp.errors import UnreadableFile
from searchapp.reading.decoding import Decoded, decode, losses
from searchapp.reading.webpage.weights import Weights

#: No page of a report has so many tags, or so many of them inside one another; one that has was
#: made to exhaust whoever reads it.
_TAGS: Final = 100_000
#: … or so many characters, pictures inside it not counted.
_LENGTH: Final = 4_000_000
_DEPTH: Final = 400
#: Never shown; of a ruby annotation only the characters themselves are a report's.
_SILENT: Final = (
    *("script", "style", "noscript", "template", "select", "textarea"),
    *("rt", "rp", "rtc"),
)
_FRAMES: Final = ("iframe", "frame", "embed", "object")
_HIDING: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:p[xt]|em|%)?\s*(?:;|!|$)",
    re.I,
)
#: Some pages hide their text until a script has run: what holds so many of the sentences is it.
_MOST: Final = 0.5
_DECLARED: Final = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.I)
_XML_DECLARATION: Final = re.compile(r"<\?xml[^>]*>?")
#: A picture inside the page; a parser keeps no attribute of that length.
_INLINE_PICTURE: Final = re.compile(r"data:[\w/+.;=-]{1,80};base64,[A-Za-z0-9+/=\s]+")
_SAVED_FROM: Final = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->")


@dataclass(frozen=True, slots=True)
class Page:
    """What a reader sees of a page, and what is known of it besides.

    ``frames`` are the addresses of what it shows in a frame; ``script`` is how many characters of
    program it has; ``address``, where a browser says that it saved it, "" where none does;
    ``warnings`` tell of characters that were lost.
    """

    tree: BeautifulSoup
    frames: tuple[str, ...]
    script: int
    address: str
    warnings: tuple[str, ...]

    @property
    def body(self) -> Tag:
        """The element with all that is shown."""
        return self.tree.body or self.tree


def open_page(path: Path, content: bytes, charset: str = "", address: str = "") -> Page:
    """The page in these bytes.

    ``charset`` and ``address`` are what an envelope says of it. Raises UnreadableFile.
    """
    decoded = _decoded(content, charset)
    if decoded is None:
        raise UnreadableFile(path, "网页的编码无法识别")
    text = _INLINE_PICTURE.sub("", decoded.text)
    if len(text) > _LENGTH:
        raise UnreadableFile(path, f"网页过大（{len(text) // 10_000} 万字）")
    if text.count("<") > _TAGS:
        raise UnreadableFile(path, f"网页结构异常：标签过多（超过 {_TAGS // 10_000} 万个）")
    tree = _parsed(text)
    if _is_deep(tree):
        raise UnreadableFile(path, "网页结构异常：标签嵌套过深")
    frames = tuple(_sources(tree))
    script = sum(len(program.get_text()) for program in tree.find_all("script"))
    _drop_unseen(tree)
    saved = _SAVED_FROM.search(text[:4096])
    return Page(tree, frames, script, address or (saved[1] if saved else ""), losses(decoded))


def _decoded(content: bytes, charset: str) -> Decoded | None:
    declared = _DECLARED.search(content[:4096])
    return decode(content, charset or (declared[1].decode("ascii") if declared else ""))


def _parsed(text: str) -> BeautifulSoup:
    """The page as a tree, also where it calls itself XML or has no tag at all.

    Beautiful Soup warns of a text that looks like XML or like a file's name; a line end after it
    says that it is a text.
    """
    return BeautifulSoup(_XML_DECLARATION.sub("", text) + "\n", "lxml")


def _is_deep(tree: BeautifulSoup) -> bool:
    depths = {id(tree): 0}
    for tag in tree.find_all(True):
        depths[id(tag)] = depth = depths[id(tag.parent)] + 1
        if depth > _DEPTH:
            return True
    return False


def _sources(tree: BeautifulSoup) -> list[str]:
    """The addresses of what the page shows in frames."""
    frames = tree.find_all(_FRAMES)
    return [str(frame.get("src") or frame.get("data") or "") for frame in frames]


def _drop_unseen(tree: BeautifulSoup) -> None:
    """Take out of the tree what a browser would not show."""
    for silent in tree.find_all([*_SILENT, *_FRAMES]):
        silent.decompose()
    hidden = [tag for tag in tree.find_all(True) if tag.has_attr("hidden") or _hides(tag)]
    if not hidden:
        return
    weights = Weights(tree)
    enough = max(1, _MOST * weights.sentences(tree))
    for tag in hidden:
        if not tag.decomposed and weights.sentences(tag) < enough:
            tag.decompose()


def _hides(tag: Tag) -> bool:
    return _HIDING.search(str(tag.get("style") or "")) is not None
