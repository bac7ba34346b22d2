"""A briefing goes out of the pages as a file."""

import io
import json
import re
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from searchapp.briefing.exports import EXPORTS
from searchapp.briefing.saying import Where
from searchapp.library.briefings import Content
from searchapp.settings import Settings
from searchapp.web import create_app
from tests.briefing.reading import READ, notes_of, opened
from tests.briefing.templates import template_with
from tests.library.homes import Home, new_home
from tests.web.briefed import briefings_in
from tests.web.every_page import OWN
from tests.web.homes import visitor


@pytest.fixture(scope="module")
def number(furnished_home: Home) -> str:
    """The briefing of the furnished home that quotes two sources, one of them twice."""
    return briefings_in(furnished_home)["briefing"]


@pytest.fixture(scope="module")
def reader(furnished_home: Home) -> FlaskClient:
    """A visitor of the furnished home."""
    return visitor(furnished_home)


@pytest.fixture
def quotes(furnished_home: Home, number: str) -> list[tuple[str, str]]:
    """What the briefing quotes: code and words."""
    with furnished_home.ledger() as ledger:
        briefing = ledger.briefings.of(int(number))
        assert briefing
        found = ledger.excerpts.among(briefing.content.codes)
    return [(code, excerpt.quote) for code, excerpt in found.items()]


def _name(response: TestResponse) -> str:
    said = re.search(r"filename\*=UTF-8''(\S+)", response.headers["Content-Disposition"])
    assert said
    return unquote(said[1])


@pytest.mark.parametrize("ending", EXPORTS)
@pytest.mark.parametrize("where", Where, ids=str)
def test_every_kind_of_file_has_the_quotes_and_live_links(
    reader: FlaskClient, number: str, quotes: list[tuple[str, str]], ending: str, where: Where
) -> None:
    """The whole way, from what is kept in the library to what a colleague opens."""
    response = reader.get(f"/briefings/{number}/export.{ending}?sources={where}")
    assert (response.status_code, response.mimetype) == (
        200,
        EXPORTS[ending].media_type.partition(";")[0],
    )
    found = READ[ending](response.data)
    assert len(quotes) == 2
    for code, quote in quotes:
        assert quote in found.text
        link = f"http://localhost/x/{code}"
        assert link in found.links
        assert reader.get(link.removeprefix("http://localhost")).status_code in (200, 302, 303)
    assert "有改动 1 条" in found.text
    assert "未变 1 条" in found.text
    assert "数字等定稿后再核一次" not in found.text


def test_the_file_bears_the_briefings_name(reader: FlaskClient, number: str) -> None:
    """As a file to keep, in Chinese, and in ASCII for old programs."""
    response = reader.get(f"/briefings/{number}/export.docx")
    assert _name(response) == "基层治理专题.docx"
    disposition = response.headers["Content-Disposition"]
    assert disposition.startswith(f"attachment; filename=briefing-{number}.docx;")


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home without reports, in which briefings are made."""
    return new_home(tmp_path_factory.mktemp("exporting") / "own")


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ('甲/乙\\丙:丁*"戊"?', "甲乙丙丁戊.txt"),
        ("../../etc/passwd", "etcpasswd.txt"),
        (" . ", "材料.txt"),
        ("题\r\nX-Evil: 1", "题X-Evil 1.txt"),
        ("长" * 80, "长" * 40 + ".txt"),
    ],
    ids=["signs", "path", "nothing", "line end", "long"],
)
def test_any_name_becomes_one_that_every_system_takes(own: Home, name: str, file: str) -> None:
    """Signs of Windows, paths and line ends go; a name of which nothing is left is 材料."""
    with own.ledger() as ledger:
        made = ledger.briefings.make(Content(name), "测试")
        ledger.commit()
    response = visitor(own).get(f"/briefings/{made.id}/export.txt")
    assert response.status_code == 200
    assert _name(response) == file
    assert "X-Evil" not in response.headers


def test_links_bear_the_address_that_was_set(furnished_home: Home, number: str) -> None:
    """Behind a proxy, or exported on the machine itself, links lead colleagues to the pages."""
    settings = Settings(home=furnished_home.path, address="https://baogao.example/r")
    reader = create_app(furnished_home.engine, settings).test_client()
    said = json.loads(reader.get(f"/briefings/{number}/export.json").data)
    assert said["first"]["items"][0]["id"].startswith("https://baogao.example/r/x/")


@pytest.mark.parametrize(
    ("host", "told"),
    [("127.0.0.1:8000", True), ("[::1]:8000", True), ("localhost", True), ("10.1.2.3", False)],
)
def test_the_page_says_where_links_lead_nobody_else(
    reader: FlaskClient, number: str, host: str, *, told: bool
) -> None:
    """A document that was exported on the machine itself is read on others."""
    page = reader.get(f"/briefings/{number}/export", headers={"Host": host}).text
    assert ("只在这台电脑上打得开" in page) == told


def test_a_name_that_nobody_knows_comes_into_no_document(reader: FlaskClient, number: str) -> None:
    """Another site may give its name to this machine; documents are passed on."""
    answer = reader.get(f"/briefings/{number}/export.docx", headers={"Host": "evil.example"})
    assert answer.status_code == 403
    assert "SEARCHAPP_HOSTS" in answer.text
    assert reader.get(
        f"/briefings/{number}/export.txt", headers={"Host": "10.1.2.3:8000"}
    ).text.count("http://10.1.2.3:8000/x/")


@pytest.mark.parametrize("path", ["export.docx", "export.html", "export"])
def test_a_briefing_that_is_not_there_is_told(reader: FlaskClient, path: str) -> None:
    """In Chinese, and as not found."""
    answer = reader.get(f"/briefings/999999/{path}")
    assert answer.status_code == 404
    assert "没有这份材料" in answer.text


def test_an_ending_that_is_not_written_is_not_found(reader: FlaskClient, number: str) -> None:
    """No file is made up."""
    assert reader.get(f"/briefings/{number}/export.pdf").status_code == 404


def test_the_page_offers_every_kind_and_says_how_quotes_stand(
    reader: FlaskClient, number: str
) -> None:
    """Before one exports one sees that a source has changed."""
    page = reader.get(f"/briefings/{number}/export").text
    for ending in EXPORTS:
        assert f'name="format" value="{ending}"' in page
    for where in Where:
        assert f'name="sources" value="{where}"' in page
    assert "有改动 1 条" in page
    assert "{{正文}}" in page


def test_the_page_warns_of_what_two_wrote_at_once(
    reader: FlaskClient, furnished_home: Home
) -> None:
    """Both go out, unless somebody chooses before."""
    torn = briefings_in(furnished_home)["torn_briefing"]
    assert "有 1 处两人同时改过" in reader.get(f"/briefings/{torn}/export").text
    text = reader.get(f"/briefings/{torn}/export.txt").text
    assert "120 次" in text
    assert "121 次" in text


def _send(
    reader: FlaskClient, number: str, template: bytes | None = None, **said: str
) -> TestResponse:
    files = {"template": (io.BytesIO(template or b""), "" if template is None else "模板.docx")}
    return reader.post(f"/briefings/{number}/export", data={**said, **files}, headers=OWN)


def test_the_form_gives_the_file_that_was_chosen(reader: FlaskClient, number: str) -> None:
    """Without a script; an empty field for a template is none."""
    answer = _send(reader, number, format="md", sources="brackets")
    assert answer.mimetype == "text/markdown"
    answer = _send(reader, number, format="docx", sources="endnotes")
    assert len(notes_of(answer.data, "endnote")) == 2


def test_the_form_fills_the_template_that_was_sent(reader: FlaskClient, number: str) -> None:
    """In one step with the export; nothing of it is kept."""
    template = template_with("{{标题}}", "{{正文}}", "办公室")
    answer = _send(reader, number, template, format="docx", sources="footnotes")
    assert _name(answer) == "基层治理专题.docx"
    paragraphs = opened(answer.data).paragraphs
    assert paragraphs[0].text == "关于基层治理专题的报告"
    assert paragraphs[-1].text == "办公室"
    assert len(notes_of(answer.data, "footnote")) == 2


@pytest.mark.parametrize(
    ("template", "form", "said"),
    [
        (b"MZ not a document", "docx", "不是 .docx 文件"),
        (b"", "docx", "是空文件"),
        (template_with("{{正文}}"), "html", "模板只用于 Word 文档"),
    ],
)
def test_what_cannot_be_a_template_is_told_on_the_page(
    reader: FlaskClient, number: str, template: bytes, form: str, said: str
) -> None:
    """With what was chosen still chosen."""
    answer = _send(reader, number, template, format=form, sources="endnotes")
    assert answer.status_code == 400
    assert said in answer.text
    assert 'value="endnotes" checked' in answer.text


def test_a_template_that_is_too_large_is_told(reader: FlaskClient, number: str) -> None:
    """Before it fills the memory."""
    answer = reader.post(
        f"/briefings/{number}/export",
        data=bytes(10 * 1024 * 1024 + 70_000),
        content_type="multipart/form-data; boundary=between",
        headers=OWN,
    )
    assert answer.status_code == 413
    assert "模板太大了" in answer.text


def test_a_form_of_another_site_is_refused(reader: FlaskClient, number: str) -> None:
    """It changes nothing, but nobody's machine is to be kept busy by it."""
    answer = reader.post(
        f"/briefings/{number}/export",
        headers={"Origin": "http://evil.example", "Sec-Fetch-Site": "cross-site"},
    )
    assert answer.status_code == 403
