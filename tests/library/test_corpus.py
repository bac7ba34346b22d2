"""Which files count, and how one from elsewhere gets in."""

import hashlib
from pathlib import Path

from searchapp.library.corpus import copy_in, files_under, place_for
from tests.library.homes import Home, written


def test_what_systems_and_office_programs_leave_is_no_report(home: Home) -> None:
    """Hidden files, locks of open documents and thumbnails get no verdict; all else does."""
    for name in (".DS_Store", "~$松栎镇.docx", "Thumbs.db", "desktop.ini", ".git/config"):
        home.write(name, "x")
    wanted = [home.write(name, "x") for name in ("2023/松栎镇.txt", "松栎镇.wps", "说明.txt")]
    assert list(files_under([home.settings.corpus], home.settings)) == wanted


def test_the_home_is_not_taken_for_reports(home: Home) -> None:
    """Whoever names the home itself gets its reports, not its index, library or places."""
    report = home.write("松栎镇.txt", "x")
    written(home.settings.library, "x")
    written(home.settings.index / "manifest.json", "{}")
    assert list(files_under([home.path], home.settings)) == [report]


def test_a_path_that_is_not_there_is_given_out(home: Home, tmp_path: Path) -> None:
    """Somebody named it, and gets a verdict."""
    named = [tmp_path / "没有这个.txt", tmp_path / ("长" * 300)]
    assert list(files_under(named, home.settings)) == named


def test_a_name_that_is_taken_gets_a_number(home: Home) -> None:
    """Two different files of one name stand beside each other."""
    taken = home.write("报告.txt", "甲")
    home.write("报告-2.txt", "乙")
    assert place_for(sha256("丙"), taken).name == "报告-3.txt"


def test_a_copy_that_an_ended_intake_left_is_used(home: Home) -> None:
    """The same content is not copied a second time under the next number."""
    taken = home.write("报告.txt", "甲")
    home.write("报告-2.txt", "乙")
    assert place_for(sha256("乙"), taken).name == "报告-2.txt"


def test_a_copy_has_the_date_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    """The copy is the file, with its date, in place of what stood there."""
    source = written(tmp_path / "报告.txt", "新")
    target = written(tmp_path / "corpus" / "报告.txt", "旧")
    assert copy_in(source, target, sha256("新"))
    assert target.read_text("utf-8") == "新"
    assert target.stat().st_mtime_ns == source.stat().st_mtime_ns
    assert list(target.parent.iterdir()) == [target]


def test_a_source_that_changed_since_it_was_read_is_not_copied(tmp_path: Path) -> None:
    """What stands in the corpus is what was read, never something else."""
    source = written(tmp_path / "报告.txt", "更新")
    target = written(tmp_path / "corpus" / "报告.txt", "旧")
    assert not copy_in(source, target, sha256("新"))
    assert target.read_text("utf-8") == "旧"
    assert list(target.parent.iterdir()) == [target]


def sha256(text: str) -> str:
    """The hash of a file with this text."""
    return hashlib.sha256(text.encode()).hexdigest()
