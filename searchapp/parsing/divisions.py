"""How the names of places are made: types of towns and divisions, peoples, names cut short."""

import re
from typing import Final

from searchapp.text import fold

#: The peoples, longer names before those that begin them.
_PEOPLE: Final = (
    "(?:柯尔克孜|乌孜别克|维吾尔|哈萨克|达斡尔|塔吉克|俄罗斯|鄂温克|塔塔尔|鄂伦春|蒙古|布依|朝鲜|土家|哈尼"
    "|傈僳|高山|拉祜|东乡|纳西|景颇|仫佬|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|德昂|保安|裕固|独龙|赫哲|门巴"
    "|珞巴|基诺|回|藏|苗|彝|壮|满|侗|瑶|白|傣|黎|佤|畲|水|土|羌|怒|京|各|民)"
)
_AUTONOMOUS: Final = re.compile(rf"^(.{{2,}}?)(?:{_PEOPLE}族?)+自治(县|旗|州)$")
_REGION: Final = re.compile("^(内蒙古|广西|西藏|宁夏|新疆).*自治区$")
_OF_PEOPLES: Final = re.compile(rf"(?<=.)(?:{_PEOPLE}族)+(?=乡$|苏木$)")
_DIVISION: Final = re.compile("(?:自治区|特别行政区|特区|新区|地区|林区|[省市县区旗州盟])$")
#: What a town of any county is called; other units stand in the gazetteer too.
_TOWN: Final = re.compile("(?:镇|乡|街道(?:办事处)?|苏木)$")
#: Other units that report like towns; 经济开发区 alone may be any county's.
_UNIT: Final = re.compile(
    "(?:地区|农场|林场|牧场|农牧场|渔场|茶场|开发区|园区|新区|管理区|度假区|示范区|办事处|管理处"
    "|管委会|管理委员会|农科所)$"
)
_GENERAL: Final = re.compile(
    "(?:经济|技术|高新|工业|农业|产业|现代|科技|社区|居民|国营|综合|生态|旅游|贸易|保税|物流|国际|城市"
    "|商务|开发|管理|集中|聚集|合作|示范|服务|委员会|园|区|处|办事|农场|林场|牧场|场)+"
)
_BEIJING: Final = "11"
#: Only towns whose names end so have another name.
OTHERWISE: Final = ("族乡", "族苏木", "地区")


def simple(name: str) -> str:
    """A name in the characters by which names are compared: simplified, without blanks."""
    return fold(name).text


def spoken(division: str) -> tuple[str, ...]:
    """The ways a county, city or province is named in a text.

    >>> spoken("彭水苗族土家族自治县")
    ('彭水苗族土家族自治县', '彭水县')
    """
    short = _REGION.sub(r"\1", _AUTONOMOUS.sub(r"\1\2", division))
    return (division,) if short == division else (division, short)


def stem_of(name: str) -> str:
    """A name without its type, and without peoples: 罗子山 of 罗子山瑶族乡, 丰都 of 丰都县."""
    bare = _OF_PEOPLES.sub("", spoken(name)[-1])
    return _TOWN.sub("", bare) if _TOWN.search(bare) else _DIVISION.sub("", bare)


def is_town_name(name: str) -> bool:
    """Whether a name is like that of a town: 松栎镇, not 经济开发区 or 街道."""
    found = _TOWN.search(name)
    return found is not None and found.start() > 0


def is_unit(name: str) -> bool:
    """Whether a name is of a unit that reports like a town: a farm, a zone, but no bureau."""
    return _UNIT.search(name) is not None


def is_unit_name(name: str) -> bool:
    """Whether such a unit has a name of its own, which 经济开发区 has not."""
    return is_unit(name) and _GENERAL.fullmatch(name) is None


def other_names(name: str, code: str) -> tuple[str, ...]:
    """What else a town is called: 罗子山乡 for 罗子山瑶族乡; in Beijing 常营乡 for 常营地区."""
    short = _OF_PEOPLES.sub("", name)
    if short != name:
        return (short,)
    if code.startswith(_BEIJING) and name.endswith("地区"):
        stem = name.removesuffix("地区")
        return (stem + "乡", stem + "镇")
    return ()


def without_peoples(text: str) -> str:
    """A text in which townships of nationalities have their short names."""
    return re.sub(rf"(?:{_PEOPLE}族)+(?=乡|苏木)", "", text)
