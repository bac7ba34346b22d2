"""The sample reports of the repository, of which benchmarks make others."""

from collections.abc import Iterator

from searchapp.parsing import parse
from searchapp.parsing.gazetteer import Gazetteer
from searchapp.reading import FORMATS, read_file
from searchapp.reports import Report
from tests.conftest import SAMPLES


def sample_reports(gazetteer: Gazetteer) -> Iterator[Report]:
    """The sample reports of the repository."""
    for path in sorted(SAMPLES.iterdir()):
        if path.suffix in FORMATS:
            yield parse(read_file(path), gazetteer)
