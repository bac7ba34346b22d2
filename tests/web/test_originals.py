"""The files of a report as they came."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from searchapp.reports import FiledReport, Source
from searchapp.web import create_app
from tests.library.homes import SONGLI, SONGLI_PAGE, SONGLI_REVISED, TINGLAN, Home, new_home
from tests.reading.pdf_files import pdf_of, typeset
from tests.web.homes import visitor
from tests.web.reading import faults_of, visit

#: What a hostile page may try.
HOSTILE = """
<link rel="preconnect" href="https://elsewhere.example">
<li<link>nk rel="stylesheet" href="https://elsewhere.example/a.css">
<meta http-equiv="refresh" content="0;url=https://elsewhere.example/">
<base href="https://elsewhere.example/">
<script>document.title = "ran"; fetch("https://elsewhere.example/")</script>
<img src="https://elsewhere.example/a.png" onerror="document.title='ran'">
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A report of a page in a folder with a Chinese name."""
    home = new_home(tmp_path / "home")
    home.write("青禾县/松栎镇 2024.html", SONGLI_PAGE.replace("<body>", f"<body>{HOSTILE}"))
    home.ingest()
    return home


@pytest.fixture
def reader(home: Home) -> FlaskClient:
    return visitor(home)


def address(home: Home, end: str = "original/1") -> str:
    """The address of the report's first file."""
    return f"/reports/{home.only().id}/{end}"


def refused(answer: TestResponse, status: int, why: str) -> None:
    """The answer is a page in Chinese that says why, and nothing of a file."""
    html = answer.get_data(as_text=True)
    assert answer.status_code == status
    assert why in html
    assert faults_of(html) == []
    assert "attachment" not in answer.headers.get("Content-Disposition", "")


def test_a_file_is_given_out_byte_for_byte(home: Home, reader: FlaskClient) -> None:
    """Under its own name, as something to save; the link stands on the page."""
    page = visit(reader, f"/reports/{home.only().id}")
    assert page.links(".file a") == [address(home), address(home, "original/1/look")]
    answer = reader.get(address(home))
    assert answer.get_data() == (home.settings.corpus / "青禾县/松栎镇 2024.html").read_bytes()
    told = answer.headers["Content-Disposition"]
    assert told.startswith("attachment")
    assert "filename*=UTF-8''%E6%9D%BE%E6%A0%8E%E9%95%87%202024.html" in told
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"].startswith("text/html")


def test_a_page_is_shown_where_it_can_do_nothing(home: Home, reader: FlaskClient) -> None:
    """No script, nothing from elsewhere, no way out of its frame; only our page may frame it."""
    look = visit(reader, address(home, "original/1/look"))
    frame = look.only("iframe")
    assert frame.has_attr("sandbox")
    assert (frame.get("sandbox"), frame["src"]) == ([], address(home, "original/1/shown"))
    answer = reader.get(str(frame["src"]))
    policy = [each.strip() for each in answer.headers["Content-Security-Policy"].split(";")]
    assert policy == [
        *("default-src 'none'", "img-src data:", "style-src 'unsafe-inline'"),
        *("base-uri 'none'", "form-action 'none'", "frame-ancestors 'self'", "sandbox"),
    ]
    assert answer.headers["X-DNS-Prefetch-Control"] == "off"
    html = answer.get_data(as_text=True)
    assert "全年受理矛盾纠纷131件" in html
    assert all(f"<{tag}" not in html for tag in ("link", "meta", "base"))


def test_the_search_is_carried_to_the_look_and_back(home: Home, reader: FlaskClient) -> None:
    """Whoever looked at the original finds the marks again."""
    page = visit(reader, f"/reports/{home.only().id}", ("q", "矛盾纠纷"))
    look = visit(reader, page.links(".look")[0])
    assert look.only("input[name=q]")["value"] == "矛盾纠纷"
    assert visit(reader, look.links(".back a")[0]).texts("mark") == ["矛盾纠纷"]


def test_a_page_in_an_old_encoding_is_shown_in_its_characters(tmp_path: Path) -> None:
    """GB18030 that nobody declared is not taken for Latin letters."""
    home = new_home(tmp_path)
    page = SONGLI_PAGE.replace('<meta charset="utf-8">', "")
    (home.settings.corpus / "a.html").write_bytes(page.encode("gb18030"))
    home.ingest()
    answer = visitor(home).get(address(home, "original/1/shown"))
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "松栎镇人民政府" in answer.get_data(as_text=True)


@pytest.mark.parametrize("number", ["0", "2", "999999999999", "-1", "x", "../1", "..%2f1"])
def test_there_are_no_files_but_those_of_the_report(
    home: Home, reader: FlaskClient, number: str
) -> None:
    """Whoever edits the number finds nothing."""
    for end in ("", "/look", "/shown"):
        assert reader.get(address(home, f"original/{number}{end}")).status_code == 404


@pytest.mark.parametrize("path", ["../outside.txt", "青禾县/../../outside.txt", "/etc/hostname"])
def test_no_path_leads_out_of_the_corpus(home: Home, path: str) -> None:
    """Not even one that the index would name."""
    (home.path / "outside.txt").write_text("secret", "utf-8")
    _name_source(home, home.only(), path)
    refused(visitor(home).get(address(home)), 404, "不在报告文件夹里")


def _name_source(home: Home, filed: FiledReport, path: str) -> None:
    with home.engine.writer() as writer:
        writer.put(replace(filed, sources=(Source(path, "txt"),)))


def test_a_link_out_of_the_corpus_is_not_followed(home: Home, reader: FlaskClient) -> None:
    """Whoever can put a link into the folder cannot read the machine with it."""
    file = home.settings.corpus / "青禾县/松栎镇 2024.html"
    outside = home.path / "outside.html"
    file.rename(outside)
    file.symlink_to(outside)
    refused(reader.get(address(home)), 404, "不在报告文件夹里")


def test_a_file_that_was_changed_or_is_gone_is_not_given_out(
    home: Home, reader: FlaskClient
) -> None:
    """The page says which of the two, and what to do; no other text passes for the report's."""
    file = home.settings.corpus / "青禾县/松栎镇 2024.html"
    file.write_text(SONGLI_REVISED, "utf-8")
    for end in ("original/1", "original/1/look", "original/1/shown"):
        refused(reader.get(address(home, end)), 404, "收入以后改动过")
    file.unlink()
    refused(reader.get(address(home)), 404, "文件不存在")


def test_a_file_that_holds_another_report_now_is_not_given_out(tmp_path: Path) -> None:
    """Its bytes are what the ledger knows, but of another report."""
    home = new_home(tmp_path)
    home.write("a.txt", SONGLI)
    home.write("b.txt", TINGLAN)
    home.ingest()
    (songli,) = (each for each in home.engine.reports() if each.sources[0].path == "a.txt")
    _name_source(home, songli, "b.txt")
    refused(visitor(home).get(f"/reports/{songli.id}/original/1"), 404, "已不是这篇报告的文件")


def test_an_earlier_version_offers_no_file(tmp_path: Path) -> None:
    """The file that is there holds the newest."""
    home = new_home(tmp_path)
    for text in (SONGLI, SONGLI_REVISED):
        home.write("a.txt", text)
        home.ingest()
    reader, name = visitor(home), home.only().id
    assert visit(reader, f"/reports/{name}?version=1").links(".file a") == []
    assert visit(reader, f"/reports/{name}").links(".file a") == [f"/reports/{name}/original/1"]
    assert "132件" in reader.get(f"/reports/{name}/original/1").get_data(as_text=True)


def test_where_originals_are_kept_from_readers_nothing_leads_to_them(home: Home) -> None:
    """No link, and at each address a page that says so."""
    settings = replace(home.settings, originals=False)
    reader = create_app(home.engine, settings).test_client()
    page = visit(reader, f"/reports/{home.only().id}")
    assert page.links(".file a") == []
    assert page.texts(".file") == ["青禾县/松栎镇 2024.html"]
    for end in ("original/1", "original/1/look", "original/1/shown", "original/9"):
        refused(reader.get(address(home, end)), 403, "这里不提供原文件")


def test_a_pdf_is_shown_by_the_browser_in_a_frame_of_ours(tmp_path: Path) -> None:
    """Nobody else may frame it."""
    home = new_home(tmp_path)
    (home.settings.corpus / "a.pdf").write_bytes(pdf_of(*typeset(SONGLI.splitlines())))
    home.ingest()
    reader = visitor(home)
    look = visit(reader, address(home, "original/1/look"))
    assert look.only("iframe")["src"] == address(home, "original/1/shown")
    answer = reader.get(address(home, "original/1/shown"))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == "inline; filename=a.pdf"
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]


def test_what_a_browser_cannot_show_is_not_offered_to_look_at(tmp_path: Path) -> None:
    """A text has its download, and no page to look at."""
    home = new_home(tmp_path)
    home.write("a.txt", SONGLI)
    home.ingest()
    reader = visitor(home)
    assert reader.get(address(home, "original/1/look")).status_code == 404
    assert reader.get(address(home, "original/1/shown")).status_code == 404


def test_pages_of_originals_are_safe_and_well_formed(home: Home, reader: FlaskClient) -> None:
    """Our own page round the file keeps the headers of every page."""
    answer = reader.get(address(home, "original/1/look"))
    assert faults_of(answer.get_data(as_text=True)) == []
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
