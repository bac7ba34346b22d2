"""The closing: who signs, when, and where the body ends."""

from datetime import date

import pytest

from searchapp.parsing.closing import closing_start, signing_date, signing_organs

BODY = ["一、主要举措", "全年受理矛盾纠纷126件。"]


@pytest.mark.parametrize(
    "closing",
    [
        [],
        ["特此报告。"],
        ["松栎镇人民政府", "2025年1月20日"],
        ["特此报告。", "中共松栎镇委员会 松栎镇人民政府", "2025年1月20日"],
        ["中共松栎镇委员会", "松栎镇人民政府", "二○二五年一月二十日"],
        ["松栎镇人民政府 2025年1月20日"],
        ["松栎镇人民政府2025年1月20日"],
        ["2025年1月20日", "（联系人：郁文；联系电话：153****1234）", "抄送：县依法治县办。"],
        ["2025年1月20日", "抄送：县依法治县办。", "松栎镇党政办公室 2025年1月20日印发"],
        ["松栎镇人民政府", "2025年1月20日", "附件：清单", "类型\t件数", "邻里\t42"],
    ],
)
def test_the_closing_begins_where_the_body_ends(closing: list[str]) -> None:
    """Formula, signature, date, contact, copies, print line and an annex are of the closing."""
    assert closing_start([*BODY, *closing], 0) == len(BODY)


@pytest.mark.parametrize(
    "last",
    [
        "特此报告工作情况，" + "全镇上下齐心协力。" * 15,
        "截至2025年1月20日，办结126件。",
        "由松栎镇人民政府牵头。",
        "四、其他需要报告的事项",
        "无。",
    ],
)
def test_the_last_paragraph_of_the_body_is_no_closing(last: str) -> None:
    """A sentence that mentions an organ, a date or a formula is text."""
    assert closing_start([*BODY, last], 0) == len(BODY) + 1


def test_the_head_is_never_taken_for_the_closing() -> None:
    """A document of nothing but a head has no closing inside it."""
    head = ["松栎镇人民政府", "2025年1月20日"]
    assert closing_start(head, 2) == 2


@pytest.mark.parametrize(
    ("closing", "day"),
    [
        (["松栎镇人民政府", "2025年1月20日"], date(2025, 1, 20)),
        (["2025年1月20日", "松栎镇党政办公室 2025年1月23日印发"], date(2025, 1, 20)),
        (["松栎镇党政办公室 2025年1月23日印发"], date(2025, 1, 23)),
        (["二○二五年一月二十日"], date(2025, 1, 20)),
        (["特此报告。"], None),
        ([], None),
    ],
)
def test_the_date_is_that_of_the_signature(closing: list[str], day: date | None) -> None:
    """The date of printing counts only where none is signed."""
    assert signing_date(closing) == day


@pytest.mark.parametrize(
    ("closing", "organs"),
    [
        (["中共松栎镇委员会 松栎镇人民政府"], ("中共松栎镇委员会", "松栎镇人民政府")),
        (["中共松栎镇委员会", "松栎镇人民政府"], ("中共松栎镇委员会", "松栎镇人民政府")),
        (["松栎镇人民政府 2025年1月20日"], ("松栎镇人民政府",)),
        (["松栎镇人民政府2025年1月20日"], ("松栎镇人民政府",)),
        (["松栎镇人民政府", "松栎镇党政办公室 2025年1月20日印发"], ("松栎镇人民政府",)),
        (["抄送：县司法局、县人民政府办公室"], ()),
        (["2025年1月20日"], ()),
    ],
)
def test_the_organs_that_sign_are_not_those_that_print_or_are_copied(
    closing: list[str], organs: tuple[str, ...]
) -> None:
    """Only the signature says who issues."""
    assert signing_organs(closing) == organs
