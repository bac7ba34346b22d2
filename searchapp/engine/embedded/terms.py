"""What is scored in a query: the words of its runs, and its other leaves."""

from collections.abc import Iterator
from dataclasses import dataclass

from searchapp.engine.embedded.evaluation import Evaluation
from searchapp.engine.embedded.often import Often
from searchapp.engine.embedded.sets import PassageSet
from searchapp.engine.ranking import idf
from searchapp.query import Leaf, Near, Phrase, Run


@dataclass(frozen=True, slots=True)
class Term:
    """What is scored by itself: a word of a run, or another leaf.

    ``often`` is how often it stands in each passage. A heading's count ``HEADING`` times, which
    for what ``is_word``, a word of the index, ``often`` has reckoned already. ``among`` are the
    passages in which it counts. A name of the field ``is_name``: its words are terms too, and it
    is never said to be close to them. ``leaf`` says where it stands.
    """

    label: str
    rarity: str
    is_name: bool
    is_word: bool
    weight: float
    often: Often
    among: PassageSet
    leaf: Leaf


def terms_of(evaluation: Evaluation) -> Iterator[Term]:
    """The terms of a query, in order."""
    for leaf, among in evaluation.telling:
        if isinstance(leaf, Run):
            for word in dict.fromkeys((*leaf.terms, *leaf.words)):
                yield _word(evaluation, word, among, is_name=word not in leaf.words)
        else:
            yield _leaf(evaluation, leaf, among, is_name=False)


def _word(evaluation: Evaluation, word: str, among: PassageSet, *, is_name: bool) -> Term:
    often = evaluation.snapshot.often(word)
    if not often.count:
        # 12件 is two words of jieba's: it is counted where it stands.
        return _leaf(evaluation, Phrase.of(word), among, is_name=is_name)
    return Term(
        label=f"“{word}”",
        rarity=f"少见：全库 {often.count} 段里它是一个词",
        is_name=is_name,
        is_word=True,
        weight=_weight(evaluation, often),
        often=often,
        among=among,
        leaf=Phrase.of(word),
    )


def _leaf(evaluation: Evaluation, leaf: Leaf, among: PassageSet, *, is_name: bool) -> Term:
    documents = evaluation.found(leaf).documents
    size = evaluation.snapshot.catalogue.size
    often = Often(documents, evaluation.times(leaf, documents), size)
    return Term(
        label=_label(leaf),
        rarity=f"少见：全库 {often.count} 段有它",
        is_name=is_name,
        is_word=False,
        weight=_weight(evaluation, often),
        often=often,
        among=among,
        leaf=leaf,
    )


def _weight(evaluation: Evaluation, often: Often) -> float:
    return idf(evaluation.snapshot.catalogue.live_count, often.count)


def _label(leaf: Leaf) -> str:
    if not isinstance(leaf, Near):
        return f"“{leaf.typed}”"
    return " 与 ".join(
        "或".join(f"“{phrase.typed}”" for phrase in phrases) for phrases in leaf.operands
    )
