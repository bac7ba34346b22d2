"""Files come out of an archive under safe names, and what is unsafe says why it does not."""

import io
import random
import stat
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from searchapp.errors import Encrypted, UnreadableFile
from searchapp.reading import Member, is_archive, members
from searchapp.reading import archive as archives
from tests.reading.word_files import content_of, word_document

_UTF8 = 0x800


def entry(name: str, **more: int) -> zipfile.ZipInfo:
    """An entry of exactly this name; the library would tidy it up."""
    info = zipfile.ZipInfo("x")
    info.filename = name
    for field, value in more.items():
        setattr(info, field, value)
    return info


class _AsWritten(zipfile.ZipInfo):
    """An entry whose name is those bytes, without a word on their encoding."""

    raw: bytes

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802
        return self.raw, self.flag_bits & ~_UTF8


def raw_entry(raw: bytes) -> zipfile.ZipInfo:
    """An entry with this name as Windows writes one."""
    info = _AsWritten(raw.hex())
    info.raw = raw
    return info


def zipped(path: Path, *entries: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    """An archive of these files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return path


def bytes_of(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    """The bytes of an archive of these files."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return file.getvalue()


def names(found: Iterable[Member]) -> list[str]:
    """The paths of members."""
    return [str(member.name) for member in found]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_of_any_program_are_read(tmp_path: Path, encoding: str) -> None:
    """Windows writes GBK and other systems UTF-8 without saying so."""
    wanted = ["2024年/松栎镇报告.docx", "联通.txt", "镕.txt"]
    file = zipped(
        tmp_path / "a.zip", *((raw_entry(name.encode(encoding)), b"x") for name in wanted)
    )
    assert names(members(file)) == wanted


def test_a_name_that_is_said_to_be_in_utf8_is(tmp_path: Path) -> None:
    """An archive may have names of both sorts."""
    file = zipped(
        tmp_path / "a.zip", ("松栎镇.txt", b"x"), (raw_entry("云坪乡.txt".encode("gbk")), b"x")
    )
    assert names(members(file)) == ["松栎镇.txt", "云坪乡.txt"]


def test_the_name_that_is_added_in_unicode_counts(tmp_path: Path) -> None:
    """It belongs to the name whose checksum it has; another is passed over."""
    raw = b"sly.txt"
    for checksum, wanted in ((zlib.crc32(raw), "松栎镇.txt"), (1, "sly.txt")):
        info = zipfile.ZipInfo("sly.txt")
        value = struct.pack("<BL", 1, checksum) + "松栎镇.txt".encode()
        info.extra = (
            struct.pack("<HH", 0x9999, 2) + b"ab" + struct.pack("<HH", 0x7075, len(value)) + value
        )
        assert names(members(zipped(tmp_path / "a.zip", (info, b"x")))) == [wanted]


def test_a_member_is_unpacked_as_it_was(tmp_path: Path) -> None:
    """Its bytes go to where the caller says."""
    file = zipped(tmp_path / "a.zip", ("甲/乙.txt", "松栎镇".encode()))
    for member in members(file):
        member.unpack(tmp_path / "out.txt")
        assert (member.size, member.problem) == (9, "")
    assert (tmp_path / "out.txt").read_text("utf-8") == "松栎镇"


def test_litter_and_folders_are_passed_over(tmp_path: Path) -> None:
    """What systems and programs leave is no file that people gave."""
    litter = ("__MACOSX/._a.txt", ".DS_Store", "甲/Thumbs.db", "甲/~$乙.docx", "甲/", ".git/x")
    file = zipped(tmp_path / "a.zip", *((name, b"") for name in litter), ("甲/乙.txt", b"x"))
    assert names(members(file)) == ["甲/乙.txt"]


@pytest.mark.parametrize(
    "name",
    [
        "../甲.txt",
        "甲/../../乙.txt",
        "/etc/passwd",
        "C:\\甲.txt",
        "c:甲.txt",
        "..\\甲.txt",
        "\\\\h\\a",
    ],
)
def test_a_name_that_leads_outside_is_refused(tmp_path: Path, name: str) -> None:
    """It gets a verdict under a name that leads nowhere, and is not unpacked."""
    (member,) = members(zipped(tmp_path / "a.zip", (entry(name), b"x")))
    assert "指向压缩包之外" in member.problem
    with pytest.raises(UnreadableFile):
        member.unpack(tmp_path / "out.txt")
    assert not (tmp_path / "out.txt").exists()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("甲\\乙.txt", "甲/乙.txt"),
        ("甲//./乙.txt", "甲/乙.txt"),
        ("报告:2024?.txt", "报告_2024_.txt"),
        ("报\x07告\u202e.txt", "报_告_.txt"),
        ("CON.txt", "_CON.txt"),
        ("甲 /乙. ", "甲/乙"),
        ("长" * 100 + ".docx", "长" * 58 + ".docx"),
    ],
)
def test_a_name_is_made_fit_for_every_system(tmp_path: Path, name: str, safe: str) -> None:
    """What Windows would refuse is replaced, what is too long is cut before its ending."""
    assert names(members(zipped(tmp_path / "a.zip", (entry(name), b"x")))) == [safe]


@pytest.mark.property
@settings(max_examples=80)
@example(name="\x00")
@example(name="/0")
@given(name=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300))
def test_whatever_the_name_the_path_is_safe(tmp_path: Path, name: str) -> None:
    """It is relative, stays below, and a file of it can be made."""
    for member in members(zipped(tmp_path / "a.zip", (entry(name), b"x"))):
        assert not member.name.is_absolute()
        assert ".." not in member.name.parts
        with tempfile.TemporaryDirectory(dir=tmp_path) as out:
            target = Path(out) / member.name
            target.parent.mkdir(parents=True, exist_ok=True)
            if not member.problem:
                member.unpack(target)
            assert target.resolve().is_relative_to(Path(out).resolve())


def test_no_two_members_have_one_name(tmp_path: Path) -> None:
    """Also where only case, or what was replaced, made them differ."""
    entries = [(entry(name), b"x") for name in ("甲.txt", "A.txt", "a.TXT", "a?.txt", "a:.txt")]
    with pytest.warns(UserWarning, match="Duplicate name"):
        file = zipped(tmp_path / "a.zip", *entries, (entry("甲.txt"), b"y"))
    assert names(members(file)) == [
        *("甲.txt", "A.txt", "a-2.TXT", "a_.txt", "a_-2.txt", "甲-2.txt"),
    ]


@pytest.mark.parametrize("order", [1, -1])
def test_a_folder_and_a_file_of_one_name_stand_side_by_side(tmp_path: Path, order: int) -> None:
    """No disk has both under it, whichever comes first."""
    entries = [(entry(name), name.encode()) for name in ("甲", "甲/乙.txt", "甲/丙.txt")]
    entries = [*entries[::order], (entry("甲-2"), b"x")]
    found = {}
    for member in members(zipped(tmp_path / "a.zip", *entries)):
        target = tmp_path / "out" / member.name
        target.parent.mkdir(parents=True, exist_ok=True)
        member.unpack(target)
        found[str(member.name)] = target.read_text("utf-8")
    folder, file = ("甲-2", "甲") if order == 1 else ("甲", "甲-2")
    assert found == {
        file: "甲",
        f"{folder}/乙.txt": "甲/乙.txt",
        f"{folder}/丙.txt": "甲/丙.txt",
        "甲-2-2": "x",
    }


def test_archives_in_archives_become_folders(tmp_path: Path) -> None:
    """To a depth that people use; a document in disguise stays a document."""
    docx = content_of(word_document("松栎镇"))
    third = bytes_of(("丁.txt", b"4"), ("戊.zip", bytes_of(("己.txt", b"6"))))
    second = bytes_of((raw_entry("丙.txt".encode("gbk")), b"3"), ("三.zip", third))
    file = zipped(
        tmp_path / "a.zip", ("一/二.zip", second), ("文档.zip", docx), ("坏.zip", b"PK\x03\x04")
    )
    found = []
    for member in members(file):
        if not member.problem:
            member.unpack(tmp_path / "out")
        found.append((str(member.name), member.problem or (tmp_path / "out").read_bytes()))
    assert found == [
        ("一/二/丙.txt", b"3"),
        ("一/二/三/丁.txt", b"4"),
        ("一/二/三/戊.zip", "压缩包套了超过 3 层，请先解压"),
        ("文档.zip", docx),
        ("坏.zip", "不是有效的压缩包（文件损坏或不完整）"),
    ]


def test_a_member_may_be_refused_by_itself(tmp_path: Path) -> None:
    """A link, a method of packing that nobody uses, a bomb: the others are taken out."""
    link = entry("链接.txt", external_attr=(stat.S_IFLNK | 0o777) << 16)
    odd = entry("少见.txt", compress_type=zipfile.ZIP_LZMA)
    file = tmp_path / "a.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(link, b"/etc/passwd")
        archive.writestr(odd, b"x", zipfile.ZIP_LZMA)
        with archive.open(entry("炸弹.txt", compress_type=zipfile.ZIP_DEFLATED), "w") as bomb:
            for _ in range(33):
                bomb.write(b"\0" * 2**20)
        archive.writestr("好.txt", b"x")
    told = {str(member.name): member.problem for member in members(file)}
    assert "链接" in told["链接.txt"]
    assert "压缩方式" in told["少见.txt"]
    assert "炸弹" in told["炸弹.txt"]
    assert told["好.txt"] == ""


def test_a_member_too_large_to_be_read_is_not_unpacked(tmp_path: Path) -> None:
    """It gets the verdict that it would get as a file, without filling the disk first."""
    file = tmp_path / "a.zip"
    film = random.Random(1).randbytes(2**20)
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(entry("影片.txt", compress_type=zipfile.ZIP_STORED), "w") as packed,
    ):
        for _ in range(65):
            packed.write(film)
    (member,) = members(file)
    assert member.problem == "文件过大（65 MB）"


def _locked(content: bytes, count: int) -> bytes:
    """The archive with the flag of encryption on the first entries of its directory."""
    locked, at = bytearray(content), -1
    for _ in range(count):
        at = locked.find(b"PK\x01\x02", at + 1)
        locked[at + 8] |= 1
    return bytes(locked)


def test_a_password_is_told(tmp_path: Path) -> None:
    """Of one member, or of the archive where all have it."""
    content, file = bytes_of(("甲.txt", b"x"), ("乙.txt", b"x")), tmp_path / "a.zip"
    file.write_bytes(_locked(content, 1))
    assert [member.problem for member in members(file)] == ["有密码，请先解压再收入", ""]
    file.write_bytes(_locked(content, 2))
    with pytest.raises(Encrypted, match="压缩包有密码"):
        list(members(file))


def test_an_archive_without_end_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the number of its files, those of inner archives too, and by what they unpack to."""
    inner = bytes_of(*((f"{at}.txt", b"12345") for at in range(9)))
    file = zipped(tmp_path / "a.zip", ("甲.zip", inner), ("乙.zip", inner))
    monkeypatch.setattr(archives, "MAX_MEMBERS", 12)
    assert [member.problem[:10] for member in members(file)] == [
        *[""] * 9,
        "压缩包里的文件超过 12"[:10],
    ]
    monkeypatch.setattr(archives, "MAX_MEMBERS", 5)
    with pytest.raises(UnreadableFile, match="超过 5 个"):
        list(members(zipped(tmp_path / "b.zip", *((f"{at}", b"") for at in range(6)))))
    monkeypatch.setattr(archives, "_MAX_UNPACKED", 100)
    with pytest.raises(UnreadableFile, match="过大"):
        list(members(zipped(tmp_path / "c.zip", ("甲", b"1" * 101))))


def test_members_that_share_their_bytes_are_a_bomb(tmp_path: Path) -> None:
    """Entries of the directory may all lead to the same packed bytes."""
    content = bytearray(bytes_of(("a.txt", bytes(range(256)) * 8), ("b.txt", b"")))
    second = content.rindex(b"PK\x01\x02")
    struct.pack_into("<L", content, second + 20, 10_000)
    (tmp_path / "a.zip").write_bytes(content)
    with pytest.raises(UnreadableFile, match="疑似压缩炸弹"):
        list(members(tmp_path / "a.zip"))


def test_a_member_that_is_damaged_leaves_nothing(tmp_path: Path) -> None:
    """Half a file is not shown as if it were whole."""
    content = bytearray(bytes_of(("甲.txt", b"123456789" * 99), ("乙.txt", b"x")))
    content[50] ^= 0xFF
    (tmp_path / "a.zip").write_bytes(content)
    damaged, _ = list(members(tmp_path / "a.zip"))
    for member in members(tmp_path / "a.zip"):
        if member.name == damaged.name:
            with pytest.raises(UnreadableFile, match="已损坏"):
                member.unpack(tmp_path / "out.txt")
            assert not (tmp_path / "out.txt").exists()


@pytest.mark.parametrize(
    "content",
    [b"", b"no zip", bytes_of(("a", b"x"))[:-9]],
    ids=["nothing", "no zip", "cut off"],
)
def test_what_is_no_archive_says_so(tmp_path: Path, content: bytes) -> None:
    """A cut-off archive has no directory."""
    (tmp_path / "a.zip").write_bytes(content)
    with pytest.raises(UnreadableFile, match="不是有效的压缩包"):
        list(members(tmp_path / "a.zip"))


def test_an_archive_is_told_from_a_document(tmp_path: Path) -> None:
    """A .docx is a zip inside; a folder and a file that is not there are neither."""
    docx = tmp_path / "文档.zip"
    docx.write_bytes(content_of(word_document("松栎镇")))
    (tmp_path / "夹.zip").mkdir()
    assert is_archive(zipped(tmp_path / "a.ZIP", ("a", b"")))
    assert not any(map(is_archive, (docx, tmp_path / "夹.zip", tmp_path / "无.zip")))


def test_a_member_stands_under_its_path() -> None:
    """A member that is only told of has a path and a reason."""
    member = Member(PurePosixPath("甲/乙.txt"), 3, "有密码")
    with pytest.raises(UnreadableFile, match="有密码"):
        member.unpack(Path("out"))
