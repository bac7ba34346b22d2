"""Contents of briefings, and what two people make of one."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import TypeAlias

from hypothesis import strategies as st

from searchapp.library.briefings import Block, BlockKind, Content, merged

#: A base, and what two people make of it at once.
Three: TypeAlias = tuple[Content, Content, Content]

#: Few words, so that two people now and then write the same.
_WORDS = ("茶季", "执法力量不足", "院坝会", "调解室", "枫桥经验", "")
_CODES = ("QQQQQQQQQ1", "QQQQQQQQQ2")
_OWN_KINDS = (BlockKind.HEADING, BlockKind.TEXT, BlockKind.NOTE)


def content(*blocks: Block, name: str = "茶季", title: str = "") -> Content:
    """A content of these blocks."""
    return Content(name, title, (), blocks)


def text(name: str, words: str = "") -> Block:
    """A paragraph; its words are its id unless others are given."""
    return Block(name, BlockKind.TEXT, words or name)


def quote(name: str, code: str) -> Block:
    """A quote."""
    return Block(name, BlockKind.QUOTE, excerpt=code)


def threes() -> st.SearchStrategy[Three]:
    """Any base and what two made of it; both may give a new block the same id.

    In some bases there are conflicts of earlier, of which either may settle some.
    """
    # By a seed: a content takes a hundred choices, which hypothesis makes slowly.
    return st.integers(0, 2**32).map(_three)


def contents() -> st.SearchStrategy[Content]:
    """Any content of a few blocks."""
    return st.integers(0, 2**32).map(lambda seed: _content(Random(seed)))


def _three(seed: int) -> Three:
    rng = Random(seed)
    base = _content(rng)
    if rng.random() < 0.5:
        before = base, _edited(rng, base, "mno"), _edited(rng, base, "jkl")
        base = merged(*before).content
    return base, _edited(rng, base, "xyz"), _edited(rng, base, "uvx")


def _content(rng: Random) -> Content:
    names = rng.sample("abcdefgh", rng.randint(0, 7))
    blocks = tuple(_block(rng, name) for name in names)
    return Content(rng.choice(_WORDS), rng.choice(_WORDS), _tags(rng), blocks)


def _block(rng: Random, name: str) -> Block:
    if rng.random() < 0.2:
        return replace(quote(name, rng.choice(_CODES)), kept=rng.randint(0, 2))
    return Block(name, rng.choice(_OWN_KINDS), rng.choice(_WORDS), level=rng.randint(1, 3))


def _tags(rng: Random) -> tuple[str, ...]:
    return tuple(rng.sample("春夏秋冬", rng.randint(0, 3)))


def _settled(rng: Random, blocks: Sequence[Block]) -> list[Block]:
    """The blocks where somebody chose, of some that two changed, what was written second."""
    chosen = {each.beside: each for each in blocks if each.beside and rng.random() < 0.5}
    left = [each for each in blocks if each not in chosen.values()]
    return [
        replace(chosen[each.id], id=each.id, beside="") if each.id in chosen else each
        for each in left
    ]


def _edited(rng: Random, before: Content, new: Sequence[str]) -> Content:
    """What somebody makes of a content; the blocks that they add have ids of ``new``."""
    blocks = _settled(rng, before.blocks)
    blocks = [each for each in blocks if rng.random() < 0.8]
    blocks = [_block(rng, each.id) if rng.random() < 0.25 else each for each in blocks]
    for _ in range(rng.randint(0, 2) if blocks else 0):
        moved = blocks.pop(rng.randrange(len(blocks)))
        blocks.insert(rng.randint(0, len(blocks)), moved)
    for name in rng.sample(new, rng.randint(0, 2)):
        blocks.insert(rng.randint(0, len(blocks)), _block(rng, name))
    return Content(
        rng.choice((before.name, *_WORDS)),
        rng.choice((before.title, *_WORDS)),
        rng.choice((before.tags, _tags(rng))),
        tuple(blocks),
    )
