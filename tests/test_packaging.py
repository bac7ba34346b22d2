"""What is built from the checkout works where there is no checkout."""

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.conftest import ROOT, SAMPLES

#: What a build reads.
SOURCES = (
    *("searchapp", "templates", "setup.cfg", "pyproject.toml", "README.md", "LICENSE", "NOTICE"),
)
#: What is not code, and what a page cannot be made without.
CARRIED = {
    *(f"searchapp/{path.relative_to(ROOT)}" for path in (ROOT / "templates").rglob("*.*ml")),
    *(
        str(path.relative_to(ROOT))
        for path in (ROOT / "searchapp/web/static").rglob("*.*")
        if path.is_file()
    ),
    *("searchapp/text/folding.tsv", "searchapp/text/dictionary.txt"),
    *("searchapp/parsing/gazetteer.tsv", "searchapp/parsing/retired.tsv"),
}
#: Renders the start page and a report, takes a sample in, and says where it was run from.
USE = """
import sys
from pathlib import Path
import searchapp
from searchapp.engine.embedded import EmbeddedEngine
from searchapp.library import Intake
from searchapp.settings import Settings
from searchapp.web import create_app

settings = Settings(home=Path(sys.argv[1]))
engine = EmbeddedEngine(settings.index)
(verdict,) = Intake(settings, engine, [Path(sys.argv[2])]).run()
client = create_app(engine, settings).test_client()
assert "三" in client.get("/?q=三").get_data(as_text=True)
assert "大纲" in client.get(f"/reports/{verdict.report_id}").get_data(as_text=True)
assert "--paper" in client.get("/static/style.css").get_data(as_text=True)
print(verdict.outcome, Path(searchapp.__file__).parent)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of the checkout, which stays as it is."""
    copy = tmp_path_factory.mktemp("checkout")
    unmade = shutil.ignore_patterns("__pycache__", "*.egg-info")
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=unmade)
        else:
            shutil.copy2(ROOT / name, copy / name)
    built = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", copy / "dist", *isolation(), copy],
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    (made,) = (copy / "dist").iterdir()
    return made


def isolation() -> list[str]:
    """No environment of its own for the build, where the setuptools that it needs is here."""
    return ["--no-isolation"] if int(version("setuptools").split(".")[0]) >= 77 else []


def test_the_wheel_carries_all_that_the_program_reads(wheel: Path) -> None:
    """Code, templates, static files, tables and migrations, and no test."""
    with zipfile.ZipFile(wheel) as opened:
        carried = {name for name in opened.namelist() if ".dist-info/" not in name}
    code = {path.relative_to(ROOT).as_posix() for path in (ROOT / "searchapp").rglob("*.py")}
    assert carried == code | CARRIED


def test_pages_render_where_it_is_installed(wheel: Path, tmp_path: Path) -> None:
    """A fresh environment with the wheel and the libraries takes a report in and shows it."""
    venv.create(tmp_path / "venv", with_pip=False)
    python = tmp_path / "venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pip = [sys.executable, "-m", "pip", "--python", str(python)]
    installing = [*pip, "install", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(installing, capture_output=True, check=True)
    libraries = next(path for path in sys.path if path.endswith("site-packages"))
    used = subprocess.run(
        [python, "-c", USE, tmp_path / "home", sample()],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": libraries},
        cwd=tmp_path,
        check=False,
    )
    assert used.stderr == ""
    outcome, package = used.stdout.split()
    assert outcome == "新增"
    assert Path(package).is_relative_to(tmp_path / "venv")


def sample() -> Path:
    """One of the sample reports."""
    return next(path for path in sorted(SAMPLES.iterdir()) if path.suffix == ".docx")
