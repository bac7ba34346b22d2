"""What is in a document? Title, number, place, year, outline and passages of the report.

``parse`` is the way in; ``combine`` makes one report of several files with the same text.
"""

from searchapp.parsing.combining import combine
from searchapp.parsing.gazetteer import Gazetteer, gazetteer_of, gazetteer_with, own_places
from searchapp.parsing.report import parse

__all__ = ["Gazetteer", "combine", "gazetteer_of", "gazetteer_with", "own_places", "parse"]
