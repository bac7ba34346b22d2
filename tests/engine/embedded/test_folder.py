"""The folder of the index: what stands in it, who may read it, what is refused and repaired."""

import gc
import json
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from whoosh.fields import TEXT, Schema
from whoosh.index import create_in, open_dir
from whoosh.query import And, Term
from whoosh.searching import Searcher

from searchapp.engine import Engine, Writer
from searchapp.engine.embedded import EmbeddedEngine
from searchapp.errors import IndexUnavailable, IngestRunning
from tests.engine.shelves import asking, passages_in, report_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an index of two reports, in two segments, one with a deletion."""
    folder = tmp_path / "index"
    for version, texts in ((1, ("法治政府", "人民调解")), (2, ("法治建设", "协调解决"))):
        with EmbeddedEngine(folder).writer() as writer:
            writer.put(report_of("R1", *texts, version=version))
            if version == 1:
                writer.put(report_of("R2", "矛盾纠纷", "人民调解", "枫桥经验"))
    return folder


def manifest(folder: Path) -> dict[str, object]:
    """What the manifest says."""
    said: dict[str, object] = json.loads((folder / "manifest.json").read_text("utf-8"))
    return said


def change_manifest(folder: Path, **facts: object) -> None:
    """Let the manifest say something else."""
    (folder / "manifest.json").write_text(json.dumps(manifest(folder) | facts), "utf-8")


def write_manifest(folder: Path, text: str) -> None:
    """Let the manifest be this text."""
    (folder / "manifest.json").write_text(text, "utf-8")


class GivenUp(Exception):
    """Raised inside a change, to see that nothing of it stays."""


def give_up(change: Callable[[], AbstractContextManager[Writer]]) -> None:
    """Begin the change, and raise GivenUp."""
    with change() as writer:
        writer.put(report_of("R3", "人民调解"))
        raise GivenUp


def assert_refused(engine: Engine, *why: str) -> None:
    """Nothing is read and nothing changed, and the error says what is wrong and what to do."""
    attempts: tuple[Callable[[], object], ...] = (
        lambda: engine.find(asking("")),
        lambda: engine.report("R1"),
        lambda: list(engine.reports()),
        engine.held,
        lambda: engine.writer().__enter__(),
    )
    for attempt in attempts:
        with pytest.raises(IndexUnavailable) as refused:
            attempt()
        assert refused.value.remedy == "searchapp ingest --rebuild"
        assert all(each in str(refused.value) for each in (*why, refused.value.remedy))


def assert_repaired(folder: Path) -> None:
    """A rebuild makes an index of what is put, and of nothing else."""
    with EmbeddedEngine(folder).rebuild() as writer:
        writer.put(report_of("R3", "人民调解"))
    for engine in (EmbeddedEngine(folder), EmbeddedEngine(folder)):
        assert engine.held() == {"R3": 1}
        assert passages_in(engine.find(asking("调解"))) == [("R3", 1)]


def test_the_manifest_says_in_plain_words_what_the_index_was_built_with(folder: Path) -> None:
    """Program, format, fields, folding table and segmenter can be read without this program."""
    said = manifest(folder)
    assert {"program", "format", "fields", "folding", "words", "built"} == said.keys()
    assert said["program"] == "searchapp"


def test_the_manifest_names_a_build_and_not_a_commit(folder: Path) -> None:
    """A change of the index leaves the manifest as it is."""
    before = manifest(folder)
    with EmbeddedEngine(folder).writer() as writer:
        writer.drop("R2")
    assert manifest(folder) == before


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("folding", "0" * 16),
        ("format", 0),
        ("words", "bigram"),
        ("fields", "text"),
        ("program", "other"),
        ("program", None),
    ],
)
def test_an_index_built_otherwise_is_refused_and_repaired(
    folder: Path, fact: str, value: object
) -> None:
    """Each fact that differs is named with what is there, and a rebuild puts it right."""
    change_manifest(folder, **{fact: value})
    assert_refused(EmbeddedEngine(folder), fact, repr(value))
    assert_repaired(folder)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "3", '"searchapp"', "{}", "\ufeff{}"])
def test_a_damaged_manifest_is_refused_and_repaired(folder: Path, text: str) -> None:
    """A manifest that is no JSON, or no object, or says nothing, is not believed."""
    write_manifest(folder, text)
    assert_refused(EmbeddedEngine(folder))
    assert_repaired(folder)


def test_a_manifest_that_is_no_text_is_refused_and_repaired(folder: Path) -> None:
    """Bytes that are not UTF-8 are a damaged manifest too."""
    (folder / "manifest.json").write_bytes(b"\xff\xfe{}")
    assert_refused(EmbeddedEngine(folder))
    assert_repaired(folder)


def test_an_index_without_manifest_is_refused_and_repaired(folder: Path) -> None:
    """Files of Whoosh that no manifest speaks for are not opened."""
    (folder / "manifest.json").unlink()
    assert_refused(EmbeddedEngine(folder), "no manifest")
    assert_repaired(folder)


def test_the_index_of_another_program_is_refused_and_replaced(tmp_path: Path) -> None:
    """A stranger's Whoosh index is not read, not added to, and gone after a rebuild."""
    folder = tmp_path / "index"
    folder.mkdir()
    with create_in(str(folder), Schema(text=TEXT(stored=True))).writer() as writer:
        writer.add_document(text="strange")
    assert_refused(EmbeddedEngine(folder), "no manifest")
    assert_repaired(folder)


def test_an_engine_that_is_open_refuses_an_index_that_becomes_strange(folder: Path) -> None:
    """What was read before is not answered from once the index is another program's."""
    engine = EmbeddedEngine(folder)
    engine.find(asking(""))
    change_manifest(folder, format=0)
    assert_refused(engine, "format")
    assert_repaired(folder)
    assert engine.held() == {"R3": 1}


@pytest.mark.parametrize("damage", ["gone", "empty", "half"])
@pytest.mark.parametrize("ending", ["toc", "col"])
def test_damaged_files_are_refused_and_repaired(folder: Path, ending: str, damage: str) -> None:
    """A file that is missing or cut short, as after a power cut, is said and can be repaired."""
    for file in folder.glob(f"*.{ending}"):
        content = file.read_bytes()
        file.write_bytes(content[: len(content) // 2] if damage == "half" else b"")
        if damage == "gone":
            file.unlink()
    for attempt in (
        lambda: EmbeddedEngine(folder).find(asking("")),
        EmbeddedEngine(folder).writer().__enter__,
    ):
        with pytest.raises(IndexUnavailable, match=r"cannot be read.*searchapp ingest --rebuild"):
            attempt()
    assert_repaired(folder)
    gc.collect()


def test_a_rebuild_given_up_leaves_an_index_that_fits_as_it_was(folder: Path) -> None:
    """Only what cannot be read is taken away before the new is there."""
    engine = EmbeddedEngine(folder)
    before = engine.find(asking(""))
    with pytest.raises(GivenUp):
        give_up(engine.rebuild)
    assert engine.find(asking("")) == before


def test_a_repair_given_up_leaves_nothing_that_could_be_read(folder: Path) -> None:
    """An index that was taken away and not made anew is no index, rather than an empty one."""
    change_manifest(folder, format=0)
    engine = EmbeddedEngine(folder)
    with pytest.raises(GivenUp):
        give_up(engine.rebuild)
    with pytest.raises(IndexUnavailable):
        engine.find(asking(""))
    assert_repaired(folder)


def test_a_repair_keeps_other_repairs_out(folder: Path) -> None:
    """Two rebuilds of a strange index do not take each other's files away."""
    change_manifest(folder, format=0)
    with EmbeddedEngine(folder).rebuild() as writer:
        writer.put(report_of("R3", "人民调解"))
        for other in (EmbeddedEngine(folder).rebuild, EmbeddedEngine(folder).writer):
            with pytest.raises(IngestRunning), other():
                pass
    assert EmbeddedEngine(folder).held() == {"R3": 1}


def test_a_first_writer_keeps_others_out(tmp_path: Path) -> None:
    """The index of a writer that makes it is not made a second time under its hands."""
    folder = tmp_path / "index"
    with EmbeddedEngine(folder).writer() as writer:
        writer.put(report_of("R1", "人民调解"))
        for other in (EmbeddedEngine(folder).rebuild, EmbeddedEngine(folder).writer):
            with pytest.raises(IngestRunning), other():
                pass
        assert EmbeddedEngine(folder).held() == {}
    assert EmbeddedEngine(folder).held() == {"R1": 1}


def test_a_writer_of_whoosh_itself_keeps_ours_out(folder: Path) -> None:
    """Whoosh's own lock is kept too, so that its tools can be used beside this program."""
    writer = open_dir(str(folder)).writer()
    with pytest.raises(IngestRunning), EmbeddedEngine(folder).writer():
        pass
    writer.cancel()
    with EmbeddedEngine(folder).writer() as ours:
        ours.drop("R1")


def test_the_stock_searcher_reads_the_same_index(folder: Path) -> None:
    """Whoosh's own index and Searcher open the folder, find by its fields, and rank by words."""
    index = open_dir(str(folder))
    assert index.doc_count() == 5
    with index.searcher() as searcher:
        assert isinstance(searcher, Searcher)
        assert [hit["text"] for hit in searcher.search(Term("words", "调解"))] == ["人民调解"]
        hits = searcher.search(And([Term("words", "人民"), Term("report", "R2")]))
        assert [hit["text"] for hit in hits] == ["人民调解"]
        assert {hit["passage"] for hit in searcher.search(Term("report", "R2"))} == {1, 2, 3}


def test_many_commits_leave_few_files(folder: Path) -> None:
    """Segments are merged and old ones taken away, also those of changes that were given up."""
    engine = EmbeddedEngine(folder)
    for number in range(40):
        with pytest.raises(GivenUp):
            give_up(engine.writer)
        with engine.writer() as writer:
            writer.put(report_of("R1", f"第{number}号", version=number))
    names = [file.name for file in folder.iterdir()]
    assert len([name for name in names if name.endswith(".col")]) <= 12
    assert len([name for name in names if name.endswith(".toc")]) == 1
    assert len(names) <= 12 + len(["toc", "manifest.json", "writing.lock", "MAIN_WRITELOCK"])
    assert open_dir(str(folder)).doc_count_all() <= 12


def test_a_folder_can_be_moved(folder: Path, tmp_path: Path) -> None:
    """Nothing in the index says where it lies."""
    moved = shutil.move(folder, tmp_path / "目录 二")
    assert EmbeddedEngine(Path(moved)).held() == {"R1": 2, "R2": 1}


def test_opening_an_engine_touches_nothing(tmp_path: Path) -> None:
    """An engine over a folder that is not there makes none until something is written."""
    engine = EmbeddedEngine(tmp_path / "index")
    assert engine.held() == {}
    with pytest.raises(IndexUnavailable):
        engine.find(asking(""))
    assert not (tmp_path / "index").exists()
