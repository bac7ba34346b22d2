"""The documents say what is true (H25)."""

import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from searchapp.engine import Asked
from searchapp.engine.embedded import EmbeddedEngine
from searchapp.query import parse_query
from searchapp.query.fields import FIELDS
from searchapp.reading import FORMATS
from searchapp.settings import PREFIX, Settings
from tests.conftest import ROOT

READMES = ("README.md", "README.zh-CN.md")
DOCUMENTS = (*READMES, "ARCHITECTURE.md")
COMMANDS = ("ingest", "inspect", "search", "verify", "export", "serve", "check")
#: A line of the guide to searching: what is typed, what it finds, in how many passages.
EXAMPLE = re.compile(r"^\| `(.+?)` \|.*\| (\d+) \|$", re.M)
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


def read(name: str) -> str:
    """The text of a document."""
    return (ROOT / name).read_text("utf-8")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_of_documents_lead_somewhere(name: str) -> None:
    """The map shows only roads that are there."""
    assert [link for link in LINK.findall(read(name)) if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("name", READMES)
@pytest.mark.parametrize("setting", [each.name for each in fields(Settings)])
def test_every_setting_is_documented(setting: str, name: str) -> None:
    """An operator can look up every setting, in either language."""
    assert f"`{PREFIX}{setting.upper()}`" in read(name)


@pytest.mark.parametrize("name", READMES)
@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_of_a_command_is_documented(command: str, name: str) -> None:
    """Whatever a command takes, the README names."""
    called = [sys.executable, "-m", "searchapp", command, "--help"]
    said = subprocess.run(called, capture_output=True, text=True, check=True).stdout
    options = set(re.findall(r"--[a-z-]+", said)) - {"--help"}
    text = read(name)
    assert f"] {command}" in text
    assert {option for option in options if option not in text} == set()


@pytest.mark.parametrize("name", READMES)
def test_every_format_that_is_read_is_documented(name: str) -> None:
    """Nobody has to try whether a file can be put in."""
    endings = set(FORMATS) - {".htm"}
    assert {ending for ending in endings if f"`{ending}`" not in read(name)} == set()


def test_architecture_heads_every_folder_with_its_question() -> None:
    """A newcomer finds each folder of the package, and the question it answers."""
    text = read("ARCHITECTURE.md")
    for folder in (path.parent for path in (ROOT / "searchapp").glob("*/__init__.py")):
        name = folder.relative_to(ROOT).as_posix()
        assert re.search(rf"^##.*\({name}/\).* — .*\?$", text, re.M), name


def test_a_folder_begins_with_the_same_question() -> None:
    """The folder's own docstring asks what the map says it answers."""
    text = read("ARCHITECTURE.md")
    for path in (ROOT / "searchapp").glob("*/__init__.py"):
        question = path.read_text("utf-8").removeprefix('"""').partition("?")[0]
        assert f"— {' '.join(question.split())}?" in text, path


@pytest.mark.parametrize("name", READMES)
def test_every_example_of_the_guide_finds_what_it_says(name: str, sample_home: Path) -> None:
    """Whoever types an example of the guide finds so many passages, and needs no note."""
    engine = EmbeddedEngine(sample_home / "index")
    examples = EXAMPLE.findall(read(name))
    assert len(examples) > 10
    for written, passages in examples:
        typed = written.replace(r"\|", "|")
        understood = parse_query(typed)
        found = engine.find(Asked(understood.query))
        told = (typed, understood.notes, found.notes, found.total.passages)
        assert told == (typed, (), (), int(passages))


def test_both_guides_have_the_same_examples() -> None:
    """A reader of either language learns the same."""
    english, chinese = (EXAMPLE.findall(read(name)) for name in READMES)
    assert english == chinese


@pytest.mark.parametrize("name", READMES)
def test_every_field_of_a_query_is_documented(name: str) -> None:
    """A reader can look up every name that a field is shown by, in either language."""
    shown = ["镇", "县", "市", "省", "年", "章节", "标题", "单位", "文号", "日期", "文种", "层级"]
    english = [field for field in FIELDS if field.isascii()]
    assert [field for field in (*shown, *english) if f"`{field}:`" not in read(name)] == []
