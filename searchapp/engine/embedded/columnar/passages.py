"""What is known of each passage but its text: ``passage.*``, an entry each, and ``path.*``.

All are as narrow as they can be (u8, u16 or u32):

* ``passage.kind``: the kind of its section, as its number in ``facts["kinds"]``;
* ``passage.heading``: how many characters of its folded text are heading;
* ``passage.section``: which level-1 section of its report it stands in, from 0;
* ``passage.length``: how many words its folded text has;
* ``passage.again``: how many more there are if a heading's are counted ``ranking.HEADING`` times;
* ``passage.path``: the headings that it stands under, as a number in ``path.*`` (zipped), which
  are sorted: the headings in UTF-8, outermost first, each ended by a NUL.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded.columnar.arrays import Array, ArrayWriter, narrowest
from searchapp.engine.embedded.columnar.blobs import decoded, encoded
from searchapp.engine.embedded.columnar.texts import text_part
from searchapp.engine.embedded.columnar.zipped import Zipped, ZippedWriter
from searchapp.reports import SectionKind

#: The names of the kinds, as a segment written now numbers them.
KINDS: Final = tuple(map(str, SectionKind))
#: What ends a heading in a path; no text has it.
_END: Final = "\0"


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of some passages, whole numbers of any width; see the module.

    ``kind`` counts in ``KINDS``, ``path`` in the paths that are given beside. ``tokens`` is how
    many words there are with a heading's counted more often.
    """

    kind: NDArray[Any]
    heading: NDArray[Any]
    section: NDArray[Any]
    length: NDArray[Any]
    tokens: NDArray[Any]
    path: NDArray[Any]


_NAMES: Final = tuple(field.name for field in fields(Columns))


def path_of(section: Sequence[str]) -> str:
    """The headings that a passage stands under, in one string.

    Raises ValueError for a heading with a NUL or with half a character.
    """
    if any(_END in heading for heading in section):
        raise ValueError(f"a heading has a NUL: {section}")
    path = "".join(heading + _END for heading in section)
    path.encode("utf-8")
    return path


def headings_of(path: str) -> tuple[str, ...]:
    """The headings of which ``path_of`` made this."""
    return tuple(path.split(_END)[:-1])


class PassagesWriter:
    """Writes the columns, those of some passages at a time. Keeps them in memory until the end."""

    def __init__(self, arrays: ArrayWriter) -> None:
        self._arrays = arrays
        self._parts: dict[str, list[Array]] = {name: [] for name in _NAMES}
        self._number: dict[str, int] = {}

    def append(self, columns: Columns, paths: Sequence[str]) -> None:
        """Add passages; their paths are numbers in ``paths``, in any order."""
        numbers = [self._number.setdefault(path, len(self._number)) for path in paths]
        for name in _NAMES:
            self._parts[name].append(narrowest(getattr(columns, name)))
        if numbers:
            self._parts["path"][-1] = np.array(numbers, np.uint32)[columns.path]

    def finish(self) -> dict[str, Any]:
        """All were appended; paths that no passage has are left out. The facts of the columns."""
        numbers = _joined(self._parts.pop("path"))
        used = set(np.unique(numbers).tolist())
        paths = sorted(path for path, number in self._number.items() if number in used)
        code_of = np.zeros(len(self._number), np.uint32)
        code_of[[self._number[path] for path in paths]] = np.arange(len(paths), dtype=np.uint32)
        self._arrays.add("passage.path", narrowest(code_of[numbers]))
        writer = ZippedWriter(self._arrays, "path")
        writer.append(list(map(encoded, paths)))
        writer.finish()
        columns = {name: _joined(parts) for name, parts in self._parts.items()}
        tokens, length = columns.pop("tokens").astype(np.int64), columns["length"]
        for name, column in (*columns.items(), ("again", tokens - length)):
            self._arrays.add(f"passage.{name}", narrowest(column))
        return {
            "kinds": KINDS,
            "words": int(length.sum()),
            "tokens": int(tokens.sum()),
            "fewest_tokens": int(tokens.min()) if tokens.size else 0,
            "most_tokens": int(tokens.max(initial=0)),
        }


class Passages:
    """The columns, by passage; each as narrow as it was written."""

    def __init__(self, arrays: Mapping[str, Array], facts: Mapping[str, Any]) -> None:
        #: The kinds that ``kind`` counts in.
        self.kinds = tuple(map(SectionKind, facts["kinds"]))
        self.kind = arrays["passage.kind"]
        self.heading = arrays["passage.heading"]
        self.section = arrays["passage.section"]
        self.length = arrays["passage.length"]
        self.path = arrays["passage.path"]
        self._again = arrays["passage.again"]
        self._paths = Zipped(arrays, "path")

    @cached_property
    def tokens(self) -> NDArray[np.int32]:
        """How many words each passage has, with those of headings counted more often."""
        return np.add(self.length, self._again, dtype=np.int32)

    @property
    def paths(self) -> tuple[str, ...]:
        """All paths, sorted; one is empty where a passage stands under no heading."""
        return tuple(map(decoded, self._paths))

    def headings(self, path: int) -> tuple[str, ...]:
        """The headings of a path, outermost first."""
        return headings_of(decoded(self._paths[path]))

    def saying(self, needle: str) -> NDArray[np.bool_]:
        """For each path whether one of its headings, folded, contains the folded needle."""
        headings, sought = self._headings, re.compile(re.escape(needle))
        said = np.zeros(headings.paths, dtype=np.bool_)
        if headings.text and _END not in needle:
            within = sought.finditer(headings.text, 0, len(headings.text) - 1)
            found = np.array([each.start() for each in within], np.int64)
            said[headings.path_of[np.searchsorted(headings.ends, found)]] = True
        return said

    @cached_property
    def _headings(self) -> "_Headings":
        paths = self.paths
        folded = text_part("".join(paths).split(_END)[:-1]).folded_texts()
        counts = [path.count(_END) for path in paths]
        return _Headings(
            len(paths),
            "".join(heading + _END for heading in folded),
            np.cumsum([len(heading) + 1 for heading in folded]) - 1,
            np.arange(len(counts)).repeat(counts),
        )

    def part(self, first: int, last: int) -> Columns:
        """The columns of the passages from ``first`` to before ``last``."""
        return Columns(*(getattr(self, name)[first:last] for name in _NAMES))


@dataclass(frozen=True, slots=True)
class _Headings:
    """The headings of so many paths, folded, each ended by a NUL: where, and of which path."""

    paths: int
    text: str
    ends: NDArray[np.int64]
    path_of: NDArray[np.int64]


def _joined(parts: Sequence[Array]) -> Array:
    return np.concatenate(parts) if parts else np.zeros(0, np.uint8)
