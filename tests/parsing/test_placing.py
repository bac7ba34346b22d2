"""Which town is meant, where several bear its name."""

import pytest

from searchapp.parsing.gazetteer import Gazetteer
from searchapp.parsing.placing import Evidence, Placing, find_place
from searchapp.reading.document import Said
from searchapp.reports import Origin, Place
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
    assert placing_of(title) == Placing(place, Origin.TITLE, place.town)


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
    assert placing_of(TITLE, (origin, text)) == Placing(place, origin, "松栎镇")


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
