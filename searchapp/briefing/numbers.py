"""Where does a number go on? A quotation that ends within one says another number."""

import re
from typing import Final

from searchapp.text import Span, fold

_ONES: Final = "零〇○一二两三四五六七八九壹贰叁肆伍陆柒捌玖几数"
_PLACES: Final = "十拾百佰千仟万亿"
#: Digits with what may stand between them and behind; 2024年 behind the number of a heading
#: begins anew.
_DIGITS: Final = (
    rf"(?:[0-9]++(?:[.,·/ ](?!(?:19|20)[0-9]{{2}}年)[0-9]++)*+[{_PLACES}]*+)++"
    r"[余多几]?[万亿]*+[%‰]?"
)
_CHINESE: Final = (
    rf"[{_ONES}{_PLACES}]++(?:分之[{_ONES}{_PLACES}]++)?(?:点[{_ONES}]++)?[余多半]?[万亿]*+"
)
_NUMBER: Final = re.compile(f"{_DIGITS}|{_CHINESE}")
#: Two ones in a row may be a word and a number: 统一三项制度.
_SURE: Final = re.compile(rf"[0-9{_PLACES}]|分之|点|...")
_SIGNS: Final = frozenset(f"0123456789{_ONES}{_PLACES}")


def may_cut(needle: str) -> bool:
    """Whether a folded text begins or ends with what may be part of a larger number."""
    return needle[0] in _SIGNS or needle[-1] in _SIGNS


def cuts_number(text: str, start: int, end: int) -> bool:
    """Whether a number of a folded text goes on over the beginning or the end of a run of it."""
    return any(_cuts(start, number) or _cuts(end, number) for number in _numbers(text))


def whole_numbers(text: str, span: Span) -> Span:
    """The span of a text as shown, widened until it cuts no number."""
    start, end = span
    folded = fold(text)
    for each in _numbers(folded.text):
        number = folded.span(*each)
        start = number.start if _cuts(start, number) else start
        end = number.end if _cuts(end, number) else end
    return Span(start, end)


def _cuts(at: int, number: tuple[int, int]) -> bool:
    return number[0] < at < number[1]


def _numbers(text: str) -> list[tuple[int, int]]:
    return [each.span() for each in _NUMBER.finditer(text) if _SURE.search(each[0])]
