"""Waiting for files that are dropped into the corpus."""

import os
import shutil
from pathlib import Path

import pytest

from searchapp.library.watching import Watch
from tests.library.homes import SONGLI, TINGLAN, Home


def grow(path: Path, text: str) -> None:
    """Copy a part more of a file, as a slow drive does."""
    with path.open("a", encoding="utf-8") as slowly:
        slowly.write(text)


@pytest.fixture
def watch(home: Home) -> Watch:
    """A watch over a home in which one report lies."""
    home.write("a.txt", SONGLI)
    return Watch(home.settings)


def test_what_lies_there_at_the_beginning_is_not_new(watch: Watch) -> None:
    """It was taken in before the watch began."""
    assert [watch.look(), watch.look()] == [[], []]


def test_a_file_counts_once_nobody_copies_it_any_more(home: Home, watch: Watch) -> None:
    """A file that grows between two looks is still being copied: half of it is not taken."""
    file = home.write("b.txt", "")
    for part in TINGLAN.splitlines(keepends=True):
        assert watch.look() == []
        grow(file, part)
    assert watch.look() == []
    assert watch.look() == [file]
    watch.taken([file])
    assert watch.look() == []


def test_a_file_is_told_of_until_it_was_taken(home: Home, watch: Watch) -> None:
    """An ingest that could not begin does not make a file forgotten."""
    file = home.write("b.txt", TINGLAN)
    watch.look()
    assert [watch.look(), watch.look()] == [[file], [file]]
    watch.taken([file])
    assert watch.look() == []


def test_a_file_that_changes_while_it_is_taken_is_told_of_again(home: Home, watch: Watch) -> None:
    """What was taken was the file as it was looked at, not as it is now."""
    file = home.write("b.txt", TINGLAN)
    watch.look()
    assert watch.look() == [file]
    grow(file, "再加一句。")
    watch.taken([file])
    assert watch.look() == []
    assert watch.look() == [file]


def test_a_changed_file_and_one_in_a_new_folder_are_told_of(home: Home, watch: Watch) -> None:
    """Whatever is new, wherever below the corpus; in order of the names."""
    changed = home.settings.corpus / "a.txt"
    before = changed.stat().st_mtime_ns
    os.utime(changed, ns=(before, before + 10**9))
    new = home.write("2023/甲/b.txt", TINGLAN)
    watch.look()
    assert watch.look() == sorted([changed, new])


def test_a_file_that_goes_and_comes_back_is_told_of_when_it_is_another(
    home: Home, watch: Watch
) -> None:
    """A drive that is away for a moment brings nothing new; another file in its place is new."""
    corpus = home.settings.corpus
    away = shutil.move(corpus, corpus.with_name("away"))
    assert watch.look() == []
    shutil.move(away, corpus)
    assert [watch.look(), watch.look()] == [[], []]
    file = home.write("a.txt", TINGLAN)
    watch.look()
    assert watch.look() == [file]


def test_litter_is_not_told_of(home: Home, watch: Watch) -> None:
    """What does not count for an ingest does not count here."""
    for name in ("~$b.docx", ".b.txt.new", "Thumbs.db"):
        home.write(name, "x")
    watch.look()
    assert watch.look() == []


def test_what_the_watch_tells_of_is_what_an_ingest_takes(home: Home, watch: Watch) -> None:
    """The two go together: what is dropped in is found, and told of no more."""
    home.ingest()
    home.write("b.txt", TINGLAN)
    watch.look()
    files = watch.look()
    assert [each.outcome for each in home.ingest(*files)] == ["新增"]
    watch.taken(files)
    assert watch.look() == []
    assert len(home.reports()) == 2
    assert home.findings() == []
