"""What a page says of how the query was understood, and how far apart its parts may stand."""

from typing import TypeAlias
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import Tag
from flask.testing import FlaskClient

from searchapp.engine import Asked, Engine
from searchapp.query import LONGEST_QUERY, Scope, parse_query
from tests.web.reading import Page, visit

#: A tree as it is read: the text of a node, and the nodes below it.
Tree: TypeAlias = tuple[str, list["Tree"]]

SEVERAL = "调解 普法"
#: Scope and layout that are not as usual.
LAYOUT = {"within": "report", "view": "reports", "beside": "left"}


def tree_on(page: Page) -> Tree:
    """The tree that a page shows."""
    (root,) = page.soup.select(".understood > ul > li")
    return branch(root)


def branch(node: Tag) -> Tree:
    text = "".join(node.find_all(string=True, recursive=False)).strip()
    return text, [branch(each) for each in node.select(":scope > ul > li")]


def total_of(page: Page) -> int:
    """How many passages a page says there are."""
    return int(page.texts(".totals strong")[0].removesuffix(" 段"))


class TestMeaning:
    """怎样理解的."""

    def test_the_whole_query_is_told_as_a_tree(self, client: FlaskClient) -> None:
        """Every part, joined as it was joined, in words of everyday."""
        typed = '枫桥经验 (调解 或者 "受理*#件") -信访 年:2022..2024'
        assert tree_on(visit(client, "/search", ("q", typed), ("within", "section"))) == (
            "在本节里同时满足",
            [
                ("“枫桥经验”里的每个词：“枫桥”、“经验”，原样出现的排在前面", []),
                (
                    "满足其中之一",
                    [
                        ("词“调解”", []),
                        ("原话“受理*#件”，# 是一个完整的数字，* 是同一句里最多 10 个字", []),
                    ],
                ),
                ("本节里不能有", [("词“信访”", [])]),
                ("年度是 2022 至 2024", []),
            ],
        )

    @pytest.mark.parametrize(
        ("typed", "whole", "said"),
        [
            ("“矛盾纠纷”", "0", "原话“矛盾纠纷”，逐字相符"),
            ("矛盾 NEAR/20 调解", "0", "“矛盾” 与 “调解” 相隔不超过 20 字，先后不论"),
            ("调解", "1", "词“调解”，不含跨词"),
            ("镇：松栎镇", "0", "乡镇是 松栎镇"),
            ("NOT", "0", "不限文字，全部段落"),
            ("组织或者个人", "0", "“组织或者个人”里的每个词：“组织”、“或者”、“个人”"),
        ],
    )
    def test_a_query_of_one_part_is_told_in_a_line(
        self, client: FlaskClient, typed: str, whole: str, said: str
    ) -> None:
        """What was an operator and what was text can be seen."""
        text, parts = tree_on(visit(client, "/search", ("q", typed), ("whole", whole)))
        assert text.startswith(said)
        assert parts == []

    @pytest.mark.parametrize(
        ("choices", "notes"),
        [
            ((("q", "“矛盾纠纷”"),), 0),
            ((("q", "“矛盾纠纷"),), 1),
            ((("q", "调解 或者"),), 1),
            ((("q", "年份:去年 调解"),), 1),
            ((("q", "地址:松栎镇 “调解"),), 2),
            ((("q", "调解"), ("year", "明年")), 1),
            ((("q", "镇:松砾镇"),), 1),
        ],
    )
    def test_it_is_open_where_something_is_to_be_said(
        self, client: FlaskClient, choices: tuple[tuple[str, str], ...], notes: int
    ) -> None:
        """A note stands beside what was understood; without one the tree waits to be asked."""
        page = visit(client, "/search", *choices)
        assert page.texts(".understood summary") == ["怎样理解的"]
        assert len(page.texts(".note")) == notes
        assert page.only(".understood").has_attr("open") is bool(notes)

    def test_nothing_typed_is_nothing_to_explain(self, client: FlaskClient) -> None:
        """The start page, and one with choices only, has no such tree."""
        for choices in ((), (("year", "2023"),), (("q", " 　 "),)):
            assert visit(client, "/search", *choices).soup.select(".understood") == []

    @pytest.mark.parametrize("size", [LONGEST_QUERY + 1, 5000])
    def test_a_query_that_is_too_long_is_cut_and_that_is_said_once(
        self, client: FlaskClient, size: int
    ) -> None:
        """The box holds what was looked for, and no more can be typed into it."""
        page = visit(client, "/search", ("q", "枫桥 " * size))
        assert page.texts(".note") == [f"检索词过长，只取前 {LONGEST_QUERY} 字"]
        box = page.only(".box input[name=q]")
        assert box["value"] == ("枫桥 " * size)[:LONGEST_QUERY]
        assert box["maxlength"] == str(LONGEST_QUERY)

    @pytest.mark.parametrize(
        "typed",
        [
            " ".join(chr(0x4E00 + 7 * n) for n in range(1000)),
            "".join(chr(0x4E00 + 7 * n) for n in range(2000)),
            " 或者 ".join(f"“{chr(0x4E00 + 7 * n)}#件”" for n in range(200)),
            " NEAR/5 ".join(chr(0x4E00 + 7 * n) for n in range(200)),
            "(" * 500 + "调解" + ")" * 500,
            "-(" * 400 + "调解" + ")" * 400,
            "“" + "#*" * 400 + "件”",
            "“" + "的*" * 600 + "”",
            "年:" + "、".join(str(year) for year in range(1800, 2200)),
        ],
        ids=lambda typed: typed[:6],
    )
    def test_a_query_of_many_parts_is_answered(self, client: FlaskClient, typed: str) -> None:
        """Whoever pastes a page of signs gets a page."""
        for scope in ("passage", "report"):
            page = visit(client, "/search", ("q", typed), ("within", scope))
            assert page.status == 200
            assert page.texts(".understood summary") == ["怎样理解的"]


class TestScope:
    """本段, 本节, 本篇."""

    @pytest.mark.parametrize("typed", [SEVERAL, "调解 或者 普法", "-调解", "调解 -普法"])
    def test_it_can_be_chosen_where_a_query_has_parts(
        self, client: FlaskClient, engine: Engine, typed: str
    ) -> None:
        """Each of the three leads to what the engine finds at it, and is marked there."""
        page = visit(client, "/search", ("q", typed))
        assert page.texts(".scopes a") == ["本段", "本节", "本篇"]
        for scope, link in zip(Scope, page.links(".scopes a"), strict=True):
            there = visit(client, link)
            asked = Asked(parse_query(typed).query, within=scope)
            assert total_of(there) == engine.find(asked).total.passages
            assert there.texts(".scopes [aria-current]") == [scope.label]

    @pytest.mark.parametrize("typed", ["调解", "“矛盾纠纷”", "矛盾 NEAR/20 调解", "年:2023"])
    def test_it_is_not_offered_where_it_makes_no_difference(
        self, client: FlaskClient, typed: str
    ) -> None:
        """One part stands in one passage, whatever is said."""
        assert visit(client, "/search", ("q", typed)).soup.select(".scopes") == []

    def test_a_wider_scope_finds_more(self, client: FlaskClient) -> None:
        """What stands in one passage stands in one section, and in one report."""
        totals = [
            total_of(visit(client, "/search", ("q", SEVERAL), ("within", scope)))
            for scope in Scope
        ]
        assert 0 < totals[0] < totals[1] < totals[2]

    def test_a_scope_that_is_not_usual_is_a_chip(self, client: FlaskClient) -> None:
        """It is seen among what narrows, and is taken back like it, with nothing else."""
        choices = (("q", SEVERAL), ("year", "2023"))
        assert visit(client, "/search", *choices).texts(".chips a") == ["2023 ×"]
        page = visit(client, "/search", *choices, ("within", "report"), ("page", "2"))
        assert page.texts(".chips a") == ["本篇 ×", "2023 ×"]
        back = visit(client, page.links(".chips a")[0])
        assert back.html == visit(client, "/search", *choices).html

    def test_the_chip_is_there_where_nothing_was_found(self, client: FlaskClient) -> None:
        """Whoever found nothing sees all that narrows."""
        page = visit(client, "/search", ("q", "调解 无此词语"), ("within", "section"))
        assert total_of(page) == 0
        assert page.texts(".chips a") == ["本节 ×"]


@pytest.mark.parametrize("choices", [(("q", SEVERAL),), (("q", SEVERAL), ("year", "2022..2024"))])
def test_every_link_keeps_scope_and_layout(
    client: FlaskClient, choices: tuple[tuple[str, str], ...]
) -> None:
    """Only the links that change one of them lead to another, and they change no other.

    To sections side by side no search goes along.
    """
    page = visit(client, "/search", *choices, *LAYOUT.items())
    changing = {"within": set[str](), "view": set[str]()}
    for link in page.links("#content a, .facets a"):
        path, said = urlsplit(link).path, parse_qs(urlsplit(link).query)
        if path in ("", "/compare") or "v" in said:
            continue
        kept = {name for name, value in LAYOUT.items() if said.get(name) == [value]}
        for name in LAYOUT.keys() - kept:
            changing[name].add(said.get(name, [""])[0])
        assert len(kept) >= 2
        assert said["q"] == [SEVERAL]
    assert changing == {"within": {"", "section"}, "view": {"", "kwic", "matrix"}}
