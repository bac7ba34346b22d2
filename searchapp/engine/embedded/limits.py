"""How large what a change writes may become."""

from dataclasses import dataclass, field
from typing import Final

from searchapp.engine.embedded.builders import FEW
from searchapp.engine.embedded.tiers import Tiers


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of speed and memory; answers are the same with any."""

    #: Which segments become one at a commit.
    tiers: Tiers = field(default_factory=Tiers)
    #: A segment is built of reports of so many characters.
    batch: int = 12_000_000
    #: A change of so many characters is made by one process: others begin within a second.
    few: int = FEW


USUAL: Final = Limits()
