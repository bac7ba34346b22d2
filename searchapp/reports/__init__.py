"""What is a report? Values only: no file, no clock, no index.

``Report`` is one document as issued, made of ``Passage`` and ``Section``; ``FiledReport`` is a
report under the id by which links reach it. ``report_json`` and ``report_from_json`` turn one
into plain JSON and back.
"""

from searchapp.reports.json import Json, place_json, report_from_json, report_json
from searchapp.reports.kinds import Genre, IssuerLevel, Origin, SectionKind, Sureness
from searchapp.reports.links import passage_link
from searchapp.reports.places import LEVELS, UNLABELLED, Level, Place, place_value, shared_digits
from searchapp.reports.report import Doubt, FiledReport, Passage, Report, Section, Source

__all__ = [
    "LEVELS",
    "UNLABELLED",
    "Doubt",
    "FiledReport",
    "Genre",
    "IssuerLevel",
    "Json",
    "Level",
    "Origin",
    "Passage",
    "Place",
    "Report",
    "Section",
    "SectionKind",
    "Source",
    "Sureness",
    "passage_link",
    "place_json",
    "place_value",
    "report_from_json",
    "report_json",
    "shared_digits",
]
