"""The passages in which a text stands, or nearly: few are read, and none is missed."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from searchapp.engine.embedded.columnar.arrays import Documents
from searchapp.engine.embedded.snapshot import Snapshot
from searchapp.engine.likeness import Alike, Likeness, Sought

#: To hold one passage against a text costs about as much as to read so many postings.
_POSTINGS: Final = 50_000


def alike_in(snapshot: Snapshot, sought: Sought) -> tuple[Alike, ...]:
    """The likest first; of the same likeness in the order of all reports."""
    catalogue = snapshot.catalogue
    order = {report: at for at, report in enumerate(catalogue.in_order.tolist())}

    def rank(found: tuple[int, Likeness]) -> tuple[int, int, int]:
        document, likeness = found
        return likeness.changes, order[int(catalogue.report_of[document])], document

    return tuple(
        Alike(
            catalogue.filed(int(catalogue.report_of[document])),
            snapshot.passage(document),
            likeness,
        )
        for document, likeness in sorted(_found(snapshot, sought), key=rank)
    )


def _found(snapshot: Snapshot, sought: Sought) -> Iterator[tuple[int, Likeness]]:
    """The passages that are like the text, and how like."""
    for document in _candidates(snapshot, sought).tolist():
        likeness = sought.place(snapshot.folded(document))
        if likeness:
            yield document, likeness


def _candidates(snapshot: Snapshot, sought: Sought) -> Documents:
    """Passages that may be like the text; all that are like it are among them.

    Of the traits that were looked for, the rarest first, a passage like it has all but so many as
    it may lack. What is common is looked for only as long as that spares more than it costs.
    """
    postings, may_lack = snapshot.postings, sought.may_lack
    counts = {trait: postings.at_most(trait) for trait in sought.traits}
    held = np.zeros(postings.size, dtype=np.int32)
    among, looked_for = postings.live.documents, 0
    for trait in sorted(counts, key=lambda each: (counts[each], each)):
        if looked_for > may_lack and len(among) * _POSTINGS <= counts[trait]:
            break
        times = sought.traits[trait]
        held[postings.containing(trait).documents] += times
        looked_for += times
        if looked_for > may_lack:
            # Whoever lacks too many already has no use for the others.
            among = np.flatnonzero(held >= looked_for - may_lack).astype(np.int32)
    return among
