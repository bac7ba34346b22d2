"""Reports and questions by chance: everything that the language knows, in every disguise.

Each function takes the ``Random`` that decides: hypothesis's own, which can be shrunk, through
``tests.strategies``, or a quick one with a seed, in ``tests.soak``.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Final, TypeAlias, TypeVar

from searchapp.engine import Asked, Sort
from searchapp.query import (
    QUOTES,
    All,
    Condition,
    Either,
    KindChoice,
    Leaf,
    Near,
    Not,
    Pattern,
    Phrase,
    PlaceChoice,
    Query,
    Run,
    Scope,
    Wild,
    YearRange,
    conditions_of,
    parse_query,
)
from searchapp.reports import (
    LEVELS,
    UNLABELLED,
    Doubt,
    FiledReport,
    Genre,
    IssuerLevel,
    Origin,
    Passage,
    Place,
    Report,
    Section,
    SectionKind,
    Source,
)
from searchapp.text import figures, fold
from tests.conftest import ROOT

_T = TypeVar("_T")
#: Makes a text that is not empty once folded.
Writes: TypeAlias = Callable[[Random], str]

#: Few characters, so that matches overlap; marks, blanks, widths, cases and planes that fold.
ALPHABET = '法治的政府建设调解协决纠纷枫桥12Aａ（）()“”"，。,. \u3000·－-員员㎡𠮷'
#: Words and marks that overlap, and of which one arises across others.
WORDS = ("法治", "治法", "法", "治", "调解", "协调解决", "人民调解", "矛盾", "纠纷", "建设")
#: Names of the field.
_NAMES = ("枫桥经验", "法治政府", "矛盾纠纷")
_SIGNS = ("，", "。", " ", "12", "1", "A", "ａ", "（", "“", "”", "員", "员", "𠮷")
#: Figures of every form, what is none, and what stands beside them.
_FIGURES = (
    *("338", "1.2万", "11.88万元", "1，234", "1,234", "三百余", "数百", "百分之九十八", "2024年"),
    *("12·4", "第12号", "12", "5", "件", "人次", "余", "万", "#", "*", "\\"),
)
_PLAIN = ("调解", "法治", "建设", "有关情况")

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

#: Folded character -> the characters that fold to it, itself included.
ALIKE: dict[str, list[str]] = {}
for row in (ROOT / "searchapp" / "text" / "folding.tsv").read_text("utf-8").split("\n"):
    if row and row[0] not in QUOTES and not row[0].isspace():
        ALIKE.setdefault(row[-1], [row[-1]]).append(row[0])


def several(rng: Random, most: int, draw: Callable[[], _T], least: int = 0) -> list[_T]:
    """So many of what is drawn."""
    return [draw() for _ in range(rng.randint(least, most))]


def seldom(rng: Random, times: int = 5) -> bool:
    """Once in so many times."""
    return rng.randrange(times) == times - 1


# Texts


def _made_of(pieces: Sequence[str], most: int = 12) -> Writes:
    def write(rng: Random) -> str:
        text = "".join(several(rng, most, lambda: rng.choice(pieces), 1)).strip()
        return text if fold(text).text else pieces[0]

    return write


#: A text in which much of what is asked for stands, often, and nearly.
dense = _made_of(WORDS + _SIGNS + _NAMES)
#: A text that counts things.
counting = _made_of((*_FIGURES, *WORDS[4:8], "，", "。", "、"))
#: A text with every trap that folding has.
odd = _made_of(tuple("法" + ALPHABET), 40)
#: Few words, each a word by itself, so that the order of hits hangs on how often they stand.
plain = _made_of([f"{word}，" for word in _PLAIN], 9)


def anyhow(rng: Random) -> str:
    """A text of any of these sorts."""
    return rng.choice((dense, dense, _made_of(WORDS), counting, counting, odd))(rng)


def piece_of(rng: Random, text: str, most: int = 6) -> str:
    """A piece of a text, not empty once folded."""
    start = rng.randrange(len(text))
    piece = text[start : start + rng.randint(1, most)]
    return piece if fold(piece).text else text


def disguise(rng: Random, text: str) -> str:
    """The text as somebody else might type it: the same once folded, with no quote but its own."""
    typed = []
    for char in text:
        folded = fold(char).text
        alike = [char] if folded in QUOTES else ALIKE.get(folded, [char])
        typed.append(rng.choice(alike) if seldom(rng, 3) else char)
        # A blank beside a Chinese character is passed over.
        if folded >= "\u2e80" and seldom(rng, 12):
            typed.append(rng.choice(" \u3000"))
    return "".join(typed)


# Reports

_OLDEST_YEAR: Final = 2021
#: Few headings, so that passages share one, come back to one, and begin with it.
_HEADINGS = (
    "一、法治建设",
    "二、矛盾纠纷",
    "（一）人民调解",
    "（二） 法治",
    "1.调解",
    "法",
    "（）、",
)
_TITLES = ("青禾县2024年法治政府建设报告", "松栎镇人民调解工作总结", "法治", "调解")
_ISSUERS = ("松栎镇人民政府", "青禾县司法局", "法治办")
_LABEL = _made_of(tuple("一二（）法治建设、"), 6)
_NUMBERS = ("青政发〔2024〕12号", "松府〔2025〕3号", "（2024）1-2号", "一号")


def corpus_of(rng: Random, most: int = 5, writes: Writes = anyhow) -> list[FiledReport]:
    """A few reports, each with an id of its own, in no order."""
    ids = rng.sample([f"R{number}" for number in range(9)], rng.randint(0, most))
    return [report_by(rng, report_id, writes) for report_id in ids]


def report_by(rng: Random, report_id: str = "R0", writes: Writes = anyhow) -> FiledReport:
    """A report with every fact there, or not."""
    title = rng.choice((None, *_TITLES, _LABEL(rng)))
    report = Report(
        title=title,
        issuers=tuple(rng.sample(_ISSUERS, rng.randint(0, 2))),
        doc_number=rng.choice((None, *_NUMBERS, _LABEL(rng))),
        issued_on=_day(rng),
        year=rng.choice((None, *range(_OLDEST_YEAR, _OLDEST_YEAR + 4))),
        genre=rng.choice(list(Genre)),
        addressee=rng.choice((None, "青禾县人民政府", _LABEL(rng))),
        place=rng.choice(PLACES),
        outline=tuple(several(rng, 2, lambda: _section(rng))),
        passages=tuple(_passages(rng, writes, title)),
        origins={fact: rng.choice(list(Origin)) for fact in several(rng, 1, lambda: "title")},
        doubts=tuple(several(rng, 1, lambda: Doubt("year", "正文里的年份不一致"))),
        level=rng.choice((None, *IssuerLevel)),
        recognised=seldom(rng),
    )
    sources = (Source(f"青禾县/{report_id}.txt", "txt"),)
    return FiledReport(report_id, rng.randint(1, 3), sources, report)


def _day(rng: Random) -> date | None:
    first = date(_OLDEST_YEAR, 1, 1)
    return None if seldom(rng) else first + timedelta(days=rng.randrange(4 * 366))


def _section(rng: Random) -> Section:
    heading = rng.choice((None, *_HEADINGS, _LABEL(rng)))
    return Section(rng.randint(1, 3), _LABEL(rng), heading, rng.choice(list(SectionKind)))


def _passages(rng: Random, writes: Writes, title: str | None) -> Iterator[Passage]:
    """Passages under few headings, some of which begin with their own or are the title."""
    kind, section = rng.choice(list(SectionKind)), tuple[str, ...]()
    for number in range(1, rng.randint(2, 6)):
        if rng.randrange(2):
            kind = rng.choice(list(SectionKind))
            section = tuple(several(rng, 2, lambda: rng.choice((*_HEADINGS, _LABEL(rng)))))
        opening = rng.choice(("", "", title or "", *section[-1:]))
        text = opening if opening and rng.randrange(2) else opening + writes(rng)
        yield Passage(number, kind, section, text)


# Questions


def question(rng: Random, corpus: Sequence[FiledReport]) -> Asked:
    """Any question about these reports, as it may be typed or as a tree; for every hit."""
    query = tree(rng, corpus) if rng.randrange(2) else parse_query(typed(rng, corpus)).query
    return chosen(rng, query, corpus)


def chosen(rng: Random, query: Query, corpus: Sequence[FiledReport]) -> Asked:
    """The query with choices of every kind or none, at any scope, in any order."""
    asked = Asked(
        query,
        whole_words=seldom(rng, 3),
        within=rng.choice(list(Scope)),
        sort=rng.choice((Sort.RELEVANCE, Sort.RELEVANCE, *Sort)),
        limit=None,
    )
    if rng.randrange(2):
        return asked
    kinds = [p.kind for filed in corpus for p in filed.report.passages] or list(SectionKind)
    genres = [*(filed.report.genre for filed in corpus), *Genre]
    several_kinds = several(rng, 3, lambda: rng.choice(kinds))
    return replace(
        asked,
        places=tuple(several(rng, 2, lambda: place_choice(rng, corpus))),
        years=tuple(several(rng, 1, lambda: year_range(rng))),
        kinds=(*several_kinds, rng.choice(list(SectionKind))) if several_kinds else (),
        genres=tuple(several(rng, 3, lambda: rng.choice(genres))) if seldom(rng, 3) else (),
    )


def among(rng: Random, corpus: Sequence[FiledReport]) -> frozenset[str] | None:
    """The ids of some of the reports, with one that is nowhere; mostly None, for all."""
    some = (filed.id for filed in corpus if rng.randrange(2))
    return frozenset(("NOWHERE000", *some)) if seldom(rng, 3) else None


def place_choice(rng: Random, corpus: Sequence[FiledReport]) -> PlaceChoice:
    """A place of any level by its name or its code, one that is nowhere, or the lack of one."""
    level = rng.choice(LEVELS)
    if seldom(rng):
        return PlaceChoice(level, rng.choice((None, "无此地", "松栎")))
    places = [place for filed in corpus if (place := filed.report.place)]
    place = rng.choice(places or [place for place in PLACES if place])
    return PlaceChoice(level, rng.choice((place.name(level), place.code_of(level))))


def year_range(rng: Random) -> YearRange:
    """One year, several, or none."""
    if seldom(rng):
        return YearRange(None, None)
    first = _OLDEST_YEAR + rng.randint(-1, 4)
    return YearRange(first, first + rng.randint(0, 3))


def _pool(rng: Random, corpus: Sequence[FiledReport]) -> list[str]:
    """Texts of one report, and one from anywhere, so that the parts of a query meet."""
    if not corpus:
        return [anyhow(rng)]
    texts = [passage.text for passage in rng.choice(corpus).report.passages]
    strange = rng.choice(rng.choice(corpus).report.passages).text
    return [rng.choice(texts), *texts, strange]


def _needle(rng: Random, texts: Sequence[str]) -> str:
    return rng.choice(WORDS + _NAMES) if seldom(rng) else piece_of(rng, rng.choice(texts))


# Trees


def tree(rng: Random, corpus: Sequence[FiledReport], depth: int = 2) -> Query:
    """Any query about these reports, also one that could not be typed."""
    return _node(rng, _pool(rng, corpus), fields_of(corpus), depth)


def _node(rng: Random, texts: list[str], fields: list[tuple[str, str]], depth: int) -> Query:
    shape = rng.choice("AAAOOONLLC") if depth else rng.choice("LLLLLC")
    if shape in "AO":
        inner = several(rng, 3, lambda: _node(rng, texts, fields, depth - 1), 2)
        parts = tuple(dict.fromkeys(inner))
        if len(parts) == 1:
            return parts[0]
        return All(parts) if shape == "A" else Either(parts)
    if shape == "N":
        return Not(_node(rng, texts, fields, depth - 1))
    return condition(rng, fields) if shape == "C" else leaf(rng, texts)


def leaf(rng: Random, texts: Sequence[str]) -> Leaf:
    """Anything that can be sought in a text."""
    shape = rng.randrange(5)
    if shape == 0:
        return near(rng, texts)
    return phrase(rng, texts) if shape < 3 else Run.of(_needle(rng, texts))


def phrase(rng: Random, texts: Sequence[str]) -> Phrase | Pattern:
    """A phrase, with or without wild marks."""
    if rng.randrange(2):
        return Phrase.of(fold(_needle(rng, texts)).text)
    pieces = pieces_of(rng, rng.choice(texts))
    if len(pieces) == 1 and isinstance(pieces[0], str):
        return Phrase.of(pieces[0])
    return Pattern(as_typed(pieces), pieces)


def near(rng: Random, texts: Sequence[str]) -> Near:
    """Two or three operands, some of several phrases, near one another or not so near."""
    operands = several(
        rng, 3, lambda: tuple(dict.fromkeys(several(rng, 2, lambda: phrase(rng, texts), 1))), 2
    )
    return Near(tuple(operands), tuple(rng.randint(0, 12) for _ in operands[1:]))


# Patterns


def pieces_of(rng: Random, text: str) -> tuple[str | Wild, ...]:
    """A stretch of a folded text with ``#`` for figures in it, and ``*`` for other stretches.

    Now and then a mark stands where it does not belong.
    """
    folded = fold(text)
    marked: dict[tuple[int, int], Wild] = {}
    for figure in figures(folded):
        if not seldom(rng, 3):
            marked[figure.start, rng.choice(figure.ends)] = Wild.FIGURE
    for _ in range(rng.randint(not marked, 1)):
        start = rng.randint(0, len(folded.text))
        marked[start, start + rng.randint(0, 11)] = Wild.FIGURE if seldom(rng, 3) else Wild.GAP
    first = max(0, min(start for start, _ in marked) - rng.randint(0, 4))
    last = max(end for _, end in marked) + rng.randint(0, 4)
    laid_out = _laid_out(folded.text[:last].rstrip(), first, marked)
    return _neat(laid_out) or (Wild.FIGURE,)


def _laid_out(text: str, at: int, marked: dict[tuple[int, int], Wild]) -> Iterator[str | Wild]:
    """The text from an offset on with marks in place of stretches, one that overlaps left out."""
    for (start, end), wild in sorted(marked.items(), key=lambda each: each[0]):
        if start >= at:
            yield text[at:start]
            yield wild
            at = end
    yield text[at:]


def _neat(pieces: Iterable[str | Wild]) -> tuple[str | Wild, ...]:
    """The pieces as a pattern has them: nothing empty, no gap at an end or after another."""
    neat: list[str | Wild] = []
    for piece in pieces:
        if piece in (Wild.GAP, " ") and neat[-1:] in ([], [piece]):
            continue
        if piece:
            neat.append(piece if neat or isinstance(piece, Wild) else piece.lstrip())
    while neat and neat[-1] in (Wild.GAP, " "):
        neat.pop()
    return tuple(neat)


#: What has a meaning between quotes, folded.
_MEANING: Final = frozenset('#*\\"')


def as_typed(pieces: Iterable[str | Wild]) -> str:
    r"""The pieces as they are typed between quotes: marks meant literally get a ``\``."""
    return "".join(each.value if isinstance(each, Wild) else escaped(each) for each in pieces)


def escaped(text: str) -> str:
    r"""A text as it is typed between quotes: what has a meaning there gets a ``\``."""
    return "".join("\\" + char if fold(char).text in _MEANING else char for char in text)


# What is typed

#: How a part of a query is quoted.
_MARKS = (('"', '"'), ("“", "”"), ("「", "」"), ("『", "』"), ("＂", "＂"), ("〝", "〞"))
#: What stands between two parts.
_JOINTS = (
    *(" ", " ", " ", "　", "", " AND ", " OR ", " | ", "｜", " ｜ ", " 或者 ", " ＯＲ ", "或者"),
    *(" NEAR ", " NEAR/0 ", " NEAR/3 ", " near/20 ", " ＮＥＡＲ／５ ", " NOT "),
)
_NEGATIONS = (*("",) * 20, "-", "－", "NOT ", "−", "- ", "NOT NOT ", "-NOT ")
_BRACKETS = (("(", ")"), ("（", "）"), ("(", "）"), ("（", ""), ("", ")"))


def typed(rng: Random, corpus: Sequence[FiledReport], depth: int = 2) -> str:
    """What a reader of these reports might type: anything of the language, or nothing."""
    if seldom(rng, 30):
        return rng.choice(("", " ", "“”", "-", "()", "镇:"))
    return _typed(rng, _pool(rng, corpus), fields_of(corpus), depth)


def _typed(rng: Random, texts: list[str], fields: list[tuple[str, str]], depth: int) -> str:
    said = ""
    for number in range(rng.choice((1, 1, 2, 2, 2, 3, 4))):
        said += rng.choice(_JOINTS) if number else ""
        said += rng.choice(_NEGATIONS) + _typed_part(rng, texts, fields, depth)
    return said


def _typed_part(rng: Random, texts: list[str], fields: list[tuple[str, str]], depth: int) -> str:
    shape = rng.choice("(:RRRRPPPPWW")
    if shape == "(" and depth:
        opening, closing = rng.choice(_BRACKETS)
        return opening + _typed(rng, texts, fields, depth - 1) + closing
    if shape == ":":
        return typed_field(rng, fields)
    if shape == "W":
        return quoted(rng, as_typed(pieces_of(rng, rng.choice(texts))))
    needle = disguise(rng, _needle(rng, texts))
    return needle if shape == "R" else quoted(rng, needle)


def quoted(rng: Random, text: str) -> str:
    """The text in marks of any kind, or now and then in one that stays open."""
    opening, closing = rng.choice(_MARKS)
    return opening + text + ("" if seldom(rng, 12) else closing)


# Fields

#: The names by which a field may be called, of which the first is in ``fields_of``.
_SYNONYMS: Final = {
    "镇": ("镇", "乡镇", "街道", "town", "Town", "ＴＯＷＮ"),
    "县": ("县", "区", "county"),
    "市": ("市", "city"),
    "省": ("省", "province"),
    "年": ("年", "年度", "year"),
    "章节": ("章节", "章", "section"),
    "标题": ("标题", "题目", "title"),
    "单位": ("单位", "发文机关", "issuer"),
    "文号": ("文号", "number"),
    "日期": ("日期", "date"),
    "文种": ("文种", "genre"),
    "层级": ("层级", "级别", "level"),
}
_LEVEL_FIELDS: Final = dict(zip(("省", "市", "县", "镇"), LEVELS, strict=True))
#: What nobody finds, or what makes no sense.
_STRANGE: Final = (
    *(("镇", "无此镇"), ("年", "1999"), ("年", "去年"), ("文种", "报告"), ("日期", "2024-13")),
    *(("章节", "无此章节"), ("文号", "〔1999〕"), ("镇", UNLABELLED), ("年", UNLABELLED)),
    *(("日期", UNLABELLED), ("标题", "无此标题"), ("单位", "无此单位"), ("县", "99")),
    *(("层级", "国家"), ("层级", UNLABELLED)),
)


def fields_of(corpus: Sequence[FiledReport]) -> list[tuple[str, str]]:
    """Fields with their values as these reports have them, and some that none has."""
    return [*(field for filed in corpus for field in _facts(filed)), *_STRANGE[:2]]


def _facts(filed: FiledReport) -> Iterator[tuple[str, str]]:
    report = filed.report
    for field, level in _LEVEL_FIELDS.items():
        name = report.place and report.place.name(level)
        if report.place and name:
            yield field, name
            yield field, str(report.place.code_of(level))
    said = {"标题": report.title, "文号": report.doc_number}
    yield from ((field, value) for field, value in said.items() if value)
    yield "年", str(report.year or UNLABELLED)
    yield "日期", str(report.issued_on or UNLABELLED)
    yield "文种", str(report.genre)
    yield "层级", report.level.label if report.level else UNLABELLED
    yield from (("单位", issuer) for issuer in report.issuers)
    yield from (("章节", passage.kind.label) for passage in report.passages[:2])
    yield from (("章节", heading) for passage in report.passages for heading in passage.section)


def typed_field(rng: Random, fields: Sequence[tuple[str, str]]) -> str:
    """A field as it is typed: its name in any form, its value whole, in part, or as a stretch."""
    field, value = rng.choice(_STRANGE) if seldom(rng, 12) else rng.choice(fields)
    if field in ("标题", "单位", "文号", "章节") and rng.randrange(2):
        value = piece_of(rng, value)
    elif field in ("年", "日期") and value[:4].isdecimal():
        value = _stretch(rng, value)
    if field in ("标题", "单位", "文号"):
        value = disguise(rng, value)
    if set(value) & set(" \u3000"):
        value = f"“{value}”"
    value = rng.choice((value, value, f"“{value}”", f"({value})", f" {value}"))
    return rng.choice(_SYNONYMS[field]) + rng.choice(":：") + value


def _stretch(rng: Random, value: str) -> str:
    """A year or a day, or a stretch of such."""
    until = int(value[:4]) + rng.randint(-1, 2)
    part = rng.choice((value, value[:7], value[:4]))
    return rng.choice(
        (part, part, f"{part}..{until}", f"{part}..", f"..{part}", f"{part}至{until}")
    )


def condition(rng: Random, fields: Sequence[tuple[str, str]]) -> Condition:
    """A condition that some reports with these facts keep, or none."""
    understood = parse_query(typed_field(rng, fields)).query
    return next(conditions_of(understood), KindChoice(SectionKind.PLANS))
