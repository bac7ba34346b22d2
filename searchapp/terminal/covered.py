"""Coverage: the towns of each county by years, as a table for people and as rows for a pipe."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from searchapp.terminal.screen import Screen

if TYPE_CHECKING:
    from searchapp.library.coverage import Cell, County, Coverage


class ShownCoverage(Screen):
    """Coverage as it is printed."""

    def coverage(self, covered: "Coverage") -> None:
        """A table for each county, towns by years; what is in none of them is told below."""
        for county in covered.counties:
            self._county(county, covered.years)
        for line in coverage_notes(covered):
            self.say(line)

    def _county(self, county: "County", years: Sequence[int]) -> None:
        self.console.print(
            Text.assemble((county.place.label, "bold"), f"  {_denominators(county)}")
        )
        rows = [("", *map(str, years)), _received(county, len(years))]
        rows += [
            (town.place.short + "*" * (not town.listed), *map(_cell_words, town.cells))
            for town in county.reporting
        ]
        for row in _in_columns(rows):
            self.say(f"  {row}")
        if county.silent:
            named = "、".join(town.place.short for town in county.silent)
            self.say(f"  一篇也没有的 {len(county.silent)} 个：{named}", style="dim")
        self.say("")


def coverage_rows(covered: "Coverage") -> Iterator[tuple[str, ...]]:
    """The table as rows of cells with a heading, every town that is known with its county."""
    yield ("县区", "乡镇", "代码", *map(str, covered.years))
    for county in covered.counties:
        for town in county.towns:
            place = (county.place.short, town.place.short, town.place.code)
            yield (*place, *map(_cell_words, town.cells))


def coverage_notes(covered: "Coverage") -> Iterator[str]:
    """The totals, and what stands in no town's row."""
    yield (
        f"{covered.genre}：{covered.reports} 篇；缺 {covered.missing}，"
        f"文字存疑 {covered.weak}，同年两篇以上 {covered.several}"
    )
    if covered.unlabelled:
        yield f"地方或年度未标注 {len(covered.unlabelled)} 篇，不在表中；见 searchapp correct"
    if covered.others:
        yield f"县级及以上、部门的 {len(covered.others)} 篇，不在表中"
    for county in covered.absent:
        yield f"库里没有“{county}”乡镇的{covered.genre}"
    if covered.counties:
        yield "有：一篇；缺：同县有乡镇报告了这一年；?：文字存疑；乡镇名后的 *：不在地名表中"


def _denominators(county: "County") -> str:
    listed = sum(town.listed for town in county.reporting)
    others = len(county.reporting) - listed
    more = f"，另有 {others} 个不在地名表中" if others else ""
    return f"{county.listed} 个乡镇中 {listed} 个有报告{more}，共 {county.reports} 篇"


def _received(county: "County", columns: int) -> tuple[str, ...]:
    counts = (f"{county.received(column)}/{county.listed}" for column in range(columns))
    return ("已收", *counts)


def _cell_words(cell: "Cell") -> str:
    """A cell in a word: how many, whether a text is weak, or that it is missing."""
    if not cell.reports:
        return "缺" if cell.missing else ""
    several = len(cell.reports)
    return (f"{several}篇" if several > 1 else "有") + "?" * bool(cell.weak)


def _in_columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The rows with their cells one below the other; a wide character takes two cells."""
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (
            cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)
        )
        yield "  ".join(cells).rstrip()
