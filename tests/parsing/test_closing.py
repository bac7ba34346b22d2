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
        ["专此报告。", "青禾县松栎镇人民政府", "2025年1月"],
        ["以上报告，请审阅。", "松栎镇人民政府", "二〇二五年一月"],
        ["妥否，请批示。", "松栎镇人民政府", "2025.1.20"],
        ["中共松栎镇委员会、松栎镇人民政府", "2025年元月20日"],
        ["中共松栎镇委员会松栎镇人民政府", "二Ｏ二五年一月二十日"],
        ["中共松櫟鎮委員會", "松櫟鎮人民政府", "2025年1月20日", "（聯繫人：郁文）"],
        ["松 栎 镇 人 民 政 府", "2025年1月20日"],
        ["松栎镇人民政府二〇二五年一月二十日"],
        ["松栎镇人民政府", "20251月20日"],
        ["松栎镇人民政府", "****年*月**日"],
        ["松栎镇", "2025年1月20日"],
        ["青禾县司法局", "2025年1月20日"],
        ["青禾县人民政府梅屏街道办事处 2025年1月20日", "（此件公开发布）"],
        ["松栎镇人民政府", "2025年1月20日", "联 系 人：郁文", "公开方式：主动公开"],
        ["松栎镇人民政府", "2025年1月20日", "松栎镇党政办公室", "2025年1月23日印发"],
        ["附件：1.清单", "2.汇总表", "松栎镇人民政府", "2025年1月20日"],
        ["附件：清单", "类型\t件数", "邻里\t42"],
        [
            *(
                "松栎镇人民政府",
                "2025年1月20日",
                "附件1",
                "一、培训安排",
                "甲村",
                "松栎镇人民政府",
            ),
            "2025年1月",
        ],
        ["松栎镇人民政府", "2025年1月20日", "打印本页", "关闭窗口"],
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
        *("四、其他需要报告的事项", "无。", "全面建设法治政府", "附件齐全后一次办结。"),
        *("（三）2024年12月", "此报告期内办结12件。", "2024年法治政府建设情况"),
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
    "line", ["一、主要举措", "（一）执法", "我镇推进依法行政，成效显著。" * 9]
)
def test_a_signature_over_the_text_closes_nothing(line: str) -> None:
    """Where the organ and the date stand under a title that was lost, the body follows."""
    body = ["松栎镇人民政府", "2025年1月20日", line, "全年受理矛盾纠纷126件。"]
    assert closing_start(body, 0) == len(body)


def test_the_last_line_of_the_body_signs_nothing() -> None:
    """法治政府 and 全局 end sentences, and a date may follow them."""
    for last in ("全面建设法治政府", "服务发展大局", "加快建设服务型政府"):
        assert closing_start([*BODY, last, "2025年1月20日"], 0) == len(BODY) + 1


@pytest.mark.parametrize(
    ("closing", "day"),
    [
        (["松栎镇人民政府", "2025年1月20日"], date(2025, 1, 20)),
        (["2025年1月20日", "松栎镇党政办公室 2025年1月23日印发"], date(2025, 1, 20)),
        (["松栎镇党政办公室 2025年1月23日印发"], date(2025, 1, 23)),
        (["二○二五年一月二十日"], date(2025, 1, 20)),
        (["松栎镇人民政府二〇二五年一月二十日"], date(2025, 1, 20)),
        (["松栎镇人民政府", "2025年1月"], None),
        (["松栎镇人民政府", "****年*月**日"], None),
        (["抄送：县司法局2024年12月1日转来件"], None),
        (["附件：2024年12月1日清单", "松栎镇人民政府", "2025年1月20日"], date(2025, 1, 20)),
        (["松栎镇党政办公室", "2025年1月23日印发"], date(2025, 1, 23)),
        (["松櫟鎮黨政綜合辦公室2025年1月23日印發"], date(2025, 1, 23)),
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
        (["松栎镇人民政府", "松栎镇党政办公室", "2025年1月20日印发"], ("松栎镇人民政府",)),
        (
            ["松栎镇人民政府", "2025年1月20日", "松栎镇党政办公室 2025年1月23日"],
            ("松栎镇人民政府",),
        ),
        (["松栎镇党政办公室 2025年1月23日"], ("松栎镇党政办公室",)),
        (["松櫟鎮人民政府", "松櫟鎮黨政辦公室 2025年1月23日印發"], ("松櫟鎮人民政府",)),
        (["中共松栎镇委员会、松栎镇人民政府"], ("中共松栎镇委员会", "松栎镇人民政府")),
        (["中共松栎镇委员会松栎镇人民政府"], ("中共松栎镇委员会", "松栎镇人民政府")),
        (["中共松櫟鎮委員會", "松櫟鎮人民政府"], ("中共松櫟鎮委員會", "松櫟鎮人民政府")),
        (["松 栎 镇 人 民 政 府", "2025年1月20日"], ("松栎镇人民政府",)),
        (["青禾县司法局", "2025年1月20日"], ("青禾县司法局",)),
        (["松栎镇政府 2025年1月20日"], ("松栎镇政府",)),
        (["松栎镇", "2025年1月20日"], ()),
        (["松栎镇人民政府", "2025年1月20日", "附件1", "砚桥街道办事处"], ("松栎镇人民政府",)),
        (["附件：清单", "松栎镇人民政府", "2025年1月20日"], ("松栎镇人民政府",)),
        (["2025年1月20日"], ()),
    ],
)
def test_the_organs_that_sign_are_not_those_that_print_or_are_copied(
    closing: list[str], organs: tuple[str, ...]
) -> None:
    """Only the signature says who issues."""
    assert signing_organs(closing) == organs
