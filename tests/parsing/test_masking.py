"""Private numbers are hidden; everything else that has figures stays."""

import re
import time
from itertools import accumulate

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from searchapp.parsing.masking import mask

WIDE = str.maketrans("0123456789-()", "０１２３４５６７８９－（）")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def check_digit(seventeen: str) -> str:
    """The digit that makes the weighted sum come to one, divided by eleven (GB 11643-1999)."""
    total = sum(int(digit) * weight for digit, weight in zip(seventeen, _WEIGHTS, strict=True))
    return next(check for value, check in enumerate("0123456789X") if (total + value) % 11 == 1)


def in_groups(number: str, sizes: tuple[int, ...], gap: str) -> str:
    """The number with a gap after each group of so many figures."""
    ends = list(accumulate(sizes))
    return gap.join(number[end - size : end] for end, size in zip(ends, sizes, strict=True))


_digits = st.text("0123456789", min_size=1)
mobiles = st.from_regex(r"\A1[3-9][0-9]{9}\Z")
identities = st.from_regex(r"\A[1-9][0-9]{16}\Z").map(lambda body: body + check_digit(body))
#: Those that have a day of birth where one belongs.
_born = st.from_regex(
    r"\A[1-6][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|1[0-9]|2[0-8])[0-9]{3}\Z"
)
_born = _born.map(lambda body: body + check_digit(body))
_GROUPS = [(6, 8, 4), (6, 4, 4, 4), (4, 4, 4, 4, 2), (3, 3, 4, 4, 4), (6, 8, 3, 1), (14, 4)]
_before = st.sampled_from(["", "电话：", "（", "联系人：郁文，", "：", " "])
_after = st.sampled_from(["", "。", "）", "，", "；", " ", "（办）"])


@pytest.mark.property
@given(number=mobiles, before=_before, after=_after, wide=st.booleans())
@example(number="15300001234", before="电话：", after="", wide=False)
def test_a_mobile_number_keeps_three_and_four(
    number: str, before: str, after: str, *, wide: bool
) -> None:
    """Of a mobile number the first three and the last four are shown, narrow or wide."""
    written = number.translate(WIDE) if wide else number
    hidden = f"{before}{written[:3]}****{written[7:]}{after}"
    assert mask(f"{before}{written}{after}") == hidden


@pytest.mark.property
@given(number=identities, before=_before, after=_after, wide=st.booleans())
def test_an_identity_number_keeps_six_and_four(
    number: str, before: str, after: str, *, wide: bool
) -> None:
    """Of an identity number with a right check digit eight figures are hidden."""
    written = number.translate(WIDE) if wide else number
    hidden = f"{before}{written[:6]}********{written[14:]}{after}"
    assert mask(f"{before}{written}{after}") == hidden


@pytest.mark.property
@given(number=_born, sizes=st.sampled_from(_GROUPS), gap=st.sampled_from(" -"), wide=st.booleans())
def test_an_identity_number_in_groups_is_hidden_figure_by_figure(
    number: str, sizes: tuple[int, ...], gap: str, *, wide: bool
) -> None:
    """Blanks and hyphens between its groups stay where they stood."""
    stars = f"{number[:6]}{'*' * 8}{number[14:]}"
    written = in_groups(number, sizes, gap)
    expected = in_groups(stars, sizes, gap)
    if wide:
        written, expected = written.translate(WIDE), expected.translate(WIDE)
    assert mask(f"身份证号：{written}。") == f"身份证号：{expected}。"


@pytest.mark.property
@given(number=identities)
def test_the_code_of_an_organ_is_no_identity(number: str) -> None:
    """A unified code of 18 figures is public, also where its last one fits."""
    said = f"统一社会信用代码：{number}"
    assert mask(said) == said


@pytest.mark.property
@given(number=identities, wrong=st.sampled_from("0123456789X"))
def test_eighteen_figures_with_a_wrong_check_digit_are_no_identity(
    number: str, wrong: str
) -> None:
    """A serial number of eighteen figures stays as it is."""
    assume(wrong != number[-1])
    serial = f"编号{number[:-1]}{wrong}。"
    assert mask(serial) == serial


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("153-0000-1234", "153-****-1234"),
        ("153 0000 1234", "153 **** 1234"),
        ("+8615300001234", "+86153****1234"),
        ("+86 15300001234", "+86 153****1234"),
        ("15300001234、13900005678", "153****1234、139****5678"),
        ("023-70001234", "023-****1234"),
        ("（023）70001234", "（023）****1234"),
        ("(0713)7001234", "(0713)****1234"),
        ("0713－7001234", "0713－****1234"),
        ("02370001234", "023****1234"),
        ("0713 7001234", "0713 ****1234"),
        ("0571-88001234转8021", "0571-****1234转8021"),
        ("０７１３－７００１２３４", "０７１３－****１２３４"),
        ("0713—7001234", "0713—****1234"),
        ("023——70001234", "023——****1234"),
        ("0713/7001234", "0713/****1234"),
        ("0713-700 1234", "0713-****1234"),
        ("（0713）700－1234", "（0713）****1234"),
        ("+86-23-70001234", "+86-23-****1234"),
        ("+86 (023) 7000 1234", "+86 (023) ****1234"),
        ("023-70001234、70005678/70009999", "023-****1234、****5678/****9999"),
        ("023-70001234-801", "023-****1234-801"),
        ("008615300001234", "0086153****1234"),
        ("(86)15300001234", "(86)153****1234"),
        ("015300001234", "0153****1234"),
        ("153.0000.1234", "153.****.1234"),
        ("15300001234（微信同号）", "153****1234（微信同号）"),
        ("15300001234QQ同号", "153****1234QQ同号"),
        ("1530 000 1234", "153* *** 1234"),
        ("153 00 00 12 34", "153 ** ** 12 34"),
        ("153-00001234", "153-****1234"),
        ("1 5 3 0 0 0 0 1 2 3 4", "1 5 3 * * * * 1 2 3 4"),
        ("70001234", "****1234"),
        ("700 1234", "****1234"),
    ],
)
def test_telephone_numbers_are_hidden_as_they_are_written(text: str, masked: str) -> None:
    """Blanks, dashes, brackets and width make no difference, and all but the hidden part stays."""
    assert mask(f"电话：{text}。") == f"电话：{masked}。"


@pytest.mark.parametrize(
    "text",
    [
        "“12·4”国家宪法日",
        "12345热线办结1126件",
        "2024年12月31日",
        "2013-2024",
        "（2021－2025年）",
        "〔2024〕015号",
        "13.8万人次",
        "0.02370001234",
        "153000012345",
        "2024010115300001234",
        "98615300001234",
        "11500230008689762A/2026-00004",
        "153****1234",
        "023-****1234",
        "4008001234",
        "邮编990121",
        "1 3 0 0 0 0 0 0 0 0 0",
        "1530 000 1234",
        "138 12 34 56 789",
        "电话回访7001234人次",
        "接听热线电话70001234件",
        "举报电话：12345",
        "热线400-800-1234",
        "13500230008A12345X",
        "91500230MA5U0236X2",
        "sm09901-1800-2025-00003",
        "QZ02101-3000-2026-00011",
        "370481/2026-00251",
        "行政执法证号50020240001",
        "松委发〔2025〕4号、5号",
    ],
)
def test_other_figures_stay(text: str) -> None:
    """Day names, dates, amounts, longer runs and numbers already masked are no secret."""
    assert mask(text) == text


@pytest.mark.property
@given(text=st.text("0123456789 -－（）()X法.*、+", max_size=40))
def test_masking_again_changes_nothing(text: str) -> None:
    """A text is masked line by line and again when lines were joined."""
    once = mask(text)
    assert mask(once) == once


_UNITS = ["件", "起", "次", "人次", "余人", "份", "万元", "％", "%", "年", "号", "户", "条"]
_FIGURES = st.one_of(
    st.integers(0, 99_999_999).map(str),
    st.decimals(0, 99_999, places=2).map(str),
    st.integers(1, 99).map(lambda tens: f"{tens}.{tens % 10}万"),
)


@pytest.mark.property
@given(told=st.lists(st.tuples(_FIGURES, st.sampled_from(_UNITS)), min_size=1, max_size=8))
def test_figures_with_units_are_never_masked(told: list[tuple[str, str]]) -> None:
    """Whatever is counted stays as it is."""
    text = "，".join(f"共{figure}{unit}" for figure, unit in told)
    assert mask(text) == text


@pytest.mark.property
@given(
    row=st.lists(st.integers(0, 99), min_size=11, max_size=40), gap=st.sampled_from([" ", "\t"])
)
def test_a_row_of_small_figures_is_never_masked(row: list[int], gap: str) -> None:
    """A flattened table has figures side by side."""
    text = gap.join(map(str, row))
    assert mask(text) == text


@pytest.mark.property
@given(text=st.text("013589 -法、（）", max_size=40))
def test_only_figures_are_hidden_and_only_stars_are_put(text: str) -> None:
    """What is no figure stays where it stood, and at least the last four figures do."""
    masked = mask(text)
    assert re.sub("[0-9* -]", "", masked) == re.sub("[0-9 -]", "", text)
    assert re.findall(r"\d{4}$", masked) == re.findall(r"\d{4}$", text)


@pytest.mark.parametrize("piece", ["15300001234、", "023-70001234，", "1 3", "电话1", "0", "（02"])
def test_masking_grows_with_the_text_not_its_square(piece: str) -> None:
    """A list of numbers takes as long for each of them when it is long."""

    def seconds(count: int) -> float:
        text = piece * count
        start = time.process_time()
        mask(text)
        return time.process_time() - start

    small, large = (min(seconds(count) for _ in range(3)) for count in (2_000, 8_000))
    assert large < 4 * small * 2 + 0.02
