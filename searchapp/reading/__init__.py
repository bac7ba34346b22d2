"""What does a file say? Its text line by line, and what it says of itself.

``read_file`` is the only way in; ``FORMATS`` names the readers, one function each.
"""

from searchapp.reading.document import Document, Said
from searchapp.reading.files import FORMATS, read_file

__all__ = ["FORMATS", "Document", "Said", "read_file"]
