"""Briefings that were changed and put aside, in a home of the sample reports."""

from typing import Final

from searchapp.library.briefings import Block, BlockKind, Content
from tests.library.homes import Home

#: What a path calls a briefing -> its name.
_CHANGED: Final = "改过几次的材料"
_ASIDE: Final = "一份名称很长、写的时候还没有想好叫什么、后来也没有再改的旧材料" * 2


def furnish_shelf(home: Home) -> None:
    """Write them: of the one three states differ, one of which has a name."""
    blocks = [
        Block("h1", BlockKind.HEADING, "一、基本情况"),
        Block("t1", BlockKind.TEXT, "各乡镇开院坝会 12 场。"),
        Block("n1", BlockKind.NOTE, "数字待核"),
    ]
    with home.ledger() as ledger:
        briefings = ledger.briefings
        changed = briefings.make(Content(_CHANGED, "", ("法治", "院坝会"), tuple(blocks)), "测试")
        blocks[1] = Block("t1", BlockKind.TEXT, "各乡镇开院坝会 13 场。")
        for state in (blocks, blocks[:2]):
            content = Content(_CHANGED, "关于院坝会的报告", ("法治", "院坝会"), tuple(state))
            briefings.write(changed.id, 1, content, "测试", changed.content)
        briefings.call_revision(changed.id, 1, "送审稿")
        aside = briefings.make(Content(_ASIDE, tags=("旧",)), "测试")
        briefings.archive(aside.id)
        ledger.commit()


def shelved_in(home: Home) -> dict[str, str]:
    """What a path calls each of them -> its number."""
    with home.ledger() as ledger:
        (aside,) = ledger.briefings.heads(archived=True)
        changed = next(each for each in ledger.briefings.heads() if each.name == _CHANGED)
    return {"aside": str(aside.id), "changed": str(changed.id)}
