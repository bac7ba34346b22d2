"""What does a file say? Its text line by line, and what it says of itself.

``read_file`` is the only way in; ``FORMATS`` names the readers, one function each.
``readers_here`` tells what else this machine could read with. ``members`` are the files in an
archive, each of which can be unpacked to where it is to be read.
"""

from searchapp.reading.archive import Member, is_archive, members
from searchapp.reading.document import Document, Said
from searchapp.reading.files import FORMATS, read_file
from searchapp.reading.programs import readers_here

__all__ = [
    "FORMATS",
    "Document",
    "Member",
    "Said",
    "is_archive",
    "members",
    "read_file",
    "readers_here",
]
