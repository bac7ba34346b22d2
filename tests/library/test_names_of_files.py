"""Names of files that another system gave."""

import os
import sys
from pathlib import Path

import pytest

from searchapp.library import Outcome
from tests.library.homes import SONGLI, TINGLAN, Home

#: 法治.txt in GBK, as it comes out of an archive unpacked on Linux.
GBK = b"\xb7\xa8\xd6\xce.txt"


@pytest.mark.skipif(sys.platform != "linux", reason="only there is a name any bytes")
@pytest.mark.parametrize("inside", [True, False])
def test_a_name_in_another_encoding_is_told_of_and_stops_nothing(
    home: Home, elsewhere: Path, inside: bool
) -> None:
    """The file gets a verdict with what to do; those after it are taken in."""
    folder = home.settings.corpus if inside else elsewhere
    (folder / os.fsdecode(GBK)).write_text(SONGLI, "utf-8")
    (folder / "汀兰镇.txt").write_text(TINGLAN, "utf-8")
    verdicts = home.ingest(*([] if inside else [folder]))
    assert {each.file: each.outcome for each in verdicts} == {
        "????.txt": Outcome.FAILED,
        "汀兰镇.txt": Outcome.ADDED,
    }
    assert "请改名" in next(each.why for each in verdicts if each.outcome is Outcome.FAILED)
    assert [finding.what for finding in home.findings()] == (
        ["corpus/????.txt 尚未入库"] if inside else []
    )
