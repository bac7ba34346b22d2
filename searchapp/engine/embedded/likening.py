"""The passages in which a text stands, or nearly: few are read, and none is missed."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from searchapp.engine.embedded.postings import Documents
from searchapp.engine.embedded.snapshot import Snapshot
from searchapp.engine.likeness import Alike, Sought

#: To hold one passage against a text costs about as much as to read so many postings.
_POSTINGS: Final = 400


def alike_in(snapshot: Snapshot, sought: Sought) -> tuple[Alike, ...]:
    """The likest first; of the same likeness in the order of all reports."""
    catalogue = snapshot.catalogue
    order = {filed.id: at for at, filed in enumerate(catalogue.in_order)}
    found = _found(snapshot, sought)
    return tuple(
        sorted(
            found,
            key=lambda each: (
                each.likeness.changes,
                order[each.filed.id],
                each.passage.number,
            ),
        )
    )


def _found(snapshot: Snapshot, sought: Sought) -> Iterator[Alike]:
    catalogue = snapshot.catalogue
    for document in _candidates(snapshot, sought).tolist():
        likeness = sought.place(snapshot.folded(document))
        if likeness:
            filed = catalogue.reports[catalogue.report_of[document]]
            yield Alike(filed, snapshot.passage(document), likeness)


def _candidates(snapshot: Snapshot, sought: Sought) -> Documents:
    """Passages that may be like the text; all that are like it are among them.

    Of the traits that were looked for, the rarest first, a passage like it has all but so many as
    it may lack. What is common is looked for only as long as that spares more than it costs.
    """
    postings, may_lack = snapshot.postings, sought.may_lack
    counts = {trait: postings.count("grams", trait) for trait in sought.traits}
    held = np.zeros(postings.size, dtype=np.int32)
    among, looked_for = np.flatnonzero(snapshot.catalogue.live), 0
    for trait in sorted(counts, key=lambda each: (counts[each], each)):
        if looked_for > may_lack and len(among) * _POSTINGS <= counts[trait]:
            break
        times = sought.traits[trait]
        held[postings.documents("grams", trait)] += times
        looked_for += times
        if looked_for > may_lack:
            # Whoever lacks too many already has no use for the others.
            among = np.flatnonzero(held >= looked_for - may_lack)
    return among
