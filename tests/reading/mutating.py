"""Damaged files: real ones of every format, with bytes, pieces or parts of them spoilt.

``mutate_for`` reads as many of them as there is time for; whatever a reader raises but
UnreadableFile comes out of it, with a note that says how to make the file again.
"""

import io
import re
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from random import Random
from typing import Final

import pytest

from searchapp.errors import UnreadableFile
from searchapp.reading import members, read_file
from searchapp.reading.containers import BROKEN_ZIP
from tests.conftest import SAMPLES, SHARED
from tests.reading import pdf_files
from tests.reading.ofd_files import ofd, typeset
from tests.reading.office_files import locked_word_header, ole

_TEXTS: Final = (
    "松栎镇2024年法治政府建设情况的报告",
    "受理矛盾纠纷126件。" * 40,
    "二、存在的不足",
)
#: Read by LibreOffice, which takes a second or two over each.
BY_OFFICE: Final = frozenset({".doc", ".wps", ".rtf", ".odt"})
#: The readers that would recognise the text of pages which a spoilt font has made senseless:
#: ten seconds a page. Damaged files are read as on a machine without recognition.
_RECOGNISING: Final = ("searchapp.reading.pdf", "searchapp.reading.picture")
#: No reader takes so many seconds over a file of this size, however it is spoilt.
SECONDS: Final = 60


@dataclass(frozen=True, slots=True)
class Seed:
    """A file that is whole: its ending and its content."""

    ending: str
    content: bytes


@cache
def seeds() -> tuple[Seed, ...]:
    """Whole files of every format; of LibreOffice's formats the real ones, where they are."""
    real = (*SAMPLES.glob("*2024*"), *(SHARED / "formats").glob("0*"))
    return (
        *(Seed(path.suffix, path.read_bytes()) for path in sorted(real)),
        Seed(".ofd", ofd(typeset(_TEXTS))),
        Seed(".pdf", pdf_files.pdf_of(*pdf_files.typeset(_TEXTS))),
        Seed(".mht", _mhtml()),
        Seed(".zip", _archive()),
        Seed(".doc", ole({"WordDocument": locked_word_header(), "1Table": b""})),
    )


def _mhtml() -> bytes:
    message = EmailMessage()
    message["MIME-Version"] = "1.0"
    page = f"<html><body>{''.join(f'<p>{text}</p>' for text in _TEXTS)}</body></html>"
    message.set_content(page, subtype="html", charset="utf-8")
    message.make_related()
    return message.as_bytes()


def _archive() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for at, text in enumerate(_TEXTS):
            archive.writestr(f"{at}年/报告.txt", text)
        archive.writestr("内.zip", b"PK\x05\x06" + b"\0" * 18)
    return file.getvalue()


def mutated(content: bytes, rng: Random) -> bytes:
    """The content, spoilt in one to three ways."""
    for _ in range(rng.randint(1, 3)):
        ways = _IN_ZIPS + _IN_BYTES if zipfile.is_zipfile(io.BytesIO(content)) else _IN_BYTES
        content = rng.choice(ways)(content, rng)
    return content


def _flip(content: bytes, rng: Random) -> bytes:
    spoilt = bytearray(content or b"\0")
    for _ in range(rng.randint(1, 12)):
        spoilt[rng.randrange(len(spoilt))] = rng.choice((0, 0xFF, 0x3C, rng.randrange(256)))
    return bytes(spoilt)


def _cut_off(content: bytes, rng: Random) -> bytes:
    return content[: rng.randint(0, len(content))]


def _cut_out(content: bytes, rng: Random) -> bytes:
    start, end = _span(content, rng)
    return content[:start] + content[end:]


def _double(content: bytes, rng: Random) -> bytes:
    start, end = _span(content, rng)
    return content[:end] + content[start:end] * rng.randint(1, 20) + content[end:]


def _fill_in(content: bytes, rng: Random) -> bytes:
    start, end = _span(content, rng)
    return content[:start] + rng.choice((b"\0", b"<", b"9", b"(")) * (end - start) + content[end:]


def _miscount(content: bytes, rng: Random) -> bytes:
    """Some of the numbers made others that nobody expects there."""
    odd = (b"0", b"-1", b"99999999999", b"1e9", b"nan", b"x", b"")
    share = rng.choice((0.01, 0.1))
    return re.sub(rb"\d+", lambda at: rng.choice(odd) if rng.random() < share else at[0], content)


def _span(content: bytes, rng: Random) -> tuple[int, int]:
    start = rng.randint(0, len(content))
    return start, min(len(content), start + rng.choice((1, 4, 100, 5000)))


_Mutation = Callable[[bytes, Random], bytes]
_IN_BYTES: Final[tuple[_Mutation, ...]] = (_flip, _cut_off, _cut_out, _double, _fill_in, _miscount)


def _parts(content: bytes) -> dict[str, bytes]:
    """The parts of a container that can still be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except (*BROKEN_ZIP, OSError):
        return {}


def _packed(parts: Mapping[str, bytes], rng: Random) -> bytes:
    file = io.BytesIO()
    method = rng.choices((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2), (8, 2, 1))
    with zipfile.ZipFile(file, "w", method[0]) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def _spoil_part(content: bytes, rng: Random) -> bytes:
    parts = _parts(content)
    if parts:
        name = rng.choice(sorted(parts))
        parts[name] = rng.choice(_IN_BYTES)(parts[name], rng)
    return _packed(parts, rng)


def _miscount_part(content: bytes, rng: Random) -> bytes:
    return _packed({name: _miscount(part, rng) for name, part in _parts(content).items()}, rng)


def _remove_part(content: bytes, rng: Random) -> bytes:
    parts = _parts(content)
    if parts:
        del parts[rng.choice(sorted(parts))]
    return _packed(parts, rng)


def _swap_parts(content: bytes, rng: Random) -> bytes:
    parts = _parts(content)
    if parts:
        one, other = rng.choices(sorted(parts), k=2)
        parts[one], parts[other] = parts[other], parts[one]
    return _packed(parts, rng)


def _nest(content: bytes, rng: Random) -> bytes:
    """An element of a part, a hundred or a thousand times inside itself."""
    parts = _parts(content)
    pages = [name for name, part in parts.items() if part.lstrip().startswith(b"<")]
    if pages:
        name = rng.choice(sorted(pages))
        at = parts[name].find(b"<", rng.randrange(len(parts[name])))
        tag = parts[name][at:].partition(b">")[0] + b">"
        parts[name] = parts[name][:at] + tag * rng.choice((100, 1000)) + parts[name][at:]
    return _packed(parts, rng)


_IN_ZIPS: Final[tuple[_Mutation, ...]] = (
    *(_spoil_part, _spoil_part, _spoil_part, _miscount_part),
    *(_remove_part, _swap_parts, _nest),
)


def read_spoilt(folder: Path, seed: Seed, rng: Random) -> str:
    """What became of one spoilt file: ``read`` or ``refused``, after its ending.

    AssertionError where it took too long, wrote somewhere, or was refused without a reason.
    """
    path = folder / f"报告{seed.ending}"
    path.write_bytes(mutated(seed.content, rng))
    begun = time.monotonic()
    try:
        with _without_recognition():
            outcome, said = "read", _said(path) or "空"
    except UnreadableFile as refused:
        outcome, said = "refused", refused.reason
    assert outcome == "read" or any("\u4e00" <= char <= "\u9fff" for char in said)
    assert time.monotonic() - begun < SECONDS
    assert [each.name for each in folder.iterdir()] == [path.name]
    path.unlink()
    return f"{seed.ending} {outcome}"


@contextmanager
def _without_recognition() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for reader in _RECOGNISING:
            patch.setattr(f"{reader}.can_recognise", lambda: False)
        yield


def _said(path: Path) -> str:
    if path.suffix != ".zip":
        return read_file(path).text
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "member"
        for member in members(path):
            assert not member.name.is_absolute()
            assert ".." not in member.name.parts
            if not member.problem:
                member.unpack(target)
        return "members"


def mutations(seed: int, *, by_office: bool) -> Iterator[tuple[Seed, Random]]:
    """Files and the chance by which each is to be spoilt, without end, the same for one seed."""
    rng = Random(seed)
    chosen = [each for each in seeds() if (each.ending in BY_OFFICE) is by_office]
    while True:
        one = rng.choice(chosen)
        yield one, Random(rng.getrandbits(64))


def mutate_for(seconds: float, seed: int) -> Counter[str]:
    """How often each outcome came of files spoilt by chance, in so many seconds.

    One in fifty goes to LibreOffice. Whatever is wrong comes out with a note of seed and number.
    """
    outcomes: Counter[str] = Counter()
    quick, slow = mutations(seed, by_office=False), mutations(seed, by_office=True)
    end = time.monotonic() + seconds
    number = 0
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < end:
            number += 1
            chosen, rng = next(slow if number % 50 == 0 else quick)
            try:
                outcomes[read_spoilt(Path(folder), chosen, rng)] += 1
            except BaseException as error:
                error.add_note(f"spoilt file {number} of seed {seed}, {chosen.ending}")
                raise
    return outcomes
