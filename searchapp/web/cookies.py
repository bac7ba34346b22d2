"""What a browser is asked to keep: small, for this site alone, and no secret."""

from typing import Final

from flask import request
from werkzeug import Response

#: No cookie of ours is longer, in bytes: a browser keeps 4,096 with name and attributes.
LONGEST: Final = 3_000
_HALF_A_YEAR: Final = 183 * 24 * 3600


def set_cookie(response: Response, name: str, value: str) -> None:
    """Have the browser keep a value, for no script to read; an empty one is forgotten."""
    response.set_cookie(
        name,
        value,
        max_age=_HALF_A_YEAR if value else 0,
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
    )
