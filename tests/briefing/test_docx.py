"""The Word document: after the standard, verbatim, with real notes, as Word wants its parts."""

import io
import re
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from searchapp.briefing.docx import docx
from searchapp.briefing.paper import Paper, Quoted
from searchapp.briefing.saying import Where, source_of
from searchapp.library.excerpts.holding import Fate
from tests.briefing.papers import (
    ADDRESS,
    MOMENT,
    excerpt_in,
    paper_of_quotes,
    quoted,
    sample_paper,
)
from tests.briefing.reading import Element, links_of, notes_of, opened, style_of, text_of, xml_of
from tests.briefing.schema import misplaced

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NOTED = [(Where.FOOTNOTES, "footnote"), (Where.ENDNOTES, "endnote")]
each_where = pytest.mark.parametrize("where", Where, ids=str)
each_noted = pytest.mark.parametrize(("where", "kind"), NOTED, ids=["footnotes", "endnotes"])


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _values(root: Element, path: str) -> list[str | None]:
    return [each.get(qn("w:val")) for each in root.iterfind(path.replace("w:", W))]


@each_where
def test_every_element_stands_where_the_schema_has_it(where: Where) -> None:
    """Word calls a document damaged whose elements come in another order."""
    content = docx(sample_paper(), where)
    for name in _parts(content):
        if re.fullmatch(r"word/[^/]+\.xml", name):
            assert list(misplaced(xml_of(content, name))) == [], name


@each_where
def test_every_relation_leads_somewhere_and_every_part_has_a_type(where: Where) -> None:
    """Nothing hangs in the air: neither a link without a target nor a part that nobody knows."""
    content = docx(sample_paper(), where)
    parts = _parts(content)
    types = xml_of(content, "[Content_Types].xml")
    known = {each.get("PartName") for each in types}
    endings = {each.get("Extension") for each in types if each.get("Extension")}
    for name in parts:
        assert f"/{name}" in known or name.rpartition(".")[2] in endings
    for name in (each for each in parts if each.endswith(".rels") and "word/" in each):
        relations = {each.get("Id"): each for each in xml_of(content, name)}
        for each in relations.values():
            inside = each.get("TargetMode") != "External"
            assert not inside or f"word/{each.get('Target')}" in parts
        owner = xml_of(content, name.replace("_rels/", "").removesuffix(".rels"))
        named = {each.get(qn("r:id")) for each in owner.iter() if each.get(qn("r:id"))}
        assert named <= relations.keys()


def test_the_page_is_that_of_the_standard() -> None:
    """A4, 37 mm above, 28 mm at the left, a block of 156 × 225 mm, 22 lines of 28 characters."""
    content = docx(sample_paper(), Where.FOOTNOTES)
    section = opened(content).sections[-1]
    near = 40 * 635  # Two twips, Word's measure, in its units of length.
    assert section.page_width
    assert abs(section.page_width - Mm(210)) < near
    assert section.page_height
    assert abs(section.page_height - Mm(297)) < near
    assert section.top_margin
    assert abs(section.top_margin - Mm(37)) < near
    assert section.left_margin
    assert abs(section.left_margin - Mm(28)) < near
    assert section.right_margin
    assert section.bottom_margin
    width = section.page_width - section.left_margin - section.right_margin
    height = section.page_height - section.top_margin - section.bottom_margin
    assert abs(width - Mm(156)) < near
    assert abs(height - Mm(225)) < near
    grid = xml_of(content, "word/document.xml").find(f".//{W}docGrid")
    assert grid is not None
    assert grid.get(qn("w:type")) == "linesAndChars"
    assert int(grid.get(qn("w:linePitch"), "")) == height // 635 // 22
    pitch = 16 + int(grid.get(qn("w:charSpace"), "")) / 4096
    assert int(width / 12700 / pitch) == 28
    assert int(height / Pt(28)) == 22


def test_title_headings_and_body_have_the_fonts_of_the_standard() -> None:
    """小标宋 二号; 黑体, 楷体, bold 仿宋 三号; lines of 28 points, two characters in.

    Quotes are in 楷体, the words of whoever writes in 仿宋.
    """
    styles = {each.name: each for each in opened(docx(sample_paper(), Where.FOOTNOTES)).styles}
    wanted = {
        "Title": ("方正小标宋简体", 22, False),
        "Heading 1": ("黑体", 16, False),
        "Heading 2": ("楷体_GB2312", 16, False),
        "Heading 3": ("仿宋_GB2312", 16, True),
        "Body Text": ("仿宋_GB2312", 16, False),
        "Quote": ("楷体_GB2312", 16, False),
        "Footer": ("宋体", 14, False),
    }
    for name, (font, size, bold) in wanted.items():
        style = styles[name]
        fonts = style.element.find(f"{W}rPr/{W}rFonts")
        assert fonts.get(qn("w:eastAsia")) == fonts.get(qn("w:ascii")) == font
        assert (style.font.size, bool(style.font.bold)) == (Pt(size), bold)
    for name in ("Heading 1", "Heading 2", "Heading 3", "Body Text", "Quote"):
        form = styles[name].element.find(f"{W}pPr")
        spacing, indent = form.find(f"{W}spacing"), form.find(f"{W}ind")
        assert (spacing.get(qn("w:line")), spacing.get(qn("w:lineRule"))) == ("560", "exact")
        assert indent.get(qn("w:firstLineChars")) == "200"
    assert styles["Title"].paragraph_format.alignment == 1


def test_every_style_has_an_east_asian_font_and_no_theme_has_a_say() -> None:
    """Word and WPS else take the font of a theme, which has none for Chinese."""
    root = xml_of(docx(sample_paper(), Where.FOOTNOTES), "word/styles.xml")
    assert not [each for each in root.iter() for name in each.attrib if "heme" in name]
    for each in (root.find(f"{W}docDefaults/{W}rPrDefault"), *root.iterfind(f"{W}style")):
        assert each is not None
        if each.get(qn("w:type")) == "numbering":
            continue
        fonts = each.find(f"{W}rPr/{W}rFonts")
        assert fonts is not None, each.get(qn("w:styleId"))
        assert all(fonts.get(qn(f"w:{kind}")) for kind in ("eastAsia", "ascii", "hAnsi", "cs"))
        assert fonts.get(qn("w:hint")) == "eastAsia"
    assert _values(root, ".//w:style/w:pPr/w:widowControl") == ["0"] * 13
    language = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert language is not None
    assert language.get(qn("w:eastAsia")) == "zh-CN"


def test_every_style_that_is_used_is_there() -> None:
    """A name that the document does not know is 正文 to Word, without a word."""
    for where in Where:
        content = docx(sample_paper(), where)
        known = {each.style_id for each in opened(content).styles}
        roots = [xml_of(content, name) for name in _parts(content) if name.startswith("word/")
                 and name.endswith(".xml")]  # fmt: skip
        used = {value for root in roots for kind in ("pStyle", "rStyle")
                for value in _values(root, f".//w:{kind}")}  # fmt: skip
        assert used
        assert used <= known


def test_page_numbers_stand_at_the_outer_edge() -> None:
    """— 1 — at the right of odd pages and the left of even ones, one character in."""
    content = docx(sample_paper(), Where.FOOTNOTES)
    section = opened(content).sections[-1]
    assert opened(content).settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        root = footer._element
        assert text_of(root) == "— 1 —"
        assert [each.text for each in root.iter(f"{W}instrText")] == [" PAGE "]
        assert _values(root, ".//w:jc") == [side]
        indent = root.find(f".//{W}ind")
        assert indent is not None
        assert indent.get(qn(f"w:{side}Chars")) == "100"


@each_where
def test_python_docx_reads_back_every_quote(where: Where) -> None:
    """Each stands in one run of a paragraph of its own, character for character, in order."""
    paper = sample_paper()
    document = opened(docx(paper, where))
    found = [each.runs[0].text for each in document.paragraphs if style_of(each) == "Quote"]
    assert found == [each.excerpt.quote for each in paper.quotes]


@each_noted
def test_notes_are_real_and_each_leads_to_its_source(where: Where, kind: str) -> None:
    """A mark in the text, a note with the citation, a live link in the note to the excerpt."""
    paper = sample_paper()
    content = docx(paper, where)
    notes = notes_of(content, kind)
    marks = [
        int(each.get(qn("w:id"), ""))
        for each in xml_of(content, "word/document.xml").iter(f"{W}{kind}Reference")
    ]
    assert marks == list(notes) == [1, 2, 3, 4]
    links = links_of(content, f"{kind}s")
    root = xml_of(content, f"word/{kind}s.xml")
    for id_, each in zip(notes, paper.sources, strict=True):
        source = source_of(paper, each)
        assert notes[id_] == f" {source.told} {source.link}"
        note = next(note for note in root if note.get(qn("w:id")) == str(id_))
        (link,) = note.iter(f"{W}hyperlink")
        assert links[link.get(qn("r:id"), "")] == f"{ADDRESS}/x/{each.excerpt.code}"
        assert len([*note.iter(f"{W}{kind}Ref")]) == 1


@each_noted
def test_word_finds_the_lines_above_notes(where: Where, kind: str) -> None:
    """Separator and its continuation are there, and the settings name them."""
    content = docx(sample_paper(), where)
    root = xml_of(content, f"word/{kind}s.xml")
    types = {each.get(qn("w:id")): each.get(qn("w:type")) for each in root}
    assert (types["-1"], types["0"]) == ("separator", "continuationSeparator")
    told = xml_of(content, "word/settings.xml").find(f"{W}{kind}Pr")
    assert told is not None
    assert [each.get(qn("w:id")) for each in told.iter(f"{W}{kind}")] == ["-1", "0"]
    assert _values(told, "w:numFmt") == ["decimal"]


@each_noted
def test_what_is_quoted_twice_has_one_note(where: Where, kind: str) -> None:
    """The second mark is a field that follows the first one's number."""
    content = docx(sample_paper(), where)
    body = xml_of(content, "word/document.xml")
    (field,) = body.iter(f"{W}instrText")
    (mark,) = body.iter(f"{W}bookmarkStart")
    assert field.text == f" NOTEREF {mark.get(qn('w:name'))} \\f \\h "
    again = [each for each in opened(content).paragraphs if each.text.endswith("98.9%。1")]
    assert len(again) == 1
    named = mark.getnext()
    assert named is not None
    assert len([*named.iter(f"{W}{kind}Reference")]) == 1


def test_brackets_are_links_and_there_are_no_notes() -> None:
    """（citation） behind the quote, live, and no empty part of notes in the file."""
    paper = sample_paper()
    content = docx(paper, Where.BRACKETS)
    assert not {"word/footnotes.xml", "word/endnotes.xml"} & _parts(content).keys()
    links = Counter(links_of(content, "document").values())
    assert links.keys() == {paper.link(each) for each in paper.quotes}
    quotes = [each for each in opened(content).paragraphs if style_of(each) == "Quote"]
    for paragraph, each in zip(quotes, paper.quotes, strict=True):
        assert paragraph.text == f"{each.excerpt.quote}（{source_of(paper, each).told}）"


@pytest.mark.parametrize("where", [Where.FOOTNOTES, Where.BRACKETS], ids=str)
def test_the_list_of_sources_has_each_once_with_its_link(where: Where) -> None:
    """In the order of the numbers, and after it the day of the check."""
    paper = sample_paper()
    document = opened(docx(paper, where))
    listed = [each for each in document.paragraphs if style_of(each) == "Bibliography"]
    assert [each.text for each in listed] == [
        f"[{source.number}]\t{source.told} {source.link}"
        for source in (source_of(paper, each) for each in paper.sources)
    ]
    assert all(each.hyperlinks[0].address == each.hyperlinks[0].text for each in listed)
    assert document.paragraphs[-1].text.startswith("引文最近一次与出处核对：")


def test_endnotes_are_the_list_of_sources() -> None:
    """Their heading is the last paragraph of the document: they follow it."""
    document = opened(docx(sample_paper(), Where.ENDNOTES))
    assert document.paragraphs[-1].text == "出处"
    assert not [each for each in document.paragraphs if style_of(each) == "Bibliography"]


def test_the_file_tells_the_title_and_nobodys_name() -> None:
    """Neither the account nor the machine, and not python-docx either."""
    content = docx(sample_paper(), Where.FOOTNOTES)
    said = opened(content).core_properties
    assert said.title == "关于全县乡镇基层治理情况的材料"
    assert (said.author, said.last_modified_by, said.comments, said.keywords) == ("",) * 4
    assert said.created == said.modified == MOMENT
    assert not any(b"python-docx" in part for part in _parts(content).values())


def test_a_note_says_what_became_of_the_quote() -> None:
    """有改动 with what stands there now, 移位 with the passage, 已删除; 未变 needs no word."""
    notes = notes_of(docx(sample_paper(), Where.FOOTNOTES), "footnote")
    assert "【" not in notes[1]
    assert "【有改动：此处引的是改动前的文字，出处现作“如今这里写着另一句话。”】" in notes[2]
    assert "【移位：文字未变，现为第 3 段】" in notes[3]
    assert "【已删除：出处现在没有这段文字】" in notes[4]


def test_a_source_is_cited_as_it_is_known_today() -> None:
    """A number that was put right since, and the passage where the words stand now."""
    (own,) = paper_of_quotes("一句话。").quotes
    cited = replace(own.excerpt.cited, doc_number="青松政〔2025〕8号")
    now = replace(own.excerpt, cited=cited, passage=7, version=2)
    paper = Paper("", (replace(own, held=replace(own.held, now=now)),), ADDRESS, MOMENT)
    (note,) = notes_of(docx(paper, Where.FOOTNOTES), "footnote").values()
    assert "〔2025〕8号" in note
    assert "第 7 段" in note


def test_three_hundred_quotes_take_less_than_three_seconds() -> None:
    """A year's material of a province is not waited for."""
    paper = paper_of_quotes(*(f"第{number}条。" + "全年化解纠纷。" * 20 for number in range(300)))
    begun = time.perf_counter()
    content = docx(paper, Where.FOOTNOTES)
    assert time.perf_counter() - begun < 3
    assert len(notes_of(content, "footnote")) == 300


def _numbered(count: int) -> Iterator[Quoted]:
    for number in range(1, count + 1):
        yield quoted(
            number, replace(excerpt_in("同一句话。"), code=f"{number:010}"), Fate.UNCHANGED
        )


def test_many_notes_keep_their_order() -> None:
    """The tenth comes after the ninth, not after the first."""
    paper = Paper("材料", tuple(_numbered(12)), ADDRESS, MOMENT)
    links = list(notes_of(docx(paper, Where.ENDNOTES), "endnote").values())
    assert [link[-10:] for link in links] == [f"{number:010}" for number in range(1, 13)]
