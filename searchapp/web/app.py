"""The application: an engine that is open, pages, and what is said when something is wrong."""

from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Final, cast

from flask import Flask, Response, current_app, jsonify, make_response, render_template
from flask.json.provider import DefaultJSONProvider
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException, MethodNotAllowed

import searchapp
from searchapp.engine import Beside, Engine
from searchapp.errors import (
    AddingClosed,
    BadBriefing,
    BadTemplate,
    BatchNotFound,
    BriefingNotFound,
    ExcerptNotFound,
    IndexUnavailable,
    NothingToQuote,
    OriginalGone,
    OriginalsWithheld,
    ReportNotFound,
    SearchAppError,
    UnknownHost,
    VersionNotKept,
)
from searchapp.query import LONGEST_QUERY, Scope, written
from searchapp.reports import SectionKind, passage_link
from searchapp.settings import Settings
from searchapp.web import api
from searchapp.web.adding import adding_pages, equip_adding
from searchapp.web.address import Address, View
from searchapp.web.alike import alike_pages
from searchapp.web.areas import areas
from searchapp.web.briefings import briefing_pages
from searchapp.web.checking import checking_pages
from searchapp.web.completing import completing_pages
from searchapp.web.coverage import coverage_pages
from searchapp.web.current import equip
from searchapp.web.downloads import download_pages
from searchapp.web.drafts import draft_pages
from searchapp.web.earlier import earlier_pages
from searchapp.web.editing import editing_pages
from searchapp.web.excerpts import excerpt_pages
from searchapp.web.exporting import exporting_pages
from searchapp.web.feeds import feed_pages
from searchapp.web.filling import filling_pages, wants_json
from searchapp.web.guarding import refuse_other_sites
from searchapp.web.guide import SHORT, guide_pages
from searchapp.web.history import history_pages
from searchapp.web.opensearch import opensearch_pages
from searchapp.web.originals import original_pages
from searchapp.web.overview import overview_pages
from searchapp.web.pages import pages
from searchapp.web.picking import picking_pages
from searchapp.web.saved import saved_pages
from searchapp.web.saving import saving_pages
from searchapp.web.sections import section_pages
from searchapp.web.versions import version_pages
from searchapp.wording import choice_name, words_for

_STATUS: Final = {
    BadBriefing: HTTPStatus.BAD_REQUEST,
    BadTemplate: HTTPStatus.BAD_REQUEST,
    BriefingNotFound: HTTPStatus.NOT_FOUND,
    NothingToQuote: HTTPStatus.BAD_REQUEST,
    VersionNotKept: HTTPStatus.CONFLICT,
    BatchNotFound: HTTPStatus.NOT_FOUND,
    ReportNotFound: HTTPStatus.NOT_FOUND,
    ExcerptNotFound: HTTPStatus.NOT_FOUND,
    AddingClosed: HTTPStatus.FORBIDDEN,
    OriginalGone: HTTPStatus.NOT_FOUND,
    OriginalsWithheld: HTTPStatus.FORBIDDEN,
    UnknownHost: HTTPStatus.FORBIDDEN,
    IndexUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
}
#: Said of an address that leads nowhere, by status.
_SAYINGS: Final = {
    404: "没有这个页面。请检查网址，或回到检索页。",
    403: "这个请求不是从本站的页面发出的，没有执行。",
    405: "这个网址不接受这样的请求。",
    413: "送来的内容太长，没有收下。请缩短一些再试。",
}
#: Reading, the library, quoting, writing, what is kept, what is taken elsewhere.
_PARTS: Final = (
    *(pages, version_pages, alike_pages, original_pages, section_pages, guide_pages),
    *(overview_pages, coverage_pages, checking_pages, adding_pages),
    *(picking_pages, filling_pages, excerpt_pages),
    *(briefing_pages, editing_pages, saving_pages, earlier_pages, draft_pages),
    *(saved_pages, history_pages),
    *(completing_pages, download_pages, exporting_pages, feed_pages, opensearch_pages),
)
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
    written_json = cast(DefaultJSONProvider, app.json)
    written_json.ensure_ascii = written_json.sort_keys = False
    _equip_templates(app)
    app.before_request(refuse_other_sites)
    for part in _PARTS:
        app.register_blueprint(part)
    api.register(app)
    equip_adding(app, engine, settings)
    app.register_error_handler(SearchAppError, _show_error)
    app.register_error_handler(HTTPException, _show_http_error)
    app.register_error_handler(Exception, _show_fault)
    app.after_request(_with_headers)
    return app


def _equip_templates(app: Flask) -> None:
    """Give the templates what several of them need; a view gives the rest."""
    templates = app.jinja_env
    templates.undefined = StrictUndefined
    templates.trim_blocks = True
    templates.lstrip_blocks = True
    templates.globals["passage_link"] = passage_link
    templates.globals["longest"] = LONGEST_QUERY
    templates.globals["most_notes"] = _MOST_NOTES
    templates.globals["written"] = written
    templates.globals["short_guide"] = SHORT
    templates.globals["choice_name"] = choice_name
    templates.globals["areas"] = areas
    for kind in (Address, Beside, Scope, SectionKind, View):
        templates.globals[kind.__name__] = kind
    templates.filters["moment"] = _moment


def status_of(error: SearchAppError) -> HTTPStatus:
    """The status of the nearest listed class; anything unlisted is our fault."""
    listed = (_STATUS[kind] for kind in type(error).__mro__ if kind in _STATUS)
    return next(listed, HTTPStatus.INTERNAL_SERVER_ERROR)


def _moment(at: datetime) -> str:
    """A moment as people here write it, by the clock of the machine that serves."""
    return f"{at.astimezone():%Y-%m-%d %H:%M}"


def _show_error(error: SearchAppError) -> Response:
    return _told(int(status_of(error)), words_for(error), error)


def _show_http_error(error: HTTPException) -> Response:
    status = error.code or 500
    response = _told(status, _SAYINGS.get(status, "这个请求无法完成。"), error)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(error.valid_methods)
    return response


def _show_fault(error: Exception) -> Response:
    """A page for a fault of the program's own; the log has the traceback."""

    current_app.logger.error("unexpected fault", exc_info=error)
    said = "程序出错了。请把网址和时间告诉管理员；这不影响已收录的报告。"
    return _told(500, said, error)


def _told(status: int, said: str, error: Exception) -> Response:
    """What is wrong, as a page to people and as JSON to programs."""
    if api.is_for_programs():
        return api.told(status, said, error)
    if wants_json():
        return make_response(jsonify(said=said), status)
    return make_response(render_template("error.html", status=status, said=said), status)


def _with_headers(response: Response) -> Response:
    """A view that must allow more, or less, has said so itself."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    return response
