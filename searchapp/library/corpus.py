"""The folder of reports: which files count, and how one from elsewhere gets in."""

import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from searchapp.library.files import Known
from searchapp.settings import Settings

#: What systems and office programs leave beside documents.
_LITTER: Final = {"thumbs.db", "desktop.ini"}
#: The endings of pages that browsers save with all that belongs to them.
_PAGES: Final = (".html", ".htm")


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
    if hidden or _belongs_to_page(file, folder):
        return False
    own = file.resolve()
    ours = own in (settings.places.resolve(), settings.library.resolve())
    return not ours and not own.is_relative_to(settings.index.resolve())


def _belongs_to_page(file: Path, folder: Path) -> bool:
    """Whether a browser saved the file with a page, in the folder ``NAME_files`` beside it."""
    for above in file.parents:
        if above == folder:
            return False
        name = above.name.removesuffix("_files").removesuffix(".files")
        if name != above.name and any(above.with_name(name + e).exists() for e in _PAGES):
            return True
    return False


def printable(path: str) -> str:
    """The path with ? for what is no character: names that were unpacked in another encoding."""
    return path.encode("utf-8", "replace").decode("utf-8")


def sha256_of(path: Path) -> str:
    """The hash of a file's content, in hexadecimal."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def place_for(content: str, wanted: Path, is_kept: Callable[[Path], bool] = Path.exists) -> Path:
    """Where a file with this content may stand: the wanted path, or the first free one beside it.

    ``is_kept`` says whether a path is kept for a file that is not there. A path that has the same
    content already counts as free: it was copied there by an intake that was ended before it could
    remember so.
    """
    place, number = wanted, 2
    while (place.exists() or is_kept(place)) and not has_content(place, content):
        place = wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}")
        number += 1
    return place


def has_content(path: Path, content: str) -> bool:
    """Whether a file is there and has the content of this hash."""
    return path.exists() and sha256_of(path) == content


def is_there(corpus: Path, known: Known) -> bool:
    """Whether a file of the corpus is as it is known, by size and date or else by its content."""
    path = corpus / known.path
    return path.exists() and (
        (path.stat().st_size, path.stat().st_mtime_ns) == (known.size, known.modified_ns)
        or has_content(path, known.sha256)
    )


def copy_in(source: Path, target: Path, content: str) -> bool:
    """Copy a file with its date, so that at no moment half of it stands at the target.

    False, with the target left alone, where the copy has not the content of this hash: the source
    was changed meanwhile. Raises OSError.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    # Of any length that a name may have, a longer one may not be.
    new = target.with_name(f".{content[:16]}.new")
    try:
        shutil.copy2(source, new)
        if sha256_of(new) != content:
            return False
        new.replace(target)
    finally:
        new.unlink(missing_ok=True)
    return True
