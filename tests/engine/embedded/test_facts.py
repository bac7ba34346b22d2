"""The facts of all reports are read once, whoever asks for them."""

from dataclasses import replace
from pathlib import Path

from searchapp.engine.embedded import EmbeddedEngine
from tests.engine.shelves import report_of


def test_after_a_change_only_what_is_new_is_read(tmp_path: Path) -> None:
    """Reports of segments that were there before are the very ones that were read then."""
    engine = EmbeddedEngine(tmp_path / "index")
    with engine.writer() as writer:
        for number in range(1, 9):
            writer.put(report_of(f"R{number}", "调解", year=2020 + number))
    before = {filed.id: filed for filed in engine.facts()}
    changed = report_of("R2", "普法", year=2022, version=2)
    with engine.writer() as writer:
        writer.put(changed)
    after = {filed.id: filed for filed in engine.facts()}
    assert after.keys() == before.keys()
    assert all(after[name] is before[name] for name in before.keys() - {"R2"})
    assert after["R2"] == replace(changed, report=replace(changed.report, passages=()))


def test_facts_are_the_same_object_until_something_is_committed(tmp_path: Path) -> None:
    """Who reckons something of all reports can tell that nothing has changed since."""
    engine = EmbeddedEngine(tmp_path / "index")
    with engine.writer() as writer:
        writer.put(report_of("R1", "调解"))
    facts = engine.facts()
    assert engine.facts() is facts
    with engine.writer() as writer:
        writer.drop("R9")
        writer.put(report_of("R2", "调解"))
    assert engine.facts() is not facts
