"""An OFD is read as a reader of its pages sees it."""

import zipfile
from collections.abc import Sequence
from io import BytesIO
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.errors import Encrypted, UnreadableFile
from searchapp.reading import ofd as reader
from tests.reading.ofd_files import SIZE, SPACE, glyphs, ofd, page, read, stroke, typeset
from tests.reading.word_files import with_part

REPORT = (
    "松栎镇2024年法治政府建设情况的报告",
    "一、2024年推进法治政府建设的主要举措和成效",
    "（一）加强组织领导。" + "坚持以习近平法治思想为指导，召开专题会议3次。" * 12,
    "（二）化解矛盾纠纷。" + "受理矛盾纠纷126件，调解成功率达98.4%。" * 30,
    "二、存在的不足和原因",
    "执法力量薄弱。",
)
ONE = ofd(typeset(REPORT[:2]))


def test_a_report_over_several_pages_comes_back_as_its_paragraphs() -> None:
    """Lines and pages that cut a paragraph leave no mark, and page numbers are not text."""
    document = read(ofd(typeset(REPORT)))
    assert document.lines == REPORT
    assert (document.format, document.paragraphs, document.warnings) == ("ofd", True, ())


@pytest.mark.property
@settings(max_examples=10)
@given(seed=st.integers())
def test_the_order_of_objects_says_nothing(seed: int) -> None:
    """A program may draw every character by itself, in any order: where it stands counts."""
    text = "受理矛盾纠纷一百余件，调解成功率有所提高"
    drawn = [glyphs(char, 30 + at * SIZE, 40) for at, char in enumerate(text)]
    Random(seed).shuffle(drawn)
    assert read(ofd([page(*drawn)])).lines == (text,)


@pytest.mark.parametrize(
    "drawn",
    [
        pytest.param(
            f'<ofd:TextObject Boundary="30 40 80 9" Size="{SIZE}">'
            f'<ofd:TextCode X="0" Y="6" DeltaX="g 3 {SIZE}">依法行政</ofd:TextCode>'
            "</ofd:TextObject>",
            id="steps told once",
        ),
        pytest.param(
            f'<ofd:TextObject Boundary="30 40 80 9" Size="{SIZE}">'
            '<ofd:TextCode X="0" Y="6">依法行政</ofd:TextCode></ofd:TextObject>',
            id="steps not told",
        ),
        pytest.param(
            '<ofd:TextObject Boundary="30 40 80 9" Size="1" CTM="5.64 0 0 5.64 0 0">'
            '<ofd:TextCode X="0" Y="1" DeltaX="1 1 1">依法行政</ofd:TextCode></ofd:TextObject>',
            id="enlarged",
        ),
        pytest.param(
            f'<ofd:TextObject Boundary="30 40 80 9" Size="{SIZE}">'
            f'<ofd:TextCode X="0" Y="6" DeltaX="{SIZE}">依法</ofd:TextCode>'
            f'<ofd:TextCode X="{2 * SIZE}" DeltaX="{SIZE}">行政</ofd:TextCode></ofd:TextObject>',
            id="two runs on one line",
        ),
        pytest.param(
            f"<ofd:PageBlock><ofd:PageBlock>{glyphs('依法行政', 30, 40)}</ofd:PageBlock>"
            "</ofd:PageBlock>",
            id="in blocks",
        ),
    ],
)
def test_text_stands_where_its_object_puts_it(drawn: str) -> None:
    """Boundary, matrix and steps of a text object are those of the standard."""
    following = glyphs("，依法办事", 30 + 4 * SIZE, 46)
    other = glyphs("，依法办事", 30 + 4 * SIZE, 40)
    line = other if "PageBlock" in drawn else following.replace('Y="5.64"', 'Y="6.0"')
    assert "".join(read(ofd([page(drawn, line)])).lines) == "依法行政，依法办事"


def test_pages_come_in_the_order_of_the_document() -> None:
    """The names of the parts say nothing of it."""
    document = (
        f'<ofd:Document xmlns:ofd="{SPACE}"><ofd:CommonData/><ofd:Pages>'
        '<ofd:Page ID="1" BaseLoc="/Doc_0/Pages/Page_1/Content.xml"/>'
        '<ofd:Page ID="2" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>'
    )
    pages = [page(glyphs(text, 30, 40)) for text in ("后一页。", "前一页。")]
    content = ofd(pages, parts={"Doc_0/Document.xml": document})
    assert read(content).lines == ("前一页。", "后一页。")


def test_a_template_of_one_page_is_text_and_one_of_several_is_furniture() -> None:
    """A letterhead belongs to the first page; what lies under all of them is told of."""
    head = page(glyphs("松栎镇人民政府文件", 40, 20))
    form = page(glyphs("内部资料 注意保存", 40, 290))
    pages = [
        page(glyphs("第一页的正文。", 30, 60), template="1"),
        page(glyphs("第二页的正文。", 30, 60), template="2"),
        page(glyphs("第三页的正文。", 30, 60), template="2"),
    ]
    document = read(ofd(pages, templates={"1": head, "2": form}))
    assert document.lines == (
        *("松栎镇人民政府文件", "第一页的正文。", "第二页的正文。", "第三页的正文。"),
    )
    assert document.warnings == ("各页共用的版面文字未收入：“内部资料 注意保存”",)


def test_what_is_not_shown_is_not_read() -> None:
    """Objects and layers may be kept invisible; notes on the page are no text of it."""
    hidden = glyphs("看不见的字", 30, 60, more='Visible="false"')
    layer = page(glyphs("看不见的层", 30, 60), layer='Visible="false"')
    notes = {"Doc_0/Annots/Page_0/Annotation.xml": page(glyphs("批注", 30, 90))}
    content = ofd([page(glyphs("正文。", 30, 40), hidden), layer], parts=notes)
    assert read(content).lines == ("正文。",)


def test_a_watermark_is_told_of_and_left_out() -> None:
    """Text that runs aslant over the page is none of the report's."""
    mark = glyphs("内部资料", 60, 150, more='CTM="0.7 -0.7 0.7 0.7 0 0"')
    document = read(ofd([page(glyphs("正文。", 30, 40), mark)]))
    assert (document.lines, document.warnings) == (("正文。",), ("斜排的文字（水印）1 处未收入",))


@pytest.mark.parametrize("space", ["http://www.ofdspec.org", "http://www.ofdspec.org/2016"])
def test_the_name_of_the_namespace_does_not_matter(space: str) -> None:
    """Older programs write another one."""
    content = ONE
    for name in ("OFD.xml", "Doc_0/Document.xml", "Doc_0/Pages/Page_0/Content.xml"):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            part = archive.read(name).replace(SPACE.encode(), space.encode())
        content = with_part(content, name, part)
    assert read(content).lines == REPORT[:2]


def test_a_drawing_that_pages_share_is_read_where_it_stands() -> None:
    """An object may refer to a drawing that is kept once for all pages."""
    unit = (
        f'<ofd:Res xmlns:ofd="{SPACE}"><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit'
        f' ID="5" Width="90" Height="9"><ofd:Content>{glyphs("行政", 2 * SIZE, 40)}'
        "</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>"
    )
    used = '<ofd:CompositeObject ID="9" ResourceID="5" Boundary="30 0 90 9"/>'
    with zipfile.ZipFile(BytesIO(ONE)) as archive:
        document = archive.read("Doc_0/Document.xml").decode()
    refers = document.replace(
        "<ofd:PageArea>", "<ofd:PublicRes>Res.xml</ofd:PublicRes><ofd:PageArea>"
    )
    parts = {"Doc_0/Res.xml": unit, "Doc_0/Document.xml": refers}
    content = ofd([page(glyphs("依法", 30, 40), used)], parts=parts)
    assert read(content).lines == ("依法行政",)


def _ruled(rows: Sequence[Sequence[str]]) -> list[str]:
    width, height = 40, 10
    right, bottom = 30 + width * len(rows[0]), 50 + height * len(rows)
    return [
        *(stroke(30, 50 + height * at, right, 50 + height * at) for at in range(len(rows) + 1)),
        *(stroke(30 + width * at, 50, 30 + width * at, bottom) for at in range(len(rows[0]) + 1)),
        *(
            glyphs(cell, 32 + width * column, 57 + height * at)
            for at, row in enumerate(rows)
            for column, cell in enumerate(row)
            if cell
        ),
    ]


def test_a_ruled_table_is_a_line_for_each_row() -> None:
    """Cells are parted by tabs, an empty one too."""
    rows = (("类型", "受理", "调成"), ("婚姻家庭", "42", "41"), ("邻里", "", "7"))
    lines = read(ofd([page(glyphs("统计如下：", 30, 40), *_ruled(rows))])).lines
    assert lines == ("统计如下：", *("\t".join(row) for row in rows))


SCAN = page('<ofd:ImageObject ID="4" ResourceID="5" Boundary="0 0 210 297"/>')
NO_ROOT = f'<ofd:OFD xmlns:ofd="{SPACE}"><ofd:DocBody/></ofd:OFD>'
_DTD = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(ONE[:-40], "不是有效的 OFD 文档", id="cut off"),
        pytest.param(ofd([SCAN]), "扫描的 OFD", id="pictures only"),
        pytest.param(ofd(typeset(REPORT), parts={"OFD.xml": NO_ROOT}), "结构有误", id="no root"),
        pytest.param(ofd([page()], parts={"OFD.xml": _DTD + NO_ROOT}), "实体", id="entities"),
        pytest.param(ofd(["<ofd:Page"]), "结构有误", id="broken page"),
        pytest.param(with_part(ONE, "Doc_0/Document.xml", b""), "结构有误", id="empty part"),
        pytest.param(
            ofd([page(glyphs("甲", 3, 4).replace('Size="5.64"', 'Size="nan"'))]),
            "结构有误",
            id="no number",
        ),
    ],
)
def test_what_cannot_be_read_says_why(content: bytes, reason: str) -> None:
    """Each way in which a file may be wrong has a reason in Chinese."""
    with pytest.raises(UnreadableFile, match=reason):
        read(content)


def test_a_missing_page_is_not_passed_over() -> None:
    """A report without one of its pages is not shown as if it were whole."""
    with zipfile.ZipFile(BytesIO(ofd(typeset(REPORT)))) as archive:
        document = archive.read("Doc_0/Document.xml").decode()
    with pytest.raises(UnreadableFile, match="缺少"):
        read(ofd(typeset(REPORT)[:1], parts={"Doc_0/Document.xml": document}))


def test_an_encrypted_file_says_so() -> None:
    """The standard for encryption lists in a part of its own how the others were encrypted."""
    with pytest.raises(Encrypted, match="请先取消密码"):
        read(with_part(ONE, "Encryptions.xml", b"<x/>"))


def test_a_small_file_cannot_draw_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawings that refer to drawings are drawn so often and so deep, and no more."""
    monkeypatch.setattr(reader, "_MOST_DRAWN", 20_000)
    uses = '<ofd:CompositeObject ResourceID="5" Boundary="0 0 9 9"/>' * 10
    unit = (
        f'<ofd:Res xmlns:ofd="{SPACE}"><ofd:CompositeGraphicUnit ID="5"><ofd:Content>{uses}'
        "</ofd:Content></ofd:CompositeGraphicUnit></ofd:Res>"
    )
    with zipfile.ZipFile(BytesIO(ONE)) as archive:
        document = archive.read("Doc_0/Document.xml").decode()
    refers = document.replace(
        "<ofd:PageArea>", "<ofd:PublicRes>Res.xml</ofd:PublicRes><ofd:PageArea>"
    )
    parts = {"Doc_0/Res.xml": unit, "Doc_0/Document.xml": refers}
    with pytest.raises(UnreadableFile, match="内容过多"):
        read(ofd([page(uses)], parts=parts))
