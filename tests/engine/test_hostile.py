"""Whatever is typed is answered, at a cost that grows with its length and no faster."""

import time
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings

from searchapp.engine import Asked, Engine
from searchapp.query import LONGEST_QUERY, Scope, parse_query
from tests import chance
from tests.engine.shelves import Shelf, report_of
from tests.strategies import by_chance

#: What a query is made of when somebody means harm, or when a file is pasted.
_PIECES = (
    *(
        "(",
        ")",
        "（",
        "）",
        '"',
        "“",
        "”",
        "「",
        "』",
        "＂",
        "\\",
        "#",
        "*",
        "＃",
        "＊",
        "-",
        "－",
    ),
    *(
        " AND ",
        " OR ",
        " NOT ",
        " NEAR ",
        " NEAR/999999999 ",
        "｜",
        " 或者 ",
        "镇:",
        "年：",
        "日期:",
    ),
    *(
        "2021..2024",
        "0000-00-00",
        "未标注",
        "法治",
        "调解",
        "三百余",
        "1,234",
        "9" * 30,
        "一" * 30,
    ),
    *("\x00", "\x1b", "\n", "\t", "\u3000", "\u200b", "\u202e", "\ufeff", "\ufffd", "\ud800"),
    *(
        "\udfff",
        "e\u0301",
        "👨‍👩‍👧",
        "𠮷",
        "ﷺ",
        "㎡",
        "ß",
        "İ",
        "١٢",
        "\U0010ffff",
        "%",
        "<b>",
        "'; --",
    ),
)
#: Repeated, these make the most of each part of the language; each ``@`` is another character.
_UNITS = (
    *(
        "@",
        "@ ",
        "-@ ",
        "@ OR ",
        "“@” NEAR/9 ",
        "“@#” ",
        "“@*调” OR ",
        "镇:@ ",
        "章节:@、",
        "(@ OR 法) ",
    ),
    *("(", ")", "“", "“”", "-", "- ", "（调解 ", "调解 ", "调解 OR ", "-调解 ", "调解 NEAR/9 "),
    *(
        "“#” NEAR/9 ",
        "“*调*解” ",
        "“#件” OR ",
        "镇:松 ",
        "年:2024、",
        "法",
        "，",
        "9",
        "一",
        "\\",
        "# ",
    ),
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """A small index: some reports by chance, and passages with much to find."""
    rng = Random(1)
    corpus = chance.corpus_of(rng, 9)
    full = report_of(
        "S1", "法治调解" * 60, "受理338件，调解三百余件；" * 20, "（）" * 50 + "“”" * 50
    )
    shelf = Shelf("embedded", Path(tmp_path_factory.mktemp("hostile")))
    return shelf.engine(full, *corpus)


def hostile(rng: Random) -> str:
    """Up to 2,000 characters of any kind."""
    size = rng.choice((5, 20, 80, 400))
    pieces = rng.choice((_PIECES, rng.sample(_PIECES, 6)))
    text = "".join(
        chr(rng.randrange(0x110000)) if chance.seldom(rng, 12) else rng.choice(pieces)
        for _ in range(rng.randint(1, size))
    )
    return text[:LONGEST_QUERY]


def answer(engine: Engine, typed: str, within: Scope = Scope.PASSAGE) -> int:
    """Everything that a page with no hits asks for."""
    asked = Asked(parse_query(typed).query, within=within, explained=True)
    engine.advise(asked)
    return engine.find(asked).total.passages


@pytest.mark.property
@settings(max_examples=300)
@given(typed=by_chance(hostile), within=by_chance(lambda rng: rng.choice(list(Scope))))
def test_anything_typed_is_answered(engine: Engine, typed: str, within: Scope) -> None:
    """Every kind of character, in any order, is a query with an answer and with advice."""
    assert answer(engine, typed, within) >= 0


@pytest.mark.parametrize("unit", _UNITS)
def test_the_cost_of_a_query_grows_with_its_length_not_its_square(
    engine: Engine, unit: str
) -> None:
    """Four times as much typed takes about four times as long."""
    small, large = (cost(engine, unit, size) for size in (LONGEST_QUERY // 4, LONGEST_QUERY))
    assert large < 4 * small * 2 + 0.1


def cost(engine: Engine, unit: str, size: int) -> float:
    """The shortest of some runs, in seconds."""
    units = (unit.replace("@", chr(0x4E00 + 7 * number)) for number in range(size))
    typed = "".join(units)[:size]
    times = []
    for _ in range(3):
        start = time.process_time()
        answer(engine, typed)
        times.append(time.process_time() - start)
    return min(times)
