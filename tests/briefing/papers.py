"""Papers for tests: invented texts of invented places."""

from datetime import UTC, date, datetime

from searchapp.briefing.paper import Heading, Lost, Paper, Quoted, Words
from searchapp.library.excerpts import Excerpt, excerpt_of
from searchapp.library.excerpts.holding import Fate, Held, Spot
from searchapp.reports import (
    FiledReport,
    Genre,
    Passage,
    Place,
    Report,
    SectionKind,
    Source,
)
from searchapp.text import Span

ADDRESS = "http://baogao.example:8000"
MOMENT = datetime(2026, 11, 21, 11, 30, tzinfo=UTC)


def report_of(*texts: str, id_: str = "a1b2c3d4e5", town: str = "松栎镇") -> FiledReport:
    """A report of a town whose passages have these texts."""
    report = Report(
        title=f"{town}2024年度法治政府建设情况的报告",
        issuers=(f"青禾县{town}人民政府",),
        doc_number="青松政〔2025〕3号",
        issued_on=date(2025, 1, 15),
        year=2024,
        genre=Genre.RULE_OF_LAW,
        addressee=None,
        place=Place("990121101", town, "青禾县", "云泽市", "云泽省"),
        outline=(),
        passages=tuple(
            Passage(number, SectionKind.MEASURES, ("二、主要举措", "（一）化解纠纷"), text)
            for number, text in enumerate(texts, 1)
        ),
        origins={},
        doubts=(),
    )
    return FiledReport(id_, 1, (Source("报告.txt", "txt"),), report)


def excerpt_in(text: str, quote: str = "", **facts: str) -> Excerpt:
    """The excerpt of a quote, or of all, in a report of one passage."""
    start = text.index(quote) if quote else 0
    return excerpt_of(report_of(text, **facts), 1, Span(start, start + len(quote or text)))


def quoted(number: int, excerpt: Excerpt, fate: Fate = Fate.UNCHANGED, why: str = "") -> Quoted:
    """A quote with what became of it."""
    spots = {
        Fate.UNCHANGED: Spot(excerpt.passage, excerpt.span, excerpt.quote),
        Fate.MOVED: Spot(excerpt.passage + 2, excerpt.span, excerpt.quote),
        Fate.CHANGED: Spot(excerpt.passage, excerpt.span, "如今这里写着另一句话。"),
    }
    return Quoted(number, excerpt, Held(fate, 2, spots.get(fate), why=why), excerpt.start)


def paper_of_quotes(*quotes: str) -> Paper:
    """A paper that quotes each of these, in order, and nothing else."""
    parts = (quoted(number, excerpt_in(quote)) for number, quote in enumerate(quotes, 1))
    return Paper("材料", tuple(parts), ADDRESS, MOMENT)


def sample_paper() -> Paper:
    """A paper with every kind of part, three levels of headings and every fate."""
    long = (
        "健全镇村两级人民调解组织14个，实现村（社区）全覆盖。全年排查矛盾纠纷206次，受理183件，"
        "调解成功181件，成功率98.9%。坚持和发展新时代“枫桥经验”，把矛盾化解在基层。"
    )
    one = excerpt_in(long, "全年排查矛盾纠纷206次，受理183件，调解成功181件，成功率98.9%。")
    two = excerpt_in("设立院坝调解室6处，就地化解邻里纠纷57件。", town="荻浦镇", id_="b1b2c3d4e5")
    three = excerpt_in("类型\t受理\t调成", town="砚桥街道", id_="c1b2c3d4e5")
    four = excerpt_in("乡镇综合执法领域多、业务范围广，执法人员素质和能力还不够。", town="亭岚乡")
    return Paper(
        "关于全县乡镇基层治理情况的材料",
        (
            Words(
                "2024年，各乡镇坚持和发展新时代“枫桥经验”，矛盾纠纷化解成效明显。\n有关情况如下。"
            ),
            Heading(1, "一、矛盾纠纷多元化解"),
            Heading(2, "（一）调解组织"),
            quoted(1, one),
            Heading(3, "1.院坝调解"),
            quoted(2, two, Fate.CHANGED),
            quoted(3, three, Fate.MOVED),
            quoted(1, one),
            Heading(1, "二、存在的不足"),
            quoted(4, four, Fate.REMOVED),
            Lost("zzzzzzzzzz"),
            Words("以上情况，供参考。"),
        ),
        ADDRESS,
        MOMENT,
    )
