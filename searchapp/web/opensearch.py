"""How a browser's address bar searches here (OpenSearch 1.1)."""

from typing import Final

from flask import Blueprint, Response, render_template

opensearch_pages = Blueprint("opensearch", __name__)

_TYPE: Final = "application/opensearchdescription+xml; charset=utf-8"


@opensearch_pages.get("/opensearch.xml")
def description() -> Response:
    """What a browser has to know, with the address at which it asked."""
    return Response(render_template("opensearch.xml"), content_type=_TYPE)
