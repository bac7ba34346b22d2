"""What stands between the title and the first section (§4, §8): salutation and preamble."""

from typing import Final

#: Salutations, by row of §4: what the county must be (县, 区, 市), and the text.
SALUTATIONS: Final[dict[str, tuple[str, str]]] = {
    "§4 县委、县政府": ("县", "县委、县政府"),
    "§4 区委、区政府": ("区", "区委、区政府"),
    "§4 市委、市政府": ("市", "市委、市政府"),
    "§4 中共X县委、X县人民政府": ("县", "中共{above}委、{above}人民政府"),
    "§4 中共X县委员会,X县人民政府": ("县", "中共{above}委员会,{above}人民政府"),
    "§4 中共X市委、市人民政府": ("市", "中共{above}委、市人民政府"),
    "§4 X县人民政府": ("县区市旗", "{above}人民政府"),
    "§4 区政府": ("区", "区政府"),
    "§4 县委依法治县办": ("县", "县委依法治县办"),
    "§4 市委全面依法治市委员会": ("市", "市委全面依法治市委员会"),
}

#: Preambles, by row. {who} is the town, {we} is 我镇, {guidance} a formula.
PREAMBLES: Final[dict[str, tuple[str, ...]]] = {
    "§4 hinge with ：": ("{year}年以来，{who}{guidance}。现将{year}年法治政府建设情况报告如下：",),
    "§4 hinge with 。": ("{who}{guidance}。现将有关情况报告如下。",),
    "§4 现将…汇报如下": ("{we}{guidance}。", "现将一年来的工作情况汇报如下："),
    "§4 现将…总结如下": ("一年来，{who}{guidance}。现将工作开展情况总结如下：",),
    "§4 no hinge": ("{we}{guidance}。", "{we}党委、政府主要负责人多次听取汇报，研究部署工作。"),
    "§4 only the hinge": ("现将{who}{year}年法治政府建设情况报告如下：",),
    "§4 no preamble": (),
    "§4 hinge carries town and year": (
        "{we}{guidance}。现将{above}{town}{year}年度法治政府建设情况报告如下：",
    ),
    "§8 in the hinge": ("{before}年底以来，{we}{guidance}。现将{year}年度工作情况报告如下：",),
    "§8 opens the preamble: 年，": ("{year}年，{who}{guidance}。",),
    "§8 opens the preamble: 年来": ("{year}年来，{who}{guidance}。现将有关情况报告如下：",),
    "§8 opens the preamble: 年以来": ("{year}年以来，{we}{guidance}。",),
    "§8 上一年度 and a date": ("{who}{guidance}。现将上一年度法治政府建设情况报告如下：",),
    "§8 本年度 and a date of December": ("{we}{guidance}。现将本年度法治政府建设情况报告如下：",),
    "§8 今年以来 alone": ("今年以来，{who}{guidance}。现将有关情况报告如下：",),
    "§8 report and plan in one hinge": (
        "{who}{guidance}。现将{year}年工作情况和{after}年工作计划报告如下：",
    ),
    "§2.4 cited in the preamble": (
        "{who}{guidance}，制定《{year}年法治建设重点任务》（{initials}府发〔{year}〕40号）。"
        "现将有关情况报告如下：",
    ),
    "§7 range dashes": (
        "{who}{guidance}，落实《法治政府建设实施纲要（2021－2025年）》和“十三五”（2016—2020）、"
        "“十四五”（2021-2025年、规划要求。现将有关情况报告如下：",
    ),
    "§7 characters lost": (
        "{who}{guidance}，落实《法治政府建设实施纲要（20212025年）》，20221月1日起施行新办法，"
        "611日、202112月上旬各开展一次检查。现将有关情况报告如下：",
    ),
    "§9 依法治旗 and 嘎查": (
        "{who}{guidance}，落实依法治旗办部署，指导各嘎查（村）依法自治。现将有关情况报告如下：",
    ),
    "§9 hosted by a development zone": (
        "{who}{guidance}，在中牟新区管委会的领导下推进工作。现将有关情况报告如下：",
    ),
    "§6 address block in the preamble": (
        "{who}{guidance}。现将有关情况报告如下。如有疑问，请与{who}党政办联系"
        "（地址：解放路12号；电话：0812-3456789；邮箱：bangong@example.cn）。",
    ),
}
