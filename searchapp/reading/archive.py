"""The files in a zip archive, under names that are safe to make paths of.

Archives from Windows name their files in GBK and do not say so. What would harm whoever unpacks
it is refused member by member, each with a reason in Chinese.
"""

import re
import shutil
import stat
import struct
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final

from searchapp.errors import Encrypted, UnreadableFile, why_not
from searchapp.reading.containers import BROKEN_ZIP, ENCRYPTED, METHODS, WaryFile
from searchapp.reading.files import MAX_BYTES, too_large
from searchapp.reading.sniffing import Kind, kind_of_zip

#: An archive has at most so many files, so many bytes unpacked, and archives in archives so deep.
MAX_MEMBERS, _MAX_UNPACKED, _MAX_DEPTH = 10_000, 8 * 1024**3, 3
#: A file that unpacks to so many times its size, and to so many bytes, is a bomb.
_BOMB_RATIO, _BOMB_SIZE = 300, 32 * 1024**2
#: A name of more folders than this, or longer in bytes than this, fits no disk.
_MAX_FOLDERS, _MAX_NAME = 20, 180
_UTF8_NAME: Final = 0x800
_UNICODE_PATH: Final = 0x7075
_LITTER: Final = {"thumbs.db", "desktop.ini", "__macosx"}
_HIDDEN: Final = (".", "~$")
_UNFIT: Final = re.compile(r'[\x00-\x1f\x7f<>:"|?*\u202a-\u202e\u2066-\u2069\ud800-\udfff]')
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.I)
_OUTSIDE: Final = re.compile(r"[/\\]|[A-Za-z]:|(?:.*[/\\])?\.\.(?:[/\\]|$)", re.S)
_CHUNK: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive, by its path in there, the folders of archives in archives included.

    ``problem`` says in Chinese why it cannot be taken out; "" where it can.
    """

    name: PurePosixPath
    size: int
    problem: str = ""
    _archive: zipfile.ZipFile | None = field(default=None, repr=False, compare=False)
    _entry: zipfile.ZipInfo | None = field(default=None, repr=False, compare=False)

    def unpack(self, target: Path) -> None:
        """Copy the file to a path, while its archive is gone through. Raises UnreadableFile."""
        if self.problem or self._archive is None or self._entry is None:
            raise UnreadableFile(target, self.problem)
        try:
            with self._archive.open(self._entry) as packed, target.open("wb") as file:
                shutil.copyfileobj(packed, file, _CHUNK)
        except (*BROKEN_ZIP, OSError) as error:
            target.unlink(missing_ok=True)
            why = why_not(error) if isinstance(error, OSError) else "压缩包中的这个文件已损坏"
            raise UnreadableFile(target, f"无法解开：{why}") from error


def is_archive(path: Path) -> bool:
    """Whether a file is a zip of files, and not a document that is a zip inside."""
    try:
        if not path.is_file() or path.suffix.lower() != ".zip":
            return False
        with path.open("rb", buffering=0) as file:
            return kind_of_zip(file) is Kind.ZIP
    except OSError:
        return False


def members(path: Path) -> Iterator[Member]:
    """The files in an archive that may be reports, those of archives in it too, in its order.

    Each can be unpacked until the next is asked for. Raises UnreadableFile or its kind Encrypted
    where the archive cannot be read at all.
    """
    yield from _Unpacking().members(path, PurePosixPath(), depth=1)


class _Unpacking:
    """One way through an archive and all that are in it."""

    def __init__(self) -> None:
        self._files: set[str] = set()
        self._folders: dict[str, PurePosixPath] = {}
        self._doubles: Counter[str] = Counter()
        self._count = 0
        self._unpacked = 0

    def members(self, path: Path, folder: PurePosixPath, *, depth: int) -> Iterator[Member]:
        """Raises UnreadableFile or its kind Encrypted."""
        with _opened(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.filename.endswith("/")]
            self._check(path, entries)
            for entry, written in zip(entries, _names(entries), strict=True):
                if _is_litter(written):
                    continue
                name = self._free(folder / _safe(written))
                problem = _problem(entry, written)
                member = Member(name, entry.file_size, problem, archive, entry)
                if problem or not _may_be_archive(name):
                    yield member
                else:
                    yield from self._inner(member, depth)

    def _check(self, path: Path, entries: Sequence[zipfile.ZipInfo]) -> None:
        """Raises UnreadableFile where the archive, with those around it, has too much in it."""
        self._count += len(entries)
        self._unpacked += sum(entry.file_size for entry in entries)
        if self._count > MAX_MEMBERS:
            raise UnreadableFile(path, f"压缩包里的文件超过 {MAX_MEMBERS} 个，请分成几个再收入")
        if self._unpacked > _MAX_UNPACKED:
            raise UnreadableFile(path, "压缩包解压后过大，请分成几个再收入")
        if sum(entry.compress_size for entry in entries) > path.stat().st_size:
            raise UnreadableFile(path, "压缩包结构异常（疑似压缩炸弹），已拒绝")
        if entries and all(entry.flag_bits & ENCRYPTED for entry in entries):
            raise Encrypted(path, "压缩包")

    def _inner(self, packed: Member, depth: int) -> Iterator[Member]:
        """The files of an archive in an archive, in a folder of its name."""
        if depth >= _MAX_DEPTH:
            yield Member(packed.name, packed.size, f"压缩包套了超过 {_MAX_DEPTH} 层，请先解压")
            return
        with tempfile.TemporaryDirectory(prefix="searchapp-zip-") as folder:
            inner = Path(folder) / "inner.zip"
            try:
                packed.unpack(inner)
                if is_archive(inner):
                    yield from self.members(inner, packed.name.with_suffix(""), depth=depth + 1)
                else:
                    yield packed
            except UnreadableFile as error:
                yield Member(packed.name, packed.size, error.reason)

    def _free(self, name: PurePosixPath) -> PurePosixPath:
        """The name, or the first free one beside it; a folder must not have a file's either."""
        folder = PurePosixPath()
        for part in name.parts[:-1]:
            written = _bare(folder / part)
            if written not in self._folders:
                own = self._first_free(folder / part, self._files)
                self._folders |= {written: own, _bare(own): own}
            folder = self._folders[written]
        free = self._first_free(folder / name.name, self._files, self._folders)
        self._files.add(_bare(free))
        return free

    def _first_free(self, name: PurePosixPath, *taken: Container[str]) -> PurePosixPath:
        free, bare = name, _bare(name)
        while any(_bare(free) in names for names in taken):
            # Ten thousand files of one name are counted on, not each from the first again.
            self._doubles[bare] += 1
            free = name.with_name(f"{name.stem}-{self._doubles[bare] + 1}{name.suffix}")
        return free


def _bare(name: PurePosixPath) -> str:
    """A name as Windows knows it, to which case is no difference."""
    return str(name).casefold()


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with WaryFile(path.open("rb", buffering=0)) as file, zipfile.ZipFile(file) as archive:
            yield archive
    except BROKEN_ZIP as error:
        raise UnreadableFile(path, "不是有效的压缩包（文件损坏或不完整）") from error
    except OSError as error:
        raise UnreadableFile(path, f"无法打开压缩包：{why_not(error)}") from error


def _names(entries: Sequence[zipfile.ZipInfo]) -> list[str]:
    """The names as they were meant: in UTF-8 where that is said or fits them all, else in GBK."""
    raw = [_raw_name(entry) for entry in entries]
    silent = [name for entry, name in zip(entries, raw, strict=True) if not _says_utf8(entry)]
    encoding = "utf-8" if all(map(_is_utf8, silent)) else "gb18030"
    return [
        _unicode_path(entry, name)
        or name.decode("utf-8" if _says_utf8(entry) else encoding, "replace")
        for entry, name in zip(entries, raw, strict=True)
    ]


def _says_utf8(entry: zipfile.ZipInfo) -> bool:
    return bool(entry.flag_bits & _UTF8_NAME)


def _raw_name(entry: zipfile.ZipInfo) -> bytes:
    """The bytes of the name; the library has read them as cp437, which has all 256."""
    return entry.orig_filename.encode("utf-8" if _says_utf8(entry) else "cp437")


def _is_utf8(name: bytes) -> bool:
    try:
        name.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _unicode_path(entry: zipfile.ZipInfo, raw: bytes) -> str:
    """The name in UTF-8 that some programs add; "" where there is none, or it is of another."""
    extra = entry.extra
    while len(extra) >= 4:
        tag, size = struct.unpack_from("<HH", extra)
        value = extra[4 : 4 + size]
        if tag == _UNICODE_PATH and len(value) > 5:
            (checksum,) = struct.unpack_from("<L", value, 1)
            return value[5:].decode("utf-8", "replace") if checksum == zlib.crc32(raw) else ""
        extra = extra[4 + size :]
    return ""


def _is_litter(written: str) -> bool:
    """Whether a name is one that systems and office programs leave beside documents."""
    parts = [part for part in re.split(r"[/\\]", written) if part not in ("", ".", "..")]
    return any(part.lower() in _LITTER or part.startswith(_HIDDEN) for part in parts)


def _safe(written: str) -> PurePosixPath:
    """A relative path that every system takes, as like the name as can be."""
    parts = [part for part in re.split(r"[/\\]", written) if part not in ("", ".", "..")]
    return PurePosixPath(*[_safe_part(part) for part in parts[-_MAX_FOLDERS:]] or ["_"])


def _safe_part(part: str) -> str:
    fit = _UNFIT.sub("_", part).rstrip(". ") or "_"
    stem, dot, ending = fit.rpartition(".")
    if len(fit.encode()) > _MAX_NAME:
        kept = (stem if 0 < len(ending) <= 5 else fit).encode()[: _MAX_NAME - 6]
        fit = kept.decode("utf-8", "ignore") + (dot + ending if 0 < len(ending) <= 5 else "")
    return f"_{fit}" if _RESERVED.match(fit) else fit


def _problem(entry: zipfile.ZipInfo, written: str) -> str:
    """Why a file is not taken out, in Chinese; "" where it is."""
    kind = stat.S_IFMT(entry.external_attr >> 16)
    problems = (
        (_OUTSIDE.match(written), "文件名指向压缩包之外，已拒绝"),
        (len(re.split(r"[/\\]", written)) > _MAX_FOLDERS, "文件夹嵌套过深，请先解压再收入"),
        (kind not in (0, stat.S_IFREG), "是链接或设备，不是文件，已拒绝"),
        (entry.flag_bits & ENCRYPTED, "有密码，请先解压再收入"),
        (entry.compress_type not in METHODS, "压缩方式不支持，请先解压再收入"),
        (_is_bomb(entry), "解压后大得不合常理（疑似压缩炸弹），已拒绝"),
        (
            entry.file_size > MAX_BYTES and not _may_be_archive(PurePosixPath(written)),
            too_large(entry.file_size),
        ),
    )
    return next((problem for is_so, problem in problems if is_so), "")


def _may_be_archive(name: PurePosixPath) -> bool:
    return name.suffix.lower() == ".zip"


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    ratio = entry.file_size / max(entry.compress_size, 1)
    return entry.file_size > _BOMB_SIZE and ratio > _BOMB_RATIO
