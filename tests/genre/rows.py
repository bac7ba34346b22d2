"""Every row of the tables and lists of the guide to the genre, by section; of that to pages, H.

This list is what must be covered; the tables of the writers say how.
"""

from collections.abc import Mapping
from typing import Final

ROWS: Final[Mapping[str, tuple[str, ...]]] = {
    "2.1": (
        *("one line", "issuer, then 关于", "two issuers, then 关于", "two issuers, no 关于"),
        *("last word alone, set wide", "broken in mid-phrase"),
        *("joint issuers, one blank", "joint issuers, two blanks", "joint issuers, U+3000"),
        *("page title and body title", "twice in a row", "only in the metadata", "set wide"),
        *("none: number first", "none: salutation first", "none: preamble first"),
        *("none: section first", "leading blank", "empty lines between", "empty lines before"),
    ),
    "2.2": (
        *("法治政府建设情况的报告", "法治政府建设年度报告", "法治政府建设情况报告"),
        *("法治政府建设工作报告", "法治政府建设报告", "法治政府建设工作的报告"),
        *("法治政府建设工作情况报告", "法治政府建设工作情况的报告", "法治政府建设情况工作报告"),
        *("法治政府建设的情况报告", "法治政府建设情况", "法治政府建设工作总结"),
        *("法治政府建设自查报告", "法治政府建设自查自评", "依法行政工作总结"),
        *("法治建设情况报告", "traditional", "年度 doubled"),
        *("with 关于", "without 关于", "with 人民政府", "without 人民政府", "county prefixed"),
    ),
    "2.3": (
        *("年 after the issuer", "年度 after the issuer", "年度 first", "年 first"),
        *("last, in parentheses", "last, in narrow parentheses", "none", "blanks inside"),
        *("subtitle of a government work report",),
    ),
    "2.4": (
        *("above the title", "below the title", "in the metadata", "with a signer"),
        *("signer on the line", "initials of the town", "第", "several numbers"),
        *("〔〕", "[]", "()", "（）", "【】", "［］", "brackets lost", "bracket half lost"),
        *("cited in the preamble", "field 无", "field blank", "field 〔〕号", "field a bare year"),
    ),
    "3": (
        *("索引号", "索 引 号", "发文字号", "文号", "文  号", "备注-文号", "文件编号"),
        *("发布机构", "发文机关", "发文机构", "制发机构", "发布单位"),
        *("成文日期", "成文时间", "公文生成日期", "生成日期", "发布日期"),
        *("名称", "标题", "标 题", "labels that say nothing"),
        *("square brackets", "label:value list", "pipe table", "separate lines"),
        *("values only", "printed twice", "cells of a table", "bold labels in a list"),
        *("publisher is the county's office", "publisher is a development zone"),
        *("source is the justice bureau", "info lines", "header clock", "footer"),
        *("date 2024-03-28 09:18", "date 2021/03/29 11:30:01", "date 2023年11月03日"),
        *("date [2024-8-5]", "date 20260204", "meta tags"),
    ),
    "4": (
        *("县委、县政府", "区委、区政府", "市委、市政府", "中共X县委、X县人民政府"),
        *("中共X县委员会,X县人民政府", "中共X市委、市人民政府", "X县人民政府", "区政府"),
        *("县委依法治县办", "市委全面依法治市委员会", "no salutation"),
        *("hinge with ：", "hinge with 。", "现将…汇报如下", "现将…总结如下", "no hinge"),
        *("only the hinge", "no preamble", "preamble inside section one"),
        *("hinge carries town and year",),
    ),
    "5.1": (
        *("第一部分：", "一、", "一、 and a blank", "## 二、", "### 三、", "## **六、…**"),
        *("ranks mixed", "3、 after 二、", "unnumbered"),
        *("（一）", "(一)", "**（一）…**", "(二) and a blank", "一) bracket lost"),
        *("1、 under level 1", "1. under level 1", "first unnumbered, then (二)"),
        *("1.", "1. and a blank", "1、 running on", "unnumbered lead-ins", "*. masked"),
        *("一是…二是…", "**一是…。**", "第一,…", "①②③", "⑴", "一方面…另一方面…"),
    ),
    "5.2": (
        *("nothing", "。", "。 at level 1", "：", "run-in", "run-in of more than 60"),
        *("run-in without punctuation", "two clauses, comma", "two clauses, blank"),
        *("noun phrase in 情况", "very long, in 等情况", "all on one line"),
        *("duplicated line by line",),
    ),
    "5.3": (
        *("measures", "duties", "duties at level 2", "shortcomings", "plans", "judgments"),
        *("suggestions", "other", "learning", "thematic", "chapters of 依法行政"),
        *("order a-c-b-d", "order a-b-c-d", "order c-a-b", "body just 无。"),
    ),
    "6": (
        *("特此报告。 alone", "joint on one line", "on two lines", "absent", "county repeated"),
        *("date in figures", "date with ○", "date with 〇", "date with O", "contact line"),
        *("cc line with a leading blank", "print line", "address block in the preamble"),
    ),
    "7": (
        *("[bookmark: _GoBack]", "[image: …]", "[footnoteRef:1]", "page-break cuts"),
        *("bold figures", "blanks round figures", "one traditional character"),
        *("all in traditional characters", "U+3000 indents", "NBSP", "leading blank"),
        *("trailing blanks", "? ? ? for blanks", "typing slips", "characters lost"),
        *("range dashes", "day names", "quotes", "angle brackets", "semicolon style"),
        *("digits masked", "place names (略)", "brand for 关于", "synonyms swapped"),
        *("name removed by a filter",),
    ),
    "8": (
        *("in the title", "in the hinge", "in the measures heading", "opens the preamble: 年，"),
        *("opens the preamble: 年来", "opens the preamble: 年以来", "上一年度 and a date"),
        *("本年度 and a date of December", "本年度 and no date", "今年以来 alone"),
        *("issued in the year itself", "posted late", "other years", "figures of part of it"),
        *("report and plan in one hinge", "government work report", "work report of five years"),
    ),
    "9": (
        *("镇", "乡", "街道", "民族乡", "苏木", "民族苏木", "地区 in Beijing", "开发区"),
        *("农场", "林场", "地区 in Xinjiang", "town and county of one stem"),
        *("city without counties", "county under its province", "autonomous county"),
        *("county with its name in the town's", "name of two", "name of fifty"),
        *("普陀 of Zhoushan", "普陀 of Shanghai", "朝阳 of Beijing", "code of 万盛"),
        *("retired code of 铜梁", "retired code of 开州", "invented, of a home's places.tsv"),
        *("no town in the opening: signature", "no town in the opening: publisher"),
        *("no town in the opening: site", "no town in the opening: folder"),
        *("no town anywhere", "name of two, untold", "other towns in the body"),
        *("county by code", "county by salutation", "county by signature", "county by hinge"),
        *("county by site", "renamed, not in the gazetteer", "依法治旗 and 嘎查"),
        *("hosted by a development zone", "short forms only"),
    ),
    "11": (
        *("county", "city", "province", "department", "interpretation", "news", "plan", "notice"),
        *("guideline", "template", "disclosure title over a work report", "disclosure report"),
        *("government work report", "county's site, town's report"),
        *("traditional-character mirror",),
    ),
    "H5": ("utf-8", "gbk", "gb2312 declared", "nothing declared"),
    "H6": (
        *("paragraphs", "divisions", "sections", "breaks", "spans", "wide blanks"),
        "layout table",
    ),
}

ALL: Final = frozenset(f"§{section} {row}" for section, rows in ROWS.items() for row in rows)


def row_of(name: str) -> str:
    """The row that a case is named for: the longest with which its name begins."""
    begun = [row for row in ALL if name == row or name.startswith(f"{row}: ")]
    return max(begun, key=len, default=name)
