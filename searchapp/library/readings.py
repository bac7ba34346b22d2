"""A report as it was read in a file, in few bytes: what the library keeps of it."""

import json
import zlib

from searchapp.reports import Report, report_from_json, report_json


def packed(report: Report) -> bytes:
    """The report as compressed JSON; a fifth of its text."""
    return zlib.compress(json.dumps(report_json(report), ensure_ascii=False).encode())


def unpacked(reading: bytes) -> Report:
    """The report of which ``packed`` made this."""
    return report_from_json(json.loads(zlib.decompress(reading)))
