"""The address says everything: it is read leniently and written back as it was understood."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from searchapp.engine import FACETS, Asked, Beside, FacetValue, Sort
from searchapp.engine.embedded import EmbeddedEngine
from searchapp.query import LONGEST_QUERY, Everything, Scope, YearRange, parse_query
from searchapp.reports import UNLABELLED, Genre, SectionKind
from searchapp.settings import Settings
from searchapp.web import create_app
from searchapp.web.address import Address, View
from searchapp.web.toggles import Toggles

KINDS = [str(kind) for kind in SectionKind]
YEARS = st.one_of(
    st.integers(1990, 2030).map(str),
    st.tuples(st.integers(2015, 2026), st.integers(0, 9999)).map(lambda y: f"{y[0]}..{y[1]:04}"),
    st.just(UNLABELLED),
)
CHOICES = st.lists(
    st.one_of(
        st.tuples(st.just("year"), YEARS),
        st.tuples(st.just("section"), st.sampled_from(KINDS)),
        st.tuples(st.just("genre"), st.sampled_from([str(genre) for genre in Genre])),
        st.tuples(
            st.sampled_from(["province", "county", "town"]), st.text("9松栎镇&#+%", max_size=4)
        ),
    ),
    max_size=5,
)
#: What says how far the parts may stand apart and how hits are laid out.
LAYOUT: dict[str, list[StrEnum]] = {
    "within": list(Scope),
    "view": list(View),
    "beside": list(Beside),
}


@st.composite
def addresses(draw: st.DrawFn) -> Address:
    """The state of a search page, as reading some address gives it."""
    said = [("q", draw(st.text("枫桥 “”&#+%=?12A", max_size=12))), *draw(CHOICES)]
    said += [("sort", draw(st.sampled_from([str(sort) for sort in Sort])))]
    said += [("page", str(draw(st.integers(1, 40)))), ("whole", draw(st.sampled_from("01")))]
    said += [(name, str(draw(st.sampled_from(values)))) for name, values in LAYOUT.items()]
    said += [("mark", str(draw(st.integers(0, 3))))]
    said += [("by", draw(st.sampled_from(["", "-2024", "2023", "sum", "-town", "--2024", "x"])))]
    said += [("arrived", draw(st.one_of(st.just(""), st.datetimes().map(datetime.isoformat))))]
    return Address.from_args(MultiDict(said))


@pytest.fixture(autouse=True)
def _in_a_request() -> Iterator[None]:
    """Addresses are written for the application that is asked."""
    app = create_app(EmbeddedEngine(Path("nowhere")), Settings())
    with app.test_request_context():
        yield


def read_again(url: str) -> Address:
    """The state that a written address says."""
    return Address.from_args(MultiDict(parse_qsl(urlsplit(url).query, keep_blank_values=True)))


@pytest.mark.property
@given(addresses())
def test_an_address_is_read_as_it_was_written(address: Address) -> None:
    """A link that is kept or sent says the same page; what made no sense is told only once."""
    assert read_again(address.url) == replace(address, notes=())


@pytest.mark.property
@given(addresses(), st.sampled_from([("section", kind) for kind in KINDS] + [("town", None)]))
def test_choosing_and_choosing_again_is_as_before(
    address: Address, choice: tuple[str, str | None]
) -> None:
    """Every choice toggles in the address and back, and leads to the first page."""
    there = address.toggled(*choice)
    assert there.page == 1
    assert there.chose(*choice) is not address.chose(*choice)
    back = there.toggled(*choice)
    assert set(back.choices) == set(address.choices)


@pytest.mark.property
@given(addresses(), st.sampled_from(FACETS), st.text("9松栎镇&#+%<", max_size=4) | st.none())
def test_a_link_of_a_facet_leads_where_its_value_is_toggled(
    address: Address, facet: str, value: str | None
) -> None:
    """Most of it is written once for all values, and nobody can tell."""
    years = [] if facet == "year" else [value]
    for toggled in (*years, *(["2023", 2024, None] if facet == "year" else ["plans"])):
        toggles = Toggles(address)
        assert toggles.is_chosen(facet, toggled) == address.chose(facet, toggled)
        assert toggles.url(facet, toggled) == address.toggled(facet, toggled).url
        said = FacetValue(toggled, "<名称>", 31, 7)
        link = BeautifulSoup(toggles.link(facet, said), "html.parser").a
        assert link
        assert link["href"] == toggles.url(facet, toggled)
        assert link["data-key"] == f"{facet}:{toggled}"
        assert link.has_attr("aria-current") == ("chosen" in link["class"])
        assert link.has_attr("aria-current") == address.chose(facet, toggled)
        assert link.get_text(" ") == "<名称> 31 7"


def years_of(address: Address) -> set[int]:
    """The years of those that matter here that an address takes in."""
    return {year for year in range(1990, 2031) if address.chose("year", year)}


@pytest.mark.property
@given(addresses(), st.integers(1990, 2030))
@example(Address(choices=(("year", "2022..2024"), ("year", "2023"))), 2023)
@example(Address(choices=(("year", "0000..9999"),)), 2023)
def test_a_year_toggles_alone(address: Address, year: int) -> None:
    """Of a stretch that holds the year the others stay; of one that does not, all."""
    assert years_of(address.toggled("year", year)) == years_of(address) ^ {year}


@pytest.mark.property
@given(addresses(), st.integers(1, 50))
def test_the_engine_is_asked_what_the_address_says(address: Address, per_page: int) -> None:
    """Every choice reaches the engine, under its kind, and the page as an offset.

    A table has no page of hits, so none is asked for.
    """
    asked = address.asked(Everything(), per_page)
    counts = [len(asked.years), len(asked.kinds), len(asked.genres), len(asked.places)]
    names = [facet for facet, _ in address.choices]
    places = len(names) - sum(map(names.count, ("year", "section", "genre")))
    assert counts == [*map(names.count, ("year", "section", "genre")), places]
    limit = 0 if address.view in (View.MATRIX, View.FIGURES) else per_page
    assert (asked.offset, asked.limit) == ((address.page - 1) * per_page, limit)
    assert (asked.sort, asked.whole_words) == (address.sort, address.whole_words)
    assert asked.within is address.within
    assert (asked.grouped, asked.explained) == (
        address.view is View.REPORTS,
        address.view is View.PASSAGES and address.sort is Sort.RELEVANCE,
    )


def test_years_are_chosen_by_range() -> None:
    """``2022..2024`` in either order, and one year of it given up leaves two."""
    address = Address.from_args(MultiDict([("year", "2024..2022")]))
    assert address.asked(Everything(), 10).years == (YearRange(2022, 2024),)
    assert address.toggled("year", 2023).choices == (("year", "2022"), ("year", "2024"))
    assert address.without(("year", "2022..2024")).choices == ()


@pytest.mark.parametrize(
    ("facet", "value"), [("year", "明年"), ("section", "序言"), ("genre", "散文")]
)
def test_what_makes_no_sense_is_noted_and_left_out(facet: str, value: str) -> None:
    """Readers edit addresses: the rest is answered, and the note says what would be understood."""
    address = Address.from_args(MultiDict([("q", "调解"), (facet, value)]))
    assert (address.typed, address.choices) == ("调解", ())
    (note,) = address.notes
    assert note.startswith(f"看不懂“{value}”，应为：")


@pytest.mark.parametrize("page", ["0", "-1", "x", "", "1.5", "²", "9" * 5000])
def test_a_page_that_makes_no_sense_is_the_first(page: str) -> None:
    """A number of a page is never an error."""
    assert Address.from_args(MultiDict([("page", page)])).page == 1


def test_a_long_query_is_cut_and_that_is_noted() -> None:
    """Whoever pastes a whole report is told how much of it was looked for."""
    address = Address.from_args(MultiDict([("q", "枫" * 5000)]))
    assert len(address.typed) == LONGEST_QUERY
    assert address.notes == (f"检索词过长，只取前 {LONGEST_QUERY} 字",)


def test_names_of_choices_in_chinese_are_understood() -> None:
    """An address that a person wrote means the same as the one that the page writes."""
    address = Address.from_args(MultiDict([("section", "下年安排"), ("year", " 2023年")]))
    assert address.choices == (("year", "2023"), ("section", "plans"))


def test_nothing_said_is_nothing_asked() -> None:
    """The start page asks for everything, each hit with its reasons, and its address is bare."""
    address = Address.from_args(MultiDict())
    assert address.asked(Everything(), 10) == Asked(Everything(), explained=True)
    assert address.url == "/search"


@pytest.mark.parametrize("facet", FACETS)
def test_an_empty_choice_is_none(facet: str) -> None:
    """A field of a form that was left empty asks for nothing."""
    assert Address.from_args(MultiDict([(facet, ""), (facet, " ")])) == Address()


@pytest.mark.parametrize("name", LAYOUT)
@pytest.mark.parametrize("value", ["", "all", "PASSAGE", "report ", "本篇", "kwic\x00", "<b>"])
def test_what_makes_no_sense_in_scope_and_layout_is_as_usual(name: str, value: str) -> None:
    """A slip in an address is not an error, and it is not kept."""
    address = Address.from_args(MultiDict([("q", "调解"), (name, value)]))
    assert address == Address("调解")


#: Ways from one page to another question or layout.
WAYS: dict[str, Callable[[Address], Address]] = {
    "sort": lambda address: address.sorted_by("place"),
    "scope": lambda address: address.within_scope(Scope.REPORT),
    "view": lambda address: address.viewed_as(View.KWIC),
    "beside": lambda address: address.in_order_beside(Beside.LEFT),
    "words": lambda address: address.typing("普法"),
    "whole words": lambda address: address.with_whole_words(True),
    "question": lambda address: address.asking(Asked(parse_query("“普法”").query)),
    "a facet": lambda address: address.toggled("section", "plans"),
    "a chip": lambda address: address.without(("section", "plans")),
    "no group": lambda address: address.without_group("place"),
    "no choices": lambda address: address.without_choices(),
    "a table": lambda address: address.viewed_as(View.MATRIX),
    "whenever it came": lambda address: address.arriving_after(None),
    "no such group": lambda address: address.without_group("arrived"),
}


@pytest.mark.property
@given(addresses(), st.sampled_from(sorted(WAYS)))
def test_every_other_question_begins_at_its_first_page(address: Address, way: str) -> None:
    """Page 7 of one answer is not page 7 of another; what is not changed stays as it was.

    Which figure is meant and the order of rows are those of the table of figures alone.
    """
    there = WAYS[way](address)
    assert there.page == 1
    changed = {
        name for name in Address.__slots__ if getattr(there, name) != getattr(address, name)
    }
    meant = {
        "sort": {"sort"},
        "scope": {"within"},
        "view": {"view", "mark", "by"},
        "beside": {"beside"},
        "words": {"typed"},
        "whole words": {"whole_words"},
        "question": {"typed", "within", "whole_words"},
        "no choices": {"choices", "arrived"},
        "a table": {"view", "arrived", "mark", "by"},
        "whenever it came": {"arrived"},
        "no such group": {"arrived"},
    }.get(way, {"choices"})
    assert changed <= {*meant, "page"}


@pytest.mark.property
@given(addresses(), st.sampled_from(["place", "year", "section", "genre"]))
def test_a_kind_of_choice_is_given_up_whole(address: Address, group: str) -> None:
    """All levels of a place are one kind; the choices of other kinds stay, in their order."""
    places = ("province", "city", "county", "town")
    given_up = places if group == "place" else (group,)
    kept = tuple(choice for choice in address.choices if choice[0] not in given_up)
    assert address.without_group(group).choices == kept


@pytest.mark.parametrize(
    ("typed", "within", "whole_words"),
    [
        ("“枫桥经验” 调解 -信访", Scope.REPORT, True),
        ("(普法 或者 “受理#件”) 年:2022..2024", Scope.SECTION, False),
        ("矛盾 NEAR/20 调解", Scope.PASSAGE, False),
    ],
)
def test_another_question_is_asked_under_the_same_choices(
    typed: str, within: Scope, *, whole_words: bool
) -> None:
    """What is offered to somebody who found nothing is understood as it was counted."""
    address = Address(
        "无此", choices=(("year", "2023"),), view=View.KWIC, whole_words=True, page=3
    )
    asked = Asked(parse_query(typed).query, within=within, whole_words=whole_words)
    there = read_again(address.asking(asked).url)
    assert parse_query(there.typed).query == asked.query
    assert there == replace(
        address, typed=there.typed, within=within, whole_words=whole_words, page=1
    )


@pytest.mark.property
@given(st.text(max_size=40))
def test_an_address_has_chinese_as_such_and_leads_to_the_same(typed: str) -> None:
    """In a third of the bytes; what a browser sends of it is what was there encoded."""
    address = Address(typed=typed.strip())
    shown = address.url
    assert read_again(shown) == address
    assert all(char > " " for char in shown)
    assert not set(shown) & set('"<>\\^`{|}\x7f')


def test_what_cannot_be_seen_stays_encoded() -> None:
    """A wide blank or a mark of direction in an address would be taken for its end, or turn it."""
    assert Address(typed="“松栎镇”").url == "/search?q=“松栎镇”"
    assert Address(typed="松\u3000栎\u202e镇").url == "/search?q=松%E3%80%80栎%E2%80%AE镇"
