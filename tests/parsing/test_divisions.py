"""How names of places are made, cut short, and told from what is none."""

import pytest

from searchapp.parsing.divisions import (
    is_town_name,
    is_unit_name,
    other_names,
    simple,
    spoken,
    stem_of,
    without_peoples,
)


@pytest.mark.parametrize(
    ("division", "forms"),
    [
        ("丰都县", ("丰都县",)),
        ("彭水苗族土家族自治县", ("彭水苗族土家族自治县", "彭水县")),
        ("龙胜各族自治县", ("龙胜各族自治县", "龙胜县")),
        ("积石山保安族东乡族撒拉族自治县", ("积石山保安族东乡族撒拉族自治县", "积石山县")),
        ("东乡族自治县", ("东乡族自治县",)),
        ("巴里坤哈萨克自治县", ("巴里坤哈萨克自治县", "巴里坤县")),
        ("内蒙古自治区", ("内蒙古自治区", "内蒙古")),
    ],
)
def test_an_autonomous_division_is_also_called_by_its_short_name(
    division: str, forms: tuple[str, ...]
) -> None:
    """Texts say 彭水县 for 彭水苗族土家族自治县."""
    assert spoken(division) == forms


@pytest.mark.parametrize(
    ("name", "code", "others"),
    [
        ("罗子山瑶族乡", "431223208", ("罗子山乡",)),
        ("营镇回族乡", "131082202", ("营镇乡",)),
        ("高碑店地区", "110105022", ("高碑店乡", "高碑店镇")),
        ("高碑店地区", "650105022", ()),
        ("仁沙镇", "500230121", ()),
    ],
)
def test_a_town_has_other_names(name: str, code: str, others: tuple[str, ...]) -> None:
    """A township of a nationality has a short name; Beijing's 地区 are its 乡 and 镇 too."""
    assert other_names(name, code) == others


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("仁沙镇", "仁沙"),
        ("罗子山瑶族乡", "罗子山"),
        ("砚桥街道办事处", "砚桥"),
        ("丰都县", "丰都"),
        ("彭水苗族土家族自治县", "彭水"),
        ("鄂温克民族苏木", "鄂温克"),
    ],
)
def test_a_stem_is_the_name_without_its_type(name: str, stem: str) -> None:
    """大中镇 and 大中街道 have one stem."""
    assert stem_of(name) == stem


@pytest.mark.parametrize(
    ("name", "town", "unit"),
    [
        ("松栎镇", True, False),
        ("砚桥街道办事处", True, True),
        ("街道", False, False),
        ("红旗农场", False, True),
        ("大兴经济开发区", False, True),
        ("经济开发区", False, False),
        ("经济技术开发区管理委员会", False, False),
        ("林业和草原局", False, False),
    ],
)
def test_a_name_must_be_a_towns_own(name: str, *, town: bool, unit: bool) -> None:
    """经济开发区 may be any county's, and a bureau is no town, though the table has both."""
    assert (is_town_name(name), is_unit_name(name)) == (town, unit)


def test_peoples_are_left_out_of_a_text() -> None:
    """So a long name is found where the table has the short one."""
    assert without_peoples("辰溪县罗子山瑶族乡人民政府") == "辰溪县罗子山乡人民政府"


def test_names_are_compared_in_simplified_characters() -> None:
    """Blanks and script do not count."""
    assert simple("松櫟 鎮") == "松栎镇"
