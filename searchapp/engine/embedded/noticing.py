"""Conditions that no report keeps: a misspelt town finds nothing, and is told."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import get_close_matches
from heapq import nlargest
from typing import Final

from searchapp.engine.asking import Asked
from searchapp.engine.correcting import one_off
from searchapp.engine.embedded.catalogue import Catalogue
from searchapp.engine.embedded.sets import PassageSet
from searchapp.query import (
    LEVEL_NAMES,
    Condition,
    HeadingSays,
    IssuedIn,
    IssuerSays,
    LevelChoice,
    NumberSays,
    PlaceChoice,
    TitleSays,
    YearRange,
    conditions_of,
    described,
    stretch,
)
from searchapp.reports import UNLABELLED, SectionKind
from searchapp.text import fold

#: A name is held against so many others, to see which of them may have been meant.
_LIKELY: Final = 100


def unheard_of(
    catalogue: Catalogue, asked: Asked, found: Callable[[Condition], PassageSet]
) -> Iterator[str]:
    """A note for each condition, typed or chosen, that no passage of the index keeps.

    ``found`` gives the passages that keep one. 未标注 is no misspelling: that nothing lacks its
    label needs no note.
    """
    typed = conditions_of(asked.query)
    chosen = (choice for choices in asked.choices.values() for choice in choices)
    for condition in dict.fromkeys((*typed, *chosen)):
        if not found(condition) and not _asks_for_none(condition):
            yield _note(catalogue, condition)


def _asks_for_none(condition: Condition) -> bool:
    match condition:
        case PlaceChoice(value=None) | YearRange(first=None) | IssuedIn(first=None):
            return True
        case LevelChoice(level=None):
            return True
    return False


def _note(catalogue: Catalogue, condition: Condition) -> str:
    match condition:
        case PlaceChoice(level=level, value=value):
            known = [label for _, label in catalogue.columns[level].values]
            return f"库里没有{LEVEL_NAMES[level]}“{value}”的报告{_hint(str(value), known)}"
        case YearRange():
            years = [label for _, label in catalogue.columns["year"].values]
            asked = stretch(condition.first, condition.last)
            return f"库里没有 {asked} 年度的报告；有的是：{'、'.join(years) or '无'}"
        case HeadingSays(typed=typed):
            hint = _hint(typed, [kind.label for kind in SectionKind])
        case TitleSays(needle=needle):
            titles = [each.report.title or "" for each in catalogue.heads]
            hint = _hint(needle, _near(needle, titles))
        case IssuerSays(typed=typed, needle=needle):
            issuers = [name for each in catalogue.heads for name in each.report.issuers]
            hint = _hint(typed, issuers) or _hint(needle, _near(needle, issuers))
        case NumberSays(typed=typed):
            hint = _hint(typed, [each.report.doc_number or "" for each in catalogue.heads])
        case _:
            hint = ""
    return f"库里没有符合这个条件的段落：{described(condition).text}{hint}"


def _likely(value: str, known: Sequence[str]) -> list[str]:
    """Those of the names that share most characters with it: to hold all against it takes long."""
    chars = set(value)
    return nlargest(_LIKELY, known, key=lambda name: len(chars.intersection(name)))


def _near(needle: str, names: Iterable[str]) -> list[str]:
    """The likeliest of what stands in the names and is one character off."""
    return one_off(needle, (fold(name).text for name in names))[:1]


def _hint(value: str, every: Iterable[str]) -> str:
    """The nearest of all names, as a question."""
    known = [name for name in dict.fromkeys(every) if name]
    inside = [name for name in known if value in name or name in value]
    near = inside or get_close_matches(value, _likely(value, known), n=1, cutoff=0.5)
    shown = [name for name in near if name != UNLABELLED][:3]
    return f"；是不是“{'”或“'.join(shown)}”？" if shown else ""
