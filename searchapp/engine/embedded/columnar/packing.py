"""Small numbers in 1, 2, 4 or 8 bits each, end to end; and bits. The lowest bits come first."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded.columnar.arrays import Array, Bytes, Spool

#: How many bits a number may have.
WIDTHS: Final = (1, 2, 4, 8)


def _apart(bits: int) -> Array:
    """For each byte the numbers in it, each in a byte of its own, as one number."""
    values = np.arange(256, dtype=np.uint8)[:, None]
    numbers = (values >> np.arange(0, 8, bits, dtype=np.uint8)) & np.uint8((1 << bits) - 1)
    return np.ascontiguousarray(numbers).view(f"<u{8 // bits}").ravel()


_APART: Final = {bits: _apart(bits) for bits in (2, 4)}


class Packer:
    """Packs numbers into a stream as they come; ``count`` is how many came."""

    def __init__(self, bits: int, stream: Spool) -> None:
        self._bits, self._stream = bits, stream
        self._rest = np.zeros(0, np.uint8)
        self.count = 0

    def append(self, numbers: Bytes) -> None:
        """Add these numbers, none of which has more bits."""
        self.count += len(numbers)
        joined = np.concatenate([self._rest, numbers])
        whole = len(joined) - len(joined) % (8 // self._bits)
        self._stream.append(packed(self._bits, joined[:whole]))
        self._rest = joined[whole:]

    def finish(self) -> None:
        """The last byte, if it is not full, ends with zeros."""
        self._stream.append(packed(self._bits, self._rest))


def packed(bits: int, numbers: Bytes) -> Bytes:
    """The bytes of these numbers, the last one ending with zeros."""
    if bits == 8:
        return numbers
    if bits == 1:
        return np.packbits(numbers, bitorder="little")
    each = 8 // bits
    whole = np.concatenate([numbers, np.zeros(-len(numbers) % each, np.uint8)])
    joined = whole[::each].copy()
    for place in range(1, each):
        joined |= whole[place::each] << np.uint8(bits * place)
    return joined


def unpacked(bits: int, stream: Bytes, at: int, count: int) -> Bytes:
    """So many numbers, from the number ``at`` on."""
    each = 8 // bits
    begin, skipped = divmod(at, each)
    numbers = stream[begin : begin - (-(skipped + count) // each)]
    if bits == 1:
        numbers = np.unpackbits(numbers, bitorder="little")
    elif bits < 8:
        numbers = _APART[bits].take(numbers).view(np.uint8)
    return numbers[skipped : skipped + count]


def marked(places: Array, length: int) -> Bytes:
    """So many bytes, in which the bits at these places are set."""
    bits = np.zeros(8 * length, np.bool_)
    bits[places] = True
    return np.packbits(bits, bitorder="little")


def marks(some: Bytes) -> NDArray[np.int64]:
    """The places of the bits that are set, ascending."""
    return np.flatnonzero(np.unpackbits(some, bitorder="little").view(np.bool_))
