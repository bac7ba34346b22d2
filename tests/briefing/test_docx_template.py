"""An office's own template: what is its own stays, and nothing in it does harm."""

import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt

from searchapp.briefing.docx import docx_in
from searchapp.briefing.docx_template import Template
from searchapp.briefing.paper import Paper
from searchapp.briefing.saying import Where
from searchapp.errors import BadTemplate
from tests.briefing.papers import sample_paper
from tests.briefing.reading import links_of, notes_of, opened, style_of, text_of, xml_of
from tests.briefing.schema import misplaced
from tests.briefing.templates import (
    bytes_of,
    rewritten,
    template_with,
    with_footnote,
    with_relation,
)

PLAIN = template_with("{{标题}}", "{{正文}}", "青禾县人民政府办公室", "{{日期}}")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _filled(template: bytes, where: Where = Where.FOOTNOTES, paper: Paper | None = None) -> bytes:
    return docx_in(Template(template), paper or sample_paper(), where)


def test_the_text_goes_where_the_template_says() -> None:
    """Between what stands before and after its place, under the title, with the day."""
    paragraphs = [each.text for each in opened(_filled(PLAIN)).paragraphs]
    assert paragraphs[0] == "关于全县乡镇基层治理情况的材料"
    assert paragraphs[1].startswith("2024年，各乡镇")
    assert paragraphs[-3].startswith("引文最近一次与出处核对：")
    assert paragraphs[-2:] == ["青禾县人民政府办公室", "2026年11月21日"]
    assert not [each for each in paragraphs if "{{" in each]


def test_its_margins_header_and_styles_are_kept() -> None:
    """The words take the form of the place; headings that of the office's own style."""
    document = opened(_filled(PLAIN))
    assert document.sections[0].top_margin == opened(PLAIN).sections[0].top_margin
    assert document.sections[0].header.paragraphs[0].text == "青禾县人民政府办公室 2026年11月21日"
    styles = {each.text: style_of(each) for each in document.paragraphs}
    assert styles["以上情况，供参考。"] == "公文正文"
    assert styles["一、矛盾纠纷多元化解"] == "一级标题"
    assert styles["（一）调解组织"] == "Heading 2"


@pytest.mark.parametrize("where", Where, ids=str)
def test_quotes_notes_and_links_are_as_in_our_own(where: Where) -> None:
    """A template changes how it looks, and nothing that is said."""
    paper, content = sample_paper(), _filled(PLAIN, where)
    text = text_of(opened(content).element.body)
    for each in paper.quotes:
        assert each.excerpt.quote in text
    kind = {Where.FOOTNOTES: "footnote", Where.ENDNOTES: "endnote"}.get(where)
    part = f"{kind}s" if kind else "document"
    assert {paper.link(each) for each in paper.quotes} <= set(links_of(content, part).values())
    if kind:
        assert len(notes_of(content, kind)) == 4
    known = {each.style_id for each in opened(content).styles}
    root = xml_of(content, f"word/{part}.xml")
    used = {each.get(qn("w:val")) for each in root.iter(f"{W}pStyle", f"{W}rStyle")}
    assert used <= known


@pytest.mark.parametrize("where", [Where.FOOTNOTES, Where.ENDNOTES], ids=str)
def test_what_we_add_stands_where_the_schema_has_it(where: Where) -> None:
    """Also in the settings of a document that another program wrote."""
    content = _filled(PLAIN, where)
    order = [
        each
        for each in misplaced(xml_of(content, "word/settings.xml"))
        if each.startswith(("settings/footnote", "settings/endnote", "footnotePr", "endnotePr"))
    ]
    assert order == []
    added = [
        each
        for each in xml_of(content, "word/styles.xml").iter(f"{W}style")
        if each.get(qn("w:styleId"), "").startswith(("Footnote", "Endnote", "Hyperlink"))
    ]
    assert added
    assert not [wrong for each in added for wrong in misplaced(each)]


def test_a_mark_that_word_cut_into_pieces_is_found() -> None:
    """Word divides what one types wherever it likes; the first piece says how it looks."""
    document = docx.Document()
    paragraph = document.add_paragraph("关于")
    paragraph.add_run("{{").bold = True
    for piece in ("标", "题}", "}的说明"):
        paragraph.add_run(piece)
    (filled, *_) = opened(_filled(bytes_of(document))).paragraphs
    assert filled.text == "关于关于全县乡镇基层治理情况的材料的说明"
    assert filled.runs[1].text == "关于全县乡镇基层治理情况的材料"
    assert filled.runs[1].bold


def test_links_look_as_the_words_beside_them() -> None:
    """Size and font of the place hold for a link as well; its style is there besides."""
    document = docx.Document()
    run = document.add_paragraph().add_run("{{正文}}")
    run.font.size, run.bold = Pt(15), True
    filled = opened(_filled(bytes_of(document), Where.BRACKETS))
    links = [link for each in filled.paragraphs for link in each.hyperlinks]
    assert len(links) == 9
    for link in links:
        (shown,) = link.runs
        assert (shown.font.size, shown.font.bold) == (Pt(15), True)
        assert shown.style.name == "Hyperlink"
    assert list(misplaced(filled.paragraphs[-2]._p)) == []


def test_without_a_place_the_text_goes_to_the_end() -> None:
    """And so does the title, before it: nothing is left out."""
    paragraphs = opened(_filled(template_with("一、说明"))).paragraphs
    assert [each.text for each in paragraphs[:2]] == ["一、说明", "关于全县乡镇基层治理情况的材料"]
    assert paragraphs[-1].text.startswith("引文最近一次")


def test_the_place_may_be_in_a_table() -> None:
    """Many offices have a form; a cell keeps at least one paragraph."""
    document = docx.Document()
    document.add_table(1, 2).cell(0, 1).paragraphs[0].text = "{{正文}}"
    cell = opened(_filled(bytes_of(document))).tables[0].cell(0, 1)
    assert cell.paragraphs[-1].text.startswith("引文最近一次")
    document.sections[0].footer.paragraphs[0].text = "{{标题}}"
    empty = Paper("空", (), "http://a.example", sample_paper().held_at)
    cell = opened(_filled(bytes_of(document), paper=empty)).tables[0].cell(0, 1)
    assert [each.text for each in cell.paragraphs] == [""]


def test_a_place_that_ends_a_section_leaves_the_section() -> None:
    """What is said of the pages before it is said in its paragraph."""
    document = docx.Document()
    document.add_paragraph("{{正文}}")
    document.add_section()
    assert len(opened(_filled(bytes_of(document))).sections) == 2


def test_notes_go_on_from_those_of_the_template() -> None:
    """Its own note keeps its number and its link, and ours have the next ones, in the list too."""
    content = _filled(with_footnote("模板自己的话。"))
    assert list(notes_of(content, "footnote")) == [1, 2, 3, 4, 5]
    assert len(links_of(content, "footnotes")) == 5
    listed = [each.text for each in opened(content).paragraphs if each.text.startswith("[")]
    assert [each[:3] for each in listed] == ["[1]", "[2]", "[3]", "[4]", "[5]"]
    again = [each.text for each in opened(content).paragraphs if each.text.endswith("98.9%。2")]
    assert len(again) == 1


def test_what_looks_like_a_mark_in_a_quote_stays_as_it_is() -> None:
    """Only the template's own marks are filled, not what a report says."""
    paper = sample_paper()
    hostile = Paper("甲{{日期}}{{标题}}乙", paper.parts, paper.address, paper.held_at)
    text = text_of(opened(_filled(PLAIN, paper=hostile)).element.body)
    assert "甲{{日期}}{{标题}}乙" in text


def test_a_word_template_is_taken_too() -> None:
    """A .dotx is what Word calls a template."""
    name = "[Content_Types].xml"
    dotx = rewritten(PLAIN, {name: lambda part: part.replace(b"document.main", b"template.main")})
    assert b"template.main" in zipfile.ZipFile(io.BytesIO(dotx)).read(name)
    assert opened(_filled(dotx)).paragraphs[0].text == "关于全县乡镇基层治理情况的材料"


def test_the_template_of_the_template_is_forgotten() -> None:
    """It lies on somebody's own machine, and Word would look for it there."""
    told = (
        b'<w:attachedTemplate xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships" r:id="rId1"/>'
    )
    relations = (
        b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        b'relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/'
        b'officeDocument/2006/relationships/attachedTemplate" Target="file:///C:/Normal.dotm" '
        b'TargetMode="External"/></Relationships>'
    )
    template = rewritten(
        PLAIN,
        {
            "word/settings.xml": lambda part: part.replace(b"<w:zoom", told + b"<w:zoom", 1),
            "word/_rels/settings.xml.rels": lambda _: relations,
        },
    )
    with zipfile.ZipFile(io.BytesIO(_filled(template))) as archive:
        assert not [name for name in archive.namelist() if b"file:///C:" in archive.read(name)]


def _bomb() -> bytes:
    return rewritten(PLAIN, {"word/media/a.bin": lambda _: bytes(65 * 1024 * 1024)})


def _locked() -> bytes:
    content = bytearray(PLAIN)
    for sign, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(sign)
        while at >= 0:
            content[at + flag] |= 1
            at = content.find(sign, at + 1)
    return bytes(content)


REMOTE = b'<w:p><w:r><w:instrText>INCLU</w:instrText></w:r><w:r><w:instrText>DEPICTURE "http://a.example/a.png"</w:instrText></w:r></w:p><w:sectPr'
ENTITY = b'<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document'
BAD = {
    "no document": (b"not a document", "它不是 .docx 文件"),
    "empty": (b"", "它是空文件"),
    "pdf": (b"%PDF-1.7\n", "它不是 .docx 文件"),
    "cut off": (PLAIN[: len(PLAIN) // 2], "文件已损坏"),
    "too large": (b"PK\x03\x04" + b"0" * (10 * 1024 * 1024), "它太大了"),
    "bursting": (_bomb(), "解压后过大"),
    "locked": (_locked(), "它有密码"),
    "with macros": (
        rewritten(
            PLAIN,
            {
                "[Content_Types].xml": lambda part: part.replace(
                    b"vnd.openxmlformats-officedocument.wordprocessingml.document.main",
                    b"vnd.ms-word.document.macroEnabled.main",
                )
            },
        ),
        "宏",
    ),
    "with a part that runs": (with_relation(PLAIN, "vbaProject", "v.bin", "Internal"), "宏"),
    "with a remote picture": (with_relation(PLAIN, "image", "http://a.example/a.png"), "别处"),
    "with a remote frame": (with_relation(PLAIN, "frame", "file://host/share"), "别处"),
    "with a field that fetches": (
        rewritten(
            PLAIN, {"word/document.xml": lambda part: part.replace(b"<w:sectPr", REMOTE, 1)}
        ),
        "别处",
    ),
    "with an entity": (
        rewritten(
            PLAIN, {"word/document.xml": lambda part: part.replace(b"<w:document", ENTITY, 1)}
        ),
        "文件已损坏",
    ),
    "without a body": (
        rewritten(PLAIN, {"word/document.xml": lambda _: b"<a/>"}),
        "文件内部结构有误",
    ),
    "with the place twice": (template_with("{{正文}}", "{{正文}}"), "不止一处"),
    "with words beside the place": (template_with("正文：{{正文}}"), "自成一段"),
}


@pytest.mark.parametrize(("content", "why"), BAD.values(), ids=BAD)
def test_what_cannot_be_a_template_is_told_in_chinese(content: bytes, why: str) -> None:
    """And what to do instead."""
    with pytest.raises(BadTemplate) as told:
        Template(content)
    assert why in told.value.why


def test_the_place_cannot_be_in_a_header() -> None:
    """Word has no footnotes there."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{正文}}"
    with pytest.raises(BadTemplate, match="页眉"):
        Template(bytes_of(document))
