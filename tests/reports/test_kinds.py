"""The closed vocabularies have a Chinese word for each of their members."""

import pytest

from searchapp.reports import Genre, Origin, SectionKind

LABELS = {
    "preamble": "引言",
    "measures": "举措和成效",
    "duties": "第一责任人职责",
    "shortcomings": "不足和原因",
    "plans": "下年安排",
    "judgments": "生效裁判",
    "suggestions": "意见建议",
    "other": "其他",
    "closing": "落款",
}


def test_section_kinds_are_those_of_the_design() -> None:
    """The nine kinds and their Chinese names are DESIGN's."""
    assert {str(kind): kind.label for kind in SectionKind} == LABELS


def test_genres_are_those_of_the_design() -> None:
    """The six genres are DESIGN's."""
    assert set(map(str, Genre)) == {
        *("法治政府建设报告", "政府工作报告", "政府信息公开年报"),
        *("工作总结", "工作计划", "其他"),
    }


@pytest.mark.parametrize("origin", Origin)
def test_every_origin_can_be_said_in_chinese(origin: Origin) -> None:
    """A page can say of each fact where it was read."""
    assert origin.label


def test_metadata_counts_before_guesses() -> None:
    """Facts that one source lacks come from the other, metadata before guesses (DESIGN)."""
    assert Origin.TITLE < Origin.METADATA < Origin.GUESS
