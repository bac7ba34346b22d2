"""Pages of results."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.web.paging import Paging


@pytest.mark.property
@given(st.integers(1, 200), st.integers(0, 2000))
def test_every_hit_stands_on_exactly_one_page(per_page: int, hits: int) -> None:
    """The pages, from first to last, name each hit once."""
    pages = range(1, Paging(1, per_page, hits).pages + 1)
    each = [Paging(page, per_page, hits) for page in pages]
    assert [n for page in each for n in range(page.first, page.last + 1)] == [*range(1, hits + 1)]


@pytest.mark.property
@given(st.integers(1, 60), st.integers(0, 500))
def test_the_first_the_last_and_the_near_pages_are_named(page: int, hits: int) -> None:
    """They rise, none twice; a gap stands exactly where pages are left out."""
    paging = Paging(page, 10, hits)
    named = list(paging.named())
    pages = [each for each in named if each]
    assert pages == sorted(set(pages))
    near = {1, paging.pages, *range(page - 2, page + 3)} & set(range(1, paging.pages + 1))
    assert set(pages) == near
    gaps = sum(after > before + 1 for before, after in pairwise(pages))
    assert named.count(None) == gaps


def test_gaps_stand_between_pages() -> None:
    """As a reader sees them."""
    assert list(Paging(7, 10, 200).named()) == [1, None, 5, 6, 7, 8, 9, None, 20]
    assert list(Paging(1, 10, 0).named()) == [1]
