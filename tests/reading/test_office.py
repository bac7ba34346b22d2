"""What LibreOffice reads for us comes out as a reader of the final version sees it."""

import http.server
import os
import subprocess
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from searchapp.errors import Encrypted, NeedsProgram, UnreadableFile
from searchapp.reading import Document, libreoffice, read_file, readers_here
from searchapp.reading.files import Reader
from searchapp.reading.libreoffice import office_program, office_version, run_in
from searchapp.reading.office import read_doc, read_odt, read_rtf
from tests.reading.office_files import converted
from tests.reading.word_files import content_of, in_list, paragraph, run, word_document

needs_office = pytest.mark.skipif(office_program() is None, reason="LibreOffice is not here")

_CHANGE = 'w:author="甲" w:date="2025-01-02T00:00:00Z"'
_CELLS = '<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{0}</w:tc>'


def _table(*rows: tuple[str, ...]) -> str:
    columns = '<w:gridCol w:w="2000"/>' * len(rows[0])
    written = (
        f"<w:tr>{''.join(_CELLS.format(paragraph(run(cell))) for cell in row)}</w:tr>"
        for row in rows
    )
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{''.join(written)}</w:tbl>"


Documents = tuple[dict[str, Document], Path]
#: Numbers that are only shown, a tracked change, hidden text, an empty cell, rare signs.
REPORT = (
    "松栎镇2024年法治政府建设情况的报告",
    paragraph(in_list(0) + run("主要举措和成效")),
    paragraph(in_list(1) + run("加强组织领导")),
    paragraph(in_list(2) + run("召开会议3次。")),
    paragraph(in_list(2) + run("健全制度。")),
    paragraph(in_list(1) + run("化解矛盾纠纷")),
    paragraph(
        f'{run("调解")}<w:del w:id="1" {_CHANGE}>{run("118", "delText")}</w:del>'
        f'<w:ins w:id="2" {_CHANGE}>{run("121")}</w:ins>{run("件。")}'
    ),
    paragraph(f"{run('公开')}<w:r><w:rPr><w:vanish/></w:rPr><w:t>批注</w:t></w:r>{run('信息。')}"),
    _table(("类型", "受理", "调成"), ("婚姻家庭", "42", "41"), ("邻里", "", "7")),
    paragraph(in_list(0) + run("存在的不足和原因")),
    "㎡与“引号”、〔2024〕5号、～、①②、𠮷。",
)
SHOWN = (
    *("松栎镇2024年法治政府建设情况的报告", "一、主要举措和成效", "（一）加强组织领导"),
    *("1. 召开会议3次。", "2. 健全制度。", "（二）化解矛盾纠纷", "调解121件。", "公开信息。"),
    *("类型\t受理\t调成", "婚姻家庭\t42\t41", "邻里\t\t7", "二、存在的不足和原因"),
    "㎡与“引号”、〔2024〕5号、～、①②、𠮷。",
)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The report in each format, as LibreOffice writes it; a .wps is a .doc under another name."""
    folder = tmp_path_factory.mktemp("office")
    original = folder / "报告.docx"
    original.write_bytes(content_of(word_document(*REPORT)))
    files = {form: converted([original], form, folder)[0] for form in ("doc", "rtf", "odt")}
    files["wps"] = files["doc"].with_suffix(".wps")
    files["wps"].write_bytes(files["doc"].read_bytes())
    return files


@pytest.fixture(scope="module")
def documents(written: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Documents:
    """What is read of each file, two at once, and the folder for what is of use in between."""
    folder = tmp_path_factory.mktemp("between")
    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(2) as pool:
        patch.setattr(tempfile, "tempdir", str(folder))
        return dict(zip(written, pool.map(read_file, written.values()), strict=True)), folder


@needs_office
@pytest.mark.parametrize("form", ["doc", "wps", "rtf", "odt"])
def test_a_report_reads_alike_in_every_format(documents: Documents, form: str) -> None:
    """Numbers, cells and changes are those a reader sees; hidden text is told of and left out.

    RTF keeps the number of an entry as text, without the blank that follows it. Two files are
    read at once, each by a LibreOffice with a profile of its own.
    """
    document = documents[0][form]
    shown = [line.replace(". ", ".") for line in SHOWN] if form == "rtf" else list(SHOWN)
    assert [line for line in document.lines if line] == shown
    assert (document.format, document.paragraphs) == (form, True)
    assert document.warnings == ("有 1 处隐藏文字，没有收入",)


@needs_office
def test_nothing_is_left_behind(documents: Documents, written: dict[str, Path]) -> None:
    """No file of a conversion outlives it, and none is written beside the document."""
    assert list(documents[1].iterdir()) == []
    beside = {path.name for path in written["doc"].parent.iterdir()} - {"profile", "报告.docx"}
    assert beside == {path.name for path in written.values()}


@pytest.mark.skipif(os.name != "posix", reason="processes are asked after as Unix does")
def test_a_program_that_hangs_is_ended_with_all_it_started(tmp_path: Path) -> None:
    """After the time limit neither the program nor its children are there."""
    started = tmp_path / "pids"
    script = f"sleep 60 & echo $! $$ > {started}; wait"
    begun = time.monotonic()
    with pytest.raises(subprocess.TimeoutExpired):
        run_in(tmp_path, ["/bin/sh", "-c", script], seconds=1)
    assert time.monotonic() - begun < 10
    time.sleep(0.2)
    pids = ",".join(started.read_text("utf-8").split())
    states = subprocess.run(["ps", "-o", "stat=", "-p", pids], capture_output=True, text=True)
    assert [state for state in states.stdout.split() if not state.startswith("Z")] == []


class _Requests(http.server.BaseHTTPRequestHandler):
    """Remembers what is asked for, and has nothing."""

    seen: list[str]

    def do_GET(self) -> None:
        """Remember."""
        self.seen.append(self.path)
        self.send_error(404)

    do_OPTIONS = do_HEAD = do_PROPFIND = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Be silent."""


@pytest.fixture
def requests() -> Iterator[tuple[str, list[str]]]:
    """The address of a host, and what was asked of it."""
    seen: list[str] = []
    handler = type("Handler", (_Requests,), {"seen": seen})
    with http.server.HTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", seen
        server.shutdown()


_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in (
        *(("office", "office"), ("text", "text"), ("draw", "drawing"), ("script", "script")),
        *(("svg", "svg-compatible"), ("style", "style")),
    )
)


_MANIFEST = (
    '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" m:version="1.2">'
    '<m:file-entry m:full-path="/" m:media-type="application/vnd.oasis.opendocument.text"/>'
    '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>'
)


def odt(path: Path, text: str, *, begin: str = "", more: dict[str, str] | None = None) -> Path:
    """An .odt of raw XML."""
    parts = {
        "META-INF/manifest.xml": _MANIFEST,
        "content.xml": f'<?xml version="1.0" encoding="UTF-8"?>{begin}<office:document-content '
        f'{_SPACES} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2">'
        f"<office:body><office:text>{text}</office:text></office:body>"
        "</office:document-content>",
        **(more or {}),
    }
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        for name, part in parts.items():
            archive.writestr(name, part)
    return path


@needs_office
def test_a_document_cannot_make_us_fetch_anything(
    tmp_path: Path, requests: tuple[str, list[str]]
) -> None:
    """A picture at another host is not asked for; a section of another file is not read."""
    host, seen = requests
    secret = tmp_path / "秘密.txt"
    secret.write_text("不该读到的文字", "utf-8")
    file = odt(
        tmp_path / "报告.odt",
        '<text:p>前文。<draw:frame svg:width="3cm" svg:height="3cm">'
        f'<draw:image xlink:href="{host}/a.png" xlink:type="simple" xlink:show="embed"'
        ' xlink:actuate="onLoad"/></draw:frame></text:p>'
        f'<text:section text:name="S"><text:section-source xlink:href="{secret.as_uri()}"'
        ' text:filter-name="Text"/><text:p>旧文。</text:p></text:section><text:p>后文。</text:p>',
    )
    lines = [line for line in read_file(file).lines if line]
    assert lines == ["前文。", "旧文。", "后文。"]
    assert seen == []


@needs_office
def test_an_rtf_cannot_make_us_fetch_anything(
    tmp_path: Path, requests: tuple[str, list[str]]
) -> None:
    """Fields that would include a file or a picture show what they showed when it was saved."""
    host, seen = requests
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET", "utf-8")
    content = (
        rf'{{\rtf1\ansi {{\field{{\*\fldinst INCLUDETEXT "{secret}"}}{{\fldrslt old}}}} '
        rf'{{\field{{\*\fldinst INCLUDEPICTURE "{host}/b.png" \\d}}{{\fldrslt pic}}}}'
        rf"{{\*\template {host}/t.dot}} end\par}}"
    ).encode()
    lines = read_rtf(tmp_path / "报告.rtf", content).lines
    assert [line.split() for line in lines if line] == [["old", "pic", "end"]]
    assert seen == []


@needs_office
def test_what_cannot_be_opened_says_what_to_do() -> None:
    """A file that was cut off is refused with a way out that staff can go."""
    with pytest.raises(UnreadableFile, match=r"LibreOffice 无法打开.*另存为 \.docx"):
        read_rtf(Path("报告.rtf"), b"{\\rtf1\\ansi cut o")


def test_an_odt_with_a_password_says_so(tmp_path: Path) -> None:
    """Its list of parts tells how each was encrypted."""
    locked = "<manifest xmlns:manifest='m'><manifest:encryption-data/></manifest>"
    file = odt(tmp_path / "报告.odt", "", more={"META-INF/manifest.xml": locked})
    with pytest.raises(Encrypted, match="请先取消密码"):
        read_file(file)


@pytest.mark.parametrize(
    "entity", ['SYSTEM "file:///etc/hostname"', '"&b;&b;"><!ENTITY b "词"'], ids=["other", "own"]
)
def test_an_odt_that_defines_entities_is_refused(tmp_path: Path, entity: str) -> None:
    """No text of a report comes from elsewhere or unfolds: LibreOffice does not see the file."""
    file = odt(
        tmp_path / "报告.odt", "<text:p>&a;</text:p>", begin=f"<!DOCTYPE a [<!ENTITY a {entity}>]>"
    )
    with pytest.raises(UnreadableFile, match="内部结构有误"):
        read_file(file)


@pytest.fixture
def no_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine without LibreOffice."""
    caches = (office_program, office_version, readers_here)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(libreoffice, "PLACES", ())
    for each in caches:
        each.cache_clear()
    yield
    for each in caches:
        each.cache_clear()


@pytest.mark.usefixtures("no_office")
@pytest.mark.parametrize("reader", [read_doc, read_rtf])
def test_without_libreoffice_the_reason_says_how_to_get_it(reader: Reader) -> None:
    """Staff read what to install, or what to do without it."""
    with pytest.raises(NeedsProgram) as refused:
        reader(Path("报告"), b"")
    for told in ("LibreOffice", "libreoffice-writer-nogui", "zh-cn.libreoffice.org", ".docx"):
        assert told in refused.value.reason


@pytest.mark.usefixtures("no_office")
def test_what_this_machine_lacks_is_not_among_its_readers() -> None:
    """The list changes when LibreOffice comes, so that what failed is tried again."""
    assert "LibreOffice" not in readers_here()


@needs_office
def test_the_readers_of_this_machine_have_versions() -> None:
    """A newer LibreOffice is another reader."""
    assert office_version().startswith("LibreOffice ")
    assert office_version() in readers_here()


def test_folders_of_runs_that_were_killed_are_swept_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is an hour old belongs to nobody; what is new may be another process's."""
    old, new = tmp_path / "searchapp-office-old", tmp_path / "searchapp-office-new"
    for folder in (old, new):
        folder.mkdir()
    os.utime(old, (0, 0))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with libreoffice.own_folder() as folder:
        assert folder.is_dir()
        assert (old.exists(), new.exists()) == (False, True)
    assert not folder.exists()


def _rtf(*paragraphs: str) -> Document:
    body = "".join(rf"\pard {text}\par" for text in paragraphs)
    lists = (
        r"{\*\listtable{\list\listtemplateid1{\listlevel\levelnfc0\levelstartat1{\leveltext"
        r"\'02\'00.;}{\levelnumbers\'01;}}\listid1}}{\*\listoverridetable{\listoverride\listid1"
        r"\listoverridecount0\ls1}}"
    )
    content = rf"{{\rtf1\ansi\ansicpg936{{\fonttbl{{\f0\fcharset134 SimSun;}}}}{lists}{body}}}"
    return read_rtf(Path("报告.rtf"), content.encode("gbk"))


@needs_office
def test_a_number_in_rtf_is_the_one_that_was_shown() -> None:
    """The number is there as text for old programs; a bullet is none, and a path is left alone."""
    document = _rtf(
        r"{\listtext\pard\plain\f0 \'d2\'bb\'a1\'a2\tab}\ilvl0\ls1 \f0 \'bc\'d7",
        r"{\listtext\pard\plain\f0 \'b7\tab}\ilvl0\ls1 \f0 \'d2\'d2",
        r"\f0 C:\\ls1 \'b1\'fb",
    )
    assert [line for line in document.lines if line] == ["一、甲", "乙", "C:\\ls1 丙"]


@needs_office
def test_an_rtf_without_shown_numbers_is_counted() -> None:
    """A program that leaves them out leaves the counting to whoever reads."""
    document = _rtf(r"\ilvl0\ls1 \f0 \'bc\'d7", r"\ilvl0\ls1 \f0 \'d2\'d2")
    assert [line for line in document.lines if line] == ["1.甲", "2.乙"]


@needs_office
def test_an_odt_without_a_part_is_refused(tmp_path: Path) -> None:
    """A container that has lost its text is no document."""
    file = tmp_path / "报告.odt"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    with pytest.raises(UnreadableFile, match=r"缺少 content\.xml"):
        read_odt(file, file.read_bytes())
