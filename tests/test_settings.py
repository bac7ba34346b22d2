"""What an operator may change."""

import getpass
import os
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchapp.errors import BadSetting
from searchapp.settings import PREFIX, Settings, settings_from

HITS = "SEARCHAPP_HITS_PER_PAGE"


def test_nothing_set_is_the_defaults() -> None:
    """A program that was just installed works in the current folder."""
    assert settings_from({}) == Settings(home=Path(), hits_per_page=10)


def test_each_setting_is_read_from_the_environment() -> None:
    """``SEARCHAPP_<NAME>`` changes the setting of that name, and other variables none."""
    environ = {
        "SEARCHAPP_HOME": "/srv/报告",
        HITS: "25",
        "SEARCHAPP_LIBRARY_URL": "postgresql+psycopg://报告@db/library",
        "SEARCHAPP_USER": " 王芳 ",
        "SEARCHAPP_WORKERS": "3",
        "SEARCHAPP_ORIGINALS": "off",
        "SEARCHAPP_HOSTS": "Baogao.example, b.example",
        "SEARCHAPP_ADDRESS": " http://baogao.example:8000/ ",
        "HITS_PER_PAGE": "7",
        "HOME": "/root",
    }
    assert settings_from(environ) == Settings(
        home=Path("/srv/报告"),
        hits_per_page=25,
        library_url="postgresql+psycopg://报告@db/library",
        user="王芳",
        workers=3,
        originals=False,
        hosts="Baogao.example, b.example",
        address="http://baogao.example:8000",
    )


def test_hosts_are_names_between_blanks_and_commas() -> None:
    """In small letters, as browsers send them."""
    assert Settings(hosts="Baogao.example, b.example，c.example").host_names == {
        "baogao.example",
        "b.example",
        "c.example",
    }


@pytest.mark.parametrize("name", [each.name for each in fields(Settings)])
def test_an_empty_value_is_not_set(name: str) -> None:
    """A variable that is there and empty is how scripts say that it is not."""
    assert settings_from({PREFIX + name.upper(): ""}) == Settings()


def test_the_home_has_its_parts() -> None:
    """Corpus, index, library and places lie where DESIGN says."""
    home = Settings(home=Path("h"))
    assert (home.corpus, home.index) == (Path("h/corpus"), Path("h/index"))
    assert (home.library, home.places) == (Path("h/library.db"), Path("h/corpus/places.tsv"))


def test_who_corrects_is_the_account_unless_a_user_is_set() -> None:
    """A correction always says who made it."""
    assert Settings(user="王芳").who == "王芳"
    assert Settings().who == getpass.getuser()


def test_as_many_files_are_read_at_once_as_there_are_processors() -> None:
    """Nobody has to set what the machine can tell."""
    assert Settings().readers == (os.cpu_count() or 1)
    assert Settings(workers=3).readers == 3


@pytest.mark.property
@given(st.text(min_size=1) | st.integers().map(str))
@example("0")
@example("201")
@example("-1")
@example("1.5")
@example("²")
@example("１０")
@example("007")
@example("9" * 5000)
def test_a_number_is_from_1_to_200_or_refused(value: str) -> None:
    """What is accepted is what was written; all else is refused by name, value and expectation."""
    if value.lstrip("0") in {str(number) for number in range(1, 201)} and len(value) < 10:
        assert settings_from({HITS: value}).hits_per_page == int(value)
        return
    with pytest.raises(BadSetting) as refused:
        settings_from({HITS: value})
    assert (refused.value.key, refused.value.value) == (HITS, value)
    assert refused.value.expected == "1 到 200 的整数"


@pytest.mark.parametrize(("value", "means"), [("on", True), ("off", False), (" OFF ", False)])
def test_a_switch_is_on_or_off(value: str, means: bool) -> None:
    """However it is written."""
    assert settings_from({"SEARCHAPP_ORIGINALS": value}).originals is means


@pytest.mark.parametrize("value", ["yes", "0", "关", "on off"])
def test_what_is_neither_on_nor_off_is_refused(value: str) -> None:
    """Nobody gives files out by a word that was misunderstood."""
    with pytest.raises(BadSetting, match="on 或 off"):
        settings_from({"SEARCHAPP_ORIGINALS": value})
