"""What is taken is kept for ever, and taking it again gives the same."""

from pathlib import Path

from searchapp.library.excerpts.holding import Fate
from searchapp.library.held import held
from tests.library.excerpts.homes import FIRST, QUOTES, SECOND, revise, take
from tests.library.homes import new_home


def test_the_same_words_are_the_same_excerpt_in_every_version_in_which_they_stand(
    tmp_path: Path,
) -> None:
    """Whoever takes them again has the code that stands in print."""
    home = new_home(tmp_path)
    revise(home, FIRST)
    first = take(home, QUOTES["unchanged"])
    revise(home, SECOND)
    assert take(home, QUOTES["unchanged"]) == first


def test_taken_again_from_a_version_in_which_it_is_not_clear_it_is_another(
    tmp_path: Path,
) -> None:
    """A person has decided which words are meant: those stand there, the former do not."""
    home, words = new_home(tmp_path), QUOTES["removed"]
    revise(home, FIRST)
    first = take(home, words)
    again = FIRST.replace("二、存在的不足和原因", "二、不足").replace("三、下年安排", "三、打算")
    revise(home, again + words + "\n")
    second = take(home, words)
    assert (second.passage, second.span, second.text) == (first.passage, first.span, first.text)
    assert second.code.startswith(first.code)
    assert (first.version, second.version) == (1, 2)
    with home.ledger() as ledger:
        found = held(ledger, home.engine, (first, second))
        assert ledger.excerpts.of(first.code) == first
    assert found[first.code].fate is Fate.CHANGED
    assert found[second.code].fate is Fate.UNCHANGED
    assert take(home, words) == second


def test_what_could_not_be_a_code_is_none(tmp_path: Path) -> None:
    """Whatever stands in an address is asked for, and no database is troubled with it."""
    home = new_home(tmp_path)
    with home.ledger() as ledger:
        for typed in ("", "\x00", "你好", "%", "A" * 10_000, "'; drop table excerpts"):
            assert ledger.excerpts.of(typed) is None
