"""Files that are sent to be kept, under names that people and every system can read."""

from typing import Final, TypeVar
from unicodedata import category
from urllib.parse import quote

from werkzeug import Response

_R = TypeVar("_R", bound=Response)
#: Of what somebody typed no more stands in the name of a file.
_LONGEST: Final = 40
#: What the files of Windows may not have in their names.
_FORBIDDEN: Final = frozenset('\\/:*?"<>|')


def file_name(text: str) -> str:
    """The text as any system takes it in the name of a file; "" where nothing of it is left."""
    seen = "".join(filter(_may_be_named, text))
    return " ".join(seen.split())[:_LONGEST].strip(" .")


def attached(response: _R, name: str, in_ascii: str, how: str = "attachment") -> _R:
    """The response as a file of that name (RFC 6266, RFC 8187), for old browsers in ASCII."""
    response.headers.set(
        "Content-Disposition",
        how,
        filename=in_ascii,
        **{"filename*": f"UTF-8''{quote(name, safe='')}"},
    )
    return response


def _may_be_named(char: str) -> bool:
    """Whether a file's name may have it: no sign of Windows, nothing that is not seen."""
    return char not in _FORBIDDEN and not category(char).startswith("C")
