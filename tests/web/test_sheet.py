"""A report as a sheet to read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.engine import merged
from searchapp.parsing import Gazetteer, parse
from searchapp.query import Reading, Scope, parse_query
from searchapp.reading import Document
from searchapp.reports import FiledReport, Source
from searchapp.web.sheet import Sheet
from tests.strategies import han_text

TEXT = """\
松栎镇人民政府关于2024年度法治政府建设情况的报告
松府发〔2025〕6号
县人民政府：
现将有关情况报告如下：
一、主要举措和成效
（一）化解矛盾纠纷
全年受理矛盾纠纷131件，调解纠纷129件。
（二）普法宣传。开展宣传12场，发放资料900份。
二、存在的不足和原因
纠纷化解力量不足。
松栎镇人民政府
2025年1月20日
"""


def filed(text: str = TEXT) -> FiledReport:
    report = parse(Document(tuple(text.splitlines()), "txt"), Gazetteer([]))
    return FiledReport("R000000001", 1, (Source("a.txt", "txt"),), report)


def sheet_of(typed: str, within: Scope = Scope.PASSAGE) -> Sheet:
    return Sheet.of(filed(), parse_query(typed).query, within)


def test_each_passage_is_a_line_that_says_what_it_is() -> None:
    """Title, number, headings by their level, signature: what a reader tells by the type."""
    roles = [(line.role, line.passage.text[:6]) for line in sheet_of("").lines]
    assert roles == [
        ("title", "松栎镇人民政"),
        ("number", "松府发〔20"),
        ("body", "县人民政府："),
        ("body", "现将有关情况"),
        ("heading-1", "一、主要举措"),
        ("heading-2", "（一）化解矛"),
        ("body", "全年受理矛盾"),
        ("body", "（二）普法宣"),
        ("heading-1", "二、存在的不"),
        ("body", "纠纷化解力量"),
        ("closing", "松栎镇人民政"),
        ("closing", "2025年1"),
    ]


def test_the_outline_counts_the_marks_under_each_section() -> None:
    """A section counts what stands under it, lower ones too; 引言 and 落款 stand round them."""
    outline = [(each.label, each.level, each.marks) for each in sheet_of("纠纷").outline]
    assert outline == [
        ("引言", 1, 0),
        ("一、主要举措和成效", 1, 3),
        ("（一）化解矛盾纠纷", 2, 3),
        ("（二）普法宣传", 2, 0),
        ("二、存在的不足和原因", 1, 1),
        ("落款", 1, 0),
    ]


def test_an_entry_of_the_outline_leads_to_where_its_section_begins() -> None:
    """The passage that it names is the heading itself."""
    sheet = sheet_of("")
    texts = {line.passage.number: line.passage.text for line in sheet.lines}
    for entry in sheet.outline[1:-1]:
        assert texts[entry.passage].startswith(entry.label)


@pytest.mark.property
@given(han_text, st.lists(han_text, max_size=6), st.sampled_from(Scope))
def test_marks_are_where_the_query_is_said(typed: str, lines: list[str], within: Scope) -> None:
    """Marks cut out of the text what the query finds, and the pieces are the whole text."""
    query = parse_query(typed).query
    read = filed("\n".join([TEXT, *lines]))
    reading = Reading(query, read, within)
    sheet = Sheet.of(read, query, within)
    for at, line in enumerate(sheet.lines):
        assert "".join(stroke.text for stroke in line.strokes()) == line.passage.text
        expected = merged(reading.spans(at)) if reading.found[at] else ()
        assert line.marks == expected
        cut = [line.passage.text[start:end] for start, end in expected]
        assert [stroke.text for stroke in line.strokes() if stroke.hit] == cut
    assert sheet.marked == tuple(line for line in sheet.lines if line.marks)


def test_one_word_of_two_is_no_hit_and_not_marked() -> None:
    """A passage that says only part of what is asked for is not found, so it is not marked."""
    assert [line.passage.text for line in sheet_of("纠纷 131").marked] == [
        "全年受理矛盾纠纷131件，调解纠纷129件。"
    ]


@pytest.mark.parametrize(
    ("within", "marked"),
    [
        (Scope.PASSAGE, []),
        (Scope.SECTION, ["（一）化解矛", "全年受理矛盾", "（二）普法宣"]),
        (Scope.REPORT, ["（一）化解矛", "全年受理矛盾", "（二）普法宣", "纠纷化解力量"]),
    ],
)
def test_what_contributes_at_a_scope_is_marked(within: Scope, marked: list[str]) -> None:
    """纠纷 and 资料 stand in one section and one report, not in one passage."""
    lines = sheet_of("纠纷 资料", within).marked
    assert [line.passage.text[:6] for line in lines] == marked


def test_what_is_excluded_at_a_scope_takes_its_whole_section() -> None:
    """A section in which the excluded word stands has no marks; another one has."""
    lines = sheet_of("纠纷 -资料", Scope.SECTION).marked
    assert [line.passage.text for line in lines] == ["纠纷化解力量不足。"]


@st.composite
def rows(draw: st.DrawFn) -> tuple[str, str]:
    """A row of a table, and a phrase that stands in it: now and then across its cells."""
    cells = draw(st.lists(st.text("甲乙丙 12", max_size=4), min_size=2, max_size=5))
    said = "".join("".join(cells).split())
    start = draw(st.integers(0, max(0, len(said) - 1)))
    end = draw(st.integers(start, len(said)))
    return "表" + "\t".join(cells), f"“{said[start:end] or '甲'}”"


@pytest.mark.property
@given(rows())
def test_a_mark_goes_on_in_the_next_cell(row: tuple[str, str]) -> None:
    """The cells joined are the row; a mark has one name, at its beginning, and one number."""
    text, typed = row
    sheet = Sheet.of(filed(f"{TEXT}\n{text}\n一、附\n附注。"), parse_query(typed).query)
    for line in sheet.lines:
        strokes = [stroke for cell in line.cells() for stroke in cell]
        assert "".join(stroke.text for stroke in strokes) == line.passage.text
        assert len(line.cells()) == line.passage.text.count("\t") + 1
        for nth, (start, end) in enumerate(line.marks, 1):
            mark = [stroke for stroke in strokes if stroke.hit == line.before + nth]
            assert "".join(stroke.text for stroke in mark) == line.passage.text[start:end]
            assert [stroke.name for stroke in mark] == [line.name_of(nth), *[""] * (len(mark) - 1)]
        assert "".join(stroke.text for stroke in strokes if not stroke.hit) == "".join(
            stroke.text for stroke in line.strokes() if not stroke.hit
        )


def test_a_phrase_across_two_cells_is_one_mark_in_two() -> None:
    """Step and anchor lead to where it begins."""
    sheet = Sheet.of(filed(f"{TEXT}\n受理\t调解\t成功\n"), parse_query("“受理调解”").query)
    (line,) = sheet.marked
    assert [[(s.text, s.hit, s.name) for s in cell] for cell in line.cells()] == [
        [("受理\t", 1, f"m{line.passage.number}")],
        [("调解", 1, ""), ("\t", 0, "")],
        [("成功", 0, "")],
    ]
    assert sheet.marks == 1


TITLE = "中共青禾县松栎镇委员会 青禾县松栎镇人民政府关于2024年度法治政府建设情况的报告"


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        (
            "",
            [
                "中共青禾县松栎镇委员会 ",
                "青禾县松栎镇人民政府",
                "关于2024年度法治政府建设情况的报告",
            ],
        ),
        ("“人民政府关于”", ["中共青禾县松栎镇委员会 ", TITLE.partition(" ")[2]]),
    ],
)
def test_a_title_is_set_in_its_parts(typed: str, parts: list[str]) -> None:
    """Each issuer and what it is about on a line of its own; a mark is not divided."""
    sheet = Sheet.of(filed(TEXT.replace(TEXT.partition("\n")[0], TITLE)), parse_query(typed).query)
    title = next(line for line in sheet.lines if line.role == "title")
    assert ["".join(stroke.text for stroke in part) for part in title.parts()] == parts


@pytest.mark.property
@given(han_text.filter(lambda text: "\t" not in text), han_text)
def test_the_parts_of_a_title_are_the_title(more: str, typed: str) -> None:
    """Nothing is lost between them, whatever is marked."""
    for line in Sheet.of(filed(f"{more}关于{more}的报告\n{TEXT}"), parse_query(typed).query).lines:
        strokes = [stroke for part in line.parts() for stroke in part]
        assert "".join(stroke.text for stroke in strokes) == line.passage.text
        assert [s for s in strokes if s.hit] == [s for s in line.strokes() if s.hit]
