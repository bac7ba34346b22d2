"""What a reader types -> a query tree. Nothing that can be typed is an error.

::

    query   = [ either ]
    either  = all { ( "OR" | "|" | "或者" ) all }
    all     = near { [ "AND" ] near }
    near    = negated { "NEAR" [ "/" number ] negated }
    negated = { "NOT" | "-" } part
    part    = "(" either ")" | field ":" ( value | "(" either ")" ) | phrase | run
    phrase  = '"' … '"' | '“' … '”' | '「' … '」' | '『' … '』' | '＂' … '＂' | '〝' … '〞'
    run     = characters other than blanks and opening marks

What counts as an operator and what as plain text is told by ``lexer``, the names of fields and
their values by ``fields``. In a phrase ``#`` is a whole figure, ``*`` a short gap, and ``\\``
takes the next mark literally. What means nothing is passed over, what stays open reaches to the
end, and ``notes`` say so, in Chinese. Bytes that are no text reach us as halves of surrogate
pairs; each is read as U+FFFD.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from searchapp.errors import UnclearChoice
from searchapp.query.conditions import Condition
from searchapp.query.fields import FIELDS, several
from searchapp.query.leaves import Near, Pattern, Phrase, Run, Wild, literally
from searchapp.query.lexer import QUOTES, Kind, Lexeme, Lexer
from searchapp.query.tree import All, Either, Everything, Not, Query
from searchapp.text import fold

#: Of a longer query only so much is read.
LONGEST_QUERY: Final = 2_000
#: How far apart the sides of a NEAR without a number may stand, and of any NEAR at most.
NEAR: Final = 10
FARTHEST: Final = 1_000
#: A phrase may have so many wild marks, and a nearness so many sides.
_WILD: Final = 10
_SIDES: Final = 10

_NO_CHARACTER: Final = re.compile("[\ud800-\udfff]")
#: An operator at one end of a text, or between Chinese characters.
_ONE_SIDED: Final = re.compile(
    r"^(?:或者|OR|AND|NOT|NEAR)|(?:或者|OR|AND|NOT|NEAR(?:/[0-9]*)?)$"
    r"|[\u3400-\u9fff](?:OR|AND|NOT|NEAR)[\u3400-\u9fff/]"
)
#: What people type for an operator -> what to type.
_WORDS: Final = {
    "and": "空格就表示“同时满足”，或用大写 AND",
    "or": "要表示“或者”，请用大写 OR",
    "not": "要去掉一个词，请用 -词 或大写 NOT",
    "或": "要表示“或者”，请写“或者”",
    "near": "要表示相近，请写成 矛盾 NEAR/20 调解",
}
_SAYING: Final = (Kind.TEXT, Kind.PHRASE)
_ESCAPED: Final = re.compile(rf"[\\＼]([#*\\＃＊＼{''.join(QUOTES)}])")
_ESCAPABLE: Final = frozenset("#*\\") | {fold(mark).text for mark in QUOTES}


_Part = TypeVar("_Part", bound=Query)


@dataclass(frozen=True, slots=True)
class Understood:
    """A query and, in Chinese, what was made of it where that is not plain."""

    query: Query
    notes: tuple[str, ...] = ()


def parse_query(typed: str) -> Understood:
    """The query that was typed; nothing, or nothing to look for, is ``Everything``."""
    parser = _Parser(readable(typed[:LONGEST_QUERY]))
    query = parser.query()
    notes = [f"检索词过长，只取前 {LONGEST_QUERY} 字"] if len(typed) > LONGEST_QUERY else []
    return Understood(query, (*notes, *dict.fromkeys(parser.notes)))


def readable(typed: str) -> str:
    """What was typed, with U+FFFD for each half of a surrogate pair, which no text has."""
    return _NO_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", typed)


class _Parser:
    """Recursive descent over the lexemes; every method takes what it understands and no more."""

    def __init__(self, typed: str) -> None:
        lexer = Lexer(typed)
        self._lexemes = list(lexer.lexemes())
        self._at = 0
        self.notes = lexer.notes
        #: Marks alone are looked for where nothing else is typed.
        self._has_words = any(
            lexeme.kind in _SAYING and _says(lexeme.text) for lexeme in self._lexemes
        )
        #: The field whose values stand in the group that is open.
        self._field: str | None = None

    def query(self) -> Query:
        """The whole query."""
        return self._either() or Everything()

    def _peek(self) -> Kind | None:
        return self._lexemes[self._at].kind if self._at < len(self._lexemes) else None

    def _take(self) -> Lexeme:
        self._at += 1
        return self._lexemes[self._at - 1]

    def _either(self) -> Query | None:
        sides = [self._all()]
        while self._peek() is Kind.OR:
            operator = self._take().text
            sides.append(self._all())
            if sides[-1] is None or sides[-2] is None:
                self.notes.append(f"“{operator}”的一边没有内容，已略过")
            elif isinstance(sides[-2], Condition) and isinstance(sides[-1], Run):
                self.notes.append(
                    f"“{sides[-1].typed}”已按文字查找；一个条件有几个值，请写成 年:2022、2023"
                )
        return _joined(Either, [side for side in sides if side is not None])

    def _all(self) -> Query | None:
        parts: list[Query] = []
        joined = False
        while self._peek() not in (None, Kind.OR, Kind.CLOSE):
            if self._peek() is Kind.AND:
                self._take()
                joined = True
            elif part := self._near():
                parts.append(part)
        if joined and len(parts) < 2:
            self.notes.append("“AND”的一边没有内容，已略过")
        return _joined(All, self._without_contradictions(parts))

    def _without_contradictions(self, parts: list[Query]) -> list[Query]:
        """The parts, where conditions of which only one can hold are joined by OR."""
        merged: list[Query] = []
        conditional: list[int] = []
        for part in dict.fromkeys(parts):
            rival = next((at for at in conditional if _exclude(merged[at], part)), None)
            if rival is not None:
                self.notes.append("同一种条件的几个值按“或者”理解")
                values = (*_values(merged[rival]), *_values(part))
                merged[rival] = Either(_distinct(values))
                continue
            if _conditions(part):
                conditional.append(len(merged))
            merged.append(part)
        return merged

    def _near(self) -> Query | None:
        sides = [self._negated()]
        distances: list[int] = []
        while self._peek() is Kind.NEAR:
            lexeme = self._take()
            distances.append(min(NEAR if lexeme.number is None else lexeme.number, FARTHEST))
            if lexeme.number is not None and lexeme.number > FARTHEST:
                self.notes.append(f"“{lexeme.text}”按最多相隔 {FARTHEST} 字理解")
            sides.append(self._negated())
        return self._joined_near(sides, distances) if distances else sides[0]

    def _joined_near(self, sides: Sequence[Query | None], distances: list[int]) -> Query | None:
        known = [side for side in sides if side is not None]
        operands = [_operand(side) for side in known]
        if len(known) < len(sides):
            self.notes.append("NEAR 的一边没有内容，已略过")
        elif len(known) > _SIDES:
            self.notes.append(f"NEAR 最多连用 {_SIDES - 1} 次，已按“同时满足”理解")
        elif all(operands):
            return Near(tuple(operand for operand in operands if operand), tuple(distances))
        else:
            self.notes.append("NEAR 两边只能是词或引号里的原话，已按“同时满足”理解")
        return _joined(All, known)

    def _negated(self) -> Query | None:
        negative = False
        operator = None
        while self._peek() is Kind.NOT:
            operator = self._take().text
            negative = not negative
        part = self._part()
        if part is None:
            if operator:
                self.notes.append(f"“{operator}”后面没有内容，已略过")
            return None
        return _negation(part) if negative else part

    def _part(self) -> Query | None:
        readers: dict[Kind | None, Callable[[], Query | None]] = {
            Kind.OPEN: self._group,
            Kind.FIELD: self._field_value,
            Kind.TEXT: self._text,
            Kind.PHRASE: self._text,
        }
        return readers[self._peek()]() if self._peek() in readers else None

    def _group(self) -> Query | None:
        self._take()
        inside = self._either()
        if inside is None:
            self.notes.append("括号里没有内容，已略过")
        if self._peek() is Kind.CLOSE:
            self._take()
        else:
            self.notes.append("括号没有合上，一直理解到末尾")
        return inside

    def _text(self) -> Query | None:
        lexeme = self._take()
        if self._field:
            return self._condition(self._field, lexeme)
        needle = fold(lexeme.text).text
        if lexeme.kind is Kind.PHRASE:
            typed = lexeme.text.strip()
            ends_open = len(typed) - len(typed.rstrip("\\＼"))
            return self._phrase(typed + "\\" * (ends_open % 2), needle)
        if self._has_words and not _says(needle) and "|" not in needle:
            self.notes.append(f"单独的标点“{lexeme.text}”已略过")
            return None
        self._remark(lexeme.text, needle)
        is_sought = needle and (_says(needle) or not self._has_words)
        return Run.of(lexeme.text) if is_sought else None

    def _remark(self, text: str, needle: str) -> None:
        """Note what a run has that would mean something elsewhere."""
        if "#" in needle or "*" in needle:
            self.notes.append(f"“{text}”里的 # 和 * 只在引号里才有作用，这里按文字查找")
        if needle in _WORDS and not text.isupper():
            self.notes.append(f"“{text}”已按文字查找；{_WORDS[needle]}")
        elif "|" in needle or _ONE_SIDED.search(text):
            self.notes.append(
                f"“{text}”已按文字查找；或者、OR、NOT、NEAR/20 等两边要有空格：矛盾 或者 纠纷"
            )
        if needle.startswith("-"):
            self.notes.append(f"“{text}”已按文字查找；要去掉一个词，请用一个减号，如 -信访")

    # Phrases

    def _phrase(self, typed: str, needle: str) -> Query | None:
        pieces = _pieces(needle)
        if pieces.count(Wild.FIGURE) + pieces.count(Wild.GAP) > _WILD:
            self.notes.append(f"一个引号里最多用 {_WILD} 个 # 和 *，后面的已略过")
            pieces = _first(pieces, _WILD)
        if Wild.GAP in (*pieces[:1], *pieces[-1:]):
            self.notes.append("引号里开头和末尾的 * 没有作用，已略过")
        while pieces and pieces[0] is Wild.GAP:
            del pieces[0]
        while pieces and pieces[-1] is Wild.GAP:
            del pieces[-1]
        if not pieces:
            self.notes.append("引号里没有内容，已略过")
            return None
        if len(pieces) == 1 and isinstance(pieces[0], str):
            return Phrase(typed, pieces[0])
        return Pattern(typed, tuple(pieces))

    # Fields

    def _field_value(self) -> Query | None:
        name = self._take().text
        if self._peek() is Kind.OPEN:
            before, self._field = self._field, name
            group = self._group()
            self._field = before
            return group
        if self._peek() in (Kind.TEXT, Kind.PHRASE):
            return self._condition(name, self._take())
        self.notes.append(f"“{name}:”后面没有内容，已略过")
        return None

    def _condition(self, name: str, lexeme: Lexeme) -> Query | None:
        is_quoted = lexeme.kind is Kind.PHRASE
        values = [_unescaped(lexeme.text)] if is_quoted else several(name, lexeme.text)
        conditions = [self._value(name, value.strip()) for value in values if fold(value).text]
        if not any(fold(value).text for value in values):
            self.notes.append(f"“{name}:”后面没有内容，已略过")
        return _joined(Either, [each for each in conditions if each is not None])

    def _value(self, name: str, value: str) -> Condition | None:
        try:
            return FIELDS[name](value)
        except UnclearChoice as error:
            self.notes.append(f"看不懂“{name}:{value}”，已略过；应为：{error.expected}")
            return None


def _says(text: str) -> bool:
    """Whether there is more in it than marks and blanks."""
    return any(char.isalnum() for char in text)


def _joined(join: type[All] | type[Either], parts: Sequence[Query]) -> Query | None:
    """The parts as one, each once however it was typed; None for none."""
    distinct = _distinct(parts)
    if len(distinct) > 1:
        return join(distinct)
    return distinct[0] if distinct else None


def _distinct(parts: Sequence[_Part]) -> tuple[_Part, ...]:
    """The parts in order, of those that seek the same the first."""
    first: dict[Query, _Part] = {}
    for part in parts:
        first.setdefault(_sought(part), part)
    return tuple(first.values())


def _sought(part: Query) -> Query:
    """The part without the way in which it was typed, by which alike parts are known."""
    match part:
        case Phrase() | Pattern() | Run():
            return replace(part, typed="")
    return part


def _exclude(one: Query, other: Query) -> bool:
    """Whether no passage can keep both: of one report there is one year and one town."""
    ones, others = _conditions(one), _conditions(other)
    return bool(ones and others) and all(each.excludes(rival) for each in ones for rival in others)


def _conditions(part: Query) -> tuple[Condition, ...]:
    """The conditions of which the part is made; none where something else is in it."""
    values = _values(part)
    conditions = tuple(each for each in values if isinstance(each, Condition))
    return conditions if len(conditions) == len(values) else ()


def _values(part: Query) -> tuple[Query, ...]:
    return part.parts if isinstance(part, Either) else (part,)


def _negation(part: Query) -> Query:
    return part.part if isinstance(part, Not) else Not(part)


def _operand(side: Query) -> tuple[Phrase | Pattern, ...] | None:
    """The phrases that one side of a NEAR may be; None for what has no places in a text."""
    match side:
        case Phrase() | Pattern():
            return (side,)
        case Run():
            return (Phrase(literally(side.typed), side.needle),)
        case Either(parts=parts):
            operands = [_operand(part) for part in parts]
            if all(operands):
                return _distinct([phrase for operand in operands for phrase in operand or ()])
    return None


def _unescaped(text: str) -> str:
    """A value as it is meant: a mark that was taken literally is that mark."""
    return _ESCAPED.sub(r"\1", text)


def _pieces(needle: str) -> list[str | Wild]:
    """The texts and wild marks of a folded phrase; several gaps in a row are one."""
    pieces: list[str | Wild] = []
    text = ""
    marks = {wild.value: wild for wild in Wild}
    at = 0
    while at < len(needle):
        char = needle[at]
        if char == "\\" and needle[at + 1 : at + 2] in _ESCAPABLE:
            at += 1
            text += needle[at]
        elif char in marks:
            # A blank beside a wild mark says nothing of what the mark stands for.
            pieces += [text.rstrip()] if text.rstrip() else []
            text = ""
            if marks[char] is Wild.FIGURE or pieces[-1:] != [Wild.GAP]:
                pieces.append(marks[char])
        elif char != " " or text or not pieces:
            text += char
        at += 1
    return pieces + ([text] if text else [])


def _first(pieces: Sequence[str | Wild], count: int) -> list[str | Wild]:
    """The pieces before the wild mark that is one too many."""
    kept: list[str | Wild] = []
    for piece in pieces:
        count -= isinstance(piece, Wild)
        if count < 0:
            break
        kept.append(piece)
    return kept
