"""Near misses (§11), and places that only a page tells (§9)."""

from datetime import date
from typing import Final

from searchapp.reports import Genre, IssuerLevel, Place
from tests.genre import pages
from tests.genre.oddities import WORK, YEARS
from tests.genre.places import TOWNS
from tests.genre.stray import BARE, BODY, OUR_BODY, TITLE, Page, Text, true_of

_CANGXI: Final = Place("510824", None, "苍溪县", "广元市", "四川省")
_COUNTY_BODY: Final = BODY.replace("百利镇", "苍溪县").replace("我镇", "全县")
NEIGHBOURS: Final[dict[str, Text]] = {
    "§11 county": Text(
        "苍溪县人民政府关于2024年法治政府建设情况的报告\n"
        f"{_COUNTY_BODY}\n苍溪县人民政府\n2025年3月20日",
        true_of(
            "苍溪县人民政府关于2024年法治政府建设情况的报告",
            issuers=("苍溪县人民政府",),
            issued_on=date(2025, 3, 20),
            place=_CANGXI,
            level=IssuerLevel.COUNTY,
        ),
    ),
    "§11 county: bare": Text(
        f"苍溪县{BARE}\n{_COUNTY_BODY}",
        true_of(f"苍溪县{BARE}", place=_CANGXI, level=IssuerLevel.COUNTY),
    ),
    "§11 city": Text(
        f"广元市2024年法治政府建设年度报告\n{_COUNTY_BODY.replace('苍溪县', '广元市')}",
        true_of(
            "广元市2024年法治政府建设年度报告",
            place=Place("510800", None, None, "广元市", "四川省"),
            level=IssuerLevel.CITY,
        ),
    ),
    "§11 province": Text(
        f"四川省2024年法治政府建设年度报告\n{_COUNTY_BODY.replace('苍溪县', '四川省')}",
        true_of(
            "四川省2024年法治政府建设年度报告",
            place=Place("510000", None, None, None, "四川省"),
            level=IssuerLevel.PROVINCE,
        ),
    ),
    "§11 department": Text(
        "苍溪县司法局2024年法治政府建设情况报告\n"
        f"{BODY.replace('百利镇', '我局').replace('我镇', '我局')}\n苍溪县司法局\n2025年1月17日",
        true_of(
            "苍溪县司法局2024年法治政府建设情况报告",
            issuers=("苍溪县司法局",),
            issued_on=date(2025, 1, 17),
            place=_CANGXI,
            level=IssuerLevel.DEPARTMENT,
        ),
    ),
    "§11 interpretation": Text(
        f"《{TITLE}》解读\n为便于公众了解报告内容，现就有关情况解读如下。\n"
        "报告由镇司法所起草，经镇党委会议研究通过。",
        true_of(f"《{TITLE}》解读", genre=Genre.OTHER, outline=()),
    ),
    "§11 news": Text(
        "百利镇召开2024年法治政府建设推进会\n"
        "3月6日，百利镇召开法治政府建设推进会，全镇调解矛盾纠纷126件，会议要求压实责任。",
        true_of("百利镇召开2024年法治政府建设推进会", genre=Genre.OTHER, outline=()),
    ),
    "§11 plan": Text(
        "百利镇2025年法治政府建设工作要点\n为做好2025年工作，制定本要点。\n"
        "抓好学习培训，落实会前学法制度。",
        true_of("百利镇2025年法治政府建设工作要点", genre=Genre.PLAN, year=2025, outline=()),
    ),
    "§11 notice": Text(
        "关于报送2024年法治政府建设情况报告的通知\n各乡镇人民政府：\n"
        "请于3月1日前报送2024年度报告。\n苍溪县人民政府\n2025年1月6日",
        true_of(
            "关于报送2024年法治政府建设情况报告的通知",
            genre=Genre.OTHER,
            issuers=("苍溪县人民政府",),
            issued_on=date(2025, 1, 6),
            addressee="各乡镇人民政府",
            place=_CANGXI,
            level=IssuerLevel.COUNTY,
            outline=(),
        ),
    ),
    "§11 guideline": Text(
        "法治政府建设年度报告编写指南\n报告应当包括主要举措和成效、存在的不足和原因等内容。",
        true_of(
            "法治政府建设年度报告编写指南",
            genre=Genre.OTHER,
            year=None,
            place=None,
            level=None,
            outline=(),
            doubtful=frozenset({"level"}),
        ),
    ),
    **{
        f"§11 template: {title}": Text(
            f"{title}\n{BODY}".replace("百利镇", "某镇"),
            true_of(title, year=None, place=None, doubtful=frozenset({"title"})),
        )
        for title in (
            "xx镇20xx年法治政府建设情况的报告",
            "XX镇人民政府关于x年法治政府建设情况的报告",
            "*镇x年法治政府建设情况报告",
        )
    },
    "§11 disclosure report": Text(
        "百利镇人民政府2024年政府信息公开工作年度报告\n"
        "根据《中华人民共和国政府信息公开条例》要求，编制本报告。\n"
        "一、总体情况\n全年主动公开信息132条。\n"
        "二、主动公开政府信息情况\n信息内容\t本年制发件数\n规章\t0\t0\t0\n行政规范性文件\t0\t0\t0\n"
        "三、存在的主要问题及改进情况\n公开内容不够丰富。\n"
        "四、其他需要报告的事项\n无。",
        true_of(
            "百利镇人民政府2024年政府信息公开工作年度报告",
            genre=Genre.DISCLOSURE,
            issuers=("百利镇人民政府",),
            outline=None,
        ),
    ),
}


# What only a page tells


def _coded(town: str, code: str, issuer: str = "") -> Page:
    """A town of a name that others bear, told by the code that its page prints."""
    place = TOWNS[town].place
    title = f"{place.town}{BARE}"
    said = {"index": pages.index_number(code), "issuer": issuer}
    return Page(f"{title}\n{OUR_BODY}", true_of(title, place=place), said)


PAGES: Final[dict[str, Page]] = {
    "§9 code of 万盛: on a page": _coded("code of 万盛", "500110"),
    "§9 retired code of 铜梁: on a page": _coded("retired code of 铜梁", "500224"),
    "§9 retired code of 开州: on a page": _coded("retired code of 开州", "500234"),
    "§9 hosted by a development zone": _coded(
        "code of 万盛", "500110", issuer="万盛经济技术开发区管理委员会"
    ),
    "§9 no town in the opening: publisher": Page(
        f"{BARE}\n{OUR_BODY}",
        true_of(BARE, issuers=("苍溪县百利镇人民政府",)),
        {"issuer": "苍溪县百利镇人民政府"},
    ),
    "§9 no town in the opening: site": Page(
        f"{BARE}\n{OUR_BODY}",
        true_of(BARE),
        head='<meta name="ColumnName" content="乡镇街道 百利镇">',
    ),
    "§11 disclosure title over a work report": Page(
        WORK,
        YEARS["§2.3 subtitle of a government work report"].truth,
        head='<meta name="ArticleTitle" content="百利镇2024年政府信息公开年度报告">',
    ),
    "§11 county's site, town's report": Page(f"{TITLE}\n{OUR_BODY}", true_of(TITLE)),
}
