"""A report says the same in every format: its passages are those of the plain text.

What a format lacks is listed beside it, and why.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import pytest

from searchapp.parsing import Gazetteer, parse
from searchapp.reading import read_file
from searchapp.reading.libreoffice import office_program
from tests.conftest import SAMPLES, SHARED
from tests.reading.ofd_files import ofd, typeset
from tests.reading.office_files import converted

needs_office = pytest.mark.skipif(office_program() is None, reason="LibreOffice is not here")

REAL = sorted((SHARED / "formats").glob("0*")) or [SHARED / "formats" / "missing.docx"]
#: Read by LibreOffice.
OFFICE: Final = {".doc", ".wps", ".rtf", ".odt"}
#: What is printed on the pages of a file and is no text of the report, told by a warning.
FURNITURE: Final[Mapping[str, str]] = {
    "003_paged.pdf": "页眉页脚 1 种未收入",
}
#: One sample has tables and a tracked change, the other automatic numbers.
TABLES, NUMBERS = (
    "汀兰镇关于2024年度法治政府建设工作的报告",
    "砚桥街道办事处2024年法治政府建设情况报告0114",
)


def passages(path: Path, gazetteer: Gazetteer) -> list[str]:
    """The texts of a file's passages."""
    return [passage.text for passage in parse(read_file(path), gazetteer).passages]


def _cases() -> Iterable[object]:
    for path in REAL:
        marks = [needs_office] if path.suffix in OFFICE else []
        yield pytest.param(path, id=path.name, marks=marks)


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("path", list(_cases()))
def test_a_real_file_has_the_passages_of_its_text(path: Path, gazetteer: Gazetteer) -> None:
    """In each format of the real reports nothing is lost, doubled, cut or joined.

    Pages print furniture between them, which is dropped and told; nothing else differs.
    """
    text = next((SHARED / "corpus").glob(f"{path.name[:3]}_*.txt"))
    assert passages(path, gazetteer) == passages(text, gazetteer)
    warnings = read_file(path).warnings if path.suffix not in OFFICE else ()
    told = FURNITURE.get(path.name)
    assert [warning.partition("：")[0] for warning in warnings] == ([told] if told else [])


@pytest.fixture(scope="module")
def rewritten(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the samples in each format of LibreOffice, and as OFD."""
    folder = tmp_path_factory.mktemp("formats")
    originals = [SAMPLES / f"{name}.docx" for name in (TABLES, NUMBERS)]
    for ending in ("doc", "rtf", "odt", "docx"):
        converted(originals, ending, folder)
    for original in originals:
        lines = [line for line in read_file(original).lines if line.strip()]
        (folder / original.with_suffix(".ofd").name).write_bytes(ofd(typeset(lines)))
    return folder


@needs_office
@pytest.mark.parametrize(
    ("name", "form"),
    [
        *((TABLES, form) for form in ("docx", "ofd", "doc", "odt")),
        *((NUMBERS, form) for form in ("docx", "ofd", "rtf")),
    ],
)
def test_a_sample_says_the_same_in_another_format(
    rewritten: Path, name: str, form: str, gazetteer: Gazetteer
) -> None:
    """Numbers that Word only shows, accepted changes, rows of a table: all come through."""
    original = passages(SAMPLES / f"{name}.docx", gazetteer)
    assert passages(rewritten / f"{name}.{form}", gazetteer) == original
