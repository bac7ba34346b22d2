"""The application: an engine that is open, pages, and what is said when something is wrong."""

from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Final

from flask import Flask, Response, current_app, render_template
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException

import searchapp
from searchapp.engine import Engine
from searchapp.errors import IndexUnavailable, ReportNotFound, SearchAppError
from searchapp.query import LONGEST_QUERY, written
from searchapp.reports import passage_link
from searchapp.settings import Settings
from searchapp.web.checking import checking_pages
from searchapp.web.coverage import coverage_pages
from searchapp.web.current import equip
from searchapp.web.guarding import refuse_other_sites
from searchapp.web.pages import pages
from searchapp.web.versions import version_pages
from searchapp.wording import choice_name, words_for

_STATUS: Final = {
    ReportNotFound: HTTPStatus.NOT_FOUND,
    IndexUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
}
#: Said of an address that leads nowhere, by status.
_SAYINGS: Final = {
    404: "没有这个页面。请检查网址，或回到检索页。",
    403: "这个请求不是从本站的页面发出的，没有执行。",
    405: "这个网址不接受这样的请求。",
}
#: Whoever pastes nonsense is told of so many of its mistakes.
_MOST_NOTES: Final = 10
#: Whatever a form of ours sends is shorter, in bytes.
_MOST_SENT: Final = 64 * 1024
_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


def templates_folder() -> Path:
    """The pages: inside an installed package, beside it in a checkout."""
    package = Path(searchapp.__file__).parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def create_app(engine: Engine, settings: Settings) -> Flask:
    """The web edge over an engine."""
    app = Flask("searchapp.web", template_folder=str(templates_folder().resolve()))
    equip(app, engine, settings)
    app.config["MAX_CONTENT_LENGTH"] = _MOST_SENT
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["passage_link"] = passage_link
    app.jinja_env.globals["longest"] = LONGEST_QUERY
    app.jinja_env.globals["most_notes"] = _MOST_NOTES
    app.jinja_env.globals["written"] = written
    app.jinja_env.globals["choice_name"] = choice_name
    app.jinja_env.filters["moment"] = _moment
    app.before_request(refuse_other_sites)
    for part in (pages, coverage_pages, version_pages, checking_pages):
        app.register_blueprint(part)
    app.register_error_handler(SearchAppError, _show_error)
    app.register_error_handler(HTTPException, _show_http_error)
    app.register_error_handler(Exception, _show_fault)
    app.after_request(_with_headers)
    return app


def status_of(error: SearchAppError) -> HTTPStatus:
    """The status of the nearest listed class; anything unlisted is our fault."""
    listed = (_STATUS[kind] for kind in type(error).__mro__ if kind in _STATUS)
    return next(listed, HTTPStatus.INTERNAL_SERVER_ERROR)


def _moment(at: datetime) -> str:
    """A moment as people here write it, by the clock of the machine that serves."""
    return f"{at.astimezone():%Y-%m-%d %H:%M}"


def _show_error(error: SearchAppError) -> tuple[str, int]:
    status = status_of(error)
    return render_template("error.html", status=int(status), said=words_for(error)), status


def _show_http_error(error: HTTPException) -> tuple[str, int]:
    status = error.code or 500
    said = _SAYINGS.get(status, "这个请求无法完成。")
    return render_template("error.html", status=status, said=said), status


def _show_fault(error: Exception) -> tuple[str, int]:
    """A page for a fault of the program's own; the log has the traceback."""

    current_app.logger.error("unexpected fault", exc_info=error)
    said = "程序出错了。请把网址和时间告诉管理员；这不影响已收录的报告。"
    return render_template("error.html", status=500, said=said), 500


def _with_headers(response: Response) -> Response:
    response.headers.update(_HEADERS)
    return response
