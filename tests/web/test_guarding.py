"""A page of another site cannot make a reader change something."""

import re

import pytest
from flask.testing import FlaskClient

from searchapp.engine import Engine

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


def test_reading_is_let_through_from_anywhere(client: FlaskClient, report: str) -> None:
    """A link on another page leads here."""
    headers = {"Sec-Fetch-Site": "cross-site", "Origin": "http://other.example"}
    for path in ("/", "/coverage", f"{report}/correct"):
        assert client.get(path, headers=headers).status_code == 200
        assert client.head(path, headers=headers).status_code == 200
