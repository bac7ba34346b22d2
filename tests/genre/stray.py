"""Reports that no table makes: a text as a person reads it, and what that person would note."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from searchapp.reading import Document, Said
from searchapp.reading.html import read_html
from searchapp.reports import Section
from searchapp.reports import SectionKind as Kind
from tests.genre import pages
from tests.genre.cases import Case
from tests.genre.places import TOWNS
from tests.genre.rows import row_of
from tests.genre.truth import Truth
from tests.genre.writing import Written

TITLE: Final = "百利镇2024年法治政府建设情况的报告"
#: A title without a town.
BARE: Final = "2024年度法治政府建设工作总结"

SECTIONS: Final = """\
一、主要举措和成效
我镇全年受理矛盾纠纷126件，调解成功121件。
二、存在的问题
执法力量较为薄弱，专业人员不足。
三、下一步工作打算
选派人员跟班学习，充实一线力量。"""
BODY: Final = f"百利镇坚持依法行政，各项工作取得新的成效。现将有关情况报告如下：\n{SECTIONS}"
OUR_BODY: Final = BODY.replace("百利镇", "我镇")
OUTLINE: Final = (
    Section(1, "一、", "主要举措和成效", Kind.MEASURES),
    Section(1, "二、", "存在的问题", Kind.SHORTCOMINGS),
    Section(1, "三、", "下一步工作打算", Kind.PLANS),
)
_USUAL: Final = Truth(title=TITLE, year=2024, place=TOWNS["镇"].place, outline=OUTLINE)


@dataclass(frozen=True, slots=True)
class Text:
    """A text file, what is true of it, and the rows that it shows besides that of its name."""

    text: str
    truth: Truth
    rows: tuple[str, ...] = ()
    said: Said = field(default_factory=Said)

    def write(self) -> Written:
        """The report as a reader of files gives it."""
        return Written(Document(tuple(self.text.splitlines()), "txt", self.said), self.truth)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a site that names itself nowhere but in what it says here and in its head."""

    text: str
    truth: Truth
    said: Mapping[str, str] = field(default_factory=dict)
    head: str = ""
    rows: tuple[str, ...] = ()

    def write(self) -> Written:
        """The report as a reader of files gives it."""
        fields = tuple((pages.LABELS[fact][0], value) for fact, value in self.said.items())
        metadata = pages.SHAPES["§3 cells of a table"](pages.Metadata(fields))
        content = pages.article_of(self.text.splitlines(), metadata, head=self.head)
        return Written(read_html(Path("页面.html"), pages.encoded(content)), self.truth)


def true_of(title: str, **facts: Any) -> Truth:
    """What is true of most of them, of 百利镇 for 2024 in three sections, but for these facts."""
    return replace(_USUAL, title=title, **facts)


def cases_of(strays: Mapping[str, Text | Page]) -> Iterator[Case]:
    """The cases, each named for the row that it shows."""
    for name, stray in strays.items():
        yield Case(name, frozenset((row_of(name), *stray.rows)), stray.write)
