"""The guide to searching: examples that run on the reports that are here."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from flask import Blueprint, render_template

from searchapp.reports import FiledReport
from searchapp.web import current
from searchapp.web.address import Address

guide_pages = Blueprint("guide", __name__)


@dataclass(frozen=True, slots=True)
class Example:
    """What is typed, and what it finds, in Chinese."""

    typed: str
    finds: str

    @property
    def url(self) -> str:
        """Where it is searched for."""
        return Address(typed=self.typed).url


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the language with its examples; ``rules`` say the rest of it."""

    title: str
    examples: tuple[Example, ...]
    rules: tuple[str, ...] = ()


#: What stands beside the box.
SHORT = (
    Example("矛盾纠纷 调解", "几个词在同一段里都有，先后不论"),
    Example("“矛盾纠纷”", "一字不差的原话"),
    Example("“调解成功#件”", "# 是任何一个数字"),
    Example("“建立*机制”", "* 是同一句里最多 10 个字"),
    Example("培训 或者 讲座", "有其中一个就行"),
    Example("调解 -“人民调解”", "有前者，没有后者"),
    Example("(培训 或者 讲座) 干部", "括号把该在一起的放在一起"),
    Example("矛盾 NEAR/20 调解", "两者相隔不超过 20 字"),
    Example("培训 章节:下年安排", "只在这类章节里"),
    Example("调解 层级:乡镇", "只在乡镇的报告里"),
)


@guide_pages.get("/help")
def guide() -> str:
    """The whole language; its examples of places, years and numbers are those of this library."""
    return render_template(
        "help.html", address=Address(), chapters=chapters(current.engine().facts())
    )


def chapters(reports: Sequence[FiledReport]) -> tuple[Chapter, ...]:
    """The guide for a library with these reports."""
    return (
        Chapter(
            "词和原话",
            (
                Example("矛盾纠纷", "逐字含有其中每个词；原样出现的排在最前"),
                SHORT[0],
                SHORT[1],
                Example('"12.4"', "也找到“12·4”：引号、间隔点、横线、括号的各种样式都算相同"),
                Example("12件", "数字和它的单位连在一起"),
            ),
            (
                "全角半角、大小写、繁体简体、汉字旁边的空格都不区分。",
                '引号可以用 “ ”、" "、「 」、『 』；里面的另一种引号算作原文。',
                "一个词只是跨着两个词碰巧拼成的（“协调解决”里的“调解”），排在最后，并注明“跨词”。",
            ),
        ),
        Chapter(
            "引号里的数字和空缺",
            (SHORT[2], Example("“矛盾纠纷#件”", "每条结果都标出是哪个数"), SHORT[3]),
            (
                "# 处是一个完整的数字：338、11.88、1.2万、三百余都算。",
                r"要找 #、*、\ 或引号这些符号本身，在前面加一个 \。",
            ),
        ),
        Chapter(
            "组合",
            (
                SHORT[4],
                SHORT[6],
                SHORT[5],
                Example("培训 NOT 干部", "NOT 和减号一样"),
                Example("“行政执法” | “普法”", "单独一个竖线或 OR，和“或者”一样"),
                SHORT[7],
                Example("(矛盾 或者 纠纷) NEAR/5 化解", "相近的一边可以有几种说法"),
            ),
            (
                "运算符两边要有空格，所以“组织或者个人”、“1-10月”、“村（社区）”都是普通文字。",
                "减号前面有空格、后面没有空格，才表示“不要”。空格比“或者”结合得紧，要改变就加括号。",
                "几个部分默认要在同一段（本段）；检索页上可以改成同一章节（本节）或同一篇（本篇）。",
            ),
        ),
        Chapter(
            "条件",
            (*_of_this_library(reports), SHORT[8], SHORT[9]),
            (
                "条件有 镇: 县: 市: 省: 年: 章节: 标题: 单位: 文号: 日期: 文种: 层级:，"
                "冒号全角半角都行。",
                "几个值用顿号隔开，如 年:2022、2024；并排写两个镇或两个年度，表示其中之一。",
                "章节类别有引言、举措和成效、第一责任人职责、不足和原因、下年安排等；写别的字，就到章节标题里找。",
                "层级有乡镇、县级、市级、省级、部门。看不出来的地方、年度、层级或日期写“未标注”。",
            ),
        ),
    )


def _of_this_library(reports: Sequence[FiledReport]) -> Iterator[Example]:
    """Examples of conditions that reports here keep; of what is not here there is none."""
    towns = Counter(
        each.report.place.town for each in reports if each.report.place and each.report.place.town
    )
    years = sorted({each.report.year for each in reports if each.report.year})
    numbered = [each.report for each in reports if each.report.doc_number]
    issued = [each.report for each in reports if each.report.issued_on and each.report.issuers]
    for town, _ in towns.most_common(1):
        yield Example(f"镇:{town}", "只在这个镇的报告里；县:、市:、省: 也一样")
    if years:
        yield Example(f"年:{years[-1]}", "只在这一年度的报告里")
        yield Example(f"年:{years[0]}..{years[-1]}", "这些年度，头尾都算")
    for report in sorted(numbered, key=attrgetter("doc_number"))[:1]:
        yield Example(f"文号:{report.doc_number}", "这个文号的报告；只写一部分也行")
    for report in issued[:1]:
        month = f"{report.issued_on:%Y-%m}"
        yield Example(f"单位:{report.issuers[0]} 日期:{month}", "这个单位在这个月里发的报告")
    yield Example("标题:法治政府", "标题里有这几个字的报告")
    yield Example("文种:法治政府建设报告", "只在这类文件里")
