"""A home in which every fate of an excerpt has come true."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from searchapp.library.excerpts import Excerpt, excerpt_of
from searchapp.text import Span
from tests.library.homes import AtOnce, Home, new_home

FIRST: Final = """\
松栎镇人民政府关于2024年度法治政府建设情况的报告
一、主要举措和成效
（一）健全多元解纷机制。全年受理矛盾纠纷131件，调解成功129件；各村在茶季前开一次院坝会。
（二）设立院坝调解室。镇里设立院坝调解室6处，就地化解邻里纠纷57件。
（三）加强普法宣传。全年开展宪法宣传周、民法典宣传月活动14场次，发放资料3200份。法律明白人每村不少于3名。
（四）规范行政执法。全年办理行政处罚案件12件，没有一件被复议纠正。
二、存在的不足和原因
茶季执法力量不足，夜间巡查跟不上。
三、下年安排
继续抓好诉源治理，把纠纷化解在院坝里。
"""
#: What is quoted of it, by what becomes of that in the second version.
QUOTES: Final = {
    "unchanged": "全年受理矛盾纠纷131件，调解成功129件",
    "moved": "全年办理行政处罚案件12件，没有一件被复议纠正。",
    "changed": "镇里设立院坝调解室6处，就地化解邻里纠纷57件。",
    "around": "法律明白人",
    "removed": "茶季执法力量不足，夜间巡查跟不上。",
}
_FOURTH: Final = "（四）规范行政执法。全年办理行政处罚案件12件，没有一件被复议纠正。\n"
SECOND: Final = (
    FIRST.replace("6处", "8处")
    .replace("不少于3名", "不少于5名")
    .replace("茶季执法力量不足，夜间巡查跟不上。\n", "采茶时节人手很紧张。\n")
    .replace(_FOURTH, "")
    .replace("（二）设立", f"{_FOURTH}（二）设立")
)


def take(home: Home, quote: str) -> Excerpt:
    """Keep an excerpt of the first passage of the one report that has these words."""
    filed = home.only()
    passage = next(each for each in filed.report.passages if quote in each.text)
    start = passage.text.index(quote)
    excerpt = excerpt_of(filed, passage.number, Span(start, start + len(quote)))
    with home.ledger() as ledger:
        kept = ledger.excerpts.take(excerpt, "张三")
        ledger.commit()
    return kept


def revise(home: Home, text: str) -> None:
    """Put another text in place of the one report, and take it in."""
    home.write("松栎镇2024.txt", text)
    list(home.intake(workers=AtOnce(1)).run())


def home_of_every_fate(path: Path) -> tuple[Home, Mapping[str, Excerpt]]:
    """A home with one report in its second version, and excerpts of the first one."""
    home = new_home(path)
    revise(home, FIRST)
    excerpts = {name: take(home, quote) for name, quote in QUOTES.items()}
    revise(home, SECOND)
    assert home.only().version == 2
    return home, excerpts
