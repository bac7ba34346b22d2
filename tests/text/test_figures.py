"""Figures: which stretches of a text are whole figures, and what each of them says."""

import itertools
import time
from decimal import Decimal

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from searchapp.text import Figure, figure_value, figures, fold, unit_after
from searchapp.text.figures import MEASURE_WORDS

#: What figures are made of, what stands beside them, and every trap.
_PIECES = (
    *"0123456789〇零○一二两三四五六七八九十百千万亿",
    *(
        "余",
        "多",
        "几",
        "数",
        "点",
        ".",
        ",",
        "，",
        "·",
        "*",
        "第",
        "百分之",
        "三分之",
        "近",
        "上",
    ),
    *(
        "件",
        "人次",
        "元",
        "%",
        "百分点",
        "“",
        "”",
        "a",
        "Ａ",
        " ",
        "队伍",
        "人数",
        "壹",
        "拾",
        "陆",
    ),
    *("12", "338", "11.88", "1,234", "12·4", "２０２４", "三百", "一万四千", "萬", "億", "余万"),
)
dense_text = st.lists(st.sampled_from(_PIECES), max_size=12).map("".join)
any_text = st.lists(st.sampled_from(_PIECES) | st.characters(), max_size=30).map("".join)

_CHINESE_DIGITS = "零一二三四五六七八九"


def forms(text: str) -> list[list[str]]:
    """Of every figure in the text, each form as it is shown, the longest first."""
    folded = fold(text)
    return [
        [text[slice(*folded.span(figure.start, end))] for end in figure.ends]
        for figure in figures(folded)
    ]


def longest(text: str) -> list[str]:
    """Every figure in the text at its longest, as it is shown."""
    return [shown[0] for shown in forms(text)]


def units(text: str) -> list[str]:
    """The unit behind each form of the only figure in the text."""
    folded = fold(text)
    (figure,) = figures(folded)
    return [unit_after(folded.text, end) for end in figure.ends]


def below_myriad(number: int) -> str:
    """A number under 10 000 as it is said, 零 for any zeros between digits."""
    said, gap = "", False
    for place, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            said += ("零" if gap and said else "") + _CHINESE_DIGITS[digit] + word
        gap = digit == 0
    return said


def said_in_chinese(number: int) -> str:
    """A number under 10^12 in Chinese, written place by place."""
    said = ""
    for place, word in ((10**8, "亿"), (10**4, "万"), (1, "")):
        group = number // place % 10**4
        if group:
            said += ("零" if said and group < 1000 else "") + below_myriad(group) + word
    return said or "零"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "零"),
        (10, "一十"),
        (105, "一百零五"),
        (2024, "二千零二十四"),
        (10_010, "一万零一十"),
        (100_000_001, "一亿零一"),
        (120_300_000, "一亿二千零三十万"),
    ],
)
def test_the_writer_of_numerals_writes_as_people_do(number: int, said: str) -> None:
    """The oracle of the laws below is itself held to numbers that everybody can say."""
    assert said_in_chinese(number) == said


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("受理矛盾纠纷338件，调解成功331件", ["338", "331"]),
        ("挽回损失11.88 万元", ["11.88 万"]),
        ("走访群众1.2万余人次、接待 750 余次", ["1.2万余", "750 余"]),
        ("发放资料1,234份", ["1,234"]),
        ("共1,234,567.5元", ["1,234,567.5"]),
        ("资料１２００余份", ["１２００余"]),
        ("筹资20余万元，惠及20多户", ["20余万", "20多"]),
        ("20几个网格", ["20几"]),
        ("流转3万5千亩、1亿2000万元、3百五十六户", ["3万5千", "1亿2000万", "3百五十六"]),
        ("入户一万四千余次，发放两万余份", ["一万四千余", "两万余"]),
        ("百余名党员、十余场宣讲、三百 余户", ["百余", "十余", "三百 余"]),
        ("二〇二四年，二○二五年", ["二〇二四", "二○二五"]),
        ("几十户、数百人、十几次、几千余条", ["几十", "数百", "十几", "几千余"]),
        ("上千名群众，近百场，超万元", ["千", "百", "万"]),
        ("占百分之九十八，升百分之1.5", ["百分之九十八", "百分之1.5"]),
        ("合格率百分之九十八点六", ["百分之九十八点六"]),
        ("三分之二以上居民", ["三分之二"]),
        ("满意率９９．５％", ["９９．５"]),
        ("2024年1-10月，9:30开会", ["2024", "1", "10", "9", "30"]),
        ("伍佰元、贰份、壹万贰仟元", ["伍佰", "贰", "壹万贰仟"]),
        ("推广5G基站3处", ["5", "3"]),
        ("参加人数三百余人，到场人数百余人", ["三百余", "百余"]),
        ("为数百户，统一几百人", ["数百", "一", "几百"]),
        ("组建队伍三十余人", ["三十余"]),
        ("“三十”件", ["三十"]),
        ("投入“12.4万”", ["12.4万"]),
        ("**21**件", ["21"]),
    ],
)
def test_whole_figures_are_found(text: str, shown: list[str]) -> None:
    """Each way in which reports write a quantity is one figure from first sign to last."""
    assert longest(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        *("“12·4”国家宪法日", "12·4宪法日", "12・4", "12•4万", "1·2·3"),
        *("“12.4”", "“4.15”国家安全教育日", '"6.26"禁毒日', "‘3.15’", "「11．9」"),
        *("第三批", "第12号", "第 二十五 条", "第1,234号", "第十四个"),
        *("2024.3.15", "1.1.1", "a4纸", "Ａ12栋", "v1.2", "é3", "153****4990", "110101********1"),
        *(
            "万人空巷",
            "百姓",
            "千方百计",
            "千家万户",
            "成千上万",
            "百千万工程",
            "网上百姓",
            "亿万",
        ),
        *("数据", "几乎", "人数", "多数百姓", "百分之几", "近百分之多少"),
        *("队伍", "登陆", "陆续", "收拾", "肆意", "○○镇", "余下多项"),
    ],
)
def test_what_is_no_figure_is_passed_over(text: str) -> None:
    """Days, ordinals, dates with points, codes, masked numbers and words are none, in no part."""
    assert longest(text) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1，234", ["1", "234"]),
        ("12,34", ["12", "34"]),
        ("1234,567", ["1234", "567"]),
        ("1,234，567", ["1,234", "567"]),
        ("1，234,567", ["1", "234,567"]),
        ("3、5、8件", ["3", "5", "8"]),
        ("12.", ["12"]),
        ("经费20万 2024年", ["20万", "2024"]),
        ("投入20万 一是", ["20万", "一"]),
        ("服务12万百姓", ["12万"]),
        ("12.5.", ["12.5"]),
        ("12。5", ["12", "5"]),
        ("2024十大法治人物", ["2024", "十"]),
        ("2024十四五", ["2024", "十四五"]),
        ("20几乎", ["20"]),
        ("提升12百分点", ["12"]),
    ],
)
def test_what_stands_between_figures_divides_them(text: str, shown: list[str]) -> None:
    """A full-width comma divides, so does a half-width one that makes no groups of three."""
    assert longest(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("11.88万元", ["11.88万", "11.88"]),
        ("750余人", ["750余", "750"]),
        ("1.2万余人次", ["1.2万余", "1.2万", "1.2"]),
        ("20余万元", ["20余万", "20余", "20"]),
        ("5百万元", ["5百万", "5百", "5"]),
        ("1.2万亿元", ["1.2万亿", "1.2万", "1.2"]),
        ("三百万元", ["三百万", "三百"]),
        ("一万四千余份", ["一万四千余", "一万四千"]),
        ("三百余万元", ["三百余万", "三百余", "三百"]),
        ("两万余册", ["两万余", "两万", "两"]),
        ("一万亿元", ["一万亿", "一万", "一"]),
        ("百余条", ["百余", "百"]),
        ("数百万元", ["数百万", "数百"]),
        ("几万元", ["几万"]),
        ("十几万元", ["十几万", "十几"]),
        ("一亿二千万元", ["一亿二千万"]),
        ("3万5千人", ["3万5千"]),
        ("2千5百万元", ["2千5百万", "2千5百"]),
        ("338件", ["338"]),
        ("三百人", ["三百"]),
        ("百分之三百", ["百分之三百"]),
    ],
)
def test_a_figure_may_leave_its_last_words_to_what_follows(text: str, shown: list[str]) -> None:
    """罚款#万元 and #余人 find it too; digits and the inside of a numeral stay whole."""
    assert forms(text) == [shown]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("338", 338),
        ("007", 7),
        ("11.88", 11.88),
        ("11.88万", 118_800),
        ("11.88 萬", 118_800),
        ("1.2万", 12_000),
        ("1.5", 1.5),
        ("2.0", 2),
        ("1,234", 1234),
        ("１２００余", 1200),
        ("750余", 750),
        ("20余万", 200_000),
        ("1.2万余", 12_000),
        ("3万5千", 35_000),
        ("3万5000", 35_000),
        ("三百余", 300),
        ("一万四千余", 14_000),
        ("二〇二四", 2024),
        ("一九九八", 1998),
        ("两", 2),
        ("十", 10),
        ("百余", 100),
        ("一百二", 120),
        ("一百零二", 102),
        ("二百一十", 210),
        ("百万", 1_000_000),
        ("一万二千亿", 1_200_000_000_000),
        ("壹万贰仟", 12_000),
        ("两萬億", 2_000_000_000_000),
        ("百分之九十八", 98),
        ("百分之98.5", 98.5),
        ("百分之九十八点六", 98.6),
        ("千分之三", 3),
        ("四分之三", 0.75),
    ],
)
def test_what_a_figure_says_as_a_number(written: str, value: float) -> None:
    """Exactly that number, an int where it is whole; 余 and 多 add nothing."""
    assert figure_value(written) == value
    assert type(figure_value(written)) is type(value)


@pytest.mark.parametrize(
    "written",
    [
        *("数百", "十几", "几十", "几千余", "20几", "十几万", "百分之几十"),
        *("三五", "八五", "十四五", "两三百", "一二三", "万一", "二十12", "零分之三"),
        *("", "件", "338件", "12·4", "1.2.3", "1，234", "A4", "338 331"),
        *("1" * 19, "1" * 5000, "一" * 5000, "零" * 5000, "百" * 5000, "百分之" + "9" * 5000),
    ],
)
def test_no_definite_number_is_none(written: str) -> None:
    """Neither a rough number nor a name, a code of many digits or another text is guessed at."""
    assert figure_value(written) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("338件", ["件"]),
        ("12件次", ["件次"]),
        ("11.88万元", ["元", "万元"]),
        ("1.2万余人次", ["人次", "人次", "万人次"]),
        ("20余万元", ["元", "万元", "万元"]),
        ("750余户次", ["户次", "户次"]),
        ("2024年度", ["年度"]),
        ("6月", ["月"]),
        ("3个月", ["个月"]),
        ("99.5％", ["%"]),
        ("5‰", ["‰"]),
        ("2.5个百分点", ["个百分点"]),
        ("12百分点", ["百分点"]),
        ("百分之九十八", ["%"]),
        ("千分之三点二", ["‰"]),
        ("三分之二", [""]),
        ("3千米", ["米", "千米"]),
        ("300平方米", ["平方米"]),
        ("4.3万，", ["", "万"]),
        ("12部门", [""]),
        ("12", [""]),
        ("12，件", [""]),
    ],
)
def test_the_unit_is_what_stands_behind(text: str, expected: list[str]) -> None:
    """The longest measure word, with 万 where the figure leaves it out, or nothing."""
    assert units(text) == expected


def test_every_measure_word_stands_once_as_folding_leaves_it() -> None:
    """A word that folds to another would never be met in a folded text."""
    assert [word for word in MEASURE_WORDS if fold(word).text != word] == []
    assert len(set(MEASURE_WORDS)) == len(MEASURE_WORDS)


@pytest.mark.property
@given(text=any_text)
@example(text="20余万20几万三百余万")
def test_figures_stand_in_order_and_apart(text: str) -> None:
    """Each begins where the longest form of the one before has ended, and ends in the text."""
    folded = fold(text)
    found = figures(folded)
    assert all(one.ends[0] <= other.start for one, other in itertools.pairwise(found))
    for figure in found:
        assert list(figure.ends) == sorted(set(figure.ends), reverse=True)
        assert figure.start < figure.ends[-1] <= figure.ends[0] <= len(folded.text)


@pytest.mark.property
@given(text=dense_text)
@example(text="338")
@example(text="三百万三")
def test_no_figure_is_a_piece_of_more_digits(text: str) -> None:
    """Where a form begins or ends with a digit, no digit of its kind stands beside it."""
    folded = fold(text).text
    for figure, digits in itertools.product(
        figures(fold(text)), ("0123456789", "〇零一二两三四五六七八九")
    ):
        start, before = folded[figure.start], folded[max(0, figure.start - 1) : figure.start]
        assert not (start in digits and before and before in digits)
        for end in figure.ends:
            last, behind = folded[end - 1], folded[end : end + 1]
            assert not (last in digits and behind and behind in digits)


@pytest.mark.property
@given(text=dense_text)
@example(text="一亿二千万元")
@example(text="3万5千人")
@example(text="0百〇万")
def test_what_is_left_out_makes_up_the_figure(text: str) -> None:
    """A shorter form, times the place word that it leaves to what follows, is the longer one."""
    times = {"余": 1, "多": 1, "十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
    folded = fold(text)
    for figure in figures(folded):
        for longer, shorter in itertools.pairwise(figure.ends):
            whole = figure_value(folded.text[figure.start : longer])
            part = figure_value(folded.text[figure.start : shorter])
            if part is None:
                assert whole is None
            elif whole is not None:
                left = times[folded.text[shorter:longer]]
                assert float(whole) == pytest.approx(part * left)


@pytest.mark.property
@given(number=st.integers(0, 10**18 - 1), wide=st.booleans(), grouped=st.booleans())
def test_a_number_in_arabic_digits_reads_back(number: int, *, wide: bool, grouped: bool) -> None:
    """In digits of either width, with or without groups, it is one figure and says itself."""
    written = f"{number:,}" if grouped else str(number)
    if wide:
        written = written.translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})
    assert longest(f"共{written}件") == [written]
    assert figure_value(written) == number


@pytest.mark.property
@given(number=st.decimals(0, 10**9, places=3), times=st.sampled_from(["", "万", "亿"]))
@example(number=Decimal("11.88"), times="万")
@example(number=Decimal("0.07"), times="亿")
def test_a_decimal_reads_back_to_the_last_place(number: Decimal, times: str) -> None:
    """11.88万 is 118 800 and not the nearest binary fraction."""
    written = f"{number:f}{times}"
    exactly = number * {"": 1, "万": 10**4, "亿": 10**8}[times]
    value = figure_value(written)
    assert longest(f"约{written}元") == [written]
    assert value == (int(exactly) if exactly == int(exactly) else float(exactly))


@pytest.mark.property
@given(number=st.integers(0, 10**9))
@example(number=10)
@example(number=10**9)
@example(number=10_010)
def test_a_number_in_chinese_numerals_reads_back(number: int) -> None:
    """However it is made up of place words and zeros, it is one figure and says itself."""
    written = said_in_chinese(number)
    assert longest(f"共{written}余件") == [f"{written}余"]
    assert figure_value(written) == number


@pytest.mark.property
@given(year=st.integers(1900, 2099))
def test_a_year_reads_back_digit_by_digit(year: int) -> None:
    """二〇二四 is 2024, whichever zero is written."""
    for zero in "〇零○":
        written = "".join((zero + _CHINESE_DIGITS[1:])[int(digit)] for digit in str(year))
        assert (longest(f"{written}年"), figure_value(written)) == ([written], year)


_OTHERWISE = dict(
    zip(
        "0123456789万亿两余几数贰陆a%“”",
        "０１２３４５６７８９萬億兩餘幾數貳陸Ａ％「」",
        strict=True,
    )
)


@pytest.mark.property
@given(text=dense_text, choices=st.lists(st.booleans(), min_size=200, max_size=200))
@example(text="“12.4”1.2万余20几亿", choices=[True] * 200)
def test_width_and_script_make_no_difference(text: str, choices: list[bool]) -> None:
    """Full-width digits and traditional characters stand for the same figures."""
    assume(len(text) <= len(choices))
    changed = "".join(
        _OTHERWISE.get(char, char) if change else char
        for char, change in zip(text, choices, strict=False)
    )
    assert figures(fold(changed)) == figures(fold(text))
    assert figure_value(changed) == figure_value(text)


@pytest.mark.property
@given(text=any_text)
@example(text="٣²①")
@example(text="1" * 5000)
@example(text="百分之" * 9)
def test_no_text_is_refused(text: str) -> None:
    """Whatever the characters: figures, a number or None, and a unit at every place."""
    folded = fold(text)
    assert all(isinstance(figure, Figure) for figure in figures(folded))
    assert figure_value(text) is None or len(figures(folded)) <= 1
    assert all(unit_after(folded.text, end) is not None for end in range(len(folded.text) + 1))


def _best_of_three(text: str) -> float:
    folded = fold(text)

    def once() -> float:
        start = time.process_time()
        found = figures(folded)
        for figure in found:
            unit_after(folded.text, figure.ends[0])
        figure_value(text)
        return time.process_time() - start

    return min(once() for _ in range(3))


@pytest.mark.parametrize(
    "piece",
    [
        *("1", "1,", "123,", "1.1.", "1·2，", "1*", "*", "1万", "1万亿", "1余", "“1.2”", "第1"),
        *("一", "百", "十几", "几百", "数", "人数", "百分之", "一分之", "近百", "三百余万"),
    ],
)
def test_reading_figures_grows_with_the_text_not_its_square(piece: str) -> None:
    """Four times the text takes about four times as long, whatever nearly is a figure in it."""
    small, large = _best_of_three(piece * 4_000), _best_of_three(piece * 16_000)
    assert large < 4 * small * 2 + 0.02
