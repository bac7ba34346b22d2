"""What a reader types is understood, whatever it is."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchapp.query import (
    QUOTES,
    All,
    Everything,
    Phrase,
    Query,
    Run,
    Understood,
    parse_query,
    runs_of,
)
from searchapp.text import fold, query_words
from tests.strategies import ALPHABET, disguised, passage_text

#: Every pair of marks that DESIGN and the parser's grammar name.
PAIRS = ('""', "“”", "「」", "『』", "＂＂", "〝〞")
#: Everything that can arrive: halves of surrogate pairs too, and many marks.
anything = st.lists(
    st.text(st.characters(exclude_categories=()), max_size=5)
    | st.sampled_from([*sorted(QUOTES), "AND", " "])
).map("".join)


def phrases(understood: Understood) -> list[str]:
    """The needles of the phrases, in order."""
    return [part.needle for part in parts(understood.query) if isinstance(part, Phrase)]


def runs(understood: Understood) -> list[str]:
    """The runs as they were typed, in order."""
    return [run.typed for run in runs_of(understood.query)]


def parts(query: Query) -> tuple[Query, ...]:
    """What a query is made of."""
    return query.parts if isinstance(query, All) else (query,)


@pytest.mark.property
@given(typed=anything)
@example(typed="\udcff")
@example(typed='"\udcff"')
@example(typed="“")
def test_nothing_that_can_be_typed_is_an_error(typed: str) -> None:
    """Any text gives a query that can read a passage, and notes that are not empty."""
    understood = parse_query(typed)
    passage = fold("法治政府建设")
    assert isinstance(understood.query.matches(passage), bool)
    assert all(understood.notes)


@pytest.mark.property
@given(typed=anything)
def test_no_part_of_a_query_is_empty(typed: str) -> None:
    """Every part looks for something, so that no part matches every passage by accident."""
    for part in parts(parse_query(typed).query):
        if isinstance(part, Phrase):
            assert part.needle
        elif isinstance(part, Run):
            assert part.words
            assert all(word and word in part.needle for word in part.words)


@pytest.mark.property
@given(pair=st.sampled_from(PAIRS), data=st.data(), text=passage_text)
def test_a_quoted_text_is_one_phrase_however_it_was_typed(
    pair: str, data: st.DataObject, text: str
) -> None:
    """Between two marks stands one phrase, in whatever width, case, script and blanks."""
    text = "".join(char for char in text if char not in QUOTES) or "法"
    if not (needle := fold(text).text):
        return
    understood = parse_query(pair[0] + data.draw(disguised(text)) + pair[1])
    assert phrases(understood) == [needle]
    assert runs(understood) == []
    assert understood.notes == ()


@pytest.mark.parametrize("pair", PAIRS)
def test_other_marks_inside_a_phrase_are_characters_of_it(pair: str) -> None:
    """A phrase in one kind of marks may quote in any other kind, folded like the texts."""
    for inner in PAIRS:
        if not set(inner) & set(pair):
            quoted = f"坚持{inner[0]}枫桥经验{inner[1]}不动摇"
            understood = parse_query(pair[0] + quoted + pair[1])
            assert understood == Understood(Phrase(quoted, fold(quoted).text))


@pytest.mark.parametrize("mark", sorted(QUOTES))
def test_a_mark_that_stays_open_reaches_to_the_end_and_says_so(mark: str) -> None:
    """Nothing typed after an open mark is lost, and a note tells of it."""
    understood = parse_query(f"调解 {mark}枫桥经验 纠纷")
    assert phrases(understood) == ["枫桥经验纠纷"]
    assert runs(understood) == ["调解"]
    assert len(understood.notes) == 1
    assert mark in understood.notes[0]


@pytest.mark.parametrize("mark", "”」』〞")
def test_a_closing_mark_opens_where_none_is_open(mark: str) -> None:
    """Two closing marks, as input methods give them, are a pair."""
    assert parse_query(f"{mark}枫桥经验{mark}") == Understood(Phrase("枫桥经验", "枫桥经验"))


@pytest.mark.parametrize(
    "typed",
    [
        '“枫桥经验"',
        '"枫桥经验”',
        "“枫桥经验“",
        "”枫桥经验“",
        '＂枫桥经验"',
        "〝枫桥经验”",
        "“枫桥经验〞",
    ],
)
def test_double_marks_of_two_kinds_are_a_slip_of_the_hand(typed: str) -> None:
    """Double marks close one another at the end of a word where their own mark is missing."""
    assert parse_query(typed) == Understood(Phrase("枫桥经验", "枫桥经验"))


def test_an_own_closing_mark_is_sought_before_a_foreign_one() -> None:
    """A phrase ends at the mark that belongs to it, though another kind stands before."""
    assert phrases(parse_query('“坚持"枫桥经验" 不动摇”')) == ['坚持"枫桥经验"不动摇']


@pytest.mark.parametrize(
    "typed",
    [
        "组织或者个人",
        "1-10月",
        "村（社区）",
        "《条例》",
        "NOT调解",
        "OR",
        "调解*",
        "a:b",
        "-调解",
        "(调解)",
        "‘两委’",
    ],
)
def test_what_has_no_quotes_and_no_blanks_is_one_plain_run(typed: str) -> None:
    """No word and no mark but AND and the quotes has a meaning of its own."""
    needle = fold(typed).text
    assert parse_query(typed) == Understood(Run(typed, needle, query_words(needle)))


@pytest.mark.parametrize(
    "typed", ["调解 枫桥", "调解　枫桥", "\t调解\n枫桥 ", "调解 AND 枫桥", "调解 ＡＮＤ 枫桥"]
)
def test_blanks_and_the_word_and_join_parts(typed: str) -> None:
    """Any blank between parts, with AND or without, asks for both."""
    assert runs(parse_query(typed)) == ["调解", "枫桥"]


@pytest.mark.parametrize("typed", ["and", "And", "BRAND", "ANDY", '"AND"'])
def test_only_and_in_capitals_and_alone_is_a_word_of_the_grammar(typed: str) -> None:
    """Anything else with these letters is looked for."""
    assert parse_query(typed).query != Everything()


@pytest.mark.parametrize(
    "typed", ["矛盾“枫桥经验”调解", "矛盾 “枫桥经验” 调解", "矛盾「枫桥经验」调解"]
)
def test_a_quote_directly_beside_a_run_ends_it(typed: str) -> None:
    """No blank is needed between a run and a phrase."""
    understood = parse_query(typed)
    assert (runs(understood), phrases(understood)) == (["矛盾", "调解"], ["枫桥经验"])


@pytest.mark.parametrize("typed", ['""', "“”", "「 」", "“　”", "『\n』"])
def test_an_empty_phrase_asks_for_nothing_and_says_so(typed: str) -> None:
    """Quotes with nothing in them are passed over with a note, also beside something else."""
    alone, beside = parse_query(typed), parse_query(f"调解 {typed}")
    assert (alone.query, len(alone.notes)) == (Everything(), 1)
    assert (runs(beside), len(beside.notes)) == (["调解"], 1)


@pytest.mark.parametrize("typed", ["", " ", "　", "\n\t", "AND", " AND  AND "])
def test_nothing_typed_is_everything(typed: str) -> None:
    """An empty query matches every passage, without a note."""
    assert parse_query(typed) == Understood(Everything())


def test_a_part_typed_twice_is_one_part() -> None:
    """A phrase typed twice is still one phrase, whose occurrences are counted."""
    assert parse_query("“调解” “调解”") == Understood(Phrase("调解", "调解"))


@pytest.mark.property
@given(text=st.text(ALPHABET, min_size=1, max_size=12))
def test_what_was_typed_is_kept_as_it_was_typed(text: str) -> None:
    """A run repeats what was typed, so that it can be shown again."""
    for run in runs_of(parse_query(text).query):
        assert run.typed in text
        assert run.needle == fold(run.typed).text
