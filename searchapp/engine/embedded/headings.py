"""How often a text stands in the headings of passages, by reading no more than the headings."""

import numpy as np

from searchapp.engine.embedded.columnar.arrays import Documents, Places, Units
from searchapp.engine.embedded.columnar.flat import ranges
from searchapp.engine.embedded.phrases import matching
from searchapp.engine.embedded.postings import Postings
from searchapp.engine.embedded.volume import Times, Volume, as_units


def times_in_headings(
    postings: Postings, needle: str, documents: Documents, headings: Places
) -> Times:
    """How often the needle begins in the heading of each of these passages, ascending.

    ``headings`` says how many of their characters, from the first on, are heading.
    """
    units, counts, first = as_units(needle), [np.zeros(0, np.int64)], 0
    if not len(units):
        return np.zeros(len(documents), dtype=np.int32)
    for volume, own in postings.divided(documents):
        counts.append(_counted(volume, units, own, headings[first : first + len(own)]))
        first += len(own)
    return np.concatenate(counts).astype(np.int32)


def _counted(volume: Volume, needle: Units, documents: Documents, headings: Places) -> Places:
    starts = volume.starts(documents)
    texts = volume.starts(documents + np.int32(1)) - starts
    # A character beyond the basic plane takes two units.
    wide = 2 if len(volume.high_halves) else 1
    read = np.minimum(headings * wide, texts)
    at, rows = ranges(starts, read), np.repeat(np.arange(len(documents)), read)
    begun = volume.units.take(at) == needle[0]
    at, rows = at[begun], rows[begun]
    inside = volume.characters(at) - volume.characters(starts)[rows] < headings[rows]
    inside &= matching(volume.units, at, needle)
    return np.bincount(rows[inside], minlength=len(documents))
