"""What the first paragraphs of a report say of it: hinge, opening, whose leadership it praises."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from searchapp.parsing.divisions import simple
from searchapp.text import fold

#: 实现就业 and 体现将 are no hinges; a hinge says what follows.
_HINGE: Final = re.compile("(?<![实体出呈兑])现[将就][^。:]*(?:报告|汇报|总结|报送|如下)[^。:]*:?")
_HAN: Final = "[\u3400-\u9fff]"
#: Who does what: 松栎镇坚持…, 松栎镇党委、政府认真….
_ACTING: Final = (
    "坚持|认真|始终|深入|紧紧|紧扣|在|以|党委|党工委|办事处|人民政府|政府|高度|全面|严格|按照|立足"
    "|围绕|扎实|积极|切实|持续|法治|不断|结合|着力|聚焦|进一步|深化|推进|贯彻|落实|把|将|依法|根据"
)
_OPENING: Final = re.compile(
    rf"(?:^|[,。])(?:20\d\d年度?)?((?!在|按|根|为|对|各|全|我|本|通过|以|由|从|当){_HAN}{{2,14}}?"
    rf"(?:镇|乡|街道|苏木))(?={_ACTING}|,|20\d\d年)"
)
_LEADING: Final = re.compile(r"在[^,。]{2,60}领导下")


def hinge_of(preamble: Iterable[str]) -> str:
    """The sentence with which the preamble turns to the report, 现将…报告如下, or ""."""
    found = (hinge for text in preamble for hinge in _hinges(text))
    return next(found, "")


def _hinges(text: str) -> Iterator[str]:
    folded = fold(text)
    for match in _HINGE.finditer(folded.text):
        span = folded.span(*match.span())
        yield text[span.start : span.end]


def opening_town(preamble: Iterable[str]) -> str:
    """The name, known or not, of the town with which a sentence of the preamble begins, or ""."""
    found = (match[1] for text in preamble for match in _OPENING.finditer(simple(text)))
    return next(found, "")


def leadership(preamble: Iterable[str]) -> str:
    """Under whose leadership all was done, 在青禾县委、县政府的坚强领导下, or ""."""
    found = (match[0] for text in preamble for match in _LEADING.finditer(simple(text)))
    return next(found, "")
