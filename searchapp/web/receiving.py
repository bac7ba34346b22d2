"""What a form sends as files, put into a batch: under harmless names, and not without end."""

from pathlib import Path, PurePosixPath
from typing import Final

from flask import request
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge

from searchapp.errors import why_not
from searchapp.library import Batch
from searchapp.library.handed import harmless

#: What comes at once is not larger, in bytes, and has not more files.
MOST_BYTES: Final = 200 * 1024 * 1024
MOST_FILES: Final = 500
#: The fields of a form beside its files.
_FIELDS: Final = 20
#: The name of a form's field that has files.
FIELD: Final = "files"

TOO_LARGE: Final = (
    f"一次最多收 {MOST_FILES} 个文件、共 {MOST_BYTES // 1024 // 1024} MB。请分几次放入；"
    "很多文件可以由管理员放进 corpus 文件夹收录"
)
ONE_TOO_LARGE: Final = (
    f"超过 {MOST_BYTES // 1024 // 1024} MB，太大了，这次什么也没有传。"
    "请去掉它再放一次；它可以由管理员放进 corpus 文件夹收录"
)
_NOTHING: Final = "没有选文件。请选好文件再点“添加”"


class NotReceived(Exception):
    """What was sent cannot be kept; ``said`` is why, in Chinese."""

    def __init__(self, said: str, status: int) -> None:
        super().__init__(said)
        self.said, self.status = said, status


def sent_files() -> list[FileStorage]:
    """The files that a request brings, those without a name left out.

    Raises NotReceived where there are none, too many or too large ones, or no room for them.
    """
    request.max_content_length = MOST_BYTES
    request.max_form_parts = MOST_FILES + _FIELDS
    try:
        sent = [file for file in request.files.getlist(FIELD) if file.filename]
    except RequestEntityTooLarge as error:
        raise NotReceived(TOO_LARGE, 413) from error
    except OSError as error:
        raise _not_kept(error) from error
    if len(sent) > MOST_FILES:
        raise NotReceived(TOO_LARGE, 413)
    if not sent:
        raise NotReceived(_NOTHING, 400)
    return sent


def keep(sent: list[FileStorage], batch: Batch) -> None:
    """Put all files into a batch, or, where that does not succeed, none. Raises NotReceived."""
    try:
        with batch.receiving() as folder:
            for file in sent:
                target = _free(folder, harmless(file.filename or ""))
                target.parent.mkdir(parents=True, exist_ok=True)
                file.save(target)
    except OSError as error:
        raise _not_kept(error) from error


def _not_kept(error: OSError) -> NotReceived:
    said = f"收到的文件存不下来：{why_not(error)}。什么也没有收，请告诉管理员"
    return NotReceived(said, 507)


def _free(folder: Path, wanted: PurePosixPath) -> Path:
    """Where a file may stand: at the wanted path, or beside it where another of the name came."""
    if any((folder / above).is_file() for above in wanted.parents):
        wanted = PurePosixPath(wanted.name)
    place, number = folder / wanted, 2
    while place.exists():
        place = folder / wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}")
        number += 1
    return place
