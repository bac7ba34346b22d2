"""A page of another site cannot make a reader change something."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from searchapp.engine import Engine
from searchapp.settings import Settings
from searchapp.web import create_app

READING = {"GET", "HEAD", "OPTIONS"}


@pytest.fixture(scope="module")
def report(engine: Engine) -> str:
    """The address of a report; it is not changed."""
    return f"/reports/{engine.facts()[0].id}"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://localhost:81"},
        {"Origin": "http://localhost.evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://localhost"},
        {"Sec-Fetch-Site": "none", "Origin": "http://localhost"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://evil.example"},
    ],
)
def test_what_other_pages_send_is_refused(
    client: FlaskClient, report: str, headers: dict[str, str]
) -> None:
    """Whatever changes something is let through only from a page of this site."""
    for path in (f"{report}/correct", f"{report}/corrections/1/take-back"):
        answer = client.post(path, headers=headers, data={"year": "1999"})
        assert answer.status_code == 403
        assert "不是从本站的页面发出的" in answer.get_data(as_text=True)


def test_every_address_that_takes_more_than_reading_is_guarded(client: FlaskClient) -> None:
    """Also one that is added one day."""
    guarded = 0
    for rule in client.application.url_map.iter_rules():
        path = re.sub("<int:.*?>", "1", re.sub("<[a-z_]+>", "R", rule.rule))
        for method in (rule.methods or set()) - READING:
            assert client.open(path, method=method).status_code == 403
            guarded += 1
    assert guarded >= 2


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://localhost"},
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"},
    ],
)
def test_what_our_own_pages_send_is_let_through(
    client: FlaskClient, report: str, headers: dict[str, str]
) -> None:
    """With either of what browsers say, on addresses that they trust and others."""
    assert client.post(f"{report}/correct", headers=headers).status_code == 303


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8000", 303),
        ("[::1]:8000", 303),
        ("192.168.1.20", 303),
        ("baogao:8000", 303),
        ("baogao.example.gov.cn", 303),
        ("BAOGAO.example.gov.cn.:8000", 303),
        ("evil.example", 403),
        ("127.0.0.1.evil.example", 403),
        ("example.gov.cn", 403),
    ],
)
def test_a_form_is_taken_only_under_a_name_of_our_own(
    engine: Engine, sample_home: Path, host: str, status: int
) -> None:
    """A name that another site gave to this machine makes its pages no pages of ours."""
    named = Settings(home=sample_home, hosts="bao.example，baogao.example.gov.cn")
    client = create_app(engine, named).test_client()
    headers = {"Host": host, "Origin": f"http://{host}", "Sec-Fetch-Site": "same-origin"}
    answer = client.post(f"/reports/{engine.facts()[0].id}/correct", headers=headers)
    assert answer.status_code == status
    assert ("SEARCHAPP_HOSTS" in answer.get_data(as_text=True)) == (status == 403)


def test_reading_is_let_through_from_anywhere(client: FlaskClient, report: str) -> None:
    """A link on another page leads here."""
    headers = {"Sec-Fetch-Site": "cross-site", "Origin": "http://other.example"}
    for path in ("/", "/coverage", f"{report}/correct"):
        assert client.get(path, headers=headers).status_code == 200
        assert client.head(path, headers=headers).status_code == 200
