"""Years told in odd ways (§2.3, §8), spoiled texts (§7), places told by one part alone (§9)."""

from datetime import date
from typing import Final

from searchapp.reading import Said
from searchapp.reports import Genre, Section
from searchapp.reports import SectionKind as Kind
from tests.genre.places import TOWNS
from tests.genre.stray import BARE, BODY, OUR_BODY, OUTLINE, SECTIONS, TITLE, Text, true_of

# §2.3, §8: years

WORK: Final = """\
政府工作报告
——2025年1月8日在百利镇第十九届人民代表大会第五次会议上
各位代表：
现在，我代表镇人民政府向大会报告工作，请予审议。
一、2024年工作回顾
过去一年，全镇招商引资到位资金1.2亿元，新改建农村公路36公里。
二、2025年工作安排
坚持项目为王，抓好招商引资。"""
WORK_OUTLINE: Final = (
    Section(1, "一、", "2024年工作回顾", Kind.MEASURES),
    Section(1, "二、", "2025年工作安排", Kind.PLANS),
)
YEARS: Final[dict[str, Text]] = {
    "§2.3 subtitle of a government work report": Text(
        WORK,
        true_of(
            "政府工作报告",
            genre=Genre.GOVERNMENT_WORK,
            addressee="各位代表",
            outline=WORK_OUTLINE,
        ),
        ("§8 government work report", "§11 government work report"),
    ),
    "§8 work report of five years": Text(
        WORK.replace("2024年工作回顾", "过去五年工作回顾").replace("2025年工作", "今后五年工作"),
        true_of(
            "政府工作报告",
            genre=Genre.GOVERNMENT_WORK,
            addressee="各位代表",
            year=None,
            outline=(
                Section(1, "一、", "过去五年工作回顾", Kind.MEASURES),
                Section(1, "二、", "今后五年工作安排", Kind.PLANS),
            ),
        ),
    ),
}

# §7: what sites and converters spoil

#: Of a title with a hole in it one may say so.
_SPOILED_TITLE: Final = frozenset({"title"})

SPOILED: Final[dict[str, Text]] = {
    "§7 digits masked": Text(
        f"{TITLE}\n{BODY}\n百利镇人民政府\n20**年*月**日".replace("126件", "***件"),
        true_of(TITLE, issuers=("百利镇人民政府",)),
    ),
    "§7 digits masked: in the title": Text(
        f"百利镇20**年法治政府建设情况的报告\n{BODY}",
        true_of("百利镇20**年法治政府建设情况的报告", year=None, doubtful=_SPOILED_TITLE),
    ),
    "§7 digits masked: whole years": Text(
        f"百利镇****年法治政府建设情况的报告\n{BODY}".replace("主要举措", "****年主要举措"),
        true_of(
            "百利镇****年法治政府建设情况的报告",
            year=None,
            doubtful=_SPOILED_TITLE,
            outline=(Section(1, "一、", "****年主要举措和成效", Kind.MEASURES), *OUTLINE[1:]),
        ),
    ),
    "§7 place names (略)": Text(
        f"(略)镇人民政府关于2024年法治政府建设情况的报告\n{OUR_BODY}",
        true_of("(略)镇人民政府关于2024年法治政府建设情况的报告", place=None),
    ),
    "§7 place names (略): in full width": Text(
        f"（略）2024年法治政府建设情况的报告\n{OUR_BODY.replace('我镇坚', '（略）坚')}",
        true_of("（略）2024年法治政府建设情况的报告", place=None),
    ),
    "§7 brand for 关于": Text(
        f"百利镇人民政府金彩娱乐2024年法治政府建设情况的报告\n{BODY}",
        true_of("百利镇人民政府金彩娱乐2024年法治政府建设情况的报告", issuers=("百利镇人民政府",)),
    ),
    "§7 day names": Text(
        f"{TITLE}\n"
        + BODY.replace(
            "二、",
            "12.4国家宪法日期间，我镇开展宣传3场。\n4.15全民国家安全教育日当天，发放资料450份。\n"
            "“6.26”国际禁毒日、“12·4”国家宪法日活动各1场。\n二、",
        ),
        true_of(TITLE),
    ),
}

# §9: where the place is told

PLACES: Final[dict[str, Text]] = {
    "§9 no town in the opening: signature": Text(
        f"{BARE}\n{OUR_BODY}\n百利镇人民政府\n2025年1月17日",
        true_of(BARE, issuers=("百利镇人民政府",), issued_on=date(2025, 1, 17)),
        ("§9 short forms only",),
    ),
    "§9 街道: by its formal names": Text(
        f"中共无锡市滨湖区委蠡湖街道工作委员会\n无锡市滨湖区人民政府蠡湖街道办事处\n关于{BARE}\n"
        f"{OUR_BODY.replace('我镇', '我街道')}\n蠡湖街道党工委  蠡湖街道办事处\n2025年1月17日",
        true_of(
            f"中共无锡市滨湖区委蠡湖街道工作委员会 无锡市滨湖区人民政府蠡湖街道办事处关于{BARE}",
            issuers=(
                "中共无锡市滨湖区委蠡湖街道工作委员会",
                "无锡市滨湖区人民政府蠡湖街道办事处",
            ),
            issued_on=date(2025, 1, 17),
            place=TOWNS["街道"].place,
        ),
    ),
    "§9 街道: signed by its short names": Text(
        f"{BARE}\n{OUR_BODY.replace('我镇', '我街道')}\n"
        "蠡湖街道党工委  蠡湖街道办事处\n2025年1月17日",
        true_of(
            BARE,
            issuers=("蠡湖街道党工委", "蠡湖街道办事处"),
            issued_on=date(2025, 1, 17),
            place=TOWNS["街道"].place,
        ),
    ),
    "§8 opens the preamble: 年，: and names the town": Text(
        f"法治政府建设工作总结\n2024年，苍溪县百利镇坚持依法行政。\n{SECTIONS}",
        true_of("法治政府建设工作总结"),
    ),
    "§9 no town in the opening: folder": Text(
        f"{BARE}\n{OUR_BODY}",
        true_of(BARE, doubtful=frozenset({"place"})),
        said=Said(file_name="苍溪县百利镇/2024年/法治政府建设工作总结"),
    ),
    "§9 no town anywhere": Text(f"{BARE}\n{OUR_BODY}", true_of(BARE, place=None)),
    "§9 no town anywhere: others in the body": Text(
        f"{BARE}\n{OUR_BODY}".replace("126件", "126件，其中与洛香镇、铜石镇联合化解3件"),
        true_of(BARE, place=None),
    ),
    "§9 other towns in the body": Text(
        f"{TITLE}\n{BODY}".replace("126件", "126件，赴铜石镇、铜石镇石门村、洛香镇考察3次"),
        true_of(TITLE),
    ),
    "§9 name of two, untold": Text(
        f"泗溪镇{BARE}\n{OUR_BODY}", true_of(f"泗溪镇{BARE}", place=None)
    ),
    "§9 name of two, untold: a county in the body": Text(
        f"泗溪镇{BARE}\n{OUR_BODY}".replace("126件", "126件，赴泰顺县学习1次"),
        true_of(f"泗溪镇{BARE}", place=None),
    ),
    "§9 renamed, not in the gazetteer": Text(
        f"霜林桥镇{BARE}\n{OUR_BODY}", true_of(f"霜林桥镇{BARE}", place=None)
    ),
    "§9 renamed, not in the gazetteer: its county is": Text(
        f"苍溪县霜林桥镇{BARE}\n{OUR_BODY}", true_of(f"苍溪县霜林桥镇{BARE}", place=None)
    ),
}
