"""What came since somebody last looked."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from searchapp.engine import Engine
from searchapp.library.ledger import Ledger

#: Before anything came.
LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)
_STEP: Final = timedelta(microseconds=1)


def known_until(ledger: Ledger, engine: Engine) -> datetime:
    """Up to when all that came can be found.

    What came later may be found already, but nothing that came before is still on its way: whoever
    remembers this moment misses nothing. To be asked before one looks.
    """
    arrivals, named = ledger.editions.arrivals(), ledger.names.held()
    held = engine.held()
    waiting = [
        arrivals[name]
        for name, version in named.items()
        if name in arrivals and held.get(name) != version
    ]
    if waiting:
        return min(waiting) - _STEP
    return max(arrivals.values(), default=LONG_AGO)


def arrived_after(arrivals: Mapping[str, datetime], moment: datetime) -> frozenset[str]:
    """The ids of the reports whose newest version came after a moment, by when each came."""
    return frozenset(name for name, since in arrivals.items() if since > moment)
