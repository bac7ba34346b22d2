"""What the form of a briefing says, and what its buttons make of that."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from searchapp.library.briefings import Block, BlockKind, Content
from searchapp.web.revising import acted, content_said, keeping, quoting, shape_of, tags_said

TEXT, HEADING, NOTE, QUOTE = BlockKind.TEXT, BlockKind.HEADING, BlockKind.NOTE, BlockKind.QUOTE
A, B, C = (Block(name, TEXT, f"第{name}段") for name in "abc")
THREE = Content("甲", blocks=(A, B, C))


@pytest.mark.parametrize(
    ("act", "name", "order"),
    [
        ("up", "b", "bac"),
        ("up", "a", "abc"),
        ("down", "a", "bac"),
        ("down", "c", "abc"),
        ("remove", "b", "ac"),
        ("remove", "z", "abc"),
        ("dance", "a", "abc"),
    ],
)
def test_blocks_are_moved_and_removed(act: str, name: str, order: str) -> None:
    """Never beyond an end; what is not known does nothing."""
    assert "".join(each.id for each in acted(THREE, act, name).blocks) == order


def test_a_new_block_comes_after_the_one_it_was_asked_for_at() -> None:
    """Or at the end, where none is named."""
    kinds = [each.kind for each in acted(THREE, "heading", "a").blocks]
    assert kinds == [TEXT, HEADING, TEXT, TEXT]
    assert acted(THREE, "note", "").blocks[-1].kind is NOTE
    assert acted(Content("空"), "text", "").blocks[0].kind is TEXT


def test_what_stood_beside_a_removed_block_stands_by_itself() -> None:
    """A conflict of which one side is gone is none."""
    torn = Content("甲", blocks=(A, Block("b", TEXT, "乙", beside="a")))
    for act, name in (("remove", "a"), ("this", "b"), ("both", "b")):
        assert acted(torn, act, name).blocks[-1].beside == ""
    assert acted(torn, "that", "b").blocks == (A,)


def test_a_quote_is_renewed_or_let_stand() -> None:
    """Whoever takes the new words has seen no later version of them."""
    quoted = Content("甲", blocks=(Block("q", QUOTE, excerpt="0123456789", kept=2),))
    assert quoting(quoted, "q", "9876543210").blocks[0] == Block("q", QUOTE, excerpt="9876543210")
    assert keeping(quoted, "q", 4).blocks[0].kept == 4


@pytest.mark.property
@given(tags=st.lists(st.text("甲乙丙 ，,、", max_size=3), max_size=5))
def test_tags_are_parted_wherever_people_part_them(tags: list[str]) -> None:
    """Each once, in the order in which they were typed, and none is empty."""
    said = tags_said("，".join(tags))
    assert len(set(said)) == len(said)
    assert all(tag and not set(tag) & set(" ，,、") for tag in said)
    assert set("".join(said)) == set("".join(tags)) - set(" ，,、")


@pytest.mark.parametrize("shape", ["text", "note", "heading-1", "heading-2", "heading-3"])
def test_a_shape_says_kind_and_level(shape: str) -> None:
    """There and back."""
    row = {"id": "a", "shape": shape, "text": "", "excerpt": "", "kept": "0", "beside": ""}
    (block,) = content_said(MultiDict({"name": "甲", **row})).blocks
    assert shape_of(block) == shape
