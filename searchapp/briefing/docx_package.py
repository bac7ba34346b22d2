"""A document as bytes: the same for the same paper, and without the name of a machine."""

import io
import zipfile
from datetime import UTC, datetime
from typing import Final

from docx.document import Document

from searchapp.briefing.signs import printed

#: The first moment that a zip can tell.
_THEN: Final = (1980, 1, 1, 0, 0, 0)
#: More has no place among the properties of a document.
_LONGEST: Final = 255


def packed(document: Document, title: str, moment: datetime) -> bytes:
    """The document under a title, made at a moment."""
    said = document.core_properties
    at = moment.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    said.title, said.language = printed(title)[:_LONGEST], "zh-CN"
    said.author = said.last_modified_by = said.comments = said.keywords = ""
    said.created = said.modified = at
    said.revision = 1
    written = io.BytesIO()
    document.save(written)
    return _timeless(written)


def _timeless(written: io.BytesIO) -> bytes:
    """The same parts in a zip that does not tell when it was packed."""
    repacked = io.BytesIO()
    with (
        zipfile.ZipFile(written) as parts,
        zipfile.ZipFile(repacked, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in parts.namelist():
            archive.writestr(zipfile.ZipInfo(name, _THEN), parts.read(name), zipfile.ZIP_DEFLATED)
    return repacked.getvalue()
