"""What do people give and decide, and what cannot be rebuilt?

Today: which files there are, and under which id each report is kept (``Ledger``, ``library.db``).
``Intake`` takes files in; ``check`` holds corpus, library and index against one another.
"""

from searchapp.library.checking import Finding, check
from searchapp.library.intake import Intake
from searchapp.library.ledger import Ledger
from searchapp.library.verdicts import Outcome, Verdict

__all__ = ["Finding", "Intake", "Ledger", "Outcome", "Verdict", "check"]
