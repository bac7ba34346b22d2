"""Word documents are read as a reader of their final version sees them."""

import io
import zipfile

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import example, given, settings
from hypothesis import strategies as st

from searchapp.errors import UnreadableFile
from tests.reading.word_files import (
    LEVELS,
    LISTS,
    content_of,
    in_list,
    lines_of,
    paragraph,
    read,
    run,
    with_part,
    word_document,
)

PLAIN = content_of(word_document("松栎镇2024年法治政府建设情况的报告", "一、主要举措和成效"))


def test_paragraphs_come_in_order_with_their_runs_joined() -> None:
    """Word cuts a paragraph into runs anywhere; no blank comes between them."""
    cut = paragraph(run("受理矛盾纠纷1") + run("2") + run("6件"))
    assert lines_of("松栎镇", cut, "荻浦镇") == ["松栎镇", "受理矛盾纠纷126件", "荻浦镇"]


def test_a_document_marks_its_paragraphs() -> None:
    """A line is a paragraph, and nothing had to be warned of."""
    document = read(PLAIN)
    assert (document.format, document.paragraphs, document.warnings) == ("docx", True, ())


def test_automatic_numbers_stand_in_the_text() -> None:
    """Numbers that Word only shows are read as a reader sees them, restarting where Word does."""
    assert lines_of(
        paragraph(in_list(0) + run("主要举措和成效")),
        paragraph(in_list(1) + run("加强领导")),
        paragraph(in_list(2) + run("健全机制")),
        paragraph(in_list(2) + run("压实责任")),
        paragraph(in_list(1) + run("强化执法")),
        paragraph(in_list(2) + run("规范程序")),
        paragraph(in_list(0) + run("存在的不足")),
        paragraph(in_list(1) + run("队伍薄弱")),
    ) == [
        *("一、主要举措和成效", "（一）加强领导", "1. 健全机制", "2. 压实责任"),
        *("（二）强化执法", "1. 规范程序", "二、存在的不足", "（一）队伍薄弱"),
    ]


def test_a_list_with_an_override_begins_anew() -> None:
    """“Restart numbering” makes a second list of the same series, which starts at its override."""
    assert lines_of(
        paragraph(in_list(0) + run("甲")),
        paragraph(in_list(0) + run("乙")),
        paragraph(in_list(0, num=2) + run("丙")),
        paragraph(in_list(0, num=2) + run("丁")),
    ) == ["一、甲", "二、乙", "一、丙", "二、丁"]


def test_a_list_may_override_the_shape_of_a_level() -> None:
    """A level that a list defines for itself is written in the list's way."""
    own = (
        '<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="4"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1、"/></w:lvl></w:lvlOverride>'
    )
    lists = LISTS.replace('</w:num><w:num w:numId="2">', f'{own}</w:num><w:num w:numId="2">')
    assert lines_of(paragraph(in_list(0) + run("甲")), lists=lists) == ["4、甲"]


def test_a_style_gives_its_number_to_its_paragraphs() -> None:
    """Headings numbered by their style, or by the style theirs is based on, have the number."""
    document = word_document()
    heading = document.styles.add_style("节标题", WD_STYLE_TYPE.PARAGRAPH)
    numbered = f'<w:pPr {nsdecls("w")}><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    heading.element.append(parse_xml(numbered))
    derived = document.styles.add_style("节标题二", WD_STYLE_TYPE.PARAGRAPH)
    derived.base_style = heading
    document.add_paragraph("主要举措", style="节标题")
    document.add_paragraph("存在不足", style="节标题二")
    plain = document.add_paragraph("没有编号", style="节标题")
    plain._p.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="0"/></w:numPr>')
    )
    assert list(read(content_of(document)).lines) == ["一、主要举措", "二、存在不足", "没有编号"]


def test_tracked_changes_are_read_as_accepted() -> None:
    """What was deleted or moved away is not there; what was inserted or moved in is."""
    changed = paragraph(
        run("调解")
        + f'<w:del w:id="1" w:author="甲">{run("118", "delText")}</w:del>'
        + f'<w:ins w:id="2" w:author="甲">{run("121")}</w:ins>'
        + f'<w:moveFrom w:id="3" w:author="甲">{run("旧")}</w:moveFrom>'
        + f'<w:moveTo w:id="4" w:author="甲">{run("件")}</w:moveTo>'
    )
    assert lines_of(changed) == ["调解121件"]


def test_a_paragraph_deleted_as_a_whole_is_not_counted() -> None:
    """A numbered paragraph whose deletion is tracked leaves neither its number nor a gap."""
    deleted = in_list(0).replace(
        "</w:pPr>", '<w:rPr><w:del w:id="1" w:author="甲"/></w:rPr></w:pPr>'
    )
    gone = f'<w:del w:id="2" w:author="甲">{run("删去", "delText")}</w:del>'
    assert lines_of(
        paragraph(in_list(0) + run("甲")),
        paragraph(deleted + gone),
        paragraph(in_list(0) + run("乙")),
    ) == ["一、甲", "二、乙"]


def test_a_table_stands_where_it_stood_a_line_for_each_row() -> None:
    """Rows come in order, between the paragraphs around them, with a tab between two cells."""
    document = docx.Document()
    document.add_paragraph("前")
    table = document.add_table(rows=0, cols=2)
    for cells in (("类型", "件数"), ("婚姻家庭", "42"), ("邻里", "")):
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    document.add_paragraph("后")
    lines = read(content_of(document)).lines
    assert lines == ("前", "类型\t件数", "婚姻家庭\t42", "邻里\t", "后")


def test_a_table_in_a_cell_loses_nothing_and_doubles_nothing() -> None:
    """A table for layout gives its lines one by one, with the rows of the table inside it."""
    document = docx.Document()
    outer = document.add_table(rows=1, cols=2)
    outer.cell(0, 0).text = "甲"
    inner = outer.cell(0, 1).add_table(rows=2, cols=2)
    for at, text in enumerate("乙丙丁戊"):
        inner.cell(at // 2, at % 2).text = text
    lines = [line for line in read(content_of(document)).lines if line]
    assert lines == ["甲", "乙\t丙", "丁\t戊"]


_BOX = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><a:graphic>"
    "<a:graphicData uri='x'><wps:wsp><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx>"
    "</wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox>"
    "</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    """A box is kept twice in the file, for old and for new programs; a reader sees one."""
    box = _BOX.format(paragraph(run("框内文字")))
    assert lines_of(paragraph(run("正文") + box), "下文") == ["正文", "框内文字", "下文"]


@pytest.mark.parametrize(("part", "kind"), [("footnotes", "脚注"), ("endnotes", "尾注")])
def test_notes_follow_the_text_and_are_told(part: str, kind: str) -> None:
    """A note is text of the report: it stands after the text, and a warning says so."""
    root = part.removesuffix("s")
    notes = "".join(
        f'<w:{root} w:id="{number}">{paragraph(run(text))}</w:{root}>'
        for number, text in ((-1, ""), (0, ""), (1, "数据截至12月31日。"), (2, "含重复。"))
    )
    blob = f"<w:{part} {nsdecls('w')}>{notes}</w:{part}>".encode()
    document = word_document("正文")
    uri = PackURI(f"/word/{part}.xml")
    kinds = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{part}+xml"
    document.part.relate_to(
        Part(uri, kinds, blob, document.part.package), getattr(RELATIONSHIP_TYPE, part.upper())
    )
    found = read(content_of(document))
    assert found.lines == ("正文", "数据截至12月31日。", "含重复。")
    assert found.warnings == (f"文末附有原文{kind} 2 条",)


@pytest.mark.parametrize(
    ("inside", "lines"),
    [
        (run("甲") + "<w:r><w:br/></w:r>" + run("乙"), ["甲", "乙"]),
        (run("法治") + '<w:r><w:br w:type="page"/></w:r>' + run("政府"), ["法治政府"]),
        (run("甲") + "<w:r><w:tab/></w:r>" + run("乙"), ["甲 乙"]),
        (run("1") + "<w:r><w:noBreakHyphen/></w:r>" + run("10月"), ["1-10月"]),
        ("<w:hyperlink>" + run("链接") + "</w:hyperlink>", ["链接"]),
        ("<w:sdt><w:sdtContent>" + run("控件") + "</w:sdtContent></w:sdt>", ["控件"]),
        (run("PAGE", "instrText") + run("第1页"), ["第1页"]),
        ("<w:bookmarkStart w:id='0' w:name='_GoBack'/>" + run("甲"), ["甲"]),
    ],
)
def test_what_stands_between_runs_is_read_as_shown(inside: str, lines: list[str]) -> None:
    """Breaks, tabs, links, controls and fields are read as a reader sees them."""
    assert lines_of(paragraph(inside)) == lines


def test_the_code_of_a_field_is_not_read() -> None:
    """A field in the code of a field shows nothing by itself; after its end text goes on."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    inner = mark("begin") + run("NAME", "instrText") + mark("separate") + run("内") + mark("end")
    outer = mark("begin") + run("IF ", "instrText") + inner + mark("separate") + run("显示")
    assert lines_of(paragraph(outer + mark("end") + run("之后"))) == ["显示之后"]


def test_a_field_that_never_ends_hides_one_paragraph_at_most() -> None:
    """A broken field must not swallow the rest of the report."""
    broken = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("码")
    assert lines_of(paragraph(run("前") + broken), "后") == ["前", "后"]


_VANISH = "<w:r><w:rPr>{}</w:rPr><w:t>藏</w:t></w:r>"


@pytest.mark.parametrize(
    ("properties", "shown"),
    [
        ("<w:vanish/>", "甲乙"),
        ('<w:vanish w:val="1"/>', "甲乙"),
        ('<w:vanish w:val="0"/>', "甲藏乙"),
        ('<w:rStyle w:val="Hidden"/>', "甲乙"),
        ('<w:rStyle w:val="Derived"/>', "甲乙"),
        ('<w:rStyle w:val="Derived"/><w:vanish w:val="false"/>', "甲藏乙"),
        ("<w:b/>", "甲藏乙"),
    ],
)
def test_hidden_text_is_left_out_and_told(properties: str, shown: str) -> None:
    """A reader does not see it, whether a run or a style hides it; a warning counts it."""
    document = word_document(paragraph(run("甲") + _VANISH.format(properties) + run("乙")))
    for name, inside in (
        ("Hidden", "<w:rPr><w:vanish/></w:rPr>"),
        ("Derived", '<w:basedOn w:val="Hidden"/>'),
    ):
        style = f'<w:style {nsdecls("w")} w:styleId="{name}">{inside}</w:style>'
        document.styles.element.append(parse_xml(style))
    found = read(content_of(document))
    assert found.lines == (shown,)
    assert found.warnings == (() if "藏" in shown else ("有 1 处隐藏文字，没有收入",))


def test_a_row_that_was_struck_out_is_gone() -> None:
    """Its cells are empty once the change is accepted, and so is its line."""
    cell = f"<w:tc>{paragraph(run('甲'))}</w:tc>" * 2
    struck = '<w:tr><w:trPr><w:del w:id="1" w:author="乙"/></w:trPr><w:tc><w:p/></w:tc></w:tr>'
    assert lines_of(f"<w:tbl><w:tr>{cell}</w:tr>{struck}</w:tbl>") == ["甲\t甲"]


def test_text_of_another_file_inside_is_told() -> None:
    """A chunk in another format shows in Word, and not here: that is said."""
    found = read(content_of(word_document("前", '<w:altChunk r:id="rId9"/>', "后")))
    assert found.lines == ("前", "后")
    assert "嵌有另一个文件" in found.warnings[0]


def test_boxes_in_boxes_are_read_once_each() -> None:
    """However deep they nest, reading them takes no longer than they are."""
    nested = run("底")
    for depth in range(20):
        box = f"<w:pict><w:txbxContent>{paragraph(nested)}</w:txbxContent></w:pict>"
        nested = f"{run(str(depth))}<w:r>{box}</w:r>"
    assert lines_of(paragraph(nested)) == [*map(str, reversed(range(20))), "底"]


STRICT = {
    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main": (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    ),
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
}


def test_a_strict_document_reads_like_any_other() -> None:
    """Word can write the same elements under other names."""
    content = content_of(word_document(paragraph(in_list(0) + run("主要举措")), "正文"))
    for name in zipfile.ZipFile(io.BytesIO(content)).namelist():
        part = zipfile.ZipFile(io.BytesIO(content)).read(name)
        for usual, strict in STRICT.items():
            part = part.replace(usual, strict)
        content = with_part(content, name, part)
    assert read(content).lines == ("一、主要举措", "正文")


@pytest.mark.parametrize("part", ["styles", "numbering"])
def test_a_document_without_definitions_is_read(part: str) -> None:
    """Programs that write little write neither styles nor lists."""
    content = content_of(word_document("正文"))
    relations = zipfile.ZipFile(io.BytesIO(content)).read("word/_rels/document.xml.rels")
    gone = relations.replace(f'Target="{part}.xml"'.encode(), b'Target="gone.xml"')
    assert gone != relations
    assert read(with_part(content, "word/_rels/document.xml.rels", gone)).lines == ("正文",)


def test_a_list_may_be_defined_by_a_style() -> None:
    """A series that only names a style is numbered as that style's list."""
    lists = (
        f'<w:abstractNum w:abstractNumId="7">{LEVELS}</w:abstractNum>'
        '<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="List"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
    )
    document = word_document(paragraph(in_list(0, num=2) + run("甲")), lists=lists)
    document.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:styleId="List"><w:pPr><w:numPr><w:numId w:val="1"/>'
            "</w:numPr></w:pPr></w:style>"
        )
    )
    assert read(content_of(document)).lines == ("一、甲",)


def test_styles_that_are_based_on_each_other_are_no_trap() -> None:
    """A circle of styles gives nothing, and ends."""
    document = word_document(
        '<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>'
    )
    for name, base in (("A", "B"), ("B", "A")):
        style = f'<w:style {nsdecls("w")} w:styleId="{name}"><w:basedOn w:val="{base}"/></w:style>'
        document.styles.element.append(parse_xml(style))
    assert read(content_of(document)).lines == ("甲",)


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "[Content_Types].xml"])
def test_no_part_may_define_entities(part: str) -> None:
    """Text of a report comes from the file itself, and does not unfold."""
    own = zipfile.ZipFile(io.BytesIO(PLAIN)).read(part)
    root = own.index(b"?>") + 2
    entity = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    with pytest.raises(UnreadableFile, match="实体定义"):
        read(with_part(PLAIN, part, own[:root] + entity + own[root:]))


def test_paragraphs_inside_a_content_control_are_read() -> None:
    """Templates wrap whole paragraphs into controls."""
    control = f"<w:sdt><w:sdtContent>{paragraph(run('控件'))}</w:sdtContent></w:sdt>"
    assert lines_of("前", control, "后") == ["前", "控件", "后"]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"not a zip at all", id="text"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, id="old doc"),
        pytest.param(PLAIN[: len(PLAIN) // 2], id="cut off"),
        pytest.param(PLAIN[:-30], id="last bytes missing"),
        pytest.param(with_part(PLAIN, "word/document.xml", b"<w:document"), id="broken xml"),
        pytest.param(with_part(PLAIN, "word/document.xml", b""), id="empty part"),
        pytest.param(with_part(PLAIN, "[Content_Types].xml", b"<x/>"), id="no types"),
        pytest.param(with_part(PLAIN, "_rels/.rels", b"<x/>"), id="no relations"),
    ],
)
def test_a_broken_file_is_refused_in_chinese(content: bytes) -> None:
    """Whatever is wrong with the file, the reason names Word and can be read by staff."""
    with pytest.raises(UnreadableFile, match="Word 文档"):
        read(content)


def test_an_archive_without_a_document_is_refused() -> None:
    """A spreadsheet or any other archive is no report."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("hello.txt", "hello")
    with pytest.raises(UnreadableFile):
        read(file.getvalue())


def test_an_archive_that_unpacks_to_far_more_is_not_opened() -> None:
    """A small file that would fill the memory is refused by what its directory says."""
    file = io.BytesIO(PLAIN)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"word/media/{number}.bin", b"\0" * 100 * 1024 * 1024)
    assert len(file.getvalue()) < 1024 * 1024
    with pytest.raises(UnreadableFile, match="解压后过大"):
        read(file.getvalue())


@pytest.mark.parametrize(
    "levels",
    [
        LEVELS.replace('w:ilvl="1"', ""),
        LEVELS.replace('w:ilvl="1"', 'w:ilvl="x"'),
        LEVELS.replace('<w:start w:val="1"/>', '<w:start w:val="一"/>'),
    ],
    ids=["no level", "strange level", "strange start"],
)
def test_definitions_that_mean_nothing_are_refused(levels: str) -> None:
    """Numbers that cannot be told would be silently wrong: the file is refused instead."""
    with pytest.raises(UnreadableFile, match="内部结构有误"):
        lines_of(paragraph(in_list(0) + run("甲")), lists=LISTS.replace(LEVELS, levels))


def test_a_broken_part_with_notes_is_refused() -> None:
    """A file whose notes cannot be read is not shown as if it had none."""
    document = word_document("正文")
    kinds = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kinds, b"<w:foot", document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    with pytest.raises(UnreadableFile, match="内部结构有误"):
        read(content_of(document))


@pytest.mark.property
@settings(max_examples=60)
@given(
    damages=st.lists(
        st.tuples(st.integers(0, len(PLAIN) - 1), st.integers(0, 255)), min_size=1, max_size=4
    ),
    end=st.integers(1, len(PLAIN)),
)
@example(damages=[(len(PLAIN) // 3, 0)], end=len(PLAIN))
def test_a_damaged_file_is_read_or_refused(damages: list[tuple[int, int]], end: int) -> None:
    """Damage anywhere in the file gives a document or a reason, never another error."""
    content = bytearray(PLAIN)
    for at, byte in damages:
        content[at] = byte
    for whole in (bytes(content), bytes(content[:end])):
        try:
            said = read(whole).format
        except UnreadableFile as refused:
            said = refused.reason
        assert said


@pytest.mark.property
@settings(max_examples=25)
@given(
    texts=st.lists(
        st.text(st.characters(exclude_categories=["Cs", "Cc"], max_codepoint=0xFFFD), min_size=1),
        min_size=1,
        max_size=5,
    )
)
def test_every_character_of_a_plain_document_is_read(texts: list[str]) -> None:
    """Paragraphs without anything special come back as they were written."""
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    assert list(read(content_of(document)).lines) == texts
