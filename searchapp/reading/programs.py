"""Which programs and extras that readers can do without there are on this machine."""

from functools import cache
from importlib.metadata import PackageNotFoundError, version

from searchapp.reading.libreoffice import office_version

_RECOGNITION = "rapidocr-onnxruntime"


@cache
def readers_here() -> str:
    """The optional programs that are here, each with its version.

    A file that failed for lack of a program is worth reading again once this has changed.
    """
    return "; ".join(filter(None, (office_version(), _recognition())))


def _recognition() -> str:
    try:
        return f"{_RECOGNITION} {version(_RECOGNITION)}"
    except PackageNotFoundError:
        return ""
