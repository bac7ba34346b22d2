"""A segment that was written once is read by every later version of the same format."""

from searchapp.engine.embedded.columnar.segment import Segment
from tests.engine.embedded.columnar.everything import everything_in, everything_of
from tests.engine.embedded.columnar.kept import CONTENTS, SEGMENT, corpus, written


def test_a_segment_of_this_format_is_read() -> None:
    """What the file in the repository says is what it said when it was written, to the letter.

    Where this fails, indices that people have built cannot be read any more, or are read wrong.
    """
    segment = Segment(SEGMENT)
    segment.verify()
    assert written(everything_in(segment)) == CONTENTS.read_text("utf-8")


def test_it_holds_the_reports_that_were_put() -> None:
    """Reports, texts and places in it are those of its reports, by reading these now."""
    told, read = everything_in(Segment(SEGMENT)), everything_of(corpus())
    assert told.reports == read.reports
    assert told.passages == read.passages
    assert told.folded == read.folded
    assert (told.chars, told.pairs) == (read.chars, read.pairs)
