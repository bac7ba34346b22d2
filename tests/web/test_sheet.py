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
