"""Private numbers are hidden; everything else that has figures stays."""

import re

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


_digits = st.text("0123456789", min_size=1)
mobiles = st.from_regex(r"\A1[3-9][0-9]{9}\Z")
identities = st.from_regex(r"\A[1-9][0-9]{16}\Z").map(lambda body: body + check_digit(body))
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


@pytest.mark.property
@given(text=st.text("013589 -法、（）", max_size=40))
def test_only_figures_are_hidden_and_only_stars_are_put(text: str) -> None:
    """What is no figure stays where it stood, and at least the last four figures do."""
    masked = mask(text)
    assert re.sub("[0-9* -]", "", masked) == re.sub("[0-9 -]", "", text)
    assert re.findall(r"\d{4}$", masked) == re.findall(r"\d{4}$", text)
