"""The folder of reports: which files count, and how one from elsewhere gets in."""

import hashlib
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from searchapp.settings import Settings

#: What systems and office programs leave beside documents.
_LITTER: Final = {"thumbs.db", "desktop.ini"}


def files_under(paths: Iterable[Path], settings: Settings) -> Iterator[Path]:
    """The files that may be reports, those of a folder in order of their names.

    A path that does not exist is given out too: somebody named it, and gets a verdict.
    """
    for path in paths:
        if _is_folder(path):
            yield from (file for file in sorted(path.rglob("*")) if _counts(file, path, settings))
        else:
            yield path


def _is_folder(path: Path) -> bool:
    """Whether it is a folder; what the system refuses to look at gets its verdict as a file."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _counts(file: Path, folder: Path, settings: Settings) -> bool:
    if not file.is_file() or file.name.lower() in _LITTER:
        return False
    hidden = any(part.startswith((".", "~$")) for part in file.relative_to(folder).parts)
    own = file.resolve()
    ours = own in (settings.places.resolve(), settings.library.resolve())
    return not hidden and not ours and not own.is_relative_to(settings.index.resolve())


def sha256_of(path: Path) -> str:
    """The hash of a file's content, in hexadecimal."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def place_for(file: Path, corpus: Path) -> Path:
    """A path in the corpus for a file: its own name, or the first free one beside it.

    A path that has the same content already counts as free: it was copied there by an intake that
    was ended before it could remember so.
    """
    content = sha256_of(file)
    wanted = corpus / file.name
    number = 2
    while wanted.exists() and sha256_of(wanted) != content:
        wanted = corpus / f"{file.stem}-{number}{file.suffix}"
        number += 1
    return wanted


def copy_in(source: Path, target: Path) -> None:
    """Copy a file with its date, so that at no moment half of it stands at the target."""
    target.parent.mkdir(parents=True, exist_ok=True)
    new = target.with_name(f".{target.name}.new")
    shutil.copy2(source, new)
    new.replace(target)
