"""What comes over the network is a content of which all holds, or refused in plain words."""

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchapp.errors import BadBriefing
from searchapp.library.briefings import (
    LONGEST_BLOCK,
    LONGEST_TAG,
    LONGEST_TITLE,
    MOST_BLOCKS,
    MOST_TAGS,
    Block,
    BlockKind,
    Content,
    content_json,
    content_of,
)
from tests.library.briefings.contents import contents

_SIGNS = st.characters(codec=None)
_TEXTS = st.text(_SIGNS, max_size=8) | st.sampled_from(("a", "a\ud800", "\x00", "QQQQQQQQQ1"))
_ODD = st.none() | st.booleans() | st.integers() | st.floats() | _TEXTS
_JSON = st.recursive(_ODD, lambda inner: st.lists(inner, max_size=3), max_leaves=4)
_BLOCKS = st.fixed_dictionaries(
    {},
    optional={
        "id": _TEXTS | _ODD,
        "kind": st.sampled_from([*map(str, BlockKind)]) | _ODD,
        "text": _TEXTS | _ODD,
        "level": st.integers(0, 4) | _ODD,
        "excerpt": _TEXTS | _ODD,
        "kept": st.integers(-1, 2) | _ODD,
        "beside": _TEXTS | _ODD,
    },
)
_SAID = st.fixed_dictionaries(
    {},
    optional={
        "name": _TEXTS | _ODD,
        "title": _TEXTS | _ODD,
        "tags": st.lists(_TEXTS | _ODD, max_size=3) | _ODD,
        "blocks": st.lists(_BLOCKS | _JSON, max_size=2) | _ODD,
    },
)


def said(**facts: Any) -> dict[str, Any]:
    """A content with these facts."""
    return {"name": "茶季", "title": "", "tags": [], "blocks": [], **facts}


def block(**parts: Any) -> dict[str, Any]:
    """A content with one paragraph."""
    return said(blocks=[{"id": "a", "kind": "text", "text": "茶季", **parts}])


@pytest.mark.property
@given(contents())
def test_what_is_written_is_read_again(content: Content) -> None:
    """To the last fact; but for a name of which nothing is to be seen."""
    read = content_of(json.loads(json.dumps(content_json(content))))
    assert read.blocks == content.blocks
    assert (read.title, read.tags) == (content.title, content.tags)
    assert read.name == content.name or not content.name


@pytest.mark.property
@given(_SAID | _JSON)
@example({"blocks": [{"id": "a", "kind": "text", "level": True}]})
@example({"blocks": [{"id": "a", "kind": "text", "level": 1.0}]})
def test_anything_else_is_refused(sent: object) -> None:
    """With the one error and no other; whatever is not can be kept by any database."""
    try:
        content = content_of(sent)
    except BadBriefing:
        return
    written = json.dumps(content_json(content), ensure_ascii=False)
    assert "\x00" not in written.encode().decode()
    assert content_of(json.loads(written)) == content


@pytest.mark.parametrize(
    "sent",
    [
        None,
        [],
        "材料",
        {"name": "茶季", "owner": "李"},
        said(name=None),
        said(title=3),
        said(tags="春"),
        said(tags=[["春"]]),
        said(blocks={}),
        said(blocks=["茶季"]),
        said(blocks=[{"kind": "text"}]),
        said(blocks=[{"id": "a"}]),
        said(blocks=[{"id": "a", "kind": "text"}] * 2),
        block(id=""),
        block(id="a b"),
        block(id="甲"),
        block(id="a\n"),
        block(id="a" * 33),
        block(kind="script"),
        block(kind=None),
        block(level=0),
        block(level=4),
        block(level=True),
        block(kept=-1),
        block(kept=False),
        block(kept=2**31),
        block(beside="../etc"),
        block(excerpt="QQQQQQQQQ1"),
        block(kind="quote"),
        block(kind="quote", text="", excerpt=""),
        block(kind="quote", text="", excerpt="qqqqqqqqq1"),
        block(kind="quote", text="自己的话", excerpt="QQQQQQQQQ1"),
        block(style="color: red"),
    ],
)
def test_what_makes_no_sense_is_refused(sent: object) -> None:
    """Members that nobody knows, other types, ids that no page gives, quotes that say more."""
    with pytest.raises(BadBriefing):
        content_of(sent)


@pytest.mark.parametrize(
    ("fits", "too_much", "limit"),
    [
        (block(text="茶" * LONGEST_BLOCK), block(text="茶" * (LONGEST_BLOCK + 1)), "20000"),
        (said(title="茶" * LONGEST_TITLE), said(title="茶" * (LONGEST_TITLE + 1)), "200"),
        (said(tags=["茶" * LONGEST_TAG]), said(tags=["茶" * (LONGEST_TAG + 1)]), "20"),
        (
            said(tags=[f"第{n}" for n in range(MOST_TAGS)]),
            said(tags=[f"第{n}" for n in range(MOST_TAGS + 1)]),
            "12",
        ),
        (
            said(blocks=[{"id": f"b{n}", "kind": "text"} for n in range(MOST_BLOCKS)]),
            said(blocks=[{"id": f"b{n}", "kind": "text"} for n in range(MOST_BLOCKS + 1)]),
            "2000",
        ),
    ],
    ids=["block", "title", "tag", "tags", "blocks"],
)
def test_what_is_too_much_is_said(fits: object, too_much: object, limit: str) -> None:
    """With the limit, so that one knows how much to take away."""
    assert content_of(fits)
    with pytest.raises(BadBriefing, match=limit):
        content_of(too_much)


def test_signs_that_nobody_sees_are_left_out() -> None:
    """They come with what is pasted from elsewhere; ends of lines and tabs stay in a text."""
    sent = block(text="茶\x00季\ud800\r\n第二行\u2028第三行\t表")
    sent |= {
        "name": " 茶\n季\x1b ",
        "title": "关于\n茶季\x00",
        "tags": ["春\x00", "春", " ", "\ud800"],
    }
    content = content_of(sent)
    assert content.blocks == (Block("a", BlockKind.TEXT, "茶季\n第二行\n第三行\t表"),)
    assert (content.name, content.title, content.tags) == ("茶 季", "关于 茶季", ("春",))


def test_a_briefing_without_a_name_has_one() -> None:
    """One finds it in the list."""
    assert content_of({}) == Content("未命名材料")
    assert content_of(said(name="\x00 ")).name == "未命名材料"
