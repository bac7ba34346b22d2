"""Index against oracle on as many random reports and questions as one likes.

What:    every law of ``tests.engine.laws`` on small corpora made by chance, with questions of the
         whole language, until the time is up; the first that fails is shown with its seed.
Corpus:  by ``tests.chance``, one for each seed, with some questions.
Command: python -m tests.soak [--minutes M] [--seed FIRST] [--corpora N]
         ``--seed S --corpora 1`` is that one case again.
"""

import argparse
import shutil
import sys
import time
from itertools import count
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from rich.console import Console

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


def main() -> None:
    """Go on until the time is up or something fails."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--corpora", type=int, default=sys.maxsize)
    asked = parser.parse_args()
    first = asked.seed if asked.seed is not None else time.time_ns() % 10**9
    console = Console()
    until, questions = time.monotonic() + 60 * asked.minutes, 0
    with TemporaryDirectory() as root:
        for seed in count(first):
            if seed - first >= asked.corpora or time.monotonic() > until:
                break
            folder = Path(root) / str(seed)
            folder.mkdir()
            questions += soak(seed, folder)
            shutil.rmtree(folder)
    console.print(f"{questions} questions from seed {first} on: the index is the oracle")


if __name__ == "__main__":
    main()
