"""How quotes are told on the sheet of a briefing."""

import pytest

from searchapp.web.quotes import numbered_path


@pytest.mark.parametrize(
    ("section", "path"),
    [
        (("一、主要举措", "（二）加强"), "一（二）"),
        (("三、不足", "1.力量不足"), "三1"),
        (("第二部分 不足",), "第二"),
        (("没有编号的标题",), "没有编号的标题"),
        ((), ""),
    ],
)
def test_a_path_is_the_numbers_of_its_sections(section: tuple[str, ...], path: str) -> None:
    """A heading without a number is named whole."""
    assert numbered_path(section) == path
