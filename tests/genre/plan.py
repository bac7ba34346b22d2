"""What a written report shall be like: a row of each table of the guide."""

from dataclasses import dataclass, field
from typing import Final, TypeAlias

from searchapp.reports import SectionKind as Kind
from tests.genre import pages, titles
from tests.genre.outlines import Shape

#: A section of level 1: its kind, what it is called, and its parts, or how many it has.
SectionPlan: TypeAlias = tuple[Kind, str, int | tuple[str, ...]]
SECTIONS: Final[tuple[SectionPlan, ...]] = (
    (Kind.MEASURES, "{y}推进法治政府建设的主要举措和成效", 3),
    (Kind.DUTIES, "{y}党政主要负责人履行推进法治建设第一责任人职责情况", 0),
    (Kind.SHORTCOMINGS, "{y}推进法治政府建设存在的不足和原因", 2),
    (Kind.PLANS, "{next}推进法治政府建设的主要安排", 0),
)
#: The forms of Y in a heading (§5.3).
YEARS_OF_HEADINGS: Final = ("{year}年", "{year}年度", "上一年度", "本年度", "")
TRADITIONAL: Final = "§7 all in traditional characters"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The rows that a report shows; None where nothing is printed.

    ``seed`` decides the words of the text. ``values`` are what the page says of each fact, in
    words of ``script.Script.said``. ``also`` names rows that show without being chosen by name.
    """

    seed: int = 1
    town: str = "镇"
    year: int = 2024
    # §2
    subject: str = "government"
    wording: str = "法治政府建设情况的报告"
    about: bool = True
    dating: str = "§2.3 年 after the issuer"
    layout: str = "§2.1 one line"
    number: str | None = None
    brackets: str = "§2.4 〔〕"
    ordinal: bool = False
    several: bool = False
    # §3
    site: str | None = None
    on_page: bool = True
    values: tuple[tuple[str, str], ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    day_form: str = "§3 date 2023年11月03日"
    container: str = pages.CONTAINERS[0]
    markup: str = pages.PARAGRAPHS
    encoding: str = "§H5 utf-8"
    source: str = ""
    metas: bool = False
    furniture: bool = False
    # §4
    salutation: str | None = None
    preamble: str = "§4 hinge with 。"
    inside: bool = False
    # §5
    sections: tuple[SectionPlan, ...] = SECTIONS
    heading_year: str = "{year}年"
    shape: Shape = field(default_factory=Shape)
    # §6, §7
    signature: str | None = "government alone"
    dated: str | None = "§6 date in figures"
    issued: tuple[int, int, int] | None = None
    tails: frozenset[str] = frozenset()
    noise: str | None = None
    also: frozenset[str] = frozenset()

    @property
    def rows(self) -> frozenset[str]:
        """Every row of the guide that the plan shows."""
        chosen = (self.dating, self.layout, self.number, self.salutation, self.preamble)
        rest = (self.signature, self.dated, self.noise, self.site, f"§9 {self.town}")
        return self.also | self.shape.rows | self.tails | {row for row in chosen + rest if row}

    @property
    def is_titled(self) -> bool:
        """Whether the text has its title."""
        return self.layout not in titles.UNTITLED

    @property
    def is_bare(self) -> bool:
        """Whether neither title nor signature names the town; then the text says 我镇."""
        titled = self.is_titled or self.has_title_on_page
        return self.signature is None and (self.subject == "nobody" or not titled)

    @property
    def has_title_on_page(self) -> bool:
        """Whether the page says the title outside of the text."""
        return self.metas or ("title", "own title") in self.values

    def says(self, fact: str) -> bool:
        """Whether the page, or the block over the text, says what is true of that fact."""
        return any(said == fact and value.startswith(_OWN) for said, value in self.values)


_OWN: Final = ("own", "the day")
