"""What is the site's is told from what is the report's."""

import pytest

from searchapp.reading.webpage.furniture import is_box, is_crumbs, is_furniture, without_tail
from searchapp.reading.webpage.weights import Weights
from tests.reading.webpage.pages import element, lines


@pytest.mark.parametrize(
    "text",
    [
        "扫一扫在手机打开当前页",
        "微信扫一扫，分享到朋友圈",
        "【字体：大 中 小】",
        "[ 大 中 小 ]",
        "大",
        "字号： 默认 大 超大",
        "上一篇：荻浦镇2023年度法治政府建设情况报告",
        "下一条: 无",
        "（责任编辑：郁文）",
        "【打印本页】 【关闭窗口】",
        "打印",
        "分享到：微信 微博 QQ空间",
        "语音合成中...",
        "退出播报模式",
        "阅读次数：12",
        "日期：2024-03-28 来源：县司法局 浏览次数：12",
        "主办：青禾县人民政府办公室",
        "版权所有 青禾县人民政府",
        "岚ICP备00000000号",
        "網站標識碼：9901210001",
    ],
)
def test_a_line_of_the_site_is_told(text: str) -> None:
    """Tools, pointers, facts and the foot, in any script."""
    (line,) = lines(f"<p>{text}</p>")
    assert is_furniture(line)


@pytest.mark.parametrize(
    "text",
    [
        "（三）推行“扫一扫”普法",
        "群众扫一扫二维码即可反映问题。",
        "分享经验做法",
        "打印材料",
        "上一年度法治政府建设情况",
        "下一步工作打算",
        "热点问题整治有力",
        "相关部门协同配合",
        "最新动态调整执法事项",
        "联系人：郁文；联系电话：153****4990",
        "附件：松栎镇2024年执法数据.pdf",
        "主办单位是县司法局，承办单位是松栎镇人民政府。",
        "审核把关，规范文书",
        "抄送：县委依法治县办。",
        "微信公众号推送12期",
        "浏览量达到1200次",
        "来源：群众来信",
    ],
)
def test_a_line_of_a_report_is_never_the_sites(text: str) -> None:
    """What only begins like a site's line is a report's: a line that is lost cannot be found."""
    (line,) = lines(f"<p>{text}</p>")
    assert not is_furniture(line)
    assert without_tail([line]) == [line]


@pytest.mark.parametrize(
    ("box", "answer"),
    [
        ("<ul><li><a href=1>甲</a><li><a href=2>乙</a><li><a href=3>丙</a></ul>", True),
        ("<div><h3>相关链接</h3><p>青禾县召开会议</p></div>", True),
        ("<div><h3>热点新闻 更多&gt;&gt;</h3><p>青禾县召开会议。</p></div>", True),
        ("<div><p>主办：青禾县人民政府办公室</p><p>地址：文昌路1号</p></div>", True),
        ("<div><p>网站标识码：9901210001 岚ICP备0号</p></div>", True),
        ("<nav>甲</nav>", True),
        ("<div class='share-box'>微信 微博</div>", True),
        ("<div class='share-box'>共享执法信息。</div>", False),
        ("<p>附件：<a href=1.doc>甲</a><a href=2.doc>乙</a><a href=3.doc>丙</a></p>", False),
        ("<p>热点问题整治有力</p>", False),
        ("<div><p>相关部门协同配合。</p><p>全年检查12次。</p></div>", False),
        ("<p>见<a href=1>方案</a>。</p>", False),
    ],
)
def test_a_box_of_the_site_is_told_by_what_no_report_has(box: str, *, answer: bool) -> None:
    """Lists of links, headings of portals, feet, tools; files beside a report stay."""
    body = element(box)
    (tag,) = body.find_all(True, recursive=False)
    assert is_box(tag, Weights(body)) is answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("您现在所在的位置：首页 > 政务公开", True),
        ("首页 >> 乡镇 >> 松栎镇", True),
        ("網站首頁 › 鄉鎮", True),
        ("在政府网站首页-法治专栏公开", False),
        ("重要位置：法治建设摆在全局工作的重要位置", False),
    ],
)
def test_the_path_to_the_page_is_told(text: str, *, answer: bool) -> None:
    """By its beginning alone."""
    (line,) = lines(f"<p>{text.replace('>', '&gt;')}</p>")
    assert is_crumbs(line) is answer


def test_the_links_that_close_an_article_are_cut_off() -> None:
    """Up to the last line that is text or a file's name."""
    markup = (
        "<p>特此报告。</p><p><a href='1.docx'>附表.docx</a></p><h4>相关链接</h4>"
        "<p><a href='/a'>荻浦镇报告</a></p><p><a href='/b'>云坪乡报告</a></p>"
    )
    assert [line.text for line in without_tail(lines(markup))] == ["特此报告。", "附表.docx"]
