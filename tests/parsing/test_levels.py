"""How high the organ stands that reports."""

import pytest

from searchapp.parsing.levels import issuer_of, level_in, standing_of, subject_of
from searchapp.reading.document import Said
from searchapp.reports import IssuerLevel, Origin
from tests.parsing.reports import BODY, GAZETTEER, report_of

COUNTY, CITY, PROVINCE = IssuerLevel.COUNTY, IssuerLevel.CITY, IssuerLevel.PROVINCE
TOWN, DEPARTMENT = IssuerLevel.TOWN, IssuerLevel.DEPARTMENT
MATTER = "2024年法治政府建设情况的报告"


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("青禾县松栎镇2024年法治政府建设情况报告", "青禾县松栎镇"),
        ("2024年度青禾县松栎镇推进法治政府建设情况报告", "青禾县松栎镇"),
        ("青禾县人民政府关于2024年法治政府建设情况的报告", "青禾县人民政府"),
        ("青禾县法治政府建设年度报告（2024年度）", "青禾县"),
        ("青禾县法治政府建设2024年度报告", "青禾县"),
        ("关于2024年法治政府建设情况的报告", ""),
        ("2024年法治政府建设情况的报告", ""),
        ("松栎镇人民政府工作报告", "松栎镇"),
        ("二〇二四年松栎镇工作总结", "松栎镇"),
        ("关于松栎镇2024年工作总结", "松栎镇"),
        ("青禾縣司法局關於2024年法治政府建設情況的報告", "青禾县司法局"),
        ("青禾县全面依法治县委员会办公室关于2024年工作的报告", "青禾县全面依法治县委员会办公室"),
        ("现将松栎镇2024年法治政府建设情况报告如下", "松栎镇"),
        ("", ""),
    ],
)
def test_a_title_says_who_reports_before_it_says_what(title: str, subject: str) -> None:
    """The subject ends where 关于, a year or the matter begins."""
    assert subject_of(title) == subject


@pytest.mark.parametrize(
    ("subject", "level", "code"),
    [
        ("青禾县", COUNTY, "990121"),
        ("青禾县人民政府", COUNTY, "990121"),
        ("中共青禾县委员会", COUNTY, "990121"),
        ("青禾县委", COUNTY, "990121"),
        ("青禾县委、县政府", COUNTY, "990121"),
        ("砚州市青禾县人民政府", COUNTY, "990121"),
        ("砚州市", CITY, "990100"),
        ("岚川省人民政府", PROVINCE, "990000"),
        ("青禾县司法局", DEPARTMENT, "990121"),
        ("砚州市卫生健康委员会", DEPARTMENT, "990100"),
        ("青禾县人民政府办公室", DEPARTMENT, "990121"),
        ("青禾县委依法治县办", DEPARTMENT, "990121"),
        ("岚川省司法厅", DEPARTMENT, "990000"),
        ("青禾縣司法局", DEPARTMENT, "990121"),
        ("县司法局", DEPARTMENT, None),
    ],
)
def test_an_organ_above_the_towns_is_known_by_its_name(
    subject: str, level: IssuerLevel, code: str | None
) -> None:
    """A government has its division's level; a bureau, an office, a commission is a department."""
    standing = standing_of(GAZETTEER, subject)
    assert standing is not None
    assert standing.level is level
    assert [place.code for place in standing.places] == ([code] if code else [])


@pytest.mark.parametrize(
    "subject",
    ["", "松栎镇", "县委", "青禾县经济开发区管理委员会", "青禾县汀兰村村民委员会", "镇村干部"],
)
def test_what_is_neither_a_government_nor_its_department_has_no_standing(subject: str) -> None:
    """A zone or a village is left open, and 县委 names no county."""
    assert standing_of(GAZETTEER, subject) is None


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("我镇坚持依法行政，全镇发力，本镇努力。", (TOWN, True)),
        ("我镇坚持依法行政。", (TOWN, False)),
        ("我縣發力，全縣努力，全縣上下齊心。", (COUNTY, True)),
        ("全市发力，全市努力，我市努力。", (CITY, True)),
        ("我局发力，局党组重视，我局努力。", (DEPARTMENT, True)),
        ("全镇发力，全县推广。", (None, False)),
        ("各乡镇党委、政府坚持依法行政。", (None, False)),
        ("", (None, False)),
    ],
)
def test_the_body_says_what_it_calls_its_own(
    text: str, level: tuple[IssuerLevel | None, bool]
) -> None:
    """我镇, 全县, 我局: what is said most counts, and is sure when said often."""
    assert level_in(text) == level


@pytest.mark.parametrize(
    ("title", "issuers"),
    [
        (f"青禾县司法局{MATTER}", ("青禾县司法局",)),
        (f"青禾县司法局关于{MATTER}", ("青禾县司法局",)),
        (f"关于{MATTER}", ()),
    ],
)
def test_a_departments_title_begins_with_its_name(title: str, issuers: tuple[str, ...]) -> None:
    """It may have neither 关于 nor the word 政府."""
    assert issuer_of(title, DEPARTMENT) == issuers
    assert issuer_of(title, TOWN) == ()


OWN = "我镇坚持依法行政，全镇发力，我镇努力，本镇尽责。"
#: Case -> lines, what the page says, level, origin of the level, code of the place.
LEVELS: dict[str, tuple[list[str], Said, IssuerLevel | None, Origin | None, str | None]] = {
    "town": ([f"汀兰镇{MATTER}"], Said(), TOWN, Origin.TITLE, "990121102"),
    "street": ([f"砚桥街道办事处关于{MATTER}"], Said(), TOWN, Origin.TITLE, "990102001"),
    "county": ([f"青禾县{MATTER}"], Said(), COUNTY, Origin.TITLE, "990121"),
    "city": ([f"砚州市人民政府关于{MATTER}"], Said(), CITY, Origin.TITLE, "990100"),
    "province": ([f"岚川省{MATTER}"], Said(), PROVINCE, Origin.TITLE, "990000"),
    "department": ([f"青禾县司法局{MATTER}"], Said(), DEPARTMENT, Origin.TITLE, "990121"),
    "department without its county": (
        [f"县司法局{MATTER}"],
        Said(issuer="青禾县司法局"),
        DEPARTMENT,
        Origin.TITLE,
        "990121",
    ),
    "department, county by a code": (
        [f"县司法局{MATTER}"],
        Said(place_codes=("990121",)),
        DEPARTMENT,
        Origin.TITLE,
        "990121",
    ),
    "publisher, of whom the text speaks": (
        [MATTER, "我局发力。"],
        Said(issuer="青禾县司法局"),
        DEPARTMENT,
        Origin.METADATA,
        "990121",
    ),
    "publisher alone": ([MATTER], Said(issuer="青禾县司法局"), None, None, None),
    "site alone": ([MATTER, "我镇发力。"], Said(site="青禾县人民政府"), TOWN, Origin.GUESS, None),
    "town that only names its county": (
        [f"青禾县{MATTER}", OWN],
        Said(),
        TOWN,
        Origin.GUESS,
        None,
    ),
    "town on its county's site": (
        [MATTER, OWN],
        Said(issuer="青禾县人民政府办公室", site="青禾县人民政府", place_codes=("990121",)),
        TOWN,
        Origin.GUESS,
        None,
    ),
    "town in the signature of a county's title": (
        [f"青禾县{MATTER}", "我县发力。", "青禾县汀兰镇人民政府", "2025年1月20日"],
        Said(),
        TOWN,
        Origin.SIGNATURE,
        "990121102",
    ),
    "town that nobody knows": ([f"青禾县松柏岭镇{MATTER}"], Said(), TOWN, Origin.TITLE, None),
    "zone": ([f"云海经济开发区管理委员会{MATTER}"], Said(), None, None, None),
    "nothing": ([MATTER], Said(), None, None, None),
}


@pytest.mark.parametrize(("lines", "said", "level", "origin", "code"), LEVELS.values(), ids=LEVELS)
def test_the_level_of_a_report_is_that_of_who_reports(
    lines: list[str],
    said: Said,
    level: IssuerLevel | None,
    origin: Origin | None,
    code: str | None,
) -> None:
    """A town's own words outweigh a county's name; a town is never taken for its county."""
    title, *rest = lines
    report = report_of(title, "全面推进依法行政。", *BODY[1:6], *rest, said=said)
    assert (report.level, report.origins.get("level")) == (level, origin)
    assert (report.place.code if report.place else None) == code
    assert (report.place is None) == any(each.fact == "place" for each in report.doubts)


def test_a_countys_place_has_six_figures_and_no_town() -> None:
    """So that it is counted for the county and for none of its towns."""
    place = report_of(f"青禾县{MATTER}", "我县发力。", *BODY[1:6]).place
    assert place is not None
    assert (place.code, place.town, place.county) == ("990121", None, "青禾县")


def test_a_department_issues_its_report() -> None:
    """By title, by signature, or by who publishes the page."""
    by_title = report_of(f"青禾县司法局{MATTER}", *BODY[1:6])
    by_page = report_of(MATTER, "我局发力。", *BODY[1:6], said=Said(issuer="青禾县司法局"))
    assert by_title.issuers == by_page.issuers == ("青禾县司法局",)
