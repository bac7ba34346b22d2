"""What LibreOffice and Chromium print of the sample reports reads as the reports themselves."""

import html
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from searchapp.errors import Encrypted
from searchapp.parsing import Gazetteer, parse
from searchapp.reading import Document, read_file
from searchapp.reports import Report
from tests.browser.chromium import CHROMIUM_ARGUMENTS, find_chromium
from tests.conftest import SAMPLES

#: Reports of every layout: several organs and a signature, a table, 一是 as paragraphs and within
#: them, letter-spaced title, lines cut in mid-sentence; a header and page numbers; a deletion.
OF_TEXT = (
    "2023年度云坪乡法治政府建设工作总结.txt",
    "云坪乡2022年法治政府建设报告（定稿）.txt",
    "松栎镇2022年法治政府建设工作情况报告.txt",
    "鹤沼瑶族乡法治政府建设年度报告（2024年度）.txt",
)
OF_WORD = (
    "松栎镇-2024年法治政府建设报告（印发稿）.docx",
    "松栎镇2023年度法治政府建设情况报告.docx",
    "鹤沼瑶族乡2023年度法治政府建设情况的报告.docx",
)
DELETED = "汀兰镇关于2024年度法治政府建设工作的报告.docx"
#: As an office sets a document; as sites do: ragged lines, no indent, on other paper.
STYLES = {
    "indented": (
        '@page {size: A4; margin: 3.7cm 2.6cm 3.5cm 2.8cm} body {font: 16pt/28pt "Noto Serif CJK '
        'SC"} p {margin: 0; text-indent: 2em; text-align: justify} '
        ".title {font-size: 22pt; line-height: 1.4; text-align: center; text-indent: 0} "
        ".signed {text-align: right; padding-right: 4em}"
    ),
    "ragged": (
        '@page {size: letter} body {font: 14pt/1.7 "Noto Sans CJK SC"} '
        "p {margin: 0; text-indent: 2em} .title {text-align: center; text-indent: 0}"
    ),
    "block": (
        '@page {size: B5} body {font: 10.5pt/1.6 "Noto Sans CJK SC"} p {margin: 0 0 6pt} '
        ".title {font-size: 16pt; text-align: center} .signed {text-align: right}"
    ),
    "tight": 'body {font: 12pt/1.4 "Noto Serif CJK SC"} p {margin: 0}',
}
_BORDERS = "td {border: 1px solid}"
_SIGNED = re.compile(r"\d{4}年\d+月\d+日|[^。，：]{2,20}(?:人民政府|委员会|办事处)")


@contextmanager
def office() -> Iterator[list[str]]:
    """The command of LibreOffice, in a profile of its own."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        pytest.skip("there is no LibreOffice here: see scripts/install_for_tests.sh")
    with tempfile.TemporaryDirectory() as profile:
        home = f"-env:UserInstallation={Path(profile).as_uri()}"
        yield [found, home, "--headless"]


def print_by_office(files: list[Path], folder: Path, kind: str, *options: str) -> None:
    """Print these files into the folder."""
    with office() as command:
        into = ["--convert-to", kind, "--outdir", str(folder)]
        run = [*command, *options, *into, *map(str, files)]
        subprocess.run(run, check=True, capture_output=True, timeout=120)


def page_of(document: Document, style: str) -> str:
    """The report as a page of a site."""
    lines = [line.strip() for line in document.lines if line.strip()]
    body = "\n".join(_block(line, at) for at, line in enumerate(lines))
    joined = body.replace("</table>\n<table>", "")
    head = f"<meta charset=utf-8><title>政务公开</title><style>{style} {_BORDERS}</style>"
    return f"<!doctype html>{head}{joined}"


def _block(line: str, at: int) -> str:
    if "\t" in line:
        cells = "".join(f"<td>{html.escape(cell)}" for cell in line.split("\t"))
        return f"<table><tr>{cells}</table>"
    title = at < 4 and len(line) < 50 and not line.endswith(("。", "：", ":"))
    kind = "title" if title else "signed" if _SIGNED.fullmatch(line) else ""
    return f'<p class="{kind}">{html.escape(line)}</p>'


@pytest.fixture(scope="module")
def by_office(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Document]:
    """Name of a sample -> what is read of it as LibreOffice prints it."""
    folder = tmp_path_factory.mktemp("office")
    plain = "--infilter=Text (encoded):UTF8"
    print_by_office([SAMPLES / name for name in OF_TEXT], folder, "pdf", plain)
    print_by_office([SAMPLES / name for name in (*OF_WORD, DELETED)], folder, "pdf")
    return {path.stem: read_file(path) for path in folder.glob("*.pdf")}


@pytest.fixture(scope="module")
def by_browser(tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, str], Document]:
    """Name of a sample and of a style -> what is read of it as Chromium prints it."""
    chromium = find_chromium()
    if chromium is None:
        pytest.skip("there is no Chromium here: see scripts/install_for_tests.sh")
    folder = tmp_path_factory.mktemp("browser")
    chosen = list(zip(OF_TEXT, STYLES, strict=True))

    def printed(name: str, style: str) -> Path:
        page, pdf = folder / f"{style}.html", folder / f"{style}.pdf"
        page.write_text(page_of(read_file(SAMPLES / name), STYLES[style]), "utf-8")
        profile = f"--user-data-dir={folder / style}"
        command = [chromium, "--headless", *CHROMIUM_ARGUMENTS, profile, f"--print-to-pdf={pdf}"]
        subprocess.run([*command, page.as_uri()], check=True, capture_output=True, timeout=120)
        return pdf

    with ThreadPoolExecutor(2) as pool:
        files = list(pool.map(lambda each: printed(*each), chosen))
    # One after the other: what reads PDF is not safe for several threads.
    return dict(zip(chosen, map(read_file, files), strict=True))


def assert_same(printed: Document, sample: str, gazetteer: Gazetteer) -> None:
    """The same passages, outline and facts."""
    expected, got = (
        parse(document, gazetteer) for document in (read_file(SAMPLES / sample), printed)
    )
    assert texts(got) == texts(expected)
    assert got.outline == expected.outline
    facts = ("title", "issuers", "doc_number", "issued_on", "year", "genre", "addressee", "place")
    for fact in facts:
        assert getattr(got, fact) == getattr(expected, fact), fact


def texts(report: Report) -> list[str]:
    """The passages of a report."""
    return [passage.text for passage in report.passages]


@pytest.mark.parametrize("sample", [*OF_TEXT, *OF_WORD])
def test_what_libreoffice_prints_is_the_report(
    sample: str, by_office: Mapping[str, Document], gazetteer: Gazetteer
) -> None:
    """Printed by LibreOffice from text or Word, a report has the same passages and facts."""
    assert_same(by_office[Path(sample).stem], sample, gazetteer)


@pytest.mark.parametrize(("sample", "style"), list(zip(OF_TEXT, STYLES, strict=True)))
def test_what_chromium_prints_is_the_report(
    sample: str, style: str, by_browser: Mapping[tuple[str, str], Document], gazetteer: Gazetteer
) -> None:
    """Printed from a page, on any paper, without the lines that Chromium puts round each page."""
    printed = by_browser[sample, style]
    assert_same(printed, sample, gazetteer)
    [note] = printed.warnings
    assert note.startswith("页眉页脚 2 种未收入：")


def test_a_header_is_left_out_and_named(by_office: Mapping[str, Document]) -> None:
    """The header of a Word document stands on every printed page, and once in the warning."""
    printed = by_office["松栎镇-2024年法治政府建设报告（印发稿）"]
    assert printed.warnings == ("页眉页脚 1 种未收入：“松栎镇 2024 年度法治政府建设情况报告”",)


def test_a_deletion_that_was_printed_is_read(
    by_office: Mapping[str, Document], gazetteer: Gazetteer
) -> None:
    """
    The one thing that print loses: LibreOffice prints a tracked deletion, struck through. The
    report says 9 where its Word document has an 8 deleted before; nothing else differs.
    """
    expected, got = (
        texts(parse(document, gazetteer))
        for document in (read_file(SAMPLES / DELETED), by_office[Path(DELETED).stem])
    )
    differing = [pair for pair in zip(expected, got, strict=True) if pair[0] != pair[1]]
    assert len(differing) == 1
    assert differing[0][0].replace("人员9名", "人员89名") == differing[0][1]


PASSWORDS = {
    "open": '"EncryptFile":{"type":"boolean","value":"true"},'
    '"DocumentOpenPassword":{"type":"string","value":"茶山"}',
    "change": '"RestrictPermissions":{"type":"boolean","value":"true"},'
    '"PermissionPassword":{"type":"string","value":"chashan"},"Printing":{"type":"long","value":"0"}',
}


@pytest.mark.parametrize("kind", PASSWORDS)
def test_a_password_is_said_where_it_is_needed(kind: str, tmp_path: Path) -> None:
    """A document that opens only with one says so; one that only may not be changed is read."""
    sample = SAMPLES / OF_WORD[1]
    options = f"pdf:writer_pdf_Export:{{{PASSWORDS[kind]}}}"
    print_by_office([sample], tmp_path, options)
    [pdf] = tmp_path.glob("*.pdf")
    assert b"/Encrypt" in pdf.read_bytes()
    if kind == "open":
        with pytest.raises(Encrypted, match="密码"):
            read_file(pdf)
    else:
        assert "法治政府建设" in read_file(pdf).text
