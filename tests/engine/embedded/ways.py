"""Which of two ways is taken to the same answer: product code asks which is thought cheaper.

A few short texts would always go the same way. Here the limits between the ways are drawn, so
that a law holds on each of them.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from random import Random
from types import ModuleType
from typing import Final
from unittest.mock import patch

from searchapp.engine.embedded import (
    bounding,
    catalogue,
    counting,
    often,
    patterns,
    phrases,
    places,
    postings,
    sets,
)

#: More than a test has of anything.
_MANY: Final = 1 << 20

#: The limits of each module, with values by which one way is always taken, or never, or sometimes.
_LIMITS: Final[Mapping[ModuleType, Mapping[str, Sequence[int]]]] = {
    bounding: {"_SAMPLE": (1, 5, 4_096)},
    catalogue: {"_FEW": (0, 2, 256)},
    counting: {"_SPARSE": (0, 1, 64, _MANY)},
    often: {"_DENSE": (1, 16, _MANY)},
    patterns: {"_AT_ONCE": (1, 3, 1 << 17)},
    phrases: {"_READ": (0, 1, 64, _MANY), "_AT_ONCE": (1, 2, 32)},
    places: {"_LOOK_UP": (0, 1, 16, _MANY)},
    postings: {"_DENSE": (1, 8, _MANY)},
    sets: {"_LOOK_UP": (0, 1, 16, _MANY), "_DENSE": (1, 32, _MANY)},
}


@contextmanager
def whichever_way(rng: Random) -> Iterator[None]:
    """As if now this way were thought cheaper and now that one; all is as before behind it."""
    with ExitStack() as stack:
        for module, limits in _LIMITS.items():
            drawn = {name: rng.choice(values) for name, values in limits.items()}
            for name, value in drawn.items():
                stack.enter_context(patch.object(module, name, value))
        yield
