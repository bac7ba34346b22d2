"""What of an index is not as it was written."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Damage:
    """A file of the index that a disk or somebody else has changed since it was written.

    ``part`` names the part of the file where that is known. Nothing that the index says can be
    trusted before it is built anew.
    """

    file: str
    part: str | None
