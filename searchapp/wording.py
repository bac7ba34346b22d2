"""What people are told, in Chinese: the one place where an error gets its words.

The command line and the pages both say it like this.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from searchapp.errors import (
    AddingClosed,
    BackupExists,
    BackupFailed,
    BackupUnusable,
    BadBriefing,
    BadPlaces,
    BadSetting,
    BadTemplate,
    BatchNotFound,
    BriefingNotFound,
    CorpusGone,
    ExcerptNotFound,
    IndexUnavailable,
    IngestRunning,
    LibraryFailed,
    LibraryInUse,
    LibraryUnavailable,
    NothingToQuote,
    OriginalGone,
    OriginalsWithheld,
    ReportNotFound,
    SearchAppError,
    UnclearChoice,
    UnknownHost,
    UnreadableFile,
    VersionNotKept,
)

#: So many characters of a passage are shown to tell of it.
_PASSAGE: Final = 120

#: Of what somebody typed so many characters are repeated.
_LONGEST: Final = 40
_WORDS: Final[Mapping[type[SearchAppError], Callable[[Any], str]]] = {
    BadSetting: lambda e: f"设置 {e.key} 的值“{e.value}”不对，应为：{e.expected}",
    BadPlaces: lambda e: f"地名表 {e.path} 有误：{e.why}",
    UnclearChoice: lambda e: f"看不懂“{e.value}”，应为：{e.expected}",
    UnreadableFile: lambda e: f"{e.path}：{e.reason}",
    IndexUnavailable: lambda e: (
        f"索引不可用（{e.folder}）。请运行：{command_for(e.remedy, e.folder.parent)}"
    ),
    CorpusGone: lambda e: (
        f"{e.corpus} 里一个已收录的文件也没有，像是所在的盘没有接上：没有移出任何报告"
    ),
    IngestRunning: lambda e: f"另一个收录程序正在运行（{e.home}），请稍后再试",
    LibraryUnavailable: lambda e: (
        f"无法打开 {e.location}：{e.why}"
        if _is_chinese(e.why)
        else f"无法打开 {e.location}：它不是本程序的库，或由更新的版本写成（{e.why}）"
    ),
    LibraryFailed: lambda e: f"读写 {e.location} 时出错：{e.why}。之前已完成的都已保留",
    BackupExists: lambda e: f"已有 {e.file}，没有覆盖它。换一个名称，或加上 --force",
    BackupFailed: lambda e: f"没有备份成 {e.file}：{e.why}",
    BackupUnusable: lambda e: f"不能用 {e.file} 恢复：{e.why}。现有的库没有动过",
    LibraryInUse: lambda e: (
        f"没有恢复：{e.location} 里已有内容。确实要用备份代替它，请加上 --force（原有内容会另存）"
    ),
    UnknownHost: lambda e: (
        f"没有执行：网址里的名称 {e.name} 没有登记为本站的名称。请管理员写进 SEARCHAPP_HOSTS"
    ),
    OriginalsWithheld: lambda _: "这里不提供原文件。需要核对原件，请联系管理员",
    OriginalGone: lambda e: f"原文件 {e.path} {e.why}。报告的文字仍可阅读；需要原件，请联系管理员",
    BadTemplate: lambda e: f"这个模板不能用：{e.why}",
    AddingClosed: lambda _: "这里不接受添加文件。需要添加报告，请把文件交给管理员",
    BatchNotFound: lambda _: "没有这一批文件。各批的结果保留三十天，之后请到“收录情况”里看",
    NothingToQuote: lambda _: "没有选中文字，没有摘录。请重新选择",
    VersionNotKept: lambda e: f"这篇报告已经改版，没有摘录。请重新打开它再选；{_reads_now(e.now)}",
    BriefingNotFound: lambda _: "没有这份材料。请到“材料”里找",
    BadBriefing: lambda e: e.why,
    ExcerptNotFound: lambda e: (
        f"没有编号为“{_short(e.code)}”的摘录。编号一般是十位，由数字和大写字母组成，"
        "没有 I、L、O、U，例如 7K2MXD90PA；大小写和连字符不限。请对照纸上的编号再输一遍"
    ),
    ReportNotFound: lambda e: f"没有编号为 {e.report_id} 的报告，它可能已被移出",
}


def _reads_now(passage: str) -> str:
    """How a passage reads now, as far as one needs it to know it again."""
    if not passage:
        return "那一段现在没有了"
    shown = passage if len(passage) <= _PASSAGE else passage[:_PASSAGE] + "……"
    return f"那一段现在是：{shown}"


def _short(typed: str) -> str:
    """What somebody typed, when it is short enough to be repeated."""
    return typed if len(typed) <= _LONGEST else typed[:_LONGEST] + "…"


def _is_chinese(text: str) -> bool:
    return "\u4e00" <= text[:1] <= "\u9fff"


def command_for(command: str, home: Path) -> str:
    """A command as it must be typed for this home: without --home it would be another's."""
    if home == Path():
        return command
    return command.replace("searchapp ", f'searchapp --home "{home}" ', 1)


def words_for(error: SearchAppError) -> str:
    """What to tell a reader of this error, by its nearest listed class."""
    listed = (_WORDS[kind] for kind in type(error).__mro__ if kind in _WORDS)
    return next(listed, str)(error)


#: A kind of choice -> what it is called.
_CHOICES: Final[Mapping[str, str]] = {
    "place": "地方",
    "year": "年度",
    "section": "章节",
    "genre": "文种",
    "arrived": "收录时间",
}


def choice_name(group: str) -> str:
    """What a kind of choice is called."""
    return _CHOICES[group]
