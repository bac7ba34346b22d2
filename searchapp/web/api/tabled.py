"""What comes back of the tables of towns by years, as schemas."""

from marshmallow import fields

from searchapp.web.api.shaping import any_of, count, every, place, shape, text, texts

BesideShape = shape(
    "Beside",
    report=text("报告编号"),
    passages=count("提及的段数；没有问过的为 null", allow_none=True),
)
MentionTownShape = shape(
    "MentionTown",
    place=place(),
    years=every(
        shape(
            "Mention",
            year=count(),
            state=text("有、无、未报送、范围外，或空"),
            reports=texts("计入的报告"),
            mentioning=texts("其中提及的"),
            passages=count("提及的段数"),
        )
    ),
)
Matrix = shape(
    "Matrix",
    query=text("检索词"),
    notes=texts("说明"),
    genres=texts("计入的文种"),
    years=fields.List(fields.Integer()),
    total=fields.Nested(
        shape(
            "MentionTotal",
            mentioned=count("提及的篇数"),
            unmentioned=count("未提及的篇数"),
            missing=count("未报送的篇数"),
            never=count("其中属于从未报送的乡镇的"),
        )
    ),
    counties=every(
        shape(
            "MentionCounty",
            place=place(),
            towns=every(MentionTownShape, "报送过的乡镇"),
            silent=every(MentionTownShape, "从未报送的乡镇"),
        )
    ),
    unlabelled=every(BesideShape, "地方或年度未标注、可能属于表中的"),
    others=every(BesideShape, "县级及以上、部门的"),
    elsewhere=every(BesideShape, "其他文种里提及的"),
)
GivenShape = shape(
    "Given",
    written=text("原文的写法"),
    number=any_of("number", said="没有确切数值为 null"),
    unit=text(),
    rough=fields.Boolean(metadata={"description": "原文说的是约数"}),
    report=text("报告编号"),
    passage=count("段号"),
    text=text("原文"),
    url=text("这一段的链接"),
)
SumShape = shape(
    "Sum",
    cells=count("有数的格"),
    number=any_of("number", said="没有相加为 null"),
    unit=text(),
    rough=fields.Boolean(metadata={"description": "其中有约数"}),
    why=text("为什么没有相加", allow_none=True),
)
Figures = shape(
    "Figures",
    query=text("检索词"),
    notes=texts("说明"),
    genres=texts("计入的文种"),
    years=fields.List(fields.Integer()),
    marks=count("检索词里有几个 #"),
    mark=count("这些数是第几个 # 取到的；0 为全部"),
    units=texts("单位，最多见的在前"),
    towns=every(
        shape(
            "FigureTown",
            place=place(),
            years=every(
                shape(
                    "FigureYear",
                    year=count(),
                    state=text("有、无、未报送、范围外，或空"),
                    passages=count("找到的段数"),
                    figures=every(GivenShape),
                )
            ),
            sum=fields.Nested(SumShape),
        )
    ),
    sums=every(SumShape, "各年度的合计"),
    sum=fields.Nested(SumShape),
    unplaced=every(GivenShape, "表外的报告里的数"),
)
