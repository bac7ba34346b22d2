"""Where the cells of a table lead: what stands there is what the cell counts."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from searchapp.library.mentions import Cell, Matrix, State, Town
from searchapp.query import parse_query
from searchapp.reports import FiledReport, Genre, Place
from searchapp.settings import Settings
from searchapp.web import create_app
from searchapp.web.address import Address
from searchapp.web.asking import Question
from searchapp.web.linking import Links, joined
from searchapp.web.matrix import MatrixTable
from searchapp.web.tables import table_of
from tests.engine.shelves import SONGLI, OnShelf, Shelf
from tests.library.test_mentions import CONDITIONS, libraries

#: What is chosen beside the query.
CHOSEN: Sequence[tuple[tuple[str, str], ...]] = (
    (),
    (("county", "990121"), ("year", "2022..2024")),
    (("year", "2024"), ("genre", "工作计划")),
    (("section", "measures"), ("town", "松栎镇"), ("genre", "法治政府建设报告")),
    (("within", "report"), ("whole", "1"), ("sort", "oldest"), ("province", "未标注")),
)
SOUGHT = ("调解", "“调解”", "-“调解”", "", "(法治 或者 调解)", "的 NEAR/9 法")


def asked_at(url: str | None) -> Question:
    """What an address asks."""
    assert url
    return Question.of(MultiDict(parse_qsl(urlsplit(url).query, keep_blank_values=True)), 10)


class TestLaws(OnShelf):
    """Every link of any table."""

    @pytest.mark.property
    @settings(max_examples=12)
    @given(
        corpus=libraries(),
        sought=st.sampled_from(SOUGHT),
        condition=st.sampled_from(CONDITIONS),
        chosen=st.sampled_from(CHOSEN),
    )
    def test_a_link_leads_to_what_is_counted_and_to_no_more(
        self,
        shelf: Shelf,
        corpus: list[FiledReport],
        sought: str,
        condition: str,
        chosen: tuple[tuple[str, str], ...],
    ) -> None:
        """A number to its passages; what other genres say to those reports."""
        engine = shelf.engine(*corpus)
        arguments = MultiDict([("q", f"{sought} {condition}"), *chosen, ("view", "matrix")])
        app = create_app(engine, Settings(home=shelf.root))
        with app.test_request_context("/search", query_string=arguments):
            table = table_of(Question.of(arguments, 10))
            assert isinstance(table, MatrixTable)
            for town, cell in mentioned(table.matrix):
                hits = engine.find(asked_at(table.link(town, cell)).whole).hits
                assert len(hits) == cell.passages
                assert {hit.report for hit in hits} == set(cell.mentioning)
            if table.matrix.elsewhere:
                hits = engine.find(asked_at(table.elsewhere).whole).hits
                counted = {each.report: each.passages for each in table.matrix.elsewhere}
                assert Counter(hit.report for hit in hits) == counted


def mentioned(matrix: Matrix) -> Iterator[tuple[Town, Cell]]:
    """The cells that lead to passages."""
    for county in matrix.counties:
        for town in county.towns:
            yield from ((town, cell) for cell in town.cells if cell.state is State.MENTIONED)


def test_arguments_are_joined_to_any_address() -> None:
    """With the sign that it still needs."""
    assert joined("/search", "a=1") == "/search?a=1"
    assert joined("/search?q=1", "a=1") == "/search?q=1&a=1"
    assert joined("/search", "") == "/search"


@pytest.mark.parametrize(
    ("place", "narrowed"),
    [
        (SONGLI, "town=990121101"),
        (replace(SONGLI, code="990121", town=None), "county=990121"),
        (Place("990000", None, None, None, "岚川省"), "province=990000"),
    ],
)
def test_a_name_narrows_the_table_to_its_place(
    client: FlaskClient, place: Place, narrowed: str
) -> None:
    """In place of any place that was chosen; the rest of the address stays."""
    with client.application.test_request_context():
        address = Address.from_args(
            MultiDict([("q", "调解"), ("county", "青禾县"), ("year", "2024"), ("view", "matrix")])
        )
        url = Links(address, parse_query("调解").query, (Genre.RULE_OF_LAW,)).narrowed(place)
    assert dict(parse_qsl(urlsplit(url).query)) == {
        "q": "调解",
        "year": "2024",
        "view": "matrix",
        **dict(parse_qsl(narrowed)),
    }
