"""Labels and values: what a site prints of a document in a table, a list or a line of facts."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum, auto
from typing import Final, NamedTuple

from searchapp.reading.webpage.layout import Line
from searchapp.reading.webpage.shapes import DATE, has_date
from searchapp.text import Folded, fold


class Fact(Enum):
    """What a label announces; ``OTHER`` is of no use to a report."""

    INDEX = auto()
    DOC_NUMBER = auto()
    ISSUED_ON = auto()
    PUBLISHED_ON = auto()
    ISSUER = auto()
    TITLE = auto()
    SOURCE = auto()
    OTHER = auto()


class Pair(NamedTuple):
    """A fact and its value as printed, blanks in it made single."""

    fact: Fact
    value: str


_LABELS: Final[Mapping[Fact, str]] = {
    Fact.INDEX: "索引号 索取号 信息索引号 信息索引",
    Fact.DOC_NUMBER: """
        发文字号 文号 备注文号 备注/文号 备注-文号 文件编号 文件字号 发文文号 公文文号 文件号
    """,
    Fact.ISSUED_ON: """
        成文日期 成文时间 公文生成日期 公文生成时间 生成日期 生成时间 印发日期 签发日期 制发日期
    """,
    Fact.PUBLISHED_ON: """
        发布日期 发布时间 发文日期 发文时间 公开日期 公开时间 信息公开日期 更新时间 更新日期
        时间 日期 发表时间 录入时间 上传时间 发稿时间
    """,
    Fact.ISSUER: """
        发布机构 发文机关 发文机构 制发机构 发布单位 发文单位 责任部门 责任科室 公开机构 公开主体
        发布部门 制发机关 发布机关 信息公开责任部门 信息提供单位 责任单位
    """,
    Fact.TITLE: "名称 标题 文件名称 信息名称 公文名称 文件标题 信息标题",
    Fact.SOURCE: "来源 信息来源 文章来源 稿件来源 内容来源 新闻来源",
    Fact.OTHER: """
        主题分类 体裁分类 组配分类 信息类别 信息分类 主题词 关键词 有效性 效力状态 时效性 是否有效
        公开方式 公开形式 公开范围 公开时限 公开类型 公开类别 公开属性 公开程序 生效日期 生效时间
        终止日期 终止时间 失效日期 失效时间 废止日期 实施日期 施行日期 公文种类 文种 服务对象
        所属主题 作者 编辑 责任编辑 审核 审核人 浏览次数 浏览量 点击数 点击量 点击次数 点击率
        阅读次数 阅读量 阅读 访问量 访问次数 浏览 点击 字号 字体 字体大小 分享 分享到 打印
        保护视力色 视力保护色 背景色 信息编号 文件状态 是否主动公开 语音播报 内容概述 内容摘要
        索引 分类 类别 栏目 所属栏目 体裁 主题 公开目录 目录 地区 载体类型 记录形式 文件类型
        信息有效性 咨询电话
    """,
}
_MEANING: Final = {label: fact for fact, labels in _LABELS.items() for label in labels.split()}
_LONGEST_FIRST: Final = "|".join(
    map(re.escape, sorted(_MEANING, key=lambda label: (-len(label), label)))
)
#: In folded text, where every bracket is round and every colon narrow: ``(索引号)``, ``来源:``.
_ANNOUNCED: Final = re.compile(rf"\(?({_LONGEST_FIRST})(?:\):?|:)")
_BARE: Final = re.compile(rf"\(?({_LONGEST_FIRST})\)?:?")
#: A label this long is one wherever it stands; a shorter one, only where a word begins.
_UNMISTAKABLE: Final = 4
#: What stands for no value at all.
_NONE: Final = re.compile(
    r"(?:无|暂无|空|null|none|undefined|[-—/\\.·\s]*|20\d\d年?|[〔\[（(【\s]*[〕\]）)】\s]*第?\s*号?)",
    re.I,
)
_FIGURE: Final = re.compile(r"\d")
#: No value goes on for so long; what does is text.
_VALUE: Final = 160


def has_value(pair: Pair) -> bool:
    """Whether a value says something of its kind: 无, a bare year or ``〔〕号`` does not."""
    value = pair.value.strip()
    if len(value) > _VALUE or _NONE.fullmatch(value):
        return False
    if pair.fact in (Fact.ISSUED_ON, Fact.PUBLISHED_ON):
        return has_date(value)
    return pair.fact not in (Fact.INDEX, Fact.DOC_NUMBER) or _FIGURE.search(value) is not None


def bare_label(text: str) -> Fact | None:
    """What the text announces where it is a label and nothing more: ``索 引 号``, ``[ 文号 ]``."""
    found = _BARE.fullmatch(fold(text).text) if len(text) <= 24 else None
    return _MEANING[found[1]] if found else None


def announced(text: str) -> list[Pair]:
    """The labels in a line, each with what follows it: ``日期：2024-03-28 来源：青禾县``."""
    folded = fold(text)
    labels = [label for label in _ANNOUNCED.finditer(folded.text) if _begins(folded, label)]
    places = [folded.span(*label.span()) for label in labels]
    stops = [place.start for place in places[1:]] + [len(text)]
    return [
        Pair(_MEANING[label[1]], " ".join(text[place.end : stop].split()))
        for label, place, stop in zip(labels, places, stops, strict=False)
    ]


def begins_with_label(line: Line) -> bool:
    """Whether a line begins with a label: ``成文日期：2025-01-20``, ``索 引 号``."""
    first = next(iter(line.runs), "")
    return bare_label(first) is not None or _ANNOUNCED.match(fold(line.text).text) is not None


def uploaded(line: Line) -> str:
    """The date with which a line of facts begins: ``2024-03-28 09:18 来源：…``; "" without one."""
    found = DATE.match(line.text)
    return found[0].strip() if found and announced(line.text[found.end() :]) else ""


def _begins(folded: Folded, label: re.Match[str]) -> bool:
    """Whether a word begins where the label does; 来源 in 信息来源 or 水来源 is no label."""
    at = folded.offsets[label.start()]
    before = folded.shown[at - 1 : at]
    return len(label[1]) >= _UNMISTAKABLE or before.isascii() or not before.isalnum()


def pairs_in(lines: Iterable[Line]) -> Iterator[Pair]:
    """The labels of these lines with their values, empty ones too.

    A value stands after its label in the line, in the next cell or element, below it in a table,
    or alone on the next line.
    """
    reader = _Pairs()
    for line in lines:
        yield from reader.read(line)


class _Pairs:
    """The pairs of one line after the other."""

    def __init__(self) -> None:
        self._pending: Fact | None = None
        self._columns: list[Fact] = []
        self._beside = False

    def read(self, line: Line) -> Iterator[Pair]:
        """The pairs that this line completes."""
        facts = [bare_label(run) for run in line.runs]
        labels = [fact for fact in facts if fact]
        columns, self._columns = self._columns, labels if len(labels) == len(facts) > 1 else []
        if columns and len(columns) == len(facts) and not labels:
            yield from map(Pair, columns, line.runs)
        elif "\t" in line.text or (labels and not announced(line.text)):
            yield from self._side_by_side(line.runs, single="\t" in line.text)
        else:
            yield from self._in_line(line.text)

    def _in_line(self, text: str) -> Iterator[Pair]:
        pending, self._pending = self._pending, None
        pairs = announced(text)
        if pending and not pairs and not self._beside:
            yield Pair(pending, text.strip())
        if pairs and not pairs[-1].value:
            self._pending = pairs.pop().fact
        # Where values stand beside their labels, the line after an empty one is not its value.
        self._beside = bool(pairs) or (self._beside and self._pending is not None)
        yield from pairs

    def _side_by_side(self, runs: Sequence[str], *, single: bool) -> Iterator[Pair]:
        """Labels and values in elements of their own; a value is a ``single`` one, or cut up."""
        value = ""
        for run in runs:
            if fact := bare_label(run):
                if self._pending:
                    yield Pair(self._pending, value)
                self._pending, value = fact, ""
            elif pairs := announced(run):
                yield from pairs
            elif self._pending:
                value += run
                if single:
                    yield Pair(self._pending, value)
                    self._pending, value = None, ""
        if self._pending and value:
            yield Pair(self._pending, value)
            self._pending = None
