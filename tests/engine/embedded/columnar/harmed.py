"""A program that reads everything in a segment of which one array after the other is harmed.

It prints how many times it has read; a crash is seen by its exit status.
"""

import resource
import sys
from contextlib import suppress
from pathlib import Path

import numpy as np

from searchapp.engine.embedded.columnar.arrays import Array, ArrayFile, ArrayWriter
from searchapp.engine.embedded.columnar.segment import Segment
from tests.engine.embedded.columnar.everything import everything_in

#: What one damaged number asks for must not be had from the machine.
_MEMORY = 4 << 30


def harmed(array: Array, seed: int) -> Array:
    """The array with some of its bytes changed."""
    rng = np.random.default_rng(seed)
    raw = np.frombuffer(array.tobytes(), np.uint8).copy()
    places = rng.integers(0, raw.size, 1 + raw.size // 50)
    raw[places] = rng.choice(np.array([0, 1, 0x7F, 0x80, 0xFF], np.uint8), places.size)
    return raw.view(array.dtype)


def main(whole: Path, file: Path, times: int) -> int:
    """How many damaged segments were read, each written where ``file`` says.

    Each array is harmed so many times, each time otherwise.
    """
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    source, read = ArrayFile(whole), 0
    for name in [name for name, array in source.arrays.items() if array.size]:
        for seed in range(times):
            file.unlink(missing_ok=True)
            with ArrayWriter(file) as arrays:
                for each, array in source.arrays.items():
                    arrays.add(each, harmed(array, seed) if each == name else array)
                arrays.finish(source.facts)
            with suppress(Exception):
                everything_in(Segment(file))
            read += 1
    return read


if __name__ == "__main__":
    sys.stdout.write(str(main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))))
