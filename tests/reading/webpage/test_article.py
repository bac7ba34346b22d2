"""The elements with the article are found, by their name or by what they say."""

import pytest

from searchapp.reading.webpage.article import boxes_in
from tests.reading.sites import FOOT, ISSUED, MENU, NEWS, page, paragraphs
from tests.reading.webpage.pages import element, read

TEXT = paragraphs(ISSUED.lines)
WHOLE = list(ISSUED.lines)
SIDE = (
    '<div class="card"><a href="/a">荻浦镇召开会议</a>'
    "<p>近日，荻浦镇召开会议，要求抓好落实。</p></div>"
)
TOWN = "<h3>镇情概况</h3><p>松栎镇位于青禾县东部，总面积120平方公里，辖12个村。</p>"


def article(markup: str) -> list[str]:
    """The lines of a page's article."""
    return list(read(page(markup)).lines)


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param(TEXT, id="bare"),
        pytest.param(f"<div>{MENU}</div>{TEXT}<div>{FOOT}</div>", id="directly in the body"),
        pytest.param(f"<div>{MENU}</div><div>{TEXT}</div>{FOOT}", id="without any class"),
        pytest.param(
            f"<div><div class=l>{TEXT}</div><div class=r><ul>{NEWS}</ul>{SIDE * 3}</div></div>",
            id="news beside",
        ),
        pytest.param(
            f"<div><div>{TEXT}</div><div>{TOWN}</div></div>{FOOT}", id="another text beside"
        ),
        pytest.param(
            f"<form><div>{MENU}</div><div><div>{TEXT}</div></div>{FOOT}</form>", id="in a form"
        ),
        pytest.param(f"<font><span>{TEXT}</span></font>", id="in inline elements"),
        pytest.param(
            f"<div class=content>{SIDE}</div><div class=own>{TEXT}</div>",
            id="a known container holds something else",
        ),
        pytest.param(
            f"<div class=content>青禾县{MENU}<div id=zoom>{TEXT}</div></div>",
            id="the innermost of known containers",
        ),
        pytest.param(
            "<div>" + "".join(f"<div>{line}</div>" for line in WHOLE) + "</div>",
            id="blocks for paragraphs",
        ),
        pytest.param(
            f"<div>{MENU}</div><div class=w><div class=part>{paragraphs(WHOLE[:3])}</div>"
            f"<h3>{WHOLE[3]}</h3><div class=part>{paragraphs(WHOLE[4:13])}</div>"
            f"<div class=part>{paragraphs(WHOLE[13:])}</div></div>{FOOT}",
            id="pieces of one class, one of them large",
        ),
        pytest.param(
            "<table>"
            + "".join(f"<tr><td>{line}</td></tr>" for line in WHOLE)
            + f"</table><table><tr><td>{MENU}</td></tr></table>",
            id="rows for paragraphs",
        ),
    ],
)
def test_the_article_is_found_without_its_neighbours(markup: str) -> None:
    """Whatever it stands in and beside."""
    assert article(markup) == WHOLE


def test_what_stands_between_two_pieces_belongs_to_them() -> None:
    """A heading without a number is text too; a list of links between them is not."""
    first, second = (paragraphs(WHOLE[at : at + 5]) for at in (4, 9))
    between = f"<h3>主要做法</h3><ul>{NEWS}</ul>"
    markup = f"<div><div class=q>{first}</div>{between}<div class=r>{second}</div></div>{FOOT}"
    assert article(markup) == [*WHOLE[4:9], "主要做法", *WHOLE[9:14]]


@pytest.mark.parametrize(
    "neighbour",
    [
        f"<h3>相关新闻</h3><ul>{NEWS}</ul>",
        f"<ul>{NEWS}</ul>",
        TOWN,
        "<p>网站标识码：9901210001</p>",
        "<p>主办：青禾县人民政府</p>",
    ],
)
def test_of_boxes_alike_only_the_articles_are_read(neighbour: str) -> None:
    """One class for every box of a page: after the article's come the site's."""
    box, other = f"<div class=content>{TEXT}</div>", f"<div class=content>{neighbour}</div>"
    assert article(f"<div>{other}{box}{other}</div>") == WHOLE


@pytest.mark.parametrize("cut", [1, 3, 9, 14])
@pytest.mark.parametrize("name", ["class=content", "id=vsb_content"])
def test_an_article_cut_in_boxes_is_whole(cut: int, name: str) -> None:
    """Boxes alike that go on with the text are one article, also a box with a signature alone."""
    first, second = paragraphs(WHOLE[:cut]), paragraphs(WHOLE[cut:])
    assert article(f"<div><div {name}>{first}</div><div {name}>{second}</div></div>") == WHOLE


def test_a_numbered_heading_begins_a_piece_not_a_box() -> None:
    """Some systems set each section in a box with its heading."""
    first, second = paragraphs(WHOLE[:9]), paragraphs(WHOLE[10:])
    markup = (
        f"<div class=content>{first}</div><div class=content><h3>{WHOLE[9]}</h3>{second}</div>"
    )
    assert article(f"<div>{markup}</div>") == WHOLE


@pytest.mark.parametrize(
    "signature",
    [
        "<div style='text-align: right'><p>青禾县松栎镇人民政府</p><p>2025年1月20日</p></div>",
        "<p>青禾县松栎镇人民政府</p><p>2025年1月20日</p>",
        "<p align=right>青禾县松栎镇人民政府</p><p align=right>2025-01-20</p>",
        "<div></div><p>青禾县松栎镇人民政府 二〇二五年一月二十日</p>",
    ],
)
def test_a_signature_beside_the_article_is_its_end(signature: str) -> None:
    """Organs and a date right after the container belong to the article."""
    found = article(f"<div><div class=TRS_Editor>{TEXT}</div>{signature}<p>{MENU}</p></div>")
    assert found[: len(WHOLE)] == WHOLE
    assert "".join(found[len(WHOLE) :]).startswith("青禾县松栎镇人民政府")
    assert "首页" not in "".join(found)


@pytest.mark.parametrize(
    "neighbour",
    [
        "<p>青禾县人民政府办公室</p>",
        "<p>2025-01-22</p>",
        "<p>来源：青禾县司法局</p>",
        "<p align=right><a href='/'>青禾县人民政府</a></p>",
        "<p>青禾县人民政府</p><p>文昌路1号</p><p>2025年1月20日</p>",
    ],
)
def test_what_else_stands_there_is_no_signature(neighbour: str) -> None:
    """An organ alone, a date as machines write it, a link: the site's."""
    assert article(f"<div><div class=TRS_Editor>{TEXT}</div>{neighbour}</div>") == WHOLE


def test_text_beside_a_nested_container_is_not_lost() -> None:
    """A container that leaves out a paragraph is not the whole article, however small that is."""
    markup = f"<div class=content><p>导语一句。</p><div id=zoom>{TEXT}</div><p>四、其他</p></div>"
    assert article(markup) == ["导语一句。", *WHOLE, "四、其他"]


def test_the_sites_boxes_inside_an_article_are_told() -> None:
    """Menus, lists of links and tools, but never the article itself."""
    tools = "<div class='share'>微信</div>"
    body = element(f"<div class=nav>{TEXT}{tools}<ul>{NEWS}</ul><nav>甲</nav></div>")
    boxes = boxes_in(body)
    assert {box.name for box in boxes} == {"div", "ul", "nav"}
    assert all(not box.find_all(string="特此报告。") for box in boxes)
