"""The items of an ordered list have the numbers that a browser shows."""

import pytest

from tests.reading.webpage.pages import texts


def numbered(attributes: str, items: str = "<li>甲</li><li>乙</li>") -> list[str]:
    """The lines of an ordered list."""
    return texts(f"<ol {attributes}>{items}</ol>")


@pytest.mark.parametrize(
    ("attributes", "shown"),
    [
        ("", ["1. 甲", "2. 乙"]),
        ("start=4", ["4. 甲", "5. 乙"]),
        ("reversed", ["2. 甲", "1. 乙"]),
        ("reversed start=9", ["9. 甲", "8. 乙"]),
        ("type=a", ["a. 甲", "b. 乙"]),
        ("type=A start=26", ["Z. 甲", "AA. 乙"]),
        ("type=i start=3", ["iii. 甲", "iv. 乙"]),
        ("type=I start=9", ["IX. 甲", "X. 乙"]),
        ("style='list-style-type: cjk-ideographic'", ["一、甲", "二、乙"]),
        ("style='list-style: inside simp-chinese-informal' start=10", ["十、甲", "十一、乙"]),
        ("style='list-style-type: decimal-leading-zero'", ["01. 甲", "02. 乙"]),
        ("style='list-style-type:none'", ["甲", "乙"]),
        ("type=disc", ["甲", "乙"]),
        ("start=many type=?", ["1. 甲", "2. 乙"]),
        ("type=i start=0", ["0. 甲", "i. 乙"]),
        ("style='list-style-type:cjk-ideographic' start=-1", ["-1、甲", "0、乙"]),
    ],
)
def test_a_list_is_numbered_as_it_says(attributes: str, shown: list[str]) -> None:
    """Start, direction and style are those of its attributes; CSS goes before ``type``."""
    assert numbered(attributes) == shown


def test_an_item_may_have_a_number_and_a_style_of_its_own() -> None:
    """The next item counts on from it."""
    items = "<li>甲</li><li value=7>乙</li><li style='list-style-type:none'>丙</li><li>丁</li>"
    assert numbered("", items) == ["1. 甲", "7. 乙", "丙", "9. 丁"]


def test_a_number_stands_before_the_first_line_of_its_item() -> None:
    """Whatever the item holds: paragraphs, another list, nothing."""
    items = "<li><p>甲</p><p>乙</p></li><li></li><li>丙<ol type=a><li>丁</li></ol>戊</li>"
    assert numbered("", items) == ["1. 甲", "乙", "3. 丙", "a. 丁", "戊"]


def test_a_list_without_order_shows_no_number() -> None:
    """A bullet is no text of the report."""
    assert texts("<ul><li>甲</li><li>乙</li></ul>") == ["甲", "乙"]
