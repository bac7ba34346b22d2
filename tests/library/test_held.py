"""Excerpts held against what the library and the index have."""

from collections.abc import Mapping
from pathlib import Path

from searchapp.library.excerpts import Excerpt
from searchapp.library.excerpts.holding import Fate
from searchapp.library.held import held
from tests.library.excerpts.homes import FIRST, QUOTES, home_of_every_fate, revise, take
from tests.library.homes import Home, new_home

EVERY = {
    "unchanged": Fate.UNCHANGED,
    "moved": Fate.MOVED,
    "changed": Fate.CHANGED,
    "around": Fate.CHANGED,
    "removed": Fate.REMOVED,
}


def fates(home: Home, excerpts: Mapping[str, Excerpt]) -> dict[str, Fate]:
    """What became of each, by the name it has here."""
    with home.ledger() as ledger:
        found = held(ledger, home.engine, excerpts.values())
    return {name: found[excerpt.code].fate for name, excerpt in excerpts.items()}


def test_every_fate_is_told_of_one_version(tmp_path: Path) -> None:
    """Held against the newest text; a third version that restores the first one restores all."""
    home, excerpts = home_of_every_fate(tmp_path)
    assert fates(home, excerpts) == EVERY
    revise(home, FIRST)
    assert home.only().version == 3
    assert set(fates(home, excerpts).values()) == {Fate.UNCHANGED}


def test_excerpts_of_several_versions_are_each_held_against_their_own(tmp_path: Path) -> None:
    """What was quoted of the second version stands in it, whatever became of the first."""
    home, excerpts = home_of_every_fate(tmp_path)
    later = {"new": take(home, "镇里设立院坝调解室8处，就地化解邻里纠纷57件。")}
    assert fates(home, {**excerpts, **later}) == {**EVERY, "new": Fate.UNCHANGED}


def test_of_a_report_that_is_no_longer_there_all_is_removed(tmp_path: Path) -> None:
    """And once it is there again, all stands where it stood."""
    home = new_home(tmp_path)
    revise(home, FIRST)
    home.write("另一篇.txt", FIRST.replace("松栎镇", "汀兰镇").replace("131", "141"))
    excerpts = {name: take(home, quote) for name, quote in QUOTES.items()}
    home.ingest()
    (home.settings.corpus / "松栎镇2024.txt").unlink()
    home.prune()
    assert set(fates(home, excerpts).values()) == {Fate.REMOVED}
    home.write("松栎镇2024.txt", FIRST)
    home.ingest()
    assert set(fates(home, excerpts).values()) == {Fate.UNCHANGED}


def test_nothing_is_asked_for_no_excerpts(tmp_path: Path) -> None:
    """Also where there is no index yet."""
    home = new_home(tmp_path)
    with home.ledger() as ledger:
        assert held(ledger, home.engine, []) == {}
