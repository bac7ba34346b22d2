"""The closed vocabularies of DESIGN: section kinds, genres, origins of a fact."""

from enum import IntEnum, StrEnum


class SectionKind(StrEnum):
    """What a level-1 section is about, whatever its heading and wherever it stands."""

    PREAMBLE = "preamble"
    MEASURES = "measures"
    DUTIES = "duties"
    SHORTCOMINGS = "shortcomings"
    PLANS = "plans"
    JUDGMENTS = "judgments"
    SUGGESTIONS = "suggestions"
    OTHER = "other"
    CLOSING = "closing"

    @property
    def label(self) -> str:
        """The Chinese name."""
        return _KIND_LABELS[self]


_KIND_LABELS = {
    SectionKind.PREAMBLE: "引言",
    SectionKind.MEASURES: "举措和成效",
    SectionKind.DUTIES: "第一责任人职责",
    SectionKind.SHORTCOMINGS: "不足和原因",
    SectionKind.PLANS: "下年安排",
    SectionKind.JUDGMENTS: "生效裁判",
    SectionKind.SUGGESTIONS: "意见建议",
    SectionKind.OTHER: "其他",
    SectionKind.CLOSING: "落款",
}


class Genre(StrEnum):
    """The kind of document; none is thrown away."""

    RULE_OF_LAW = "法治政府建设报告"
    GOVERNMENT_WORK = "政府工作报告"
    DISCLOSURE = "政府信息公开年报"
    SUMMARY = "工作总结"
    PLAN = "工作计划"
    OTHER = "其他"


class IssuerLevel(StrEnum):
    """How high the organ stands that reports: whose government, or a department of one."""

    TOWN = "town"
    COUNTY = "county"
    CITY = "city"
    PROVINCE = "province"
    DEPARTMENT = "department"

    @property
    def label(self) -> str:
        """The Chinese name."""
        return _LEVEL_LABELS[self]


_LEVEL_LABELS = {
    IssuerLevel.TOWN: "乡镇",
    IssuerLevel.COUNTY: "县级",
    IssuerLevel.CITY: "市级",
    IssuerLevel.PROVINCE: "省级",
    IssuerLevel.DEPARTMENT: "部门",
}


class Sureness(StrEnum):
    """How far a fact is to be believed, by where it was read."""

    CERTAIN = "certain"
    LIKELY = "likely"
    GUESSED = "guessed"

    @property
    def label(self) -> str:
        """The Chinese name."""
        return {"certain": "确定", "likely": "较可靠", "guessed": "推定"}[self]


class Origin(IntEnum):
    """Where a fact was read, the surest first.

    When two sources of one report differ, the fact with the lower origin is kept.
    """

    CORRECTION = 0
    TITLE = 1
    NUMBER_LINE = 2
    SIGNATURE = 3
    METADATA = 4
    SALUTATION = 5
    HINGE = 6
    HEADING = 7
    FILE_NAME = 8
    GUESS = 9

    @property
    def label(self) -> str:
        """In Chinese, as the report page says it."""
        return _ORIGIN_LABELS[self]

    @property
    def sureness(self) -> Sureness:
        """What the report's own head and signature say is certain; a file's name is a guess."""
        if self <= Origin.SIGNATURE:
            return Sureness.CERTAIN
        return Sureness.LIKELY if self <= Origin.HEADING else Sureness.GUESSED


_ORIGIN_LABELS = {
    Origin.CORRECTION: "据更正",
    Origin.TITLE: "据标题",
    Origin.NUMBER_LINE: "据文号行",
    Origin.SIGNATURE: "据落款",
    Origin.METADATA: "据网页信息",
    Origin.SALUTATION: "据主送机关",
    Origin.HINGE: "据引言",
    Origin.HEADING: "据小标题",
    Origin.FILE_NAME: "据文件名",
    Origin.GUESS: "据旁证",
}
