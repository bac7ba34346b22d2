"""What do people give and decide, and what cannot be rebuilt?

``Ledger`` is the library: which files there are and what was read in each, under which id and in
which versions each report is kept, and what people corrected. ``Intake`` takes files in; ``Desk``
is where facts are corrected; ``check`` holds corpus, library and index against one another.
"""

from searchapp.library.batches import Batch, Batches, Part, Progress
from searchapp.library.checking import Finding, check
from searchapp.library.confirmations import Confirmation
from searchapp.library.corrections import FACTS, Correction, Fact
from searchapp.library.desk import Desk
from searchapp.library.editions import Edition
from searchapp.library.intake import Intake
from searchapp.library.ledger import Ledger
from searchapp.library.naming import meant_id
from searchapp.library.news import LONG_AGO, arrived_after, known_until
from searchapp.library.searches import LONGEST_NAME, SavedSearch, named
from searchapp.library.verdicts import Outcome, Verdict
from searchapp.library.watching import SECONDS as LOOKS_SECONDS
from searchapp.library.watching import Watch
from searchapp.library.workers import Refused, Understood, Workers, understand

__all__ = [
    "FACTS",
    "LONGEST_NAME",
    "LONG_AGO",
    "LOOKS_SECONDS",
    "Batch",
    "Batches",
    "Confirmation",
    "Correction",
    "Desk",
    "Edition",
    "Fact",
    "Finding",
    "Intake",
    "Ledger",
    "Outcome",
    "Part",
    "Progress",
    "Refused",
    "SavedSearch",
    "Understood",
    "Verdict",
    "Watch",
    "Workers",
    "arrived_after",
    "check",
    "known_until",
    "meant_id",
    "named",
    "understand",
]
