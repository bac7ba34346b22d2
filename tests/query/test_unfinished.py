"""What is being typed is told from what stands before it."""

import pytest

from searchapp.query import Unfinished, unfinished


@pytest.mark.parametrize(
    ("typed", "begun"),
    [
        ("松", Unfinished(0, 1, "松")),
        ("普法　松", Unfinished(3, 4, "松")),
        ("普法 -松", Unfinished(4, 5, "松")),
        ("普法 －镇：松", Unfinished(6, 7, "松", field="镇")),
        ("年:2022、20", Unfinished(7, 9, "20", field="年")),
        ("地址:松", Unfinished(0, 4, "地址:松")),
        ("“矛盾”松", Unfinished(4, 5, "松")),
        ("普法 “松", Unfinished(3, 5, "松", mark="“")),
        ("普法 “松 栎", Unfinished(3, 7, "松 栎", mark="“")),
        ("(松", Unfinished(1, 2, "松")),
        ("普法 ", None),
        ("“普法”", None),
        ("标题:“松", None),
        ("", None),
    ],
)
def test_the_last_part_is_unfinished(typed: str, begun: Unfinished | None) -> None:
    """A run, a value or a phrase that is open; nothing behind a blank or a closing mark."""
    assert unfinished(typed, len(typed)) == begun


def test_a_mark_behind_the_caret_belongs_to_the_phrase() -> None:
    """An input method sets both marks, and the caret between them."""
    assert unfinished("“松” 调解", 2) == Unfinished(0, 3, "松", mark="“")
    assert unfinished("“松栎” 调解", 2) is None


@pytest.mark.parametrize(
    ("typed", "is_begun"), [("松 调解", True), ("松)", True), ("松栎", False)]
)
def test_in_the_middle_of_a_word_nothing_is_begun(typed: str, *, is_begun: bool) -> None:
    """Whoever corrects a word does not go on with it."""
    assert (unfinished(typed, 1) is not None) is is_begun
