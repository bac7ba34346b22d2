"""Addresses that last: they are given out, put into briefings, and must work for years."""


def passage_link(report_id: str, passage: int, version: int) -> str:
    """The link to a passage of a version of a report; it leads to where the passage is now."""
    return f"/reports/{report_id}/p{passage}?v={version}"
