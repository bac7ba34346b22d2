"""What is searched for: one row of the table each, as a reader types it and in its parts."""

from dataclasses import dataclass

from searchapp.engine import Asked
from searchapp.query import YearRange, parse_query


@dataclass(frozen=True, slots=True)
class Row:
    """A question. A passage must have all ``words`` and ``phrases`` and one of ``either``, if any
    are named, not ``without``, and stand in a report of one of the ``years``."""

    name: str
    typed: str
    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    either: tuple[str, ...] = ()
    without: str = ""
    years: tuple[int, int] | None = None

    @property
    def sought(self) -> tuple[str, ...]:
        """All that is marked in a hit."""
        return self.words + self.phrases + self.either

    def asked(self, limit: int = 10) -> Asked:
        """The question to searchapp's engine."""
        years = (YearRange(*self.years),) if self.years else ()
        return Asked(parse_query(self.typed).query, years=years, limit=limit)


ROWS = (
    Row("one word", "调解", words=("调解",)),
    Row("rare word", "景山", words=("景山",)),
    Row("two words", "法治 政府", words=("法治", "政府")),
    Row("two rarer words", "枫桥 经验", words=("枫桥", "经验")),
    Row("three words", "矛盾 纠纷 调解", words=("矛盾", "纠纷", "调解")),
    Row("frequent and rare word", "法治 景山", words=("法治", "景山")),
    Row("phrase of 2", "“调解”", phrases=("调解",)),
    Row("phrase of 4", "“人民调解”", phrases=("人民调解",)),
    Row("phrase of 8", "“办理行政处罚案件”", phrases=("办理行政处罚案件",)),
    Row(
        "phrase of 16",
        "“负责人履行法治建设第一责任人职责”",
        phrases=("负责人履行法治建设第一责任人职责",),
    ),
    Row("one character", "“的”", phrases=("的",)),
    Row("either", "信访 OR 枫桥 OR 仲裁", either=("信访", "枫桥", "仲裁")),
    Row("without a phrase", "调解 -“人民调解”", words=("调解",), without="人民调解"),
    Row("of some years", "调解", words=("调解",), years=(2020, 2023)),
)

#: What only searchapp can be asked.
OWN_ROWS = (
    Row("any figure", "“#件”"),
    Row("figure", "“矛盾纠纷#件”"),
    Row("gap", "“建立*机制”"),
    Row("near", "矛盾 NEAR/20 调解"),
    Row("whole run", "法治政府建设"),
)
