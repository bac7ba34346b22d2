"""Facets and totals are those of counting; a choice leaves what it says."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any, Final

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.engine import FACETS
from searchapp.engine.embedded.catalogue import Catalogue
from searchapp.engine.embedded.counting import Table
from searchapp.engine.embedded.filtering import Filter
from searchapp.engine.embedded.sets import PassageSet
from searchapp.query import Everything
from tests import chance
from tests.engine.embedded.parted import parts_of
from tests.engine.embedded.ways import whichever_way
from tests.engine.reading import facet, lines, passes
from tests.strategies import by_chance

#: Kind of choice -> a facet of that kind.
_FACETS: Final[Mapping[str, Any]] = {
    "": None,
    "place": "town",
    "year": "year",
    "section": "section",
    "genre": "genre",
    "arrived": "arrived",
}


class Shelved:
    """Some reports in some segments, of which some are deleted, and passages of them by chance."""

    def __init__(self, rng: Random, reports: int) -> None:
        ids = [f"R{number}" for number in range(rng.randint(0, reports))]
        rng.shuffle(ids)
        corpus = [chance.report_by(rng, each) for each in ids]
        cuts = sorted(rng.randint(0, len(corpus)) for _ in range(rng.randint(0, 3)))
        bounds = zip([0, *cuts], [*cuts, len(corpus)], strict=True)
        self.segments = [corpus[first:last] for first, last in bounds]
        self.deleted = {each for each in ids if chance.seldom(rng)}
        self.kept = [filed for filed in corpus if filed.id not in self.deleted]
        every = [*lines(corpus)]
        share = rng.random()
        matching = [rng.random() < share for _ in every]
        live = [
            is_matching and line.filed.id not in self.deleted
            for line, is_matching in zip(every, matching, strict=True)
        ]
        self.matching = PassageSet.masked(np.array(live, dtype=np.bool_))
        self.lines = [line for line, is_live in zip(every, live, strict=True) if is_live]
        self.every = every
        self.asked = replace(
            chance.chosen(rng, Everything(), self.kept), among=chance.among(rng, corpus)
        )

    def catalogue(self, folder: Path) -> Catalogue:
        return Catalogue(parts_of(folder, self.segments, self.deleted))


shelved = by_chance(lambda rng: Shelved(rng, 8))


@pytest.mark.property
@settings(max_examples=40)
@given(shelved=shelved)
def test_facets_are_those_of_counting(
    tmp_path_factory: pytest.TempPathFactory, shelved: Shelved
) -> None:
    """Each value of each facet in both counts, its own choice left out, in the order shown."""
    catalogue = shelved.catalogue(tmp_path_factory.getbasetemp())
    for table_of in (Table.of_all, Table.of_some):
        table = table_of(catalogue, shelved.matching.documents)
        facets = Filter(catalogue, shelved.asked).facets(table)
        for name in FACETS:
            counted = facet(name, shelved.lines, shelved.asked)
            assert tuple(each for each in facets[name] if each.passages) == counted


@pytest.mark.property
@settings(max_examples=40)
@given(shelved=shelved, rng=st.randoms(use_true_random=False))
def test_what_passes_is_what_every_choice_leaves(
    tmp_path_factory: pytest.TempPathFactory, shelved: Shelved, rng: Random
) -> None:
    """As a set of passages and as counts of each report, with each kind of choice left out."""
    with whichever_way(rng):
        passes_what_passes(shelved, shelved.catalogue(tmp_path_factory.getbasetemp()))


def passes_what_passes(shelved: Shelved, catalogue: Catalogue) -> None:
    """The passages left, and the counts of the reports they are in, are those of reading."""
    filtered = Filter(catalogue, shelved.asked)
    for but in ("", *filtered.groups):
        left = [line for line in shelved.lines if passes(line, shelved.asked, but=_FACETS[but])]
        documents = filtered.passing(shelved.matching, but=but).documents
        assert [shelved.every[at] for at in documents.tolist()] == left
    names = [line.filed.id for line in shelved.lines if passes(line, shelved.asked)]
    table = Table.of(catalogue, shelved.matching)
    reports, counts = table.having(filtered.by_report(table))
    assert {
        catalogue.id(at): n for at, n in zip(reports.tolist(), counts.tolist(), strict=True)
    } == {each: names.count(each) for each in names}
