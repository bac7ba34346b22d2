"""Which briefing a browser fills, it says itself; every page shows it, whatever it says."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from searchapp.library import Ledger
from searchapp.library.briefings import Content
from searchapp.web.filling import Taken
from tests.library.homes import SONGLI, SONGLI_REVISED, TINGLAN, Home, new_home
from tests.web.every_page import OWN
from tests.web.homes import visitor
from tests.web.reading import visit
from tests.web.test_picking import BOAT, DONE, briefings, spot, took

COUNT = "[data-filled]"


@pytest.fixture(scope="module")
def with_two(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with the reports of two towns."""
    home = new_home(tmp_path_factory.mktemp("filling") / "home")
    home.write("甲.txt", SONGLI)
    home.write("乙.txt", TINGLAN)
    home.ingest()
    return home


@pytest.fixture
def home(with_two: Home, tmp_path: Path) -> Home:
    """The same, to fill what one likes."""
    return Home(Path(shutil.copytree(with_two.path, tmp_path / "home")))


@pytest.fixture
def client(home: Home) -> FlaskClient:
    """Somebody's browser on that home."""
    return visitor(home)


def post(client: FlaskClient, path: str, **fields: object) -> int:
    """The status of the answer to a form on one of our own pages."""
    return client.post(path, data=fields, headers=OWN).status_code


def made(home: Home, name: str) -> int:
    """A new briefing."""
    with Ledger.open(home.settings) as ledger:
        number = ledger.briefings.make(Content(name), "某人").id
        ledger.commit()
    return number


def test_the_panel_shows_the_last_quotes_and_what_became_of_them(
    home: Home, client: FlaskClient
) -> None:
    """The newest first, each with its town, year and fate; before there are any, no panel."""
    assert "hidden" in visit(client, "/search?q=调解").only("#filling").attrs
    for words in ("131件", BOAT, "茶季执法力量不足"):
        took(client, at=spot(home, words))
    took(client, at=spot(home, "129件"))
    home.write("甲.txt", SONGLI_REVISED)
    home.ingest()
    page = visit(client, "/search?q=调解")
    assert page.texts("#filling .words") == ["129件", "茶季执法力量不足", BOAT]
    assert [text.split(" · ")[0] for text in page.texts("#filling small")] == [
        "松栎镇 2024",
        "松栎镇 2024",
        "汀兰镇 2023",
    ]
    assert set(page.texts("#filling .fate")) <= {"未变", "移位", "有改动", "已删除"}
    assert page.texts("#filling .fate")[1:] == ["未变", "未变"]
    (briefing,) = briefings(home)
    assert f"/briefings/{briefing.id}" in page.links("#filling a")


def test_whoever_chooses_a_briefing_fills_it(home: Home, client: FlaskClient) -> None:
    """From the list, or another one that is not there yet; one that never was is not found."""
    first, second = made(home, "甲"), made(home, "乙")
    assert post(client, "/filling", briefing=first) == 303
    assert took(client, at=spot(home, DONE))["briefing"]["name"] == "甲"
    assert post(client, "/filling", briefing=second) == 303
    assert took(client, at=spot(home, DONE))["briefing"]["name"] == "乙"
    assert post(client, "/filling", briefing=999) == 404
    assert took(client, at=spot(home, BOAT))["briefing"]["name"] == "乙"
    assert post(client, "/filling", briefing="new") == 303
    assert took(client, at=spot(home, DONE))["briefing"]["id"] not in (first, second)


def test_a_briefing_put_aside_is_filled_no_longer(home: Home, client: FlaskClient) -> None:
    """The next quote begins another one."""
    number = took(client, at=spot(home, DONE))["briefing"]["id"]
    with Ledger.open(home.settings) as ledger:
        ledger.briefings.archive(number)
        ledger.commit()
    assert "hidden" in visit(client, "/search?q=调解").only("#filling").attrs
    assert took(client, at=spot(home, DONE))["briefing"]["id"] != number
    assert "已收起" in took(client, at=spot(home, BOAT), briefing=number)["said"]
    assert took(client, at=spot(home, BOAT))["briefing"]["id"] != number
    assert post(client, "/filling", briefing=number) == 303
    assert took(client, at=spot(home, DONE))["briefing"]["id"] == number
    assert [each.archived_at for each in briefings(home)] == [None, None]


def test_two_browsers_fill_each_their_own(home: Home) -> None:
    """What one person takes does not turn up in what another one writes."""
    one, other = visitor(home), visitor(home)
    took(one, at=spot(home, DONE))
    took(other, at=spot(home, BOAT))
    assert [len(each.content.blocks) for each in briefings(home)] == [1, 1]


@pytest.mark.parametrize("cookie", ["", "x", "-1", "0", "999", "9" * 30, "１", "1.5"])
def test_a_cookie_that_makes_no_sense_fills_nothing(client: FlaskClient, cookie: str) -> None:
    """Every page is shown as if there were none."""
    client.set_cookie("filling", cookie)
    client.set_cookie("taken", cookie)
    for path in ("/", "/search?q=调解", "/help"):
        page = visit(client, path)
        assert page.status == 200
        assert page.texts("#taken p") == []


def test_pages_are_shown_where_the_library_cannot_be_read(home: Home, client: FlaskClient) -> None:
    """What was found is to be seen all the same; only what one fills is not."""
    took(client, at=spot(home, DONE))
    home.settings.library.write_bytes(b"not a database")
    page = visit(client, "/search?q=调解")
    assert page.status == 200
    assert page.soup.select(".hit")
    assert "hidden" in page.only("#filling").attrs


def test_a_hit_that_is_quoted_says_so(home: Home, client: FlaskClient) -> None:
    """So that nobody takes twice what he has."""
    page = visit(client, "/search?q=船头调解室")
    at = str(page.only("form[data-pick] [name=at]")["value"])
    took(client, at=at)
    again = visit(client, "/search?q=船头调解室").only("form[data-pick]")
    assert again.select("button[type=submit]:not([hidden])") == []
    assert "已在材料里" in again.get_text()
    assert len(briefings(home)) == 1


takings = st.builds(
    Taken,
    briefing=st.integers(1, 10**9),
    name=st.text("0123456789abcdef", max_size=10),
    added=st.integers(0, 200),
    known=st.integers(0, 200),
    is_older=st.booleans(),
    is_recognised=st.booleans(),
)


@pytest.mark.property
@given(takings)
def test_what_was_taken_goes_through_a_cookie(taken: Taken) -> None:
    """And comes back as it was."""
    assert Taken.read(taken.written()) == taken


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"name": "ab", "added": 2, "known": 0}, "已加入 2 条到“甲”，现有 0 条。"),
        (
            {"name": "ab", "added": 1, "known": 3},
            "已加入 1 条到“甲”，现有 0 条。另有 3 条已经在里面，没有重复。",
        ),
        ({"name": "", "added": 0, "known": 2}, "“甲”里已经有这些，没有重复加入。"),
        (
            {"name": "ab", "added": 1, "known": 0, "is_recognised": True},
            "已加入 1 条到“甲”，现有 0 条。文字由图片识别，引用前请核对原件。",
        ),
    ],
)
def test_what_happened_is_said_in_full(home: Home, facts: Mapping[str, object], said: str) -> None:
    """How many, where to, what was there already, what is to be looked at again."""
    number = made(home, "甲")
    with Ledger.open(home.settings) as ledger:
        briefing = ledger.briefings.of(number)
    assert briefing
    assert Taken(briefing=number, **facts).told(briefing) == said  # type: ignore[arg-type]
