"""Numbers are whole or are others."""

import pytest

from searchapp.briefing.numbers import cuts_number, whole_numbers
from searchapp.text import Span, fold


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("受理131件", "31件", "131件"),
        ("受理１３１件", "３１件", "１３１件"),
        ("成功率97.7%。", "成功率97", "成功率97.7%"),
        ("成功率97%。", "成功率97", "成功率97%"),
        ("投入1,200万元", "200万元", "1,200万元"),
        ("投入1 200万元", "200万元", "1 200万元"),
        ("约1/2", "约1", "约1/2"),
        ("投入3.5万元", "投入3.5", "投入3.5万"),
        ("发放3千份", "发放3", "发放3千"),
        ("共3万5千份", "共3万", "共3万5千"),
        ("共30余件", "共30", "共30余"),
        ("受理一百三十一件", "三十一件", "一百三十一件"),
        ("受理二十一件", "一件", "二十一件"),
        ("占比百分之五十。", "占比百分之五", "占比百分之五十"),
        ("占比百分之五十。", "五十", "百分之五十"),
        ("三点五倍", "三", "三点五"),
        ("二〇二四年", "四年", "二〇二四年"),
        ("三百余人", "三百", "三百余"),
        ("受理131件，办结7件", "131件，办结7件", "131件，办结7件"),
        ("统一三项制度", "三项制度", "三项制度"),
        ("1.2024年办结7件", "2024年办结", "2024年办结"),
        ("1.完善体系", "完善", "完善"),
        ("2024年7月", "7月", "7月"),
        ("多元化解", "元化", "元化"),
    ],
)
def test_what_cuts_a_number_is_widened_to_the_whole(text: str, part: str, whole: str) -> None:
    """With digits, dots, blanks and place words, in Chinese too; two numbers side by side stay."""
    start = text.index(part)
    span = whole_numbers(text, Span(start, start + len(part)))
    assert text[slice(*span)] == whole
    folded, needle = fold(text).text, fold(part).text
    at = folded.index(needle)
    assert cuts_number(folded, at, at + len(needle)) is (part != whole)
