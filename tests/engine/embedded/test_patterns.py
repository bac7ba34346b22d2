"""A pattern is found on arrays wherever reading finds it."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.query import Pattern, Wild
from searchapp.text import fold
from tests import chance
from tests.engine.embedded.standing import shelf_by, shelf_of, texts_by
from tests.engine.embedded.ways import whichever_way

FIGURE, GAP = Wild.FIGURE, Wild.GAP


def pattern_by(rng: Random, texts: list[str]) -> Pattern:
    """Wild marks and short pieces of the texts in any order; no gap at an end."""
    pieces: list[str | Wild] = []
    for _ in range(rng.randint(1, 5)):
        piece = fold(chance.piece_of(rng, rng.choice(texts), 2)).text.strip()
        pieces.append(rng.choice((FIGURE, FIGURE, GAP, piece or "的", piece or "的")))
    while pieces[0] is GAP or pieces[-1] is GAP:
        pieces = [*pieces[1:-1], "件"] if len(pieces) > 1 else [FIGURE]
    return Pattern.of(tuple(pieces))


@pytest.mark.property
@given(seed=st.integers(0, 1 << 32))
def test_arrays_find_what_reading_finds(seed: int) -> None:
    """Every place, for figures, ordinals, gaps, blanks and characters of any kind."""
    rng = Random(seed)
    shelf = shelf_by(rng, texts := texts_by(rng))
    for _ in range(5):
        pattern = pattern_by(rng, texts)
        if rng.randrange(2):
            pieces = chance.pieces_of(rng, rng.choice(texts))
            pattern = Pattern.of(pieces)
        some = shelf.some(rng)
        with whichever_way(rng):
            found = shelf.read(shelf.postings.pattern(pattern, some))
        assert found == shelf.places(pattern, some)


@pytest.mark.parametrize(
    ("pieces", "text", "expected"),
    [
        (
            (FIGURE, "件"),
            "12件、1,234 件、三百余件、第3件、12·4件",
            ["12件", "1,234 件", "三百余件"],
        ),
        (("第", FIGURE, "批"), "第三批，3批，第 12批", ["第三批", "第 12批"]),
        ((FIGURE, "余件"), "三百余件，12件", ["三百余件"]),
        ((FIGURE, "万元"), "1.2万元，3元", ["1.2万元"]),
        (("app", FIGURE, "次"), "APP 50次，APP 60 次", ["app 50次", "app 60次"]),
        (("建立", GAP, "机制"), "建立了建立联动机制；建立。机制", ["建立联动机制"]),
        (
            ("建", GAP, "制"),
            "建" + "𠮷" * 10 + "制建" + "𠮷" * 11 + "制",
            ["建" + "𠮷" * 10 + "制"],
        ),
        (
            ("建", GAP, GAP, "制"),
            "建" + "的" * 20 + "制建" + "的" * 21 + "制",
            ["建" + "的" * 20 + "制"],
        ),
        ((FIGURE, GAP, FIGURE), "从12到 34，再到5", ["12到34", "34，再到5"]),
        ((FIGURE,), "1", ["1"]),
        ((FIGURE, "万元"), "百分之十万元，3元", ["百分之十万元"]),
        (("的", GAP, "的"), "的" * 4, ["的的"] * 3),
        ((FIGURE, "a"), "12 a，5a，1.2万 a，a", ["12 a", "5a", "1.2万a"]),
    ],
)
def test_a_place_is_the_shortest_that_fits(
    pieces: tuple[str | Wild, ...], text: str, expected: list[str]
) -> None:
    """As the leaf itself says; the last passage of a segment may end with it."""
    shelf = shelf_of("件", text)
    pattern, folded = Pattern.of(pieces), fold(text).text
    found = shelf.read(shelf.postings.pattern(pattern, shelf.documents))
    assert found == shelf.places(pattern, shelf.documents)
    assert [folded[start:end] for _, start, end in found] == [fold(each).text for each in expected]
