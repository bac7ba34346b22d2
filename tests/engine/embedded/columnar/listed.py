"""The lists of a few texts as plain Python counts them, and as arrays."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

_K = TypeVar("_K", bound=Hashable)
#: For each key its passages, ascending, each with how often it stands there.
Listed: TypeAlias = Mapping[_K, Mapping[int, int]]
Numbers: TypeAlias = NDArray[np.int64]


def listed(texts: Sequence[Sequence[_K]]) -> dict[_K, dict[int, int]]:
    """Each key that stands in the texts, in order, with its lists."""
    lists: dict[_K, dict[int, int]] = {}
    for document, text in enumerate(texts):
        for key, times in Counter(text).items():
            lists.setdefault(key, {})[document] = times
    return {key: lists[key] for key in sorted(lists)}  # type: ignore[type-var]


def as_arrays(lists: Sequence[Mapping[int, int]]) -> tuple[Numbers, Numbers, Numbers]:
    """How long each list is, and documents and times end to end."""
    flat = [entry for each in lists for entry in each.items()]
    documents, times = np.array(flat, np.int64).reshape(-1, 2).T
    return np.array(list(map(len, lists)), np.int64), documents, times
