"""Small numbers in 1, 2, 4 or 8 bits each, end to end; the first number in the lowest bits."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded.columnar.arrays import Array, Spool

#: How many bits a number may have.
WIDTHS: Final = (1, 2, 4, 8)


def _unpacking(bits: int) -> Array:
    """For each byte the numbers in it, each in a byte, seen as one number."""
    values = np.arange(256, dtype=np.uint8)[:, None]
    shifts = np.arange(0, 8, bits, dtype=np.uint8)
    apart = (values >> shifts) & np.uint8((1 << bits) - 1)
    return np.ascontiguousarray(apart).view(f"<u{8 // bits}").ravel()


_UNPACKING: Final = {bits: _unpacking(bits) for bits in (2, 4)}


class Packer:
    """Packs numbers as they come into a stream of bytes. ``count`` is how many came."""

    def __init__(self, bits: int, stream: Spool) -> None:
        self._bits, self._stream = bits, stream
        self._rest = np.zeros(0, np.uint8)
        self.count = 0

    def append(self, numbers: NDArray[np.uint8]) -> None:
        """Add these numbers, none of which has more bits."""
        self.count += len(numbers)
        joined = np.concatenate([self._rest, numbers])
        whole = len(joined) - len(joined) % (8 // self._bits)
        self._stream.append(packed(self._bits, joined[:whole]))
        self._rest = joined[whole:]

    def finish(self) -> None:
        """The last byte, if it is not full."""
        self._stream.append(packed(self._bits, self._rest))


def packed(bits: int, numbers: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The bytes of these numbers; what is left of the last byte is 0."""
    if bits == 8:
        return numbers
    if bits == 1:
        return np.packbits(numbers, bitorder="little")
    each = 8 // bits
    rows = np.concatenate([numbers, np.zeros(-len(numbers) % each, np.uint8)]).reshape(-1, each)
    joined = rows[:, 0].copy()
    for place in range(1, each):
        joined |= rows[:, place] << np.uint8(bits * place)
    return joined


def unpacked(bits: int, stream: Array, at: int, count: int) -> NDArray[np.uint8]:
    """So many numbers, from the number ``at`` on."""
    each = 8 // bits
    begin, skipped = divmod(at, each)
    some: NDArray[np.uint8] = stream[begin : begin - (-(skipped + count) // each)]
    if bits == 1:
        some = np.unpackbits(some, bitorder="little")
    elif bits < 8:
        some = _UNPACKING[bits].take(some).view(np.uint8)
    return some[skipped : skipped + count]
