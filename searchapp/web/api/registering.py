"""The interface for programs as a part of the application, and its faults as JSON."""

from collections.abc import Mapping
from typing import Any, Final

from flask import Flask, Response, jsonify, request
from flask_smorest import Api

from searchapp.web.api import answers
from searchapp.web.api.page import programs_page
from searchapp.web.api.views import VERSION, programs

_PREFIX: Final = "/api/v1"
_ABOUT: Final = (
    "检索页上能看到的，程序也能取到；只读，不改动任何内容。"
    "出错时返回 {status, message, errors}，message 是中文。"
)


class _Api(Api):  # type: ignore[misc]
    """The documents of flask-smorest; what goes wrong is said by the application."""

    ERROR_SCHEMA = answers.Fault
    DEFAULT_ERROR_RESPONSE_NAME = None

    def _register_error_handlers(self) -> None:
        """None: pages have their own, and ``told`` says the same to programs."""


def register(app: Flask) -> None:
    """Let programs ask at ``/api/v1``, and people read of it at ``/api``."""
    app.config |= {
        "API_TITLE": "报告检索",
        "API_VERSION": VERSION,
        "OPENAPI_VERSION": "3.1.0",
        "OPENAPI_URL_PREFIX": _PREFIX,
        "API_SPEC_OPTIONS": {"info": {"description": _ABOUT}},
    }
    api = _Api(app)
    api.register_blueprint(programs)
    app.extensions["openapi"] = api.spec
    app.register_blueprint(programs_page)


def is_for_programs() -> bool:
    """Whether a program asks, that is to be told what is wrong as JSON."""
    return request.path.startswith("/api/")


def told(status: int, said: str, error: Exception) -> Response:
    """What is wrong, as JSON; of parameters, which and what each should be."""
    fault: dict[str, Any] = {"status": status, "message": said}
    given = getattr(error, "data", None) or {}
    if "messages" in given:
        fault["message"] = "参数不对"
        fault["errors"] = _flat(given["messages"].get("query", {}))
    elif "message" in given:
        fault["message"] = given["message"]
    response = jsonify(fault)
    response.status_code = status
    return response


def _flat(messages: Mapping[str, Any]) -> dict[str, list[str]]:
    """Parameter -> what is wrong; of one of several values the place is not told."""
    return {
        name: sorted({text for said in why.values() for text in said})
        if isinstance(why, Mapping)
        else list(why)
        for name, why in messages.items()
    }
