"""No damaged file crashes, hangs or escapes: it is read, or refused with a reason."""

import tempfile
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

from searchapp.reading.libreoffice import office_program
from tests.reading.mutating import mutate_for, mutations, read_spoilt


def outcomes(folder: Path, seed: int, count: int, *, by_office: bool) -> Counter[str]:
    """What became of so many files; nothing is left beside them, or where temporary files go."""
    found = islice(mutations(seed, by_office=by_office), count)
    with pytest.MonkeyPatch.context() as patch:
        own, between = folder / "own", folder / "between"
        own.mkdir()
        between.mkdir()
        patch.setattr(tempfile, "tempdir", str(between))
        counted = Counter(read_spoilt(own, chosen, rng) for chosen, rng in found)
        assert list(between.iterdir()) == []
    return counted


@pytest.mark.property
def test_damaged_files_are_read_or_refused(tmp_path: Path) -> None:
    """Of every format some are still read and some are not; no other error leaves a reader."""
    counted = outcomes(tmp_path, 4, 300, by_office=False)
    endings = {outcome.partition(" ")[0] for outcome in counted}
    assert endings >= {".docx", ".html", ".mht", ".ofd", ".pdf", ".txt", ".zip"}
    assert {outcome.partition(" ")[2] for outcome in counted} >= {"read", "refused"}


@pytest.mark.property
@pytest.mark.skipif(office_program() is None, reason="LibreOffice is not here")
def test_damaged_files_do_not_harm_libreoffice(tmp_path: Path) -> None:
    """What it makes of a damaged file is a document, or a reason."""
    assert sum(outcomes(tmp_path, 4, 5, by_office=True).values()) == 5


def test_a_soak_counts_what_it_read() -> None:
    """As long as one likes, and the same files for the same seed."""
    assert sum(mutate_for(0.2, 1).values()) > 0
