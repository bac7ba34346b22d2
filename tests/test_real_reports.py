"""The real reports beside the checkout: their facts, their text, and the phrases in them."""

import json
import re
from pathlib import Path
from unicodedata import normalize

import pytest

from searchapp.engine import Asked
from searchapp.engine.embedded import EmbeddedEngine
from searchapp.errors import UnreadableFile
from searchapp.library import Intake, Outcome
from searchapp.parsing import Gazetteer, parse
from searchapp.query import parse_query
from searchapp.reading import read_file
from searchapp.reports import Json, Report, report_json
from searchapp.settings import Settings
from tests.conftest import SHARED

FACTS = ("title", "issuers", "doc_number", "issued_on", "year", "genre", "addressee")
REPORTS = sorted((SHARED / "corpus").glob("*.txt")) or [SHARED / "corpus" / "missing.txt"]
#: The same reports in other formats. Those that need LibreOffice are held in ``test_formats``,
#: which skips them where that is missing.
FORMATS = [
    path
    for path in sorted((SHARED / "formats").glob("0*"))
    if path.suffix in {".txt", ".html", ".docx", ".pdf"}
] or [SHARED / "formats" / "missing.txt"]
_MARKS = re.compile(r"\[bookmark:[^\]]*\]|^\s*#+ |\*\*", re.M)
_MOBILE = re.compile(r"(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)")


def letters(said: object) -> object:
    """A fact without blanks and with compatibility forms made one, for comparison."""
    if isinstance(said, list):
        return [letters(each) for each in said]
    return "".join(normalize("NFKC", said).split()) if isinstance(said, str) else said


def gold_of(path: Path) -> Json:
    """The facts of a file: those of its own name, else those of the report it begins like."""
    own = SHARED / "gold" / f"{path.stem}.json"
    found = own if own.exists() else next((SHARED / "gold").glob(f"{path.name[:3]}_*.json"))
    facts: Json = json.loads(found.read_text("utf-8"))
    return facts


def understood(path: Path, gazetteer: Gazetteer) -> Report:
    """The report in a file."""
    return parse(read_file(path), gazetteer)


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("path", [*REPORTS, *FORMATS], ids=lambda path: path.name)
def test_what_is_said_of_a_real_report_is_right(path: Path, gazetteer: Gazetteer) -> None:
    """Title, issuers, number, dates, place and the whole outline are those a person wrote down."""
    said, gold = report_json(understood(path, gazetteer)), gold_of(path)
    assert {fact: letters(said[fact]) for fact in FACTS} == {
        fact: letters(gold[fact]) for fact in FACTS
    }
    assert said["place"] == gold["place"]
    outline = [[letters(value) for value in section.values()] for section in said["outline"]]
    assert outline == [
        [letters(value) for value in section.values()] for section in gold["outline"]
    ]


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_no_character_of_a_real_report_is_lost(path: Path, gazetteer: Gazetteer) -> None:
    """The passages joined are the file, but for blanks, converter marks and masked numbers."""
    printed = "".join(_MARKS.sub("", path.read_text("utf-8")).split())
    passages = understood(path, gazetteer).passages
    kept = "".join("".join(passage.text for passage in passages).split())
    assert kept == _MOBILE.sub(r"\1****\2", printed)


@pytest.fixture(scope="module")
def real_home(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home with the five real reports."""
    settings = Settings(home=tmp_path_factory.mktemp("real"))
    verdicts = list(Intake(settings, EmbeddedEngine(settings.index), [shared / "corpus"]).run())
    assert {verdict.outcome for verdict in verdicts} == {Outcome.ADDED}
    return settings


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_a_phrase_is_found_in_its_report_and_in_no_other(path: Path, real_home: Settings) -> None:
    """Each phrase that a person noted is found exactly where it stands."""
    engine, gold = EmbeddedEngine(real_home.index), gold_of(path)
    for phrase in gold["phrases_found"]:
        quoted = f"「{phrase}」" if "“" in phrase else f"“{phrase}”"
        found = engine.find(Asked(parse_query(quoted).query, limit=None))
        assert {letters(hit.title) for hit in found.hits} == {letters(gold["title"])}, phrase


def test_every_file_of_a_mixed_folder_gets_a_verdict(shared: Path, tmp_path: Path) -> None:
    """What is read is kept, the same report in another format is known, the rest says why not."""
    settings = Settings(home=tmp_path)
    run = Intake(settings, EmbeddedEngine(settings.index), [shared / "formats"])
    verdicts = list(run.run())
    assert [verdict.file for verdict in verdicts] == [file.name for file in run.files]
    by_file = {verdict.file: verdict for verdict in verdicts}
    assert by_file["broken.docx"].outcome is Outcome.FAILED
    assert by_file["empty.txt"].why == "空文件，没有文字"
    assert by_file["003_word_numbering.docx"].outcome is Outcome.SAME
    assert by_file["not_a_report.txt"].outcome is Outcome.ADDED
    assert all(verdict.why for verdict in verdicts if verdict.outcome is Outcome.FAILED)


@pytest.mark.usefixtures("shared")
def test_a_broken_document_says_so() -> None:
    """A damaged file is told in Chinese, with its name, and raises nothing else."""
    with pytest.raises(UnreadableFile, match="Word") as caught:
        read_file(SHARED / "formats" / "broken.docx")
    assert caught.value.path.name == "broken.docx"
