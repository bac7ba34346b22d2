"""What is sent is HTML, CSS and JavaScript by the book, and nothing in it lies idle."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from searchapp.web.app import templates_folder
from tests.library.homes import Home
from tests.web.every_page import EVERY_PAGE, known_in
from tests.web.homes import visitor

ROOT = Path(__file__).parent.parent.parent
STATIC = ROOT / "searchapp" / "web" / "static"
SCRIPTS = sorted((STATIC / "js").glob("*.js"))
#: The Nu Html Checker, which is what validator.w3.org runs: see scripts/install_for_tests.sh.
CHECKER = ROOT / ".node" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


@pytest.fixture(scope="module")
def checker() -> list[str]:
    """The command that checks files. Without it a test is skipped, but fails where CI is true."""
    java = shutil.which("java")
    if java is None or not CHECKER.is_file():
        why = "the Nu Html Checker or Java is not here: see scripts/install_for_tests.sh"
        pytest.fail(why) if os.environ.get("CI") == "true" else pytest.skip(why)
    return [str(java), "-jar", str(CHECKER), "--format", "json", "--exit-zero-always"]


def said_of(checker: list[str], *arguments: str | Path) -> list[str]:
    """What the checker finds wrong or doubtful, with file, line and extract."""
    run = subprocess.run([*checker, *arguments], capture_output=True, text=True, check=True)
    told: list[dict[str, Any]] = json.loads(run.stderr)["messages"]
    return [
        f"{Path(each['url']).name}:{each.get('lastLine')} {each['message']} {each.get('extract')}"
        for each in told
        if each["type"] != "info" or each.get("subType") == "warning"
    ]


def test_every_page_is_valid(checker: list[str], furnished_home: Home, tmp_path: Path) -> None:
    """The Nu Html Checker finds nothing wrong on any page, and nothing doubtful."""
    reader, known = visitor(furnished_home), known_in(furnished_home)
    for page in EVERY_PAGE:
        answer = reader.get(page.at(known).partition("#")[0])
        assert answer.status_code == page.status, page.name
        (tmp_path / f"{page.name}.html").write_bytes(answer.data)
    assert said_of(checker, *sorted(tmp_path.glob("*.html"))) == []


def test_style_sheet_and_pictures_are_valid(checker: list[str]) -> None:
    """The same checker, on what pages ask for."""
    sent = [*STATIC.glob("*.css"), *STATIC.glob("*.svg")]
    assert said_of(checker, "--also-check-css", "--also-check-svg", *sent) == []


def test_the_checker_finds_what_is_wrong(checker: list[str], tmp_path: Path) -> None:
    """A page and a style sheet with faults have them named."""
    page, sheet = tmp_path / "page.html", tmp_path / "sheet.css"
    page.write_text('<!DOCTYPE html><html lang="en"><title>a</title><h1>a</h1><p id=a><p id=a>')
    sheet.write_text("p { colour: red }")
    assert "Duplicate ID" in said_of(checker, page)[0]
    assert "colour" in said_of(checker, "--also-check-css", sheet)[0]


def test_colours_are_named_at_the_top_of_the_style_sheet() -> None:
    """Each is written once in the light and once in the dark, and nowhere else."""
    sheet = (STATIC / "style.css").read_text("utf-8")
    below = re.sub(r":root\s*\{[^}]*\}|/\*.*?\*/", "", sheet, flags=re.DOTALL)
    assert re.findall(r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|oklch)\(", below, re.IGNORECASE) == []


def test_every_named_value_is_used_and_every_used_one_is_named() -> None:
    """No design value is left over, and none is missing."""
    sheet = (STATIC / "style.css").read_text("utf-8")
    named = set(re.findall(r"(--[\w-]+)\s*:", sheet))
    used = set(re.findall(r"var\((--[\w-]+)", sheet))
    assert named == used


def test_every_class_of_the_style_sheet_is_used() -> None:
    """Whatever has a rule is written in a template, or set by a script."""
    sheet = re.sub(r"/\*.*?\*/", "", (STATIC / "style.css").read_text("utf-8"), flags=re.DOTALL)
    selectors = " ".join(re.findall(r"([^{}]+)\{", sheet))
    styled = set(re.findall(r"\.([a-zA-Z][\w-]*)", selectors))
    sources = [*templates_folder().rglob("*.html"), *SCRIPTS, *(ROOT / "searchapp").rglob("*.py")]
    written = "\n".join(path.read_text("utf-8") for path in sources)
    assert sorted(name for name in styled if not _is_written(name, written)) == []


def _is_written(name: str, source: str) -> bool:
    """Whether a class stands there, whole or as a stem to which something is joined."""
    stem = f"{name.rpartition('-')[0]}-"
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", source) is not None or (
        len(stem) > 1
        and re.search(rf"(?<![\w-]){re.escape(stem)}(?:\{{|\$|[\"'`])", source) is not None
    )


def test_every_script_is_part_of_the_page() -> None:
    """Each module is imported, in the end by page.js."""
    known = {path.name: path.read_text("utf-8") for path in SCRIPTS}
    reached, left = set[str](), ["page.js"]
    while left:
        name = left.pop()
        if name not in reached:
            reached.add(name)
            left += re.findall(r"""from "\./([\w-]+\.js)";""", known[name])
    assert reached == known.keys()
