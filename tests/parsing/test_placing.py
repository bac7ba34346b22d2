"""Which town is meant, where several bear its name."""

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.parsing.divisions import is_town_name, simple
from searchapp.parsing.gazetteer import Gazetteer, places_from_table
from searchapp.parsing.placing import Evidence, Placing, find_place
from searchapp.reading.document import Said
from searchapp.reports import IssuerLevel, Origin, Place
from tests.parsing.reports import BODY, CLOSING, report_of

SONGLI = Place("990121101", "松栎镇", "青禾县", "砚州市", "岚川省")
OTHER = Place("990122102", "松栎镇", "望岫县", "砚州市", "岚川省")
HEYAO = Place("980230102", "松栎镇", "鹤沼瑶族自治县", None, "云汀市")
NEXT = Place("980231102", "松栎镇", "云溪县", None, "云汀市")
DIPU = Place("990122101", "荻浦镇", "望岫县", "砚州市", "岚川省")
GAZETTEER = Gazetteer([SONGLI, OTHER, HEYAO, NEXT, DIPU])

TITLE = "松栎镇2024年法治政府建设情况的报告"


def placing_of(title: str, *telling: tuple[Origin, str], codes: tuple[str, ...] = ()) -> Placing:
    """Where a report of this title is from, given what else tells of its place."""
    named = [Evidence(Origin.TITLE, title)]
    told = [Evidence(origin, text) for origin, text in telling]
    return find_place(GAZETTEER, named, [*named, *told], codes)


def found(place: Place, origin: Origin) -> Placing:
    """A town that the title names and that this made sure."""
    town = IssuerLevel.TOWN
    return Placing(place, origin, place.town, level=town, level_origin=Origin.TITLE)


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("荻浦镇2024年报告", DIPU),
        ("望岫县荻浦镇2024年报告", DIPU),
        ("青禾县松栎镇2024年报告", SONGLI),
        ("砚州市望岫县松栎镇2024年报告", OTHER),
        ("中共望岫县松栎镇委员会 望岫县松栎镇人民政府2024年报告", OTHER),
        ("鹤沼县松栎镇2024年报告", HEYAO),
        ("鹤沼瑶族自治县松栎镇2024年报告", HEYAO),
    ],
)
def test_the_title_tells_the_town(title: str, place: Place) -> None:
    """A name that only one town bears is enough; else the county before it decides."""
    assert placing_of(title) == found(place, Origin.TITLE)


@pytest.mark.parametrize(
    ("origin", "text", "place"),
    [
        (Origin.SALUTATION, "青禾县委、青禾县人民政府", SONGLI),
        (Origin.SIGNATURE, "望岫县松栎镇人民政府 2025年1月20日", OTHER),
        (Origin.METADATA, "青禾县人民政府门户网站", SONGLI),
        (Origin.HINGE, "现将鹤沼县松栎镇2024年情况报告如下", HEYAO),
    ],
)
def test_a_county_elsewhere_tells_towns_of_one_name_apart(
    origin: Origin, text: str, place: Place
) -> None:
    """Addressee, signature, site and hinge count after the title; the fact says which did."""
    assert placing_of(TITLE, (origin, text)) == found(place, origin)


def test_the_first_text_that_leaves_one_decides() -> None:
    """A county that a later text names does not outweigh the one that is addressed."""
    told = placing_of(TITLE, (Origin.SALUTATION, "青禾县委"), (Origin.METADATA, "来源：望岫县"))
    assert told.place == SONGLI


def test_texts_narrow_the_choice_together() -> None:
    """A province leaves two, a county one of them."""
    told = placing_of(TITLE, (Origin.HINGE, "岚川省"), (Origin.METADATA, "望岫县、云溪县"))
    assert told.place == OTHER


@pytest.mark.parametrize(
    ("codes", "place"),
    [
        (("990121",), SONGLI),
        (("980230",), HEYAO),
        (("980231",), NEXT),
        (("970000", "990122"), OTHER),
        (("990100",), None),
        (("970000",), None),
        ((), None),
    ],
)
def test_a_division_code_tells_where_no_name_does(
    codes: tuple[str, ...], place: Place | None
) -> None:
    """980230 is one county, not all that begin with 98023; a city's code leaves several."""
    assert placing_of(TITLE, codes=codes).place == place


def test_what_cannot_be_told_is_left_open_with_its_candidates() -> None:
    """No town is guessed: the candidates are named instead."""
    told = placing_of(TITLE)
    assert (told.place, told.name) == (None, "松栎镇")
    assert set(told.candidates) == {SONGLI, OTHER, HEYAO, NEXT}


def test_what_the_text_mentions_only_orders_the_candidates() -> None:
    """A text names places of all kinds, so it decides nothing; what it names is told first."""
    report = report_of(TITLE, "赴望岫县考察学习，松栎镇受益良多。", *BODY)
    assert report.place is None
    doubt = next(each for each in report.doubts if each.fact == "place")
    assert doubt.why.index("望岫县松栎镇") < doubt.why.index("青禾县松栎镇")


def test_no_name_at_all_gives_no_candidates() -> None:
    """我镇 names nothing."""
    assert placing_of("2024年报告") == Placing(None, Origin.GUESS, None)


def test_a_town_is_not_placed_in_a_county_that_has_none_of_its_name() -> None:
    """荻浦镇 of 青禾县 is not 荻浦镇 of 望岫县."""
    assert placing_of("青禾县荻浦镇2024年报告").place is None


def test_a_report_says_as_a_doubt_which_towns_it_may_be_of() -> None:
    """A reader of the verdict can see what to add."""
    report = report_of(TITLE, *BODY, "松栎镇人民政府", "2025年1月20日")
    assert report.place is None
    doubt = next(each for each in report.doubts if each.fact == "place")
    assert "岚川省砚州市青禾县松栎镇" in doubt.why
    assert "岚川省砚州市望岫县松栎镇" in doubt.why


@pytest.mark.parametrize(
    ("head", "closing", "said", "origin"),
    [
        ([f"青禾县{TITLE}"], [], Said(), Origin.TITLE),
        ([TITLE, "青禾县委、青禾县人民政府："], [], Said(), Origin.SALUTATION),
        ([TITLE], CLOSING, Said(), Origin.SIGNATURE),
        ([TITLE], [], Said(site="青禾县人民政府 乡镇街道"), Origin.METADATA),
        ([TITLE], [], Said(place_codes=("990121",)), Origin.METADATA),
    ],
)
def test_a_whole_report_is_placed_by_the_surest_of_its_parts(
    head: list[str], closing: list[str], said: Said, origin: Origin
) -> None:
    """Whatever part of a report or its page names the county, the town is found."""
    report = report_of(*head, *BODY, *closing, said=said)
    assert report.place == SONGLI
    assert report.origins["place"] is origin
    assert report.doubts == ()


def test_the_signature_names_the_town_where_the_title_does_not() -> None:
    """A report titled without its town is placed by who signs it."""
    report = report_of("2024年法治政府建设情况的报告", *BODY[1:], *CLOSING)
    assert report.place == SONGLI


def test_a_report_without_any_name_says_so() -> None:
    """The doubt tells where places can be added."""
    report = report_of("2024年法治政府建设情况的报告", "我镇坚持依法行政。", *BODY[1:])
    assert report.place is None
    assert any("places.tsv" in each.why for each in report.doubts if each.fact == "place")


@pytest.mark.parametrize(
    ("lines", "said", "label", "origin"),
    [
        (["红格镇2024年报告"], Said(), "四川省攀枝花市盐边县红格镇", Origin.TITLE),
        (["紅格鎮2024年報告"], Said(), "四川省攀枝花市盐边县红格镇", Origin.TITLE),
        (["吉水镇2024年报告"], Said(), "广东省湛江市廉江市吉水镇", Origin.TITLE),
        (["红寺堡镇2024年报告"], Said(), "宁夏回族自治区吴忠市红寺堡区红寺堡镇", Origin.TITLE),
        (["东莞市石龙镇2024年报告"], Said(), "广东省东莞市石龙镇", Origin.TITLE),
        (["濮阳县海通乡2024年报告"], Said(), "河南省濮阳市濮阳县海通乡", Origin.TITLE),
        (["罗子山乡2024年报告"], Said(), "湖南省怀化市辰溪县罗子山瑶族乡", Origin.TITLE),
        (["铜梁县平滩镇2013年报告"], Said(), "重庆市铜梁区平滩镇", Origin.TITLE),
        (
            ["平滩镇2024年报告"],
            Said(place_codes=("500224",)),
            "重庆市铜梁区平滩镇",
            Origin.METADATA,
        ),
        (["太平镇2024年报告"], Said(place_codes=("110000",)), None, None),
        (["万盛经开区黑山镇2024年报告"], Said(), "重庆市綦江区黑山镇", Origin.TITLE),
        (["北京市朝阳区高碑店乡2024年报告"], Said(), "北京市朝阳区高碑店地区", Origin.TITLE),
        (["永吉街道2024年报告"], Said(), None, None),
        (["长春市永吉街道2024年报告"], Said(), "吉林省长春市南关区永吉街道", Origin.TITLE),
        (
            ["永吉街道2024年报告", "南关区委、区政府："],
            Said(),
            "吉林省长春市南关区永吉街道",
            Origin.SALUTATION,
        ),
        (
            ["永吉街道2024年报告", "在南关区委、区政府的坚强领导下，永吉街道发力。"],
            Said(),
            "吉林省长春市南关区永吉街道",
            Origin.HINGE,
        ),
        (
            ["2024年报告", "红格镇坚持以习近平法治思想为指导。"],
            Said(),
            "四川省攀枝花市盐边县红格镇",
            Origin.HINGE,
        ),
        (
            ["2024年报告", "我镇发力。"],
            Said(issuer="盐边县红格镇人民政府"),
            "四川省攀枝花市盐边县红格镇",
            Origin.METADATA,
        ),
        (
            ["2024年报告", "我镇发力。"],
            Said(file_name="盐边县/红格镇/2024"),
            "四川省攀枝花市盐边县红格镇",
            Origin.FILE_NAME,
        ),
        (["老城关镇2024年报告"], Said(), None, None),
        (["大丰区大中镇2024年报告"], Said(), None, None),
        (["阿荣旗林业和草原局2024年报告"], Said(), "内蒙古自治区呼伦贝尔市阿荣旗", Origin.TITLE),
        (["濮阳县2024年报告"], Said(), "河南省濮阳市濮阳县", Origin.TITLE),
        (["和县2024年报告"], Said(), "安徽省马鞍山市和县", Origin.TITLE),
        (["朝阳区2024年报告"], Said(), None, None),
        (["朝阳市2024年报告"], Said(), "辽宁省朝阳市", Origin.TITLE),
    ],
)
def test_real_names_are_told_apart(
    gazetteer: Gazetteer, lines: list[str], said: Said, label: str | None, origin: Origin | None
) -> None:
    """Towns and counties of one stem, short and old names, zones, towns that nobody knows."""
    report = report_of(*lines, *BODY[1:], said=said, gazetteer=gazetteer)
    assert (report.place.label if report.place else None) == label
    assert report.origins.get("place") is origin
    assert (label is None) == any(doubt.fact == "place" for doubt in report.doubts)


def test_a_file_name_does_not_name_what_the_title_names_otherwise() -> None:
    """A town that nobody knows is not replaced by the town of the folder."""
    said = Said(file_name="青禾县/松栎镇2024")
    assert report_of("松柏岭镇2024年法治政府建设情况的报告", *BODY[1:], said=said).place is None


def test_of_several_towns_in_a_sites_menu_none_is_meant() -> None:
    """A column lists the county's towns."""
    said = Said(site="乡镇街道 荻浦镇 松栎镇")
    report = report_of("2024年法治政府建设情况的报告", "我镇发力。", *BODY[1:], said=said)
    assert report.place is None


COUNTRY = files("searchapp.parsing").joinpath("gazetteer.tsv").read_text("utf-8").splitlines()
TOWNS = st.sampled_from(
    [place for place in places_from_table(COUNTRY) if is_town_name(place.town or "")]
)
MATTER = "关于2024年法治政府建设情况的报告"


def placed(gazetteer: Gazetteer, title: str, addressee: str = "") -> Placing:
    """Where a report of this title and addressee is from, among all towns of the country."""
    named = Evidence(Origin.TITLE, title)
    return find_place(gazetteer, [named], [named, Evidence(Origin.SALUTATION, addressee)])


@pytest.mark.property
@given(town=TOWNS)
def test_a_town_of_the_country_is_never_taken_for_another(
    gazetteer: Gazetteer, town: Place
) -> None:
    """By its full name it is found; by less it is found, or left open with itself among others."""
    above = Place(town.code, None, town.county, town.city, town.province)
    assert placed(gazetteer, f"{town.label}人民政府{MATTER}").place in (town, None)
    for title, addressee in (
        (f"{above.short}{town.town}人民政府{MATTER}", ""),
        (f"中共{town.town}委员会 {town.town}人民政府{MATTER}", ""),
        (f"{town.town}2024年法治政府建设工作总结", f"{above.label}人民政府"),
    ):
        found = placed(gazetteer, title, addressee)
        assert found.place in (town, None)
        assert found.place or not found.candidates or town in found.candidates


@pytest.mark.property
@given(town=TOWNS, before=st.sampled_from("新东上大古石白龙清永和"))
def test_a_longer_name_is_never_taken_for_its_end(
    gazetteer: Gazetteer, town: Place, before: str
) -> None:
    """新松栎镇 may be any town but 松栎镇."""
    name = f"{before}{town.town}"
    found = placed(gazetteer, name + MATTER).place
    assert found is None or simple(found.town or "") == simple(name)


@pytest.mark.property
@given(town=TOWNS, other=TOWNS)
def test_a_town_is_never_looked_for_outside_its_county(
    gazetteer: Gazetteer, town: Place, other: Place
) -> None:
    """A county that has no such town gives no place, whoever else bears the name."""
    found = placed(
        gazetteer, f"{other.province}{other.city or ''}{other.county or ''}{town.town}{MATTER}"
    )
    assert found.place is None or found.place.code.startswith(other.code[:4])


def test_a_city_tells_counties_of_one_name_apart(gazetteer: Gazetteer) -> None:
    """鼓楼区 signed 徐州市鼓楼区人民政府 is the one in 徐州市."""
    signed = ["徐州市鼓楼区人民政府", "2025年1月20日"]
    report = report_of("鼓楼区2024年度工作报告", *BODY[1:], *signed, gazetteer=gazetteer)
    assert report.place is not None
    assert report.place.code == "320302"
