"""Titles (§2.1 to §2.3): who reports, on what, for which year, on how many lines."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from searchapp.reports import Genre, SectionKind
from tests.genre.places import Town
from tests.genre.truth import Paragraph, paragraph


@dataclass(frozen=True, slots=True)
class Title:
    """The organs that a title begins with, and the rest of it."""

    organs: tuple[str, ...]
    rest: str
    rest_printed: str

    @property
    def text(self) -> str:
        """The title as it is read aloud, two organs with a blank between."""
        return " ".join(self.organs) + self.rest


#: Who reports: a title begins with organs, or with the mere name of the town.
SUBJECTS: Final[dict[str, Callable[[Town], tuple[str, ...]]]] = {
    "town": lambda _: (),
    "county and town": lambda _: (),
    "government": lambda town: (town.government,),
    "government with county": lambda town: (town.above + town.government,),
    "government with province": lambda town: (town.within + town.government,),
    "party and government": lambda town: (town.party, town.government),
    "party and government with county": lambda town: (
        f"中共{town.above}{town.party.removeprefix('中共')}",
        town.above + town.government,
    ),
    "nobody": lambda _: (),
}

# §2.2

#: What the report is called -> its genre. What the guide has seen, the most frequent first.
WORDINGS: Final[dict[str, Genre]] = dict.fromkeys(
    (
        *("法治政府建设情况的报告", "法治政府建设年度报告", "法治政府建设情况报告"),
        *("法治政府建设工作报告", "法治政府建设报告", "法治政府建设工作的报告"),
        *("法治政府建设工作情况报告", "法治政府建设工作情况的报告", "法治政府建设情况工作报告"),
        *("法治政府建设的情况报告", "法治政府建设情况", "法治政府建设工作总结"),
        *("法治政府建设自查报告", "法治政府建设自查自评", "依法行政工作总结"),
        "法治建设情况报告",
    ),
    Genre.RULE_OF_LAW,
)

# §2.3

#: Where the year stands: a form of the title and, with blanks in it, of its print.
DATINGS: Final[dict[str, str]] = {
    "§2.3 年 after the issuer": "{who}{about}{year}年{what}",
    "§2.3 年度 after the issuer": "{who}{about}{year}年度{what}",
    "§2.3 blanks inside": "{who}{about} {year} 年{what}",
    "§2.3 年 first": "{year}年{who}{about}{what}",
    "§2.3 年度 first": "{year}年度{who}{about}{what}",
    "§2.3 last, in parentheses": "{who}{about}{what}（{year}年度）",
    "§2.3 last, in narrow parentheses": "{who}{about}{what}({year}年度)",
    "§2.3 none": "{who}{about}{what}",
}


def title_of(town: Town, subject: str, dating: str, year: int, what: str, *, about: bool) -> Title:
    """The title that a plan asks for. An organ that the year comes before is none that begins."""
    organs = SUBJECTS[subject](town)
    if dating.endswith("first"):
        organs = ()
    bare = {"county and town": town.above + town.name, "nobody": ""}.get(subject, town.name)
    who = "" if organs else bare
    rest = DATINGS[dating].format(who=who, about="关于" * about, year=year, what=what)
    return Title(organs, rest.replace(" ", ""), rest)


# §2.1

Layout: TypeAlias = Callable[[Title], tuple[Paragraph, ...]]


def _set(title: Title, *lines: str) -> tuple[Paragraph, ...]:
    """The title on these lines."""
    return (paragraph(title.text, *lines, kind=SectionKind.PREAMBLE),)


def _one_line(title: Title, between: str = " ") -> tuple[Paragraph, ...]:
    return _set(title, between.join(title.organs) + title.rest_printed)


def _line_for_each(title: Title) -> tuple[Paragraph, ...]:
    return _set(title, *title.organs, title.rest_printed)


def _last_word_alone(title: Title) -> tuple[Paragraph, ...]:
    return _set(title, *title.organs, title.rest_printed.removesuffix("报告"), "报  告")


def _broken(title: Title) -> tuple[Paragraph, ...]:
    before, phrase, after = title.rest_printed.partition("建设")
    return _set(title, " ".join(title.organs) + before + phrase, after)


def _letter_by_letter(title: Title) -> tuple[Paragraph, ...]:
    return _set(title, *map(" ".join, (*title.organs, title.rest)))


def _twice(title: Title) -> tuple[Paragraph, ...]:
    return _one_line(title) * 2


def _page_title_first(title: Title) -> tuple[Paragraph, ...]:
    """The page's title, and below it the text's own in other words."""
    own = title.text.replace("年度", "年", 1).replace("年度报告", "情况的报告")
    return (*_one_line(title), paragraph(own, kind=SectionKind.PREAMBLE))


def _with_blanks(title: Title) -> tuple[Paragraph, ...]:
    return _set(title, *(f" {line}" for line in (*title.organs, title.rest_printed)))


def _far_apart(title: Title) -> tuple[Paragraph, ...]:
    return _set(title, *(part for organ in title.organs for part in (organ, "")), title.rest)


#: How the title is set, by row of §2.1.
LAYOUTS: Final[dict[str, Layout]] = {
    "§2.1 one line": _one_line,
    "§2.1 issuer, then 关于": _line_for_each,
    "§2.1 two issuers, then 关于": _line_for_each,
    "§2.1 two issuers, no 关于": _line_for_each,
    "§2.1 last word alone, set wide": _last_word_alone,
    "§2.1 broken in mid-phrase": _broken,
    "§2.1 joint issuers, one blank": _one_line,
    "§2.1 joint issuers, two blanks": lambda title: _one_line(title, "  "),
    "§2.1 joint issuers, U+3000": lambda title: _one_line(title, "\u3000"),
    "§2.1 page title and body title": _page_title_first,
    "§2.1 twice in a row": _twice,
    "§2.1 set wide": _letter_by_letter,
    "§2.1 leading blank": _with_blanks,
    "§2.1 empty lines between": _far_apart,
    "§2.1 empty lines before": lambda title: _set(
        title, "", "", *_line_for_each(title)[0].printed
    ),
}
#: Rows of §2.1 in which the text has no title.
UNTITLED: Final = (
    *("§2.1 none: number first", "§2.1 none: salutation first", "§2.1 none: preamble first"),
    *("§2.1 none: section first", "§2.1 only in the metadata"),
)
#: Layouts that need two organs in the title, and the one that needs its last word to be 报告.
JOINT: Final = tuple(layout for layout in LAYOUTS if "two issuers" in layout or "joint" in layout)
