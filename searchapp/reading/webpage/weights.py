"""How much text each element of a page holds."""

from typing import Final

from bs4 import NavigableString, Tag
from bs4.element import PreformattedString

_FULL_STOP: Final = "。"


class Weights:
    """What the elements below one hold, counted once for all of them.

    Blanks count nothing. Prose is what stands outside of links; a menu has none.
    """

    def __init__(self, root: Tag) -> None:
        self._text: dict[int, int] = {}
        self._prose: dict[int, int] = {}
        self._sentences: dict[int, int] = {}
        # An element comes after those around it: from the end on, each is done before its parent.
        for tag in reversed([root, *root.find_all(True)]):
            self._weigh(tag)

    def text(self, tag: Tag) -> int:
        """How many characters the element has."""
        return self._text.get(id(tag), 0)

    def prose(self, tag: Tag) -> int:
        """How many of them stand outside of links."""
        return self._prose.get(id(tag), 0)

    def sentences(self, tag: Tag) -> int:
        """How many sentences end in it, outside of links."""
        return self._sentences.get(id(tag), 0)

    def is_linked(self, tag: Tag, share: float) -> bool:
        """Whether so large a share of its text stands in links."""
        return self.text(tag) - self.prose(tag) > share * self.text(tag)

    def _weigh(self, tag: Tag) -> None:
        text = prose = sentences = 0
        for child in tag.children:
            if isinstance(child, Tag):
                text += self._text[id(child)]
                prose += self._prose[id(child)]
                sentences += self._sentences[id(child)]
            elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                length = len("".join(child.split()))
                text, prose = text + length, prose + length
                sentences += child.count(_FULL_STOP)
        if tag.name == "a" and tag.has_attr("href"):
            prose = sentences = 0
        self._text[id(tag)] = text
        self._prose[id(tag)], self._sentences[id(tag)] = prose, sentences
