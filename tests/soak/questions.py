"""Index against oracle: every law of ``tests.engine.laws`` on small corpora made by chance."""

import shutil
import time
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from searchapp.engine import Asked, Engine
from searchapp.query import written
from searchapp.reports import FiledReport
from tests import chance
from tests.engine import laws
from tests.engine.reading import Reader
from tests.engine.shelves import Shelf

#: So many questions are asked of each corpus.
QUESTIONS = 20


def ask(engine: Engine, reader: Reader, corpus: list[FiledReport], rng: Random) -> Asked:
    """A question, once it has kept every law; AssertionError shows one that did not."""
    asked = chance.question(rng, corpus)
    other = chance.tree(rng, corpus, 1)
    condition = rng.choice(laws.choosable(corpus))
    try:
        laws.found_as_read(engine, reader, asked)
        laws.pages_make_the_whole(engine, asked, rng.randint(1, 5))
        laws.groups_are_the_hits_by_report(engine, asked, rng.randint(1, 3))
        laws.scores_explain_the_order(engine, reader, asked)
        laws.verified(engine, asked)
        laws.typed_as_chosen(engine, asked, condition)
        laws.negated_as_in_logic(engine, asked, asked.query, other)
        laws.advice_counts(engine, asked)
    except Exception as error:
        error.add_note(f"{asked}\nas typed: {written(asked.query)}\n{condition}\n{other}")
        raise
    return asked


def soak(seed: int, folder: Path) -> int:
    """The questions of one seed, each of which keeps every law."""
    rng = Random(seed)
    corpus = chance.corpus_of(rng)
    engine, reader = Shelf("embedded", folder).engine(*corpus), Reader(corpus)
    try:
        for _ in range(QUESTIONS):
            ask(engine, reader, corpus, rng)
    except Exception as error:
        passages = [(f.id, p) for f in corpus for p in f.report.passages]
        error.add_note("\n".join(["", f"seed {seed}:", *map(str, passages)]))
        raise
    return QUESTIONS


def for_seconds(seconds: float, first: int, corpora: int) -> str:
    """Ask of so many corpora, or until the time is up; what was found out."""
    until, questions = time.monotonic() + seconds, 0
    with TemporaryDirectory() as root:
        for seed in range(first, first + corpora):
            if time.monotonic() > until:
                break
            folder = Path(root) / str(seed)
            folder.mkdir()
            questions += soak(seed, folder)
            shutil.rmtree(folder)
    return f"{questions} questions from seed {first} on: the index is the oracle"
