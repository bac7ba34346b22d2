"""A question counted by report, with no hit made of it."""

from collections.abc import Mapping

import numpy as np

from searchapp.engine.asking import Asked
from searchapp.engine.embedded.catalogue import Codes
from searchapp.engine.embedded.evaluation import Evaluation
from searchapp.engine.embedded.filtering import Filter
from searchapp.engine.embedded.postings import Documents
from searchapp.engine.tally import Tally
from searchapp.query import sole_phrase


def tallied(evaluation: Evaluation, asked: Asked) -> Mapping[str, Tally]:
    """Id of each report in which something is found -> how much; in no order."""
    catalogue = evaluation.snapshot.catalogue
    selected = Filter(catalogue, asked).passing(evaluation.found(asked.sought))
    passages = np.flatnonzero(selected)
    report_of = catalogue.report_of[passages]
    counts = np.bincount(report_of, minlength=len(catalogue.reports))
    occurrences = _occurrences(evaluation, passages, report_of, len(catalogue.reports))
    return {
        catalogue.reports[at].id: Tally(
            int(counts[at]), None if occurrences is None else int(occurrences[at])
        )
        for at in np.flatnonzero(counts).tolist()
    }


def _occurrences(
    evaluation: Evaluation, passages: Documents, report_of: Codes, reports: int
) -> Documents | None:
    """For each report how often the query's only phrase stands in these passages of it."""
    phrase = sole_phrase(evaluation.query)
    if phrase is None:
        return None
    times = [evaluation.times(phrase, each) for each in passages.tolist()]
    counted: Documents = np.bincount(report_of, weights=times, minlength=reports).astype(np.int64)
    return counted
