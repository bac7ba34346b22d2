"""An index of which a file was changed behind its back: what is told, and what is refused."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from searchapp.engine import Damage
from searchapp.engine.embedded import EmbeddedEngine
from searchapp.engine.embedded.columnar.arrays import ArrayFile
from searchapp.engine.embedded.limits import Limits
from searchapp.engine.embedded.tiers import Tiers
from searchapp.errors import IndexUnavailable
from searchapp.reports import FiledReport
from tests.engine.shelves import asking, report_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index of one report."""
    with EmbeddedEngine(tmp_path).writer() as writer:
        writer.put(report_of("R1", "调解", "12件"))
    return tmp_path


def segment(folder: Path) -> Path:
    """The file of the only segment."""
    (file,) = folder.glob("MAIN_*.col")
    return file


def replaced(file: Path, contents: bytes) -> None:
    """Another file of that name: one that is mapped must not be written over."""
    file.unlink()
    file.write_bytes(contents)


def test_a_changed_array_is_named(folder: Path) -> None:
    """Also to an engine that has the file open as it was before."""
    engine = EmbeddedEngine(folder)
    assert engine.find(asking("调解")).total.passages == 1
    file = segment(folder)
    whole = file.read_bytes()
    replaced(file, whole.replace("调解".encode("utf-16-le"), "调停".encode("utf-16-le")))
    assert list(engine.damages()) == [Damage(file.name, "text.units")]
    assert list(EmbeddedEngine(folder).damages()) == [Damage(file.name, "text.units")]


@pytest.mark.parametrize("size", [0, 7, 100, -1])
def test_a_file_that_was_cut_is_refused(folder: Path, size: int) -> None:
    """The engine says that the index must be built anew, and which file is damaged."""
    file = segment(folder)
    replaced(file, file.read_bytes()[:size])
    engine = EmbeddedEngine(folder)
    assert list(engine.damages()) == [Damage(file.name, None)]
    with pytest.raises(IndexUnavailable, match=file.name) as refused:
        engine.find(asking("调解"))
    assert refused.value.remedy == "searchapp ingest --rebuild"


def test_a_file_that_is_gone_is_refused(folder: Path) -> None:
    """There is no telling what stood in it."""
    file = segment(folder)
    file.unlink()
    for ask in (EmbeddedEngine(folder).damages, EmbeddedEngine(folder).facts):
        with pytest.raises(IndexUnavailable, match=file.name):
            ask()


def test_damage_is_never_written_into_a_new_file(tmp_path: Path) -> None:
    """A commit that would make one segment of this and others is refused, and nothing changes."""
    engine = EmbeddedEngine(tmp_path, Limits(Tiers(fan_in=2)))
    put(engine, report_of("R1", "调解" * 20))
    held = segment(tmp_path)
    whole = held.read_bytes()
    replaced(held, whole.replace("调解".encode("utf-16-le"), "调停".encode("utf-16-le"), 1))
    with pytest.raises(IndexUnavailable, match=r"'text\.units' is damaged") as refused:
        put(engine, report_of("R2", "普法"))
    assert refused.value.remedy == "searchapp ingest --rebuild"
    assert segment(tmp_path) == held
    assert list(engine.held()) == ["R1"]
    replaced(held, whole)
    put(engine, report_of("R2", "普法"))
    assert list(engine.held()) == ["R1", "R2"]
    assert not engine.damages()


def put(engine: EmbeddedEngine, filed: FiledReport) -> None:
    """Have the engine hold this report."""
    with engine.writer() as writer:
        writer.put(filed)


def test_whatever_is_damaged_is_told_or_does_not_matter(tmp_path: Path) -> None:
    """No array that was overwritten brings down a search, or the rebuilding that is the remedy."""
    built = tmp_path / "built"
    put(EmbeddedEngine(built), report_of("R1", "调解“三项制度”", "办理12件"))
    file = segment(built)
    whole = file.read_bytes()
    remedies = set()
    for name, array in ArrayFile(file).arrays.items():
        at = whole.find(array.tobytes()) if array.nbytes else -1
        if at < 0:
            continue
        harmed = whole[:at] + b"\xff" * array.nbytes + whole[at + array.nbytes :]
        folder = tmp_path / name
        shutil.copytree(built, folder)
        (folder / file.name).write_bytes(harmed)
        engine = EmbeddedEngine(folder)
        for ask in questions(engine):
            try:
                ask()
            except IndexUnavailable as error:
                remedies.add(error.remedy)
        with engine.rebuild() as writer:
            writer.put(report_of("R2", "调解"))
        assert list(engine.held()) == ["R2"]
    assert remedies == {"searchapp ingest --rebuild"}


def questions(engine: EmbeddedEngine) -> list[Callable[[], object]]:
    """All that is asked of an engine."""
    return [
        lambda: engine.find(asking("调解")),
        lambda: engine.find(asking("“#件”")),
        lambda: engine.find(asking("调解 标题:报告")),
        lambda: engine.ranking(asking("调解")),
        lambda: engine.advise(asking("普法")),
        lambda: engine.phrases("调", 5),
        lambda: engine.alike("调解“三项制度”"),
        lambda: engine.tally(asking("调解")),
        engine.values,
        engine.facts,
        engine.held,
        lambda: list(engine.reports()),
    ]


def test_an_index_is_whole_once_built_anew(folder: Path) -> None:
    """Rebuilding is the remedy that it is said to be."""
    file = segment(folder)
    replaced(file, file.read_bytes()[:-9])
    engine = EmbeddedEngine(folder)
    with engine.rebuild() as writer:
        writer.put(report_of("R2", "调解"))
    assert not engine.damages()
    assert engine.find(asking("调解")).total.passages == 1
