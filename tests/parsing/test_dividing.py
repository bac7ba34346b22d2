"""What a scraper ran together is divided at its headings, and at nothing else."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.parsing.dividing import divide
from searchapp.parsing.marks import read_mark


@pytest.mark.parametrize(
    "pieces",
    [
        pytest.param(
            [
                "一、主要举措。全年发力。",
                "二、存在的不足。力量薄弱。",
                "三、2025年安排。一是健全。",
            ],
            id="level 1",
        ),
        pytest.param(
            [
                *(
                    "现将有关情况报告如下：",
                    "一、主要举措和成效",
                    "（一）加强领导。召开会议12次。",
                ),
                *("（二）规范执法。办案3件。", "1.开展评查。评查5件。", "2.明确责任。落实到人。"),
                *("二、存在的不足。一是力量薄弱。二是经费不足。", "三、2025年安排。一是健全。"),
            ],
            id="a whole report",
        ),
        pytest.param(
            [
                "（一）加强领导。召开会议12次。",
                "（二）规范执法。办案3件。",
                "（三）普法。发放2册。",
            ],
            id="level 2",
        ),
        pytest.param(["一、主要举措", "（一）领导", "二、存在的不足"][:1], id="nothing to divide"),
        pytest.param(
            ["一、主要举措。", "（一）加强领导。召开会议12次。", "二、存在的不足。一是力量薄弱。"],
            id="a level 2 of one",
        ),
        pytest.param(
            ["一、主要举措。", "一)加强领导。召开会议12次。", "二)规范执法。办案3件。"],
            id="opening brackets lost",
        ),
        pytest.param(
            [
                "一、主要举措。",
                "1.加强领导。召开会议12次。",
                "2.规范执法。办案3件。",
                "二、不足。无。",
            ],
            id="figures under level 1",
        ),
        pytest.param(
            [
                "第一部分：举措。",
                "一、领导。发力。",
                "二、执法。发力。",
                "第二部分：不足。",
                "一、人员。少。",
            ],
            id="parts",
        ),
        pytest.param(
            ["一、举措。我镇依法行政。现将情况报告如下：", "（一）领导。发力。", "二、不足。无。"],
            id="the preamble inside section one",
        ),
        pytest.param(
            ["一、主要举措。“成效显著。”", "二、存在的不足。力量薄弱。"],
            id="after a closing quote",
        ),
        pytest.param(
            ["一是健全机制。", "特此报告。", "松栎镇人民政府2025年1月20日"], id="a signature"
        ),
        pytest.param(
            ["落到实处。", "中共松栎镇委员会松栎镇人民政府二〇二五年一月二十日"],
            id="a signature with a date in Chinese numerals",
        ),
    ],
)
def test_headings_in_one_line_stand_apart(pieces: list[str]) -> None:
    """A new paragraph begins at each heading whose number goes on from the one before."""
    assert divide(["".join(pieces)]) == pieces


def test_headings_in_mid_line_go_on_from_lines_of_their_own() -> None:
    """The series may run through both."""
    body = ["一、主要举措", "发力。二、存在的不足。力量薄弱。", "三、2025年安排", "健全。"]
    assert divide(body) == [
        *("一、主要举措", "发力。", "二、存在的不足。力量薄弱。", "三、2025年安排", "健全。")
    ]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            ["一、举措", "重点抓好：一、学法；二、用法；三、守法。"], id="a list in a sentence"
        ),
        pytest.param(
            ["一、举措", "抓好三件事。一、学法。二、用法。三、守法。", "二、不足"],
            id="a list of sentences",
        ),
        pytest.param(
            ["一、举措", "学法。二、用法。", "二、不足"],
            id="a number that comes again at a line's start",
        ),
        pytest.param(["一、举措", "发展。三、用法。"], id="a number left out"),
        pytest.param(["一、举措", "推动第一、二、三产业融合。一、二、三产业。"], id="industries"),
        pytest.param(
            ["一、举措", "依据第三条（一）项、第四条（二）项办理。"], id="articles of a law"
        ),
        pytest.param(["一、举措", "分为（一）学法；（二）用法。"], id="a list in brackets"),
        pytest.param(["一、落实条例第三条（一）项规定"], id="an article in a heading"),
        pytest.param(["一、举措", "做法如下：（一）学法；用法。"], id="one of a list"),
        pytest.param(["发展。1.健全机制。2.规范程序。"], id="figures alone"),
        pytest.param(["达到。12.4万人次。1.5万册。"], id="figures with a point"),
        pytest.param(["一、类型\t二、件数。三、比例"], id="a row of a table"),
        pytest.param(["一是健全机制。特此报告。"], id="a formula without a signature"),
        pytest.param(
            ["由松栎镇人民政府2025年1月20日报送。"], id="a sentence with an organ and a date"
        ),
        pytest.param([], id="nothing"),
    ],
)
def test_what_is_not_certainly_a_heading_stays_in_its_paragraph(body: list[str]) -> None:
    """Lists, articles and figures are no headings."""
    assert divide(body) == body


_PIECES = st.sampled_from(
    [
        *(
            "一、主要举措。",
            "二、存在的不足。",
            "三、安排",
            "（一）领导。",
            "（二）执法。",
            "1.程序。",
        ),
        *(
            "发力。",
            "法治",
            "；",
            "如下：",
            "”",
            "特此报告。",
            "松栎镇人民政府2025年1月20日",
            "12.4",
        ),
    ]
)


@pytest.mark.property
@given(body=st.lists(st.lists(_PIECES, min_size=1, max_size=8).map("".join), max_size=6))
def test_dividing_loses_and_moves_nothing(body: list[str]) -> None:
    """The paragraphs joined are the same; each new one has a number or signs."""
    divided = divide(body)
    assert "".join(divided) == "".join(body)
    assert all(divided)
    begun = [piece for piece in divided if not any(each.startswith(piece) for each in body)]
    ends = ("特此报告。", "松栎镇人民政府2025年1月20日")
    assert all(read_mark(piece) or piece.endswith(ends) for piece in begun)


@pytest.mark.parametrize(
    "piece", ["二、甲乙。", "一、甲乙。二、丙丁。", "（一）甲乙。", "1.甲乙。"]
)
def test_dividing_grows_with_the_text_not_its_square(piece: str) -> None:
    """Four times the numbers take about four times as long, in one paragraph or in many."""

    def seconds(count: int) -> float:
        start = time.process_time()
        divide(["一、" + piece * count])
        divide([piece] * count)
        return time.process_time() - start

    small, large = (min(seconds(count) for _ in range(3)) for count in (500, 2_000))
    assert large < 4 * small * 2 + 0.02
