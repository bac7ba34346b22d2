"""Division codes that are no longer given out, and the names that divisions once had."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files


def codes_now(code: str) -> Sequence[str]:
    """The codes that the area of a code has today; the code itself where it was never retired.

    >>> codes_now("500224"), codes_now("500230")
    (('500151',), ('500230',))
    """
    retired, _ = _table()
    return retired.get(code, (code,))


def former_names() -> Mapping[str, Sequence[str]]:
    """Code of today -> the names under which the division, or one that it took in, was known."""
    _, names = _table()
    return names


@cache
def _table() -> tuple[Mapping[str, Sequence[str]], Mapping[str, Sequence[str]]]:
    retired: dict[str, Sequence[str]] = {}
    names: defaultdict[str, list[str]] = defaultdict(list)
    table = files(__package__).joinpath("retired.tsv").read_text("utf-8")
    for line in table.splitlines():
        code, name, after = line.split("\t")
        retired[code] = tuple(after.split())
        for each in after.split():
            names[each].append(name)
    return retired, names
