"""Where a page says most, for sites whose containers nobody knows."""

from collections.abc import Sequence
from typing import Final

from bs4 import NavigableString, Tag

from searchapp.reading.webpage.containers import are_alike
from searchapp.reading.webpage.furniture import is_box
from searchapp.reading.webpage.layout import BLOCKS, HEADINGS, lines_of
from searchapp.reading.webpage.shapes import speaks
from searchapp.reading.webpage.weights import Weights

#: What holds so large a share of the prose is where the article is.
_HALF: Final = 0.5
#: One of several pieces of an article beside one another is not so much smaller than the largest,
#: and has no larger share of its text in links.
_PIECE: Final = 0.25
_LINKED: Final = 0.2
_LEAVES: Final = HEADINGS | {"p", "tr", "li", "pre", "blockquote"}


def densest(body: Tag, weights: Weights) -> list[Tag]:
    """The innermost element that holds what the page says outside of links, or its pieces."""
    here = body
    while True:
        blocks = _blocks(here, weights)
        best = max(blocks, key=weights.prose, default=None)
        if best is None or _is_leaf(best) or not _outweighs(best, blocks, weights):
            return [here]
        if any(isinstance(child, NavigableString) and speaks(child) for child in here.children):
            return [here]
        pieces = _pieces(blocks, best, weights)
        if len(pieces) > 1:
            return pieces
        here = best


def _pieces(blocks: Sequence[Tag], best: Tag, weights: Weights) -> list[Tag]:
    """The blocks of the article of which one is the best, with all that stands between them."""
    places = [
        at for at, block in enumerate(blocks) if block is best or _goes_with(block, best, weights)
    ]
    return [
        block
        for block in blocks[places[0] : places[-1] + 1]
        if not weights.is_linked(block, _LINKED)
    ]


def _blocks(here: Tag, weights: Weights) -> list[Tag]:
    """The blocks directly inside an element that say something and are no boxes of the site."""
    most = _HALF * weights.prose(here)
    return [
        child
        for child in here.find_all(True, recursive=False)
        if weights.prose(child)
        and (child.name in BLOCKS or not _is_leaf(child))
        and (weights.prose(child) > most or not is_box(child, weights))
    ]


def _outweighs(best: Tag, blocks: Sequence[Tag], weights: Weights) -> bool:
    """Whether one block has as much prose, or as many sentences, as all the others."""
    return any(
        weigh(best) >= _HALF * max(sum(map(weigh, blocks)), 1)
        for weigh in (weights.prose, weights.sentences)
    )


def _is_leaf(tag: Tag) -> bool:
    return tag.name in _LEAVES or tag.find(list(BLOCKS)) is None


def _goes_with(block: Tag, best: Tag, weights: Weights) -> bool:
    """Whether a block beside the one with the most prose is a piece of the same article."""
    if weights.is_linked(block, _LINKED):
        return False
    if _is_leaf(block):
        return any(speaks(line.text) for line in lines_of(block))
    if block.get("class") and are_alike(block, best):
        return True
    enough = _PIECE * weights.prose(best)
    return weights.sentences(block) > 0 and weights.prose(block) >= enough
