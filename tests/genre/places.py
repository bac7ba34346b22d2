"""The towns of the written reports: of every type, some of a name that others bear too (§9)."""

from dataclasses import dataclass
from typing import Final

from searchapp.reports import Place

#: What towns of a type call themselves, their government, and their party's organ.
_TYPES: Final = (
    ("民族苏木", "苏木", "人民政府", "委员会"),
    ("苏木", "苏木", "人民政府", "委员会"),
    ("街道", "街道", "办事处", "工作委员会"),
    ("地区", "地区", "办事处", "工作委员会"),
    ("开发区", "开发区", "管理委员会", "工作委员会"),
    ("农场", "农场", "管理委员会", "委员会"),
    ("林场", "林场", "管理委员会", "委员会"),
    ("镇", "镇", "人民政府", "委员会"),
    ("乡", "乡", "人民政府", "委员会"),
)


@dataclass(frozen=True, slots=True)
class Town:
    """A town that reports; ``alone`` where no other in the country bears its name."""

    place: Place
    alone: bool = True

    @property
    def name(self) -> str:
        """As reports write it."""
        return self.place.town or ""

    @property
    def kind(self) -> str:
        """What it is, and calls itself: 我镇, 我乡, 我街道."""
        return self._type[1]

    @property
    def government(self) -> str:
        """松栎镇人民政府."""
        return self.name + self._type[2]

    @property
    def party(self) -> str:
        """中共松栎镇委员会."""
        return "中共" + self.name + self._type[3]

    @property
    def above(self) -> str:
        """The name of the county, or of the city where there is none."""
        return self.place.county or self.place.city or self.place.province

    @property
    def within(self) -> str:
        """The names of all that it lies in, largest first."""
        return self.place.label.removesuffix(self.place.town or "")

    @property
    def above_kind(self) -> str:
        """县, 区, 市 or 旗, as in 县委."""
        return self.above[-1]

    @property
    def above_code(self) -> str:
        """The six digits of the county's code."""
        return self.place.code[:6]

    @property
    def _type(self) -> tuple[str, str, str, str]:
        return next(each for each in _TYPES if self.name.endswith(each[0]))


def _town(code: str, places: str, *, alone: bool = True) -> Town:
    """A town by its code and its names, largest first; ``-`` where a level does not exist."""
    province, city, county, town = (None if each == "-" else each for each in places.split())
    return Town(Place(code, town, county, city, str(province)), alone)


#: What it shows of §9 -> the town.
TOWNS: Final = {
    "镇": _town("510824126", "四川省 广元市 苍溪县 百利镇"),
    "乡": _town("411625204", "河南省 周口市 郸城县 丁村乡"),
    "街道": _town("320211004", "江苏省 无锡市 滨湖区 蠡湖街道"),
    "民族乡": _town("430525203", "湖南省 邵阳市 洞口县 罗溪瑶族乡"),
    "民族乡 under a municipality": _town("500236277", "重庆市 - 奉节县 龙桥土家族乡"),
    "苏木": _town("150421204", "内蒙古自治区 赤峰市 阿鲁科尔沁旗 巴拉奇如德苏木"),
    "民族苏木": _town("150725201", "内蒙古自治区 呼伦贝尔市 陈巴尔虎旗 鄂温克民族苏木"),
    "地区 in Beijing": _town("110111010", "北京市 - 房山区 琉璃河地区"),
    "地区 in Xinjiang": _town("653121103", "新疆维吾尔自治区 喀什地区 疏附县 乌帕尔镇"),
    "开发区": _town("110115405", "北京市 - 大兴区 大兴经济开发区"),
    "农场": _town("130209401", "河北省 唐山市 曹妃甸区 一农场"),
    "林场": _town("140681501", "山西省 朔州市 怀仁市 金沙滩林场"),
    "town and county of one stem": _town("130531100", "河北省 邢台市 广宗县 广宗镇"),
    "city without counties": _town("441900121", "广东省 东莞市 - 虎门镇"),
    "county under its province": _town("469007103", "海南省 - 东方市 感城镇"),
    "autonomous county": _town("431229206", "湖南省 怀化市 靖州苗族侗族自治县 藕团乡"),
    "county with its name in the town's": _town("419001110", "河南省 - 济源市 下冶镇"),
    "invented, of a home's places.tsv": _town("990121102", "岚川省 砚州市 青禾县 汀兰镇"),
    "name of two": _town("360923103", "江西省 宜春市 上高县 泗溪镇", alone=False),
    "name of two, the other": _town("330329104", "浙江省 温州市 泰顺县 泗溪镇", alone=False),
    "name of three": _town("511421134", "四川省 眉山市 仁寿县 满井镇", alone=False),
    "name of fifty": _town("220112105", "吉林省 长春市 双阳区 太平镇", alone=False),
    "street of three": _town("330602001", "浙江省 绍兴市 越城区 塔山街道", alone=False),
    "普陀 of Zhoushan": _town("330903104", "浙江省 舟山市 普陀区 桃花镇", alone=False),
    "普陀 of Shanghai": _town("310107103", "上海市 - 普陀区 桃浦镇"),
    "朝阳 of Beijing": _town("110105016", "北京市 - 朝阳区 双井街道", alone=False),
    "code of 万盛": _town("500110102", "重庆市 - 綦江区 青年镇", alone=False),
    "retired code of 铜梁": _town("500151105", "重庆市 - 铜梁区 安居镇", alone=False),
    "retired code of 开州": _town("500154100", "重庆市 - 开州区 大德镇", alone=False),
}
