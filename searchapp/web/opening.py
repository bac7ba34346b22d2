"""A report by what somebody typed for its id."""

from flask import abort, redirect, request, url_for

from searchapp.errors import ReportNotFound
from searchapp.library import meant_id
from searchapp.reports import FiledReport
from searchapp.web import current


def opened(report_id: str) -> FiledReport:
    """The newest version of a report. Raises ReportNotFound.

    Whoever typed the id from paper, with small letters or O for 0, is sent to the same address
    with the id as it is written.
    """
    try:
        return current.engine().report(report_id)
    except ReportNotFound:
        meant = meant_id(report_id)
        if meant == report_id or meant not in current.engine().held():
            raise
    named = {**(request.view_args or {}), "report_id": meant}
    there = url_for(str(request.endpoint), **named)
    asked = request.query_string.decode("ascii", "replace")
    return abort(redirect(f"{there}?{asked}" if asked else there))
