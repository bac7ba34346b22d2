"""Whatever name a file is handed in under, it becomes a file here, and nowhere else."""

import unicodedata
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.library.handed import harmless


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("松栎镇2024年度法治政府建设情况报告.docx", "松栎镇2024年度法治政府建设情况报告.docx"),
        ("青禾县/松栎镇/报告（定稿）.pdf", "青禾县/松栎镇/报告（定稿）.pdf"),
        (r"C:\共享\青禾县\报告.doc", "C_/共享/青禾县/报告.doc"),
        ("../../etc/passwd", "etc/passwd"),
        (r"..\..\corpus\places.tsv", "corpus/places.tsv"),
        ("/绝对/路径.txt", "绝对/路径.txt"),
        ("a\0b\n\r\u202e.txt", "ab.txt"),
        ("....出去.txt", "出去.txt"),
        (".DS_Store", ".DS_Store"),
        # A rare character that this Python does not know yet, and one that an office made itself.
        ("\U00031350村\ue000.txt", "\U00031350村\ue000.txt"),
        ("con", "_con"),
        ("Aux.docx", "_Aux.docx"),
        ("问号?星号*.txt", "问号_星号_.txt"),
        ("末尾的点. .", "末尾的点"),
        ("一/二/三/四/五/六/七.txt", "三/四/五/六/七.txt"),
        ("", "未命名"),
        ("../..", "未命名"),
        ("\udc80.txt", ".txt"),
    ],
)
def test_what_people_call_a_file_stays_and_what_harms_goes(name: str, kept: str) -> None:
    """Chinese names and the folders around a file stay: they are evidence."""
    assert harmless(name) == PurePosixPath(kept)


@pytest.mark.parametrize("length", [60, 61, 500, 5000])
def test_a_name_that_is_too_long_keeps_its_beginning_and_its_ending(length: int) -> None:
    """So that it is still known what it is, and can still be read."""
    kept = harmless("镇" * length + ".docx").name
    assert kept.startswith("镇" * 50)
    assert kept.endswith(".docx")
    assert len(kept.encode()) <= 180


@pytest.mark.property
@given(name=st.text(max_size=400) | st.text(alphabet="./\\:. \0\u202e镇a~", max_size=400))
def test_any_name_is_a_file_below_the_folder(name: str, tmp_path: Path) -> None:
    """It can be written, stays in its folder, and is as harmless the second time."""
    kept = harmless(name)
    target = tmp_path / kept
    assert target.resolve().is_relative_to(tmp_path.resolve())
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.is_dir():
        target.write_text("x")
        target.unlink()
    assert harmless(str(kept)) == kept
    assert not any(unicodedata.category(each) in ("Cc", "Cf") for each in str(kept))
