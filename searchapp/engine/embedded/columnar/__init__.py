"""How is a segment of the index laid out? One file of arrays, mapped into memory.

A segment holds whole reports. Its passages are numbered from 0, those of a report adjacent and in
order. ``Segment`` reads one, ``SegmentWriter`` writes one; the other modules are its parts: the
texts, their characters, pairs and words, and what is known of each passage and each report.
Nothing here knows of Whoosh, of commits or of queries.
"""

from searchapp.engine.embedded.columnar.arrays import DamagedSegment
from searchapp.engine.embedded.columnar.segment import Segment, SegmentWriter

__all__ = ["DamagedSegment", "Segment", "SegmentWriter"]
