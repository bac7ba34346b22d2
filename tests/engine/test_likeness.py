"""How like a text is to what stands in another, held against trying every place in it."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.engine import likeness
from searchapp.text import Span

few = st.text("调解纠纷12", max_size=12)


def changes(one: str, other: str) -> int:
    """How many characters must be put in, taken out or replaced: Levenshtein's table."""
    row = list(range(len(other) + 1))
    for at, mine in enumerate(one, start=1):
        above, row[0] = row[:], at
        for beside, theirs in enumerate(other, start=1):
            replaced = above[beside - 1] + (mine != theirs)
            row[beside] = min(above[beside] + 1, row[beside - 1] + 1, replaced)
    return row[-1]


def strangeness(sought: str, window: str) -> tuple[int, int]:
    """How many of its two ends are other characters, and by how much it is longer or shorter."""
    ends = (sought[0] != window[0]) + (sought[-1] != window[-1])
    return ends, abs(len(window) - len(sought))


@pytest.mark.property
@given(sought=few.filter(bool), text=few, least=st.integers(1, 100))
def test_no_place_in_a_text_takes_fewer_changes(sought: str, text: str, least: int) -> None:
    """The changes are the fewest of all places; of several that one is told that looks nearest."""
    size = len(sought)
    places = [(at, end) for end in range(1, len(text) + 1) for at in reversed(range(end))]
    taken = {place: changes(sought, text[slice(*place)]) for place in places}
    fewest = min(taken.values(), default=size)
    found = likeness(sought, text, least)
    if 100 * fewest > (100 - least) * size:
        assert found is None
        return
    first = min(end for (_, end), each in taken.items() if each == fewest)
    nearest = [
        (at, end) for (at, end), each in taken.items() if each == fewest and end <= first + fewest
    ]
    best = min(nearest, key=lambda place: strangeness(sought, text[slice(*place)]))
    assert found is not None
    assert (found.changes, found.span, found.characters) == (fewest, Span(*best), size)


@pytest.mark.parametrize(
    ("sought", "text", "percent", "place"),
    [
        ("受理纠纷131件", "全年受理纠纷131件，", 100, "受理纠纷131件"),
        ("受理纠纷131件", "全年受理纠纷１３１ 件，", 100, "受理纠纷１３１ 件"),
        ("受理纠纷131件", "全年受理纠纷151件，", 87, "受理纠纷151件"),
        ("受理纠纷131件", "全年受理纠纷11件，", 87, "受理纠纷11件"),
        ("受理纠纷131件", "全年受理各类纠纷131件，", 75, "受理各类纠纷131件"),
        ("受理纠纷131件", "全年受理纠纷131", 87, "受理纠纷131"),
    ],
)
def test_likeness_is_the_share_of_characters_that_may_stay(
    sought: str, text: str, percent: int, place: str
) -> None:
    """Changed, left out and put in count alike; width and blanks do not; never rounded up."""
    found = likeness(sought, text)
    assert found is not None
    assert (found.percent, text[slice(*found.span)]) == (percent, place)


def test_the_same_words_in_another_order_are_another_text() -> None:
    """That is why likeness is not counted by words."""
    assert likeness("调解成功率上升，信访量下降", "信访量下降，调解成功率上升") is None


def test_only_the_same_is_a_hundred_per_cent() -> None:
    """One character of a thousand is 99."""
    text = "法治" * 500
    found = likeness(text, text[:-1] + "理")
    assert found is not None
    assert (found.changes, found.percent) == (1, 99)


def test_to_hold_a_text_against_another_grows_with_their_length() -> None:
    """Four times the passage takes about four times as long, also where each place is as near."""
    sought = "调解" * 20 + "纠纷"

    def best_of(times: int, action: Callable[[], object]) -> float:
        taken = []
        for _ in range(times):
            start = time.process_time()
            action()
            taken.append(time.process_time() - start)
        return min(taken)

    small, large = (
        best_of(5, lambda text=text: likeness(sought, text))  # type: ignore[misc]
        for text in ("调解" * 1000, "调解" * 4000)
    )
    assert large < small * 4 * 2 + 0.02
