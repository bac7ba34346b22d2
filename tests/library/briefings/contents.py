"""Contents of briefings, and what two people make of one."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st

from searchapp.library.briefings import Block, BlockKind, Content

#: Few words, so that two people now and then write the same.
_WORDS = st.sampled_from(("茶季", "执法力量不足", "院坝会", "调解室", "枫桥经验", ""))
_CODES = st.sampled_from(("QQQQQQQQQ1", "QQQQQQQQQ2"))
_OWN_KINDS = st.sampled_from((BlockKind.HEADING, BlockKind.TEXT, BlockKind.NOTE))
_TAGS = st.lists(st.sampled_from("春夏秋冬"), unique=True, max_size=3).map(tuple)


def content(*blocks: Block, name: str = "茶季", title: str = "") -> Content:
    """A content of these blocks."""
    return Content(name, title, (), blocks)


def text(name: str, words: str = "") -> Block:
    """A paragraph; its words are its id unless others are given."""
    return Block(name, BlockKind.TEXT, words or name)


def quote(name: str, code: str) -> Block:
    """A quote."""
    return Block(name, BlockKind.QUOTE, excerpt=code)


@st.composite
def blocks(draw: st.DrawFn, name: str) -> Block:
    """A block of this id."""
    if draw(st.integers(0, 3)) == 0:
        return replace(quote(name, draw(_CODES)), kept=draw(st.integers(0, 2)))
    return Block(name, draw(_OWN_KINDS), draw(_WORDS), level=draw(st.integers(1, 3)))


@st.composite
def contents(draw: st.DrawFn) -> Content:
    """A content of a few blocks."""
    names = draw(st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=7))
    made = tuple(draw(blocks(name)) for name in names)
    return Content(draw(_WORDS), draw(_WORDS), draw(_TAGS), made)


@st.composite
def edited(draw: st.DrawFn, before: Content, new: str) -> Content:
    """What somebody makes of a content; the blocks that they add have ids of ``new``."""
    made = _rearranged(draw, [_kept_or_changed(draw, each) for each in before.blocks])
    for name in draw(st.lists(st.sampled_from(new), unique=True, max_size=3)):
        made.insert(draw(st.integers(0, len(made))), draw(blocks(name)))
    return Content(
        draw(st.just(before.name) | _WORDS),
        draw(st.just(before.title) | _WORDS),
        draw(st.just(before.tags) | _TAGS),
        tuple(made),
    )


@st.composite
def three(draw: st.DrawFn) -> tuple[Content, Content, Content]:
    """A base, and what two people make of it at once; both may give a block the same id."""
    base = draw(contents())
    return base, draw(edited(base, "xyz")), draw(edited(base, "uvx"))


def _kept_or_changed(draw: st.DrawFn, block: Block) -> Block:
    return draw(blocks(block.id)) if draw(st.integers(0, 3)) == 0 else block


def _rearranged(draw: st.DrawFn, before: Sequence[Block]) -> list[Block]:
    """The blocks, some taken out, some moved."""
    made = [each for each in before if draw(st.integers(0, 4))]
    for _ in range(draw(st.integers(0, 2)) if made else 0):
        moved = made.pop(draw(st.integers(0, len(made) - 1)))
        made.insert(draw(st.integers(0, len(made))), moved)
    return made
