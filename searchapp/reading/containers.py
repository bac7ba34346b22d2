"""Zip containers (.docx, .odt, .ofd), opened so that no file can harm whoever reads it."""

import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from lxml import etree

from searchapp.errors import Encrypted, UnreadableFile

#: A report's parts, unpacked, are never larger than this; a container that is, is not opened.
_MAX_UNPACKED: Final = 256 * 1024 * 1024
_MAX_PARTS: Final = 10_000
#: A tree of XML takes some hundred bytes of memory for each of these.
_MAX_TAGS: Final = 2_000_000
#: Ten thousand names fill a part of this. Python reads the directory of a zip at one go.
_MAX_DIRECTORY: Final = 8 * 1024 * 1024
_CHUNK: Final = 1024 * 1024
#: Other methods unpack to more, or ask for more memory, than they say.
METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
#: What the library raises over an archive that is broken.
BROKEN_ZIP: Final = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, KeyError, ValueError),
    *(NotImplementedError, RuntimeError),
)
#: The bit of a part's flags that says so.
ENCRYPTED: Final = 0x1


class WaryFile(io.BufferedReader):
    """A file of which nobody reads, at one go, more than the directory of an archive may have."""

    def read(self, size: int | None = -1) -> bytes:
        """Raises BadZipFile."""
        if size is not None and size > _MAX_DIRECTORY:
            raise zipfile.BadZipFile("the directory is absurdly large")
        return super().read(size)


class Container:
    """The parts of a zip file by name; ``what`` is the format's name in a reason."""

    def __init__(self, path: Path, content: bytes, what: str) -> None:
        """Raises Encrypted or UnreadableFile."""
        self._path, self._what = path, what
        try:
            self._archive = zipfile.ZipFile(WaryFile(io.BytesIO(content)))
        except BROKEN_ZIP as error:
            raise UnreadableFile(path, f"不是有效的 {what}（文件损坏或不完整）") from error
        parts = self._archive.infolist()
        if any(part.flag_bits & ENCRYPTED for part in parts):
            raise Encrypted(path)
        if len(parts) > _MAX_PARTS or sum(part.file_size for part in parts) > _MAX_UNPACKED:
            raise UnreadableFile(path, "文档解压后过大")
        # A name that stands twice means two things to two programs; Windows writes backslashes.
        self._parts = {part.filename.replace("\\", "/").lower(): part for part in parts}

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._parts

    def names(self) -> list[str]:
        """The parts' names in small letters, in the container's order."""
        return list(self._parts)

    def part(self, name: str) -> bytes:
        """The bytes of a part, whatever the case of its name. Raises UnreadableFile."""
        part = self._parts.get(_key(name))
        if part is None:
            raise UnreadableFile(self._path, f"{self._what}已损坏，缺少 {name}")
        if part.compress_type not in METHODS:
            raise UnreadableFile(self._path, f"{self._what}已损坏，{name} 的压缩方式无法识别")
        try:
            with self._archive.open(part) as packed:
                return b"".join(iter(lambda: packed.read(_CHUNK), b""))
        except BROKEN_ZIP as error:
            raise UnreadableFile(self._path, f"{self._what}已损坏，{name} 无法解开") from error

    def xml(self, name: str, renamed: Mapping[bytes, bytes] | None = None) -> etree._Element:
        """The root of an XML part, with names in place of others. Raises UnreadableFile."""
        content = self.part(name)
        for old, new in (renamed or {}).items():
            content = content.replace(old, new)
        try:
            return parsed(content)
        except BrokenXml as error:
            reason = f"{self._what}内部结构有误（{name} {error}）"
            raise UnreadableFile(self._path, reason) from error


class BrokenXml(ValueError):
    """XML that cannot be read, or should not be; its text says why, in Chinese."""


def parsed(content: bytes) -> etree._Element:
    """The root of XML that refers to nothing outside itself and defines nothing.

    Raises BrokenXml.
    """
    if content.count(b"<") > _MAX_TAGS:
        raise BrokenXml("元素过多")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except (etree.LxmlError, ValueError) as error:
        raise BrokenXml("不是有效的 XML") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise BrokenXml("含有实体定义或外部引用，为安全起见不读")
    return root


def _key(name: str) -> str:
    return name.removeprefix("/").lower()
