"""From characters and where they stand on pages to the paragraphs that were printed.

What a PDF, an OFD or the recognition of a picture gives is alike: pieces of text with a place.
``read_sheets`` makes of them lines, of lines paragraphs, and leaves the pages' furniture out.
"""

from searchapp.reading.printed.page import Piece, Rule, Sheet
from searchapp.reading.printed.reading import Reading, read_pages, read_sheets

__all__ = ["Piece", "Reading", "Rule", "Sheet", "read_pages", "read_sheets"]
