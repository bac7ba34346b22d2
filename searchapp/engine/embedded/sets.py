"""Sets of the passages of one state of the index, as numbers or as a mask, whichever is at hand.

A rare word costs what it finds, not what there is: a mask of all passages is only made where a set
is large.
"""

from collections.abc import Iterable
from functools import reduce
from typing import Final

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded.columnar.arrays import Documents, Mask

#: To look one number up in a list costs about as much as to set so many in a mask.
_LOOK_UP: Final = 16
#: Where one passage in so many is in a set, a mask serves it better than a list.
_DENSE: Final = 32


class PassageSet:
    """An immutable set of passages, numbered from 0 to ``size - 1``."""

    __slots__ = ("_count", "_documents", "_mask", "size")

    def __init__(self, size: int, documents: Documents | None, mask: Mask | None) -> None:
        self.size = size
        self._documents = documents
        self._mask = mask
        self._count: int | None = None if documents is None else len(documents)

    @classmethod
    def of(cls, documents: Documents, size: int) -> "PassageSet":
        """The set of these passages, ascending and each once, of so many that there are."""
        return cls(size, documents, None)

    @classmethod
    def masked(cls, mask: Mask) -> "PassageSet":
        """The set of the passages for which the mask is true."""
        return cls(len(mask), None, mask)

    @classmethod
    def everything(cls, size: int) -> "PassageSet":
        """The set of all passages."""
        return cls.masked(np.ones(size, dtype=np.bool_))

    @classmethod
    def nothing(cls, size: int) -> "PassageSet":
        """The set without passages."""
        return cls.of(np.zeros(0, dtype=np.int32), size)

    @property
    def documents(self) -> Documents:
        """The passages, ascending (int32). Not to be changed."""
        if self._documents is None:
            self._documents = np.flatnonzero(self.mask).astype(np.int32)
        return self._documents

    @property
    def mask(self) -> Mask:
        """For each of all passages whether it is in the set. Not to be changed."""
        if self._mask is None:
            mask = np.zeros(self.size, dtype=np.bool_)
            mask[self.documents] = True
            self._mask = mask
        return self._mask

    def __len__(self) -> int:
        if self._count is None:
            self._count = int(np.count_nonzero(self.mask))
        return self._count

    def __bool__(self) -> bool:
        return len(self) > 0

    def has(self, document: int) -> bool:
        """Whether a passage is in the set."""
        if self._mask is not None:
            return bool(self._mask[document])
        at = int(np.searchsorted(self.documents, document))
        return at < len(self.documents) and int(self.documents[at]) == document

    def among(self, documents: Documents) -> Mask:
        """For each of these passages, in any order, whether it is in the set."""
        if self._mask is None and len(documents) * _LOOK_UP < len(self):
            return are_in(documents, self.documents)
        if self._mask is None and not self._is_dense and len(documents) < self.size // _DENSE:
            return are_in(documents, self.documents)
        found: Mask = self.mask[documents]
        return found

    def __and__(self, other: "PassageSet") -> "PassageSet":
        if len(self) == self.size:
            return other
        if len(other) == self.size:
            return self
        small, large = (self, other) if len(self) <= len(other) else (other, self)
        if small._has_mask_only and large._mask is not None:
            return PassageSet.masked(small.mask & large.mask)
        documents = small.documents
        return PassageSet.of(documents[large.among(documents)], self.size)

    def __or__(self, other: "PassageSet") -> "PassageSet":
        if not other or len(self) == self.size:
            return self
        if not self or len(other) == self.size:
            return other
        if self._is_dense or other._is_dense:
            return self._or_mask(other)
        both = np.concatenate([self.documents, other.documents])
        both.sort(kind="stable")
        first = np.ones(len(both), dtype=np.bool_)
        np.not_equal(both[1:], both[:-1], out=first[1:])
        return PassageSet.of(both[first], self.size)

    def __sub__(self, other: "PassageSet") -> "PassageSet":
        if not self or not other:
            return self
        if self._has_mask_only:
            mask = self.mask.copy()
            mask[other.documents if other._mask is None else other.mask] = False
            return PassageSet.masked(mask)
        documents = self.documents
        return PassageSet.of(documents[~other.among(documents)], self.size)

    def _or_mask(self, other: "PassageSet") -> "PassageSet":
        """The union as a mask, of which at least one side is large."""
        small, large = (self, other) if len(self) <= len(other) else (other, self)
        mask = large.mask.copy()
        mask[small.documents] = True
        return PassageSet.masked(mask)

    @property
    def _is_dense(self) -> bool:
        return len(self) * _DENSE >= self.size

    @property
    def _has_mask_only(self) -> bool:
        return self._documents is None


def every(sets: Iterable[PassageSet]) -> PassageSet:
    """The passages that are in all of these sets, of which there is one at least."""
    return reduce(PassageSet.__and__, sorted(sets, key=len))


def any_of(sets: Iterable[PassageSet]) -> PassageSet:
    """The passages that are in one of these sets, of which there is one at least."""
    return reduce(PassageSet.__or__, sorted(sets, key=len))


def are_in(documents: Documents, ascending: Documents) -> Mask:
    """For each of the passages whether it is in an ascending list."""
    if not len(ascending):
        return np.zeros(len(documents), dtype=np.bool_)
    at = np.searchsorted(ascending, documents)
    at[at == len(ascending)] = 0
    found: Mask = ascending[at] == documents
    return found


def positions(chosen: Mask | NDArray[np.intp]) -> NDArray[np.intp]:
    """Where a mask is true, or the positions as they are: to take them is faster than a mask."""
    return (
        np.flatnonzero(chosen) if chosen.dtype == np.bool_ else chosen.astype(np.intp, copy=False)
    )
