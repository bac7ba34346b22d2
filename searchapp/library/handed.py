"""Names that come with what is handed in, made fit to be files here: whoever gave them."""

import re
import unicodedata
from pathlib import PurePosixPath
from typing import Final

#: A name has no more bytes: systems allow 255, and a number may have to be put behind it.
_LONGEST: Final = 180
#: Of the folders around a file so many are kept, the nearest.
_DEEPEST: Final = 4
#: What systems keep for themselves or do not allow in a name.
_FORBIDDEN: Final = re.compile(r'[<>:"|?*]')
_RESERVED: Final = re.compile(r"(?i)(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?")
#: Of what nothing is left.
_UNNAMED: Final = "未命名"


def harmless(name: str) -> PurePosixPath:
    """The path of a file below a folder, whatever name it was given.

    Names of folders before it stay, the nearest four. It never leads out of the folder, has no
    character that cannot be seen, none that some system does not allow, and no part that is too
    long; an ending stays. Chinese names stay as they are.

    >>> harmless(r"..\\..\\青禾县/../松栎镇 2024?.docx")
    PurePosixPath('青禾县/松栎镇 2024_.docx')
    """
    given = re.split(r"[/\\]", unicodedata.normalize("NFC", name))
    parts = [part for each in given if (part := _harmless_part(each))]
    return PurePosixPath(*parts[-1 - _DEEPEST :] or [_UNNAMED])


def _harmless_part(part: str) -> str:
    """One name, or "" where it only leads somewhere."""
    seen = "".join(character for character in part if _is_seen(character))
    kept = _FORBIDDEN.sub("_", seen).strip().rstrip(". ")
    if kept.startswith(".."):
        # What is left of a way out; with its dots the system would hide the file.
        kept = kept.lstrip(". ")
    if not kept.strip("."):
        return ""
    return _cut(f"_{kept}" if _RESERVED.fullmatch(kept) else kept)


def _is_seen(character: str) -> bool:
    """Whether a character is no control, no mark of direction and no half of another."""
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Zl", "Zp")


def _cut(part: str) -> str:
    """The name, without its middle where it is too long."""
    if len(part.encode()) <= _LONGEST:
        return part
    stem, dot, ending = part.rpartition(".")
    if not stem or len(ending) > len("xhtml"):
        stem, dot, ending = part, "", ""
    room = _LONGEST - len((dot + ending).encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(". ") + dot + ending
