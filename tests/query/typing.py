"""Queries as people type them, for the laws: every node, every mark and operator, either width."""

from collections.abc import Sequence
from typing import Final

from hypothesis import strategies as st

from searchapp.query import LONGEST_QUERY, QUOTES
from searchapp.query.fields import FIELDS
from searchapp.reports import LEVELS, UNLABELLED, Genre, IssuerLevel, SectionKind
from tests.strategies import PLACES

#: Every pair of marks that DESIGN and the parser's grammar name.
PAIRS: Final = (("“", "”"), ('"', '"'), ("「", "」"), ("『", "』"), ("＂", "＂"), ("〝", "〞"))
BRACKETS: Final = (("(", ")"), ("（", "）"), ("(", "）"), ("（", ")"))
BLANKS: Final = (" ", "\u3000", "  ", "\t", "\n", "\r\n", "\xa0")
ORS: Final = ("OR", "ＯＲ", "|", "｜", "或者")
ANDS: Final = ("AND", "ＡＮＤ")
NOTS: Final = ("NOT", "ＮＯＴ")
MINUS: Final = ("-", "－", "−")
NEARS: Final = ("NEAR", "ＮＥＡＲ", "NEAR/0", "NEAR/3", "near/20", "Near/1000", "ＮＥＡＲ／５")

#: Words that overlap, that stand together in a text, and one that arises across two others.
WORDS: Final = ("调解", "矛盾", "纠纷", "矛盾纠纷", "协调解决", "枫桥经验", "法", "A4", "件")
#: Plain text that looks like something else.
LOOKALIKES: Final = (
    *("组织或者个人", "1-10月", "村（社区）", "（社区）工作", "A|B", "--词", "《条例》", "12:30"),
    *("第3号", "e.g.", "‘两委’", "and", "Or", "NOTE", "或者说", "a:b", "C++", "#1", "5*"),
)
#: What the program gives a meaning, and whatever comes near it.
SIGNS: Final = (
    *(*sorted(QUOTES), *"()（）[]〔〕-－−—|｜#＃*＊\\＼:：/／,，、。.…"),
    *(*BLANKS, *ORS, *ANDS, *NOTS, *NEARS, "NEAR/", "NEAR/99999999999", "或", "near"),
    *(f"{name}:" for name in FIELDS),
    *("未知:", "年：2024", "年:2022..2024", "..", "未标注", "2024", "法治", "调解"),
    *("\u0301", "\u200d", "\u202e", "\ufeff", "\0", "\x1c", "\x85", "😀", "𠮷", "\udcff"),
)

_text = st.text(st.characters(exclude_categories=()), max_size=5)
_pieces = st.sampled_from(SIGNS) | _text


@st.composite
def anything(draw: st.DrawFn) -> str:
    """Whatever can arrive, halves of surrogate pairs too, with many marks and sometimes long."""
    typed = "".join(draw(st.lists(_pieces, max_size=20)))
    if typed and draw(st.integers(0, 9)) == 0:
        typed *= LONGEST_QUERY // len(typed) + 1
    return typed[: LONGEST_QUERY + draw(st.integers(0, 1))]


def widened(typed: str) -> str:
    """The same in full width: ``“#” ｜ (ａ)``."""
    return typed.translate({0x20: 0x3000} | {code: code + 0xFEE0 for code in range(0x21, 0x7F)})


@st.composite
def query_texts(draw: st.DrawFn, words: Sequence[str] = WORDS, depth: int = 1) -> str:
    """A query of these words with any of the nodes; between its parts there are blanks."""
    sides = [_all(words, depth) for _ in range(draw(st.sampled_from((1, 1, 1, 2, 3))))]
    typed = draw(sides[0])
    for side in sides[1:]:
        typed += _spaced(draw, ORS) + draw(side)
    return typed


@st.composite
def _all(draw: st.DrawFn, words: Sequence[str], depth: int) -> str:
    typed = draw(_part(words, depth))
    for _ in range(draw(st.sampled_from((0, 0, 1, 1, 2)))):
        joined = _spaced(draw, ANDS) if draw(st.booleans()) else draw(st.sampled_from(BLANKS))
        typed += joined + draw(_part(words, depth))
    return typed


@st.composite
def _part(draw: st.DrawFn, words: Sequence[str], depth: int) -> str:
    plain = [runs(words), phrases(words), patterns(words), nears(words), fields(words)]
    nested = [_negated(words, depth - 1), _group(words, depth - 1)] if depth else []
    return draw(draw(st.sampled_from([*plain, *nested])))


@st.composite
def runs(draw: st.DrawFn, words: Sequence[str] = WORDS) -> str:
    """Words without blanks between them; now and then what only looks like more."""
    if words is WORDS and draw(st.integers(0, 9)) == 0:
        return draw(st.sampled_from(LOOKALIKES))
    return "".join(draw(st.lists(st.sampled_from(words), min_size=1, max_size=2)))


@st.composite
def phrases(draw: st.DrawFn, words: Sequence[str] = WORDS) -> str:
    """Words in quotes of any kind."""
    said = draw(st.lists(st.sampled_from(words), min_size=1, max_size=3))
    return quoted(draw, draw(st.sampled_from(["", "", " "])).join(said))


@st.composite
def patterns(draw: st.DrawFn, words: Sequence[str] = WORDS) -> str:
    """A phrase with a figure, a gap, or several of them."""
    pieces = draw(st.lists(st.sampled_from([*words, *"##**"]), min_size=1, max_size=4))
    pieces.insert(draw(st.integers(0, len(pieces))), draw(st.sampled_from("#*")))
    return quoted(draw, draw(st.sampled_from(words)) + "".join(pieces))


def quoted(draw: st.DrawFn, text: str) -> str:
    """The text in marks of any kind."""
    opening, closing = draw(st.sampled_from(PAIRS))
    return opening + text + closing


@st.composite
def nears(draw: st.DrawFn, words: Sequence[str] = WORDS) -> str:
    """Two words or phrases near one another, or three; one may be a choice of two."""
    side = runs(words) | phrases(words) | patterns(words)
    typed = draw(side)
    for _ in range(draw(st.integers(1, 2))):
        operand = draw(side)
        if draw(st.integers(0, 3)) == 0:
            operand = _bracketed(draw, operand + _spaced(draw, ORS) + draw(side))
        typed += _spaced(draw, NEARS) + operand
    return typed


@st.composite
def fields(draw: st.DrawFn, words: Sequence[str] = WORDS) -> str:
    """A field of any name with one value that makes sense, or several."""
    name = draw(st.sampled_from(sorted(FIELDS)))
    values = draw(st.lists(_values(name, words), min_size=1, max_size=2))
    return name + draw(st.sampled_from([":", "：", ": "])) + _value_list(draw, values)


def _value_list(draw: st.DrawFn, values: Sequence[str]) -> str:
    if len(values) == 1:
        return values[0] if draw(st.booleans()) else quoted(draw, values[0])
    if draw(st.booleans()):
        return draw(st.sampled_from("、，,")).join(values)
    return _bracketed(draw, _spaced(draw, ORS).join(values))


_places = tuple(
    value
    for place in PLACES
    if place
    for level in LEVELS
    for value in (place.name(level), place.code_of(level))
    if value
)
_years = ("2022", "2024年", "2021..2023", "2023-2022", "2022..", "..2023", UNLABELLED)
_dates = ("2024", "2025-01", "2025年1月20日", "2024..2025-03", "2025.1.2", "..2024", UNLABELLED)


def _values(name: str, words: Sequence[str]) -> st.SearchStrategy[str]:
    """Values that a field of this name may have."""
    known = {
        "年": _years,
        "日期": _dates,
        "文种": tuple(Genre),
        "层级": (*(level.label for level in IssuerLevel), *IssuerLevel, UNLABELLED),
        "章节": (*(kind.label for kind in SectionKind), *SectionKind, *words),
        "文号": ("〔2025〕4号", "4号", "[2025]", "青政发", *words),
    }
    places = ("镇", "县", "市", "省")
    same = next(own for own in (*known, *places, "标题", "单位") if FIELDS[own] == FIELDS[name])
    return st.sampled_from(_places if same in places else known.get(same, tuple(words)))


@st.composite
def _negated(draw: st.DrawFn, words: Sequence[str], depth: int) -> str:
    sign = draw(st.sampled_from((*MINUS, *(f"{word} " for word in NOTS))))
    part = _group(words, depth) | runs(words) | phrases(words) | patterns(words) | fields(words)
    return sign + draw(part)


@st.composite
def _group(draw: st.DrawFn, words: Sequence[str], depth: int) -> str:
    inside = draw(query_texts(words, depth))
    pad = draw(st.sampled_from(["", "", " "]))
    return _bracketed(draw, pad + inside + pad)


def _bracketed(draw: st.DrawFn, typed: str) -> str:
    opening, closing = draw(st.sampled_from(BRACKETS))
    return opening + typed + closing


def _spaced(draw: st.DrawFn, operators: Sequence[str]) -> str:
    before, after = draw(st.sampled_from(BLANKS)), draw(st.sampled_from(BLANKS))
    return before + draw(st.sampled_from(operators)) + after
