"""Figures: what ``#`` stands for in a phrase, and the number and the unit that it says.

A figure counts only as a whole: 38 in 338 is none, and neither is a piece of ``12·4``, which is a
day, of 第12号, which is an ordinal, or of A4. The forms are those that reports are seen to write:
``1,234``, ``1.2万余``, 一万四千余, 二〇二四, 数百, 百分之九十八.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Final

from searchapp.text.folding import Folded, fold

_ZEROS: Final = "零〇○"
#: Chinese digit, in bank writing too -> its value.
_DIGITS: Final = dict(
    zip(_ZEROS + "一二两三四五六七八九壹贰叁肆伍陆柒捌玖", "0001223456789123456789", strict=True)
)
_MYRIAD: Final = 10**4
#: Place word -> how many its one stands for.
_PLACES: Final = dict(
    zip("十拾百佰千仟万亿", (10, 10, 100, 100, 1000, 1000, _MYRIAD, 10**8), strict=True)
)
#: Parts of a hundred and so on are read with the sign: 百分之三 is 3 %.
_SIGNS: Final = {"百": "%", "千": "‰", "万": "‱"}
#: More digits than this are a code, not a quantity; int() would refuse thousands of them.
_MOST_DIGITS: Final = 18

_MEASURES: Final = """
    件次 件 起 宗 桩 例 案 项次 项 条次 条 款 类 种 批次 批 套 单 笔 票 号 级 层 步
    人次 人份 人 名 位 口 户次 户 家次 家 对 双 队 组 班次 班 届
    场次 场 次 期次 期 轮次 轮 节 堂 讲 课时 学时 首 幕
    份 册 本 部 篇 章 字 页 句 封 通 张 幅 块 面 片 支 枚 根 盏
    个 处 所 座 栋 幢 间 门 道 辆次 辆 车次 台次 台 艘 株 棵 头 只 袋 箱 桶 瓶 盒 包
    平方公里 平方米 立方米 公里 千米 厘米 毫米 米 里 ㎡ ㎢ 公顷 亩
    公斤 千克 克 斤 吨 升 度 千瓦时 千瓦 元 角 成 倍
    年度 年 个季度 季度 个月 月份 月 周年 周岁 周 岁 天 日 个工作日 工作日
    个小时 小时 时 分钟 分 秒 点 个百分点 百分点 个点 % ‰ ‱
"""
#: What figures of a report count, folded; what is longer wins over what it begins with.
MEASURE_WORDS: Final = tuple(_MEASURES.split())

_DIGIT: Final = "".join(_DIGITS)
_PLACE: Final = "".join(_PLACES)
#: 队伍, 大陆 and 收拾 end in what would be a digit of bank writing.
_NUMERAL: Final = (
    rf"(?:(?<![队入退落])伍|(?<![大登着])陆|(?<!收)拾|(?![伍陆拾])[{_DIGIT}{_PLACE}])"
)
#: 数 in 多数百姓 belongs to 多, and in 人数百余人 to 人.
_SEVERAL: Final = (
    rf"(?:几|(?<![多少无])(?:(?<![人次件户份总])数|数(?![{_PLACE}]+[余多])))(?=[{_PLACE}])"
)
_CHINESE: Final = (
    rf"(?:{_NUMERAL}|{_SEVERAL})"
    rf"(?:{_NUMERAL}|(?<![{_DIGIT}]){_SEVERAL}|(?<=[十拾])几)*+"
)
_MYRIADS: Final = "(?:万亿?|亿)"
#: Not so in 2024十四五, 2024十大 and 12百分点.
_TIMES: Final = rf"(?:[百千]?{_MYRIADS}|(?:十(?![{_DIGIT}])|百(?!分)|千)(?![大佳强]))"
#: What goes on behind digits makes another figure of them, or none.
_DIGITS_GO_ON: Final = r"[0-9]|[.,·][0-9]|\*++[0-9]"
#: Either a number with groups of three or whatever hangs together without a comma: a decimal,
#: a date, an outline number, a telephone number with stars in it.
_DIGITS_TOGETHER: Final = (
    rf"(?<![0-9],)[0-9]{{1,3}}(?:,[0-9]{{3}})++(?:\.[0-9]++)?+(?!{_DIGITS_GO_ON})"
    r"|[0-9]++(?:[.·][0-9]++|\*++[0-9]++)*+"
)
#: 3万5千, 1亿2000万: a place word, and what a number goes on with. 20万2024年 are two, and in
#: 投入20万一是 a clause begins.
_MIXED: Final = (
    rf"{_TIMES}(?:(?:[{_DIGIT}]++(?!是)|[0-9]++(?!{_DIGITS_GO_ON}|年))(?:{_TIMES}|十)?+)*+"
)

#: What a figure may begin with.
BEGINNINGS: Final = frozenset(f"0123456789几数{_DIGIT}{_PLACE}")
#: A run of Arabic digits, or of these, is a figure with one form where it is *plain*: where none
#: of ``GOES_ON`` stands beside it, and beside Arabic digits no point or comma and then a digit.
#: Only behind a Latin letter plain Arabic digits are none.
PLAIN_DIGITS: Final = frozenset(_DIGIT) - frozenset("○肆伍陆")
#: What may stand beside the first or last digit in a figure, or tell that there is none.
GOES_ON: Final = BEGINNINGS | frozenset("余多·*分之点")
#: A letter behind which Arabic digits are no figure but a name: A4.
LATIN: Final = re.compile(r"[a-z\u00df-\u024f]")

#: What 分之 stands between, or digits, or a numeral; 几 behind digits is part of the figure too.
_FIGURE: Final = re.compile(
    # Most characters begin no figure, and are soonest done with like this.
    rf"(?=[0-9几数{_DIGIT}{_PLACE}])"
    rf"(?:(?P<parts>(?:(?![伍陆拾])[{_DIGIT}{_PLACE}])++)分之)?"
    rf"(?:(?P<digits>{_DIGITS_TOGETHER})(?P<mixed>{_MIXED})?+"
    rf"|(?P<chinese>{_CHINESE}(?(parts)(?:点[{_DIGIT}]++)?+)))"
    rf"(?P<more>(?:[余多]|(?(digits)几(?!乎)|(?!))){_MYRIADS}?)?"
)
_NUMBER: Final = re.compile(r"[0-9]+(?:,[0-9]+)*(?:\.[0-9]+)?")
_MARK_BETWEEN_DIGITS: Final = re.compile(r"(?<=[0-9])[.,](?=[0-9])")

_MEASURE: Final = "|".join(sorted(MEASURE_WORDS, key=len, reverse=True))
#: 部门 is counted by 个, and 十分之一 has no 分 in it.
_UNIT: Final = re.compile(
    rf"[余多]?(?!部门|分之)(?:(?P<measure>{_MEASURE})"
    rf"|(?P<times>{_TIMES})[余多]?(?!部门|分之)(?P<counted>{_MEASURE})?)"
)
_PARTS_BEFORE: Final = re.compile(
    rf"(?<![{_DIGIT}{_PLACE}])([百千万])分之[0-9.,几数余多点{_DIGIT}{_PLACE}]+$"
)
#: So many characters before its end a figure may begin that is read with a sign.
_LONGEST_PARTS: Final = 32


@dataclass(frozen=True, slots=True)
class Figure:
    """A whole figure in a folded text: 三百余 in 三百余人 may also end after 三百.

    ``start`` is the offset of its first character; ``ends`` are the offsets at which it may end,
    the longest form first. There is always one.
    """

    start: int
    ends: tuple[int, ...]


def _any(_start: int, _end: int) -> bool:
    return True


def figures(
    text: Folded, *, ordinals: bool = False, wanted: Callable[[int, int], bool] = _any
) -> tuple[Figure, ...]:
    """All figures of a folded text in order; not even their longest forms overlap.

    With ``ordinals`` those of 第三批 and 第12号 are among them. Those that are not ``wanted``, by
    where their longest forms begin and end, are left out.

    A shorter form leaves 余, 多 or a place word to what follows, as 罚款#万元 and #余人 need it.
    What was left, times the shorter form, is the figure: 三百万 is 三百 and 万, but 一亿二千万 is
    never 一亿二千.
    """
    marked = _marked(text)
    return tuple(
        Figure(found.start(), tuple(_ends(found)))
        for found in _FIGURE.finditer(marked)
        if wanted(*found.span()) and _is_whole(found, ordinals=ordinals)
    )


def figures_among(marked: str, beginnings: Iterable[int]) -> Iterator[Figure]:
    """All figures of a folded text in order, ordinals among them, where it is known where to look.

    ``beginnings`` ascend and are all offsets at which one of ``BEGINNINGS`` stands; in ``marked``
    the marks between digits are those that ``shown_between_digits`` gives. This is for whoever
    finds both in many texts at once: a character that is no part of a figure may divide them.
    """
    end = 0
    for at in beginnings:
        found = _FIGURE.match(marked, at) if at >= end else None
        if found:
            end = found.end()
            if _is_whole(found, ordinals=True):
                yield Figure(at, tuple(_ends(found)))


def begins_figure(text: str, at: int) -> bool:
    """Whether a figure may begin at an offset of a folded text, by the character there alone."""
    return text[at : at + 1] in BEGINNINGS


@lru_cache(4096)
def figure_value(written: str) -> int | float | None:
    """The number that a figure says, as an int where it is whole; 百分之三 says 3.

    None where it says no definite one (数百, 十几, 三五, the name 十四五), where it has more than
    18 digits, and for anything that is not one figure.

    >>> figure_value("11.88万"), figure_value("一万四千余"), figure_value("数百")
    (118800, 14000, None)
    """
    found = _FIGURE.fullmatch(_marked(fold(written)))
    if found is None or not _is_definite(found):
        return None
    value = _value(found)
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else float(value)


def unit_after(folded: str, end: int) -> str:
    """The measure word behind a figure of a folded text that ends at ``end``, or nothing.

    A place word that the figure leaves out belongs to the unit: 万元 behind 11.88 in 11.88万元.
    余 and 多 do not. Parts of a hundred have the unit ``%``.
    """
    parts = _PARTS_BEFORE.search(folded[max(0, end - _LONGEST_PARTS) : end])
    if parts:
        return _SIGNS[parts[1]]
    found = _UNIT.match(folded, end)
    return _unit(found) if found else ""


def unit_end(folded: str, end: int) -> int:
    """Where the unit ends behind a figure that ends at ``end``; the same offset without one."""
    found = _UNIT.match(folded, end)
    return found.end() if found and _unit(found) else end


def _unit(found: re.Match[str]) -> str:
    times = found["times"] or ""
    counted = found["measure"] or found["counted"] or ""
    return times + counted if counted or times.endswith(("万", "亿")) else ""


def _marked(text: Folded) -> str:
    """The folded text with the marks between its digits told apart."""

    def as_shown(mark: re.Match[str]) -> str:
        return shown_between_digits(mark[0], text.shown[text.offsets[mark.start()]])

    return _MARK_BETWEEN_DIGITS.sub(as_shown, text.text)


def shown_between_digits(mark: str, shown: str) -> str:
    """What a folded mark between two digits is, by the one shown in its place.

    Only a point that is shown as one is still ``.``; other dots are ``·``. A comma is ``,`` only
    where it is shown half wide: the full-width one divides two figures.
    """
    if mark == ".":
        return "." if shown in ".．" else "·"
    return "," if shown == "," else "，"


def _is_whole(found: re.Match[str], *, ordinals: bool) -> bool:
    """Whether what looks like a figure is one, and not an ordinal, a name or a piece of a word."""
    before = found.string[max(0, found.start() - 1) : found.start()]
    if before == "第" and not ordinals:
        return False
    return _is_number(found, before) if found["digits"] else _is_numeral(found, before)


def _is_number(found: re.Match[str], before: str) -> bool:
    """Whether Arabic digits are a number: dates and codes are not, nor the name “12.4”."""
    if LATIN.match(before) or not _NUMBER.fullmatch(found["digits"]):
        return False
    behind = found.string[found.end("digits") : found.end("digits") + 1]
    in_quotes = before in ('"', "'") and behind == before
    return not (in_quotes and "." in found["digits"])


def _is_numeral(found: re.Match[str], before: str) -> bool:
    """Whether Chinese digits and place words are a numeral: 百 in 百姓 and ○ in ○○镇 are not."""
    written = found["chinese"]
    if found["parts"] or found["more"]:
        return True
    if not written.strip("百千万亿佰仟"):
        return _is_about(found, before) if len(written) == 1 else bool(_positional(written))
    return written not in ("肆", "伍", "陆", "拾") and written.strip("○") != ""


def _is_about(found: re.Match[str], before: str) -> bool:
    """Whether a lone place word counts something: 近百名 does, 网上百姓 does not."""
    about = before in ("近", "约", "超", "逾", "上")
    return about and unit_after(found.string, found.end()) != ""


def _ends(found: re.Match[str]) -> Iterator[int]:
    """Every end of a figure, the longest form first."""
    start = found.start("digits" if found["digits"] else "chinese")
    written = found.string[start : found.end()]
    while written:
        yield start + len(written)
        written = _shorter(written)


def _shorter(written: str) -> str:
    """The figure without its last 余, 多 or place word; nothing where that is not a whole one."""
    rest, last = written[:-1], written[-1]
    if last in "余多":
        return rest
    cut = _PLACES.get(last, 0)
    stays = cut < _MYRIAD and not written[0].isdecimal()
    if not cut or stays or rest in ("几", "数"):
        return ""
    return "" if any(_PLACES.get(char, 0) >= cut for char in rest) else rest


def _is_definite(found: re.Match[str]) -> bool:
    """Whether it names one number, of a size that numbers of things have."""
    written = found[0]
    digits = sum(char in _DIGITS or char.isdecimal() for char in written)
    return digits <= _MOST_DIGITS and not any(char in written for char in "几数")


def _value(found: re.Match[str]) -> Fraction | None:
    """The number of a definite figure; 余 and 多 say nothing of how many more there are."""
    parts = found["parts"]
    written = found[0][len(parts) + 2 if parts else 0 :]
    whole, _, decimals = re.sub("[余多]", "", written).partition("点")
    value = _positional(whole)
    if value is None:
        return None
    value += Fraction(int("0" + _arabic(decimals)), 10 ** len(decimals))
    if not parts or parts in _SIGNS:
        return value
    of = _positional(parts)
    return value / of if of else None


def _positional(numeral: str, *, inside: bool = False) -> Fraction | None:
    """What place words and digits say together; None where they do not make one number.

    ``inside`` a longer numeral only 十 may go without a digit before it.
    """
    place = max(numeral, key=lambda char: _PLACES.get(char, 0), default="")
    size = _PLACES.get(place)
    if size is None:
        return _digit_by_digit(numeral)
    before, _, behind = numeral.rpartition(place)
    times = _times(before, size, inside=inside)
    rest = _rest(behind, size)
    if times is None or rest is None or (size > 10 and not before and behind):
        return None
    return times * size + rest


def _times(written: str, size: int, *, inside: bool) -> Fraction | None:
    """How many of a place there are, by what stands before its word."""
    if not written:
        return None if inside and size > 10 else Fraction(1)
    # 三百万 and 一万亿 are numbers, 十百 and 万万 are not.
    least = size if size >= _MYRIAD else 10
    if any(_PLACES.get(char, 0) >= least for char in written):
        return None
    return _positional(written, inside=inside)


def _rest(written: str, size: int) -> Fraction | None:
    """What stands behind a place word adds: 五 in 一百零五 is 5, but 50 in 一百五."""
    significant = written.lstrip(_ZEROS)
    if not significant:
        return Fraction(0)
    value = _positional(significant, inside=True)
    if value is None or value >= size:
        return None
    spoken_short = size > 10 and len(written) == 1
    return value * size / 10 if spoken_short else value


def _digit_by_digit(written: str) -> Fraction | None:
    """A number without place words: ``1,234``, 两, 二〇二四.

    None for two or three Chinese digits without a zero, which are a rough number (三五) or a name
    (八五, 一二三产业).
    """
    if _NUMBER.fullmatch(written):
        return Fraction(written.replace(",", ""))
    vague = len(written) in (2, 3) and not any(zero in written for zero in _ZEROS)
    digits = _arabic(written)
    return Fraction(digits) if digits.isdecimal() and not vague else None


def _arabic(written: str) -> str:
    return "".join(_DIGITS.get(char, char) for char in written)
