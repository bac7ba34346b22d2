"""The page on which a draft is checked."""

import io
from pathlib import Path

import pytest
from docx import Document
from flask.testing import FlaskClient

from searchapp.engine.embedded import EmbeddedEngine
from searchapp.web import create_app, drafts
from searchapp.web.picks import Pick
from tests.engine.shelves import DIPU, report_of
from tests.web.every_page import OWN
from tests.web.homes import home_of
from tests.web.reading import Page, faults_of, visit

SAID = "全年受理矛盾纠纷131件，调解成功128件。推行“枫桥经验”。"
DRAFT = "松栎镇“受理矛盾纠纷131件”，荻浦镇“受理矛盾纠纷132件，调解成功128件”。合计办理263件。"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the reports lie."""
    return tmp_path_factory.mktemp("drafts") / "home"


@pytest.fixture(scope="module")
def client(home: Path) -> FlaskClient:
    """A visitor of two reports."""
    own = home_of(
        home,
        report_of("R1", SAID, year=2023),
        report_of("R2", "别的话。", year=2024, place=DIPU),
    )
    return create_app(EmbeddedEngine(own.index), own).test_client()


def sent(client: FlaskClient, **fields: object) -> Page:
    """What is answered to a draft."""
    form = {"content_type": "multipart/form-data", "headers": OWN}
    answer = client.post("/drafts", data=fields, **form)
    return Page(answer.status_code, answer.headers.get("Location"), answer.get_data(as_text=True))


def file_of(content: bytes, name: str) -> tuple[io.BytesIO, str]:
    """A file as a form sends it."""
    return io.BytesIO(content), name


def test_a_pasted_draft_is_checked(client: FlaskClient) -> None:
    """Each claim in order with its verdict, its places, and what differs; all are counted."""
    page = sent(client, text=DRAFT)
    assert page.status == 200
    assert page.texts(".draft-verdict") == ["一致", "有出入", "未找到"]
    assert page.texts(".totals p span") == ["一致 1", "有出入 1", "未找到 1"]
    assert (page.texts("li del"), page.texts("li ins")) == (["132"], ["131"])
    assert faults_of(page.html) == []


def test_each_place_can_be_taken(client: FlaskClient) -> None:
    """Into the briefing one fills, by a form that names the words; and it leads to the report."""
    page = sent(client, text=DRAFT)
    (field,) = page.soup.select(".draft-claim.agrees input[name=at]")
    pick = Pick.read(str(field["value"]))
    assert (pick.report, pick.version, pick.passage) == ("R1", 1, 1)
    assert pick.span is not None
    assert SAID[slice(*pick.span)] == "受理矛盾纠纷131件"
    assert page.links(".draft-claim.agrees .draft-where a") == ["/reports/R1#p1"]


def test_what_must_be_looked_at_is_led_to(client: FlaskClient) -> None:
    """At the top, and nothing else."""
    page = sent(client, text=DRAFT)
    assert page.links(".draft-jumps a") == ["#c2", "#c3"]
    assert not sent(client, text="松栎镇“受理矛盾纠纷131件”").soup.select(".draft-jumps")


def word_file(*paragraphs: str) -> bytes:
    """A Word document."""
    document, out = Document(), io.BytesIO()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(out)
    return out.getvalue()


def test_a_file_is_read_and_not_kept(client: FlaskClient, home: Path) -> None:
    """A Word document is checked as what is pasted; in the home nothing is left of it."""
    before = sorted(home.rglob("*"))
    page = sent(client, file=file_of(word_file("关于纠纷的材料", DRAFT), "../../材料.docx"))
    assert page.texts(".draft-verdict") == ["一致", "有出入", "未找到"]
    assert "材料.docx" in page.html
    assert ".." not in page.texts("main .soft")[0]
    assert sorted(home.rglob("*")) == before


@pytest.mark.parametrize(
    ("content", "name", "status", "word"),
    [
        (b"%PDF-1.4 broken", "a.pdf", 422, "读不了"),
        (b"PK\x03\x04 broken", "a.docx", 422, "读不了"),
        (b"MZ", "a.exe", 415, "只读"),
        (b"", "a.txt", 422, "读不了"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_of(
    client: FlaskClient, content: bytes, name: str, status: int, word: str
) -> None:
    """With the reason, beside the form."""
    page = sent(client, file=file_of(content, name))
    assert page.status == status
    assert word in page.texts(".note")[0]
    assert page.soup.select(".draft-form")


@pytest.mark.parametrize("text", ["", " \n　"])
def test_nothing_is_told_of(client: FlaskClient, text: str) -> None:
    """With what to do."""
    page = sent(client, text=text)
    assert page.status == 400
    assert "没有收到文字" in page.texts(".note")[0]


def test_a_draft_of_a_hundred_pages_is_received(client: FlaskClient) -> None:
    """More than other forms may send; more than that is refused in words."""
    long = "本段没有引文也没有数字。" * 4000
    page = sent(client, text=long)
    assert page.status == 200
    assert "没有可核对的" in page.texts(".note")[0]
    page = sent(client, text=long * 3)
    assert (page.status, "请分成几份" in page.texts(".note")[0]) == (413, True)
    form = {"content_type": "application/x-www-form-urlencoded", "headers": OWN}
    answer = client.post("/drafts", data=b"text=" + b"a" * (2 << 20), **form)
    assert answer.status_code == 413
    assert "请分成几份" in answer.get_data(as_text=True)


def test_what_was_not_looked_up_is_counted(client: FlaskClient) -> None:
    """Of a draft with very many claims the rest is told of."""
    page = sent(client, text="合计7件。\n" * 305)
    assert "还有 5 处没有核对" in page.texts("[role=alert]")[0]


def test_a_sentence_can_stand_in_the_address(client: FlaskClient) -> None:
    """So that a page may lead here with it."""
    page = visit(client, "/drafts", ("text", "“受理矛盾纠纷132件，调解成功128件”"))
    assert page.texts(".draft-verdict") == ["有出入"]


def test_a_page_of_another_site_sends_nothing(client: FlaskClient) -> None:
    """As with every form."""
    assert client.post("/drafts", data={"text": DRAFT}).status_code == 403


def test_what_is_pasted_is_text(client: FlaskClient) -> None:
    """A draft cannot put anything into the page."""
    page = sent(client, text="“<script>alert(131)</script>件”</textarea><b>3件</b>")
    assert not page.soup.select("main script, main b")
    assert faults_of(page.html) == []


def test_only_so_many_files_are_read_at_once(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever comes besides is told so and can paste the text; a place comes free again."""
    monkeypatch.setattr(drafts, "_PATIENCE", 0)
    readers = client.application.extensions["draft_readers"]
    for _ in range(2):
        assert readers.acquire(blocking=False)
    try:
        page = sent(client, file=file_of(b"\xe4\xbb\xb6", "a.txt"))
    finally:
        readers.release(2)
    assert page.status == 503
    assert sent(client, file=file_of(DRAFT.encode(), "a.txt")).status == 200
