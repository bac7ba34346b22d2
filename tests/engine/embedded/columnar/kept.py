"""The segment that is kept in the repository, and what is known to stand in it.

``python -m tests.engine.embedded.columnar.kept`` makes both anew: only after a change of the
format, for which ``arrays.MARK`` has another version.
"""

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Final

from searchapp.engine.embedded.columnar.building import Builder
from searchapp.engine.embedded.columnar.segment import Segment
from searchapp.reports import (
    Doubt,
    FiledReport,
    Genre,
    IssuerLevel,
    Json,
    Origin,
    Section,
    SectionKind,
    report_json,
)
from tests.engine.embedded.columnar.everything import Everything, everything_in
from tests.engine.shelves import report_of

SEGMENT: Final = Path(__file__).with_name("kept.col")
CONTENTS: Final = SEGMENT.with_suffix(".json")


TITLE: Final = "松栎镇人民政府２０２４年度法治政府建设情况的报告"
FACTS: Final[Json] = {
    "title": TITLE,
    "issuers": ("松栎镇人民政府", "青禾县司法局"),
    "doc_number": "松政〔2025〕3号",
    "issued_on": date(2025, 1, 20),
    "genre": Genre.SUMMARY,
    "level": IssuerLevel.TOWN,
    "addressee": "青禾县人民政府",
    "outline": (
        Section(1, "一、", "举措", SectionKind.MEASURES),
        Section(2, "（一）", None, SectionKind.MEASURES),
    ),
    "origins": {"title": Origin.TITLE, "year": Origin.GUESS},
    "doubts": (Doubt("year", "没有写明", ("990121101",)),),
    "recognised": True,
}


def corpus() -> list[FiledReport]:
    """Reports with something for every array, and lists of every kind."""
    many = [f"法治{'调' * (at % 5 == 0)}{'解' * (at in (1, 290))}" for at in range(300)]
    return [
        report_of("R1", "（一）调解，12万余件。", ("二、普法", "二、普法。法治 A b，萬件𠮷")),
        report_of("R2", "", " \u3000", "法治建设" * 70, "第3批1,234.5元，三百余人", year=None),
        report_of("R3", TITLE, "一、举措", ("一、举措", "办结案件１２件。"), **FACTS),
        report_of("R4", *many, place=None, version=3),
    ]


def plain(everything: Everything) -> Json:
    """The same as JSON can say it; units are hexadecimal."""
    passages = zip(
        everything.report_of,
        everything.passages,
        everything.folded,
        everything.edges,
        everything.figures,
        everything.counts,
        strict=True,
    )
    return {
        "reports": [
            {**asdict(filed), "report": report_json(filed.report)} for filed in everything.reports
        ],
        "passages": [
            [report, [*asdict(passage).values()], folded.text, [*folded.offsets], *others]
            for report, passage, folded, *others in passages
        ],
        "chars": {f"{unit:04x}": [*each.items()] for unit, each in everything.chars.items()},
        "pairs": {f"{a:04x}{b:04x}": places for (a, b), places in everything.pairs.items()},
        "words": {key: [*each.items()] for key, each in everything.words.items()},
    }


def written(everything: Everything) -> str:
    """The same as text, a line for each report, passage, character, pair and word."""
    parts = (f'"{name}": {_bracketed(part)}' for name, part in plain(everything).items())
    return "{" + ",\n".join(parts) + "}\n"


def _bracketed(part: list[object] | dict[str, object]) -> str:
    if isinstance(part, dict):
        lines = [f"{json.dumps(key, ensure_ascii=False)}: {_line(part[key])}" for key in part]
        return "{\n" + ",\n".join(lines) + "}"
    return "[\n" + ",\n".join(map(_line, part)) + "]"


def _line(said: object) -> str:
    return json.dumps(said, ensure_ascii=False)


def main() -> None:
    """Write the segment and its contents."""
    builder = Builder()
    for filed in corpus():
        builder.add(filed)
    SEGMENT.unlink(missing_ok=True)
    builder.write(SEGMENT)
    CONTENTS.write_text(written(everything_in(Segment(SEGMENT))), "utf-8")


if __name__ == "__main__":
    main()
