"""A question counted by report, with no hit made of it."""

from collections.abc import Mapping

import numpy as np

from searchapp.engine.asking import Asked
from searchapp.engine.embedded.columnar.arrays import Counts
from searchapp.engine.embedded.evaluation import Evaluation
from searchapp.engine.embedded.filtering import Filter
from searchapp.engine.embedded.sets import PassageSet
from searchapp.engine.tally import Tally
from searchapp.query import sole_phrase


def tallied(evaluation: Evaluation, asked: Asked) -> Mapping[str, Tally]:
    """Id of each report in which something is found -> how much; in no order."""
    catalogue = evaluation.snapshot.catalogue
    selected = Filter(catalogue, asked).passing(evaluation.found(asked.sought))
    among = catalogue.report_of.take(selected.documents)
    counts = np.bincount(among, minlength=catalogue.report_count)
    occurrences = _occurrences(evaluation, selected)
    return {
        catalogue.id(at): Tally(
            int(counts[at]), None if occurrences is None else int(occurrences[at])
        )
        for at in np.flatnonzero(counts).tolist()
    }


def _occurrences(evaluation: Evaluation, selected: PassageSet) -> Counts | None:
    """For each report how often the query's only phrase stands in these passages of it."""
    phrase = sole_phrase(evaluation.query)
    if phrase is None:
        return None
    catalogue = evaluation.snapshot.catalogue
    among = catalogue.report_of.take(selected.documents)
    times = evaluation.times(phrase, selected.documents)
    counted = np.bincount(among, weights=times, minlength=catalogue.report_count)
    return counted.astype(np.int64)
