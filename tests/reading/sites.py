"""Pages as government sites print them: one invented report, in the markup of each kind of site.

A family is a function from a report to the page. What stands round the text is what such sites
have: menus, paths, metadata, tools, neighbours, feet.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias


@dataclass(frozen=True, slots=True)
class Issued:
    """A report, and what a site files it under."""

    lines: tuple[str, ...]
    title: str
    doc_number: str
    issued_on: str
    published_on: str
    issuer: str
    index: str
    site: str
    source: str


ISSUED: Final = Issued(
    lines=(
        "中共青禾县松栎镇委员会",
        "青禾县松栎镇人民政府",
        "关于2024年法治政府建设情况的报告",
        "县委、县政府：",
        "2024年，松栎镇坚持以习近平法治思想为指导，扎实推进法治政府建设，现将有关情况报告如下：",
        "一、主要举措和成效",
        "（一）加强诉源治理。全年受理矛盾纠纷126件，调解成功121件，群众满意度达到98.5%。",
        "（二）强化行政执法",
        "办理行政处罚案件12件，开展联合执法行动9次，持证执法人员达到14名。",
        "二、存在的不足和原因",
        "执法力量薄弱，专业人员不足，法律顾问作用发挥不充分。",
        "三、2025年工作安排",
        "一是健全机制，压实责任。二是充实力量，每季度培训一次。",
        "特此报告。",
        "青禾县松栎镇人民政府",
        "2025年1月20日",
    ),
    title="松栎镇2024年法治政府建设情况报告",
    doc_number="松府发〔2025〕6号",
    issued_on="2025-01-20",
    published_on="2025-01-22",
    issuer="青禾县松栎镇人民政府",
    index="11990121008689762A/2025-00004",
    site="青禾县人民政府",
    source="松栎镇人民政府",
)

Family: TypeAlias = Callable[[Issued], str]

MENU: Final = "".join(
    f'<a href="/{n}/">{name}</a>'
    for n, name in enumerate(("首页", "走进青禾", "政务公开", "办事服务", "互动交流", "数据开放"))
)
NEWS: Final = "".join(
    f'<li><a href="/news/{n}.html">{title}</a><span>01-{n + 10}</span></li>'
    for n, title in enumerate(
        (
            "我县召开重点项目推进会",
            "荻浦镇开展春季植树活动",
            "全县教育工作会议召开",
            "关于停水的通告",
        )
    )
)
FOOT: Final = (
    "<p>主办：青禾县人民政府办公室　承办：青禾县大数据中心　地址：青禾县文昌路1号</p>"
    "<p>网站标识码：9901210001　岚ICP备00000000号　岚公网安备 99012102000001号</p>"
    '<p><a href="/map">网站地图</a> | <a href="/about">关于我们</a> | 联系电话：0990-0000000</p>'
)
PATH: Final = (
    '当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; '
    '<a href="/xz/">乡镇街道</a> &gt; <a href="/xz/slz/">松栎镇</a> &gt; 正文'
)


def page(body: str, *, head: str = "", charset: str = "utf-8") -> str:
    """A whole page."""
    return (
        f'<!DOCTYPE html>\n<html>\n<head>\n<meta charset="{charset}">\n{head}</head>\n'
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def metas(report: Issued, **more: str) -> str:
    """The meta tags that the state prescribes."""
    named = {
        "SiteName": report.site,
        "SiteIDCode": "9901210001",
        "ColumnName": "法治政府建设年度报告",
        "ArticleTitle": report.title,
        "PubDate": f"{report.published_on} 10:32",
        "ContentSource": report.source,
        **more,
    }
    return "".join(f'<meta name="{name}" content="{text}">\n' for name, text in named.items())


def paragraphs(lines: Iterable[str], opening: str = '<p style="text-indent: 2em">') -> str:
    """A paragraph for each line."""
    tag = opening[1:].split()[0].rstrip(">")
    return "\n".join(f"{opening}{line}</{tag}>" for line in lines)


def labelled(report: Issued) -> dict[str, str]:
    """What a site files the report under, in its usual order."""
    return {
        "索 引 号": report.index,
        "主题分类": "司法",
        "发布机构": report.issuer,
        "发文字号": report.doc_number,
        "成文日期": report.issued_on,
        "发布日期": report.published_on,
        "名　　称": report.title,
        "有 效 性": "",
    }


def four_columns(pairs: Mapping[str, str], *, label: str = "{}：", width: int = 2) -> str:
    """A table with labels and values side by side."""
    cells = [f"<td><b>{label.format(k)}</b></td><td>{v}</td>" for k, v in pairs.items()]
    rows = ["".join(cells[at : at + width]) for at in range(0, len(cells), width)]
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def facts_line(report: Issued) -> str:
    """The line of facts and tools under a title."""
    return (
        f"发布时间：{report.published_on} 10:32　来源：{report.source}　浏览次数："
        '<span id="hits">128</span>　字号：【<a href="#">大</a> <a href="#">中</a> '
        '<a href="#">小</a>】　<a href="javascript:print()">打印</a>'
    )


def trs(report: Issued) -> str:
    """TRS WCM: a four-column table, a style sheet inside the text."""
    return page(
        f'<div class="top">2025年3月1日 星期六 {MENU}</div><div class="crumb">{PATH}</div>'
        f"{four_columns(labelled(report))}<h1>{report.title}</h1>"
        f'<div class="info">{facts_line(report)}</div>'
        '<div class="view TRS_UEDITOR trs_paper_default trs_web"><div class=TRS_Editor>'
        '<style type="text/css">.TRS_Editor P{line-height:2;font-family:宋体}</style>'
        f"{paragraphs(report.lines)}</div></div>"
        '<div class="fj">附件：<a href="./P020250122.docx">松栎镇报告.docx</a></div>'
        f'<div class="share">分享到：<a>微信</a></div><div class="footer">{FOOT}</div>',
        head=metas(report),
    )


def state_council(report: Issued) -> str:
    """The family of the state council's site."""
    return page(
        f'<div class="header">{MENU}</div><div class="BreadcrumbNav">{PATH}</div>'
        f'<div class="article oneColumn"><h1>{report.title}</h1>'
        f'<div class="pages-date">{report.published_on} 10:32 <span class="font">来源： <span>'
        f"{report.source}</span></span> <span>【字体：<span>大</span> <span>中</span> "
        "<span>小</span>】</span> <span>打印</span></div>"
        f'<div class="pages_content" id="UCAP-CONTENT">{paragraphs(report.lines)}</div>'
        '<div class="editor"><span>责任编辑：郁文</span></div>'
        '<div class="related"><h2>相关稿件</h2><ul>'
        + NEWS
        + f"</ul></div></div>{FOOT}"
        + four_columns(labelled(report)),
        head=metas(report),
    )


def visual_site_builder(report: Issued) -> str:
    """博达: everything in a form, the text in two nested boxes."""
    return page(
        f"<div>{MENU}</div><form name='_newscontent_fromname'><div><h2>{report.title}</h2>"
        f'<div class="ar_info"><span>{facts_line(report)}</span></div>'
        f"{four_columns(labelled(report), label='{}', width=1)}"
        '<div id="vsb_content_2"><div class="v_news_content">'
        f"{paragraphs(report.lines)}</div></div><div id='div_vote_id'></div>"
        '<p>上一条：<a href="1.htm">荻浦镇2024年法治政府建设情况报告</a></p>'
        "<p>下一条：<a href='2.htm'>云坪乡2024年法治政府建设情况报告</a></p>"
        f"<p>【<a href='javascript:window.close()'>关闭</a>】</p></div></form>{FOOT}",
        head=metas(report),
    )


def anhui(report: Issued) -> str:
    """龙讯: label cells are headings, the table is printed twice."""
    rows = "".join(f"<tr><th>{k}：</th><td>{v}</td></tr>" for k, v in labelled(report).items())
    return page(
        f'<div class="dqwz">{PATH}</div><table class="m-xxgk">{rows}</table>'
        f'<table class="pc-xxgk">{rows}</table><h1 class="wztit">{report.title}</h1>'
        f'<div class="wzfbxx"><span class="fbsj">发布时间：{report.published_on} 10:32</span>'
        f'<span class="res">来源：{report.source}</span><span>浏览次数：<i>12</i></span></div>'
        f'<div class="wzcon j-fontContent">{paragraphs(report.lines)}</div>{FOOT}',
        head=metas(report),
    )


def guangdong(report: Issued) -> str:
    """gkmlpt: labels without colons in cells, the text in a box of two generic names."""
    cells = "".join(
        f'<td class="first">{k}</td><td><span>{v}</span></td>' for k, v in labelled(report).items()
    )
    return page(
        f'<div class="nav">{MENU}</div><div class="classify"><table><tr>{cells}</tr></table></div>'
        f'<h1 class="title">{report.title}</h1><div class="content"><div class="article-content">'
        f"{paragraphs(report.lines)}</div></div>{FOOT}",
        head=metas(report) + '<link rel="canonical" href="http://www.qinghe.gov.cn/p_1.html">',
    )


def shanghai(report: Issued) -> str:
    """The text under ivs_content, the date in brackets."""
    return page(
        f'<div>{MENU}</div><div id="ivs_title">{report.title}<small>（{report.published_on}）'
        f'</small></div><div class="Article_content"><div id="ivs_content">'
        f"{paragraphs(report.lines)}</div></div>"
        f"{four_columns(labelled(report))}<div>{FOOT}</div>",
        head=metas(report),
    )


def epoint(report: Issued) -> str:
    """新点: facts in black brackets, tools beside them."""
    return page(
        f'<div class="ewb-loc">{PATH}</div><div class="ewb-article"><h3>{report.title}</h3>'
        f'<div class="ewb-article-info">【信息来源：{report.source}　信息时间：'
        f"{report.published_on}　阅读次数：12】【我要打印】【关闭】</div>"
        f'<div class="ewb-article-content">{paragraphs(report.lines)}</div></div>'
        f"{four_columns(labelled(report))}{FOOT}",
        head=metas(report),
    )


def chongqing(report: Issued) -> str:
    """Labels in square brackets, one block each."""
    blocks = "".join(f"<div>[ {k} ] {v}</div>" for k, v in labelled(report).items())
    return page(
        f'<div>{MENU}</div><div class="zwxl-bar">{blocks}</div><h1>{report.title}</h1>'
        f'<div class="document"><div id="zoom">{paragraphs(report.lines)}</div></div>{FOOT}',
        head=metas(report),
    )


def listed(report: Issued) -> str:
    """An information-disclosure skin: a list of labels in bold."""
    items = "".join(f"<li><b>{k}：</b>{v}</li>" for k, v in labelled(report).items())
    return page(
        f'<div id="menu">{MENU}</div><div class="bread">{PATH}</div><ul class="xxgk_info">{items}'
        f'</ul><div class="wz_title">{report.title}</div><div class="wz_info">'
        f'{facts_line(report)}</div><div class="xxgk_content_nr">{paragraphs(report.lines)}</div>'
        f"{FOOT}",
        head=metas(report),
    )


def defined(report: Issued) -> str:
    """Terms and definitions, without colons."""
    items = "".join(f"<dt>{k}</dt><dd>{v}</dd>" for k, v in labelled(report).items())
    return page(
        f"<div>{MENU}</div><dl>{items}</dl><h1>{report.title}</h1>"
        f'<div class="zfxxgk_content">{paragraphs(report.lines)}</div>{FOOT}',
        head=metas(report),
    )


def spanned(report: Issued) -> str:
    """Label and value in spans of one block."""
    items = "".join(
        f"<div><span>{k}</span> <span>{v}</span></div>" for k, v in labelled(report).items()
    )
    return page(
        f"<div>{MENU}</div><div>{items}</div><h1>{report.title}</h1>"
        f'<div class="xl-xqnr">{paragraphs(report.lines)}</div>{FOOT}',
        head=metas(report),
    )


def columned(report: Issued) -> str:
    """A row of labels over a row of values."""
    pairs = labelled(report)
    labels = "".join(f"<th>{k}</th>" for k in pairs)
    values = "".join(f"<td>{v}</td>" for v in pairs.values())
    return page(
        f"<div>{MENU}</div><table><tr>{labels}</tr><tr>{values}</tr></table>"
        f'<h1>{report.title}</h1><div class="xl_content">{paragraphs(report.lines)}</div>{FOOT}',
        head=metas(report),
    )


def unlabelled(report: Issued) -> str:
    """Values only: the labels are printed by a style sheet."""
    pairs = labelled(report)
    del pairs["名　　称"]
    items = "".join(f"<li>{value}</li>" for value in pairs.values())
    return page(
        f"<div>{MENU}</div><ul class='xxgk'>{items}</ul><h1>{report.title}</h1>"
        f'<div class="nrcontent">{paragraphs(report.lines)}</div>{FOOT}',
        head=metas(report),
    )


def crowded(report: Issued) -> str:
    """Several pairs on one line, the values of some missing."""
    pairs = "　".join(f"{k}：{v}" for k, v in labelled(report).items())
    return page(
        f"<div>{MENU}</div><p>{pairs}</p><h1>{report.title}</h1>"
        f'<div class="news_content">{paragraphs(report.lines)}</div>{FOOT}',
        head=metas(report),
    )


def tables_of_2003(report: Issued) -> str:
    """Nested layout tables, no names, a menu at the left; the text has only breaks."""
    text = "<br>\n".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{line}" for line in report.lines)
    rows = (MENU, "热点信息", NEWS)
    menu = f"<table>{''.join(f'<tr><td>{row}</td></tr>' for row in rows)}</table>"
    return page(
        f"<table width=1000><tr><td colspan=2>{MENU}</td></tr><tr><td width=200>{menu}</td><td>"
        f"<table><tr><td align=center><b>{report.title}</b></td></tr>"
        f"<tr><td>{facts_line(report)}</td></tr><tr><td>{four_columns(labelled(report))}</td></tr>"
        f"<tr><td><font size=3>{text}</font></td></tr></table></td></tr>"
        f"<tr><td colspan=2>{FOOT}</td></tr></table>",
        head=f"<title>{report.title}_{report.site}</title>",
    )


def two_columns(report: Issued) -> str:
    """Classes of one site only; hot news with summaries beside, comments and a foot below."""
    teaser = (
        '<div class="card"><a href="/a">荻浦镇召开会议</a>'
        "<p>近日，荻浦镇召开会议。会议要求抓好落实。</p></div>"
    )
    return page(
        f'<div class="w1200 site-top">{MENU}</div><div class="w1200 clearfix"><div class="lf-box">'
        f'<div class="tit-qh">{report.title}</div><div class="fact-qh">{facts_line(report)}</div>'
        f'<div class="qh-text">{paragraphs(report.lines)}</div>'
        f'<div class="qh-tools">扫一扫在手机打开当前页</div>'
        "<div class='comments'><h3>网友评论</h3><p>写得很好。希望继续努力。</p></div></div>"
        f'<div class="rt-box"><h3>热点新闻</h3><ul>{NEWS}</ul>{teaser * 3}</div></div>'
        f'<div class="qh-foot">{FOOT}</div>{four_columns(labelled(report))}',
        head=metas(report),
    )


def all_in_one(report: Issued) -> str:
    """No name is known; path, title, facts and tools stand between the paragraphs' siblings."""
    return page(
        f'<div class="qh-head">{MENU}</div><div class="qh-main"><div class="qh-path">{PATH}</div>'
        f"<h1>{report.title}</h1>{four_columns(labelled(report))}<p>{facts_line(report)}</p>"
        f"{paragraphs(report.lines)}<p>责任编辑：郁文</p><p>【打印本页】【关闭窗口】</p>"
        f"<h4>相关链接</h4><ul>{NEWS}</ul></div><div class='qh-foot'>{FOOT}</div>",
        head=metas(report),
    )


def wechat(report: Issued) -> str:
    """Copied from WeChat: each paragraph in sections of its own, runs in spans."""
    text = "".join(
        '<section style="margin:0"><section><section><p><span>'
        + "</span><span>".join(line[at : at + 3] for at in range(0, len(line), 3))
        + "</span></p></section></section></section>"
        for line in report.lines
    )
    return page(
        f"<div>{MENU}</div><h1>{report.title}</h1><div class='info'>{facts_line(report)}</div>"
        f"{four_columns(labelled(report))}<div class='only-here'>{text}</div><div>{FOOT}</div>",
        head=metas(report),
    )


def broken_lines(report: Issued) -> str:
    """Breaks instead of paragraphs, in a font of that name."""
    return page(
        f"<div>{MENU}</div><h1>{report.title}</h1>{four_columns(labelled(report))}"
        f'<font id="Zoom">{"<br><br>".join("　　" + line for line in report.lines)}</font>{FOOT}',
        head=metas(report),
    )


def word(report: Issued) -> str:
    """Saved or pasted from Word: digits in runs of another language, empty Office tags."""
    text = "".join(
        '<p class=MsoNormal style="mso-pagination:widow-orphan">'
        + "".join(
            f"<span lang=EN-US>{char}</span>" if char.isascii() else char for char in f"　　{line}"
        )
        + "<o:p></o:p></p>\n"
        for line in report.lines
    )
    return page(
        f"<div>{MENU}</div>{four_columns(labelled(report))}<h1>{report.title}</h1>"
        f"<div class=WordSection1 style='layout-grid:15.6pt'>{text}</div>{FOOT}",
        head=metas(report),
    )


def filed_inside(report: Issued) -> str:
    """The labels are printed into the text, as lines at its head."""
    pairs = [f"{k}：{v}" for k, v in labelled(report).items()]
    return page(
        f"<div>{MENU}</div><div id='zoom'>{paragraphs([*pairs, *report.lines])}</div>{FOOT}",
        head=metas(report),
    )


def signed_outside(report: Issued) -> str:
    """Signature and date stand beside the box with the text, at the right."""
    return page(
        f"<div>{MENU}</div>{four_columns(labelled(report))}<h1>{report.title}</h1>"
        f'<div class="box"><div class="TRS_Editor">{paragraphs(report.lines[:-2])}</div>'
        f'<div style="text-align: right">{paragraphs(report.lines[-2:], "<p>")}</div></div>'
        f'<div class="footer">{FOOT}</div>',
        head=metas(report),
    )


def boxes_alike(report: Issued) -> str:
    """Every box of the page has the same class: the text, the news, the site itself."""
    return page(
        f"<div>{MENU}</div>{four_columns(labelled(report))}<h1>{report.title}</h1>"
        f'<div><div class="content">{paragraphs(report.lines)}</div>'
        f'<div class="content"><h3>相关新闻</h3><ul>{NEWS}</ul></div>'
        f'<div class="content"><p>网站简介：本网站由青禾县人民政府主办，欢迎访问。</p></div>'
        f'<div class="content">{FOOT}</div></div>',
        head=metas(report),
    )


def cut_in_boxes(report: Issued) -> str:
    """The text is set in several boxes of one class, one after the other."""
    cuts = (report.lines[:3], report.lines[3:9], report.lines[9:14], report.lines[14:])
    boxes = "".join(f'<div class="content">{paragraphs(cut)}</div>' for cut in cuts)
    return page(
        f"<div>{MENU}</div>{four_columns(labelled(report))}<h1>{report.title}</h1>"
        f"<div>{boxes}</div>{FOOT}",
        head=metas(report),
    )


def shown_by_script(report: Issued) -> str:
    """The text is hidden until a script has run, and the foot is printed for telephones too."""
    return page(
        f'<div>{MENU}</div><div style="display:none">{FOOT}</div>'
        f"{four_columns(labelled(report))}<h1>{report.title}</h1>"
        f"<div id='article' style='display: none'>{paragraphs(report.lines)}</div>"
        f"<script>document.getElementById('article').style.display = 'block'</script>{FOOT}",
        head=metas(report),
    )


def saved_by_browser(report: Issued) -> str:
    """Saved whole: the address in a comment, files in a folder beside; it dates the page."""
    return (
        "<!DOCTYPE html>\n<!-- saved from url=(0067)http://www.qinghe.gov.cn/zwgk/202501/"
        "t20250122_15418039.html -->\n"
        + page(
            f'<div><img src="./报告_files/logo.png">{MENU}</div>{four_columns(labelled(report))}'
            f"<h1>{report.title}</h1><div class='articlecon'>{paragraphs(report.lines)}</div>"
            f'{FOOT}<script src="./报告_files/jquery.js"></script>',
            head=f"<title>{report.title}-{report.site}</title>",
        ).removeprefix("<!DOCTYPE html>\n")
    )


def without_blanks(report: Issued) -> str:
    """A gateway wrote a question mark for each ideographic blank."""
    lost = [f"? ? {line}" if at > 2 else line for at, line in enumerate(report.lines)]
    return page(
        f"<div>{MENU}</div>{four_columns(labelled(report))}<h1>{report.title}</h1>"
        f'<div class="conTxt">{paragraphs(lost)}</div>{FOOT}',
        head=metas(report),
    )


def lost_template(report: Issued) -> str:
    """Tags of another site's template, which the foot and the address contradict."""
    return page(
        f"<div>{MENU}</div>{four_columns(labelled(report))}<h1>{report.title}</h1>"
        f"<div class='xxgkcont'>{paragraphs(report.lines)}</div>{FOOT}",
        head=metas(report, SiteName="云州市人民政府", SiteIDCode="1101010001")
        + f"<title>{report.title}_{report.site}网</title>",
    )


#: By name, every family; the law of each is the same.
FAMILIES: Final[Mapping[str, Family]] = {
    family.__name__: family
    for family in (
        *(trs, state_council, visual_site_builder, anhui, guangdong, shanghai, epoint, chongqing),
        *(listed, defined, spanned, columned, unlabelled, crowded),
        *(tables_of_2003, two_columns, all_in_one, wechat, broken_lines, word),
        *(filed_inside, signed_outside, boxes_alike, cut_in_boxes, shown_by_script),
        *(saved_by_browser, without_blanks, lost_template),
    )
}
