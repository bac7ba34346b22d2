"""The files in an archive arrive like files from elsewhere, in a folder of the archive's name."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from searchapp.errors import UnreadableFile, why_not
from searchapp.library.arrivals import Arrival
from searchapp.library.verdicts import Outcome, Verdict
from searchapp.reading import Member, members

#: An archive unpacks to no more than this; a member of it that is larger is no report anyway.
_MOST_BYTES: Final = 4 << 30


def unpacked(archive: Arrival, folder: Path) -> Iterator[Arrival | Verdict]:
    """Each file in an archive, copied into the folder; or the verdict on one that cannot be.

    Raises UnreadableFile for an archive that cannot be read at all.
    """
    left = _MOST_BYTES
    for number, member in enumerate(members(archive.file)):
        # The name comes from the archive: on the disk it is but a number and its ending.
        target = folder / f"{number}{member.name.suffix}"
        problem = member.problem or ("" if member.size <= left else "压缩包展开后过大，没有再展开")
        problem = problem or _unpack(member, target)
        if problem:
            yield Verdict(f"{archive.shown}/{member.name}", Outcome.FAILED, why=problem)
        else:
            left -= member.size
            yield _arrival(archive, member.name, target)


def _unpack(member: Member, target: Path) -> str:
    """Copy a file out of an archive; why that did not succeed, or ""."""
    try:
        member.unpack(target)
    except UnreadableFile as error:
        return error.reason
    except OSError as error:
        return f"无法展开：{why_not(error)}"
    return ""


def _arrival(archive: Arrival, name: PurePosixPath, file: Path) -> Arrival:
    wanted = PurePosixPath(archive.wanted).with_suffix("") / name
    # A home may be moved: what lies in an archive of its corpus is known from there.
    here = f"corpus/{archive.inside}" if archive.inside else archive.origin
    return Arrival(
        file,
        known_as=archive.known_as / name,
        shown=f"{archive.shown}/{name}",
        inside=None,
        wanted=wanted.as_posix(),
        origin=f"{here}/{name}",
        by_name=archive.by_name,
    )
