"""What the form of a briefing says, and what its buttons make of that, for who has no script."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from secrets import token_hex
from typing import Final, TypeAlias

from flask import abort
from werkzeug.datastructures import MultiDict

from searchapp.library.briefings import Block, BlockKind, Content, content_of
from searchapp.library.briefings.values import MOST_BLOCKS

#: What each block has in the form, in the order of the blocks.
_OF_BLOCK: Final = ("id", "shape", "text", "excerpt", "kept", "beside")
#: What stands between tags as people type them.
_BETWEEN: Final = re.compile(r"[\s，,、；;]+")

_NUMBER: Final = re.compile(r"[0-9]{1,9}", re.ASCII)

Blocks: TypeAlias = tuple[Block, ...]
_Act: TypeAlias = Callable[[Blocks, int], Blocks]


def content_said(form: MultiDict[str, str], most_blocks: int = MOST_BLOCKS) -> Content:
    """The content that a form says. 400 where it is not one of ours; raises BadBriefing."""
    columns = [form.getlist(name) for name in _OF_BLOCK]
    if len({len(column) for column in columns}) > 1:
        abort(400)
    blocks = [_block_said(*row) for row in zip(*columns, strict=True)]
    said = {"name": form.get("name", ""), "title": form.get("title", ""), "blocks": blocks}
    return content_of(said | {"tags": tags_said(form.get("tags", ""))}, most_blocks)


def tags_said(typed: str) -> list[str]:
    """The tags in a line in which somebody typed them, each once."""
    return list(dict.fromkeys(filter(None, _BETWEEN.split(typed))))


def _block_said(
    name: str, shape: str, text: str, excerpt: str, kept: str, beside: str
) -> Mapping[str, object]:
    kind, _, level = shape.partition("-")
    return {
        "id": name,
        "kind": kind,
        "level": number_said(level) or 1,
        "text": text.replace("\r\n", "\n"),
        "excerpt": excerpt,
        "kept": number_said(kept),
        "beside": beside,
    }


def number_said(text: str) -> int:
    """The number that somebody sent; 0 for what is none, or greater than any of ours."""
    return int(text) if _NUMBER.fullmatch(text) else 0


def shape_of(block: Block) -> str:
    """Kind and level of a block in one word, as the form has it: ``text``, ``heading-2``."""
    is_heading = block.kind is BlockKind.HEADING
    return f"heading-{block.level}" if is_heading else str(block.kind)


def new_block(kind: BlockKind, excerpt: str = "") -> Block:
    """A block that was not there, under a name that no other has."""
    return Block(token_hex(6), kind, excerpt=excerpt)


def acted(content: Content, act: str, name: str) -> Content:
    """The content after an act on the block of this name; as it was where there is no such act.

    What is added where no block is named goes to the end.
    """
    at = next((at for at, each in enumerate(content.blocks) if each.id == name), None)
    if act in _NEW and at is None:
        at = len(content.blocks) - 1
    if act not in _ACTS or at is None:
        return content
    return replace(content, blocks=_ACTS[act](content.blocks, at))


def quoting(content: Content, name: str, excerpt: str) -> Content:
    """The content with another excerpt quoted in the block of this name."""
    return _with(content, name, lambda block: replace(block, excerpt=excerpt, kept=0))


def keeping(content: Content, name: str, version: int) -> Content:
    """The content with the quote of this name let stand, though this version reads otherwise."""
    return _with(content, name, lambda block: replace(block, kept=version))


def _with(content: Content, name: str, change: Callable[[Block], Block]) -> Content:
    blocks = (change(each) if each.id == name else each for each in content.blocks)
    return replace(content, blocks=tuple(blocks))


def _moved(by: int) -> _Act:
    def move(blocks: Blocks, at: int) -> Blocks:
        rest = [*blocks[:at], *blocks[at + 1 :]]
        rest.insert(max(0, at + by), blocks[at])
        return tuple(rest)

    return move


def _added(kind: BlockKind) -> _Act:
    return lambda blocks, at: (*blocks[: at + 1], new_block(kind), *blocks[at + 1 :])


def _removed(blocks: Blocks, at: int) -> Blocks:
    return _freed(blocks, {blocks[at].id})


def _both(blocks: Blocks, at: int) -> Blocks:
    return (*blocks[:at], replace(blocks[at], beside=""), *blocks[at + 1 :])


def _this(blocks: Blocks, at: int) -> Blocks:
    return _freed(_both(blocks, at), {blocks[at].beside})


def _freed(blocks: Sequence[Block], gone: set[str]) -> Blocks:
    """The blocks without some; what stood beside one of these stands by itself."""
    left = (each for each in blocks if each.id not in gone)
    return tuple(replace(each, beside="") if each.beside in gone else each for each in left)


_NEW: Final = {"text": BlockKind.TEXT, "heading": BlockKind.HEADING, "note": BlockKind.NOTE}
_ACTS: Final[Mapping[str, _Act]] = {
    "up": _moved(-1),
    "down": _moved(1),
    "remove": _removed,
    "both": _both,
    "this": _this,
    "that": _removed,
    **{name: _added(kind) for name, kind in _NEW.items()},
}
