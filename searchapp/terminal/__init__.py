"""How do answers look on a terminal, and in a pipe?"""

from searchapp.terminal.answers import ShownAnswers
from searchapp.terminal.covered import ShownCoverage, coverage_notes, coverage_rows
from searchapp.terminal.excerpts import ShownExcerpts
from searchapp.terminal.reports import ShownReports, verdict_line

__all__ = [
    "ShownAnswers",
    "ShownCoverage",
    "ShownExcerpts",
    "ShownReports",
    "coverage_notes",
    "coverage_rows",
    "verdict_line",
]
