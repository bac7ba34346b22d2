"""Running LibreOffice: found by itself, in a folder and with a profile of its own.

The profile forbids macros, links and the network; folder and profile are gone afterwards, and so
is everything that was started, also where it had to be ended.
"""

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Final

from searchapp.errors import NeedsProgram, UnreadableFile, why_not

#: A report takes a second or two.
SECONDS: Final = 90
_NAMES: Final = ("soffice.com", "soffice", "libreoffice")
#: Where installers put it, for those who do not have it on their path.
PLACES: Final = (
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/opt/libreoffice*/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)
_REMEDY: Final = (
    "统信、麒麟、Debian 可执行 apt-get install libreoffice-writer-nogui；"
    "Windows 等可从 https://zh-cn.libreoffice.org 下载离线安装包；"
    "或者在 WPS、Word 中另存为 .docx 再收入"
)
_UNOPENED: Final = (
    "LibreOffice 无法打开，文件可能已损坏；若能用 WPS 或 Word 打开，请另存为 .docx 再收入"
)
_OPTIONS: Final = (
    *("--headless", "--invisible", "--nologo", "--nodefault", "--norestore", "--nolockcheck"),
    *("--convert-to", "docx", "--outdir"),
)
#: No macro, no link to another file or host, no look for a newer version, no Java.
_PROFILE: Final = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Writer/Content/Update", "Link", "0"),
    ("Java/VirtualMachine", "Enable", "false"),
    ("Jobs/Jobs/org.openoffice.Office.Jobs:Job['UpdateCheck']/Arguments", "AutoCheckEnabled",
     "false"),
)  # fmt: skip
#: All the network there is: a proxy at a port where nobody listens.
_NETWORK: Final = (
    *(("ooInetProxyType", "2"), ("ooInetNoProxy", "")),
    *((f"ooInet{scheme}ProxyName", "127.0.0.1") for scheme in ("HTTP", "HTTPS")),
    *((f"ooInet{scheme}ProxyPort", "9") for scheme in ("HTTP", "HTTPS")),
)
#: Whoever kills this program leaves LibreOffice alone: seconds of work, kilobytes of memory, and
#: blocks of a file, at which the system ends it. A limit that a system lacks is passed over.
_LIMITED: Final = (
    'for limit in "-t 180" "-v 4000000" "-f 1000000"; do ulimit $limit 2>/dev/null; done; '
    'exec "$@"'
)
_PREFIX: Final = "searchapp-office-"
_STALE: Final = 3600


@cache
def office_program() -> Path | None:
    """Where LibreOffice is, or None."""
    on_path = (shutil.which(name) for name in _NAMES)
    installed = (place for places in PLACES for place in sorted(_matching(places), reverse=True))
    return next((Path(found) for found in (*on_path, *installed) if found), None)


@cache
def office_version() -> str:
    """Which LibreOffice there is, like ``LibreOffice 7.4``; "" where there is none."""
    program = office_program()
    if program is None:
        return ""
    folder = program.resolve().parent
    for place in ("bootstraprc", "bootstrap.ini", "../Resources/bootstraprc"):
        with suppress(OSError):
            said = (folder / place).read_text("utf-8", "replace")
            if found := re.search(r"^ProductKey=(.+)$", said, re.M):
                return found[1].strip()
    return str(program)


def _matching(pattern: str) -> list[str]:
    """The files that a pattern of an absolute path leads to; none of another system's."""
    path = Path(pattern)
    if not path.is_absolute():
        return []
    return [str(found) for found in Path(path.anchor).glob(str(path.relative_to(path.anchor)))]


def as_docx(path: Path, content: bytes, ending: str) -> bytes:
    """A document of that ending as a .docx. Raises UnreadableFile or its kind NeedsProgram."""
    program = office_program()
    if program is None:
        raise NeedsProgram(path, "LibreOffice", _REMEDY)
    try:
        with own_folder() as folder:
            converted = _converted(program, folder, content, ending)
    except subprocess.TimeoutExpired as error:
        reason = f"LibreOffice 在 {SECONDS} 秒内没有读完，文件可能已损坏"
        raise UnreadableFile(path, reason) from error
    except OSError as error:
        raise UnreadableFile(path, f"无法运行 LibreOffice：{why_not(error)}") from error
    if converted is None:
        raise UnreadableFile(path, _UNOPENED)
    return converted


@contextmanager
def own_folder() -> Iterator[Path]:
    """A folder that is gone afterwards, and with it those of runs that were killed long ago."""
    _sweep(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as folder:
        yield Path(folder).resolve()


@cache
def _sweep(folder: Path) -> None:
    for left in folder.glob(f"{_PREFIX}*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _STALE:
                shutil.rmtree(left, ignore_errors=True)


def _converted(program: Path, folder: Path, content: bytes, ending: str) -> bytes | None:
    """The content as a .docx, or None where LibreOffice cannot open it.

    Raises OSError or TimeoutExpired.
    """
    source, profile, out = folder / f"report{ending}", folder / "profile", folder / "out"
    source.write_bytes(content)
    _write_profile(profile)
    called = [str(program), f"-env:UserInstallation={profile.as_uri()}"]
    try:
        run_in(folder, [*called, *_OPTIONS, str(out), str(source)], seconds=SECONDS)
    finally:
        _pipe_of(profile).unlink(missing_ok=True)
    target = out / "report.docx"
    return target.read_bytes() if target.is_file() else None


def _write_profile(profile: Path) -> None:
    settings = (
        *((f"org.openoffice.Office.{place}", *value) for place, *value in _PROFILE),
        *(("org.openoffice.Inet/Settings", *value) for value in _NETWORK),
    )
    written = "".join(
        f'<item oor:path="/{place}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for place, name, value in settings
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{written}</oor:items>',
        "utf-8",
    )


def run_in(folder: Path, command: list[str], *, seconds: float) -> None:
    """Run a command to its end or that of its time: nothing that it started outlives this call.

    Raises OSError or TimeoutExpired.
    """
    limited = ["/bin/sh", "-c", _LIMITED, "sh"] if os.name == "posix" else []
    own = {name: str(folder) for name in ("HOME", "TMPDIR", "TEMP", "TMP")}
    nothing = subprocess.DEVNULL
    with subprocess.Popen(  # noqa: S603 - the program that was found, and names of our own
        [*limited, *command], cwd=folder, env={**os.environ, **own, "MALLOC_ARENA_MAX": "4"},
        stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True,
    ) as running:  # fmt: skip
        try:
            running.wait(seconds)
        finally:
            _end(running.pid)


def _end(pid: int) -> None:
    """End a process and all that it started."""
    if sys.platform == "win32":
        taskkill = Path(os.environ["SYSTEMROOT"]) / "System32" / "taskkill.exe"
        subprocess.run([taskkill, "/F", "/T", "/PID", str(pid)], capture_output=True, check=False)  # noqa: S603
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)


def _pipe_of(profile: Path) -> Path:
    """The socket by which LibreOffice knows a second start; one that is killed leaves it."""
    digest = hashlib.md5(profile.as_uri().encode("utf-16-le"), usedforsecurity=False).digest()
    name = "".join(f"{byte:x}" for byte in digest)
    user = os.getuid() if sys.platform != "win32" else 0
    return Path("/tmp") / f"OSL_PIPE_{user}_SingleOfficeIPC_{name}"  # noqa: S108 - its place
