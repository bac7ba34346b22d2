"""Text as reports have it, and as people type it, for the laws."""

from collections.abc import Sequence

from hypothesis import strategies as st

from searchapp.engine import Asked, PlaceChoice, Sort, YearRange
from searchapp.query import QUOTES, Query
from searchapp.reports import (
    LEVELS,
    Doubt,
    FiledReport,
    Genre,
    Origin,
    Passage,
    Place,
    Report,
    Section,
    SectionKind,
    Source,
)
from searchapp.text import fold
from tests.conftest import ROOT

#: Few characters, so that matches overlap; marks, blanks, widths, cases and planes that fold.
ALPHABET = '法治的政府建设调解协决纠纷枫桥12Aａ（）()“”"，。,. \u3000·－-員员㎡𠮷'

#: A short text of a report, with every trap that folding has.
han_text = st.text(ALPHABET, max_size=40)

#: The same with no two blanks running and something to read in it.
passage_text = han_text.map(str.strip).filter(lambda text: fold(text).text != "")


@st.composite
def phrase_of(draw: st.DrawFn, text: str) -> str:
    """A piece of a text, not empty once folded; or now and then something that is not in it."""
    if draw(st.integers(0, 9)) == 0:
        return draw(passage_text)
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, min(len(text), start + 8)))
    piece = text[start:end]
    return piece if fold(piece).text else text


#: Folded character -> the characters that fold to it, itself included.
ALIKE: dict[str, list[str]] = {}
for row in (ROOT / "searchapp" / "text" / "folding.tsv").read_text("utf-8").split("\n"):
    if row and row[0] not in QUOTES and not row[0].isspace():
        ALIKE.setdefault(row[-1], [row[-1]]).append(row[0])

#: Words and marks that overlap, and of which one arises across others.
_WORDS = ("法治", "治法", "法", "治", "调解", "协调解决", "人民调解", "矛盾", "纠纷", "建设")
_SIGNS = ("，", "。", " ", "12", "1", "A", "ａ", "（", "“", "”", "員", "员", "𠮷")

#: A text in which much of what is asked for stands, often, and nearly.
dense_text = (
    st.lists(st.sampled_from(_WORDS) | st.sampled_from(_WORDS + _SIGNS), min_size=1, max_size=12)
    .map("".join)
    .map(str.strip)
    .filter(lambda text: fold(text).text != "")
)
#: Few words, each a word by itself, so that the order of hits hangs on how often they stand.
plain_text = st.lists(
    st.sampled_from(["调解", "法治", "建设", "有关情况"]), min_size=1, max_size=9
).map("，".join)

#: How a part of a query is quoted, or not at all.
_MARKS = (("", ""), ("", ""), ('"', '"'), ("“", "”"), ("「", "」"), ("『", "』"))
_OLDEST_YEAR = 2021


@st.composite
def disguised(draw: st.DrawFn, text: str) -> str:
    """The text as somebody else might type it: the same once folded, with no quote but its own."""
    typed = []
    for char in text:
        folded = fold(char).text
        alike = [char] if folded in QUOTES else ALIKE.get(folded, [char])
        typed.append(draw(st.sampled_from(alike)) if draw(st.booleans()) else char)
        # A blank beside a Chinese character is passed over.
        if folded >= "\u2e80" and draw(st.integers(0, 5)) == 0:
            typed.append(draw(st.sampled_from(" \u3000")))
    return "".join(typed)


#: Invented places of every shape that DESIGN knows, and none.
PLACES = (
    Place("990121101", "松栎镇", "青禾县", "砚州市", "岚川省"),
    Place("990121102", "汀兰镇", "青禾县", "砚州市", "岚川省"),
    Place("990122101", "荻浦镇", "望岫县", "砚州市", "岚川省"),
    Place("990122102", "松栎镇", "望岫县", "砚州市", "岚川省"),
    Place("990103001", "砚桥街道", "梅屏区", "砚州市", "岚川省"),
    Place("990103001", "砚桥镇", "梅屏区", "砚州市", "岚川省"),
    Place("980121201", "鹤沼瑶族乡", "青禾县", None, "云汀市"),
    Place("990200101", "云坪乡", None, "青禾市", "岚川省"),
    Place("990121", None, "青禾县", "砚州市", "岚川省"),
    Place("990000", None, None, None, "岚川省"),
    None,
)

years = st.none() | st.integers(_OLDEST_YEAR, _OLDEST_YEAR + 3)
_label = st.text("一二（）法治建设、", min_size=1, max_size=6)


@st.composite
def filed_reports(
    draw: st.DrawFn,
    report_id: str = "R0",
    texts: st.SearchStrategy[str] = dense_text | passage_text,
) -> FiledReport:
    """A report with every fact there, or not."""
    kinds = st.sampled_from(SectionKind)
    sections = st.lists(_label, max_size=2).map(tuple)
    passages = tuple(
        Passage(number, draw(kinds), draw(sections), text)
        for number, text in enumerate(draw(st.lists(texts, min_size=1, max_size=5)), start=1)
    )
    report = Report(
        title=draw(st.none() | _label),
        issuers=draw(st.lists(_label, max_size=2).map(tuple)),
        doc_number=draw(st.none() | _label),
        issued_on=draw(st.none() | st.dates()),
        year=draw(years),
        genre=draw(st.sampled_from(Genre)),
        addressee=draw(st.none() | _label),
        place=draw(st.sampled_from(PLACES)),
        outline=draw(
            st.lists(
                st.builds(Section, st.integers(1, 3), _label, st.none() | _label, kinds),
                max_size=2,
            ).map(tuple)
        ),
        passages=passages,
        origins=draw(st.dictionaries(st.sampled_from(["title", "year"]), st.sampled_from(Origin))),
        doubts=draw(st.lists(st.builds(Doubt, _label, _label), max_size=1).map(tuple)),
    )
    sources = (Source(f"青禾县/{report_id}.txt", "txt"),)
    return FiledReport(report_id, draw(st.integers(1, 3)), sources, report)


@st.composite
def corpora(draw: st.DrawFn, max_size: int = 5) -> list[FiledReport]:
    """A few reports, each with an id of its own, in no order."""
    ids = draw(
        st.lists(st.sampled_from([f"R{n}" for n in range(9)]), max_size=max_size, unique=True)
    )
    return [draw(filed_reports(report_id)) for report_id in ids]


@st.composite
def typed_in(draw: st.DrawFn, corpus: Sequence[FiledReport]) -> str:
    """What a reader of these reports might type: phrases and runs, in disguise, or nothing."""
    texts = [p.text for filed in corpus for p in filed.report.passages] or [draw(passage_text)]
    parts = []
    for _ in range(draw(st.integers(0, 3))):
        piece = draw(phrase_of(draw(st.sampled_from(texts))) | dense_text.map(lambda t: t[:6]))
        opening, closing = draw(st.sampled_from(_MARKS))
        parts.append(opening + draw(disguised(piece)) + closing)
    return draw(st.sampled_from([" ", "", " AND "])).join(parts)


@st.composite
def filtered(draw: st.DrawFn, query: Query) -> Asked:
    """The query with choices of every kind, in any order of hits, all of them asked for."""
    return Asked(
        query,
        places=draw(st.lists(place_choices(), max_size=2).map(tuple)),
        years=draw(st.lists(year_ranges(), max_size=2).map(tuple)),
        kinds=draw(st.lists(st.sampled_from(SectionKind), max_size=3).map(tuple)),
        genres=draw(st.lists(st.sampled_from(Genre), max_size=3).map(tuple)),
        whole_words=draw(st.booleans()),
        sort=draw(st.sampled_from(Sort)),
        limit=None,
    )


@st.composite
def place_choices(draw: st.DrawFn) -> PlaceChoice:
    """A place of any level by its name or its code, one that is nowhere, or the lack of one."""
    level = draw(st.sampled_from(LEVELS))
    place = draw(st.sampled_from([place for place in PLACES if place]))
    value = draw(st.sampled_from([place.name(level), place.code_of(level)]))
    return PlaceChoice(level, draw(st.sampled_from([value, value, value, None, "无此地"])))


@st.composite
def year_ranges(draw: st.DrawFn) -> YearRange:
    """One year, several, or none."""
    first = draw(years)
    if first is None:
        return YearRange(None, None)
    return YearRange(first, first + draw(st.integers(0, 2)))


#: What the text of a report is made of, as an encoding sees it.
_PIECES = (
    *(
        "法治政府建设",
        "人民调解",
        "松栎镇",
        "2024年",
        "（二）",
        "，",
        "。",
        "《纲要》",
        "“八五”普法",
    ),
    *("12件", "〔2025〕4号", "办事处", "；", "：", "APP", "·", "荻浦", "镕"),
)

#: Chinese text of a length by which an encoding can be told, on one line.
prose = (
    st.lists(st.sampled_from(_PIECES), min_size=20, max_size=60)
    .map("".join)
    .filter(lambda text: sum(char > "\u3400" for char in text) > len(text) / 2)
)
