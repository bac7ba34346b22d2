"""The folders keep their order, and each library its owner (DESIGN, how data flows)."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "searchapp"

#: From the first to the last: each imports only from those before it.
ORDER = (
    *("errors", "settings", "reports", "text", "reading", "parsing"),
    *("query", "engine", "library", "briefing", "wording", "terminal", "cli", "web"),
)
#: Library -> the folders or modules that may import it.
OWNERS = {
    "jieba": ("text",),
    "rjieba": ("text",),
    "bs4": ("reading",),
    "lxml": ("reading",),
    "docx": ("reading", "briefing"),
    "charset_normalizer": ("reading",),
    "pypdfium2": ("reading",),
    "olefile": ("reading",),
    "PIL": ("reading",),
    "rapidocr_onnxruntime": ("reading",),
    "pebble": ("library",),
    "whoosh": ("engine/embedded",),
    "numpy": ("engine/embedded",),
    "sqlalchemy": ("library",),
    "alembic": ("library",),
    "filelock": ("library",),
    "flask": ("web",),
    # What Flask and its templates hold markup in.
    "markupsafe": ("web",),
    "flask_smorest": ("web/api",),
    "marshmallow": ("web/api",),
    "webargs": ("web/api",),
    "xlsxwriter": ("web",),
    "werkzeug": ("web",),
    "jinja2": ("web",),
    "waitress": ("web",),
    "pypinyin": ("text",),
    "click": ("cli",),
    "rich": ("cli", "terminal"),
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """The full names of the modules that a file imports, wherever in the file."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def part_of(name: str) -> str | None:
    """The folder or module of the package that a dotted name leads to."""
    parts = name.split(".")
    return parts[1] if parts[0] == "searchapp" and len(parts) > 1 else None


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_folder_imports_only_from_those_before_it(path: Path) -> None:
    """Data flows one way: no folder knows of one that comes after it."""
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if own in ("__init__", "__main__"):
        return
    later = ORDER[ORDER.index(own) + 1 :]
    allowed_edge = {"web"} if own == "cli" else set()
    assert not {part_of(name) for name in imported(path)} & (set(later) - allowed_edge)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_each_library_has_its_owner(path: Path) -> None:
    """Nothing outside the owning folder imports a third-party library."""
    here = path.relative_to(PACKAGE)
    for library in {name.split(".")[0] for name in imported(path)}:
        if library in sys.stdlib_module_names or library == "searchapp":
            continue
        assert library in OWNERS, f"{library} has no owner: name one in this test, and say why"
        assert any(here.is_relative_to(owner) for owner in OWNERS[library]), library


def test_every_folder_stands_in_the_order() -> None:
    """A new folder is given its place, or the order would say nothing of it."""
    found = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}
    assert found <= set(ORDER)
