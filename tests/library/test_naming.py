"""Names that last."""

import hashlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchapp.library.naming import fingerprint, meant_id, report_id
from searchapp.parsing import Gazetteer, parse
from searchapp.reading import Document
from searchapp.reports import Report
from searchapp.text import fold
from tests.strategies import han_text

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def value_of(digits: str) -> int:
    """The number that digits of Crockford's base 32 say."""
    value = 0
    for digit in digits:
        value = value * 32 + CROCKFORD.index(digit)
    return value


def report_of(*lines: str) -> Report:
    return parse(Document(lines, "txt"), Gazetteer([]))


@pytest.mark.property
@given(st.binary(max_size=20))
@example(b"")
def test_an_id_is_the_first_fifty_bits_of_the_hash(content: bytes) -> None:
    """Ten digits of Crockford's base 32 say the hash's first 50 bits and nothing else."""
    said = hashlib.sha256(content)
    name = report_id(said.hexdigest(), frozenset())
    assert len(name) == 10
    assert value_of(name) == int.from_bytes(said.digest(), "big") >> 206


@pytest.mark.property
@given(st.binary(max_size=20), st.integers(1, 42))
def test_an_id_is_longer_where_that_is_taken(content: bytes, taken: int) -> None:
    """A shorter name that is another's is never given again: the next digit tells them apart."""
    said = hashlib.sha256(content).hexdigest()
    whole = report_id(said, {report_id(said, frozenset())[:10]} | prefixes(said, 51))
    assert len(whole) == 52
    assert (
        report_id(said, {whole[:length] for length in range(10, 10 + taken)})
        == (whole[: 10 + taken])
    )


def prefixes(said: str, longest: int) -> set[str]:
    """Every id that is shorter, each found by the one before it being taken."""
    names: set[str] = set()
    while len(names) <= longest - 10:
        names.add(report_id(said, names))
    return names


@pytest.mark.property
@given(han_text, han_text)
def test_a_fingerprint_is_over_folded_text_without_blanks(first: str, second: str) -> None:
    """The hash is of the passages' text, joined, folded and without blanks, as DESIGN says."""
    report = report_of("松栎镇2024年法治政府建设情况报告", first, second)
    joined = "".join(passage.text for passage in report.passages)
    plain = "".join(fold(joined).text.split())
    assert fingerprint(report) == hashlib.sha256(plain.encode()).hexdigest()


@pytest.mark.parametrize(
    "other",
    [
        ("松栎镇2024年法治政府建设情况报告", "一、主要成效", "调解纠纷 ２１ 件（起）。"),
        ("松栎镇2024年法治政府建設情况报告", "一、主要成效", "调解纠纷21件(起)。"),
        ("松栎镇2024年法治政府建设情况报告", "", "一、主要成效", "　　调解纠纷21件（起）。", ""),
    ],
    ids=["width and blanks", "traditional and brackets", "empty lines and indents"],
)
def test_the_same_text_in_other_dress_is_the_same_report(other: tuple[str, ...]) -> None:
    """Width, brackets, blanks and traditional characters do not make another report."""
    one = report_of("松栎镇2024年法治政府建设情况报告", "一、主要成效", "调解纠纷21件（起）。")
    assert fingerprint(report_of(*other)) == fingerprint(one)


def test_another_figure_is_another_text() -> None:
    """One digit makes another text."""
    one, two = (report_of("松栎镇2024年法治政府建设情况报告", f"调解{n}件。") for n in (21, 22))
    assert fingerprint(one) != fingerprint(two)


#: How people write the digits and letters that are taken for one another.
MISREAD = {"0": "0oO", "1": "1iIlL"}


@st.composite
def retyped(draw: st.DrawFn) -> tuple[str, str]:
    """An id, and the same as somebody typed it from paper."""
    name = report_id(hashlib.sha256(draw(st.binary(max_size=8))).hexdigest(), ())
    typed = [draw(st.sampled_from(MISREAD.get(each, each + each.lower()))) for each in name]
    for at in draw(st.lists(st.integers(0, len(typed)), max_size=3)):
        typed.insert(at, draw(st.sampled_from("- ")))
    return name, "".join(typed)


@pytest.mark.property
@given(retyped())
def test_an_id_typed_from_paper_means_itself(ids: tuple[str, str]) -> None:
    """In small letters, with O for 0, I or L for 1, with hyphens and blanks."""
    name, typed = ids
    assert meant_id(typed) == name == meant_id(name)


@pytest.mark.property
@given(retyped(), retyped())
def test_no_two_ids_are_meant_by_one(one: tuple[str, str], other: tuple[str, str]) -> None:
    """Whoever mistypes in these ways is never sent to another report."""
    assert (meant_id(one[1]) == meant_id(other[1])) == (one[0] == other[0])
