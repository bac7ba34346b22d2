"""The country's towns, and the home's own."""

from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchapp.errors import BadPlaces
from searchapp.parsing import Gazetteer, gazetteer_of, own_places
from searchapp.parsing.gazetteer import places_from_home, places_from_table
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


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("500230121", "重庆市丰都县仁沙镇"),
        ("500230", "重庆市丰都县"),
        ("330100", "浙江省杭州市"),
        ("3301", "浙江省杭州市"),
        ("500000", "重庆市"),
        ("50", "重庆市"),
        ("441900", "广东省东莞市"),
        ("620200", "甘肃省嘉峪关市"),
        ("429004", "湖北省仙桃市"),
        ("500230000000", "重庆市丰都县"),
        ("500224", "重庆市铜梁区"),
        ("990121", "岚川省砚州市青禾县"),
        ("130421", None),
        ("5002", None),
        ("5001", None),
        ("123456", None),
        ("500230999", None),
        ("", None),
    ],
)
def test_a_code_names_one_place(gazetteer: Gazetteer, code: str, label: str | None) -> None:
    """Towns, counties, cities and provinces; a code that leads to several names none."""
    place = gazetteer.coded(code)
    assert (place.label if place else None) == label


def test_a_division_has_its_own_code() -> None:
    """Six figures, and no names below its level."""
    built = Gazetteer([SONGLI])
    assert built.coded("990121") == Place("990121", None, "青禾县", "砚州市", "岚川省")
    assert built.coded("990100") == Place("990100", None, None, "砚州市", "岚川省")
    assert built.coded("990000") == Place("990000", None, None, None, "岚川省")


def test_a_city_without_counties_is_a_city() -> None:
    """Its towns hang on it, and there is no county of its name."""
    town = Place("990301001", "石桥街道", None, "莞平市", "岚川省")
    built = Gazetteer([town])
    assert [place.code for place in built.divisions_called("莞平市")] == ["990300"]
    assert list(built.towns_under("9903")) == [town]


@pytest.mark.property
@given(places=st.lists(st.sampled_from(COUNTRY), max_size=40))
def test_the_towns_under_all_counties_are_all_towns(places: list[Place]) -> None:
    """Each once, in order of their codes, however often it was given."""
    built = Gazetteer(places)
    counties = sorted({place.code[:6] for place in places})
    under = [town for county in counties for town in built.towns_under(county)]
    assert under == sorted(set(places))
    assert list(built.towns_under("")) == under


@pytest.mark.parametrize(
    ("typed", "labels"),
    [
        ("丰都县仁沙镇", ["重庆市丰都县仁沙镇"]),
        ("重庆市丰都县仁沙镇", ["重庆市丰都县仁沙镇"]),
        ("丰都仁沙镇", ["重庆市丰都县仁沙镇"]),
        ("豐都縣 仁沙鎮", ["重庆市丰都县仁沙镇"]),
        ("５００２３０", ["重庆市丰都县"]),
        ("500230121", ["重庆市丰都县仁沙镇"]),
        ("丰都县", ["重庆市丰都县"]),
        ("铜梁县", ["重庆市铜梁区"]),
        ("朝阳区", ["北京市朝阳区", "吉林省长春市朝阳区"]),
        ("北京市朝阳区", ["北京市朝阳区"]),
        ("辰溪县罗子山乡", ["湖南省怀化市辰溪县罗子山瑶族乡"]),
        ("吉水镇", ["广东省湛江市廉江市吉水镇"]),
        ("吉水县", ["江西省吉安市吉水县"]),
        ("青禾县仁沙镇", []),
        ("仁沙", []),
        ("", []),
    ],
)
def test_a_person_means_a_place_by_code_or_name(
    gazetteer: Gazetteer, typed: str, labels: list[str]
) -> None:
    """In any script and width, alone or after larger places; all that fit, by their codes."""
    assert [place.label for place in gazetteer.called(typed)] == labels


def test_towns_of_one_stem_are_alike() -> None:
    """A town that became a street is near to what it was called."""
    street = Place("990121001", "松栎街道", "青禾县", "砚州市", "岚川省")
    built = Gazetteer([SONGLI, TINGLAN, street])
    assert list(built.like("松櫟乡")) == [street, SONGLI]


def test_a_name_in_traditional_characters_is_the_same_name() -> None:
    """松櫟鎮 is 松栎镇."""
    built = Gazetteer([SONGLI])
    assert list(built.named("松櫟鎮")) == [SONGLI]
    assert [place.short for place in built.divisions_called("青禾縣")] == ["青禾县"]


def test_no_town_of_the_country_is_called_by_its_countys_name() -> None:
    """The source says 濮阳县海通乡 for 海通乡 of 濮阳县."""
    assert [place.town for place in COUNTRY if place.code == "410928212"] == ["海通乡"]


def test_a_gazetteer_may_be_empty() -> None:
    """It knows no place, and raises nothing."""
    built = Gazetteer([])
    assert not built.named("松栎镇")
    assert not built.called("松栎镇")
    assert not list(built.towns_in("松栎镇"))
    assert built.coded("990121") is None


def test_the_homes_own_places_are_read_alone(tmp_path: Path) -> None:
    """Whoever only checks a home's table need not read the country's."""
    assert len(own_places(SAMPLES / "places.tsv")) == 6
    assert own_places(tmp_path / "places.tsv") == []
