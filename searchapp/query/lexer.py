"""What was typed, cut into lexemes: what is an operator and what is plain text.

An operator counts only where it stands between blanks or at an end, where a group's bracket is an
end too; a round bracket groups only with a blank, an operator or an end outside it. So
``组织或者个人``, ``1-10月`` and ``村（社区）`` are plain text. Full and half width are the same.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from functools import cached_property
from typing import Final

from searchapp.query.fields import FIELDS, HALF_WIDTH, IN_TEXT
from searchapp.text import fold

#: Opening mark -> its closing mark.
_PAIRS: Final = {"“": "”", "「": "」", "『": "』", "〝": "〞", '"': '"', "＂": "＂"}
#: A closing mark typed where one should open, as input methods do, opens and closes.
_STRAY: Final = {mark: mark for mark in "”」』〞"}
_OPENING: Final = _PAIRS | _STRAY
#: Every mark that may open or close a phrase.
QUOTES: Final = frozenset(_OPENING)
_DOUBLE: Final = frozenset('“”"＂〝〞')
_ESCAPES: Final = frozenset("\\＼")
#: What excludes what follows, of full width too.
MINUS: Final = frozenset("-−－")
#: Deeper brackets are passed over.
_DEEPEST: Final = 20

_OPERATOR: Final = re.compile(r"(AND|OR|NOT|NEAR|或者|\||[Nn][Ee][Aa][Rr]/(\d{1,9}))(?=[\s()]|$)")
#: An operator, or the name of a field, that ends where a bracket may open.
_OPERATOR_BEFORE: Final = re.compile(
    r"(?:(?:[\s()]|\A)(?:AND|OR|NOT|NEAR|[Nn][Ee][Aa][Rr]/\d+|或者|\|)"
    r"|(?:[\s()“”\"「」『』〝〞]|\A)(?=[-−]|.+:)[-−]?(?:[A-Za-z]{1,12}:|[\u3400-\u9fff]{1,4}:)?)\Z"
)
_OPERATOR_SIZE: Final = 16
#: 〔2025〕 7 号
_NUMBER_ENDS: Final = re.compile(r"(?<=[〕\])}】])\s*[0-9]+\s*号(?=\s|$)")
_MORE_VALUES: Final = re.compile(r"[,、]\s+(?=\S)")
_FIGURES_APART: Final = re.compile(r"[0-9]年?月?\s+\Z")
_OPERATOR_INSIDE: Final = re.compile(r"\s(?:AND|OR|NOT|NEAR(?:/\d+)?|或者|\|)\s")
_FIELD: Final = re.compile(r"([A-Za-z]{1,12}|[\u3400-\u9fff]{1,4}):")
_SHOWN_FIELDS: Final = "镇、县、市、省、年、章节、标题、单位、文号、日期、文种"


class Kind(Enum):
    """What a lexeme is."""

    TEXT = "text"
    PHRASE = "phrase"
    FIELD = "field"
    OPEN = "("
    CLOSE = ")"
    AND = "AND"
    OR = "OR"
    NOT = "NOT"
    NEAR = "NEAR"


_OPERATORS: Final = {
    "AND": Kind.AND,
    "OR": Kind.OR,
    "或者": Kind.OR,
    "|": Kind.OR,
    "NOT": Kind.NOT,
}


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A piece of what was typed.

    ``text`` is that of a text, of a phrase without its marks, the name of a field, or the
    characters of an operator; ``number`` is the distance of a NEAR where one was given.
    """

    kind: Kind
    text: str
    number: int | None = None


class Lexer:
    """One pass over what was typed; ``notes`` say, in Chinese, what is not as it seems."""

    def __init__(self, typed: str) -> None:
        self.notes: list[str] = []
        self._typed = typed
        self._plain = typed.translate(HALF_WIDTH)
        self._quoted = list(self._quotations())
        self._starts = [start for start, _, _ in self._quoted]
        self._quoted_before = {after for _, end, after in self._quoted if after > end}
        self._groups = self._groupings()
        #: Whether an operator or a bracket may begin here.
        self._free = True
        #: Where the value of a field begins, and whether it is sought in a text.
        self._value: int | None = None
        self._in_text = False

    @property
    def open_phrase(self) -> int | None:
        """Where a phrase begins that no mark closes; None where there is none."""
        start, end, after = self._quoted[-1] if self._quoted else (0, 0, 1)
        return start if after == end else None

    def lexemes(self) -> Iterator[Lexeme]:
        """The lexemes in order."""
        at = 0
        while at < len(self._typed):
            if self._plain[at].isspace():
                at, self._free = at + 1, True
            else:
                at, lexeme = self._lexeme(at)
                if lexeme:
                    yield lexeme

    def _lexeme(self, at: int) -> tuple[int, Lexeme | None]:
        """Where the lexeme that begins at ``at`` ends, and the lexeme unless it means nothing."""
        char = self._typed[at]
        if char in QUOTES:
            return self._phrase(at)
        if at in self._groups:
            return self._bracket(at)
        if self._free and (word := self._word_operator(at)):
            return word
        # Behind a quotation nobody types a blank, and these mean nothing else there.
        here = self._free or at in self._quoted_before
        if here and (lexeme := self._minus(at) or self._field(at)):
            return lexeme
        return self._text(at)

    def _phrase(self, at: int) -> tuple[int, Lexeme]:
        _, end, after = self._quotation(at)
        if after == end:
            self.notes.append(f"引号 {self._typed[at]} 没有合上，一直理解到末尾")
        self._free = False
        return after, Lexeme(Kind.PHRASE, self._typed[at + 1 : end])

    def _bracket(self, at: int) -> tuple[int, Lexeme | None]:
        kind = self._groups[at]
        self._free = True
        return at + 1, Lexeme(kind, self._typed[at]) if kind else None

    def _word_operator(self, at: int) -> tuple[int, Lexeme] | None:
        """An operator in letters that begins here; None where plain text does."""
        found = _OPERATOR.match(self._plain, at)
        if not found or not self._bounded(found.end()):
            return None
        distance = int(found[2]) if found[2] else None
        kind = _OPERATORS.get(found[1], Kind.NEAR)
        return found.end(), Lexeme(kind, self._typed[at : found.end()], distance)

    def _minus(self, at: int) -> tuple[int, Lexeme | None] | None:
        """A minus that excludes; None where plain text begins."""
        if self._plain[at] not in MINUS:
            return None
        after = self._plain[at + 1 : at + 2]
        if not after.strip() or self._groups.get(at + 1) is Kind.CLOSE:
            self.notes.append(f"单独的“{self._typed[at]}”没有作用，已略过")
            return at + 1, None
        if after in MINUS:
            return None
        if _FIGURES_APART.search(self._plain[:at]) and after.isdecimal():
            self.notes.append(f"“{self._typed[at : at + 5]}……”按“不要”理解；若是一段，请去掉空格")
        self._free = True
        return at + 1, Lexeme(Kind.NOT, self._typed[at])

    def _field(self, at: int) -> tuple[int, Lexeme] | None:
        """The name of a field that begins here; None where plain text does."""
        found = _FIELD.match(self._plain, at)
        if not found:
            return None
        name = fold(found[1]).text
        if name not in FIELDS:
            self.notes.append(_unknown_field(found[1], name))
            return None
        self._value, self._in_text, self._free = found.end(), name in IN_TEXT, False
        return found.end(), Lexeme(Kind.FIELD, name)

    def _bounded(self, at: int) -> bool:
        """Whether what ends at ``at`` has an end of the query, a blank or a group outside it."""
        return at == len(self._plain) or self._plain[at].isspace() or at in self._groups

    def _text(self, at: int) -> tuple[int, Lexeme | None]:
        end = self._value_end(at) if at == self._value else self._text_end(at)
        text = self._typed[at:end]
        is_free, self._free = self._free, False
        if is_free and self._bounded(end) and self._plain[at:end] in {"(", ")"}:
            self.notes.append(f"单独的“{text}”没有作用，已略过")
            return end, None
        return end, Lexeme(Kind.TEXT, text)

    def _text_end(self, at: int) -> int:
        end = at + 1
        while end < len(self._typed) and not self._ends_text(end):
            end += 1
        return end

    def _value_end(self, at: int) -> int:
        """Where a value ends: 标题:关于“枫桥经验”的报告 and 年:2022, 2024 are one each."""
        end = self._text_end(at)
        while self._in_text and end < len(self._typed) and self._typed[end] in QUOTES:
            end = self._text_end(self._quotation(end)[2] - 1)
        if self._in_text and (number := _NUMBER_ENDS.match(self._plain, end)):
            return number.end()
        while not self._in_text and (more := _MORE_VALUES.match(self._plain, end - 1)):
            if self._ends_text(more.end()):
                break
            end = self._text_end(more.end())
        return end

    def _quotation(self, at: int) -> tuple[int, int, int]:
        return self._quoted[bisect_left(self._starts, at)]

    def _ends_text(self, at: int) -> bool:
        return self._plain[at].isspace() or self._typed[at] in QUOTES or at in self._groups

    # Quotations

    def _quotations(self) -> Iterator[tuple[int, int, int]]:
        """Where each begins, where its text ends, and what comes after its closing mark."""
        at = 0
        while at < len(self._typed):
            if self._typed[at] in QUOTES:
                end, closed = self._closing(at)
                yield at, end, end + closed
                at = end + closed
            else:
                at += 1

    def _closing(self, at: int) -> tuple[int, bool]:
        """Where the phrase that opens at ``at`` ends, and whether a mark closes it.

        A double mark of another kind closes it at the end of a word, by a slip of the hand, where
        its own does not come, or not before another phrase opens: “枫桥经验" “调解”.
        """
        opening = self._typed[at]
        own = _first_behind(at, self._marks[_OPENING[opening]])
        slip = _first_behind(at, self._slips if opening in _DOUBLE else [])
        again = _first_behind(at, self._marks[opening])
        if slip is not None and (own is None or (again is not None and slip < again < own)):
            return slip, True
        return (len(self._typed), False) if own is None else (own, True)

    @cached_property
    def _marks(self) -> dict[str, list[int]]:
        """Where each quotation mark stands without a backslash before it."""
        marks: dict[str, list[int]] = {mark: [] for mark in QUOTES}
        escaped = False
        for at, char in enumerate(self._typed):
            if escaped or char in _ESCAPES:
                escaped = not escaped
            elif char in QUOTES:
                marks[char].append(at)
        return marks

    @cached_property
    def _slips(self) -> list[int]:
        """Where double marks stand at the end of a word."""
        doubles = sorted(at for mark in _DOUBLE for at in self._marks[mark])
        return [at for at in doubles if not self._plain[at + 1 : at + 2].strip().strip("()")]

    # Groups

    def _groupings(self) -> dict[int, Kind | None]:
        """The brackets that group, each with its kind; None for one that is passed over."""
        groups: dict[int, Kind | None] = {}
        ends: list[int] = []
        for start, end in sorted(self._pairs()):
            while ends and ends[-1] < start:
                ends.pop()
            if not (self._opens(start, groups) and self._closes(end, groups)):
                self._remark(start, end)
            else:
                shown = len(ends) < _DEEPEST
                groups |= {start: Kind.OPEN if shown else None, end: Kind.CLOSE if shown else None}
                ends.append(end)
        if None in groups.values():
            self.notes.append(f"括号套得太深，第 {_DEEPEST} 层以内的括号已略过")
        return groups

    def _remark(self, start: int, end: int) -> None:
        """Note an operator between brackets that are plain text."""
        if end < len(self._plain) and _OPERATOR_INSIDE.search(self._plain[start + 1 : end]):
            inside = self._typed[start : end + 1]
            self.notes.append(
                f"“{inside}”外面没有空格，括号已按文字理解；要分组请在括号外面加空格"
            )

    def _pairs(self) -> Iterator[tuple[int, int]]:
        """Opening brackets outside quotations, with their closing ones or the end of the query."""
        opened: list[int] = []
        at = 0
        for start, _, after in [*self._quoted, (len(self._plain), 0, 0)]:
            for here in range(at, start):
                if self._plain[here] == "(":
                    opened.append(here)
                elif self._plain[here] == ")" and opened:
                    yield opened.pop(), here
            at = after
        for here in opened:
            yield here, len(self._plain)

    def _opens(self, at: int, groups: Mapping[int, Kind | None]) -> bool:
        """Whether an opening bracket has an end, a blank, an operator or a group outside it."""
        if at == 0 or self._plain[at - 1].isspace() or at - 1 in groups:
            return True
        return bool(_OPERATOR_BEFORE.search(self._plain[max(0, at - _OPERATOR_SIZE) : at]))

    def _closes(self, at: int, groups: Mapping[int, Kind | None]) -> bool:
        """The same of a closing bracket, or of the end of the query."""
        after = self._plain[at + 1 : at + 2]
        return not after.strip() or at + 1 in groups or bool(_OPERATOR.match(self._plain, at + 1))


def _first_behind(at: int, places: list[int]) -> int | None:
    """The first of the places, which are in order, behind an offset."""
    behind = bisect_right(places, at)
    return places[behind] if behind < len(places) else None


def _unknown_field(typed: str, name: str) -> str:
    shares = [known for known in FIELDS if known in name or name in known]
    alike = [] if name.isascii() else shares
    near = alike or get_close_matches(name, FIELDS, n=1, cutoff=0.5)
    hint = f"是不是想写“{near[0]}:”？" if near else f"可用的条件有 {_SHOWN_FIELDS}"
    return f"没有叫“{typed}”的条件，已按文字查找；{hint}"
