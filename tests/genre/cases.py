"""A case: a report that can be written, and the rows of the guide that it shows."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.genre.writing import Written


@dataclass(frozen=True, slots=True)
class Case:
    """A named report; it is written when it is asked for."""

    name: str
    rows: frozenset[str]
    write: Callable[[], Written]
