"""The country's towns, and the home's own."""

from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchapp.errors import BadPlaces
from searchapp.parsing import Gazetteer, gazetteer_of
from searchapp.parsing.gazetteer import places_from_home, places_from_table, spoken
from searchapp.reports import Place
from tests.conftest import SAMPLES

TABLE = files("searchapp.parsing").joinpath("gazetteer.tsv").read_text("utf-8").splitlines()
COUNTRY = list(places_from_table(TABLE))
HEADER = "code\ttown\tcounty\tcity\tprovince\n"
SONGLI = Place("990121101", "松栎镇", "青禾县", "砚州市", "岚川省")
TINGLAN = Place("990121102", "汀兰镇", "青禾县", "砚州市", "岚川省")


def test_every_town_of_the_country_is_there() -> None:
    """The table has the 41,352 units of 2023-06-30, each with a code of its own."""
    assert len(COUNTRY) == 41_352
    assert len({place.code for place in COUNTRY}) == 41_352
    assert all(len(place.code) == 9 and place.code.isdigit() for place in COUNTRY)


def test_town_and_county_are_a_key() -> None:
    """No name repeats inside one county, so a county tells towns of one name apart."""
    keys = Counter((place.code[:6], place.town) for place in COUNTRY)
    assert keys.most_common(1)[0][1] == 1


def test_names_that_stand_for_the_lack_of_a_level_are_no_names() -> None:
    """市辖区, 县 and 省直辖县级行政区划 are never printed as a city."""
    pseudo = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
    names = {name for place in COUNTRY for name in (place.town, place.county, place.city)}
    assert not names & pseudo


@pytest.mark.parametrize(
    ("town", "code", "county", "city", "province"),
    [
        ("仁沙镇", "500230121", "丰都县", None, "重庆市"),
        ("北留镇", "140522101", "阳城县", "晋城市", "山西省"),
        ("柱山乡", "500101201", "万州区", None, "重庆市"),
    ],
)
def test_real_towns_have_their_places(
    gazetteer: Gazetteer, town: str, code: str, county: str, city: str | None, province: str
) -> None:
    """Under a municipality there is no city; elsewhere every level has its name."""
    assert list(gazetteer.named(town)) == [Place(code, town, county, city, province)]


@pytest.mark.parametrize("city", ["东莞市", "中山市", "儋州市", "嘉峪关市"])
def test_a_city_without_counties_has_none(city: str) -> None:
    """The source repeats such a city as its own county; here its towns hang on the city."""
    towns = [place for place in COUNTRY if place.city == city]
    assert towns
    assert {place.county for place in towns} == {None}


def test_a_county_governed_by_its_province_has_no_city() -> None:
    """仙桃市 lies under no prefecture."""
    towns = [place for place in COUNTRY if place.county == "仙桃市"]
    assert towns
    assert {place.city for place in towns} == {None}


def test_a_name_that_begins_with_its_county_is_known_without_it() -> None:
    """The source calls 海通乡 濮阳县海通乡; a report uses either."""
    built = Gazetteer([Place("990121301", "青禾县海棠乡", "青禾县", "砚州市", "岚川省")])
    assert [place.code for place in built.named("海棠乡")] == ["990121301"]
    assert [place.code for place in built.named("青禾县海棠乡")] == ["990121301"]


def test_what_is_left_without_the_county_must_still_be_a_name() -> None:
    """七星区街道 is a name of its own: 街道 alone names no town."""
    built = Gazetteer([Place("990103001", "梅屏区街道", "梅屏区", "砚州市", "岚川省")])
    assert list(built.named("街道")) == []


def test_towns_of_one_name_come_in_order_of_their_codes() -> None:
    """Candidates are listed the same way each time."""
    other = Place("990122105", "松栎镇", "望岫县", "砚州市", "岚川省")
    assert list(Gazetteer([other, SONGLI]).named("松栎镇")) == [SONGLI, other]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("中共青禾县松栎镇委员会", ["松栎镇"]),
        ("松栎镇、汀兰镇", ["松栎镇", "汀兰镇"]),
        ("上松栎镇", ["上松栎镇"]),
        ("松栎镇松栎镇", ["松栎镇", "松栎镇"]),
        ("松栎", []),
        ("", []),
    ],
)
def test_towns_in_a_text_are_the_longest_at_each_place(text: str, found: list[str]) -> None:
    """A name inside a longer one does not count, and none is overlooked."""
    upper = Place("990121103", "上松栎镇", "青禾县", "砚州市", "岚川省")
    assert list(Gazetteer([SONGLI, TINGLAN, upper]).towns_in(text)) == found


_TEXT = st.lists(st.sampled_from(["松栎镇", "上松栎镇", "汀兰镇", "镇", "松栎", "上", "，"])).map(
    "".join
)


@pytest.mark.property
@given(text=_TEXT)
@example(text="上松栎镇汀兰镇")
def test_towns_in_a_text_agree_with_trying_every_stretch(text: str) -> None:
    """Of all names that stand anywhere in the text, those not inside another one, in order."""
    names = {"松栎镇", "汀兰镇", "上松栎镇"}
    upper = Place("990121103", "上松栎镇", "青禾县", "砚州市", "岚川省")
    stretches = [
        (start, end)
        for start in range(len(text))
        for end in range(start, len(text) + 1)
        if text[start:end] in names
    ]
    outermost = [
        text[start:end]
        for start, end in stretches
        if not any((a, b) != (start, end) and a <= start and end <= b for a, b in stretches)
    ]
    assert list(Gazetteer([SONGLI, TINGLAN, upper]).towns_in(text)) == outermost


@pytest.mark.parametrize(
    ("division", "forms"),
    [
        ("丰都县", ("丰都县",)),
        ("彭水苗族土家族自治县", ("彭水苗族土家族自治县", "彭水县")),
        ("龙胜各族自治县", ("龙胜各族自治县", "龙胜县")),
    ],
)
def test_an_autonomous_county_is_also_called_by_its_short_name(
    division: str, forms: tuple[str, ...]
) -> None:
    """Texts say 彭水县 for 彭水苗族土家族自治县."""
    assert spoken(division) == forms


def test_the_homes_places_are_read_beside_the_countrys() -> None:
    """The invented towns of the samples are known, and the real ones still are."""
    both = gazetteer_of(SAMPLES / "places.tsv")
    assert list(both.named("松栎镇")) == [SONGLI]
    assert both.named("北留镇")


def test_a_home_without_places_has_the_countrys(tmp_path: Path) -> None:
    """The file is optional."""
    assert gazetteer_of(tmp_path / "places.tsv").named("北留镇")


def test_a_cell_of_the_homes_places_may_be_empty() -> None:
    """A level that does not exist is an empty cell; blanks around a name do not count."""
    rows = [HEADER, "980121201\t 鹤沼瑶族乡 \t青禾县\t\t云汀市\n"]
    assert list(places_from_home(rows)) == [
        Place("980121201", "鹤沼瑶族乡", "青禾县", None, "云汀市")
    ]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(HEADER + "99012110\t松栎镇\t青禾县\t砚州市\t岚川省\n", id="short code"),
        pytest.param(HEADER + "99012110X\t松栎镇\t青禾县\t砚州市\t岚川省\n", id="letter in code"),
        pytest.param(HEADER + "990121101\t\t青禾县\t砚州市\t岚川省\n", id="no town"),
        pytest.param(HEADER + "990121101\t松栎镇\t青禾县\t砚州市\t\n", id="no province"),
        pytest.param(HEADER + "990121101\t松栎镇\n", id="short row"),
        pytest.param("990121101\t松栎镇\t青禾县\t砚州市\t岚川省\n" * 2, id="no header"),
        pytest.param(HEADER.replace("\t", ",") + "990121101,松栎镇,青禾县,,岚川省\n", id="commas"),
    ],
)
def test_places_that_cannot_be_understood_are_refused(tmp_path: Path, rows: str) -> None:
    """A wrong line stops the program with the file and the line, for it would misplace reports."""
    own = tmp_path / "places.tsv"
    own.write_text(rows, "utf-8")
    with pytest.raises(BadPlaces) as refused:
        gazetteer_of(own)
    assert refused.value.path == own
    assert "第 2 行" in refused.value.why


def test_places_in_another_encoding_are_refused(tmp_path: Path) -> None:
    """A table saved by a spreadsheet in GBK is refused, not read as gibberish."""
    own = tmp_path / "places.tsv"
    own.write_bytes((HEADER + "990121101\t松栎镇\t青禾县\t砚州市\t岚川省\n").encode("gb18030"))
    with pytest.raises(BadPlaces):
        gazetteer_of(own)


def test_places_with_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    """Notepad writes a mark at the front."""
    own = tmp_path / "places.tsv"
    own.write_text(HEADER + "990121101\t松栎镇\t青禾县\t砚州市\t岚川省\n", "utf-8-sig")
    assert list(gazetteer_of(own).named("松栎镇")) == [SONGLI]
