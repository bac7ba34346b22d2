"""What came over the network as the content of a briefing: nothing in it is trusted."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final, TypeVar, cast
from unicodedata import category

from searchapp.errors import BadBriefing
from searchapp.library.briefings.values import (
    LEVELS,
    LONGEST_BLOCK,
    LONGEST_TAG,
    LONGEST_TITLE,
    MOST_BLOCKS,
    MOST_TAGS,
    Block,
    BlockKind,
    Content,
)
from searchapp.library.searches import named

#: What a briefing is called of whose name nothing can be seen.
NAMELESS: Final = "未命名材料"
#: What no text has in it, and what some databases do not keep: control characters and halves.
_UNSEEN: Final = frozenset({"Cc", "Cs"})
_LINES: Final = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,32}")
_CODE: Final = re.compile(r"[0-9A-HJKMNP-TV-Z]{10,52}")
_FACTS: Final = frozenset({"name", "title", "tags", "blocks"})
_PARTS: Final = frozenset({"id", "kind", "text", "level", "excerpt", "kept", "beside"})
#: No database keeps a greater number.
_GREATEST: Final = 2**31 - 1

_T = TypeVar("_T")


def content_of(said: object, most_blocks: int = MOST_BLOCKS) -> Content:
    """The content that plain JSON says, without signs that nobody sees.

    It is as ``content_json`` writes it; what is left out of a block is as in ``Block``. Whether
    its excerpts exist is not looked at. Raises BadBriefing for anything else, and for more blocks
    than ``most_blocks``: a briefing that others made longer is not to grow further.
    """
    facts = _members(said, _FACTS, "材料")
    title = one_line(_text(facts, "title", "标题"))
    if len(title) > LONGEST_TITLE:
        raise BadBriefing(f"标题超过 {LONGEST_TITLE} 个字，请缩短")
    return Content(
        name=named(_text(facts, "name", "名称")) or NAMELESS,
        title=title,
        tags=tags_of(_list(facts, "tags", "标签")),
        blocks=blocks_of(_list(facts, "blocks", "段落"), most_blocks),
    )


def blocks_of(said: Sequence[object], most: int = MOST_BLOCKS) -> tuple[Block, ...]:
    """The blocks that plain JSON says; their ids differ. Raises BadBriefing."""
    if len(said) > most:
        raise BadBriefing(f"一份材料最多 {MOST_BLOCKS} 段，这里有 {len(said)} 段，请分成几份")
    blocks = tuple(_block(each) for each in said)
    if len({each.id for each in blocks}) < len(blocks):
        raise BadBriefing("两个段落的编号相同")
    return blocks


def tags_of(said: Sequence[object]) -> tuple[str, ...]:
    """Tags, each once, without those of which nothing can be seen. Raises BadBriefing."""
    tags = dict.fromkeys(one_line(_is(str, each, "标签")) for each in said)
    tags.pop("", None)
    if len(tags) > MOST_TAGS:
        raise BadBriefing(f"标签最多 {MOST_TAGS} 个，请去掉几个")
    if long := next((tag for tag in tags if len(tag) > LONGEST_TAG), None):
        raise BadBriefing(f"标签“{long[:LONGEST_TAG]}…”超过 {LONGEST_TAG} 个字，请缩短")
    return tuple(tags)


def one_line(text: str) -> str:
    """A text in one line, without signs that nobody sees."""
    return seen(" ".join(text.split())).strip()


def seen(text: str) -> str:
    """A text without signs that nobody sees but ends of lines and tabs."""
    lines = _LINES.sub("\n", text)
    if lines.isprintable():
        return lines
    return "".join(sign for sign in lines if sign in "\n\t" or category(sign) not in _UNSEEN)


def _block(said: object) -> Block:
    parts = _members(said, _PARTS, "段落")
    kind = _chosen([str(kind) for kind in BlockKind], parts.get("kind"), "段落的类别")
    text = seen(_text(parts, "text", "段落的文字"))
    if len(text) > LONGEST_BLOCK:
        raise BadBriefing(f"有一段超过 {LONGEST_BLOCK} 个字，请分成几段")
    block = Block(
        id=_matching(_ID, parts.get("id"), "段落的编号"),
        kind=BlockKind(kind),
        text=text,
        level=_chosen(LEVELS, parts.get("level", 1), "标题的级别"),
        excerpt=_optional(_CODE, parts, "excerpt", "摘录的编号"),
        kept=_version(parts.get("kept", 0)),
        beside=_optional(_ID, parts, "beside", "段落的编号"),
    )
    return _fitting(block)


def _fitting(block: Block) -> Block:
    """A quote is somebody else's words, and nothing else is one."""
    is_quote = block.kind is BlockKind.QUOTE
    if is_quote != bool(block.excerpt) or (is_quote and block.text):
        raise BadBriefing("引文要有摘录的编号，别的段落只有自己的文字")
    return block


def _members(said: object, known: Collection[str], what: str) -> Mapping[str, Any]:
    """What is written as an object that has none but these members."""
    members = cast(Mapping[str, Any], _is(dict, said, what))
    if members.keys() - known:
        raise _unclear(what)
    return members


def _text(members: Mapping[str, Any], name: str, what: str) -> str:
    return _is(str, members.get(name, ""), what)


def _list(members: Mapping[str, Any], name: str, what: str) -> Sequence[object]:
    return cast(Sequence[object], _is(list, members.get(name, []), what))


def _matching(pattern: re.Pattern[str], said: object, what: str) -> str:
    text = _is(str, said, what)
    if not pattern.fullmatch(text):
        raise _unclear(what)
    return text


def _optional(pattern: re.Pattern[str], members: Mapping[str, Any], name: str, what: str) -> str:
    return _matching(pattern, members[name], what) if members.get(name, "") != "" else ""


def _chosen(known: Collection[_T], said: object, what: str) -> _T:
    """One of what is known: 1 is neither True nor 1.0."""
    found = next((each for each in known if type(each) is type(said) and each == said), None)
    if found is None:
        raise _unclear(what)
    return found


def _version(said: object) -> int:
    if type(said) is not int or not 0 <= said <= _GREATEST:
        raise _unclear("报告的版本")
    return said


def _is(kind: type[_T], said: object, what: str) -> _T:
    if not isinstance(said, kind):
        raise _unclear(what)
    return said


def _unclear(what: str) -> BadBriefing:
    return BadBriefing(f"{what}看不懂，请重新打开这份材料再试")
