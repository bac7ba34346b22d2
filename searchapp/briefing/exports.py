"""The kinds of document in which a paper goes out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from searchapp.briefing.annotations import annotations
from searchapp.briefing.docx import docx
from searchapp.briefing.html import html
from searchapp.briefing.markdown import markdown
from searchapp.briefing.paper import Paper
from searchapp.briefing.plain import plain
from searchapp.briefing.saying import Where


@dataclass(frozen=True, slots=True)
class Export:
    """A kind of document; ``label`` is what people call it, ``remark`` what it is good for."""

    label: str
    remark: str
    media_type: str
    write: Callable[[Paper, Where], bytes]


#: The ending of a file -> what is written in it, in the order in which they are offered.
EXPORTS: Final[Mapping[str, Export]] = {
    "docx": Export(
        "Word 文档",
        "按党政机关公文格式排版，可套用本单位的模板",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        docx,
    ),
    "html": Export(
        "网页",
        "一个文件，不用联网就能打开，引文带上下文",
        "text/html; charset=utf-8",
        html,
    ),
    "md": Export("Markdown", "给会用 Markdown 的编辑器", "text/markdown; charset=utf-8", markdown),
    "txt": Export("纯文本", "粘贴到邮件或别的系统", "text/plain; charset=utf-8", plain),
    "json": Export(
        "JSON",
        "给程序用，引文按 W3C 网络标注模型",
        "application/json",
        annotations,
    ),
}
